"""Nearest candidates for a number that has no place in the source: what the reviewer would look for by hand."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from extractor.check.digits import is_altered
from extractor.check.said import significant
from extractor.numbers import find_numbers
from extractor.review.entries import Entry
from schemas.finding import Candidate
from schemas.quantity import Mention

_MOST = 5
_POOL = 40
_BEFORE = 24


class Nearest:
    """The quantities of a source, ready to be asked which of them a claim may have meant."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._mentions = [mention for mention in find_numbers(text) if mention.is_quantity]
        self._starts = [mention.start for mention in self._mentions]
        self._by_unit: dict[str, list[int]] = defaultdict(list)
        self._by_digits: dict[str, list[int]] = defaultdict(list)
        for i, mention in enumerate(self._mentions):
            self._by_unit[mention.unit].append(i)
            self._by_digits[significant(mention.value)].append(i)
        self._words = [_bigrams(text[max(0, m.start - _BEFORE) : m.start]) for m in self._mentions]

    def find(self, entry: Entry) -> tuple[Candidate, ...]:
        """Return at most five quantities: those with the same digits, unit or words, or near the claim's evidence.

        Best first; one that shares nothing but its neighbourhood comes last.
        """
        said = next(iter(find_numbers(entry.said)), None)
        about = _bigrams(entry.name)
        pool = self._pool(entry, said) or range(len(self._mentions))
        ranked = sorted(pool, key=lambda i: (-self._score(i, said, about), i))
        return tuple(map(self._candidate, ranked[:_MOST]))

    def _pool(self, entry: Entry, said: Mention | None) -> set[int]:
        at = bisect_left(self._starts, entry.evidence.start) if entry.evidence else 0
        near = range(max(0, at - 2), min(len(self._mentions), at + 6)) if entry.evidence else range(0)
        if said is None:
            return set(near)
        alike = _around(self._by_unit.get(said.unit, ()), at) if said.unit else ()
        return {*near, *alike, *_around(self._by_digits.get(significant(said.value), ()), at)}

    def _score(self, index: int, said: Mention | None, about: set[str]) -> int:
        mention = self._mentions[index]
        score = 2 * min(3, len(about & self._words[index]))
        if said is None:
            return score
        same = bool(significant(said.value)) and significant(said.value) == significant(mention.value)
        off = is_altered(said.value or "", mention.value or "") or is_altered(mention.value or "", said.value or "")
        return score + 4 * same + 2 * off + (bool(said.unit) and said.unit == mention.unit)

    def _candidate(self, index: int) -> Candidate:
        mention = self._mentions[index]
        end = mention.quantity_end
        return Candidate(start=mention.start, end=end, text=self._text[mention.start : end])


def _around(indexes: Sequence[int], at: int) -> Sequence[int]:
    """Return those nearest to a position, no more than a pool of them."""
    middle = bisect_left(indexes, at)
    low = max(0, min(middle - _POOL // 2, len(indexes) - _POOL))
    return indexes[low : low + _POOL]


def _bigrams(text: str) -> set[str]:
    return {a + b for a, b in pairwise(text)}
