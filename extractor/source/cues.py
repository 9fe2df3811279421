"""A sentence in, its office in the text out: a closing formula, a lead-in, a member of a list. Data and little code."""

import re

_CLOSING = re.compile(
    r"(?:我的)?(?:报告|汇报|述职)(?:到此)?(?:完了|完毕|结束)|请(?:大家|各位)[^。]{0,8}(?:提|批评)[^。]{0,6}(?:意见|建议|指正)|(?:以上.{0,4}报告[，,\s]*)?[敬恭]请.{0,20}(?:指正|指教|赐教).{0,4}$|"
    r"(?:特此|专此|以上|妥否|当否|此致|敬礼|谢谢|各位代表[！!，,：:]{0,2}$|请予审议|请审议|请予审查|[并敬恭]祝(?:大会|各位))(?:报告|汇报|呈报)?.{0,14}$|以上是.{2,20}(?:情况|报告|汇报)[^。]{0,10}。?$|附件[:：]|欢迎[^。]{2,30}监督[^。]{0,30}(?:电话|邮箱|信箱)[^。]{0,30}。?$|（此件.{0,12}）$"
)
_LEAD_IN = re.compile(
    r"(?:现将?|下面).{0,40}(?:报告|汇报|通报|公布|公开)(?:如下)?(?:[，,]不[妥当足]之处[，,]?)?(?:[，,]?请[^，。]{0,12})?[：:。]?$|(?:现在)?[，,]?我代表[^，。]{2,20}[，,]向[^，。]{1,10}(?:报告|汇报)[^，。]{0,20}(?:[，,]请[^。]{0,12})?。$|.{0,60}(?:如下|以下几?个?方面.{0,8}|表现在|体现在|主要有|主要是|以下工作|几项工作|几方面工作)[：:。]?$"
    r"|.{0,60}(?:从|在|围绕|就|抓好|做好)以下.{0,8}(?:方面|工作|重点)[^，。；]{0,24}[：:。]$"
    r"|.{0,60}(?:做好|抓好|办好|干好|办成|突出|聚焦)(?:下面|下列|以下|这)[几一二两三四五六七八九十]{1,2}(?:件|项|个|点|条)[^，。；]{0,6}[：:。]?$"
    r"|.{0,60}[在从](?:以下|这)?[几二两三四五六七八九十]{1,2}个?方面(?:[上持]?续?(?:发力|着力|下功夫|用力|聚力|求突破|见实效)|取得新?突破)[：:。]$"
    r"|(?:受[^，。]{2,24}委托[，,])?现将[^。；]{4,60}(?:提请|请)[^。，]{0,14}(?:审查|审议|审阅)(?:[，,]并?请[^。]{2,40})?[。：]$"
    r"|.{0,20}重点(?:做好|抓好|办好|干好)[几一二两三四五六七八九十]{1,2}(?:件事|项工作|个方面)[：:。]?$"
    r"|(?:明年|来年|下一?步|今后|下一?阶段|20\d\d年)的?(?:工作|主要)?(?:打算|计划|安排|思路|重点|任务)[：:。]$"
    r"|.{0,60}[：:]$|(?:受[^，。]{2,24}委托[，,])?[^，。]{0,12}向[^，。]{2,24}(?:报告|汇报)[^。]{0,60}[，,]请予?(?:审议|审查|审阅)[^。]{0,30}。?"
)
_ENUMERATOR = re.compile(
    r"[一二三四五六七八九十]{1,2}(?:是|要)|其[一二三四五六]|首先|其次|再次|再者|最后[，,]|此外|另外|同时|[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]|——|[●◆■▲★•·]|第[一二三四五六]"
)
_ORDINAL = re.compile(
    "([一二三四五六七八九十])[是要、]|[其第]([一二三四五六七八九十])|[（(]([一二三四五六七八九十])[）)]"
)

_PUT_RIGHT = re.compile("整改(?:落实|进展|完成|推进)?(?:情况|进展|结果|成效)[：:]")


def closes(sentence: str) -> bool:
    """Tell whether a sentence is a closing formula (特此报告。) or a salutation."""
    return len(sentence) <= 60 and _CLOSING.match(sentence) is not None


def ordinal(sentence: str) -> int | None:
    """Return the number of a member of a list that is told in words.

    >>> ordinal("二是监管手段单一。"), ordinal("其三，"), ordinal("（四）"), ordinal("一起案件")
    (2, 3, 4, None)
    """
    hit = _ORDINAL.match(sentence)
    return None if hit is None else "一二三四五六七八九十".index(hit[1] or hit[2] or hit[3]) + 1


def puts_right(sentence: str) -> bool:
    """Tell whether a sentence opens what was done about the problem before it.

    >>> puts_right("整改情况：清退超标准接待费用4862元。"), puts_right("整改情况良好。")
    (True, False)
    """
    return _PUT_RIGHT.match(sentence) is not None


def leads_in(sentence: str) -> bool:
    """Tell whether a sentence only announces what follows (现将有关情况报告如下：)."""
    return len(sentence) <= 90 and _LEAD_IN.fullmatch(sentence) is not None


def enumerates(sentence: str) -> bool:
    """Tell whether a sentence or line goes on with a list (一是, 首先, （二）, ——)."""
    return _ENUMERATOR.match(sentence) is not None
