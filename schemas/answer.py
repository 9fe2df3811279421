"""What the model fills in for one chunk, and what is kept of it."""

import json
import re
from abc import ABCMeta
from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError
from pydantic_core import InitErrorDetails

from schemas.quantity import Mention
from schemas.result import ChunkRun, Tokens
from schemas.span import Frozen

NAME_PATTERN = r'^[^0-9"]{2,30}$'
Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
"""An indicator's name: 2 to 30 characters and no digit, so that no number can come from the model."""


_NAMED = TypeAdapter(dict[str, Name])
_SAID = TypeAdapter(dict[str, str])


class Names(BaseModel):
    """The answer of one anchored chunk: one required name per key, `names` in the order of `keys`.

    Each chunk has keys of its own. To have Pydantic build a model for each takes as long as all else that a call
    costs this machine, so one model reads them all and its subclasses only know their keys.
    """

    model_config = ConfigDict(frozen=True)
    keys: ClassVar[tuple[str, ...]] = ()
    names: tuple[str, ...] = ()

    @classmethod
    def model_json_schema(cls, *_: Any, **__: Any) -> dict[str, Any]:
        """Return the schema that the model has to fill: an object with these keys and no other."""
        return {
            "additionalProperties": False,
            "properties": {key: {"pattern": NAME_PATTERN, "title": key, "type": "string"} for key in cls.keys},
            "required": list(cls.keys),
            "title": "Names",
            "type": "object",
        }

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **_: Any) -> Self:
        """Read an answer. Raises ValidationError for what is no JSON, a missing or an unknown key, and a bad name."""
        return cls._of(_NAMED.validate_json(json_data, strict=True))

    @classmethod
    def model_validate_loosely(cls, json_data: str | bytes | bytearray) -> Self:
        """Read an answer of which some names are not to be used, such as one with a digit: those are left empty.

        Raises ValidationError for all else that `model_validate_json` refuses.

        >>> model = names_model(["1:办结7件", "2:调解9件"])
        >>> model.model_validate_loosely('{"1:办结7件": "7件", "2:调解9件": "纠纷"}').names
        ('', '纠纷')
        """
        said = _SAID.validate_json(json_data, strict=True)
        return cls._of({key: name if re.fullmatch(NAME_PATTERN, name) else "" for key, name in said.items()})

    @classmethod
    def _of(cls, named: dict[str, str]) -> Self:
        wrong = [("missing", key) for key in cls.keys if key not in named]
        wrong += [("extra_forbidden", key) for key in named if key not in cls.keys]
        if wrong:
            errors = [InitErrorDetails(type=kind, loc=(key,), input=named.get(key, named)) for kind, key in wrong]
            raise ValidationError.from_exception_data("Names", errors)
        return cls.model_construct(names=tuple(named[key] for key in cls.keys))

    def model_dump_json(self, **_: Any) -> str:
        """Write the answer as the model wrote it."""
        return json.dumps(dict(zip(self.keys, self.names, strict=True)), ensure_ascii=False)


def names_model(keys: Sequence[str], base: type[Names] = Names) -> type[Names]:
    """Return the answer of one anchored chunk; `base` lets a caller have one of a kind of its own.

    >>> model = names_model(["1:下发督察意见47份"])
    >>> model.model_validate_json('{"1:下发督察意见47份": "督察意见"}').names
    ('督察意见',)
    """
    parts = {"keys": tuple(keys), "__module__": __name__}
    return ABCMeta.__new__(type(base), "Names", (base,), parts)  # past Pydantic, which would build it


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
