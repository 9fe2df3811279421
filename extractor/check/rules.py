"""One small function a verdict; the first that applies decides. See the table of verdicts in the design.

Each takes what a claim may mean and returns a `Decision`, or None where it does not apply.
"""

from collections.abc import Callable, Sequence

from extractor.check.bond import Bond
from extractor.check.decision import Decision, misattributed, others_than
from extractor.check.derive import derivation
from extractor.check.labels import misplaced_label, printed_as_said, year_or_label
from extractor.check.match import Matched
from extractor.check.mismatches import altered_digit, qualifier_mismatch, scale_error, target_alike, unit_mismatch
from extractor.check.value_found import value_found
from extractor.check.why import Why
from extractor.check.wording import printed_place
from schemas.finding import Verdict
from schemas.quantity import Kind

_SHOWN = 3  # numbers near a quote whose own number is nowhere, so that the diff can show the place


Rule = Callable[[Matched], Decision | None]


def decide(matched: Matched) -> Decision:
    """Apply the rules in order; the last one always applies."""
    for rule in _rules(matched):
        decision = rule(matched)
        if decision is not None:
            return decision
    return Decision(Verdict.NOT_IN_SOURCE, Why.NOWHERE, others=tuple(matched.nearby[:_SHOWN]))


def printed_verbatim(matched: Matched) -> Decision | None:
    """A name or title that is cut from the source word for word prints the source's own numbers."""
    place = printed_place(matched)
    return Decision(Verdict.VERIFIED, Why.PRINTED, place) if place else None


def _rules(matched: Matched) -> Sequence[Rule]:
    return (printed_verbatim, *_rules_of_claims(matched)) if matched.claim.free_text else _rules_of_claims(matched)


def _rules_of_claims(matched: Matched) -> Sequence[Rule]:
    if matched.said.value is None:
        return (value_found, qualifier_mismatch, misplaced, no_number)
    if matched.said.kind is not None and not _claims_quantity(matched):
        return (printed_as_said, value_found, year_or_label, misplaced_label)
    if matched.quote_missing:
        return (quote_invented, target_alike, scale_error, altered_digit, derived)
    if not matched.quoted:
        return (value_found, target_alike, qualifier_mismatch, unit_mismatch, scale_error, altered_digit)
    alike = (qualifier_mismatch, target_alike, unit_mismatch, scale_error, altered_digit)
    return (value_found, *alike, misplaced, derived)


def _claims_quantity(matched: Matched) -> bool:
    return matched.said.kind in _QUANTITIES or (matched.said.kind is Kind.YEAR and "年" not in matched.said.printed)


_QUANTITIES = frozenset(kind for kind in Kind) - {Kind.DATE, Kind.YEAR, Kind.ORDINAL, Kind.LABEL, Kind.ENUMERATOR}


def no_number(matched: Matched) -> Decision:
    """Nothing to compare: the claim's value holds no number."""
    return Decision(Verdict.NOT_IN_SOURCE, Why.NO_NUMBER)


def quote_invented(matched: Matched) -> Decision | None:
    """Rule a: the quote is not printed; never verified, whatever the number."""
    places = [place for place in matched.elsewhere if matched.agrees(place)]
    if not places:
        return None
    if len(places) > 1:
        best = max(places, key=lambda place: (matched.fit.overlap(matched.name, place), -place.index))
        return Decision(Verdict.AMBIGUOUS, Why.QUOTE_SEVERAL, best, others_than(places, best))
    place = places[0]
    binding = matched.binder.bind(matched.name, places, matched.source.sentence_range(place))
    if binding.bond is Bond.RIVAL:
        return misattributed(place, binding.rival, ())
    fits = not matched.name.pairs or matched.fit.overlap(matched.name, place) > 0
    verdict = Verdict.MISPLACED if fits and binding.bond not in {Bond.TIED, Bond.TORN} else Verdict.AMBIGUOUS
    return Decision(verdict, Why.QUOTE_MISSING, place)


def misplaced(matched: Matched) -> Decision | None:
    """Rule f: printed elsewhere with that unit, not in the evidence."""
    if not matched.quoted or not matched.elsewhere or matched.said.contradicts_itself:
        return None
    best = max(matched.elsewhere, key=lambda place: (matched.fit.overlap(matched.name, place), -place.index))
    return Decision(Verdict.MISPLACED, Why.ELSEWHERE, best, others_than(matched.elsewhere, best))


def derived(matched: Matched) -> Decision | None:
    """Rule g: not printed, but the sum, difference or ratio of numbers printed in the evidence."""
    if not matched.quoted or matched.said.contradicts_itself:
        return None
    found = derivation(matched.said, matched.nearby[:12], matched.name.plain)
    if found is None:
        return None
    return Decision(Verdict.DERIVED, Why.DERIVED, found.places[0], found.places[1:], found.expression)
