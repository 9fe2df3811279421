"""Names before: what the numbers before one in its sentence are told of, where its own words say too little.

In: the clauses of a passage and the names of its numbers as they are made. Out: the names, things and cases before one.
"""

import re
from collections.abc import Iterator, Sequence

from extractor.clause_parts import UNDER_WAY, Clause
from extractor.clauses import letters
from extractor.counted_things import LABEL, says_thing
from extractor.own_names import own_name
from extractor.phrases import ROOM, cut, done_to, is_bare, is_change, topic, undone
from extractor.words_behind import STEP, STEPS, TIMES
from schemas.quantity import Kind

_STILL = re.compile("^(?:继续|现行|仍然?)有效(?=..)")
RATED = re.compile(f"(?:现行|继续|仍然?)?有效|不?合格|优秀|优良|良好|在建|在办|不?达标|{UNDER_WAY.pattern}")
_CASE = re.compile("(?<=..)案件?$")
_FOUND_OUT = re.compile("(?:立案)?(?:查处|查获|处罚|查扣)(?!单位|机构|企业)(.{3,12})$")
MARKED = re.compile(f"(?<=..)新?(?:{STEPS})$")
"""What a sum passed, which is none of what it went on to: 总收入突破百亿大关，达101亿元."""
_BACK = 100
"""No number is said of the same things as one that stands so many numbers before it."""


class NamesBefore:
    """The clauses of one passage and the names of their numbers, to be looked back at; the names grow meanwhile.

    `parts` tells of each number whether it counts some of what one before it counted.
    """

    def __init__(self, clauses: Sequence[Clause], names: Sequence[str]) -> None:
        self.clauses, self.names = clauses, names
        self.parts = _parts(clauses)

    def last(self, i: int) -> str:
        """Return the name of the number right before one in its sentence; empty if it is the first."""
        return "" if self.clauses[i].opens else self.names[i - 1]

    def numbers(self, i: int) -> Iterator[int]:
        """Yield the numbers before one in its sentence, the nearest first, as far back as may be told of alike."""
        for j in range(i - 1, max(-1, i - _BACK), -1):
            if self.clauses[j + 1].opens:
                return
            yield j

    def first(self, i: int) -> int:
        """Return the first number of a sentence, as far back as may be told of alike."""
        return min(self.numbers(i), default=i)

    def thing(self, i: int) -> str:
        """Return the name of the last number of its sentence that says what was counted; empty if none does."""
        for j in self.numbers(i):
            clause = self.clauses[j]
            counts = not clause.is_rate and clause.anchor.mention.kind is not Kind.DURATION and not self.parts[j]
            if counts and says_thing(self.names[j]):
                return self.names[j]
        return ""

    def case(self, i: int) -> str:
        """Return the cases of its sentence that a fine was for: 查处水事违法案件63起，结案61起，罚款148.7万元."""
        cases = (topic(self.names[j]) for j in self.numbers(i) if not self.parts[j])
        return next((about for about in cases if _CASE.search(about)), "")

    def fined(self, i: int) -> str:
        """Return what of its sentence was found out that a fine may be for: 查处秸秆露天焚烧11起，罚款2200元."""
        deeds = (hit for j in self.numbers(i) if not self.parts[j] and (hit := _FOUND_OUT.match(self.names[j])))
        return next((hit[1] for hit in deeds), "")

    def accident(self, i: int) -> str:
        """Return the accidents that people died of: 发生生产安全事故5起、死亡5人."""
        about = self.last(i)
        return topic(about) if about.endswith("事故") else ""

    def is_labelled(self, i: int) -> bool:
        """Tell whether a heading before a colon opens the sentence: 结案方式：维持41件，驳回13件."""
        return LABEL.search(self.clauses[self.first(i)].between) is not None

    def alike(self, i: int) -> str:
        """Return the name of the last number of the same unit that says what was counted, rather of a whole.

        Where nothing in its own sentence says what was counted, that of the sentence before will do.
        """
        unit, part, crossed, told = self.clauses[i].unit, "", False, False
        for j in range(i - 1, max(-1, i - _BACK), -1):
            name = _STILL.sub("", self.names[j])
            if self.clauses[j + 1].opens:
                if part or crossed or told or self.clauses[j + 1].heading:
                    break
                about = _STILL.sub("", undone(topic(done_to(self.clauses[j + 1].between))))
                if says_thing(about) and i > j + 1:
                    return about  # 开展文件清理，保留34件，废止11件
                crossed = True
            if self.clauses[j].is_kind:
                crossed = False  # what its own sentence sorts was counted before that
                continue
            told = told or (not self.clauses[j].is_rate and says_thing(name))
            if _counted(self.clauses[j].unit) != _counted(unit) or not says_thing(name):
                continue
            if not self.parts[j]:
                return name
            part = part or name
        return part

    def subject(self, i: int) -> str:
        """Return what a number is said of: the clause before, or the last number with words of its own."""
        first, is_rate = i, self.clauses[i].is_rate
        for j in self.numbers(i):
            if self.clauses[first].between:
                break
            first, own = j, own_name(self.clauses[j])
            if self.clauses[j].in_brackets and not (self.clauses[i].in_brackets or self.clauses[j].opens):
                continue  # 完成任务318户（含关闭单位22户），完成率100%
            is_aside = self.clauses[j].is_time and letters(self.clauses[j].left) < 3
            if is_aside and not (self.clauses[j].opens or self.clauses[i].is_time):
                continue  # 投资184亿元，创27年新高，增长46.1%
            if STEP.fullmatch(own) or (self.clauses[j].unit == "个" and letters(own) < 2):
                continue  # 跨过3个万亿元级台阶、年均增长5%
            if not is_change(own) and not is_bare(own) and (is_rate or not self.clauses[j].is_rate):
                return MARKED.sub("", self.names[j])
        return cut(done_to(self.clauses[first].between), ROOM)


def _parts(clauses: Sequence[Clause]) -> list[bool]:
    """Tell of each number whether it counts some of what one before it counted: 其中一审69件、二审35件."""
    parts: list[bool] = []
    for i, clause in enumerate(clauses):
        judged = not clause.right and RATED.fullmatch(clause.left) is not None
        is_part = judged or clause.raw.startswith("其中")
        goes_on = clause.goes_on or (not clause.opens and not clause.right and clause.unit == clauses[i - 1].unit)
        parts.append(is_part or (goes_on and bool(parts) and parts[-1]))
    return parts


def _counted(unit: str) -> str:
    """Return what a unit counts without how often: 检查企业184家次 and 整改23家 count bodies."""
    return unit if unit in TIMES else unit.removesuffix("次")
