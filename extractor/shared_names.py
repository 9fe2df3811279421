"""Shared names: what the members of a list share, and what the parts and kinds of a whole have from it.

In: a number, the words of its own, and the numbers before it. Out: the verb or the noun that it lacks, or the whole
name.
"""

import re

from extractor.anchors import Passage
from extractor.clause_parts import Clause
from extractor.clauses import letters
from extractor.counted_things import OUTCOME, RULED
from extractor.measured_names import OWN_VERBS
from extractor.names_before import NamesBefore
from extractor.own_names import own_name
from extractor.phrases import OPENING, ROOM, act, has_verb, is_measured, is_verb, topic

_NEWLY = re.compile(f"新(?:[^兴型建\\W]{{2}}$|(?![兴型]){OPENING.pattern})")
_EACH_OF = re.compile("每(?:平方公里|平方米|公顷|公里|亩)(?:土地)?(?:产出|创造)?")
_THERE_IS = frozenset({"现有", "实有", "核定", "共有"})
_AND_ABOVE = re.compile("^[^，]{2,5}以上(?=..)")
_ADDS, _OTHERS = re.compile("(?<=..)(?:新增|净增|新引进|新建(?!成)|新签(?!约))(?=..)"), re.compile("[在新续现已]|累计")
_ADDS_ALONE = re.compile("(?<=..)(?:新增|净增|增加)$")
"""What grew by itself: 高新技术企业净增92家."""
_CUT_BY = re.compile("(?:^|(?<=..))(?:压减|压缩|精简|减少|缩短)(?=..|$)")
_IN_BRACKETS = re.compile("[(（][^()（）]*[)）]")
_TREATS = re.compile("[对将把向与](?=..)")
"""Something is done to someone, which no verb of the clause before does: 起诉73人，对经营者依法不捕不诉29人."""
_LISTED, _LONG_LEAD = re.compile("(?:以及|[、和及与])(?:约|近|超过?)?$"), re.compile("[的、，]")
_LEVEL = re.compile("(?:国家|[省市区县镇乡州旗部])级|[一二三四五六七八九十百千]+亿级|[1-5A一二三四五]+星?级")
_ORDINAL = re.compile("第[一二三四五六七八九]")
_OF_GOODS, _LEAD = re.compile("生产能力|产量|收购量?|进口量?|出口量?|库存量?|储备|消费量?|供应量?|运量"), 30
_SUM = re.compile("(?:收入|产值|利润|税收|增加值|总额|营收)$")
_YIELDS = re.compile("实现|完成|创造?|新增|[拉带]动|产出|增加|收|缴")
"""A sum of money, and what brings any."""
_STATES = re.compile("(?:达到?|为|有|超过?|突破|[增升降减]至|(?:稳定|保持|维持|控制)在)$")
_MODIFIED = re.compile("(?:事项|项目|案件|人员|机构|文件|设施)$")
"""Nouns that a verb before them only describes: 职业资格许可和认定|事项."""
DEED = re.compile("(?:处罚|处分|警告|约谈|拘留|逮捕|批评|问责)$")
"""Nouns for what is done: no verb of the list before is shared with them (解除协议12家、行政处罚48家)."""
OF_WHICH = "其中"
OUTPUT, _GOODS_UNITS = "产量", frozenset({"吨", "公斤", "斤", "担", "箱", "件", "立方米", "千瓦时", "台", "辆"})


def shared_verb(passage: Passage, before: NamesBefore, i: int, name: str) -> str:
    """Return the verb that a list shares: 办理建议68件、提案50件."""
    clause, last = before.clauses[i], before.clauses[i - 1]
    if not i or clause.opens or clause.between or clause.is_rate or last.is_rate:
        return ""
    told = before.names[i - 1]
    link = passage.chunk.text[last.anchor.end : clause.anchor.start]
    if clause.right == name and last.right and told.endswith(last.right) and _LISTED.search(link):
        shared = told.removesuffix(last.right)  # 实验室集聚22位院士、1600名科研人员
        whole = len(shared) + len(name) <= ROOM and not clause.is_time and not _LONG_LEAD.search(shared)
        return shared if whole else act(shared).verb
    if clause.goes_on and letters(name) == 2 and (each := _EACH_OF.match(told)):
        return each[0]  # 每平方公里产出GDP4.8亿元、税收1.7亿元
    plain = _IN_BRACKETS.sub("", name)
    if clause.is_money and _SUM.search(name) and not _YIELDS.match(told):
        return ""  # 接待游客11亿人次、旅游收入超万亿元
    acts = OPENING.match(plain) or (has_verb(plain) and not _MODIFIED.search(plain))
    if _TREATS.match(clause.raw) or acts or any(of.search(name) for of in (OUTCOME, DEED)):
        return ""
    if RULED.match(name):
        return ""
    told = _first_of_list(before, i)
    opening = OPENING.match(told) or (clause.goes_on and not _OTHERS.match(name) and _ADDS.search(told))
    if not opening or is_measured(told) or is_measured(name):
        return ""
    verb = opening[0] if "的" in told or opening.start() else act(told).verb.rstrip("了")
    shared = told.removesuffix(own_name(last)) if clause.goes_on and last.goes_on else ""
    verb = shared if is_verb(shared) else verb  # 新建改造|步道3条、郊野径6公里、绿道5公里
    of_them = "的" in told and (not clause.goes_on or told.startswith("的", len(verb)))
    both_new = verb.startswith("新") and _NEWLY.match(name)  # 新开工29条、新立项30条
    if verb in _THERE_IS or verb in name or of_them or both_new or _ADDS_ALONE.search(name):
        return ""  # 计划检查企业 and 重点检查, 督办的案件 and 线索
    new = clause.raw.startswith(OF_WHICH) and verb.startswith("新")
    return verb if new or clause.goes_on or _is_parallel(clause, last) else ""


def shared_cut(before: NamesBefore, i: int, name: str) -> str:
    """Return by what a list says that each of its members became less: 压减 of 压减办理环节61%、办理时限73%."""
    clause, last = before.clauses[i], before.clauses[i - 1]
    if not i or not clause.goes_on or not (clause.is_rate and last.is_rate) or has_verb(name) or is_measured(name):
        return ""
    cut_by = None if _CUT_BY.search(name) else _CUT_BY.search(before.names[i - 1])
    return cut_by[0] if cut_by else ""


def _first_of_list(before: NamesBefore, i: int) -> str:
    """Return the name of the nearest number before one in its list that opens with a verb, else of the one before."""
    for j in before.numbers(i):
        if OPENING.match(before.names[j]):
            return before.names[j]
        if not before.clauses[j].goes_on:
            break
    return before.names[i - 1]


def shared_noun(before: NamesBefore, i: int, name: str) -> str:
    """Return the noun that a list shares and its first member was given: 其中一审行政诉讼案件69件、二审35件.

    第一产业增加值278亿元、第二产业716亿元 share 增加值.
    """
    clause, last = before.clauses[i], before.clauses[i - 1]
    if not i or clause.opens or clause.right or clause.unit != last.unit or letters(name) > 4:
        return ""
    told, own = before.names[i - 1], own_name(last)
    of_them = clause.goes_on or clause.raw.startswith(OF_WHICH)
    if of_them and _LEVEL.fullmatch(name) and (level := _LEVEL.search(told)) and level.end() < len(told):
        return told[level.end() :].removeprefix("以上")
    if not clause.goes_on:
        return ""
    if _ORDINAL.match(name) and _ORDINAL.match(told) and told[: len(name)][-1] == name[-1]:
        return told[len(name) :]
    return told.removeprefix(own) if own and told.startswith(own) else ""


def part(before: NamesBefore, i: int, name: str) -> str:
    """Name a part in brackets: 法律援助案件386件（民事297件、刑事81件） has 民事法律援助案件, 刑事法律援助案件."""
    whole = next((j for j in range(i - 1, -1, -1) if not before.clauses[j].in_brackets), i - 1)
    about = _AND_ABOVE.sub("", topic(before.names[whole]))
    return name if about.endswith(name[-2:]) or before.clauses[whole].unit != before.clauses[i].unit else name + about


def of_kind(before: NamesBefore, i: int, name: str) -> str:
    """Name a kind of what was counted before: 收到申请259件。按渠道分，信函118件 has 信函申请."""
    about = topic(before.alike(i))
    return name if about.endswith(name[-2:]) else name + about


def measure_of_goods(passage: Passage, before: NamesBefore, i: int) -> str:
    """Return what a list of goods tells of them, as 生产能力 of 新增生产能力有：钢42万吨、电53万千瓦; else 产量."""
    start = before.clauses[before.first(i)].anchor.start
    told = _OF_GOODS.findall(passage.chunk.text, max(0, start - _LEAD), before.clauses[i].anchor.start)
    return told[-1] if told else OUTPUT


def is_output(before: NamesBefore, i: int, name: str) -> bool:
    """Tell whether a list of goods goes on, whose output it tells: 钢产量3500万吨，水泥7800万吨，化肥1230万吨."""
    clause = before.clauses[i]
    if clause.opens or clause.unit not in _GOODS_UNITS or clause.right or clause.left != name:
        return False
    if has_verb(name) or is_measured(name) or OUTPUT in name:
        return False
    for j in before.numbers(i):
        told, is_alike = before.names[j], before.clauses[j].unit == clause.unit
        if told.endswith(OUTPUT):
            return is_alike
        if is_alike and (has_verb(told) or is_measured(told)):
            return False
    return False


def _is_parallel(clause: Clause, last: Clause) -> bool:
    """Tell whether a clause may go on with the verb of the last: 办理建议147件，政协委员提案109件."""
    if clause.left[-2:] == last.left[-2:]:  # 抽评案卷60卷，优秀案卷6卷: a part, not the next of a list
        return False
    if clause.predicate or not clause.left or _STATES.search(clause.raw) or clause.is_money:
        return False
    return clause.unit == last.unit and clause.unit not in OWN_VERBS
