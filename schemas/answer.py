"""What the model fills in for one chunk, and what is kept of it."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, create_model

from schemas.quantity import Mention
from schemas.result import ChunkRun, Tokens
from schemas.span import Frozen

Name = Annotated[str, StringConstraints(pattern=r'^[^0-9"]{2,30}$')]
"""An indicator's name: 2 to 30 characters and no digit, so that no number can come from the model."""


class Strict(BaseModel):
    """A model that takes no key it was not asked for."""

    model_config = ConfigDict(extra="forbid")


def names_model(keys: Sequence[str], base: type[Strict] = Strict) -> type[BaseModel]:
    """Build the answer of one anchored chunk: one required name per key, the keys being JSON aliases of `n1..nk`.

    `base` lets a caller have a model of its own kind at once: to wrap one later takes as long as to build it.

    >>> model = names_model(["1:下发督察意见47份"])
    >>> model.model_validate_json('{"1:下发督察意见47份": "督察意见"}').n1
    '督察意见'
    """
    fields = {f"n{i}": (Name, Field(alias=key)) for i, key in enumerate(keys, start=1)}
    return create_model("Names", __base__=base, **fields)  # type: ignore[call-overload, no-any-return]


class CopiedIndicator(Frozen):
    """One indicator as the model copied it, in the verbatim style: every word of it may be wrong."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=40)] = Field(title="指标名称")
    value_text: Annotated[str, StringConstraints(min_length=1, max_length=24)] = Field(title="原文数字")
    unit: Annotated[str, StringConstraints(max_length=12)] = Field(title="单位")
    quote: Annotated[str, StringConstraints(min_length=1, max_length=120)] = Field(title="原文短句")


class CopiedIndicators(Frozen):
    """The answer of one verbatim chunk."""

    indicators: Annotated[tuple[CopiedIndicator, ...], Field(max_length=40)]


class Fill(NamedTuple):
    """One indicator out of an answer. `mention` is the number it names where the code marked it (anchored style);

    in the verbatim style it is None, and `value_text`, `unit` and `quote` are the model's own.
    """

    name: str
    mention: Mention | None
    value_text: str
    unit: str
    quote: str | None


class Bill(NamedTuple):
    """What one chunk, or a report, took of this run: answers asked for and answers out of the store.

    The tokens are those of the answers asked for; `cached` is the part of `prompt` that the endpoint had in its cache.
    """

    calls: int = 0
    stored: int = 0
    prompt: int = 0
    cached: int = 0
    completion: int = 0


NO_BILL = Bill()


class ChunkFill(NamedTuple):
    """What came back for one chunk: its fills, how it ended, and the tokens of its answers (tries included).

    `bill` is what of that this run paid for; it is no part of a result.
    """

    run: ChunkRun
    fills: tuple[Fill, ...]
    tokens: Tokens
    bill: Bill = NO_BILL


class AskedBy(NamedTuple):
    """What the answers depend on besides the text: style, model, and the identity of prompt and answer schema."""

    style: str
    model: str
    prompt: str
    prompt_sha256: str
    schema_sha256: str
