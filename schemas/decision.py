"""A reviewer's act: what a person decided about a finding, as an event that is only ever appended.

The machine's verdict stays where it is; a decision stands beside it and never overwrites it.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints, model_validator

from schemas.finding import Verdict
from schemas.span import Frozen, Span

Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Time = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
Reviewer = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Words = Annotated[str, StringConstraints(max_length=1000)]
Note = Annotated[str, StringConstraints(max_length=2000)]


class Act(StrEnum):
    """What a reviewer can do to a finding."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    DISMISS = "dismiss"
    NOTE = "note"
    UNDO = "undo"
    REDO = "redo"


class Status(StrEnum):
    """How a decided finding stands."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    DISMISSED = "dismissed"


class Decision(Frozen):
    """What a person decided about one finding; without a status there is only a note, and the finding is open.

    `value_text` is the number with its unit as it should read, and `name` what it measures; only a correction has
    them. `span` is the place in the original text that the person chose, for a correction or among candidates.
    """

    status: Status | None = None
    value_text: Words | None = None
    name: Words | None = None
    span: Span | None = None
    note: Note = ""

    @model_validator(mode="after")
    def _only_a_correction_has_a_value(self) -> "Decision":
        if (self.status is Status.CORRECTED) != (self.value_text is not None):
            raise ValueError("a correction has a value_text, and nothing else has")
        return self


class Seen(Frozen):
    """What the machine said when the person looked: a decision holds for this and for nothing else."""

    verdict: Verdict
    name: str
    said: str
    span: Span | None


class Event(Frozen):
    """One act on one finding.

    `report` is the sha256 of the report's bytes, `result` that of the result it was read in. `claim` is the finding's
    key in the result, `path` its JSON Pointer. `follows` is the event on this claim that came before (null for the
    first): an event that follows another one than the last is stale. Acts of one press share a `batch`; an undo or
    redo names the batch that it takes back or does again.
    """

    id: Id
    time: Time
    reviewer: Reviewer
    report: Sha256
    result: Sha256
    claim: Annotated[str, StringConstraints(min_length=1, max_length=400)]
    path: Annotated[str, StringConstraints(min_length=1, max_length=400)]
    act: Act
    batch: Id
    undoes: Id | None = None
    follows: Id | None
    seen: Seen
    before: Decision | None
    after: Decision | None
