"""The verdict table, case by case, on a few sentences."""

from dataclasses import dataclass

import pytest

from extractor.check import check
from schemas.finding import Verdict

TERMS = "近三年推进改革,数百人参加活动,民生支出涉及九大类、增长9%。"
LISTS = "全盟人民陪审员共参加案件调查641件、审理1407件、评议819件;人民监督员履职74人次。"
FILES = "收到行政规范性文件备案申请58件,准予登记37件,不予登记21件。"
LAW = "组织竞答14次,覆盖5.8万余人次。提供法律咨询1200余次。全年办理行政复议案件159件。"
RULES = "全年制定规章2件、修改3件、废止24件,提请人大常委会制定地方性法规9件、修改11件、废止16件。"
CLEARED = "全区清理规范性文件8775件,废止和宣布失效2901件;同时对9个领域文件进行专项清理,废止和宣布失效675件。"
ENTERED = "向数据库录入规范性文件126件,审查规范性文件23件。"
WINDOWS = "公布了涵盖34个部门的指南,全市23个窗口单位获评。"
AWARDS = "在考核中,3次获得五星级评价,8次获得四星级评价。"
CREATED = "积极开展法治创建活动,2个村被命名为全国示范村,16个村被命名为自治区示范村。"
GROWTH = "省属企业工业总产值、利润总额分别增长17.1%、4.2%。"
INSPECTED = "对12个盟市和20个自治区直属部门开展实地督察。"
POLICE = "各类安全事故起数下降21%，刑事治安总警情下降6%。"
OUTPUT = "粮食总产量在大幅度增长的基础上，又增产1454万吨，达到48401万吨。"
EXAMS = "组织学法考试，参考率100%，优秀率99.88%。"
RATES = "行政案件败诉率、纠错率分别低于全区1.2和2.2个百分点。"
TURN = "社会投资房屋建筑工程建设项目由50个工作日压缩至33个工作日。"
NOW = "按揭贷款的楼价上限将由现时400万元提升至800万元。"
DATED = "教育经费从1996年度的379亿元激增至2001年度的553亿元。"
MONEY = "共收取公证费165万元,减免公证费用13400元;涉及金额2.08亿元。"
YEARS = "2024年,落实“三项制度”,依据〔2022〕48号文件,检查企业30至40家。"

LICENCES = "本年上线电子印章120余枚，接入电子印章业务350余项。"
MEDIATORS = "新聘专职社区调解员36名，全镇现有社区调解委员会15个。"
FAIR = "推介87家企业1.2万个岗位，帮助300多名青年实现就业。"
REQUESTS = "受理260余宗信息公开申请，同比增长约40%。"
LESSON = "执法资格考试12人参加，均已通过。\n抽查行政执法案卷75宗。"


@dataclass(frozen=True)
class Case:
    """One claim against one source."""

    id: str
    source: str
    name: str
    said: str
    verdict: Verdict
    quote: str | None = "all"


CASES = [
    Case("other unit: first", LICENCES, "上线电子印章", "120余枚", Verdict.VERIFIED),
    Case("other unit: second", LICENCES, "接入电子印章业务数", "350余项", Verdict.VERIFIED),
    Case("other unit: swapped", LICENCES, "上线电子印章", "350余项", Verdict.MISATTRIBUTED),
    Case("other unit: swapped, no quote", LICENCES, "上线电子印章", "350余项", Verdict.MISATTRIBUTED, None),
    Case("shared object", MEDIATORS, "专职社区调解员人数", "36名", Verdict.VERIFIED),
    Case("shared object, the other", MEDIATORS, "社区调解委员会", "15个", Verdict.VERIFIED),
    Case("shared object, swapped", MEDIATORS, "专职社区调解员", "15个", Verdict.MISATTRIBUTED),
    Case("unit as a word", FAIR, "推介岗位企业数", "87家", Verdict.VERIFIED),
    Case("unit as a word, swapped", FAIR, "推介岗位企业数", "1.2万个", Verdict.AMBIGUOUS),
    Case("unit as a word, far", FAIR, "帮助青年就业人数", "300多名", Verdict.VERIFIED),
    Case("unit as a word, far, swapped", FAIR, "帮助青年就业人数", "87家", Verdict.MISATTRIBUTED),
    Case("rate", REQUESTS, "信息公开申请同比增长", "约40%", Verdict.VERIFIED),
    Case("rate swapped", REQUESTS, "信息公开申请同比增长", "260余宗", Verdict.MISATTRIBUTED),
    Case("told in another sentence", LESSON, "执法资格考试参加人数", "75宗", Verdict.AMBIGUOUS, "抽查行政执法案卷75宗"),
    Case("verbatim", LAW, "办理行政复议案件", "159件", Verdict.VERIFIED),
    Case("no quote", LAW, "办理行政复议案件", "159件", Verdict.VERIFIED, None),
    Case("full width", LAW, "办理行政复议案件", "１５９件", Verdict.VERIFIED, "全年办理行政复议案件１５９件"),
    Case("traditional", LAW, "辦理行政復議案件", "159件", Verdict.VERIFIED, "全年辦理行政復議案件159件"),
    Case("rivals: first", LISTS, "人民陪审员参加案件调查", "641件", Verdict.VERIFIED),
    Case("rivals: second", LISTS, "人民陪审员审理案件", "1407件", Verdict.VERIFIED),
    Case("rivals: swapped", LISTS, "人民陪审员审理案件", "641件", Verdict.MISATTRIBUTED),
    Case("negated", FILES, "不予登记文件数", "21件", Verdict.VERIFIED),
    Case("negated swapped", FILES, "准予登记文件数", "21件", Verdict.MISATTRIBUTED),
    Case("head of its list", RULES, "规章修改", "3件", Verdict.VERIFIED),
    Case("head of the other list", RULES, "地方性法规修改", "11件", Verdict.VERIFIED),
    Case("last of its list", RULES, "地方性法规废止", "16件", Verdict.VERIFIED),
    Case("lists swapped", RULES, "规章修改", "11件", Verdict.MISATTRIBUTED),
    Case("head for member", RULES, "地方性法规修改", "9件", Verdict.MISATTRIBUTED),
    Case("no head", RULES, "修改", "3件", Verdict.AMBIGUOUS),
    Case("two at once", LISTS, "案件调查、审理", "641件", Verdict.AMBIGUOUS),
    Case("two at once, the other", LISTS, "案件调查、审理", "1407件", Verdict.AMBIGUOUS),
    Case("subject", CLEARED, "专项清理废止和宣布失效", "675件", Verdict.VERIFIED),
    Case("subject swapped", CLEARED, "专项清理废止和宣布失效", "2901件", Verdict.MISATTRIBUTED),
    Case("subject of both", CLEARED, "废止和宣布失效", "2901件", Verdict.AMBIGUOUS),
    Case("subject of all", CREATED, "法治创建活动", "2个", Verdict.AMBIGUOUS),
    Case("other order", ENTERED, "规范性文件录入", "126件", Verdict.VERIFIED),
    Case("other order swapped", ENTERED, "规范性文件录入", "23件", Verdict.MISATTRIBUTED),
    Case("only its phrase", WINDOWS, "全市", "23个", Verdict.VERIFIED),
    Case("only its phrase, swapped", WINDOWS, "全市", "34个", Verdict.MISATTRIBUTED),
    Case("behind", AWARDS, "五星级评价", "3次", Verdict.VERIFIED),
    Case("behind, swapped", AWARDS, "五星级评价", "8次", Verdict.MISATTRIBUTED),
    Case("in order: first", RATES, "败诉率低于全区", "1.2个百分点", Verdict.VERIFIED),
    Case("in order: second", RATES, "纠错率低于全区", "2.2个百分点", Verdict.VERIFIED),
    Case("in order: swapped", RATES, "纠错率低于全区", "1.2个百分点", Verdict.MISATTRIBUTED),
    Case("from to: before", TURN, "压缩前工作日", "50个工作日", Verdict.VERIFIED),
    Case("from to: after", TURN, "压缩后工作日", "33个工作日", Verdict.VERIFIED),
    Case("from to: swapped", TURN, "压缩后工作日", "50个工作日", Verdict.MISATTRIBUTED),
    Case("from to: now", TURN, "工程建设项目时限", "33个工作日", Verdict.VERIFIED),
    Case("from to: not now", TURN, "工程建设项目时限", "50个工作日", Verdict.AMBIGUOUS),
    Case("named by all in order", GROWTH, "分别增长", "17.1%", Verdict.AMBIGUOUS),
    Case("in order: the tail of an item", GROWTH, "利润总额增长", "17.1%", Verdict.MISATTRIBUTED),
    Case("in order: both items", GROWTH, "工业总产值、利润总额分别增长", "4.2%", Verdict.AMBIGUOUS),
    Case("object of a list", INSPECTED, "督察盟市数", "20个", Verdict.MISATTRIBUTED),
    Case("object of a list: its own", INSPECTED, "督察盟市数", "12个", Verdict.VERIFIED),
    Case("object of a list: everyone's", INSPECTED, "实地督察", "20个", Verdict.AMBIGUOUS),
    Case("breaks off", INSPECTED, "对盟市和", "12个", Verdict.AMBIGUOUS),
    Case("behind a percentage", POLICE, "安全事故起数下降，刑事治安总警情", "6%", Verdict.AMBIGUOUS),
    Case("behind a percentage: clean", POLICE, "刑事治安总警情下降", "6%", Verdict.VERIFIED),
    Case("runs up to another", OUTPUT, "大幅度增长的基础上又增产达到", "1454万吨", Verdict.AMBIGUOUS),
    Case("two of a kind", EXAMS, "学法考试参考率优秀率", "99.88%", Verdict.AMBIGUOUS),
    Case("pasted past the number", FILES, "文件备案申请件准予登记件", "37件", Verdict.AMBIGUOUS),
    Case("pasted without units", ENTERED, "录入规范性文件审查规范性文件", "23件", Verdict.AMBIGUOUS),
    Case("pasted from both sides", AWARDS, "次获得五星级评价次获得四星级", "8次", Verdict.AMBIGUOUS),
    Case("subject and own words", FILES, "备案申请准予登记", "37件", Verdict.VERIFIED),
    Case("from now to: indistinct", NOW, "楼价上限将由现时提升", "400万元", Verdict.AMBIGUOUS),
    Case("from now to: both", NOW, "楼价上限由现时提升至", "800万元", Verdict.AMBIGUOUS),
    Case("from now to: before", NOW, "提升前楼价上限", "400万元", Verdict.VERIFIED),
    Case("from now to: swapped", NOW, "提升前楼价上限", "800万元", Verdict.MISATTRIBUTED),
    Case("from year to year: indistinct", DATED, "教育经费", "379亿元", Verdict.AMBIGUOUS),
    Case("from year to year: after", DATED, "激增后教育经费", "553亿元", Verdict.VERIFIED),
    Case("unit", LAW, "办理行政复议案件", "159人", Verdict.UNIT_MISMATCH),
    Case("percent for point", RATES, "纠错率", "2.2%", Verdict.UNIT_MISMATCH),
    Case("yuan for ten thousand", MONEY, "公证费", "165元", Verdict.UNIT_MISMATCH),
    Case("year as count", YEARS, "检查企业", "2024家", Verdict.UNIT_MISMATCH),
    Case("label as count", YEARS, "文件", "48件", Verdict.UNIT_MISMATCH),
    Case("lost qualifier", LAW, "法律咨询", "1200次", Verdict.QUALIFIER_MISMATCH),
    Case("added qualifier", LAW, "办理行政复议案件", "159余件", Verdict.QUALIFIER_MISMATCH),
    Case("turned qualifier", LAW, "法律咨询", "不足1200次", Verdict.QUALIFIER_MISMATCH),
    Case("a term that reads like a qualifier", TERMS, "推进改革", "近三年", Verdict.VERIFIED),
    Case(
        "qualifier before a term of years",
        TURN.replace("50个工作日", "3年"),
        "压缩前",
        "近3年",
        Verdict.QUALIFIER_MISMATCH,
    ),
    Case("lost qualifier of what alone is no number", "产值翻了一番多。", "产值翻", "一番", Verdict.QUALIFIER_MISMATCH),
    Case("what alone is no number", "产值翻了一番。", "产值翻", "一番", Verdict.VERIFIED),
    Case(
        "a short word printed as it is",
        "加大技术改造升级支持力度，完成工业投资100亿元、技改投资60亿元。",
        "技改投资",
        "100亿元",
        Verdict.MISATTRIBUTED,
    ),
    Case("number without a value", TERMS, "参加活动", "数百人", Verdict.VERIFIED),
    Case("percent sign lost", TERMS, "增长", "9", Verdict.UNIT_MISMATCH),
    Case("classifier left out", TERMS, "民生支出涉及大类", "9", Verdict.VERIFIED),
    Case("no quote, one digit", LAW, "全年办理行政复议案件", "169件", Verdict.ALTERED_DIGIT, None),
    Case("no quote, small number, other unit", LISTS, "人民监督员履职", "74件", Verdict.UNIT_MISMATCH, None),
    Case("no quote, lost scale", LAW, "组织竞答覆盖", "5.8余人次", Verdict.SCALE_ERROR, None),
    Case("no quote, label", YEARS, "依据文件", "48件", Verdict.UNIT_MISMATCH, None),
    Case("lost scale", LAW, "竞答覆盖", "5.8余人次", Verdict.SCALE_ERROR),
    Case("doubled scale", MONEY, "涉及金额", "2.08万亿元", Verdict.SCALE_ERROR),
    Case("tail of a decimal", LAW, "竞答覆盖", "8万余人次", Verdict.ALTERED_DIGIT),
    Case("one digit", LAW, "办理行政复议案件", "158件", Verdict.ALTERED_DIGIT),
    Case("transposed", LAW, "办理行政复议案件", "195件", Verdict.ALTERED_DIGIT),
    Case("end of a range", YEARS, "检查企业", "30家", Verdict.ALTERED_DIGIT),
    Case("another clause", LAW, "竞答次数", "159件", Verdict.MISPLACED, "组织竞答14次"),
    Case("invented quote", LAW, "办理行政复议案件", "159件", Verdict.MISPLACED, "本年度共计受理了行政复议159件"),
    Case("sum", FILES, "登记合计", "116件", Verdict.DERIVED),
    Case("invented", LAW, "办理行政复议案件", "7342件", Verdict.NOT_IN_SOURCE),
    Case("a term that alone reads like a label", "日东光学二期投产。", "日东光学投产", "二期", Verdict.VERIFIED),
    Case("no number", LAW, "覆盖", "全部", Verdict.NOT_IN_SOURCE),
]


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_verdict(case: Case) -> None:
    """Each situation of the verdict table gets its verdict."""
    quote = case.source if case.quote == "all" else case.quote
    claim = {"name": case.name, "value_text": case.said, "quote": quote}
    found = check([claim], case.source).findings[0]
    assert found.verdict is case.verdict, found


def _verdicts_of_title(title, source):
    result = check({"source": {"text": source}, "report": {"indicators": [], "plans": [{"title": title}]}})
    return [finding.verdict for finding in result.findings]


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("设立“三项制度”专班", "市局设立“三项制度”专班。"),
        ("设置“一次办”窗口", "政务大厅设置741个“一次办”窗口。"),
        ("教育支出比前五年增长", "教育支出五年累计2.43万亿元，比前五年增长1.26倍。"),
        ("建成百亿元级重大项目", "建成3个百亿元级重大项目。"),
        ("每千人医师数", "每千人床位数、医师数增至7.8张、3.6个。"),
        ("千人病床数增加前", "千人病床数由1.4张增加到1.9张。"),
        ("氮氧化物排放五年下降", "化学需氧量、氮氧化物排放五年累计分别下降46%和24%。"),
    ],
)
def test_numbers_in_words_that_the_source_prints_are_verified(title, source):
    """A title cut from the text, or a quoted phrase in a name, needs no guess about its numbers."""
    assert _verdicts_of_title(title, source) == [Verdict.VERIFIED]


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("8万人参加", "全年5.8万人参加。"),
        ("共培训500", "全年共培训500余人。"),
        ("办结率9", "办结率9.5%。"),
        ("办结案件24件", "全年办结案件42件。"),
        ("教育支出比前三年增长", "教育支出三年累计2.43万亿元，比前五年增长1.26倍。"),
        ("建成千亿元级重大项目", "建成3个百亿元级重大项目。"),
        ("每万人医师数", "每千人床位数、医师数增至7.8张、3.6个。"),
        ("氮氧化物排放三年下降", "氮氧化物排放五年累计下降46%。"),
    ],
)
def test_a_title_that_cuts_or_changes_a_number_is_never_verified(title, source):
    """A cut that splits a number or leaves its qualifier out is no copy."""
    assert Verdict.VERIFIED not in _verdicts_of_title(title, source)


def test_a_title_of_ours_accounts_for_no_quantity():
    """What stands only in a title was not extracted: it is omitted."""
    title = {"title": "培训500人"}
    result = check({"source": {"text": "共培训500人。"}, "report": {"indicators": [], "plans": [title]}})
    assert [omitted.text for omitted in result.omitted] == ["500人"]


@pytest.mark.parametrize(
    ("indicator", "omitted"),
    [
        ({"name": "3个镇街培训500人", "value_text": "500人"}, ["3个", "3个"]),
        ({"name": "接受督察的镇街", "value_text": "3个", "span": {"start": 3, "end": 5}}, ["500人", "3个"]),
    ],
)
def test_an_indicator_of_ours_accounts_for_its_own_number_alone(indicator, omitted):
    """Not for those in its name, nor for the one that its name fits better."""
    text = "组织了3个镇街培训500人。接受督察的镇街3个。"
    result = check({"source": {"text": text}, "report": {"indicators": [indicator]}})
    assert [quantity.text for quantity in result.omitted] == omitted


@pytest.mark.parametrize(
    ("name", "value_text", "verdict"),
    [
        ("资金增加", "20万元", Verdict.DERIVED),
        ("资金增长率", "24.84%", Verdict.DERIVED),
        ("资金增长", "24.9%", Verdict.NOT_IN_SOURCE),
        ("案件降幅", "31.8%", Verdict.DERIVED),
        ("两年案件", "370件", Verdict.DERIVED),
        ("案件占比", "68.2%", Verdict.DERIVED),
        ("案件占比", "31.8%", Verdict.NOT_IN_SOURCE),
    ],
)
def test_derived(name: str, value_text: str, verdict: Verdict) -> None:
    """A sum, difference, share or change of printed numbers is derived, a change only where the name speaks of one."""
    source = "投入资金100.5万元，上年80.5万元；受理案件150件，上年220件。"
    claim = {"name": name, "value_text": value_text, "quote": source}
    assert check([claim], source).findings[0].verdict is verdict


def test_a_grade_that_a_name_spells_is_the_printed_one() -> None:
    text = "四个部门落实任务，3次获得五星级评价，8次获得4星级评价。"
    verdicts = {
        name: [found.verdict for found in check([{"name": name, "value_text": "8次", "quote": text}], text).findings]
        for name in ("获得四星级评价", "获得六星级评价")
    }
    assert verdicts["获得四星级评价"] == [Verdict.VERIFIED, Verdict.VERIFIED]
    assert Verdict.VERIFIED not in verdicts["获得六星级评价"]


@pytest.mark.parametrize(
    ("name", "value_text", "quote"),
    [
        ("诉讼案件调撤率", "43.7%", "受理诉讼案件208件，调撤率43.7%。"),
        ("茶叶加工产值年均增速", "7.9%", "茶叶加工产值由12亿元增加到19亿元，年均增长7.9%。"),
        ("助农担保贷款金额", "3.16亿元", "发放助农担保贷款870笔、3.16亿元。"),
        ("渔业执法罚款", "46.2万元", "渔政检查船舶1,140艘次，罚款46.2万元。"),
    ],
)
def test_a_target_of_that_name_elsewhere_is_no_doubt(name: str, value_text: str, quote: str) -> None:
    """What a name ends in stands by the quoted number, and the plans tell of the same thing in all of its words."""
    plans = "诉讼案件调撤率提高到50%。茶叶加工产值年均增长8%。发放助农担保贷款5亿元。"
    found = check([{"name": name, "value_text": value_text, "quote": quote}], f"{quote}{plans}").findings[0]
    assert found.verdict is Verdict.VERIFIED
    other = check([{"name": "校园欺凌投诉", "value_text": value_text, "quote": quote}], f"{quote}{plans}").findings[0]
    assert other.verdict is not Verdict.VERIFIED


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("开工九号线等延长线", Verdict.VERIFIED),
        ("五G基站总数", Verdict.VERIFIED),
        ("“+八”产业企业占比", Verdict.VERIFIED),
        ("“两个健康”改革", Verdict.VERIFIED),
        ("开工八号线等延长线", None),
        ("六G基站总数", None),
        ("“三个健康”改革", None),
    ],
)
def test_a_numeral_in_a_name_is_the_digit_that_the_source_prints(name, verdict):
    """Names write a lone digit as a numeral: 9号线 is 九号线 in one; a changed numeral is printed nowhere."""
    text = "经济向好。“两个健康”改革深化。开工9号线等延长线3条。5G基站总数达到8000个，“20+8”产业企业占比达到60%。"
    found = check([{"name": name, "value_text": "3条"}], text).findings
    said = [finding.verdict for finding in found if finding.path == "/0/name"]
    assert said == [verdict] if verdict else Verdict.VERIFIED not in said


@pytest.mark.parametrize(
    ("value", "unit", "verdict"),
    [
        ("4 000多", "公顷", Verdict.VERIFIED),
        ("7. 8%", "", Verdict.VERIFIED),
        ("一个半", "月", Verdict.VERIFIED),
        ("4 100多", "公顷", Verdict.ALTERED_DIGIT),
        ("7. 9%", "", Verdict.ALTERED_DIGIT),
    ],
)
def test_a_number_is_read_as_the_source_prints_it_blanks_and_all(value, unit, verdict):
    """Thin blanks part thousands, worn print parts decimals, 一个半月 is one and a half."""
    text = "本港有4 000多公顷农地，吸烟率由9. 5%减低至7. 8%，提前一个半月完工。"
    names = {"公顷": "农地", "": "吸烟率", "月": "提前完工"}
    found = check([{"name": names[unit], "value_text": value, "unit": unit, "quote": text}], text).findings
    assert [finding.verdict for finding in found] == [verdict]
