"""Name patterns: sentences whose form fixes which words belong to which number.

In: a passage and the names of its numbers so far. Out: the names that 由A至B, 分别 and N个方面M项 fix.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from extractor.anchors import Anchor, Passage
from extractor.clause_parts import HEADS, REMAINDER, STEPS, Clause
from extractor.clauses import BLANKS, LEFT_BORDER, YEAR, letters
from extractor.phrases import OPENING, about_of, act, cut, is_bare, is_verb, tidy, topic, undone
from extractor.sectors import OF_SECTORS, RATIO, SECTORS

_DIMENSION = re.compile("(?:重点|主要|关键|重要)?(?:方面|领域|大?类别?|环节|层面|维度|板块|阶段|部分)")
_THAN = re.compile(f"[比较]((?:[上去前]一?|{YEAR}|[一二][九〇○0-9]{{3}})年|[^，。；]{{2,6}}前)(?:同期|年?[底末初])?的$")
_GREW = re.compile("(?:实际)?(增长|增加|提高|上升|下降|减少|降低|提升|精简|压减|缩减)了?")
_OF_PLAN = re.compile("^(?:占|(?:已|共)?完成)((?:年度?|全年|年初|既定)*(?:目标|计划|任务|预算)+)$")
_YEARS = frozenset({"年", "个月", "季度"})
_SORTS_OF = {
    "类别": "类 大类",
    "种类": "种",
    "批次": "批 批次",
    "轮次": "轮",
    "類別": "類 大類",
    "種類": "種",
    "輪次": "輪",
}
_SORTS = {unit: sort for sort, units in _SORTS_OF.items() for unit in units.split()}
_STEP = re.compile(STEPS)
_ADVANCED = re.compile("(?:稳妥|稳步|加快|深入|扎实|大力)*(?:推进|推动|提高|提升|促进|加快|实施|深化)")
_TIERS = re.compile(
    "(?:[国省市区县旗州盟乡镇村街]|[村社]区|街道|乡镇)(?:、?(?:[省市区县旗州盟乡镇村街]|社区|街道|乡镇))+$"
)
_LISTS = re.compile("(?:以及|[、和及与])(?:约|近|超过?)?")
_EQUALS = re.compile("约?(?:是|为|相当于).")
_LEVEL = re.compile("(?:国家|[省市区县])级")
_WORK = re.compile(
    "[^，。]{0,6}(?:建设|改造|升级|重建|设计|编制|整治|治理|修缮|维护|安装|检查|检测|验收|培训|评估|审查|清理)(?:任务|工作)?"
)
"""What was done to several things, told behind the last of them."""
_SIZE_OF = re.compile("、((?:总|建筑)*(?:长度?|里程|面积|投资))(?:约|近|达|超过?)?")
_ROUGHLY = frozenset({"", "共", "约", "近", "超"})
_SIZED = re.compile(
    "(?P<what>(?:总|首期|首批|计划|年)*(?:投资|规模|占地(?:面积)?|(?:建筑|占地|拆除|用地|改造|规划)?面积|造价|价值|估值|市值|资产规模)|全长|总长|注册资本)"
    "(?:额|[约达超近]|超过)*$"
)
_OF_SIZE = re.compile("[多余]?(?:左右)?的")
_MEDALS = frozenset("金银铜")
_MEDAL = re.compile(r"[金银铜](?=[\d、，,。；;一二两三四五六七八九十]|和|$)")
_TAKES_UP = re.compile("所?占(?!地)")
_FROM = re.compile("(?:由|从)([^，,。；;至到]{0,8}?)的?$")
_TO = re.compile(
    f"([^，,。；;]{{0,6}}?)(?:至|到|为|成)了?(?:(?:[今去本上明]年|(?:{YEAR})年[末底]?|目前|现在)的?)?(?:约|近|超过?|逾)?"
)
_FROM_LAST = re.compile("(?:由|从)[^由从]{0,6}$")
_FROM_IN_TURN, _NEAR = re.compile("(?:分别|依次)(?:由|从)[^，,。；;至到]{0,8}$"), 14
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
_RESPECTIVELY = re.compile(
    "(?:分别|依次)为?(.{0,10})$|(?:达到?|为|突破|超过?|[增升降减]至|(?:提高|增加|扩大|上升)到|)$"
)
_AGAIN = re.compile("(?:同比|环比|比上年|较上年)?(增长|增加|提高|上升|下降|减少|降低)")
"""What goes on with the things of the numbers before: 城乡居民收入分别达6.9万元、3.4万元,增长4.2%、5.3%."""
_COMPARED = re.compile("^(?:同比|环比|[与和][上去]年(?:同期)?相比|[比较][上去]年(?:同期)?)(?:均)?$")
_JOINT = re.compile("(?:左右|上下|以[上下内])?[、，,和与及]{1,2}(?:约|近|超)?")
_YEARLY = re.compile("年均$")
_PER_OUTPUT = re.compile("(?:单位|[万亿]元)(?:(?:国内|地区)?生产总值|GDP|(?:规模以上)?工业增加值)")
_EACH = re.compile("每(?:平方公里|平方米|公顷|千米|公里|[百千万]?[人户亩件])(?!均)")
_HAPPENED, _HARMED = re.compile("(.*事故)(?:[总起件宗]*数|总量)?"), re.compile("[死伤受]")
_UNCHANGED = "持平"
_CHANGED = re.compile(
    f"{_JOINT.pattern}|[、和与及](?:{_UNCHANGED}[、和与及])?(?:同比)?(?:增长|下降|提高|减少|增加|上升|降低|提升)"
)
_LIST_JOINT = re.compile("(?:以及|[、和与]|及(?!以[上下]))(?![^“《]*[”》])|(?<=”)(?=“)")
_SENTENCE_END = re.compile("[。！？!?\n]")
_REACH, _WORD = 120, 3
_KIND = re.compile(
    "职工|城镇居民|农村居民|居民|城镇|农村|城市|乡村|[省市区县乡镇村州盟旗]级|国家级|[一二再]审|国有|民营|集体|个体|企业|个人|男性|女性"
    "|机关|事业|民事|刑事|行政|小学|初中|高中|公办|民办|[线网]上|线下|城区|山区|[东西中]部|国内|国际|境[内外]|[省市县]内|[省市县]外"
)
"""Kinds that share what a list of two or more says of the last: 职工和居民住院费用报销比例."""
_IN_ONE_WORD = {
    "城乡": ("城镇", "农村"),
    "存贷款": ("存款", "贷款"),
    "牛羊": ("牛", "羊"),
    "收支": ("收入", "支出"),
    "一二三产": ("一产", "二产", "三产"),
    "二三产": ("二产", "三产"),
}
"""Kinds that one word names: 城乡居民收入分别增长4%和6%."""
_ORDINAL = re.compile("^第?[一二三四五六七八九十]+")
_MEASURE = re.compile(
    "(?:保险参保(?:人数|率)|(?:补[贴助]|保障|生活|供养)(?:标准|水平)|产量|产值|增加值|总额|收入|支出|投资|人数|件数|面积|销量|规模|总量|..率"
    "|(?:增加值)?占.{1,12}?的?(?:比重|比例)|占比|警情|(?:贷款|存款)?余额|排放量?|吞吐量|客运量|用户|费用|价格)$"
)
_MEASURED = re.compile(f"{_MEASURE.pattern}|[起件宗户]数$")


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
        if _WORK.fullmatch(tail):
            yield i, tail
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
    for i, (one, other) in enumerate(pairwise(clauses)):
        link = REMAINDER.sub("", passage.chunk.text[one.anchor.end : other.anchor.start])
        is_step = other.unit == "个" and _STEP.search(other.right)  # 迈上4万亿、5万亿两个台阶
        alike = one.unit != other.unit and not one.is_rate and not one.is_money and not is_step
        size = _SIZE_OF.fullmatch(link) if not one.left or is_verb(one.left) else None
        if size and alike and letters(other.right) > 1:
            yield i, one.left + other.right  # 完成65条、总长度58公里的城市道路
            yield i + 1, one.left + other.right + size[1]
        elif link in _ROUGHLY and alike and letters(other.right) > 1:
            yield i, one.left + other.right + _SORTS.get(one.unit, "")


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
        if size is None or (of := _OF_SIZE.match(text, end)) is None:
            continue
        counts = i + 1 < len(clauses) and clauses[i + 1].anchor.start == of.end()
        thing = clauses[i + 1].right if counts else clause.right
        if letters(thing) > 1:
            yield i, undone(thing) + size["what"] + ("面积" if size["what"] == "占地" else "")


def turns(passage: Passage, clauses: Sequence[Clause], base: Callable[[int], str]) -> Iterator[tuple[int, str]]:
    """Name the ends of 由A…至B: 办理时限由50日压缩至33日 -> 办理时限压缩前, 办理时限压缩后.

    `base` gives what the i-th number is said of, for a clause that begins with 由.
    """
    text, turned_last = passage.chunk.text, -2
    measure: re.Match[str] | None = None
    for i, (first, second) in enumerate(pairwise(passage.anchors)):
        words = _clause_before(passage, i)
        words = clauses[i].raw if clauses[i].raw.endswith(words) else words  # 每万人拥有量从11件提高到24件
        lead, verb = _FROM.search(words), _TO.fullmatch(text[first.end : second.start].replace(" ", "").strip(BLANKS))
        if lead is None or verb is None or first.mention.unit != second.mention.unit:
            continue
        subject = tidy(words[: lead.start()])
        if (letters(subject) < 4 or is_bare(subject) or _TAKES_UP.match(subject)) and i - 1 != turned_last:
            about = topic(base(i))
            if subject.endswith("率") and letters(subject) > 2 and about.endswith(subject[:-1]):
                about = about.removesuffix(subject[:-1])  # 调解成功1729件,成功率由64%提升至72%
                about = "" if _ADVANCED.fullmatch(about) else about  # 推进城镇化，城镇化率由47%提高到51%
            about = "" if subject.endswith("率") and set(subject[:-1]) & set(about) else about  # 执法证, 持证率
            subject = about if about.endswith(subject) else about + subject
        goes_on = i - 1 == turned_last and first.mention.unit == passage.anchors[i - 1].mention.unit != "%"
        if goes_on and measure and not _MEASURE.search(subject):
            subject += measure[0]  # 粮食产量由3亿吨增加到3.7亿吨，棉花由224万吨增加到432万吨
        if letters(subject) >= 2:
            turned_last, measure = i + 1, _MEASURE.search(subject)
            rose = "提高" if verb[1] == "增" and first.mention.unit == "%" else _TURNED.get(verb[1], "调整")
            turned = cut(subject) + (verb[1] if len(verb[1]) > 1 else rose)
            yield i, turned + "前"
            yield i + 1, turned + "后"


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
        if verb and _group(text, anchors[at : at + len(subjects)]) == len(subjects):
            how = verb[1] if len(verb[1]) > 1 else _TURNED.get(verb[1], "调整")
            yield from ((i + k, subject + how + "前") for k, subject in enumerate(subjects))
            yield from ((at + k, subject + how + "后") for k, subject in enumerate(subjects))


def bases(passage: Passage, base: Callable[[int], str]) -> Iterator[tuple[int, str]]:
    """Name what something is compared with, and by how much it grew: 产值650亿元，比上年的270亿元增长141%.

    `base` gives what the i-th number is said of.
    """
    text = passage.chunk.text
    for i, (one, other) in enumerate(pairwise(passage.anchors)):
        before, behind = _clause_before(passage, i), text[one.end : other.start].strip(BLANKS)
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


def multiples(clauses: Sequence[Clause], base: Callable[[int], str]) -> Iterator[tuple[int, str]]:
    """Name how many times something is of what it is compared with: 投入25.3亿元，是“十二五”时期的7倍 has 投入倍数.

    `base` gives what the i-th number is said of.
    """
    for i, clause in enumerate(clauses):
        about = topic(base(i)) if clause.unit == "倍" and _EQUALS.match(clause.raw) else ""
        if letters(about) >= 2:
            yield i, about + "倍数"


def sectors(passage: Passage) -> Iterator[tuple[int, str]]:
    """Name the shares of the three sectors, and those that they turned from: 由8.7:41.2:50.1调整为7.4:39.6:53."""
    text, anchors, told_until = passage.chunk.text, passage.anchors, -1
    for i in range(len(anchors) - 2):
        members = anchors[i : i + 3]
        if not all(RATIO.fullmatch(text, one.end, other.start) for one, other in pairwise(members)):
            continue
        words = _clause_before(passage, i)
        if OF_SECTORS.search(words) is None and told_until != i:
            continue
        told_until = i + 3
        turned = "原" if _FROM.search(words) else ""
        yield from ((at, f"{turned}{sector}占比") for at, sector in enumerate(SECTORS, start=i))


def paired(passage: Passage, names: Sequence[str], i: int) -> list[str]:
    """Name the numbers from the i-th on that a list before 分别 (or 达到) pairs with; empty if none does.

    Without a list of its own 分别 takes the numbers before: 签约金额1.15万亿元、到位资金7969亿元，分别增长13%、33%.
    """
    words = _clause_before(passage, i)
    hit = _AGAIN.fullmatch(words) or _RESPECTIVELY.search(words)
    group = passage.anchors[i : i + _group(passage.chunk.text, passage.anchors[i:])]
    plain = all(_JOINT.fullmatch(passage.chunk.text, one.end, other.start) for one, other in pairwise(group))
    if hit is not None and (hit.re is _AGAIN or not hit[0] or (hit[1] is None and not plain)):
        alike = [anchor.mention.unit == group[0].mention.unit for anchor in group]
        group = group[: alike.index(False)] if False in alike else group
    unchanged = _unchanged(passage.chunk.text, group)
    size = len(group) + sum(unchanged)
    if hit is None or size < 2 or (hit[1] is None and not letters(words)):
        return []
    yearly = _YEARLY.search(words, 0, hit.start())
    before = words[: yearly.start() if yearly else hit.start()]
    subjects = _listed(_COMPARED.sub("", before.removeprefix("其中")))
    if len(subjects) == 1 and size > 1:
        subjects = _listed_in_one_word(subjects[0], size) or subjects
    if hit[1] is not None and len(subjects) != size:
        subjects = _listed_by_marks(words[: hit.start()], size) or _listed_further(passage, i, size) or subjects
    if hit[1] is not None and not subjects[0]:
        told = _told_before(passage, names, i, size)
        subjects = [about_of(name) for name in told]
        if len(set(subjects)) < len(told):  # 受理案件9件、审结案件8件，分别上升6%和7%
            subjects = [*told]
    if len(subjects) != size or not all(subjects):
        return []
    by_heads = names[i][: max(0, names[i].find(subjects[0]))]
    if by_heads.startswith("每"):
        subjects[0] = by_heads + subjects[0]  # 每千人|床位数、医师数增至7.8张、3.6个
    subjects = _of_the_same(subjects)
    if words.startswith("其中") or all(map(is_verb, subjects)):
        subjects = [_of_whole(passage, names, i, tidy(subject)) for subject in subjects]
    subjects = list(_changed(subjects, unchanged))
    verbs = [(yearly[0] if yearly else "") + tidy(hit[1] or "")]
    for one, other in pairwise(group):
        verb = _JOINT.sub("", passage.chunk.text[one.end : other.start], count=1)
        verbs.append(_JOINT.sub("", verb.removeprefix(_UNCHANGED), count=1) or verbs[-1])
    return [cut(tidy(subject)) + verb for subject, verb in zip(subjects, verbs, strict=True)]


def _told_before(passage: Passage, names: Sequence[str], i: int, size: int) -> list[str]:
    """Return the names of so many numbers before the i-th, but for years (较前五年) and heads (每千人)."""
    text, told = passage.chunk.text, list[str]()
    for name, anchor in zip(reversed(names[:i]), reversed(passage.anchors[:i]), strict=True):
        by_heads = anchor.mention.text in HEADS or text[anchor.start - 1 : anchor.start] == "每"
        if anchor.mention.unit not in _YEARS and not by_heads:
            told.append(name)
        if len(told) == size:
            break
    return told[::-1]


def _of_the_same(subjects: Sequence[str]) -> list[str]:
    """Give all what is printed before the first alone: 单位GDP能耗和碳排放, 事故起数、死亡人数."""
    first = subjects[0]
    output, deaths = _PER_OUTPUT.match(first) or _EACH.match(first), _HAPPENED.fullmatch(first)
    if output and not any(map(output.re.match, subjects[1:])):
        return [first, *(output[0] + subject for subject in subjects[1:])]
    if deaths:
        return [first, *(deaths[1] + subject if _HARMED.match(subject) else subject for subject in subjects[1:])]
    return [*subjects]


def _unchanged(text: str, group: Sequence[Anchor]) -> list[bool]:
    """Tell behind which numbers one is left out that did not change: 分别增长8%、持平和下降5%."""
    ends = [*(anchor.start for anchor in group[1:]), group[-1].end + len(_UNCHANGED) + 1]
    return [_UNCHANGED in text[anchor.end : end] for anchor, end in zip(group, ends, strict=True)]


def _changed(subjects: Sequence[str], unchanged: Sequence[bool]) -> Iterator[str]:
    """Yield the subjects but for those that did not change."""
    left = iter(subjects)
    for is_unchanged in unchanged:
        yield next(left)
        if is_unchanged:
            next(left)


def _listed_in_one_word(words: str, size: int) -> list[str]:
    """Split what one word names, if those are so many: 存贷款余额 is 存款余额, 贷款余额."""
    word = next((word for word, kinds in _IN_ONE_WORD.items() if word in words and len(kinds) == size), None)
    return [words.replace(word, kind, 1) for kind in _IN_ONE_WORD[word]] if word else []


def _listed_by_marks(words: str, size: int) -> list[str]:
    """Split a list at 、 alone, where 和 joins two words of one member: 保留、修改、废止和宣布失效."""
    subjects = words.split("、")
    return subjects if len(subjects) == size else []


def _listed_further(passage: Passage, i: int, size: int) -> list[str]:
    """Find the list before 分别 behind a number in words (城建、水利五个领域), or in the clause before (整治，分别)."""
    text, before = passage.chunk.text, passage.anchors[i].start
    floor = max(0, before - _REACH)
    clauses = LEFT_BORDER.split(_SENTENCE_END.split(text[floor:before])[-1])
    near, measure = re.split("分别|依次", clauses[-1])[0], ""
    if len(clauses) > 1 and "、" not in near:
        near, measure = clauses[-2], near
    subjects = _listed(near)
    counted = any(
        anchor.mention.text[:1].isdecimal() for anchor in passage.anchors[:i] if anchor.start >= before - len(near)
    )
    if len(subjects) != size or counted:
        return []
    last = act(subjects[-1]).subject if measure else ""
    subjects = [act(subjects[0]).object or subjects[0], *subjects[1:-1], last or subjects[-1]]
    return [subject + measure for subject in subjects]


def _of_whole(passage: Passage, names: Sequence[str], i: int, part: str) -> str:
    """Say what a part is a part of, where it is but a word: 办理援助案件87件，其中民事、刑事分别为51件和36件."""
    unit = passage.anchors[i].mention.unit
    whole = next((j for j in range(i - 1, -1, -1) if passage.anchors[j].mention.unit == unit), None)
    is_short = letters(part) <= _WORD or is_verb(part)
    about = topic(names[whole]) if whole is not None and is_short else ""
    return part if about.endswith(part[-2:]) else part + about


def _clause_before(passage: Passage, i: int) -> str:
    start = passage.anchors[i - 1].end if i else 0
    return LEFT_BORDER.split(passage.chunk.text[start : passage.anchors[i].start].strip(BLANKS))[-1]


def _group(text: str, anchors: Sequence[Anchor]) -> int:
    """Count the numbers that follow one another with nothing but a joint, or a joint and a change, between them.

    A number of another unit behind a comma opens a clause of its own: 分别达到69家、107家，1324人晋升职称.
    """
    size = 1
    for one, other in pairwise(anchors):
        parted = one.mention.unit != other.mention.unit and text.startswith(("，", ","), one.end)
        if parted or not _CHANGED.fullmatch(text, one.end, other.start):
            break
        size += 1
    return size


def _listed(words: str) -> list[str]:
    """Split a list, quoted parts kept whole; its last member lends the others what they leave out.

    第一、第三产业增加值 is 第一产业增加值, 第三产业增加值; 原煤、原油产量 is 原煤产量, 原油产量.
    """
    parts = _LIST_JOINT.split(words)
    tail = _ORDINAL.sub("", parts[-1])
    if tail != parts[-1]:
        return [part if letters(part) > 2 else _sector(part, tail) for part in parts]
    kind = _KIND.match(parts[-1])
    if kind and all(map(_KIND.fullmatch, parts[:-1])):
        return [*(part + parts[-1][kind.end() :] for part in parts[:-1]), parts[-1]]
    last, etc, rest = parts[-1].partition("等")
    if etc and len(last) > 1 and letters(rest) > 2:  # 质检、信用、广告等服务业营收
        return [part + rest for part in (*parts[:-1], last)]
    measure = _MEASURE.search(parts[-1])
    return [part if not measure or _MEASURED.search(part) else _lent(part, measure[0]) for part in parts]


def _sector(part: str, tail: str) -> str:
    """Give a bare ordinal what stands behind the last one's: 一产、二产、三产增加值 are 一产增加值 and so on."""
    ordinal = _ORDINAL.match(part)
    return ordinal[0] + tail if ordinal and tail.startswith(part[ordinal.end() :]) else part + tail


def _lent(part: str, measure: str) -> str:
    """Give a member of a list the measure of the last: 满意和基本满意率 are 满意率, 基本满意率."""
    if measure.startswith(part):
        return measure
    return part + (measure[2:] if part.endswith(measure[:2]) else measure)
