"""How much of a name stands by a number, and where else in the report: before any rival is weighed."""

import heapq

from extractor.check.bond import Name
from extractor.check.index import Source
from extractor.check.lexicon import Lexicon
from extractor.check.measures import are_alike
from extractor.check.place import Place, Range
from extractor.check.words import NO_WORDS, Words, done_in, pairs_of

_COMMON = 8
_MAX_HOLDERS = 48
_LONG = 400
_SUBJECT = 2
"""So many pairs of characters, three letters, are a subject of their own."""


class Fit:
    """Names beside the numbers of one source."""

    def __init__(self, source: Source, lexicon: Lexicon) -> None:
        self._source, self._lexicon = source, lexicon
        self._wordings: dict[int, int] = {}
        self._wording_numbers: dict[tuple[frozenset[str], frozenset[str]], int] = {}
        self._pairs_of_sentences: dict[int, str | frozenset[str]] = {}

    def overlap(self, name: Name, place: Place) -> float:
        """Return the share of a name's pairs that stand in a number's words or those of its sentence before it."""
        if not name.pairs:
            return 0.0
        first = place.first
        held = sum([self._lexicon.distance(pair, place, first) is not None for pair in name.order])
        return (held / len(name.pairs) + self._lexicon.share(name.pairs, place)) / 2

    def own_share(self, name: Name, place: Place) -> float:
        """Return the share of a name's pairs that stand beside a number."""
        return self._lexicon.share(name.pairs, place)

    def told_share(self, name: Name, place: Place) -> float:
        """Return the share of a name's pairs that stand anywhere in a number's sentence."""
        if not name.pairs:
            return 0.0
        lead, told = self._words(place).lead, self._sentence_pairs(place.sentence)
        return sum([pair in told or pair in lead for pair in name.order]) / len(name.order)

    def says_alone(self, name: Name, place: Place, other: Place) -> bool:
        """Tell whether a name says what stands beside or before one number and neither by another."""
        own, others = self._words(place), self._words(other)
        return any(own.tells(pair) and not others.tells(pair) for pair in name.order)

    def says_any(self, name: Name, area: Range) -> bool:
        """Tell whether anything of a name stands in a range."""
        folded = self._source.folded
        low, high = folded.position(area.start), folded.position(area.end)
        return any(folded.text.find(pair, low, high) >= 0 for pair in name.order)

    def speaks_of_other(self, name: Name, place: Place, area: Range) -> bool:
        """Tell whether a name says what a range leaves out and its sentence says of other numbers.

        That is what stands behind a number alone, or before it where the range has a subject of its own.
        """
        folded, (low, high) = self._source.folded, self._source.folded_sentence(place.sentence)
        inside = folded.text[folded.position(area.start) : folded.position(area.end)]
        missing = [pair for pair in name.order if pair not in inside and folded.text.find(pair, low, high) >= 0]
        if not missing:
            return False
        if all(folded.text.find(pair, low, place.folded_start) < 0 for pair in missing):
            return True
        left_out = [pair for pair in self._words(place).left if pair not in name.pairs]
        return min(len(missing), len(left_out)) >= _SUBJECT

    def is_common(self, name: Name) -> bool:
        """Tell whether every pair of a name stands by so many numbers that it leads to none, as 增长 and 完成."""
        return all(len(self._lexicon.holders.get(pair, ())) > _COMMON for pair in name.pairs)

    def spoken_of(self, name: Name, limit: int = 8) -> list[Place]:
        """Return the quantities of the report whose words cover a name best, the best first."""
        counts: dict[int, int] = {}
        for pair in name.pairs:
            for index in self._lexicon.holders.get(pair, [])[:_MAX_HOLDERS]:
                counts[index] = counts.get(index, 0) + 1
        best = heapq.nsmallest(limit, counts, key=lambda index: (-counts[index], index))
        return [self._source.places[index] for index in best]

    def best_elsewhere(self, name: Name, place: Place, *, unlike: bool = False) -> tuple[float, Place | None]:
        """Return the quantity of another value that a name fits best, and how well: of its unit, or of any `unlike`."""
        spoken = self.spoken_of(name, 24)
        others = (other for other in spoken if (other.unit != place.unit if unlike else is_rival(other, place)))
        fits = [(self.overlap(name, other), other) for other, _ in zip(others, range(6), strict=False)]
        return max(fits, key=lambda fit: fit[0], default=(0.0, None))

    def _sentence_pairs(self, number: int) -> str | frozenset[str]:
        """Return what tells whether a pair stands in a sentence: a short one's own text, a long one's pairs."""
        found = self._pairs_of_sentences.get(number)
        if found is None:
            low, high = self._source.folded_sentence(number)
            text = self._source.folded.text[low:high]
            found = self._pairs_of_sentences[number] = text if high - low < _LONG else pairs_of(text)
        return found

    def is_done_to(self, name: Name, other: Place, place: Place) -> bool:
        """Tell whether what a name says was done is told in the sentence of another number, and not in a number's."""
        said, text = done_in(name.plain), self._source.folded.text
        here, there = (done_in(text[slice(*self._source.folded_sentence(one.sentence))]) for one in (place, other))
        return bool(said) and said.isdisjoint(here) and said <= there

    def same_words(self, one: Place, other: Place) -> bool:
        """Tell whether two numbers are told of in the same words, as in two copies of a passage."""
        return self._wording(one) == self._wording(other)

    def _wording(self, place: Place) -> int:
        """Return a number that is the same for all numbers told of in the same words."""
        found = self._wordings.get(place.index)
        if found is None:
            words = self._words(place)
            key = frozenset(words.left), frozenset(words.right)
            found = self._wordings[place.index] = self._wording_numbers.setdefault(key, len(self._wording_numbers))
        return found

    def _words(self, place: Place) -> Words:
        return self._lexicon.by_place.get(place.index, NO_WORDS)


def is_rival(other: Place, place: Place) -> bool:
    """Tell whether another number has the unit of a place, or one as good, and another value or qualifier."""
    return are_alike(other.unit, place.unit) and (other.value != place.value or other.approx != place.approx)
