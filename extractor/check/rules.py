"""One small function a verdict; the first that applies decides. See the table of verdicts in the design.

Each takes what a claim may mean and returns a `Decision`, or None where it does not apply.
"""

from collections.abc import Callable, Sequence

from extractor.check.bond import Bond
from extractor.check.decision import Decision
from extractor.check.derive import derivation
from extractor.check.digits import is_altered, is_fragment, is_scaled, mantissa, scale_of
from extractor.check.labels import misplaced_label, printed_as_said, printed_label, year_or_label
from extractor.check.match import Matched
from extractor.check.measures import is_no_money, may_count
from extractor.check.negation import is_denied
from extractor.check.place import Place
from extractor.check.said import UNIT_BOUND
from extractor.check.why import Why
from extractor.check.wording import printed_place
from schemas.finding import Verdict
from schemas.quantity import Kind

_FITS = 0.3
_PLAINLY = 0.7
_OWN = 0.5
_WELL = 0.8
_STRANGE = 0.2
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
        return (value_found, misplaced, no_number)
    if matched.said.kind is not None and not _claims_quantity(matched):
        return (printed_as_said, year_or_label, misplaced_label)
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


def value_found(matched: Matched) -> Decision | None:
    """Rule b: value, unit and qualifiers stand in the evidence; among rivals the name decides."""
    if not matched.exact:
        return printed_label(matched) if matched.claim.free_text else None
    found = unit_left_out(matched) or _within_quote(matched) if matched.quoted else _anywhere(matched)
    if found.verdict is Verdict.VERIFIED and found.place is not None and _is_contradicted(matched, found.place):
        return found._replace(verdict=Verdict.AMBIGUOUS, why=Why.STRANGE if matched.quoted else Why.NO_QUOTE)
    return found


def _is_contradicted(matched: Matched, place: Place) -> bool:
    """Tell whether a name cannot mean a number: it measures in another unit, or says what the source denies there."""
    plain, text = matched.name.plain, matched.source.folded.text
    elsewise = not may_count(plain, place.unit) or is_no_money(plain, place.unit)
    elsewise = elsewise and not text.endswith(plain, 0, place.folded_start)
    if elsewise or is_denied(matched.source, plain, place) or matched.binder.goes_other_way(matched.name, place):
        return True
    return matched.binder.is_unsaid_change(matched.name, place)


def unit_left_out(matched: Matched) -> Decision | None:
    """Rule c: a bare 9 may be the 九大类 of a sentence and its 9%; it is the percentage if the name says so."""
    if matched.said.unit:
        return None
    bound = [place for place in matched.same_value if place.kind in UNIT_BOUND]
    if not bound:
        return None
    share = matched.fit.own_share
    best = max(bound, key=lambda place: (share(matched.name, place), -place.index))
    other = max(matched.exact, key=lambda place: (share(matched.name, place), -place.index))
    theirs, own = share(matched.name, best), share(matched.name, other)
    if theirs > own:
        return Decision(Verdict.UNIT_MISMATCH, Why.UNIT, best)
    plainly = own > theirs + _FITS or (own > 0 and not theirs)
    return None if plainly else Decision(Verdict.AMBIGUOUS, Why.TIED, other, (best,))


def _within_quote(matched: Matched) -> Decision:
    candidates = _hinted(matched, matched.exact)
    binding = matched.binder.bind(matched.name, candidates, matched.areas[0])
    others = _others(candidates, binding.place)
    match binding.bond:
        case Bond.FITS if _is_strange(matched, binding.place):
            return Decision(Verdict.AMBIGUOUS, Why.STRANGE, binding.place, others)
        case Bond.FITS:
            return Decision(Verdict.VERIFIED, Why.FITS, binding.place, others)
        case Bond.RIVAL:
            return _misattributed(binding.place, binding.rival, others)
        case Bond.TIED if _quote_decides(matched, binding.place, binding.rival):
            return Decision(Verdict.VERIFIED, Why.QUOTED, binding.place, others)
        case Bond.TIED | Bond.TORN:
            everything = [*candidates, binding.rival]
            return Decision(Verdict.AMBIGUOUS, Why.TIED, binding.place, _others(everything, binding.place))
        case Bond.ALONE:
            return _alone(matched, binding.place, others)


def _quote_decides(matched: Matched, place: Place, rival: Place | None) -> bool:
    """Tell whether the quote leaves out every rival that the name cannot be told from, and the name says none."""
    if matched.fit.own_share(matched.name, place) < _OWN:
        return False
    rivals = [rival, *matched.binder.rivals(place, matched.areas[0])]
    if any(other is not None and matched.fit.says_alone(matched.name, other, place) for other in rivals):
        return False
    if matched.binder.is_other_by_kind(matched.name, place, [other for other in rivals if other is not None]):
        return False
    area = next(area for area in matched.areas if area.start <= place.start and place.end <= area.end)
    if not matched.fit.says_any(matched.name, area) or matched.fit.speaks_of_other(matched.name, place, area):
        return False
    inside = matched.binder.bind(matched.name, [place], area, inside=True)
    return inside.bond in {Bond.ALONE, Bond.FITS}


def _is_strange(matched: Matched, place: Place) -> bool:
    """Tell whether a name has next to nothing of the words of a number's sentence."""
    return bool(matched.name.pairs) and matched.fit.told_share(matched.name, place) <= _STRANGE


def _alone(matched: Matched, place: Place, others: tuple[Place, ...]) -> Decision:
    """Accept a number without rivals, unless the name has nothing to do with its sentence."""
    fit, name = matched.fit, matched.name
    told = fit.told_share(name, place)
    if not name.pairs or told >= _WELL:
        return Decision(Verdict.VERIFIED, Why.ALONE, place, others)
    own, (share, elsewhere) = fit.overlap(name, place), fit.best_elsewhere(name, place)
    if elsewhere is not None and share >= max(_PLAINLY, own + 0.4):
        return _misattributed(place, elsewhere, others)
    if elsewhere is not None and share >= max(_OWN, own + _FITS):
        return Decision(Verdict.AMBIGUOUS, Why.STRANGE, place, (elsewhere, *others))
    unlike = _told_elsewhere(matched, place) if told < _OWN else None
    if unlike is not None:
        return Decision(Verdict.AMBIGUOUS, Why.STRANGE, place, (unlike, *others))
    if _is_strange(matched, place):
        return Decision(Verdict.AMBIGUOUS, Why.STRANGE, place, others)
    return Decision(Verdict.VERIFIED, Why.ALONE, place, others)


def _told_elsewhere(matched: Matched, place: Place) -> Place | None:
    """Return the number of another unit that a name fits plainly, and far better than the one claimed."""
    share, unlike = matched.fit.best_elsewhere(matched.name, place, unlike=True)
    return unlike if share >= max(_PLAINLY, matched.fit.overlap(matched.name, place) + _FITS) else None


def _anywhere(matched: Matched) -> Decision:
    """Without a quote the name must lead to the number: equal values under different names are ambiguous."""
    fit, name = matched.fit, matched.name
    if not name.pairs or fit.is_common(name):
        if len(matched.exact) == 1 and not matched.claim.name.strip():
            return Decision(Verdict.VERIFIED, Why.ALONE, matched.exact[0])
        return Decision(Verdict.AMBIGUOUS, Why.SEVERAL, None, tuple(matched.exact))
    shares = {place.index: fit.overlap(name, place) for place in matched.exact}
    best = max(shares.values())
    fitting = _hinted(matched, [place for place in matched.exact if shares[place.index] >= max(best - 0.1, 0.01)])
    if not fitting:
        fitting = matched.exact
    share, elsewhere = fit.best_elsewhere(name, fitting[0])
    if elsewhere is not None and share >= max(best + 0.3, _OWN):
        lost = _qualifier_of(matched, elsewhere)
        return lost or _misattributed(fitting[0], elsewhere, _others(matched.exact, fitting[0]))
    if best < _FITS or (best < _PLAINLY and _told_elsewhere(matched, fitting[0])):
        return Decision(Verdict.AMBIGUOUS, Why.NO_QUOTE, None, tuple(matched.exact))
    binding = matched.binder.bind(name, fitting, matched.source.sentence_range(fitting[0]))
    place, others = binding.place, _others(matched.exact, binding.place)
    if binding.bond in {Bond.TIED, Bond.TORN}:
        return Decision(Verdict.AMBIGUOUS, Why.TIED, place, _others([*fitting, binding.rival], place))
    if binding.bond is Bond.RIVAL:
        return _misattributed(place, binding.rival, others)
    if any(not fit.same_words(place, other) for other in fitting):
        return Decision(Verdict.AMBIGUOUS, Why.SEVERAL, place, _others(fitting, place))
    if elsewhere is not None and elsewhere.sentence != place.sentence and share >= best - 0.05:
        return Decision(Verdict.AMBIGUOUS, Why.ALSO, place, (elsewhere, *others))
    return Decision(Verdict.VERIFIED, Why.FITS, place, others)


def _misattributed(place: Place, rival: Place | None, others: tuple[Place, ...]) -> Decision:
    rest = tuple(other for other in others if other is not rival)
    return Decision(Verdict.MISATTRIBUTED, Why.RIVAL, place, rest if rival is None else (rival, *rest))


def quote_invented(matched: Matched) -> Decision | None:
    """Rule a: the quote is not printed; never verified, whatever the number."""
    places = [place for place in matched.elsewhere if matched.agrees(place)]
    if not places:
        return None
    if len(places) > 1:
        best = max(places, key=lambda place: (matched.fit.overlap(matched.name, place), -place.index))
        return Decision(Verdict.AMBIGUOUS, Why.QUOTE_SEVERAL, best, _others(places, best))
    place = places[0]
    binding = matched.binder.bind(matched.name, places, matched.source.sentence_range(place))
    if binding.bond is Bond.RIVAL:
        return _misattributed(place, binding.rival, ())
    fits = not matched.name.pairs or matched.fit.overlap(matched.name, place) > 0
    verdict = Verdict.MISPLACED if fits and binding.bond not in {Bond.TIED, Bond.TORN} else Verdict.AMBIGUOUS
    return Decision(verdict, Why.QUOTE_MISSING, place)


def target_alike(matched: Matched) -> Decision | None:
    """Rules c to e for the one number that the name plainly speaks of, before any other number is blamed."""
    target = matched.target
    if target is None or matched.said.value is None:
        return None
    rules = (_qualifier_of, _unit_of, _scale_of, _digit_of)
    return next((decision for rule in rules if (decision := rule(matched, target))), None)


def qualifier_mismatch(matched: Matched) -> Decision | None:
    """Rule c: value and unit stand in the evidence with other qualifiers."""
    return _first(matched, matched.same_value, _qualifier_of)


def _qualifier_of(matched: Matched, place: Place) -> Decision | None:
    said = matched.said
    if place.value != said.value or not place.is_quantity or not matched.same_unit(place) or said.contradicts_itself:
        return None
    if matched.same_approx(place):
        return None
    stated = f"有“{'、'.join(sorted(place.approx))}”" if place.approx else "没有概数词"
    claimed = f"所报有“{'、'.join(sorted(said.approx))}”" if said.approx else "所报没有概数词"
    return Decision(Verdict.QUALIFIER_MISMATCH, Why.QUALIFIER, place, detail=f"{stated}，{claimed}")


def unit_mismatch(matched: Matched) -> Decision | None:
    """Rule c: the value stands in the evidence with another unit, or as a year or label."""
    near = {place.index for place in matched.nearby}
    everywhere = matched.quoted or len(matched.said.digits) >= 3  # a small number stands somewhere in every report
    same = [place for place in matched.same_value if everywhere or place.index in near or matched.told_of(place)]
    places = [*same, *(place for place in matched.nearby if place not in same)]
    found = _first(matched, places, _unit_of)
    labels = () if found else (place for place in matched.hidden() if everywhere or matched.told_of(place))
    hidden = next(iter(labels), None)
    return found or (Decision(Verdict.UNIT_MISMATCH, Why.LABEL, hidden) if hidden else None)


def _unit_of(matched: Matched, place: Place) -> Decision | None:
    said = matched.said
    if place.value == said.value and place.is_quantity:
        if matched.same_unit(place) and not said.contradicts_itself:
            return None
        return Decision(Verdict.UNIT_MISMATCH, Why.UNIT, place)
    if place.value == said.value:
        return Decision(Verdict.UNIT_MISMATCH, Why.LABEL, place)
    return Decision(Verdict.UNIT_MISMATCH, Why.UNIT, place) if _yuan_for_wan(matched, place) else None


def _yuan_for_wan(matched: Matched, place: Place) -> bool:
    """Tell whether 元 and 万元 are taken for each other: the same figures, and money on both sides."""
    said = matched.said
    if said.unit != "元" or place.unit != "元" or not is_scaled(said.value, place.value):
        return False
    figures, printed = mantissa(said.digits, None), mantissa(place.digits, None)
    scales = {said.digits.replace(figures, ""), place.digits.replace(printed, "")}
    return figures == printed != "" and scales == {"", "万"}


def scale_error(matched: Matched) -> Decision | None:
    """Rule d: the same digits, a power of ten apart."""
    return _first(matched, matched.nearby, _scale_of)


def _scale_of(matched: Matched, place: Place) -> Decision | None:
    if place.is_quantity and is_scaled(matched.said.value, place.value):
        return Decision(Verdict.SCALE_ERROR, Why.SCALE, place)
    return None


def altered_digit(matched: Matched) -> Decision | None:
    """Rule e: a fragment, a transposition, one digit off, or one end of a range."""
    return _first(matched, matched.nearby, _digit_of)


def _digit_of(matched: Matched, place: Place) -> Decision | None:
    said = matched.said
    if not place.is_quantity or said.value is None or place.value is None:
        return None
    if said.value in place.value.split("..") or place.value in said.value.split(".."):
        return Decision(Verdict.ALTERED_DIGIT, Why.RANGE_END, place) if said.value != place.value else None
    printed, read = mantissa(said.digits, said.value), mantissa(place.digits, place.value)
    if not matched.same_unit(place) and min(len(printed), len(read)) < 2:
        return None
    if scale_of(said.digits) != scale_of(place.digits):
        printed, read = said.value, place.value
    if is_altered(printed, read) or is_altered(said.value, place.value):
        why = Why.FRAGMENT if is_fragment(printed, read) else Why.DIGIT
        return Decision(Verdict.ALTERED_DIGIT, why, place)
    return None


def misplaced(matched: Matched) -> Decision | None:
    """Rule f: printed elsewhere with that unit, not in the evidence."""
    if not matched.quoted or not matched.elsewhere or matched.said.contradicts_itself:
        return None
    best = max(matched.elsewhere, key=lambda place: (matched.fit.overlap(matched.name, place), -place.index))
    return Decision(Verdict.MISPLACED, Why.ELSEWHERE, best, _others(matched.elsewhere, best))


def derived(matched: Matched) -> Decision | None:
    """Rule g: not printed, but the sum, difference or ratio of numbers printed in the evidence."""
    if not matched.quoted or matched.said.contradicts_itself:
        return None
    found = derivation(matched.said, matched.nearby[:12], matched.name.plain)
    if found is None:
        return None
    return Decision(Verdict.DERIVED, Why.DERIVED, found.places[0], found.places[1:], found.expression)


def _first(
    matched: Matched, places: Sequence[Place], rule: Callable[[Matched, Place], Decision | None]
) -> Decision | None:
    found = [decision for place in places if (decision := rule(matched, place))]
    if not found:
        return None
    others = _others([decision.place for decision in found], found[0].place)
    return Decision(found[0].verdict, found[0].why, found[0].place, others, found[0].detail)


def _others(places: Sequence[Place | None], chosen: Place | None) -> tuple[Place, ...]:
    if len(places) == 1 and places[0] is chosen:
        return ()
    kept = {place.index: place for place in places if place is not None and place is not chosen}
    return tuple(kept[index] for index in sorted(kept))


def _hinted(matched: Matched, places: list[Place]) -> list[Place]:
    """Put the place that the claim itself points at first; among equal copies the first is taken."""
    span = matched.claim.span
    if span is None:
        return places
    return sorted(places, key=lambda place: not (place.start == span.start or span.start <= place.start < span.end))
