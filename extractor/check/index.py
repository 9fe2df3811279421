"""One pass over a source text: its numbers, sentences and words, so that a claim is looked up and not searched for."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.check.fold import Folded, fold, fold_words
from extractor.check.lazy import lazy
from extractor.check.lookup import Lookup
from extractor.check.name_words import Wording
from extractor.check.place import Place, Range
from extractor.check.quotes import Quotes
from extractor.check.said import norm_approx, norm_unit, norm_value
from extractor.check.sentences import sentence_starts
from extractor.check.words import ends_in
from schemas.quantity import Kind, Mention
from schemas.table import Table

if TYPE_CHECKING:
    from extractor.source.cells import Numbers

_HEADS, _ROUND = frozenset({"人", "户", ""}), frozenset({"百", "千", "万", "十万", "百万"})
_PER_HEAD = re.compile(
    "口?(?:[^,;:.、0-9]{2,16}?(?:[数量率](?![据字码化])|拥有)|[^,;:.、0-9]{0,6}?(?:床位|病床|医[师生]|护士|[学托]位))"
)
"""What is told by so many heads: 千人床位数, 万人发明专利拥有量."""


@dataclass(frozen=True)
class Source:
    """An indexed source text. `places` are in text order."""

    text: str
    folded: Folded
    places: Sequence[Place]
    sentence_starts: Sequence[int]
    starts: Sequence[int] = field(repr=False)
    headings: Mapping[int, str] = field(repr=False, default_factory=dict)
    """The folded headings of the numbers in table cells, by the number's rank."""
    cells: frozenset[int] = frozenset()
    """Where table cells begin."""
    tables: Sequence[Range] = ()
    cuts: Sequence[tuple[int, int]] = ()
    """The breaks of wrapped lines and pages within sentences, which the folded text leaves out."""

    def is_cell(self, start: int) -> bool:
        """Tell whether a cell of a table begins at an original offset."""
        return start in self.cells

    def within(self, part: Range, limit: int) -> Sequence[Place]:
        """Return the numbers that stand in a range as a whole, at most so many of them."""
        span = self._slice(part)
        chosen = self.places[span.start : min(span.stop, span.start + limit)]
        return [place for place in chosen if place.end <= part.end]

    def sentence_range(self, place: Place) -> Range:
        """Return the sentence that a number stands in."""
        return self.sentence_at(place.sentence)

    def sentence_at(self, number: int) -> Range:
        """Return the n-th sentence."""
        after = number + 1
        end = self.sentence_starts[after] if after < len(self.sentence_starts) else len(self.text)
        return Range(self.sentence_starts[number], end)

    def holds(self, place: Place, part: Range) -> bool:
        """Tell whether the sentence of a number holds a range."""
        starts, number = self.sentence_starts, place.sentence
        return starts[number] <= part.start and (number + 1 == len(starts) or part.end <= starts[number + 1])

    def folded_around(self, place: Place, part: Range) -> tuple[int, int]:
        """Return the sentence of a number and a range near it as a range of the folded text."""
        low, high = self.folded_sentence(place.sentence)
        if self.holds(place, part):
            return low, high
        return min(low, self.folded.position(part.start)), max(high, self.folded.position(part.end))

    def folded_sentence(self, number: int) -> tuple[int, int]:
        """Return the n-th sentence as a range of the folded text."""
        return self._folded_starts[number], self._folded_starts[number + 1]

    def sentence_number(self, offset: int) -> int:
        """Return which sentence an original offset lies in."""
        return max(0, bisect_right(self.sentence_starts, offset) - 1)

    def is_measure(self, place: Place) -> bool:
        """Tell whether a number is but the measure of the next one: 千人 of 每千人6.8批次, or of 千人床位数6.8张."""
        return place.index in self._measures

    def before(self, place: Place) -> Place | None:
        """Return the quantity before a number in its sentence, measures left out."""
        return self._before[place.index]

    def following(self, place: Place) -> Place | None:
        """Return the quantity behind a number in its sentence."""
        return self._following[place.index]

    def gap_start(self, place: Place) -> int:
        """Return where the folded words between the quantity before a number, or its sentence's start, and it begin."""
        before = self.before(place)
        return before.folded_end if before else self.folded_sentence(place.sentence)[0]

    def ends_before(self, words: str, place: Place) -> bool:
        """Tell whether folded words stand right before a number."""
        return ends_in(self.folded.text, words, place.folded_start)

    def is_beside(self, words: str, place: Place) -> bool:
        """Tell whether folded words stand right before a number or right behind it."""
        return self.folded.text.startswith(words, place.folded_end) or self.ends_before(words, place)

    def printed(self, place: Place) -> str:
        """Return a number with its unit as the source prints it."""
        return self.text[place.start : place.end]

    def neighbours(self, place: Place, part: Range, limit: int = 24) -> list[Place]:
        """Return the quantities of a number's sentence and of a range around it, nearest first if there are many."""
        if self.holds(place, part) and place.index not in self.headings:
            near = self._quantities_of(place)
            return [o for o in near if o is not place and -limit <= o.index - place.index <= limit]
        sentence = self.sentence_range(place)
        low, high = min(sentence.start, part.start), max(sentence.end, part.end)
        if low < sentence.start or high > sentence.end:
            low, high = (low, high) if high - low < 1200 else (sentence.start, sentence.end)
        if place.index in self.headings:  # the other cells of its table are as near as those of its row
            low, high = next((t.start, t.end) for t in self.tables if t.start <= place.start < t.end)
        first, last = bisect_left(self.starts, low), bisect_left(self.starts, high)
        first, last = max(first, place.index - limit), min(last, place.index + limit + 1)
        return [other for other in self.places[first:last] if other.is_quantity and other.index != place.index]

    def _quantities_of(self, place: Place) -> Sequence[Place]:
        """Return the quantities of a number's sentence."""
        found = self._sentence_quantities.get(place.first)
        if found is None:
            part = self.sentence_range(place)
            last = bisect_left(self.starts, part.end, lo=place.first)
            found = [other for other in self.places[place.first : last] if other.is_quantity]
            self._sentence_quantities[place.first] = found
        return found

    def locate(self, quote: str) -> list[Range]:
        """Find every place of a quote after folding, at most a few dozen."""
        return self._quotes.locate(quote)

    def locate_roughly(self, quote: str) -> Range | None:
        """Find the sentence that shares the most pieces with a quote that is not printed as such, at a capped cost."""
        votes: defaultdict[int, int] = defaultdict(int)
        for start in self._quotes.pieces(quote):
            votes[self.sentence_number(start)] += 1
        if not votes:
            return None
        best = max(votes, key=lambda number: (votes[number], -number))
        return self.sentence_at(best)

    def _slice(self, part: Range) -> slice:
        return slice(bisect_left(self.starts, part.start), bisect_left(self.starts, part.end))

    def build(self) -> None:
        """Build every table now, so that no claim waits for one."""
        _ = (
            self._folded_starts,
            self._measures,
            self._before,
            self._following,
            self._sentence_quantities,
            self.whole,
        )
        self.lookup.build()
        self._quotes.build()

    @lazy
    def lookup(self) -> Lookup:
        """The numbers by what they say."""
        return Lookup(self.places, self.starts, self.folded)

    @lazy
    def wording(self) -> Wording:
        """How the text writes what names put otherwise."""
        return Wording(self.folded.text)

    @lazy
    def _quotes(self) -> Quotes:
        printed = (fold_words(self.text[start:end]) for start, end in self.cuts)
        return Quotes(self.folded, dict.fromkeys(filter(None, printed)))

    @lazy
    def _measures(self) -> frozenset[int]:
        text = self.folded.text
        return frozenset(
            place.index
            for place in self.places
            if self.ends_before("每", place)
            or (place.unit in _HEADS and place.digits in _ROUND and _PER_HEAD.match(text, place.folded_end))
        )

    @lazy
    def _before(self) -> list[Place | None]:
        found, last = list[Place | None](), None
        for place in self.places:
            last = last if last is not None and last.sentence == place.sentence else None
            found.append(last)
            if place.is_quantity and not self.is_measure(place):
                last = place
        return found

    @lazy
    def _following(self) -> list[Place | None]:
        found, behind = list[Place | None](), None
        for place in reversed(self.places):
            behind = behind if behind is not None and behind.sentence == place.sentence else None
            found.append(behind)
            if place.is_quantity:
                behind = place
        return found[::-1]

    @lazy
    def _sentence_quantities(self) -> dict[int, Sequence[Place]]:
        """The quantities of the sentences that were asked for, by the rank of the first number there."""
        return {}

    @lazy
    def whole(self) -> Range:
        """The range of the whole text."""
        return Range(0, len(self.text))

    @lazy
    def _folded_starts(self) -> list[int]:
        return [*map(self.folded.position, self.sentence_starts), len(self.folded.text)]


def index_source(text: str, tables: Sequence[Table] = (), numbers: "Numbers | None" = None) -> Source:
    """Index a source text: numbers, sentences, and a folded copy to look quotes up in; each row is a sentence.

    `numbers` are those of the text and its tables, where they are known already.
    """
    from extractor.source.cells import read_numbers  # here, so that importing the check stays quick

    numbers = numbers or read_numbers(text, tables)
    folded = fold(text, numbers.cuts)
    rows = {text.rfind("\n", 0, cell.start) + 1 for table in tables for cell in table.cells}
    sentences = sorted({*sentence_starts(text), *rows, *(table.end for table in tables if table.end < len(text))})
    torn = {at for mention in numbers.mentions if "\n" in mention.text for at in range(mention.start + 1, mention.end)}
    torn.update(at for start, end in numbers.cuts for at in range(start + 1, end + 1))
    sentences = [at for at in sentences if at not in torn]  # a line or page that ends within a sentence does not end it
    headings: dict[int, str] = {}
    places: list[Place] = []
    for mention in numbers.mentions:
        if mention.start in numbers.cells and mention.kind is not Kind.ENUMERATOR:
            headings[len(places)] = fold_words(numbers.cells[mention.start].name)
        if mention.kind is not Kind.ENUMERATOR:
            sentence = bisect_right(sentences, mention.start) - 1
            same = bool(places) and places[-1].sentence == sentence
            first = places[-1].first if same else len(places)
            places.append(_place(len(places), mention, (sentence, first), folded))
    spans = [Range(table.start, table.end) for table in tables]
    cells = frozenset(cell.start for table in tables for cell in table.cells)
    starts = [place.start for place in places]
    source = Source(text, folded, places, sentences, starts, headings, cells, spans, numbers.cuts)
    source.build()
    return source


def _place(index: int, mention: Mention, sentence: tuple[int, int], folded: Folded) -> Place:
    return Place(
        index=index,
        start=mention.start,
        end=mention.quantity_end,
        digits=fold_words(mention.text),
        value=norm_value(mention.value),
        unit=norm_unit(mention.unit),
        approx=norm_approx(mention.approx),
        kind=mention.kind,
        is_quantity=mention.is_quantity,
        sentence=sentence[0],
        first=sentence[1],
        folded_start=folded.position(mention.start),
        folded_end=folded.position(mention.quantity_end),
    )
