"""Where else a name is told of: printed at another number, or in another part of the sentence."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.check.bond import Name
from extractor.check.index import Source
from extractor.check.measures import RATED, are_alike, counts_unit, is_unlikely, may_count, may_rival, says_unit
from extractor.check.nearness import Nearness
from extractor.check.parallel import JOINTS
from extractor.check.place import Place
from extractor.check.words import BORDER, core_of, ends_in, subject_pairs
from schemas.quantity import Kind

_PLAINLY, _LITTLE, _PRINTED, _ENDS = 0.75, 4, 4, 2
_LINKED = 8
_LINK = re.compile(
    "(?:提高|提升|增加|增长|上升|扩大|下降|降低|减少|压缩|缩短|实现|完成|[升降增减])?(?:达到?|为|共计?|约|近|超过?|突破|至|到|了|累计|合计|总计)*"
)
"""What may stand between a name and its number."""
_FORMER = re.compile("[前后][两三]?者[^,;:.]*$")
_SHARE = re.compile("(?:占比|比重|比例|占)$")
_AIMED = re.compile("(?:项目|目标|预期)$")
_BY_HEAD = ("人均", "户均", "亩均", "单位", "万元")
"""What makes another measure of the name behind it: 人均生产总值."""
_REACH, _LEAST = 20, 2
_MEASURES = frozenset(
    "的了数量总额率户人次件个家和及与等年全为占比值项面积幅程案前后原现评员收入元例重十百千万亿0123456789"
)
"""Characters of measures and links, which tell no number from another."""
_CLAUSE_END = re.compile("[,;:]")
_AMONG = re.compile("(?<!其)中(?![心央小学国型医药层共等间标考])")
"""What stands behind it is told of a part: 98个司法所中达到标准的41个."""


class Elsewhere:
    """The numbers of one source as what a name that seems to fit another may be told of instead."""

    def __init__(self, source: Source, nearness: Nearness) -> None:
        self._source, self._nearness = source, nearness

    def told(self, name: Name, place: Place, neighbours: Sequence[Place]) -> Place | None:
        """Return a number that a name is told of, and this one is not, or hardly."""
        ways = (self._printed_at, self.later, self._of_other_rate, self._of_whole, self._of_former, self._done_by)
        found = (told(name.plain, place, neighbours) for told in ways)
        return next(filter(None, found), None) or self._mostly_told(name, place, neighbours)

    def _mostly_told(self, name: Name, place: Place, neighbours: Sequence[Place]) -> Place | None:
        """Return a number that has most of a name's words, where this one has few in its part of the sentence.

        法官结案增加 is not the 11% of 受理7486件,上升11%,法官结案267件,多31件; nor is 棉纱增加 the 2万辆 of 棉纱9万吨,
        增加1万吨;自行车8万辆,增加2万辆.
        """
        order = subject_pairs(name.plain) if "change" in name.aspects else name.order
        low, high = self._source.folded_sentence(place.sentence)
        text, words = self._source.folded.text, self._nearness.words(place)
        low = max(low, text.rfind(";", low, place.folded_start))
        border = _CLAUSE_END.search(text, place.folded_end, high)
        high = border.start() if border else high
        own = sum([words.tells(pair) or text.find(pair, low, high) >= 0 for pair in order])
        if own * _LITTLE > len(order):
            return None
        told = max(own + 1, _PLAINLY * len(order)) if own else 1
        return next((o for o in neighbours if sum(map(self._nearness.words(o).tells, order)) >= told), None)

    def later(self, plain: str, place: Place, neighbours: Sequence[Place]) -> Place | None:
        """Return a later number of the unit that alone is told of with a character of a name, or with a word.

        破刑事案件 is not the 53 of 立刑事案件53起,破案39起; nor is 省内合同成交额 the 12亿元 of 成交额12亿元,
        其中省内合同26项,成交额6亿元.
        """
        low, high = self._source.folded_sentence(place.sentence)
        text, following = self._source.folded.text, self._source.following(place)
        if following is None:
            return None
        border = _CLAUSE_END.search(text, place.folded_end, high)
        clause_end = border.start() if border else high
        end = min(clause_end, following.folded_start)
        if text.startswith("、", place.folded_end) and are_alike(following.unit, place.unit):
            end = place.folded_end  # 在建项目412个、新开工138个
        among = _AMONG.search(text, place.folded_end, end)
        end = among.start() if among else end
        missing = [mark for mark in _AIMED.sub("", plain) if mark not in _MEASURES and text.find(mark, low, end) < 0]
        if not missing:
            return None
        words = [one + other for one, other in pairwise(plain) if one in missing and other in missing]
        for other in neighbours:
            if other.index < place.index or not may_rival(plain, other.unit, place.unit):
                continue
            opened = max(end, *(text.rfind(mark, end, other.folded_start) for mark in ",;:"))
            border = _CLAUSE_END.search(text, other.folded_end, high)
            closed = border.start() if border else high
            if clause_end > opened and text[other.folded_start - 1] in JOINTS:
                closed = other.folded_end  # what stands behind 6个乡镇、9个部门 is both's
            if any(text.find(mark, opened, closed) >= 0 for mark in missing):
                return other
            if any(text.find(word, clause_end, other.folded_start) >= 0 for word in words):
                return other
        return None

    def _done_by(self, plain: str, place: Place, neighbours: Sequence[Place]) -> Place | None:
        """Return what those did whom a number counts, where a name says that: 推送信息 of 37个账号推送6951条.

        Or what is theirs: 委托3个开发区行使的有26项.
        """
        following, last = self._source.following(place), core_of(plain).rpartition("的")[2][-2:]
        if following is None or following.unit == place.unit or place.kind is Kind.DURATION:
            return None
        text = self._source.folded.text
        gap = text[place.folded_end : following.folded_start]
        said = says_unit(plain, place.unit) or counts_unit(plain, place.unit)
        counted = said or last in gap or text.endswith(last, 0, place.folded_start)
        if counted or len(gap) <= len(last) or BORDER.search(gap):
            return None
        return following if gap.endswith("的有") or plain.find(gap[-2:]) > 0 else None

    def opened(self, plain: str, place: Place, neighbours: Sequence[Place]) -> Place | None:
        """Return a number that a name opens or ends with the words for, where none of these tell of this one."""
        return self._came_of(plain, place, neighbours) or self._opened_later(plain, place, neighbours)

    def _came_of(self, plain: str, place: Place, neighbours: Sequence[Place]) -> Place | None:
        """Return a number of the unit whose clause ends in what a name says came of it, where this one's does not.

        完工项目 is none of 3个项目开工,确保4个项目完工.
        """
        own = self._clause_end(place)
        if not own or own in plain:
            return None
        others = (other for other in neighbours if other.unit == place.unit)
        return next((other for other in others if (self._clause_end(other) or "-") in plain), None)

    def _clause_end(self, place: Place) -> str:
        """Return the last word of what stands behind a number up to a border, if that says more than what it counts."""
        text, following = self._source.folded.text, self._source.following(place)
        high = following.folded_start if following else self._source.folded_sentence(place.sentence)[1]
        border = BORDER.search(text, place.folded_end, high)
        words = text[place.folded_end : border.start()] if border else ""
        return words[-_ENDS:] if len(words) >= 2 * _ENDS else ""

    def _opened_later(self, plain: str, place: Place, neighbours: Sequence[Place]) -> Place | None:
        """Return the number behind the word that a name opens with, if that is first printed behind this one's clause.

        棉花增产量 is none of 粮食增产466亿斤,棉花增产1140万担.
        """
        text, opening = self._source.folded.text, plain[:_ENDS]
        low, high = self._source.folded_sentence(place.sentence)
        border = _CLAUSE_END.search(text, place.folded_end, high)
        at = text.find(opening, low, high)
        if (
            self._nearness.words(place).item
            or border is None
            or at < border.start()
            or text.find(plain[-_ENDS:], low, border.start()) < 0
        ):
            return None
        return next((other for other in neighbours if other.folded_start > at), None)

    def _of_former(self, plain: str, place: Place, neighbours: Sequence[Place]) -> Place | None:
        """Return a rival of a number that is told of 前者 or 后者, where a name says neither."""
        start = place.folded_start
        if _FORMER.search(plain):
            return None
        if _FORMER.search(self._source.folded.text, max(0, start - _REACH), start) is None:
            return None
        return self._any_alike(place, neighbours)

    def _of_other_rate(self, plain: str, place: Place, neighbours: Sequence[Place]) -> Place | None:
        """Return another share where a name ends in 率, and the one printed before this one is another: 败诉率."""
        if place.unit != "%" or "率" not in plain:
            return None
        start = place.folded_start
        rate = RATED.search(self._source.folded.text, max(0, start - _REACH), start)
        if rate is None or all(mark in plain for mark in rate["what"]):
            return None
        return self._any_alike(place, neighbours)

    def _of_whole(self, plain: str, place: Place, neighbours: Sequence[Place]) -> Place | None:
        """Return another share where a name's is that of what this one is a share of: 警力占比 of 民警占警力的41%."""
        share = _SHARE.search(plain)
        if share is None or share.start() < _LEAST:
            return None
        start, stem = place.folded_start, plain[: share.start()]
        if not self._source.folded.text.endswith((stem + "的", stem), 0, start):
            return None
        low, _ = self._source.folded_sentence(place.sentence)
        opened = max(low - 1, *(self._source.folded.text.rfind(mark, low, start) for mark in ",;:."))
        said = self._source.folded.text[opened + 1 : start].rpartition("占")
        return self._any_alike(place, neighbours) if said[1] and stem in said[2] else None

    @staticmethod
    def _any_alike(place: Place, neighbours: Sequence[Place]) -> Place | None:
        """Return the first number of a place's unit, or of one as good."""
        return next((other for other in neighbours if are_alike(other.unit, place.unit)), None)

    def _printed_at(self, plain: str, place: Place, neighbours: Sequence[Place]) -> Place | None:
        """Return a number of another unit that a name is printed beside, or around, and this one is not.

        审批事项网上办理 is the share of 审批事项100%网上办理,服务事项346项; 园区完成改造 that of 80%的园区完成改造.
        What was done in 三年 is said of what was done.
        """
        if len(plain) < _PRINTED:
            return None
        unlike = (o for o in neighbours if not are_alike(o.unit, place.unit) and o.kind is not Kind.DURATION)
        at = next((other for other in unlike if self._is_printed_at(plain, other)), None)
        if at is None or not self._source.is_beside(plain, place):
            return at
        return at if is_unlikely(plain, place.unit) and not is_unlikely(plain, at.unit) else None

    def _is_printed_at(self, plain: str, place: Place) -> bool:
        """Tell whether a name is the words before a number, those behind it, or both."""
        text, end = self._source.folded.text, place.folded_end
        if text.startswith((plain, "的" + plain), end):
            return may_count(plain, place.unit)  # 500米公交站点覆盖率达到93%
        start = text.rfind(plain, max(0, place.folded_start - len(plain) - _LINKED), place.folded_start)
        if start >= 0 and _LINK.fullmatch(text, start + len(plain), place.folded_start):
            return not text.endswith(_BY_HEAD, 0, start) and ends_in(text, plain, start + len(plain))
        last = text.find(plain[-2:], end, end + len(plain))
        behind = text[end : last + 2] if last >= 0 else ""
        before = plain.removesuffix(behind) if behind and plain.endswith(behind) else ""
        return len(before) > 1 and text.endswith(before, 0, place.folded_start)
