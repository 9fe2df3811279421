"""A sentence of a report's opening in, the part of it that reports work done out: not its slogans, not its lead-in."""

import re

from extractor.source.cues import leads_in
from extractor.source.headings import has_quantity

# …，现将有关情况报告如下：
_ANNOUNCES = re.compile(
    r"[，,；;]\s?(?:现就?将?|下面)[^，,。；;]{0,40}(?:报告|汇报|通报|总结|公布|公开|报送|说明)(?:如下)?[，,]?(?:请予?(?:审[议查阅]|评议))?[：:。]?$"
)
# What somebody else counted (《…》确定的12项任务), or what the work went by, is no result.
_ASKED = re.compile(r"《[^《》]{1,80}》[^，,。；;]*|(?:按照|根据|对照|依据|围绕|锚定|聚焦)[^，,。；;]*")
_HONOUR = re.compile(
    r"获评|荣获|荣膺|荣立|入选|成功创建|被[^，,。；;]{0,20}(?:评[为定]|授予|命名|表[彰扬])"
    r"|获得?[^，,。；;]{0,24}(?:称号|荣誉|奖|优秀|优等|先进|表[彰扬])"
    r"|(?:考核|考评|测评|评估|评议|评比|排名)[^，,。；;]{0,14}(?:第[一二三四五]|优秀|优等|前列|前[一二三五十])"
)
_AIM = re.compile("争创|争取|力争|目标")


def told_in_opening(sentence: str) -> str:
    """Return the part of a sentence that reports a result: something counted, or an honour; empty if it reports none.

    >>> told_in_opening("全年办结案件320件，连续4年获评优秀，现将有关情况报告如下：")
    '全年办结案件320件，连续4年获评优秀'
    >>> told_in_opening("我局以争创全国示范市为目标，法治政府建设取得新成效。")
    ''
    """
    announced = _ANNOUNCES.search(sentence)
    told = sentence[: announced.start()] if announced else sentence
    if not announced and (leads_in(sentence) or sentence[-1] not in "。！；"):
        return ""
    own = _ASKED.sub("", told)
    honoured = any(_HONOUR.search(clause) and not _AIM.search(clause) for clause in re.split("[，,；;]", own))
    return told if honoured or has_quantity(own) else ""
