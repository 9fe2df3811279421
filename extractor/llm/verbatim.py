"""The verbatim style: the model copies each number, its unit and a quote.

For schemas where marks do not fit, and as the yardstick: a small model errs here, and the validator shows how.
"""

from collections.abc import Sequence

from extractor.anchors import Passage
from extractor.check import check
from extractor.llm.style import Correction, Question, Read
from schemas.answer import CopiedIndicators, Fill
from schemas.finding import Finding, Verdict

PROMPT = "copy_indicators.v1"
WRONG = {
    Verdict.MISPLACED: "引文里没有这个数字",
    Verdict.MISATTRIBUTED: "这个数字说的是别的事",
    Verdict.UNIT_MISMATCH: "单位与原文不符",
    Verdict.QUALIFIER_MISMATCH: "漏掉或添加了“余”“约”“以上”等字",
    Verdict.SCALE_ERROR: "漏掉或添加了“万”“亿”",
    Verdict.ALTERED_DIGIT: "数字抄错或没有抄全",
    Verdict.NOT_IN_SOURCE: "原文没有这个数字",
}
"""Verdicts that a second look can put right, in words for the model."""


def ask(passage: Passage) -> Question:
    """Return the plain text, the answer model, and room for one entry per quantity and half as many again."""
    return Question(PROMPT, passage.chunk.text, CopiedIndicators, max_tokens=_room(passage))


def read(passage: Passage, answer: Read) -> tuple[Fill, ...]:
    """Take the entries as they are; the validator decides what they are worth."""
    assert isinstance(answer, CopiedIndicators)
    return tuple(Fill(c.name, None, c.value_text, c.unit, c.quote) for c in answer.indicators)


def correct(passage: Passage, fills: Sequence[Fill]) -> Correction | None:
    """Show the validator's diff, said against source, and ask for the whole list again."""
    complaints = [
        f"第{int(finding.path.split('/')[1]) + 1}条 {fills[int(finding.path.split('/')[1])].name}："
        f"写成“{finding.said}”，{'原文是“' + finding.source + '”，' if finding.source else ''}{WRONG[finding.verdict]}"
        for finding in _wrong(passage, fills)
    ]
    return Correction(tuple(complaints), CopiedIndicators, _room(passage)) if complaints else None


def amend(passage: Passage, fills: Sequence[Fill], answer: Read) -> tuple[Fill, ...]:
    """Take the new list if fewer of its numbers are wrong and it holds no fewer right ones."""
    amended = read(passage, answer)
    before, after = len(_wrong(passage, fills)), len(_wrong(passage, amended))
    better = after < before and len(amended) - after >= len(fills) - before
    return amended if better else tuple(fills)


def _room(passage: Passage) -> int:
    return 200 + 75 * len(passage.anchors)


def _wrong(passage: Passage, fills: Sequence[Fill]) -> list[Finding]:
    """Check the copied numbers against the passage's own text."""
    claims = [{"name": f.name, "value_text": f.value_text, "unit": f.unit, "quote": f.quote} for f in fills]
    findings = check(claims, passage.chunk.text).findings
    return [f for f in findings if f.verdict in WRONG and f.path.endswith("/value_text")]
