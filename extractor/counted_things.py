"""Counted things: whether a name says what was counted, or only what became of it.

In 受理案件58件，审结42件，维持30件 the first name says it, and lends it to the others.
"""

import re

from extractor.phrases import OPENING, act, is_verb

LABEL = re.compile("^.{0,4}(?:方式|情况|总量|分类|渠道|结果|途径|类型)$")
"""What a heading before a colon says, 结案方式：维持41件; nothing is done to it."""
RULED = re.compile("准予|不予|免予|予以|应(?=[办到参检缴])|剩余|继续|其余|其他|加?上年|连同|部分|无法|未")
_NO_THING = re.compile(
    rf"^(?:{RULED.pattern}|[未不]|[合总共小]计$|结转|新(?:接收|收到?)$)|其他|{LABEL.pattern}|(?:得分|率|占比|比[重例])$"
)
OUTCOME = re.compile(
    "^(?:违法|[有无失]效|到位|(?:诉讼)?请求|属实|不实)$|(?:履行|[撤败胜]诉|驳回起诉)$|^(?:[好中差]评|死亡|受伤|伤亡)$"
)
"""What became of the things counted."""
_ASKED = re.compile("申请|投诉|举报|咨询|信访|仲裁")
"""Verbs that are things where another verb stands before them: 受理申请."""
EARLIER = re.compile(f"(?:[案诉庭事会]前|事[中后]|非?现场){OPENING.pattern}")
"""What was done to the same things at another time or place, 案前化解: no thing to speak of."""
HOW = re.compile(
    "(?:[案诉庭事会]前|事[中后]|全文|部分条款|当面|网上|线上|书面|口头|当场|限期|现场|自行|直接|未)" + OPENING.pattern
)
"""Words before a verb that say how something was done, not to what: 全文废止, 当面递交."""


def says_thing(name: str) -> bool:
    """Tell whether a name says what was counted, not only what became of it: 受理案件, but not 维持, 确认违法."""
    if EARLIER.match(name):
        return False
    parts = act(name)
    what = parts.object or ("" if OPENING.match(parts.verb) else parts.subject)
    if len(what) <= 1 or OUTCOME.search(what) or RULED.match(what) or _NO_THING.search(name):
        return False
    if is_verb(what):
        return _ASKED.fullmatch(what) is not None
    return HOW.fullmatch(what) is None
