"""A claim in, what it may mean out: where its quote stands, and the numbers there that have its value."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.check.binding import Binder
from extractor.check.bond import Name, read_name
from extractor.check.fit import Fit
from extractor.check.fold import fold_words
from extractor.check.index import Source
from extractor.check.lazy import lazy
from extractor.check.name_words import Wording, may_differ
from extractor.check.place import Place, Range
from extractor.check.said import UNIT_BOUND, Said, norm_approx
from schemas.claim import Claim

_SMALL_AREA = 40
_PLAINLY = 0.5
_MOST_ALIKE = 12
_NEAR_CHARS = 24


@dataclass(eq=False)
class Matched:
    """One claimed number against one source. `areas` are the copies of its quote, or the whole text without one."""

    claim: Claim
    said: Said
    source: Source
    binder: Binder
    quoted: bool
    areas: tuple[Range, ...]

    @property
    def fit(self) -> Fit:
        """How names fit the numbers of the source."""
        return self.binder.fit

    @property
    def quote_missing(self) -> bool:
        """Tell whether the claim gives a quote that the source does not print."""
        return self.quoted and not self.areas

    @lazy
    def name(self) -> Name:
        """The claim's name; in free text the words around the number."""
        plain = fold_words(self.claim.name)
        return read_name(self._wording.of(plain, self._before) if may_differ(plain) else plain)

    @property
    def _before(self) -> str:
        """What is printed shortly before the claimed number in its sentence, if it stands only once."""
        if len(self.exact) != 1:
            return ""
        place = self.exact[0]
        low, _ = self.source.folded_sentence(place.sentence)
        return self.source.folded.text[max(low, place.folded_start - _NEAR_CHARS) : place.folded_start]

    @property
    def _wording(self) -> Wording:
        """How the quote writes what names put otherwise, or the whole text."""
        if not self.quoted or not self.areas:
            return self.source.wording
        folded, (start, end) = self.source.folded, self.areas[0]
        return Wording(folded.text[folded.position(start) : folded.position(end)])

    @lazy
    def printed(self) -> str:
        """The claimed number with its unit, folded: all there is to compare where it has no value, as in 数百人."""
        return fold_words(self.said.printed)

    @lazy
    def same_value(self) -> list[Place]:
        """Quantities in the areas with the claimed value, whatever their unit."""
        if self.said.value is None:
            return self.source.lookup.with_print(self.printed, self.areas)
        return self.source.lookup.with_value(self.said.value, self.areas)

    @lazy
    def exact(self) -> list[Place]:
        """Quantities in the areas with the claimed value, unit and qualifiers."""
        return [place for place in self.same_value if self.agrees(place)]

    @lazy
    def elsewhere(self) -> list[Place]:
        """Quantities anywhere with the claimed value and unit; those with the same qualifiers if there are any."""
        lookup, whole, value = self.source.lookup, (self.source.whole,), self.said.value
        places = lookup.with_value(value, whole) if value else lookup.with_print(self.printed, whole)
        places = [place for place in places if place.is_quantity and self.same_unit(place)]
        return [place for place in places if self.same_approx(place)] or places

    @lazy
    def nearby(self) -> list[Place]:
        """Quantities that an altered number may stand for: those in the quote, else those the name speaks of."""
        target = self.target
        if self._near_areas:
            places = self._all([self.source.within(area, _SMALL_AREA * 2) for area in self._near_areas])
        else:
            spoken = self.fit.spoken_of(self.name)
            places = [place for place in spoken if self.fit.own_share(self.name, place) >= _PLAINLY]
            places += [place for place in self._alike if place not in places]
        return sorted(places, key=lambda place: (place is not target, not self.same_unit(place), place.index))

    @property
    def _alike(self) -> list[Place]:
        """Quantities of the claimed unit that print nearly the claimed figures, where the name fits the sentence."""
        places = self.source.lookup.alike(self.said.digits, self.said.value)
        fitting = [place for place in places if self.same_unit(place) and self.told_of(place)]
        return sorted(fitting, key=lambda place: -self.fit.overlap(self.name, place))[:_MOST_ALIKE]

    def told_of(self, place: Place) -> bool:
        """Tell whether the sentence of a place says half of the claim's name or more."""
        return self.fit.told_share(self.name, place) >= _PLAINLY

    @lazy
    def target(self) -> Place | None:
        """The quantity that the name speaks of, if it plainly speaks of one: in the quote, else of the claimed unit."""
        if self._near_areas:
            places = self._all([self.source.within(area, _SMALL_AREA) for area in self._near_areas])
        else:
            places = self.fit.spoken_of(self.name)
        shares = {place.index: self.fit.own_share(self.name, place) for place in places if place.is_quantity}
        best = max(shares.values(), default=0.0)
        fitting = [place for place in places if shares.get(place.index, 0.0) >= max(best - 0.1, _PLAINLY)]
        of_unit = [place for place in fitting if self.same_unit(place)]
        chosen = fitting if len(fitting) == 1 else of_unit
        return chosen[0] if len({place.value for place in chosen}) == 1 else None

    @lazy
    def _near_areas(self) -> tuple[Range, ...]:
        if self.areas and self.quoted:
            return self.areas
        rough = self.source.locate_roughly(self.claim.quote or self.claim.name) if self.quoted else None
        return (rough,) if rough else ()

    def same_unit(self, place: Place) -> bool:
        """Tell whether a place has the claimed unit; a plain count may be claimed without its classifier."""
        if self.said.unit == place.unit:
            return True
        return not self.said.unit and place.kind not in UNIT_BOUND

    def same_approx(self, place: Place) -> bool:
        """Tell whether a place has the claimed qualifiers."""
        if self.said.approx == place.approx:
            return True
        more = self.said.approx - place.approx
        return bool(more) and place.approx <= self.said.approx and more <= self._stands_before(place)

    def _stands_before(self, place: Place) -> frozenset[str]:
        """Return the qualifier that the source prints before a number which does not count there, as in 近三年."""
        from extractor.numbers.qualifiers import read_before  # here, so that importing the check stays quick

        return norm_approx(read_before(self.source.folded.text, place.folded_start))

    def agrees(self, place: Place) -> bool:
        """Tell whether a place has the claimed value, unit and qualifiers."""
        said = self.said
        if said.value is None:
            prints = self.source.folded.text[place.folded_start : place.folded_end]
            loosely = place.value is None and not said.approx
            return prints == self.printed and (loosely or self.same_approx(place))
        if said.contradicts_itself or place.value != said.value or not place.is_quantity:
            return False
        return self.same_unit(place) and self.same_approx(place)

    def hidden(self) -> list[Place]:
        """Return years, dates and labels in the areas that print the claimed value."""
        return self.source.lookup.hidden(self.said.value, self.areas)

    @staticmethod
    def _all(groups: Sequence[Sequence[Place]]) -> list[Place]:
        if len(groups) == 1:
            return [*groups[0]]
        found = {place.index: place for group in groups for place in group}
        return [found[index] for index in sorted(found)]


def _areas(claim: Claim, source: Source) -> tuple[Range, ...]:
    """Find a quote; a cell of a table is where the claim says, for other cells print the same.

    A claim that also quotes what is not printed has no evidence.
    """
    span = claim.quote_span
    if span and source.is_cell(span.start) and source.text[span.start : span.end] == claim.quote:
        return (Range(span.start, span.end),)
    return tuple(source.locate(claim.quote or "")) if all(map(source.locate, claim.more_quotes)) else ()


def match(claim: Claim, said: Said, source: Source, binder: Binder) -> Matched:
    """Find the quote of a claim; without a quote the whole source is its evidence.

    A name may speak of a number that stands outside the quote, such as the year of the report.
    """
    quoted = bool(claim.quote and claim.quote.strip())
    areas = _areas(claim, source) if quoted else (source.whole,)
    matched = Matched(claim, said, source, binder, quoted, areas)
    if quoted and claim.free_text and not matched.exact and not matched.hidden():
        return Matched(claim, said, source, binder, False, (source.whole,))
    return matched
