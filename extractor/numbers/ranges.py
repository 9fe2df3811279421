"""Complete a quantity: one that was read so far goes in; with its half, small change or upper end it comes out."""

import re
from decimal import Decimal

from extractor.numbers.dates import BARE_YEAR
from extractor.numbers.grammar import CORE, HALF_WORDS
from extractor.numbers.parse import read_value, to_plain
from extractor.numbers.tails import read_plain
from extractor.numbers.units import read_unit
from schemas.quantity import Kind, Mention

_JOIN = re.compile(r"(?:[（(]不?含[)）])?[ ]?(?:[—–\-－~～﹣―─]{1,2}|至|到)[ ]?")
_D = "0-9一二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖"
_NUMERALS = frozenset("0123456789一二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖零")
_CHANGE = re.compile(rf"零?([{_D}])(?:[角毛]|毫(?![米克升]))(?:零?([{_D}])分)?|零?([0-9]{{1,2}}|[{_D}])分(?![之钟鐘])")
_TENTH = re.compile(r"[1-9一二三四五六七八九](?=[\s，。；、,;）)]|\Z|以[上下]|左右|[至到])")
"""A lone digit behind the unit, 十二块五, 三米九: a tenth of it."""
_TENTHED = frozenset({"块", "塊", "元", "米", "尺", "角", "毛"})
_CHANGED = frozenset({"元", "块", "塊", "圆", "圓", "蚊"})
_SPELLED = _CHANGED | _TENTHED
_RANGED = frozenset(
    {Kind.COUNT, Kind.MONEY, Kind.DURATION, Kind.PERCENT, Kind.PERMILLE, Kind.MULTIPLE, Kind.PERCENTAGE_POINT}
)
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?\Z")
_FROM = re.compile(r"[由从從自][^，。；、：\n]{0,10}\Z")


def complete(text: str, mention: Mention) -> Mention:
    """Return `mention` with what belongs to it behind its unit: a half, small change, the upper end of a range.

    Offsets are code points into the text that is scanned. Source of the rules: number-rules, A和B and from-to.

    >>> complete("三至5个", read_plain("三至5个", 0, 1)).value
    '3..5'
    """
    behind = text[mention.quantity_end : mention.quantity_end + 1]
    longer: Mention | None = None
    if not behind:
        return mention
    half = behind == "半" and text[mention.quantity_end + 1 : mention.quantity_end + 2] not in HALF_WORDS
    if half and mention.unit and mention.value and mention.value.isdecimal():
        longer = _with_half(text, mention)
    elif mention.unit in _SPELLED and behind in _NUMERALS:
        longer = _with_change(text, mention)
        return _with_upper_end(text, longer) or longer if longer else mention
    elif behind in "—–-－~～﹣―─至到 (（":
        longer = _with_upper_end(text, mention)
    return longer or mention


def _with_half(text: str, whole: Mention) -> Mention:
    """Add the half behind the unit: 三年半, 一个半小时."""
    end = whole.quantity_end + 1
    unit, kind = read_unit(text, end) if whole.unit in ("个", "個") else (whole.unit, whole.kind)
    if not unit:
        unit, kind = whole.unit, whole.kind
    behind = end + len(unit) if unit != whole.unit else end
    core = text[whole.start : end]
    return Mention(whole.start, end, core, f"{whole.value}.5", unit, whole.approx, kind, behind)


def _with_change(text: str, mention: Mention) -> Mention | None:
    found = _CHANGE.match(text, mention.quantity_end) if mention.unit in _CHANGED else None
    if mention.value is None or "." in mention.value:
        return None
    if not found:
        return _with_tenth(text, mention)
    tens, ones = (read_value(found[1]) if found[1] else "0"), (read_value(found[2]) if found[2] else "")
    cents = (read_value(found[3]) or "").zfill(2) if found[3] else f"{tens}{ones}"
    end = found.end() - 1
    return mention._replace(
        kind=Kind.MONEY,
        end=end,
        text=text[mention.start : end],
        value=f"{mention.value}.{cents}",
        quantity_end=found.end(),
    )


def _with_tenth(text: str, mention: Mention) -> Mention | None:
    found = _TENTH.match(text, mention.quantity_end) if mention.unit in _TENTHED else None
    if not found or (text[mention.start].isascii() and mention.unit not in ("块", "塊")):
        return None
    end = found.end()
    value = f"{mention.value}.{read_value(found[0])}"
    return mention._replace(end=end, text=text[mention.start : end], value=value, quantity_end=end)


def _with_upper_end(text: str, low: Mention) -> Mention | None:
    """Join the two ends of a range; the lower end takes scale and unit from the upper when it has none of its own."""
    mark = _JOIN.match(text, low.quantity_end)
    core = CORE.match(text, mark.end()) if mark else None
    if mark is None or core is None or low.value is None or ".." in low.value:
        return None
    high = read_plain(text, core.start(), core.end())
    if high and high.unit in _SPELLED and text[high.quantity_end : high.quantity_end + 1] in _NUMERALS:
        high = _with_change(text, high) or high
    if high is None or high.value is None or high.kind not in _RANGED or not _joins(text, low, high, mark[0].strip()):
        return None
    low_value = low.value
    if not low.unit and text[low.end - 1] not in "万萬亿億%％":
        low_value = _low_value(low, high) or low.value
    if high.kind is not Kind.RANGE and low_value == high.value:
        return None  # two cells of a row with a dash between them
    return Mention(
        low.start,
        high.end,
        text[low.start : high.end],
        f"{low_value}..{high.value}",
        high.unit or low.unit,
        low.approx + high.approx,
        Kind.YEAR if not high.unit and _are_years(low.text, high.text) else Kind.RANGE,
        high.quantity_end,
    )


def _are_years(low: str, high: str) -> bool:
    return bool(BARE_YEAR.match(low) and BARE_YEAR.match(high)) and low < high


def _joins(text: str, low: Mention, high: Mention, mark: str) -> bool:
    spelled = low.unit == "%" and "之" in low.text and not high.unit
    if low.unit and low.unit != high.unit and not spelled:
        return False
    return not (mark in ("至", "到") and _FROM.search(text[max(0, low.start - 12) : low.start]))


def _low_value(low: Mention, high: Mention) -> str | None:
    """Read the lower end with the scale of the upper one, unless that makes it the greater: 八千到一万.

    A lone digit takes the whole scale (3到5千万), a numeral with scales of its own only 万 and 亿 (八十至一百万).
    """
    if "成" in high.text:
        return to_plain(Decimal(low.value) * 10) if low.value and _NUMBER.match(low.value) else None
    scale = _scale(high.text)
    if low.text[-1] in "十百千" or (len(low.text) > 1 and not low.text[0].isascii()):
        scale = scale.lstrip("十百千拾佰仟")
    scaled = read_value(low.text + scale) if scale else None
    both = scaled and high.value and _NUMBER.match(scaled) and _NUMBER.match(high.value)
    return scaled if both and Decimal(scaled or 0) < Decimal(high.value or 0) else None


def _scale(core: str) -> str:
    """Return the scale that the two ends of a range share: the 万 of 两到三万, the 万 of 3到5千万 with its 千."""
    return core[len(core.rstrip("百千万萬亿億佰仟")) :]
