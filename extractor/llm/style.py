"""What the styles of asking have in common: a question about a passage, and how to read its answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from instructor import OpenAISchema
from pydantic import BaseModel

from extractor.anchors import Passage
from schemas.answer import Fill, Names

Read = BaseModel
"""An answer, parsed into the question's answer model."""


class Wrapped(Names, OpenAISchema):
    """The base of answer models that are made per chunk: instructor would wrap each of them anew."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask about one passage: the prompt's id, the text to show, the answer's model, the tokens it may take."""

    prompt: str
    text: str
    answer: type[BaseModel]
    max_tokens: int


@dataclass(frozen=True, slots=True)
class Correction:
    """What is wrong with an answer, a line each, and the question that puts it right."""

    complaints: tuple[str, ...]
    answer: type[BaseModel]
    max_tokens: int


class StyleOfAsking(Protocol):
    """A module with these functions and the id of its prompt is a style."""

    PROMPT: str

    def ask(self, passage: Passage) -> Question:
        """Return the question about a passage."""

    def read(self, passage: Passage, answer: Read) -> tuple[Fill, ...]:
        """Return the fills that an answer holds."""

    def correct(self, passage: Passage, fills: Sequence[Fill]) -> Correction | None:
        """Return what the check has against the fills, or None."""

    def amend(self, passage: Passage, fills: Sequence[Fill], answer: Read) -> tuple[Fill, ...]:
        """Return the fills with what a correction put right; a correction that is no better changes nothing."""
