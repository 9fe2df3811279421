"""Two numbers lined up by place: units under units, so that the digit that differs is seen at once."""

from extractor.check.digits import mantissa, scale_of
from extractor.numbers import find_numbers


def line_up(said: str, source: str) -> tuple[str, str] | None:
    """Return the digits of two numbers padded to stand under each other; None where there is nothing to compare.

    With the same scale the printed digits are compared, with different ones the values.

    >>> line_up("195件", "159件"), line_up("5.8万份", "58份"), line_up("8万份", "5.8万份")
    (('195', '159'), ('58000', '   58'), ('8  ', '5.8'))
    """
    one, other = (next(iter(find_numbers(text)), None) for text in (said, source))
    if one is None or other is None or one.value is None or other.value is None:
        return None
    if scale_of(one.text) == scale_of(other.text):
        digits = mantissa(one.text, one.value), mantissa(other.text, other.value)
    else:
        digits = one.value, other.value
    return None if digits[0] == digits[1] else _pad(*digits)


def _pad(said: str, source: str) -> tuple[str, str]:
    wholes, fractions = zip(*(_split(digits) for digits in (said, source)), strict=True)
    before, behind = max(map(len, wholes)), max(map(len, fractions))
    first, second = (
        whole.rjust(before) + fraction.ljust(behind) for whole, fraction in zip(wholes, fractions, strict=True)
    )
    return first, second


def _split(digits: str) -> tuple[str, str]:
    whole, point, fraction = digits.partition(".")
    return whole, point + fraction
