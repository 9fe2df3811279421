"""Look the numbers of a source up by what they say: value, print, nearly the same figures, the parts of a year."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from extractor.check.alike import Alike, Figures
from extractor.check.fold import Folded
from extractor.check.lazy import lazy
from extractor.check.place import Place, Range
from extractor.check.said import norm_value

_MAX_PLACES = 48
_FEW = 8
"""So few numbers are read through sooner than a range is looked up among them."""
_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")


class Lookup:
    """Tables over the numbers of a source, which stand in text order; `starts` are their original offsets."""

    def __init__(self, places: Sequence[Place], starts: Sequence[int], folded: Folded) -> None:
        self._places, self._starts, self._folded = places, starts, folded

    def with_value(self, value: str | None, parts: Sequence[Range]) -> list[Place]:
        """Return the numbers of a value in ranges, at most a few dozen of each."""
        return self._pick(self._by_value.get(value or "", []), parts)

    def with_print(self, printed: str, parts: Sequence[Range]) -> list[Place]:
        """Return the quantities in ranges that print a number with its unit just so, as 数百人."""
        return self._pick(self._by_print.get(printed, []), parts)

    def alike(self, digits: str, value: str | None) -> list[Place]:
        """Return the quantities that print nearly the same figures, at most a few dozen of them."""
        return [self._places[index] for index in self._likeness.find(Figures(digits, value), _MAX_PLACES)]

    def hidden(self, value: str | None, parts: Sequence[Range]) -> list[Place]:
        """Return years, dates and labels in ranges that print a value, whole or as a part."""
        return self._pick(self._by_hidden.get(value or "", []), parts)

    def label(self, digits: str) -> Place | None:
        """Return the first year, date, ordinal or label printed just so."""
        index = self._by_label.get(digits)
        return None if index is None else self._places[index]

    def build(self) -> None:
        """Build the tables that every claim is looked up in now, so that none waits for one."""
        _ = self._by_value, self._by_print, self._by_hidden, self._by_label

    def _pick(self, indices: Sequence[int], parts: Sequence[Range]) -> list[Place]:
        """Return those of some numbers that stand as a whole in one of several ranges, each once; all in text order."""
        found: list[Place] = []
        for start, end in parts:
            first = bisect_left(indices, start, key=self._starts.__getitem__) if len(indices) > _FEW else 0
            for index in indices[first : first + _MAX_PLACES]:
                place = self._places[index]
                if place.start >= end:
                    break
                if start <= place.start and place.end <= end and (not found or found[-1].index < index):
                    found.append(place)
        return found

    @lazy
    def _by_value(self) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place in self._places:
            if place.value is not None:
                found[place.value].append(place.index)
        return found

    @lazy
    def _by_print(self) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place in self._places:
            if place.is_quantity:
                found[self._folded.text[place.folded_start : place.folded_end]].append(place.index)
        return found

    @lazy
    def _likeness(self) -> Alike:
        quantities = (place for place in self._places if place.is_quantity)
        return Alike((place.index, Figures(place.digits, place.value)) for place in quantities)

    @lazy
    def _by_hidden(self) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place in self._places:
            if not place.is_quantity:
                for value in _values_in(place):
                    found[value].append(place.index)
        return found

    @lazy
    def _by_label(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for place in self._places:
            if not place.is_quantity:
                found.setdefault(place.digits, place.index)
        return found


def _values_in(place: Place) -> set[str]:
    """Return the values that a year, date, ordinal or label prints: 2022 and 48 for 〔2022〕48号."""
    values = {norm_value(run) for run in _DIGITS.findall(place.digits)}
    if place.value is not None:
        values.add(place.value)
        values.update(norm_value(part) for part in place.value.replace("..", "-").split("-") if part.isdigit())
    return {value for value in values if value}
