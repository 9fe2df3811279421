"""Lists of numbers in a lexicon: which words a list shares, and which are each number's own.

The subject before the first number is the whole list's (人民陪审员参加案件调查641件、审理1407件), and so is
what follows the last one (对12个盟市和20个自治区直属部门开展督察). 分别 pairs names with numbers in their order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress, pairwise

from extractor.check.index import Source
from extractor.check.parallel import COMPARED
from extractor.check.place import Place
from extractor.check.words import BORDER, DONE, Words, pairs_of
from schemas.quantity import Kind

_RATIO = re.compile(":")
_OF_SECTORS = re.compile("三次产业|三产|产业结构")
_SECTORS = ("第一产业", "第二产业", "第三产业")
"""In whose order their shares are always told: 三次产业结构调整为11:49:40."""
_FOLLOWER = re.compile(r"[、和及与]([^,、;:()<>.!?|/]{1,8})")
_LEADER = re.compile(r"([^,、;:()<>.!?|/]{1,8}?)(?:\([^()]{1,12}\))?(?:、|以及|和|及|与)")
_BARE = re.compile(r"(?:[、:和与及以/|-]|约|近|超过?){0,4}")
_NEXT = re.compile(
    "(?:(?:[、,和与及以]|约|近|超过?){1,3}|[、和与](?:持平[、和与])?(?:增长|增加|增产|上升|上涨|提[高升]|下降|减少|减产|降低|回落|缩短|扩大)了?)"
)
_CLAUSE = re.compile(r"[,、;:.]|其中")
_RESPECTIVELY = re.compile(r"(?:分别|依次|各(?=[占为达增下]))(?P<verb>[^,;:.]*)$")
# 城区、东山县、临江县实现税收收入38亿元、17亿元、12亿元: as many things as numbers need no word for it.
_IN_TURN = re.compile("[^,;:.、]+(?:、[^,;:.、]+)+(?P<verb>)$")
_TOTALS = re.compile("累计|总[数量额]")
_EACH = re.compile("均(?:为|达到?|实现|保持)?$")
_COMPARING = re.compile("(?:同比|环比|年均|[比较](?:上|去|前一)年(?:同期)?|均)$")
_GAP = re.compile("[,(](?:其中)?分别[为是有]?")
_LAST_CLAUSE = re.compile("[,;:.]")
_COUNTED = re.compile("[0-9.]+[余多]?[个家所名](?=[^、和与及]{2})")
"""How many of an item there are: 应急局、消防大队和24个镇分别开展活动18场、22场、131场."""
_SO_MANY = re.compile("^[0-9两三四五六七八九十]+(?:大|个|家)?")
_AND = "(?:以及|(?<!饱)和|(?<!参)与|(?<![涉普提波惠危])及)"
_CONTENT = re.compile("满意[、和及与]基本满意")
"""One answer and not two: 建议、提案满意和基本满意率分别为99%和98%."""
_ORDINAL = re.compile("^第?[一二三四五六七八九十]")
_DIGIT = re.compile("[0-9]")
_TWO_LEVELS = re.compile("(?P<levels>[国省市县区][省市县区乡镇村])两级|(?P<both>城乡)")
_LEVELS = {"城": "城镇 城市", "乡": "乡村 农村"}
# A、B分别为3元、9元,增长1%和2%: the items are those of the numbers before.
_AGAIN = re.compile(
    ",(?P<verb>(?:分别|同比|环比|年均|[比较][上去]年[末底]?)*(?:增长|净?增加?|提高|提升|下降|降低|减少))了?"
)
_CHANGES = re.compile("增加|增长|减少|下降|降低|提高|提升|扩大|缩小|新增|净增|[多少高低]$")
_ONCE_MORE = re.compile(",分别(?P<verb>[^,;:.]{0,12})")
# 分别由88%、95%提高到97%、99%
_TURNING = re.compile("(?P<verb>[^,;:.、]{0,4}[到至为])")
_GOING_ON = (_AGAIN, _ONCE_MORE, _TURNING)
_LEVEL = re.compile("国家级|全国|全省|全区|[部省市县区镇乡村州盟旗]级|自治区级")
_SHARED, _PARALLEL, _LEAST, _MANY, _BACK = 0.3, 4, 2, 3, 8
_REACH = 120


Own = dict[int, Words]
"""The words of each number, by its rank."""


def share_words(source: Source, quantities: Sequence[Place], own: Own) -> None:
    """Give each number of a list the words that are its own, and leave it little of those that are the list's."""
    quantities = [place for place in quantities if place.index not in source.headings]
    paired = _pair_respectively(source, quantities, own)
    for members in _runs(source, quantities, _RATIO):
        if len(members) == len(_SECTORS) and _OF_SECTORS.search(_gap(source, None, members[0])):
            _pair(members, _SECTORS, frozenset(), own)
            paired.add(members[0].index)
    for members in _runs(source, quantities, _BARE):
        if members[0].index not in paired:
            _share_everything(own, members)
    for members in _runs(source, quantities, _FOLLOWER):
        _share_subject(source, members, own)
    for members in _runs(source, quantities, _LEADER):
        _share_object(source, members, own)


def _runs(source: Source, quantities: Sequence[Place], joint: re.Pattern[str]) -> Iterator[list[Place]]:
    """Yield the longest runs of numbers of one unit with nothing but a joint between each two."""
    text, run = source.folded.text, list[Place]()
    for place in quantities:
        if run and (run[-1].unit != place.unit or not joint.fullmatch(text, run[-1].folded_end, place.folded_start)):
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
    behind = {pair: weight * _SHARED for pair, weight in own[members[-1].index].right.items()}
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
    return kept, {pair: weight * _SHARED for pair, weight in words.items() if pair not in own}


def _pair_respectively(source: Source, quantities: Sequence[Place], own: Own) -> set[int]:
    """Give the numbers behind 分别 the list items before it, in order: A、B分别增长9.7%、15.3%.

    Returns the ranks of the numbers that could be paired.
    """
    paired, items, behind = set[int](), list[str](), -1
    for rank, place in enumerate(quantities):
        gap = _gap(source, quantities[rank - 1] if rank else None, place)
        again = next(filter(None, (how.fullmatch(gap) for how in _GOING_ON)), None) if rank == behind else None
        hit = again or _told_in_turn(gap)
        if hit is None:
            continue
        group = _joined_group(source, quantities[rank : rank + 9])
        unchanged = _unchanged(source, group)
        count = len(group) + sum(unchanged)
        if count < (_MANY if hit.re is _IN_TURN else _LEAST):
            continue
        measure = frozenset[str]()
        if again is None:
            before = quantities[max(0, rank - 2 * count - _BACK) : rank]
            told = _COMPARING.sub("", gap[: hit.end() if hit.re is _IN_TURN else hit.start()])
            changes = _CHANGES.search(hit["verb"]) is not None
            found = _items_before(source, before, told, group, count, changes=changes)
            if found or rank != behind:
                items = list(compress(found, _told(unchanged)))
                if not items and rank != behind:
                    items = _items_of_wholes(source, before, group)
                    measure = pairs_of(_LAST_CLAUSE.split(told)[-1]) if items else measure
            else:  # A、B分别增长4%和6%,贡献率分别为9%和7% goes on with the items
                measure = pairs_of(_LAST_CLAUSE.split(told)[-1])
        if len(items) == len(group):
            _pair(group, items, pairs_of(hit["verb"]), own, measure)
            paired.update(member.index for member in group)
            behind = rank + len(group)
    return paired


def _told_in_turn(gap: str) -> re.Match[str] | None:
    """Find what says that a number opens a list told of others in turn; its `verb` is what became of them."""
    hit = _RESPECTIVELY.search(gap) or _AGAIN.fullmatch(gap)
    return hit or (_IN_TURN.search(gap) if "、" in gap else None)


def _items_before(
    source: Source, before: Sequence[Place], gap: str, group: Sequence[Place], count: int, *, changes: bool
) -> list[str]:
    """Return what so many numbers behind 分别 are told of, in order; nothing if it cannot be told."""
    clause = _clause(source, group[0])
    items = _items(_LAST_CLAUSE.split(gap)[-1], count) or _levels(clause, count)
    clause = _COUNTED.sub("", clause) or _before_last(gap)
    items = items or ([] if _DIGIT.search(clause) else _items(clause, count))
    return (
        items
        or _items_of_total(source, before, group[0], count)
        or _told_before(source, before[-2 * count - 1 :], group, count, changes=changes)
    )


def _unchanged(source: Source, group: Sequence[Place]) -> list[bool]:
    """Tell behind which numbers of a list one is left out that did not change: 分别增长8%、持平和下降5%."""
    text, following = source.folded.text, [*group[1:], None]
    ends = (
        later.folded_start if later else member.folded_end + 3 for member, later in zip(group, following, strict=True)
    )
    return [text.find("持平", member.folded_end, end) >= 0 for member, end in zip(group, ends, strict=True)]


def _told(unchanged: Sequence[bool]) -> Iterator[bool]:
    """Tell of each item of a list whether a number tells of it; those that did not change have none."""
    for left_out in unchanged:
        yield from (True, False) if left_out else (True,)


def _before_last(gap: str) -> str:
    """Return the clause before the one that 分别 opens: 开展食品、药品整治,分别整改3个、5个."""
    clauses = _LAST_CLAUSE.split(gap)
    return clauses[-2] if len(clauses) > 1 and not clauses[-1] else ""


def _items_of_total(source: Source, before: Sequence[Place], place: Place, count: int) -> list[str]:
    """Return what a total before a list is told of together: 微博、公众号发布信息5条,分别为3条和2条."""
    if not before or before[-1].unit != place.unit or before[-1].sentence != place.sentence:
        return []
    if _GAP.fullmatch(source.folded.text, before[-1].folded_end, place.folded_start) is None:
        return []
    gap = _gap(source, before[-2] if len(before) > 1 else None, before[-1])
    return _items(_LAST_CLAUSE.split(gap)[-1], count)


def _told_before(
    source: Source, before: Sequence[Place], group: Sequence[Place], count: int, *, changes: bool
) -> list[str]:
    """Return the words of so many numbers before a list without names of its own: A费3元、B费9元,分别增长1%、2%.

    Only `changes` of numbers have their unit: 存款19亿元、贷款16亿元,分别增加1亿元和2亿元.
    """
    place, told = group[0], _last_told(source, before, group[0], count)
    if not told:
        return []
    units = [other.unit for other in told]
    alike = units == [member.unit for member in group] != [place.unit] * count
    if not alike and not changes and place.unit in units:
        return []
    if not alike and len(set(units)) > 1 and COMPARED.sub("", _clause(source, place)):
        return []  # the list has a subject of its own: 桥隧比分别为61%和54%
    return _items_of(source, before, told)


def _last_told(source: Source, before: Sequence[Place], place: Place, count: int) -> Sequence[Place]:
    """Return the last so many numbers before a list that it may be told of; nothing if there are not so many."""
    if before and before[-1].kind is not Kind.DURATION:  # 日均1.7万人次,40天累计81万人次,分别增长9%、12%
        before = [other for other in before if other.kind is not Kind.DURATION]
    if before and _EACH.search(_gap(source, before[-2] if len(before) > 1 else None, before[-1])):
        before = before[:-1]  # 办理建议143件、提案198件,办复率均为100%,满意率分别为99.3%和98.9%
    told = before[-count:]
    if len(told) < count or count < 2 or any(other.sentence != place.sentence for other in told):
        return []
    return told


def _items_of(source: Source, before: Sequence[Place], told: Sequence[Place]) -> list[str]:
    """Return the words before each of some numbers; nothing if one has none."""
    first = before.index(told[0])
    lasts = (before[first - 1] if first else None, *told)
    items = [_CLAUSE.split(_gap(source, last, number))[-1] for last, number in zip(lasts, told, strict=False)]
    if not all(items):  # 新增3家省级企业、9家市级企业,累计分别达到12家和40家
        items = [BORDER.split(_behind(source, number), maxsplit=1)[0] for number in told]
    return _lent(items) if all(items) else []


def _items_of_wholes(source: Source, before: Sequence[Place], group: Sequence[Place]) -> list[str]:
    """Return what the wholes of a list of parts are told of: 建议217件、提案304件,已解决的分别有163件、229件.

    Totals are told of what is new as well.
    """
    told = _last_told(source, before, group[0], len(group))
    if not told or [one.unit for one in told] != [one.unit for one in group]:
        return []
    are_totals = _TOTALS.search(_gap(source, told[-1], group[0])) is not None
    pairs = [(float(one.value or 0), float(other.value or 0)) for one, other in zip(group, told, strict=True)]
    fitting = all(one >= other if are_totals else one <= other for one, other in pairs)
    return _items_of(source, before, told) if fitting else []


def _lent(items: list[str]) -> list[str]:
    """Give the later ones what stands behind the first: 第一产业增加值278亿元、第二产业716亿元."""
    size = len(items[1])
    alike = all(len(item) == size and item[-1] == items[0][size - 1 : size] for item in items[1:])
    tail = items[0][size:] if alike else ""
    return [items[0], *(item + tail for item in items[1:])]


def _pair(
    group: Sequence[Place], items: Sequence[str], verb: frozenset[str], own: Own, measure: frozenset[str] = frozenset()
) -> None:
    """Give each number its item; what the first or the last says beyond the length of the others is everyone's.

    `verb` says what became of the numbers, `measure` what they are of the items.
    """
    reach, reached = max(map(len, items[1:])), min(map(len, items[:-1]))
    cut = _parallel_end(items)
    if cut:
        reach, reached = max(cut, *map(len, items[1:-1]), 0), cut
    subject = pairs_of(items[0]) - pairs_of(items[0][-reach:]) | pairs_of(items[-1]) - pairs_of(items[-1][:reached])
    for member, item in zip(group, items, strict=True):
        pairs = pairs_of(item) - subject
        words = dict.fromkeys(subject, _SHARED) | dict.fromkeys(pairs | measure, 1.0)
        own[member.index] = Words(words, {}, pairs | subject | verb, list_head=group[0].index)


def _parallel_end(items: Sequence[str]) -> int:
    """Return how long the last item is without what is everyone's, where it ends as the others do; 0 if it does not.

    >>> _parallel_end(["关区进口", "出口整体通关时间"])
    2
    """
    last, end = items[-1], items[0][-1]
    cut = last.find(end) + 1
    parallel = 1 < cut <= _PARALLEL and len(last) > cut + 1 and all(item[-1] == end for item in items[1:-1])
    return cut if parallel else 0


def _gap(source: Source, before: Place | None, place: Place) -> str:
    """Return the text before a number, back to the one before it if that is given, or the start of its sentence."""
    low = source.folded_sentence(place.sentence)[0]
    low = max(low, before.folded_end if before else 0, place.folded_start - _REACH)
    return source.folded.text[low : place.folded_start]


def _behind(source: Source, place: Place) -> str:
    """Return the text behind a number, as far as its words may reach."""
    return source.folded.text[place.folded_end : place.folded_end + _REACH]


def _clause(source: Source, place: Place) -> str:
    """Return the words of a number's clause before it, those of other numbers and all, up to 分别 or 依次."""
    words = _gap(source, None, place)
    told = _RESPECTIVELY.search(words)
    return _COMPARING.sub("", _LAST_CLAUSE.split(words[: told.start()])[-1]) if told else ""


def _joined_group(source: Source, members: Sequence[Place]) -> Sequence[Place]:
    """Return the numbers that follow one another with nothing but 、, 和 or a comma between them."""
    text = source.folded.text
    size = 1
    for earlier, later in pairwise(members):
        if not _NEXT.fullmatch(text, earlier.folded_end, later.folded_start):
            break
        size += 1
    return members[:size]


def _levels(names: str, count: int) -> list[str]:
    """Split two levels that are told in one word, as 市县两级办件率 or 城乡居民收入."""
    found = _TWO_LEVELS.search(names)
    if found is None or count != 2:
        return []
    rest = names[found.end() :]
    return [_LEVELS.get(level, level + "级") + rest for level in found["levels"] or found["both"]]


def _whole(items: list[str]) -> list[str]:
    """Give ordinals what stands behind the last of them: 一、二、三产业增加值."""
    tail = _ORDINAL.sub("", items[-1])
    ordinals = tail != items[-1] and all(map(_ORDINAL.fullmatch, items[:-1]))
    if not ordinals and len(items[-1]) > 2 and max(map(len, items[:-1])) == 1:
        ordinals, tail = True, _SO_MANY.sub("", items[-1][1:])  # 甲、乙、丙三个片区
        items = [*items[:-1], items[-1][0] + tail]
    return [*(item + tail for item in items[:-1]), items[-1]] if ordinals else items


def _items(names: str, count: int) -> list[str]:
    """Split a list of names into as many as there are numbers, or give up."""
    names = _CONTENT.sub("满意", names)
    for joint in (rf"、|{_AND}(?!.*、)", "、", f"、|{_AND}"):
        items = [item for item in re.split(joint, names.removeprefix("其中")) if item]
        if len(items) == count > 1:
            return _whole(items)
    return []
