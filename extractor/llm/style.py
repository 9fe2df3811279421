"""What the styles of asking have in common: a question about a passage, and how to read its answer."""

from dataclasses import dataclass
from typing import Protocol

from pydantic import BaseModel

from extractor.anchors import Passage
from schemas.answer import Fill

Read = BaseModel
"""An answer, parsed into the question's answer model."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask about one passage: the prompt's id, the text to show, the answer's model, the tokens it may take."""

    prompt: str
    text: str
    answer: type[BaseModel]
    max_tokens: int


class StyleOfAsking(Protocol):
    """A module with these two functions and the id of its prompt is a style."""

    PROMPT: str

    def ask(self, passage: Passage) -> Question:
        """Return the question about a passage."""

    def read(self, passage: Passage, answer: Read) -> tuple[Fill, ...]:
        """Return the fills that an answer holds."""
