"""Table formats: what is read back is what was written, exactly, and nothing of it runs."""

import csv
import io
import json
import sys
from decimal import Decimal
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from extractor import table_formats
from extractor.errors import OutputError
from extractor.table_formats import choose, guarded, open_table
from extractor.tables import Value
from schemas.export import TableFormat

CSV, JSONL, PARQUET, XLSX = TableFormat
COLUMNS = {"name": str, "value": Value, "low": Decimal, "year": int}
NASTY = '甲,“乙”\n"丙"\t\x00\x1b[31m\ufffe\uffff_x0041_ <b>&amp;'


def row(name=None, value=None, low=None, year=None):
    return {"name": name, "value": value, "low": low, "year": year}


ROWS = [
    row("办结案件", "1650000", Decimal("1650000"), 2023),
    row(NASTY, "3..5", Decimal("3"), None),
    row(None, "1/3", None, 2023),
    row("", "-12.50", Decimal("-12.50"), 2023),
    row("007", "12345678901234567890.5", Decimal("12345678901234567890.5"), 2023),
]


def written(format, path, rows, sheets=None):
    """Write rows to a file and return its path."""
    with open_table(format, path, sheets or {"one": COLUMNS}) as write:
        for line in rows:
            write("one", line)
    return path


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheet(path, name="one") -> list[list]:
    page = openpyxl.load_workbook(path)[name]
    return [[cell.value for cell in line] for line in page.iter_rows(min_row=2)]


def test_csv_is_as_excel_and_rfc_4180_have_it(tmp_path):
    """A BOM, CRLF, doubled quotes; cells come back as they went in, numbers digit for digit."""
    data = written(CSV, tmp_path / "t.csv", ROWS).read_bytes()
    assert data.startswith(b"\xef\xbb\xbfname,value,low,year\r\n")
    assert data.count(b"\r\n") == len(ROWS) + 1
    assert read_csv(data)[1:] == [
        ["办结案件", "1650000", "1650000", "2023"],
        [NASTY, "3..5", "3", ""],
        ["", "'1/3", "", "2023"],
        ["", "-12.50", "-12.50", "2023"],
        ["007", "12345678901234567890.5", "12345678901234567890.5", "2023"],
    ]


def test_json_lines_are_exact(tmp_path):
    """An object a line; numbers are strings, as in results."""
    lines = written(JSONL, tmp_path / "t.jsonl", ROWS).read_bytes().split(b"\n")
    assert [json.loads(line) for line in lines[:-1]] == [
        line | {"low": line["low"] and str(line["low"])} for line in ROWS
    ]
    assert lines[-1] == b""


def test_parquet_is_exact(tmp_path):
    """Text as it is, bounds as decimals."""
    table = parquet.read_table(written(PARQUET, tmp_path / "t.parquet", ROWS))
    assert table.to_pylist() == ROWS


def test_a_bound_that_parquet_cannot_hold_is_null(tmp_path):
    """The value beside it still has every digit."""
    long = [Decimal(10) ** 26, Decimal("0.0000000000001"), Decimal("9" * 26 + "." + "9" * 12), Decimal("1E+5")]
    path = written(PARQUET, tmp_path / "t.parquet", [row("甲", str(number), number) for number in long])
    assert parquet.read_table(path)["low"].to_pylist() == [None, None, *long[2:]]


def test_parquet_holds_more_than_a_group(tmp_path, monkeypatch):
    """Groups are written as they fill, none is lost."""
    monkeypatch.setattr(table_formats, "_GROUP", 3)
    for count in (0, 3, 7):
        path = written(PARQUET, tmp_path / "t.parquet", [row(str(n)) for n in range(count)])
        assert parquet.read_table(path)["name"].to_pylist() == [str(n) for n in range(count)]


def test_excel_has_numbers_as_numbers(tmp_path):
    """Those of 15 digits or less; what Excel would round is text, and so is what only looks like a number."""
    path = written(XLSX, tmp_path / "t.xlsx", ROWS)
    first, _, third, fourth, fifth = sheet(path)
    assert first == ["办结案件", 1650000, 1650000, 2023]
    assert third == [None, "1/3", None, 2023]
    assert fourth == [None, -12.5, -12.5, 2023]
    assert fifth == ["007", "12345678901234567890.5", "12345678901234567890.5", 2023]


def test_excel_takes_any_text(tmp_path):
    """Characters that XML does not know are written in Excel's own way, and come back."""
    path = written(XLSX, tmp_path / "t.xlsx", [row(NASTY), row("=1+1"), row("http://a.b"), row("{=1}")])
    texts = [openpyxl.utils.escape.unescape(line[0]) for line in sheet(path)]
    assert texts[0].replace("\r", "") == NASTY
    assert texts[1:] == ["=1+1", "http://a.b", "{=1}"]
    page = openpyxl.load_workbook(path)["one"]
    assert [page.cell(n, 1).data_type for n in range(2, 6)] == ["s"] * 4


def test_excel_cells_hold_no_more_than_excel_allows(tmp_path):
    """A longer text is cut with an ellipsis instead of being left out."""
    [[text, *_]] = sheet(written(XLSX, tmp_path / "t.xlsx", [row("长" * 40_000)]))
    assert (len(text), text[-1]) == (32_767, "…")


def test_excel_rows_end_with_an_error(tmp_path, monkeypatch):
    """More rows than a sheet holds are never dropped in silence."""
    monkeypatch.setattr(table_formats, "_EXCEL_ROWS", 3)
    written(XLSX, tmp_path / "t.xlsx", ROWS[:2])
    with pytest.raises(OutputError, match="choose csv or parquet"):
        written(XLSX, tmp_path / "u.xlsx", ROWS[:3])
    assert [path.name for path in tmp_path.iterdir()] == ["t.xlsx"]


def test_excel_has_a_sheet_for_each_kind_of_row(tmp_path):
    """Rows may come in any order of sheets."""
    with open_table(XLSX, tmp_path / "t.xlsx", {"one": COLUMNS, "two": {"name": str}}) as write:
        for n in range(3):
            write("one", row(f"甲{n}"))
            write("two", {"name": f"乙{n}"})
    assert [line[0] for line in sheet(tmp_path / "t.xlsx")] == ["甲0", "甲1", "甲2"]
    assert sheet(tmp_path / "t.xlsx", "two") == [["乙0"], ["乙1"], ["乙2"]]


@pytest.mark.parametrize("format", TableFormat)
def test_the_same_rows_give_the_same_file(format, tmp_path):
    """Byte for byte: no clock in it."""
    first, second = (written(format, tmp_path / f"{n}.{format.value}", ROWS).read_bytes() for n in range(2))
    assert first == second


@pytest.mark.parametrize("format", TableFormat)
def test_a_table_is_written_whole_or_not_at_all(format, tmp_path):
    """An error half-way leaves what was there before, and nothing else."""
    path = tmp_path / "t"
    path.write_text("before")

    def failing():
        yield ROWS[0]
        raise ValueError("half-way")

    with pytest.raises(ValueError, match="half-way"):
        written(format, path, failing())
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("format", TableFormat)
def test_a_place_that_takes_no_file_is_an_error(format, tmp_path):
    """A missing folder, or a folder in place of the file, is named."""
    for path in (tmp_path / "none" / "t", tmp_path):
        with pytest.raises(OutputError, match="cannot be written"):
            written(format, path, ROWS)


@pytest.mark.parametrize(("format", "module"), [(PARQUET, "pyarrow"), (XLSX, "xlsxwriter")])
def test_a_missing_library_is_named(format, module, tmp_path, monkeypatch):
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(OutputError, match=rf"{module}: pip install 'report-extractor\[tables\]'"):
        written(format, tmp_path / "t", ROWS)
    assert list(tmp_path.iterdir()) == []


RUNS = [
    *("=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "\r=1", "\n=1", " =1", "\ufeff=1", "\u200b=1"),
    *(
        "＝1",
        "＋1",
        "－甲",
        "＠a",
        "-",
        "- 甲",
        "+5",
        "1/3",
        "3-5",
        "2023/1/3",
        "10:30",
        "1E5",
        "1.5e10",
        "１／３",
        "1.2.3",
    ),
]
STAYS = [
    "",
    "甲",
    "-5",
    "-12.50",
    "0.10",
    "95.04%",
    "-5%",
    "007",
    "3..5",
    "12..40 3..9",
    "一=一",
    "a@b",
    "2023年",
    "—甲",
    "'甲",
]


@pytest.mark.parametrize("cell", RUNS, ids=repr)
def test_what_a_spreadsheet_would_run_or_misread_is_text(cell):
    """An apostrophe stands before formulas, dates, times and powers of ten."""
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", STAYS, ids=repr)
def test_numbers_and_words_stay_as_they_are(cell):
    """Negative numbers and shares too."""
    assert guarded(cell) == cell


@given(st.text())
def test_no_text_begins_a_formula(text):
    """Whatever stands before the sign, unless the whole is a number."""
    cell = guarded(text)
    number = cell.removeprefix("-").removesuffix("%").replace(".", "", 1)
    assert cell.strip()[:1] not in {*"=+-@"} or (number.isascii() and number.isdecimal())
    assert cell in (text, f"'{text}")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14, places=0))
def test_numbers_of_excel_are_exact(number):
    """What is written as a number cell has the digits of the number, and not those of a float."""
    _assert_exact_in_excel(number)


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 12))
def test_decimals_of_excel_are_exact(digits, places):
    """With a point as well."""
    _assert_exact_in_excel(Decimal(digits).scaleb(-places))


def _assert_exact_in_excel(number: Decimal) -> None:
    file = _Cells()
    table_formats._write_cell(file, (0, 0), number, is_number=True)
    [printed] = file.numbers
    assert Decimal(printed) == number
    assert Decimal(repr(float(printed))) == number


class _Cells:
    """A sheet that prints numbers as XlsxWriter does."""

    def __init__(self) -> None:
        self.numbers: list[str] = []

    def write_number(self, _row: int, _column: int, number: Decimal) -> None:
        self.numbers.append(f"{number:.16G}")


def test_numbers_are_printed_as_that_sheet_prints_them(tmp_path):
    """The file itself holds the decimal digits."""
    numbers = [Decimal("9.95"), Decimal("0.1"), Decimal("208000000"), Decimal("999999999999.999")]
    path = written(XLSX, tmp_path / "t.xlsx", [row(low=number) for number in numbers])
    xml = ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert [f"<v>{number}</v>" in xml for number in numbers] == [True] * 4


CHOICES = [
    (None, None, CSV),
    (None, "t.xlsx", XLSX),
    (None, "t.PARQUET", PARQUET),
    (None, "t.txt", CSV),
    (JSONL, "t.csv", JSONL),
    (JSONL, None, JSONL),
]


@pytest.mark.parametrize(("format", "name", "wanted"), CHOICES, ids=str)
def test_the_format_is_chosen_by_the_ending(format, name, wanted, tmp_path):
    """Unless it was said."""
    assert choose(format, tmp_path / name if name else None) is wanted


@pytest.mark.parametrize("format", [PARQUET, XLSX])
def test_a_binary_table_needs_a_file(format):
    """It is not poured over a terminal."""
    with pytest.raises(OutputError, match="-o FILE"):
        choose(format, None)
