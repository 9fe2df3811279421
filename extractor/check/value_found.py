"""Rule b: the claimed value stands in the evidence; does the name mean the number that stands there?"""

import re
from collections.abc import Sequence

from extractor.check.bond import Bond
from extractor.check.decision import Decision, misattributed, others_than
from extractor.check.labels import printed_label
from extractor.check.match import Matched
from extractor.check.measures import RATED, counts_unit, ends_in_other, is_unlikely, may_count
from extractor.check.mismatches import qualifier_of
from extractor.check.negation import is_denied
from extractor.check.place import Place
from extractor.check.said import UNIT_BOUND
from extractor.check.turn import is_later
from extractor.check.why import Why
from extractor.check.words import BORDER, ends_in_change
from extractor.numbers.periods import PERIODS
from extractor.quick_patterns import compile_quick
from extractor.sectors import OF_SECTORS, sector_in
from schemas.finding import Verdict

_BOUND = compile_quick("([上下]限|门槛)(?:\\([^()]*\\))?$")
_GRADE, _GRADED = "级别", frozenset({"", "级"})
_SUM_BEYOND = re.compile("[亿万](?:以[上下]|级)")
_NEAR = 8
_FITS = 0.3
_PLAINLY = 0.7
_OWN = 0.5
_WELL = 0.8
_STRANGE = 0.2
_TOLD, _HEAD = 0.6, 2


def value_found(matched: Matched) -> Decision | None:
    """Rule b: value, unit and qualifiers stand in the evidence; among rivals the name decides."""
    may_be_label = matched.claim.free_text and (not matched.exact or not matched.said.unit)
    label = printed_label(matched) if may_be_label else None
    if label is not None or not matched.exact:
        return label
    found = unit_left_out(matched) or _within_quote(matched) if matched.quoted else _anywhere(matched)
    if found.verdict is Verdict.VERIFIED and found.place is not None and _is_contradicted(matched, found.place):
        return found._replace(verdict=Verdict.AMBIGUOUS, why=Why.STRANGE if matched.quoted else Why.NO_QUOTE)
    return found


def _is_contradicted(matched: Matched, place: Place) -> bool:
    """Tell whether a name cannot mean a number: it measures in another unit, or says what the source denies there.

    Or it names a bound, and the number is none: 年龄下限 is the 80岁 of 80岁以上老人3.2万人.
    """
    plain, text = matched.name.plain, matched.source.folded.text
    bound = _BOUND.search(plain)
    if (
        bound
        and not place.approx
        and text.find(bound[1], max(0, place.folded_start - _NEAR), place.folded_end + _NEAR) < 0
    ):
        return True
    unit = place.unit or ("元" if _SUM_BEYOND.match(text, place.folded_end - 1) else "")  # 三十亿以上项目
    elsewise = not may_count(plain, unit) or ends_in_other(plain, unit)
    elsewise = elsewise and not matched.source.ends_before(plain, place)
    if plain.endswith(_GRADE) and place.unit not in _GRADED and not text.startswith("级", place.folded_end):
        return True
    if _is_of_other_sector(matched, place) or is_later(matched.source, plain, place):
        return True
    if elsewise or is_denied(matched.source, plain, place) or matched.binder.goes_other_way(matched.name, place):
        return True
    return matched.binder.is_unsaid_change(matched.name, place)


def _is_of_other_sector(matched: Matched, place: Place) -> bool:
    """Tell whether a name is of one sector of the economy, and a number's sentence tells only of another."""
    said = sector_in(matched.name.plain)
    if said is None:
        return False
    sentence = matched.source.folded.text[slice(*matched.source.folded_sentence(place.sentence))]
    told = said in sentence or said[1:3] in sentence or OF_SECTORS.search(sentence)
    return not told and sector_in(sentence) is not None


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
    if (period := _period_told(matched, candidates)) is not None:
        return Decision(Verdict.VERIFIED, Why.FITS, period, others_than(candidates, period))
    binding = matched.binder.bind(matched.name, candidates, matched.areas[0])
    others = others_than(candidates, binding.place)
    match binding.bond:
        case Bond.FITS if _is_strange(matched, binding.place):
            return Decision(Verdict.AMBIGUOUS, Why.STRANGE, binding.place, others)
        case Bond.FITS:
            return Decision(Verdict.VERIFIED, Why.FITS, binding.place, others)
        case Bond.RIVAL:
            return misattributed(binding.place, binding.rival, others)
        case Bond.TIED if _quote_decides(matched, binding.place):
            return Decision(Verdict.VERIFIED, Why.QUOTED, binding.place, others)
        case Bond.TIED | Bond.TORN:
            everything = [*candidates, binding.rival]
            return Decision(Verdict.AMBIGUOUS, Why.TIED, binding.place, others_than(everything, binding.place))
        case Bond.ALONE:
            return _alone(matched, binding.place, others)


def _period_told(matched: Matched, candidates: Sequence[Place]) -> Place | None:
    """Return the only period of a quote that a name says without a word of the text: 回顾期 of 五年来."""
    said, binder = matched.name.plain, matched.binder
    if said not in PERIODS:
        return None
    own = [place for place in candidates if binder.period(place) == said]
    if not own:
        return None
    rivals = (rival for place in candidates for rival in binder.rivals(place, matched.areas[0]))
    told = {place.value for place in [*own, *(rival for rival in rivals if binder.period(rival) == said)]}
    return own[0] if len(told) == 1 else None


def _quote_decides(matched: Matched, place: Place) -> bool:
    """Tell whether the quote leaves out every rival that the name cannot be told from, and the name says none."""
    if matched.fit.own_share(matched.name, place) < _OWN:
        return False
    rivals = matched.binder.rivals(place, matched.areas[0])
    if any(matched.fit.says_alone(matched.name, rival, place) for rival in rivals):
        return False
    if matched.binder.is_other_by_kind(matched.name, place, rivals):
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
    if _is_of_rate_unsaid(matched, place):
        return Decision(Verdict.AMBIGUOUS, Why.STRANGE, place, others)
    if not name.pairs or told >= _WELL:
        return Decision(Verdict.VERIFIED, Why.ALONE, place, others)
    own, (share, elsewhere) = fit.overlap(name, place), fit.best_elsewhere(name, place)
    if elsewhere is not None and told < _OWN and share >= max(_PLAINLY, own + 0.4):
        return misattributed(place, elsewhere, others)
    if elsewhere is not None and share >= max(_OWN, own + _FITS) and not (told >= _TOLD and _is_headed(matched, place)):
        return Decision(Verdict.AMBIGUOUS, Why.STRANGE, place, (elsewhere, *others))
    unlike = _told_elsewhere(matched, place) if told < _OWN else None
    if unlike is not None:
        return Decision(Verdict.AMBIGUOUS, Why.STRANGE, place, (unlike, *others))
    if _is_strange(matched, place) and not (share < _OWN and _ends_in_clause(matched, place)):
        return Decision(Verdict.AMBIGUOUS, Why.STRANGE, place, others)
    return Decision(Verdict.VERIFIED, Why.ALONE, place, others)


def _is_of_rate_unsaid(matched: Matched, place: Place) -> bool:
    """Tell whether a share is printed behind the word for another rate than a name says, which says none itself."""
    if place.unit != "%" or not is_unlikely(matched.name.plain, "%"):
        return False
    start = place.folded_start
    rate = RATED.search(matched.source.folded.text, max(0, start - 2 * _NEAR), start)
    return rate is not None and rate["what"] not in matched.name.plain


def _ends_in_clause(matched: Matched, place: Place) -> bool:
    """Tell whether a name ends in all that its clause says before a number: 安全生产罚款 of 罚款672万元."""
    words = BORDER.split(matched.source.folded.text[max(0, place.folded_start - 2 * _NEAR) : place.folded_start])[-1]
    return len(words) >= _HEAD and matched.name.plain.endswith(words)


def _is_headed(matched: Matched, place: Place) -> bool:
    """Tell whether what a name ends in stands beside a number, or is its unit's word, or both tell of a change."""
    plain = matched.name.plain
    if matched.source.is_beside(plain[-_HEAD:], place) or counts_unit(plain, place.unit):
        return True
    before = matched.source.folded.text[max(0, place.folded_start - _NEAR) : place.folded_start]
    return ends_in_change(plain) and ends_in_change(before)


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
    sure = elsewhere is not None and not matched.binder.is_told_so(name, fitting[0], elsewhere)
    if elsewhere is not None and sure and share >= max(best + 0.3, _OWN):
        lost = qualifier_of(matched, elsewhere)
        return lost or misattributed(fitting[0], elsewhere, others_than(matched.exact, fitting[0]))
    if best < _FITS or (best < _PLAINLY and _told_elsewhere(matched, fitting[0])):
        return Decision(Verdict.AMBIGUOUS, Why.NO_QUOTE, None, tuple(matched.exact))
    binding = matched.binder.bind(name, fitting, matched.source.sentence_range(fitting[0]))
    place, others = binding.place, others_than(matched.exact, binding.place)
    if binding.bond in {Bond.TIED, Bond.TORN}:
        return Decision(Verdict.AMBIGUOUS, Why.TIED, place, others_than([*fitting, binding.rival], place))
    if binding.bond is Bond.RIVAL:
        return misattributed(place, binding.rival, others)
    if any(not fit.same_words(place, other) for other in fitting):
        return Decision(Verdict.AMBIGUOUS, Why.SEVERAL, place, others_than(fitting, place))
    apart = elsewhere if elsewhere is not None and elsewhere.sentence != place.sentence else None
    if apart is not None and (share >= best - 0.05 or fit.is_done_to(name, apart, place)):
        return Decision(Verdict.AMBIGUOUS, Why.ALSO, place, (apart, *others))
    return Decision(Verdict.VERIFIED, Why.FITS, place, others)


def _hinted(matched: Matched, places: list[Place]) -> list[Place]:
    """Put the place that the claim itself points at first; among equal copies the first is taken."""
    span = matched.claim.span
    if span is None:
        return places
    return sorted(places, key=lambda place: not (place.start == span.start or span.start <= place.start < span.end))
