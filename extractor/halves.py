"""A report in two halves, before and after the asking: what may be done in another process, or on another machine.

Both are pure. The half in the middle, the asking, stays in the process that was started.
"""

from extractor.anchors import Passage
from extractor.output import Made, make
from extractor.pipeline import conclude, prepare
from extractor.source.document import Document
from extractor.source.read import read_bytes
from schemas.answer import AskedBy, ChunkFill

Prepared = tuple[Document, tuple[Passage, ...]]


def prepare_bytes(data: bytes, name: str, encoding: str | None, chunk_size: int) -> Prepared:
    """Read a report and prepare it. Raises InputError."""
    return prepare(read_bytes(data, name, encoding=encoding), chunk_size)


def conclude_text(prepared: Prepared, fills: tuple[ChunkFill, ...], asked_by: AskedBy) -> Made:
    """Make the result of what came back."""
    return make(conclude(*prepared, fills, asked_by))
