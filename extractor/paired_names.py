"""Paired names: numbers that are told in turn of things listed before them: A、B分别增长9.7%、15.3%.

In: a passage and the names of its numbers so far. Out: the names that a list before 分别, 达到 or a change gives them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.anchors import Anchor, Passage
from extractor.clause_parts import HEADS, KINDS_COUNTED
from extractor.clauses import LEFT_BORDER, clause_before, letters
from extractor.phrases import about_of, act, cut, is_bare, is_verb, tidy, topic

_RESPECTIVELY = re.compile(
    "(?:分别|依次)为?(.{0,10})$|(?:达到?|(?:稳定|保持|维持|控制)在|为|突破|超过?|[增升降减]至|(?:提高|增加|扩大|上升)到|)$"
)
_AGAIN = re.compile("(?:同比|环比|比上年|较上年)?((?:实际)?(?:增长|增加|提高|上升|下降|减少|降低))")
"""What goes on with the things of the numbers before: 城乡居民收入分别达6.9万元、3.4万元,增长4.2%、5.3%."""
_COMPARED = re.compile("^(?:同比|环比|[与和][上去]年(?:同期)?相比|[比较][上去]年(?:同期)?)(?:均)?$")
_JOINT = re.compile("(?:左右|上下|以[上下内])?[、，,和与及]{1,2}(?:约|近|超)?")
_OF_ALL = re.compile(
    "年均$|(?:年均|同比)(?:实际)?(?:增长|递增|下降)$|(?<=..)(?:平均)?(?:增长|下降|提高|减少|降低|上升)$"
)
"""What is told of all of a list: A、B年均|分别增长, 人次、总花费|增长5.6%、7.5%."""
_PER_OUTPUT = re.compile("(?:单位|[万亿]元)(?:(?:国内|地区)?生产总值|GDP|(?:规模以上)?工业增加值)")
_EACH = re.compile("每(?:平方公里|平方米|公顷|千米|公里|[百千万]?[人户亩件])(?!均)")
_OF_AIR = re.compile("浓度")
"""What is not told by output, though it stands in a list behind what is: 万元GDP能耗、PM2.5浓度."""
_HAPPENED, _HARMED = re.compile("(.*事故)(?:[总起件宗]*数|总量)?"), re.compile("[死伤受]")
_UNCHANGED = "持平"
_CHANGED = re.compile(
    f"{_JOINT.pattern}|[、和与及](?:{_UNCHANGED}[、和与及])?(?:同比)?(?:增长|下降|提高|减少|增加|上升|降低|提升)"
)
_LIST_JOINT = re.compile("(?:以及|[、和与]|及(?!以[上下]))(?![^“《]*[”》])|(?<=”)(?=“)")
_SENTENCE_END = re.compile("[。！？!?\n]")
_REACH, _WORD = 120, 3
_KIND = re.compile(
    "国家(?=$)|职工|城镇居民|农村居民|居民|城镇|农村|城市|乡村|[省市区县乡镇村州盟旗部]级|国家级|[一二再]审|国有|民营|集体|个体|企业|个人|男性|女性"
    "|机关|事业|民事|刑事|行政|小学|初中|高中|公办|民办|[线网]上|线下|城区|山区|[东西中]部|国内|国际|境[内外]|[省市县]内|[省市县]外"
)
"""Kinds that share what a list of two or more says of the last: 职工和居民住院费用报销比例."""
_IN_ONE_WORD = {
    "城乡": ("城镇", "农村"),
    "存贷款": ("存款", "贷款"),
    "牛羊": ("牛", "羊"),
    "收支": ("收入", "支出"),
    "一二三产": ("一产", "二产", "三产"),
    "三次产业": ("第一产业", "第二产业", "第三产业"),
    "二三产": ("二产", "三产"),
}
"""Kinds that one word names: 城乡居民收入分别增长4%和6%."""
_RATED, _BARE_RATE = re.compile("(.{4,})[^的]{2}率"), re.compile("[^的]{2}率")
_COUNTED_AS = re.compile("(?P<last>.+?)[两二三四五六七八九](?:级|类|个|大|种)(?P<what>.{2,})")
_RECKONED = re.compile("(?<=..)(?:平均)?每$")
_QUOTED = re.compile("“[^”]+”")
_OF_MONEY = frozenset("存贷")
_ORDINAL = re.compile("^第?[一二三四五六七八九十]+")
MEASURE = re.compile(
    "(?:[次人日月年户亩笔]均)?(?:保险参保(?:人数|率)|(?:补[贴助]|保障|生活|供养|养育)(?:标准|水平)|产量|产值|增加值|总额|收入|支出|[内外]资|投资额?|事故|人数|件数|面积|销量|规模|总量|..率"
    "|(?:水质)?(?:优良|达标|合格)(?:天数|水体|断面)?比例"
    "|(?:全[国省市]|综合|总)?排名|进?出口|出栏|存栏|加注|投入|投放"
    "|(?:增加值)?占.{1,12}?的?(?:比重|比例)|占比|比重|警情|(?:贷款|存款)?余额|排放量?|吞吐量|客运量|用户|费用|价格|(?:最低)?收购价)$"
)
_MEASURED = re.compile(f"{MEASURE.pattern}|[起件宗户故]数$")
_NEW = "新[增设建]|新认定|新引进|净增"
_TOTAL, _NEW_ONES = re.compile("^累计$"), re.compile(f"^(?:{_NEW})(?=..)|(?<=..)(?:{_NEW})$")
_YEARS = frozenset({"年", "个月", "季度"})


def paired(passage: Passage, names: Sequence[str], i: int) -> list[str]:
    """Name the numbers from the i-th on that a list before 分别 (or 达到) pairs with; empty if none does.

    Without a list of its own 分别 takes the numbers before: 签约金额1.15万亿元、到位资金7969亿元，分别增长13%、33%.
    """
    text = passage.chunk.text
    group = passage.anchors[i : i + group_size(text, passage.anchors[i:])]
    if len(group) < 2 and not any(_unchanged(text, group)):
        return []
    words = _words_before(passage, i)
    hit = _AGAIN.fullmatch(words) or _RESPECTIVELY.search(words)
    plain = all(_JOINT.fullmatch(text, one.end, other.start) for one, other in pairwise(group))
    if hit is not None and (hit.re is _AGAIN or not hit[0] or (hit[1] is None and not plain)):
        alike = [anchor.mention.unit == group[0].mention.unit for anchor in group]
        group = group[: alike.index(False)] if False in alike else group
    unchanged = _unchanged(text, group)
    size = len(group) + sum(unchanged)
    if hit is None or size < 2 or (hit[1] is None and not letters(words)):
        return []
    of_all = _OF_ALL.search(words, 0, hit.start())
    before = words[: of_all.start() if of_all else hit.start()]
    subjects = _listed(_COMPARED.sub("", before.removeprefix("其中")))
    if len(subjects) == 1 and size > 1:
        subjects = _listed_in_one_word(subjects[0], size) or subjects
    if hit[1] is not None and len(subjects) != size:
        subjects = _listed_by_marks(words[: hit.start()], size) or _listed_further(passage, i, size) or subjects
    whole = subjects[0] if len(subjects) == 1 else None
    is_told = hit[1] is not None or (whole is not None and _TOTAL.match(whole))
    if is_told and whole is not None and (not tidy(whole) or is_bare(whole)):
        subjects = _subjects_told(passage, names, i, size, whole)
    if len(subjects) != size or not all(subjects):
        return []
    lead = names[i][: max(0, names[i].find(subjects[0]))]
    if lead.startswith("每"):
        subjects[0] = lead + subjects[0]  # 每千人|床位数、医师数增至7.8张、3.6个
    elif lead and all(map(is_bare, subjects)):
        subjects = [lead + subject for subject in subjects]  # 组织考试,参考率、合格率分别达99%、97%
    subjects = _of_the_same(subjects)
    if (rated := _RATED.fullmatch(subjects[0])) and all(map(_BARE_RATE.fullmatch, subjects[1:])):
        subjects[1:] = [rated[1] + subject for subject in subjects[1:]]  # 热线诉求解决率、满意率
    if words.startswith("其中") or all(map(is_verb, subjects)):
        subjects = [_of_whole(passage, names, i, tidy(subject)) for subject in subjects]
    subjects = list(_changed(subjects, unchanged))
    share = "占比" if hit[1] == "占" else ""  # 同城、异地业务收入分别占8.3%、77.6%
    verbs = [share or (of_all[0] if of_all else "") + tidy(hit[1] or "")]
    for one, other in pairwise(group):
        verb = _JOINT.sub("", passage.chunk.text[one.end : other.start], count=1)
        verbs.append(_JOINT.sub("", verb.removeprefix(_UNCHANGED), count=1) or verbs[-1])
    return [cut(tidy(subject)) + verb for subject, verb in zip(subjects, verbs, strict=True)]


def _words_before(passage: Passage, i: int) -> str:
    """Return the words before a number in its clause, and those before what it is reckoned by: 平均每50公斤|分别."""
    words, last = clause_before(passage, i), clause_before(passage, i - 1) if i else ""
    if words.startswith("分别") and _RECKONED.search(last):
        return _RECKONED.sub("", last) + words
    one = passage.anchors[i - 1] if i else None
    if one and one.mention.unit in KINDS_COUNTED and passage.chunk.text.startswith(words, one.end):
        return last + passage.chunk.text[one.start : one.end] + words  # 总警情和八类案件分别下降
    return words


def _subjects_told(passage: Passage, names: Sequence[str], i: int, size: int, measure: str) -> list[str]:
    """Return what so many numbers before the i-th are told of, with what is measured of each of these, if that is said.

    建议75件、提案131件，满意率分别达100%、94.7%; totals are those of what was new: 分别新增2项、4项，累计达到6项、8项.
    """
    told = _told_before(passage, names, i, size)
    if not (_TOTAL.match(measure) or is_bare(measure)):
        subjects = [about_of(name) for name in told]
        return subjects if len(set(subjects)) == len(told) else [*told]  # 受理案件9件、审结案件8件，分别上升6%和7%
    since = passage.anchors[max(0, i - size)].end
    if _SENTENCE_END.search(passage.chunk.text, since, passage.anchors[i].start) or told[-1:] == [measure]:
        return []
    return [topic(_NEW_ONES.sub("", name)) + _TOTAL.sub("总数", measure) for name in told]


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
        return [first, *(subject if _OF_AIR.search(subject) else output[0] + subject for subject in subjects[1:])]
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
    if not measure and (counted_as := _COUNTED_AS.fullmatch(subjects[-1])):
        subjects[-1], measure = counted_as["last"], counted_as["what"]  # 旗、乡镇、社区三级政务服务事项
    return [subject + measure for subject in subjects]


def _of_whole(passage: Passage, names: Sequence[str], i: int, part: str) -> str:
    """Say what a part is a part of, where it is but a word: 办理援助案件87件，其中民事、刑事分别为51件和36件."""
    unit = passage.anchors[i].mention.unit
    whole = next((j for j in range(i - 1, -1, -1) if passage.anchors[j].mention.unit == unit), None)
    is_short = letters(part) <= _WORD or is_verb(part)
    measure = MEASURE.search(topic(names[whole])) if whole is not None and not is_verb(part) else None
    if measure and not MEASURE.search(part):
        return part + measure[0]  # 民生支出增长13%，其中教育、医疗卫生分别增长20%、32%
    about = topic(names[whole]) if whole is not None and is_short else ""
    return part if about.endswith(part[-2:]) else part + about


def group_size(text: str, anchors: Sequence[Anchor]) -> int:
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
    if (quoted := _QUOTED.match(parts[-1])) and all(map(_QUOTED.fullmatch, parts[:-1])):
        return [*(part + parts[-1][quoted.end() :] for part in parts[:-1]), parts[-1]]  # “A”“B”注册用户
    measure = MEASURE.search(parts[-1])
    return [part if not measure or _MEASURED.search(part) else _lent(part, measure[0]) for part in parts]


def _sector(part: str, tail: str) -> str:
    """Give a bare ordinal what stands behind the last one's: 一产、二产、三产增加值 are 一产增加值 and so on."""
    ordinal = _ORDINAL.match(part)
    return ordinal[0] + tail if ordinal and tail.startswith(part[ordinal.end() :]) else part + tail


def _lent(part: str, measure: str) -> str:
    """Give a member of a list the measure of the last: 满意和基本满意率 are 满意率, 基本满意率."""
    if measure.startswith(part):
        return measure
    if part[-1:] in _OF_MONEY and measure[0] in _OF_MONEY and part[-1] != measure[0]:
        return part + measure[1:]  # 存、贷款余额
    return part + (measure[2:] if part.endswith(measure[:2]) else measure)
