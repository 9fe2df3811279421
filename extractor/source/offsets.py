"""Where a cleaned character stood: kept ranges of the original in, positions in the original out."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from schemas.span import Span


class CleanSpan(NamedTuple):
    """A half-open range of code points in a *clean* text (a `Span` always points into the original)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """The kept ranges of an original text, in order; the clean text is these ranges joined.

    Cleaning only deletes, so each clean character is one original character. `clean_starts[i]` and
    `original_starts[i]` are where the i-th kept range begins in either text.

    >>> offsets = OffsetMap.keeping([(0, 1), (6, 8)])  # 建(jiàn)設制 -> 建設制, say
    >>> offsets.to_original(0, 2)
    Span(start=0, end=7)
    """

    clean_starts: tuple[int, ...]
    original_starts: tuple[int, ...]
    length: int

    @classmethod
    def keeping(cls, ranges: Iterable[tuple[int, int]]) -> "OffsetMap":
        """Build the map from the kept half-open original ranges, given in order and not overlapping."""
        clean_starts, original_starts, length = [], [], 0
        for start, end in ranges:
            if end > start:
                clean_starts.append(length)
                original_starts.append(start)
                length += end - start
        return cls(tuple(clean_starts), tuple(original_starts), length)

    def position(self, clean_offset: int) -> int:
        """Return where the clean character at `clean_offset` stands in the original."""
        index = bisect_right(self.clean_starts, clean_offset) - 1
        if index < 0:
            return 0
        return self.original_starts[index] + clean_offset - self.clean_starts[index]

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """Return where the tightest original range begins and ends that covers the clean range `[start, end)`.

        What was deleted between them lies inside the range; what was deleted before or behind them does not.
        An empty clean range maps to an empty original range.
        """
        first = self.position(start)
        return first, self.position(end - 1) + 1 if end > start else first

    def to_original(self, start: int, end: int) -> Span:
        """Return `bounds` as a span."""
        first, last = self.bounds(start, end)
        return Span(start=first, end=last)

    def kept(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the original ranges whose characters, joined, stand for the clean range `[start, end)`."""
        first = max(bisect_right(self.clean_starts, start) - 1, 0)
        borders = pairwise((*self.clean_starts[first:], self.length))
        for original, (begins, ends) in zip(self.original_starts[first:], borders, strict=True):
            if begins >= end:
                return
            yield original + max(start, begins) - begins, original + min(end, ends) - begins

    def to_clean(self, original_offset: int) -> int:
        """Return the clean offset of the first kept character at or behind an original offset."""
        index = bisect_right(self.original_starts, original_offset) - 1
        if index < 0:
            return 0
        limit = self.clean_starts[index + 1] if index + 1 < len(self.clean_starts) else self.length
        return min(self.clean_starts[index] + original_offset - self.original_starts[index], limit)
