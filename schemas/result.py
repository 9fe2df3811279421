"""The JSON on disk: one report's content, its validation, and how it came about.

The same input and the same answers give a byte-identical result. Calls, cache hits, retries, cost, times and
versions are not here but in `run.json`, because they differ from run to run.
"""

from enum import StrEnum

from pydantic import Field

from schemas.finding import CheckResult
from schemas.report import Report
from schemas.span import Frozen, Span
from schemas.table import Table

SCHEMA_VERSION = "1"


class DamageKind(StrEnum):
    """What was found wrong with a source."""

    UNDECODABLE = "undecodable"
    GLOSS = "gloss"
    BROKEN_CHARACTERS = "broken_characters"
    CHROME = "chrome"
    BOOKMARK = "bookmark"
    DUPLICATE = "duplicate"
    INVISIBLE = "invisible"
    HARD_WRAP = "hard_wrap"
    GLOSSARY = "glossary"
    UNRESOLVED_UNIT = "unresolved_unit"


class Damage(Span):
    """A damaged or noisy stretch of the original text, and what was done about it."""

    kind: DamageKind
    note: str


class Source(Frozen):
    """The report as it was read. Every offset in a result points into `text`."""

    name: str
    sha256: str = Field(description="of the file's bytes")
    encoding: str
    script: str = Field(description="Hans, Hant or mixed")
    chars: int
    text: str
    damage: tuple[Damage, ...] = ()
    tables: tuple[Table, ...] = ()


class Coverage(Frozen):
    """How many quantities the source holds, and where each of them went."""

    quantities: int
    claimed: int
    omitted: int


class Validation(CheckResult):
    """The check of the report against its source, and the coverage."""

    coverage: Coverage


class ChunkStatus(StrEnum):
    """How the asking about one chunk ended."""

    OK = "ok"
    FAILED = "failed"
    TRUNCATED = "truncated"
    REFUSED = "refused"


class ChunkRun(Frozen):
    """One chunk that was asked about: its range in the original text, and how it went."""

    index: int
    span: Span
    quantities: int
    status: ChunkStatus
    reason: str | None = None


class RunStatus(StrEnum):
    """How a report ended: all chunks ok, some, or none."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    FAILED = "failed"


class Tokens(Frozen):
    """Tokens of the answers that this result is made of."""

    prompt: int = 0
    completion: int = 0


class Provenance(Frozen):
    """What the answers depend on, and nothing that differs between two runs of the same answers."""

    status: RunStatus
    style: str
    model: str
    prompt: str
    prompt_sha256: str
    schema_sha256: str
    tokens: Tokens
    chunks: tuple[ChunkRun, ...]


class ReportResult(Frozen):
    """One report's result: the JSON file that `extractor run` writes."""

    schema_version: str = SCHEMA_VERSION
    source: Source
    report: Report
    validation: Validation
    run: Provenance
