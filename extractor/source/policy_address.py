"""A sentence of a policy address in, its kind out: in such a speech work, plans and problems alternate by the sentence.

The Chief Executive of Hong Kong and the mayors of Taiwan do not part their addresses into a review and a plan. Most
sentences tell neither: they explain, recall and exhort. What a report tells of foreign affairs is read likewise.
"""

import re

from extractor.source.admissions import lacks_in_passing
from extractor.source.headings import has_quantity
from extractor.source.intentions import urges
from extractor.source.shortcomings import shortfall
from schemas.section import SectionKind

# 会 and 将 promise nothing as a part of 委员会, 机会, 即将; nor do they where nobody acts (趋势将越来越明显).
_WILL = re.compile(
    "(?<![社协员机法议学聚大商工都宴盛展峰董监理联基公教委年体规])会(?![议员展堂计社面场所籍见谈晤合同务费])"
    "|(?<![即已])将(?!军|近|来|香港定)|预[计定]|可望|就要"
)
_OWN = re.compile(
    "我|政府|当局|[本市县]府|本[市县]|[局署厅](?!面|势|部|限)|委员会|部门|司长|本港|香港特|公司|大学|院校|金管|计划|工程|措施|项目|拨款|资助|基金"
    "|条例|工作|服务|建议|研究|中心|报告|政策|安排|设施|机制"
)
_SUBJECT = "我们?|政府|当局|本府|市府|委员会"
_WE_WILL = re.compile(f"(?:{_SUBJECT}|[局署][^，。]{{0,4}})[亦也并还]?(?:将会?|会)(?!议|员|堂|面|场)")
_MEANS = re.compile(
    "正(?:在|积极|全面|加紧|着手|陆续|就此)?[^，。]{0,6}(?:研究|检讨|考虑|物色|计划|筹备|筹划|拟|草拟|审视|探讨|商讨|准备|处理)"
    f"|(?:{_SUBJECT}|香港|社会|部门|各界|大家|也|还|更|都|就|既|不仅|首先|必然|同时|而且|，|亦)"
    "(?:必须|须|需要?|要(?!求|点|素|是)|应该|应当|应)(?!求)"
    "|有(?:需要|必要)|必须|急须|首要|目标(?:是|，|包括)|决心|(?<!最近)(?<!早前)决定(?![权了])"
    f"|(?:{_SUBJECT})[亦也]?(?:希望|期望|呼吁)|(?<!会)(?:{_SUBJECT}|并)[亦也]?(?:建议|打算|计划|准备|考虑)(?!书|已)"
    "|锐意|我们?(?:同意|认同)|倡议|(?:我们|政府)一定|下一步|已(?:经)?(?:要求|指示|邀请|督促|责成|着令)"
    "|来年|明年|长远(?:而言|来说|来讲)?，|稍后|短期内|以期|拟(?!定)|另?预留|预[计定][^，。]{0,16}(?:完[工成]|动工|启用|发包|开工)"
)
_LACK = re.compile(
    "挑战|困难(?!的?家)|困境|恶化|不足(?!百分)|危机|赤字|失业率|缺乏|落后|挤塞|担忧|忧虑|焦虑|冲击|通缩|衰退|压力|严峻|薄弱"
    "|紧张|短缺|贫富|负面影响|越来越少|未见|难以|严重关注|欠缺|严重(?=[，。性影妨阻不]|程度)|障碍(?![症者物人])|限制(?!，)|困扰|狭窄|远超|高企|失衡|萎缩|下滑|不够|未能(?![^，。]{1,14}的)|未如理想|落差|争议|隐忧"
    "|问题(?:仍|日益|日渐|严重|困扰|已经引起|最)"
)
_RELIEVED = re.compile("解决|机遇|危机管理|改善|有助|克服|应付|迎接|走出|纾缓|纾解|应对|减轻")
_DONE = re.compile(
    "(?<![为除])了(?![解之])|已(?!发展|故)|至今|去年|上月|今年[一二三四五六七八九十]{1,2}月|月初|早前|最近|近年|过去[^，]{1,4}年"
    "|以来|成效|成功|取得|进展|正(?:在|积极|全面|逐步|进行|加强|落实|推动|发挥)|一直|持续|自[^，。]{3,12}[起来]，|[年度]起"
    "|完成|获得|推出|成立|增至|深入发展|不断深化|日益提高|良好势头|得到(?:恢复|有效)|稳步|进度良好|正式生效"
)
_RESULT = re.compile("百分之|[一二三四五六七八九]成|新高|回[升落]|上升|反弹|排名|第一")
# 已立法禁止拖网捕鱼: done, whatever it is going to change.
_DID = re.compile(
    "已(?:经|于|将|就|为|在|全部|成功|相继|陆续|立法|率先|完成|批核|批准|预留|拟备|培育|落实|投入|推出|展开|成立|见成效)"
    "|(?:本届政府|我们?(?:在|于)?(?:20|二零)[^，。]{2,3}年|(?<!比)去年)[^。]{0,60}(?:了|至|达|超过|增|落实|制订|创建)|成果丰硕|成效(?!的)"
)
# 推动有机农业，验证面积累计达415公顷: what is counted up to now, in the manner of Taiwan.
_COUNTED = re.compile(
    "累计|计有|合计|共计|总计|受[惠益]|吸引|核[发定]|获得|较[^，。]{2,12}(?:增加|成长|减少|提升|提高)"
)
_WORLD = re.compile("世界|国际|霸权|和平|战争|超级大国|条约|冲突")
_TO_COME = re.compile("预[计定估]|目标|将(?!军|近)|规划|拟(?!定)|希望|期(?:能|望)|明年|未来|会(?![议员展计])")
_ASKED = re.compile("已(?:经)?(?:要求|指示|邀请|督促|责成)|必须|须(?!知)")
_SPEAKS = re.compile("我们?[^，。]{0,14}(?:体会|感受|分享|回顾|发表|见证|感谢|期盼|坚信|深信|明白)")
_AT_WORK = re.compile(
    "(?:政府|我们|香港|[局署会])(?:亦|也|一直|现正|现|特别|十分|同时|均|致力|积极|继续|努力)*"
    "(?:鼓励|提供|资助|继续|推[动行展进]|开拓|增加|采取|开展|批出|参与|落实|致力|改进|努力)"
)
_NOW = re.compile("现时|目前|今天")
_BLANK = re.compile(r"\s")
# 提升国际贸易中心地位 46. 香港拥有…: the heading is on the line of its paragraph.
_NUMBERING = re.compile(r"\A[^，。；：]{0,40}?\d{1,3}[.．](?=\D)|\A[\d.．•]+|\A[(（][\d一二三四五六七八九十]{1,2}[)）]")
# What a sentence tells, it tells by here.
_WINDOW = 200


def is_policy_address(head: str) -> bool:
    """Tell by its first words whether a text is a policy address."""
    return re.search("施政(?:报告|方针|计划|纲要)", head) is not None


def kind_told(sentence: str) -> SectionKind:
    """Return what a sentence of a policy address tells: a plan, a problem, work done or at hand, or none of these.

    >>> [kind_told(words).value for words in ("我们会在明年推出计划。", "政府已完成检讨，并推出新安排。")]
    ['plans', 'achievements']
    >>> [kind_told(words).value for words in ("我已要求房委会尽快建屋。", "我们已立法于明年禁止拖网捕鱼。")]
    ['plans', 'achievements']
    >>> [kind_told(words).value for words in ("医疗服务将承受重大压力。", "我深有体会。")]
    ['problems', 'other']
    """
    words = _NUMBERING.sub("", _BLANK.sub("", sentence))[:_WINDOW]
    if _SPEAKS.search(words):
        return SectionKind.OTHER
    if _DID.search(words) and not _WE_WILL.search(words) and not _ASKED.search(words):
        return SectionKind.ACHIEVEMENTS
    if lacks_in_passing(words) and not _WORLD.search(words):
        return SectionKind.PROBLEMS
    if _COUNTED.search(words) and has_quantity(words) and not _TO_COME.search(words):
        return SectionKind.ACHIEVEMENTS
    if _MEANS.search(words) or urges(words):
        return SectionKind.PLANS
    lacking = (_LACK.search(words) is not None or shortfall(words) is not None) and not _RELIEVED.search(words)
    if _WE_WILL.search(words) or (_WILL.search(words) and _OWN.search(words) and not lacking):
        return SectionKind.PLANS
    if lacking:
        return SectionKind.PROBLEMS
    counted = has_quantity(words) or _RESULT.search(words) is not None
    done = _DONE.search(words) is not None and (counted or _OWN.search(words) is not None)
    if done or _AT_WORK.search(words) or (counted and _NOW.search(words)):
        return SectionKind.ACHIEVEMENTS
    return SectionKind.OTHER
