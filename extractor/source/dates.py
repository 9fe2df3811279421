"""A line in, the calendar date or the years it prints out, a date as ISO text with its place."""

import re

from extractor.source.offsets import CleanSpan

_DIGITS = {character: str(index % 10) for index, character in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
    "O": "0",
}
_WRITTEN = re.compile(
    r"([12][\d\s]{3,6}|[一二][〇○零O0一二三四五六七八九]{3})\s?年\s?([\d\s]{1,3}|[一二三四五六七八九十]{1,2})\s?月\s?([\d\s]{1,3}|[一二三四五六七八九十]{1,3})\s?日"
)
_REPUBLIC = re.compile(
    r"(?:(?:中华)?民国\s?(\d{2,3}|[一二三四五六七八九〇○零]{2,3}|一?百?[一二三四五六七八九]?十[一二三四五六七八九]?)|(?<![\d至到])(1[01]\d|[89]\d))\s?年"
    r"\s?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?月\s?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?日|(?<![\d.])(1[01]\d|[89]\d)\.(\d{1,2})\.(\d{1,2})(?![\d.])"
)
"""A date of the Republic, whose first year was 1912: 民国112年10月20日, 112.10.20 alone on a line."""
_REPUBLIC_BEGAN = 1911
_WRITTEN_YEAR = re.compile(r"([一二][〇○零O一二三四五六七八九]{3})\s?(?:年|至)")
_ROC_YEAR = re.compile(
    r"(?:民国)?\s?(?<!\d)(1[01]\d|[6-9]\d)(?:\s?年(?=\s?\d{1,2}\s?月|\s?度|[上下]半年)|\.\d{1,2}\.\d{1,2}$)"
    r"|(?<![一二三四五六七八九〇○零十])(一[〇○零一二][一二三四五六七八九〇○零])年度|民国\s?(\d{2,3}|[一二三四五六七八九〇○零十百]{2,5})\s?年"
)
_NUMERIC = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
# 2023年1月1日至12月31日 is the time a report covers, not its date.
_PERIOD = re.compile(r"\s?(?:[至到起]|[—~～-]{1,2}\s?[\d一二])")
_HELD = re.compile(r"[至到]\d{1,2}日在[^，。]{4,60}会议?上")
"""A report that was given over two days, 1955年7月5日至6日在…会议上, is of the first."""

_NAMED_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年|十(?P<plan>[一二三四五六七八九])五”?(?:时期|规划|期间|期末|末)"
)

_PLAN = re.compile("(?<!二)十([一二三四五六七八九])(?:个?五年规划|五(?![年个家月日项件条]))")


def find_date(text: str, line: CleanSpan) -> tuple[CleanSpan, str] | None:
    """Return the clean span and the ISO form of the first date in a line, or None.

    >>> find_date("二〇二三年一月十五日", CleanSpan(0, 10))
    (CleanSpan(start=0, end=10), '2023-01-15')
    >>> find_date("民国一一二年十月二十日", CleanSpan(0, 11))
    (CleanSpan(start=0, end=11), '2023-10-20')
    """
    hit = _WRITTEN.search(text, *line) or _NUMERIC.search(text, *line) or _REPUBLIC.search(text, *line)
    if hit is None or (_PERIOD.match(text, hit.end(), line.end) and _HELD.match(text, hit.end(), line.end) is None):
        return None
    year, month, day = (_number(part) for part in hit.groups() if part)
    if hit.re is _REPUBLIC:
        year += _REPUBLIC_BEGAN
    if not (1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return CleanSpan(*hit.span()), f"{year:04}-{month:02}-{day:02}"


def _number(numeral: str) -> int:
    digits = re.sub(r"\s", "", numeral)
    if "百" in digits:
        return 100 + _number(digits.split("百", 1)[1])
    if "十" in digits:
        tens, units = digits.split("十", 1)
        return int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(units, "0"))
    return int("".join(_DIGITS.get(character, character) for character in digits) or 0)


def years_of(words: str) -> list[int]:
    """List the years that words name, the last year of a five-year plan for its name.

    >>> years_of("“十五五”时期和2026年"), years_of("面向二〇三五年")
    ([2030, 2026], [2035])
    """
    return [_year(hit) for hit in _NAMED_YEAR.finditer(words)]


def _year(hit: re.Match[str]) -> int:
    return _plan_ends(hit["plan"]) if hit["plan"] else _number(hit["year"])


def _plan_ends(numeral: str) -> int:
    """Return the last year of the plan of five years that 十 and a numeral number: 十四五 ended with 2025."""
    return 1955 + 5 * (10 + "一二三四五六七八九".index(numeral) + 1)


def plan_ahead(words: str, year: int) -> re.Match[str] | None:
    """Find the first five-year plan that words name and that begins after a year.

    >>> plan_ahead("“十五五”时期的主要目标", 2025).group(), plan_ahead("“十四五”时期回顾", 2025)
    ('十五五', None)
    """
    return next((hit for hit in _PLAN.finditer(words) if _plan_ends(hit[1]) - 4 > year), None)


def written_year(text: str, line: CleanSpan) -> tuple[CleanSpan, int] | None:
    """Return the clean span and value of the first year in Chinese numerals, or None.

    >>> written_year("二零零七至零八年施政报告", CleanSpan(0, 12))
    (CleanSpan(start=0, end=4), 2007)
    """
    hit = _WRITTEN_YEAR.search(text, *line)
    return (CleanSpan(*hit.span(1)), int(_number(hit.group(1)))) if hit else None


def roc_year(text: str, line: CleanSpan) -> tuple[CleanSpan, int] | None:
    """Return the clean span of a year of the Republic, and the year of the common era that it is, or None.

    >>> roc_year("中华民国104年4月17日", CleanSpan(0, 13))
    (CleanSpan(start=4, end=7), 2015)
    """
    hit = _ROC_YEAR.search(text, *line)
    group = hit.lastindex or 0 if hit else 0
    return (CleanSpan(*hit.span(group)), _number(hit.group(group)) + _REPUBLIC_BEGAN) if hit else None
