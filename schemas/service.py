"""What the service says and hears beside results: jobs, problems, and the bodies of its two synchronous calls.

Times are UTC in ISO 8601. The descriptions stand in the OpenAPI document.
"""

from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, Field

from schemas.quantity import Kind
from schemas.result import RunStatus
from schemas.span import Frozen


class JobState(StrEnum):
    """How far a report is: waiting, being extracted, finished, or found to be impossible."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"

    @property
    def is_final(self) -> bool:
        """Tell whether nothing more will happen to the job."""
        return self in {JobState.DONE, JobState.FAILED}


class Progress(Frozen):
    """Chunks of the report that the model is asked about; `total` is null until the report has been cut up."""

    total: int | None = Field(default=None, ge=0)
    done: int = Field(default=0, ge=0)
    failed: int = Field(default=0, ge=0, description="of those done: not answered well")


class Job(Frozen):
    """One report that was accepted."""

    id: str = Field(pattern="^[0-9a-f]{32}$")
    state: JobState
    name: str = Field(description="as given with the report")
    bytes: int = Field(ge=0)
    sha256: str = Field(description="of the report's bytes")
    created: str
    started: str | None = Field(description="when the work on it began, the last time")
    finished: str | None
    chunks: Progress
    status: RunStatus | None = Field(description="how the extraction ended: run.status of the result")
    open: int | None = Field(description="findings that need a person's decision")
    reason: str | None = Field(description="why it is partial, failed or waiting")


class Jobs(Frozen):
    """Reports, the newest first."""

    reports: tuple[Job, ...]


class Fault(StrEnum):
    """What can be wrong with a request; the last part of a problem's `type`."""

    MALFORMED = "malformed-request"
    INVALID = "invalid-parameter"
    UNAUTHORISED = "unauthorised"
    FORBIDDEN = "missing-scope"
    FOREIGN = "foreign-origin"
    NOT_FOUND = "not-found"
    METHOD = "method-not-allowed"
    NOT_FINISHED = "not-finished"
    FAILED = "report-failed"
    KEY_REUSED = "idempotency-key-reused"
    TOO_SLOW = "request-timeout"
    TOO_LARGE = "too-large"
    MEDIA_TYPE = "unsupported-media-type"
    MISDIRECTED = "misdirected-host"
    UNREADABLE = "unreadable-report"
    CLAIMS = "unreadable-claims"
    NAME = "bad-name"
    RATE = "rate-limit"
    QUEUE_FULL = "queue-full"
    BUSY = "busy"
    INTERNAL = "internal-error"


class Problem(BaseModel):
    """A problem document (RFC 9457)."""

    type: str = Field(description="urn:report-extractor:problem: and the name of the fault")
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    request_id: str


class ReportText(BaseModel):
    """A report as plain text."""

    text: str = Field(min_length=1, description="the report; every offset of the result points into it")
    name: str = Field(default="report.txt", min_length=1, max_length=200, description="a file name, without folders")


class CheckRequest(BaseModel):
    """Claims, and the text to check them against."""

    claims: list[dict[str, Any]] | dict[str, Any] | str = Field(
        description='{"indicators": [...]}, a list of indicators, a result of ours (which brings its source), '
        "LangExtract's JSON, or a string that holds CSV or JSONL"
    )
    source: str | None = Field(default=None, description="the report's text")


class NumbersRequest(BaseModel):
    """A text to find numbers in."""

    text: str


class NumberMention(Frozen):
    """One number; offsets are code points of the text."""

    start: int
    end: int
    text: str
    value: str | None
    unit: str
    approx: tuple[str, ...]
    kind: Kind


class Mentions(Frozen):
    """Every number of a text, in its order."""

    mentions: tuple[NumberMention, ...]


class Health(Frozen):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Readiness(Frozen):
    """Whether accepted reports are being worked on, and why not."""

    ready: bool
    reason: str | None = None
    queued: int
    running: int
