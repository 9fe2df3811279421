"""Each name of a sentence means its own number and no other: parts and wholes, lists, 分别, values that turn."""

from typing import NamedTuple

import pytest

from extractor.check import check
from schemas.finding import Verdict


class Told(NamedTuple):
    """A sentence, and the number that each name of it means; `of_none` holds names that say nothing of one number."""

    text: str
    means: dict[str, str]
    numbers: tuple[str, ...] = ()
    of_none: tuple[str, ...] = ()


TOLD = {
    "parts behind 其中": Told(
        "共办理行政调解案件42件，其中劳动争议类23件、交通事故类11件、物业管理类8件。",
        {"行政调解案件": "42件", "交通事故类行政调解案件": "11件", "劳动争议类行政调解案件": "23件"},
    ),
    "a part in brackets": Told(
        "受理行政许可申请6,205件（其中县本级1,310件），办结6,190件。",
        {"受理行政许可申请": "6,205件", "县本级受理行政许可申请": "1,310件"},
        ("6,190件",),
    ),
    "parts of what is new": Told(
        "新登记经营主体912户，其中内资公司214户、合作社17户、个体户681户。",
        {"新登记经营主体": "912户", "新登记合作社": "17户", "新登记个体户": "681户"},
    ),
    "a whole is not its part": Told("拥有企业86家，其中外贸企业31家。", {"企业总数": "86家", "外贸企业": "31家"}),
    "what is done in turn": Told(
        "新增审批事项12项、取消30项、下放9项。",
        {"新增审批事项": "12项", "取消审批事项": "30项", "下放审批事项": "9项"},
    ),
    "分别 behind names with numerals in them": Told(
        "小学五年巩固率、九年义务教育完成率、高中三年毛入学率分别达到99.1%、96.4%和93.2%。",
        {"小学五年巩固率": "99.1%", "九年义务教育完成率": "96.4%", "高中三年毛入学率": "93.2%"},
    ),
    "分别 with a common end": Told(
        "居民、企业满意率分别为97.2%和95.8%。", {"居民满意率": "97.2%", "企业满意率": "95.8%"}
    ),
    "分别 again for the changes": Told(
        "城镇和农村居民人均收入分别为3.1万元、1.6万元，分别增长4.2%、6.9%。",
        {"城镇居民人均收入": "3.1万元", "农村居民人均收入": "1.6万元", "农村居民人均收入增长": "6.9%"},
        ("4.2%",),
    ),
    "分别 for the changes of two counts": Told(
        "注册商标806件，获得专利274项，分别比上年增加112件、86项。",
        {"注册商标": "806件", "注册商标比上年增加": "112件"},
        ("274项", "86项"),
    ),
    "分别 with a common beginning": Told(
        "道路交通事故起数、受伤人数分别下降6.7%和15%。",
        {"道路交通事故起数下降": "6.7%", "道路交通事故受伤人数下降": "15%"},
    ),
    "a change behind its clause": Told(
        "外贸进出口总额88亿元，增长3.4%；工业增加值增长8.9%；固定资产投资增长7.6%。",
        {"外贸进出口总额增长": "3.4%", "工业增加值增长": "8.9%", "固定资产投资增长": "7.6%"},
    ),
    "what is new and what there is": Told(
        "新增规上服务业企业6家，总数达到49家。",
        {"规上服务业企业总数": "49家", "新增规上服务业企业": "6家"},
    ),
    "a sum of another thing": Told(
        "审查协议89份，标的额2.07亿元，提出意见31条。",
        {"审查协议": "89份", "审查协议标的额": "2.07亿元", "提出意见": "31条"},
    ),
    "from one value to another": Told(
        "项目从申请到批准的平均用时由78天缩短至31天，理由退回率由上年末的9.6%降至2.5%。",
        {"上年末理由退回率": "9.6%", "理由退回率": "2.5%", "项目从申请到批准的平均用时": "31天"},
        ("78天",),
        of_none=("2020年理由退回率", "理由退回率降低"),
    ),
    "a rate of so many each": Told("养老护理员由每千户1.2人增加到2.6人。", {"每千户养老护理员": "2.6人"}, ("1.2人",)),
    "what turns is another thing": Told(
        "中心城区公交车从428辆增加到716辆，公交线路从31条优化到49条，万人拥有公交车11.6辆。",
        {"万人拥有公交车": "11.6辆", "中心城区公交车": "716辆"},
        ("428辆",),
    ),
    "a longer name is another's": Told(
        "全县绿化覆盖率由37.1%提高到38.7%，城区绿化覆盖率达42%。",
        {"城区绿化覆盖率": "42%", "绿化覆盖率": "38.7%"},
        ("37.1%",),
    ),
    "a noun of one of two numbers": Told(
        "更新政务公开目录26个领域321项。", {"政务公开目录领域": "26个"}, ("321项",), of_none=("政务公开目录",)
    ),
    "the act behind the things": Told(
        "共征集公众意见863条、采纳129条，年初在册对象395人，年末在册417人。",
        {"采纳公众意见": "129条", "征集公众意见": "863条", "年末在册对象": "417人"},
        ("395人",),
    ),
    "the act between the two": Told(
        "交办的信访件267件办结259件，立案处罚46家。", {"办结信访件数": "259件", "交办信访件数": "267件"}
    ),
    "by whose head": Told(
        "向214名当事人发放司法救助金326.5万元，人均1.53万元。",
        {"人均司法救助金": "1.53万元", "司法救助金": "326.5万元"},
    ),
    "a share compares nothing": Told(
        "新增学位2.1万个，公办园幼儿占比由51.2%提高到56.8%。", {"公办园幼儿占比": "56.8%"}, ("51.2%",)
    ),
    "joints left out": Told(
        "制定、修改、废止省政府规章9件，其中制定4件、修改2件、废止3件。",
        {"制定修改废止省政府规章": "9件", "废止省政府规章": "3件"},
        ("4件", "2件"),
    ),
    "the first of a list lends what it is of": Told(
        "全年发生生产安全事故42起，死亡31人，同比分别下降16%和13.9%。",
        {"生产安全事故死亡人数同比下降": "13.9%", "生产安全事故起数同比下降": "16%"},
        ("31人",),
    ),
    "the last of a list lends what they are": Told(
        "企业职工基本养老、失业、工伤保险参保人数分别达到34.2万人、19.8万人和26.5万人。",
        {"失业保险参保人数": "19.8万人", "工伤保险参保人数": "26.5万人", "企业职工基本养老保险参保人数": "34.2万人"},
    ),
    "what compares is no item": Told(
        "生产安全事故起数、死亡人数同比分别下降9.3%和6.7%。", {"生产安全事故死亡人数降幅": "6.7%"}, ("9.3%",)
    ),
    "by its bound": Told(
        "年收入20万元以上的村达到141个、占比76.6%，50万元以上的村39个。",
        {"集体经济年收入50万元以上的村": "39个", "集体经济年收入20万元以上的村": "141个"},
    ),
    "recovered to so much": Told(
        "接待游客1265.4万人次，实现旅游收入97.8亿元，分别恢复到2019年的112%和105%。",
        {"接待游客恢复到2019年": "112%", "旅游收入恢复到2019年": "105%"},
        ("1265.4万人次", "97.8亿元"),
    ),
    "behind a joint": Told(
        "亿元以上在建项目412个、新开工138个。", {"亿元以上在建项目": "412个"}, ("138个",), of_none=()
    ),
    "by so much a mu": Told(
        "发放耕地保护补贴6854万元，亩均耕地保护补贴91.5元。",
        {"耕地保护补贴": "6854万元", "亩均耕地保护补贴": "91.5元"},
    ),
    "people behind cases": Told(
        "全年巡查265次，立案38起，移送公安机关5起、9人。", {"移送公安机关人员": "9人"}, ("5起", "38起")
    ),
    "a gap to what is aimed at": Told(
        "全镇卫生厕所普及率83.5%，比全县高3.9个百分点。",
        {"厕所普及率高于全县": "3.9个百分点", "卫生厕所普及率": "83.5%"},
    ),
    "a list that rose": Told(
        "粮食产量88.4万吨，下降0.5%；烤烟产量3.92万吨，茶叶产量1.57万吨，分别增长1.1%和6.8%。",
        {"粮食产量降幅": "0.5%"},
        ("1.1%", "6.8%"),
    ),
    "all and the larger ones": Told(
        "全部工业增加值812.4亿元，增长7.7%，规模以上工业增加值增长8.1%。",
        {"全部工业增加值增速": "7.7%", "规模以上工业增加值增速": "8.1%"},
    ),
    "years in order": Told(
        "2021年至2023年共安排补助资金17.4亿元，分别为5.2亿元、5.9亿元和6.3亿元。",
        {"2021年补助资金": "5.2亿元", "2022年补助资金": "5.9亿元", "2023年补助资金": "6.3亿元"},
        ("17.4亿元",),
    ),
    "by so many each": Told(
        "实有企业4.2万户，增长9.1%，每千人拥有企业57户。",
        {"每千人拥有企业": "57户", "实有企业": "4.2万户"},
        of_none=("企业数增长户数",),
    ),
    "what is aimed at": Told(
        "服务业增加值占比目标为50%，目前仅46.8%。", {"服务业增加值占比目标": "50%", "目前服务业增加值占比": "46.8%"}
    ),
    "a change in points of interest": Told(
        "贷款加权平均利率4.07%，较上年下降43个基点。",
        {"贷款加权平均利率": "4.07%", "贷款加权平均利率较上年下降幅度": "43个基点"},
    ),
    "slower than": Told(
        "支出进度48.7%，较序时进度慢1.3个百分点，结转资金3.9亿元。",
        {"支出较序时进度慢": "1.3个百分点"},
        ("48.7%", "3.9亿元"),
    ),
    "a change in points": Told(
        "案卷合格率94.2%，比去年高出3.5个百分点。", {}, ("94.2%",), of_none=("案卷合格率同比提高",)
    ),
    "parts named behind 中": Told("206条建议中有31条被采纳。", {"征集建议数": "206条", "采纳建议数": "31条"}),
    "a part with brackets in its name": Told(
        "全市收到申请1,268件，同比增长31.4%，其中市本级487件，县（区）781件。",
        {"全市收到申请": "1,268件"},
        ("487件", "781件"),
        of_none=(),
    ),
    "verbs told of the things before": Told(
        "全年收到信访事项31件，上年结转2件；已办结32件，结转下年1件。",
        {"办结信访事项": "32件", "收到信访事项": "31件"},
        ("2件", "1件"),
    ),
    "not accepted is not accepted": Told(
        "共收到复议申请86件，受理71件，不予受理8件。",
        {"收到复议申请": "86件", "受理复议申请": "71件", "不予受理复议申请": "8件"},
    ),
    "levels in turn": Told(
        "新增国家级林业龙头企业1家、省级4家，产值203亿元。",
        {"新增国家级林业龙头企业": "1家", "新增省级林业龙头企业": "4家"},
    ),
    "分别 in the clause behind its items": Told(
        "开展校园周边、建筑工地、水上交通专项整治，分别整改问题23个、31个和16个。",
        {"校园周边整改问题": "23个", "建筑工地整改问题": "31个", "水上交通整改问题": "16个"},
    ),
    "分别 twice": Told(
        "药品、化妆品、医疗器械领域分别立案64起、18起、29起，分别追究刑事责任97人、23人、58人。",
        {"化妆品领域立案": "18起", "医疗器械领域追究刑事责任": "58人", "药品领域追究刑事责任": "97人"},
        ("23人",),
    ),
    "a growth rate": Told(
        "实现生产总值368.5亿元、增长6.4%，其中第一产业增加值46.2亿元、增长4.1%；财政收入24.9亿元、增长8.3%。",
        {"生产总值增速": "6.4%", "第一产业增加值增速": "4.1%", "财政收入增速": "8.3%"},
    ),
    "rise and fall": Told(
        "刑事案件立案832起，同比下降9.4%；破案率51.5%，同比上升6.3个百分点。",
        {"刑事案件立案同比降幅": "9.4%", "刑事案件破案率同比升幅": "6.3个百分点"},
        ("51.5%",),
    ),
    "by how much less": Told(
        "平均办理时间2.4天，比上年缩短0.7天。", {"平均办理时间": "2.4天", "平均办理时间缩短天数": "0.7天"}
    ),
    "from one unit to another": Told(
        "开办时间由1个工作日缩短至3个小时。",
        {"开办时间（此前）": "1个工作日"},
        ("3个小时",),
        of_none=("开办时间",),
    ),
    "the same word on either side": Told("审查时间由会前3日提前至会前7日。", {"会前审查时间": "7日"}, ("3日",)),
    "who did something": Told(
        "14个区县司法局、9家直属单位签订责任书。", {"签订责任书的区县司法局数": "14个"}, ("9家",)
    ),
    "people by two words": Told(
        "选派3名同志参加培训考试，目前全镇持证执法人员9人。",
        {"参加培训考试人员": "3名", "持证执法人员": "9人"},
    ),
    "acts by two words": Told("全年受理争议案件247件，结案241件。", {"受理争议案件": "247件", "办结争议案件": "241件"}),
    "money is nobody": Told(
        "为4.87万名困难人员代缴养老保险费487万元。",
        {"代缴养老保险费": "487万元"},
        ("4.87万名",),
        of_none=(),
    ),
    "shares of tasks": Told(
        "新增就业526人，为任务480人的109.6%；失业人员再就业213人，为任务200人的106.5%。",
        {"失业人员再就业任务完成率": "106.5%"},
        ("109.6%",),
    ),
    "a level reached is no rate of change": Told(
        "公园总数达25个，比上年增长14.7%，绿化覆盖率提升至42%。",
        {"公园总数": "25个"},
        ("14.7%", "42%"),
        of_none=("绿化覆盖率提升",),
    ),
    "a change without a verb for one": Told(
        "举办普法活动96场，覆盖3.4万人次，较去年同期多22场、0.8万人次。",
        {"普法活动场次": "96场", "普法覆盖增加人次": "0.8万人次"},
        ("3.4万人次", "22场"),
    ),
    "how much higher": Told("满意度测评得分97.2分，比上一年度高1.5分。", {}, ("97.2分",), of_none=("满意度提高分值",)),
    "分别 with numbers of several units": Told(
        "审查规范性文件、招商协议、政府合同分别为14件、263份、891份。",
        {"审查规范性文件": "14件", "审查招商协议": "263份", "审查政府合同": "891份"},
    ),
    "分别 with a number in an item": Told(
        "应急局、消防大队和24个乡镇分别开展咨询活动18场、22场、131场。",
        {"消防大队咨询活动": "22场", "乡镇咨询活动": "131场"},
        ("18场",),
    ),
    "levels with brackets": Told(
        "全省16个州（市）、129个县（市、区）全部组建执法机构。",
        {"组建执法机构的县区": "129个"},
        ("16个",),
    ),
    "no part of an average": Told(
        "办理各类事项31.26万件，日均1250余件，其中即办件20.8万件。",
        {"即办件数": "20.8万件"},
        ("31.26万件",),
        of_none=("日均即办件量",),
    ),
    "bodies are not counted as people": Told(
        "12所中小学配备法治副校长14名，上法治课48节。",
        {"法治副校长人数": "14名", "法治副校长授课": "48节"},
        ("12所",),
    ),
    "what stands right behind its number": Told(
        "10个监督机构、286家医疗机构开展宣传1150场次。",
        {"监督机构": "10个", "医疗机构": "286家", "宣传场次": "1150场次"},
    ),
    "a word that another number is told of, behind an act": Told(
        "公平竞争审查覆盖增量文件33件，清理存量文件118件。",
        {"清理存量文件": "118件", "审查增量文件": "33件"},
        of_none=("审查存量文件",),
    ),
    "another act": Told(
        "受理纠纷328件，调成321件，成功率97.9%。", {"受理纠纷": "328件"}, ("321件",), of_none=("化解纠纷",)
    ),
    "a longer word begins like the name's last": Told(
        "6家律师事务所43名执业律师代理案件874件。", {"律师事务所": "6家", "执业律师": "43名", "代理案件": "874件"}
    ),
    "areas in two units": Told(
        "完成营造林4.3万亩，治理水土流失面积38平方公里。",
        {"营造林面积": "4.3万亩", "治理水土流失面积": "38平方公里"},
    ),
    "a measure that another number's words say": Told(
        "建成高标准农田5.6万亩，粮食播种面积稳定在52.3万亩。",
        {"建成高标准农田面积": "5.6万亩", "粮食播种面积": "52.3万亩"},
    ),
    "a gap is no level": Told(
        "普惠性幼儿园覆盖率达93.1%，高于全市平均水平3.6个百分点。",
        {"普惠性幼儿园覆盖率": "93.1%"},
        ("3.6个百分点",),
        of_none=(),
    ),
    "levels are no rivals": Told(
        "设立市、县、乡三级河长473名，其中市级9名。", {"市级河长": "9名", "三级河长": "473名"}
    ),
}


def _verdict(text: str, name: str, number: str) -> Verdict:
    return check([{"name": name, "value_text": number, "quote": text}], text).findings[0].verdict


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD)
def test_a_name_means_its_own_number_and_no_other(told: Told) -> None:
    numbers = {*told.means.values(), *told.numbers}
    for name, own in told.means.items():
        assert _verdict(told.text, name, own) is Verdict.VERIFIED, (name, own)
        wrong = {number: _verdict(told.text, name, number) for number in numbers - {own}}
        assert Verdict.VERIFIED not in wrong.values(), (name, wrong)


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD)
def test_a_name_that_says_too_little_means_no_number(told: Told) -> None:
    for name in told.of_none:
        given = {number: _verdict(told.text, name, number) for number in {*told.means.values(), *told.numbers}}
        assert Verdict.VERIFIED not in given.values(), (name, given)


@pytest.mark.parametrize(
    ("text", "quote", "name", "wrong"),
    [
        ("低保标准由每人每年5,820元提高到6,552元。", "低保标准由每人每年5,820元", "低保标准", "5,820元"),
        ("全县茶园面积60万亩，投产茶园57.2万亩。", "投产茶园57.2万亩", "茶园面积", "57.2万亩"),
        ("罚没款960万元，件均1.83万元。", "罚没款960万元", "件均罚没款", "960万元"),
        ("收到申请386件，结转12件，两项合计398件。", "收到申请386件", "申请合计", "386件"),
    ],
)
def test_a_quote_that_leaves_the_rival_out_does_not_decide_for_it(text: str, quote: str, name: str, wrong: str) -> None:
    found = check([{"name": name, "value_text": wrong, "quote": quote}], text).findings[0]
    assert found.verdict is not Verdict.VERIFIED
