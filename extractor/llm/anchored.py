"""The anchored style: code marks every quantity in the text, the model only names each mark.

It cannot invent a number nor drop one, and it writes a quarter of the tokens. Each key of the answer repeats the
number and its clause (`25:下发督察意见47份`), because bare ids make a small model slip by one.
"""

from collections.abc import Sequence

from extractor.anchors import Anchor, Passage
from extractor.clauses import own_words, shorten
from extractor.llm.style import Correction, Question, Read, Wrapped
from extractor.names import is_its_own
from schemas.answer import Fill, Names, names_model

PROMPT = "name_quantities.v1"
LEFT, RIGHT = 20, 8
_HOSTILE = str.maketrans({"⟦": "〔", "⟧": "〕", '"': "”", "\\": "＼", "<": "＜", ">": "＞"})


def ask(passage: Passage) -> Question:
    """Return the marked text, the answer model with one key per mark, and the room the answer needs."""
    keys = _keys(passage)
    return Question(PROMPT, mark(passage), names_model(keys, Wrapped), max_tokens=60 + 30 * len(keys))


def read(passage: Passage, answer: Read) -> tuple[Fill, ...]:
    """Pair each name with the mention it was asked for."""
    assert isinstance(answer, Names)
    return _fills(answer.names, passage)


def correct(passage: Passage, fills: Sequence[Fill]) -> Correction | None:
    """Ask again for the names whose words are not those around their number, and for these only."""
    wrong = _wrong([fill.name for fill in fills], passage)
    if not wrong:
        return None
    keys = _keys(passage)
    complaints = [
        f"{keys[i]}：“{fills[i].name}”不是这个数字附近的词语，或与相邻数字混淆；请只用它所在分句的词语" for i in wrong
    ]
    asked = names_model([keys[i] for i in wrong], Wrapped)
    return Correction(tuple(complaints), asked, max_tokens=60 + 30 * len(wrong))


def amend(passage: Passage, fills: Sequence[Fill], answer: Read) -> tuple[Fill, ...]:
    """Put the new names in the places of those that were asked for again, if fewer are wrong then."""
    names = [fill.name for fill in fills]
    wrong = _wrong(names, passage)
    assert isinstance(answer, Names)
    amended = list(names)
    for i, name in zip(wrong, answer.names, strict=True):
        amended[i] = name
    return _fills(amended, passage) if len(_wrong(amended, passage)) < len(wrong) else tuple(fills)


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


def _keys(passage: Passage) -> list[str]:
    return [f"{i}:{clause_key(passage, a)}" for i, a in enumerate(passage.anchors, start=1)]


def _fills(names: Sequence[str], passage: Passage) -> tuple[Fill, ...]:
    pairs = zip(names, passage.anchors, strict=True)
    return tuple(Fill(name, a.mention, a.mention.text, a.mention.unit, None) for name, a in pairs)


def _wrong(names: Sequence[str], passage: Passage) -> list[int]:
    """List the names whose words are not those of their number."""
    pairs = zip(names, passage.anchors, strict=True)
    return [i for i, (name, anchor) in enumerate(pairs) if not is_its_own(name, passage, anchor)]


def _defused(passage: Passage, start: int, end: int) -> str:
    return passage.chunk.text[start:end].translate(_HOSTILE)
