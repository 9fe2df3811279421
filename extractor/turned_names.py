"""Turned names: the ends of what changed (由A至B), and what something is compared with.

In: a passage and what its numbers are said of. Out: names that say before and after, 压缩前 and 压缩后.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from extractor.anchors import Passage
from extractor.clause_parts import Clause
from extractor.clauses import BLANKS, YEAR, clause_before, letters
from extractor.paired_names import MEASURE, group_size, paired
from extractor.phrases import cut, is_bare, is_whole_rate, tidy, topic
from schemas.quantity import Kind, Mention

_THAN = re.compile(
    f"[比较]((?:[上去前]一?|{YEAR}|[一二][九〇○0-9]{{3}})年|[^，。；]{{2,6}}前|“?十[一二三四五]五”?(?:时期|期间?)?)(?:同期|年?[底末初])?的$"
)
_GREW = re.compile("(?:实际)?(增长|增加|提高|上升|下降|减少|降低|提升|精简|压减|缩减)了?")
_OF_PLAN = re.compile("^(?:占|(?:已|共)?完成)((?:年度?|全年|年初|既定)*(?:目标|计划|任务|预算)+)$")
_ADVANCED = re.compile("(?:稳妥|稳步|加快|深入|扎实|大力)*(?:推进|推动|提高|提升|促进|加快|实施|深化)")
_TAKES_UP = re.compile("所?占(?!地)")
FROM = re.compile("(?:由|从)((?:不到|[^，,。；;至到]){0,8}?)的?$")
_TO = re.compile(
    f"([^，,。；;]{{0,6}}?)(?:至|到|为|成)了?(?:(?:[今去本上明]年[末底初]?|(?:{YEAR})年[末底]?|目前|现在|[0-9]{{1,2}}月份?|[年月][末底])的?)?(?:(?:每[人户生])?每[年月日天])?(?:约|近|超过?|逾)?"
)
_OF_CHANGED = re.compile("的(?P<what>[^，,。；;、的]{2,6}?)(?P<how>[降升提增减调])(?:低|高|加|少|整)?[至到为]")
_FROM_LAST = re.compile("(?:由|从)[^由从]{0,6}$")
_FROM_IN_TURN, _NEAR = re.compile("(?:分别|依次)(?:由|从)[^，,。；;至到]{0,8}$"), 14
_OWN = 4
"""A rate of more characters says what it is of."""
_TURNED = {
    "升": "上升",
    "降": "下降",
    "增": "增加",
    "减": "减少",
    "提": "提高",
    "涨": "上涨",
    "缩": "缩短",
    "压": "压缩",
}


def _turned(verb: str) -> str:
    """Return how something turned as a word: 降 is 下降, and what says nothing of it (为) 调整."""
    return verb if len(verb) > 1 else _TURNED.get(verb, "调整")


def turns(passage: Passage, clauses: Sequence[Clause], base: Callable[[int], str]) -> Iterator[tuple[int, str]]:
    """Name the ends of 由A…至B: 办理时限由50日压缩至33日 -> 办理时限压缩前, 办理时限压缩后.

    `base` gives what the i-th number is said of, for a clause that begins with 由.
    """
    text, turned_last = passage.chunk.text, -2
    measure: re.Match[str] | None = None
    for i, (first, second) in enumerate(pairwise(passage.anchors)):
        words = clause_before(passage, i)
        words = clauses[i].raw if clauses[i].raw.endswith(words) else words  # 每万人拥有量从11件提高到24件
        link = text[first.end : second.start].replace(" ", "").strip(BLANKS)
        if first.mention.unit == second.mention.unit and (changed := _OF_CHANGED.fullmatch(link)):
            turned = cut(tidy(words) + changed["what"]) + _turned(changed["how"])
            yield i, turned + "前"  # 将现行16%的税率降至13%
            yield i + 1, turned + "后"
            continue
        lead, verb = FROM.search(words), _TO.fullmatch(link)
        if lead is None or verb is None or not _is_alike(first.mention, second.mention):
            continue
        subject = tidy(words[: lead.start()])
        if (letters(subject) < 4 or is_bare(subject) or _TAKES_UP.match(subject)) and i - 1 != turned_last:
            about = topic(base(i))
            if subject.endswith("率") and letters(subject) > 2 and about.endswith(subject[:-1]):
                about = about.removesuffix(subject[:-1])  # 调解成功1729件,成功率由64%提升至72%
                about = "" if _ADVANCED.fullmatch(about) else about  # 推进城镇化，城镇化率由47%提高到51%
            about = "" if subject.endswith("率") and set(subject[:-1]) & set(about) else about  # 执法证, 持证率
            about = "" if is_whole_rate(subject) or (subject.endswith("率") and _is_next_rate(clauses, i)) else about
            subject = about if about.endswith(subject) else about + subject
        goes_on = i - 1 == turned_last and first.mention.unit == passage.anchors[i - 1].mention.unit != "%"
        if goes_on and measure and not MEASURE.search(subject):
            subject += measure[0]  # 粮食产量由3亿吨增加到3.7亿吨，棉花由224万吨增加到432万吨
        if letters(subject) >= 2:
            turned_last, measure = i + 1, MEASURE.search(subject)
            turned = cut(subject) + ("提高" if verb[1] == "增" and first.mention.unit == "%" else _turned(verb[1]))
            yield i, turned + "前"
            yield i + 1, turned + "后"


def _is_alike(one: Mention, other: Mention) -> bool:
    """Tell whether two numbers have one unit, or both tell how long: 从6天延长至1个月."""
    return one.unit == other.unit or one.kind is other.kind is Kind.DURATION


def _is_next_rate(clauses: Sequence[Clause], i: int) -> bool:
    """Tell whether a rate stands right behind one with words of its own: 一审服判息诉率达91.4%，上诉率由…."""
    last = clauses[i - 1]
    own = last.left.endswith("率") and letters(last.left) > _OWN
    return i > 0 and not clauses[i].opens and not clauses[i].between and last.is_rate and own


def turns_in_turn(passage: Passage, names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Name the ends of several things that turned: A、B标准分别从202元、270元提高到209元、280元."""
    text, anchors = passage.chunk.text, passage.anchors
    for i, anchor in enumerate(anchors):
        if not _FROM_IN_TURN.search(text, max(0, anchor.start - _NEAR), anchor.start):
            continue
        subjects = [_FROM_LAST.sub("", subject) for subject in paired(passage, names, i)]
        at = i + len(subjects)
        verb = (
            _TO.fullmatch(text, anchors[at - 1].end, anchors[at].start) if 0 < at < len(anchors) and subjects else None
        )
        if verb and group_size(text, anchors[at : at + len(subjects)]) == len(subjects):
            how = _turned(verb[1])
            yield from ((i + k, subject + how + "前") for k, subject in enumerate(subjects))
            yield from ((at + k, subject + how + "后") for k, subject in enumerate(subjects))


def bases(passage: Passage, base: Callable[[int], str]) -> Iterator[tuple[int, str]]:
    """Name what something is compared with, and by how much it grew: 产值650亿元，比上年的270亿元增长141%.

    `base` gives what the i-th number is said of.
    """
    text = passage.chunk.text
    for i, (one, other) in enumerate(pairwise(passage.anchors)):
        before, behind = clause_before(passage, i), text[one.end : other.start].strip(BLANKS)
        if (plan := _OF_PLAN.fullmatch(before)) and behind == "的":  # 占年度目标任务10亿元的93.7%
            yield i, topic(base(i)) + plan[1]
            continue
        than = _THAN.search(before)
        grew = _GREW.fullmatch(behind) if than else None
        if than is None or grew is None:
            continue
        told = tidy(before[: than.start()]).removesuffix("将")
        about = topic(told if letters(told) > 1 else base(i))
        if letters(about) >= 2:
            yield i, ("上年" if than[1][0] in "上去" else "原") + about
            yield i + 1, about + grew[1]
