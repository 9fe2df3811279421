"""Told names: each number named by the words of its clause, and where they say too little, by those before it.

In: the clauses of a passage. Out: a name for each of its numbers, in order; empty where the text has no word for one.
"""

import re
from collections.abc import Sequence

from extractor.anchors import Passage
from extractor.clause_parts import STEPS_UP, Clause, bound_alone
from extractor.clauses import letters
from extractor.counted_things import EARLIER, HOW, OUTCOME, says_thing
from extractor.measured_names import HOW_IT_WENT, IN_SUM, NEW, OF_PLAN, RULING, TAKEN_UP, changed, measured
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
from extractor.shared_names import (
    DEED,
    OF_WHICH,
    OUTPUT,
    is_output,
    measure_of_goods,
    of_kind,
    part,
    shared_cut,
    shared_noun,
    shared_verb,
)
from extractor.words_behind import PEOPLE, STEP, TIMES
from schemas.quantity import Kind

_ENDS_IN_ACT = re.compile("(?<=..)(?:调查|审理|评议|审查|审核|检查|抽查|调解|办结|审结|受理)$")
_TAKEN, _CASES = re.compile("(?:案件|(?<=..))[收立]案$"), "案件"
_WHO = re.compile("人员|群众|观众")
_OF_ALL = re.compile("(?:超过?|占|约|达到?|近)(全[国省市区县州])的?$")
_ALL_OF = re.compile("^(?:凡是?|对)|的?(?:全部|一律|均)+$")
_POINTS, _GROWTH = frozenset({"百分点", "个百分点", "点", "个点"}), "增速"
_BEYOND, _GREW = re.compile("[高低快慢]于|超过?|[高低]出|领先|比.{1,8}[高低快慢]$"), re.compile("(?:增长|下降|递增)$")
"""By how much growth is beyond that of others: 增加值增长6.5%，高于全市0.3个百分点."""
_HERD = re.compile("(?:年末|[年期]末)?([出存]栏量?)(?:同比)?(?:增长|下降)?$")
_THEME = re.compile("(?:做[好强优]|抓好|加强|强化|狠抓|优化|深化|规范|推进|开展)([^，。、]{3,12})")
_PLAIN = re.compile(
    "(?:通报|反馈|发现(?:并(?:督促)?整改)?|整改(?!任务)|分解|确定|明确|细化|提出|征集|收集|采纳|惠及|覆盖|支持|接入|解决|带动|吸引|涉及)(?:各类|有关|群众)?"
    "(?:具体|重点)*(?:问题|任务|措施|举措|意见|建议|项目|当事人|群众|居民|原?[市村农]民|(?:农村|城镇|城乡|贫困|受益)?人口|企业|家庭|用户|商户|职工|师生|妇女|儿童|车位|资金|人员|农户|贫困户|学生|老人|就业|(?<!企业)诉求|社区|行政村|投资|案件|事项)+"
)
"""What says too little alone: 召开座谈会11次，征集意见建议208条."""
_OF_SITE = re.compile("(?:入驻|在孵|入园|进驻|落户)(?:企业|机构|商户|项目|团队|单位)|办件")
_SITE = re.compile("[^的、，“”]{2,14}?(?:产业园|园区|科技园|中心|基地|孵化器|平台|大厦|小镇|集聚区|空间)(?![^的]*的)")
"""What is counted of a place, and the place, which the clause before tells: 打造产业园，入驻企业30家."""
_ASKED = re.compile("(?<=..)(?:申请|案件)$")
_PLANS = re.compile("分解|确定|明确|细化")
_GREW_BY = frozenset({"新增", "净增", "增加"})
"""By how much what was told of grew: 存款余额增长8.5%，新增4万亿元."""
_EACH_TIME = re.compile("每(?:[月周日]|季度?|半年)[^，。]{2,}")
_BALANCE = re.compile("(?:当[期年]|累计|滚存|年末)?(?:支出|结余)")
_FUNDS = re.compile("^(.{2,})(?:收入|支出|结余)$")
"""What comes in, goes out and is left of some funds."""
_PRIZE = re.compile("[特一二三]等奖$|[金银铜]奖$")
_LEFT_UNDONE = re.compile("(?<=..)(?:依法|决定)*[不未](?:予)?(?:批准)?(?:批捕|逮捕|起诉|处罚|立案|捕|诉)+$")
_ITEMS, _FIELD = "项", re.compile("领域|方面|类别?|大类|行业|部门|环节")
_FINISHED = re.compile("^(?:全部|均已)?完成(?=..)")
_FINE = re.compile("(?:罚没?款?|案值)(?:金额)?")
_COURSE = "培训班"
_ATTENDS = re.compile("参[考加与训]|培训|受训|听课|观看")
_AVERAGE = re.compile(r"(?:平均)?每(?![\d百千万])|[人户日月年]均")
_NOUN = re.compile(
    "[好中差]评|办件|企业|单位|部门|机构|学校|医院|社区|公司|法人|个人|居民|农民|群众|党员|干部|职工|学生|教师|城镇|农村|城市|[男女]性"
)
_MEAN = re.compile("[日月年人户件]均")
_OWN_SHARE = re.compile("(?<=..)(?:[的仅只约已就还]?占)$")
_MAY = re.compile("(?:将|会|可以?|能够?|已经?)+")
_IS_SO = re.compile("[为是]([^，]{2,})")
_WHOLE = re.compile("(全[国省市区县州]|[省市])的?")
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
_IN_ALL = re.compile(
    "(?=.*(?:累计|总|达|超|增至|突破|[共合]计))(?:累计|[总共合]计|总数|总量|目前)?(?:已|约|近|超过?|逾)?(?:达到?|增至|突破)?(?:约|近|超过?|逾)?"
)
_SIZED = re.compile("(?:里程|面积|长度|容量|能力)$")
_SUMS_UP = re.compile("累计|[总共合]计")
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
_DONE_THING = re.compile(f".*{OPENING.pattern}([^、]{{2,8}})")
_OUT_OF_CASE = re.compile("(?:履行|[撤败胜]诉|驳回起诉|死亡|受伤|纠错)$")
_COURT = "出庭应诉"
"""What is done in court, to nothing that the sentence counts before."""
_YIELD, _FIELD_OF = (
    re.compile("总产|单产|亩产"),
    re.compile("^特别是|(?:播种|种植)?面积$|总产$|(?:喜?获得?)?(?:好收成|丰收)$"),
)
"""What fields yield: 粮食|播种面积2.9万亩，总产1.24万吨."""
_GOODS = re.compile("([钢铁煤电油糖盐纱布茶棉粮铜铝锌烟酒纸丝麻碱鋼鐵電鹽紗銅鋁鋅煙紙絲])(?:达到?|突破|超过)?")
"""Goods of one letter, which are no name alone."""
_BOUND = re.compile("(?<=..)[\\d一二三四五六七八九十百千万亿.]+[^\\W\\d]{1,3}及?以[上下内]$")
_HANDED_ON = re.compile("(向[^，。]{2,16}?)(备案|报备|报送|移送|移交|通报|推送|提交)了?")
_STAFF = frozenset({"实有", "现有", "在编", "在岗", "实际在岗", "实有在编"})
_POSTS = re.compile("(?<=..)(?:(?:核定|核准|批准)?(?:人员|行政|事业|政法|专项)*编制数?|应配[^，。]{0,4})$")
_KIND = 6
"""A kind has no more characters."""


_PUT_TO_USE = re.compile("(?:建成|实现|新增)?(?:通车|投用|投产|竣工|开业|运营|投运|交付)")
_SUCCESS, _ADJUSTED = "成功率", re.compile("(?:扣除|剔除|还原)[^，]{2,14}后(?:同口径|可比口径)?")
_ASKED_FOR = re.compile("[提报]请")
_SEASON, _ALL_YEAR = re.compile("(?:实现)?(?:第?[一二三四]季度|[上下]半年|前三季度)"), "全年"


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
        goods = None if clause.right or clause.is_rate or clause.is_money or clause.is_time else _GOODS.fullmatch(name)
        if goods:
            return goods[1] + measure_of_goods(self._passage, self._before, i)
        if clause.is_rate and (share := _OWN_SHARE.search(name)):
            return re.sub("(?:比[重例]|占比)$", "", name[: share.start()]) + "占比"
        if clause.is_rate and clause.raw == OF_WHICH and (is_so := _IS_SO.fullmatch(name)):
            return is_so[1] + "占比"  # 其中85%为创新型企业
        if clause.raw == LASTING and letters(name) > 1:
            before = "" if clause.between else self._before.last(i)
            about = unchanged(TAKEN_UP.sub("", _FROM.sub("", before)))  # 投资增长11.5%、连续24个月保持两位数增长
            goes_on = (clause.goes_on and about != before) or _STAYED.match(name)
            return (about if goes_on and letters(about + name) <= ROOM else "") + LASTING + name
        if letters(name) < 2 or _SAYS_NOTHING.fullmatch(name) or (clause.is_rate and _TAKES_UP.fullmatch(name)):
            return self._elsewhere(i)
        if i and name in _STAFF and clause.unit in PEOPLE:
            return joined(_POSTS.sub("", self._before.subject(i)), name)  # 核定编制16名，实有10人
        if i and STEP.fullmatch(name):
            return STEPS_UP.sub("", unchanged(self._names[i - 1]))  # 跨过两个万亿元大关
        if (hit := _MEASURE_FIRST.match(name)) and not clause.opens:
            about = topic(self._before.subject(i)).removesuffix(hit[0])  # 零售总额1935亿元，总额连续15年领跑全市
            about = about.removesuffix("强度") if hit[0].startswith("总") else about  # 投入强度6.7%，总量占全市28.6%
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
        if clause.between and _OF_SITE.fullmatch(name) and (site := _SITE.search(act(clause.between).object)):
            return site[0] + name
        if REST.fullmatch(name):
            return name if name == "其他" or clause.is_money else name + undone(topic(self._before.alike(i)))
        adjusted = _ADJUSTED.match(name)  # 税收收入130亿元，扣除留抵退税后同口径增长2%
        if adjusted and is_change(name[adjusted.end() :]):
            return joined(changed(self._before, i), name)
        if is_change(name):
            about = changed(self._before, i)
            if _SEASON.match(name) or (_SEASON.match(about) and clause.raw.startswith(_ALL_YEAR)):
                rest = _SEASON.sub("", about)  # 三季度增长4.6%，四季度增长5.6%，全年增长4.8%
                about = _ALL_YEAR + rest if clause.raw.startswith(_ALL_YEAR) else rest
            about = _FARED.sub("", about) if name.startswith("占") else about
            beyond = i and not clause.opens and clause.unit in _POINTS and _BEYOND.match(name)
            about += _GROWTH if beyond and about and _GREW.search(own_name(self._clauses[i - 1])) else ""
            return joined(about, name + ("比重" if _SHARE.fullmatch(name) else ""))
        if _YIELD.fullmatch(name):
            return joined(_FIELD_OF.sub("", topic(self._before.subject(i))), name)
        if _FINE.fullmatch(name):
            return joined(self._before.case(i) or self._before.fined(i), name)
        if name in _GREW_BY and clause.is_money and not clause.opens and is_change(own_name(self._clauses[i - 1])):
            return about_of(unchanged(self._names[i - 1])) + name
        if i and _PRIZE.fullmatch(name) and (prize := _PRIZE.search(self._names[i - 1])):
            return self._names[i - 1][: prize.start()] + name  # 获全省一等奖2个、二等奖5个
        if clause.is_money and not clause.opens and _BALANCE.fullmatch(name):
            funds = (_FUNDS.search(self._names[j]) for j in self._before.numbers(i))
            return next((hit[1] for hit in funds if hit), "") + name  # 医保基金收入51亿元，支出47亿元
        if is_bare(name):
            if clause.is_rate and not clause.opens and is_verb(self._names[i - 1].removesuffix(name[:-1])):
                return self._names[i - 1] + name[-1]  # 调解成功1531件，成功率98%
            if name == _SUCCESS and not clause.opens and (act_of := act(self._names[i - 1])).verb:
                return joined(act_of.object, act_of.verb + name)  # 调解纠纷538件，成功率97.4%
            if clause.is_rate and not clause.opens and self._names[i - 1] == name[:-1]:
                return joined(topic(self._before.thing(i - 1)), name)  # 审减2.46亿元，审减率11.5%
            verb = shared_verb(self._passage, self._before, i, name) if clause.goes_on and _WHO.fullmatch(name) else ""
            return verb + name if verb else joined(measured(self._before, i), name)
        if (average := _AVERAGE.match(name)) and letters(name) <= 6:
            rest = name[average.end() :]
            says_all = average[0].endswith("均") and letters(rest) > 1 and not is_verb(rest) and not is_bare(rest)
            return name if says_all else name + topic(self._before.subject(i))
        if clause.is_kind and not (clause.is_money or has_verb(name) or name.endswith("幅")) and letters(name) <= _KIND:
            return of_kind(self._before, i, name)
        if clause.in_brackets and i and not has_verb(name) and letters(name) <= 4:
            return part(self._before, i, name)
        if RULING.fullmatch(name) and (case := _ASKED.search(about := topic(self._before.alike(i)))):
            return about[: case.start()] + "案件" + name
        if i and letters(name) == 2 and _may_be_verb(clause) and (clause.unit not in _SIZES or self._before.parts[i]):
            return self._done(i, name)
        if clause.is_rate and not (clause.opens or clause.right) and letters(name) == 2 and is_verb(name):
            return joined(topic(self._before.subject(i)), name)  # 削减审批事项62项，精简30.5%
        says_case = "案件" in name or clause.is_rate
        if (
            _OUT_OF_CASE.search(name)
            and not says_case
            and (about := topic(self._before.alike(i) or self._before.accident(i)))
        ):
            return joined(about, name)  # 审结行政复议案件12件，责令履行2件
        if name.endswith("类") and letters(name) > 2 and (clause.goes_on or clause.raw.startswith(OF_WHICH)):
            told = _DONE_THING.fullmatch(self._before.alike(i))
            return name + told[1] if told else name  # 公开信息412条，其中规划公示类57条
        if i and not clause.opens and (hit := _HANDED_ON.fullmatch(name)):
            about = topic(self._before.alike(i))  # 审查文件14件，向市政府备案14件
            return about + name if letters(about + name) <= ROOM + 2 else joined(hit[2], about) or name
        done = is_verb(name) or RATED.fullmatch(name) or EARLIER.fullmatch(name) or is_verb(_FINISHED.sub("", name))
        if done and not clause.is_rate and not OUTCOME.search(name):
            return self._done(i, name.rstrip("了"))
        if cut_by := shared_cut(self._before, i, name):
            return name + cut_by
        if is_output(self._before, i, name):
            return name + OUTPUT
        return shared_verb(self._passage, self._before, i, name) + name + shared_noun(self._before, i, name)

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
        if clause.anchor.mention.kind is Kind.FRACTION and (of := _OF_ALL.search(clause.raw)) and not clause.opens:
            return joined(about_of(self._before.last(i)), f"占{of[1]}比重")  # 新增上市企业22家，超过全省1/5
        if clause.goes_on and (of := _WHOLE.fullmatch(clause.raw)) and _SHARE.search(self._names[i - 1]):
            return _SHARE.sub("占" + of[1], self._names[i - 1])  # 占全市的33.7%、全国的18.2%
        if i and self._names[i - 1] and (bound := bound_alone(self._passage, i)):
            return _BOUND.sub("", self._names[i - 1]) + bound  # 其中注册资本1亿元以上8家
        plain = clause.raw.lstrip("是为").rstrip("的之")
        if _MEAN.fullmatch(plain):
            return plain + topic(self._before.subject(i))
        if clause.is_rate and letters(plain) >= 4 and not re.search(r"\d", plain):
            return joined(topic(self._before.subject(i)), plain)
        last, lasting, stayed = self._before.last(i).partition(LASTING)
        alike = (j for j in self._before.numbers(i) if self._names[j] == last)
        if lasting and stayed and any(self._clauses[j].unit == clause.unit for j in alike):
            return last + lasting + stayed  # 粮食总产量1344亿斤，连续8年稳定在1300亿斤以上
        last = MARKED.sub("", last)
        last = _BOUND.sub("", last) if clause.is_money else last
        if last and not clause.is_rate and self._clauses[i - 1].is_rate:
            last = OF_PLAN.sub("", unchanged(last))  # 增加值增长16%，达320亿元
            if _IN_ALL.fullmatch(plain) and not clause.is_money and (new := NEW.match(last)):
                last = last[new.end() :] + "总数"  # 新增商户56万户，增长26%，累计达265万户
        elif last and clause.unit == self._clauses[i - 1].unit and _IN_ALL.fullmatch(plain):
            new = NEW.match(last) or NEW.search(last)
            if new and not clause.is_money:
                whole = last.replace(new[0], "")  # 新增示范村3个,累计达11个
                return whole if _SIZED.search(whole) else whole + _SIZES.get(clause.unit, "总数")
            last = last if new or not _SUMS_UP.match(plain) else IN_SUM + unchanged(last)
        told = (tidy(TAKES.sub("", clause.raw) if clause.is_time else clause.raw), clause.between, last)
        return next((words for words in told if letters(words) >= 2 and not _MAY.fullmatch(words)), "")

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
            about = topic(self._before.subject(i))
            counted = "人次" if clause.unit == "人次" else "人数"
            return about + verb + counted if about.endswith(_COURSE) else joined(about, verb)
        if self._before.is_labelled(i):
            return verb
        if clause.between.endswith(verb) and _ALL_OF.search(of_those := clause.between.removesuffix(verb)):
            return _ALL_OF.sub("", of_those) + verb  # 未经审查的一律退回，退回9件
        if clause.between and clause.unit not in TIMES:
            return joined(verb, undone(topic(cut(done_to(clause.between), ROOM))))
        same = _LEFT_UNDONE.sub("", self._before.alike(i))
        if _PUT_TO_USE.fullmatch(same):
            return verb  # 建成通车34条、新开工29条
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
        if clause.goes_on and DEED.search(same) and not DEED.search(verb):
            return verb  # 按日连续处罚2件、查封扣押17件
        if verb in same:
            return tidy(clause.raw, with_place=True)
        if verb == HOW_IT_WENT:
            return verb + "".join(act(same)[1:])  # 调委会调解纠纷83件，成功81件
        if len(same) > 4 and (_ENDS_IN_ACT.search(same) or not act(same).verb):
            return undone(same) + verb
        asked = _ASKED_FOR.match(same) if clause.goes_on else None  # 提请人大常委会制定法规9件、修改11件
        return (asked[0] if asked else "") + joined(verb, _TAKEN.sub(_CASES, topic(OF_PLAN.sub("", same))))


def _may_be_verb(clause: Clause) -> bool:
    """Tell whether two letters before a number may be a verb that no list knows: 受理纠纷328件，调成321件."""
    is_noun = _NOUN.fullmatch(clause.left) is not None or clause.left.endswith("龄")
    return not (clause.right or clause.goes_on or clause.is_rate or clause.is_money or is_noun)
