"""Name patterns: sentences whose form fixes which words belong to which number.

In: a passage and the names of its numbers so far. Out: the names that N个方面M项, rows of medals and sizes fix.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from extractor.anchors import Passage
from extractor.clause_parts import REMAINDER, Clause
from extractor.clauses import clause_before, letters
from extractor.phrases import LIMIT, OPENING, about_of, act, is_verb, undone
from extractor.quick_patterns import compile_quick
from extractor.sectors import OF_SECTORS, RATIO, SECTORS
from extractor.turned_names import FROM
from extractor.words_behind import PEOPLE, RANK, STEPS

_DIMENSION = re.compile("(?:重点|主要|关键|重要)?(?:方面|领域|大?类别?|环节|层面|维度|板块|阶段|部分)")
_SORTS_OF = {
    "类别": "类 大类",
    "种类": "种",
    "批次": "批 批次",
    "轮次": "轮",
    "類別": "類 大類",
    "種類": "種",
    "輪次": "輪",
}
SORTS = {unit: sort for sort, units in _SORTS_OF.items() for unit in units.split()}
_STEP = re.compile(STEPS)
_TIERS = re.compile(
    "(?:[国省市区县旗州盟乡镇村街]|[村社]区|街道|乡镇)(?:、?(?:[省市区县旗州盟乡镇村街]|社区|街道|乡镇))+$"
)
_LISTS = re.compile("(?:以及|[、和及与])(?:约|近|超过?)?")
_EQUALS = re.compile("约?(?:是|为|相当于).")
_LEVEL = re.compile("(?:国家|[省市区县镇乡村]|街道|社区|乡镇)级")
_CAUSES = re.compile("促进|帮助|帮扶|带动|推动|支持|引导|助力|实现")
_CAUSED = re.compile("(?:就业|创业|增收|致富|脱贫|上岗|落户|参保|入学|复学|转型升级|转型|转产|上云)+$")
"""What several groups are brought to, told behind the last: 促进960名户籍失业人员、250名务工人员|就业."""
_WORK = re.compile(
    "[^，。]{0,6}(?:建设|改造|升级|重建|设计|编制|整治|治理|修缮|维护|安装|检查|检测|验收|培训|评估|审查|清理)(?:任务|工作)?"
)
"""What was done to several things, told behind the last of them."""
_SIZE_OF = re.compile("、((?:总|建筑)*(?:长度?|里程|面积|投资))(?:约|近|达|超过?)?")
_ROUGHLY = frozenset({"", "共", "约", "近", "超"})
_SIZED = compile_quick(
    "(?P<what>(?:总|首期|首批|计划|年)*(?:投资|规模|占地(?:面积)?|(?:建筑|占地|拆除|用地|改造|规划)?面积|造价|价值|估值|市值|资产规模)|全长|总长|注册资本|惠及|覆盖)"
    "(?:额|达到|[约达超近]|超过)*$"
)
_MEASURES = {"占地": "面积", "惠及": "人数", "覆盖": "人数"}
_NEAR = 16
_OF_SIZE = re.compile("[多余]?(?:左右)?的")
_MEDALS = frozenset("金银铜")
_MEDAL = re.compile(r"[金银铜](?=[\d、，,。；;一二两三四五六七八九十]|和|$)")


def dimensions(passage: Passage, clauses: Sequence[Clause]) -> Iterator[tuple[int, str]]:
    """Name what is divided: 7个方面58项具体措施 is 具体措施方面, 具体措施."""
    for i, (one, following) in enumerate(pairwise(clauses)):
        if "、" in passage.chunk.text[one.anchor.end : following.anchor.start]:
            continue
        joined = following.goes_on or OPENING.fullmatch(following.raw.removeprefix(one.right))
        if _DIMENSION.fullmatch(one.right) and joined and following.right:
            yield i, following.right + one.right


def shared_tails(passage: Passage, clauses: Sequence[Clause]) -> Iterator[tuple[int, str]]:
    """Yield what stands behind a list for all of it: 6公里管道、7公里管渠的|设计, 2个国家级、4个省级|众创空间."""
    text, tail, noun = passage.chunk.text, "", ""
    for i in range(len(clauses) - 2, -1, -1):
        one, other = clauses[i], clauses[i + 1]
        link = text[one.anchor.end : other.anchor.start]
        if not one.right or "的" in one.right or not _LISTS.fullmatch(link.removeprefix(one.right)):
            tail = noun = ""
            continue
        tail = tail or other.right.partition("的")[2]
        caused = _CAUSED.search(other.right) if _CAUSES.match(one.left) else None
        if _WORK.fullmatch(tail):
            yield i, tail
        elif caused and not _CAUSED.search(one.right):
            yield i, caused[0]
        elif _LEVEL.fullmatch(one.right) and (level := _LEVEL.match(other.right)):
            noun = noun or other.right[level.end() :]
            yield i, noun


def counts_tiers(clause: Clause) -> bool:
    """Tell whether a number counts tiers of government that are listed before it: 市县两级."""
    return clause.unit == "级" and _TIERS.search(clause.raw) is not None


def measured_twice(passage: Passage, clauses: Sequence[Clause]) -> Iterator[tuple[int, str]]:
    """Name the first of two numbers of the same things by what stands behind the second: 治理36条45段黑臭水体.

    It may count kinds of them, 推出4大类46项指引, or how often.
    """
    text = passage.chunk.text
    for i, (one, other) in enumerate(pairwise(clauses)):
        link = REMAINDER.sub("", text[one.anchor.end : other.anchor.start])
        is_step = other.unit == "个" and _STEP.search(other.right)  # 迈上4万亿、5万亿两个台阶
        alike = one.unit != other.unit and not one.is_rate and not one.is_money and not is_step
        size = _SIZE_OF.fullmatch(link) if not one.left or is_verb(one.left) else None
        if size and alike and letters(other.right) > 1:
            yield i, one.left + other.right  # 完成65条、总长度58公里的城市道路
            yield i + 1, one.left + other.right + size[1]
        elif link in _ROUGHLY and alike and letters(other.right) > 1 and not (link and act(one.left).object):
            ranks = other.unit == RANK or text.startswith(RANK, other.anchor.end)
            rank = text[other.anchor.start : other.anchor.end].removesuffix(RANK) + RANK if ranks else ""
            yield i, one.left + rank + other.right + SORTS.get(one.unit, "")  # 建设6个百亿元级项目


def medals(passage: Passage, names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Name the medals of a row that calls them by a letter: 获得4金1银 is 获得金牌, 获得银牌."""
    text, lead = passage.chunk.text, ""
    for i, anchor in enumerate(passage.anchors):
        medal = "" if anchor.mention.unit else text[anchor.end : anchor.end + 1]
        if not medal or medal not in _MEDALS or not _MEDAL.match(text, anchor.end):
            lead = ""
            continue
        joined = i and text[passage.anchors[i - 1].end : anchor.start].rstrip("、") in _MEDALS
        lead = lead if joined and lead else names[i].removesuffix(medal)
        yield i, lead + medal + "牌"


def sizes(passage: Passage, clauses: Sequence[Clause]) -> Iterator[tuple[int, str]]:
    """Name the size of what stands behind it: 总投资2万亿元的389个项目 has 项目总投资, as 5亿元的基金 has its."""
    text = passage.chunk.text
    for i, clause in enumerate(clauses):
        size, end = _SIZED.search(clause.raw), clause.anchor.end
        is_reach = size is not None and _MEASURES.get(size["what"]) == "人数" and clause.unit not in PEOPLE
        if size is None or is_reach or (of := _OF_SIZE.match(text, end)) is None:
            continue
        counts = i + 1 < len(clauses) and clauses[i + 1].anchor.start == of.end()
        thing = clauses[i + 1].right if counts else clause.right
        if letters(thing) > 1:
            yield i, undone(thing) + size["what"] + _MEASURES.get(size["what"], "")


_AGO, _OF_WHOLE = "前的", re.compile("[全我本]?[国省市区县州]的")


def multiples(clauses: Sequence[Clause], base: Callable[[int], str]) -> Iterator[tuple[int, str]]:
    """Name how many times something is of what it is compared with: 投入25.3亿元，是“十二五”时期的7倍 has 投入倍数.

    `base` gives what the i-th number is said of.
    """
    for i, clause in enumerate(clauses):
        ago = clause.unit == "倍" and not clause.raw and i > 0 and clauses[i - 1].right == _AGO
        raw = clauses[i - 1].raw + "前" if ago else clause.raw  # 收入187亿元，是五年前的3倍
        if clause.goes_on and clause.unit == clauses[i - 1].unit and _OF_WHOLE.fullmatch(raw):
            raw = "是" + raw  # 是全市的4.1倍、全国的23.6倍
        about = about_of(base(i - 1 if ago else i)) if clause.unit == "倍" and _EQUALS.match(raw) else ""
        if letters(about) >= 2:
            than = raw.rstrip("的")
            plain = raw == than or len(about + than) > LIMIT - 2 or any(map(str.isdigit, than))
            yield i, about + ("" if plain else than + "的") + "倍数"  # 投入是“十二五”时期的7倍


def sectors(passage: Passage) -> Iterator[tuple[int, str]]:
    """Name the shares of the three sectors, and those that they turned from: 由8.7:41.2:50.1调整为7.4:39.6:53."""
    text, anchors, told_until = passage.chunk.text, passage.anchors, -1
    for i in range(len(anchors) - 2):
        members = anchors[i : i + 3]
        if not all(RATIO.fullmatch(text, one.end, other.start) for one, other in pairwise(members)):
            continue
        words = text[max(0, anchors[i].start - _NEAR) : anchors[i].start] if told_until != i else ""
        if OF_SECTORS.search(words) is None and told_until != i:
            continue
        told_until = i + 3
        turned = "原" if FROM.search(clause_before(passage, i)) else ""
        yield from ((at, f"{turned}{sector}占比") for at, sector in enumerate(SECTORS, start=i))
