"""Numbers exchanged within a sentence: what a name says of the clause before, of its unit, or of how it was measured."""

import pytest

from extractor.check import check
from schemas.finding import Verdict

# text, name, the number it names, another of the sentence that it does not name
EXCHANGED = {
    "a bound that only one number has": (
        "为70周岁以上老人4.1万人发放补贴。",
        "领取补贴老人年龄下限",
        "70周岁以上",
        "4.1万人",
    ),
    "of 分别, words that the last item lends": (
        "港区进口、出口平均验放时间分别为31.5小时和0.62小时。",
        "港区进口平均验放时间",
        "31.5小时",
        "0.62小时",
    ),
    "a part behind 中": (
        "全市76个派出所中达到二级标准的29个，占38.2%。",
        "达到二级标准的派出所",
        "29个",
        "76个",
    ),
    "acts of numbers of unlike units": (
        "调解组织共排查矛盾纠纷3.1万次，调处各类纠纷1.64万件。",
        "调解组织排查矛盾纠纷",
        "3.1万次",
        "1.64万件",
    ),
    "an object that a list shares": (
        "村支委会5次、村民会议3次专题研究移风易俗。",
        "村支委会专题研究移风易俗",
        "5次",
        "3次",
    ),
    "one of several acts without a joint": (
        "制定修改废止规章31件，其中新制定9件、修改14件、废止8件。",
        "废止规章",
        "8件",
        "31件",
    ),
    "a mean by head, far from a value that turned": (
        "生产总值由387亿元增加到692亿元，年均增长5.8%，人均生产总值达到7万元。",
        "增加后的生产总值",
        "692亿元",
        "7万元",
    ),
    "what stands in brackets before a number": (
        "邮政业完成业务收入（不含储蓄收入）28.4亿元，增长9.1%；快递业务收入17.2亿元。",
        "邮政业业务收入",
        "28.4亿元",
        "17.2亿元",
    ),
    "the third sector": (
        "三次产业结构由上年的9.4:47.1:43.5调整为8.8:46.9:44.3。",
        "第三产业比重",
        "44.3",
        "46.9",
    ),
    "points of a change": (
        "草原植被盖度较三年前提高2.7个百分点，达到58.4%。",
        "草原植被盖度",
        "58.4%",
        "2.7个百分点",
    ),
    "the clause before, where the same words stand before both": (
        "粮食种植面积62万亩，同比增长3.1%，连年增加；油料种植面积18万亩，同比增长5.4%。",
        "粮食种植面积同比增长",
        "3.1%",
        "5.4%",
    ),
    "the clause before, where one compares with a year": (
        "商品房销售额41亿元，比上年增长7.5%；住宅租赁额3亿元，增长2.9%。",
        "商品房销售额增长率",
        "7.5%",
        "2.9%",
    ),
    "the noun that a unit counts": (
        "64家区直部门录入行政检查信息3.7万条。",
        "录入行政检查信息的区直部门数",
        "64家",
        "3.7万条",
    ),
    "the class of a number of items": ("平台可查询社保、医保等9大类84项服务。", "可查询服务大类数", "9大类", "84项"),
    "visits and times": ("开展燃气安全抽查21次，走访商户134家次。", "走访商户家次", "134家次", "21次"),
    "a level and its change": ("森林覆盖面积比上年增加4万亩，达到120万亩。", "森林覆盖面积", "120万亩", "4万亩"),
    "a mean by village": ("全乡集体经营收入2400万元，村均80万元。", "集体经营村均收入", "80万元", "2400万元"),
    "a yield and how much it grew": (
        "水产品产量9300吨，比上年增产11.2%。",
        "水产品产量增产幅度",
        "11.2%",
        "9300吨",
    ),
    "two levels told in one word": (
        "取消证明事项16项，省市两级证明事项告知承诺率分别达到93%和88%。",
        "市级证明事项告知承诺率",
        "88%",
        "93%",
    ),
    "town and country": (
        "税收收入9亿元、增长4.2%，城乡居民人均收入分别增长5.6%和6.8%。",
        "农村居民人均收入增长",
        "6.8%",
        "4.2%",
    ),
    "a word inside a longer one": (
        "全年进出口总值73亿元，其中出口51亿元。",
        "出口总值",
        "51亿元",
        "73亿元",
    ),
    "the word that a name begins with": (
        "分两批下放审批事项66项，同步开展评估，收回基层“接不住”的事项13项。",
        "收回审批事项",
        "13项",
        "66项",
    ),
    "a number that changes by a mean on either side": (
        "办件材料由平均5.2份减至2.4份。",
        "办件材料平均份数（原）",
        "5.2份",
        "2.4份",
    ),
    "a list with brackets in it": (
        "对9个乡镇（园区）、31个县直单位开展专项督查，发现问题12个。",
        "专项督查的乡镇（园区）数",
        "9个",
        "31个",
    ),
    "people and places": ("在38个村设立法律服务点，接待村民910人。", "接待村民人数", "910人", "38个"),
    "a word that stands in a longer one": (
        "海关监管进出口货运量3260万吨，同比增长5.6%，其中进口2140万吨、出口1120万吨。",
        "监管出口货运量",
        "1120万吨",
        "3260万吨",
    ),
    "the longer word": (
        "海关监管进出口货运量3260万吨，同比增长5.6%，其中进口2140万吨、出口1120万吨。",
        "监管进出口货运量",
        "3260万吨",
        "1120万吨",
    ),
    "those who were paid and the money": (
        "建成森林乡村14个，发放生态护林员补助1260万元，惠及1575人。",
        "享受补助的生态护林员",
        "1575人",
        "1260万元",
    ),
    "a part by a level told before of other things": (
        "新增国家级项目2项、省级5项，代表性传承人达到64人，其中国家级3人、省级17人。",
        "省级代表性传承人",
        "17人",
        "64人",
    ),
    "a part by a shorter word for it": (
        "全市律师事务所142家，其中合伙所97家、个人所38家。",
        "合伙律师事务所",
        "97家",
        "142家",
    ),
    "opposites": (
        "一般公共预算收入完成23.7亿元，为预算的101.2%；支出58.9亿元，完成预算的97.4%。",
        "收入完成预算比例",
        "101.2%",
        "97.4%",
    ),
    "what stands around a number": (
        "区级行政审批事项100%网上办理，政务服务事项实现346项“容缺办理”。",
        "区级行政审批事项网上办理",
        "100%",
        "346项",
    ),
    "what a share is a share of": (
        "新创建国家级绿色工厂73家，80%的国家级和省级园区均完成循环化改造。",
        "国家级和省级园区均完成循环化改造",
        "80%",
        "73家",
    ),
    "a count between two numbers": ("20件民生实事100%完成，全面兑现承诺。", "民生实事", "20件", "100%"),
    "the part of a sentence that tells of another thing": (
        "棉纱产量286万吨，比上年增加9万吨；自行车1484万辆，增加224万辆。",
        "棉纱产量增加",
        "9万吨",
        "224万辆",
    ),
    "a rate that is measured in money": (
        "全员劳动生产率提高到42万元/人；单位生产总值能耗累计下降14%。",
        "全员劳动生产率",
        "42万元/人",
        "14%",
    ),
    "one after the other": ("市级、县级办件率依次为93%和88%。", "县级办件率", "88%", "93%"),
    "one of several acts": (
        "审议法规草案13件，制定、修改、废止政府规章9件，其中制定4件、修改2件、废止3件。",
        "废止政府规章",
        "3件",
        "9件",
    ),
    "a year that a later number is told of": (
        "通过减税降费为企业减负23.4亿元，其中2020年减负7.9亿元。",
        "2020年为企业减负",
        "7.9亿元",
        "23.4亿元",
    ),
    "what ought to be and what was": (
        "应当出庭的307件案件中，行政机关负责人出庭305件，出庭率99.3%。",
        "行政机关负责人应当出庭案件",
        "307件",
        "305件",
    ),
    "those who are counted": ("在16个镇街服务中心设立税费服务点34个。", "设立税费服务点的镇街", "16个", "34个"),
    "those who are counted, by what a later clause says": (
        "318名干部参加业务测试，通过276名，通过率86.8%。",
        "通过业务测试的干部",
        "276名",
        "318名",
    ),
    "words that are told of later numbers alone": (
        "全年受理案件7486件，同比上升11.4%，法官人均结案267件，较去年多办31件。",
        "法官人均结案增加",
        "31件",
        "11.4%",
    ),
    "what was newly made is no rate": (
        "37个项目投产，新增产值81亿元；完成技改投资43.7亿元、增长15.4%。",
        "投产项目新增产值",
        "81亿元",
        "15.4%",
    ),
    "the subject of a part of the sentence": (
        "职工医保统筹基金收入17亿元、支出15亿元，当期结余2亿元，累计结余可支付19.7个月；"
        "居民医保基金收入20亿元、支出19亿元，累计结余可支付7.8个月。",
        "职工医保统筹基金累计结余可支付月数",
        "19.7个月",
        "7.8个月",
    ),
    "分别 behind numbers of other things": (
        "宝汉高速、平镇高速两条建成通车，新增里程127公里，桥隧比分别高达61%和54%。",
        "平镇高速桥隧比",
        "54%",
        "61%",
    ),
    "trips and those who went": ("包车164趟运送农民工返岗4370人。", "返岗包车趟次", "164趟", "4370人"),
    "those who went and trips": ("包车164趟运送农民工返岗4370人。", "包车运送返岗农民工", "4370人", "164趟"),
    "how much sooner": (
        "平均办理时长11.6个工作日，比法定时限提前8.4个工作日。",
        "办理时长比法定时限提前天数",
        "8.4个工作日",
        "11.6个工作日",
    ),
    "a size told in characters": ("12幢楼宇税收超1000万元，其中3幢楼宇超亿元。", "税收超亿元楼宇", "3幢", "12幢"),
    "an act of one character": ("立刑事案件53起，破39起，抓获嫌疑人46人。", "破获刑事案件", "39起", "53起"),
    "a word told of a later number alone": (
        "开展技能培训7.2万人次，其中以工代训3.1万人次、岗前培训1.6万人次。",
        "岗前培训",
        "1.6万人次",
        "7.2万人次",
    ),
    "a word told before a later number of another unit": (
        "登记技术合同812项，成交额46.3亿元，其中省内转化305项，成交额9.7亿元。",
        "省内转化技术合同成交额",
        "9.7亿元",
        "46.3亿元",
    ),
    "what stands behind a later number": (
        "森林火灾受害率0.03‰，优于0.9‰的控制指标。",
        "森林火灾受害率控制指标",
        "0.9‰",
        "0.03‰",
    ),
    "how much a day": ("全年供水1.6亿立方米，日均供水43.8万立方米。", "全年供水量", "1.6亿立方米", "43.8万立方米"),
    "a gap is not what is apart": (
        "在园幼儿占比58.4%，普惠园覆盖率90.1%，分别比省定目标高8.4个百分点和5.1个百分点。",
        "在园幼儿占比高于省定目标",
        "8.4个百分点",
        "58.4%",
    ),
    "a share of those who": (
        "96.2%的卫生院设有中医馆，中医诊疗量31万人次，占总诊疗量的17.3%。",
        "设有中医馆的卫生院占比",
        "96.2%",
        "17.3%",
    ),
    "分别 behind names that begin with money": (
        "万元GDP能耗和万元工业增加值能耗分别较2020年下降5.1%、7.4%。",
        "万元工业增加值能耗降幅",
        "7.4%",
        "5.1%",
    ),
    "分别 with one that did not change": (
        "检查商户4126家次，发出通知书312份，立案97起，罚款15.2万元，同比分别增长7.3%、下降14.1%、下降20.6%和持平。",
        "立案同比降幅",
        "20.6%",
        "14.1%",
    ),
    "one of those that 等 ends": ("报告鼠疫等病例87例，其中鼠疫61例。", "报告鼠疫病例", "61例", "87例"),
    "another rate": (
        "应诉案件463件，负责人出庭358件，出庭率77.3%，败诉率10.2%。",
        "负责人出庭应诉率",
        "77.3%",
        "10.2%",
    ),
    "what a sentence tells nowhere": (
        "新收复议案件287件，办结271件，其中维持118件，变更及责令履行44件。",
        "直接纠错的复议案件",
        "44件",
        "287件",
    ),
    "a word that may be told otherwise of a part": (
        "发展党员24名，其中35岁以下17名。",
        "发展年轻党员",
        "17名",
        "24名",
    ),
    "money is no count of households": (
        "慰问因公伤亡民警家庭163户、发放214万元。",
        "慰问金",
        "214万元",
        "163户",
    ),
    "an age is no sum": (
        "发放高龄津贴1846万元，惠及老人1.5万人，最高年龄103岁。",
        "高龄津贴老人最高年龄",
        "103岁",
        "1846万元",
    ),
    "villages are no sum": ("全镇24个村实现集体收入186万元。", "实现集体收入的村", "24个", "186万元"),
    "experts are not counted in times": (
        "集体学法12次，邀请专家授课5人次。",
        "学法邀请授课专家",
        "5人次",
        "12次",
    ),
    "places that another number counts": (
        "服务站覆盖全部14个乡镇，为退役军人提供就业岗位3200个。",
        "退役军人服务站覆盖乡镇数",
        "14个",
        "3200个",
    ),
    "what became less of a fall": (
        "销售面积118.6万平方米，同比下降13.9%，降幅比前三季度收窄4.5个百分点。",
        "销售面积同比降幅",
        "13.9%",
        "4.5个百分点",
    ),
    "a count by its whole phrase": (
        "在营单车9.6万辆，日均骑行26.3万次，单车日均周转2.7次。",
        "单车日均骑行次数",
        "26.3万次",
        "2.7次",
    ),
    "growth at constant prices": (
        "地区生产总值1418亿元，按可比价格计算比上年增长5.4%，其中第一产业增加值212亿元、增长4.1%。",
        "地区生产总值比上年增长",
        "5.4%",
        "4.1%",
    ),
    "exports are not foreign trade": (
        "进出口总额984亿元，同比下降3.5%，其中出口662亿元，下降1.2%，进口322亿元，下降8.5%。",
        "出口额同比下降",
        "1.2%",
        "3.5%",
    ),
    "some of many": (
        "18个计划开工项目中仍有5个未取得用地批复。",
        "未取得用地批复的计划开工项目",
        "5个",
        "18个",
    ),
    "分别 behind counts and a time": (
        "日均发送旅客1.6万人次，春运40天发送78.4万人次，单日最高2.9万人次，分别增长9.8%、12.5%和6.7%。",
        "日均发送旅客增长",
        "9.8%",
        "12.5%",
    ),
    "patients are no diseases": (
        "对36种大病实施专项救治，累计救治1.4万人。",
        "大病专项救治患者",
        "1.4万人",
        "36种",
    ),
    "those who are paid are no sum": ("发放低保金836万元，惠及758户1127人。", "低保对象", "1127人", "836万元"),
    "money in a noun behind a number": (
        "2所食堂利润弥补公用经费41.8万元。",
        "弥补公用经费的食堂利润",
        "41.8万元",
        "2所",
    ),
    "several values that turn": (
        "每千人口床位数、注册护士数分别由4.1张、1.5人增加到6.2张、2.7人。",
        "每千人口床位数",
        "6.2张",
        "4.1张",
    ),
    "the former and the latter": (
        "铁路发送旅客1.4亿人次，公路2.8亿人次，前者增长10.6%，后者增速高达17.3%。",
        "铁路旅客增速",
        "10.6%",
        "17.3%",
    ),
    "what is now": ("湿地保护率由52.1%提高到55.8%。", "当前湿地保护率", "55.8%", "52.1%"),
    "less of a fall": (
        "使用外资826亿元，下降27.1%，降幅较前三季度收窄3.3个百分点。",
        "使用外资降幅收窄幅度",
        "3.3个百分点",
        "27.1%",
    ),
    "owed and done": ("“保交房”项目31.7万套，已交付29.9万套。", "保交房应交付套数", "31.7万套", "29.9万套"),
    "a share of the whole and a share in it": (
        "派出所警力占总警力的43.8%，社区民警占派出所警力的41.2%。",
        "派出所警力占比",
        "43.8%",
        "41.2%",
    ),
    "a rate in tenths of ten thousand": (
        "孕产妇死亡率降至11.6/10万，慢性病过早死亡率下降到14.3%。",
        "孕产妇死亡率",
        "11.6/10万",
        "14.3%",
    ),
    "what is done each day is no other act": ("日均受理91件，全年转办326件。", "受理", "91件", "326件"),
    "what those did who are counted": (
        "“两江发布”等37个政务新媒体账号推送6951条。",
        "政务新媒体推送信息",
        "6951条",
        "37个",
    ),
    "two counts before one noun": ("27宗、1386亩工业用地由此受惠。", "受惠的工业用地", "27宗", "1386亩"),
    "those who attend": ("组织执法资格考试3期，517人参考。", "参加执法资格考试", "517人", "3期"),
    "capacity is no count": (
        "抽水蓄能电站4台机组投产，120万千瓦装机满发。",
        "抽水蓄能电站装机容量",
        "120万千瓦",
        "4台",
    ),
    "what is done by those who are counted": (
        "许可事项287项，下放42项，委托给3个开发区行使的有26项。",
        "委托开发区行使的许可事项",
        "26项",
        "3个",
    ),
    "a ratio is no sum": (
        "技术合同成交额14亿元，是五年前的4.2倍。",
        "技术合同成交额与五年前之比",
        "4.2倍",
        "14亿元",
    ),
    "how long and how many": ("旧改项目45天完成签约1163户。", "旧改项目完成签约用时", "45天", "1163户"),
}


@pytest.mark.parametrize("case", EXCHANGED)
@pytest.mark.parametrize("quoted", [True, False])
def test_a_name_is_not_verified_for_another_number(case: str, quoted: bool) -> None:
    text, name, _, other = EXCHANGED[case]
    claim = {"name": name, "value_text": other} | ({"quote": text} if quoted else {})
    found = check([claim], text).findings[0]
    assert found.verdict in {Verdict.AMBIGUOUS, Verdict.MISATTRIBUTED}, found


@pytest.mark.parametrize("case", EXCHANGED)
def test_a_name_is_not_denied_its_own_number(case: str) -> None:
    text, name, own, _ = EXCHANGED[case]
    found = check([{"name": name, "value_text": own, "quote": text}], text).findings[0]
    assert found.verdict in {Verdict.VERIFIED, Verdict.AMBIGUOUS}, found


def test_a_quote_does_not_decide_where_a_name_speaks_of_a_third_number() -> None:
    text = "审核政府规范性文件24件，向省政府报备19件；备案审查部门规范性文件57件。"
    claim = {"name": "报备规范性文件", "value_text": "57件", "quote": "备案审查部门规范性文件57件"}
    assert check([claim], text).findings[0].verdict in {Verdict.AMBIGUOUS, Verdict.MISATTRIBUTED}


@pytest.mark.parametrize(("name", "value"), [("培训人数", "6期"), ("流转面积", "12户"), ("配备比例", "30台")])
def test_a_name_that_measures_is_no_count_of_another_unit(name: str, value: str) -> None:
    text = f"全年{name[:2]}相关工作，共{value}。"
    claim = {"name": name, "value_text": value, "quote": text}
    assert check([claim], text).findings[0].verdict is Verdict.AMBIGUOUS


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("第一产业增加值27亿元、第二产业71亿元，分别增长4.2%、4.9%。", "第二产业增加值增速", "4.9%"),
        ("毛入园率提高27.4个百分点，达91.2%；千人床位数增至6.4张。", "毛入园率", "91.2%"),
        ("城镇新增就业5.62万人，完成年度任务的112.4%。", "城镇新增就业任务完成率", "112.4%"),
        ("第七次人口普查登记12108户、38452人。", "人口普查登记人数", "38452人"),
        ("原煤1438万吨，下降3.6%；发电量187.3亿千瓦时，增长2.9%。", "发电量增速", "2.9%"),
        ("工业增加值同比增长7.2%，高于全省1.5个百分点。", "工业增加值增速高于全省", "1.5个百分点"),
        ("全年供水1.82亿立方米，日均供水49.9万立方米。", "全年供水量", "1.82亿立方米"),
        ("税收占收入的78.3%，其中增值税16.4亿元、增长9.2%，企业所得税8.7亿元、下降3.5%。", "增值税增幅", "9.2%"),
        ("检查食品生产经营单位8643家次，发现隐患2317处，查处食品安全案件421件。", "发现食品安全隐患", "2317处"),
        ("进出口总额64.8亿美元，其中出口41.2亿美元、进口23.6亿美元，电商交易额18.7亿元。", "出口额", "41.2亿美元"),
        ("培育法律明白人1488名，村均6人。", "村均法律明白人", "6人"),
        ("新签约亿元以上项目64个、总投资297亿元，其中10亿元以上11个。", "新签约10亿元以上项目", "11个"),
        ("货运量年均增长5.2%，客运量受分流影响年均下降6.7%。", "公路客运量年均降幅", "6.7%"),
        ("商品房销售面积521万平方米、销售额318亿元，同比分别增长4.1%、6.7%。", "商品房销售额增幅", "6.7%"),
        ("提请审议法规草案13件，制定、废止规章9件，其中制定6件、废止3件。", "废止规章", "3件"),
        ("通过降费为企业减负23.4亿元，其中2020年减负7.9亿元。", "2020年为企业减负", "7.9亿元"),
        ("港区进口、出口平均验放时间分别为31.5小时和0.62小时。", "港区进口平均验放时间", "31.5小时"),
        ("为118名工人追回欠薪204万元。", "法律援助追回欠薪", "204万元"),
        ("粮食总产连续五年稳定在70万吨。", "粮食总产量", "70万吨"),
        ("网上零售额实现63.2亿元，增长9.4%，其中农产品网上零售额14.7亿元。", "网上零售额", "63.2亿元"),
        (
            "实现地区生产总值712.5亿元，按可比价格计算增长6.3%；其中第一产业增加值81.2亿元，增长3.4%。",
            "地区生产总值增速",
            "6.3%",
        ),
        (
            "地区生产总值712.5亿元，增长6.3%；工业投资增长11%；城乡居民人均收入分别增长5.2%和7.1%。",
            "地区生产总值增幅",
            "6.3%",
        ),
        ("各项存款余额913亿元、贷款余额784亿元，比年初分别增加61.4亿元和52.8亿元。", "贷款余额增加额", "52.8亿元"),
        (
            "居民人均可支配收入38214元，同比增长5.1%，其中城镇居民47350元，增长4.6%。",
            "城镇居民人均可支配收入",
            "47350元",
        ),
        ("年收入20万元以上的村达到137个、占比71.4%，50万元以上的村42个。", "集体收入50万元以上的村", "42个"),
        ("办理建议196件、提案258件，满意和基本满意率分别为99.2%和98.4%。", "提案办理满意率", "98.4%"),
        ("教育、卫生、文化三项支出分别为27.1亿元、14.6亿元和3.2亿元。", "卫生支出", "14.6亿元"),
        ("空气优良天数287天，同比增加11天。", "空气优良天数增加数", "11天"),
        ("按常住地分，居民收入28406元，城镇居民35619元，农村居民17083元。", "农村居民收入", "17083元"),
        ("蔬菜种植17.3万亩，产量52.6万吨，水果产量21.8万吨。", "蔬菜产量", "52.6万吨"),
        ("三次产业结构由上年的9.4:47.1:43.5调整为8.8:46.9:44.3。", "上年第一产业比重", "9.4"),
        ("对私有土地以150公顷为上限批准。", "批准私有土地上限", "150公顷"),
    ],
)
def test_a_name_is_verified_for_its_own_number(text: str, name: str, value: str) -> None:
    found = check([{"name": name, "value_text": value, "quote": text}], text).findings[0]
    assert found.verdict is Verdict.VERIFIED, found


def test_a_number_is_not_denied_for_a_like_name_elsewhere() -> None:
    text = "复议局挂牌以来，集中受理复议案件219件，调撤率46.1%。\n明年，复议案件调撤率提高到50%。"
    claim = {"name": "复议案件调撤率", "value_text": "46.1%", "quote": text.split("\n")[0]}
    assert check([claim], text).findings[0].verdict in {Verdict.VERIFIED, Verdict.AMBIGUOUS}


def test_a_name_without_a_quote_is_not_verified_where_only_another_sentence_tells_its_act() -> None:
    text = "机构立案受理129件，审结118件。\n全年有10件行政复议案件因程序或事实问题被直接纠错。"
    found = check([{"name": "受理行政复议案件", "value_text": "10件"}], text).findings[0]
    assert found.verdict in {Verdict.AMBIGUOUS, Verdict.MISATTRIBUTED}
