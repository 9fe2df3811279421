"""Let joined numbers share what is printed once: the mentions of a text go in, in order, and come out completed."""

import re
from decimal import Decimal
from typing import TypeGuard

from extractor.numbers.dates import BARE_YEAR
from extractor.numbers.parse import read_value
from schemas.quantity import QUANTITY_KINDS, Kind, Mention

_ONE_TO_NINE = "一二三四五六七八九"
_JOINT = re.compile(r"[ ]?(?:[、和与與及或]|以及)[ ]?\Z")
# What the first of joined numbers may keep of a unit (3个、2个工作日).
_BARE = ("个", "個")
_ROUTE = re.compile("[0-9]{1,3}(?:[ ]?(?:[号號]?[线線]|[国國省县縣乡鄉]道|[号號](?:公路|干线|幹線|隧道)))?")
"""What goes by a number, of which several are named at once: 7、9、11号线."""
_LARGE, _FEW = frozenset("万萬亿億"), 3
_ORDER = 20
"""Numbers of one order are no more times one another; those that are share a scale that is printed once."""
_WRITTEN = {Decimal(10**4): "万", Decimal(10**8): "亿", Decimal(10**12): "万亿"}
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_SCALES = frozenset("十百千万萬亿億")


def share_units(text: str, found: list[Mention]) -> list[Mention]:
    """Return `found` with the unit of the last of joined numbers given to each (1.2和2.2个百分点).

    Two neighbouring digits share the scale too: 三、四百人 is 300 and 400. `found` is changed in place.
    Offsets are code points into `text`. Source of the rule: number-rules, A和B with a shared unit.

    >>> from extractor.numbers.mentions import find_numbers
    >>> [(m.value, m.unit) for m in find_numbers("低1.2和2.2个百分点，多三、四百人")]
    [('1.2', '个百分点'), ('2.2', '个百分点'), ('300', '人'), ('400', '人')]
    >>> [(m.value, m.unit) for m in find_numbers("压缩至3个、2个工作日")]
    [('3', '个工作日'), ('2', '个工作日')]
    """
    for index in range(len(found) - 2, -1, -1):
        left, right = found[index], found[index + 1]
        if not left.unit and 1 <= right.start - left.end <= 2 and _JOINT.match(text[left.end : right.start]):
            found[index], found[index + 1] = _shared(left, right)
        elif (
            left.unit in _BARE
            and right.unit[:1] == left.unit != right.unit
            and _JOINT.match(text[left.quantity_end : right.start])
        ):
            found[index] = left._replace(kind=right.kind, unit=right.unit)
    return found


def _shared(left: Mention, right: Mention) -> tuple[Mention, Mention]:
    if left.kind is Kind.ORDINAL and right.kind is Kind.ORDINAL:
        return left._replace(unit=right.unit), right
    if left.kind is not Kind.COUNT or left.quantity_end != left.end:
        return left, right
    if right.kind is Kind.LABEL and _ROUTE.fullmatch(right.text):
        return left._replace(kind=Kind.LABEL, value=None, approx=()), right
    if _is_year(left) and (right.kind is Kind.YEAR or _is_year(right)):
        return left._replace(kind=Kind.YEAR, unit=right.unit), right._replace(kind=Kind.YEAR)
    if right.kind is Kind.ORDINAL and len(left.text) == 1:
        return left._replace(kind=Kind.ORDINAL), right
    if left.text[-1] in _LARGE and right.value is not None and right.value.isdecimal() and len(right.value) < _FEW:
        return left, right  # 经济总量近千亿、4个过五百亿
    if right.unit and right.kind in QUANTITY_KINDS:
        approx = () if left.approx == ("近",) and right.unit == "年" else left.approx
        value = _shared_value(left, right)
        return left._replace(kind=right.kind, unit=right.unit, value=value, approx=approx), right
    return left, right


def _is_year(mention: Mention) -> bool:
    return len(mention.text) == 4 and mention.value is not None and bool(BARE_YEAR.match(mention.value))


def _is_next(left: str, right: str) -> bool:
    """Tell whether 六 and 七千 are neighbours that share the scale."""
    at = _ONE_TO_NINE.find(left) if len(left) == 1 else -1
    return at >= 0 and right[0] == _ONE_TO_NINE[at + 1 : at + 2] and _SCALES.issuperset(right[1:])


def _shared_value(left: Mention, right: Mention) -> str | None:
    """Scale the left number as the right one when they are of one order: 三、四百 is 300 and 400."""
    if _is_next(left.text, right.text):
        return read_value(left.text + right.text[1:])
    other = read_value(right.text.rstrip("万萬亿億"))
    if not (_is_plain(left.value) and _is_plain(right.value) and _is_plain(other)) or left.text[-1] in _LARGE:
        return left.value
    one, printed, meant = Decimal(left.value), Decimal(other), Decimal(right.value)
    if not (0 < one <= _ORDER * printed and printed <= _ORDER * one):  # 300和1.2万
        return left.value
    return read_value(left.text + _WRITTEN.get(meant / printed, ""))


def _is_plain(value: str | None) -> TypeGuard[str]:
    """Tell whether a value is one number, no range and no fraction."""
    return value is not None and _PLAIN.fullmatch(value) is not None
