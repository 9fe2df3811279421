"""Read years, dates and clock times: a text and the offset of its first numeral go in, a `Mention` comes out."""

import re

from extractor.numbers.parse import read_value
from schemas.quantity import Kind, Mention

_UNIT = re.compile(r"(?:[学學财財]|财政|財政|课税|課稅)?年度?|[月日号號]|(?<=[0-9]{4})[届屆]")
_D = "0-9０-９"
_H = "〇○零一二三四五六七八九"
_W = r"[ \t\u3000\xa0]*+(?:\r?\n)?[ ]*+"
_JOIN = r"(?:[—–\-－~～﹣至到]|——|--)"
_YEAR = rf"(?:[{_D}]{{4}}|[12](?:[ ]?[0-9]){{3}}|(?:[{_H}](?:\r?\n|[ ])?){{3}}[{_H}])(?![{_D}{_H}])"
_LONG_YEAR = r"(?:[一二两]千[〇零一二三四五六七八九十百]{1,6}|[〇○零六七八九][〇○零一二三四五六七八九])"
_SMALL = rf"(?:[{_D}]{{1,2}}|[0-9][ ][0-9]|[一二三四五六七八九十廿卅]{{1,3}})"
_DAY_END = "[日号號](?![线線楼樓])"
_DAY = rf"(?:{_DAY_END}|(?={_JOIN}{_W}{_SMALL}{_W}{_DAY_END}))"  # 4月12-19日 prints 日 once

YEAR_AND_DATE = re.compile(
    rf"(?P<year>{_YEAR}|(?:[{_D}]{{2,3}}|{_LONG_YEAR})(?={_W}年{_W}{_SMALL}{_W}月)){_W}年{_W}(?P<month>{_SMALL}){_W}月(?:份)?(?:{_W}(?P<day>{_SMALL}){_W}{_DAY})?"
    rf"(?:{_W}{_JOIN}{_W}(?:(?P<month2>{_SMALL}){_W}月)?(?:{_W}(?P<day2>{_SMALL}){_W}{_DAY_END})?(?<=[月日号號]))?"
)
MONTH_AND_DAY = re.compile(
    rf"(?P<month>{_SMALL}){_W}月(?:份)?(?:{_W}(?P<day>{_SMALL}){_W}{_DAY})?"
    rf"(?:{_W}{_JOIN}{_W}(?:(?P<month2>{_SMALL}){_W}月)?(?:{_W}(?P<day2>{_SMALL}){_W}{_DAY_END})?(?<=[月日号號]))?"
)
MONTHS = re.compile(rf"(?P<month>{_SMALL})(?:月)?{_W}{_JOIN}{_W}(?P<month2>{_SMALL}){_W}月")
YEAR_AND_MONTHS = re.compile(
    rf"(?P<year>{_YEAR}){_W}年{_W}(?P<month>{_SMALL}){_W}{_JOIN}{_W}(?P<month2>{_SMALL}){_W}月(?!{_SMALL}{_DAY_END})"
)
YEARS = re.compile(
    rf"(?P<year>{_YEAR}){_W}(?:年{_W})?{_JOIN}{_W}(?P<year2>{_YEAR}|[{_D}]{{2}}|[{_H}]{{2}}){_W}(?:学|學|财政|財政)?(?:\r?\n)?年"
)
_MINGUO = r"(?:9[0-9]|1[0-2][0-9])"
MINGUO_YEARS = re.compile(
    rf"(?P<year>{_MINGUO}){_W}(?:年(?:度)?{_W})?{_JOIN}{_W}(?P<year2>{_MINGUO}){_W}(?:[学學])?年(?![來来的历歷史前後后間间以之里內内级級代])"
)
"""Years of the Republic's calendar that a dash or 至 joins, 104年至107年; no mainland report spans so many years."""
YEAR = re.compile(rf"(?P<year>{_YEAR}){_W}(?=年(?!期)|財年|财年|学年|學年|(?<=(?:19|20)[0-9]{{2}})[届屆])")
ERA = re.compile(
    rf"(?P<year>[{_D}]{{1,3}}|[一二三四五六七八九十百零〇]{{1,6}})"
    rf"(?={_W}年[ ]?代|{_W}世纪|{_W}世紀|{_W}(?:学|學)?年度|{_W}學年度|(?<=1[0-4][0-9])[ ]?年[ ]?[起底初末完前內全])"
)
YEAR_OF_ERA = re.compile(rf"(?:(?<=公元)|(?<=公元前)|(?<=西元))(?P<year>[{_D}]{{1,4}}|[{_H}十百千]{{1,6}})(?=[ ]?年)")
DAY = re.compile(
    rf"(?:(?<=[本当當上同该該下]月)|(?<=[0-9一二三四五六七八九十][日号號][、和及与與]))(?P<day>{_SMALL})(?={_W}{_DAY_END})"
)
"""A day whose month was named before, 本月12日, 12月21日和22日."""
_SINCE = "[於于在自至迄从從由]"
SHORT_YEAR = re.compile(
    rf"(?<![{_H}十百千万])(?P<spelled>[六七八九][〇○零一二三四五六])(?=年(?![的里内代度]))"
    rf"|(?:(?:(?<={_SINCE})|(?<={_SINCE}[ ]))(?P<year>[5-9][0-9]|1[01][0-9])"
    r"|(?<![了近第满滿逾约約超過过長长達达历歷經经有共立校党黨辰建])(?P<minguo>10[1-9]|11[1-5]))"
    r"(?=[ ]?年(?![來来的历歷史前后後間间以之里內内级級代度]))"
    r"|(?<=[本今前去][(（])(?P<noted>[0-9]{2,4})(?=[)）](?:学|學)?年)"
)
"""A year without its century, 九二年, or of the Republic's calendar, 於97年, 本(104)年; no span of years."""
LISTED_YEAR = re.compile(
    rf"(?P<year>[12一二][{_D}{_H}]{{3}})(?=(?:[、和與与及][12一二][{_D}{_H}]{{3}}){{0,4}}+[两兩三四]?年)"
)
"""A year in a list that names its unit at the end, 一九七九、一九八○两年."""
MINGUO = re.compile(r"(?P<year>1[01][0-9])\.(?P<month>[01]?[0-9])\.(?P<day>[0-3]?[0-9])(?![0-9.])")
"""A date of the Republic's calendar, 104.4.17."""
ISO_MONTH = re.compile(r"(?P<year>(?:19|20)[0-9]{2})[-/](?P<month>0[1-9]|1[0-2])(?![0-9年/-])")
ISO = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?P<mark>[-/.])(?P<month>[01]?[0-9])(?P=mark)(?P<day>[0-3]?[0-9])(?![0-9.])"
)
SPLIT_YEAR = re.compile(r"(?P<year>(?:19|20)[0-9]{2})[–/](?P<year2>[0-9]{2})(?![0-9/-])")
CLOCK = re.compile(r"(?P<hour>[0-2]?[0-9])[:：](?P<minute>[0-5][0-9])(?:[:：](?P<second>[0-5][0-9]))?(?![0-9%％])")
_RATIO = re.compile("(?:比[例值]|(?<=[之生师師女男患护護床配员員])比)[^，。；\n比时時点點午早晚夜开開前迟遲]{0,20}\\Z")
"""Before a ratio that may look like a time of day: 师生比为1:12."""
HOUR = re.compile(
    rf"(?P<hour>{_SMALL}|[零两])[ ]?(?:[时時](?![期代间間])|[点點])[ ]?"
    rf"(?:(?P<minute>{_SMALL}|[零〇][一二三四五六七八九])[ ]?分(?![之点點])(?:(?P<second>{_SMALL})秒)?"
    rf"|(?P<quarter>[一三])刻(?!不|钟也)"
    r"|(?<=[点點])(?:(?P<tens>[二三四五]?十[一二三四五六七八九]?)|(?P<half>半)))"
    rf"|(?<=[午晨晚日至])(?P<sharp>{_SMALL})[ ]?[时時点點](?![期代间間一二三四五六七八九])"
)
_PARTS_OF_HOUR = {"半": "30", "一": "15", "三": "45"}
BARE_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}\Z")


def _two(text: str) -> str:
    return (read_value(text.replace(" ", "")) or "").zfill(2)


def read_date(text: str, start: int) -> Mention | None:
    """Return the date, year, month or range of them that starts at `start` of `text`, if one does.

    Offsets are code points into the text that is scanned. Values: `2024`, `2018-10`, `07-28`, `2002-01-28`, and
    `a..b` for ranges. Source of the rule: number-rules, `value` and 年度.

    >>> read_date("于7月28日对外公布", 1).value
    '07-28'
    >>> read_date("2021—2025年", 0).value
    '2021..2025'
    """
    for pattern, build in _READERS:
        found = pattern.match(text, start)
        if found:
            mention = build(text, found)
            if mention:
                return mention
    return None


def _of(text: str, start: int, end: int, *, value: str, kind: Kind) -> Mention:
    unit = ""
    behind = end
    while text[behind : behind + 1] in (" ", "\n") and behind - end < 3:
        behind += 1
    found = _UNIT.match(text, behind)
    if found:
        unit, behind = found[0], found.end()
    else:
        behind = end
    return Mention(start, end, text[start:end], value, unit, (), kind, behind)


def _joined(low: list[str], high: list[str]) -> str:
    return "-".join(low) + (f"..{'-'.join(high)}" if high else "")


def _date(text: str, found: re.Match[str]) -> Mention | None:
    part = found.groupdict()
    head = [_year(part["year"])] if part.get("year") else []
    if not part["day"] and part["day2"] and not part["month2"]:
        return None
    month, day, month2, day2 = (_two(part[name]) if part[name] else "" for name in ("month", "day", "month2", "day2"))
    if ".." in month and not (day or month2):
        month, month2 = _both(month)  # 七八月
    if ".." in day and not day2:
        day, day2 = _both(day)
    if not all(_is_in(m, 12) for m in (month, month2 or month)) or not all(_is_in(d, 31) for d in (day, day2) if d):
        return None
    low = [*head, month, *([day] if day else [])]
    high = [*head, month2 or month, *([day2] if day2 else [])] if month2 or day2 else []
    last = max(found.end(name) for name in ("month", "day", "month2", "day2") if part[name])
    return _of(text, found.start(), last, value=_joined(low, high), kind=Kind.DATE)


def _both(value: str) -> tuple[str, str]:
    low, _, high = value.partition("..")
    return low.zfill(2), high.zfill(2)


def _is_in(value: str, most: int) -> bool:
    return value.isdecimal() and 1 <= int(value) <= most


def _months(text: str, found: re.Match[str]) -> Mention | None:
    low, high = _two(found["month"]), _two(found["month2"])
    if not (_is_in(low, 12) and _is_in(high, 12)):
        return None
    if found.re is YEAR_AND_MONTHS:
        low, high = f"{_year(found['year'])}-{low}", f"{_year(found['year'])}-{high}"
    return _of(text, found.start(), found.end("month2"), value=f"{low}..{high}", kind=Kind.DATE)


def _year(text: str) -> str:
    value = read_value("".join(text.split())) or ""
    return "".join(value.split("..")) if ".." in value else value  # 一二 is the year 12


def _years(text: str, found: re.Match[str]) -> Mention | None:
    low, high = _year(found["year"]), _year(found["year2"])
    if len(high) <= 2:
        high = low[:2] + high.zfill(2)
        if int(high) < int(low):
            high = str(int(high) + 100)
    if "年" in found[0][:-2] and re.search(
        "[由从從自][^，。；]{0,2}\\Z", text[max(0, found.start() - 4) : found.start()]
    ):
        return None
    return _of(text, found.start(), found.end("year2"), value=f"{low}..{high}", kind=Kind.YEAR)


def _minguo_years(text: str, found: re.Match[str]) -> Mention | None:
    low, high = found["year"], found["year2"]
    if int(low) >= int(high):
        return None
    return _of(text, found.start(), found.end("year2"), value=f"{low}..{high}", kind=Kind.YEAR)


def _one_year(text: str, found: re.Match[str]) -> Mention | None:
    value = _year(found["year"])
    if not value or not 1000 <= int(value) <= 2200:
        return None
    year = _of(text, found.start(), found.end("year"), value=value, kind=Kind.YEAR)
    return year if found.re is YEAR or year.unit else year._replace(unit="年")


def _era(text: str, found: re.Match[str]) -> Mention | None:
    return _of(text, found.start(), found.end("year"), value=_year(found["year"]), kind=Kind.YEAR)


def _short_year(text: str, found: re.Match[str]) -> Mention | None:
    value = _year(found["year"] or found["minguo"] or found["spelled"] or found["noted"])
    return _of(text, found.start(), found.end(), value=value, kind=Kind.YEAR)


def _iso(text: str, found: re.Match[str]) -> Mention | None:
    value = f"{found['year']}-{found['month'].zfill(2)}-{found['day'].zfill(2)}"
    return Mention(found.start(), found.end(), found[0], value, "", (), Kind.DATE, found.end())


def _iso_month(text: str, found: re.Match[str]) -> Mention | None:
    if (int(found["year"]) + 1) % 100 == int(found["month"]):
        return None  # 2009-10 may be a school year
    value = f"{found['year']}-{found['month']}"
    return Mention(found.start(), found.end(), found[0], value, "", (), Kind.DATE, found.end())


def _clock(text: str, found: re.Match[str]) -> Mention | None:
    if _RATIO.search(text, max(0, found.start() - 24), found.start()):
        return None
    value = found[0].replace("：", ":")
    return Mention(found.start(), found.end(), found[0], value, "", (), Kind.DATE, found.end())


def _hour(text: str, found: re.Match[str]) -> Mention | None:
    """Read a time of day that is spelled with 时 or 点."""
    part = found.groupdict()
    minute = _PARTS_OF_HOUR.get(part["half"] or part["quarter"]) or _two(part["minute"] or part["tens"] or "0")
    second = f":{_two(part['second'])}" if part["second"] else ""
    value = f"{_two(part['hour'] or part['sharp'])}:{minute}{second}"
    end = max(found.end(name) for name in ("minute", "second", "quarter", "tens", "half", "sharp"))
    return Mention(found.start(), end, text[found.start() : end], value, "", (), Kind.DATE, found.end())


def _split_year(text: str, found: re.Match[str]) -> Mention | None:
    """Read a school or fiscal year, 2019–20 or 2020/21."""
    low = found["year"]
    if (int(low) + 1) % 100 != int(found["year2"]):
        return None
    return _of(text, found.start(), found.end(), value=f"{low}..{int(low) + 1}", kind=Kind.YEAR)


def _day(text: str, found: re.Match[str]) -> Mention | None:
    day = _two(found["day"])
    return _of(text, found.start(), found.end(), value=day, kind=Kind.DATE) if _is_in(day, 31) else None


_READERS = (
    (YEARS, _years),
    (YEAR_AND_DATE, _date),
    (YEAR_AND_MONTHS, _months),
    (YEAR, _one_year),
    (MONTHS, _months),
    (MONTH_AND_DAY, _date),
    (MINGUO_YEARS, _minguo_years),
    (ERA, _era),
    (YEAR_OF_ERA, _era),
    (SHORT_YEAR, _short_year),
    (LISTED_YEAR, _one_year),
    (SPLIT_YEAR, _split_year),
    (ISO, _iso),
    (MINGUO, _iso),
    (ISO_MONTH, _iso_month),
    (CLOCK, _clock),
    (HOUR, _hour),
    (DAY, _day),
)
