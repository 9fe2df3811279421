"""Phrases: the words of a clause cut into who, what is done, and to what.

In: the words on one side of a number. Out: parts of them. No word list can split Chinese into words; but reports open
a clause with one of some hundred verbs of office work (受理, 建成), put a fixed set of fillers before it (全年共), and
join the counted noun to what it did with a small set of verbs and particles. Cuts fall only there.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from extractor.quick_patterns import compile_quick

LIMIT, ROOM = 22, 18
"""How many characters a name may have, and how many before it is shortened where that costs nothing."""
_TABLE = (Path(__file__).parent / "verbs.txt").read_text(encoding="utf-8")


def _alternatives(words: Iterable[str]) -> str:
    """Write words as a pattern with one alternative a first letter, which is told at a glance whether it may match."""
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in tails.items())


_OFFICE_VERB = _alternatives(_TABLE.partition("\n")[2].split())
_NO_NOUN = (
    "(?![率量数额值期员班师院局庭站室类性册栏])(?!组(?![织成建]))(?!处(?![理罚置分]))"
    "(?!委(?![托派任屈员])|时限|期限|环节|材料|中心|委员会|队伍|成功率|条例)(?<!座谈(?=会))"
)
OPENING = compile_quick(f"(?:{_OFFICE_VERB}|获(?![取得评批])|[收审结办](?=各类|[一二]审|行政|民事|刑事)){_NO_NOUN}")
"""A verb at the beginning of a phrase."""
VERBS = compile_quick(f"(?:(?:(?:{_OFFICE_VERB}){_NO_NOUN}|[、和与或并])+)了?")
"""Verbs only: 审结, 调解和解, 废止或宣布."""
_FURTHER = re.compile(f"([、和与或及]?){OPENING.pattern}(?!了)")
_LIGHT = re.compile("(?:组织|开展|举办|进行|完成|实施|推动|推进|接受|举行|安排)(?=..)")
_DOING = (
    "完成|召开|通过(?!率)|参与|参加|受理|提供|开展|建立|建成|实现|涉及|覆盖(?<!全覆盖)(?!率|面)|履行|接受|给予|得到|取得"
    "|进行|组织(?<![会党层济际解务]组织)|举办|获得|获评|荣获|获(?![取得评批])|入选|列入|纳入|划入|成立|设立|开设|形成|提出"
    "|(?:创建|命名|认定|评定|确定|列)为|签订|配备|升格|跻身|投入使用|投用|担任"
)
DOING = re.compile(f"(?:{_DOING}){_NO_NOUN}")
"""A verb that ends a counted noun in the middle of a phrase (31个单位|开展)."""
_NEGATED = re.compile("^(?:不予?|尚?未予?|准予|免予)(?=..)")
_AS_NOUN = re.compile(
    "..(?:编制|申请|仲裁|投诉|举报|咨询|培训|宣传|学习|考核|演练|测试|调研|监督|审计|补贴|补助|援助|奖励|处分)$"
)
_GROWING = ["(?<!稳)增长", "下降", "增加", "减少", "提高", "提升(?![和与及、])", "上升", "压减", "缩减"]
STRONG = compile_quick(
    f"(?:{_DOING}|占(?!比|地)|达到|迈上|突破|超过|居(?=全|第|世)"
    f"|{'|'.join(f'{verb}(?!值|工程|行动|计划|项目|率|额|量|类)' for verb in _GROWING)}"
    f"|均(?<![平人户亩日月年]均)(?![衡价等质])|全部|已(?!经|死亡|故|婚)|共(?<!公共)(?![同建享治服和产青])|被|将(?!军)){_NO_NOUN}"
)
"""The same, or a verb or adverb of amount."""
_WORKERS = (
    "室 局 院 所 会 队 站 负责人 领导 主任 部门 机关 单位 人员 企业 公司 群众 政府 律师 乡镇 镇街 街道 县市 县区 区县 "
    "村 社区 学校 医院 组织 干部 职工 中心 顾问 机构 员 者"
)
_WORKS = compile_quick(f"(?:{'|'.join(f'(?<={word})' for word in _WORKERS.split())})(?P<verb>{OPENING.pattern})")
"""A worker and what he does: 法律顾问室|审查."""
_MEANS = (
    "平台 方式 形式 渠道 系统 热线 机制 领域 方面 环节 行业 活动 网站 小程序 公众号 会议 机会 契机 抓手 载体 模式 "
    "期间 举措 措施 工程 行动"
)
_BY_MEANS = re.compile(
    "(?:围绕|针对|聚焦|按照|根据|依托|通过|利用|结合|借助|以|在|经|由)"
    f"(.*?(?:{'|'.join(f'(?<={word})' for word in _MEANS.split())})[”》等]*)(?=(?:主动)?{OPENING.pattern})"
)
"""By what means something is done: 通过“光明就业网”平台|发布."""
_PARTICLE = compile_quick(
    "在(?![建校册职岗线编逃押营])|(?<![应面核校结])对(?![外口象])|(?<!原)因|(?<![行作])为(?!民)|把|按|(?<![所可])以(?![上下内外])|(?<![对关由高低大小多少优快慢])于|(?<![方意定])向(?![型上好善])|从(?!业)|(?<![集高初])中(?=年收入|“|[仅只未]|不足|符合|具有|取得|有|的|已|设|[排位名]|居|$)"
)
_FILLER = (
    "由于|因为|因此|虽然?(?=..)|从而|其中|同时|此外|截[至止](?:目前|[年月]底)|目前|今年以来|今年(?:年?[底末])?|去年(?:年?[底末])?|全年|年内|年度|[上下]半年|当年|近年来|[一二两三四五六七八九十几]年(?:多来|来|间)|[年月]初|年中|[至到](?:年底|目前)前?|以来|期间|年[末底]前?|月[末底]前?|期末|本年[内度]?(?!度)|累计|合共|共计|合计|总计|先后|连续|再次|首次|成功(?!率|$)|积极|大力|扎实|有效(?![率期])|当期|"
    "有序|稳步|严厉(?=打击|惩|查|处)|从严(?=惩|查|打击|处理)|深入(?=推进|开展|实施)|持续(?=(?:推进|开展|深化|优化|提升)..)|圆满|顺利|率先|第一时间|及时(?=[办处化查回公])|依法依规|依法(?![治行执])|(?:高质量|高标准)(?!农田|基本)|"
    f"力争|(?:确保|计划|预计|决定|拟|现|可)(?={OPENING.pattern}|[在全新])|(?:全面|动态|认真|切实|严格|及时|正式|随机|主动(?!公开)|按时|按期|如期|带头|集中(?!供[养水热暖]|采购|隔离|治疗|安置)|专题|妥善|累计|突出|滚动|分批次?|分[期步])(?={OPENING.pattern})|已经|已|共(?![同建享治服和产青济聚识])|并(?![购网联轨])|还(?![款本贷债林耕建草湿])|又|再(?![生就贷担制融])|也|则|而(?![且后])|就(?![业医学地近诊读餐])|均(?![衡价])|仅|约(?![谈束定])|近(?![平岸海郊视代景])|超(?![级市声限载标期龄额员速重生算高充大低细导长过])|超过(?=[全我本][省市区县国])|达(?![标成拉])到?"
)
_LEAD = re.compile(
    "(?:经(?:依法)?(?:审查|审核|核查|评审|复核|调查|研究|审议)(?=(?:准予|同意|要求|不予|予以|作出|认定|确认|决定)..)|"
    r"[^\w“《‘「『（(]|有(?![关效序机限力利色轨偿线])|和(?![解谐睦田美])|[与且或的了]|但是?(?!书)|即(?=每|平均|$)|及(?![时格])(?:其(?![他余中]))?|(?:于|将(?!军)|把(?!握)|在(?![册校建岗职编线押逃营港孵研产])|分(?:[批期]|(?=[一二三四五六七八九十级]))|经过?(?![济营费常验历]))(?=..)|对(?=..)(?![口外接标俄美日韩欧非港澳台华])|[一二三四五六七八九十]{1,2}(?:是|要)|"
    rf"{_FILLER})+"
)
CHANGE_BEHIND = "(?:增|减|提|下降|上升|翻|多|少)"
"""How the words for a change begin."""
_NOTE = re.compile(
    "[(（](?:按?(?:现价|当年价|可比价格?|不变价格?)(?:计算)?|下同|不?含[^()（）]{1,12}|预计数?|快报数?|同口径)[)）]"
)
"""How a number is reckoned, in brackets."""
_ANY_YEAR = r"(?:\d{4}|[一二][〇○零一二三四五六七八九]{3})"
_DATE = compile_quick(
    "|".join(
        (
            r"\d{4}[/／-]\d{2,4}[ \xa0]?(?:[学學]年|[财財]政年度|年度)(?:之?[前内內]|起|[开開]始)?",
            r"截?[至止]?[今去]?[(（]1?\d{2}[)）]年(?:\d{1,2}月[底末]?)?",
            "[比较与]?“十[一二三四五]五”(?:时期|期间|末)",
            # not the year that a change is compared with: 比1966年增长
            rf"(?![比较]{_ANY_YEAR}年[^，。；\d]{{0,4}}?{CHANGE_BEHIND})(?<![比较\d])"
            r"(?:(?<![对相])比|较|(?<![直回达遇收得看感])[到至])?"
            rf"(?:{_ANY_YEAR}|\d{{2}}|1[01]\d)\s?(?:[-—~至]\d{{4}})?年(?!以[上下])"
            "(?:度|以来|底|末|初|上半年|下半年|前(?![海沿])|[来内])?",
            r"(?:\d{1,2}[-—~至到]{1,2})?\d{1,2}月(?:\d{1,2}日|份|[底末]前?|初)?",
            "[到至]?(?:[今去上明本]年)?(?<!正)[一二三四五六七八九十]{1,2}月"
            "(?:份|[底末]前?|初|[一二三四五六七八九十]{1,3}日)?(?![均饼亮])",
            f"^间(?=累计|共|先后)|^前(?={CHANGE_BEHIND})",
            "^(?:年(?![内度均初底末中审检报产终轻龄薪限级画轮])|月(?!均)|日(?![均常间]))[底末初]?|“?十[一二三四五]五”?(?:时期|期间|以来|末)",
        )
    )
)
"""Dates and years."""
_AMOUNT = compile_quick(
    "(?:(?<=率)[尚还]?未|(?:(?<!供)应|须|要|需)?不(?:低于|少于|高于|超过|多于|足|到)|达到?|超过?|(?:历史性|历史上首次|首次)?突破|或(?=略?[高低]于|接近|超过|突破)|首次?(?:超过?|破|达到?|过)|略(?=[高低]于)|低于|高于|至少|逾|(?:接|将)?(?<![邻附就最临靠])近|(?<!最)高达|(?<![民条合契签公预节制违])约|力争|争取|确保|(?<![行作认])为|合?共计?|合计|总计|累计|接连|平均|仅|(?<=..)(?<!船)只(?=有)|仍然?|预计|分别|稳定在|保持在?|控制在|维持在|"
    "(?:由|从)(?:上年|去年|年初|原来|以往)[末底]?|(?<=[率幅度量价])已?(?:回升|攀升|上涨|回落|下滑|下跌|收窄)[至到]|(?:提升|提高|提速|增加|增长|上升|下降|降低|降|压缩|压减|缩减|缩短|延长|扩大|发展|[攀跃]?升|增|减)?(?<![收得受听看遇])[至到]|(?:整合|合并|精简|归并)[为至到成]|拟按?|每[人户个名家亩](?:每[年月日天])?|每[村校班生]每[年月日天]|(?<!平均)(?<![人户])每[年月日天]|每(?:立方米|升)|双双|(?<=..)再次|(?<![人户日月年件村镇亩])均|[的了是以由从都各每将即已、“‘《（(「『·：:]|(?:尚|仍|(?<![归返退偿])还)有|(?<![拥享具持所])有|(?<=[款额资值费入出])人民币|全部|(?<![通经])过|(?<![提目])前|(?<=收入)收到)+$"
)
_PLACE = re.compile(
    r"(?:(?:全|我|本)(?:省|市|区|县|盟|旗|州|自治区|镇|乡|国|街道?|局|院)(?:[(（][省市区县旗、]+[)）]|上下|范围内?)?|各级|各地|我们|本府"
    r"|(?!占|[多高低][出于]|居|[较比]|(?:脱贫|贫困|帮扶|示范|重点|试点|百强)县)[^的了“《、，在对于按\W\d]{2,3}(?:省|(?<![城超上夜集菜股楼早花门街闹车鱼])市|(?<![园社景地辖校片灾山林牧农城市县特专户库矿厂港街小发护老边禁疫病赛商])区|县|盟|旗|州)"
    f"(?:政府(?={OPENING.pattern}))?|[区市县]?政府(?={OPENING.pattern}))(?![级内外域场民长、属本境性])(?!人大|政协|[(（][省市区县旗、]+[)）])"
)
_WE = re.compile("(?:全|我|本)(?:省|市|区|县|盟|旗|州|镇|乡|街道?)(?![级内外域场民长属本性])")
_ASIDE = re.compile(
    f"^除[^，。；]{{2,16}}?[之以]?外[，,]?|^在[^，。；]{{2,12}}、[^，。；]{{2,12}}?(?:地区|区域|领域|节点|沿线|周边|片区|园区|街道|社区)(?={OPENING.pattern})|^(?:联合|会同)[^，。；]{{2,20}}?(?:部门|单位)(?={OPENING.pattern})|原则上$"
    "|^(?:考虑|扣除|剔除)[^，。；]{2,8}因素(?:影响)?后?(?=.)|^[按以](?:当年|现行|可比|不变|1\\d{3}年不变)?(?:汇率|价格?|口径)(?:计算)?(?=.)"
)
"""With whom, or but for what: 联合公安等部门|开展整治."""
_INNER = compile_quick(
    f"(?<=..)(?:先后|累计|共计|合计|(?<!公)共|已|全年|(?<![平人户日月年件案])均|积极|分别|了)(?={OPENING.pattern})"
)
_TITLES = re.compile("了?(?:(?:、|以?及|[和与])?《[^》]*》)+等(?=.)")
_ETC = re.compile(r"(.*?)([^、，]*?)(?<![一二三])等(?![级待候同效高奖])(?:各类|各级|方面|相关)?(?=.)")
_LAST_QUOTED = re.compile(".*”(?=“)")
_DONE_TO = re.compile("^(?:对(.{2,}?)(?:进行|开展|作出|实施|予以)了?|(.{2,}?)进行了?)(.{2,})$")
_CHANGES = (
    "增长|增加|增幅|增速|[增减]产|[增减]收|增支|提高|提升|下降|减少|上升|降低|提前|压减|压缩|缩短|缩减|[上下]浮|上涨|抬升|攀升|回落|扩大"
    "|(?<![康伴])成长|[微略][增减升降跌]|下跌|增|减|升|降|翻"
)
_CHANGE = compile_quick(
    r"(?:(?:同比|环比|同口径|(?:实际|名义)(?=[比较增减升降提下上])|(?:与|和|同)?[上去]年(?:同期)?相比|比|较|年均|平均|受.{1,10}?影响)[^，。；]{0,10}?|(?:实现|预计|将|共|又)[^，。；]{0,4}?)?"
    rf"(?:(?:{_CHANGES}|首次|达)[了至到为达超近过]*(?:幅度)?|(?:占|高于|低于|居(?=[全第世首前])|多于|少于)[^，。；]{{1,14}}|(?:[为是]|相当于)(?:上年|去年)(?:同期)?|相当于[全同][国省市行][^，。；]{{2,8}}"
    rf"|为(?:年初|年度|全年)?(?:计划|任务|目标|预算)|[多高低]出[^，。；]{{0,14}}|[多少]了?|[多少][办收结发增]|(?:(?<=[全省市国区县州])|(?<=平均))[高低快慢])"
)
_CHANGED_TAIL = compile_quick(
    rf"(?:(?:同比|环比|同口径|年均|实际|名义)|[比较][^的]{{1,8}}?)?(?<![新净])(?:{_CHANGES})$"
)
_OF_RATES = "平均|初次|首次|主动|按时|按期|到期|及时|全部|总体|综合|一次性?|合计|任务|目标|计划"
_WHOLE_RATE = "(?:城镇化|城市化|失业|赤字|出生|死亡|自然增长)率"
_NAMED_RATE = re.compile(f".{{0,6}}{_WHOLE_RATE}")
_RATE = rf"(?!{_WHOLE_RATE})(?:{_OF_RATES}|(?:{OPENING.pattern}))?[^\W_]{{1,3}}率"
_BARE = re.compile(
    rf"(?:{_RATE}(?:[、和与及](?:{_RATE}))*"
    "|(?:标的|集群|融资|处罚|罚款)(?:总?金?额|规模|总?估值|总产值)|(?:点击|阅读|播放|浏览|下载|输气)量|(?:平均)?(?:处置|办理|审理|办结|等候|响应)(?:时间|时长|周期|天数)|(?:可?实现|完成)(?:年?产值(?:规模)?|利润|利税|税收|(?:销售|营业|主营业务)收入|进出口)|(?:规划)?建筑面积|首期投入"
    "|最[高低多少大小长短快慢]|平均(?:成绩|得分|分数?)|(?:考核)?(?:权重|分值)|(?:知晓|认同|满意|支持|信任|好评)度|(?:细化|明确)(?:重点|具体|年度|工作)*任务|核增编制|完成投资|[一二三]等奖"
    "|(?:投资|投入|得分|规模|(?:年度)?计划投资|注册资本(?:[（(]金[)）])?|(?:惠及|服务|带动)(?:企业|贫困户|老年?人|学生|家庭|居民|农户|患者|师生)|(?:备案|意向|签约|拨付|到位|实际|涉案|涉及|涉|总|货值|成交|兑现|到账|覆盖|受益|惠及|参与|参加|参训|参考|服务|办理|点击|阅读|浏览|访问|合同|协议)*"
    "(?:金额|面积|人数|人次|人员|总数|总量|总额|总值|数量|资金|总投资|投资额|成交价|成交额|货值|受众|观众|群众|办?件量|次数"
    "|总长度?|里程|覆盖|受益|惠及|涉及|参与|参加|参训|服务|缩短|压减)))"
)
_MEASURED = re.compile("[率量数额值]$|(?:成绩|得分)$")
_STATE = re.compile("占|达到|迈上|突破|超过|居|均|全部|已|共|被|将")
_INSIDE = compile_quick(f"(?<=...){OPENING.pattern}(?=..)")
_DONE = re.compile(f"(?<=...)(?:全面|集中|专项|动态|实地|深入|统一|[不免准]予|予以)?{OPENING.pattern}(?:工作)?$")
_EXAMPLES = re.compile("(?<![平同均相对])等$")
_GRANT = re.compile("(?:补贴|补助|奖补|奖励|津贴)$")
_WORK = re.compile("(?<!等)(?:专项)?(?:工作|活动|行动|任务)$")
_CUT = re.compile("[的、”》]|(?<![应反面])对(?![象外策待接口标内话])|将(?![军来])|把(?![关握])")
_WHEN = re.compile("累计|全年|年内|今年|先后|每[日月周年]|(?:[人日月年户]|(?<!案)件)均(?!衡)")
_MANNER = re.compile(
    "免费(?=提供|发放|开放|接种|培训|为)|分别|相继|陆续|义务(?=担任|服务|承担|开展|提供|为)|深入(?![人民])|认真|切实|严格|扎实|全面(?=[开落推梳完实])"
)
_PARENTHESIS = re.compile("^[(（][^()（）]*[)）]")
_APPROX = re.compile(
    "^(?:多(?![边元方式层样媒语党功部渠])|余(?![泥粮热量额料])|之|以?来的?(?=[最新首])|前(?=[增减提升翻]|上升|下降)|就(?![业医学])|以[上下内外]|及以上|左右|上下|之间|间(?=累计|共|先后)|的|内(?![部设容陆外海湖地]|河(?!川)))+"
)
_AS_PARTY = re.compile("^以[^，。]{2,16}?为[^，。]{1,8}?的(?=..)")
"""What parties a case has: 38宗|以区政府为被告的|行政诉讼案件."""
_OPEN_BRACKET = re.compile("(?<=..)[(（][^()（）]*$")
_OF_THESE = re.compile(f"中(?:有|已|{OPENING.pattern})")
_OF_GOVERNMENT = re.compile("政府(?:举办|投资|兴办|主办|资助|购买)的?(?=..)")
"""Whose the counted are: 60%政府举办的基层医疗卫生机构."""
_MAY = re.compile("(?<=..)(?<![许认宁])可以?$")
_EACH_ITS_OWN = re.compile("分别|相继|陆续")
_ADVERB = re.compile("^基本$|第一时间|先后|首次|成功|率先|顺利|积极(?![性分因])")
_WORD = 3
"""A topic without more characters says too little alone."""
_FLOW = re.compile("新|引进")
"""What is new grows unlike what there is of it."""
_AS_WHAT = re.compile(
    "为(?:牵引|抓手|重点|目标|引领|契机|支撑|核心|主题|载体|主线|突破口|导向|依托|基础|主体|龙头|代表|骨干|纽带|统领|主|中心)"
)
_GROUND = re.compile("的?(?:基础|情况|前提|背景|条件)[上下]")
"""On the ground of what is counted: 在减税超百亿元的|基础上."""
_DOUBLE = re.compile('[“"]?双(?=下降|提升|增长|达标|[降升增减])')
"""What two things did alike: 起数、死亡人数连续5年“双下降”."""
_CLOSED = re.compile("[)）”’》」』\\]】]")


class Act(NamedTuple):
    """A phrase in parts: 人民监督员参与检务活动 is 人民监督员, 参与, 检务活动. Any part may be empty."""

    subject: str
    verb: str
    object: str


def _verbs(phrase: str) -> int:
    """Return where the verbs end that open a phrase: 梳理编制|清单, but 推出|宣传模式."""
    opening = OPENING.match(phrase)
    if opening is None:
        return 0
    end = opening.end()
    while (more := _FURTHER.match(phrase, end)) and (more[1] or len(phrase) - more.end() >= 4):
        end = more.end()
    return end


@lru_cache(maxsize=4096)
def act(phrase: str) -> Act:
    """Split a phrase at its verb.

    >>> act("受理行政复议案件")
    Act(subject='', verb='受理', object='行政复议案件')
    >>> act("公职律师参与信访接待").subject, act("群众满意度").object
    ('公职律师', '群众满意度')
    """
    if end := _verbs(phrase):
        return Act("", phrase[:end], phrase[end:])
    middle = _WORKS.search(phrase, 2) or STRONG.search(phrase, 2)
    if middle:
        done = "了" if phrase.startswith("了", middle.end()) else ""
        return Act(phrase[: middle.start()], middle[0] + done, phrase[middle.end() + len(done) :])
    return Act("", "", phrase)


def is_verb(phrase: str) -> bool:
    """Tell whether a phrase is verbs and nothing else: 审结, 调解和解, 不予受理, but not 组织学习."""
    phrase = _NEGATED.sub("", phrase)
    return VERBS.fullmatch(phrase) is not None and not _LIGHT.match(phrase) and not _AS_NOUN.search(phrase)


_THAN_YEAR = rf"(?:{_ANY_YEAR}年|上年|去年)"
_MERELY = re.compile(f"甚至|相(?=[比较]于?{_THAN_YEAR})|(?<=[比较])于(?={_THAN_YEAR})")
"""What says nothing more: 相较于2020年增长 is 较2020年增长."""


@lru_cache(maxsize=4096)
def tidy(words: str, *, with_place: bool = False) -> str:
    """Drop what no name needs from the words before a number: dates, fillers, places, means, words of amount.

    >>> tidy("2024年，全市共受理行政复议案件"), tidy("执法证申办率应不低于")
    ('受理行政复议案件', '执法证申办率')
    """
    words = _MERELY.sub("", words)
    words = _ASIDE.sub("", _AMOUNT.sub("", _DATE.sub("", _PARENTHESIS.sub("", _NOTE.sub("", words)))))
    while True:
        shorter = words[len(hit[0]) :] if (hit := _LEAD.match(words)) else words
        shorter = _BY_MEANS.sub("", shorter, count=1)
        place = None if with_place or OPENING.match(shorter) else _PLACE.match(shorter)
        if place and len(shorter) - place.end() != 1:
            shorter = shorter[place.end() :]
        if shorter == words:
            break
        words = shorter
    verb = None if with_place else VERBS.match(words)
    if verb and (place := _WE.match(words, verb.end())):
        words = words[: verb.end()] + words[place.end() :]
    return _INNER.sub("", words.replace("分别", ""))


_CLASS = re.compile("(?:单位|部门|领域|方面|行业|地区|机构|场所|环节|人员)(?=..)")
"""Words for any of many, before what these do."""


def without_list(words: str) -> str:
    """Keep the class of a list of examples, with its verb: 实施防汛、消防等专项演练 is 实施专项演练.

    A class that says nothing without an example keeps the last one: “安全月”、“法律进乡村”等活动, 教育、卫生等领域.
    """
    words = _TITLES.sub("", words) if len(words) > ROOM else words
    hit = _ETC.match(words)
    if hit is None:
        return words
    rest = words[hit.end() :]
    opening, end = OPENING.match(words), _verbs(words)
    verb = "" if opening is None else opening[0] if "、" in words[: end + 1] else words[:end]
    last = _LAST_QUOTED.sub("", hit[2] if hit[1] else hit[2][len(verb) :])
    shown = f"{verb}{last}等{rest}"
    says_all = len(rest) > 2 and not (_CLASS.match(rest) and len(shown) <= ROOM)
    if not says_all and len(rest) == 2 and 12 < len(last) <= ROOM:
        return last + rest  # 县级基本财力保障机制奖补资金等增幅
    return verb + rest if says_all or len(last) > 12 else shown


def noun_behind(words: str, *, is_counted: bool, is_treated: bool = False) -> tuple[str, str]:
    """Split the words behind a number into the counted noun and what it does: 社区成立委员会 is 社区, 成立委员会.

    Behind a number of things stands a noun (60学时培训任务), behind a rate or 次 may stand a verb (100%办结投诉举报).
    A verb behind those whom something is done to (对14个部门反馈问题, `is_treated`) is none of their name.
    """
    if _CLOSED.match(words) or _OF_THESE.match(words) or _GROUND.match(words):
        return "", ""
    words = _AS_PARTY.sub("", _OPEN_BRACKET.sub("", _APPROX.sub("", words)))
    if _DOUBLE.match(words) or (not is_counted and OPENING.match(words)):
        return "", words
    if hit := STRONG.match(words):
        return "", words[hit.start() :]
    if words.startswith("人口的"):
        return "人口", ""  # 十亿人口的生活
    government = _OF_GOVERNMENT.match(words)
    since = government.end() if government else 1
    found = [STRONG.search(words, since), _PARTICLE.search(words, 1), _MANNER.search(words, 2), _WHEN.search(words, 1)]
    if is_treated:
        found.append(_WORKS.search(words, 2))
    cuts = [hit.start() for hit in found if hit]
    at = min(cuts, default=len(words))
    if _EACH_ITS_OWN.match(words, at):
        return words[:at], ""  # 3项成果|分别在大会上交流经验
    if _AS_WHAT.fullmatch(words, at):
        return words[:at], ""  # 以3大标志性工程|为牵引
    at -= words.startswith("用于", at - 1)  # 财政预算|用于民生
    return _MAY.sub("", _ADVERB.sub("", words[:at])).removesuffix("即").removesuffix("之一"), words[at:]


def done_to(words: str) -> str:
    """Put what is done to something as one noun: 对合同进行合法性审核 is 合同合法性审核."""
    hit = _DONE_TO.match(words) if words.startswith("对") or "进行" in words else None
    return "".join(hit.groups("")) if hit else words


def is_change(name: str) -> bool:
    """Tell whether a name is a change, a place or a share, without a word of what it is said of: 同比增长, 占全市."""
    return _CHANGE.fullmatch(name) is not None


def is_bare(name: str) -> bool:
    """Tell whether a name is a measure without a word of what is measured: 办结率, 涉及金额, 受益."""
    return _BARE.fullmatch(name) is not None


def is_whole_rate(name: str) -> bool:
    """Tell whether a name is a rate that says by itself what it is of: 城镇化率."""
    return _NAMED_RATE.fullmatch(name) is not None


def is_measured(name: str) -> bool:
    """Tell whether a name ends in a measure: 公开信息总数."""
    return _MEASURED.search(name) is not None


def unchanged(name: str) -> str:
    """Return a name without the change that it ends in.

    >>> unchanged("生产总值年均增长"), unchanged("增长")
    ('生产总值', '增长')
    """
    rest = _CHANGED_TAIL.sub("", name)
    return rest if len(rest) >= 2 else name


def topic(name: str) -> str:
    """Return what a name is about.

    >>> topic("受理行政复议案件"), topic("开展规范性文件清理工作"), topic("税收总额比上年增长")
    ('行政复议案件', '规范性文件清理', '税收总额')
    """
    if is_measured(name) and (len(name) <= 6 or not OPENING.match(name)):
        return name
    name = unchanged(name)
    parts = act(_NEGATED.sub("", name))
    if parts.subject and (not parts.object or _STATE.match(parts.verb)):
        return name
    about = parts.object if parts.verb and len(parts.object) >= 2 else name
    inner = _WORKS.search(about, 2) or DOING.search(about, 2)
    about = about[inner.end() :].removeprefix("了") if inner and len(about) - inner.end() >= 4 else about
    work = _WORK.sub("", about)
    return work if len(work) > 3 else about


def about_of(name: str) -> str:
    """Return what a name is about, with what is done to it where that says more than a word.

    >>> about_of("受理行政复议案件"), about_of("接待游客"), about_of("新设立各类市场主体")
    ('行政复议案件', '接待游客', '新设立各类市场主体')
    """
    about = topic(name)
    return about if len(about) > _WORD and not _FLOW.match(name) else name


def cut(words: str, limit: int = LIMIT) -> str:
    """Shorten words from the left, before a verb or behind a particle; the verb that opens them stays."""
    if len(words) <= limit:
        return words
    opening = OPENING.match(words)
    ends = [hit.end() for hit in _CUT.finditer(words) if 2 <= len(words) - hit.end() <= limit]
    verbs = [hit.start() for hit in STRONG.finditer(words) if 4 <= len(words) - hit.start() <= limit]
    if verbs and (not ends or verbs[0] < ends[0]):
        return words[verbs[0] :]
    return (opening[0] if opening else "") + words[ends[0] :].lstrip("、，") if ends else words


def has_verb(phrase: str) -> bool:
    """Tell whether a verb stands in a phrase: 微信公众号发布信息, but not 政协委员提案."""
    return bool(act(phrase).verb) or _INSIDE.search(phrase) is not None


def undone(words: str) -> str:
    """Drop the verb at the end of what was done: 规范性文件清理 -> 规范性文件, but not from 收费、罚款等专项清理."""
    while (hit := _DONE.search(words)) and not _GRANT.search(words) and not _EXAMPLES.search(words, 0, hit.start()):
        words = words[: hit.start()]
    return words


def means(words: str) -> str:
    """Return by what means something is done, as 调解等方式 in 通过调解等方式结案; empty if nothing is said of it."""
    hit = _BY_MEANS.search(words)
    return hit[1] if hit else ""
