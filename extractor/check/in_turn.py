"""Numbers told in turn of things listed before them: A、B分别增长9.7%、15.3% gives A 9.7 % and B 15.3 %.

The things are names in the same clause, what the numbers before are told of, or the items of the list just before.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import compress, pairwise

from extractor.check.index import Source
from extractor.check.name_lists import split_levels, split_names
from extractor.check.parallel import COMPARED, JOINTS
from extractor.check.place import Place
from extractor.check.words import BORDER, ROUGHLY, Words, pairs_of
from schemas.quantity import Kind

_NEXT = re.compile(
    f"{ROUGHLY}?(?:(?:[、,和与及以]|约|近|超过?){{1,3}}|[、和与](?:持平[、和与])?(?:增长|增加|增产|上升|上涨|提[高升]|下降|减少|减产|降低|回落|缩短|扩大)了?)"
)
_CLAUSE = re.compile(r"[,、;:.]|其中")
_RESPECTIVELY = re.compile(r"(?:分别|依次|各(?=[占为达增下]))(?P<verb>[^,;:.]*)$")
# 城区、东山县、临江县实现税收收入38亿元、17亿元、12亿元: as many things as numbers need no word for it.
_IN_TURN = re.compile("[^,;:.、]+(?:、[^,;:.、]+)+(?P<verb>)$")
# 城镇居民收入和农村居民收入增长8.4%和11.4%: two of one unit.
_BOTH = re.compile(
    "(?:^|(?<=[,;:.]))(?:[^,;:.、和与]{2,}[、和与]|[^,;:.、和与]{0,8}(?:城乡|存贷款)|[国省市县区][、和]?[省市县区乡镇村](?=两级))[^,;:.、和与]{2,}?"
    "(?P<verb>(?:实际|同比|年均)?(?:(?<=两级)[^,;:.、0-9]{2,10}|增长|提高|下降|降低|增至|升至|降至|达到?|超过?|突破|稳定在)[到至]?)$"
)
_TURNED = re.compile("分别(?P<verb>[^,;:.、]{1,6}[到至为])")
_TURNS = re.compile("[由从自](?:20[0-9]{2}年|[^,;:.]{0,6}[初末底])?的?$")
_TOTALS = re.compile("累计|总[数量额]")
_EACH = re.compile("均(?:为|达到?|实现|保持)?$")
_COMPARING = re.compile("(?:同比|环比|年均|[比较](?:上|去|前一)年(?:同期)?|均)$")
_GAP = re.compile("[,(](?:其中)?分别[为是有]?")
_LAST_CLAUSE = re.compile("[,;:.]")
_COUNTED = re.compile("[0-9.]+[余多]?[个家所名](?=[^、和与及]{2})")
"""How many of an item there are: 应急局、消防大队和24个镇分别开展活动18场、22场、131场."""
_DIGIT, _CODES = re.compile("[0-9]"), re.compile("(?<![0-9])1(?:10|19|20|22)(?![0-9.])|[a-z]+[0-9]+(?:[.·][0-9])?")
"""Digits of a list that count nothing: 110刑事警情, pm2.5."""
# A、B分别为3元、9元,增长1%和2%: the items are those of the numbers before.
_AGAIN = re.compile(
    ",(?P<verb>(?:分别|同比|环比|年均|实际|[比较][上去]年[末底]?)*(?:增长|净?增加?|提高|提升|下降|降低|减少))了?"
)
_ONCE_MORE = re.compile(",分别(?P<verb>[^,;:.]{0,12})")
# 分别由88%、95%提高到97%、99%
_TURNING = re.compile("(?P<verb>[^,;:.、]{0,4}[到至为])")
_GOING_ON = (_AGAIN, _ONCE_MORE, _TURNING)
_CHANGES = re.compile("增加|增长|减少|下降|降低|提高|提升|扩大|缩小|新增|净增|[多少高低]$")
_MEASURE = re.compile(
    "(?<=..)(?:保险参保(?:人数|率)|增加值|吞吐量|产[量值]|投资|余额|[总数销]量|面积|收入|支出|.率|人数|件数|规模|(?:注册)?用户|总?额)$"
)
"""What the last of a list lends the others."""
_COMPLETE = re.compile("(?<=..)(?:量|率|值|额|耗|收入|支出|面积|里程|用地|[^指倍分]数)$|[能水电]耗$")
_WHEN = re.compile("^(?:[今去本全当]年|20[0-9]{2}年度?)(?=..)")
_PER = re.compile(
    "(?:(?:单位|[万亿]元)(?:国内|地区)?(?:生产总值|(?i:gdp)|(?:规模以上)?工业增加值|产品|面积)|人均|户均)(?=..)"
)
"""What the first of a list says of all."""
_UNIT_WORDS = {
    "件": "件数案件",
    "起": "起数案件",
    "批": "批次",
    "批次": "批次",
    "人": "人数",
    "名": "人数",
    "人次": "人次",
    "户": "户数",
    "家": "家数",
    "次": "次数",
    "处": "处数",
    "元": "金额",
    "亩": "面积",
    "平方米": "面积",
}
"""What a number is told of where nothing but its unit says so."""
_UNSAID = frozenset({_IN_TURN, _BOTH})
SHARED = 0.3
"""How much the words of a whole list weigh for each of its numbers."""
_PARALLEL, _LEAST, _MANY, _BACK = 4, 2, 3, 8
_REACH = 120

Own = dict[int, Words]
"""The words of each number, by its rank."""


def pair_in_turn(source: Source, quantities: Sequence[Place], own: Own) -> set[int]:
    """Give the numbers behind 分别 the list items before it, in order: A、B分别增长9.7%、15.3%.

    Returns the ranks of the numbers that could be paired.
    """
    paired, items, behind = set[int](), list[str](), -1
    for rank, place in enumerate(quantities):
        last = next((other for other in reversed(quantities[:rank]) if other.unit != "级"), None)  # 市、县两级
        gap = gap_before(source, last, place)
        again = next(filter(None, (how.fullmatch(gap) for how in _GOING_ON)), None) if rank == behind else None
        hit = again or _told_in_turn(gap)
        if hit is None:
            continue
        group = _joined_group(source, quantities[rank : rank + 9])
        unchanged = _unchanged(source, group)
        count = len(group) + sum(unchanged)
        if count < (_MANY if hit.re is _IN_TURN else _LEAST) or (hit.re is _BOTH and not _are_both(source, group)):
            continue
        measure = frozenset[str]()
        if again is None:
            before = quantities[max(0, rank - 2 * count - _BACK) : rank]
            said = gap[: hit.start("verb") if hit.re in _UNSAID else hit.start()]
            told = _COMPARING.sub("", said)
            changes = _CHANGES.search(hit["verb"]) is not None
            found = _items_before_turn(source, before, gap, count)
            if found:
                pair(before[-count:], found, frozenset(), own)
                paired.update(member.index for member in before[-count:])
            found = found or _items_before(source, before, told, group, count, changes=changes)
            if found or rank != behind:
                items = list(compress(found, _told(unchanged)))
                measure = pairs_of(told[-1:] + said[len(told) :])
                if not items and rank != behind:
                    items = _items_of_wholes(source, before, group)
                    measure = pairs_of(_LAST_CLAUSE.split(told)[-1]) if items else measure
            else:  # A、B分别增长4%和6%,贡献率分别为9%和7% goes on with the items
                measure = pairs_of(_LAST_CLAUSE.split(told)[-1])
        if len(items) == len(group):
            pair(group, items, pairs_of(hit["verb"]), own, measure, whole=hit.re is _BOTH)
            paired.update(member.index for member in group)
            behind = rank + len(group)
    return paired


def _told_in_turn(gap: str) -> re.Match[str] | None:
    """Find what says that a number opens a list told of others in turn; its `verb` is what became of them."""
    hit = _RESPECTIVELY.search(gap) or _AGAIN.fullmatch(gap)
    return hit or _BOTH.search(gap) or (_IN_TURN.search(gap) if "、" in gap else None)


def _are_both(source: Source, group: Sequence[Place]) -> bool:
    """Tell whether a list is of two numbers of one unit, with nothing but a joint between them."""
    if len(group) != _LEAST or group[0].unit != group[1].unit:
        return False
    return source.folded.text[group[0].folded_end : group[1].folded_start] in JOINTS


def _items_before(
    source: Source, before: Sequence[Place], gap: str, group: Sequence[Place], count: int, *, changes: bool
) -> list[str]:
    """Return what so many numbers behind 分别 are told of, in order; nothing if it cannot be told."""
    clause, last = _clause(source, group[0]), _LAST_CLAUSE.split(gap)[-1]
    items = split_names(last, count) or split_levels(clause or last, count)
    clause = _COUNTED.sub("", clause) or _before_last(gap)
    items = items or ([] if _DIGIT.search(_CODES.sub("", clause)) else split_names(clause, count))
    return (
        items
        or _items_of_total(source, before, group[0], count)
        or _told_before(source, before[-2 * count - 1 :], group, count, changes=changes)
    )


def _items_before_turn(source: Source, before: Sequence[Place], gap: str, count: int) -> list[str]:
    """Return what the list of so many numbers that turn into the ones behind 分别 is told of, in order.

    城乡居民收入从4.6万元和1.6万元分别提高到5.8万元和2.2万元: the list stands right before 分别.
    """
    turned = before[-count:]
    if _TURNED.fullmatch(gap) is None or len(turned) < count or len(_joined_group(source, turned)) < count:
        return []
    words = gap_before(source, before[-count - 1] if len(before) > count else None, turned[0])
    clause = _TURNS.sub("", _LAST_CLAUSE.split(words)[-1])
    return split_names(clause, count) or split_levels(clause, count)


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
    gap = gap_before(source, before[-2] if len(before) > 1 else None, before[-1])
    return split_names(_LAST_CLAUSE.split(gap)[-1], count)


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
        lasting = [other for other in before if other.kind is not Kind.DURATION and other.sentence == place.sentence]
        before = lasting if len(lasting) >= count else before
    if before and _EACH.search(gap_before(source, before[-2] if len(before) > 1 else None, before[-1])):
        before = before[:-1]  # 办理建议143件、提案198件,办复率均为100%,满意率分别为99.3%和98.9%
    told = before[-count:]
    if len(told) < count or count < 2 or any(other.sentence != place.sentence for other in told):
        return []
    return told


def _items_of(source: Source, before: Sequence[Place], told: Sequence[Place]) -> list[str]:
    """Return the words before each of some numbers; nothing if one has none."""
    first = before.index(told[0])
    lasts = (before[first - 1] if first else None, *told)
    items = [_CLAUSE.split(gap_before(source, last, number))[-1] for last, number in zip(lasts, told, strict=False)]
    units = [number.unit for number in told]
    if not all(items[1:]) and all(map(_UNIT_WORDS.__contains__, units)) and len(set(units)) == len(units):
        # 信访2156批次、5870人次,分别下降9%和13%
        return [f"{item}{_UNIT_WORDS[unit]}" for item, unit in zip(items, units, strict=True)] if items[0] else []
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
    are_totals = _TOTALS.search(gap_before(source, told[-1], group[0])) is not None
    pairs = [(float(one.value or 0), float(other.value or 0)) for one, other in zip(group, told, strict=True)]
    fitting = all(one >= other if are_totals else one <= other for one, other in pairs)
    return _items_of(source, before, told) if fitting else []


def _lent(items: list[str]) -> list[str]:
    """Give the later ones what stands behind the first: 第一产业增加值278亿元、第二产业716亿元."""
    size = len(items[1])
    alike = all(len(item) == size and item[-1] == items[0][size - 1 : size] for item in items[1:])
    tail = items[0][size:] if alike else ""
    return [items[0], *(item + tail for item in items[1:])]


def pair(
    group: Sequence[Place],
    items: Sequence[str],
    verb: frozenset[str],
    own: Own,
    measure: frozenset[str] = frozenset(),
    *,
    whole: bool = False,
) -> None:
    """Give each number its item; what the first or the last says beyond the length of the others is everyone's.

    `verb` says what became of the numbers, `measure` what they are of the items; `whole` items share nothing.
    """
    items = [_WHEN.sub("", items[0]), *items[1:]]
    reach, reached = max(map(len, items[1:])), min(map(len, items[:-1]))
    lent = _MEASURE.search(items[-1])
    if lent and not any(map(_MEASURE.search, items[:-1])):  # 航空旅客、货邮吞吐量
        reached = min(reached, lent.start())
    if all(map(_COMPLETE.search, items[:-1])):
        reached = len(items[-1])  # nothing is left to lend: 用水量、能耗、二氧化碳排放量
    if head := _PER.match(items[0]):
        reach = len(items[0]) - head.end()
    cut = _parallel_end(items)
    if cut:
        reach, reached = max(cut, *map(len, items[1:-1]), 0), cut
    subject = pairs_of(items[0]) - pairs_of(items[0][-reach:]) | pairs_of(items[-1]) - pairs_of(items[-1][:reached])
    subject = frozenset() if whole else subject
    for member, item in zip(group, items, strict=True):
        pairs = pairs_of(item) - subject
        words = dict.fromkeys(subject, SHARED) | dict.fromkeys(pairs | measure, 1.0)
        own[member.index] = Words(words, {}, pairs | subject | verb, list_head=group[0].index, item=item)


def _parallel_end(items: Sequence[str]) -> int:
    """Return how long the last item is without what is everyone's, where it ends as the others do; 0 if it does not.

    >>> _parallel_end(["关区进口", "出口整体通关时间"])
    2
    """
    last, end = items[-1], items[0][-1]
    cut = last.find(end) + 1
    word = last.find(items[0][-2:]) + 2
    if _PARALLEL < word < len(last) and all(item.endswith(items[0][-2:]) for item in items[:-1]):
        return word  # 基本养老保险, 基本医疗保险参保人数
    if items[0].endswith(last[:cut]):
        return 0  # 接待游客, 游客花费: one word in both
    parallel = 1 < cut <= _PARALLEL and len(last) > cut + 1 and all(item[-1] == end for item in items[1:-1])
    return cut if parallel else 0


def gap_before(source: Source, before: Place | None, place: Place) -> str:
    """Return the text before a number, back to the one before it if that is given, or the start of its sentence."""
    low = source.folded_sentence(place.sentence)[0]
    low = max(low, before.folded_end if before else 0, place.folded_start - _REACH)
    return source.folded.text[low : place.folded_start]


def _behind(source: Source, place: Place) -> str:
    """Return the text behind a number, as far as its words may reach."""
    return source.folded.text[place.folded_end : place.folded_end + _REACH]


def _clause(source: Source, place: Place) -> str:
    """Return the words of a number's clause before it, those of other numbers and all, up to 分别 or 依次."""
    words = gap_before(source, None, place)
    told = _RESPECTIVELY.search(words)
    return _COMPARING.sub("", _LAST_CLAUSE.split(words[: told.start()])[-1]) if told else ""


def _joined_group(source: Source, members: Sequence[Place]) -> Sequence[Place]:
    """Return the numbers that follow one another with nothing but 、, 和 or a comma between them."""
    text = source.folded.text
    size = 1
    for earlier, later in pairwise(members):
        if not _NEXT.fullmatch(text, earlier.folded_end, later.folded_start):
            break
        if "," in text[earlier.folded_end : later.folded_start] and earlier.unit != later.unit:
            break  # 分别达到98.9%和92.2%,六区均被评为先进
        size += 1
    return members[:size]
