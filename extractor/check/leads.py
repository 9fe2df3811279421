"""How much better a name fits one of two numbers of a unit: by year, part or measure, else by the words beside them."""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from extractor.check.aspects import Measured
from extractor.check.bond import CLEAR, Name
from extractor.check.counted import Counted
from extractor.check.index import Source
from extractor.check.measures import are_alike
from extractor.check.nearness import Nearness
from extractor.check.parallel import BY_HEAD, Parallels
from extractor.check.parts import Parts
from extractor.check.place import Place, in_order
from extractor.check.told_of import ToldOf
from extractor.check.turn import turn_lead
from extractor.check.words import ANY_ACT, Words, done_in, ends_in_change, head_of, last_of, pairs_of, unchanged

_TRACE, WEAK = 0.02, 0.12
_KINDS = (
    ("收入", "支出", "收支"),
    ("进口", "出口", "进出口"),
    ("职工", "居民"),
    ("城镇", "农村", "城乡"),
    ("民事", "刑事"),
    ("一审", "二审"),
    ("结婚", "离婚"),
    ("全部", "规模以上"),
    ("省内", "省外"),
    ("市内", "市外"),
    ("区内", "区外"),
    ("境内", "境外"),
    ("室内", "室外"),
    ("线上", "线下"),
    ("公办", "民办"),
    ("国家级", "省级", "市级", "县级"),
)
"""Opposites, and the word for both: what is told of one is not told of the others."""
_LEVEL_OF_STATE = {"国家级": "国家"}
"""How a kind may be told behind a number: 5个国家区域医疗中心 and 6个省级区域医疗中心."""
_BOTH, _ACT = 0.6, 4
_LONG, _OPENING = 3, 2
_ALREADY = re.compile("^(?:已经?|共|均|并|其中|被|检出|查出)+")


class Leads:
    """Compare two numbers of one unit as what a name may mean."""

    def __init__(
        self,
        source: Source,
        nearness: Nearness,
        parallels: Parallels,
        measured: Measured,
        parts: Parts,
        counted: Counted,
    ) -> None:
        self._source, self._nearness, self._parallels = source, nearness, parallels
        self._measured, self._parts, self._counted = measured, parts, counted
        self.told_of = ToldOf(source)

    def lead(self, name: Name, place: Place, rival: Place) -> float:
        """Return how much better a name fits a number than its rival, from -1 to 1; 0 if nothing separates them."""
        told_of = self.told_of
        sure = told_of.year_lead(name.plain, place, rival) or told_of.bound_lead(name.plain, place, rival)
        sure = (
            sure or self._measured.yearly_lead(name.plain, place, rival) or told_of.state_lead(name.plain, place, rival)
        )
        if sure:
            return sure
        kinds = self._is_of_other_kind(name.plain, rival, place) - self._is_of_other_kind(name.plain, place, rival)
        if kinds:
            return float(kinds)
        item = self._item_lead(name.plain, place, rival)
        if item:
            return float(item)
        by_head = self._parallels.head_lead(name.plain, place, rival) or told_of.code_lead(name.plain, place, rival)
        if by_head:
            return float(by_head)
        told = turn_lead(self._source, name.plain, place, rival)
        aspect = self._measured.lead(name.aspects, place, rival) if name.aspects else 0
        if told is None and not (aspect and "change" in name.aspects):
            told = self._parts.lead(name, place, rival)
        if told is not None:
            return told
        done = self._verb_lead(name.plain, place, rival) or self._act_lead(name, place, rival)
        done = done or self._counted.list_lead(name, place, rival) or told_of.letter_lead(name.plain, place, rival)
        if done:
            return float(done)
        if aspect > 0 and self._is_told(name.plain, place, rival):
            return aspect / 2
        if self._speaks_of_both(name, place, rival):
            return 0.0
        lead = self._by_words(name, place, rival, aspect)
        return 0.0 if lead * aspect < 0 or (lead > 0 and self._is_other_act(name.plain, place)) else lead

    def _item_lead(self, plain: str, place: Place, rival: Place) -> int:
        """Tell two numbers of one 分别 by what they are told of: by head or not, else by how that begins.

        The last of them may say what all are: 小微贷款增速 is of 小微企业、涉农贷款增速分别为4.2%和0.7%.
        """
        words, others = self._words(place), self._words(rival)
        if not words.item or not others.item or words.list_head != others.list_head:
            return 0
        lent = len(words.item) - len(others.item) if rival.index < place.index else len(others.item) - len(words.item)
        if abs(lent) <= _LONG:
            said, own, other = (BY_HEAD.search(item) is not None for item in (plain, words.item, others.item))
            return 0 if own == other else 1 if own == said else -1
        begun, other_begun = words.item[:_OPENING], others.item[:_OPENING]
        if lent < 0 or begun in others.item or other_begun in words.item:
            return 0
        return (begun in plain) - (other_begun in plain)

    def _is_told(self, plain: str, place: Place, rival: Place) -> bool:
        """Tell whether a name says all that stands before a number, or is one of a change that no rival is told of."""
        if self._parallels.says_phrase(plain, place):
            return True
        return ends_in_change(plain) and self._parallels.phrase_lead(plain, place, rival) >= 0

    def _verb_lead(self, plain: str, place: Place, rival: Place) -> int:
        """Tell two numbers apart by what was done, where a name says what was done for one and not for the other."""
        said = done_in(plain)
        if not said:
            return 0
        one, other = (done_in(self._parallels.phrase(number) or "") for number in (place, rival))
        if not one or not other:
            return 0
        return int(one <= said and other.isdisjoint(said)) - int(other <= said and one.isdisjoint(said))

    def _act_lead(self, name: Name, place: Place, rival: Place) -> int:
        """Tell two numbers apart where a name says all that is told of the later one, and of what: 采纳意见 of 129条.

        征集公众意见863条,采纳129条: the things are told of before the first, the act before the second.
        """
        first, second = in_order(place, rival)
        text, start = self._source.folded.text, self._source.gap_start(second)
        told = text[start : second.folded_start] if start == first.folded_end else ""  # 信访件267件办结259件
        act = _ALREADY.sub("", self._parallels.phrase(second) or told)
        before = text[self._source.gap_start(first) : first.folded_start]
        behind = text[first.folded_end : second.folded_start - len(act)]
        if not 1 < len(act) <= _ACT or act in before + behind:
            return 0
        said, things = name.plain.find(act), pairs_of(name.plain.rpartition(act)[2])
        words = self._words(first)
        if (
            said < 0
            or (said and ends_in_change(name.plain[: said + len(act)]))
            or not things
            or things.isdisjoint(words.left.keys() | words.right.keys())
        ):
            return 0
        return 1 if second is place else -1

    def _is_of_other_kind(self, plain: str, place: Place, rival: Place) -> bool:
        """Tell whether a name says the rival's kind, where a number is of the opposite: 收入 for that of 支出."""
        return any(
            self._kind(place, kinds) not in {None, kind} and self._kind(rival, kinds) == kind
            for kind, kinds in _kinds_in(plain)
        )

    def _kind(self, place: Place, kinds: tuple[str, ...]) -> str | None:
        """Return the last of some opposites that is told before a number, or the one behind it."""
        text, (low, _) = self._source.folded.text, self._source.folded_sentence(place.sentence)
        words = self._words(place)
        phrase = self._parallels.phrase(place) or "分别"
        if words.list_head is not None and "分别" in phrase:
            said = [kind for kind in kinds if pairs_of(kind) <= words.lead]
            return said[0] if len(said) == 1 else None
        behind = next(
            (kind for kind in kinds if text.startswith(_LEVEL_OF_STATE.get(kind, kind), place.folded_end)), None
        )
        at, kind = max((last_of(kind, text, low, place.folded_start), kind) for kind in kinds)
        return behind or (kind if at >= 0 else None)

    def _is_other_act(self, plain: str, place: Place) -> bool:
        """Tell whether a name says that something was done, and the words before a number only other acts."""
        said, done = done_in(plain), done_in(self._parallels.phrase(place) or "") - ANY_ACT
        return bool(said) and bool(done) and said.isdisjoint(done)

    def _speaks_of_both(self, name: Name, place: Place, rival: Place) -> bool:
        """Tell whether a name says what either number has to itself."""
        if name.is_joined and self._names_both(name, place, rival):
            return True
        return self._parallels.says_both(name.plain, place, rival) or self._opens_behind(name, place, rival)

    def _by_words(self, name: Name, place: Place, rival: Place, aspect: int) -> float:
        """Compare by the words nearest to either number, and where these leave it open, by phrases and subjects."""
        of_sum = self._is_change_of_said(name.plain, place) - self._is_change_of_said(name.plain, rival)
        if of_sum:
            return of_sum / 2
        lead = self._nearness.lead(name.order, place, rival)
        phrase = self._parallels.phrase_lead(name.plain, place, rival)
        chain = self._parallels.chain_lead(name.pairs, place, rival, head_of(name.plain))
        if chain * lead < 0 and abs(lead) < WEAK:
            lead = chain / 2
        if min(phrase * lead, chain * lead) < -_TRACE:
            return 0.0
        if abs(lead) >= CLEAR:
            return lead
        phrase = phrase or self._parallels.core_lead(name.pairs, place, rival)
        phrase = phrase or aspect or chain or self._parallels.subject_lead(name.pairs, place, rival)
        phrase = phrase or self._parallels.segment_lead(name.pairs, place, rival)
        return (phrase or self._paired_lead(name, place, rival)) / 2 or lead

    def _is_change_of_said(self, plain: str, place: Place) -> bool:
        """Tell whether a name is of a change, opening with all that is told of the number before it.

        货运量增速 is 6.4% of 客运量246万人次,增长12.6%,货运量418万吨,增长6.4%.
        """
        if not ends_in_change(plain) or self._words(place).list_head is not None:
            return False
        before = self._source.before(place)
        phrase = (self._parallels.phrase(before) if before and not are_alike(before.unit, place.unit) else None) or ""
        core = unchanged(plain)
        return len(phrase) >= _LONG and (plain.startswith(phrase) or (len(core) >= _LONG and phrase.endswith(core)))

    def _paired_lead(self, name: Name, place: Place, rival: Place) -> int:
        """Tell a change of the number before it from those of other things that 分别 tells of: GDP 90亿元,增长5.8%."""
        own, others = (self._words(number).list_head is not None for number in (place, rival))
        if own == others or not ends_in_change(name.plain):
            return 0
        told, paired = (rival, place) if own else (place, rival)
        words = self._words(paired)
        before = self._source.before(told)
        if before is None or any(words.tells(pair) for pair in name.pairs):
            return 0
        said = self._nearness.share(name.pairs, before) >= _BOTH
        return 0 if not said else -1 if own else 1

    def _opens_behind(self, name: Name, place: Place, rival: Place) -> bool:
        """Tell whether a name begins with the word before the next number: 完成任务 of 52项任务完成51项."""
        if rival.index != place.index + 1 or not self._words(place).runs_on:
            return False
        return self._source.folded.text.endswith(name.plain[:2], place.folded_end, rival.folded_start)

    def _names_both(self, name: Name, place: Place, rival: Place) -> bool:
        """Tell whether a name with 、 or 和 in it says what either number has to itself: 案件调查、审理."""
        if not self._parallels.is_joined(name.plain, place, rival):
            return False
        beside = [words.left.keys() | words.right.keys() for words in (self._words(place), self._words(rival))]
        pieces = (beside, self._parallels.cores(place, rival))
        return any(_says(name.pairs, one - other) and _says(name.pairs, other - one) for one, other in pieces)

    def _words(self, place: Place) -> Words:
        return self._nearness.words(place)


def _says(pairs: frozenset[str], words: AbstractSet[str]) -> bool:
    """Tell whether a name says most of some words."""
    return bool(words) and len(words & pairs) >= _BOTH * len(words)


@lru_cache(maxsize=1024)
def _kinds_in(plain: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the kinds that a name says without their opposites, each with all of its set."""
    said = ((kind, kinds) for kinds in _KINDS for kind in kinds if last_of(kind, plain) >= 0)
    return tuple((kind, kinds) for kind, kinds in said if sum(last_of(other, plain) >= 0 for other in kinds) == 1)
