"""Clause names: what a reader would call each number of a sentence, in the sentence's own words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.clause_names import clause_names
from extractor.clauses import letters, without_digits
from extractor.phrases import LIMIT
from extractor.pipeline import prepare
from extractor.source.read import read
from tests.growth import LINEAR, growth
from tests.passages import passage, passages

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))

CASES = {
    "a noun of its own behind 和": (
        "五年共办理代表建议318件和委员提案402件，办复率达100%。",
        ["办理代表建议年数", "办理代表建议", "办理委员提案", "委员提案办复率"],
    ),
    "what something grew to": (
        "金融业增加值增长12%左右，达260亿元；上市公司增加21家，累计达203家。",
        ["金融业增加值增长", "金融业增加值", "上市公司增加", "上市公司总数"],
    ),
    "what was done by now": (
        "建成绿色农田6.4万亩、累计达到88万亩，净增商户413户、总数达1.2万户。",
        ["建成绿色农田", "累计建成绿色农田", "净增商户", "商户总数"],
    ),
    "what there is of something new by now": (
        "铁路里程新增310公里、突破4200公里，商户净增31万户、突破600万户。",
        ["铁路里程新增", "铁路里程", "商户净增", "商户总数"],
    ),
    "what came in and what went out": ("基金收支分别增长9%、7%。", ["基金收入增长", "基金支出增长"]),
    "what something is compared with": (
        "工业总产值达到520亿元，比上年的480亿元增长8.3%。",
        ["工业总产值", "上年工业总产值", "工业总产值增长"],
    ),
    "two measures of the same things": (
        "治理28条39段黑臭水体，推进6个共8300套人才住房项目。",
        ["治理黑臭水体", "治理黑臭水体", "推进人才住房项目", "人才住房项目"],
    ),
    "what the last of a list is measured by": (
        "刑事、治安警情分别下降12%、9%，炼铁、炼钢产能占比分别达到61%、57%。",
        ["刑事警情下降", "治安警情下降", "炼铁占比", "炼钢产能占比"],
    ),
    "the shares of the three sectors, those before and those after": (
        "三次产业结构由9.6∶43.1∶47.3调整为8.8∶42.9∶48.3，服务业增长7%。",
        [*(f"{turned}第{which}产业占比" for turned in ("原", "") for which in "一二三"), "服务业增长"],
    ),
    "a ratio of something else": ("甲乙丙类比例为1：2：5，增长8%。", ["甲乙丙类比例"] * 3 + ["甲乙丙类比例增长"]),
    "a mean of what is done each day": (
        "全年受理办件46.3万件，日均办件1850件，日均供餐1150份。",
        ["受理办件", "日均办件", "日均供餐"],
    ),
    "changes of what was done to the same things": (
        "受理案件12.8万件，审执结11.9万件，同比分别上升6.3%和7.8%。",
        ["受理案件", "审执结案件", "受理案件上升", "审执结案件上升"],
    ),
    "the whole of a verb that begins like another": (
        "新开工项目93个，总投资612亿元。",
        ["新开工项目", "项目总投资"],
    ),
    "what was done before the case": (
        "新收复议申请521件，案前化解103件，审结368件。",
        ["新收复议申请", "案前化解复议申请", "审结复议申请"],
    ),
    "cases taken and closed": ("执行案件收案6842件、结案6329件。", ["执行案件收案", "结案案件"]),
    "what was newly received is no thing": (
        "社区矫正在册214人，新接收176人、解除163人。",
        ["社区矫正在册", "新接收", "社区矫正在册解除"],
    ),
    "good words and bad": ("群众评价11.6万次，好评11.5万次，差评23次。", ["群众评价", "好评", "差评"]),
    "two degrees of one rate": (
        "满意和基本满意率分别为99.5%和99.2%。",
        ["满意率", "基本满意率"],
    ),
    "kinds of insurance": (
        "失业、工伤保险参保人数分别为52.8万人、67.5万人。",
        ["失业保险参保人数", "工伤保险参保人数"],
    ),
    "分别 of what one word names": (
        "城乡居民人均可支配收入年均分别增长5.3%、7.1%，存贷款余额分别达38.7万亿元和29.9万亿元。",
        [
            "城镇居民人均可支配收入年均增长",
            "农村居民人均可支配收入年均增长",
            "存款余额",
            "贷款余额",
        ],
    ),
    "分别 of rough numbers": (
        "其中一二三产增加值分别增长3.5%左右、6%左右、5%左右。",
        ["一产增加值增长", "二产增加值增长", "三产增加值增长"],
    ),
    "分别 of sectors in a list": (
        "一产、二产、三产增加值分别增长6%、5.2%、5.2%。",
        ["一产增加值增长", "二产增加值增长", "三产增加值增长"],
    ),
    "分别 with one that did not change": (
        "检查商户4286家次，发出通知367份，罚款18.7万元，同比分别增长8.2%、持平和下降21.2%。",
        ["检查商户", "发出通知", "罚款", "商户增长", "罚款下降"],
    ),
    "the first, second and third of a list": (
        "第一产业增加值278.4亿元、第二产业716.9亿元、第三产业1023.3亿元，分别增长4.2%、4.9%和4.5%。",
        [
            "第一产业增加值",
            "第二产业增加值",
            "第三产业增加值",
            "第一产业增加值增长",
            "第二产业增加值增长",
            "第三产业增加值增长",
        ],
    ),
    "a mean by head": ("法官人均结案267件，较去年多办31件。", ["法官人均结案", "法官人均结案较去年多办"]),
    "a rate that begins like a word of amount": ("超限率由7.8%控制到0.9%。", ["超限率控制前", "超限率控制后"]),
    "deeds share no verb": (
        "暂停协议37家、解除协议12家、行政处罚48家。",
        ["暂停协议", "解除协议", "行政处罚"],
    ),
    "kinds of what was counted": (
        "收到政府信息公开申请259件。按申请渠道分，信函118件，网络97件，当面44件。",
        ["收到政府信息公开申请", "信函政府信息公开申请", "网络政府信息公开申请", "当面政府信息公开申请"],
    ),
    "a change and its cause": (
        "2019年旅客吞吐量65.8万人次，2020年受疫情影响回落至51.4万人次。",
        ["旅客吞吐量", "旅客吞吐量受疫情影响回落"],
    ),
    "a share of a place": (
        "创建“无讼村”41个，占全县行政村的22.4%。",
        ["创建“无讼村”", "“无讼村”占全县行政村"],
    ),
    "a share of a plan": ("争取专项债券21.9亿元，为年初计划的129.6%。", ["争取专项债券", "专项债券为年初计划"]),
    "above a mean": (
        "下放事项占比92.45%，高出全省平均水平3.2个百分点。",
        ["下放事项占比", "事项占比高出全省平均水平"],
    ),
    "what was done in a moving manner": (
        "动态调整县级权责清单，取消14项、承接27项。",
        ["取消县级权责清单", "承接县级权责清单"],
    ),
    "kinds that share what is said of the last": (
        "职工和居民住院费用报销比例分别达到86.3%和73.9%。",
        ["职工住院费用报销比例", "居民住院费用报销比例"],
    ),
    "sectors": (
        "其中一、二、三产业增加值分别增长3.4%、7.1%、5.0%。",
        ["一产业增加值增长", "二产业增加值增长", "三产业增加值增长"],
    ),
    "what an examination is passed by": (
        "3128名执法人员通过年度考试，注销执法证件46本。",
        ["执法人员通过年度考试", "注销执法证件"],
    ),
    "a year has no place in a name": (
        "完成任务54项，其余7项结转2025年继续推进。",
        ["完成任务", "其余结转继续推进"],
    ),
    "things of a sentence of its own": (
        "移送公安机关案件96件。完成食品抽检4.68万批次。检查药品零售企业119家次，立案743起。",
        ["移送公安机关案件", "完成食品抽检", "检查药品零售企业", "药品零售企业立案"],
    ),
    "verb and object": ("全年共下发督察意见47份。", ["下发督察意见"]),
    "the noun behind the number": ("新增3个公证处。", ["新增公证处"]),
    "the noun and what it did": ("12名干部参加培训。", ["干部参加培训"]),
    "a noun that a verb modifies": ("组织12场培训活动。", ["组织培训活动"]),
    "a rate and what is done": ("100%办结投诉举报。", ["办结投诉举报"]),
    "dates, places and fillers": ("2024年，全市累计受理法律援助案件320件。", ["受理法律援助案件"]),
    "blanks beside numbers": (
        "全年组织培训 6期,发放资料 540份,31名 民警参加考试。",
        ["组织培训", "发放资料", "民警参加考试"],
    ),
    "by what means": ("通过“掌上办”平台发布85家企业的岗位。", ["发布企业的岗位"]),
    "amounts on either side": ("执法证申办率应不低于90%，新增就业1200万人以上。", ["执法证申办率", "新增就业"]),
    "a verb alone takes the object": (
        "全年共办理行政复议案件45件，审结40件，同比增长12%。",
        ["办理行政复议案件", "审结行政复议案件", "行政复议案件同比增长"],
    ),
    "an act by some means": ("受理案件42件，通过调解等方式结案14件。", ["受理案件", "调解等方式结案"]),
    "an act by people": ("组织资格认证考试，161人参考。", ["资格认证考试参考"]),
    "another verb is no list": (
        "取消证明事项45项，实行告知承诺证明事项17项。",
        ["取消证明事项", "实行告知承诺证明事项"],
    ),
    "parts in brackets": (
        "办理法律援助案件386件（民事297件、刑事81件）。",
        ["办理法律援助案件", "民事法律援助案件", "刑事法律援助案件"],
    ),
    "an average": ("培育法律明白人135名，每村不少于9名。", ["培育法律明白人", "每村法律明白人"]),
    "an average by place": ("培养法律明白人228名，平均每个社区12名。", ["培养法律明白人", "平均每个社区法律明白人"]),
    "a fine": ("下达处罚决定6宗，罚款4.3万元。", ["下达处罚决定", "罚款"]),
    "what all took part in": ("领导干部学法考试100%参加。", ["领导干部学法考试参加"]),
    "a verb that no list knows": ("受理矛盾纠纷328件，调妥321件。", ["受理矛盾纠纷", "调妥矛盾纠纷"]),
    "what money was spent on": ("投资130万元建成社区矫正中心。", ["社区矫正中心投资"]),
    "done with somebody": ("与7个中队、4家下属单位签订责任书。", ["中队签订责任书", "下属单位签订责任书"]),
    "a long modifier": ("组建由人大代表、律师、媒体记者组成的督察组6个。", ["组建督察组"]),
    "each with a change of its own": (
        "新设企业9871家、个体工商户1.86万户，分别增长5.2%、下降3.1%。",
        ["新设企业", "新设个体工商户", "企业增长", "个体工商户下降"],
    ),
    "the mark of a note": ("推行“链长制”[2]走访企业320次。", ["推行“链长制”走访企业"]),
    "the size of what is counted": (
        "打造4个产值超百亿元的先进制造产业集群。",
        ["打造先进制造产业集群", "先进制造产业集群产值"],
    ),
    "new ones, and all of them": (
        "新组建教育集团5个、累计13个，新建绿道83公里、累计近640公里。",
        ["新组建教育集团", "教育集团总数", "新建绿道", "绿道总长"],
    ),
    "new ones told behind their noun": (
        "专精特新企业新增37家、累计达164家。",
        ["专精特新企业新增", "专精特新企业总数"],
    ),
    "by a year": ("到2027年实现总部企业增加值410亿元。", ["实现总部企业增加值"]),
    "high schools": ("新改扩建高中7所。", ["新改扩建高中"]),
    "words that lead on to a number": (
        "财政对九类民生投入达13.2亿元，比上年增长8%。",
        ["财政对民生投入", "财政对民生投入", "财政对民生投入比上年增长"],
    ),
    "the number of a point": ("37.推动供电设施投入使用，新建2座变电站。", ["新建变电站"]),
    "years of work": ("五年间累计举办群众赛事1780余场次。", ["累计举办群众赛事年数", "举办群众赛事"]),
    "no place of the verb's": ("结束了县境东部6个乡镇不通高速的历史。", ["结束了县境东部乡镇不通高速的历史"]),
    "a rate from and to": (
        "明厨亮灶覆盖67所学校，覆盖率由82%增至100%。",
        ["明厨亮灶覆盖学校", "学校覆盖率提高前", "学校覆盖率提高后"],
    ),
    "a rate that says of what": (
        "持有行政执法证38人，持证率从60.9%提高到82.6%。",
        ["持有行政执法证", "持证率提高前", "持证率提高后"],
    ),
    "parts of a whole": (
        "办理行政诉讼案件112件，其中一审69件、二审35件、再审8件；已结94件。",
        ["办理行政诉讼案件", "一审行政诉讼案件", "二审行政诉讼案件", "再审行政诉讼案件", "已结行政诉讼案件"],
    ),
    "how things were judged": (
        "评查行政处罚案卷640卷，其中优秀197卷，占30.8%，不合格8卷。",
        ["评查行政处罚案卷", "优秀行政处罚案卷", "优秀行政处罚案卷占比", "不合格行政处罚案卷"],
    ),
    "a fine for cases": (
        "查处水事违法案件63起，结案61起，罚款148.7万元。",
        ["查处水事违法案件", "结案水事违法案件", "水事违法案件罚款"],
    ),
    "grades of indicators": ("设置一级指标7项、二级指标23项。", ["设置一级指标", "设置二级指标"]),
    "an act in brackets": ("受理行政复议案件42件（审结29件）。", ["受理行政复议案件", "审结行政复议案件"]),
    "a list shares its object": (
        "人民陪审员共参加案件调查641件、审理1407件。",
        ["人民陪审员参加案件调查", "人民陪审员参加案件审理"],
    ),
    "a list shares its verb": ("办理代表建议68件、委员提案50件。", ["办理代表建议", "办理委员提案"]),
    "a verb goes on behind a comma": ("办理代表建议68件，委员提案50件。", ["办理代表建议", "办理委员提案"]),
    "no verb for what merely stands": (
        "改造老旧小区26个，现有社区公园达到5个。",
        ["改造老旧小区", "现有社区公园"],
    ),
    "two nouns in a row": ("发布602家企业4.46万个岗位。", ["发布企业", "发布岗位"]),
    "a worker and the work": (
        "65名律师提供法律服务2146小时。",
        ["律师提供法律服务", "律师提供法律服务时长"],
    ),
    "bodies and what they did": (
        "全盟77个“一站式”矛调中心共受理化解纠纷1768件。",
        ["“一站式”矛调中心", "“一站式”矛调中心受理化解纠纷"],
    ),
    "bodies of one letter": ("目前,全市285个村共有法律明白人1428人。", ["村数", "村共有法律明白人"]),
    "workers and what each of them did": (
        "全市26名员额法官人均结案312件。",
        ["员额法官", "员额法官人均结案"],
    ),
    "with whom it was done": ("联合公安、自然资源等部门开展整治行动18次。", ["开展整治行动"]),
    "but for what": ("除有明确线索外同一企业年度检查原则上不超过2次。", ["同一企业年度检查"]),
    "what was finished": (
        "中央环保督察反馈的18项问题已完成整改17项。",
        ["中央环保督察反馈的问题", "中央环保督察反馈的问题完成整改"],
    ),
    "a share of what was planned": (
        "完成固定资产投资9.37亿元，占年度目标任务10亿元的93.7%，预计全年可完成10.2亿元。",
        ["完成固定资产投资", "固定资产投资年度目标任务", "固定资产投资占年度目标任务", "完成固定资产投资"],
    ),
    "things in fields": ("发布首违不罚清单，涉及9个领域52项。", ["涉及领域", "首违不罚清单事项"]),
    "what it was before it was cut": (
        "保留行政权力3986项，比清理前的6275项精简36.5%。",
        ["保留行政权力", "原行政权力", "行政权力精简"],
    ),
    "years since": ("举办黄埔军校建校100周年活动。", ["黄埔军校建校周年"]),
    "what was not accepted, and its parts": (
        "共收到行政复议申请103宗，不受理12宗（其中转送10宗，不予受理1宗），受理91宗。",
        ["收到行政复议申请", "不受理行政复议申请", "转送行政复议申请", "不予受理行政复议申请", "受理行政复议申请"],
    ),
    "the parties of a case": ("共办理38宗以区政府为被告的行政诉讼案件。", ["办理行政诉讼案件"]),
    "ranks in brackets": (
        "副职以上行政机关负责人出庭46宗（其中正职25宗，副职21宗）。",
        ["副职以上行政机关负责人出庭", "正职行政机关负责人出庭", "副职行政机关负责人出庭"],
    ),
    "verbs of courts": (
        "共收各类一审行政诉讼案件2584件,审结2418件。",
        ["收各类一审行政诉讼案件", "审结各类一审行政诉讼案件"],
    ),
    "bodies and what they took": (
        "75家县级以上农业龙头企业年销售收入18.4亿元。",
        ["县级以上农业龙头企业", "县级以上农业龙头企业年销售收入"],
    ),
    "measures of many kinds": (
        "其中实施按日连续处罚2件、查封扣押17件；对外签署15份多边互认协定。",
        ["实施按日连续处罚", "查封扣押", "对外签署多边互认协定"],
    ),
    "changes in turn, past years and heads": (
        "批准逮捕犯罪嫌疑人14790人,起诉25887人,较前五年分别上升2.3%、3.4%。",
        ["批准逮捕犯罪嫌疑人", "起诉犯罪嫌疑人", "对比期", "批准逮捕犯罪嫌疑人上升", "起诉犯罪嫌疑人上升"],
    ),
    "what became of them": (
        "2个村(社区)成功创建为第七批全国民主法治示范村(社区)。",
        ["全国民主法治示范村(社区)"],
    ),
    "fields in a list of bodies": (
        "报告反映涉及4个方面、29个单位的问题。",
        ["报告反映涉及方面", "报告反映涉及单位的问题"],
    ),
    "two verbs before a list": (
        "立案侦查交通、市政、能源等工程建设领域职务犯罪50件。",
        ["立案侦查工程建设领域职务犯罪"],
    ),
    "a rate without a subject": ("组织法律知识考试2次，通过率98%。", ["组织法律知识考试", "法律知识考试通过率"]),
    "a measure without a subject": (
        "查处假冒伪劣案件76宗，涉案金额190万元。",
        ["查处假冒伪劣案件", "假冒伪劣案件涉案金额"],
    ),
    "what was reached": ("开展法治宣传活动480次，覆盖3.2万人次。", ["开展法治宣传活动", "法治宣传覆盖"]),
    "a subject in the clause before": ("开展规范性文件清理工作，废止3件。", ["废止规范性文件"]),
    "a share": (
        "产业投资占固定资产投资的比重为52%、提高3.2个百分点。",
        ["产业投资占固定资产投资的比重", "产业投资占固定资产投资的比重提高"],
    ),
    "a change of what was counted": (
        "一般公共预算支出28.5亿元、比上年增加1.1亿元。",
        ["一般公共预算支出", "一般公共预算支出比上年增加"],
    ),
    "from and to": ("办理时限由50日压缩至33日。", ["办理时限压缩前", "办理时限压缩后"]),
    "from and to without a verb": ("审批事项由30项到20项。", ["审批事项调整前", "审批事项调整后"]),
    "respectively": ("败诉率、纠错率分别低于全区1.2和2.2个百分点。", ["败诉率低于全区", "纠错率低于全区"]),
    "respectively of the numbers before": (
        "签约金额3亿元、到位资金2亿元，分别增长13%、33%。",
        ["签约金额", "到位资金", "签约金额增长", "到位资金增长"],
    ),
    "a list that lends its last word": (
        "第一、第三产业增加值分别增长3.1%、5.1%。",
        ["第一产业增加值增长", "第三产业增加值增长"],
    ),
    "respectively, of four": (
        "起数、死亡人数、受伤人数、经济损失分别下降13%、12%、25%、24%。",
        ["起数下降", "死亡人数下降", "受伤人数下降", "经济损失下降"],
    ),
    "respectively, in parts": (
        "办理法律援助案件87件，其中民事、刑事分别为51件和36件。",
        ["办理法律援助案件", "民事法律援助案件", "刑事法律援助案件"],
    ),
    "respectively, in the clause behind the list": (
        "开展校园周边、建筑工地、水上交通整治，分别整改问题23个、31个和16个。",
        ["校园周边整改问题", "建筑工地整改问题", "水上交通整治整改问题"],
    ),
    "a heading before a colon": ("审结方式：维持41件，驳回13件，撤销8件。", ["维持", "驳回", "撤销"]),
    "what is left is no thing": (
        "共收到复议申请86件，受理71件，其他处理7件；审结62件。",
        ["收到复议申请", "受理复议申请", "其他处理", "审结复议申请"],
    ),
    "a list before what it comes to": ("原煤、天然气产量达到66万吨、12万吨。", ["原煤产量", "天然气产量"]),
    "an act after another": ("新能源开工1600万千瓦、投产1000万千瓦。", ["新能源开工", "新能源投产"]),
    "what is divided": ("制定7个方面58项具体措施。", ["具体措施方面", "制定具体措施"]),
    "some of them": ("59项测评点中有22项达到最优水平。", ["测评点", "测评点达到最优水平"]),
    "done to something": ("对20个部门的执法情况进行检查。", ["部门的执法情况检查"]),
    "done for somebody": ("为30家企业提供法律服务。", ["为企业提供法律服务"]),
    "a title won": ("3个村被命名为“全国民主法治示范村”。", ["全国民主法治示范村"]),
    "examples before a class": (
        "实施森林草原防灭火、防汛抢险、消防救援等专项演练40次。",
        ["实施专项演练"],
    ),
    "levels in a list": ("编制完成439项市、县行政许可事项工作规范。", ["编制完成市、县行政许可事项工作规范"]),
    "a list in quotes": ("对50%公证处开展“双随机、一公开”检查。", ["公证处“双随机、一公开”检查"]),
    "equal names": (
        "新建3个幼儿园，新增优质学位990座；新改扩建11个学校，新增优质学位6300座。",
        ["新建幼儿园", "幼儿园新增优质学位", "新改扩建学校", "新改扩建学校新增优质学位"],
    ),
    "equal names of two places": ("市本级培训1020人，全市培训7720人。", ["市本级培训", "全市培训"]),
    "a short list of examples": ("开展“安全月”、“进乡村”等活动580场。", ["开展“进乡村”等活动"]),
    "codes keep their digits": (
        "PM2.5浓度31微克/立方米，改造S218线31.6公里，引进世界500强企业5家，12345热线办结3件。",
        ["PM2.5浓度", "改造S218线", "引进世界500强企业", "热线办结"],
    ),
    "levels in brackets": (
        "全市6个县（市、区）法制机构在编人员平均3.5人，开放县（区、市）增加至45个。",
        ["县（市、区）法制机构在编人员平均", "县（市、区）法制机构在编人员平均", "开放县（区、市）"],
    ),
    "how long": (
        "出庭应诉率连续30个月保持100%，医院提前两周向基层投放号源。",
        ["出庭应诉率连续保持月数", "出庭应诉率", "医院提前向基层投放号源时间"],
    ),
    "how long it took": ("仅用17天就建成临时留观病区。", ["建成临时留观病区用时"]),
    "times looked back on and ahead to": (
        "过去一年，成绩显著。五年来，面貌一新。今后五年，再上台阶。",
        ["回顾期", "回顾期", "规划期"],
    ),
    "a list shares the words before its first number": (
        "实验室集聚了22位院士、1600多名科研人员。",
        ["实验室集聚院士", "实验室集聚科研人员"],
    ),
    "the total of what grew": (
        "一般公共预算收入增长4.6%，总量首次突破1900亿元。",
        ["一般公共预算收入增长", "一般公共预算收入总量"],
    ),
    "a share of what the clause before tells": (
        "图解类解读偏少，仅占40%，35岁以下干警仅占22%。",
        ["图解类解读占比", "干警年龄上限", "35岁以下干警占比"],
    ),
    "those whom something is done to": (
        "对8个镇办、14个部门反馈问题63个。",
        ["镇办反馈问题", "部门反馈问题", "部门反馈问题"],
    ),
    "examples before a number": (
        "将总体规划、停车收费标准调整等5项纳入目录管理，获评先进，比亚迪、中兴等9家企业挺进全国百强。",
        ["纳入目录管理", "企业挺进全国百强"],
    ),
    "what turned from year to year": (
        "进出口总额由一九七八年的三百五十五亿元增加到一九八二年的七百七十二亿元。",
        ["进出口总额增加前", "进出口总额增加后"],
    ),
    "one measure of several that turned": (
        "粮食产量由3.1亿吨增加到3.7亿吨，棉花由224万吨增加到432万吨。",
        ["粮食产量增加前", "粮食产量增加后", "棉花产量增加前", "棉花产量增加后"],
    ),
    "what a list with 等 has in common": (
        "质检、信用、广告等服务业营收分别增长9.1%、15.0%、17.6%。",
        ["质检服务业营收增长", "信用服务业营收增长", "广告服务业营收增长"],
    ),
    "which ones are counted": (
        "引进投资超10亿元重大项目14个，新引进百亿级企业4家，建成220千伏及以上输电线路7万公里。",
        [
            "引进投资重大项目下限",
            "引进投资超10亿元重大项目",
            "新引进企业级别",
            "新引进百亿级企业",
            "建成输电线路下限",
            "建成220千伏及以上输电线路",
        ],
    ),
    "tiers of government": ("市县两级机构改革任务全面完成。", ["机构改革任务全面完成层级"]),
    "what was shared by the first alone": (
        "单位国内生产总值能耗和二氧化碳排放分别降低16%和17%，生产安全事故起数、死亡人数分别下降8%、9%。",
        [
            "单位国内生产总值能耗降低",
            "单位国内生产总值二氧化碳排放降低",
            "生产安全事故起数下降",
            "生产安全事故死亡人数下降",
        ],
    ),
    "levels of one thing": (
        "新增省级依法治校示范校4所、市级15所。",
        ["新增省级依法治校示范校", "新增市级依法治校示范校"],
    ),
    "how often it went well": (
        "调解纠纷1562件，调解成功1531件，成功率98%。",
        ["调解纠纷", "调解成功", "调解成功率"],
    ),
    "who is meant, told in brackets": (
        "与11个村、23家企业（砂石场、加油站、砖厂等）签订安全生产责任书。",
        ["村签订安全生产责任书", "企业签订安全生产责任书"],
    ),
    "a verb of several with what is theirs": (
        "新增注册地在坪山的上市企业5家以上、高成长型企业100家以上。",
        ["新增注册地在坪山的上市企业", "新增高成长型企业"],
    ),
    "by how many": (
        "每万人高价值发明专利拥有量从11件提高到24件，每千名老人养老床位35张。",
        [
            "每万人高价值发明专利拥有量基数",
            "每万人高价值发明专利拥有量提高前",
            "每万人高价值发明专利拥有量提高后",
            "每千名老人养老床位基数",
            "每千名老人养老床位",
        ],
    ),
    "what was done to all of a list": (
        "完成7家街道图书馆、10家社区图书馆的升级改造。",
        ["完成街道图书馆升级改造", "完成社区图书馆的升级改造"],
    ),
    "how long a change went on": (
        "技改投资增长11.5%、连续24个月保持两位数增长，产业园连续2年被评为优秀园区。",
        ["技改投资增长", "技改投资连续保持两位数增长月数", "产业园连续被评为优秀园区年数"],
    ),
    "what was done in court": ("主持会前学法6次，带头出庭应诉1次。", ["主持会前学法", "出庭应诉"]),
    "what became of cases": (
        "收到行政复议申请94件，审结73件，其中维持45件，责令履行2件。",
        ["收到行政复议申请", "审结行政复议申请", "维持行政复议申请", "行政复议申请责令履行"],
    ),
    "sorts of what was done": (
        "主动公开政府信息412条，其中土地征收类96条、规划公示类57条。",
        ["主动公开政府信息", "土地征收类政府信息", "规划公示类政府信息"],
    ),
    "a part of what is new": ("新增公路19.2万公里，其中高速公路2.8万公里。", ["新增公路", "新增高速公路"]),
    "a part and its whole": ("确保审核人员不低于执法人员总数的5%。", ["审核人员占执法人员总数"]),
    "quoted kinds": (
        "“八类”“两抢”“两盗”警情分别下降20%、16.7%和11.7%。",
        ["“八类”警情下降", "“两抢”警情下降", "“两盗”警情下降"],
    ),
    "how many, and how long in all": (
        "完成65条、总长度57.9公里的城市道路建设。",
        ["完成城市道路建设", "完成城市道路建设总长度"],
    ),
    "by a thousand heads": (
        "千人医生数达到1.8人，提高30%，千人床位达到2.3张。",
        ["千人医生数基数", "千人医生数", "千人医生数提高", "千人床位基数", "千人床位"],
    ),
    "years of one thing": (
        "筹集公共住房8万套以上，其中2021年1.1万套、2022年1.5万套。",
        ["筹集公共住房", "2021年筹集公共住房", "2022年筹集公共住房"],
    ),
    "digits in words": ("PM2.5浓度下降12%，新建5G基站800个。", ["PM2.5浓度下降", "新建5G基站"]),
    "words that look like a filler": (
        "重新修订村规民约12份，分解任务86项，新建棚户区7处。",
        ["重新修订村规民约", "分解任务", "新建棚户区"],
    ),
    "words that begin like a joint": (
        "在校学生12万人。和解率64%。年审通过率92%。",
        ["在校学生", "和解率", "年审通过率"],
    ),
    "what became of them says no thing": (
        "受理申请71件，确认违法9件，责令履行3件，维持43件，未审结2件，终止5件。",
        ["受理申请", "确认违法", "申请责令履行", "维持申请", "未审结申请", "终止申请"],
    ),
    "how something was done says no thing": ("当面递交602件，邮寄517件。", ["当面递交", "邮寄"]),
    "a rate of what was counted, not of how it was judged": (
        "评查执法案卷55卷，优秀41卷、不合格1卷，优秀率74%，同比上升3个百分点。",
        ["评查执法案卷", "优秀执法案卷", "不合格执法案卷", "执法案卷优秀率", "执法案卷优秀率同比上升"],
    ),
    "a rate in a list of rates": (
        "举办培训班4期，干部学法参学率100%、合格率99%。",
        ["举办培训班", "干部学法参学率", "干部学法合格率"],
    ),
    "what is left of them": (
        "反馈问题63条，整改到位61条，其余2条正在推进。",
        ["反馈问题", "整改到位", "其余问题"],
    ),
    "done to what is in force": (
        "对现行有效的58件规范性文件开展清理，保留36件、废止13件。",
        ["规范性文件清理", "规范性文件保留", "规范性文件废止"],
    ),
    "acts before respectively": (
        "清理规范性文件64件，保留、修改、废止和宣布失效分别为41件、6件、17件。",
        ["清理规范性文件", "保留规范性文件", "修改规范性文件", "废止和宣布失效规范性文件"],
    ),
    "how often, and how many": ("检查美容机构184家次，责令整改23家。", ["检查美容机构", "责令整改美容机构"]),
    "no work of the sentence before": (
        "化解疑难事项9件。开展规范性文件清理，现行有效的71件中保留52件、修改8件。",
        ["化解疑难事项", "现行有效规范性文件", "规范性文件保留", "规范性文件修改"],
    ),
    "what an organ received": (
        "行政复议机构共收到行政复议申请84件，受理76件。",
        ["行政复议机构收到行政复议申请", "受理行政复议申请"],
    ),
    "a mean": ("办理各类事项3100件，日均12件。", ["办理各类事项", "日均各类事项"]),
    "a noun of two letters is no act": (
        "新设市场主体248户，其中企业113户、个体工商户135户，同比分别增长6%和15%。",
        ["新设市场主体", "新设企业", "新设个体工商户", "企业增长", "个体工商户增长"],
    ),
    "in turn": (
        "组织负责人、管理人员、作业人员参加考核，取证人数依次为52人、47人、86人。",
        ["负责人取证人数", "管理人员取证人数", "作业人员取证人数"],
    ),
    "a change behind a comma is no member": (
        "争取中央和省级资金3.46亿元，同比增长27.3%。",
        ["争取中央和省级资金", "中央和省级资金同比增长"],
    ),
    "from and to with blanks": ("在线率由年初的 91.6 %升至 98.2 %。", ["在线率上升前", "在线率上升后"]),
    "words that end like an amount": ("纠正违法行为38起。成功率达99%。", ["纠正违法行为", "成功率"]),
    "a day's name": ("联合开展“3·15”宣传活动24场。", ["联合开展宣传活动"]),
    "not to do one thing and to do another": (
        "对轻微违法行为不予处罚352件、减轻处罚124件。",
        ["轻微违法行为不予处罚", "轻微违法行为减轻处罚"],
    ),
    "a rate of the whole, not of a part": (
        "应诉案件142件，其中工伤类118件，占83%，胜诉率由90%提升至95%。",
        ["应诉案件", "工伤类案件", "工伤类案件占比", "案件胜诉率提升前", "案件胜诉率提升后"],
    ),
    "people in a list": ("出动车辆231辆次、人员1370人次。", ["出动车辆", "出动人员"]),
    "what went well": ("乡人民调解委员会调解纠纷83件，成功81件。", ["乡人民调解委员会调解纠纷", "成功调解纠纷"]),
    "what is new, and how many there are": (
        "新增民主法治示范村3个,累计达11个。",
        ["新增民主法治示范村", "民主法治示范村总数"],
    ),
    "what bounds those that are counted": (
        "引进2000万元以上项目2个，35岁以下技术人员4人。",
        ["引进项目下限", "引进2000万元以上项目", "技术人员年龄上限", "35岁以下技术人员"],
    ),
    "a group is no act": ("督察组交办的203件信访件，办结198件。", ["督察组交办的信访件", "督察组交办的信访件办结"]),
    "what was decided": (
        "对64件规范性文件开展清理，决定废止11件、宣布失效9件。",
        ["规范性文件清理", "规范性文件废止", "规范性文件宣布失效"],
    ),
    "what a list of levels counts": (
        "新增2个国家级、4个省级专业化众创空间。",
        ["新增国家级专业化众创空间", "新增省级专业化众创空间"],
    ),
    "what was spent on the things before": (
        "实施重点项目38个，完成投资240亿元；发放高龄津贴569万元，惠及老人3255名。",
        ["实施重点项目", "重点项目完成投资", "发放高龄津贴", "高龄津贴惠及老人"],
    ),
    "how many times as much": (
        "水污染治理投入25.3亿元，是“十二五”时期的7倍；新建管网458公里，是上一年总量的2倍。",
        ["水污染治理投入", "水污染治理投入倍数", "新建管网", "管网倍数"],
    ),
    "growth counted alike": (
        "一般公共预算收入5.18亿元，同口径增长8.6%。",
        ["一般公共预算收入", "一般公共预算收入同口径增长"],
    ),
    "no word at all": ("47份。", [""]),
}


@pytest.mark.parametrize(("text", "names"), CASES.values(), ids=CASES)
def test_each_number_is_named_by_its_clause(text, names):
    """A reader who sees only the name, the value and the unit knows what was counted."""
    assert list(clause_names(passage(text))) == names


@given(
    st.text(alphabet="办结案件共由至到从分别、和，。；（）()“”《》的达7８98%件个新增占比对为率等各中第\n", max_size=60)
)
def test_no_text_breaks_a_name(text):
    """Whatever stands around a number, its name holds no digit but of a code, and its brackets pair."""
    for one in passages(text):
        for name in clause_names(one):
            assert name == "" or letters(name) >= 2
            assert without_digits(name) == name
            assert all(name.count(o) == name.count(c) for o, c in ("（）", "“”", "《》", "()"))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_the_names_of_the_seeds_are_made_of_their_chunks(seed):
    """On real reports names hold no digit but of a code, do not end in a particle, and are made of the chunk's own characters.

    But for the measures that code adds: what turned, what is counted in all, kinds and rounds, how long something lasted.
    """
    for one in prepare(read(seed), 300)[1]:
        known = set(one.chunk.text) | set(
            "〇一二三四五六七八九调整前后原上年累计总数量长面积类別类别種種类類批轮輪次层级别上下限年月天周时间长用回顾规划期"
        )
        for name in clause_names(one):
            assert set(name) <= known
            assert without_digits(name) == name
            assert not name.endswith(("的", "了", "共", "达", "约", "不", "、"))
            assert len(name) <= 2 * LIMIT


def test_a_list_without_end_is_named():
    """A list of thousands, as no report has one, takes no more room than its numbers."""
    text = "评查案卷9000件，其中" + "、".join(f"优秀{n}件" for n in range(2000)) + "。"
    names = clause_names(passage(text))
    assert len(names) == 2001
    assert names[:3] == ("评查案卷", "优秀案卷", "优秀案卷")


@pytest.mark.parametrize("clause", ["维持2件，", "合格率3%，", "同比增长3%，"])
def test_a_sentence_of_thousands_of_numbers_costs_what_they_do(clause):
    """What a number is told of is looked for among the numbers right before it, however many its sentence has."""
    assert growth(lambda times: clause_names(passage("受理案件7件，" + clause * times)), 2000) < LINEAR
