"""Read the numbers that need no thought: digits with a plain unit, (一), 一是; everything else gets None.

This path is short because most numerals of a report take it; what it returns equals what the long path returns.
"""

import re

from extractor.numbers.dates import BARE_YEAR
from extractor.numbers.parse import read_value
from extractor.numbers.qualifiers import ABOUT, QUALIFIER_ENDS
from extractor.numbers.units import read_single
from schemas.quantity import Kind, Mention

_CARE_BEFORE = QUALIFIER_ENDS | frozenset("的第其表图圖由从從自每负負翻数數几幾上好、前民国國")
_CAREFREE = frozenset(
    {"达到", "展了", "定了", "成了", "办了", "到了", "立了", "得到", "收到", "增到", "升到", "高到", "于于"}
)
_CARE_PAIRS = ABOUT | {"总量", "總量", "总数", "總數", "附件"}
_CARE_BEHIND = frozenset("及或（(以左上之有开强多内餘余半至到每—–－-~～﹣―─ \u3000\n\r\t/")
_CARE_BEHIND_YEAR = _CARE_BEHIND | frozenset("0123456789期０１２３４５６７８９一二三四五六七八九十")
_GOES_ON = _CARE_BEHIND_YEAR | {"半"}
"""What may stand behind 元 and belong to it: 3元5, 三元半."""
_HAN_MARKS = frozenset("一二三四五六七八九十")
_CARE_UNITS = frozenset("年月日天号號分成届屆点點时時块圆大度级級版季")
_UNPLAIN = re.compile("[，余餘多几幾来來]")
_STOPS = frozenset(",。；")
_DIGITS = frozenset("0123456789")
_NO_WORDS: tuple[str, ...] = ()
_SOME = {"余": ("余",), "餘": ("餘",), "多": ("多",)}


def read_everyday(text: str, start: int, end: int) -> Mention | None:
    """Return the mention whose core is `start..end` of `text` when it is of the plainest kind, else None.

    Offsets are code points into the text that is scanned. Source of the rules: number-rules, fields.

    >>> read_everyday("受理案件42件，", 4, 6).unit
    '件'
    """
    first = text[start]
    if first in _DIGITS:
        return _read_digits(text, start, end)
    if first in _HAN_MARKS and end - start == 1:
        return _read_marker(text, start, end)
    return None


def _read_digits(text: str, start: int, end: int) -> Mention | None:
    pair = text[start - 2 : start] if start > 1 else text[:start]
    before = pair[-1:]
    if not before or not ("\u4e00" <= before <= "\u9fff" or before in "，,。;；：:\n”)）"):
        return None
    if (before in _CARE_BEFORE and pair not in _CAREFREE) or pair in _CARE_PAIRS or pair[0] == "全":
        return None
    if before == "\n" and pair[0] in _CARE_BEFORE:
        return None
    if text.find("少", max(0, start - 8), start) >= 0:
        return None
    core, behind = text[start:end], text[end : end + 1]
    if behind == "年":
        return _read_year(text, start, end)
    value = core if core.isdecimal() and core.isascii() and (core[0] != "0" or core == "0") else read_value(core)
    if value is None or (end - start == 4 and behind in "卷版款") or _UNPLAIN.search(core):
        return None
    if behind == "%":
        if text[end + 1 : end + 2] in _CARE_BEHIND:
            return None
        return Mention(start, end + 1, core + "%", value, "%", (), Kind.PERCENT, end + 1)
    if before == "\n" and behind == "." and end - start <= 2 and not text[end + 1 : end + 2].isdecimal():
        return Mention(start, end, core, value, "", (), Kind.ENUMERATOR, end)
    if behind in _STOPS and end - start <= 2 and before == ",":
        return Mention(start, end, core, value, "", (), Kind.COUNT, end)
    approx = _SOME.get(behind, _NO_WORDS)
    at = end + len(approx)
    if text[at : at + 1] in _CARE_UNITS:
        return None
    unit, kind = read_single(text, at)
    stop = at + len(unit)
    care = _GOES_ON if unit[-1:] == "元" else _CARE_BEHIND
    if not unit or text[stop : stop + 1] in care or unit.isascii():
        return None
    return Mention(start, end, core, value, unit, approx, kind, stop)


def _read_year(text: str, start: int, end: int) -> Mention | None:
    year = text[start:end]
    if not BARE_YEAR.match(year) or text[end + 1 : end + 2] in _CARE_BEHIND_YEAR:
        return None
    unit = "年度" if text.startswith("度", end + 1) else "年"
    return Mention(start, end, year, year, unit, (), Kind.YEAR, end + len(unit))


def _read_marker(text: str, start: int, end: int) -> Mention | None:
    before, behind = text[start - 1 : start], text[end : end + 1]
    if (before in ("(", "（") and behind in (")", "）") and text[start - 2 : start - 1] != "第") or (
        behind in ("是", "、") and before in ("。", "；", ";", "\n") and start
    ):
        return Mention(start, end, text[start], read_value(text[start]), "", (), Kind.ENUMERATOR, end)
    return None
