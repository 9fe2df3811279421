"""Passages for tests: chunks of plain texts with their quantities anchored, as if they were parts of one report."""

from extractor.anchors import Passage, anchor
from extractor.source.cells import read_numbers
from extractor.source.chunks import Chunk
from extractor.source.offsets import CleanSpan, OffsetMap
from schemas.section import SectionKind
from schemas.span import Span


def passages(*texts: str, path: tuple[str, ...] = ("一、工作情况",)) -> tuple[Passage, ...]:
    """Return one passage per text; their offsets are those of the texts joined."""
    made, at = [], 0
    for index, text in enumerate(texts):
        end = at + len(text)
        span = Span(start=at, end=end)
        made.append(Chunk(index, SectionKind.ACHIEVEMENTS, path, CleanSpan(at, end), span, text))
        at = end
    whole = "".join(texts)
    return anchor(made, read_numbers(whole), OffsetMap.keeping([(0, len(whole))]))


def passage(text: str) -> Passage:
    """Return the passage of one text."""
    [only] = passages(text)
    return only
