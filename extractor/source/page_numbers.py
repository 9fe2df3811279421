"""Page numbers and running heads that the pages of a document left in its text.

In a text that lost its line breaks a page number stands alone between blanks (清潔能源 24 96. 為減少 … 供冷氣之用。 25
101. 政府), else alone on its line. Each stands about a page behind the one before it, and counts on from it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from extractor.source.chrome import BLANKS, LINE, LONG_LINE, Removal, printed_lines
from schemas.result import DamageKind

_ALONE = re.compile(r"(?<![^ \n])([1-9]\d{0,2})(?: (?![年月日])|(?=\n)|\Z)")
_BARE = re.compile(r"[1-9]\d{0,2}")
_FRAMED = re.compile(r"[-—–·]{1,2} ?\d{1,4} ?[-—–·]{1,2}|第 ?\d{1,4} ?页.{0,12}")
_FARTHEST = 2500
"""Characters on a page, at most; a page of pictures may print no number."""
_FEWEST_HEADS, _HEAD_SHARE, _LONGEST_HEAD = 3, 0.5, 40
_TEXT = re.compile("[。；，：！？]")


class _Layout(NamedTuple):
    """How page numbers stand: so many characters apart at least, so many of them, over such a share of the text."""

    nearest: int
    fewest: int
    share: float


_IN_LINE, _ON_LINES = _Layout(60, 6, 0.6), _Layout(200, 3, 0.5)


def find_page_marks(text: str) -> Iterator[Removal]:
    """Yield the page numbers of a text that nothing else shows to be some, and the running heads beside page ends.

    >>> page = "全市各级行政复议机构认真履行职责。" * 12
    >>> text = "".join(f"{page} {number} " for number in range(1, 8))
    >>> [text[found.start : found.end].strip() for found in find_page_marks(text)]
    ['1', '2', '3', '4', '5', '6', '7']
    """
    for line in LINE.finditer(text):
        if line.end() - line.start() >= LONG_LINE:
            numbers = [(int(hit[1]), hit.start(), hit.end()) for hit in _ALONE.finditer(text, *line.span())]
            yield from _run(numbers, _IN_LINE, line.end() - line.start())
    yield from _on_lines(text)


def _on_lines(text: str) -> Iterator[Removal]:
    lines = [(start, end, text[start:end].strip(BLANKS)) for start, end in printed_lines(text)]
    bare = [(int(words), start, end) for start, end, words in lines if _BARE.fullmatch(words)]
    numbers = list(_run(bare, _ON_LINES, len(text)))
    yield from numbers
    starts = {number.start for number in numbers}
    ends = {i for i, (start, _, words) in enumerate(lines) if start in starts or _FRAMED.fullmatch(words)}
    beside = {i for end in ends for i in (end - 1, end + 1) if 0 <= i < len(lines)} - ends
    for i, (one, other) in enumerate(pairwise(lines)):
        if "\f" in text[one[1] : other[0]]:
            ends.add(i)
            beside |= {i, i + 1}
    heads = Counter(_head(lines[i][2]) for i in beside)
    least = max(_FEWEST_HEADS, _HEAD_SHARE * len(ends))
    for i in sorted(beside):
        start, end, words = lines[i]
        if start not in starts and _head(words) and heads[_head(words)] >= least:
            yield Removal(start, end, DamageKind.CHROME, "running head")


def _head(words: str) -> str:
    """Return the words of a line without its numbers, nothing if it is no running head."""
    return "" if len(words) > _LONGEST_HEAD or _TEXT.search(words) else re.sub(r"\d+|\s", "", words)


def _run(numbers: list[tuple[int, int, int]], layout: _Layout, length: int) -> Iterator[Removal]:
    """Yield the longest run of numbers (value, start, end) that count on from page to page, if it is long enough."""
    ending: dict[int, list[tuple[int, int, int]]] = {}  # the best run that ends with a number, by that number
    best: list[tuple[int, int, int]] = []
    for number in numbers:
        value, start, _ = number
        steps = ((step, ending.get(value - step)) for step in (1, 2))
        before = next((run for step, run in steps if run and _is_next(run[-1][1], start, step, layout)), [])
        run = [*before, number]
        if len(run) >= len(ending.get(value, ())):
            ending[value] = run
        best = run if len(run) > len(best) else best
    if len(best) >= layout.fewest and best[-1][2] - best[0][1] >= layout.share * length:
        for _, start, end in best:
            yield Removal(start, end, DamageKind.CHROME, "page number")


def _is_next(before: int, start: int, pages: int, layout: _Layout) -> bool:
    return layout.nearest <= start - before <= pages * _FARTHEST
