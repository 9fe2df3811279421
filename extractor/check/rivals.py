"""Which rivals count: numbers that a name cannot mean, and those that are no proof against another number."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.check.aspects import Measured, is_other_way, says_way
from extractor.check.bond import Name
from extractor.check.counted import Counted, has_noun
from extractor.check.elsewhere import Elsewhere
from extractor.check.index import Source
from extractor.check.lazy import lazy
from extractor.check.measures import OF_PEOPLE, OF_SIZE
from extractor.check.nearness import Nearness
from extractor.check.parallel import JOINTS, Parallels
from extractor.check.place import Place, in_order
from extractor.check.turn import turn_lead
from extractor.check.words import last_of, pairs_of, unchanged
from schemas.quantity import Kind

_LEVEL = re.compile("[,、]?(?:达到?|至|到)")
_MARKS = re.compile("台阶|大关|关口|门槛|突破")
_BOUND_BEFORE = re.compile("(?:超过?|过|满|逾|突破|不足|[高低大小]于)$")
_BOUND_BEHIND = re.compile("及?以[上下内]|级|的")
_LASTS, _TAKES, _TIME = re.compile("连续$"), re.compile("[用经]过?$"), re.compile("[年月日天周季时期龄]|连续|持续|长度")
_MARK = re.compile("级?(?:新?台阶|大关|关口|门槛)")
_BASIS, _SOME, _WHOLE = "基数", 2, 4
_RANK, _GRADES, _GRADED = "级别", frozenset({"", "元", "级"}), re.compile("级?(?:以上)?")
_BEYOND = re.compile("及?以[上下内]的?")
_UPPER = "上限"
_BOUNDS, _BOUNDED = ("门槛", "下限", "上限"), re.compile("以[上下内](?:的|[\u4e00-\u9fff]{2})")
_COUNTED = re.compile("(?:以[上下内]|级)?的?[\u4e00-\u9fff]{2}")
_STEPS = re.compile(f"[十百千万]*亿?[元吨]?{_MARK.pattern}")
_PASSED = re.compile("(?:突破|超过?|跨越|跨[过上入]|迈[上过入]|跃上|站上|登上)了?$")
_PASSES = re.compile("(?:[跨迈跃站登][过上越入]?|突破)$")
_THEN = re.compile("(?:新?台阶|大关|关口)?[,、]?(?:达到?了?|为|增至|升至)")
_COMPARES = re.compile("[较多少高低]|比(?![重例])")
_MONEY = frozenset("元镑币")
_CURRENCY = re.compile("美元|欧元|港[元币]|日元|英镑|澳门元")
_NEAR, _HEAD, _LISTED = 12, 4, 6
_PART = ";"


class Rivals:
    """The numbers of one source as rivals of each other."""

    def __init__(
        self,
        source: Source,
        nearness: Nearness,
        parallels: Parallels,
        measured: Measured,
        counted: Counted,
        elsewhere: Elsewhere,
    ) -> None:
        self._source, self._nearness, self._parallels = source, nearness, parallels
        self._measured, self._counted, self._elsewhere = measured, counted, elsewhere

    def is_aside(self, name: Name, other: Place, place: Place) -> bool:
        """Tell whether a number is but a change of another, its aim or its mean by head, and a name says none of it."""
        plain = name.plain
        if (
            _is_in_other_currency(plain, other)
            or ("new" not in name.aspects and self._changed_to(other, place))
            or self._measured.is_but_aim(plain, other, place)
        ):
            return True
        if self._is_step(plain, other) or self._is_mark_of(plain, other, place):
            return True
        if self._is_mean_of_all(plain, other, place):
            return True
        own = self._nearness.share(name.pairs, place)
        return (
            own > 0
            and (2 * own >= self._nearness.share(name.pairs, other) or self._is_told_again(other))
            and _COMPARES.search(plain) is None
            and self._measured.is_but_change(plain, other, place)
            and turn_lead(self._source, plain, place, other) is None
        )

    def is_in_other_part(self, name: Name, other: Place, place: Place) -> bool:
        """Tell whether a number stands in another part of the sentence, and a name says more of this one's part.

        审结行政复议案件 is of 收到行政复议申请89件,审结70件;行政应诉案件62件,审结55件, none behind the semicolon.
        """
        text = self._source.folded.text
        earlier, later = in_order(place, other)
        if text.find(_PART, earlier.folded_end, later.folded_start) < 0:
            return False
        if self._ends_elsewhere(name.plain, other, place):
            return False
        own, theirs = self._part(place), self._part(other)
        said = [(text.find(pair, *own) >= 0, text.find(pair, *theirs) >= 0) for pair in name.order]
        alone = said.count((True, False))
        return alone >= _SOME and alone >= 2 * said.count((False, True))

    def _ends_elsewhere(self, plain: str, other: Place, place: Place) -> bool:
        """Tell whether a name ends in what stands before another number, and says nothing of what does before this one.

        县长出庭应诉 is none of 县长主持会议31次;带头出庭应诉1次.
        """
        source, tail = self._source, plain[-_WHOLE:]
        if tail == plain or not source.ends_before(tail, other) or source.ends_before(tail[-_SOME:], place):
            return False
        return (self._parallels.phrase(place) or "") not in plain

    def _part(self, place: Place) -> tuple[int, int]:
        """Return the part of a sentence, between semicolons, that a number stands in."""
        low, high = self._source.folded_sentence(place.sentence)
        text = self._source.folded.text
        start, end = text.rfind(_PART, low, place.folded_start), text.find(_PART, place.folded_end, high)
        return max(low, start + 1), high if end < 0 else end

    def plainly_other(self, name: Name, place: Place) -> Place | None:
        """Return a number that a name means, where it cannot mean this one.

        This one is a bound that the name says itself (500亿元以上企业数), it counts the marks that a value passed, it
        says for how long or is by head, or the name is told of another number of its list.
        """
        plain, source = name.plain, self._source
        if self._is_bound(plain, place) or self._is_step(plain, place):
            return source.following(place) or source.before(place)
        if self._is_span_of(plain, place):
            return source.following(place)
        if self._is_basis(place) != plain.endswith(_BASIS):
            return source.following(place) if self._is_basis(place) else self._basis_beside(place)
        if _is_in_other_currency(plain, place):
            others = (other for other in self._beside(place) if "元" in other.unit)
            return next((other for other in others if not _is_in_other_currency(plain, other)), None)
        return (
            self._in_all(name, place) or self._counted.listed_before(plain, place) or self._printed_before(plain, place)
        )

    def _printed_before(self, plain: str, place: Place) -> Place | None:
        """Return the other number of the unit right before which a name is printed: 工业投资100亿元、技改投资60亿元."""
        own = self._parallels.phrase(place) or ""
        if min(len(plain), len(own)) < _WHOLE or own in plain:
            return None
        others = (other for other in self._beside(place) if other.unit == place.unit)
        other = next((other for other in others if (self._parallels.phrase(other) or "").endswith(plain)), None)
        return None if other is None or set(plain) <= set(own) else other

    def _is_basis(self, place: Place) -> bool:
        """Tell whether a number says by how many another is told: 千人 of 每千人托位数4.6个."""
        source = self._source
        return source.ends_before("每", place) or (place.unit in OF_PEOPLE and source.is_measure(place))

    def says_basis(self, plain: str, place: Place) -> bool:
        """Tell whether a number is one by which another is told, and a name says so: 每千人托位数基数."""
        return plain.endswith(_BASIS) and self._is_basis(place)

    def says_rank(self, plain: str, place: Place) -> bool:
        """Tell whether a number is the grade of what a name says: 引进企业级别 is 百亿级 of 引进百亿级企业1家.

        It is any of several: 百亿级、千亿级园区.
        """
        things = plain.removesuffix(_RANK)
        if things == plain or place.unit not in _GRADES:
            return False
        text, places, last, at = self._source.folded.text, self._source.places, place.index, place.folded_end
        while (graded := _GRADED.match(text, at)) and text.startswith("、", graded.end()):
            last += 1
            if last == len(places) or places[last].folded_start != graded.end() + 1:
                return False
            at = places[last].folded_end
        at = graded.end() if graded else at
        return any(text.startswith(things[-size:], at) for size in range(_SOME, len(things) + 1))

    def unqualified(self, plain: str, place: Place) -> Place | None:
        """Return the change of just what a name says, where the one claimed is of some of that.

        入境游客增长 is 19.1% of 入境游客240万人次、增长19.1%,张家界入境游客增长32.5%.
        """
        stem, phrase = unchanged(plain), self._parallels.phrase(place) or ""
        some = phrase.removesuffix(plain)
        if stem == plain or len(stem) <= _SOME or not _SOME <= len(some) < len(phrase):
            return None
        others = (other for other in self._beside(place) if other.unit == place.unit)
        return next((other for other in others if self._is_bare_change(other, stem, some)), None)

    def _is_bare_change(self, place: Place, stem: str, some: str) -> bool:
        """Tell whether a number says by how much the one before it changed, which is of all that a name says."""
        before, phrase = self._source.before(place), self._parallels.phrase(place) or ""
        if before is None or before.unit == place.unit or "change" not in self._measured.of(place) or stem in phrase:
            return False
        told = self._parallels.phrase(before) or ""
        return stem in told and some not in told

    def _basis_beside(self, place: Place) -> Place | None:
        return next(filter(self._is_basis, self._beside(place)), None)

    def only_bound(self, plain: str, place: Place) -> Place | None:
        """Return the one number of a sentence that bounds what is counted, for a name that means a bound: 项目门槛."""
        if not self.names_bound(plain):
            return None
        text = self._source.folded.text
        bounds = [one for one in (place, *self._beside(place)) if _BOUNDED.match(text, one.folded_end)]
        if len(bounds) != 1 or text.startswith("以上", bounds[0].folded_end) == plain.endswith(_UPPER):
            return None  # 失业率上限 is no 90%以上的社区
        return bounds[0]

    def bounds(self, place: Place) -> bool:
        """Tell whether a number says which ones are counted: 10亿元 of 10亿元以上企业3家, 营收超10亿元企业3家."""
        text, start = self._source.folded.text, place.folded_start
        if place.unit not in OF_SIZE or _COUNTED.match(text, place.folded_end) is None:
            return False  # 占比超86%
        bounded = _BOUNDED.match(text, place.folded_end) or text.startswith("级", place.folded_end)
        return bool(bounded) or _BOUND_BEFORE.search(text, max(0, start - _HEAD), start) is not None

    def bounds_things(self, plain: str, place: Place) -> bool:
        """Tell whether a number is the bound of what stands right behind it, and a name says so: 企业下限."""
        things, text = plain.removesuffix("下限").removesuffix("上限"), self._source.folded.text
        beyond = _BEYOND.match(text, place.folded_end)
        return len(things) >= _SOME and text.startswith(things, beyond.end() if beyond else place.folded_end)

    def names_bound(self, plain: str) -> bool:
        """Tell whether a name means a bound: 项目门槛."""
        return plain.endswith(_BOUNDS)

    def _is_bound(self, plain: str, place: Place) -> bool:
        """Tell whether a name says a number as a bound and goes on: 经济总量超500亿元县域."""
        before, said, behind = plain.partition(self._source.folded.text[place.folded_start : place.folded_end])
        if not said or not 1 < len(behind) <= _NEAR:
            return False
        return _BOUND_BEFORE.search(before) is not None or _BOUND_BEHIND.match(behind) is not None

    def _in_all(self, name: Name, place: Place) -> Place | None:
        """Return the number that a name stands before, where this one is only by head of the same."""
        measured = self._measured
        if not measured.is_by_head(place) or self._nearness.words(place).list_head is not None:
            return None
        others = (o for o in self._beside(place) if not self._is_basis(o))
        others = (o for o in others if measured.is_but_mean(name.plain, place, o))
        return next((other for other in others if self._is_said_before(name.plain, other, place)), None)

    def _is_span_of(self, plain: str, place: Place) -> bool:
        """Tell whether a number says but for how long, and a name speaks of no time: 产量连续13年稳定在430亿斤."""
        if place.kind is not Kind.DURATION or _TIME.search(plain) or self._source.following(place) is None:
            return False
        text, start = self._source.folded.text, place.folded_start
        if text.startswith("时间", place.folded_end) and _TAKES.search(text, max(0, start - _HEAD), start):
            return True  # 用两年时间将标准由50元提高到100元
        return _LASTS.search(text, max(0, start - _HEAD), start) is not None

    def _beside(self, place: Place) -> list[Place]:
        """Return the numbers just around one in its sentence."""
        around = self._source.places[max(place.first, place.index - 3) : place.index + 4]
        return [other for other in around if other.sentence == place.sentence and other is not place]

    def _is_said_before(self, plain: str, number: Place, other: Place) -> bool:
        """Tell whether a name stands before a number, not before another one, and not as the mean of something."""
        text, low = self._source.folded.text, self._source.folded_sentence(number.sentence)[0]
        low = other.folded_end if other.index < number.index else low
        at = text.rfind(plain, low, number.folded_start)
        return at >= 0 and text[max(low, at - 1) : at] != "均"

    def _is_step(self, plain: str, number: Place) -> bool:
        """Tell whether a number counts the marks that a value passed, and a name says none: 跨越3个千亿元台阶."""
        if number.index not in self._steps or _MARKS.search(plain):
            return False
        return number.unit != "个" or not _PASSES.search(plain)

    @lazy
    def _steps(self) -> frozenset[int]:
        """The ranks of the numbers that count marks, and of the marks that they count or that a value passed."""
        return frozenset([place.index for place in self._source.places if self._counts_marks(place)])

    def _counts_marks(self, number: Place) -> bool:
        text, start, end = self._source.folded.text, number.folded_start, number.folded_end
        if number.unit == "个":
            return _STEPS.match(text, end) is not None
        if _MARK.match(text, end) is None:
            return False
        before, behind = self._source.before(number), self._source.following(number)
        if before is not None and before.unit == "个" and before.folded_end == start:
            return True
        return behind is not None and _THEN.fullmatch(text, end, behind.folded_start) is not None

    def _is_mean_of_all(self, plain: str, other: Place, place: Place) -> bool:
        """Tell whether a number is by head what another, told behind the marks that it passed, is in all."""
        before = self._source.before(place)
        stepped = before is not None and self._is_step(plain, before)
        return stepped and self._measured.is_but_mean(plain, other, place)

    def _is_mark_of(self, plain: str, mark: Place, place: Place) -> bool:
        """Tell whether a number is but the mark that the one right behind it passed: 突破2万亿元、达到2.36万亿元."""
        if place.index != mark.index + 1 or place.unit not in {mark.unit, mark.unit or place.unit}:
            return False
        return mark.index in self._passed and not _MARKS.search(plain)

    @lazy
    def _passed(self) -> frozenset[int]:
        """The ranks of the numbers that are marks which the number right behind passed."""
        text, marks = self._source.folded.text, list[int]()
        for mark, place in pairwise(self._source.places):
            then = _THEN.fullmatch(text, mark.folded_end, place.folded_start)
            if then and _PASSED.search(text, max(0, mark.folded_start - _NEAR), mark.folded_start):
                marks.append(mark.index)
        return frozenset(marks)

    def _is_told_again(self, other: Place) -> bool:
        """Tell whether a number has its words from one before it: 事故64起、死亡51人,同比减少12起、9人."""
        return self._nearness.words(other).list_head is not None and not self._parallels.phrase(other)

    def _changed_to(self, change: Place, place: Place) -> bool:
        """Tell whether a number is the level that a change right before it led to: 入园率提高27个百分点,达91%."""
        if place.index != change.index + 1 or place.index not in self._levels:
            return False
        return "change" in self._measured.of(change)

    @lazy
    def _levels(self) -> frozenset[int]:
        """The ranks of the numbers that are the level which the one right before led to."""
        text, places = self._source.folded.text, self._source.places
        led = (b for a, b in pairwise(places) if _LEVEL.fullmatch(text, a.folded_end, b.folded_start))
        return frozenset([place.index for place in led])

    def build(self) -> None:
        """Read what every claim asks for now, so that none waits for it."""
        _ = self._steps, self._passed, self._levels

    def may_be_meant(self, name: Name, place: Place, rival: Place) -> bool:
        """Tell whether a name may mean a number though it has more of a rival's words, so that it proves nothing.

        The rival is but its change, or the same told roughly (突破300万,达到312万); the name says all that stands
        before this number and not before the rival, or denies what does: 未整改 and 整改57条.
        """
        if self._is_spoken_of(name, place, rival) or self._elsewhere.told(name, rival, [place]) is place:
            return True
        if self._measured.lead(name.aspects, place, rival) > 0 or self.goes_other_way(name, rival):
            return True
        plain = name.plain
        if place.index == rival.index + 1 and place.index in self._levels:
            return True
        phrase = self._parallels.phrase(rival) or ""
        if phrase in plain:
            return bool(phrase) and last_of(phrase, plain) < 0
        return self._parallels.says_phrase(plain, place)

    def _is_spoken_of(self, name: Name, place: Place, rival: Place) -> bool:
        """Tell whether a name may mean a number though it has more of a rival's words: that is but its change."""
        plain = name.plain
        if self._measured.is_but_change(plain, rival, place) or self._parallels.opens_as(plain, rival, place):
            return True
        return self.counted(plain, rival, [place]) is not None

    def spoken_of(self, name: Name, place: Place, rivals: Sequence[Place]) -> Place | None:
        """Return a rival that a name speaks of though it has more of this one's words: this one is but its change."""
        return next((rival for rival in rivals if self._is_spoken_of(name, rival, place)), None)

    def counted(self, plain: str, place: Place, rivals: Sequence[Place]) -> Place | None:
        """Return a rival that counts what a name ends in, where this one counts something else: 9个乡镇、38个部门."""
        if self._counted.is_counted(plain, place):
            return None
        beside = self._source.folded.text[place.folded_start - _HEAD : place.folded_start]
        if not has_noun(self._source, place) and not pairs_of(beside).isdisjoint(pairs_of(plain)):
            return None
        return next((rival for rival in rivals if self._counted.is_counted(plain, rival)), None)

    def goes_other_way(self, name: Name, place: Place) -> bool:
        """Tell whether a name says that something rose where the source says that it fell, or the reverse."""
        if not says_way(name.plain):
            return False
        text, head = self._source.folded.text, place
        for _ in range(_LISTED):  # of 分别增长1.1%和6.8% both rose
            before = self._source.before(head)
            if before is None or text[before.folded_end : head.folded_start] not in JOINTS:
                break
            head = before
        return is_other_way(name.plain, text[max(0, head.folded_start - _NEAR) : head.folded_start])


def _is_in_other_currency(plain: str, number: Place) -> bool:
    """Tell whether a name says a foreign currency, and a number is money in another one: 折美元, of 19924元."""
    if number.unit[-1:] not in _MONEY:
        return False
    if "人民币" in plain:
        return _CURRENCY.search(number.unit) is not None
    said = _CURRENCY.search(plain)
    return said is not None and number.unit != said[0]
