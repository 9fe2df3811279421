"""A walk over the sentences of one leaf of the outline: which kind each of them is in, and why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.source.admissions import (
    admits_problem,
    concedes,
    finds_fault,
    lacks_in_passing,
    lists_problems,
    responds,
)
from extractor.source.cues import enumerates, leads_in, ordinal, puts_right
from extractor.source.heading_cues import Cue, heading_cues
from extractor.source.headings import has_quantity
from extractor.source.intentions import (
    announces_plan,
    intends,
    is_past,
    looks_ahead,
    looks_back,
    recalls,
    resolves,
    urges,
)
from extractor.source.policy_address import kind_told
from extractor.source.shortcomings import complains, describes_lack, is_bleak, reports_work, shortfall
from schemas.section import SectionKind

_TELLS = {
    SectionKind.ACHIEVEMENTS: "reports",
    SectionKind.PROBLEMS: "tells a lack",
    SectionKind.PLANS: "promises",
    SectionKind.OTHER: "neither reports nor promises",
}
_IN_PASSING = "a lack told in passing"
_COMPLAINT = "a complaint"
_RECALLED = "recalls what was done"
_FELL_SHORT = "recalls what is lacking"
_ANSWERED = "was done already"
_ALREADY = re.compile("已(?:经|将|向|通过|对|与|会同|联合|启动|着手|安排|部署|纳入|列入)")
_LABEL = re.compile("([^，,。；：:、]{3,14})[：:]")
_ABOUT = re.compile("[^，。；]{2,14}方面[。：]")
_PAST = re.compile(r"了(?<!为了)(?![解之])|已经?|共|累计|完成(?:率|\d)|同比|比上年")
# 完成情况：…, 存在困难：…, 下步措施：… task by task, under headings that name the tasks.
_REPORTS = re.compile("(?:完成|进展|落实|整改)情况|问题[0-9一二三四五六七八九十]|存在|主要困难|工作成效")
# 对此，我们将采取有力措施，认真加以解决; but 恳请新一届常委会予以重视和解决.
_SOLVES = re.compile("^(?!.*请).*(?:解决|改进|克服|整改|改正|纠正|破解|弥补|补齐|措施|办法)")
# 安置房欠账较多。对此，新区将购买存量商品房。
_FACES = re.compile("对此[，,](?![^。]{0,40}(?:了|已))|(?:我们)?对(?:于)?(?:这些|上述|以上)(?:问题|困难|不足)")
_COLONS = ("：", ":")
_ABOVE_ALL = re.compile("特别是|尤其是")
_SOON = re.compile("年内(?!有)|年底前|[0-9]{1,2}月底?前|[上下]半年|[一二三四]季度|明年")
_ORDERS = re.compile("[一二三四五六七八九]要|[^，。]{2,12}不能再|坚定不移|今年的?(?:工作|任务|目标|重点)")
# Where a sentence, or the row of a table, goes over from what is lacking to what is to be done: …不足，拟于明年…
_TURN = re.compile(
    r"[，；](?=下一?步|今后|明年|接下来|\d{1,2}月底前|年底前|年内(?=[^，。；]{0,12}(?:完成|建成|到位|实现))|拟(?!定)|将(?!军|近)|计划|为此|对此|要(?:进一步|[在于][^，。；]{2,14}前))|(?<=\S{4})\s*[|｜\t]\s*(?=\S{4})"
)
# （三）针对部分单位报备不及时的问题，将制定工作指引: the problem and its remedy in one point.
_FACED = re.compile("[^，。；针]{0,6}针对(?P<lack>[^。；]{6,80})(?<!上述)(?:问题|不足|短板|情况|现状|现象|困难)，")
# Of a paragraph that names its shortcomings without announcing them, this much says what is lacking.
_MOSTLY, _ENOUGH = 0.6, 3


@dataclass(slots=True)
class Walk:
    """The kind that a walk is in. `base` is the heading's; `mixed` tells that the heading names several kinds,

    `last` that no part of the report follows, `address` that each sentence tells its own kind as in a policy address,
    `listing` that the plans opened with words that announce a list (下一步，重点做好以下工作：), `passing` that a
    sentence in the midst of a paragraph opened them, `stuck` that a paragraph admits problems with its first words,
    `lined` that these announced a list of them.
    `audited` that an audit tells what it found,
    `point` is the number of the last problem that was told as one of a list.
    """

    base: SectionKind
    kind: SectionKind
    cue: str
    mixed: bool
    last: bool
    base_year: int | None
    address: bool = False
    audited: bool = False
    listing: bool = False
    passing: bool = False
    stuck: bool = False
    lined: bool = False
    point: int = 0

    def step(self, words: str, paragraph: Sequence[str] = (), behind: str = "") -> None:
        """Move on to the kind of the next sentence; `paragraph` holds the sentences of the one it opens, if any.

        `behind` is the sentence behind it.
        """
        if self.address and self.base in (SectionKind.ACHIEVEMENTS, SectionKind.PLANS):
            kind = kind_told(words)
            self._enter(kind, _TELLS[kind])
            return
        opens = bool(paragraph)
        self.stuck = self.stuck and not opens
        if self.base is SectionKind.PLANS and opens:
            self._look_around(words)
        if self.cue in (_RECALLED, _FELL_SHORT):
            if is_past(words) and not urges(words):
                return
            self._enter(self.base, "with the plans again")
        if self.base is SectionKind.PROBLEMS and self._is_answered(words):
            return
        if self.base is SectionKind.PROBLEMS and _faced(words):
            self._enter(self.base, "faces what is lacking")
            return
        if opens and (puts_right(words) or puts_right(behind)):
            self._enter(SectionKind.ACHIEVEMENTS if puts_right(words) else SectionKind.PROBLEMS, "put right")
            return
        if self._is_next_problem(words):
            self._enter(SectionKind.PROBLEMS, "the next of the list")
            return
        if opens and self.kind in (SectionKind.PLANS, SectionKind.PROBLEMS) and _REPORTS.match(words):
            told = self._label(words, SectionKind.PROBLEMS) or self._label(words, SectionKind.ACHIEVEMENTS)
            if told:
                self._enter(*told)
                return
        if self.kind is self.base is SectionKind.PLANS and lists_problems(words, behind):
            self._enter(SectionKind.PROBLEMS, _IN_PASSING)
            return
        if self.kind is SectionKind.PLANS and not self._leaves_plans(words, paragraph, behind):
            if self.base is SectionKind.PLANS and recalls(words):
                lacks = describes_lack(words)
                self._enter(*((SectionKind.PROBLEMS, _FELL_SHORT) if lacks else (SectionKind.ACHIEVEMENTS, _RECALLED)))
            return
        plan = announces_plan(words, self.base_year) or self._label(words, SectionKind.PLANS)
        if plan:
            self._enter(*plan)
            self.listing = leads_in(words)
            self.passing = not (opens or self.listing)
            return
        if self.kind in (SectionKind.PROBLEMS, SectionKind.OTHER):
            self._leave_problems(words, paragraph)
            if self.kind is not self.base:
                return
        if self.base is not SectionKind.PROBLEMS:
            self._find_problem(words, paragraph, behind)

    def _is_answered(self, words: str) -> bool:
        """Tell whether a sentence among the problems says what was done already; the next one goes on with them."""
        if self.cue == _ANSWERED:
            self._enter(self.base, "the problems again")
        answered = self.kind is self.base and not enumerates(words) and not describes_lack(words)
        if answered and _ALREADY.search(words):
            self._enter(SectionKind.OTHER, _ANSWERED)
            return True
        return False

    def _is_next_problem(self, words: str) -> bool:
        """Tell whether a list of problems goes on: 一是…, its remedy, 二是… that urges nothing."""
        number = ordinal(words)
        if number is None:
            return False
        follows = self.kind is not SectionKind.PROBLEMS and number == self.point + 1 > 1 and not self.listing
        if follows and not urges(words):
            self.point = number
            return True
        self.point = number if self.kind is SectionKind.PROBLEMS else 0
        return False

    def _look_around(self, words: str) -> None:
        """A paragraph under a heading of plans may look back first, or tell a lack in passing; the next one goes on."""
        if looks_back(words, self.base_year):
            self._enter(SectionKind.ACHIEVEMENTS, words[:12])
        elif (self.kind is SectionKind.ACHIEVEMENTS or self.cue == _IN_PASSING) and not enumerates(words):
            self._enter(self.base, "with the plans again")

    def turn(self, words: str) -> int | None:
        """Go over to the plans where a sentence about a problem turns to its remedy; return where, None if nowhere.

        Or from work done to the problem that is left of it.
        """
        if self.kind is self.base is SectionKind.ACHIEVEMENTS and (at := shortfall(words)):
            self._enter(SectionKind.PROBLEMS, _IN_PASSING)
            return at
        turn = _remedy(words) if self.kind is SectionKind.PROBLEMS else None
        if turn is None:
            return None
        self._enter(SectionKind.PLANS, words[turn.end() : turn.end() + 12])
        return turn.end()

    def _enter(self, kind: SectionKind, cue: str) -> None:
        self.kind, self.cue = kind, cue

    def _label(self, words: str, kind: SectionKind) -> Cue | None:
        """Read a label that opens a sentence (存在问题：一是…) as the heading that it stands for."""
        label = _LABEL.match(words)
        cues = heading_cues(label.group(1), self.base_year) if label else ()
        return cues[0] if cues and cues[0].kind is kind else None

    def _find_problem(self, words: str, paragraph: Sequence[str], behind: str = "") -> None:
        problem = admits_problem(words) or self._label(words, SectionKind.PROBLEMS)
        self.lined = words.endswith(_COLONS)
        if problem:
            self._enter(*problem)
            self.stuck = bool(paragraph)
        elif self.base is not SectionKind.ACHIEVEMENTS:
            return
        elif is_mostly_lack(paragraph) and not (has_quantity(words) and reports_work(words)):
            self._enter(SectionKind.PROBLEMS, "says what is lacking")
            self.stuck = True
        elif is_bleak(paragraph):
            self._enter(SectionKind.PROBLEMS, "tells what is not as it should be")
            self.stuck = True
        elif complains(words):
            self._enter(SectionKind.PROBLEMS, _COMPLAINT)
        elif _ABOVE_ALL.match(behind) and describes_lack(words) and describes_lack(behind):
            self._enter(SectionKind.PROBLEMS, "says what is lacking, and what most")
        elif concedes(words):
            self._enter(SectionKind.PROBLEMS, words[:12])
        elif self.audited and finds_fault(behind if _ABOUT.fullmatch(words) else words):
            self._enter(SectionKind.PROBLEMS, "found by an audit")
        elif lacks_in_passing(words) or shortfall(words) == 0 or self._needs(words, behind):
            self._enter(SectionKind.PROBLEMS, _IN_PASSING)
        elif self.last and paragraph and intends(words) and not any(map(has_quantity, paragraph)):
            self._enter(SectionKind.PLANS, "intends")

    def _needs(self, words: str, behind: str) -> bool:
        """Tell whether a sentence says what is lacking, and the next one what is going to be done about it."""
        if not behind or not describes_lack(words):
            return False
        return announces_plan(behind, self.base_year) is not None or _FACES.match(behind) is not None

    def _leaves_plans(self, words: str, paragraph: Sequence[str], behind: str) -> bool:
        """Plans end at a point that says what is lacking, where the heading names problems; where it names plans, at a

        paragraph that admits shortcomings first; where it names work done, with their paragraph, except at the end of
        a report.
        """
        if self.listing and enumerates(words):
            return False
        opens = bool(paragraph)
        point = opens or enumerates(words)
        if self.base is SectionKind.PROBLEMS and point and (describes_lack(words) or _remedy(words)):
            self._enter(self.base, "says what is lacking")
            return True
        if self.base is SectionKind.PLANS and opens and not self.listing and not urges(words):
            self._find_problem(words, ())
            if self.kind is self.base and (self._needs(words, behind) or complains(words)):
                self._enter(SectionKind.PROBLEMS, _IN_PASSING)
            return self.kind is SectionKind.PROBLEMS
        if self.base is SectionKind.ACHIEVEMENTS and self.passing and not opens and is_past(words):
            self._enter(self.base, "after the plans")
            return True
        if self.base is not SectionKind.ACHIEVEMENTS or not opens or enumerates(words):
            return False
        if self.last and not (self.passing and _counts_work(paragraph)):
            return False
        self._enter(self.base, "after the plans")
        return True

    def _leave_problems(self, words: str, paragraph: Sequence[str]) -> None:
        opens = bool(paragraph)
        if self._is_back(words, opens=opens):
            self._enter(self.base, "after the problems")
        elif self.kind is SectionKind.OTHER and self.base is SectionKind.PROBLEMS and opens and describes_lack(words):
            self._enter(self.base, "says what is lacking")
        elif self.mixed and (resolves(words) or (self._is_due(words, opens=opens) and not describes_lack(words))):
            self._enter(SectionKind.PLANS, words[:12])
        elif responds(words):
            self._respond(words, paragraph)
        elif opens and intends(words):
            self._enter(SectionKind.PLANS, "intends")
            self.listing = leads_in(words)
        elif self.lined and opens and not reports_work(words):
            return
        elif opens and not self.mixed and not enumerates(words) and not describes_lack(words):
            planned = self.last and _is_ahead(paragraph)
            self._enter(SectionKind.PLANS if planned else self.base, "after the problems")

    def _is_back(self, words: str, *, opens: bool) -> bool:
        """Tell whether a sentence among problems is of what the heading names: work that was done, or the plans."""
        alone = self.cue in (_IN_PASSING, _COMPLAINT) and not describes_lack(words)
        passed = alone and self.cue == _IN_PASSING and not enumerates(words)
        if self.base is SectionKind.PLANS:
            return passed and not complains(words)
        if self.base is not SectionKind.ACHIEVEMENTS:
            return False
        if opens and alone and not self.lined:
            return True
        if self.stuck or opens or enumerates(words):
            return False
        return passed or (has_quantity(words) and reports_work(words))

    @staticmethod
    def _is_due(words: str, *, opens: bool) -> bool:
        """Tell whether a sentence behind a problem orders something, soon, or opens a paragraph of what is to come."""
        return urges(words) or _SOON.match(words) is not None or (opens and looks_ahead(words))

    def _respond(self, words: str, paragraph: Sequence[str]) -> None:
        """An answer to the problems is a plan where it leads in a list, is a paragraph, or says they will be solved."""
        self.listing = leads_in(words)
        told = len(paragraph) > 1 or has_quantity(words) or ("将" in words and len(words) > 40)
        promised = _SOLVES.search(words) or (has_quantity(words) and looks_ahead(words) and not _PAST.search(words))
        planned = self.mixed or self.listing or (bool(paragraph) and told) or promised
        self._enter(SectionKind.PLANS if planned else SectionKind.OTHER, words[:12])


def _remedy(words: str) -> re.Match[str] | None:
    """Find where a sentence goes over from what is lacking to its remedy."""
    faced = _faced(words)
    if faced:
        return faced
    turn = _TURN.search(words)
    if turn is None or not describes_lack(words[: turn.start()]):
        return None
    return turn if turn.group() in "，；" or urges(words[turn.end() :]) else None


def _faced(words: str) -> re.Match[str] | None:
    """Find the problem that a sentence faces with what is to be done about it."""
    faced = _FACED.match(words)
    if faced is None or not (describes_lack(faced["lack"]) or faced["lack"].endswith("的")):
        return None
    rest = words[faced.end() :]
    return faced if (urges(rest) or looks_ahead(rest)) and not _PAST.search(rest) else None


def _counts_work(paragraph: Sequence[str]) -> bool:
    """Tell whether a paragraph opens without a look ahead and counts what was done."""
    told = [words for words in paragraph if not looks_ahead(words)]
    return paragraph[:1] == told[:1] and any(map(has_quantity, told))


def _is_ahead(paragraph: Sequence[str]) -> bool:
    """Tell whether a paragraph behind the problems that ends a report is of what is to come: nothing of it was done."""
    if any(_PAST.search(words) and not looks_ahead(words) for words in paragraph):
        return False
    return any(urges(words) or looks_ahead(words) or _ORDERS.match(words) for words in paragraph)


def is_mostly_lack(paragraph: Sequence[str]) -> bool:
    """Tell whether a paragraph of several sentences says what is lacking, and little else; of two, nothing else."""
    allowed = int(len(paragraph) * (1 - _MOSTLY))
    for words in paragraph:
        if not describes_lack(words):
            allowed -= 1
            if allowed < 0:
                return False
    return len(paragraph) >= _ENOUGH or (len(paragraph) == _ENOUGH - 1 and allowed == 0)
