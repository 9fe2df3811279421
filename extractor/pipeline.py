"""The main path, one report at a time: every stage in order, no logic of its own.

read > clean > simplify > sections > chunks > anchor > fill (the model) > merge > check > output
"""

from extractor.anchors import Passage, anchor
from extractor.merge import merge
from extractor.output import provenance, source
from extractor.source.chunks import make_chunks
from extractor.source.document import Document, understand
from extractor.source.read import RawReport
from extractor.verdicts import check_report
from schemas.answer import AskedBy, ChunkFill
from schemas.result import ReportResult


def prepare(raw: RawReport, chunk_size: int) -> tuple[Document, tuple[Passage, ...]]:
    """Understand a report and cut it into passages: all that is done before anything is asked."""
    document = understand(raw)
    chunks = make_chunks(document.clean, document.outline, size=chunk_size)
    return document, anchor(chunks, document.numbers, document.clean.offsets)


def conclude(
    document: Document, passages: tuple[Passage, ...], fills: tuple[ChunkFill, ...], asked_by: AskedBy
) -> ReportResult:
    """Merge what came back, check every number, and put the result together: all that is done after the asking."""
    report, validation = check_report(document, merge(document, passages, fills))
    return ReportResult(source=source(document), report=report, validation=validation, run=provenance(asked_by, fills))
