"""Judge a name among numbers of other units: 件 beside 人 in one sentence are told apart by what the name counts.

A name that fits another unit's number better is that number's; one that hardly speaks of the number claimed (a share
without a word for one, the noun that the number before it counts) is nobody's, and a person must look.
"""

import re
from collections import Counter
from collections.abc import Sequence

from extractor.check.better_fit import BetterFit
from extractor.check.bond import Binding, Bond, Name
from extractor.check.counted import Counted, has_noun
from extractor.check.index import Source
from extractor.check.measures import (
    RELATIVE,
    are_alike,
    counts_unit,
    ends_in_other,
    is_unlikely,
    may_count,
    may_mean,
    says_unit,
)
from extractor.check.nearness import Nearness
from extractor.check.parallel import Parallels
from extractor.check.place import Place, in_order
from extractor.check.turn import turn_lead
from extractor.check.twins import TWINNED, counts_people
from extractor.check.words import ANY_ACT, core_of, done_in, ends_in_change
from schemas.quantity import Kind

_PLAINLY = 0.75
_HEADED = 0.2
_NOT_SURE = frozenset({0.0, -1.0})
_BESIDE = 2
_NEARLY_ALL, _FEW = 0.9, 0.5
_HEAD, _SHORTEST, _NAMED, _NOUN = 2, 3, 4, 10
_CHANGE = "(?:增长|增加|提高|提升|上升|下降|减少|降低|压缩|压减|缩短|缩减|精简|整合|回落|扩大|[升降增减])"
_TURNED = re.compile(f"{_CHANGE}[前后]$")
_CHANGED_BY = re.compile(f"{_CHANGE}了?(?:约|近|超过?|逾)?$")
_CALENDAR = frozenset({"年", "个月", "周", "天", "日"})
_OF_TIME = re.compile("[年期时龄寿限久间天日月周快慢]|连续|提前|[缩延]短?长?|压[缩减]|历")
_BY_HEAD = re.compile("[人户村镇乡件亩班日月年次床校场]均")


class Unlike:
    """The numbers of one source as rivals of those with other units."""

    def __init__(self, source: Source, nearness: Nearness, parallels: Parallels, counted: Counted) -> None:
        self._source, self._nearness, self._parallels, self._counted = source, nearness, parallels, counted
        self._better = BetterFit(source, nearness, counted)

    def foreign(self, name: Name, place: Place, neighbours: Sequence[Place]) -> Place | None:
        """Return a number of another unit that the name plainly speaks of, where it shares nothing with this one."""
        if len(name.pairs) < 2 or self._nearness.share(name.pairs, place) > 0 or says_unit(name.plain, place.unit):
            return None
        text, tail = self._source.folded.text, name.plain[-_HEAD:]
        if counts_unit(name.plain, place.unit) or text.endswith(tail, 0, place.folded_start):
            return None
        for other in neighbours:
            unlike = (
                other.unit != place.unit
                and other.kind is not Kind.DURATION
                and not (other.unit in RELATIVE and is_unlikely(name.plain, other.unit))
                and not self._is_unsaid_mean(name.plain, other)
                and may_count(name.plain, other.unit)
                and may_mean(name.plain, other.unit)
            )
            if unlike and self._nearness.share(name.pairs, other) >= _PLAINLY:
                return other
        return None

    def ends_as_other(self, plain: str, place: Place, neighbours: Sequence[Place]) -> Place | None:
        """Return a number of another unit that a name ends in all that is told of, where it says what is told of this.

        产量完成年度计划 is the 117% of 产量达到3036万担,完成年度计划的117%.
        """
        phrase = self._parallels.phrase(place) or ""
        if len(phrase) < _HEAD or plain.endswith(phrase):
            return None
        for other in neighbours:
            if other.unit != place.unit:
                told = self._parallels.phrase(other) or ""
                if len(told) > _SHORTEST and plain != told and plain.endswith(told):
                    return other
        return None

    def judge(
        self, name: Name, place: Place, neighbours: Sequence[Place], *, named: bool = False
    ) -> tuple[float, Binding] | None:
        """Judge a name that a number of another unit fits better, or as well; None where this one holds it.

        `named` tells that the name is known to say what the number is.
        """
        timeless = self._timeless(name, place, neighbours)
        if timeless is not None:
            return 0.0, Binding(Bond.TORN, place, timeless)
        changed = self._changed_elsewhere(name.plain, place, neighbours)
        if changed is not None:
            return -1.0, Binding(Bond.RIVAL, place, changed)
        units = {other.unit for other in neighbours if not are_alike(other.unit, place.unit)}
        if units and self._is_change_of(name.plain, place):
            return 0.0, Binding(Bond.TORN, place, next(other for other in neighbours if other.unit in units))
        rivals = {unit for unit in units if self._may_be_meant(name.plain, unit)}
        others = (other for other in neighbours if other.unit in units and not self._is_change_of(name.plain, other))
        others = (other for other in others if not self._is_unsaid_mean(name.plain, other))
        is_time = place.kind is Kind.DURATION or _OF_TIME.search(name.plain)
        if not is_time and self._nearness.share(name.pairs, place):
            others = (other for other in others if other.kind is not Kind.DURATION)
        unlike = [other for other in others if other.unit in rivals or self._is_beside(name.plain, other)]
        if not unlike or not name.plain:
            return None
        if self._counted.is_head(name.plain, place, unlike):
            told = self._ends_as_told_of(name.plain, place, unlike)
            return None if told is None else (0.0, Binding(Bond.TORN, place, told))
        if counts_unit(name.plain, place.unit) and not any(self._is_said(name.plain, other) for other in unlike):
            return None
        listed = next((other for other in unlike if self._is_listed_as(name.plain, place, other)), None)
        if listed is not None:
            return -1.0, Binding(Bond.RIVAL, place, listed)
        leads = [self._counted.list_lead(name, place, other) for other in unlike]
        for lead, other in zip(leads, unlike, strict=True):
            beside = abs(other.index - place.index) <= _BESIDE
            if lead < 0 or (beside and turn_lead(self._source, name.plain, place, other) in _NOT_SURE):
                return 0.0, Binding(Bond.TORN, place, other)
        if min(leads) > 0:
            return None
        if self._ends_as_told(name.plain, place, unlike) or self._is_acted_on(name.plain, place, unlike):
            return None
        done = self._done_elsewhere(name.plain, place, unlike)
        if done is not None:
            return 0.0, Binding(Bond.TORN, place, done)
        if self._parallels.is_inserted(name.plain, place) or self._is_by_head(name.plain, place):
            return None
        found = self._better.judge(name, place, unlike) if name.pairs else None
        if found is not None:
            return found
        strange = _of_unit_said(name.plain, place, unlike) or self._headed_elsewhere(name, place, unlike)
        named = named or self._is_by_unit(name.plain, place, unlike)
        strange = strange or (None if named else self._strange(name, place, unlike))
        strange = strange or (None if named else self._spelled_before(name.plain, place, unlike))
        if strange and self._is_other_count(name.plain, place, strange):
            return None
        return None if strange is None else (0.0, Binding(Bond.TORN, place, strange))

    def _timeless(self, name: Name, place: Place, neighbours: Sequence[Place]) -> Place | None:
        """Return a number that a name may speak of, where the one claimed is of time and the name says no time.

        投入 is no number of 五年累计投入16.5亿元.
        """
        if place.unit not in _CALENDAR or _OF_TIME.search(name.plain):
            return None
        for other in neighbours:
            counts = other.kind is not Kind.DURATION and other.unit not in RELATIVE
            if counts and self._may_be_meant(name.plain, other.unit) and self._nearness.share(name.pairs, other):
                return other
        return None

    def _changed_elsewhere(self, plain: str, place: Place, neighbours: Sequence[Place]) -> Place | None:
        """Return the change of what a name says, where the number claimed is the change of something else.

        煤炭产量增加 is of 煤炭产量6亿吨,增加1千万吨, not of 发电量3千亿度,增加1百亿度.
        """
        own = self._changed(place) if ends_in_change(plain) else None
        if not own or own in plain:
            return None
        return next((o for o in neighbours if o.unit != place.unit and (self._changed(o) or "-") in plain), None)

    def _changed(self, place: Place) -> str | None:
        """Return what is told of the number right before one that says by how much it changed, of one unit with it."""
        before, phrase = self._source.before(place), self._parallels.phrase(place) or ""
        if before is None or not are_alike(before.unit, place.unit) or not ends_in_change(phrase):
            return None
        told = self._parallels.phrase(before) or ""
        return told if len(told) >= _HEAD and not ends_in_change(told) else None

    def _is_change_of(self, plain: str, other: Place) -> bool:
        """Tell whether a number is by how much something changed, and a name says what it changed from or to.

        浓度下降后 is the 17微克 of 由32微克下降到17微克,下降47%, and no number of %.
        """
        if other.unit not in RELATIVE or _TURNED.search(plain) is None:
            return False
        start = other.folded_start
        return _CHANGED_BY.search(self._source.folded.text, max(0, start - _NOUN), start) is not None

    def _spelled_before(self, plain: str, place: Place, unlike: Sequence[Place]) -> Place | None:
        """Return a number whose phrase has nearly all characters of a name, where this one's has few.

        老旧小区改造开工 is of 开工改造城镇老旧小区6470个, not of 完成棚户区改造73万套.
        """
        core, phrase = core_of(plain), self._parallels.phrase(place) or ""
        if min(len(core), len(phrase)) <= _SHORTEST or ends_in_change(plain) or _covered(core, phrase) > _FEW:
            return None
        return next((o for o in unlike if _covered(core, self._parallels.phrase(o) or "") >= _NEARLY_ALL), None)

    def _ends_as_told(self, plain: str, place: Place, unlike: Sequence[Place]) -> bool:
        """Tell whether a name ends in all that is told of one number: 小学在校生 is 2人 of 小学9所、在校生2人."""
        phrase = self._parallels.phrase(place) or ""
        if len(phrase) <= _HEAD or not plain.endswith(phrase) or ends_in_change(phrase):
            return False
        if is_unlikely(plain, place.unit) and not phrase.startswith("完成"):
            return False  # 政务服务事项100%进驻, not 完成预算的94%
        return not any(plain.endswith(self._parallels.phrase(other) or "-") for other in unlike)

    def _ends_as_told_of(self, plain: str, place: Place, unlike: Sequence[Place]) -> Place | None:
        """Return a number that a name ends in all that is told of, where it stands beside nothing of the one claimed.

        小区改造惠及居民 is of 小区改造200个,惠及居民13万户.
        """
        text, phrase = self._source.folded.text, self._parallels.phrase(place) or "-"
        for other in unlike:
            told = self._parallels.phrase(other) or ""
            beside = plain.endswith(phrase) or text.startswith(told, place.folded_end)
            if len(told) > _SHORTEST and plain.endswith(told) and plain != told and not beside:
                return other
        return None

    def _done_elsewhere(self, plain: str, place: Place, unlike: Sequence[Place]) -> Place | None:
        """Return a number before which all stands that a name says was done, where other acts stand before this one.

        排查纠纷 is no number of 排查矛盾2.4万次,调处纠纷1.8万件.
        """
        said, done = done_in(plain), done_in(self._parallels.phrase(place) or "") - ANY_ACT
        done = done or done_in(self._parallels.behind(place) or "") - ANY_ACT
        if not said or not done or not said.isdisjoint(done):
            return None
        return next((other for other in unlike if said <= done_in(self._parallels.phrase(other) or "")), None)

    def _is_unsaid_mean(self, plain: str, other: Place) -> bool:
        """Tell whether a number is by head, 人均生产总值1.36万美元, and a name says nothing of that."""
        phrase = self._parallels.phrase(other) or ""
        return len(phrase) > _NAMED and _BY_HEAD.match(phrase) is not None and _BY_HEAD.search(plain) is None

    def _is_by_head(self, plain: str, place: Place) -> bool:
        """Tell whether all that is told of a number is by whose head it is, and a name says so: 人均1.53万元."""
        phrase = self._parallels.phrase(place) or ""
        return _BY_HEAD.fullmatch(phrase) is not None and phrase in plain

    def _is_beside(self, plain: str, other: Place) -> bool:
        """Tell whether a name stands beside a number that it may count: not 500米 of 500米公交站点覆盖率93%."""
        return self._source.is_beside(plain, other) and may_count(plain, other.unit)

    def _is_listed_as(self, plain: str, place: Place, other: Place) -> bool:
        """Tell whether a name says the word before another number of one list, and none of that before this one.

        钢铁产能 is no number of 玻璃3500万箱 in 钢铁2700万吨、玻璃3500万箱等产能.
        """
        if not self._parallels.share_head(place, other):
            return False
        phrase, others = self._parallels.phrase(place) or "", self._parallels.phrase(other) or ""
        return len(others) > 1 < len(phrase) and others[-_HEAD:] in plain and set(phrase).isdisjoint(plain)

    def _is_other_count(self, plain: str, place: Place, other: Place) -> bool:
        """Tell whether a name ends in the word for one of two counts of the same things: 登记人数 of 38户、104人."""
        counts = counts_unit(plain, place.unit) or counts_people(plain, place, other)
        if not counts or counts_unit(plain, other.unit):
            return False
        first, second = in_order(place, other)
        return self._source.folded.text[first.folded_end : second.folded_start] in TWINNED

    def _is_by_unit(self, plain: str, place: Place, unlike: Sequence[Place]) -> bool:
        """Tell whether a name says the unit of a number and of no other, and nothing else is told of that number."""
        if place.unit in RELATIVE or not self._says(plain, place.unit):
            return False
        if any(self._says(plain, other.unit) for other in unlike):
            return False
        before, phrase = self._source.before(place), self._parallels.phrase(place)
        if before and self._source.folded.text.find("其中", before.folded_end, place.folded_start) >= 0:
            return False
        return not phrase or not set(phrase[-_HEAD:]).isdisjoint(core_of(plain)[-_HEAD:])

    def _is_said(self, plain: str, other: Place) -> bool:
        return self._says(plain, other.unit) if other.unit else self._better.says_what(plain, other)

    @staticmethod
    def _says(plain: str, unit: str) -> bool:
        return says_unit(plain, unit) or counts_unit(plain, unit)

    @staticmethod
    def _may_be_meant(plain: str, unit: str) -> bool:
        """Tell whether a name may mean a number of some unit."""
        return not is_unlikely(plain, unit) and may_mean(plain, unit) and not ends_in_other(plain, unit)

    def _headed_elsewhere(self, name: Name, place: Place, unlike: Sequence[Place]) -> Place | None:
        """Return a number that a name ends in the words for: the unit it counts, the noun that it stands beside."""
        plain = name.plain
        if says_unit(plain, place.unit):
            return next((other for other in unlike if self._is_said_of(name, place, other)), None)
        heads = (plain[-2:], *name.order[-1:])
        beside = any(self._source.is_beside(head, place) for head in heads)
        text, whole = self._source.folded.text, self._source.is_beside(plain, place)
        ended = text.endswith(core_of(plain)[-_SHORTEST:], 0, place.folded_start)
        counted = self._counted
        for other in unlike:
            if whole and counted.fills_gap(plain, other, place):
                return other
            if not whole and not ended and counted.is_counted(plain, other) and not counted.is_counted(plain, place):
                return other
            if not whole and other.index > place.index and self._is_headed(name, place, other):
                return other
            if counts_unit(plain, other.unit) or (
                not beside and any(self._source.is_beside(head, other) for head in heads)
            ):
                return other
            if self._parallels.phrase_lead(plain, place, other) < 0 or counted.counts_noun_unsaid(name, place, other):
                return other
        return None

    def _is_said_of(self, name: Name, place: Place, other: Place) -> bool:
        """Tell whether a name that says the unit of one number speaks of another: 行政案件罚款 is no number of 起."""
        text = self._source.folded.text
        if not self._source.is_beside(name.plain, place):
            if text.endswith(name.plain, 0, other.folded_start):
                return True
            if self._counted.is_counted(name.plain, other) and not self._counted.is_counted(name.plain, place):
                return True
        if says_unit(name.plain, other.unit):
            return self._parallels.phrase_lead(name.plain, place, other) < 0
        later = other.index > place.index
        before = later and text.endswith(name.plain[-2:], 0, other.folded_start)
        return before and self._is_headed(name, place, other)

    def _is_headed(self, name: Name, place: Place, later: Place) -> bool:
        """Tell whether the last word of a name stands beside a later number, and is told of none before."""
        if not name.order:
            return False
        head = name.order[-1]
        return self._nearness.words(later).owns(head) and not self._nearness.is_told(head, place)

    def _strange(self, name: Name, place: Place, unlike: Sequence[Place]) -> Place | None:
        """Return a number of another unit that a name may mean, where it hardly means one of this unit."""
        text = self._source.folded.text
        behind = place.folded_end + text.startswith("的", place.folded_end)
        if text.startswith(name.plain, behind) or text.endswith(name.plain, 0, place.folded_start):
            return None
        if len(name.plain) > _SHORTEST and name.plain in (self._parallels.phrase(place) or ""):
            return None  # 居民消费价格总水平|控制在4%
        if not name.order or is_unlikely(name.plain, place.unit):
            return unlike[0]
        head = name.order[-1]
        own = self._nearness.words(place).weight(head) + _HEADED
        nested = (other for other in unlike if self._better.runs_together(place, other))
        words, counts = self._nearness.words, self._counted.counts
        headed = next((o for o in nested if words(o).weight(head) >= own or counts(o, head, place)), None)
        return headed or self._nearer_told(name, place, unlike)

    def _is_acted_on(self, plain: str, place: Place, unlike: Sequence[Place]) -> bool:
        """Tell whether a name is what was done right before a number to those that another counts.

        废止文件 is 50份 of 清理6784件文件,废止50份.
        """
        act = self._parallels.phrase(place) or "-"
        thing, text = plain.removeprefix(act), self._source.folded.text
        if not len(act) >= _HEAD <= len(thing) < len(plain) or has_noun(self._source, place):
            return False
        return any(text.startswith(thing, other.folded_end) for other in unlike if other.index < place.index)

    def _nearer_told(self, name: Name, place: Place, unlike: Sequence[Place]) -> Place | None:
        """Return the number that stands nearest to a name's last words, where none of them stand by the one claimed."""
        if self._nearness.share(name.pairs, place) > 0:
            return None
        low, high = self._source.folded_sentence(place.sentence)
        told = next(
            (at for pair in reversed(name.order) if (at := self._source.folded.text.find(pair, low, high)) >= 0), -1
        )
        if told < 0:
            return None
        nearest = min([place, *unlike], key=lambda other: max(told - other.folded_end, other.folded_start - told - 2))
        return None if nearest is place else nearest


def _covered(name: str, phrase: str) -> float:
    """Return the share of a name's characters that a phrase has, each as often."""
    return (Counter(name) & Counter(phrase)).total() / len(name) if name else 0.0


def _of_unit_said(plain: str, place: Place, unlike: Sequence[Place]) -> Place | None:
    """Return a number whose unit a name says, and not that of the one claimed: 轮训学时要求 is none of 分2期轮训."""
    if place.unit and place.unit in plain:
        return None
    return next((other for other in unlike if len(other.unit) > 1 and other.unit in plain), None)
