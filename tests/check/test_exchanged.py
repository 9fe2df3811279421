"""Numbers exchanged within a sentence: what a name says of the clause before, of its unit, or of how it was measured."""

import pytest

from extractor.check import check
from schemas.finding import Verdict

# text, name, the number it names, another of the sentence that it does not name
EXCHANGED = {
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
