"""How much nearer a name stands to one number than to another, by the words of either.

What only one of two numbers has beside it is read once for the two; a name is then compared with a few dozen weights.
"""

from collections.abc import Sequence
from math import fsum
from typing import NamedTuple

from extractor.check.bond import CLEAR
from extractor.check.lexicon import Lexicon
from extractor.check.place import Place, in_order
from extractor.check.words import NO_WORDS, Words

_TRACE = 0.05
_DAMPING = 0.3
_UNMARKED = 0.21
_MAX_RIVALS = 12
_ONLY, _MARKED, _HARDLY = 0.15, 0.3, 0.1
_BOTH = 0.2
"""So much of what either number has to itself, in the name of one of a list, speaks of both."""

Pairs = tuple[str, ...]
"""The character pairs of a name, each once, in the order of the name: sums over them come out the same every time."""


class _Side(NamedTuple):
    """What one side of a number has that another number has not, and all of it together."""

    weights: dict[str, float]
    total: float


class Nearness:
    """Compare the numbers of one source by their words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._apart: dict[tuple[int, int], tuple[_Side, ...]] = {}

    def lead(self, pairs: Pairs, place: Place, rival: Place) -> float:
        """Compare how much of each number's own words a name says, and which is told first; -1 to 1."""
        own, other = self._said_share(pairs, place, rival), self._said_share(pairs, rival, place)
        own, other = _less(own, other), _less(other, own)
        less, more = min(own, other), max(own, other)
        if less >= _BOTH and more < 2 * less and self.share_a_list(place, rival):
            return self._last_lead(pairs, place, rival)
        told = self._told_lead(pairs, place, rival)
        lead = (own - other) / 2 + told
        if own >= _ONLY and not other and told >= 0:
            return max(lead, CLEAR)
        if other >= _ONLY and not own and told <= 0:
            return min(lead, -CLEAR)
        return lead

    def _last_lead(self, pairs: Pairs, place: Place, rival: Place) -> float:
        """Favour the later of two numbers of a list where a name says its words behind those of the other.

        事故死亡人数 of 发生事故42起、死亡31人,分别下降16%和14%: the first lends what it is of. So does it where a name
        opens with the later's words: 审结案件升幅 of 受理案件42件,审结29件,分别上升5%和8%.
        """
        earlier, later = in_order(place, rival)
        before, behind = (self._places_of(pairs, *two) for two in ((earlier, later), (later, earlier)))
        if not before or not behind or (max(before) >= min(behind) and (behind[0] > 0 or max(behind) >= min(before))):
            return 0.0
        return CLEAR if later is place else -CLEAR

    def _places_of(self, pairs: Pairs, place: Place, other: Place) -> list[int]:
        """Return where a name says what only one of two numbers has beside it."""
        sides = self._apart[place.index, other.index]
        return [at for at, pair in enumerate(pairs) if any(pair in side.weights for side in sides)]

    def _said_share(self, pairs: Pairs, place: Place, other: Place) -> float:
        """Return how much of what only one number has beside it the name says; a little where it has nothing.

        Both sides of a number count alike, so that 受理180宗政府信息公开申请 is not what 已办结政府信息公开申请 names.
        """
        key = place.index, other.index
        sides = self._apart.get(key)
        if sides is None:
            sides = self._apart[key] = self._read_apart(place, other)
        if not sides:
            return _UNMARKED
        said = 0.0
        for weights, total in sides:
            said += fsum([weights[pair] for pair in pairs if pair in weights]) / (total + _DAMPING)
        return said / len(sides)

    def _read_apart(self, place: Place, other: Place) -> tuple[_Side, ...]:
        words, others = self.words(place), self.words(other)
        after = other.index - place.index
        between = (words.runs_on and after == 1) or (others.runs_on and after == -1)
        left = self._read_side(words.left, others, between=between)
        right = self._read_side(words.right, others, between=between)
        return tuple([side for side in (left, right) if side.weights])

    def _read_side(self, side: dict[str, float], other: Words, *, between: bool) -> _Side:
        """Return what one side has for itself; of words that stand between both numbers, the nearer one's part."""
        found: dict[str, float] = {}
        left, right = other.left, other.right
        for pair, weight in side.items():
            if pair not in left and pair not in right:
                rest = weight
            elif between:
                rest = weight - other.weight(pair)
            else:
                continue
            if rest > _TRACE:
                found[pair] = rest * self._lexicon.rarity.get(pair, 1.0)
        return _Side(found, fsum(found.values()))  # the same in whatever order the pairs come

    def _told_lead(self, pairs: Pairs, place: Place, rival: Place) -> float:
        """Favour the later number by the words of the name that are told beside it first, as 审结 behind 受理."""
        if self.share_a_list(place, rival):
            return 0.0
        earlier, later = in_order(place, rival)
        first = earlier.first
        before, words = self.words(earlier), self.words(later)
        news = total = 0.0
        rarity, distance = self._lexicon.rarity, self._lexicon.distance
        left, right = before.left, before.right
        for pair in pairs:
            rare = rarity.get(pair)
            if rare is None:
                continue
            if pair in left or pair in right or distance(pair, earlier, first) is not None:
                total += rare
            elif words.owns(pair):
                total += rare
                news += rare * words.weight(pair)
            elif distance(pair, later, first) is not None:
                total += rare
        lead = news / total if total else 0.0
        return lead if later is place else -lead

    def share_a_list(self, place: Place, rival: Place) -> bool:
        """Tell whether two numbers stand in one list, whose subject is everyone's, or in cells of tables."""
        headings = self._lexicon.source.headings
        if place.index in headings and rival.index in headings:
            return True
        head = self.words(place).list_head
        return head is not None and head == self.words(rival).list_head

    def is_told(self, pair: str, place: Place) -> bool:
        """Tell whether a pair of characters is told of a number, or of one before it in its sentence."""
        return self.words(place).tells(pair) or self._lexicon.distance(pair, place, place.first) is not None

    def share(self, pairs: frozenset[str], place: Place) -> float:
        """Return the share of a name's pairs that stand beside a number."""
        return self._lexicon.share(pairs, place)

    def closest(self, pairs: frozenset[str], rivals: Sequence[Place], place: Place) -> Sequence[Place]:
        """Keep the nearest rivals and those that a name may speak of: a list of hundreds costs what ten do."""
        if len(rivals) <= _MAX_RIVALS:
            return rivals
        near = sorted(rivals, key=lambda other: abs(other.index - place.index))[: _MAX_RIVALS // 2]
        named = sorted(rivals, key=lambda other: -self.share(pairs, other))[: _MAX_RIVALS // 2]
        return [*near, *(other for other in named if other not in near)]

    def words(self, place: Place) -> Words:
        """Return the words of a number; none for what is no quantity."""
        return self._lexicon.by_place.get(place.index, NO_WORDS)


def _less(share: float, other: float) -> float:
    """Take back what is granted a number without words of its own, where a name plainly says those of the other."""
    return _HARDLY if share == _UNMARKED and other >= _MARKED else share
