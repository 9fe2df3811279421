"""How a number was measured, as its clause and a name say it: by head, in all, newly, as a change, as a share.

受理投诉举报2.41万件,日均66件 tells of one thing twice; the words of the thing are everyone's, 日均 is not.
"""

import re
from collections.abc import Iterable

from extractor.check.index import Source
from extractor.check.lazy import lazy
from extractor.check.measures import are_alike
from extractor.check.place import Place
from extractor.check.words import BORDER, DONE, ROUGHLY
from extractor.quick_patterns import compile_quick

_CHANGE = (
    "[高多]出|翻(?![修建新])|年轻|增长|增产|减产|增收|减收|成长|增加|提高|提升|上升|下降|下滑|下跌|减少|降低|回升|回落|缩短|提前|压减|压缩|扩大|缩小"
    "|收窄|净增|增量|削减|上涨"
)
_BEYOND = re.compile(
    "(?:较|(?<![占同环对之])比(?![重例]))[^,;:、]{1,12}?(?:分别)?[多少高低快慢][^,;:、的]{0,2}[近约逾]?$"
)
"""What says a change without a verb for one: 比2021年多22场."""
_BY_HEAD = compile_quick("(?:[日月户人亩村件]均|每[百千万]?[人户家亩日](?!次))[^,;:、(增减升降每0-9]{0,12}$")
_YEARLY = re.compile(",[近前这]?[0-9两三四五六七八九十]{0,2}年平?均(?:增长|递增|增速|下降)[约近]?$")
_AIMED = compile_quick("(?:目标|任务|计划|预期)[数值]?(?:是|为|定为)[^,;:]{0,4}$")
_AIMS = compile_quick("目标|任务|计划|规划|预期|指标|要求")
_RATE = "[增降升涨跌减]幅|增速|减量"
_LINK = r"(?:[^,;:]{0,2}(?:了|约|近|逾|超过?|达))?$"
_BY_HEADS = "^[百千万]人(?![次大以规计多余])"
_MEAN = "[日月年户人件次]均|(?<![各全])[村镇乡亩班]均|平均|每(?!逢|当)"
_OF_CLAUSES = {
    "mean": compile_quick(f"{_MEAN}|{_BY_HEADS}"),
    "total": compile_quick(
        "累计|[总合]计|总[人户件]?[量数额]|(?:[年期][末底]|[全本][市区县镇乡省州盟旗])已?(?:达|为|有)"
    ),
    "new": compile_quick("新增|净增|增加(?=[^,;:、了到至约近超]{3})"),
    "change": compile_quick(f"(?:{_CHANGE}|^[增减升降涨跌]){_LINK}|{_RATE}"),
    "gap": compile_quick("(?:[高低多少快慢]于|[高低超]出|[尚还仍相]差|偏[高低多少])[^,;:]{0,12}$"),
    "owed": compile_quick("应当|(?<![供响适反对])应(?=[到出检缴参办整建完])(?!急)"),
    "share": compile_quick(r"占(?!用|地|道|领|有)|比重"),
    "turn": compile_quick(r"(?:由|从|自|至|到|为|成(?![员立果效本功品绩就熟长]))[^,;:]{0,8}$"),
}
_OF_NAMES = _OF_CLAUSES | {
    "change": compile_quick(
        f"同比|环比|[比较](?:上|去|前一)年|(?:{_CHANGE})(?:[率额量数]|(?<!加)值|幅度|分[值数]|[人户件次天]数|[人场户件家]次|面积|金额)?$|{_RATE}"
    ),
    "gap": compile_quick(
        "[高低多少]于|[高低超]出|超(?:目标|计划|预期|任务|全[国省市县区])|偏[高低多少]$|差距|差额|[较比].{2,12}[快慢]$|[快慢]于.{2,4}$"
    ),
    "turn": compile_quick(r"\((?:[原现]|[^()]{0,6}[前后]|[上去今本]年|年[初中末底])[^()]{0,4}\)$"),
}
_ANY_OF_NAMES = compile_quick("|".join(pattern.pattern for pattern in _OF_NAMES.values()))
_SAYS_CHANGE = compile_quick(f"{_CHANGE}|[增降升涨跌]|偏[高低多少]")
_SAYS_POINTS = compile_quick("百分点|[升幅差降涨跌高低快慢超压减]|贡献|拉动|带动|变化|变动|改善|优于|好于|领先|落后")
_UP, _DOWN = "增长|增加|提高|提升|上升|扩大|[高多]出", "下降|减少|降低|回落|缩短|压减|压缩|缩小"
_WAYS = (
    *(
        (
            compile_quick(f"(?:{said})(?:幅度)?$|[{marks}](?:幅(?!.*收窄)|速$)"),
            re.compile(
                f"(?:{other}|收窄|(?<![^,;:、])[{others}]|(?:较|(?<![占同环对之])比)[^,;:、]{{1,10}}{less}){_LINK}"
            ),
        )
        for said, marks, other, others, less in (
            (_UP, "升增涨", _DOWN, "降减跌", "[少低降]"),
            (_DOWN, "降减跌", _UP, "升增涨", "[多高升]"),
        )
    ),
    (compile_quick("收窄(?:幅度)?$"), re.compile(f"(?:{_UP}|{_DOWN}){_LINK}")),
)
"""What says one way of a change in a name, and the other way before a number."""
_OWED = compile_quick("应当?([^,;:]{2})")
_SAYS_WAY = compile_quick("|".join([_OWED.pattern, *(said.pattern for said, _ in _WAYS)]))
_ADDED = re.compile("增加了?$")
_LASTING = frozenset(_OF_CLAUSES) - {"change", "turn"}
_CHANGES, _GAPS, _SHARES = frozenset({"change"}), frozenset({"gap"}), frozenset({"share"})
"""What a name says of a change or a gap counts alone: the share that a 占比提高 speaks of is another number."""
_TOTALS, _NEW, _MEANS = frozenset({"total"}), frozenset({"new"}), frozenset({"mean"})
_CLAUSE = re.compile("[,;:]")
_JOINTS = "、和与及"
_REACHES = re.compile("[、,](?:累计|总[数量])?已?(?:达到?|增至)")
_ROUGHLY = re.compile(f"^{ROUGHLY}")
_OF_AIM = re.compile("的?(?:目标|任务|计划|要求|标准|平均)")
_RUNS_ON = re.compile("[^,、;:()和与及共计]{4}")
_PARTS = (",其中", "(其中")
"""Parts are measured as their whole is: of 新增户数 all are new."""
_REACH, _NEAR, _NAMED = 60, 20, 4

Aspects = frozenset[str]


def aspects_of(name: str) -> Aspects:
    """Return how the number of a folded name was measured.

    >>> sorted(aspects_of("日均受理量同比增长"))
    ['change', 'mean']
    """
    said = name.rpartition("的")[2]
    return _read(_OF_NAMES, said) if _ANY_OF_NAMES.search(said) else frozenset()


def _read(patterns: dict[str, re.Pattern[str]], words: str) -> Aspects:
    return frozenset([aspect for aspect, pattern in patterns.items() if pattern.search(words)])


def says_change(name: str) -> bool:
    """Tell whether a folded name has a word for a change anywhere in it, or for a difference.

    >>> says_change("比重提高幅度"), says_change("林草综合植被盖度")
    (True, False)
    """
    return _SAYS_CHANGE.search(name) is not None or _SAYS_POINTS.search(name) is not None


def says_way(name: str) -> bool:
    """Tell whether a folded name says which way something went, so that `is_other_way` may be true of it."""
    return _SAYS_WAY.search(name) is not None


def is_other_way(name: str, before: str) -> bool:
    """Tell whether a folded name says that something rose, and the words before a number that it fell, or the reverse.

    >>> is_other_way("立案数同比降幅", "破案率同比上升"), is_other_way("立案数同比降幅", "立案数同比下降")
    (True, False)
    >>> is_other_way("应交付套数", "428个项目,已交付")
    True
    """
    owed = _OWED.search(name)
    if owed and "已" + owed[1] in before:
        return True
    return any(said.search(name) and other.search(before) for said, other in _WAYS)


class Measured:
    """How the numbers of one source were measured, each read when it is first asked for."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._found: dict[int, Aspects] = {}
        self._by_head: dict[int, bool] = {}

    def build(self) -> None:
        """Read what every claim asks for now, so that none waits for it."""
        _ = self._aimed, self._yearly

    def clash(self, said: Aspects, place: Place, others: Iterable[Place]) -> Place | None:
        """Return a number that was measured as a name says, where the one claimed was not."""
        if not said or said <= self.of(place):
            return None
        return next((other for other in others if self.lead(said, place, other) < 0), None)

    def lead(self, said: Aspects, place: Place, other: Place) -> int:
        """Return 1 if only the place was measured as a name says, -1 if only the other, else 0."""
        said = said & _GAPS or said & _CHANGES or said
        if not said:
            return 0
        own, theirs = said & self._grown(place), said & self._grown(other)
        return int(own > theirs) - int(theirs > own)

    def _grown(self, place: Place) -> Aspects:
        """Return how a number was measured; what is more than before is new: 机场增加11个、达到25个."""
        of, end = self.of(place), place.folded_start
        return of | _NEW if _ADDED.search(self._source.folded.text, max(0, end - _NAMED), end) else of

    def is_but_change(self, name: str, place: Place, other: Place) -> bool:
        """Tell whether a number is the change, the mean or the aim of another, and a folded name says none of that.

        面积增加21万亩,达到300万亩; 供水1.8亿立方米,日均供水49万立方米; 占比目标为50%,目前仅46.8%.
        """
        if not are_alike(place.unit, other.unit):
            return False
        if self.is_but_mean(name, place, other) or self.is_but_aim(name, place, other):
            return True
        if place.unit != other.unit:
            return False
        own, others = self.of(place), self.of(other)
        if not (("change" in own and "change" not in others) or ("new" in own and "total" in others)):
            return False
        counted = self._source.folded.text.startswith(name, place.folded_end)
        return not counted and _SAYS_CHANGE.search(name) is None

    def is_but_mean(self, name: str, place: Place, other: Place) -> bool:
        """Tell whether a number is by head what another is in all, and a folded name says no mean."""
        by_head = self.is_by_head(place) and not self.is_by_head(other)
        return by_head and _OF_NAMES["mean"].search(name) is None

    def is_by_head(self, place: Place) -> bool:
        """Tell whether a number is by head; 由每人580元提高到610元 is one way for both."""
        found = self._by_head.get(place.index)
        if found is None:
            found = self._by_head[place.index] = self._is_told_by_head(place)
        return found

    def _is_told_by_head(self, place: Place) -> bool:
        if self._is_told(_BY_HEAD, place):
            return True
        before = self._source.before(place)
        if before is None or before.unit != place.unit or "turn" not in self.of(place):
            return False
        text = self._source.folded.text
        if _CLAUSE.search(text, before.folded_end, place.folded_start):
            return False
        told = _BY_HEAD.search(text, max(0, before.folded_start - _NEAR), before.folded_start)
        return told is not None and len(told[0]) > _NAMED

    def is_but_aim(self, name: str, place: Place, other: Place) -> bool:
        """Tell whether a number is what another was to be, and a folded name says no aim: 占比目标为50%,目前仅46.8%."""
        return self._is_but(self._aimed, place, other) and _AIMS.search(name) is None

    def yearly_lead(self, name: str, place: Place, other: Place) -> int:
        """Tell growth from that a year over several, told right behind it: 增长6.2%,两年平均增长4.9%."""
        if abs(place.index - other.index) > 2 or _OF_NAMES["mean"].search(name):
            return 0
        return self._is_but(self._yearly, other, place) - self._is_but(self._yearly, place, other)

    def _is_but(self, told: frozenset[int], place: Place, other: Place) -> bool:
        """Tell whether a number is among those told of in a way that another, and what it turned into, is not."""
        if place.index not in told or other.index in told:
            return False
        return other.index - place.index != 1 or "turn" not in self.of(other)

    def _is_told(self, how: re.Pattern[str], place: Place) -> bool:
        start = place.folded_start
        return how.search(self._source.folded.text, max(0, start - _NEAR), start) is not None

    @lazy
    def _aimed(self) -> frozenset[int]:
        """The ranks of the numbers that are told of as an aim."""
        return self._all_told(_AIMED)

    @lazy
    def _yearly(self) -> frozenset[int]:
        """The ranks of the numbers that are told of as growth a year."""
        return self._all_told(_YEARLY)

    def _all_told(self, how: re.Pattern[str]) -> frozenset[int]:
        return frozenset([place.index for place in self._source.places if self._is_told(how, place)])

    def of(self, place: Place) -> Aspects:
        """Return how a number was measured, by the words before it in its clause."""
        found = self._found.get(place.index)
        if found is not None:
            return found
        at = place.index
        while at not in self._found and at > place.first:
            at -= 1
        for number in self._source.places[at : place.index + 1]:  # what is before a number is read before it
            if number.index not in self._found:
                self._found[number.index] = self._read_before(number)
        return self._found[place.index]

    def _read_before(self, place: Place) -> Aspects:
        """Read the words back to a border; what stands before a number of a list, or of a change, may be both's."""
        text, places = self._source.folded.text, self._source.places
        before = places[place.index - 1] if place.index > place.first else None
        low = max(self._source.folded_sentence(place.sentence)[0], place.folded_start - _REACH)
        if before is not None:
            low = low if self._source.is_measure(before) else max(low, before.folded_end)
        gap = text[low : place.folded_start]
        piece = BORDER.split(gap)[-1]
        own = _read(_OF_CLAUSES, piece)
        if _BEYOND.search(text, max(0, place.folded_start - _NEAR), place.folded_start):
            own |= _CHANGES | _GAPS
        if "gap" in own and (piece.endswith("(") or _OF_AIM.match(text, place.folded_end)):
            own -= _GAPS  # 高出省定98%目标1.2个百分点
        if place.unit == "%" and text.startswith("的", place.folded_end):
            own |= _SHARES
        if before is not None and _REACHES.fullmatch(gap) and "new" in self.of(before):
            return own | _TOTALS  # 新增县2个、达到29个
        if "new" in own:
            own -= _TOTALS  # 累计净增155万户 are no total
        if before is None or DONE.match(piece) or (_CLAUSE.search(gap) and not gap.startswith(_PARTS)):
            return own
        if gap.startswith(_PARTS) and is_more(place, before):
            return own  # no part of what stands right before: 办理3100件,日均9件,其中即办件20件
        shared = self.of(before) & _LASTING if _ROUGHLY.sub("", gap).strip(_JOINTS) else self.of(before)
        if _RUNS_ON.match(gap):
            shared -= _MEANS  # 按人均1.2元安排经费62万元
        return own | (shared - _NEW if "total" in own else shared)


def is_more(place: Place, before: Place) -> bool:
    """Tell whether a number is greater than one of its unit before it."""
    if place.unit != before.unit or place.value is None or before.value is None:
        return False
    return len(place.value.partition(".")[0]) > len(before.value.partition(".")[0])
