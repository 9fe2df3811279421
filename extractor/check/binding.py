"""Bind a name to a number among rivals: which of the numbers in a sentence do the words of the name belong to?

The words nearest each number decide, then the words that a list shares; 前 and 后 decide where one value turns into
another. What nothing separates is a tie, never a guess.
"""

import re
from collections.abc import Sequence

from extractor.check.aspects import Measured, is_more, says_change
from extractor.check.bond import CLEAR, Binding, Bond, Name, bound_to
from extractor.check.counted import Counted
from extractor.check.elsewhere import Elsewhere
from extractor.check.enclosed import Enclosed
from extractor.check.fit import Fit, is_rival
from extractor.check.formed import Formed
from extractor.check.index import Source
from extractor.check.leads import WEAK, Leads
from extractor.check.lexicon import build_lexicon
from extractor.check.measures import POINTS, is_unlikely, may_count, may_rival
from extractor.check.nearness import Nearness
from extractor.check.parallel import Parallels
from extractor.check.parts import Parts
from extractor.check.place import Place, Range
from extractor.check.rivals import Rivals
from extractor.check.told_of import SAYS_FORMER
from extractor.check.turn import turn_lead
from extractor.check.twins import Twins
from extractor.check.unlike import Unlike
from extractor.check.words import BORDER, Words, ends_in_change, unchanged
from extractor.numbers.periods import read_period
from extractor.sectors import SECTORS, TELLS_SECTOR, sector_in

_MAX_CANDIDATES = 12
_TOLD = 4
_FEW, _NEAR = frozenset("两二三四五六七八九"), 12
_OF_WHICH = re.compile("(?:以[上下])?的[^,;:.、]{0,6}有")
_OPENS, _LEAST = re.compile(f"(?:^|{BORDER.pattern}|[全我本][国省市区县州盟旗镇乡年]|社会)$"), 3
_CLEARLY = 0.15
_RATES = frozenset({"%", "倍", "番"})
_COMPARED = frozenset({"change", "gap"})
_HELD = frozenset({Bond.ALONE, Bond.FITS})


class Binder:
    """Bind names to the numbers of one source; the words of its numbers are read once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._periods: dict[int, str] = {}
        lexicon = build_lexicon(source)
        self.fit = Fit(source, lexicon)
        self._parallels = Parallels(source)
        self._nearness = Nearness(lexicon)
        self._measured = Measured(source)
        self._enclosed = Enclosed(source)
        self._twins = Twins(source, self._nearness)
        self._counted = Counted(source)
        self._unlike = Unlike(source, self._nearness, self._parallels, self._counted)
        self._elsewhere = Elsewhere(source, self._nearness)
        self._parts = Parts(source, self._parallels)
        self._formed = Formed(source, self._nearness, self._parallels, self._counted, self._elsewhere, self._parts)
        self._rivals = Rivals(source, self._nearness, self._parallels, self._measured, self._counted, self._elsewhere)
        self._leads = Leads(source, self._nearness, self._parallels, self._measured, self._parts, self._counted)
        self._read_ahead()

    def _read_ahead(self) -> None:
        """Read how each quantity is told of and measured now, so that no claim waits for it."""
        for place in filter(lambda place: place.is_quantity, self._source.places):
            self._parallels.phrase(place)
            self._measured.is_by_head(place)
            self._measured.of(place)
            self._counted.listed(place)
            self._parts.whole(place)
        self._measured.build()
        self._rivals.build()

    def bind(self, name: Name, candidates: Sequence[Place], part: Range, *, inside: bool = False) -> Binding:
        """Choose among the numbers that match a claim, all in or near `part`; `inside` leaves other rivals out."""
        best: tuple[float, Binding] | None = None
        for place in candidates[:_MAX_CANDIDATES]:
            if best is not None and self.fit.same_words(place, best[1].place):
                continue  # another copy of the same passage
            score, binding = self._against_rivals(name, place, part, inside=inside)
            if binding.bond is Bond.ALONE and len(candidates) > 1:
                score += self.fit.overlap(name, place)
            if best is None or score > best[0]:
                best = score, binding
        assert best is not None
        return best[1]

    def is_unsaid_change(self, name: Name, place: Place) -> bool:
        """Tell whether a number is the rate at which something changed, and a name says neither rate nor change."""
        if place.unit not in POINTS and place.unit not in _RATES:
            return False
        measured, rated = self._measured.of(place), not is_unlikely(name.plain, place.unit)
        if place.unit in _RATES:
            return "change" in measured and not rated
        gap = "gap" in measured and is_unlikely(name.plain, "%")  # 败诉率 may be told by 1.2个百分点 below another
        return (gap or "change" in measured) and not says_change(name.plain)

    def is_other_by_kind(self, name: Name, place: Place, rivals: Sequence[Place]) -> bool:
        """Tell whether a rival was measured as a name says and this number was not, or one turns into the other."""
        if self._measured.clash(name.aspects, place, rivals) is not None:
            return True
        if any(self._nearness.lead(name.order, place, rival) < -WEAK / 2 for rival in rivals):
            return True
        if self._is_headed(name.plain, rivals) and not self._is_headed(name.plain, [place]):
            return True
        return any(turn_lead(self._source, name.plain, place, rival) == 0.0 for rival in rivals)

    def _is_headed(self, plain: str, places: Sequence[Place]) -> bool:
        """Tell whether a name stands whole right before one of some numbers."""
        return bool(plain) and any(self._source.ends_before(plain, place) for place in places)

    def goes_other_way(self, name: Name, place: Place) -> bool:
        """Tell whether a name says that something rose where the source says that it fell, or the reverse."""
        return self._rivals.goes_other_way(name, place)

    def is_told_so(self, name: Name, place: Place, other: Place) -> bool:
        """Tell whether a number is told of as a name says and another is not: as a change, a total, of its year."""
        if self._measured.lead(name.aspects, place, other) > 0:
            return True
        is_dated = self._leads.told_of.is_dated
        return is_dated(name.plain, place) and not is_dated(name.plain, other)

    def period(self, place: Place) -> str:
        """Return the word for the time of a report that a number tells, if any; it is read once."""
        found = self._periods.get(place.index)
        if found is None:
            found = self._periods[place.index] = read_period(self._source.text, place.start, place.end)
        return found

    def rivals(self, place: Place, part: Range) -> list[Place]:
        """Return the other numbers of a unit around one, in its sentence and in a range."""
        return [other for other in self._source.neighbours(place, part) if is_rival(other, place)]

    def _against_rivals(self, name: Name, place: Place, part: Range, *, inside: bool) -> tuple[float, Binding]:
        twin = self._twins.twin(name, place)
        if twin is not None:
            return 0.0, Binding(Bond.TORN, place, twin)
        share = self._enclosed.share(name.plain, place)
        if share is not None:
            return (1.0, Binding(Bond.FITS, place)) if share is place else (-1.0, Binding(Bond.RIVAL, place, share))
        other = self._rivals.plainly_other(name, place)
        if other is not None:
            return -1.0, Binding(Bond.RIVAL, place, other)
        bound = self._rivals.only_bound(name.plain, place)
        if bound is not None:
            return bound_to(bound, place)
        if self._rivals.says_basis(name.plain, place) or self._rivals.says_rank(name.plain, place):
            return 1.0, Binding(Bond.FITS, place)
        whole = self._rivals.unqualified(name.plain, place)
        if whole is not None:
            return 0.0, Binding(Bond.TORN, place, whole)
        right_before = self._is_right_before(name.plain, place, part) and not self._counted.counts_unsaid(name, place)
        is_total = self._parallels.is_total_of(name.plain, place)
        if (
            right_before
            or is_total
            or self._parallels.is_turned(name.plain, place)
            or self._counted.opens_list(name.plain, place)
            or self._counted.closes_list(name.plain, place)
        ):
            return 1.0, Binding(Bond.FITS, place)
        neighbours = [
            other
            for other in self._source.neighbours(place, part)
            if not self._is_of(name.plain, other) and not self._is_bound_beside(other, place)
        ]
        is_bound = self._rivals.names_bound(name.plain) and self._rivals.bounds(place)
        if is_bound:
            neighbours = [other for other in neighbours if self._rivals.bounds(other)]
            if neighbours:
                return self._among_bounds(name, place, neighbours)
        sector = self._among_sectors(name.plain, place, neighbours)
        if sector is not None:
            return sector
        if "change" in name.aspects:
            neighbours = [other for other in neighbours if not self._rivals.goes_other_way(name, other)]
        else:
            neighbours = [other for other in neighbours if not self._rivals.is_aside(name, other, place)]
        everywhere = neighbours
        neighbours = around = [o for o in neighbours if not self._rivals.is_in_other_part(name, o, place)]
        if inside:
            neighbours = [other for other in neighbours if part.start <= other.start and other.end <= part.end]
        alike = [o for o in neighbours if is_rival(o, place) and may_rival(name.plain, o.unit, place.unit)]
        rivals = self._nearness.closest(name.pairs, alike, place)
        if name.aspects & _COMPARED:
            neighbours = [other for other in neighbours if self._measured.lead(name.aspects, place, other) <= 0]
        foreign = self._unlike.foreign(name, place, neighbours)
        found = (-1.0, Binding(Bond.RIVAL, place, foreign)) if foreign else self._among_alike(name, place, rivals)
        found = found if found[1].bond is Bond.RIVAL else self._among_unlike(name, place, neighbours) or found
        lead, (bond, _, rival) = found
        if rival and bond is Bond.RIVAL and self._rivals.may_be_meant(name, place, rival):
            return lead, Binding(Bond.TIED, place, rival)
        if bond not in _HELD or is_bound:
            return found
        other = self._elsewhere.told(name, place, around) or self._counted.other_head(name.plain, place, around)
        other = other or self._elsewhere.opened(name.plain, place, everywhere)
        return found if other is None else (0.0, Binding(Bond.TORN, place, other))

    def _among_bounds(self, name: Name, place: Place, bounds: Sequence[Place]) -> tuple[float, Binding]:
        """Judge a name of a bound among several: 营收企业下限 is 10亿元 of 营收超10亿元企业3家、纳税超千万元企业9家."""
        if self._rivals.bounds_things(name.plain, place):
            return 1.0, Binding(Bond.FITS, place)
        other = max(bounds, key=lambda bound: self._nearness.share(name.pairs, bound))
        lead = self._nearness.share(name.pairs, place) - self._nearness.share(name.pairs, other)
        return (1.0, Binding(Bond.FITS, place)) if lead >= _CLEARLY else (0.0, Binding(Bond.TIED, place, other))

    def _among_sectors(self, plain: str, place: Place, neighbours: Sequence[Place]) -> tuple[float, Binding] | None:
        """Judge a name of a sector's share, 第二产业占比 of 三次产业结构为11:49:40; None for another name."""
        said = sector_in(plain)
        if said is None:
            return None
        if self._words(place).item not in SECTORS:
            listed = next((number for number in neighbours if self._words(number).item == said), None)
            is_other = listed and listed.value != place.value and not TELLS_SECTOR.search(self._phrase(place))
            return (0.0, Binding(Bond.TORN, place, listed)) if is_other else None
        if ends_in_change(plain):
            return 0.0, Binding(Bond.TORN, place)  # 第三产业比重提高 is none of 4.9:47.3:47.8
        own = [number for number in (place, *neighbours) if self._words(number).item == said]
        if not own or (len(own) > 1 and SAYS_FORMER.search(plain)):
            return None
        last = max(own, key=lambda number: number.index)
        if last is place:
            return 1.0, Binding(Bond.FITS, place)
        was = self._words(place).item == said  # 由11:49:40调整为9:50:41
        return (0.0, Binding(Bond.TORN, place, last)) if was else (-1.0, Binding(Bond.RIVAL, place, last))

    def _among_unlike(self, name: Name, place: Place, neighbours: Sequence[Place]) -> tuple[float, Binding] | None:
        """Judge a name among numbers of other units; None where it holds."""
        if self._formed.says_size(name, place):
            neighbours = [other for other in neighbours if other.unit]
        whole = self._parts.named_whole(name, place)
        judged = self._unlike.judge(name, place, neighbours, named=whole is not None)
        others = [other for other in neighbours if may_count(name.plain, other.unit)]
        if is_unlikely(name.plain, "%"):
            others = [other for other in others if other.unit != "%"]
        if whole is not None and not is_more(place, whole):  # a part is measured as its whole is
            others = [other for other in others if other is not whole]
        if judged:
            return judged
        clash = self._measured.clash(name.aspects, place, others)
        clash = clash or self._unlike.ends_as_other(name.plain, place, neighbours)
        return None if clash is None else (0.0, Binding(Bond.TORN, place, clash))

    def _is_of(self, plain: str, number: Place) -> bool:
        """Tell whether a number is a word of the name, as in 三级指标, or no number that a name could mean.

        Such are the measure of the next one and the count of a list: 教育、卫生、文化三项支出分别为9亿元、8亿元和2亿元.
        """
        text, start, end = self._source.folded.text, number.folded_start, number.folded_end
        if text[start:end] in plain or self._source.is_measure(number):
            return True
        if self._source.ends_before("无", number) and not text.startswith(plain[:_TOLD], end):
            return True  # 无一件被撤销, for another name than 被撤销案件
        return number.digits in _FEW and text.find("分别", end, end + _NEAR) >= 0

    def _is_bound_beside(self, number: Place, place: Place) -> bool:
        """Tell whether a number of another unit is the bound of those that are counted: 占比超过10%的有44种."""
        following = self._source.following(number) if number.approx and number.unit != place.unit else None
        if following is None:
            return False
        text = self._source.folded.text
        return _OF_WHICH.fullmatch(text, number.folded_end, following.folded_start) is not None

    def _is_right_before(self, plain: str, place: Place, part: Range) -> bool:
        """Tell whether a name is printed right before a number that is in no list, and nowhere else around it."""
        printed = self._parallels.is_before(plain, place)
        changed = not printed and self._parallels.is_before_change(plain, place)
        if not (printed or changed) or self._words(place).list_head is not None:
            return False
        plain = unchanged(plain) if changed else plain
        before = self._source.before(place)
        if before and before.folded_end + len(plain) == place.folded_start and is_unlikely(plain, place.unit):
            return False  # 20件民生实事100%完成
        text, (low, high) = self._source.folded.text, self._source.folded_around(place, part)
        if text.count(plain, low, high) <= 1:
            return True
        own = place.folded_start - len(plain)
        if is_unlikely(plain, place.unit):
            return False  # 金融业增加值2500亿元,占全市金融业增加值45%
        others = (low + hit.start() for hit in re.finditer(re.escape(plain), text[low:high]))
        return self._is_whole(own) and not any(self._is_whole(at) for at in others if at != own)

    def _is_whole(self, at: int) -> bool:
        """Tell whether words that begin at an offset end no longer ones: 全国|居民收入, not 农村|居民收入."""
        return _OPENS.search(self._source.folded.text, max(0, at - _LEAST), at) is not None

    def _among_alike(self, name: Name, place: Place, rivals: Sequence[Place]) -> tuple[float, Binding]:
        """Judge a name among numbers of one unit."""
        if not rivals:
            return 2.0, Binding(Bond.ALONE, place)
        if self._counted.is_headed(name.plain, place, rivals):
            return 1.0, Binding(Bond.FITS, place)
        lead, rival = min(
            ((self._leads.told_of.bound_lead(name.plain, place, o), o) for o in rivals), key=lambda item: item[0]
        )
        if lead:
            return lead, Binding(Bond.RIVAL, place, rival) if lead < 0 else Binding(Bond.FITS, place)
        found = self._formed.judge(name, place, rivals)
        if found is not None:
            return found
        whole = self._parts.named_whole(name, place)
        others = [rival for rival in rivals if rival is not whole]
        other = self._rivals.spoken_of(name, place, others) or self._rivals.counted(name.plain, place, others)
        if other is not None:
            return 0.0, Binding(Bond.TORN, place, other)
        lead, rival = min(((self._leads.lead(name, place, other), other) for other in rivals), key=lambda item: item[0])
        if lead >= CLEAR:
            return lead, Binding(Bond.FITS, place)
        if lead <= -CLEAR:
            return lead, Binding(Bond.RIVAL, place, rival)
        return lead, Binding(Bond.TIED, place, rival)

    def _phrase(self, place: Place) -> str:
        return self._parallels.phrase(place) or ""

    def _words(self, place: Place) -> Words:
        return self._nearness.words(place)
