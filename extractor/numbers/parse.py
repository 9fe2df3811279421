"""Read a numeral: the text of one Chinese or Arabic numeral goes in, its exact value comes out as a `Decimal`."""

import re
from decimal import Decimal, localcontext
from functools import lru_cache

from extractor.numbers.grammar import PLAIN, RANGE_OF_DIGITS

_ONES = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_DROPPED = str.maketrans("", "", " \t\u3000\xa0\r\n余多来几")
_SOME = re.compile(r"(?<=[百千万亿])几[十百千]|[个個](?=亿)")  # 七百几十 is at least 700, 6个亿 is 6亿
_LONGEST = 80  # no printed numeral is longer; a hostile repeat of scales would multiply without end
_SHORT = 9  # nine characters, a scale of 10^12 included, never need the 28 digits of the default context
_TOKEN = re.compile(r"[0-9]++(?:\.[0-9]++)?+|[十百千万亿兆]")
_SIMPLE = re.compile(r"[+-]?(?:[0-9]++(?:\.[0-9]++)?+|\.[0-9]++)\Z")
_WELL_FORMED = re.compile(r"[+-]?[0-9.十百千万亿兆点]*[0-9十百千万亿兆]\Z")


def parse_numeral(text: str) -> Decimal:
    """Return the exact value of one numeral, with its scale multiplied out.

    `text` is the numeral alone: no unit, no range, no fraction. Signs, spaces, thousands marks, traditional and
    formal characters and an inner 余 or 多 are read; `%` and 百分之 are not part of a numeral.

    Raises `ValueError` when `text` is not one numeral. Source of the rule: number-rules, `value`.

    >>> parse_numeral("5.8万")
    Decimal('58000')
    >>> parse_numeral("一亿两千三百万")
    Decimal('123000000')
    """
    value = _parse(text)
    if value is None:
        raise ValueError(f"{text!r} is not a numeral: expected digits, Chinese numerals and scales such as 5.8万")
    return Decimal(to_plain(value))


@lru_cache(maxsize=4096)
def read_value(core: str) -> str | None:
    """Return the value of a numeral core as a plain decimal string, `a..b` for a range of digits, None if vague.

    >>> read_value("八九亿"), read_value("500余万"), read_value("数百")
    ('800000000..900000000', '5000000', None)
    """
    if core[0] in "数數几幾好" or len(core) > _LONGEST:
        return None
    plain = core.translate(PLAIN)
    pair = _pair(core)
    if pair:
        low, high = (_parse(side) for side in pair)
        return None if low is None or high is None else f"{to_plain(low)}..{to_plain(high)}"
    value = _parse(plain)
    return None if value is None else to_plain(value)


def to_plain(value: Decimal) -> str:
    """Write a decimal without exponent and without trailing zeros.

    >>> to_plain(Decimal("5.80") * 10000)
    '58000'
    """
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _pair(core: str) -> tuple[str, str] | None:
    found = RANGE_OF_DIGITS.search(core)
    if found is None or "点" in core or "點" in core:
        return None
    before, after = core[: found.start()], core[found.end() :]
    low, high = (digit for digit in found.groups() if digit)
    return before + low + after, before + high + after


def _parse(text: str) -> Decimal | None:
    if len(text) <= _SHORT:
        return _parse_exactly(text)
    with localcontext(prec=16 * len(text)):  # room for every digit, whatever its scale
        return _parse_exactly(text)


def _parse_exactly(text: str) -> Decimal | None:
    plain = _SOME.sub("", text.translate(PLAIN)).translate(_DROPPED).replace(",", "")
    if _SIMPLE.match(plain):
        return Decimal(plain)
    if not _WELL_FORMED.match(plain) or plain.count("点") > 1:
        return None
    sign = -1 if plain[0] == "-" else 1
    whole, _, decimals = plain.lstrip("+-").partition("点")
    if decimals:
        return _with_decimals(whole, decimals, sign)
    value = _whole(whole)
    return None if value is None else sign * value


def _with_decimals(whole: str, decimals: str, sign: int) -> Decimal | None:
    digits = decimals.rstrip("百千万亿兆")
    value = _whole(whole) if whole else Decimal(0)
    if value is None or not digits.isdecimal():
        return None
    factor = _whole(decimals[len(digits) :]) if len(digits) < len(decimals) else Decimal(1)
    if factor is None:
        return None
    return sign * (value + Decimal(f"0.{digits}")) * factor


def _whole(plain: str) -> Decimal | None:
    """Sum the groups of 万, 亿 and 兆; a last bare digit is worth a tenth of the scale before it (四百五)."""
    total = section = Decimal(0)
    number: Decimal | None = None
    group = last = 1
    for token in _TOKEN.findall(plain):
        if token in _ONES:
            section = _add_ones(section, number, _ONES[token])
            last, number = _ONES[token], None
        elif token in _GROUPS:
            short = last // 10 if section and len(f"{number}") == 1 else 1  # 一百二万 is 120万
            total, group = _close(total, section + (number or 0) * max(short, 1), group, _GROUPS[token])
            section, number, last = Decimal(0), None, _GROUPS[token]
        elif number is not None:
            return None
        else:
            number = Decimal(token)
            if token[0] == "0" or len(token) > 1:
                last = max(last, 1) if len(token) == 1 else 1
    return total + section + _last_digit(plain, number, last)


def _add_ones(section: Decimal, number: Decimal | None, scale: int) -> Decimal:
    if number is None and 0 < section < scale:
        return section * scale  # 五十千
    return section + (number or Decimal(1)) * scale


def _close(total: Decimal, part: Decimal, group: int, scale: int) -> tuple[Decimal, int]:
    if total == 0 and part == 0:
        part = Decimal(1)
    if scale >= group > 1:
        return (total + part) * scale, scale
    return total + part * scale, scale


def _last_digit(plain: str, number: Decimal | None, last: int) -> Decimal:
    if number is None:
        return Decimal(0)
    bare = len(plain) > 1 and plain[-2] in "百千万亿兆"
    return number * last / 10 if bare and last > 10 else number
