"""Name ends: what a name cannot begin or end with, and how a measure is put behind what it is taken of.

In: words that name a number. Out: the same without what is loose at either end; empty if too little is left.
"""

import re

from extractor.clauses import DIGIT_YEAR, balanced, letters, without_digits
from extractor.phrases import CHANGE_BEHIND, LIMIT, cut, is_change, is_verb
from extractor.quick_patterns import compile_quick

_DATED = compile_quick(
    rf"(?<![比较]){DIGIT_YEAR}年(?![度均])|[比较]{DIGIT_YEAR}年(?![^，。；\d]{{0,4}}?{CHANGE_BEHIND})"
    f"|[比较]前(?={CHANGE_BEHIND})"
)
_BLANKS = re.compile(r"(?<![A-Za-z])[ \xa0]+|[ \xa0]+(?![A-Za-z])")
_LOOSE = compile_quick(
    "^(?:[这那此也又既都才就则]|确实|不仅|不只|无疑|仍然?)*是(?![否非])(?=..)|^(?:等(?![级待候])|和(?![解谐睦平])|与(?!会)|或者?|以及)|(?<![存所内])在$|(?<![理自事])由$|(?<![惠涉普])[与和及]$|(?<=的)的"
    "|(?<=..)(?:有所|略有).{2}$|(?<=..)(?:未|尚未|(?<!事)了|已经?|(?<=[率额量值])则|(?<=[值额入资出润收量])(?:实现|完成)|的?(?<![归返退偿])还|分别|(?<!招标)按)$"
)
_FROM_WHEN = re.compile("(?<=..)从(?:开始|起)[^，]{0,8}$")
"""When what is compared began to turn: 外贸出口从7月份开始大幅度回升，比上年增长6.1%."""
_HEAD = compile_quick(
    "^(?:使[得到]?+(?![用命馆领节者团臣唤])|让(?![利位座渡步])|会(?=[将把向为在由以增延推提继使让])|将(?=[把向为在由以会增使让继])|并(?:将|会|于|在|且|以)|至今(?:已经?)?+(?!年)|当中|其中"
    "|而且|仍然(?!有)|还(?:将|会|要|能)|[也亦](?:将|会|要|有|能|是|都)?|该(?![省市区县署局院校给报])|[这那](?![样么里就既])(?:些|个|一|项|种|类|家|次|批|份|几)?+(?:方面)?+的?+|我们|包括|特别是|尤其是"
    "|时间[将把]|但是?|凡是?|如果|假如|若是?)+(?=[^的上下内中以年期]...)"
)
"""What joins a name to the sentence and says nothing of what is counted: 使|公共交通分担率."""
_COUNTS = frozenset({"数", "天数", "人数", "总数", "次数"})
_ORDERED = ("制度", "工作", "机制")
_NEW, _SHORT, _WORD = ("新增", "净增"), 4, 2
_WITHIN = re.compile("(?<![集初高其])中$")
_ONLY = re.compile("(?<=..)(?:[仅只还尚仍]有|[仅只])$")
_OPEN_START, _OPEN_END = "的、，,.．：:∶ ”’》）)—-", "的、，,：:∶ “‘《（(—-等"


def joined(before: str, name: str) -> str:
    """Put a measure behind what it is said of, unless that says it already.

    >>> joined("行政复议案件", "同比增长"), joined("案件办结率", "办结率")
    ('行政复议案件同比增长', '案件办结率')
    """
    if before.endswith(name):
        return before
    if len(name) == 3 and name.endswith("率") and (rated := re.fullmatch(f"(.*){name[:2]}(.*)", before)):
        if not rated[1] and letters(rated[2]) > 2:
            return rated[2] + name  # 持证执法人员9名，持证率81%
        if (rated[2] in _COUNTS or letters(rated[2]) <= _WORD) and letters(rated[1]) > 1 and not is_verb(rated[1]):
            return rated[1] + name  # 空气质量优良天数337天，优良率92%; 医疗保险参保312万人，参保率97%
    if name.endswith("率") and before.endswith(_ORDERED) and letters(who := before.partition(name[:-1])[0]) > 1:
        return who + name if who != before else before + name  # 落实负责人出庭应诉制度，出庭应诉率95%
    told = name.startswith(before) or name[:2] in before
    if before.endswith(_NEW) and len(before) > _SHORT:
        before = before[-len(_NEW[0]) :] + before[: -len(_NEW[0])]  # 企业新增53家、增长10%
    room = LIMIT + 2 - len(name)
    before = "" if told else cut(before, room) if is_change(name) else before
    return name if len(before) > room else before + name


def finished(name: str) -> str:
    """Drop digits and what a name cannot begin or end with; a name of less than two letters is none.

    >>> finished("2024年公路里程已"), finished("工农业总产值比1966年增长"), finished("的")
    ('公路里程', '工农业总产值比1966年增长', '')
    """
    name = _BLANKS.sub("", name) if " " in name or "\xa0" in name else name
    name = balanced(without_digits(_DATED.sub("", name)).lstrip(_OPEN_START).rstrip(_OPEN_END)).strip()
    name = _FROM_WHEN.sub("", _LOOSE.sub("", _HEAD.sub("", name)))
    name = _WITHIN.sub("", name) if name.endswith("中") else _ONLY.sub("", name)
    return name if letters(name) >= 2 else ""
