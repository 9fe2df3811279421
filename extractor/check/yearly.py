"""Which years a number is told of: one of several years in order, or all of them together.

2021年至2023年共安排17.4亿元,分别为5.2亿元、5.9亿元和6.3亿元: 2022 is the second of the three.
"""

import re
from typing import NamedTuple

from extractor.check.index import Source
from extractor.check.place import Place
from extractor.check.turn import joins

YEAR = re.compile("(?:19|20)[0-9]{2}")
_SEVERAL = re.compile(
    f"{YEAR.pattern}年?[至到~—–-]{{1,2}}{YEAR.pattern}年?|(?:{YEAR.pattern}年?[、和及,]){{1,9}}{YEAR.pattern}年"
)
_IN_ORDER = re.compile("分别[^,;:.、0-9]{0,10}$")
_MANY, _REACH = 12, 120


class Years(NamedTuple):
    """The first and the last year that a number is told of."""

    first: int
    last: int


def years_told(source: Source, place: Place) -> Years | None:
    """Return the years that a number is told of by several of them before it in its sentence, or None."""
    text, (low, _) = source.folded.text, source.folded_sentence(place.sentence)
    told = list(_SEVERAL.finditer(text, max(low, place.folded_start - _REACH), place.folded_start))
    if not told:
        return None
    said = [int(year) for year in YEAR.findall(told[-1][0])]
    every = said if len(said) > 2 else [*range(said[0], said[1] + 1)]
    start, end = _list_around(source, place)
    in_order = _IN_ORDER.search(text, told[-1].end(), source.places[start].folded_start)
    if in_order is None or end - start != len(every):
        return Years(said[0], said[-1])
    return Years(every[place.index - start], every[place.index - start])


def _list_around(source: Source, place: Place) -> tuple[int, int]:
    """Return the range of the numbers of one unit that are listed with a number, itself among them."""
    start, end = place.index, place.index + 1
    while start > max(0, place.index - _MANY) and _joins(source, start - 1, start):
        start -= 1
    while end < min(len(source.places), place.index + _MANY) and _joins(source, end - 1, end):
        end += 1
    return start, end


def _joins(source: Source, first: int, second: int) -> bool:
    one, other = source.places[first], source.places[second]
    return one.unit == other.unit and joins(source, one, other)
