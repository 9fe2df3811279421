"""The words that belong to each number of a source: what stands nearest to it, and what it takes from before.

Chinese reports put the name before the number (受理案件58件), behind it (47个窗口) or share it over a list
(人民陪审员参加案件调查641件、审理1407件). So each number has words of its own, weighed by nearness, and inherits
others.
"""

import math
import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractor.check.index import Place, Source

BORDER = re.compile(r"[,、;:()<>.!?|/·-]")
_OPENERS = ":(<"
_FILLER = re.compile(
    r"其中|累计|共计|合计|总计|分别|达到了?|全年|年内|目前|截至|各类|各级|全[市区县盟旗州]|本级|[我本][市区县省]|以上|以下|左右|超过|不足|突破|"
    r"(?<!公)共(?!同)|约(?!束)|(?<!附)近(?!平)|达(?!标)|的|了|等|均(?!衡)|各(?!方)|[0-9]+年度?|[0-9]+月|[0-9]+日|[0-9.%]+"
)
_GENERIC_TAIL = re.compile(r"(?:总|的)?(?:数量|总数|总量|数额|数目|规模|情况|指标|数|量)$")
JOINED = re.compile(r"(?:和|(?<!参)与|(?<![涉普提波惠危])及|(?<!合)并|或|暨)$")
_PAIRS = re.compile(r"分别")
_LIST_JOINT = re.compile(r"、|和|与|及|以及")
_ASIDE = re.compile(r"\([^()]{1,12}\)")
_CLOSED = re.compile(r"以[上下内外]|左右|上下")
_FOLLOWER = re.compile(r"[、和及与]([^,、;:()<>.!?|/]{1,8})")
_NEAR, _FAR = 6, 16


@dataclass(frozen=True, slots=True)
class Words:
    """Character pairs: `left` and `right` weigh those beside a number, `lead` holds all since the number before it.

    `list_head` is the rank of the first number of the list a number belongs to (、 between them), or None.
    `runs_on` says that no border stands between the number and the next: the words between belong to both.
    """

    left: dict[str, float]
    right: dict[str, float]
    lead: frozenset[str]
    list_head: int | None = None
    runs_on: bool = False

    def owns(self, pair: str) -> bool:
        """Tell whether a pair stands beside the number."""
        return pair in self.left or pair in self.right

    def share(self, pairs: frozenset[str]) -> float:
        """Return the share of pairs that stand beside the number."""
        left, right = self.left, self.right
        return sum([pair in left or pair in right for pair in pairs]) / len(pairs) if pairs else 0.0


NO_WORDS = Words({}, {}, frozenset())


@dataclass
class Lexicon:
    """The words of every quantity of a source, and which quantities each pair of characters belongs to.

    `rarity` weighs a pair by how few quantities have it: 事项 says little, 即办 much.
    """

    source: Source
    by_place: dict[int, Words] = field(default_factory=dict)
    holders: dict[str, list[int]] = field(default_factory=dict)
    rarity: dict[str, float] = field(default_factory=dict)

    def distance(self, pair: str, place: Place, first: int) -> int | None:
        """Count the numbers between a number and the nearest place at or before it that holds a pair."""
        indices = self.holders.get(pair)
        if not indices:
            return None
        at = bisect_right(indices, place.index) - 1
        return place.index - indices[at] if at >= 0 and indices[at] >= first else None


def pairs_of(words: str) -> frozenset[str]:
    """Return the character pairs of a name or a passage, fillers left out.

    >>> sorted(pairs_of("其中审结案件"))
    ['审结', '案件', '结案']
    """
    return frozenset(_pairs(words))


def _pairs(words: str) -> list[str]:
    plain = _FILLER.sub(" ", BORDER.sub(" ", words))
    return [one + other for one, other in pairwise(plain) if one != " " != other]


def name_pairs(plain: str) -> tuple[str, ...]:
    """Return the character pairs of a folded name without the measure at its end, each once and in order.

    >>> name_pairs("审结案件数")
    ('审结', '结案', '案件')
    """
    core = _GENERIC_TAIL.sub("", plain)
    return tuple(dict.fromkeys(_pairs(core if len(core) >= 2 else plain)))


def build_lexicon(source: Source) -> Lexicon:
    """Find the words of every quantity; one pass over the text."""
    lexicon = Lexicon(source)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    quantities = [place for place in source.places if place.is_quantity]
    for rank, place in enumerate(quantities):
        before = quantities[rank - 1] if rank else None
        after = quantities[rank + 1] if rank + 1 < len(quantities) else None
        headings = source.headings.get(place.index)
        words = _words(source, before, place, after) if headings is None else _headed(headings)
        lexicon.by_place[place.index] = words
        for pair in words.lead.union(words.left, words.right):
            holders[pair].append(place.index)
    lexicon.holders = dict(holders)
    lexicon.rarity = {pair: 1 / math.sqrt(len(indices)) for pair, indices in holders.items()}
    _run_on(lexicon, quantities)
    _share_subjects(lexicon, quantities)
    _pair_lists(lexicon, quantities)
    return lexicon


def _headed(words: str) -> Words:
    """Give a number in a table the words of its headings: they stand beside it as little as far from it."""
    pairs = pairs_of(words)
    return Words(dict.fromkeys(pairs, 1.0), {}, pairs)


def _words(source: Source, before: Place | None, place: Place, after: Place | None) -> Words:
    sentence = source.sentence_range(place)
    low, high = source.folded.position(sentence.start), source.folded.position(sentence.end)
    left_shared = before is not None and before.folded_end > low
    right_shared = after is not None and after.folded_start < high
    left = source.folded.text[before.folded_end if before and left_shared else low : place.folded_start][-200:]
    right = source.folded.text[place.folded_end : after.folded_start if after and right_shared else high][:200]
    left, right = _ASIDE.sub("", left), _ASIDE.sub("", right)
    right_shared = right_shared and not _CLOSED.match(right)
    right = "" if _CLOSED.match(right) and after and after.folded_start < high else right
    runs_on = right_shared and not BORDER.search(right) and not JOINED.search(right)
    return Words(
        left=_left(left, shared=left_shared),
        right=_right(right, shared=right_shared),
        lead=pairs_of(left),
        runs_on=runs_on,
    )


def _run_on(lexicon: Lexicon, quantities: list[Place]) -> None:
    """Lend a number the words beyond its neighbour in the same clause: 依申请六类事项30项 speaks of 依申请."""
    for place, following in pairwise(quantities):
        words, others = lexicon.by_place[place.index], lexicon.by_place[following.index]
        if words.runs_on:
            left = {pair: 0.3 * weight for pair, weight in words.left.items()} | others.left
            right = {pair: 0.3 * weight for pair, weight in others.right.items()} | words.right
            lexicon.by_place[place.index] = replace(words, right=right)
            lexicon.by_place[following.index] = replace(others, left=left)


def _share_subjects(lexicon: Lexicon, quantities: list[Place]) -> None:
    """Leave the head of a list only the words that stand where the others have theirs; the rest is the list's.

    In 人民陪审员参加案件调查641件、审理1407件 the head keeps 调查, beside 审理.
    """
    text = lexicon.source.folded.text
    rank = 0
    while rank < len(quantities):
        last, longest = rank, 0
        while last + 1 < len(quantities):
            gap = _FOLLOWER.fullmatch(text[quantities[last].folded_end : quantities[last + 1].folded_start])
            if gap is None or quantities[last].unit != quantities[last + 1].unit:
                break
            last, longest = last + 1, max(longest, len(gap[1]))
        if last > rank:
            _mark_list(lexicon, quantities[rank : last + 1], max(2, longest))
        rank = last + 1


def _mark_list(lexicon: Lexicon, members: list[Place], reach: int) -> None:
    for member in members:
        lexicon.by_place[member.index] = replace(lexicon.by_place[member.index], list_head=members[0].index)
    head = lexicon.by_place[members[0].index]
    folded = lexicon.source.folded.text
    kept = pairs_of(folded[max(0, members[0].folded_start - reach) : members[0].folded_start])
    left = {pair: weight if pair in kept else weight * 0.3 for pair, weight in head.left.items()}
    lexicon.by_place[members[0].index] = replace(head, left=left)


def _left(gap: str, *, shared: bool) -> dict[str, float]:
    """Weigh the words before a number, back to the border of its clause."""
    piece = gap.rstrip(_OPENERS)
    if shared and JOINED.search(piece):
        return {}
    borders = list(BORDER.finditer(piece))
    if borders:
        return _weighed(piece[borders[-1].end() :][::-1], backwards=True)
    return _weighed(piece[::-1], backwards=True, over=len(piece) if shared else 0)


def _right(gap: str, *, shared: bool) -> dict[str, float]:
    """Weigh the words behind a number's unit, up to the border of its clause."""
    border = BORDER.search(gap)
    if border:
        return _weighed(gap[: border.start()])
    piece = JOINED.sub("", gap) if shared else gap
    return _weighed(piece, over=len(piece) if shared and piece == gap else 0)


def _weighed(piece: str, *, backwards: bool = False, over: int = 0) -> dict[str, float]:
    """Weigh pairs by nearness to the number; words that two numbers share weigh less towards the other one (`over`)."""
    plain = piece[::-1] if backwards else piece
    blanked = _FILLER.sub(lambda hit: " " * len(hit.group()), plain)
    found: dict[str, float] = {}
    last = len(blanked) - 2
    for at in range(last + 1):
        pair = blanked[at : at + 2]
        if " " in pair:
            continue
        away = last - at if backwards else at
        weight = 1.0 if away < _NEAR else max(0.35, 1 - (away - _NEAR) / _FAR)
        if over > 2:
            weight *= 1 - 0.75 * away / over
        found[pair] = max(weight, found.get(pair, 0.0))
    return found


def _pair_lists(lexicon: Lexicon, quantities: list[Place]) -> None:
    """Give the numbers behind 分别 the list items before it, in order: A、B分别增长9.7%、15.3%."""
    text = lexicon.source.folded.text
    for rank, place in enumerate(quantities):
        before = quantities[rank - 1].folded_end if rank else 0
        low = max(before, lexicon.source.folded.position(lexicon.source.sentence_range(place).start))
        gap = text[low : place.folded_start][-120:]
        at = gap.rfind("分别")
        if at < 0 or re.search(r"[,;:.]", gap[at:]):
            continue
        group = _joined_group(text, quantities[rank : rank + 9])
        items = _items(re.split(r"[,;:.]", gap[:at])[-1], len(group))
        for member, item in zip(group, items, strict=False):
            old = lexicon.by_place[member.index]
            weights = dict.fromkeys(pairs_of(item), 1.0)
            lexicon.by_place[member.index] = Words(weights, {}, old.lead | frozenset(weights))


def _joined_group(text: str, members: list[Place]) -> list[Place]:
    """Return the numbers that follow one another with nothing but 、, 和 or a comma between them."""
    group = members[:1]
    for earlier, later in pairwise(members):
        if not re.fullmatch(r"[、,和与及以]{1,2}(?:约|近|超过?)?", text[earlier.folded_end : later.folded_start]):
            break
        group.append(later)
    return group


def _items(names: str, count: int) -> list[str]:
    """Split a list of names into as many as there are numbers, or give up."""
    for joint in (r"、|(?:以及|和|与|及)(?!.*、)", r"、", r"、|以及|和|与|及"):
        items = [item for item in re.split(joint, names) if item]
        if len(items) == count > 1:
            return items
    return []
