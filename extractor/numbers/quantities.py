"""Read one quantity: a numeral core at an offset goes in; its value, unit, qualifiers and kind come out."""

import re
import unicodedata
from decimal import Decimal

from extractor.numbers.dates import BARE_YEAR
from extractor.numbers.grammar import VAGUE
from extractor.numbers.labels import MAGNITUDE
from extractor.numbers.lookalikes import is_word, is_word_with_unit
from extractor.numbers.parse import read_value, to_plain
from extractor.numbers.parts import read_part
from extractor.numbers.qualifiers import AFTER_UNIT, QUALIFIER_ENDS, read_before, read_loose
from extractor.numbers.ranges import complete
from extractor.numbers.tails import read_tail
from extractor.numbers.units import read_unit
from schemas.quantity import Kind, Mention

Read = tuple[Mention | None, int]

_NO_BREAKS = str.maketrans("", "", "\r\n ")
_BLANKS = frozenset(" \n")
_SCALED = frozenset("余多%％")
_CUTS = frozenset("\r\n.")
_CUT = re.compile(r"\.?\r?\n[ \t]*\.?[0-9]{1,6}(?:\.[0-9]+)?[万萬亿億]?(?=[个個项項件人元%％名家户戶次条條份余多])")
_MAGNITUDES = frozenset("kKＫｋMeEｅＥ ")
_SPANS = frozenset({"年", "个月", "個月", "天", "周", "月"})  # 近三年 is the last three years
_POWERS = {"k": 3, "m": 6}
_SIGN = frozenset("-−－▲负負△﹣")
_BURDENS = frozenset("税稅减減担擔肩胜勝欺抱自背债債")
"""Characters that make a word of 负: 为企业减负9.3亿元 is no loss."""
_LEADING = frozenset("数數几幾俩倆")
_DIGITS = frozenset("0123456789０１２３４５６７８９")


def read_quantity(text: str, start: int, end: int) -> Read:
    """Return the quantity whose core is `start..end` of `text`, and the offset from which to read on.

    Offsets are code points into the text that is scanned. Source of the rules: number-rules, fields and classes.

    >>> read_quantity("办结313件", 2, 5)[0].unit
    '件'
    """
    start, end = _trim(text, start, end)
    if text[start] in "双雙":
        return None, end
    mention = read_part(text, start, end) or _read_scaled(text, start, end) or _read_counted(text, start, end)
    if mention is None:
        return None, end
    mention = _qualified(text, complete(text, mention))
    return mention, mention.quantity_end


def _read_scaled(text: str, start: int, end: int) -> Mention | None:
    """Read digits that a letter or an exponent scales: 40k, 2e5."""
    found = MAGNITUDE.match(text, end) if text[end : end + 1] in _MAGNITUDES else None
    value = read_value(text[start:end]) if found else None
    if found is None or value is None or ".." in value:
        return None
    power = _power(found[0])
    scaled = to_plain(Decimal(value).scaleb(power))
    approx, unit, kind, behind = read_tail(text, found.end())
    return Mention(start, found.end(), text[start : found.end()], scaled, unit, approx, kind, behind)


_DATED = re.compile("(?![余餘多几幾万萬亿億千百十至到])[\u4e00-\u9fff“·]")
_COUNTED = frozenset("达達共为為到至计計有增减超近逾万萬千百亿億了是、，,:：")
"""What stands before a number that counts, though its unit is left out."""


def _power(magnitude: str) -> int:
    """Return the power of ten of k, M or e5, in letters of any width."""
    plain = unicodedata.normalize("NFKC", magnitude).strip().lower()
    return _POWERS.get(plain) or int(plain.lstrip("e"))


def _read_counted(text: str, start: int, end: int) -> Mention | None:
    core = text[start:end]
    value = core if core.isdecimal() and core.isascii() and core[0] != "0" else read_value(core)
    if value is None and core[0] not in "数數几幾":
        return None
    inner = tuple(char for char in core if char in VAGUE or char in _LEADING)
    approx, unit, kind, behind = read_tail(text, end)
    if is_word_with_unit(text, start, end, kind) or (not (unit or approx or inner) and is_word(text, start, end)):
        return None
    if value is not None and ".." in value:
        kind = Kind.RANGE
    if unit == "年" and BARE_YEAR.match(value or "") and ("千零" in core or len(core.translate(_NO_BREAKS)) == 4):
        kind = Kind.YEAR
    if not (unit or approx or inner) and len(core) == 4 and BARE_YEAR.match(value or "") and _dates(text, start, end):
        kind = Kind.YEAR
    return Mention(start, end, core, value, unit, inner + approx, kind, behind)


def _dates(text: str, start: int, end: int) -> bool:
    """Tell whether four digits without a unit are the year of what they stand before: 成功举办2025西丽湖论坛."""
    return _DATED.match(text, end) is not None and text[start - 1 : start] not in _COUNTED


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Correct the core: take in 数 or 几 before a scale and a leading point, drop a comma that is punctuation."""
    if text[start] in "十百千万萬亿億" and text[start - 1 : start] in _LEADING and start:
        return start - 1, end
    if (
        text[start - 1 : start] == "."
        and start
        and not text[start - 2 : start - 1].isalnum()
        and text[start - 2 : start - 1] != "."
        and text[start] in _DIGITS
    ):
        return start - 1, end
    if end - start > 1 and text[end - 1] in "两兩" and text[end - 2] not in "两兩":
        return start, end - 1  # 三十两: the last 两 is the ounce
    if text[end : end + 1] in _CUTS and text[start] in _DIGITS:
        cut = _CUT.match(text, end)
        if cut and "\u4e00" <= text[max(0, start - 2) : start].rstrip(" ")[-1:] <= "\u9fff":
            return start, cut.end()
    comma = text.find("，", start, end)
    if comma > 0 and text[start] in "0123456789" and not _is_scaled(text, end):
        return start, comma
    return start, end


def _is_scaled(text: str, end: int) -> bool:
    return text[end - 1] in "万萬亿億千百" or text[end : end + 1] in _SCALED or bool(read_unit(text, end)[0])


def _qualified(text: str, mention: Mention) -> Mention:
    """Add the sign before and the qualifiers before and behind."""
    start, approx, value = mention.start, mention.approx, mention.value
    if text[start - 1 : start] == " " and text[start - 2 : start - 1] in ("负", "負") and text[start] in _DIGITS:
        start -= 1
    before = text[start - 1 : start] if start else ""
    if before in _SIGN and before and _signs(text, start):
        start -= 1
        value = f"-{value}".removeprefix("--") if value else value
        before = text[start - 1 : start] if start else ""
    if before in QUALIFIER_ENDS or before in _BLANKS:
        word = read_before(text, start)
        if word != ("近",) or mention.unit not in _SPANS:
            approx = word + approx
    if before and "\u4e00" <= before <= "\u9fff" and not approx:
        approx = read_loose(text, start)
    at = mention.quantity_end
    if text[at : at + 1] in "以左上之有开强多 内餘余及或和（(" and at < len(text):
        found = AFTER_UNIT.match(text, at)
        if found:
            approx = (*approx, found[1])
    if start == mention.start and approx == mention.approx:
        return mention
    return mention._replace(start=start, text=text[start : mention.end], value=value, approx=approx)


def _signs(text: str, start: int) -> bool:
    sign, before = text[start - 1], text[start - 2 : start - 1]
    if sign in "负負▲△":
        return before not in _BURDENS
    if before == sign or (before and before in ")）%％"):
        return False  # a dash of two, a rule, or a range: 1万（含）-5万元
    return not (before.isalnum() and (before.isascii() or before in "年月日"))
