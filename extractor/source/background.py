"""A sentence in, whether it is mere background out: what holds in general, or what somebody asks, not what was done."""

import re
from functools import lru_cache

from extractor.quick_patterns import compile_quick
from extractor.source.headings import has_quantity

_LONG = 400
_PAST = re.compile("了(?<!为了)(?<!除了)(?!解)|已经?")
_DONE = re.compile(
    r"了(?<!为了)(?<!除了)(?!解)|已经?|完成|开展|建立|印发|出台|制定|组织|召开|举办|落实|实现|推进|推动|办理|受理|审结|成立|获|荣获|入选|新增|达到|达\d"
)
# 法律顾问是政府依法决策的重要参谋助手。
_DEFINES = re.compile(
    r"[^，,。；;]{2,36}[，,]?是[^，,。；;]{0,40}?(?:关键|基础|基石|保障|保证|前提|核心|灵魂|根本|要求|之义|桥梁|纽带|生命线|主体|主力军|力量|手段|途径|渠道"
    r"|方式|方法|抓手|职责|使命|标志|指标|体现|助手|环节|方面|举措|防线|窗口|阵地|工程|大事|遵循|指南|准则|准绳|依据|底线|红线|本质|优势|标尺|试金石|源泉|良方|法宝|旗帜)[，,。；;]"
)
_MATTERS = re.compile("关系|事关|关乎|攸关")
# 县里要求，2023年底前…达到100%。 按照改革方案，2022年底前将实现… 省厅下达我市2024年…控制目标为36微克
_DEMANDS = re.compile(
    r"(?:[^，,。；;]{0,14}(?:要求|规定|明确|提出)[，,：:]|(?:根据|按照|依据|依照)[^，,。；;]{2,30}[，,])"
)
_OBLIGES = re.compile(
    r"须(?!知)|必须|应当|应(?=[在于将由])|不得|将(?=[会于在由实全统按])|前(?:全面|基本)?(?:完成|实现|达到|压减|建成)"
)
_DEADLINE = re.compile(r"(?:到|至)?20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日|[上中下]旬|底|末)?(?:以?前|之前|将)")
_SETS = re.compile(r"(?:目标|任务|指标|控制线|要求)(?:数|值|量)?(?:为|是|分别为)")
_ANNOUNCES = re.compile(r"20\d\d年[，,][^，,。；;]{0,30}将")
_DESCRIBES = re.compile(
    r"(?:[^，,。；;]{0,12}(?:下)?辖(?!区)[^，,。；;]{0,12}\d|[^，,。；;]{0,12}辖区(?:总|国土)?面积|[^，,。；;]{0,8}境内(?:现|共)?有[^，,。；;]{0,16}\d|[^。；;]{0,30}(?:总|户籍|常住)人口|[^，,。；;]{2,12}(?:地处|位于|坐落)[^。]{0,60}(?:面积|辖|人口))"
)


# 年末常住人口239万人，比上年末减少1万人: what a communique counts.
_COUNTS = re.compile("年末|每[百千万]|[比较]上年|增长率|城镇化率")
_PLACE_WORD = re.compile("辖|境内|人口|地处|位于|坐落")
# 在此，我代表区政府，向全区人民表示衷心的感谢！ 这些成绩的取得，是市委坚强领导的结果。
_THANKS = re.compile(
    "表示[^，。！]{0,12}(?:感谢|敬意|问候|谢意|祝福|祝贺|歉意)|致以?[^，。！]{0,8}(?:感谢|敬意|问候|谢意|祝福|祝贺)|(?:来之|成绩)[^，。；]{0,4}不易|辛苦了|谢谢(?:大家|各位)|鞠上?一?个?躬|感谢[^，。！]{2,36}(?:理解|支持|包容|配合|帮助)"
)
# What a report of Taiwan opens and closes with: 欣逢贵会开议，至感荣幸。 敬请各位议员不吝赐教。
# What a notice closes with: 欢迎社会各界监督。如有意见建议，请及时反映。联系电话：…
_COURTESY = compile_quick(
    "欣逢[^，。]{0,24}会|(?:深感|至感|感到|倍感)(?:非常|十分|无比)?荣幸|(?:敬请|恳请)[^。]{0,24}(?:指教|赐教|支持)"
    "|不吝(?:指教|赐教)|感谢(?:贵|各位|大家)|有赖[^，。]{2,8}(?:携手|合作)"
    "|^欢迎[^。；]{2,30}(?:监督|指正|提出[^，。；]{0,6}(?:意见|建议))|^如有[^。；]{0,12}(?:意见|建议|疑问|问题)[^。；]{0,6}[，,]请|^(?:监督|联系|举报|咨询|受理)(?:方式|电话|人)[：:]"
)
# 过去一年，是本市发展史上极不平凡的一年。
_OCCASION = re.compile(
    '(?:各位[^，,]{1,4}[，,！!：:])?(?:刚刚|过去|这(?:一|五|是)|今年|[2２][0０][0-9０-９]{2}年|[“"]?十[一二三四五]五)[^。；;]{0,24}?'
    "(?:是|极不)[^。；;]{0,80}(?:之年|[的键重](?:第[一二三四五]|最后一|首|[一三五])年|之[一三五]年|周年|元年)(?:[，,]做好[^。；;，,]{2,40})?[。！!]?"
    "|(?:——)?这是[^。；;，,]{2,30}的[一三五十]年[。！!]?|[^。；;，,]{4,30}以来的[一三五]年[，,]?是[^。；;]{2,60}的[一三五]年[。！!]?"
)
# 五年的实践使我们深刻体会到…；必须坚持…
_LESSONS = re.compile(
    "[^。；;]{0,24}我们(?:深深)?体会到[：:，]|(?:各位代表[，,！])?成绩属于过去|[^。；;]{0,40}(?:[让使]?我们)?(?:更加|更为|最)?深[刻切]?地?(?:体会|认识|感受|感悟|懂得|启示)[到是]|(?:——)?必须"
)
# 习近平总书记再次亲临…视察，为我省发展指明方向: the guidance that a place was given is no work of its own.
_GUIDED = re.compile(
    "(?:[^。；]{0,24}[，,！])?(?:特别是)?[0-9年月日、至]{0,24}"
    "(?:以习近平同志为核心的党中央|(?:习近平)?总书记|党中央)"
    "(?:再次|亲|先后|第一时间|充分|在|多次|一直|始终|对|率|心系|十分|高度|[0-9一二三四五六七八九十两第]+次)"
    "[^。；]{0,30}?(?:视察|考察|指导|关心|关怀|寄予|重视|嘱托|讲话|指示|批示|牵挂|擘画|代表团|踏上|方略)"
)
# Among plans: what holds in general (民生是人民幸福之基。), what time it is (当前，某区正处于转型的关键时期。), what a
# congress said, what will come of it all (只要…，就一定能…), and what is good about it.
_TRUTHS = (
    re.compile(
        "[^。；;，,]{2,40}[，,]?(?:[既也]|就)?是(?!要)[^。；;]{0,40}(?:之[基本要源魂义]|基[石础]|[的]?(?:根|魂|根本|前提|保证|保障|优势|动能|引擎|本质特征|首要任务|中心任务|头等大事|方法论|生命线|重要(?:内容|标志|途径|步骤|一环)))[。！!]?"
    ),
    re.compile(
        "[^。；;]{0,60}(?:是|处于|处在|进入|迎来)[^。；;]{0,80}(?:关键|重要|决胜|攻坚|机遇|黄金|跨越|转折|爬坡|追赶|赶超)[^，,。；;]{0,10}(?:期|时期|阶段|机遇)[。！!]?"
    ),
    re.compile("[^。；;]{0,80}(?:基本面|基本趋势|支撑条件)[^。；;，,]{0,14}没有(?:改)?变[^。；;]{0,60}[。！!]?"),
    re.compile("[^。；;]{2,80}(?:有利于[^。；;]{2,60}|[有具][有着]?[^，,。；;]{0,8}(?:意义|作用))[。！!]?"),
    # 创新创造关键在人。 文化是民族的精神命脉和创造源泉。
    re.compile(
        "[^。；;，,]{2,12}(?:关键(?:在|靠)[^。；;，,]{0,20}|(?:[惟唯贵]在|事关|关乎|攸关|相辅相成)[^。；;，,的]{0,20})[。！!]?"
    ),
    re.compile(
        "(?!坚持|牢记|树立|践行|[^，,。]{0,30}(?:目标|任务|重点|要求|原则|思路|措施|方向|抓手|主题|主线|计划|安排|今年|明年|第?[一二三四五六七八九]))"
        "[^。；;，,：:0-9]{2,24}(?<![就于还凡但总若正只])(?<!特别)(?<!尤其)是(?!要|否)"
        "[^。；;：:0-9，,]{2,40}(?:[，,](?!我们|解决)[^。；;：:0-9，,]{2,40})?[。！!]?"
    ),
)
# 只有依靠群众，才能办好事情。
_ONLY_SO = re.compile(
    "[^。；;，,]{0,12}(?:只有|没有)[^。；;]{2,120}(?:才[能会有]|[就便]没有|[就便]不[能会可])(?![^。；;]*(?:我们|必须))"
)
_SAYINGS = (
    re.compile(
        "(?!为|按|根据|特别是)[^。；;，,]{0,24}(?:党代会|代表大会|全会|会议)[^。；;，,]{0,12}(?:指出|提出|强调|号召|描绘|作出|发出|确定|要求)"
    ),
    re.compile("[^。；;]{0,16}(?:我们)?(?:坚信|深信|相信|只要[^。；;]{2,90}就(?:一定|必将|能))"),
)
# 今后五年，是全面建设现代化国家开局起步的关键时期。
_ERA = re.compile(
    "(?:当前|今后|未来|今年|这)[^。；;，,]{0,12}[，,]?(?:是|正?处于|正?处在)[^。；;，,]{2,60}(?:时期|阶段|关键期|机遇期)[。！!]?"
)
_TASK = re.compile(
    "要(?!求|素|点)|将(?!军|近)|必须|加强|加大|加快|推[进动行]|确保|着力|努力|力争|争取|继续|进一步|实施|抓[好紧]|做[好强大优]|建[设立成]|打造|开展|[绝决]不|不得|应[该当]|一定"
)
# 2024年是…的关键一年，我们将以更加务实的作风…
_OPENS_YEAR = re.compile("(?:今年|明年|[2２][0０][0-9０-９]{2}年)[，,]?(?:既|也)?是[^。；;，,]{2,60}(?:年|周年)[，,]")
# 各位代表，建设法治政府任重道远。
_PLEDGES = re.compile("[^。；;]{2,60}(?:任重道远|任重而道远|使命光荣|责任重大|意义重大)[。！!]?$")
_CREDIT = re.compile("取得|结果|根本在于|离不开|归功于|背后|靠的是|凝[聚结]着|饱含着|浸透着")
_CREDITS = re.compile(
    "[^。；]{0,30}(?:成绩|成就|成果|进步|变化|发展)的?取得[，,]?[^。]{0,40}(?:是|得益于|归功于|离不开|凝聚着?)|[^，。]{0,20}(?:共同|团结)[^，。]{0,8}(?:奋斗|拼搏|努力)的结果"
    "|[^。；]{0,40}(?:成绩|成就|成果|进步|变化|历程)[^。；]{0,30}根本在于"
    "|[^。；]{0,40}(?:成绩|成就|成果|进步|变化|发展|局面)[，,]?[都均]?(?:离不开|归功于|是[^。]{0,80}(?:领导|关心|支持|监督)[^。]{0,40}的结果)"
    "|[^。；]{0,40}(?:成绩|成就|成果|进步|变化|收获|成效)[^。；]{0,20}(?:背后[，,]?是|靠的是|凝[聚结]着|饱含着|浸透着|这?根本在于)"
    "|这是[^。；]{0,40}(?:领导|掌舵|领航|关怀|指引)[^。；]{0,12}的结果"
)
# 本报告所列数据的统计期限为… 依据有关规定，某局编制本报告。
_ABOUT_REPORT = compile_quick(
    "现(?:将其)?印发给你们|编制(?:了|并公布)?本(?:年度)?报告|本[^。]{0,8}所列[^。]{0,4}数据|报告[^。]{0,4}所列[^。]{0,4}数据|数据[^。，]{0,6}统计期限|本报告(?:由|可|的电子版)|现予以?公布"
    r"|(?:报告|汇报)[^。；]{0,30}[，,]请[^，。；]{0,14}审[议查]|代表[^，。；]{2,20}向[^，。；]{2,24}(?:报告|汇报)[^。；]{0,16}(?:工作|情况)"
)


def is_background(sentence: str) -> bool:
    """Tell whether a sentence among work done reports none: a general truth, a demand from above, a fact of geography.

    >>> is_background("行政执法是行政机关履行政府职能的重要方式。")
    True
    >>> is_background("县里要求，2023年底前合法性审查覆盖面达到100%。")
    True
    >>> is_background("按照省里要求，全年完成改造12处。")
    False
    >>> is_background("过去一年，是全市发展史上极不平凡的一年。")
    True
    >>> is_background("在此，我代表区人民政府，向全区人民表示衷心的感谢！")
    True
    """
    if _describes(sentence) or sets_a_target(sentence) or is_ceremony(sentence):
        return True
    if (_LESSONS.match(sentence) or _ONLY_SO.match(sentence)) and not has_quantity(sentence):
        return True
    defined = "是" in sentence and _DEFINES.match(sentence)
    general = defined or (_MATTERS.search(sentence) and not has_quantity(sentence))
    return bool(general) and not _DONE.search(sentence)


def _describes(sentence: str) -> bool:
    """Tell whether a sentence is of geography (全县辖12个乡镇，总人口40万人)."""
    if _PLACE_WORD.search(sentence) is None or _DESCRIBES.match(sentence) is None:
        return False
    return _COUNTS.search(sentence) is None


def is_guidance(sentence: str) -> bool:
    """Tell whether a sentence among plans says what year it is, or how things are, and plans nothing.

    By which thoughts they go is the first of the plans.

    >>> is_guidance("做好今年工作，要坚持以新时代中国特色社会主义思想为指导，全面贯彻新发展理念。")
    False
    >>> is_guidance("今年是新中国成立75周年，是攻坚克难的关键一年。")
    True
    """
    if _OCCASION.fullmatch(sentence):
        return True
    general = any(pattern.match(sentence) for pattern in (_OPENS_YEAR, _PLEDGES)) or _is_truth(sentence)
    return general and not has_quantity(sentence)


def _is_truth(sentence: str) -> bool:
    """Tell whether a sentence among plans says how things are or will turn out, and orders nothing."""
    if _ERA.fullmatch(sentence) or any(pattern.match(sentence) for pattern in (*_SAYINGS, _ONLY_SO)):
        return True
    return any(pattern.fullmatch(sentence) for pattern in _TRUTHS) and not _TASK.search(sentence)


def is_ceremony(sentence: str) -> bool:
    """Tell whether a sentence gives thanks or credit, praises the year or guidance, or speaks of the report."""
    if _OCCASION.fullmatch(sentence) is not None or _GUIDED.match(sentence) is not None:
        return True
    if is_courtesy(sentence) or any(pattern.search(sentence, 0, _LONG) for pattern in (_THANKS, _ABOUT_REPORT)):
        return True
    return _CREDIT.search(sentence) is not None and _CREDITS.match(sentence) is not None


def is_courtesy(sentence: str) -> bool:
    """Tell whether a sentence is glad to speak, thanks those who listen, asks for advice or says how to give it.

    >>> is_courtesy("以上报告，敬请各位议员不吝赐教。"), is_courtesy("继续办好民生实事。")
    (True, False)
    """
    return _COURTESY.search(sentence, 0, _LONG) is not None


@lru_cache(maxsize=1024)
def sets_a_target(sentence: str) -> bool:
    """Tell whether a sentence says what is asked for or meant to be, and nothing that was reached.

    >>> sets_a_target("按照要求，到2025年覆盖率须达到100%。")
    True
    """
    if _PAST.search(sentence):
        return False
    demanded = _DEMANDS.match(sentence)
    rest = sentence[demanded.end() :] if demanded else sentence
    if demanded and (_DEADLINE.match(rest) or _OBLIGES.search(rest)):
        return True
    return bool(_ANNOUNCES.match(sentence)) or (_SETS.search(sentence) is not None and len(sentence) <= 60)
