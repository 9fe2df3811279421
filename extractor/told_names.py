"""Told names: each number named by the words of its clause, and where they say too little, by those before it.

In: the clauses of a passage. Out: a name for each of its numbers, in order; empty where the text has no word for one.
"""

import re
from collections.abc import Sequence

from extractor.anchors import Passage
from extractor.clause_parts import PEOPLE, STEP, STEPS_UP, TIMES, Clause
from extractor.clauses import letters
from extractor.counted_things import EARLIER, HOW, OUTCOME, RULED, says_thing
from extractor.name_ends import finished, joined
from extractor.names_before import MARKED, RATED, NamesBefore
from extractor.own_names import LASTING, REST, TAKES, own_name
from extractor.phrases import (
    OPENING,
    ROOM,
    about_of,
    act,
    cut,
    done_to,
    has_verb,
    is_bare,
    is_change,
    is_measured,
    is_verb,
    means,
    tidy,
    topic,
    unchanged,
    undone,
)

_ENDS_IN_ACT = re.compile("(?<=..)(?:调查|审理|评议|审查|审核|检查|抽查|调解|办结|审结|受理)$")
_TAKEN = re.compile("(?<=..)[收立]案$")
_STATES = re.compile("(?:达到?|为|有|超过?|突破)$")
_OWN_VERBS = TIMES | {"场", "期"}
"""Units whose clauses have a verb of their own: it is not taken from the clause before."""
_WHO = re.compile("人员|群众|观众")
_EXAMINED = re.compile("考试|测试|测评|竞赛|培训|评查|检查|抽查")
_ONE_RATE = re.compile(r"(?:[按及限]时|按期)?[^\W_]{2}[率度]$")
_ALL_OF = re.compile("^(?:凡是?|对)|的?(?:全部|一律|均)+$")
_POINTS, _GROWTH = frozenset({"百分点", "个百分点", "点", "个点"}), "增速"
_BEYOND, _GREW = re.compile("[高低快慢]于|超过?|[高低]出|领先"), re.compile("(?:增长|下降|递增)$")
"""By how much growth is beyond that of others: 增加值增长6.5%，高于全市0.3个百分点."""
_HERD = re.compile("(?:年末|[年期]末)?([出存]栏量?)(?:同比)?(?:增长|下降)?$")
_EACH_OF = re.compile("每(?:平方公里|平方米|公顷|公里|亩)(?:土地)?(?:产出|创造)?")
_THEME = re.compile("(?:做[好强优]|抓好|加强|强化|狠抓|优化|深化|规范|推进|开展)([^，。、]{3,12})")
_PLAIN = re.compile(
    "(?:通报|反馈|发现(?:并(?:督促)?整改)?|整改(?!任务)|分解|确定|明确|细化|提出|征集|收集|采纳|惠及|覆盖|支持|接入|解决|带动|吸引|涉及)(?:各类|有关|群众)?"
    "(?:具体|重点)*(?:问题|任务|措施|举措|意见|建议|项目|当事人|群众|居民|企业|车位|资金|人员|农户|贫困户|学生|老人|就业|社区|行政村|投资|案件|事项)+"
)
"""What says too little alone: 召开座谈会11次，征集意见建议208条."""
_ASKED = re.compile("(?<=..)(?:申请|案件)$")
_PLANS = re.compile("分解|确定|明确|细化")
_GREW_BY = frozenset({"新增", "净增", "增加"})
"""By how much what was told of grew: 存款余额增长8.5%，新增4万亿元."""
_THERE_IS = frozenset({"现有", "实有", "核定", "共有"})
_PAPERS = re.compile("^.{0,8}(?:建议|提案)$")
_EACH_TIME = re.compile("每(?:[月周日]|季度?|半年)[^，。]{2,}")
_PRIZE = re.compile("[特一二三]等奖$|[金银铜]奖$")
_LEFT_UNDONE = re.compile("(?<=..)(?:依法|决定)*[不未](?:予)?(?:批准)?(?:批捕|逮捕|起诉|处罚|立案|捕|诉)+$")
_DEED = re.compile("(?:处罚|处分|警告|约谈|拘留|逮捕|批评|问责)$")
"""Nouns for what is done: no verb of the list before is shared with them (解除协议12家、行政处罚48家)."""
_ITEMS, _FIELD = "项", re.compile("领域|方面|类别?|大类|行业|部门|环节")
_AND_ABOVE = re.compile("^[^，]{2,5}以上(?=..)")
_FINISHED = re.compile("^(?:全部|均已)?完成(?=..)")
_FINE = re.compile("(?:罚没?款?|案值)(?:金额)?")
_ATTENDS = re.compile("参[考加与训]|培训|受训|听课|观看")
_AVERAGE = re.compile(r"(?:平均)?每(?![\d百千万])|[人户日月年]均")
_NOUN = re.compile(
    "[好中差]评|办件|企业|单位|部门|机构|学校|医院|社区|公司|法人|个人|居民|农民|群众|党员|干部|职工|学生|教师|城镇|农村|城市|[男女]性"
)
_MEAN = re.compile("[日月年人户件]均")
_TAKEN_UP = re.compile("(?<=...)占[^占]*$")
_OWN_SHARE = re.compile("(?<=..)(?:[的仅只约已就还]?占)$")
_OF_PLAN = re.compile("(?<=..)(?:占|完成)(?:年度?|全年|年初)?(?:目标|计划|任务|预算)+$")
_MAY = re.compile("(?:将|会|可以?|能够?|已经?)+")
_SAYS_NOTHING = re.compile(f"(?:预计|计划|{_MAY.pattern}|出现|达到?)+")
_TAKES_UP, _FEW = re.compile("[仅只约已就还]?占"), re.compile("(?<=..)(?:偏|较|还|太|过)[少低弱小]$")
_FARED = re.compile(
    "(?<=..)(?:在.{2,}中的)?(?:地位|比重|实力|贡献|作用|规模|质量|水平)?"
    "(?:均?居|名列|排名?|位居|位列|继续|持续|不断|稳步|进一步|加快|较快|快速|明显|显著|更加).*"
)
"""How something fared, of which a share is told: 民营经济|在全市经济中的地位继续上升，占生产总值的79.9%."""
_SHARE = re.compile("占[全我本][省市区县国州盟旗]")
_STAYED = re.compile(
    "保持|[位稳]?居|名列|位列|排名?|稳|[增回上攀提下]|高于|快于|领|超|突破|创|扩大|改善|实现[^，]*增长"
)
"""How something fared for years: GEP为1099亿元，连续4年|稳步提高."""
_MEASURE_FIRST = re.compile(
    "(?:总[额量数值]|增[速幅]|规模)(?=连续|[位稳跃]?居|排名|占|同比|增长|下降|突破|再创|[高低快慢]于)"
)
"""A measure that opens a clause, of what the clauses before are about."""
_HARMED = re.compile("(?:死亡|受伤|伤亡)人数")
_PLAN_DONE = re.compile("(?:占|完成)(?:年度?|全年|年初|预定)*(?:目标|计划|任务|预算)+")
_FOUND = re.compile("(?:发现|查出|检出|排查出?|发布|反馈|梳理出?)(?:各类|违法|违规)*(?:问题|隐患|线索|信息|诉求|行为)+")
"""What came of what was done before: 评查案卷216本，发现问题51个."""
_FROM = re.compile("(?:由|从).*$")
_ADDS, _OTHERS = re.compile("(?<=..)(?:新增|净增|新引进|新建(?!成)|新签(?!约))(?=..)"), re.compile("[在新续现已]|累计")
_IN_BRACKETS = re.compile("[(（][^()（）]*[)）]")
_NEW = re.compile(
    "(?:新(?:增|建|接入|纳入|注册|登记|获批?|组建|培育|引进|认定|设立?|成立|评定|开通|开办|签约|创建|改扩建|开工|获评)|净增)(?=..)|(?<=..)(?:同比|较上年)?将?(?:新增|净增|增加|增设)$"
)
_IN_ALL = re.compile(
    "(?=.*(?:累计|总|达|超|增至|突破|[共合]计))(?:累计|[总共合]计|总数|总量|目前)?(?:已|约|近|超过?|逾)?(?:达到?|增至|突破)?(?:约|近|超过?|逾)?"
)
_SIZED = re.compile("(?:里程|面积|长度|容量|能力)$")
_SUMS_UP, _IN_SUM = re.compile("累计|[总共合]计"), "累计"
_SIZES = {
    "公里": "总长",
    "千米": "总长",
    "平方公里": "总面积",
    "平方米": "总面积",
    "亩": "总面积",
    "公顷": "总面积",
    "千瓦": "总量",
    "吨": "总量",
    "立方米": "总量",
}
_TOTAL = re.compile("总[数量]")
_TREATS = re.compile("[对将把向与](?=..)")
"""Something is done to someone, which no verb of the clause before does: 起诉73人，对经营者依法不捕不诉29人."""
_LISTED, _LONG_LEAD = re.compile("(?:以及|[、和及与])(?:约|近|超过?)?$"), re.compile("[的、，]")
_HOW_IT_WENT = "成功"
_OF_WHICH, _DONE_THING = "其中", re.compile(f".*{OPENING.pattern}([^、]{{2,8}})")
_OUT_OF_CASE = re.compile("(?:履行|[撤败胜]诉|驳回起诉|死亡|受伤|纠错)$")
_RULING = re.compile(
    "(?:决定|裁定|直接|予以)?(?:维持|驳回|撤销|确认违法|变更|终止|责令履行)(?:[、和或及](?:撤销|变更|确认违法|终止|责令履行))*"
)
"""How a case was ruled, which is said of it: 审结47件，其中维持28件、撤销5件."""
_RULED = re.compile(f"(?<=案件)(?:{_RULING.pattern})$")
"""What became of cases and people, told of them."""
_COURT = "出庭应诉"
"""What is done in court, to nothing that the sentence counts before."""
_LEVEL = re.compile("(?:国家|[省市区县镇乡州旗部])级|[一二三四五六七八九十百千]+亿级|[1-5A一二三四五]+星?级")
_ORDINAL = re.compile("第[一二三四五六七八九]")
_YIELD, _FIELD_OF = (
    re.compile("总产|单产|亩产"),
    re.compile("^特别是|(?:播种|种植)?面积$|总产$|(?:喜?获得?)?(?:好收成|丰收)$"),
)
"""What fields yield: 粮食|播种面积2.9万亩，总产1.24万吨."""
_GOODS = re.compile("[钢铁煤电油糖盐纱布茶棉粮铜铝锌烟酒纸丝麻碱鋼鐵電鹽紗銅鋁鋅煙紙絲]")
"""Goods of one letter, which are no name alone."""
_OF_GOODS, _LEAD = re.compile("生产能力|产量|收购量?|进口量?|出口量?|库存量?|储备|消费量?|供应量?|运量"), 30
_KIND = 6
"""A kind has no more characters."""


class ToldNames:
    """The names of one passage, each made with those before it in sight."""

    def __init__(self, passage: Passage, clauses: Sequence[Clause]) -> None:
        self._passage, self._clauses = passage, clauses
        self._names: list[str] = []
        self._before = NamesBefore(clauses, self._names)
        for i in range(len(clauses)):
            self._names.append(finished(self._name(i)))

    @property
    def names(self) -> tuple[str, ...]:
        """The names in order."""
        return tuple(self._names)

    def thing(self, i: int) -> str:
        """Return what a number that turns is said of, if that is a thing; else the last thing of its sentence."""
        subject = self._before.subject(i)
        return subject if self._clauses[i].between or says_thing(subject) else self._before.thing(i)

    def _name(self, i: int) -> str:
        clause, name = self._clauses[i], own_name(self._clauses[i])
        if not clause.right and _GOODS.fullmatch(name) and not (clause.is_rate or clause.is_money or clause.is_time):
            return name + self._measure_of_goods(i)
        if clause.is_rate and (share := _OWN_SHARE.search(name)):
            return re.sub("(?:比[重例]|占比)$", "", name[: share.start()]) + "占比"
        if clause.raw == LASTING and letters(name) > 1:
            before = "" if clause.between else self._before.last(i)
            about = unchanged(_TAKEN_UP.sub("", _FROM.sub("", before)))  # 投资增长11.5%、连续24个月保持两位数增长
            goes_on = (clause.goes_on and about != before) or _STAYED.match(name)
            return (about if goes_on and letters(about + name) <= ROOM else "") + LASTING + name
        if letters(name) < 2 or _SAYS_NOTHING.fullmatch(name) or (clause.is_rate and _TAKES_UP.fullmatch(name)):
            return self._elsewhere(i)
        if i and STEP.fullmatch(name):
            return STEPS_UP.sub("", self._names[i - 1])  # 跨过两个万亿元大关
        if (hit := _MEASURE_FIRST.match(name)) and not clause.opens:
            about = topic(self._before.subject(i)).removesuffix(hit[0])  # 零售总额1935亿元，总额连续15年领跑全市
            grew = hit[0].startswith("增")
            about = unchanged(self._before.last(i)) if grew else about
            own = is_measured(about) and not grew
            return joined(about, name.removeprefix(hit[0]) if own else name)
        if _HARMED.match(name) and "事故" in (last := self._before.last(i)):
            return last.partition("事故")[0] + "事故" + name
        if clause.is_rate and _PLAN_DONE.fullmatch(name):
            return joined(topic(self._before.subject(i)), name)
        if _FOUND.fullmatch(name) and not clause.opens and not clause.between:
            return joined(topic(self._names[i - 1]), name)
        if _EACH_TIME.match(name):
            return name
        if (herd := _HERD.fullmatch(name)) and (told := _HERD.search(self._before.last(i))):
            return self._before.last(i)[: told.start()] + herd[1]  # 生猪出栏56万头，年末存栏37万头
        if _PLAIN.fullmatch(name) and (clause.between or not clause.opens):
            of_plan = _PLANS.match(name) is not None  # 印发工作计划，分解任务29条
            return joined(topic(clause.between or ("" if of_plan else self._before.subject(i))), name)
        if REST.fullmatch(name):
            return name if name == "其他" or clause.is_money else name + undone(topic(self._before.alike(i)))
        if is_change(name):
            about = self._changed(i)
            about = _FARED.sub("", about) if name.startswith("占") else about
            beyond = i and not clause.opens and clause.unit in _POINTS and _BEYOND.match(name)
            about += _GROWTH if beyond and about and _GREW.search(own_name(self._clauses[i - 1])) else ""
            return joined(about, name + ("比重" if _SHARE.fullmatch(name) else ""))
        if _YIELD.fullmatch(name):
            return joined(_FIELD_OF.sub("", topic(self._before.subject(i))), name)
        if _FINE.fullmatch(name):
            return joined(self._before.case(i), name)
        if name in _GREW_BY and clause.is_money and not clause.opens and is_change(own_name(self._clauses[i - 1])):
            return about_of(unchanged(self._names[i - 1])) + name
        if i and _PRIZE.fullmatch(name) and (prize := _PRIZE.search(self._names[i - 1])):
            return self._names[i - 1][: prize.start()] + name  # 获全省一等奖2个、二等奖5个
        if is_bare(name):
            if clause.is_rate and not clause.opens and is_verb(self._names[i - 1].removesuffix(name[:-1])):
                return self._names[i - 1] + name[-1]  # 调解成功1531件，成功率98%
            if clause.is_rate and not clause.opens and self._names[i - 1] == name[:-1]:
                return joined(topic(self._before.thing(i - 1)), name)  # 审减2.46亿元，审减率11.5%
            verb = self._shared_verb(i, name) if clause.goes_on and _WHO.fullmatch(name) else ""
            return verb + name if verb else joined(self._measured(i), name)
        if (average := _AVERAGE.match(name)) and letters(name) <= 6:
            rest = name[average.end() :]
            says_all = average[0].endswith("均") and letters(rest) > 1 and not is_verb(rest) and not is_bare(rest)
            return name if says_all else name + topic(self._before.subject(i))
        if clause.is_kind and not (clause.is_money or has_verb(name) or name.endswith("幅")) and letters(name) <= _KIND:
            return self._of_kind(i, name)
        if clause.in_brackets and i and not has_verb(name) and letters(name) <= 4:
            return self._part(i, name)
        if _RULING.fullmatch(name) and (case := _ASKED.search(about := topic(self._before.alike(i)))):
            return about[: case.start()] + "案件" + name
        if i and letters(name) == 2 and _may_be_verb(clause) and (clause.unit not in _SIZES or self._before.parts[i]):
            return self._done(i, name)
        says_case = "案件" in name or clause.is_rate
        if (
            _OUT_OF_CASE.search(name)
            and not says_case
            and (about := topic(self._before.alike(i) or self._before.accident(i)))
        ):
            return joined(about, name)  # 审结行政复议案件12件，责令履行2件
        if name.endswith("类") and letters(name) > 2 and (clause.goes_on or clause.raw.startswith(_OF_WHICH)):
            told = _DONE_THING.fullmatch(self._before.alike(i))
            return name + told[1] if told else name  # 公开信息412条，其中规划公示类57条
        done = is_verb(name) or RATED.fullmatch(name) or EARLIER.fullmatch(name) or is_verb(_FINISHED.sub("", name))
        if done and not clause.is_rate and not OUTCOME.search(name):
            return self._done(i, name.rstrip("了"))
        return self._shared_verb(i, name) + name + self._shared_noun(i, name)

    def _measure_of_goods(self, i: int) -> str:
        """Return what a list of goods tells of them, as 生产能力 of 新增生产能力有：钢42万吨、电53万千瓦; else 产量."""
        start = self._clauses[self._before.first(i)].anchor.start
        told = _OF_GOODS.findall(self._passage.chunk.text, max(0, start - _LEAD), self._clauses[i].anchor.start)
        return told[-1] if told else "产量"

    def _of_kind(self, i: int, name: str) -> str:
        """Name a kind of what was counted before: 收到申请259件。按渠道分，信函118件 has 信函申请."""
        about = topic(self._before.alike(i))
        return name if about.endswith(name[-2:]) else name + about

    def _part(self, i: int, name: str) -> str:
        """Name a part in brackets: 法律援助案件386件（民事297件、刑事81件） has 民事法律援助案件, 刑事法律援助案件."""
        whole = next((j for j in range(i - 1, -1, -1) if not self._clauses[j].in_brackets), i - 1)
        about = _AND_ABOVE.sub("", topic(self._names[whole]))
        return name if about.endswith(name[-2:]) or self._clauses[whole].unit != self._clauses[i].unit else name + about

    def _measured(self, i: int) -> str:
        """Return what a measure is taken of; of what merely happened only an examination or a training has a rate."""
        clause, subject = self._clauses[i], self._before.subject(i)
        last = self._names[i - 1] if i else ""
        if clause.is_rate and self._clauses[i - 1].is_rate and (clause.goes_on or _is_next_degree(clause, last)):
            return _ONE_RATE.sub("", last)
        if _TOTAL.fullmatch(own_name(clause)):
            subject = _NEW.sub("", subject)  # 净增企业41家、总数达145家
        happened = i and not clause.between and self._clauses[i - 1].unit in _OWN_VERBS
        if clause.is_rate and happened and not _EXAMINED.search(subject):
            return ""
        if clause.is_rate and not clause.between and not says_thing(subject):
            subject = self._before.thing(i)
        if not subject and not clause.is_rate and not clause.opens and self._clauses[i - 1].is_rate:
            subject = _TAKEN_UP.sub("", self._names[i - 1])  # 预算收入增长4.6%，总量突破1900亿元
        about = about_of(subject) if clause.is_rate else topic(subject)
        about = _RULED.sub("", about)
        if about == _HOW_IT_WENT:
            told = (self._names[j] for j in self._before.numbers(i) if not self._clauses[j].is_rate)
            about = topic(
                next((name for name in told if not name.endswith(_HOW_IT_WENT)), "")
            )  # 调解纠纷83件，成功81件，涉及金额4827万元
        if clause.is_rate and i > 1 and self._clauses[i - 1].goes_on and subject == last:
            pair = [topic(name) for name in self._names[i - 2 : i]]
            if self._clauses[i - 2].unit == self._clauses[i - 1].unit and all(_PAPERS.search(one) for one in pair):
                about = "、".join(pair)  # 办理代表建议72件、委员提案58件，办复率100%
        return RATED.sub("", about, count=1) if RATED.match(subject) else about

    def _changed(self, i: int) -> str:
        """Return what a change is said of: a rate that stands right before it, or what it is said of else."""
        clause, last = self._clauses[i], self._clauses[i - 1]
        own = own_name(last)
        shares = own.startswith("占") and own.endswith(("比重", "比例", "占比"))
        shares = shares and clause.unit != "%"  # 增加值1600亿元，占GDP比重达50%，增长18%
        if i and last.is_rate and not clause.opens and (shares or not is_change(own)):
            return _OF_PLAN.sub("", topic(self._names[i - 1]))
        if not self._clauses[i].opens and not last.is_rate and is_bare(own):
            return about_of(self._names[i - 1])  # 登记主体5.8万户，注册资本986亿元，增长47%
        return about_of(self._before.subject(i))

    def _elsewhere(self, i: int) -> str:
        """Name a number without words of its own by what stands further off, the nearest first."""
        clause = self._clauses[i]
        if clause.unit == _ITEMS and not clause.opens and _FIELD.fullmatch(self._clauses[i - 1].right):
            about = topic(cut(done_to(self._clauses[i - 1].between), ROOM))  # 发布清单，涉及9个领域52项
            return joined(about, "事项") if about else self._names[i - 1]
        if clause.is_rate and _TAKES_UP.match(clause.raw):
            if i and not clause.opens:
                return joined(self._names[i - 1], "占比")
            if clause.between:
                return joined(_FEW.sub("", topic(clause.between)), "占比")
        plain = clause.raw.lstrip("是为").rstrip("的之")
        if _MEAN.fullmatch(plain):
            return plain + topic(self._before.subject(i))
        if clause.is_rate and letters(plain) >= 4 and not re.search(r"\d", plain):
            return joined(topic(self._before.subject(i)), plain)
        last = MARKED.sub("", self._before.last(i).partition(LASTING)[0])
        if last and not clause.is_rate and self._clauses[i - 1].is_rate:
            last = _OF_PLAN.sub("", unchanged(last))  # 增加值增长16%，达320亿元
        elif last and clause.unit == self._clauses[i - 1].unit and _IN_ALL.fullmatch(plain):
            new = _NEW.match(last) or _NEW.search(last)
            if new and not clause.is_money:
                whole = last.replace(new[0], "")  # 新增示范村3个,累计达11个
                return whole if _SIZED.search(whole) else whole + _SIZES.get(clause.unit, "总数")
            last = last if new or not _SUMS_UP.match(plain) else _IN_SUM + unchanged(last)
        told = (tidy(TAKES.sub("", clause.raw) if clause.is_time else clause.raw), clause.between, last)
        return next((words for words in told if letters(words) >= 2 and not _MAY.fullmatch(words)), "")

    def _shared_verb(self, i: int, name: str) -> str:
        """Return the verb that a list shares: 办理建议68件、提案50件."""
        clause, last = self._clauses[i], self._clauses[i - 1]
        if not i or clause.opens or clause.between or clause.is_rate or last.is_rate:
            return ""
        before = self._names[i - 1]
        link = self._passage.chunk.text[last.anchor.end : clause.anchor.start]
        if clause.right == name and last.right and before.endswith(last.right) and _LISTED.search(link):
            shared = before.removesuffix(last.right)  # 实验室集聚22位院士、1600名科研人员
            whole = len(shared) + len(name) <= ROOM and not clause.is_time and not _LONG_LEAD.search(shared)
            return shared if whole else act(shared).verb
        if clause.goes_on and letters(name) == 2 and (each := _EACH_OF.match(before)):
            return each[0]  # 每平方公里产出GDP4.8亿元、税收1.7亿元
        plain = _IN_BRACKETS.sub("", name)
        if _TREATS.match(clause.raw) or has_verb(plain) or any(of.search(name) for of in (OUTCOME, _DEED)):
            return ""
        if RULED.match(name):
            return ""
        opening = OPENING.match(before) or (clause.goes_on and not _OTHERS.match(name) and _ADDS.search(before))
        if not opening or is_measured(before) or is_measured(name):
            return ""
        verb = opening[0] if "的" in before or opening.start() else act(before).verb.rstrip("了")
        shared = before.removesuffix(own_name(last)) if clause.goes_on and last.goes_on else ""
        verb = shared if is_verb(shared) else verb  # 新建改造|步道3条、郊野径6公里、绿道5公里
        if (
            verb in _THERE_IS
            or verb in name
            or ("的" in before and (not clause.goes_on or before.startswith("的", len(verb))))
        ):
            return ""  # 计划检查企业 and 重点检查, 督办的案件 and 线索
        new = clause.raw.startswith(_OF_WHICH) and verb.startswith("新")
        return verb if new or clause.goes_on or _is_parallel(clause, last) else ""

    def _shared_noun(self, i: int, name: str) -> str:
        """Return the noun that a list shares and its first member was given: 其中一审行政诉讼案件69件、二审35件.

        第一产业增加值278亿元、第二产业716亿元 share 增加值.
        """
        clause, last = self._clauses[i], self._clauses[i - 1]
        if not i or not clause.goes_on or clause.right or clause.unit != last.unit or letters(name) > 4:
            return ""
        before, own = self._names[i - 1], own_name(last)
        if _LEVEL.fullmatch(name) and (level := _LEVEL.search(before)) and level.end() < len(before):
            return before[level.end() :]
        if _ORDINAL.match(name) and _ORDINAL.match(before) and before[: len(name)][-1] == name[-1]:
            return before[len(name) :]
        return before.removeprefix(own) if own and before.startswith(own) else ""

    def _done(self, i: int, verb: str) -> str:
        """Name what was done next to the same things: 受理行政复议案件, 审结 -> 审结行政复议案件.

        Next to other things it is said of them: 举办培训班5期，培训1020人 -> 培训班培训.
        """
        clause = self._clauses[i]
        if by := means(clause.raw):
            return by + verb
        if verb == _COURT and clause.unit in TIMES:
            return verb
        if clause.unit in PEOPLE and _ATTENDS.match(verb):
            return joined(topic(self._before.subject(i)), verb)
        if self._before.is_labelled(i):
            return verb
        if clause.between.endswith(verb) and _ALL_OF.search(of_those := clause.between.removesuffix(verb)):
            return _ALL_OF.sub("", of_those) + verb  # 未经审查的一律退回，退回9件
        if clause.between and clause.unit not in TIMES:
            return joined(verb, undone(topic(cut(done_to(clause.between), ROOM))))
        same = _LEFT_UNDONE.sub("", self._before.alike(i))
        if not same and clause.opens and (theme := _THEME.fullmatch(clause.heading)):
            return joined(theme[1], verb)  # 做好公益诉讼检察。立案68件
        if not same:
            subject = self._before.subject(i)
            about = act(subject).subject or topic(subject)
            if about.startswith(("不", "未")):
                return verb  # 11人不从事执法工作，其中驻村7人
            if (thing := undone(about)) != about:
                return joined(verb, thing)  # 对规范性文件进行专项清理，修改39件
            return verb if is_verb(about) or HOW.fullmatch(about) else about + verb
        if clause.goes_on and _DEED.search(same) and not _DEED.search(verb):
            return verb  # 按日连续处罚2件、查封扣押17件
        if verb in same:
            return tidy(clause.raw, with_place=True)
        if verb == _HOW_IT_WENT:
            return verb + "".join(act(same)[1:])  # 调委会调解纠纷83件，成功81件
        if len(same) > 4 and (_ENDS_IN_ACT.search(same) or not act(same).verb):
            return undone(same) + verb
        return joined(verb, _TAKEN.sub("", topic(_OF_PLAN.sub("", same))))


def _is_next_degree(clause: Clause, last: str) -> bool:
    """Tell whether a rate goes on with what the last was of: 生态文明建设知晓度为72%，认同度为91%."""
    return not clause.opens and not clause.between and clause.left.endswith("度") and last.endswith("度")


def _is_parallel(clause: Clause, last: Clause) -> bool:
    """Tell whether a clause may go on with the verb of the last: 办理建议147件，政协委员提案109件."""
    if clause.left[-2:] == last.left[-2:]:  # 抽评案卷60卷，优秀案卷6卷: a part, not the next of a list
        return False
    if clause.predicate or not clause.left or _STATES.search(clause.raw) or clause.is_money:
        return False
    return clause.unit == last.unit and clause.unit not in _OWN_VERBS


def _may_be_verb(clause: Clause) -> bool:
    """Tell whether two letters before a number may be a verb that no list knows: 受理纠纷328件，调成321件."""
    is_noun = _NOUN.fullmatch(clause.left) is not None or clause.left.endswith("龄")
    return not (clause.right or clause.goes_on or clause.is_rate or clause.is_money or is_noun)
