"""A number stands where it should, but not as claimed: another qualifier or unit, a power of ten or a digit off."""

from collections.abc import Callable, Sequence

from extractor.check.decision import Decision, others_than
from extractor.check.digits import is_altered, is_fragment, is_scaled, mantissa, scale_of
from extractor.check.match import Matched
from extractor.check.place import Place
from extractor.check.why import Why
from schemas.finding import Verdict


def target_alike(matched: Matched) -> Decision | None:
    """Rules c to e for the one number that the name plainly speaks of, before any other number is blamed."""
    target = matched.target
    if target is None or matched.said.value is None:
        return None
    rules = (qualifier_of, _unit_of, _scale_of, _digit_of)
    return next((decision for rule in rules if (decision := rule(matched, target))), None)


def qualifier_mismatch(matched: Matched) -> Decision | None:
    """Rule c: value and unit stand in the evidence with other qualifiers."""
    return _first(matched, matched.same_value, qualifier_of)


def qualifier_of(matched: Matched, place: Place) -> Decision | None:
    """Decide on one number that has the claimed value and unit, but other qualifiers; None for any other."""
    said = matched.said
    same = said.value is None or (place.value == said.value and matched.same_unit(place))  # 一番: printed so
    if not same or not place.is_quantity or said.contradicts_itself:
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


def _first(
    matched: Matched, places: Sequence[Place], rule: Callable[[Matched, Place], Decision | None]
) -> Decision | None:
    found = [decision for place in places if (decision := rule(matched, place))]
    if not found:
        return None
    others = others_than([decision.place for decision in found], found[0].place)
    return Decision(found[0].verdict, found[0].why, found[0].place, others, found[0].detail)
