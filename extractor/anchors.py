"""Anchors: the quantities of a chunk, placed in the chunk's own text.

In: chunks and the numbers of the original text. Out: passages. Years, ordinals and labels are not anchored, and what
a table names itself is none of the model's business.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from extractor.source.cells import CellNumber, Numbers
from extractor.source.chunks import Chunk
from extractor.source.offsets import OffsetMap
from schemas.quantity import Mention


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quantity in a chunk: `start`, `end` bound the number with its unit in the chunk's text."""

    mention: Mention
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk, its anchors in text order, and the numbers of table cells in it."""

    chunk: Chunk
    anchors: tuple[Anchor, ...]
    cells: tuple[CellNumber, ...] = ()


def anchor(chunks: Iterable[Chunk], numbers: Numbers, offsets: OffsetMap) -> tuple[Passage, ...]:
    """Give each chunk the quantities that lie in it; quantities in removed text (noise, repeats) go to no chunk."""
    quantities = [m for m in numbers.mentions if m.is_quantity]
    passages, i = [], 0
    for chunk in chunks:
        anchors, cells = [], []
        while i < len(quantities) and quantities[i].start < chunk.original_span.end:
            if quantities[i].start >= chunk.original_span.start and (found := _place(quantities[i], chunk, offsets)):
                cell = numbers.cells.get(quantities[i].start)
                if cell is None:
                    anchors.append(found)
                else:
                    cells.append(cell)
            i += 1
        passages.append(Passage(chunk, tuple(anchors), tuple(cells)))
    return tuple(passages)


def _place(mention: Mention, chunk: Chunk, offsets: OffsetMap) -> Anchor | None:
    start = offsets.to_clean(mention.start) - chunk.clean_span.start
    end = offsets.to_clean(mention.quantity_end) - chunk.clean_span.start
    if offsets.to_clean(mention.start) == offsets.to_clean(mention.end):
        return None  # what is left is but the word on the next line that was read as its unit
    return Anchor(mention, start, end) if 0 <= start < end <= len(chunk.text) else None
