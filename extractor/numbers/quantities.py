"""Read one quantity: a numeral core at an offset goes in; its value, unit, qualifiers and kind come out."""

import re
from decimal import Decimal

from extractor.numbers.grammar import CORE, FORMAL
from extractor.numbers.parse import read_value, to_plain
from extractor.numbers.qualifiers import AFTER_UNIT, BEHIND_CORE, QUALIFIER_ENDS, read_before, read_loose
from extractor.numbers.units import read_unit
from schemas.quantity import Kind, Mention

Read = tuple[Mention | None, int]

_PERCENT = re.compile(r"[ ]?([%％﹪])")
_PERMILLE = re.compile(r"[ ]?‰")
_OF = re.compile(r"[ ]{0,2}分[ ]{0,2}之[ ]{0,2}")
_AND = re.compile(r"[ ]?又[ ]?")
_TENTHS = re.compile(r" ?成(?![立为為员員果功本熟效长長都品就形型交份分套都绩年人因灾才语事行])")
_JOIN = re.compile(r"[ ]?(?:[—–\-－~～﹣―─]{1,2}|至|到)[ ]?")
_RATIO = re.compile(r"[ ]?[∶:：比][ ]?(?=[0-9一二三四五六七八九])")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜|禮拜)\Z")
_BARE_SCALES = re.compile(r"[十百千]?[万萬亿億]\Z|.*[^十百千万萬亿億]")
_SLASH = re.compile(r"[/／](?=[0-9０-９])")
_SPANS = frozenset({"年", "个月", "個月", "天", "周", "月"})  # 近三年 is the last three years
_SIGN = frozenset("-−－▲负負△﹣")
_NUMERALS = frozenset("0123456789一二三四五六七八九十两")
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_NOUNS = frozenset("省市县縣区區州")
NEVER_ONE = frozenset("统進进唯惟单單同专專逐划劃不合归歸如某每这這那此任另哪下上新初高大头頭周其之万统")
_BLANK = frozenset(" \t\u3000\xa0\n\r\u200b\ufeff")


def read_quantity(text: str, start: int, end: int) -> Read:
    """Return the quantity whose core is `start..end` of `text`, and the offset from which to read on.

    Offsets are code points into the text that is scanned. Source of the rules: number-rules, fields and classes.

    >>> read_quantity("办结313件", 2, 5)[0].unit
    '件'
    """
    core_start = start
    start, end = _trim(text, start, end)
    if start < 0:
        return None, end
    special = _special(text, start, end)
    if special is not None:
        return _extend(text, special, core_start)
    core = text[start:end]
    value = core if core.isdecimal() and core.isascii() else read_value(core)
    if value is None and core[0] not in "数數几幾":
        return None, end
    inner = tuple(c for c in core[1:] if c in "余餘多几幾来來")
    approx, unit, kind, behind = _tail(text, end)
    if not unit and not approx and not inner and _is_look_alike(text, start, end):
        return None, end
    if (
        end - start == 1
        and core in FORMAL
        and kind is not Kind.MONEY
        and (_is_han(text[start - 1 : start]) or _is_han(text[end : end + 1]))
    ):
        return None, end
    if end - start == 1 and _is_weekday(text, start, unit, kind):
        return None, end
    if core in ("一", "壹") and text[start - 1 : start] in NEVER_ONE and start:
        return None, end
    if value is not None and ".." in value:
        kind = Kind.RANGE
    mention = Mention(start, end, core, value, unit, inner + approx, kind, behind)
    return _extend(text, mention, core_start)


def _is_weekday(text: str, start: int, unit: str, kind: Kind) -> bool:
    return (not unit or kind is not Kind.COUNT) and bool(_WEEKDAY.search(text, max(0, start - 2), start))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Correct the core: take in 数 or 几 before a scale and a leading point, drop a comma that is punctuation."""
    if text[start] in "十百千万萬亿億" and text[start - 1 : start] in ("数", "數", "几", "幾") and start:
        return start - 1, end
    if (
        text[start - 1 : start] == "."
        and start
        and not text[start - 2 : start - 1].isalnum()
        and text[start] in _DIGITS
    ):
        return start - 1, end
    comma = text.find("，", start, end)
    if comma > 0 and text[start] in "0123456789" and not _is_scaled(text, end):
        return start, comma
    if (end - start == 1 and text[start] == "半") or text[start] in "双雙":
        return (start, end) if text[start] == "半" else (-1, end)
    return start, end


def _is_scaled(text: str, end: int) -> bool:
    return text[end - 1] in "万萬亿億千百" or text[end : end + 1] in "余多%％" or bool(read_unit(text, end)[0])


def _tail(text: str, end: int) -> tuple[tuple[str, ...], str, Kind, int]:
    """Read what stands behind the core: 余 or 多, then the unit."""
    at = end
    approx: tuple[str, ...] = ()
    behind = text[at : at + 1]
    if behind in "余餘多来來几幾 \u3000\xa0" and behind:
        found = BEHIND_CORE.match(text, at)
        if found:
            approx, at = (found[1],), found.end()
    while at - end < 6 and text[at : at + 1] in _BLANK:
        at += 1
    unit, kind = read_unit(text, at)
    if unit and not (unit.isascii() and text[at - 1] == "\n"):
        return approx, unit, kind, at + len(unit)
    return approx, "", Kind.COUNT, (end if not approx else end + 1)


def _special(text: str, start: int, end: int) -> Mention | None:
    """Read percent, permille, fractions, tenths and halves."""
    core, behind = text[start:end], text[end : end + 1]
    if behind in "%％﹪‰ ":
        for pattern, unit, kind in ((_PERCENT, "%", Kind.PERCENT), (_PERMILLE, "‰", Kind.PERMILLE)):
            found = pattern.match(text, end)
            if found:
                return _made(text, start, found.end(), value=read_value(core), unit=unit, kind=kind)
    if behind in "分 " and _OF.match(text, end):
        return _fraction(text, start, end)
    if behind in "又 " and _AND.match(text, end):
        return _mixed(text, start, end)
    if behind in "成 " and len(core) <= 4 and _TENTHS.match(text, end):
        return _tenths(text, start, end)
    if core == "半":
        return _half(text, start, end)
    if core == "一" and behind == "半" and text[end + 1 : end + 2] not in tuple("导岛径"):
        return _made(text, start, end + 1, value="1/2", unit="", kind=Kind.FRACTION)
    if behind in "∶:：比/／" and behind:
        return _ratio(text, start, end)
    return None


def _made(text: str, start: int, end: int, *, value: str | None, unit: str, kind: Kind) -> Mention | None:
    if value is None:
        return None
    if ".." in value:
        kind = Kind.RANGE
    return Mention(start, end, text[start:end], value, unit, (), kind, end)


_PARTS = dict.fromkeys(("百", "佰", "一百", "壹百", "壹佰"), ("%", Kind.PERCENT))
_PARTS |= dict.fromkeys(("千", "仟", "一千", "壹千", "壹仟"), ("‰", Kind.PERMILLE))


def _fraction(text: str, start: int, end: int) -> Mention | None:
    of = _OF.match(text, end)
    top = CORE.match(text, of.end() if of else end)
    if of is None or top is None:
        return None
    value, base = read_value(top[0]), text[start:end]
    if value is None:
        return None
    unit, kind = _PARTS.get(base, ("", Kind.FRACTION))
    if not unit:
        value = f"{value}/{read_value(base)}"
    return _made(text, start, top.end(), value=value, unit=unit, kind=kind)


def _mixed(text: str, start: int, end: int) -> Mention | None:
    mark = _AND.match(text, end)
    core = CORE.match(text, mark.end()) if mark else None
    if core is None or not _OF.match(text, core.end()):
        return None
    part = _fraction(text, core.start(), core.end())
    whole = read_value(text[start:end])
    if part is None or whole is None or part.value is None or "/" not in part.value or not whole.isdecimal():
        return None
    top, base = part.value.split("/")
    if not top.isdecimal() or not base.isdecimal():
        return None
    return _made(
        text, start, part.end, value=f"{int(whole) * int(base) + int(top)}/{base}", unit="", kind=Kind.FRACTION
    )


def _tenths(text: str, start: int, end: int) -> Mention | None:
    value = read_value(text[start:end])
    if value is None:
        return None
    sides = [to_plain(Decimal(side) * 10) for side in value.split("..")]
    behind = text[end : end + 3].lstrip()
    tail = end + text[end : end + 3].index("成") + 1
    if behind[1:2] == "半" and len(sides) == 1:
        sides, tail = [to_plain(Decimal(sides[0]) + 5)], tail + 1
    return _made(text, start, tail, value="..".join(sides), unit="%", kind=Kind.PERCENT)


_HALF = re.compile(r"[年天日月](?![度产產刊中])|小时|小時|个小时|个月|個月|个世纪|公里|数|數|个百分点|斤|亩|个多月|天")


def _half(text: str, start: int, end: int) -> Mention | None:
    before = text[start - 1 : start] if start else ""
    found = _HALF.match(text, end)
    if before in tuple("上下前后後大多过過夜") or not found:
        return None
    if found[0] in "数數":
        return _made(text, start, end, value="1/2", unit="", kind=Kind.FRACTION)
    unit, kind = read_unit(text, end)
    return Mention(start, end, "半", "0.5", unit, (), kind, end + len(unit))


def _ratio(text: str, start: int, end: int) -> Mention | None:
    mark = _RATIO.match(text, end) if text[end] not in "/／" else _SLASH.match(text, end)
    other = CORE.match(text, mark.end()) if mark else None
    low = read_value(text[start:end])
    high = read_value(other[0]) if other else None
    if other is None or low is None or high is None or ".." in low + high:
        return None
    return _made(text, start, other.end(), value=f"{low}/{high}", unit="", kind=Kind.FRACTION)


def _extend(text: str, mention: Mention, core_start: int) -> Read:
    """Take in what follows the quantity: a half, small change, or the upper end of a range."""
    at = mention.quantity_end
    behind = text[at : at + 1]
    if behind == "半" and mention.unit and mention.value and "." not in mention.value:
        longer = _with_half(text, mention)
        return _qualified(text, longer, core_start), longer.quantity_end
    if mention.kind is Kind.MONEY and mention.unit in ("元", "块", "圆") and behind in _DIGITS:
        change = _change(text, mention)
        if change:
            return _qualified(text, change, core_start), change.quantity_end
    if behind in "—–-－~～﹣―─至到 " and behind:
        joined = _range(text, mention)
        if joined:
            return _qualified(text, joined, core_start), joined.quantity_end
    return _qualified(text, mention, core_start), mention.quantity_end


def _with_half(text: str, whole: Mention) -> Mention:
    """Add the half behind the unit: 三年半, 一个半小时."""
    end = whole.quantity_end + 1
    unit, kind = read_unit(text, end) if whole.unit in ("个", "個") else (whole.unit, whole.kind)
    if not unit:
        unit, kind = whole.unit, whole.kind
    behind = end + len(unit) if unit != whole.unit else end
    core = text[whole.start : end]
    return Mention(whole.start, end, core, f"{whole.value}.5", unit, whole.approx, kind, behind)


_CHANGE = re.compile(r"([0-9]|[一二三四五六七八九])角(?:([0-9]|[一二三四五六七八九])分)?|([0-9]{1,2})分")


def _change(text: str, mention: Mention) -> Mention | None:
    found = _CHANGE.match(text, mention.quantity_end)
    if not found or mention.value is None or "." in mention.value:
        return None
    tens, ones = (read_value(found[1]) if found[1] else "0"), (read_value(found[2]) if found[2] else "")
    cents = found[3].zfill(2) if found[3] else f"{tens}{ones}"
    end = found.end() - 1
    return mention._replace(
        end=end, text=text[mention.start : end], value=f"{mention.value}.{cents}", quantity_end=found.end()
    )


def _range(text: str, low: Mention) -> Mention | None:
    """Join the two ends of a range; the lower end takes scale and unit from the upper when it has none of its own."""
    mark = _JOIN.match(text, low.quantity_end)
    core = CORE.match(text, mark.end()) if mark else None
    if mark is None or core is None or low.value is None or ".." in low.value:
        return None
    high, _ = read_quantity_plain(text, core.start(), core.end())
    if high is None or high.value is None or high.kind not in _RANGED or not _joins(text, low, high, mark[0].strip()):
        return None
    low_value = low.value
    if not low.unit and text[low.end - 1] not in "万萬亿億千百%％":
        low_value = read_value(low.text + _scale(high.text)) or low.value
    kind = Kind.RANGE
    return Mention(
        low.start,
        high.end,
        text[low.start : high.end],
        f"{low_value}..{high.value}",
        high.unit or low.unit,
        low.approx + high.approx,
        kind,
        high.quantity_end,
    )


_RANGED = frozenset(
    {Kind.COUNT, Kind.MONEY, Kind.DURATION, Kind.PERCENT, Kind.PERMILLE, Kind.MULTIPLE, Kind.PERCENTAGE_POINT}
)
_FROM = re.compile(r"[由从從自][^，。；、：\n]{0,10}\Z")


def _joins(text: str, low: Mention, high: Mention, mark: str) -> bool:
    spelled = low.unit == "%" and "之" in low.text and not high.unit
    if low.unit and low.unit != high.unit and not spelled:
        return False
    return not (mark in ("至", "到") and _FROM.search(text[max(0, low.start - 12) : low.start]))


def _scale(core: str) -> str:
    """Return the scale that the two ends of a range share: the 万 of 两到三万, the 万 of 3到5千万 with its 千."""
    at = len(core)
    while at > 0 and core[at - 1] in "百千万萬亿億":
        at -= 1
    return core[at:]


def read_quantity_plain(text: str, start: int, end: int) -> Read:
    """Read the upper end of a range: a quantity without looking for a further range behind it."""
    special = _special(text, start, end)
    if special is not None:
        return special, special.quantity_end
    value = read_value(text[start:end])
    if value is None:
        return None, end
    approx, unit, kind, behind = _tail(text, end)
    return Mention(start, end, text[start:end], value, unit, approx, kind, behind), behind


def _qualified(text: str, mention: Mention, core_start: int) -> Mention:
    """Add the sign before and the qualifiers before and behind."""
    start, approx, value = mention.start, mention.approx, mention.value
    before = text[start - 1 : start] if start else ""
    if before in _SIGN and before and _signs(text, start):
        start -= 1
        value = f"-{value}" if value else value
        before = text[start - 1 : start] if start else ""
    if before in QUALIFIER_ENDS or before == " ":
        word = read_before(text, start)
        if word != ("近",) or mention.unit not in _SPANS:
            approx = word + approx
    if before and "\u4e00" <= before <= "\u9fff" and not approx:
        approx = read_loose(text, start)
    at = mention.quantity_end
    if text[at : at + 1] in "以左上之有开强多 内餘余" and at < len(text):
        found = AFTER_UNIT.match(text, at)
        if found:
            approx = (*approx, found[1])
    if start == mention.start and approx == mention.approx:
        return mention
    return mention._replace(start=start, text=text[start : mention.end], value=value, approx=approx)


def _signs(text: str, start: int) -> bool:
    sign, before = text[start - 1], text[start - 2 : start - 1]
    if sign in "负負▲△":
        return True
    return not (before.isalnum() and (before.isascii() or before in "年月日"))


def _is_look_alike(text: str, start: int, end: int) -> bool:
    """Tell whether a core without a unit is only a character of a word."""
    core = text[start:end]
    if core[0] in _DIGITS or core[0] in "数數几幾.":
        return False
    before, behind = text[start - 1 : start] if start else "", text[end : end + 1]
    alone = not _is_han(before) and not _is_han(behind)
    if behind and behind in "至到—–-~～" and text[end + 1 : end + 2] in _NUMERALS and before != "第":
        return False
    if end - start == 1:
        if alone:
            return core in "百千万萬亿億半"
        if (before == "前" or (before == "是" and behind in "不而却那这，。,")) and core in "二三四五六七八九十":
            return False
        return not (behind in _NOUNS and core in "二三四五六七八九两兩十")
    if all(c in "十百千万萬亿億" for c in core) and behind in "级級县园縣園产":
        return True
    if core in ("两两", "兩兩", "一一", "三三"):
        return True
    if all(c not in "十百千万萬亿億拾佰仟点點廿卅" for c in core):
        return not alone
    return not _BARE_SCALES.match(core) and before not in QUALIFIER_ENDS and not alone


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" if char else False
