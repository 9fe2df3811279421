"""A source's numbers by their words: which quantities each pair of characters belongs to, and how rare it is."""

import math
import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractor.check.index import Source
from extractor.check.lists import share_words
from extractor.check.place import Place
from extractor.check.words import BORDER, JOINED, Words, pairs_of, words_left, words_right

_ASIDE = re.compile(r"\([^()]{1,12}\)")
_MEDAL = re.compile("^[金银铜](?=[0-9、,;.和与]|$)")
"""Medals that a row calls by a letter: 获得4金1银."""
_CLOSED = re.compile(r"以[上下内外]|左右|上下")
_FROM = ("由", "从")
_TURNS = re.compile("[^,;:.、()]{0,6}[至到为]")
_REACH, _NOUN = 200, 2
_LENT = 0.3


@dataclass
class Lexicon:
    """The words of every quantity of a source, and which quantities each pair of characters belongs to.

    `rarity` weighs a pair by how few quantities have it: 事项 says little, 即办 much. `beside` are the pairs that stand
    beside a quantity, on either side.
    """

    source: Source
    by_place: dict[int, Words] = field(default_factory=dict)
    holders: dict[str, list[int]] = field(default_factory=dict)
    rarity: dict[str, float] = field(default_factory=dict)
    beside: dict[int, frozenset[str]] = field(default_factory=dict)

    def share(self, pairs: frozenset[str], place: Place) -> float:
        """Return the share of pairs that stand beside a number."""
        beside = self.beside.get(place.index)
        return len(pairs & beside) / len(pairs) if beside and pairs else 0.0

    def distance(self, pair: str, place: Place, first: int) -> int | None:
        """Count the numbers between a number and the nearest place at or before it that holds a pair."""
        indices = self.holders.get(pair)
        if not indices:
            return None
        at = bisect_right(indices, place.index) - 1
        return place.index - indices[at] if at >= 0 and indices[at] >= first else None


def build_lexicon(source: Source) -> Lexicon:
    """Find the words of every quantity; one pass over the text."""
    quantities = [place for place in source.places if place.is_quantity]
    own = {
        place.index: _words(source, before, place, after)
        for before, place, after in zip([None, *quantities], quantities, [*quantities[1:], None], strict=False)
    }
    _run_on(quantities, own)
    share_words(source, quantities, own)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, words in own.items():
        for pair in words.lead.union(words.left, words.right):
            holders[pair].append(index)
    rarity = {pair: 1 / math.sqrt(len(indices)) for pair, indices in holders.items()}
    beside = {index: frozenset((*words.left, *words.right)) for index, words in own.items()}
    return Lexicon(source, own, dict(holders), rarity, beside)


def _words(source: Source, before: Place | None, place: Place, after: Place | None) -> Words:
    heading = source.headings.get(place.index)
    return _beside(source, before, place, after) if heading is None else _headed(heading)


def _headed(words: str) -> Words:
    """Give a number in a table the words of its headings: they stand beside it as little as far from it."""
    pairs = pairs_of(words)
    return Words(dict.fromkeys(pairs, 1.0), {}, pairs)


def _beside(source: Source, before: Place | None, place: Place, after: Place | None) -> Words:
    low, high = source.folded_sentence(place.sentence)
    left_shared = before is not None and before.folded_end > low
    right_shared = after is not None and after.folded_start < high
    left = source.folded.text[before.folded_end if before and left_shared else low : place.folded_start][-_REACH:]
    right = source.folded.text[place.folded_end : after.folded_start if after and right_shared else high][:_REACH]
    left, right = _ASIDE.sub("", left), _MEDAL.sub(_as_medal, _ASIDE.sub("", right))
    left = left[:-1] if left.endswith(_FROM) else left
    if closed := _CLOSED.match(right):
        apart = not right_shared or BORDER.search(right, closed.end() + _NOUN)  # 100人以上招商专员队伍，
        right, right_shared = right[closed.end() :] if apart else "", False
    runs_on = right_shared and not BORDER.search(right) and not JOINED.search(right)
    left = "" if before and _turns(source, before, left) else left
    right = "" if _turns(source, place, right) else right
    return Words(
        left=words_left(left, shared=left_shared),
        right=words_right(right, shared=right_shared),
        lead=pairs_of(left),
        runs_on=runs_on,
    )


def _as_medal(hit: re.Match[str]) -> str:
    return hit[0] + "牌"


def _turns(source: Source, place: Place, behind: str) -> bool:
    """Tell whether the words behind a number only say that it turned into the next: 由4.7%|提高到|4.9%."""
    return source.folded.text.endswith(_FROM, 0, place.folded_start) and _TURNS.fullmatch(behind) is not None


def _run_on(quantities: list[Place], own: dict[int, Words]) -> None:
    """Lend a number the words beyond its neighbour in the same clause: 依申请六类事项30项 speaks of 依申请."""
    for place, following in pairwise(quantities):
        words, others = own[place.index], own[following.index]
        if words.runs_on:
            left = {pair: _LENT * weight for pair, weight in words.left.items()} | others.left
            right = {pair: _LENT * weight for pair, weight in others.right.items()} | words.right
            own[place.index] = replace(words, right=right)
            own[following.index] = replace(others, left=left)
