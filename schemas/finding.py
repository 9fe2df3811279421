"""What the validator found: a verdict for every claimed number, and every quantity that nobody claimed."""

from enum import StrEnum

from pydantic import Field

from schemas.span import Frozen, Span


class Verdict(StrEnum):
    """How a claimed number stands against the source."""

    VERIFIED = "verified"
    AMBIGUOUS = "ambiguous"
    MISPLACED = "misplaced"
    MISATTRIBUTED = "misattributed"
    UNIT_MISMATCH = "unit_mismatch"
    QUALIFIER_MISMATCH = "qualifier_mismatch"
    SCALE_ERROR = "scale_error"
    ALTERED_DIGIT = "altered_digit"
    DERIVED = "derived"
    NOT_IN_SOURCE = "not_in_source"
    OMITTED = "omitted"


class Candidate(Span):
    """A place in the original text that a claim may mean; `text` is the number with its unit."""

    text: str


class Finding(Frozen):
    """The verdict for one claimed number.

    `path` is a JSON Pointer into the claims file; `said` is the number as claimed, `source` as the original prints it
    (null if nowhere); `span` covers the number with its unit in the original.
    """

    path: str
    verdict: Verdict
    said: str | None
    source: str | None
    span: Span | None
    candidates: tuple[Candidate, ...] = ()
    why: str


class OmitReason(StrEnum):
    """Why a quantity of the source may rightly be left out."""

    REPEATED = "repeated"
    GLOSSARY = "glossary"
    PLAN_TARGET = "plan_target"
    NOISE = "noise"


class Omitted(Span):
    """A quantity of the source that no claim accounts for; the span covers it with its unit."""

    text: str
    value: str | None
    unit: str
    reason: OmitReason | None = None


class Arithmetic(Frozen):
    """Printed parts and a total that belong together, and whether they add up.

    `terms` are the parts and `total` the whole, each a place in the original text.
    """

    holds: bool
    expression: str
    terms: tuple[Candidate, ...]
    total: Candidate
    why: str


class CheckResult(Frozen):
    """Everything that checking a set of claims against one source found."""

    findings: tuple[Finding, ...] = ()
    omitted: tuple[Omitted, ...] = ()
    arithmetic: tuple[Arithmetic, ...] = ()
    summary: dict[str, int] = Field(default_factory=dict)
