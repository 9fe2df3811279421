"""The verbatim style: the model copies each number, its unit and a quote.

For schemas where marks do not fit, and as the yardstick: a small model errs here, and the validator shows how.
"""

from extractor.anchors import Passage
from extractor.llm.style import Question, Read
from schemas.answer import CopiedIndicators, Fill

PROMPT = "copy_indicators.v1"


def ask(passage: Passage) -> Question:
    """Return the plain text, the answer model, and room for one entry per quantity and half as many again."""
    room = 200 + 75 * len(passage.anchors)
    return Question(PROMPT, passage.chunk.text, CopiedIndicators, max_tokens=room)


def read(passage: Passage, answer: Read) -> tuple[Fill, ...]:
    """Take the entries as they are; the validator decides what they are worth."""
    assert isinstance(answer, CopiedIndicators)
    return tuple(Fill(c.name, None, c.value_text, c.unit, c.quote) for c in answer.indicators)
