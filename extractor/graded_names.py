"""Name sizes that things are graded by, and the counts of each: 引进十亿级项目5个, 新增2家千亿级、24家百亿级企业.

In: a passage, its clauses and the names so far. Out: a name for each grade (引进项目级别) and for each count beside one
(新增千亿级企业). What is graded may stand behind the last of several; what is done, before the first.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.anchors import Passage
from extractor.clause_parts import Clause
from extractor.clauses import LEFT_BORDER, letters
from extractor.phrases import act, is_verb, noun_behind, tidy
from extractor.words_behind import RANK, STEP

LEVEL = "级别"
_SCALES, _UNITS = frozenset("十百千万亿"), frozenset(["", "元", RANK])
_GRADE = re.compile("级?(?:以上|以下)?的?")
_LINK = re.compile("[、和与及]|以及")
_LISTED = re.compile("(?:以[上下]|左右)?[、，,](?:和|以及)?")
_THING = re.compile("[^，,。；;、：:（）()！!？?和与及以0-9\n]{2,12}")
_SOME = re.compile("(?:一批|若干)?(?:的)?$")


class _Grade(NamedTuple):
    """One grade: the rank of its number, where its words end, and the rank of the number right before that counts."""

    at: int
    end: int
    counted: int | None


def grades(passage: Passage, clauses: Sequence[Clause], names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the rank and the name of each number that is a grade of what stands behind it, or counts what is so."""
    last, done = -1, ""
    for i in range(len(clauses)):
        if i <= last or (group := _group(passage, clauses, i)) is None:
            continue
        first, listed, last = group[0], i == last + 1, group[-1].at
        thing, behind = _thing(passage, clauses, last, group[-1].end)
        if letters(thing) < 2 or STEP.match(thing):
            continue
        start = first.at if first.counted is None else first.counted
        done = _done(passage, names, start, done if listed else "")
        for grade in group:
            text = passage.chunk.text[passage.anchors[grade.at].start : grade.end].rstrip("的")
            yield grade.at, done + thing + LEVEL
            if grade.counted is not None:
                yield from _counted(names, grade.counted, done, text, thing)
        if behind is not None:
            yield from _counted(names, behind, done, text, thing)
            last = behind


def _counted(names: Sequence[str], i: int, done: str, grade: str, thing: str) -> Iterator[tuple[int, str]]:
    """Yield the name of a number that counts what is graded, unless it says all of that and more."""
    name = names[i]
    if grade not in name or (done and name.startswith(grade)):
        yield i, done + grade + thing


def _group(passage: Passage, clauses: Sequence[Clause], i: int) -> list[_Grade] | None:
    """Return the grades that the i-th number opens, each with the number that counts it: 2家千亿级、24家百亿级."""
    text, anchors, found = passage.chunk.text, passage.anchors, list[_Grade]()
    while i < len(clauses):
        if found and not _LINK.fullmatch(text, found[-1].end, anchors[i].start):
            break
        counts = i + 1 < len(clauses) and anchors[i].end == anchors[i + 1].start and _is_grade(passage, clauses[i + 1])
        at = i + 1 if counts else i
        if not _is_grade(passage, clauses[at]):
            break
        end = _GRADE.match(text, anchors[at].end)
        found.append(_Grade(at, end.end() if end else anchors[at].end, i if counts else None))
        i = at + 1
    return found or None


def _is_grade(passage: Passage, clause: Clause) -> bool:
    """Tell whether a number is a round sum that things are graded by: 百亿级, 10亿元级."""
    text, end = passage.chunk.text, clause.anchor.end
    graded = clause.unit == RANK or (clause.unit in _UNITS and text.startswith(RANK, end))
    return graded and clause.anchor.mention.text[-1] in _SCALES


def _thing(passage: Passage, clauses: Sequence[Clause], at: int, end: int) -> tuple[str, int | None]:
    """Return what a grade is of, and the rank of the number right behind that counts it: 十亿级|项目|5个."""
    text, anchors = passage.chunk.text, passage.anchors
    limit = anchors[at + 1].start if at + 1 < len(anchors) else len(text)
    words = _THING.match(text, end, limit)
    if words is None:
        return "", None
    counted = (
        words.end() == limit and limit < len(text) and not clauses[at + 1].is_rate and not clauses[at + 1].is_money
    )
    thing = noun_behind(words[0], is_counted=True)[0].removesuffix("等")
    return thing, at + 1 if counted and thing == words[0] else None


def _done(passage: Passage, names: Sequence[str], start: int, before: str) -> str:
    """Return what is done to what is graded: the verbs before it, or those of the number that it is listed with."""
    text, anchors = passage.chunk.text, passage.anchors
    low = anchors[start - 1].end if start else 0
    gap = text[low : anchors[start].start]
    if start and _LISTED.fullmatch(gap):
        return before or act(names[start - 1]).verb
    words = _SOME.sub("", tidy(LEFT_BORDER.split(gap)[-1]))
    return words if is_verb(words) else act(words).verb if words.endswith("等") else ""
