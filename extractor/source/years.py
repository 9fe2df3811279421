"""A clean report in, the year that it goes by out, with its place.

A report on a year goes by that year: 2021 for a report of January 2022 on 2021. A 政府工作报告 goes by the year of its
session, as its title prints it or its head dates it, although it looks back on the year before.
"""

import re
from collections import Counter
from collections.abc import Sequence

from extractor.source.clean import CleanText
from extractor.source.dates import roc_year, written_year
from extractor.source.offsets import CleanSpan
from extractor.source.sections import Outline
from schemas.report import TextField, YearField
from schemas.section import SectionKind
from schemas.span import Evidence

_YEAR = re.compile(r"((?:19|20)\d\d)\s?年")
# The year of a session, not one that it looks back on: 2001年的工作.
_ONE_YEAR = re.compile(r"(?<![、和至到])((?:19|20)\d\d)\s?年(?![^\n。，]{0,16}(?:回顾|总结|的工作))")
_COVERED = re.compile(r"((?:19|20)\d\d)\s?年?度?[^\n。，]{0,24}?(?:情况|回顾|完成|总结|工作|报告|成效|举措|做法|进展)")
# A line that gives the year and no more: （2022年度）.
_STANDING = re.compile(r"(?<![^\n])[（(]?((?:19|20)\d\d)\s?年度?[）)]?(?![^\n])")
_REVIEWED = re.compile(r"((?:19|20)\d\d)\s?年[^\n。，]{0,16}?回顾")
_OPENING_YEAR = re.compile(r"(?<![\d—\-至])((?:19|20)\d\d)\s?年(?=[，,是，我全])")
# 2022-2023学年: a year over two goes by the one that it begins in.
_TWO_YEARS = re.compile(r"((?:19|20)\d\d)\s?年?[—\-－–~至]{1,2}(?:19|20)?\d\d\s?学年")
_NOT_OWN_YEAR = re.compile(
    r"《[^《》\n]{1,80}》|(?:19|20)\d\d\s?年?\s?[—\-－–~至到]\s?(?:19|20)\d\d\s?年?"
    r"|[和及与暨](?:19|20)\d\d\s?年(?:度)?(?:主要|重点)?(?:工作|任务)?(?:安排|计划|打算|思路|要点)"
)
# （2017—2021年）: a report on several years goes by the last of them.
_SEVERAL = re.compile(r"(?:19|20)\d\d\s?年?\s?[—\-－–~至到]{1,2}\s?((?:19|20)\d\d)\s?年")
# 发表《行政长官2017年施政报告》的发言: the speech that presents a report.
_PRESENTED = re.compile(r"《[^《》\n]*((?:19|20)\d\d)\s?年[^《》\n]*报告》的发言$")
_OF_A_PLAN = re.compile("规划|纲要|方案|计划|实施")
_VOLUME = re.compile(r"((?:19|20)\d\d)\s?年?卷")
_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_YEAR_END = re.compile(r"(?:截至|截止|到|至)\s?((?:19|20)\d\d)\s?年(?:年?底|末|12月)")
_NAMED = re.compile(r"(?<![比较自从于和、])((?:19|20)\d\d)\s?年(?!\s?\d{1,2}\s?月\s?\d{1,2}\s?日[）)\s]*(?:\n|$))")
_LOOKING_BACK = 3
_SPEECH = re.compile(r"^[^，。]{0,40}(?<!法治)政府工作报告(?:[（(][^（）()]*[）)])?$|^政府工作报告")
# A paragraph before the first heading: 2022年，在市委坚强领导下，…
_BEGINS = re.compile(r"(?m)^\s*((?:19|20)\d\d)\s?年[，,]")
_SHORT, _OPENING, _BEGINNING = 60, 40, 1500
_FIRST_HEADINGS = 3


def find_year(
    cleaned: CleanText,
    outline: Outline,
    title: CleanSpan | None,
    head: Sequence[CleanSpan],
    named: YearField | None = None,
) -> YearField | None:
    """Find the year a report is about; `title` and `head` (its first lines) are clean spans, `named` its file's year.

    >>> from extractor.source.clean import clean
    >>> from extractor.source.sections import find_sections
    >>> report = clean("一、2025年工作回顾\\n办结案件7件。\\n二、2026年重点工作\\n加强培训。")
    >>> find_year(report, find_sections(report), None, []).value
    2025
    """
    text = cleaned.text
    work = [part for part in outline.sections if part.kind is SectionKind.ACHIEVEMENTS]
    headings = [part.heading for part in work if part.heading]
    openings = [CleanSpan(part.body.start, min(part.body.end, part.body.start + _OPENING)) for part in work[:2]]
    short = [line for line in head if line.end - line.start <= _SHORT]
    titled = [title] if title else []
    own = _own(text)
    reviewed = next(filter(None, (_year_in(own, span, _REVIEWED) for span in headings)), None)
    speech = _is_speech(text, title, outline)
    session = _session_year(cleaned, [*titled, *short], outline) or _named_session(named, reviewed) if speech else None
    if session:
        return session
    found = reviewed or (_titled_year(text, title) if title else None)
    begun = [CleanSpan(0, min(len(text), _BEGINNING))]
    for spans, pattern in (
        (short, _COVERED),
        (short, _STANDING),
        (headings[:_FIRST_HEADINGS], None),
        (headings, _COVERED),
        (openings, _OPENING_YEAR),
        (begun, _BEGINS),
        (short, None),
    ):
        found = found or next(filter(None, (_year_in(own, span, pattern) for span in spans)), None)
    if speech:  # what it looks back on is the year before its own
        return (_following_year(cleaned, own, found[1]) or _field(cleaned, *found)) if found else None
    if found:
        return _field(cleaned, *found)
    return _volume_year(cleaned) or _state_year(cleaned, own) or _commonest_year(cleaned, own)


def year_of_date(date: TextField) -> YearField:
    """Return the year that a report signed on a date is about: in the first three months it looks back on the last.

    >>> year_of_date(TextField(value="2023-01-16", evidence=None)).value
    2022
    """
    year, month = (int(part) for part in date.value.split("-")[:2])
    return YearField(value=year - (month <= _LOOKING_BACK), evidence=date.evidence)


def year_in_name(stem: str) -> YearField | None:
    """Return the year that a file's name gives, if it gives one or says which is one (2021年度…_2022), or None.

    >>> year_in_name("某局2021年度工作报告_2022").value, year_in_name("2026_云南省_工作报告").value
    (2021, 2026)
    """
    years = set(_YEAR.findall(stem)) or set(_BARE_YEAR.findall(stem))
    return YearField(value=int(years.pop()), evidence=None) if len(years) == 1 else None


def _titled_year(text: str, title: CleanSpan) -> tuple[CleanSpan, int] | None:
    """Return the year in a title, whatever quotation marks stand around it."""
    two = _year_in(text, title, _TWO_YEARS)
    if two:
        return two
    presented = _year_in(text, title, _PRESENTED)
    if presented:
        return presented
    words = _own(text[slice(*title)])
    found = next(
        filter(None, (_year_in(words, CleanSpan(0, len(words)), way) for way in (_YEAR, None, _BARE_YEAR))), None
    )
    if found is None:
        return None if _OF_A_PLAN.search(text, *title) else _year_in(text, title, _SEVERAL)
    return CleanSpan(title.start + found[0].start, title.start + found[0].end), found[1]


def _own(text: str) -> str:
    """Blank out years that are not the report's own, of titles, ranges and plans (和2024年工作安排); offsets stay."""
    return _NOT_OWN_YEAR.sub(lambda hit: " " * len(hit.group()), text)


def _year_in(text: str, span: CleanSpan, pattern: re.Pattern[str] | None) -> tuple[CleanSpan, int] | None:
    """Return the year that a pattern finds in a range; without one, a year in Chinese numerals or the Republic's."""
    if pattern is None:
        return written_year(text, span) or roc_year(text, span)
    hit = pattern.search(text, *span)
    return (CleanSpan(*hit.span(1)), int(hit.group(1))) if hit else None


def _field(cleaned: CleanText, span: CleanSpan, value: int) -> YearField:
    return YearField(value=value, evidence=cleaned.evidence(*span))


def _is_speech(text: str, title: CleanSpan | None, outline: Outline) -> bool:
    """Tell a 政府工作报告 by its title, or, where no title is printed, by what its speaker says first."""
    if title is None:
        return outline.is_speech
    return _SPEECH.search(re.sub(r"\s", "", text[slice(*title)])) is not None


def _named_session(named: YearField | None, reviewed: tuple[CleanSpan, int] | None) -> YearField | None:
    """Return the year of the file's name, unless it is another than the session's after the year reviewed."""
    fits = named and (reviewed is None or named.value - reviewed[1] in (0, 1))
    return named if fits else None


def _following_year(cleaned: CleanText, own: str, reviewed: int) -> YearField | None:
    """Return the year after the one that a speech reviews, where the text names it."""
    hit = re.compile(rf"(?<!\d){reviewed + 1}(?=\s?年)").search(own)
    return _field(cleaned, CleanSpan(*hit.span()), reviewed + 1) if hit else None


def _session_year(cleaned: CleanText, spans: Sequence[CleanSpan], outline: Outline) -> YearField | None:
    """The year that a speech's title prints, or else its head, or the year after the one it reviews that it plans."""
    planned = [part.heading for part in outline.sections if part.heading and part.kind is SectionKind.PLANS]
    for span in [*spans, *planned]:
        hit = _ONE_YEAR.search(cleaned.text, *span)
        if hit and (span not in planned or int(hit.group(1)) == (outline.base_year or 0) + 1):
            return _field(cleaned, CleanSpan(*hit.span(1)), int(hit.group(1)))
    return None


def _volume_year(cleaned: CleanText) -> YearField | None:
    """A yearbook goes by the year of its volume."""
    hit = _VOLUME.search(cleaned.original, 0, 400)
    if hit is None:
        return None
    quote = Evidence(start=hit.start(), end=hit.end(), quote=hit.group())
    return YearField(value=int(hit.group(1)), evidence=quote)


def _state_year(cleaned: CleanText, own: str) -> YearField | None:
    """The year whose end the body states things of (到2005年底), where it states them of one year's alone."""
    hits = list(_YEAR_END.finditer(own))
    if len({hit.group(1) for hit in hits}) != 1:
        return None
    return _field(cleaned, CleanSpan(*hits[0].span(1)), int(hits[0].group(1)))


def _commonest_year(cleaned: CleanText, own: str) -> YearField | None:
    """The year that the body names most often, where it compares with none (比2016年增长)."""
    hits = list(_NAMED.finditer(own))
    ranked = Counter(hit.group(1) for hit in hits).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    first = next(hit for hit in hits if hit.group(1) == ranked[0][0])
    return _field(cleaned, CleanSpan(*first.span(1)), int(first.group(1)))
