"""The characters of a page in, its lines out.

A PDF knows where each character stands and nothing else. Coordinates are PDF points, y growing upwards.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_WIDE, _WIDE_DIGITS = 2.0, 1.0
"""Gaps of so many characters' widths part columns, not words; between digits the smaller one."""
_WORD, _BLANK = 0.25, 0.2
"""Gaps of so many sizes are blanks; the smaller one where the file has one there."""


class Glyph(NamedTuple):
    """One character and its box; `size` is that of its font."""

    char: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its words and its box."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


def find_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Put the characters of a page, or of a cell, together to lines, from top to bottom."""
    return [line for row in find_rows(glyphs) if (line := _line(row)).text]


def find_rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Put together the characters of one height, from top to bottom."""
    rows: list[list[Glyph]] = []
    middles: list[float] = []
    for glyph in glyphs:
        middle = (glyph.bottom + glyph.top) / 2
        near = [i for i in range(max(0, len(rows) - 8), len(rows)) if abs(middles[i] - middle) <= 0.45 * glyph.size]
        if near:
            row = min(near, key=lambda i: abs(middles[i] - middle))
            rows[row].append(glyph)
            middles[row] = middles[row] if len(rows[row]) > 8 else _mean(rows[row])
        else:
            rows.append([glyph])
            middles.append(middle)
    return list(_merged(rows, middles))


def _mean(row: Sequence[Glyph]) -> float:
    return sum(glyph.bottom + glyph.top for glyph in row) / 2 / len(row)


def _merged(rows: list[list[Glyph]], middles: list[float]) -> Iterator[list[Glyph]]:
    """Join rows of one height that the file holds apart, as cells of a table without lines are."""
    order = sorted(range(len(rows)), key=lambda i: -middles[i])
    current: list[Glyph] = []
    middle = 0.0
    for i in order:
        if current and middle - middles[i] <= 0.3 * max(current[0].size, rows[i][0].size):
            current = current + rows[i]
            continue
        if current:
            yield current
        current, middle = rows[i], middles[i]
    if current:
        yield current


def _line(row: list[Glyph]) -> Line:
    """Write the characters of one line from left to right, a tab where columns part."""
    seen = sorted((glyph for glyph in row if not glyph.char.isspace()), key=lambda glyph: glyph.left)
    blanks = sorted(glyph.left for glyph in row if glyph.char.isspace())
    if not seen:
        return Line("", 0, 0, 0, 0, 0)
    parts = [seen[0].char]
    at = 0
    for before, glyph in pairwise(seen):
        if glyph.char == before.char and glyph.left - before.left < 0.15 * glyph.size:
            continue  # printed twice to look bold
        while at < len(blanks) and blanks[at] < before.left:
            at += 1
        blank = at < len(blanks) and blanks[at] < glyph.left
        parts.append(_gap(before, glyph, blank=blank) + glyph.char)
    sizes = Counter(round(glyph.size, 1) for glyph in seen)
    return Line(
        "".join(parts),
        seen[0].left,
        min(glyph.bottom for glyph in seen),
        seen[-1].right,
        max(glyph.top for glyph in seen),
        max(sizes, key=lambda size: (sizes[size], size)),
    )


def _gap(before: Glyph, glyph: Glyph, *, blank: bool) -> str:
    gap, size = glyph.left - before.right, max(glyph.size, before.size)
    digits = before.char.isdigit() and glyph.char.isdigit()
    if gap > (_WIDE_DIGITS if digits else _WIDE) * size:
        return "\t"
    both = before.char.isascii() and glyph.char.isascii()
    if blank:
        return " " if both or gap > _BLANK * size else ""
    return " " if both and gap > _WORD * size else ""
