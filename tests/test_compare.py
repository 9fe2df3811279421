"""Comparison: what is the same stands in one line, what differs never does, and nothing is dropped or hidden."""

import json

import pytest

from extractor.compare import compare, essence, issuer_of
from extractor.review.comparison import comparison_columns, comparison_rows, render_comparison
from extractor.tables import rows_of
from schemas.export import Rows
from schemas.report import Role
from schemas.result import ReportResult
from tests.conftest import GOLDEN
from tests.results import indicator, result


def compared(*results):
    """Compare results, the n-th of a file named n.json."""
    return compare(row for n, made in enumerate(results) for row in rows_of(Rows.INDICATORS, made, f"{n}.json"))


def years_of(*indicators, issuers=("某市司法局", "某市司法局")):
    """Compare two reports of 2022 and 2023 with one indicator each."""
    pairs = zip((2022, 2023), indicators, issuers, strict=True)
    return compared(*(result(one, year=year, issuer=issuer) for year, one, issuer in pairs))


def cells(comparison):
    """Return each line as its name and its values by year."""
    return [(line.name, {year: line.values(year) for year in line.readings}) for line in comparison.lines]


SAME = {
    "equal": (("办结案件", "7", "件"), ("办结案件", "9", "件")),
    "script": (("辦結案件", "7", "件"), ("办结案件", "9", "件")),
    "quotes and blanks": (("“双随机”检查", "7", "次"), ("双随机 检查", "9", "次")),
    "opening words": (("全年共办结案件", "7", "件"), ("办结案件", "9", "件")),
    "light verbs": (("组织开展法治培训", "7", "场"), ("举办法治培训", "9", "场")),
    "the measure": (("办结案件数量", "7", "件"), ("办结案件总数", "9", "件")),
    "word order": (("办结行政复议案件", "7", "件"), ("行政复议案件办结", "9", "件")),
    "units in either script": (("办结时限", "7", "個工作日"), ("办结时限", "9", "个工作日")),
    "units with a scale": (("投入资金", "7", "万元"), ("投入资金", "9", "元")),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_the_same_indicator_is_one_line(one, other):
    """Whatever the spelling, when the words say the same."""
    [(_, values)] = cells(years_of(indicator(*one), indicator(*other)))
    assert values == {2022: ("7",), 2023: ("9",)}


OTHER = {
    "another verb": (("受理案件", "7", "件"), ("办结案件", "9", "件")),
    "more words": (("行政复议案件", "7", "件"), ("办结行政复议案件", "9", "件")),
    "an opposite": (("败诉率低于全区", "7", "%"), ("败诉率高于全区", "9", "%")),
    "another count": (("法治培训", "7", "场"), ("法治培训", "9", "人次")),
    "percent and points": (("应诉率", "7", "%"), ("应诉率", "9", "个百分点")),
    "no unit": (("案件", "7", ""), ("案件", "9", "件")),
    "currencies": (("投资", "7", "元"), ("投资", "9", "美元")),
}


@pytest.mark.parametrize(("one", "other"), OTHER.values(), ids=OTHER)
def test_different_indicators_are_never_merged(one, other):
    """However alike they look."""
    assert len(cells(years_of(indicator(*one), indicator(*other)))) == 2


def test_issuers_are_kept_apart():
    """Two issuers of one region, and one name in two regions."""
    one, other = indicator("办结案件", "7"), indicator("办结案件", "9")
    assert len(years_of(one, other, issuers=("某市司法局", "某市公安局")).lines) == 2
    regions = (result(i, issuer="司法局", region=region) for i, region in ((one, "甲市"), (other, "乙市")))
    assert [line.issuer for line in compared(*regions).lines] == ["乙市司法局", "甲市司法局"]


ISSUERS = [
    ("某市司法局", "某市", "某市司法局"),
    ("某市司法局", None, "某市司法局"),
    ("司法局", "某市", "某市司法局"),
    (None, "某市", "某市"),
    (None, None, ""),
]


@pytest.mark.parametrize(("issuer", "region", "wanted"), ISSUERS, ids=str)
def test_who_reports_is_issuer_and_region(issuer, region, wanted):
    """The region is added where the name lacks it, and stands alone where there is no name."""
    assert issuer_of({"issuer": issuer, "region": region}) == wanted


def test_equal_values_are_one_and_others_conflict():
    """In one report or in two of the same year; nothing is chosen for the reader."""
    many = (indicator("案件", "7"), indicator("案件", "7.0"), indicator("案件", "8"))
    both = compared(result(*many, issuer="甲"), result(indicator("案件", "9"), issuer="甲"))
    [line] = both.lines
    assert (line.values(2023), line.conflicts) == (("7", "8", "9"), (2023,))
    assert [reading.place for reading in line.readings[2023]] == [
        "0.json/report/indicators/0",
        "0.json/report/indicators/1",
        "0.json/report/indicators/2",
        "1.json/report/indicators/0",
    ]


def test_values_are_exact():
    """Large numbers that differ in the last digit conflict; ranges and fractions are shown as they are."""
    long = (indicator("总额", "12345678901234567890.1", "元"), indicator("总额", "12345678901234567890.2", "元"))
    assert compared(result(*long, issuer="甲")).lines[0].conflicts == (2023,)
    [(_, values)] = cells(years_of(indicator("时限", "3..5", "天"), indicator("时限", "1/2", "天")))
    assert values == {2022: ("3..5",), 2023: ("1/2",)}


def test_a_target_stands_in_its_year():
    """Set in 2022 for 2023, in a line of its own beside what was reached."""
    target = indicator("培训人员", "1200", "人", role=Role.TARGET, target_year=2023)
    reached = indicator("培训人员", "1100", "人")
    lines = years_of(target, reached).lines
    assert [(line.role, line.values(2023)) for line in lines] == [("target", ("1200",)), ("result", ("1100",))]


def test_what_cannot_be_placed_is_named():
    """A report without issuer and region, or without a year; a value that is no number has no line."""
    nowhere = result(indicator("案件", "7"))
    no_year = result(indicator("案件", "7"), issuer="甲", year=None)
    no_value = result(indicator("案件", None), issuer="甲")
    comparison = compared(nowhere, no_year, no_value)
    assert (comparison.lines, comparison.left_out) == ((), ("0.json", "1.json"))


def test_alike_lines_stand_together():
    """Never merged, but below each other."""
    names = ("受理行政复议案件", "培训人员", "办结行政复议案件", "培训干部")
    lines = compared(result(*(indicator(name, "7") for name in names), issuer="甲")).lines
    assert [line.name for line in lines] == ["受理行政复议案件", "办结行政复议案件", "培训人员", "培训干部"]


def test_single_years_can_be_left_out():
    """What stands in two years is what there is to compare."""
    comparison = compared(
        result(indicator("甲案", "7"), indicator("乙案", "7"), year=2022, issuer="甲"),
        result(indicator("甲案", "8"), year=2023, issuer="甲"),
    )
    assert [line.name for line in comparison.shared().lines] == ["甲案"]


def test_nothing_of_a_real_report_is_lost():
    """Every indicator of every golden result is a reading of some line."""
    results = [ReportResult.model_validate_json(path.read_bytes()) for path in GOLDEN.glob("*.anchored.json")]
    comparison = compared(*results)
    places = [r.place for line in comparison.lines for readings in line.readings.values() for r in readings]
    assert len(places) == len(set(places)) == sum(len(made.report.indicators) for made in results)
    assert comparison.left_out == ()


def test_rows_have_a_column_a_year():
    """Values, and what must be known about them: conflicts, verdicts, qualifiers, spellings, places."""
    comparison = compared(
        result(indicator("办结案件", "7", approx=("余",)), year=2021, issuer="甲"),
        result(indicator("全年办结案件", "8", verdict="misplaced"), indicator("办结案件", "9"), year=2023, issuer="甲"),
        result(indicator("其他", "1"), year=2022, issuer="乙"),
    )
    columns = list(comparison_columns(comparison))
    assert columns[:7] == ["issuer", "name", "unit", "role", "2021", "2022", "2023"]
    other, row = comparison_rows(comparison)
    assert list(row) == columns
    assert (other["issuer"], other["2022"], other["2023"]) == ("乙", "1", None)
    assert (row["name"], row["2021"], row["2022"], row["2023"]) == ("办结案件", "7", None, "8 ≠ 9")
    assert (row["conflicts"], row["unverified"], row["approx"]) == ("2023", "2023", "2021 余")
    assert row["spellings"] == "全年办结案件"
    assert row["sources"].startswith("2021 0.json/report/indicators/0; 2023 1.json/report/indicators/0; 2023 1.json")


@pytest.mark.parametrize(
    ("lang", "target", "legend"), [("en", "(target)", "several values"), ("zh", "(目标)", "不同的数值")]
)
def test_people_see_years_side_by_side(lang, target, legend):
    """A block an issuer with its own years, marks for conflicts and for what is not verified, and what they mean."""
    aim = indicator("培训", "50", "人", role=Role.TARGET, target_year=2023)
    comparison = compared(
        result(indicator("案件", "300", approx=("余",)), aim, year=2022, issuer="甲\x1b[31m"),
        result(indicator("案件", "7", verdict=None), indicator("案件", "8"), year=2023, issuer="甲\x1b[31m"),
        result(indicator("案件", "1"), year=2020, issuer="乙"),
    )
    text = "\n".join(render_comparison(comparison, lang))
    assert "== 甲␛[31m\n" in text
    assert "        2020\n" in text
    assert "300 (余)  7 ≠ 8 ?" in text
    assert f"培训 {target}" in text
    assert legend in text


def test_a_comparison_without_marks_explains_none():
    """The legend stands only where it is needed."""
    text = "\n".join(render_comparison(years_of(indicator("案件", "7"), indicator("案件", "8")), "en"))
    assert ("≠" in text, "?" in text) == (False, False)


def test_an_essence_is_never_empty():
    """A name made of words that tell nothing apart still is a name."""
    assert essence("开展") != essence("累计")
    assert essence("数量") == essence("数量") != ""


def test_a_comparison_is_plain_data():
    """Rows can be written as JSON."""
    rows = list(comparison_rows(years_of(indicator("案件", "7"), indicator("案件", "8"))))
    assert json.loads(json.dumps(rows)) == rows
