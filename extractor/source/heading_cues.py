"""A heading's words in, the kinds that it names out: data with reasons, and the smallest code around it.

短板, 困难, 挑战 or 问题 alone say nothing: most headings solve problems (着力解决突出问题) and do not admit any.
"""

import re
from typing import NamedTuple

from extractor.quick_patterns import compile_quick
from extractor.source.dates import plan_ahead
from schemas.section import SectionKind


class Cue(NamedTuple):
    """A kind and the words that gave it away."""

    kind: SectionKind
    words: str


LACK_WORDS = "问题|不足|困难|差距|短板|薄弱环节|薄弱点|弱项|欠缺|挑战|不够|缺点|短处|欠账|软肋"
LACK = f"(?:{LACK_WORDS})"
NUMBERED_PROBLEM = r"问题(?:[一二三四五六七八九十]{1,2}|\d{1,2})"
"""A label that only counts the problems: 问题2."""
_AND = "[和与及、暨]|以及"
_PROBLEM = compile_quick(
    rf"(?:存在|面临).{{0,14}}{LACK}(?:之处)?|面临.{{0,6}}课题|[几一二两三四五][点个]{LACK}$|{LACK}(?:{_AND})?{LACK}|(?:主要|工作|突出)(?:不足|短板|困难|差距)|主要问题"
    rf"|(?:工作|目前|当前|现有)中?的(?:主要)?{LACK}|薄弱(?:环节|点|之处)|不足之处|原因(?:剖析|分析)"
    rf"|(?:还(?:差|缺|欠)|欠[着下了])(?:什么|哪些|哪里|在哪)|差在哪|^{NUMBERED_PROBLEM}$"
    rf"|不[容能可]忽视的(?:{LACK}|矛盾|情况|现象|方面)|(?<![一再])[说谈讲话](?:问题|不足|短板|差距|困难)$|(?:自查|发现|存在)的?(?:问题|不足)清单"
    r"|(?:遇到|碰到|面临|存在)的?(?:主要|突出|共性|一些)?(?:难题|难处|难点|烦恼|障碍)|^毛病"
    rf"|[还仍尚]有(?:哪些|什么|一些|不少|很多)?{LACK}|哪些{LACK}$"
    rf"|(?:反思|检视|剖析)(?=$|{_AND})|^(?:存在)?{LACK}清单$|^{LACK}(?:方面|所在)?(?=$|{_AND})|难点(?:{_AND}){LACK}|(?:问题|差距|不足)检视|^(?:检视|自查)(?:出|发现)的?.{{0,4}}{LACK}"
    "|(?:需要?|有待|亟待|尚需|仍需)(?:进一步)?(?:改进|加强|提高|完善|解决|提升|努力)的(?:方面|地方|工作|问题|环节|事项)"
    rf"|(?:需要?|要|应|值得)(?:引起)?(?:高度)?(?:重视|关注|注意|反思)的|(?:放不下|放心不下|发愁|犯愁|揪心|头疼|惦记)的?(?:事|地方|问题)|{LACK}(?:在(?:哪里?|何处)|何在)|{LACK}(?:也|却|同样)?(?:不能|不容|不可|不应|不该)(?:回避|忽视|讳言|小视|低估)"
    rf"|^(?:直面|正视|反思|检视)(?:工作)?(?:中的)?{LACK}(?:{LACK_WORDS})?(?=$|[：:，,])"
    rf"|^检讨(?=$|{_AND})"
    "|[扣失]分(?:原因|情况|项目?)$|找差距$|欠[着下了]?[^，。]{0,8}[账债]$|[还仍尚]有[^，。]{0,6}(?:不如意|不满意|遗憾|烦心事|闹心事)|难念的(?:那本)?经$|(?:疙瘩|难处|心病|烦恼)[”」]?$|^回过头[来看]{1,2}$|中的(?:主要)?(?:难点|难题|堵点|痛点|症结|瓶颈)$|(?:指出|反映|查出|发现)的(?:主要|突出|共性)?(?:问题|不足)$|(?:制约|影响|困扰)[^，。]{0,12}(?:因素|难题|瓶颈|障碍)|(?:未能?|没有?|没能)(?:完成|达标|落实|办结)的?(?:事项|任务|工作|指标|项目|目标)?(?:[和与及、]?其?原因|$)"
)
# What is done to problems makes no section of problems: before them (解决突出问题), or right behind (突出问题整治).
_SOLVING = re.compile(
    "解决|破解|整改|化解|整治|治理|攻克|补齐|补足|回应|聚焦|查找|排查|防范|克服|应对|纠治|针对|围绕|直面|瞄准|紧盯|反馈|弥补|破除"
)
_SOLVED = re.compile(
    "(?:的|加快|加速|逐步|得到|不断|有效|持续|全面|进一步)*(?:补[齐强足]|弥补|破解|消除|缓解|整改|整治|治理|清零|销号|化解|排查|清理|纠治|督[查察办]|办理|解决|处理)"
)
_PLAN = compile_quick(
    r"下一?步|下一?阶段|下半年|今后|接下来|未来(?:五年|三年|[几一二两]|发展|工作|施政|重点|展望|计划|目标|任务|之路)|展望|明年|下一?年|来年|后续(?:工作|安排|打算|计划|整改)|打算"
    rf"|计划(?:安排|{_AND})|(?:工作|推进)计划|工作(?:安排|思路|设想|部署|展望|重点|举措|措施|要点)$|努力(?:的)?方向|改进(?:的)?方向|奋斗目标|总体要求|预期目标"
    rf"|(?:目标|重点|主要|工作)任务(?=$|{_AND})|(?:改进|整改|完善|解决)(?:提升|落实|工作)?的?(?:措施|方向|举措|情况|办法|思路|对策|路子|路径|打算)|(?:主要|发展|规划|工作)目标|总体(?:思路|安排)|[（(]草案[）)]"
    r"|五”?时期.{0,12}(?:目标|任务|思路|蓝图)|^(?:工作|整改)?(?:任务|整改|措施)清单$|(?:工作|对策|意见|措施)(?:与|和|及)?建议$|^(?:审计|整改|管理|几点|有关|相关)?(?:意见)?建议$|^(?:新|下)一?(?:学年|学期|财年|年度)|设想$|^(?:工作)?(?:计划|打算|对策|安排)$|[往朝向]哪[儿里个]?[^，。]{0,4}(?:使劲|用劲|发力|用力|走|去|使)[？?]?$|(?:用力|发力|主攻)(?:的)?方向$|^(?:启程|奔赴|走进|迈[进入向]|开启)新的?一年|(?:我们)?这样(?:走|干)$|(?:今年|明年|新一年|20\d\d年)[^，。]{0,8}工作的?(?:几点)?(?:建议|意见|安排|部署|任务)$|再出发$|怎么(?:还|补)(?:上|账|债)?$|^[往向朝]前[走看]$|处理办法$|(?:策进|精进)(?:作为|方向|措施|方案)?$|因应(?:对策|措施|作为|策略|方案)|(?:应对|破解|解决|化解)之(?:策|道|方|举)$|(?:将至|在即|临近)(?=[，,])|^(?:下一?步|今后|接下来|往后)?怎么(?:办|改|做|干|走)[？?]?$|(?:新的?[一学]年|明年|来年|20\d\d年)[^，。]{0,4}怎么(?:办|改|做|干|走|抓)[？?]?$"
)
# What follows the word for problems in one heading, joined to it: 问题与对策, 存在的不足和建议.
_ANSWER = re.compile(f"(?:{_AND})(?:工作|有关|相关|几点)?(?:对策|建议|措施|举措|展望|打算|计划|改进|整改|安排|思路)")
# 强化工作部署, 细化工作举措: what is done about the work is no plan of it.
_MANAGING = re.compile("(?:强化|细化|加强|抓好|完善|做好|落实|统筹|明确|优化|突出|实化|健全|创新|提升).{0,6}$")
# What is still to come is planned, whatever is done about it: 明确努力方向.
_AHEAD = re.compile("下一?步|后续整改|下一?阶段|今后|明年|来年|下一年|(?:努力|改进)的?方向")
_REVIEW = re.compile(
    r"回顾|成效|(?<!优异)成绩|成果|总结|完成|取得|过去|情况|做法|亮点|经验|特点|进展|(?:主要|重点|所做)工作$|履职|履行|责任落实(?:情况)?$|开展的工作|工作开展"
)
# These outweigh a word of planning in one heading (完成目标任务, 五年规划落实情况); the others do not (主要工作).
_REVIEWED = re.compile(r"回顾|成效|(?<!优异)成绩|总结|完成|取得|(?<!打算)(?<!安排)(?<!计划)(?<!思路)(?<!改进)情况$")
# 保证计划的完成 and 完成预算的主要措施 tell of no work done: a theme, whose kind is that of the parts around it.
_MAKING_SURE = re.compile("(?:保证|确保|力争)[^，。]{0,20}(?:完成|实现)|^(?:完成|实现).*(?:措施|举措)$")
_JOINED = re.compile(_AND)
_GLOSSARY = re.compile(
    r"(?:名词|术语|词语|用语|词汇|缩略语)[、和及]?.{0,6}(?:解释|注释|说明|释义)|^(?:注释|附注|有关说明|相关说明)[:：]?$"
)
_OTHER = re.compile(r"其他.{0,8}事项|需要说明的")
_CLOSING = re.compile(r"^(?:附件|附表|附：|抄送|联系人|联系电话|附录)")
# 2024年1月 dates an act; 2024年工作 is a year's.
_YEAR = re.compile(r"((?:19|20)\d\d)(?:年(?!\s?\d{1,2}月)|(?=[，,：:]))")

# 为“十五五”良好开局奠定坚实基础 tells of work done.
_GROUNDS = re.compile("奠定|打下|夯实|提供|创造")


def heading_cues(words: str, base_year: int | None) -> tuple[Cue, ...]:
    """Return the kinds that a heading names, in the order of its words; none if it only names a theme.

    `base_year` is the year under report: a later one makes a plan.

    >>> [cue.kind.value for cue in heading_cues("存在的问题和整改措施", 2024)]
    ['problems', 'plans']
    >>> heading_cues("着力解决突出问题", 2024)
    ()
    """
    for kind, pattern in (
        (SectionKind.GLOSSARY, _GLOSSARY),
        (SectionKind.CLOSING, _CLOSING),
        (SectionKind.OTHER, _OTHER),
    ):
        if pattern.search(words):
            return (Cue(kind, words),)
    problem = _problem_hit(words)
    plan = _plan_hit(words, problem, base_year)
    review = None if problem or _MAKING_SURE.search(words) else _REVIEW.search(words)
    if plan and review and not _JOINED.search(words, *sorted((plan.end(), review.start()))):
        plan, review = (None, review) if _REVIEWED.search(words) else (plan, None)
    found = (
        (SectionKind.ACHIEVEMENTS, review),
        (SectionKind.PROBLEMS, problem),
        (SectionKind.PLANS, plan),
    )
    hits = sorted((hit.start(), kind, hit.group()) for kind, hit in found if hit)
    return tuple(Cue(kind, group) for _, kind, group in hits)


def _problem_hit(words: str) -> re.Match[str] | None:
    """Find where a heading names problems, unless it solves them."""
    hit = _PROBLEM.search(words)
    if hit is None or _SOLVED.match(words, hit.end()):
        return None
    if hit.start() == 0:
        return hit  # 直面短板：账要算清楚
    solving = _SOLVING.search(words, 0, hit.end())
    return hit if solving is None or "存在的" in words[: solving.start()] else None


def _plan_hit(words: str, problem: re.Match[str] | None, base_year: int | None) -> re.Match[str] | None:
    hit = _PLAN.search(words)
    if hit and (_AHEAD.match(hit.group()) or not _MANAGING.search(words, 0, hit.start())):
        return hit
    answer = _ANSWER.match(words, problem.end()) if problem else None
    if answer or base_year is None:
        return answer
    ahead = next((year for year in _YEAR.finditer(words) if int(year.group(1)) > base_year), None)
    coming = ahead or plan_ahead(words, base_year)
    return None if coming is None or _GROUNDS.search(words, coming.end()) else coming
