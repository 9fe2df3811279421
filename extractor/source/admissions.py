"""A sentence in, whether it admits shortcomings out: the words that announce problems, and those that only seem to.

Most reports hide their problems in one paragraph without a heading. They announce them by a contrast (虽…但), by a
standard that is not met (与…相比), or by what they have come to see (清醒认识到); and they speak of problems solved
far more often.
"""

import re

from extractor.source.heading_cues import LACK, LACK_WORDS, Cue
from extractor.source.headings import has_quantity
from extractor.source.shortcomings import describes_lack, names_lack
from schemas.section import SectionKind

# What is missing, in other words than a noun for it.
_SHORT = (
    "薄弱之?处|落差|不尽如人意|不(?:相)?适应|不(?:相)?匹配|不平衡|不充分|提升的?空间|提高的?空间|改进的?空间|上升的?空间|进步的?空间|发展的?空间"
    "|一定的?距离|较大的?距离|很大的?距离|不小的?距离|不少的?距离"
    "|工作[^，。；]{0,6}?(?:需要?|有待|值得|亟待|亟需)[^，。；]{0,6}(?:加强|改进|完善|提高|努力|解决|重视|提升)"
    "|一截(?!止)|地方[^，。；]{0,6}?(?:需要?|有待|值得|亟待|亟需)[^，。；]{0,6}(?:加强|改进|完善|提高|努力|解决|重视|提升)"
    "|方面[^，。；]{0,6}?(?:需要?|有待|值得|亟待|亟需)[^，。；]{0,6}(?:加强|改进|完善|提高|努力|解决|重视|提升)"
    "|环节[^，。；]{0,6}?(?:需要?|有待|值得|亟待|亟需)[^，。；]{0,6}(?:加强|改进|完善|提高|努力|解决|重视|提升)|亟待|亟需"
    "|任务(?:依然|仍然|仍|还)?(?:十分|很|较为|比较)?(?:艰巨|繁重)|任重(?:而)?道远"
)
# What a problem may be called that needs no other word for it.
_FLAW = "弱点|缺陷|漏洞|瓶颈|堵点|痛点|盲区|盲点|毛病"
# What is not as it should be, in everyday words.
_POOR = (
    "不顺手|不如意|不称心|不顺心|不理想|不满意|不到位|不周到|没做好|做得不好|做得不够"
    "|让人(?:着急|揪心|头疼|担心|不(?:满意|踏实|放心|安)|惭愧)"
)
# Alternatives all begin with a plain character: so a search costs next to nothing where none of them stands.
_GAP = re.compile(f"{LACK_WORDS}|{_POOR}|{_SHORT}|{_FLAW}|有待|还不|课题|面临的?[^，。；]{{0,8}}压力")
_SEEN = re.compile(
    "(?:清醒|清楚|深刻|充分|客观|理性|冷静|[也还](?:要|应|应当|必须|须|需|需要)?(?:清醒|清楚|深刻|充分|客观|冷静)?)地?(?:认识|看|意识|感|感觉|觉察|注意|体会|发现)到"
    "|(?:话说回来|平心而论|实话实说|说句?(?:实在|心里|老实|实)话|掏心窝子[讲说])[，,]"
    "|(?:清醒|清楚|深刻)地?(?:认识|看|意识)到(?=[^。]{0,40}(?:还有|仍有|存在|面临|不少))|冷静(?:审视|分析|思考)|深切体会|反思(?:工作|过去)|我们(?:体会|认识|意识|感)到|深感|深知|(?:清醒|清楚|深刻)地?(?:知道|明白)|(?:应当|应该|必须|要)(?:清醒)?(?:看|认识|承认)到"
)
# 但也要看到，… needs no word for a lack, unless it goes on with what is good.
_BUT_SEEN = re.compile(
    "(?:成绩背后|(?:但是?|不过|然而)[，,]?(?:我们)?[也还](?:要|应|应当|必须)?(?:清醒地?)?(?:看|认识)到)"
    "(?![^。]{0,40}(?:成绩|机遇|优势|有利|积极|向好))"
)
# 行动中也暴露出，不少案件无财产可供执行: needs no word for a lack either.
_SHOWN = re.compile("[^，。；]{0,10}[也还]暴露出(?!的|来的)(?![^。]{0,60}(?:已|整改|完成|了[^，。]{0,12}措施))")
_THERE = "(?:存在|面临|[仍还尚也]有|尚存|不少|有着?(?:一些|一定|较大|不少|差距)|有待|离[^，。]{2,24}(?:有|差))"
_CONTRASTS = re.compile(
    "(?:但|虽|尽管|然而|不可否认|无需讳言|毋庸讳言|不容讳言|必须承认|应当承认|坦率地[说讲]|值得注意的是|与此同时|同时|不过|对照|对标|相比|比较|距离|当前|目前|总体|总的|客观|[综纵]观|从[^，。]{0,4}(?:自查|检查|评查|督[察查]|考核|总体|整体|全年|工作)[^，。]{0,6}看|工作中|推进中|过程中|离(?=[^，。]{2,12}(?:要求|目标|期[待盼望]|标准)))"
    f"[^。]{{0,70}}?{_THERE}.{{0,50}}?(?:{LACK}|{_SHORT}|{_FLAW})"
)
# 虽有进步，可短板也很明显: whoever concedes and turns needs no word that a lack is there.
_TURNS = re.compile(
    f"(?:虽|尽管)[^。；]{{2,50}}?[，,](?:但|可|却|然而|不过|只是|而)(?!喜)[^。；，,]{{0,24}}?(?:{LACK}|{_SHORT}|{_FLAW})"
)
_REMAINS = re.compile(
    "(?:[仍还尚]|也(?=存在|面临))(?:然|旧|有|是)?(?:存在|面临|有)(?:着|一些|不少|很多|诸多|较多|以下|如下|许多|一定|的|了)?"
    f".{{0,60}}?(?:{LACK}|{_SHORT}|{_FLAW})"
)
_PLAIN = f"[也还](?:有|存在)(?:一些|不少|许多|好些|很多|若干|几处)?(?:不尽如人意|{_POOR})的?(?:地方|方面|之处|事)"
"""In everyday words: 这一年也有不顺手的地方."""
_KNOWN = (
    f"几笔账[^。，]{{0,12}}(?:有数|清楚|明白)"
    f"|(?:还不|不够|不足|{LACK})[^。，]{{0,20}}，(?:我们)?(?:自己)?心[里中](?:都|也)?(?:清楚|有数|明白)"
)
_UNAVOIDED = "(?:也|却|更|都|同样)?(?:不能|不容|不可|不应|不该)(?:回避|忽视|讳言|小视|低估)"
_NAMES = re.compile(
    f"(?:工作|目前|当前|现有)中?(?:存在)?的(?:主要)?{LACK}[，,]?(?:主要|集中)?(?:是|有|为|表现)|(?:存在|面临)(?:着|的)?(?:主要)?(?:以下|如下|一些|不少|一定|诸多)(?:的)?(?:主要|几个|几点|突出)?(?:方面)?的?{LACK}"
    f"|{LACK}(?:和.{{0,8}})?(?:主要|集中|具体)?(?:表现|体现)(?:在|为|于)|{LACK}[”」]?(?:主要|大致|大体|集中)?(?:有|是|为|如下|包括)(?:以下)?(?:[一二两三四五六七八九十几]{{1,2}}(?:个?方面|[点条项个])?)?[:：]"
    f"|反映(?:来)?看[，,][^。]{{0,30}}(?:不满意|不方便|意见(?:较|很)?大|{LACK})|{_PLAIN}|{_KNOWN}|{LACK}{_UNAVOIDED}|有(?:以下)?[一二两三四五六七八九十几]{{1,2}}(?:个?方面|[点条项个])的?{LACK}[:：]"
    f"|(?:存在|面临)(?:的|着)?(?:主要|突出)?(?:的)?{LACK}[^，。]{{0,14}}[:：]|不足之处(?:主要)?(?:在于|是|有|为)"
    "|(?:存在|面临)(?:着)?(?:下列|以下|如下|诸多|不少)(?:几[项个])?课题"
    f"|{LACK}(?:依然|仍然|仍|还|比较|较为|十分|也|也很|也还|同样)(?:存在|明显|突出|不少|较大|较多)|的{LACK}(?:主要)?在于"
    f"|(?:做|抓|想|管|落实)得?(?:还|仍)(?:很|远|远远)?不(?:够|到位|好|实|细)|(?:主要)?存在(?:的)?(?:主要)?(?:问题|不足)(?:主要)?(?:是|有|为)"
)
# 审计了具体组织预算执行情况，发现的主要问题是：
_FINDS = re.compile(
    f"(?:^|[，,；])[^，,；：:]{{0,12}}?(?:(?:发现|查出|揭示|反映|存在|暴露)的?(?:主要|突出|共性)?(?:{LACK})|(?:主要|突出)(?:{LACK}))(?:主要)?(?:有|是|为|如下|包括)?[：:]$"
)
_FAULT = re.compile(
    "套取|骗取|冒领|虚[列报增假开]|挪用|截留|滞留|串换|重复(?:收费|申报|享受|领取|计算)|违规|违反|擅自|超(?:标准|范围|概算|预算|限额)|闲置|沉淀|损失|浪费|流失|漏[征缴]|[少多][征缴计付结报]"
    "|未(?:入账|按|及时|收缴|上缴|分解|下达|发挥|履行|经|执行|纳入|办理|完工|投入使用)|应[缴收]未[缴收]|不能正常|不[实符准严]|无偿|被占用|拖欠|另有社保|不合规|不规范|不到位"
)
_MADE_GOOD = re.compile("追回|挽回|收回|查处|打击|已(?:整改|上缴|归还|退回|清退)|整改(?:到位|完成)|促进|移送|问责")
_SOLVES = re.compile("解决|整改|整治|破解|攻克|围绕|聚焦|针对|纠正|治理|化解")
# What is done to problems: none of these sentences admits any.
_HANDLED = re.compile(
    "解决(?<!亟待解决)(?<!有待解决)(?<!亟需解决)(?<!需要解决)(?<!难以解决)(?<!未解决)|破解|整改|查找|查摆|排查|针对|梳理|发现|整治|纠正|聚焦|围绕|反馈|剖析|治理|化解|克服|应对|充分认识(?!到)|认清|研判|把握|指出|通报|改进工作"
)
_NOT_THERE = re.compile("风险挑战|不存在|未存在|有力|有效|有序|有关|有利|所有|具有")
_OBJECT = re.compile("(?:对|将|把|就|按照)(?:[^，,。；]{0,12})存在")
# 实现高质量发展、解决不平衡问题仍然面临不少困难: what is hard to do is no problem that is dealt with.
_TASK = re.compile(
    "(?:实现|解决|破解|化解|克服|治理|整治|应对)[^，,。；：]{1,24}(?=[仍还尚](?:然|旧|是)?(?:面临|存在)(?!的|着的))"
)
_BEHIND = re.compile(
    "[^，,。；：]{0,6}?(?:进行|予以|加以|逐[一项条个]|及时|限期|立即|督促|督办|已|均(?:已|得)|得到|全部|制定|提出|开展|约谈|下发)"
)
# 深刻体会到，办好事情必须解决问题 is a lesson: these words need one that says that there are any.
_VAGUE_GAPS = frozenset({"问题", "困难", "挑战"})
_EXISTS = re.compile("[仍还尚]|存在|面临|不少|许多|工作中|前进|当前|缺点|不足|短板|差距")
_CLAUSE = re.compile("[^，,。；;：:]+")
_STOPS = "，,。；;：:"
_VAGUE = (
    f"(?:{LACK}|{_SHORT}|一些|不少|许多|诸多|很多|较多|一定|较大|很大|不小|明显|突出|不容忽视|亟待解决|亟需解决|亟待破解|需要[^，。]{{2,6}}|以下|如下|几?个?方面|几点"
    "|不相适应|不适应|地方|之处|的|着|了|有|和|与|及|、|或|主要|现实|矛盾|情况|还|仍|依然|也|方面|重视|如)"
)
# 但仍存在执法记录仪佩戴不规范等情况; 受制于场地，活动次数偏少: a lack told in passing, by a contrast or its cause.
_PASSING = re.compile(
    "(?:但|惟(?![一有独妙恐其])|不过|然而|可是|只是|即便如此|需要(?:说明|报告|指出)的是|(?:实际)?工作中(?:我们|也)?(?:感到|发现|体会到)?[，,]|美中不足|客观地?[讲说]|(?:令人)?遗憾的是|同时[还也]?(?:应当|应该|必须|要)?(?:清醒地?)?看到(?![^。]{0,40}(?:有利|机遇|优势|积极|向好|潜力))|受制于|受限于|受[^，。]{2,16}(?:限制|制约|影响)|由于|因(?!此|地|势|村|人|案|情|企|时|需|事|户)|限于|同时也|也存在|仍存在|相比之下)"
)
_POINT = re.compile(r"[（(]?\d{1,2}[）)、.．]\s?(?!\d)")
# 还有3宗未整改到位, 仍有2名负责人未按要求出庭; what is still being dealt with (还有3件未审结) is none.
_LEFT_OVER = re.compile(
    r"(?:仍|尚|还)有\s?\d+[^，。；]{0,24}?(?:未(?:按|能)|(?:未|没有|无法|不能)[^，。；]{0,6}(?:到位|落实|解决|整改|化解|达标))"
)
# 被撤销的1起案件，暴露出个别单位告知程序履行不到位的毛病。
_EXPOSED = re.compile("[^，。；]{2,40}[，,]?也?暴露(?:出|了)(?!来?的)")
# 5项与预期目标有差距; below a target may be where a price should be.
_SHORT_OF = re.compile(
    "[与同和跟][^，。；]{0,8}(?:计划|预期|年度|年初)[^，。；]{0,4}目标[仍还尚]?(?:有|存在)(?:一定|较大|不小)?的?差距"
    "|[仅只]完成[^，。；]{0,6}(?:计划|任务|目标)的?(?=[0-9])|[0-9一二两三四五六七八九十][件项个宗]没有完成(?=[，。；])"
)
_CONCEDING = re.compile(
    "总[的体]来?[看说][^。；]{2,40}[，,](?=但)|(?:虽|尽管)[^。；]{2,40}?[，,](?=但|仍|还|却|可|然而|不过)|[^。；，,是]{1,12}是[^。；，,]{1,10}了[，,](?=但|却|可|然而|不过)"
)
# 还面临不少考验和挑战：一是…; 还面临不少问题。集中表现在：…
_LISTED = re.compile(
    f"(?:面临|存在|[仍还尚也又]有)[^，。；：]{{0,16}}?(?:{LACK}|考验)[^，。；：]{{0,6}}"
    "(?:[：:](?:一是|首先|第一)|[，,。](?:这?主要|集中|具体|突出)(?:表现|体现)(?:在|为|于))"
)
# 自管会建起来9个，但真正能收上物业费的只有4个
_BUT_FEW = re.compile("[，,](?:但|可|却|而)(?:是)?(?:真正|实际)[^。；，,]{0,14}(?:只有|仅有?|不到|不足)")
# 但是，如果…; 但他们的困难是…: what may be, and what others lack, is no lack of the report's own.
_NOT_OWN = re.compile("(?:但是?|不过|然而|可是|只是)[，,]?(?:如果|假如|即使|他们|它们|敌人|考虑到)|[^。]*不是没有")
_INTRODUCTION = re.compile(
    rf"(?P<before>.{{0,120}}?)(?:存在|面临|遇到|[仍还尚也]有|有着?|认识到|看到|感到|正视|前进|道路上|工作中的|成绩|离[^，。]{{2,30}}|主要){_VAGUE}+"
    rf"(?:[，,；](?:主要|具体|集中|突出|表现|体现|有待|需要|尚需|亟待|还需|还有|仍有|{_VAGUE})[^，。：]{{0,16}})*[。：:，,]?"
    rf"|.{{0,80}}?[，,](?:但是?|可是?|而)?{LACK}{_UNAVOIDED}[。：:，,]?"
)
_BEGINS_LIST = re.compile(
    r"[一二三四五六七八九十]{1,2}是|[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]|——|[①-⑳●◆■▲]|其[一二三四五六]|首先|其次"
)
_RESPONDING = re.compile(
    "(?:对此|为此|对(?:尚?未|没有|剩余|余下)[^，。]{0,10}(?:事项|问题|任务)[，,]|(?:我们|政府|国务院|[省市县区州旗]政府)?对于?(?:这些|那些|上述|以上|存在的)|针对(?:这[些一个]|此|上述|以上|存在的|存在|问题)|(?:[^，。]{2,12}，)?(?:针对|围绕|对照|聚焦)(?:这些|上述|以上)|这些(?:问题|不足|困难|都?是|[都就]?(?:要|需要?|必须|得)|(?:缺点|偏差|错误)(?![^。]{0,60}(?:指出|说明|表现)))|只要我们|以上(?:问题|不足|困难)"
    "|我们(?:将|要|一定|必须|会|决定|欢迎))"
)
# A cue stands early in its sentence; what follows is not looked at, so that a cue costs the same however long that is.
_WINDOW, _FAR = 160, 400
_LONGEST_INTRODUCTION = 120


def admits_problem(sentence: str) -> Cue | None:
    """Find the words by which a sentence admits shortcomings.

    >>> admits_problem("但还存在法治人才短缺、执法能力不足等问题。").words
    '但还存在法治人才短缺、执法能力不足'
    >>> admits_problem("与群众的期盼相比，我县法治政府建设还有较大提升空间。").words
    '相比，我县法治政府建设还有较大提升空间'
    >>> admits_problem("深入梳理法治政府建设存在问题，组建督察小组。")
    """
    window = sentence[:_WINDOW]
    if not _GAP.search(sentence, 0, _FAR):
        return None
    found = _FINDS.search(sentence[-_WINDOW:])
    if found and not _SOLVES.search(sentence):
        return Cue(SectionKind.PROBLEMS, found.group().lstrip("，,；"))
    seen = _SEEN.search(window)
    if seen and _tells_of_gap(sentence, seen.end()):
        return Cue(SectionKind.PROBLEMS, seen.group())
    hits = (pattern.search(window) for pattern in (_CONTRASTS, _TURNS, _REMAINS, _NAMES))
    admitted = next((hit for hit in hits if hit and not _is_handled(window, hit)), None)
    return Cue(SectionKind.PROBLEMS, admitted.group()) if admitted else None


def finds_fault(sentence: str) -> bool:
    """Tell whether a sentence of an audit tells an irregularity that was not made good.

    >>> finds_fault("16家医院串换项目、重复收费876万元。"), finds_fault("追回套取资金93万元，问责4人。")
    (True, False)
    """
    return _FAULT.search(sentence) is not None and _MADE_GOOD.search(sentence) is None


def lacks_in_passing(sentence: str) -> bool:
    """Tell whether a sentence among work done tells a lack: by how it opens (不过，…; 受制于场地，…), or by its turn.

    >>> lacks_in_passing("监管虽已起步，仍缺少上位法支撑。"), lacks_in_passing("尽管人手不足，仍按期办结。")
    (True, False)
    >>> lacks_in_passing("目前还有3宗违法用地未整改到位。"), lacks_in_passing("审结20件，还有3件未审结。")
    (True, False)
    """
    point = _POINT.match(sentence)
    if _PASSING.match(sentence, point.end() if point else 0):
        return _NOT_OWN.match(sentence) is None and names_lack(sentence)
    if _LEFT_OVER.search(sentence, 0, _WINDOW) or _SHORT_OF.search(sentence, 0, _WINDOW):
        return True
    if "暴露" in sentence and _EXPOSED.match(sentence) and describes_lack(sentence):
        return True
    turn = _CONCEDING.search(sentence, 0, _WINDOW)
    if turn is None or _NOT_OWN.match(sentence, turn.end()):
        return _BUT_FEW.search(sentence, 0, _WINDOW) is not None
    return names_lack(sentence[turn.end() :], weak=True)


def lists_problems(sentence: str, behind: str) -> bool:
    """Tell whether a sentence says that there are problems and lists them, itself or in the one behind it.

    >>> lists_problems("当前，我区发展还面临不少问题。", "集中表现在：产业层次不高；"), lists_problems("面临考验。", "")
    (True, False)
    """
    listed = _LISTED.search(sentence + behind[:12])
    return listed is not None and not _is_handled(sentence, listed)


def concedes(sentence: str) -> bool:
    """Tell whether a sentence opens as one that concedes something, whatever its words for it.

    >>> concedes("但也要看到，真正常用的不到三分之一。"), concedes("但也要看到，有利条件还不少。")
    (True, False)
    """
    return _BUT_SEEN.match(sentence) is not None or _SHOWN.match(sentence) is not None


def _tells_of_gap(sentence: str, start: int) -> bool:
    """Tell whether what somebody came to see is a gap that nothing closes in the same breath."""
    for clause in _CLAUSE.finditer(sentence, start, start + _FAR):
        gap = _GAP.search(sentence, *clause.span())
        if gap is None:
            continue
        vague = gap.group() in _VAGUE_GAPS and not _EXISTS.search(sentence, clause.start(), gap.end() + 8)
        if not vague:
            return not (_HANDLED.search(sentence, clause.start(), gap.start()) or _BEHIND.match(sentence, gap.end()))
    return False


def _is_handled(sentence: str, hit: re.Match[str]) -> bool:
    """Tell whether the shortcomings that a hit names are what something is done about (对存在的问题进行整改)."""
    start = max(sentence.rfind(stop, 0, hit.start()) for stop in _STOPS) + 1
    named = _TASK.sub("", sentence[start : hit.end()])
    return bool(
        _HANDLED.search(named)
        or _NOT_THERE.search(named)
        or _OBJECT.search(named)
        or _BEHIND.match(sentence, hit.end())
    )


def introduces_problems(sentence: str) -> bool:
    """Tell whether a sentence only says that there are problems, and not which.

    >>> introduces_problems("我们也清醒看到面临的困难和挑战。"), introduces_problems("但还存在执法人员短缺的问题。")
    (True, False)
    >>> introduces_problems("我们也看到，创新能力不强，招商的针对性有待提高，一些企业面临困难。")
    False
    """
    if len(sentence) > _LONGEST_INTRODUCTION or _BEGINS_LIST.match(sentence) or has_quantity(sentence):
        return False
    told = _INTRODUCTION.fullmatch(sentence)
    if told is None:
        return False
    clauses = _CLAUSE.findall(told["before"] or "")[:-1]
    return all(_INTRODUCTION.fullmatch(clause) or not names_lack(clause) for clause in clauses)


def responds(sentence: str) -> bool:
    """Tell whether a sentence only promises to deal with the problems just named."""
    return _RESPONDING.match(sentence) is not None
