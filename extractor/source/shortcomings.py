"""A sentence in, whether it says what is lacking out: shortcomings told without a word like 存在问题.

A word of lack counts only where nothing solves it (解决力量不足的问题, 针对执法不规范开展整治).
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from extractor.quick_patterns import compile_quick
from extractor.source.headings import has_quantity

_LACK = compile_quick(
    r"不足|不够|不到位|不强|不高|不大|不深|不实|不严|不畅|不准|不全|不清|不齐|不一|不多|不广|不快|不及时|不规范|不完善|不健全|不平衡|不均|不充分|没有(?!一|发生|松懈|退缩|懈怠|停|放松|因此)|存在(?!有?各种)[^，。]{0,20}(?:情况|现象|问题|倾向)|较为突出|比较突出|仍突出|尚未|仍未|不稳定"
    r"|不适应|不能正常|不相适应|不匹配|不相匹配|不协调|不紧密|不主动|不理想|不明显|不彻底|不系统|不精准|不愿|不敢|不会用|不善|不爱"
    r"|尚未|尚不|尚需|有待|仍需|还需|仍有(?!效|力)|仍然|依然|还有(?:不少|一定|一些|较大|很大)|还不|还没有?|没有充分|未能|未得到|未形成|难以|较难|缺乏|欠缺|短缺|紧缺|缺少|缺口|空白"
    r"|滞后|薄弱(?!村|学?校|户|县|乡|地区)|偏[低少弱软大高长慢紧老窄小散粗重冷](?!温)|缺[编额员](?!报)|仍高达|断崖|骤[降减]|锐减|趴在|较低|较弱|较窄|较差|单一|单薄|粗放|松散|淡薄|弱化|乏力|落后|老化|脱节|流于形式|形同虚设|走过场|参差不齐|差距|偏差|短板|瓶颈|困难(?!群|家|企|职|人|学|户|党|妇|儿|老|对|救|补|残|的?群众)|压力(?:较|很)?大"
    r"|发现难|取证难|处置难|时有发生|重[^，。、]{1,6}、?轻[^，。、]{1,6}|老旧(?=[，。；、！]|$|失修|破)|陈旧(?=[，。；、！]|$|破|落)|拖沓|空缺|良莠不齐|捉襟见肘|达不到|停留在|偏慢|偏长|偏窄|跟不上|不透|不熟|不力|不佳|不扎实|不准确|生硬|盲区|断档|青黄不接|繁琐|掣肘|迟缓|欠佳|欠账|碎片化|畏难|推诿|接不住|没有减下来|(?<!过分)悬殊|徘徊|却只|只排|搭不上|不搭边|说不清|凭(?:老)?经验|吃紧|名存实亡|不易(?<!来之不易)(?=[，。；]|$)|找不[到住上好]|留不[到住上好]|招不[到住上好]|用不[到住上好]|管不[到住上好]|只有|得不好|瑕疵|毛病|屡禁不止|居高不下|层出不穷|不牢|流于|断层|流失|匮乏|凤毛麟角|屈指可数|寥寥|不精|不相称|不对称|不对等|日益突出|日益凸显|愈加突出|愈加凸显|愈发突出|愈发凸显|尤为突出|依旧存在|发挥有限|作用有限|成效有限|效果有限|能力有限|力量有限|手段有限|办法有限|还?不到家|起步晚|顾而不问|一督了之|顾此失彼|力不从心|疲于应付|招不来|(?:并不|不太|不大)满意(?![度率])|既缺[^，。；]{1,6}又缺|(?:还|仍|仍然|存在|依然)[存有]?(?:在|一些|不少)?死角"
)
# What says the same in a passage on problems, and elsewhere may say something else.
_WEAK = compile_quick(
    r"矛盾(?:较|较为|比较|十分|日益|依然)?(?:突出|凸显|加剧)|(?:现象|问题)(?:较|也较)?突出|压力[^，。]{0,6}(?:加大|增大|凸显|不减)|难度[^，。]{0,2}(?:加大|增大|不小)|仅(?:有|为|占|剩|完成|对)?\s?[\d一二两三四五六七八九半]|只(?:占|完成|做了|接待|到|剩)|不到[一二三四五六七八九两半\d]"
    r"|没(?=[跟动见控落完到办做想管抓建配破改]|人(?!员)|杜绝|人管|几[家个])|未(?:达|入账|兑付|落实|上缴|到位|开工|动工|获|完成|破题|按|见(?!明)|跟上|覆盖)|不上(?=[，。；]|$)|[动办走推]不了|不同意的|一模一样|照抄|断了|赶不上|供不应求|挤占|高位运行|收不抵支|入不敷出|一问三不知|不文明|不严谨|不少?意见|意见(?:较|很|比较)?大|怨言|抱怨"
    r"|弱项|盲点|堵点|空壳|硬伤|杯水车薪|颗粒无收|倒挂|简陋|反弹|(?:人口|人才)[^，。]{0,4}(?:外流|流失|出走)|低迷|持续高发|多发|缓慢|末位|垫底|松弛|松懈|涣散|漂浮|失之于|教训[深沉惨]|(?:影响力|规模)有限|吃力|疲于|隐忧|时紧时松|(?:连续|持续)[^，。]{0,8}下降"
    r"|(?<![减缩较更最降压至极多不长大老弱很])(?:慢|少|弱|窄|短|薄|散|乱)(?=[，。；、]|$)"
)
_SOLVED = re.compile(
    r"(?:未发生|没有发生|未出现|没有出现|不惧|不怕|不畏|战胜|解决|破解|攻克|克服|针对(?!性)|关于(?=[“「])|着力|补(?=短|弱)|强(?=弱)|补齐|补足|补强|弥补|整改|整治|纠正|化解|治理|查找|查摆|排查|梳理|聚焦|瞄准|紧盯|直面|正视|防止|防范|避免|杜绝|遏制"
    r"|扭转|缓解|改变|改善|改进|消除|破除|打通|面对|应对|指出|剖析|提升|提高|增强|加强|扩大|完善|健全|强化|推动|推进|督促|通报|反馈|成为历史|不再|零容忍|分析|研判|围绕|晒|亮(?!点)|挑(?!战)|揪)"
    # 推进力度不够, 问题整改不彻底 and 解决问题的能力不足 tell of lack: there these words are no acts.
    r"(?!工作|力度|能力|水平|进度|进展|体系|机制|措施|效果|实效|成效|步伐|意识|空间|手段|方式|问题的?能力|不(?!力|足|够|规|到|作|健|完)|得(?:还|不)|还|仍|尚|有待|缓慢|滞后|困难)"
)
_ACTS = "完成|办结|查处|化解|实现|建成|开展|办理|印发|出台|举办|组织|受理|审结|新增|达(?!不)"
_COUNTED = "|".join(rf"(?<![仅只高]){act}[^，。]{{0,20}}\d" for act in _ACTS.split("|"))
_DONE = re.compile(
    rf"了(?<!为了)(?<!除了)(?![解之])|已经?|\d[\d.]*%以上|率达|圆满|(?<!未)(?<!未能)(?<!没有)(?:如期|按期)|{_COUNTED}"
)
# 开展不够，全年仅评估了2项: what is told behind a lack in these words alone is part of it.
_PASSED = frozenset({"了", "已", "已经"})
_STILL = re.compile("(?:仍|尚|还|却|并|至今|迟迟|依然)(?:没|未(?!发))")
_EASED = re.compile(
    r"(?:得到|明显|进一步|逐步|持续|有效|大幅|有所)(?:减少|缓解|改善|破解|解决|好转|下降|扭转|遏制)"
    r"|进行[^，。]{0,8}(?:督查|督察|整改|整治|清理|通报|讲评)"
)
# 加强动态监管，及时关停更新不及时的账号: what begins with an act tells of no lack.
_ACTING = re.compile(
    "(?:同时|并|还|此外)?[，,]?(?:进一步|着力|大力|全面|及时|持续|不断|切实|严格)*(?:加强|加大|完善|健全|推进|推动|开展|强化|深化|规范(?!性)|建立|落实(?!不|力度)|组织(?!领导不)|对存在)"
)
# 去年年报提到的“监管依据不清”，今年已出台指引: what was lacking last year.
_LAST_YEARS = re.compile("(?:去年|上年度?|上一年度?)[^，。]{0,12}(?:提到|指出|所列|反馈)")
_SORRY = re.compile(
    "(?:没|未)(?:能)?[^，。]{0,8}(?:办好|做好|做到|办成|办完)[^。]{0,30}(?:抱歉|对不起|愧疚|惭愧|歉意|遗憾|认个?错|检讨|道歉|过意不去)|(?:事故|事件|案件)[^。；]{0,30}(?<![吸汲记接]取)(?<!深刻)教训(?:十分|极其|极为|非常|尤为)?(?:沉痛|惨痛|深刻)"
)
# 与市一中相比，优秀率低了6.2个百分点。 没有完成年度任务。
_BEHIND = compile_quick(
    "未(?:达到?|完成)(?:预期|年度|年初|预定|计划|目标)|(?:不及|低于|没有达到|未能?达到)预期|[与同和跟][^，。；]{2,16}?相?比[，,][^。；]{0,40}?(?:低了|少了|差了|慢了|落后|不如|只有|仅有|偏[低少慢长]|跟不上)"
    "|(?:没有|未能?)(?:完成|达到|实现)[^，。；]{0,10}(?:任务|目标|计划|预期)|(?:没能|未能|没有)按(?:期|时|计划)(?:动工|开工|完工|完成|建成|投用|交付)"
    "|[，,]比(?:年初|年度|预定)?(?:的)?(?:目标|计划|预期)(?:低|少|慢)了?"
)
# 有的单位以“转”代“办”；个别乡镇办理质量不高。
_SOME = re.compile("(?:有的|有些|个别|少数)[^。；]{4,}；(?:有的|有些|个别|少数|部分)")
_VOICE = re.compile(
    "(?:还|也|又)?有(?:的|些|部分|不少)?(?:人|群众|企业|代表|读者|家长|居民|职工|学生|患者|老百姓|基层干部|会员|农户|村民|业主|商户|服务对象|师生|旅客|乘客|纳税人)(?:们)?(?:说|直言|反映|提出|着急|担心|抱怨|埋怨|提意见)"
    "|(?!针对|围绕|就|对)[^，。；：]{0,20}(?:[组室委局办]|人大|检查|督[察查]|巡[察视]|评估|专家|媒体|审计|企业|群众|市民|学生|同学|家长)[^，。；：]{0,14}(?:指出|提出|认为|反馈|反映|说)[，,：:]"
    "|[^，。；：]{2,20}(?:书面|反馈|检查|审计|整改)意见[，,](?:认为|指出)"
    "|(?:市民|群众|媒体|企业)[^，。；：和、]{0,14}批评"
    "|(?:当然|同时|但)?[，,]?(?:我们)?也(?:听到|收到)了?[^。]{0,24}(?:批评|意见|抱怨)"
    "|[^。：]{0,24}(?:群众|企业|代表|读者|家长|居民|职工|学生|患者|老百姓)反映(?:较|比较|最|最为)?(?:集中|强烈|突出|多)的[^，。：]{0,12}[：:]"
)
# What was done about it in the end: 有群众反映路灯不亮，社区当天修好了。
_ANSWERED = re.compile(
    r"已经?|整改(?![不缓]|时紧)|当[天日场即]|立即|随即|马上|(?:好|完|成|通|掉|清|结|齐)了|\d[\d.]*%以上"
)
# Everyday words for what is not as it should be: one of them says little, a paragraph full of them is no work done.
_BLEAK = re.compile(
    "没(?!收)(?=[^，。；])|至今|始终(?![把以将做]|坚|牢|不渝|如一)|照样|迟迟|依旧|仍|还(?:[是没不剩欠停]|[有要]待)"
    "|不(?![断仅但予得同再忘限超懈折可已漏落含良法变误遗让留在])(?!动产|少于|低于|住宿|发生|打折|松)|未(?!来|成年|遂|央|发生|出现)|难(?![忘题点关得民度])|却|[只仅](?![要用需])"
    "|闲[置在着]|拖[到了着欠延]|坏了|烂在|荒[着了草]|堵[成着]|淹|摆设|抽不|怕|绕着|意见(?:很|较|比较)?大|套话|原地|硬骨头|各干各|上访|了之|怨|晚了|停了|空[着了]|锁着|耗在|跑[三四五几]"
)
# What such a paragraph opens with: 成绩之外，还有几笔账要算清楚。 说到难处，首先是人留不住。
_SOBER = re.compile(
    "但|不过|然而|可是?|冷静|静下心|成绩(?:之外|背后)|回过头|翻看|对照|坦率|.{0,24}?(?:兑现|遗憾|难处|短处|家底|欠账|账要算|不好|如意|没办|着急|揪心|心病)"
    "|[^，。]{0,8}，?[也还](?:有|留下|照出|暴露|存在)|需要[^，。]{0,10}(?:报告|说明)"
)
_WORKED = re.compile(f"{_COUNTED}|同比|增长|提高到|顺利|圆满|荣获")
# Of a bleak paragraph, so few sentences may be without such words, and so few count work done.
_BRIGHT, _BUSY, _SEVERAL = 0.5, 0.2, 3
_CLAUSE = re.compile(r"[^，,。；;：:！？]+")

# A clause among work done that ends in what is lacking, 宣传覆盖面较窄, or says what is not done yet; but where it, or
# the one behind it, says that something is done about it, names what others lack, or what was faced, it is none.
_SHORT = (
    "(?:(?<!的)不足|滞后|[较偏]窄|偏[高低少弱大软]|(?:招聘|运转|周转|融资|推进|取证|送达|执行|生活|就医|出行)困难|居高不下|不到位|不规范|不充分|不[高强够深严细牢紧畅]"
    "|较[少低弱差]|薄弱|形同虚设|[缺差][口距](?:较|还|仍)?大|受阻|短缺|匮乏|参差不齐|流于形式|时有发生|屡禁不止|多发|反复率高|难度(?:较)?大|不及预期|不理想|断档|老化|欠缺"
    "|缺失|脱节|堪忧|走低|不配套|不均衡|跟不上|未达到?[^，]{1,10})"
)
_ENDS_SHORT = re.compile(f"{_SHORT}$")
_MAY_BE_SHORT = compile_quick(f"{_SHORT}|尚未|仍未|未能|至今|尚有|仍[有仅不]|缺额|没有根本")
_NOT_YET = re.compile(
    "[^，]{0,24}?(?:尚未(?!发|[^，]*的)|仍未(?![^，]*的)|未能(?!源|[^，]*的)|至今(?:没有|未)|尚有[^，]*[未没]|仍有[^，]*(?:[未不没违]|短缺|差距)|仍仅|仍不时|缺额[达仍还]|没有根本(?!的|利益|冲突))"
)
_ACTED_ON = re.compile(
    "没有(?:出现|发现|发生|因)|未(?:发生|发现|出现)|解决|退回|补正|纠正|问责|整改|清理|化解|针对|破解|缓解|扭转|克服|战胜|应对|面对|弥补|补[充齐强]|填补|纾[缓解]|改[善进变]|消除|正视|查[找摆]|反思|剖析|指出|确保|降[低至到为]|减少|查处|督促|约谈|通报|防止|避免|杜绝"
    "|世界|国际|外部|对[^，]{2,}的(?:单位|部门|乡镇|企业|个人)|^(?:一旦|如果|要是|虽然?|尽管)|遇[到过]|风险"
)
# 电信网络诈骗多发，我局开展专项宣传。
_ACTS_ON_IT = re.compile(
    "[^，]{0,8}?(?:开展|组织|推动|推进|加强|强化|加大[^，]*力度|实施|采取(?!的)|建立|出台|制定|印发|落实|排查|整治|协调|投入|争取|增[设派]|选派|招聘|引进|培训|启动|集中|联合|会同)"
)


@lru_cache(maxsize=1024)
def shortfall(sentence: str) -> int | None:
    """Return where a sentence among work done begins to say what is lacking, if of nothing there it is done about it.

    What stands before it is part of it, unless it counts what was done.

    >>> shortfall("受理投诉90件，面向小餐饮的宣传覆盖面较窄。"), shortfall("物业纠纷居高不下，占总量的37%。")
    (8, 0)
    >>> shortfall("其中12个议题因依据不足被退回补充。"), shortfall("电信网络诈骗多发，我局开展专项宣传。")
    (None, None)
    """
    clauses = list(_CLAUSE.finditer(sentence, 0, 200)) if _MAY_BE_SHORT.search(sentence, 0, 200) else []
    for clause, behind in zip(clauses, [*clauses[1:], None], strict=False):
        words = clause[0].strip()
        short = _ENDS_SHORT.search(words) or _NOT_YET.match(words)
        acted = _ACTED_ON.search(words) or (behind and (_ACTED_ON.search(behind[0]) or _ACTS_ON_IT.match(behind[0])))
        if short and not acted:
            return clause.start() if has_quantity(sentence[: clause.start()]) else 0
    return None


def describes_lack(sentence: str) -> bool:
    """Tell whether a sentence says what is lacking, and nothing that was done about it.

    >>> describes_lack("执法车辆、装备主要靠借用，与繁重的任务极不匹配。")
    True
    >>> describes_lack("针对程序不规范等问题开展整治，发出建议17份。")
    False
    """
    if _ACTING.match(sentence) or not _tells_lack(sentence):
        return False
    if _LAST_YEARS.match(sentence) and not _STILL.search(sentence):
        return False
    done = _DONE.search(sentence[:200])
    if done is None or _STILL.search(sentence, done.end(), 200):
        return True
    told = _CLAUSE.findall(sentence[: done.start()])[:-1]
    if done.group().startswith("达"):
        return any(map(_lacks, told))  # 欠账较多，超期过渡的达905户
    return done.group() in _PASSED and any(map(_is_short, told))


def names_lack(sentence: str, *, weak: bool = False) -> bool:
    """Tell whether a clause of a sentence says what is lacking and is not itself about what was done.

    `weak` lets words count that elsewhere may say something else (不到一半).

    >>> names_lack("不过部分镇街线索移交不够及时，错过了取证时机。"), names_lack("但力量不足的问题已经解决。")
    (True, False)
    """
    told = (clause for clause in _CLAUSE.findall(sentence[:200]) if _lacks(clause) or (weak and _is_short(clause)))
    return any(_STILL.search(clause) or not _DONE.search(clause) for clause in told)


def complains(sentence: str) -> bool:
    """Tell whether a sentence says what others miss or have more of, what was not reached, or is sorry for it.

    >>> complains("有人说，树栽下去了，管护没跟上。"), complains("有几件事没办好，向大家说声抱歉。")
    (True, True)
    >>> complains("有群众反映路灯不亮，社区当天修好了。")
    False
    """
    if _SORRY.search(sentence, 0, 200) or _BEHIND.search(sentence, 0, 120):
        return True
    if _SOME.match(sentence):
        return _tells_lack(sentence)
    voice = _VOICE.match(sentence)
    if voice is None or not _tells_lack(sentence[voice.end() :]):
        return False
    last = _CLAUSE.findall(sentence)[-1]
    return _lacks(last) or _ANSWERED.search(last) is None


def is_bleak(paragraph: Sequence[str]) -> bool:
    """Tell whether a paragraph opens soberly and goes on in everyday words about what is not as it should be.

    >>> is_bleak(["成绩之外，还有几笔账要算。", "污水至今直排信江。", "安置房拖到年底还有两栋没封顶。"])
    True
    >>> is_bleak(["全年办案30件。", "至今没有一件被撤销。", "不合格产品全部下架。"])
    False
    """
    if len(paragraph) < _SEVERAL or _SOBER.match(paragraph[0]) is None:
        return False
    dark = sum(_BLEAK.search(words) is not None or describes_lack(words) for words in paragraph)
    busy = sum(_ACTING.match(words) is not None or _WORKED.search(words) is not None for words in paragraph)
    return dark >= len(paragraph) * (1 - _BRIGHT) and busy <= len(paragraph) * _BUSY


def reports_work(sentence: str) -> bool:
    """Tell whether a sentence says what was done, and nothing that is lacking.

    >>> reports_work("全年办结案件30件。"), reports_work("取证难、投诉占比已升至37%。")
    (True, False)
    """
    return _tells_act(sentence) and not _tells_lack(sentence)


def _tells_act(sentence: str) -> bool:
    return _ACTING.match(sentence) is not None or _DONE.search(sentence[:200]) is not None


def _tells_lack(sentence: str) -> bool:
    return any(map(_is_short, _CLAUSE.findall(sentence[:200])))


def _is_short(clause: str) -> bool:
    return _lacks(clause) or _lacks(clause, _WEAK)


def _lacks(clause: str, words: re.Pattern[str] = _LACK) -> bool:
    lack = words.search(clause)
    if lack is None or _EASED.search(clause, lack.end()):
        return False
    solved = _SOLVED.search(clause)
    return solved is None or solved.start() >= lack.start()
