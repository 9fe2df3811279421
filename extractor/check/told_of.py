"""Tell two numbers of one unit by what is said of one of them: its year, its bound, what was, what is, what is left."""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from extractor.check.index import Source
from extractor.check.parallel import JOINTS
from extractor.check.place import Place, in_order
from extractor.check.yearly import YEAR, years_told

_BOUND = re.compile("[0-9.]+[万亿]?[^0-9]{1,3}以[上下内]")
_ANY_YEAR = re.compile(f"{YEAR.pattern}|[一二][〇○零一二三四五六七八九]{{3}}(?=年)")
_A_YEAR = re.compile(f"(?:{_ANY_YEAR.pattern})年")
_FORMER = re.compile(f"(?:[较比](?:[上去]年|前一年|上一年|{_A_YEAR.pattern})(?:同期)?的|[较比](?:[上去]年|上一年))$")
SAYS_FORMER = re.compile(f"[上去]年|上一年|前一年|同期|原|{_A_YEAR.pattern}")
_LAST_YEAR, _THIS_YEAR = re.compile("(?<![比较])[去上]年"), re.compile("[,、][今本]年")
_LEFT, _SAYS_LEFT = re.compile("(?:剩余|其余|余下)的?$"), re.compile("[未待剩余尚]|遗留")
_NOW, _SAYS_NOW = (
    re.compile("(?:现|目前|当前)(?:已|仅|只)?(?:为|是|有|达)?$"),
    re.compile("^现(?!场|代|金|行|实|货|役)|目前|当前|现[状有]"),
)
_SAYS_REALLY, _REALLY = re.compile("实际[增下上提降]"), re.compile("实际(?:增长|下降|上升|提高|降低)$")
_TOOK, _HAD, _COMPLETED = re.compile("实际|用时|完成"), re.compile("原定|任务|计划|期限"), re.compile(".{0,4}完成")
_DATED = re.compile(f"({_ANY_YEAR.pattern})年的?$")
_SAYS_NEW, _SAYS_TOTAL = re.compile("新[增建开投]|净增"), re.compile("总|累计|合计")
_TELLS_NEW, _TELLS_TOTAL = (
    re.compile("(?:新[增建开投]|净增)[^,;:]*$"),
    re.compile(",?[^,;:]{0,8}(?:总|累计|合计)[^,;:]*$"),
)
_BEFORE, _REACH, _JOINT = 10, 60, 2
_CODE = re.compile("(?i:[a-z]+[0-9]+(?:·[0-9])?|[0-9]+g(?![a-z0-9]))")
_TWO = re.compile("(?:^|[,;:])([^,;:、和]+)[、和]([^,;:、和]+)$")


class ToldOf:
    """Compare two numbers of one source by what is said of either; 1 for the first, -1 for the other, 0 for neither."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def year_lead(self, plain: str, place: Place, rival: Place) -> float:
        """Tell two numbers by the year that is told of one of them, in a table by the heads of their columns."""
        said = set(_ANY_YEAR.findall(plain))
        if not said:
            return 0.0
        own, others = (years_told(self._source, number) for number in (place, rival))
        if own and others:
            return float({str(year) for year in own} == said) - float({str(year) for year in others} == said)
        headings = self._source.headings
        if place.index not in headings or rival.index not in headings:
            return self._dated_lead(said, place, rival)
        one, other = (said.intersection(YEAR.findall(headings[number.index])) for number in (place, rival))
        return float(bool(one - other) - bool(other - one))

    def is_dated(self, plain: str, place: Place) -> bool:
        """Tell whether a year that a name says stands right before a number: 2021年1.1万套."""
        return any(self._source.ends_before(f"{year}年", place) for year in _ANY_YEAR.findall(plain))

    def bound_lead(self, plain: str, place: Place, rival: Place) -> float:
        """Tell two numbers by the bound that a name says, where each has one: 20万元以上的村141个,50万元以上的39个."""
        bound = _bound_in(plain)
        if bound is None:
            return 0.0
        own, others = (_BOUND.findall(self._since_alike(number)) for number in (place, rival))
        return float(bound in own) - float(bound in others) if own and others else 0.0

    def _since_alike(self, place: Place) -> str:
        """Return the words of a sentence before a number, back to the number of its unit before it."""
        low, before = self._source.folded_sentence(place.sentence)[0], self._source.before(place)
        low = max(low, place.folded_start - _REACH)
        while before is not None and before.folded_end > low and before.unit != place.unit:
            before = self._source.before(before)
        return self._source.folded.text[max(low, before.folded_end if before else 0) : place.folded_start]

    def _dated_lead(self, said: AbstractSet[str], place: Place, rival: Place) -> float:
        """Tell a number from an earlier one by the year told between the two: 减负23亿元,其中2020年减负8亿元."""
        if place.sentence != rival.sentence:
            return 0.0
        earlier, later = in_order(place, rival)
        low, _ = self._source.folded_sentence(place.sentence)
        text = self._source.folded.text
        gap, before = (text[self._source.gap_start(one) : one.folded_start] for one in (later, earlier))
        if _ANY_YEAR.search(gap) and any(year in before for year in said) and not any(year in gap for year in said):
            return 1.0 if earlier is place else -1.0  # 2021年为34件,2022年27件
        former = _DATED.search(before)
        if former and former[1] not in said and not _ANY_YEAR.search(gap):
            return 1.0 if later is place else -1.0  # 1955年由1954年的97个增加到106个
        told = any(year in gap and text.find(year, low, earlier.folded_start) < 0 for year in said)
        return (1.0 if later is place else -1.0) if told else 0.0

    def state_lead(self, plain: str, place: Place, rival: Place) -> float:
        """Tell two numbers by what is said right before one: 较上年的52天减少11天, 剩余9件, 现为83.4%.

        A name that says neither 上年 nor the like never means what was; one that says 未 or 待 means what is left.
        """
        now = self._ends(_NOW, place) - self._ends(_NOW, rival) if _SAYS_NOW.search(plain) else 0
        if now:
            return float(now)
        first, second = in_order(place, rival)
        if _SAYS_REALLY.search(plain) and second.folded_start - first.folded_end > _JOINT:
            real = self._ends(_REALLY, place) - self._ends(_REALLY, rival)
            if real:
                return float(real)
        in_time = self._task_lead(plain, place, rival)
        if in_time:
            return in_time
        was = self._ends(_FORMER, place) - self._ends(_FORMER, rival)
        was = was or self._was_before(place, rival) - self._was_before(rival, place)
        if was:
            return float(was if self._says_former(plain, place if was > 0 else rival) else -was)
        if _SAYS_LEFT.search(plain):
            return float(self._ends(_LEFT, place) - self._ends(_LEFT, rival))
        return self._new_lead(plain, place, rival)

    def _says_former(self, plain: str, former: Place) -> bool:
        """Tell whether a name says that it means what was, and if it says a year, the year that this is told of."""
        said, start = _A_YEAR.search(plain), former.folded_start
        told = _A_YEAR.search(self._source.folded.text, max(0, start - _BEFORE), start)
        if said and told:
            return said[0] == told[0]
        return SAYS_FORMER.search(plain) is not None

    def _task_lead(self, plain: str, place: Place, rival: Place) -> float:
        """Tell the time that a task took from the time it had: 三年任务两年完成."""
        first, second = in_order(place, rival)
        text = self._source.folded.text
        if second.index != first.index + 1 or text[first.folded_end : second.folded_start] not in {"任务", "的任务"}:
            return 0.0
        took, had = _TOOK.search(plain) is not None, _HAD.search(plain) is not None
        if took == had or not _COMPLETED.match(text, second.folded_end):
            return 0.0
        return 1.0 if (second is place) == took else -1.0

    def _new_lead(self, plain: str, place: Place, rival: Place) -> float:
        """Tell what is new from what there is in all, right behind it: 新投入运营107公里,总运营里程达到285公里."""
        first, second = in_order(place, rival)
        new, total = _SAYS_NEW.search(plain) is not None, _SAYS_TOTAL.search(plain) is not None
        if new == total or second.index != first.index + 1:
            return 0.0
        text, start = self._source.folded.text, self._source.gap_start
        told = text[max(start(first), first.folded_start - _REACH) : first.folded_start]
        if not _TELLS_NEW.search(told) or not _TELLS_TOTAL.match(text, start(second), second.folded_start):
            return 0.0
        return 1.0 if (first is place) == new else -1.0

    def letter_lead(self, plain: str, place: Place, rival: Place) -> int:
        """Tell the two numbers of a list by a character of their names: 肉类产量, of 肉、奶产量分别为1吨和2吨."""
        first, second = in_order(place, rival)
        text = self._source.folded.text
        if second.index != first.index + 1 or text[first.folded_end : second.folded_start] not in JOINTS:
            return 0
        two = _TWO.search(text, self._source.gap_start(first), first.folded_start)
        if two is None or text[second.folded_end : second.folded_end + 1] in JOINTS:
            return 0
        one, other = two[1][-1], two[2][0]
        if one in two[2] or other in two[1]:
            return 0
        lead = (one in plain) - (other in plain)
        return lead if first is place else -lead

    def code_lead(self, plain: str, place: Place, rival: Place) -> int:
        """Tell two numbers by letters and digits that a name says and one clause has: PM2.5 and PM10, 5G and 4G."""
        said = _CODE.findall(plain)
        if not said:
            return 0
        own, others = (_CODE.findall(self._clause(number)) for number in (place, rival))
        return int(any(code in own for code in said)) - int(any(code in others for code in said))

    def _clause(self, place: Place) -> str:
        """Return the words before a number, back to a comma or 、."""
        text, start = self._source.folded.text, place.folded_start
        low = max(start - _REACH, *(text.rfind(mark, 0, start) for mark in ",;:、"))
        return text[max(low, 0) : start]

    def _was_before(self, place: Place, later: Place) -> bool:
        """Tell whether a number is of last year, and the next of its unit of this one: 去年诉讼案件6件,今年4件."""
        if self._source.following(place) is not later:
            return False
        text, start = self._source.folded.text, self._source.gap_start
        return (
            _THIS_YEAR.match(text, start(later), later.folded_start) is not None
            and _LAST_YEAR.search(text, start(place), place.folded_start) is not None
        )

    def _ends(self, words: re.Pattern[str], place: Place) -> bool:
        start = place.folded_start
        return words.search(self._source.folded.text, max(0, start - _BEFORE), start) is not None


@lru_cache(maxsize=1024)
def _bound_in(plain: str) -> str | None:
    """Return the bound that a name says: 50万元以上."""
    bound = _BOUND.search(plain)
    return bound[0] if bound else None
