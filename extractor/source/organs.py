"""A range of text in, the public body it names out. The rules are endings of names, not a directory of bodies."""

import re

from extractor.source.offsets import CleanSpan
from extractor.source.sentences import trimmed
from extractor.source.spaced import through_blanks

# No name of a body goes on over these words.
_LETTER = r"(?:(?!关于|(?<![青少老永万])年|的|报告|情况|[，。、])[\u4e00-\u9fff（）()XxＸ×])"
_OFFICES = "办公[室厅]|办事处|委员会|领导小组|局|厅|部"
_MINISTRIES = (
    "教育|司法|公安|财政|民政|商务|水利|交通运输|自然资源|生态环境|农业农村|文化和旅游|应急管理|国家安全"
    "|人力资源(?:和|与)?社会保障|住房(?:和|与)?城乡建设|工业(?:和|与)?信息化|科学?技术?|外交"
    "|国防|法务|内政|劳动|卫生福利|交通|宣传|组织|统战|统一战线工作|社会工作|武装"
)
_COMMISSIONS = (
    "发展(?:和)?改革|发改|卫生健康|卫健|卫计|国资|民宗?|编|农工|住建|建|科|经信|经贸|教|计生|政法|国土资源|农业农村"
)
# `法治政府`, `政府工作报告`, `责任政府` are no bodies, nor are 格局, 全局, 干部, 部门.
_ENDING = (
    r"人民政府|(?<!法治)(?<!责任)(?<!服务型)(?<!阳光)(?<!数字)政府(?!工作报告|建设|职能|信息公开|法制(?!办))|行政公署|行署"
    r"|(?:人民|最高|高级|中级|海事|运输|知识产权|金融|互联网)法院|检察院|委员会|管委会|办公室|办公厅|办事处|公所"
    rf"|(?:{_COMMISSIONS})委(?!员|托)|委(?=(?:19|20)\d\d年|关于)|[省市县区州旗盟镇乡]委(?:会(?!议)|(?![员托会]))|党组(?!书记|成员)|党[工]委(?!书记|副|成员|委员)"
    r"|(?<![格布大开结当时破])(?<!(?<!安)全)局(?![面势长部域限])|厅(?!长)"
    rf"|(?:{_MINISTRIES})部(?![门署分队长])|(?<!部)署(?![长名理])|海关"
    r"|人大常委会|联合会|红十字会|总工会|[证银保]监会|供销合作社联合社|供销合作(?:总)?社(?!联)|供销社|人民银行|妇联|残联|工商联|科协|科学技术协会|文联|侨联|行政长官"
    r"|(?:事务|管理|警务|消防|劳工)处(?![理罚置级分长])|(?:法制|外事|侨务|信访|扶贫|政务|人防|(?<=政)府|依法治[省市县区州旗])办(?![公事法理案])"
    r"|(?:执法|巡特警|交警|税务|调查)?[总支大]队|调查队|执法[大中]?队|司法所|派出所|(?:事务|服务|管理|监测|疾病预防控制|保障|储备|发展|指导|促进|推广|检[测验]|审批|执法|交易|救助|研究|指挥|公积金|综治)中心"
    r"|(?:档案|图书|博物|文化|科技|纪念|美术|体育)馆|医院|(?<!公共)卫生院|(?:行业|产业|商业|企业家?|体育|志愿者|律师|消费者权益保护|残疾人)协会|(?<!协)商会(?!议)|研究会(?!议)|幼儿园|居委会|村委会|大学(?!城)|学院|(?:进修|职业|技工|技术|专科|特殊教育)学校|党校|监狱|(?:戒毒|看守)所|林场|人大主席团|中学|小学|集团(?:有限)?(?:公司)?|(?:有限|有限责任|供电|电力|供水|燃气|公交|烟草)公司"
)
# 国家税务总局某县税务局, 国家统计局某市调查队
_NATIONAL = rf"国家[\u4e00-\u9fff]{{2,8}}?总?局(?={_LETTER}{{2,12}}?(?:局|调查))"
_ORGAN = re.compile(
    rf"行政长官|(?:(?:中华人民共和国)?国务院|行政院)(?:(?!副?总理|院长){_LETTER}{{1,10}}?(?:{_OFFICES}|资委))?|(?:{_MINISTRIES})部(?![门署分队长])|(?:{_NATIONAL})?{_LETTER}{{1,30}}?(?:{_ENDING})"
    # an office of the body that its name opens with: 某区人民政府某街道办事处, 省政府法制办, 中共某县委宣传部
    rf"(?:(?<=政府)(?!办公|工作){_LETTER}{{0,16}}?(?:办事处|办公[室厅]|法制办(?!公室)|委员会|局|厅|处(?![理罚置级分]))|(?<=政府)办(?![公事法理案])|(?<=政府){_LETTER}{{1,10}}?[镇乡]人民政府"
    rf"|(?<=政府)办公[室厅]|(?<=[省市县区州旗盟]委){_LETTER}{{2,14}}?(?:{_OFFICES})"
    # a part of it: 某市公安局某分局, 某市公安局交通警察支队; its other name: 某局（知识产权局）
    rf"|(?<=届委员会)常务委员会|(?<=局)稽查局|(?:(?<=管理委员会)|(?<=管委会)){_LETTER}{{2,14}}?局(?![面势长部域限])|(?<=局){_LETTER}{{1,10}}?(?:分局|派出所|[总支大]队|中心(?=\s|\d|关于|$))|(?:(?<=大学)|(?<=学院)){_LETTER}{{2,14}}?(?:医院|学院|中学|小学)|(?<=科学院){_LETTER}{{2,14}}?[所园院台]|(?<=监会){_LETTER}{{2,10}}?监管分?局|(?<=部){_LETTER}{{2,14}}?(?:中心|局|院)(?=\s|\d|关于|$)|(?<=公司){_LETTER}{{2,12}}?公司|(?<=银行){_LETTER}{{2,12}}?[分支]行)?(?:办公[室厅]|党组(?!书记|成员))?(?:[（(][\u4e00-\u9fff]{{2,14}}[局厅委办室][）)])?"
)
_NO_ORGAN = re.compile(
    "^(?:发布|发文|制发|成文|公开|编制|报告|填报|责任|信息|文章|稿件|内容)(?:责任)?(?:机构|单位|部门|机关|主体|来源)|报告|情况|(?<!城市)(?<!城乡)(?<!基本)建设(?!监督管?理?局|[局厅委部管]|工?作?领导小组|投资|集团|工程)|工作(?![局委部办]|领导小组)|^.委$|^[各我]|^本(?!溪)|(?<!协商)会议|各级|部门|坚持|贯彻|领导下|党委政府"
)
_LEADING = re.compile(r"(?:关于|中共中央和|在(?=[^，。]{4,40}会议?上)|我代表|代表|(?:19|20)\d\d年?度?|[：:\s（(])+")
_HEADS = (
    "省长|市长|县长|区长|旗长|州长|盟长|镇长|乡长|局长|厅长|院长|检察长|部长|主席|主任|总理|书记|行政长官|审计长"
    "|会长|校长|总经理|董事长|理事长"
)
_DATED = (
    r"(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?"
    r"|(?:19|20)\d\d(?:[-./]\d{1,2}){2}(?:\s\d{1,2}:\d\d(?::\d\d)?)?(?:\s?发表于.{2,4})?"
)
# 某区人民政府区长　某某; 某局党组书记、局长　某某; 某局　2023年2月
_HEADED = re.compile(
    rf"\s*(?:(?:党组|党委|党工委)?(?:副?书记)?[、\s]?(?:代理?|副)?(?:{_HEADS})[\s\u4e00-\u9fff·○〇×*＊]{{0,12}})?"
    rf"[\s（(]*(?:{_DATED})?[）)]?"
)
_LONGEST = 60


@through_blanks
def find_organ(text: str, span: CleanSpan) -> CleanSpan | None:
    """Return the clean span of the public body that a range opens with or names, or None.

    >>> text = "深圳市光明区人民政府关于2021年度法治政府建设情况的报告"
    >>> start, end = find_organ(text, CleanSpan(0, len(text)))
    >>> text[start:end]
    '深圳市光明区人民政府'
    """
    leading = _LEADING.match(text, span.start, span.end)
    hit = _ORGAN.match(text, leading.end() if leading else span.start, span.end)
    if hit is None or _NO_ORGAN.search(hit.group()):
        return None
    return CleanSpan(*hit.span())


def organ_alone(text: str, line: CleanSpan) -> CleanSpan | None:
    """Return the body that a line names and nothing else but for the person at its head, or None.

    >>> text = "某区司法局局长　张三"
    >>> start, end = organ_alone(text, CleanSpan(0, len(text)))
    >>> text[start:end]
    '某区司法局'
    """
    if line.end - line.start > _LONGEST:
        return None
    organ = find_organ(text, line)
    if organ is None or organ.start != line.start + (text[line.start] in "（("):
        return None
    rest = trimmed(text, organ.end, line.end)
    beside = rest.start > organ.end and organ_alone(text, rest)  # another body that issued it with the first
    return organ if beside or _HEADED.fullmatch(text, organ.end, line.end) else None
