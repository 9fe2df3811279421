"""The characters of a page in, the same in reading order out: a page set in two columns is read column by column."""

from collections.abc import Sequence
from itertools import pairwise
from math import inf

from extractor.source.pdf_lines import Glyph, find_rows

Gaps = list[tuple[float, float]]

_ROWS, _SHARE = 8, 0.5
"""Fewer rows with words on both sides, or a smaller share of all, make no columns."""
_CROSSING = 0.25
"""A title may run over both columns; more such rows, and the page has one."""
_CHARS = 8
"""Columns of prose hold that much in a row; those of a table do not."""
_CENTRE, _STEPS = 0.3, 24


def split_columns(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the groups of characters that are read one after the other: the page, or its titles and columns."""
    rows = [sorted(row, key=lambda glyph: glyph.left) for row in find_rows(g for g in glyphs if not g.char.isspace())]
    gaps = [_gaps(row) for row in rows]
    gutter = _gutter(rows, gaps)
    if gutter is None:
        return [list(glyphs)]
    groups: list[list[Glyph]] = []
    left: list[Glyph] = []
    right: list[Glyph] = []
    for row, own in zip(rows, gaps, strict=True):
        if _crosses(own, gutter):
            groups += [left, right, row]
            left, right = [], []
        else:
            left = left + [glyph for glyph in row if glyph.right <= gutter]
            right = right + [glyph for glyph in row if glyph.left >= gutter]
    return [group for group in (*groups, left, right) if group]


def _gaps(row: Sequence[Glyph]) -> Gaps:
    """Return the stretches without a character in a row, as wide as one at least, and the margins."""
    size = row[0].size
    inner = [(a.right + size / 2, b.left - size / 2) for a, b in pairwise(row) if b.left - a.right > size]
    return [(-inf, row[0].left - size / 2), *inner, (row[-1].right + size / 2, inf)]


def _gutter(rows: Sequence[Sequence[Glyph]], gaps: Sequence[Gaps]) -> float | None:
    """Find the place near the centre that the fewest rows cross, if the page stands in columns on either side of it."""
    if len(rows) < _ROWS:
        return None
    low, high = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    first = low + (high - low) * (0.5 - _CENTRE / 2)
    places = [first + (high - low) * _CENTRE * step / _STEPS for step in range(_STEPS + 1)]
    crossings = {place: sum(_crosses(own, place) for own in gaps) for place in places}
    gutter = min(places, key=lambda place: crossings[place])
    if crossings[gutter] > _CROSSING * len(rows):
        return None
    sides = [(sum(glyph.right <= gutter for glyph in row), sum(glyph.left >= gutter for glyph in row)) for row in rows]
    both = [(left, right) for left, right in sides if left and right]
    if len(both) < max(_ROWS, _SHARE * len(rows)):
        return None
    prose = all(sum(counts) >= _CHARS * len(both) for counts in zip(*both, strict=True))
    return gutter if prose else None


def _crosses(gaps: Gaps, place: float) -> bool:
    """Tell whether a row has a character at a place, or nearer to it than half its width."""
    return not any(low <= place <= high for low, high in gaps)
