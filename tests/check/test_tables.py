"""Checking numbers of tables: the unit of the table counts, the headings bind the name, and no error passes."""

import json

import pytest

from extractor.check.check import check, check_source
from extractor.check.claims import read_claims
from extractor.check.index import index_source
from extractor.source.read import read_bytes
from schemas.finding import Verdict
from tests.source.documents import docx
from tests.test_pipeline import result_of

TABLE = [
    ["项目", "2022年", "2023年", "增长（%）"],
    ["一般公共预算收入", "1,200.5", "1,234.5", "2.8"],
    ["一般公共预算支出", "2,300", "2,400", "4.3"],
]
RAW = read_bytes(docx("某市2023年法治政府建设年度报告", "一、财政情况", "单位：万元", TABLE), "a.docx")
SOURCE = index_source(RAW.text, RAW.tables)


def verdict(**claim: str) -> Verdict:
    return check_source(read_claims([claim]), SOURCE).findings[0].verdict


def test_every_number_of_a_table_becomes_an_indicator_that_is_verified():
    """From the file to the written result: value scaled, unit with evidence of its own, name from the headings."""
    result = result_of(RAW)
    found = {i.name: i for i in result.report.indicators}
    one = found["一般公共预算收入·2023年"]
    assert (one.value, one.unit, one.value_text, one.kind.value) == ("12345000", "元", "1,234.5", "money")
    assert (one.unit_from.value, one.unit_evidence.quote, one.name_from.value) == ("table", "万元", "table")
    assert [e.quote for e in one.evidence] == ["1,234.5", "一般公共预算收入", "2023年"]
    assert {i.verdict for i in result.report.indicators} == {Verdict.VERIFIED}
    assert (result.validation.coverage.quantities, result.validation.coverage.omitted) == (6, 0)
    assert all(RAW.text[e.start : e.end] == e.quote for i in found.values() for e in (*i.evidence, i.unit_evidence))


def test_no_row_of_a_table_is_an_item():
    """Items are sentences; the numbers of a table are indicators without them."""
    report = result_of(RAW).report
    assert (report.achievements, report.problems, report.plans) == ((), (), ())


def test_a_written_result_is_checked_again_with_the_same_findings():
    """The tables travel with the text, so the check needs nothing else."""
    result = result_of(RAW)
    again = check(json.loads(result.model_dump_json()))
    assert again.findings == result.validation.findings


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"value_text": "1,235.4", "value": "12354000"}, Verdict.ALTERED_DIGIT),
        ({"value": "1234.5"}, Verdict.SCALE_ERROR),
        ({"value": "123450000000"}, Verdict.SCALE_ERROR),
        ({"unit": "件"}, Verdict.UNIT_MISMATCH),
        ({"name": "一般公共预算支出·2023年"}, None),
        ({"value_text": "1,200.5", "value": "12005000"}, None),
    ],
    ids=["digit", "万 lost", "万 doubled", "unit", "another row's name", "another column's value"],
)
def test_an_error_planted_in_a_result_is_never_verified(change, expected):
    """A wrong digit, scale, unit, row or column in one indicator shows at that indicator."""
    data = json.loads(result_of(RAW).model_dump_json())
    index = [i["name"] for i in data["report"]["indicators"]].index("一般公共预算收入·2023年")
    data["report"]["indicators"][index] |= change
    found = {f.path: f.verdict for f in check(data).findings}[f"/report/indicators/{index}/value_text"]
    assert found is not Verdict.VERIFIED
    assert expected is None or found is expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ({"name": "一般公共预算收入增长", "value_text": "2.8%"}, Verdict.VERIFIED),
        ({"name": "2023年一般公共预算收入", "value_text": "1234.5万元"}, Verdict.VERIFIED),
        ({"name": "一般公共预算收入", "value_text": "1234.5万元"}, Verdict.AMBIGUOUS),
        ({"name": "2022年一般公共预算收入", "value_text": "1234.5万元"}, Verdict.MISATTRIBUTED),
        ({"name": "2023年一般公共预算收入", "value_text": "1234.5元"}, Verdict.SCALE_ERROR),
        ({"name": "2023年一般公共预算收入", "value_text": "2400万元"}, Verdict.MISATTRIBUTED),
        ({"name": "一般公共预算收入", "value_text": "9876万元"}, Verdict.NOT_IN_SOURCE),
    ],
    ids=["percent", "year and unit", "no year", "another year", "without the scale", "another row", "nowhere"],
)
def test_claims_of_others_are_checked_against_what_the_table_means(claim, expected):
    """Anybody's claims about a document with tables are held to the table's unit and headings."""
    assert verdict(**claim) is expected


def test_tables_that_point_outside_the_text_are_an_error():
    """A result whose text was changed does not crash the check."""
    data = json.loads(result_of(RAW).model_dump_json())
    data["source"]["text"] = data["source"]["text"][:20]
    with pytest.raises(Exception, match="points outside"):
        check(data)
