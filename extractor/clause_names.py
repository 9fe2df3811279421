"""Clause names: every number of a passage named by the text's own words.

In: a passage. Out: a name for each of its numbers, in order; empty where the text has no word for one. 办理行政复议案件
45件，审结40件，同比增长12% is 办理行政复议案件, 审结行政复议案件, 行政复议案件同比增长. Names are made of the passage's
own characters but for words of measure (压缩前, 总数, 年数, 金牌), and hold no digit but that of a code, an age, a
bound or a year.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractor.anchors import Passage
from extractor.clause_parts import (
    AGES,
    ANNIVERSARIES,
    STEPS_UP,
    Clause,
    bound_alone,
    is_basis,
    is_told_by,
    limits,
    read_clauses,
)
from extractor.clauses import LEFT_BORDER, YEAR, letters, without_digits
from extractor.document_names import contents
from extractor.durations import lasting, periods
from extractor.graded_names import grades
from extractor.name_ends import finished, joined
from extractor.name_patterns import (
    SORTS,
    counts_tiers,
    dimensions,
    measured_twice,
    medals,
    multiples,
    sectors,
    shared_tails,
    sizes,
)
from extractor.numbers.periods import BEFORE, PERIODS
from extractor.paired_names import paired
from extractor.phrases import LIMIT, ROOM, cut, done_to, is_measured, tidy, topic, unchanged
from extractor.told_names import ToldNames
from extractor.turned_names import bases, turns, turns_in_turn
from extractor.words_behind import RANK, STEP, STEPS, size_behind

_BOUNDS = {"以上": "下限", "超": "下限", "超过": "下限", "以下": "上限", "以内": "上限"}
"""What a number is of those that the next one counts: 投资亿元以上项目5个."""
_MEASURED = re.compile(
    "(?<=..)[年总月日平均累计实现完成]*(?:(?:销售|营业|主营业务)收入|总?产值|增加值|利润|税收|投资额?|销售额|交易额|营收|产量|支出|资金|经费)总?额?$"
)
"""What is measured of those that the number before counts: 75家龙头企业|年销售收入18.4亿元."""
_AREA = "面积"
_SIZES = dict.fromkeys(("平方米", "平方公里", "亩", "公顷"), _AREA) | {"公里": "里程", "人": "人数", "人次": "人次"}
_JOINTS = frozenset({"", "、"})
_BODIES = frozenset({"家", "户", "个", "项", "件"})
_ITS_OWN = re.compile(
    "(?:法定|规定|承诺|计划|连续|提前|[使利运应引采信费]用|历|[较比]|不到|缩短|压缩|[由从至到为]|每)$"
)
"""Before a time that tells something of its own: 提前10天, 连续3年."""
_TIME = re.compile("^的?时间[，,]?")
_PARTED = re.compile(f"^的|[、和及与]|{LEFT_BORDER.pattern}")
_THAN = re.compile("[比较]前?$")
_YEAR = re.compile(f"(?<![比较])(?:{YEAR})年")
_RANK, _TIER, _BASIS, _AGE = "级别", "层级", "基数", "年龄"
_MARK, _THEN = re.compile(f"级?新?({STEPS})"), re.compile(f"级?新?(?:{STEPS})[、，,]?(?:已|并)?(?:达到?|为|增至|升至)")
_OF_THOSE = re.compile("以[上下内]的?[^，,。；;、]{2,8}(?:占比?|比[重例])")
"""Behind a bound of those of whom the next number is a share: 收入50万元以上的行政村占比达68%."""
_VOLTS, _VOLTAGE = frozenset({"千伏", "kV", "KV"}), "电压等级"
_COMPARES = re.compile("(?<=.{4})(?:高于|低于|优于|超过|位居).*")
_RANKED, _RANKS = "排名", frozenset({"", "位", "名"})
_HOLDS = "(?:稳居|位居|跃居|跻身|进入|跃升|排名|排在|位列|名列|居(?![民住])|排|列(?![车入为]))[^，。；;、0-9]{0,8}"
_FIRST, _HELD = re.compile(f"{_HOLDS}前$"), re.compile(f"均?{_HOLDS}$")
"""What says that a rank is held: 增加值|居全市前三."""
_TIMES_TWO = "番"
_OR_MORE = re.compile("以[上下内]")
_REACHED = re.compile("(?:达到?|超过|高于|低于)")
_SCALES = frozenset("十百千万亿")
_ALIKE = (*PERIODS, _RANK, *_BOUNDS.values(), *ANNIVERSARIES)
"""What several numbers may be called alike."""


def clause_names(passage: Passage) -> tuple[str, ...]:
    """Name all numbers of a passage: by their clauses, then by what the form of a sentence fixes."""
    clauses = read_clauses(passage)
    told = ToldNames(passage, clauses)
    names = list(told.names)
    fixed = (
        *measured_twice(passage, clauses),
        *dimensions(passage, clauses),
        *turns(passage, clauses, told.thing),
        *bases(passage, told.thing),
        *multiples(clauses, told.thing),
        *medals(passage, names),
        *sizes(passage, clauses),
        *sectors(passage),
        *periods(passage),
    )
    for i, name in fixed:
        names[i] = finished(name) or names[i]
    for i in range(len(clauses)):
        for at, name in enumerate(paired(passage, names, i), start=i):
            names[at] = finished(name) or names[at]
    for i, name in turns_in_turn(passage, told.names):
        names[i] = finished(name)
    for i, tail in shared_tails(passage, clauses):
        names[i] = cut(names[i] + tail) if names[i] else ""
    for i, name in contents(passage, names):
        names[i] = finished(name) or names[i]
    _lasted(passage, clauses, names)
    _measured(passage, clauses, names)
    _bound(passage, clauses, names)
    for i, name in tuple(grades(passage, clauses, names)):
        names[i] = cut(name)
    _compared(passage, clauses, names)
    _ranked(passage, clauses, names)
    _within_bounds(passage, clauses, names)
    return _apart(clauses, list(map(lasting, names, clauses)))


def _lasted(passage: Passage, clauses: Sequence[Clause], names: list[str]) -> None:
    """Name a time by what came of it, which the next number tells: 五年新增30家科技园 has 新增科技园."""
    for i, (one, other) in enumerate(pairwise(clauses)):
        link = _TIME.sub("", passage.chunk.text[one.anchor.end : other.anchor.start])
        aside = not one.is_time or other.is_time or names[i] in PERIODS or _ITS_OWN.search(one.raw)
        if not aside and letters(link) > 1 and not _PARTED.search(link):
            names[i] = names[i + 1] or names[i]


def _measured(passage: Passage, clauses: Sequence[Clause], names: list[str]) -> None:
    """Tell the size of things from how many they are: 完成土地出让55宗、301公顷."""
    for i, (one, other) in enumerate(pairwise(clauses)):
        size = _SIZES.get(other.unit, "金额" if other.is_money else "")
        alike = names[i] and names[i] == names[i + 1] and one.unit and one.unit != other.unit
        text, end = passage.chunk.text, other.anchor.end
        bounds = text.startswith(("级", "以"), end) or (other.right and size != _AREA)  # 6个百亿元级项目
        if size and alike and not bounds and text[one.anchor.end : other.anchor.start] in _JOINTS:
            names[i + 1] = finished(joined(names[i], size))


def _bound(passage: Passage, clauses: Sequence[Clause], names: list[str]) -> None:
    """Name the numbers that say which ones are counted: by size, rank, age or a bound; tiers by who is of them."""
    text = passage.chunk.text
    for i, (name, clause) in enumerate(zip(tuple(names), clauses, strict=True)):
        ranks = text.startswith(RANK, clause.anchor.end)
        bound = _RANK if clause.unit == RANK else _BOUNDS.get(next(iter(clause.anchor.mention.approx), ""), "")
        if clause.unit == RANK and clause.right and limits(passage, i):
            names[i] = finished(clause.right + _RANK)
        elif bound and name and (limits(passage, i) or _bounds_next(passage, names, i)):
            names[i] = finished(name + bound)
        elif bound and clause.right and i and passage.anchors[i - 1].end == clause.anchor.start:
            names[i] = finished(clause.right + bound)  # 1000个亿元以上工业项目
        elif bound and clause.left and _OF_THOSE.match(text, clause.anchor.end):
            names[i] = finished(clause.left + bound)
        elif name and ranks and clause.right:
            names[i] = finished(clause.right + _RANK)
        if name and counts_tiers(clause):
            names[i] = name + _TIER
        if is_basis(clauses, i):
            told = _COMPARES.sub("", names[i + 1] if is_told_by(clauses, i) else name)
            names[i] = unchanged(told.rstrip("前后")) + _BASIS if told else ""
        is_rank = clause.unit == RANK and clause.anchor.mention.text[-1] in _SCALES and not STEP.match(clause.right)
        if is_rank and clause.right and not names[i].endswith(_RANK):
            names[i] = finished(clause.right) + _RANK
        if (mark := _MARK.match(text, clause.anchor.end)) and _is_passed(text, clauses, i):
            about = finished(STEPS_UP.sub("", name if letters(name) > 2 else names[i - 1]))
            names[i] = about.removesuffix(mark[1]) + mark[1]
        if clause.unit in _VOLTS and clause.right:
            names[i] = finished(clause.right) + _VOLTAGE
        if clause.unit in AGES and name.endswith(_AGE):
            names[i] = name  # 平均年龄超过47岁
        elif clause.unit in AGES and (clause.right or (name and bound)):
            names[i] = f"{finished(clause.right) or name}{_AGE}{bound}"
        if name and [name] == names[i + 1 : i + 2] and clauses[i + 1].is_money and clause.unit in _BODIES:
            names[i] = _MEASURED.sub("", name)
        sums = name and clause.unit in SORTS and i + 1 < len(clauses) and clauses[i + 1].is_money
        if sums and names[i + 1].removeprefix(text[clause.anchor.start : clause.anchor.end]) == name:
            names[i] = name + SORTS[clause.unit]  # 九大类民生支出3420亿元
        if size := size_behind(passage, i):
            names[i + 1] = finished(topic(name) + size)


def _bounds_next(passage: Passage, names: Sequence[str], i: int) -> bool:
    """Tell whether the next number is named by the i-th as its bound: 注册资本1亿元以上8家."""
    bound = bound_alone(passage, i + 1)
    return bound != "" and names[i + 1].endswith(bound)


def _is_passed(text: str, clauses: Sequence[Clause], i: int) -> bool:
    """Tell whether a number is a mark that a sum passed: 跨越两个千亿元台阶, 突破5万关口、达到5.28万元."""
    counted = i > 0 and clauses[i - 1].unit == "个" and clauses[i - 1].anchor.end == clauses[i].anchor.start
    return counted or _THEN.match(text, clauses[i].anchor.end) is not None


def _compared(passage: Passage, clauses: Sequence[Clause], names: list[str]) -> None:
    """Say of a change with what time it is compared: 支出比前五年增长, 拨款较五年前增加."""
    for i, (one, other) in enumerate(pairwise(clauses)):
        than = _THAN.search(one.raw)
        about = unchanged(names[i + 1])
        if names[i] != BEFORE or other.opens or than is None or "分别" in other.raw or about == names[i + 1]:
            continue
        end = one.anchor.end + passage.chunk.text.startswith("前", one.anchor.end)
        told = without_digits(than[0] + passage.chunk.text[one.anchor.start : end])
        compared = about + told + names[i + 1].removeprefix(about)
        names[i + 1] = compared if len(compared) <= LIMIT + 2 else names[i + 1]


def _ranked(passage: Passage, clauses: Sequence[Clause], names: list[str]) -> None:
    """Say of the last rank that something holds that it is one: 增加值居全市前三 has 增加值排名."""
    text = passage.chunk.text
    for i, clause in enumerate(clauses):
        name, start = names[i], clause.anchor.start
        ranked = clause.unit in _RANKS and not clause.is_rate
        if name and ranked and _FIRST.search(text, max(0, start - ROOM), start):
            about = _HELD.sub("", name).removesuffix("连续")
            names[i] = (about if letters(about) > 2 else name).removesuffix(_RANKED) + _RANKED
        elif clause.is_time and _FIRST.search(name):
            names[i] += "列"  # 连续3年排名全市前|三
        elif (clause.unit == _TIMES_TWO or clause.is_time) and name.endswith("翻"):
            names[i] += _TIMES_TWO


def _within_bounds(passage: Passage, clauses: Sequence[Clause], names: list[str]) -> None:
    """Say of a share of those that reach a bound that it is one: 80%的办公用房达到300平方米以上."""
    text = passage.chunk.text
    for i, (one, other) in enumerate(pairwise(clauses)):
        link = text[one.anchor.end : other.anchor.start].removeprefix("的")
        if one.is_rate and not one.left and one.right and _REACHED.fullmatch(link.removeprefix(one.right)):
            bound = _OR_MORE.match(text, other.anchor.end)
            name = link + text[other.anchor.start : other.anchor.end] + (bound[0] if bound else "") + "占比"
            names[i] = name if len(name) <= LIMIT + 2 else names[i]


def _apart(clauses: Sequence[Clause], names: Sequence[str]) -> tuple[str, ...]:
    """Tell equal names of one unit apart by the year, the place or the clause before, which they had lost."""
    uses = Counter((name, clause.unit) for name, clause in zip(names, clauses, strict=True))
    shared = [uses[name, clause.unit] > 1 for name, clause in zip(names, clauses, strict=True)]
    return tuple(
        _placed(clauses, names, i) if shared[i] and not name.endswith(_ALIKE) else name for i, name in enumerate(names)
    )


def _placed(clauses: Sequence[Clause], names: Sequence[str], i: int) -> str:
    clause, name = clauses[i], names[i]
    if year := _YEAR.search(clause.raw):
        return year[0] + name  # 筹集住房8万套，其中2021年1.1万套、2022年1.5万套
    placed = tidy(clause.raw, with_place=True) + clause.right
    if placed != clause.left + clause.right and len(placed) <= LIMIT:
        return finished(placed) or name
    if clause.between and clause.between not in name:
        return finished(joined(topic(cut(done_to(clause.between), ROOM)), name))
    alike = name in [*names[max(0, i - 1) : i], *names[i + 1 : i + 2]]
    about = topic(names[i - 1]) if clause.is_rate or not clauses[i - 1].is_rate else ""
    both = letters(name) > 2 and is_measured(about) and is_measured(name)  # 原煤年产量10亿吨，年发电量5700亿千瓦小时
    return name if clause.opens or alike or both or about in name else finished(joined(about, name))
