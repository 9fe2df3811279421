"""The lines drawn on a page in, its tables out: a grid of cells each, merged where no line parts them.

Coordinates are PDF points, y growing upwards, as they stand in the file.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_NEAR = 3.0
"""Lines so near to each other are one border."""
_MAX_LINES, _MAX_SLOTS = 6000, 10_000
"""A page with more is a drawing or a map."""


class Ruling(NamedTuple):
    """A straight line: at `at` on one axis, from `low` to `high` on the other."""

    at: float
    low: float
    high: float


class Slot(NamedTuple):
    """A cell of a grid: its first row (from the top) and column, and how many of each it covers."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's borders: `xs` from left to right, `ys` from top to bottom, and the cell of each row and column."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slots: dict[tuple[int, int], Slot]

    def slot_at(self, x: float, y: float) -> Slot | None:
        """Return the cell around a point, or None outside the table."""
        column = bisect_right(self.xs, x) - 1
        row = bisect_right([-border for border in self.ys], -y) - 1
        return self.slots.get((row, column))


def find_grids(horizontal: Sequence[Ruling], vertical: Sequence[Ruling]) -> list[Grid]:
    """Return the tables that crossing lines make, from the top of the page; a frame around text is none.

    >>> lines = [Ruling(y, 0, 100) for y in (90, 60, 30)], [Ruling(x, 30, 90) for x in (0, 50, 100)]
    >>> grid = find_grids(*lines)[0]
    >>> grid.slot_at(70, 40)
    Slot(row=1, column=1, rows=1, columns=1)
    """
    if len(horizontal) + len(vertical) > _MAX_LINES:
        return []
    grids = (_grid(rows, columns) for rows, columns in _crossing(horizontal, vertical))
    return sorted((grid for grid in grids if grid), key=lambda grid: -grid.ys[0])


def _crossing(horizontal: Sequence[Ruling], vertical: Sequence[Ruling]) -> Iterable[tuple[list[Ruling], list[Ruling]]]:
    """Group the lines that touch one another."""
    group = list(range(len(horizontal) + len(vertical)))

    def find(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, row in enumerate(horizontal):
        for j, column in enumerate(vertical, start=len(horizontal)):
            meets_row = row.low - _NEAR <= column.at <= row.high + _NEAR
            if meets_row and column.low - _NEAR <= row.at <= column.high + _NEAR:
                group[find(i)] = find(j)
    members: defaultdict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for i, line in enumerate([*horizontal, *vertical]):
        members[find(i)][i >= len(horizontal)].append(line)
    return members.values()


def _grid(horizontal: list[Ruling], vertical: list[Ruling]) -> Grid | None:
    if len(horizontal) < 2 or not vertical:
        return None
    sides = (min(line.low for line in horizontal), max(line.high for line in horizontal))
    xs = _borders([*(line.at for line in vertical), *sides])
    ends = (_outermost([line.low for line in vertical]), -_outermost([-line.high for line in vertical]))
    ys = _borders([*(line.at for line in horizontal), *ends])[::-1]
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MAX_SLOTS:
        return None
    cells = {(row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)}
    slots: dict[tuple[int, int], Slot] = {}
    for row, column in sorted(cells):
        if (row, column) in slots:
            continue
        right = column + 1
        while right < len(xs) - 1 and not _covers(vertical, xs[right], ys[row + 1], ys[row]):
            right += 1
        below = row + 1
        while below < len(ys) - 1 and not _covers(horizontal, ys[below], xs[column], xs[right]):
            below += 1
        slot = Slot(row, column, below - row, right - column)
        for place in ((r, c) for r in range(row, below) for c in range(column, right)):
            slots.setdefault(place, slot)
    return Grid(tuple(xs), tuple(ys), slots) if len(set(slots.values())) > 1 else None


def _outermost(places: list[float]) -> float:
    """Return the lowest place that two lines reach: a row that a page break cuts has no border at its edge."""
    return sorted(places)[min(1, len(places) - 1)]


def _borders(places: Iterable[float]) -> list[float]:
    """Return places in order, those that are one border taken once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _covers(lines: Sequence[Ruling], at: float, low: float, high: float) -> bool:
    """Tell whether a line stands at a border over most of a stretch; dashes and cell borders add up."""
    pieces = sorted((line.low, line.high) for line in lines if abs(line.at - at) <= _NEAR)
    covered, reached = 0.0, low
    for start, end in pieces:
        start, end = max(start, reached), min(end, high)
        if end > start:
            covered, reached = covered + end - start, end
    return covered >= 0.5 * (high - low)
