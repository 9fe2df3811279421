"""Does a number that is not printed follow from printed ones by one sum, difference or ratio?"""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, permutations
from typing import NamedTuple

from extractor.check.place import Place
from extractor.check.said import Said
from schemas.quantity import Kind

_RATIO = re.compile(r"率|比|占|份额")
_CHANGE = re.compile(r"增|升|涨|降|减|幅")
_MAX_OPERANDS = 8


class Derivation(NamedTuple):
    """The operands and the calculation, as people write it."""

    places: tuple[Place, ...]
    expression: str


def derivation(said: Said, places: Sequence[Place], name: str) -> Derivation | None:
    """Find a calculation over the numbers of the evidence that gives the claimed one."""
    value = _decimal(said.value)
    if value is None or said.approx:
        return None
    exact = [place for place in places if not place.approx]
    numbers = [(place, number) for place in exact if (number := _decimal(place.value)) is not None]
    same_unit = [(place, number) for place, number in numbers if place.unit == said.unit and said.unit][:_MAX_OPERANDS]
    if said.kind is Kind.PERCENT:
        operands = numbers[:_MAX_OPERANDS]
        return _ratio(said, value, operands, name) or _growth(said, value, operands, name)
    return _sum(value, sorted(same_unit, key=lambda item: item[0].index)) or _difference(value, same_unit)


def _decimal(value: str | None) -> Decimal | None:
    return Decimal(value) if value is not None and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value) else None


def _sum(value: Decimal, numbers: Sequence[tuple[Place, Decimal]]) -> Derivation | None:
    """Try every run of two or more neighbours; sums of hand-picked numbers prove nothing."""
    for first in range(len(numbers)):
        total = numbers[first][1]
        for last in range(first + 1, len(numbers)):
            total += numbers[last][1]
            if total == value:
                return _derivation(numbers[first : last + 1], " + ", value)
    return None


def _difference(value: Decimal, numbers: Sequence[tuple[Place, Decimal]]) -> Derivation | None:
    for one, other in combinations(numbers, 2):
        if abs(one[1] - other[1]) == value:
            larger, smaller = (one, other) if one[1] > other[1] else (other, one)
            return _derivation([larger, smaller], " - ", value)
    return None


def _ratio(said: Said, value: Decimal, numbers: Sequence[tuple[Place, Decimal]], name: str) -> Derivation | None:
    """Find a part and its whole: 114件 of 120件 are 95%."""
    decimals = _decimals(said, value)
    if decimals == 0 and not _RATIO.search(name):
        return None
    for (part, small), (whole, large) in permutations(_counts(numbers), 2):
        if part.unit == whole.unit and 0 < small < large and _percent(small / large, decimals) == value:
            return Derivation((part, whole), f"{small} ÷ {large} = {value}%")
    return None


def _growth(said: Said, value: Decimal, numbers: Sequence[tuple[Place, Decimal]], name: str) -> Derivation | None:
    """Find the change from one number to another, where the name speaks of one: 159件 after 120件 are 32.5% more."""
    if not _CHANGE.search(name):
        return None
    decimals = _decimals(said, value)
    for (later, new), (earlier, old) in permutations(_counts(numbers), 2):
        if later.unit == earlier.unit and old > 0 and _percent(abs(new - old) / old, decimals) == abs(value):
            return Derivation((later, earlier), f"({new} - {old}) ÷ {old} = {'-' if new < old else ''}{abs(value)}%")
    return None


def _decimals(said: Said, value: Decimal) -> int:
    return -int(value.as_tuple().exponent) if "." in (said.value or "") else 0


def _counts(numbers: Sequence[tuple[Place, Decimal]]) -> list[tuple[Place, Decimal]]:
    return [(place, number) for place, number in numbers if place.kind is not Kind.PERCENT]


def _percent(share: Decimal, decimals: int) -> Decimal:
    return (share * 100).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _derivation(operands: Sequence[tuple[Place, Decimal]], sign: str, value: Decimal) -> Derivation:
    expression = sign.join(format(number, "f") for _, number in operands)
    return Derivation(tuple(place for place, _ in operands), f"{expression} = {value:f}")
