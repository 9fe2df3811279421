"""Names pasted from a stretch of the source that runs past a number into the words of the next one.

备案申请件准予登记件, from 备案申请58件,准予登记37件, holds the words of two numbers and ends before neither: it names
none. A stretch that ends right before a number is that number's: 行政复议案件审结, from 行政复议案件42件,审结29件.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.check.index import Range, Source

_MARKS = re.compile(r"[\W\d_]+")
_BORDERS = frozenset(",、;:().!?")
_LINK = re.compile(r"(?:达到?|为|共计?|约为?|近|超过?|突破|不足|至少|逾|仅|至|到|了|的|累计|合计|有)*")
_LEAST = 2
_MAX_NUMBERS = 80


class _Letters(NamedTuple):
    """The letters of a sentence, those of units in `units`; before which of them a number or a border stands."""

    text: str
    units: frozenset[int]
    numbers: tuple[int, ...]
    borders: tuple[int, ...]


@dataclass
class Pasted:
    """The letters of the sentences of one source, each read when it is first asked for."""

    source: Source
    _sentences: dict[int, _Letters] = field(default_factory=dict)

    def is_pasted(self, plain: str, sentence: int) -> bool:
        """Tell whether a folded name is a stretch of a sentence that runs on from one number into the next."""
        low, high = self.source.folded_sentence(sentence)
        if len(plain) < 2 * _LEAST or self.source.folded.text.find(plain, low, high) >= 0:
            return False  # words that no number parts
        letters = self._sentences.get(sentence)
        if letters is None:
            letters = self._sentences[sentence] = self._read(self.source.sentence_at(sentence), low, high)
        name = _MARKS.sub("", plain)
        return any(_runs_on(letters, start, end) for start, end in _stretches(letters, name))

    def _read(self, part: Range, low: int, high: int) -> _Letters:
        text = self.source.folded.text
        runs, dropped, borders = list[tuple[int, int]](), [0], list[int]()
        for hit in _MARKS.finditer(text, low, high):
            if not _BORDERS.isdisjoint(hit[0]):
                borders.append(hit.start() - low - dropped[-1])
            runs.append(hit.span())
            dropped.append(dropped[-1] + hit.end() - hit.start())

        def rank(at: int) -> int:
            """Count the letters before an offset."""
            run = bisect_right(runs, (at, high)) - 1
            inside = run >= 0 and at < runs[run][1]
            return (runs[run][0] if inside else at) - low - dropped[run if inside else run + 1]

        places = [place for place in self.source.within(part, _MAX_NUMBERS) if place.is_quantity]
        numbers = [(rank(place.folded_start), rank(place.folded_end)) for place in places]
        return _Letters(
            text=_MARKS.sub("", text[low:high]),
            units=frozenset(at for start, end in numbers for at in range(start, end)),
            numbers=tuple(start for start, _ in numbers),
            borders=tuple(borders),
        )


def _stretches(letters: _Letters, name: str) -> Iterator[tuple[int, int]]:
    """Yield where a name stands among the letters of a sentence, whether it leaves out the units or not."""
    text = letters.text
    start = text.find(name[:_LEAST])
    while start >= 0:
        at, said = start, 0
        while at < len(text) and said < len(name) and (text[at] == name[said] or at in letters.units):
            said += text[at] == name[said]
            at += 1
        if said == len(name):
            yield start, at
        start = text.find(name[:_LEAST], start + 1)


def _runs_on(letters: _Letters, start: int, end: int) -> bool:
    """Tell whether a stretch holds a number and the words behind the border after it, and ends before no number."""
    if any(end <= number and _LINK.fullmatch(letters.text, end, number) for number in letters.numbers):
        return False
    number = next((number for number in letters.numbers if number >= start), end)
    return any(number < border <= end - _LEAST for border in letters.borders)
