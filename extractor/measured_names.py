"""Measured names: what a measure is taken of, and what a change is said of.

In: a number whose own words are but a measure (满意率) or a change (同比增长), and the numbers before it. Out: what
they are told of.
"""

import re

from extractor.clause_parts import Clause
from extractor.counted_things import says_thing
from extractor.names_before import RATED, NamesBefore
from extractor.own_names import own_name
from extractor.phrases import about_of, is_bare, is_change, topic
from extractor.words_behind import TIMES

OWN_VERBS = TIMES | {"场", "期"}
"""Units whose clauses have a verb of their own: it is not taken from the clause before."""
NEW = re.compile(
    "(?:新(?:增|建|接入|纳入|注册|登记|获批?|组建|培育|引进|认定|设立?|成立|评定|开通|开办|签约|创建|改扩建|开工|获评)|净增)(?=..)|(?<=..)(?:同比|较上年)?将?(?:新增|净增|增加|增设)$"
)
OF_PLAN = re.compile("(?<=..)(?:占|完成)(?:年度?|全年|年初)?(?:目标|计划|任务|预算)+$")
_EXAMINED = re.compile("考试|测试|测评|竞赛|培训|评查|检查|抽查")
_ONE_RATE = re.compile(r"(?:[按及限]时|按期)?[^\W_]{2}[率度]$|最[高低大小多少长短快慢]$")
TAKEN_UP = re.compile("(?<=...)占[^占]*$")
_PAPERS = re.compile("^.{0,6}(?:代表|委员|人大|政协).{0,4}(?:建议|提案)$")
"""What delegates hand in, of which one rate is told."""
RULING = re.compile(
    "(?:决定|裁定|直接|予以)?(?:维持|驳回|撤销|确认违法|变更|终止|责令履行)(?:[、和或及](?:撤销|变更|确认违法|终止|责令履行))*"
)
"""How a case was ruled, which is said of it: 审结47件，其中维持28件、撤销5件."""
_RULED = re.compile(f"(?<=案件)(?:{RULING.pattern})$")
IN_SUM = "累计"
_TOTAL = re.compile("总[数量]")
HOW_IT_WENT = "成功"


def measured(before: NamesBefore, i: int) -> str:
    """Return what a measure is taken of; of what merely happened only an examination or a training has a rate."""
    clause, subject = before.clauses[i], before.subject(i)
    last = before.names[i - 1] if i else ""
    if clause.is_rate and before.clauses[i - 1].is_rate and (clause.goes_on or _is_next_degree(clause, last)):
        return _ONE_RATE.sub("", last)
    if _TOTAL.fullmatch(own_name(clause)) or clause.raw.startswith(IN_SUM):
        subject = NEW.sub("", subject)  # 净增企业41家、总数达145家
    happened = i and not clause.between and before.clauses[i - 1].unit in OWN_VERBS
    if clause.is_rate and happened and not _EXAMINED.search(subject):
        return ""
    if clause.is_rate and not clause.between and not says_thing(subject):
        subject = before.thing(i)
    if not subject and not clause.is_rate and not clause.opens and before.clauses[i - 1].is_rate:
        subject = TAKEN_UP.sub("", before.names[i - 1])  # 预算收入增长4.6%，总量突破1900亿元
    about = _RULED.sub("", about_of(subject) if clause.is_rate else topic(subject))
    if about == HOW_IT_WENT:  # 调解纠纷83件，成功81件，涉及金额4827万元
        told = (before.names[j] for j in before.numbers(i) if not before.clauses[j].is_rate)
        about = topic(next((name for name in told if not name.endswith(HOW_IT_WENT)), ""))
    if clause.is_rate and i > 1 and before.clauses[i - 1].goes_on and subject == last:
        pair = [topic(name) for name in before.names[i - 2 : i]]
        if before.clauses[i - 2].unit == before.clauses[i - 1].unit and all(_PAPERS.search(one) for one in pair):
            about = "、".join(pair)  # 办理代表建议72件、委员提案58件，办复率100%
    return RATED.sub("", about, count=1) if RATED.match(subject) else about


def changed(before: NamesBefore, i: int) -> str:
    """Return what a change is said of: a rate that stands right before it, or what it is said of else."""
    clause, last = before.clauses[i], before.clauses[i - 1]
    own = own_name(last)
    shares = own.startswith("占") and own.endswith(("比重", "比例", "占比"))
    is_rise = shares and clause.unit != "%"  # growth is no share's: 增加值1600亿元，占GDP比重达50%，增长18%
    if i and last.is_rate and not clause.opens and (is_rise or not is_change(own)):
        done = OF_PLAN.sub("", before.names[i - 1])  # 预算收入97亿元，完成预算的101%，增长6.3%
        return done if done != before.names[i - 1] else topic(done)
    if not clause.opens and not last.is_rate and is_bare(own):
        return about_of(before.names[i - 1])  # 登记主体5.8万户，注册资本986亿元，增长47%
    return about_of(before.subject(i))


def _is_next_degree(clause: Clause, last: str) -> bool:
    """Tell whether a rate goes on with what the last was of: 生态文明建设知晓度为72%，认同度为91%."""
    return not clause.opens and not clause.between and clause.left.endswith("度") and last.endswith("度")
