"""Own names: what the words beside a number alone call it.

In: the clause of a number. Out: a name in its own words, before the clauses around it are looked at.
"""

import re

from extractor.clause_parts import ANNIVERSARIES, BARELY, TAKEN, Clause
from extractor.clauses import letters
from extractor.phrases import (
    LIMIT,
    OPENING,
    ROOM,
    act,
    cut,
    done_to,
    is_bare,
    is_measured,
    is_verb,
    tidy,
    topic,
    without_list,
)
from extractor.words_behind import PEOPLE, TIMES

REST = re.compile("其[他余]|剩余")
"""Words for what is left of a whole."""
_NAMED = re.compile(
    r"(?:被|成功)?(?:(?:命名|评选?|评定|认定|确定|列|创建|创成|建成)为|授予)(?:第[一二三四五六七八九十]{1,2}批)?[“\"]?([^，,。；;“”\"]{3,24})[”\"]?"
)
_RAISING = re.compile("^(?:明确|确保|实现|保持|推动|提升|提高|达到)(?=.*率$)")
_BY = re.compile("(?:围绕|针对|聚焦|按照|根据|依托|利用|结合|借助|以|从).*|[经在对将从为把与向给]")
TAKES = re.compile(
    f"(?:^(?:我们|要|将|拟|力争|争取|计划|准备|从[今明]年(?:起|开始))+)?(?:[用耗历]时|[仅只]?{TAKEN}|为期|历经){BARELY}"
)
"""Of what took some days, not what took them: 仅用17天|建成医院."""
_ITS_SIZE = re.compile("([^、]{4,})、(增加值|总?产值|总?规模|营收|营业收入)")
_GROWS = frozenset({"增长", "增速", "增幅", "下降"})
_KEEPS = re.compile("(?:继续|持续|连续|仍然?|均|都|实现|保持)+$")
_DONE_BY_ALL = re.compile(f"(?:{OPENING.pattern}|实现|完成|达到|接入|投向|用于|调整为|成为|符合|取得|具备)(?=..)")
"""What a share of them do: 停车场100%|接入平台."""
_THAN = re.compile("(?:累计)?(?:[比较]|[与和同])前?")
"""Of a time that others are compared with: 比前|五年增长1.3倍."""
_PART_OF = re.compile(
    "([^，]{2,12}?)(?:不(?:低于|少于|超过|足|到)|达到?|超过?|低于|高于)([^，]{2,12}(?:总[数量额]|数))"
)
"""A part and its whole: 审核人员不低于执法人员总数的5%."""
_EXAMPLES = re.compile("、.*等$")
"""Examples of what is told behind the number: 将总体规划、收费调整等5项|纳入目录管理."""
_TREATED = re.compile("[对将把与]$|^[对将把]")
_SERVED = re.compile("[为向给]$|^[为向给]")
_CAUSES = re.compile("组织|帮助|推动|引导|支持|带动|指导|助力|促进|动员|督促|使|让|保障|为|向|给|实现")
_DOES = re.compile("(?:开展|组织|举办|进行|召开|实施|完成|接受)了?$")
LASTING = "连续"
"""Of 民生支出连续5年保持在80% the years are those of 民生支出连续保持, the share is that of 民生支出."""
_BODY, _NUMBER_OF = re.compile("[省市县区旗州乡镇村]"), "数"
"""Of bodies that have one letter the name is one of two: 村数."""
_WORD = 3
_ETC, _TELLING, _SHORTEST = "等", 8, 3
_HOLDS = re.compile("取得|获得?|具[有备]|持有|拥有|符合|超过|从事|享受|实现|涉及|涉|无")
"""Who has something is told by it, 取得资格证的|人员: no verb of the noun behind 的."""
_ON_WHAT = re.compile("(?<=..)(?:涉及|涉)$")
_OTHER_TOO = re.compile("(.{4,})(?<![共总涉惠普])[和及与]$")
_SCORE = "成绩"
_MEMBERS = re.compile("(?P<who>[^，。的]{0,6}?)(?:组成|(?:作?为)?(?:成员|组员)(?:单位)?)的(?P<body>[^，。]{2,16})")
_RANKED = re.compile("(?<=..)中?(?:位居|位列|名列|居|排在|排)(?:全[国省市区])?$")
_TOP = re.compile("(?:排名|排|位列|位居|居|列)在?前$")
_OFTEN = re.compile("(?<=..)(?:先后|累计|共)$")
_NONE = "无"
_RANKS = frozenset({"名", "位"})
_AMONG = re.compile("(?<=[)）市县区镇乡村户人])中[尚仍还已]?有?$")
"""Some of what is counted: 8个县（市、区）中|尚有3个未命名."""
_OCCASION = re.compile("^(?:.*(?:出席|参加|庆祝|纪念|迎接|喜迎|迎来)了?|我们|是|成为|在|向|(?:举办|组织|开展)[好了]?)+")
_EASY = 12
"""A name longer than this says more than it needs to, if a list or a modifier makes it long."""


def own_name(clause: Clause) -> str:
    """Put the words before a number and the noun behind it together."""
    left, right, predicate = _RAISING.sub("", clause.left), _AMONG.sub("", clause.right), clause.predicate
    if clause.is_rate and clause.raw.endswith("的") and (part := _PART_OF.fullmatch(left)):
        left = part[1] + "占" + part[2]
    if clause.unit == "分" and clause.raw.endswith("以") and right == _SCORE:
        return left + predicate + _SCORE if _fits(left + predicate) else predicate + _SCORE
    if clause.unit == "%" and clause.raw.endswith("的") and letters(left) > 1 and predicate:
        share = left + right + predicate + "占比"  # 政府投资的75.4%投向原特区外
        return share if _fits(share) else right + predicate
    if clause.unit in ANNIVERSARIES and letters(event := _OCCASION.sub("", tidy(clause.raw, with_place=True))) > 1:
        return event  # 举办庆祝特区建立40周年活动
    if clause.unit in _RANKS and (top := _TOP.search(clause.raw)):
        return tidy(clause.raw[: top.start()]) + "排名"  # 排在前三位的是城乡建设
    if clause.unit in _RANKS and (ranked := _RANKED.search(left)):
        return left[: ranked.start()] + "排名"  # 在全国568家医院绩效考核中位居61名
    if REST.fullmatch(left):
        return left + right if letters(right) > 1 else left
    if predicate and not right and (clause.raw == _NONE or (clause.unit in TIMES and not clause.raw)):
        return predicate  # 无一例被撤销, 三次提高工资标准
    if predicate and not right and clause.is_money and is_bare(left):
        spent = act(predicate).object  # 投资130万元建成矫正中心
        return spent + left if 2 <= len(spent) <= ROOM else left
    if clause.is_time and _THAN.fullmatch(left):
        return ""
    if clause.is_time:
        left = TAKES.sub("", left)
    if _BODY.fullmatch(right) and not (left or predicate):
        return right + _NUMBER_OF  # 285个村共有法律明白人1428人
    if predicate and not right and _EXAMPLES.search(clause.raw) and _fits(predicate):
        return predicate
    if not right and (left or not clause.is_time):
        if clause.unit in TIMES and letters(predicate) > _WORD and (often := _OFTEN.search(left)):
            who = left[: often.start()]  # 县长先后5次|主持研究
            return who + predicate if len(who + predicate) <= LIMIT else predicate
        if clause.is_rate and left and predicate in _GROWS:
            return cut(done_to(_KEEPS.sub("", left) + predicate))  # 产量继续保持40%以上增长
        by_all = clause.is_rate and not is_measured(left) and (is_verb(predicate) or _DONE_BY_ALL.match(predicate))
        whole = clause.of_them or clause.is_time or bool(by_all)
        return _left_alone(left, predicate, LIMIT if by_all else ROOM, whole=whole)
    if named := _NAMED.match(predicate):
        return named[1]
    if members := _MEMBERS.fullmatch(right + predicate):
        who = "" if clause.unit in PEOPLE else members["who"]
        return f"{members['body']}成员{who}"  # 组建由律师、民警等45人组成的普法队
    if _BY.fullmatch(left) and not act(left).verb:
        left = ""
    if predicate and _TREATED.search(clause.raw) and _fits(right + predicate):
        return done_to("对" + right + predicate).removeprefix("对")
    if predicate and _SERVED.search(clause.raw):
        return _with_predicate("为" if clause.raw.endswith("为") else "", right, predicate)
    if left.endswith(_ETC) and not OPENING.match(left):
        return _of_example(left, right, predicate)
    told = f"{left}的{right}" if predicate and clause.raw.endswith("的") and letters(left) > _WORD else ""
    if told and len(told) <= LIMIT:
        return told + (predicate if _fits(told + predicate) else "")  # 省级督察交办的136件投诉件全部办结
    if not left or (predicate and not act(left).verb and len(right + predicate) >= 6):
        return done_to(_with_predicate("", right, predicate))
    if predicate and _CAUSES.match(left) and _fits(left + right + predicate):
        return left + right + predicate
    return _both(left, right, "的" if clause.raw.endswith("的") else "")


def _left_alone(left: str, predicate: str, room: int, *, whole: bool) -> str:
    """Name a number that no noun follows by the words before it: 下发督察意见47份; `room` is for what it does too."""
    does = _DOES.search(left)
    if whole or not left or does or left.endswith(LASTING):
        room = LIMIT if does or left.endswith(LASTING) else room
        if len(left + predicate) > room and left.endswith(LASTING) and _fits(LASTING + predicate):
            return LASTING + predicate
        if does and len(left + predicate) > room and predicate and _fits(does[0] + predicate):
            return does[0].rstrip("了") + predicate
        return cut(done_to(left + predicate)) if len(left + predicate) <= room else left
    left = without_list(left) if len(left) > _EASY else left
    if its := _ITS_SIZE.fullmatch(left):
        return topic(its[1]) + its[2]  # 培育壮大体育产业、增加值突破1000亿元
    verb = act(left).verb if OPENING.match(left) else ""
    verb = _ON_WHAT.sub("", verb)
    last = left.rpartition("的")[2]
    if _HOLDS.match(verb) and len(left) <= LIMIT:
        return left
    short = len(left) > _EASY + 2 and verb and 2 < len(last) < len(left)
    return ("" if _HOLDS.match(verb) else verb.rstrip("了")) + last if short else cut(done_to(left))


def _both(left: str, right: str, link: str) -> str:
    """Join a verb and its object (提出|改革任务), shortened where the two are too long for a name."""
    if _OTHER_TOO.match(left):
        left = act(left).verb if OPENING.match(left) else ""  # 完成尾矿库治理和9座水库整治
    if len(left + link + right) > (LIMIT if left.endswith(_ETC) else ROOM):
        left = without_list(left + right).removesuffix(right) if left.endswith(_ETC) else without_list(left)
    opening = OPENING.match(left)
    if "、" in left and len(right) > _WORD and left.endswith(right[-2:]):
        return (act(left).verb if opening else "") + right  # 甲街区、乙街区2个特色街区
    if not opening and (left.count("、") > 1 or _EXAMPLES.search(left)):
        return right
    verb = act(left).verb.rstrip("了") if opening else ""
    if link and len(left) > 8 and verb:
        return verb + right
    if len(left + link + right) > LIMIT or (left.count("、") > 1 and len(right) > 3):
        return (verb or cut(left, LIMIT - len(right))) + right
    return left + link + right


def _of_example(left: str, right: str, predicate: str) -> str:
    """Name what a number counts by the last example of it: 大空港、立新湖等9个产业集聚区纳入片区."""
    example = re.split("、|(?<=”)(?=“)", left)[-1]
    named = _with_predicate("", right, predicate)
    if letters(named) >= _TELLING or len(example) > _EASY + 2 or letters(example) < _SHORTEST:
        return done_to(named)
    return example + (named if _fits(example + named) else right)


def _with_predicate(link: str, right: str, predicate: str) -> str:
    return link + right + predicate if _fits(right + predicate) else right


def _fits(words: str) -> bool:
    return len(words) <= ROOM + 2
