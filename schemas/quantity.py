"""A number mention in a text: where it stands, what it is worth, and what it counts."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a number mention is. The first nine are quantities, the rest are not."""

    COUNT = "count"
    PERCENT = "percent"
    PERCENTAGE_POINT = "percentage_point"
    PERMILLE = "permille"
    MONEY = "money"
    DURATION = "duration"
    MULTIPLE = "multiple"
    FRACTION = "fraction"
    RANGE = "range"
    DATE = "date"
    YEAR = "year"
    ORDINAL = "ordinal"
    ENUMERATOR = "enumerator"
    LABEL = "label"


QUANTITY_KINDS = frozenset(
    {
        Kind.COUNT,
        Kind.PERCENT,
        Kind.PERCENTAGE_POINT,
        Kind.PERMILLE,
        Kind.MONEY,
        Kind.DURATION,
        Kind.MULTIPLE,
        Kind.FRACTION,
        Kind.RANGE,
    }
)


class Mention(NamedTuple):
    """One number mention. All offsets are code points into the text that was scanned.

    For `300余项`, `text` is the numeral core `300`, `unit` is `项`, `approx` is `("余",)`, and
    `quantity_end` is the offset behind `项`: the core with its qualifier and unit ends there.
    A unit that is shared with a later number (`1.2和2.2个百分点`) is in `unit` but not in the
    range: there `quantity_end == end`.
    """

    start: int
    end: int
    text: str
    value: str | None
    unit: str
    approx: tuple[str, ...]
    kind: Kind
    quantity_end: int

    @property
    def is_quantity(self) -> bool:
        """Tell whether this mention counts or measures something (a year or a label does not)."""
        return self.kind in QUANTITY_KINDS
