"""Lists of numbers in a lexicon: which words a list shares, and which are each number's own.

The subject before the first number is the whole list's (人民陪审员参加案件调查641件、审理1407件), and so is
what follows the last one (对12个盟市和20个自治区直属部门开展督察). What
分别 tells of names in their order is paired first (in_turn.py).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.check.in_turn import SHARED, Own, gap_before, pair, pair_in_turn
from extractor.check.index import Source
from extractor.check.place import Place
from extractor.check.words import BORDER, DONE, Words, pairs_of
from extractor.sectors import OF_SECTORS, RATIO, SECTORS

_FOLLOWER = re.compile(r"[、和及与]([^,、;:()<>.!?|/]{1,8})")
_LEADER = re.compile(r"([^,、;:()<>.!?|/]{1,8}?)(?:\([^()]{1,12}\))?(?:、|以及|和|及|与)")
_BARE = re.compile(r"(?:[、:和与及以/|-]|约|近|超过?){0,4}")
_LEVEL = re.compile("国家级|全国|全省|全区|[部省市县区镇乡村州盟旗]级|自治区级")
_BODIES = frozenset({"个", "家", "所"})
"""Units of bodies, which stand in one list: 对8个街道和12家单位开展督察."""
_REACH = 120


def share_words(source: Source, quantities: Sequence[Place], own: Own) -> None:
    """Give each number of a list the words that are its own, and leave it little of those that are the list's."""
    quantities = [place for place in quantities if place.index not in source.headings]
    paired = pair_in_turn(source, quantities, own)
    for members in _runs(source, quantities, RATIO):
        if len(members) == len(SECTORS) and OF_SECTORS.search(gap_before(source, None, members[0])):
            pair(members, SECTORS, frozenset(), own)
            paired.add(members[0].index)
    for members in _runs(source, quantities, _BARE):
        if members[0].index not in paired:
            _share_everything(own, members)
    for members in _runs(source, quantities, _FOLLOWER):
        _share_subject(source, members, own)
    for members in _runs(source, quantities, _LEADER, alike=_BODIES):
        _share_object(source, members, own)


def _runs(
    source: Source, quantities: Sequence[Place], joint: re.Pattern[str], alike: frozenset[str] = frozenset()
) -> Iterator[list[Place]]:
    """Yield the longest runs of numbers of one unit, or of units alike, with nothing but a joint between each two."""
    text, run = source.folded.text, list[Place]()
    for place in quantities:
        same = not run or run[-1].unit == place.unit or {run[-1].unit, place.unit} <= alike
        if run and (not same or not joint.fullmatch(text, run[-1].folded_end, place.folded_start)):
            if len(run) > 1:
                yield run
            run = []
        run.append(place)
    if len(run) > 1:
        yield run


def _share_everything(own: Own, members: Sequence[Place]) -> None:
    """Give numbers without a word between them the same words: in 增长9.3%、7.3% nothing tells one from the other."""
    first, last = own[members[0].index], own[members[-1].index]
    for member in members:
        words = Words(first.left, last.right, first.lead, list_head=members[0].index)
        own[member.index] = words


def _share_subject(source: Source, members: Sequence[Place], own: Own) -> None:
    """Leave the head of a list only the words that stand where the others have theirs; the rest is the list's.

    In 人民陪审员参加案件调查641件、审理1407件 the head keeps 调查, beside 审理.
    """
    head = members[0]
    start = max(0, head.folded_start - _reach(members))
    kept, shared = _parted(own[head.index].left, _own_pairs(source, members, start))
    behind = {pair: weight * SHARED for pair, weight in own[members[-1].index].right.items()}
    for member in members:
        words = own[member.index]
        left = kept if member is head else words.left
        right = behind if member is members[-1] else behind | words.right
        own[member.index] = replace(words, left=shared | left, right=right, list_head=head.index)


def _own_pairs(source: Source, members: Sequence[Place], start: int) -> frozenset[str]:
    """Return what the head of a list has to itself: what stands where the others have theirs, or what is done.

    新增权责事项46项、取消31项 differ by what is done; so does 受理案件42件、审结29件.
    """
    text, head = source.folded.text, members[0]
    clause = BORDER.split(text[max(0, head.folded_start - _REACH) : head.folded_start])[-1]
    for kind in (DONE, _LEVEL):
        found = kind.search(clause)
        if found and all(kind.match(text, earlier.folded_end + 1) for earlier in members[:-1]):
            return pairs_of(found[0])
    return pairs_of(text[start : head.folded_start])


def _share_object(source: Source, members: Sequence[Place], own: Own) -> None:
    """Leave the last of a list only the words that stand where the others have theirs, behind the number."""
    last = members[-1]
    end = last.folded_end + _reach(members)
    kept, shared = _parted(own[last.index].right, pairs_of(source.folded.text[last.folded_end : end]))
    for member in members:
        words = own[member.index]
        right = kept if member is last else words.right
        own[member.index] = replace(words, right=shared | right)


def _reach(members: Sequence[Place]) -> int:
    """Return how many characters the longest words of a number have, of those that stand between two numbers."""
    return max(2, *(later.folded_start - earlier.folded_end - 1 for earlier, later in pairwise(members)))


def _parted(words: dict[str, float], own: frozenset[str]) -> tuple[dict[str, float], dict[str, float]]:
    """Part the words of a number into its own and, at a lower weight, those of its list."""
    kept = {pair: weight for pair, weight in words.items() if pair in own}
    return kept, {pair: weight * SHARED for pair, weight in words.items() if pair not in own}
