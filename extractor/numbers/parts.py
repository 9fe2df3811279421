"""Read parts of a whole: percent, permille, fractions, tenths, halves and ratios; None for any other numeral."""

import re
from decimal import Decimal

from extractor.numbers.grammar import CORE, DIGITS, HALF_WORDS
from extractor.numbers.parse import read_value, to_plain
from extractor.numbers.units import read_unit
from schemas.quantity import Kind, Mention

_HALF_BEFORE = frozenset("上下前后後大多过過夜个個")
_PERCENT = re.compile(r"[ ]?(?:\r?\n)?([%％﹪])")
_PERMILLE = re.compile(r"[ ]?‰")
_GAP = r"(?:[ ]?\r?\n[ \t]{0,16}|[ ]{0,2})"
_OF = re.compile(rf"{_GAP}分{_GAP}之{_GAP}")
_SIGNS = frozenset("负負-－")
_AND = re.compile(r"[ ]?又[ ]?")
_TENTHS = re.compile(r" ?成(?![立为為员員果功本熟效长長都品就形型交份分套绩年人因灾才语事行])")
_MORE = re.compile(r"[一二三四五六七八九](?![一二三四五六七八九十百千万成点點个個人家户戶项項年月])")
"""The percent behind the tenths, 七成六."""
_RATIO = re.compile(r"[ ]?[∶:：比][ ]?(?=[0-9一二三四五六七八九])")
_RATIO_BEFORE = re.compile(r"[0-9][ ]?[∶:：][ ]?\Z")
_SLASH = re.compile(r"[/／](?=[0-9０-９])")
_SHORT = re.compile(
    r"(?P<base>百)分(?P<over>[一二三四五六七八九十点點]++)"
    r"|(?P<small>[二三四五六七八九])分(?P<one>[一二三四五六七八])(?![0-9一二三四五六七八九十百千万點点毛秒分类類级級层層步期个個])"
)
"""A part of a whole without 之, as in Cantonese: 三分一, 百分三十."""
_MIXED = re.compile(
    rf"(?P<whole>[{DIGITS}]{{1,3}})[ 又](?P<over>[{DIGITS}]{{1,3}})[/／](?P<base>[{DIGITS}]{{1,3}})(?![{DIGITS}/／])"
)
"""A whole number and a fraction, 1 3/5."""
_HALF = re.compile(
    r"[年天日月](?![度产產刊中])|小时|小時|个小时|钟头|鐘頭|个月|個月|个世纪|個世紀|個小時|[个個][钟鐘]|公里|数|數|个百分点|個百分點|斤"
    r"|亩|个多月|公升|公斤|公顷|[吨米]|加仑|加侖|[个個](?!多)"
)
_PARTS = dict.fromkeys(("百", "佰", "一百", "壹百", "壹佰"), ("%", Kind.PERCENT))
_PARTS |= dict.fromkeys(("千", "仟", "一千", "壹千", "壹仟"), ("‰", Kind.PERMILLE))


def read_part(text: str, start: int, end: int) -> Mention | None:
    """Return the part of a whole whose first numeral is `start..end` of `text`, if it is one.

    Offsets are code points into the text that is scanned. Source of the rules: number-rules, `value`.

    >>> read_part("占三分之一", 1, 2).value, read_part("完成九成", 2, 3).value
    ('1/3', '90')
    """
    core, behind = text[start:end], text[end : end + 1]
    of = _OF.match(text, end) if behind in "分 \r\n" else None
    if of:
        return _fraction(text, start, end, of.end())
    if behind in "%％﹪‰ \r\n":
        for pattern, unit, kind in ((_PERCENT, "%", Kind.PERCENT), (_PERMILLE, "‰", Kind.PERMILLE)):
            found = pattern.match(text, end)
            if found:
                return _made(text, start, found.end(), value=read_value(core), unit=unit, kind=kind)
    if behind in "又 " and end - start <= 3 and (mixed := _MIXED.match(text, start)):
        return _with_whole(text, mixed)
    if behind in "又 " and _AND.match(text, end):
        return _mixed(text, start, end)
    if behind == "分" and end - start == 1:
        short = _SHORT.match(text, start)
        if short:
            return _short_fraction(text, short)
    if behind in "成 " and len(core) <= 8 and _TENTHS.match(text, end):
        return _tenths(text, start, end)
    if core == "百" and text.startswith("分百", end):
        return _made(text, start, end + 2, value="100", unit="%", kind=Kind.PERCENT)
    if core == "半" and behind == "百":
        return _made(text, start, end + 1, value="50", unit="", kind=Kind.COUNT)
    if core == "半":
        return _half(text, start, end)
    if core == "一" and behind == "半" and text[end + 1 : end + 2] not in HALF_WORDS:
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


def _fraction(text: str, start: int, end: int, above: int) -> Mention | None:
    sign = text[above : above + 1] if text[above : above + 1] in _SIGNS else ""
    top = CORE.match(text, above + len(sign))
    if top is None:
        return None
    value, base = read_value(top[0]), text[start:end]
    if value is None:
        return None
    value = f"-{value}" if sign else value
    unit, kind = _PARTS.get(base, ("", Kind.FRACTION))
    if not unit:
        whole = read_value(base)
        if whole is None or ".." in whole:
            return None
        value = f"{value}/{whole}"
    return _made(text, start, top.end(), value=value, unit=unit, kind=kind)


def _short_fraction(text: str, found: re.Match[str]) -> Mention | None:
    start, end = found.span()
    if found["base"]:
        return _made(text, start, end, value=read_value(found["over"]), unit="%", kind=Kind.PERCENT)
    base, over = read_value(found["small"]) or "", read_value(found["one"]) or ""
    return _made(text, start, end, value=f"{over}/{base}", unit="", kind=Kind.FRACTION) if over < base else None


def _with_whole(text: str, found: re.Match[str]) -> Mention | None:
    whole, over, base = (int(found[name]) for name in ("whole", "over", "base"))
    value = f"{whole * base + over}/{base}"
    return _made(text, *found.span(), value=value, unit="", kind=Kind.FRACTION)


def _mixed(text: str, start: int, end: int) -> Mention | None:
    mark = _AND.match(text, end)
    core = CORE.match(text, mark.end()) if mark else None
    of = _OF.match(text, core.end()) if core else None
    if core is None or of is None:
        return None
    top = CORE.match(text, of.end())
    parts = [read_value(numeral) for numeral in (text[start:end], core[0], top[0])] if top else []
    if top is None or not all(part and part.isdecimal() for part in parts):
        return None
    whole, base, over = (int(part or 0) for part in parts)
    value = f"{whole * base + over}/{base}"
    return _made(text, start, top.end(), value=value, unit="", kind=Kind.FRACTION)


def _tenths(text: str, start: int, end: int) -> Mention | None:
    value = "0.5" if text[start] == "半" else read_value(text[start:end])
    if value is None:
        return None
    sides = [to_plain(Decimal(side) * 10) for side in value.split("..")]
    behind = text[end : end + 3].lstrip()
    tail = end + text[end : end + 3].index("成") + 1
    if behind[1:2] == "半" and len(sides) == 1:
        sides, tail = [to_plain(Decimal(sides[0]) + 5)], tail + 1
    more = _MORE.match(text, tail)
    if more and len(sides) == 1 and "." not in value:
        sides, tail = [to_plain(Decimal(sides[0]) + int(read_value(more[0]) or 0))], tail + 1
    return _made(text, start, tail, value="..".join(sides), unit="%", kind=Kind.PERCENT)


def _half(text: str, start: int, end: int) -> Mention | None:
    before = text[start - 1 : start] if start else ""
    found = _HALF.match(text, end)
    if not found or (before in _HALF_BEFORE and (before not in "过過" or found[0] in "数數")):
        return None
    if found[0] in "数數":
        return Mention(start, end + 1, text[start : end + 1], "1/2", "", (), Kind.FRACTION, end + 1)
    unit, kind = read_unit(text, end)
    return Mention(start, end, "半", "0.5", unit, (), kind, end + len(unit))


def _ratio(text: str, start: int, end: int) -> Mention | None:
    mark = _RATIO.match(text, end) if text[end] not in "/／" else _SLASH.match(text, end)
    other = CORE.match(text, mark.end()) if mark else None
    low = read_value(text[start:end])
    high = read_value(other[0]) if other else None
    if other is None or low is None or high is None or ".." in low + high:
        return None
    if _RATIO.match(text, other.end()) or _RATIO_BEFORE.search(text, max(0, start - 4), start):
        return None  # 8.4∶41.2∶50.4 is three shares
    return _made(text, start, other.end(), value=f"{low}/{high}", unit="", kind=Kind.FRACTION)
