"""How two numbers that differ are alike: a power of ten apart, a fragment, a transposition, one digit off.

>>> is_altered("8", "5.8"), is_altered("2.80", "2.08"), is_altered("61.45", "61.44"), is_altered("731", "61")
(True, True, True, False)
"""

import re

from extractor.check.said import significant

_ARABIC = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")


def mantissa(digits: str, value: str | None) -> str:
    """Return the figures that a number prints before its scale: 5.8 for 5.8万; the plain value of 四十二."""
    found = _ARABIC.search(digits)
    return found.group().replace(",", "") if found else (value or "")


def scale_of(digits: str) -> str:
    """Return what a number prints behind its figures: 万 for 5.8万, nothing for 四十二.

    >>> scale_of("5.8万"), scale_of("61.44%"), scale_of("四十二")
    ('万', '%', '')
    """
    found = _ARABIC.search(digits)
    return digits[found.end() :].strip("余多几") if found else ""


def is_scaled(said: str | None, source: str | None) -> bool:
    """Tell whether two different values have the same digits and sign, a power of ten apart.

    >>> is_scaled("5.8", "58000"), is_scaled("58", "58"), is_scaled("-58", "58")
    (True, False, False)
    """
    digits = significant(said)
    if not digits or said == source or digits != significant(source):
        return False
    return str(said).startswith("-") == str(source).startswith("-")


def is_altered(said: str, source: str) -> bool:
    """Tell whether one print is a fragment of the other, or a digit changed, lost, added or transposed away."""
    if said == source or not said or not source:
        return False
    return is_fragment(said, source) or _one_off(said.replace(".", ""), source.replace(".", ""))


def is_fragment(said: str, source: str) -> bool:
    """Tell whether a print is the head or tail of a longer one: 8 of 5.8, 200 of 1200."""
    return len(said) < len(source) and (source.startswith(said) or source.endswith(said))


def _one_off(said: str, source: str) -> bool:
    if len(said) == len(source):
        different = [i for i, (one, other) in enumerate(zip(said, source, strict=True)) if one != other]
        return len(different) == 1 or (len(different) == 2 and sorted(said) == sorted(source))
    shorter, longer = sorted((said, source), key=len)
    if len(longer) - len(shorter) != 1 or len(shorter) < 2:
        return False
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
