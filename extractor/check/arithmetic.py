"""Printed parts and totals of a source: found where the text says that they belong together, and added up.

A sum that holds is told whenever it is printed, the total before its parts or behind them (共计, 合计); one that fails
only where the words leave no doubt that the parts make the whole (brackets without 其中, parallel parts, 分为, a plain
list with its 共计, one that ends in 其余) or where a list behind 其中 comes to more than its whole, because a list of
examples is no contradiction.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import groupby, pairwise

from extractor.check.index import Source
from extractor.check.place import Place
from schemas.finding import Arithmetic, Candidate
from schemas.quantity import Kind

_PARTIAL = re.compile(r"其中|包括|含|等|仅|新增|同比|比上年|较上年|增长|以上")
_SPLIT = re.compile(r"(?:减为|分为|划分为|分成|由)[^,;、]{0,6}$|^[,:]?(?:分别为|分别是)")
_TURNS_INTO = re.compile("[增减提升降压缩扩][^,;:]{0,2}[至到为]$|^,[至到]")
_AMONG = re.compile("[(,]?其中[^,;:、]{0,10}")
_JOINED = re.compile("[、和及与][^,;:、()]{1,12}")
_NEXT = re.compile("[,、和及与][^,;:、()]{1,14}")
_FIRST = re.compile("[^、和及与;:][^;:]{0,14}")
_REST = re.compile("[,、](?:其余|剩余|余下)[^,;:、()]{0,4}|、其[他它][^,;:、()]{0,4}")
_ENDS = re.compile(r"[;。]|新增|新建|另")
_BREAKS = re.compile(r"[;。()]|新增|新建|另")
_ALTOGETHER = re.compile(r"(?:,共|(?:共计|合计|总计|合共|总共)[^,;。、]{0,12})$")
_PLAINLY_ALTOGETHER = re.compile(r",(?:共|共计|合计|总计|总共)$")
_RATE = re.compile(r"([^,;、:()0-9%]{2,6})率(?:达到?|为|约)?$")
_OTHER_WHOLE = re.compile("[^其]中|;")
_BRACKET = re.compile(r"([^,;:。、()0-9]{0,8})\(")
_MAX_PARTS = 12
_SUBJECT = 40
"""So far before a count stands what it counts."""
_ADDED = frozenset({Kind.COUNT, Kind.MONEY})


def check_arithmetic(source: Source) -> tuple[Arithmetic, ...]:
    """Find totals with their parts and rates with their counts, and say of each whether it holds."""
    found: list[Arithmetic] = []
    for _, group in groupby(source.places, key=lambda place: place.sentence):
        counts = [place for place in group if place.is_quantity]
        found += _bracketed(source, counts)
        found += _listed(source, counts)
        found += _totalled(source, counts)
        found += _rates(source, counts)
    unique = {(item.total.start, item.terms): item for item in found}
    kept = [item for item in unique.values() if not _is_chance(item, found)]
    return tuple(sorted(kept, key=lambda item: (item.total.start, item.terms[0].start)))


def _is_chance(item: Arithmetic, found: Sequence[Arithmetic]) -> bool:
    """Tell whether a total and its parts are all parts of one larger sum: 4 = 2 + 1 + 1 makes 2 = 1 + 1 no sum."""
    return any({item.total, *item.terms} <= set(other.terms) for other in found)


def _bracketed(source: Source, counts: Sequence[Place]) -> Iterator[Arithmetic]:
    """Check 42件（审结29件，审理中13件）; where words stand before the bracket, as in 34条路线（, only what holds."""
    text = source.folded.text
    for rank, total in enumerate(counts):
        opening = _BRACKET.match(text, total.folded_end)
        close = text.find(")", opening.end(), opening.end() + 200) if opening else -1
        inside = [place for place in counts[rank + 1 : rank + 1 + _MAX_PARTS] if place.folded_end <= close]
        if opening is None or len(inside) < 2 or any(not _addable(place, total) for place in inside):
            continue
        holds = _sum(inside) == _value(total)
        doubtful = opening[1] or _is_difference(total, inside) or _PARTIAL.search(text[total.folded_end : close])
        if holds or not doubtful:
            yield _arithmetic(source, total, inside, holds=holds)


def _is_difference(total: Place, inside: Sequence[Place]) -> bool:
    """Tell whether a number is what remains of the two in its brackets: 缺额393人（预算员额4032人，现有3639人）."""
    return len(inside) == 2 and abs(_value(inside[0]) - _value(inside[1])) == _value(total)


def _listed(source: Source, counts: Sequence[Place]) -> Iterator[Arithmetic]:
    """Check 申请58件,准予登记37件,不予登记21件: a total, and the parts that follow it in the sentence."""
    for rank, total in enumerate(counts):
        parts = _following(source, total, counts[rank + 1 : rank + 1 + _MAX_PARTS])
        if len(parts) < 2:
            continue
        if _sum(parts) == _value(total):
            yield _arithmetic(source, total, parts, holds=True)
            continue
        failing = parts if _is_whole(source, total, parts) else _failing(source, total, parts)
        if failing:
            yield _arithmetic(source, total, failing, holds=False)


def _failing(source: Source, total: Place, parts: Sequence[Place]) -> Sequence[Place]:
    """Return the first parts of a total that cannot be: more than it behind 其中, or another sum down to 其余."""
    gaps = _gaps(source, [total, *parts])
    joined = _run(_JOINED, gaps[1:]) + 1
    if joined > 1 and _AMONG.fullmatch(gaps[0]) and _sum(parts[:joined]) > _value(total):
        return parts[:joined] if _is_near(total, parts[:joined]) else ()
    listed = _run(_NEXT, gaps[1:]) + 1 if _FIRST.fullmatch(gaps[0]) else 0
    rest = next((at for at in range(1, listed) if _REST.fullmatch(gaps[at])), 0)
    sums = [_sum(parts[first : rest + 1]) for first in range(rest)]
    return parts[: rest + 1] if rest and _value(total) not in sums and _is_near(total, parts[: rest + 1]) else ()


def _run(pattern: re.Pattern[str], gaps: Sequence[str]) -> int:
    """Return how many gaps from the first match a pattern."""
    return next((at for at, gap in enumerate(gaps) if not pattern.fullmatch(gap)), len(gaps))


def _is_near(total: Place, parts: Sequence[Place]) -> bool:
    """Tell whether every part is less than a total, and their sum near enough to be meant so."""
    value = _value(total)
    if not value or any(_value(part) >= value for part in parts):
        return False
    return Decimal("0.5") <= _sum(parts) / value <= Decimal("1.5")


def _totalled(source: Source, counts: Sequence[Place]) -> Iterator[Arithmetic]:
    """Check 市区公车57条、免费公车87条、客运98条,共计242条: a total behind its parts."""
    for rank, total in enumerate(counts):
        lead = _between(source, counts[rank - 1], total) if rank else ""
        if not _ALTOGETHER.search(lead):
            continue
        before = counts[max(0, rank - _MAX_PARTS) : rank]
        parts = _before(source, total, before)
        if parts:
            yield _arithmetic(source, total, parts, holds=True)
        elif _PLAINLY_ALTOGETHER.fullmatch(lead) and _is_one_list(source, total, before):
            yield _arithmetic(source, total, before, holds=False)


def _before(source: Source, total: Place, before: Sequence[Place]) -> list[Place]:
    """Return the numbers that end before a total and add up to it, the nearest ones; none if they do not."""
    whole, parts = _amount(total), list[Place]()
    for place in reversed(before):
        if (
            whole is None
            or not _addable(place, total)
            or _BREAKS.search(_between(source, place, (parts or [total])[0]))
        ):
            break
        parts.insert(0, place)
        if len(parts) > 1 and _sum(parts) == whole:
            return parts
    return []


def _is_one_list(source: Source, total: Place, parts: Sequence[Place]) -> bool:
    """Tell whether all numbers before a total are one plain list of its parts, near enough to be meant so."""
    if len(parts) < 2 or not all(_addable(part, total) for part in parts) or not _is_near(total, parts):
        return False
    gaps = _gaps(source, parts)
    return all(gap[:1] in "、和及与," and len(gap) <= 14 and not _PARTIAL.search(gap) for gap in gaps)


def _following(source: Source, total: Place, places: Sequence[Place]) -> list[Place]:
    """Return the numbers behind a total that can be its parts, up to the one that completes the sum."""
    whole, reached, parts = _amount(total), Decimal(0), list[Place]()
    for place in places:
        amount = _amount(place)
        if whole is None or amount is None or place.unit != total.unit or amount > whole:
            break
        if _ENDS.search(_between(source, parts[-1] if parts else total, place)):
            break
        parts.append(place)
        reached += amount
        if (reached == whole and len(parts) > 1) or reached > whole * 2:
            break
    return parts


def _is_whole(source: Source, total: Place, parts: Sequence[Place]) -> bool:
    """Tell whether the words say that the parts make the whole, and their sum is near enough to be meant so."""
    if not _is_near(total, parts):
        return False
    gaps = _gaps(source, [total, *parts])
    if any(_PARTIAL.search(gap) or len(gap) > 14 for gap in gaps) or not all(gap.startswith(",") for gap in gaps):
        return False
    if any(_TURNS_INTO.search(gap) for gap in gaps[1:]):
        return False  # 增加至1000元,而半额由204元,增加至500元
    exclusive = len(parts) == 2 and _negates(gaps[0][1:], gaps[1][1:])
    return exclusive or bool(_SPLIT.search(gaps[0]))


def _negates(one: str, other: str) -> bool:
    """Tell whether two parts exclude each other: 准予登记 and 不予登记, 办结 and 未办结."""
    if one == other or len(one) < 2 or len(other) < 2:
        return False
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    if longer[0] in "不未非" and longer[1:] == shorter:
        return True
    return len(one) == len(other) and one[1:] == other[1:] and bool({one[0], other[0]} & set("不未非"))


def _rates(source: Source, counts: Sequence[Place]) -> Iterator[Arithmetic]:
    """Check 受理100件,办结95件,办结率95%: a rate that names its part, behind exactly two counts of one unit.

    One that fails is told only if it is of what was counted (not 立案63件,当场登记立案率98.7%), and no other whole
    stands between (受理1274件,审结案件中败诉175件,败诉率15.6%).
    """
    text = source.folded.text
    for rank, rate in enumerate(counts):
        before = counts[max(0, rank - 2) : rank]
        if rate.kind is not Kind.PERCENT or rate.approx or len(before) < 2 or before[0].unit != before[1].unit:
            continue
        named = _RATE.search(text[before[1].folded_end : rate.folded_start])
        whole, part = before
        own = text[whole.folded_end : part.folded_start]
        if (
            named is None
            or not _addable(part, whole)
            or not _is_told(named[1][-2:], own)
            or _value(part) > _value(whole)
        ):
            continue
        if sum(place.unit == whole.unit for place in counts[:rank]) == 2 and _value(whole):
            checked = _rate(source, rate, whole, part)
            told = text[max(0, whole.folded_start - _SUBJECT) : part.folded_start]
            other = _OTHER_WHOLE.search(own) or _is_what_is_left(own) or _value(part) == _value(whole)
            if checked.holds or (named[1][:-2] in told and not other):
                yield checked


def _is_told(word: str, between: str) -> bool:
    """Tell whether a word stands in others, and not as what it denies: 抽检460批,不合格6批."""
    return re.search(f"(?<![不未非]){re.escape(word)}", between) is not None


def _is_what_is_left(between: str) -> bool:
    """Tell whether the second of two counts is what the first became: 由283家压减至11家,压减率96.1%."""
    return between.endswith(("至", "到", "为"))


def _rate(source: Source, rate: Place, whole: Place, part: Place) -> Arithmetic:
    exact = _value(part) * 100 / _value(whole)
    step = Decimal(1).scaleb(int(Decimal(rate.value or "0").as_tuple().exponent))
    holds = abs(exact - _value(rate)) < max(step, Decimal("0.01"))
    expression = f"{source.printed(part)} ÷ {source.printed(whole)} = {exact:.2f}%"
    why = "与印出的比率一致" if holds else f"印出的比率是{source.printed(rate)}"
    terms = (_candidate(source, part), _candidate(source, whole))
    return Arithmetic(holds=holds, expression=expression, terms=terms, total=_candidate(source, rate), why=why)


def _addable(place: Place, total: Place) -> bool:
    return _amount(place) is not None and _amount(total) is not None and place.unit == total.unit


def _amount(place: Place) -> Decimal | None:
    """Return what a plain, exact count with a unit adds to a sum."""
    if place.approx or not place.unit or place.kind not in _ADDED:
        return None
    return _decimal(place.value or "")


@lru_cache(maxsize=4096)
def _decimal(value: str) -> Decimal | None:
    return Decimal(value) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", value) else None


def _value(place: Place) -> Decimal:
    return _decimal(place.value or "") or Decimal(0)


def _sum(places: Sequence[Place]) -> Decimal:
    return sum(map(_value, places), Decimal(0))


def _between(source: Source, earlier: Place, later: Place) -> str:
    return source.folded.text[earlier.folded_end : later.folded_start]


def _gaps(source: Source, numbers: Sequence[Place]) -> list[str]:
    return [_between(source, earlier, later) for earlier, later in pairwise(numbers)]


def _arithmetic(source: Source, total: Place, parts: Sequence[Place], *, holds: bool) -> Arithmetic:
    terms = tuple(_candidate(source, part) for part in parts)
    expression = f"{source.printed(total)} {'=' if holds else '≠'} {' + '.join(term.text for term in terms)}"
    why = "各部分之和与总数相符" if holds else f"各部分之和为{_sum(parts):f}，原文自相矛盾"
    return Arithmetic(holds=holds, expression=expression, terms=terms, total=_candidate(source, total), why=why)


def _candidate(source: Source, place: Place) -> Candidate:
    return Candidate(start=place.start, end=place.end, text=source.printed(place))
