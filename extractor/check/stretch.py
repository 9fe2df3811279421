"""Names that are a stretch of the source with its numbers cut out, as a clerk or a window around a number leaves them.

案件受理审结, from 案件受理42件,审结29件, runs over one number and ends right before the next: that is the one it names.
备案申请件准予登记件, from 备案申请58件,准予登记37件, runs over both, and a stretch that ends in the midst of the words
behind a border belongs to neither.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.check.index import Source
from extractor.check.place import Place

_MARKS = re.compile(r"[\W\d_]+")
_LAST_MARKS = re.compile(r"[\W\d_]+\Z")
_BORDER = re.compile(r"[,、;:()!?]|(?<![0-9])\.|\.(?![0-9])")
_LINK = re.compile(r"(?:达到?|为|共计?|约为?|近|超过?|突破|不足|至少|逾|仅|至|到|了|的|累计|合计|有)*")
_COMPARES = re.compile("同比|环比|比|较|增长|下降|增加|减少|提高|占")
_OPENING = re.compile("(?:其中|新增|[全我本][省市县区州年]|[省市县区州年])*")
_TURN = re.compile("(?<!达)[至到]$")
_LEAST = 2
_MARGIN = 24


class Stretch(NamedTuple):
    """A name that runs over numbers or borders: the rank of the one it ends at, or None where it names none.

    `surely` tells that the words it ends with need those before them, so that it can name nothing else.
    """

    names: int | None
    surely: bool = False


class _Number(NamedTuple):
    """A number among the letters of a text: where its own letters (numeral and unit) begin and end.

    `bordered` tells that a border stands between the last letter before the number and itself; 8% has no letters.
    """

    start: int
    end: int
    unit: str
    rank: int
    bordered: bool


class _Letters(NamedTuple):
    """The letters of a sentence and a little around it; before which of them a border stands."""

    text: str
    numbers: tuple[_Number, ...]
    inside: frozenset[int]
    borders: tuple[int, ...]


@dataclass
class Stretches:
    """The letters of the sentences of one source, each read when it is first asked for."""

    source: Source
    _sentences: dict[int, _Letters] = field(default_factory=dict)

    def read(self, plain: str, place: Place) -> Stretch | None:
        """Read a folded name as a stretch over numbers of a place's unit; None where it is none."""
        low, high = self.source.folded_sentence(place.sentence)
        if len(plain) < 2 * _LEAST or self.source.folded.text.find(plain, low, high) >= 0:
            return None  # words that no number parts
        letters = self._sentences.get(place.sentence)
        if letters is None:
            letters = self._sentences[place.sentence] = self._letters(low, high)
        name = _MARKS.sub("", plain)
        stretches = (_stretch(letters, start, end, place.unit) for start, end in _stretches(letters, name))
        found = {stretch.names: stretch for stretch in filter(None, stretches)}
        return next(iter(found.values()), None) if len(found) < 2 else Stretch(None)  # it is cut from two places

    def _letters(self, low: int, high: int) -> _Letters:
        folded = self.source.folded
        low, high = max(0, low - _MARGIN), min(len(folded.text), high + _MARGIN)
        begins, dropped, borders = list[int](), [0], list[int]()
        for hit in _MARKS.finditer(folded.text, low, high):
            if _BORDER.search(hit[0]):
                borders.append(hit.start() - low - dropped[-1])
            begins.append(hit.start())
            dropped.append(dropped[-1] + hit.end() - hit.start())

        def rank(at: int) -> int:
            """Count the letters before an offset."""
            before = bisect_right(begins, at) if begins else 0
            run_end = begins[before - 1] + dropped[before] - dropped[before - 1] if before else at
            return at - low - dropped[before] + max(0, run_end - at)

        def bordered(place: Place) -> bool:
            """Tell whether a border stands between a number and the letters before it."""
            marks = _LAST_MARKS.search(folded.text, max(low, place.folded_start - _MARGIN), place.folded_start)
            return marks is not None and _BORDER.search(marks[0]) is not None

        numbers = tuple(
            _Number(rank(place.folded_start), rank(place.folded_end), place.unit, place.index, bordered(place))
            for place in self._places(low, high)
            if place.is_quantity
        )
        return _Letters(
            text=_MARKS.sub("", folded.text[low:high]),
            numbers=numbers,
            inside=frozenset(at for number in numbers for at in range(number.start, number.end)),
            borders=tuple(borders),
        )

    def _places(self, low: int, high: int) -> list[Place]:
        starts, origins = self.source.starts, self.source.folded.origins
        first, last = bisect_left(starts, origins[low]), bisect_right(starts, origins[high - 1])
        return [place for place in self.source.places[first:last] if place.folded_end <= high]


def _stretches(letters: _Letters, name: str) -> Iterator[tuple[int, int]]:
    """Yield where a name stands among the letters of a sentence, whether it leaves out numerals and units or not."""
    text, inside = letters.text, letters.inside
    start = text.find(name[:_LEAST])
    while start >= 0:
        at, said = start, 0
        while at < len(text) and said < len(name) and (text[at] == name[said] or at in inside):
            said += text[at] == name[said]
            at += 1
        if said == len(name):
            yield start, at
        start = text.find(name[:_LEAST], start + 1)


def _stretch(letters: _Letters, start: int, end: int, unit: str) -> Stretch | None:
    numbers = [number for number in letters.numbers if number.unit == unit]
    over = [number for number in numbers if start < number.end and number.start < end]
    if len(over) > 1:
        return Stretch(None)
    ends_at = next((number for number in numbers if _ends_at(letters, end, number)), None)
    since = over[0].end if over else start + _LEAST
    crosses = any(since <= border <= end - _LEAST for border in letters.borders)
    if ends_at is None:
        return Stretch(None) if over and crosses else None
    if not over:
        # 零售额增长 is no stretch of 农产品零售额18亿元,增长21%
        return Stretch(ends_at.rank, surely=True) if crosses and _opens(letters, start) else None
    if _TURN.search(letters.text, since, ends_at.start) or _is_parallel(letters, over[0], end):
        return Stretch(None)
    if _LINK.fullmatch(letters.text, since, end):
        return Stretch(None)  # no word of its own stands before the number that the name runs up to
    return Stretch(ends_at.rank, surely=bool(_COMPARES.match(letters.text, since)))


def _opens(letters: _Letters, start: int) -> bool:
    """Tell whether a stretch begins where a clause does, but for a word like 全市."""
    opened = max((border for border in letters.borders if border <= start), default=0)
    return start == opened or _OPENING.fullmatch(letters.text, opened, start) is not None


def _ends_at(letters: _Letters, end: int, number: _Number) -> bool:
    """Tell whether a number stands where a stretch ends, with no border before it."""
    if not end <= number.start or not _LINK.fullmatch(letters.text, end, number.start):
        return False
    return not number.bordered and not any(end <= border < number.start for border in letters.borders)


def _is_parallel(letters: _Letters, number: _Number, end: int) -> bool:
    """Tell whether the words behind a number are like those before it: 参考率100%,优秀率; not 案件42件,审结."""
    tail = letters.text[number.end : end]
    return len(tail) >= _LEAST and tail[-1] == letters.text[number.start - 1]
