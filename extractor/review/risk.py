"""What a verdict asks of a reviewer: how soon to look, in which tone to show it, what many findings may share."""

from typing import assert_never

from extractor.review.entries import Entry
from schemas.decision import Act
from schemas.finding import Verdict

_ORDER = (
    Verdict.ALTERED_DIGIT,
    Verdict.SCALE_ERROR,
    Verdict.NOT_IN_SOURCE,
    Verdict.MISATTRIBUTED,
    Verdict.UNIT_MISMATCH,
    Verdict.QUALIFIER_MISMATCH,
    Verdict.AMBIGUOUS,
    Verdict.MISPLACED,
    Verdict.DERIVED,
    Verdict.OMITTED,
    Verdict.VERIFIED,
)
_RANK = {verdict: rank for rank, verdict in enumerate(_ORDER)}


def by_risk(entry: Entry) -> tuple[bool, int, int]:
    """Sort riskiest first: what needs a person, then by verdict, then by place in the original."""
    return not entry.needs, _RANK[entry.verdict], entry.span.start if entry.span else -1


def tone(entry: Entry) -> str:
    """Name the colour of an entry: wrong, doubtful, omitted, or fine."""
    if not entry.needs:
        return "fine"
    match entry.verdict:
        case (
            Verdict.ALTERED_DIGIT
            | Verdict.SCALE_ERROR
            | Verdict.NOT_IN_SOURCE
            | Verdict.MISATTRIBUTED
            | Verdict.UNIT_MISMATCH
            | Verdict.QUALIFIER_MISMATCH
        ):
            return "wrong"
        case Verdict.AMBIGUOUS | Verdict.MISPLACED | Verdict.DERIVED:
            return "doubtful"
        case Verdict.OMITTED:
            return "omitted"
        case Verdict.VERIFIED:
            return "fine"
        case _:
            assert_never(entry.verdict)


def bulk_acts(verdict: Verdict) -> frozenset[Act]:
    """Return what may be done to many findings of a verdict at once.

    An altered digit and an ambiguity are each looked at by itself; a value that the source contradicts is not
    accepted unseen.
    """
    match verdict:
        case Verdict.ALTERED_DIGIT | Verdict.AMBIGUOUS:
            return frozenset()
        case Verdict.SCALE_ERROR | Verdict.MISATTRIBUTED | Verdict.UNIT_MISMATCH | Verdict.QUALIFIER_MISMATCH:
            return frozenset({Act.REJECT})
        case Verdict.NOT_IN_SOURCE:
            return frozenset({Act.REJECT, Act.DISMISS})
        case Verdict.MISPLACED | Verdict.DERIVED | Verdict.OMITTED | Verdict.VERIFIED:
            return frozenset({Act.ACCEPT, Act.REJECT, Act.DISMISS})
        case _:
            assert_never(verdict)
