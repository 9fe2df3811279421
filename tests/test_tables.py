"""Tables: every indicator and item of a result is one row, with nothing of it lost or rounded."""

from decimal import Decimal

import pytest

from extractor.check import check
from extractor.tables import COLUMNS, base_unit, bounds, rows_of
from schemas.export import Rows
from schemas.finding import Verdict
from schemas.report import Role
from schemas.result import ReportResult, RunStatus
from schemas.span import Evidence
from tests.conftest import GOLDEN
from tests.results import indicator, item, result

GOLDENS = sorted(GOLDEN.glob("*.json"))


def loaded(path):
    return ReportResult.model_validate_json(path.read_bytes())


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.stem)
def test_indicators_are_rows(path):
    """Each once, in order, with the result's own words and numbers, its section, and places that hold."""
    made = loaded(path)
    rows = list(rows_of(Rows.INDICATORS, made, path.name))
    assert len(rows) == len(made.report.indicators)
    for index, (row, wanted) in enumerate(zip(rows, made.report.indicators, strict=True)):
        assert list(row) == list(COLUMNS[Rows.INDICATORS])
        assert (row["name"], row["value"], row["value_text"]) == (wanted.name, wanted.value, wanted.value_text)
        assert (row["verdict"], row["path"]) == (wanted.verdict, f"/report/indicators/{index}")
        assert (row["start"], row["end"]) == ((wanted.span.start, wanted.span.end) if wanted.span else (None, None))
        assert row["evidence"] == " … ".join(quote.quote for quote in wanted.evidence)
        if row["item"]:
            _, _, kind, place = row["item"].split("/")
            holder = getattr(made.report, kind)[int(place)]
            assert index in holder.indicators
            assert (row["section"], row["topic"]) == (kind, holder.topic)


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.stem)
def test_items_are_rows(path):
    """Each once, kind after kind, its quote where it stands, and the way to its indicators."""
    made = loaded(path)
    rows = list(rows_of(Rows.ITEMS, made, path.name))
    items = [item for kind in ("achievements", "problems", "plans") for item in getattr(made.report, kind)]
    assert [(row["title"], row["topic"]) for row in rows] == [(item.title, item.topic) for item in items]
    for row, wanted in zip(rows, items, strict=True):
        assert list(row) == list(COLUMNS[Rows.ITEMS])
        assert [int(path.rpartition("/")[2]) for path in row["indicators"].split()] == list(wanted.indicators)
        if len(wanted.evidence) == 1:
            assert made.source.text[row["start"] : row["end"]] == row["evidence"]


def test_cells_are_what_the_columns_say():
    """A format may rely on the kind of each cell."""
    for path in GOLDENS:
        for kind in Rows:
            for row in rows_of(kind, loaded(path), path.name):
                for column, wanted in COLUMNS[kind].items():
                    assert row[column] is None or isinstance(row[column], str if wanted.__base__ is str else wanted)


def test_the_head_stands_on_every_row():
    """Report, issuer, region, year, and whether all of the report was read."""
    made = result(
        indicator("办结案件", "7"), issuer="某市司法局", region="某市", status=RunStatus.PARTIAL, name="2023.txt"
    )
    [row] = rows_of(Rows.INDICATORS, made, "2023.json")
    assert (row["report"], row["file"], row["issuer"], row["region"]) == ("2023.txt", "2023.json", "某市司法局", "某市")
    assert (row["year"], row["status"], row["section"], row["item"]) == (2023, "partial", None, None)


def test_an_indicator_in_two_items_is_one_row():
    """The first of them is its section."""
    made = result(indicator("办结案件", "7"), achievements=(item("甲"),), problems=(item("乙", 0), item("丙", 0)))
    [row] = rows_of(Rows.INDICATORS, made, "a.json")
    assert (row["section"], row["item"]) == ("problems", "/report/problems/0")


def test_several_quotes_stand_side_by_side():
    """As those of a cell and its headings do, each with its place."""
    quotes = (Evidence(start=40, end=42, quote="7件"), Evidence(start=2, end=4, quote="案件"))
    [row] = rows_of(Rows.INDICATORS, result(indicator("案件", "7", evidence=quotes)), "a.json")
    assert (row["evidence"], row["evidence_at"]) == ("7件 … 案件", "40..42 2..4")
    [row] = rows_of(Rows.ITEMS, result(plans=(item("甲", quotes=("依据", "又一")),)), "a.json")
    assert (row["kind"], row["start"], row["end"], row["evidence_at"]) == ("plans", 0, 102, "0..2 100..102")


def test_what_is_not_known_is_empty():
    """A copied indicator without place, kind, role or verdict, in a report without a head."""
    bare = indicator("案件", None, kind=None, role=None, verdict=None, span=None, evidence=())
    [row] = rows_of(Rows.INDICATORS, result(bare, year=None), "a.json")
    known = {"report", "name", "unit", "file", "path", "status"}
    assert {column for column, cell in row.items() if cell not in (None, "")} == known


def test_targets_name_their_year():
    """The role and the year that a target is set for."""
    [row] = rows_of(Rows.INDICATORS, result(indicator("培训", "1200", role=Role.TARGET, target_year=2024)), "a.json")
    assert (row["role"], row["target_year"]) == ("target", 2024)


BOUNDS = {
    "1650000": ("1650000", "1650000"),
    "-12.50": ("-12.50", "-12.50"),
    "3..5": ("3", "5"),
    "0.1..0.3": ("0.1", "0.3"),
    "1/2": ("0.5", "0.5"),
    "1/3": (None, None),
    "1/0": (None, None),
    "12345678901234567890.123456789": ("12345678901234567890.123456789",) * 2,
    "": (None, None),
    "NaN": (None, None),
    "1e999999999": (None, None),
    "十": (None, None),
}


@pytest.mark.parametrize(("value", "wanted"), BOUNDS.items(), ids=map(repr, BOUNDS))
def test_bounds_are_exact_or_none(value, wanted):
    """Digit for digit; what no decimal holds has no bounds."""
    assert bounds(value) == tuple(bound and Decimal(bound) for bound in wanted)
    assert bounds(None) == (None, None)


UNITS = {
    "万元": "元",
    "亿元": "元",
    "萬元": "元",
    "千瓦": "千瓦",
    "百分点": "百分点",
    "千克": "千克",
    "元": "元",
    "": "",
    "万": "万",
}


@pytest.mark.parametrize(("unit", "wanted"), UNITS.items(), ids=UNITS)
def test_a_unit_is_the_one_that_the_value_counts_in(unit, wanted):
    """The scale is in the value; units that only begin like one stay whole."""
    assert base_unit(unit) == wanted


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.stem)
def test_a_table_can_be_checked_like_any_claims(path):
    """What a table says of files and places is no claim; its numbers get the verdicts that the result gives them."""
    made = loaded(path)
    rows = [dict(row) for row in rows_of(Rows.INDICATORS, made, path.name)]
    findings = check(rows, made.source.text).findings
    assert {finding.path.rpartition("/")[2] for finding in findings} <= {"value_text", "name", "year", "topic"}
    said = [finding.verdict for finding in findings if finding.path.endswith("/value_text")]
    verified = sum(indicator.verdict is Verdict.VERIFIED for indicator in made.report.indicators)
    assert said.count(Verdict.VERIFIED) >= 0.97 * verified
