"""The rules for years, dates, ordinals and labels: numbers that count nothing."""

from extractor.check.decision import Decision
from extractor.check.match import Matched
from extractor.check.why import Why
from schemas.finding import Verdict
from schemas.quantity import Kind


def printed_as_said(matched: Matched) -> Decision | None:
    """A year, date, ordinal or label in a name or title: is it printed?"""
    return printed_label(matched) if matched.claim.free_text or matched.said.kind is Kind.ORDINAL else None


def printed_label(matched: Matched) -> Decision | None:
    """Verify a year, date, ordinal or label that the source prints; 四星级 in a name is its 4星级."""
    said = matched.said
    for place in matched.source.hidden(said.value, matched.areas or (matched.source.whole,)) if said.value else ():
        begins = place.digits.startswith(said.digits)
        alike = place.kind is said.kind or (place.kind is Kind.ORDINAL and matched.claim.free_text and not said.unit)
        if begins or (alike and place.value == said.value):
            return Decision(Verdict.VERIFIED, Why.PRINTED, place)
    printed = matched.source.label(said.digits)
    return Decision(Verdict.VERIFIED, Why.PRINTED, printed) if printed else None


def year_or_label(matched: Matched) -> Decision | None:
    """Rule c: a year, date or label claimed as if it were a quantity, or a quantity of the source named as a year."""
    places = [*matched.same_value, *matched.hidden()]
    return Decision(Verdict.UNIT_MISMATCH, Why.LABEL, places[0]) if places else None


def misplaced_label(matched: Matched) -> Decision | None:
    """Rule f for years and labels."""
    places = matched.source.hidden(matched.said.value, (matched.source.whole,)) if matched.said.value else []
    if not places or not matched.quoted:
        return None
    return Decision(Verdict.MISPLACED, Why.ELSEWHERE, places[0], tuple(places[1:]))
