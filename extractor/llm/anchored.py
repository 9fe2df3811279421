"""The anchored style: code marks every quantity in the text, the model only names each mark.

It cannot invent a number nor drop one, and it writes a quarter of the tokens. Each key of the answer repeats the
number and its clause (`25:下发督察意见47份`), because bare ids make a small model slip by one.
"""

from extractor.anchors import Anchor, Passage
from extractor.clauses import own_words, shorten
from extractor.llm.style import Question, Read
from schemas.answer import Fill, names_model

PROMPT = "name_quantities.v1"
LEFT, RIGHT = 20, 8
_HOSTILE = str.maketrans({"⟦": "〔", "⟧": "〕", '"': "”", "\\": "＼"})


def ask(passage: Passage) -> Question:
    """Return the marked text, the answer model with one key per mark, and the room the answer needs."""
    keys = [f"{i}:{clause_key(passage, a)}" for i, a in enumerate(passage.anchors, start=1)]
    return Question(PROMPT, mark(passage), names_model(keys), max_tokens=60 + 30 * len(keys))


def read(passage: Passage, answer: Read) -> tuple[Fill, ...]:
    """Pair each name with the mention it was asked for."""
    names = [getattr(answer, f"n{i}") for i in range(1, len(passage.anchors) + 1)]
    pairs = zip(names, passage.anchors, strict=True)
    return tuple(Fill(name, a.mention, a.mention.text, a.mention.unit, None) for name, a in pairs)


def mark(passage: Passage) -> str:
    """Show the passage's text with its quantities as `⟦1:47份⟧`; marks that the text itself holds are defused."""
    parts, at = [], 0
    for i, a in enumerate(passage.anchors, start=1):
        parts += [_defused(passage, at, a.start), f"⟦{i}:", _defused(passage, a.start, a.end), "⟧"]
        at = a.end
    return "".join([*parts, _defused(passage, at, len(passage.chunk.text))])


def clause_key(passage: Passage, anchor: Anchor) -> str:
    """Return the number with the words of its own clause around it."""
    left, right = own_words(passage, anchor)
    number = passage.chunk.text[anchor.start : anchor.end]
    return (shorten(left, LEFT) + number + right[:RIGHT]).replace("\n", "").translate(_HOSTILE)


def _defused(passage: Passage, start: int, end: int) -> str:
    return passage.chunk.text[start:end].translate(_HOSTILE)
