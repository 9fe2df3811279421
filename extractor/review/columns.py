"""Rows of words in, aligned columns out: Chinese characters are two columns wide, and no cell steers the terminal."""

from collections.abc import Iterator, Sequence

from extractor.review.terminal import display_width, visible


def align(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()) -> Iterator[str]:
    """Yield the rows as lines; the columns in `right` end below each other, the others begin so.

    >>> list(align([("件", "7"), ("a", "12")], right=frozenset({1})))
    ['件   7', 'a   12']
    """
    shown = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(display_width, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        cells = (
            blanks + cell if place in right else cell + blanks
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            for blanks in [" " * (width - display_width(cell))]
        )
        yield "  ".join(cells).rstrip()
