"""Bind a name to a number among rivals: which of the numbers in a sentence do the words of the name belong to?

The words nearest each number decide, then the words that a list shares; 前 and 后 decide where one value turns into
another. What nothing separates is a tie, never a guess.
"""

import heapq
import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from extractor.check.fold import fold_words
from extractor.check.index import Place, Range, Source
from extractor.check.lexicon import Lexicon, build_lexicon
from extractor.check.measures import says_unit
from extractor.check.nearness import Nearness
from extractor.check.parallel import JOINTS, Parallels
from extractor.check.stretch import Stretches
from extractor.check.turn import turn_lead
from extractor.check.words import Words, name_pairs, pairs_of

_DANGLING = re.compile(r"[和与及、](?:总?数量?|总?量)?$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_CLEAR, _FAR, _TRACE = 0.1, 0.2, 0.02
_PLAINLY = 0.75
_MOSTLY, _PARTLY, _NEARER = 0.8, 0.3, 0.5
_COMMON = 8
_MAX_CANDIDATES = 12
_MAX_RIVALS = 12
_MAX_HOLDERS = 48
_LONG = 400
_BOTH = 0.6


class Bond(StrEnum):
    """How a name stands to the numbers that a claim may mean."""

    ALONE = "alone"
    FITS = "fits"
    RIVAL = "rival"
    TIED = "tied"
    TORN = "torn"
    """The name holds the words of several numbers, or those of another number than the one claimed."""


@dataclass(frozen=True, slots=True)
class Binding:
    """The bond, the number it leads to, and the rival that the name fits better, if any."""

    bond: Bond
    place: Place
    rival: Place | None = None


class Name(NamedTuple):
    """A claim's name, ready to compare: folded, and the character pairs that count, as a set and in their order."""

    plain: str
    pairs: frozenset[str]
    order: tuple[str, ...]
    is_joined: bool = False


def read_name(text: str) -> Name:
    """Fold a name and split it into pairs.

    >>> read_name("審結 案件數").plain
    '审结案件数'
    """
    plain = fold_words(text[:200])
    order = name_pairs(plain)
    return Name(plain, frozenset(order), order, not JOINTS.isdisjoint(plain))


class Binder:
    """Bind names to the numbers of one source; the words of its numbers are read once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._lexicon: Lexicon = build_lexicon(source)
        self._parallels = Parallels(source)
        self._nearness = Nearness(self._lexicon)
        self._stretches = Stretches(source)
        self._wordings: dict[int, int] = {}
        self._wording_numbers: dict[tuple[frozenset[str], frozenset[str]], int] = {}
        self._pairs_of_sentences: dict[int, str | frozenset[str]] = {}

    def bind(self, name: Name, candidates: Sequence[Place], part: Range, *, inside: bool = False) -> Binding:
        """Choose among the numbers that match a claim, all in or near `part`; `inside` leaves other rivals out."""
        best: tuple[float, Binding] | None = None
        for place in candidates[:_MAX_CANDIDATES]:
            if best is not None and self.same_words(place, best[1].place):
                continue  # another copy of the same passage
            score, binding = self._against_rivals(name, place, part, inside=inside)
            if binding.bond is Bond.ALONE and len(candidates) > 1:
                score += self.overlap(name, place)
            if best is None or score > best[0]:
                best = score, binding
        assert best is not None
        return best[1]

    def overlap(self, name: Name, place: Place) -> float:
        """Return the share of a name's pairs that stand in a number's words or those of its sentence before it."""
        if not name.pairs:
            return 0.0
        first = place.first
        held = sum([self._lexicon.distance(pair, place, first) is not None for pair in name.order])
        return (held / len(name.pairs) + self._words(place).share(name.pairs)) / 2

    def own_share(self, name: Name, place: Place) -> float:
        """Return the share of a name's pairs that stand beside a number."""
        return self._words(place).share(name.pairs)

    def told_share(self, name: Name, place: Place) -> float:
        """Return the share of a name's pairs that stand anywhere in a number's sentence."""
        if not name.pairs:
            return 0.0
        lead, told = self._words(place).lead, self._sentence_pairs(place.sentence)
        return sum([pair in told or pair in lead for pair in name.order]) / len(name.order)

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
        others = (other for other in spoken if (other.unit != place.unit if unlike else _is_rival(other, place)))
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

    def _against_rivals(self, name: Name, place: Place, part: Range, *, inside: bool) -> tuple[float, Binding]:
        neighbours = self._source.neighbours(place, part)
        if inside:
            neighbours = [other for other in neighbours if part.start <= other.start and other.end <= part.end]
        rivals = self._nearest_in_words(name, [other for other in neighbours if _is_rival(other, place)], place)
        foreign = self._foreign(name, place, neighbours)
        if foreign is not None:
            return -1.0, Binding(Bond.RIVAL, place, foreign)
        found = self._among_alike(name, place, rivals)
        if found[1].bond is Bond.RIVAL:
            return found
        return self._against_unlike(name, place, neighbours) or found

    def _among_alike(self, name: Name, place: Place, rivals: Sequence[Place]) -> tuple[float, Binding]:
        """Judge a name among numbers of one unit."""
        if not rivals:
            return 2.0, Binding(Bond.ALONE, place)
        cut = self._cut(name, place, rivals)
        if cut is not None:
            return cut
        lead, rival = min(((self._lead(name, place, other), other) for other in rivals), key=lambda item: item[0])
        if lead >= _CLEAR:
            return lead, Binding(Bond.FITS, place)
        if lead <= -_CLEAR:
            return lead, Binding(Bond.RIVAL, place, rival)
        return lead, Binding(Bond.TIED, place, rival)

    def _cut(self, name: Name, place: Place, rivals: Sequence[Place]) -> tuple[float, Binding] | None:
        """Judge a name that is cut from the source so that it runs over numbers, or breaks off; None for any other."""
        behind = self._source.folded.text.startswith(name.plain, place.folded_end)
        stretch = self._stretches.read(name.plain, place)
        if (_DANGLING.search(name.plain) and not behind) or (stretch and stretch.names is None):
            return 0.0, Binding(Bond.TORN, place, rivals[0])
        if stretch is None or (stretch.names == place.index and not stretch.surely):
            return None
        if stretch.names == place.index:
            return 1.0, Binding(Bond.FITS, place)
        named = next((rival for rival in rivals if rival.index == stretch.names), rivals[0])
        if name.is_joined and self._parallels.is_joined(name.plain, place, named):
            return 0.0, Binding(Bond.TORN, place, named)
        return -1.0, Binding(Bond.RIVAL, place, named)

    def _nearest_in_words(self, name: Name, rivals: list[Place], place: Place) -> list[Place]:
        """Keep the nearest rivals and those that the name may speak of: a list of hundreds costs what ten do."""
        if len(rivals) <= _MAX_RIVALS:
            return rivals
        near = sorted(rivals, key=lambda other: abs(other.index - place.index))[: _MAX_RIVALS // 2]
        named = sorted(rivals, key=lambda other: -self._words(other).share(name.pairs))[: _MAX_RIVALS // 2]
        return [*near, *(other for other in named if other not in near)]

    def _foreign(self, name: Name, place: Place, neighbours: Sequence[Place]) -> Place | None:
        """Return a number of another unit that the name plainly speaks of, where it shares nothing with this one."""
        if len(name.pairs) < 2 or self._words(place).share(name.pairs) > 0:
            return None
        for other in neighbours:
            unlike = other.unit != place.unit
            if unlike and self._words(other).share(name.pairs) >= _PLAINLY:
                return other
        return None

    def _against_unlike(self, name: Name, place: Place, neighbours: Sequence[Place]) -> tuple[float, Binding] | None:
        """Judge a name that a number of another unit fits better; None where this one holds it."""
        unlike = [other for other in neighbours if other.unit != place.unit]
        if not unlike or not name.pairs:
            return None
        said = says_unit(name.plain, place.unit)
        others_said = [] if said else [other for other in unlike if says_unit(name.plain, other.unit)]
        own = self._held_share(name, place)
        if own >= _MOSTLY and not others_said:
            return None
        if self._source.folded.text.endswith(name.plain, 0, place.folded_start):
            unlike = [o for o in others_said if self._source.folded.text.startswith(name.plain, o.folded_end)]
        return self._fitted_better(name, place, self._nearest_in_words(name, unlike, place), own, said=said)

    def _fitted_better(
        self, name: Name, place: Place, unlike: Sequence[Place], own: float, *, said: bool
    ) -> tuple[float, Binding] | None:
        """Return the bond with a number of another unit that a name fits better than the place, of which it says `own`.

        Where no border stands between the two, their words are each other's, and none is plainly meant.
        """
        if not unlike:
            return None
        leads = [(self._unlike_lead(name, place, other), other) for other in unlike]
        lead, other = min(leads, key=lambda item: item[0])
        if lead <= -_CLEAR:
            plainly = lead <= -_FAR and own < _MOSTLY and not self._runs_together(place, other)
            return lead, Binding(Bond.RIVAL if plainly else Bond.TORN, place, other)
        if said or self.own_share(name, place):
            return None
        told = next((other for other in unlike if self.own_share(name, other) >= _PARTLY), None)
        return None if told is None else (0.0, Binding(Bond.TORN, place, told))

    def _runs_together(self, place: Place, other: Place) -> bool:
        """Tell whether two numbers follow each other in one clause, as in 依申请六类事项30项."""
        first, second = sorted((place, other), key=lambda number: number.index)
        return second.index == first.index + 1 and self._words(first).runs_on

    def _held_share(self, name: Name, place: Place) -> float:
        """Return the share of a name's pairs that stand nearer to a number than to the next one."""
        words = self._words(place)
        return sum([words.weight(pair) >= _NEARER for pair in name.order]) / len(name.order)

    def _unlike_lead(self, name: Name, place: Place, other: Place) -> float:
        """Return how much better a name fits a number than one of another unit; the unit is a word of its number."""
        units = says_unit(name.plain, place.unit) - says_unit(name.plain, other.unit)
        return self._nearness.lead(name.order, place, other) + units / 2

    def _lead(self, name: Name, place: Place, rival: Place) -> float:
        """Return how much better a name fits a number than its rival, from -1 to 1; 0 if nothing separates them."""
        years = self._year_lead(name.plain, place, rival)
        if years:
            return years
        turned = turn_lead(self._source, name.plain, place, rival)
        if turned is not None:
            return turned
        if name.is_joined and self._names_both(name, place, rival):
            return 0.0
        if self._parallels.says_both(name.plain, place, rival):
            return 0.0
        lead = self._nearness.lead(name.order, place, rival)
        phrase = self._parallels.phrase_lead(name.plain, place, rival)
        if phrase * lead < -_TRACE:
            return 0.0
        if abs(lead) >= _CLEAR:
            return lead
        phrase = phrase or self._parallels.core_lead(name.pairs, place, rival)
        return (phrase or self._parallels.subject_lead(name.pairs, place, rival)) / 2 or lead

    def _year_lead(self, plain: str, place: Place, rival: Place) -> float:
        """Tell the columns of a table by the year that heads them, where a name says one."""
        heads = [self._source.headings.get(number.index) for number in (place, rival)]
        if None in heads:
            return 0.0
        said = set(_YEAR.findall(plain))
        one, other = (said & set(_YEAR.findall(head or "")) for head in heads)
        return float(bool(one - other) - bool(other - one))

    def _names_both(self, name: Name, place: Place, rival: Place) -> bool:
        """Tell whether a name with 、 or 和 in it says what either number has to itself: 案件调查、审理."""
        if not self._parallels.is_joined(name.plain, place, rival):
            return False
        beside = [words.left.keys() | words.right.keys() for words in (self._words(place), self._words(rival))]
        pieces = (beside, self._parallels.cores(place, rival))
        return any(_says(name.pairs, one - other) and _says(name.pairs, other - one) for one, other in pieces)

    def _words(self, place: Place) -> Words:
        return self._nearness.words(place)


def _says(pairs: frozenset[str], words: AbstractSet[str]) -> bool:
    """Tell whether a name says most of some words."""
    return bool(words) and len(words & pairs) >= _BOTH * len(words)


def _is_rival(other: Place, place: Place) -> bool:
    return other.unit == place.unit and (other.value != place.value or other.approx != place.approx)
