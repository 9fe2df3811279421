"""A number of a source, and a range of its text."""

from dataclasses import dataclass
from typing import NamedTuple

from schemas.quantity import Kind


@dataclass(frozen=True, slots=True)
class Place:
    """A number of the source: `start:end` is the number with its unit, in the original text; `index` its rank.

    `sentence` is the number of its sentence, `first` the rank of the first number there.
    """

    index: int
    start: int
    end: int
    digits: str
    value: str | None
    unit: str
    approx: frozenset[str]
    kind: Kind
    is_quantity: bool
    sentence: int
    first: int
    folded_start: int
    folded_end: int


class Range(NamedTuple):
    """A half-open range of the original text in which a claim's number is looked for."""

    start: int
    end: int


def in_order(one: Place, other: Place) -> tuple[Place, Place]:
    """Return two numbers as they stand in the text."""
    return (one, other) if one.index < other.index else (other, one)
