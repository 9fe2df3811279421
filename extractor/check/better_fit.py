"""Which of several numbers of different units do the words of a name fit best?"""

from collections.abc import Sequence

from extractor.check.bond import CLEAR, Binding, Bond, Name
from extractor.check.counted import Counted
from extractor.check.index import Source
from extractor.check.measures import says_unit
from extractor.check.nearness import Nearness
from extractor.check.place import Place, in_order
from extractor.check.words import BORDER, core_of

_FAR = 0.2
_MOSTLY, _PARTLY, _NEARER = 0.8, 0.3, 0.5
_HARDLY, _HALF = 0.02, 0.45
_HEAD, _NOUN = 2, 10


class BetterFit:
    """The numbers of one source, by how well the words of a name fit them."""

    def __init__(self, source: Source, nearness: Nearness, counted: Counted) -> None:
        self._source, self._nearness, self._counted = source, nearness, counted

    def judge(self, name: Name, place: Place, unlike: Sequence[Place]) -> tuple[float, Binding] | None:
        """Judge a name that a number of another unit fits better by its words; None where this one holds it."""
        said = says_unit(name.plain, place.unit)
        others_said = [] if said else [other for other in unlike if says_unit(name.plain, other.unit)]
        own = self._held_share(name, place)
        if own >= _MOSTLY and not others_said:
            return None
        if self._source.ends_before(name.plain, place):
            unlike = [o for o in others_said if self._source.folded.text.startswith(name.plain, o.folded_end)]
        return self._compared(name, place, self._nearness.closest(name.pairs, unlike, place), own, said=said)

    def _compared(
        self, name: Name, place: Place, unlike: Sequence[Place], own: float, *, said: bool
    ) -> tuple[float, Binding] | None:
        """Return the bond with a number of another unit that a name fits better than the place, of which it says `own`.

        Where no border stands between the two, their words are each other's, and none is plainly meant.
        """
        if not unlike:
            return None
        leads = [(self._lead(name, place, other), other) for other in unlike]
        lead, other = min(leads, key=lambda item: item[0])
        if lead <= -CLEAR:
            plainly = lead <= -_FAR and own < _MOSTLY and not self.runs_together(place, other)
            plainly = plainly and not self._counted.is_counted(name.plain, place)
            return lead, Binding(Bond.RIVAL if plainly else Bond.TORN, place, other)
        if lead < -_HARDLY and own <= _HALF and not said:
            return lead, Binding(Bond.TORN, place, other)
        if said or self._nearness.share(name.pairs, place):
            return None
        told = next((other for other in unlike if self._nearness.share(name.pairs, other) >= _PARTLY), None)
        return None if told is None else (0.0, Binding(Bond.TORN, place, told))

    def runs_together(self, place: Place, other: Place) -> bool:
        """Tell whether two numbers follow each other in one clause, as in 依申请六类事项30项."""
        first, second = in_order(place, other)
        return second.index == first.index + 1 and self._nearness.words(first).runs_on

    def _held_share(self, name: Name, place: Place) -> float:
        """Return the share of a name's pairs that stand nearer to a number than to the next one."""
        words = self._nearness.words(place)
        return sum([words.weight(pair) >= _NEARER for pair in name.order]) / len(name.order)

    def says_what(self, plain: str, place: Place) -> bool:
        """Tell whether a name says the unit of a number, or what it counts where it has none: 覆盖近30万儿童."""
        if place.unit:
            return says_unit(plain, place.unit)
        text, end, last = self._source.folded.text, place.folded_end, core_of(plain)[-_HEAD:]
        behind = BORDER.split(text[end : end + _NOUN], maxsplit=1)[0]
        return last in behind or self._source.is_beside(last, place)

    def _lead(self, name: Name, place: Place, other: Place) -> float:
        """Return how much better a name fits a number than one of another unit; the unit is a word of its number.

        Of numbers of one list it is a word of either: 原油、天然气产量分别达到1280万吨、10亿立方米.
        """
        units = 0
        if not self._nearness.share_a_list(place, other):
            units = self.says_what(name.plain, place) - self.says_what(name.plain, other)
        return self._nearness.lead(name.order, place, other) + units / 2
