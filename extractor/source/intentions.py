"""A sentence in, whether it tells of work to come out: by the time it names, by what it promises, by how it opens."""

import re

from extractor.source.dates import plan_ahead, years_of
from extractor.source.heading_cues import Cue
from schemas.section import SectionKind

_TIME = (
    r"(?:下一?步|转过年来?|往后(?:这?几年|一年)?(?=[，,])|开年|开春以?后?|开学以?后|节后|下个?[月周](?=[，,])|下个?季度(?=[，,])|下学[期年]|新学[期年]|下一?阶段|下一?年度?|今后|接下来|明年|来年|新的一年|新一年|未来(?:五年|三年|一年|一段时期|一个时期|(?=[，,我全要将]|的?(?:发展|工作)|[几两二三五十]))|展望(?:未来|明年|来年|新的?一年|20\d\d年?)"
    r"|后续(?=[，,]?[^，。]{0,6}(?:将|拟|计划|打算))|未来(?=[，,]?[^，。]{0,6}将)|下半年(?=[^。]{0,40}(?:将|要|计划|拟|力争|确保)))"
)
# 年底前还将完成剩余9个, 上半年力争全部建成
_BY_THEN = (
    r"(?:[今明]年)?(?:年底|年内|\d{1,2}月(?:底|份|中旬)?|[上下]半年|[一二三四]季度|春节)(?:之?前|期间|内)?[，,]?[^，,。；]{0,6}"
    r"(?:将(?!军|近)|拟(?![定订])|计划|确保|力争)(?![^。]{0,40}(?:作为|纳入|列入))"
)
_PLANNING = re.compile(
    rf"{_BY_THEN}|(?:今年|明年|来年|新的?一年|20\d\d年|接下来|往后|下一?步)?怎么(?:干|办|做|抓|走|改)[，,？?]|对此[，,](?!我们)[^，。；]{{2,8}}将(?!军|近)(?![^。]{{0,60}}(?:[了已]|作为|纳入))|(?:(?:对此|为此|同时|因此)[，,].{{0,20}}|(?:针对|面对|结合|围绕|根据|按照|为了?)[^，。]{{2,30}}[，,][^，。将]{{0,8}}|[在从自])?{_TIME}"
    r"(?!.{0,12}(?:奠定|打下|提供|部署|进行了|明确了|提出了))"
)
_YEAR = re.compile(
    r"(?:(?:对此|为此|(?:针对|面对|围绕|对照|结合)[^，。]{2,30})[，,])?(?P<toward>面向|展望|迈[入向]|进入|走进|[跨步]入)?(?:(?:20\d\d|二[〇○零Ｏ][〇○零一二三四五六七八九]{2})年)(?!\s?\d{1,2}月)"
)
# 2024年，… is a plan where it promises, sets out or simply goes on in the imperative.
_AIMING = re.compile(
    "将|要(?!求|素|点)|拟|计划|打算|力争|争取|重点|思路|目标|安排|任务|继续|努力|确保|着力|进一步|坚持|做好|抓好|加强"
)
# 2025年，我局将新建站点12个: what the subject will do is a plan, whatever it counts.
_WILL = re.compile("[，,]?[^，,。；]{0,16}(?:将(?!军|近)|拟(?!定)|计划|打算|准备(?!工作)|争取|力争)")
# 新馆将于2024年9月建成
_DUE = re.compile("[^，。；]{2,14}(?:将于?|预计|计划)(?:在|于)?(?P<year>20[0-9]{2})年")
# 2026年是“十五五”开局之年，生产总值预期增长5.5%。
_OPENS = re.compile("[，,]?是[^。；]{0,40}(?:(?:开局|起步|关键|收官|决胜|攻坚)[^，。]{0,4}年|周年|极其重要的一年)")
# 我局拟与街道建立联合巡查机制: who speaks of himself and of what he means to do.
_MEANT = re.compile(
    r"(?:(?:对此|为此|因此)[，,]?)?(?:我们|[我本](?:[局镇乡县区市委办院厅]|街道|单位|部门|中心)|(?<=[，,]))(?:还|正|也|均)?(?P<will>拟(?![定订])|计划(?!生育)|打算|决心|考虑|准备(?!工作)|将(?!军|近))"
)
# 对未销号的4个问题，我局将按照一事一策的方案，在2025年汛前清零。
_WILL_BY = re.compile("(?:对[^，。；]{2,20}[，,])?(?:我们|[我本][局镇乡县区市委办院厅])[^，。；]{0,4}将(?!军|近)")
# 将与相邻两市签订联合执法协议: no object stands between 将 and what is going to be done.
_GOING_TO = re.compile("将(?:与|会同|联合|争取|力争|继续|进一步|加大|加快)(?![^。]{0,60}(?:[了已]|作为|纳入|结合))")
_THIS_YEAR = re.compile(
    r"今年(?:[，,][^，,。；]{0,10}?)?(?P<will>要(?!求|素|点)|拟(?![定订])|将(?!军|近)|计划(?!生育|任务|目标|执行|完成|实施)|打算)"
)
# 综合考虑各方面因素，建议2024年经济社会发展主要预期目标为：…
_GOALS = re.compile(
    r"(?:[^，。；：\d]{2,24}[，,]){0,2}(?:建议|提出|确定|拟定|初步(?:安排|考虑)|全[市县省区镇])*(?P<year>20\d\d)年[^，。；：]{0,24}(?:目标|安排|任务)(?:初步)?(?:为|是|如下|建议)"
)
# 围绕上述目标，要着重在六个方面发力。
_TOWARD = re.compile(
    "(?:围绕|为了?实现|实现|对照|按照|根据)(?:上述|以上|这些|这一|上列)(?:发展|预期|主要|总体|奋斗|工作)*(?:目标|要求|思路|任务|部署)[^，。；]{0,8}[，,](?=[^。；]{0,16}(?:要|将|着重|重点|着力|必须|须|应))"
)
# 余下2个等地块定了，明年一季度接着建。
_LATER = re.compile(
    "(?:明年|来年|下一?年)(?!的|以?来)[^，。；]{0,12}(?:再|接着|继续|完工|建成|开工|投用|启用|重做|动工|换[成新]|修好|开通|见效|启动|推开)"
    "(?![^。]{0,20}(?:奠定|打下|提供|部署|研究|谋划|准备))"
)
_WAS_DONE = re.compile(
    r"已|完成|建成|新增|部署|谋划|研究|奠定|通过|提出|(?<![\d.])(?<!余下|剩下|剩余|还有)\d[\d,.]*[件次个份人家%]"
)
_PAST = re.compile("了(?<!为了)(?<!除了)(?![解之])|已|截至")
_TOGETHER = re.compile("联合|会同|与|对|于|在|以|争取|分[期批]")
_DONE = re.compile(rf"{_PAST.pattern}|完成|召开|印发|\d[\d,.]*[件次个份人家%]")
# 为切实做好2024年…工作，我局拟采取以下措施
_PREPARING = re.compile(
    r"为(?:了)?[^，。]{0,12}(?:20\d\d年|明年|下一?步)[^，。]{2,30}[，,][^，。]{0,12}(?:将|拟|要|计划)"
)
# 我们的目标是：…; 我们计划在2023年3月底前完成…
_MEANING = re.compile(
    r"(?:[^，。]{2,8}，)?我[们局镇乡县区市]的(?:奋斗)?目标是[：:]|[我本][们局镇乡县区市委办院厅]{1,2}(?:计划|打算|拟(?!定)|准备|争取)(?:在|于|到)?(?:明年|今后|下一?步|来年|20\d\d年)"
)
_LOOKING_BACK = re.compile(
    r"“?十[一二三四五六七八九]五”?(?:时期|期间|规划(?:期间|实施以来))|(?:回顾)?(?:过去|这)的?[一五]年|[一五]年来|本届政府(?:任期|以来|五年)"
)
# 近年来，国有企业改革取得了进展。 目前，产权登记已经完成。
_RECALLING = re.compile(
    "[^，。；]{0,14}?(?:(?<![比较])去年(?:以来)?|近(?:几|些)?年(?:以?来)?|[几一二两三四五十]{1,2}年多?(?:以?来)|过去[的]?[几一二两三四五]年(?:中|里|来)?|建国以来)"
    r"[，,]?[^。；]{0,60}(?:了(?<!为了)(?<!除了)(?![解之])|已|取得|有所|逐步|不断|增长|提高|改善|\d{2})"
    "|[^，。；]{0,14}?[现目]前[，,]?[^，。；]{0,24}已经?(?!有的)[^，。；]{2}"
)
_MUST = re.compile(
    "(?:^|[，；])[^，。；]{0,16}?(?:都要|必须|一定要|要着重|要继续|要进一步|还要|应当"
    "|要(?:加强|加快|坚持|抓[好紧]|做好|严格|改进|搞好|大力|努力|认真|切实|充分))"
)
_SAID = re.compile(r"了(?<!为了)|已|强调|指出|要求|会议|讲话|明确|规定|提出|认为|决定|完成|启示|体会|“|《|\d")
_ORDERING = re.compile(
    "要(?![求素点闻])|必须|必需|应[当该]?(?![用对急变邀])|须(?!知)|将(?!军|近)|继续|进一步|力争|争取|拟|下一步|今后|今年|明年|加快|着力|努力|务必"
)
_GOING_ON = (
    "继续|进一步|以|坚持|深入|全面|始终|认真|持续|不断|加大|严格|切实|按照|紧紧|围绕"
    "|紧扣|立足|着力|加快|一如既往|采取|从|重点|努力|扎实|大力|结合|高度"
)
# 我镇将以…为契机，继续… at the beginning of the last paragraph.
_INTENDING = re.compile(
    rf"(?:(?:面对|按照|结合|围绕|为此|因此|总之)[^，。]{{0,24}}[，,])?(?:[我本全][^，,。；]{{0,10}}|[^，,。；]{{2,14}}(?:局|厅|委|办|政府|镇|乡|县|市|区))(?:将|要)(?:{_GOING_ON})"
)
_AHEAD = re.compile("将(?!军|近)|拟(?!定)|力争|争取|计划|打算|确保|明年|来年|下一?步|[年月]底前")
# 将法治建设作为重点 puts an object before its verb and promises nothing.
_TREATING = re.compile("作为|纳入|列入|摆在|贯穿|融入|转化为")
_RESOLVING = re.compile(
    "(?:为此|对此|对[^，。；]{2,20}(?=[，,]))?[，,]?(?:我[局市县区镇们委厅].{0,4})?"
    "(?:要(?!求|素|点)|应(?:当|该)|必须|须|需要|拟(?!定)|计划|打算|建议|将(?!军|近)(?!.{0,30}(?:作为|等同|当成|当作|视为|看成|停留)))"
)
# 改进措施：, 整改方向：, 对策： before what answers a problem.
_ANSWERING = re.compile(
    "(?:下一?步)?(?:工作|主要)?(?:改进|整改|解决|应对|因应|策进|努力)?(?:措施|举措|方向|对策|策略|作为|打算|思路|办法|建议|(?:改进|整改)情况(?![：:][^。]{0,60}?(?:已|完成|推进|整改到位)))(?:[：:]|是(?!否))"
)
_POINT = r"[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]"
_POINTS = re.compile(rf"{_POINT}\s?")
_NUMBERING = re.compile(
    rf"(?:[一二三四五六七八九十]{{1,2}}[是要]|其[一二三四五六]|第[一二三四五六七八九]|首先|其次|再次|最后|同时|此外|{_POINT}|[①-⑳●◆■▲★•·]|——)[，,、：:]?\s?"
)
_IMPERATIVE = re.compile(
    "(?:要|将|应|需)?(?:进一步|继续|持续|不断|深入|全面|切实|扎实|着力|加快|大力|积极|努力|坚持|充分|严格|认真|深化|稳步|有效|常态化|定期|高标准|高质量|统筹)*"
    "(?:加强|加大|健全|完善|推[进动行]|强化|深化|优化|提升|提高|落实|规范|建[立设强]|构建|打造|抓[好实紧]|做[好实优强]|坚持|围绕|聚焦|组织|开展|补齐|压[实紧]|培[育养]|配[齐强备]|统筹|以(?![^，。]{1,8}为[^，。]{1,6}的)|通过"
    "|组建|搭建|增设|选[派聘]|招[录聘]|聘请|编印|开通|巩固|拓展|创新|实施|制定|探索|争[取创]|力争|努力|确保|充实|发挥|规划|谋划|引导|鼓励|支持|增强|紧盯|紧扣|立足|突出|注重|结合|依托|增加|扩大|严[格把]|贯彻|学习|树立|履行|转变|把|用好|畅通|破解|整合|加快|推广|保障|引进|严肃|在[^，,。；]{2,12}?(?:安装|布设|建设|设立|推行|开展)|开工|启动|新[建增设]|安装|铺设)"
)


def announces_plan(sentence: str, base_year: int | None) -> Cue | None:
    """Find the words by which a sentence opens the plans: 下一步…, or a year later than the one under report.

    >>> announces_plan("2025年，我市将全面推进依法行政。", 2024).words
    '2025年'
    """
    point = _POINTS.match(sentence)
    if point:  # 六、2026年，会同城管部门…
        sentence = sentence[point.end() :]
    openings = (_PLANNING, _PREPARING, _ANSWERING, _TOWARD, _GOING_TO)
    hit = next((hit for opening in openings if (hit := opening.match(sentence))), None)
    if hit:
        return Cue(SectionKind.PLANS, hit.group())
    means = _means_to(sentence)
    if means:
        return Cue(SectionKind.PLANS, means)
    meant = _MEANING.match(sentence)
    years = years_of(meant.group()) if meant else []
    if meant and all(base_year is not None and year > base_year for year in years):
        return Cue(SectionKind.PLANS, meant.group())
    if base_year:
        for dated in (_DUE, _GOALS):
            due = dated.match(sentence)
            if due and int(due["year"]) > base_year:
                return Cue(SectionKind.PLANS, due.group())
        will = _WILL_BY.match(sentence)
        if will and max(years_of(sentence), default=0) > base_year and not _PAST.search(sentence):
            return Cue(SectionKind.PLANS, will.group())
    later = _LATER.search(sentence)
    if later and not _WAS_DONE.search(sentence, 0, later.start()):
        return Cue(SectionKind.PLANS, later.group())
    period = _LOOKING_BACK.match(sentence)
    if base_year and period and plan_ahead(period.group(), base_year):
        return Cue(SectionKind.PLANS, period.group())
    year = _YEAR.match(sentence)
    if year and base_year and years_of(year.group())[0] > base_year:
        opening = sentence[year.end() : year.end() + 60].partition("：")[0]
        if (
            year["toward"]
            or _WILL.match(opening)
            or _OPENS.match(opening)
            or ((_AIMING.search(opening) or _acts(opening)) and not _DONE.search(opening))
        ):
            return Cue(SectionKind.PLANS, year.group())
    return None


def _acts(opening: str) -> bool:
    """Tell whether what follows a year tells what to do, and with whom."""
    return opening[:1] in {"，", ","} and bool(_TOGETHER.match(opening, 1) or _IMPERATIVE.match(opening, 1))


def _means_to(sentence: str) -> str | None:
    """Return the words by which somebody says of himself, or of this year, what he means to do (我局将加强…).

    将 alone may put an object before its verb (我局将36项事项向社会公布): it promises where a verb follows.
    """
    hit = _MEANT.match(sentence) or _THIS_YEAR.match(sentence)
    if hit is None or _TREATING.search(sentence, hit.end(), hit.end() + 40):
        return None
    sure = hit["will"] != "将" or _IMPERATIVE.match(sentence, hit.end()) or _TOGETHER.match(sentence, hit.end())
    return hit.group() if sure and not _PAST.search(sentence) else None


def looks_back(sentence: str, base_year: int | None) -> bool:
    """Tell whether a sentence opens a review: 过去五年, or a five-year plan that has ended with the year under report.

    >>> looks_back("“十四五”时期，我市发展极不平凡。", 2025), looks_back("“十五五”时期，我市将加快发展。", 2025)
    (True, False)
    """
    hit = _LOOKING_BACK.match(sentence)
    return hit is not None and all(base_year is not None and year <= base_year for year in years_of(hit.group()))


def is_speech(head: str) -> bool:
    """Tell by its first words whether a text is a speech to an assembly: a review, then what is to be done."""
    return (
        re.search(r"各位代表|(?:代表|受).{0,24}(?:政府|国务院|委员?会|办事处).{0,6}向(?:大会|会议|本次)", head)
        is not None
    )


def intends(sentence: str) -> bool:
    """Tell whether a sentence only promises (我镇将继续加强培训。); plans, where it opens the last paragraph."""
    hit = _INTENDING.match(sentence)
    return hit is not None and not _TREATING.search(sentence, hit.end(), hit.end() + 40)


def looks_ahead(sentence: str) -> bool:
    """Tell whether a sentence has a word for what is to come (年底前建成5处。)."""
    return _AHEAD.search(sentence) is not None


def is_past(sentence: str) -> bool:
    """Tell whether a sentence says what was done, and nothing that is still to come.

    >>> is_past("目前已签约3名。"), is_past("组建了专班。"), is_past("完善已建机制。"), is_past("培养3名。")
    (True, True, False, False)
    """
    hit = _PAST.search(sentence)
    return hit is not None and not looks_ahead(sentence) and (hit.group() != "已" or not urges(sentence))


def recalls(sentence: str) -> bool:
    """Tell whether a sentence among plans tells of years that are over, and orders nothing.

    >>> recalls("两年来，国家发行长期国债，建成了一批项目。"), recalls("近年来事故多发，必须加强监管。")
    (True, False)
    """
    return _RECALLING.match(sentence) is not None and _ORDERING.search(sentence) is None


def orders(sentence: str) -> bool:
    """Tell whether a sentence among work done says what must be done, and tells of nobody who said so.

    >>> orders("各行各业都要继续搞好整顿。"), orders("会议强调，要加强监管。"), orders("县委要求，必须办好10件实事。")
    (True, False, False)
    """
    return _MUST.search(sentence) is not None and _SAID.search(sentence) is None


def resolves(sentence: str) -> bool:
    """Tell whether a sentence says what must be done (要创新宣传形式。), as it does after a problem."""
    numbering = _NUMBERING.match(sentence)
    suggests = numbering is not None and sentence.startswith("建议", numbering.end())
    return suggests or _RESOLVING.match(sentence) is not None


def urges(sentence: str) -> bool:
    """Tell whether a sentence or point opens in the imperative (二是加大普法力度。), as points of plans do.

    >>> urges("3.持续深化改革。"), urges("一是执法力量不足。")
    (True, False)
    """
    numbering = _NUMBERING.match(sentence)
    return _IMPERATIVE.match(sentence, numbering.end() if numbering else 0) is not None
