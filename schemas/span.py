"""Places in the original text: half-open ranges of Unicode code points."""

from pydantic import BaseModel, ConfigDict, NonNegativeInt


class Frozen(BaseModel):
    """Base of every model that is written to disk: immutable, and unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # built when first used: quick start-up


class Span(Frozen):
    """A half-open range `[start, end)` of code points in the decoded original text."""

    start: NonNegativeInt
    end: NonNegativeInt


class Evidence(Span):
    """A span and its characters: `original[start:end] == quote`, always."""

    quote: str
