"""The words by which a heading or a sentence tells what it reports.

Data with reasons, and the smallest code around it.

短板, 困难, 挑战 or 问题 alone say nothing: most reports solve problems (解决突出问题) far more often than they admit
any.
"""

import re
from typing import NamedTuple

from extractor.source.dates import years_of
from schemas.section import SectionKind


class Cue(NamedTuple):
    """A kind and the words that gave it away."""

    kind: SectionKind
    words: str


_LACK = "(?:问题|不足|困难|差距|短板|薄弱环节|薄弱点|弱项|欠缺|挑战|不够)"
_SOLVING = re.compile(
    "解决|破解|整改|化解|整治|治理|攻克|补齐|回应|聚焦|查找|排查|防范|克服|应对|纠治|举措|对策|改进措施"
)
_PROBLEM_HEADING = re.compile(
    rf"(?:存在|面临).{{0,14}}{_LACK}|{_LACK}(?:和|与|及|、|以及){_LACK}|主要(?:问题|不足|困难|短板|差距)"
    r"|问题(?:及|和|与)(?:建议|对策|原因)|薄弱环节|不足之处|^(?:问题|不足|困难|工作不足|工作短板|短板不足)(?:方面)?$|^(?:工作)?(?:差距|短板)(?:和|与)不足|原因分析"
)
_PLAN_HEADING = re.compile(
    r"下一?步|下一?阶段|下半年|今后|未来(?:五年|三年|[几一二两]|发展|工作|展望|计划|目标|任务|之路)|展望未来|明年|下一年|来年|打算|计划(?:安排|和|及|与)|工作计划|工作(?:安排|思路|设想|部署|展望|重点|举措)$"
    r"|努力方向|奋斗目标|总体要求|预期目标|(?:目标|重点|主要|工作)任务(?=$|[和与及、])|(?:改进|整改)(?:措施|方向|举措|情况)"
    r"|主要目标|发展目标|规划目标|工作目标|总体思路|展望|[（(]草案[）)]|五”?时期.{0,12}(?:目标|任务|思路|蓝图)"
)
_REVIEW_HEADING = re.compile(
    r"回顾|成效|成绩|成果|总结|完成|取得|过去|情况|做法|亮点|经验|特点|进展|(?:主要|重点|所做)工作$|履职|履行|开展的工作|工作开展"
)
# These outweigh a word of planning in one heading (完成目标任务, 五年规划落实情况); the others do not (主要工作).
_REVIEWED = re.compile(r"回顾|成效|成绩|总结|完成|取得|(?<!打算)(?<!安排)(?<!计划)(?<!思路)情况$")
# 保证计划的完成 tells of no work done: a theme, whose kind is that of the parts around it.
_MAKING_SURE = re.compile("(?:保证|确保|力争)[^，。]{0,20}(?:完成|实现)")
_JOINED = re.compile(r"[和与及、暨]|以及")
_GLOSSARY_HEADING = re.compile(
    r"(?:名词|术语|词语|用语|词汇|缩略语)[、和及]?.{0,6}(?:解释|注释|说明|释义)|^(?:注释|附注|有关说明|相关说明)[:：]?$"
)
_OTHER_HEADING = re.compile(r"其他.{0,8}事项|需要说明的")
_CLOSING_HEADING = re.compile(r"^(?:附件|附表|附：|抄送|联系人|联系电话|附录)")
_YEAR = re.compile(r"((?:19|20)\d\d)年")

_DEGREE = "(?:清醒|深刻|充分|客观|理性|冷静)"
_ADMITTING = (
    re.compile(rf"(?:{_DEGREE}地?|[也还](?:要|应|应当|必须|须|需|需要)?{_DEGREE}?地?)(?:认识|看|意识|感|觉察|注意)到"),
    re.compile(
        rf"(?:但|虽|尽管|然而|与此同时|同时|不过|对照|对标|相比|距离|当前|目前|总体)[^。]{{0,70}}?(?:存在|面临|[仍还尚也]有|不少|有着?(?:一些|一定|较大|差距)).{{0,50}}?{_LACK}"
    ),
    re.compile(
        rf"[仍还尚](?:然|旧|有|是)?(?:存在|面临|有)(?:着|一些|不少|很多|诸多|较多|以下|如下|许多|一定|的|了)?.{{0,60}}?{_LACK}"
    ),
    re.compile(rf"(?:存在|面临)(?:着|的)?(?:以下|如下|一些|不少|一定|诸多)(?:的)?(?:主要)?(?:方面的?)?{_LACK}"),
    re.compile(rf"{_LACK}(?:和.{{0,8}})?(?:主要)?(?:表现|体现)(?:在|为|于)|{_LACK}(?:主要)?(?:有|是|如下)[:：]"),
    re.compile(rf"(?:存在|面临)(?:的|着)?(?:主要|突出)?(?:的)?{_LACK}[^，。]{{0,14}}[:：]"),
)
_INTRODUCTION = re.compile(
    rf"(?=.{{0,40}}(?:认识到|看到|但|虽|尽管|前进|道路))(?![一二三四五六七八九十]{{1,2}}是|[（(\d])"
    rf".{{0,40}}?(?:[还仍也]|依然)(?:然)?(?:存在|面临|有)(?:着)?(?:一些|不少|许多|诸多|很多|较多|一定)?(?:的)?(?:亟待解决的|不容忽视的)?{_LACK}(?:[和与、]{_LACK})*(?:[，,].{{0,16}}(?:存在|有)(?:着)?(?:一些|不少|许多)?{_LACK})?[。：:]"
    rf"|.{{0,30}}?(?:认识|看|意识|感)到.{{0,36}}?{_LACK}(?:[和与、]{_LACK})*(?:还|仍|依然)?(?:不少|很多|较多|突出)?[。：:]"
    r"|.{4,60}但.{0,30}(?:在路上|任重(?:而)?道远|没有止境|永无止境|还有(?:一定|不小|较大|不少)?(?:的)?差距|离.{2,30}差距|工作中的(?:问题|不足))[。：:]"
)
# The second and third patterns are wide, so their hits must not be about solving or searching for problems.
_NOT_ADMITTING = re.compile(
    r"解决|破解|整改|查找|排查|针对|梳理|发现|整治|纠正|聚焦|反馈|剖析|治理|化解|克服|应对|风险挑战|不存在|未存在|有力|有效|有序|有关|有利|所有|具有"
)
_PLANNING = re.compile(
    r"(?:(?:对此|为此|同时)[，,].{0,20}|针对[^，。]{2,20}[，,]|在)?"
    r"(?:下一?步|下一?阶段|下一?年度?|今后|接下来|明年|来年|新的一年|未来(?:五年|三年|一年|一段时期|一个时期)?|展望(?:未来|明年|20\d\d年?)"
    r"|下半年(?=[^。]{0,40}(?:将|要|计划|拟|力争|确保)))"
    r"(?!.{0,12}(?:奠定|打下|提供|部署|进行了|明确了|提出了))"
)
_LOOKING_BACK = re.compile(
    r"“?十[一二三四五六七八九]五”?(?:时期|期间|规划(?:期间|实施以来))|(?:回顾)?(?:过去|这)的?[一五]年|[一五]年来|本届政府(?:任期|以来|五年)"
)
# 将法治建设作为重点 puts an object before its verb and promises nothing.
_TREATING = re.compile("作为|纳入|列入|摆在|贯穿|融入|转化为")
_PROMISING = re.compile(
    r"(?:我|我们|政府|当局|本府|市府|[\u4e00-\u9fff]{1,3}局|委员会|公司)(?:亦|也|均|正)?(?:会(?!议|员|堂|展|面)|将(?!军)|计划|打算|准备|建议|拟)"
    r"|(?:将|会)(?:会|于|在|继续|进一步|尽快|推出|增加|成立|研究|加强|陆续|分阶段|逐步|全面)|预计|预期|目标是|预定"
)
# 我镇将以…为契机，继续… at the beginning of the last paragraph.
_INTENDING = re.compile(
    r"(?:[我本全][^，,。；]{0,10}|[^，,。；]{2,14}(?:局|厅|委|办|政府|镇|乡|县|市|区))将(?:继续|进一步|以|坚持|深入|全面|始终|认真|持续|不断|加大|严格|切实|按照|紧紧|围绕|紧扣|立足|着力|加快|一如既往)"
)
_RESPONDING = re.compile(
    r"(?:对此|为此|对于?(?:这些|上述|以上|存在的)|针对(?:这些|上述|以上|存在的)|这些(?:问题|不足|困难|都?是)|只要我们|以上(?:问题|不足)|我们(?:将|要|一定|必须|会))"
)
_RESOLVING = re.compile(
    "(?:为此|对此)?[，,]?(?:我[局市县区镇们委厅].{0,4})?(?:要(?!求|素)|应(?:当|该)|必须|须|需要|拟)"
)
_CLOSING = re.compile(
    r"(?:特此|专此|以上|妥否|当否|此致|敬礼|谢谢|各位代表[！!，,：:]{0,2}$|请予审议|请审议|请予审查)(?:报告|汇报|呈报)?.{0,14}$|附件[:：]|（此件.{0,12}）$"
)
_LEAD_IN = re.compile(
    r"(?:现将?|下面).{0,40}(?:报告|汇报|通报|公布|公开)(?:如下)?[：:。]?$|.{0,60}(?:如下|以下几?个?方面.{0,8}|表现在|体现在|主要有|主要是|以下工作|几项工作|几方面工作)[：:。]?$"
    r"|.{0,60}[：:]$"
)
_ENUMERATOR = re.compile(
    r"[一二三四五六七八九十]{1,2}(?:是|要)|其[一二三四五六]|首先|其次|再次|再者|最后[，,]|此外|另外|同时|[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]|——|第[一二三四五六]"
)
# A cue stands early in its sentence; what follows is not looked at, so that a cue costs the same however long that is.
_WINDOW = 160


def heading_cues(words: str, base_year: int | None) -> tuple[Cue, ...]:
    """Return the kinds that a heading names, in the order of its words; none if it only names a theme.

    `base_year` is the year under report: a later one makes a plan.

    >>> [cue.kind.value for cue in heading_cues("存在的问题和下一步打算", 2024)]
    ['problems', 'plans']
    >>> heading_cues("着力解决突出问题", 2024)
    ()
    """
    if _GLOSSARY_HEADING.search(words):
        return (Cue(SectionKind.GLOSSARY, words),)
    if _CLOSING_HEADING.search(words):
        return (Cue(SectionKind.CLOSING, words),)
    if _OTHER_HEADING.search(words):
        return (Cue(SectionKind.OTHER, words),)
    problem = None if _solves(words) else _PROBLEM_HEADING.search(words)
    plan = _plan_hit(words, base_year)
    review = None if problem or _MAKING_SURE.search(words) else _REVIEW_HEADING.search(words)
    if plan and review and not _JOINED.search(words, *sorted((plan.end(), review.start()))):
        plan, review = (None, review) if _REVIEWED.search(words) else (plan, None)
    found = (
        (SectionKind.ACHIEVEMENTS, review),
        (SectionKind.PROBLEMS, problem),
        (SectionKind.PLANS, plan),
    )
    hits = sorted((hit.start(), kind, hit.group()) for kind, hit in found if hit)
    return tuple(Cue(kind, group) for _, kind, group in hits)


def _solves(words: str) -> bool:
    solving = _SOLVING.search(words)
    return solving is not None and "存在的" not in words[: solving.start()]


def _plan_hit(words: str, base_year: int | None) -> re.Match[str] | None:
    hit = _PLAN_HEADING.search(words)
    if hit or base_year is None:
        return hit
    return next((year for year in _YEAR.finditer(words) if int(year.group(1)) > base_year), None)


def admits_problem(sentence: str) -> Cue | None:
    """Find the words by which a sentence admits shortcomings.

    >>> admits_problem("但还存在法治人才短缺、执法能力不足等问题。").words
    '但还存在法治人才短缺、执法能力不足'
    >>> admits_problem("深入梳理法治政府建设存在问题，组建督察小组。")
    """
    window = sentence[:_WINDOW]
    for index, pattern in enumerate(_ADMITTING):
        hit = pattern.search(window)
        if hit and (index > 2 or index == 0 or not _NOT_ADMITTING.search(hit.group())):
            if index == 0 and not re.search(_LACK + "|有待|还不", sentence[hit.end() : hit.end() + 400]):
                continue
            return Cue(SectionKind.PROBLEMS, hit.group())
    return None


def announces_plan(sentence: str, base_year: int | None) -> Cue | None:
    """Find the words by which a sentence opens the plans: 下一步…, or a year later than the one under report.

    >>> announces_plan("2025年，我市将全面推进依法行政。", 2024).words
    '2025年'
    """
    window = sentence[:_WINDOW]
    hit = _PLANNING.match(window)
    if hit:
        return Cue(SectionKind.PLANS, hit.group())
    year = _YEAR.match(window)
    if year and base_year and int(year.group(1)) > base_year and re.search("将|要|计划|力争|争取|重点", window[:60]):
        return Cue(SectionKind.PLANS, year.group())
    return None


def looks_back(sentence: str, base_year: int | None) -> bool:
    """Tell whether a sentence opens a review: 过去五年, or a five-year plan that has ended with the year under report.

    >>> looks_back("“十四五”时期，我市发展极不平凡。", 2025), looks_back("“十五五”时期，我市将加快发展。", 2025)
    (True, False)
    """
    hit = _LOOKING_BACK.match(sentence)
    return hit is not None and all(base_year is not None and year <= base_year for year in years_of(hit.group()))


def promises(sentence: str) -> bool:
    """Tell whether a sentence of a policy address promises (政府会增加拨款。), not reports.

    >>> promises("我们会在明年推出计划。"), promises("政府已完成检讨，并推出新安排。")
    (True, False)
    """
    return _PROMISING.search(sentence, 0, _WINDOW) is not None


def is_policy_address(head: str) -> bool:
    """Tell by its first words whether a text is a policy address, which mixes work and plans sentence by sentence."""
    return re.search("施政(?:报告|方针|计划|纲要)", head) is not None


def intends(sentence: str) -> bool:
    """Tell whether a sentence only promises (我镇将继续加强培训。); plans, where it opens the last paragraph."""
    hit = _INTENDING.match(sentence)
    return hit is not None and not _TREATING.search(sentence, hit.end(), hit.end() + 40)


def introduces_problems(sentence: str) -> bool:
    """Tell whether a sentence only says that there are problems (我们也清醒看到面临的困难和挑战。)."""
    return len(sentence) <= 60 and _INTRODUCTION.fullmatch(sentence) is not None


def responds(sentence: str) -> bool:
    """Tell whether a sentence only promises to deal with the problems just named."""
    return _RESPONDING.match(sentence) is not None


def resolves(sentence: str) -> bool:
    """Tell whether a sentence says what must be done (要创新宣传形式。), as it does after a problem."""
    return _RESOLVING.match(sentence) is not None


def closes(sentence: str) -> bool:
    """Tell whether a sentence is a closing formula (特此报告。) or a salutation."""
    return len(sentence) <= 60 and _CLOSING.match(sentence) is not None


def leads_in(sentence: str) -> bool:
    """Tell whether a sentence only announces what follows (现将有关情况报告如下：)."""
    return len(sentence) <= 90 and _LEAD_IN.fullmatch(sentence) is not None


def enumerates(sentence: str) -> bool:
    """Tell whether a sentence or line goes on with a list (一是, 首先, （二）, ——)."""
    return _ENUMERATOR.match(sentence) is not None
