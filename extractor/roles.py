"""Roles: which part a number plays in its sentence, and by which year a target is to be met.

In: a passage, one of its anchors, the outline. Out: result, target, baseline or share, and a year or None.
"""

import re

from extractor.anchors import Anchor, Passage
from extractor.source.background import sets_a_target
from extractor.source.dates import years_of
from extractor.source.offsets import CleanSpan
from extractor.source.sections import Outline
from schemas.quantity import Kind
from schemas.report import Role
from schemas.section import SectionKind

# 由A升至B: what stands before the first number, and between the two.
_FROM = re.compile(r"[由从自](?:[^，,。；;至到]{0,14}的)?$")
_RISE = re.compile(r"^[^，,。；;]{0,8}(?:至|到|为|成)了?$")
_SHARE = re.compile(r"(?:占[^，,。；;]{0,14}|占?比[重例]?(?:约|为|达|达到|超|超过|仅|升至|提升至|提高到|提升到)?)$")
_WINDOW = 20


def find_role(passage: Passage, anchor: Anchor, sentence: CleanSpan) -> Role | None:
    """Tell the start of a from-to pair, a plan's or an order's target and a share of a whole from a plain result.

    `sentence` is the range of the anchor's sentence in the chunk's text.
    """
    kind = passage.chunk.kind
    if kind not in (SectionKind.PLANS, SectionKind.ACHIEVEMENTS):
        return None
    if _is_baseline(passage, anchor):
        return Role.BASELINE
    if kind is SectionKind.PLANS or sets_a_target(passage.chunk.text[slice(*sentence)]):
        return Role.TARGET
    before = passage.chunk.text[max(0, anchor.start - _WINDOW) : anchor.start]
    return Role.SHARE if anchor.mention.kind is Kind.PERCENT and _SHARE.search(before) else Role.RESULT


def target_year(passage: Passage, anchor: Anchor, sentence: CleanSpan, outline: Outline) -> int | None:
    """Return the year by which a target is to be met: its sentence's, its headings', the one the plans open with.

    Years up to the one under report are no targets (由2024年的35%提升到40%).
    """
    text = passage.chunk.text
    start, end = sentence
    base = outline.base_year or 0
    said = [*reversed(years_of(text[start : anchor.start])), *years_of(text[anchor.end : end])]
    headed = [year for heading in reversed(passage.chunk.path) for year in reversed(years_of(heading))]
    planned = [outline.plan_year] if outline.plan_year else []
    return next((year for year in (*said, *headed, *planned) if year > base), None)


def _is_baseline(passage: Passage, anchor: Anchor) -> bool:
    text, anchors = passage.chunk.text, passage.anchors
    if not _FROM.search(text[max(0, anchor.start - _WINDOW) : anchor.start]):
        return False
    following = next(iter(anchors[anchors.index(anchor) + 1 :]), None)
    return following is not None and _RISE.match(text[anchor.end : following.start]) is not None
