"""Names among numbers of other units: one that hardly speaks of the number claimed is verified for none."""

import pytest

from extractor.check import check
from schemas.finding import Verdict

# text, name, the number it names, a number of another unit in the same sentence that it does not name
SWAPPED = [
    ("整合河道巡查力量32人，推行一表通查，企业受检频次下降41%。", "河道巡查力量", "32人", "41%"),
    ("抽查登记商户1.2万户，覆盖全部街区，登记准确率97.6%。", "抽查商户", "1.2万户", "97.6%"),
    ("阳光厨房接入54家食堂，接入率由61%增至93%。", "接入率（原）", "61%", "54家"),
    ("对17个站点的260份台账集中核查，补正31份。", "核查站点", "17个", "260份"),
    ("深入9个乡镇43所卫生院督导，发现隐患12处。", "督导乡镇", "9个", "43所"),
    ("印发《致养犬居民的一封信》3万余封，悬挂横幅120条。", "印发一封信", "3万余封", "120条"),
    ("全县209个人民调解委员会1056名调解员调处纠纷1823件。", "人民调解委员会", "209个", "1056名"),
    ("在14个码头（渡口）设岗，实现全天值守，全年劝返船只260艘。", "渡口", "14个", "260艘"),
]


@pytest.mark.parametrize(("text", "name", "own", "other"), SWAPPED)
@pytest.mark.parametrize("quoted", [True, False])
def test_a_name_is_not_verified_for_a_number_of_another_unit(
    text: str, name: str, own: str, other: str, quoted: bool
) -> None:
    claim = {"name": name, "value_text": other} | ({"quote": text} if quoted else {})
    assert check([claim], text).findings[0].verdict in {Verdict.AMBIGUOUS, Verdict.MISATTRIBUTED}


@pytest.mark.parametrize(("text", "name", "own", "other"), SWAPPED)
def test_the_number_that_a_name_names_is_not_given_to_another(text: str, name: str, own: str, other: str) -> None:
    found = check([{"name": name, "value_text": own, "quote": text}], text).findings[0]
    assert found.verdict in {Verdict.VERIFIED, Verdict.AMBIGUOUS}


@pytest.mark.parametrize("text", ["受理信访事项2%，发放资料3件。", "办结3件，占受理信访事项2%。"])
def test_words_right_before_a_share_name_it(text: str) -> None:
    claim = {"name": "受理信访事项", "value_text": "2%", "quote": text}
    assert check([claim], text).findings[0].verdict is Verdict.VERIFIED


def test_a_name_that_says_nothing_leads_to_none_of_several_numbers() -> None:
    text = "全市编制涵盖34个部门、405项事项的指南。"
    assert (
        check([{"name": "全市", "value_text": "405项", "quote": text}], text).findings[0].verdict is Verdict.AMBIGUOUS
    )


def test_a_quote_does_not_decide_where_the_name_says_a_number_outside_it() -> None:
    text = "培育调解能手128名，每个社区不少于6名。"
    claim = {"name": "每个社区调解能手", "value_text": "128名", "quote": "培育调解能手128名"}
    assert check([claim], text).findings[0].verdict in {Verdict.AMBIGUOUS, Verdict.MISATTRIBUTED}


@pytest.mark.parametrize(
    ("name", "value", "verdict"),
    [
        ("改建道路里程", "82公里", Verdict.VERIFIED),
        ("改建道路", "46条", Verdict.VERIFIED),
        ("改建道路", "82公里", Verdict.AMBIGUOUS),
    ],
)
def test_of_two_numbers_side_by_side_a_name_means_the_one_whose_unit_it_says(
    name: str, value: str, verdict: Verdict
) -> None:
    text = "全年改建道路46条82公里，栽种行道树9600株。"
    claim = {"name": name, "value_text": value, "quote": text}
    assert check([claim], text).findings[0].verdict is verdict


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("追回冒领待遇284人次、63万元，处理机构3家。", "追回冒领待遇", "284人次"),
        ("选派干部人才9批46人。", "选派干部人才", "9批"),
    ],
)
def test_a_bare_name_may_mean_money_or_people_behind_the_first_number(text: str, name: str, value: str) -> None:
    claim = {"name": name, "value_text": value, "quote": text}
    assert check([claim], text).findings[0].verdict is Verdict.AMBIGUOUS


@pytest.mark.parametrize(
    ("text", "name", "wrong"),
    [
        ("与7个中队签订责任书11份，约谈2人。", "签订责任书的中队", "11份"),
        ("检查实现61座加油站全覆盖，检定油枪488把。", "检查加油站", "488把"),
        ("果蔬播种面积18.9万亩，产量43万吨。", "果蔬产量", "18.9万亩"),
        ("组织六个旗县开展培训，共培训执法人员1500余名。", "培训旗县数", "1500余名"),
        ("救助2.3万人、0.9万头大牲畜。", "救助人数", "0.9万头"),
    ],
)
def test_a_name_that_ends_in_the_words_of_another_number_is_not_verified(text: str, name: str, wrong: str) -> None:
    claim = {"name": name, "value_text": wrong, "quote": text}
    assert check([claim], text).findings[0].verdict in {Verdict.AMBIGUOUS, Verdict.MISATTRIBUTED}


def test_a_count_is_no_rival_of_a_rate() -> None:
    text = "调处劳资纠纷907件，其中欠薪纠纷512件，占56.4%。"
    claim = {"name": "欠薪纠纷占比", "value_text": "56.4%", "quote": text}
    assert check([claim], text).findings[0].verdict is Verdict.VERIFIED


@pytest.mark.parametrize("quoted", [True, False])
def test_a_name_that_says_a_change_in_points_means_no_percentage(quoted: bool) -> None:
    """A name that ends in 提高 speaks of the points beside a percentage: 增幅提高 is not the 6.8% of 增长6.8%."""
    text = "植树面积增长6.8%，增幅提高1.2个百分点。"
    verdicts = [
        check([{"name": name, "value_text": value} | ({"quote": text} if quoted else {})], text).findings[0].verdict
        for name, value in (("植树面积增幅提高", "1.2个百分点"), ("植树面积增长", "6.8%"), ("植树面积增幅提高", "6.8%"))
    ]
    assert verdicts[:2] == [Verdict.VERIFIED, Verdict.VERIFIED]
    assert verdicts[2] is not Verdict.VERIFIED


def test_a_number_without_a_name_has_no_twin_to_be_told_from() -> None:
    text = "全年改建道路46条82公里。"
    claim = {"value_text": "46条", "quote": text}
    assert check([claim], text).findings[0].verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    ("name", "value"), [("办理时限压缩前", "32天"), ("办理时限压缩后", "17天"), ("办理时限压缩", "47%")]
)
def test_what_something_changed_from_and_to_is_not_by_how_much_it_changed(name: str, value: str) -> None:
    text = "办理时限由32天压缩到17天，压缩47%。"
    for said in ("32天", "17天", "47%"):
        found = check([{"name": name, "value_text": said, "quote": text}], text).findings[0]
        assert (found.verdict is Verdict.VERIFIED) == (said == value)


def test_a_word_for_the_time_of_a_report_is_verified_for_that_time_alone() -> None:
    text = "五年来，我们连续三年居全省首位，今后五年再上台阶。"

    def verdict(name: str, value: str) -> Verdict:
        return check([{"name": name, "value_text": value, "quote": text}], text).findings[0].verdict

    assert verdict("回顾期", "五年") is verdict("规划期", "五年") is Verdict.VERIFIED
    assert verdict("回顾期", "三年") is not Verdict.VERIFIED
