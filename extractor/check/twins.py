"""Two numbers of unlike units side by side, 46条82公里: a name that says the unit of neither may mean either."""

import re

from extractor.check.bond import Name
from extractor.check.counted import has_noun
from extractor.check.index import Source
from extractor.check.measures import OF_PEOPLE, says_unit
from extractor.check.nearness import Nearness
from extractor.check.place import Place

TWINNED = frozenset({"", "、", "共", "计"})
"""What stands between twins."""
# What a bare name before 284人次、63万元 or 9批46人 may mean as well: money paid, people sent.
_PERSONS = re.compile("(?:员|人才|干部|[人者师民工]|对象|群众|学生)$")
_SIZE = 3
_GRADE = re.compile("级|.以[上下内]")


class Twins:
    """The twins among the numbers of one source."""

    def __init__(self, source: Source, nearness: Nearness) -> None:
        self._source, self._nearness = source, nearness

    def twin(self, name: Name, place: Place) -> Place | None:
        """Return the number of another unit that stands right beside one, where the name says the unit of neither.

        46条82公里 are told of in the same words: 道路里程 says which is meant, 道路 does not.
        """
        places, at = self._source.places, place.index
        if at > 0 and self._are_twins(places[at - 1], place):
            twin = places[at - 1]
        elif at + 1 < len(places) and self._are_twins(place, places[at + 1]):
            twin = places[at + 1]
        else:
            return None
        if self._source.is_measure(twin) or any(self._is_said(name.plain, other) for other in (at - 1, at + 1)):
            return None
        if twin.index > at and not _may_mean_second(name.plain, twin) and self._source.ends_before(name.plain, place):
            return None
        paired = self._nearness.words(place).list_head is not None
        said = says_unit(name.plain, place.unit) or counts_people(name.plain, place, twin)
        told = paired or not name.plain or said or at in self._source.headings
        return None if told else twin

    def _is_said(self, plain: str, index: int) -> bool:
        """Tell whether a name says a number as the size of what it means: 30亿元以上项目 of 70个30亿元以上项目."""
        places, text = self._source.places, self._source.folded.text
        if not 0 <= index < len(places):
            return False
        words = text[places[index].folded_start : places[index].folded_end]
        return len(words) >= _SIZE and words in plain

    def _are_twins(self, first: Place, second: Place) -> bool:
        """Tell whether nothing parts two numbers of unlike units, and a border follows behind the second."""
        if second.folded_start - first.folded_end > 1 or first.unit == second.unit:
            return False
        if self._source.folded.text[first.folded_end : second.folded_start] not in TWINNED:
            return False
        text = self._source.folded.text  # 27宗、1386亩用地 are one thing, 1个、亿元以上项目6个 two
        shared = text[first.folded_end] == "、" and not _GRADE.match(text, second.folded_end - 1)
        return first.is_quantity and second.is_quantity and (shared or not has_noun(self._source, second))


def counts_people(plain: str, place: Place, twin: Place) -> bool:
    """Tell whether a name ends in people and a number counts them, where the one beside it does not: 11起17人."""
    return place.unit in OF_PEOPLE and twin.unit not in OF_PEOPLE and _PERSONS.search(plain) is not None


def _may_mean_second(plain: str, second: Place) -> bool:
    """Tell whether a bare name before two numbers may mean the second as well as the first."""
    return second.unit == "元" or (second.unit in OF_PEOPLE and _PERSONS.search(plain) is not None)
