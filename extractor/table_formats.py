"""Table formats: rows go in one by one, a CSV, JSON Lines, Parquet or Excel table comes out.

Every format keeps numbers exact. Report text is hostile: what a spreadsheet would run or take for a date is written as
text. Memory does not grow with the number of rows.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from extractor.errors import OutputError
from extractor.output import replacing
from extractor.tables import Cell, Columns, Row, Value
from schemas.export import TableFormat

Write = Callable[[str, Row], None]
"""Take one row of the sheet of that name."""
Sheets = Mapping[str, Columns]

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_PLAIN = re.compile(rf"{_NUMBER.pattern}%?")
_RUNS = "=+-@＝＋－＠"
_MISREAD = re.compile(r"\s*\d+\s*(?:[-/:：／－.]\s*\d+\s*){1,2}|\s*\d[\d.]*[eE][+-]?\d+\s*")
"""What a spreadsheet takes for a date, a time or a power of ten: 3/4, 3-5, 10:30, 1E5."""
_EXCEL_DIGITS = 15
_EXCEL_ROWS = 1_048_576
_EXCEL_TEXT = 32_767
_PARQUET = (38, 12)
_GROUP = 10_000


def choose(format: TableFormat | None, target: Path | None) -> TableFormat:
    """Return the format that was asked for, else the one a file's ending names, else CSV.

    Raises OutputError for a binary format without a file.
    """
    ending = target.suffix.lower().removeprefix(".") if target else ""
    chosen = format or next((known for known in TableFormat if known == ending), TableFormat.CSV)
    if target is None and chosen in (TableFormat.PARQUET, TableFormat.XLSX):
        raise OutputError(
            f"{chosen.value} is no text: name a file with -o FILE", f"{chosen.value} 不是文本格式：请用 -o 指明文件"
        )
    return chosen


def open_table(format: TableFormat, target: Path | TextIO, sheets: Sheets) -> AbstractContextManager[Write]:
    """Open a table to be written row by row; a file appears whole or not at all.

    CSV, JSON Lines and Parquet hold one sheet, and only the first two can be written to a stream. Raises OutputError if
    the file cannot be written or the library for its format is not installed.
    """
    if format is TableFormat.XLSX and isinstance(target, Path):
        return _xlsx(target, sheets)
    if format is TableFormat.PARQUET and isinstance(target, Path):
        return _parquet(target, *sheets.values())
    return _text(format, target, *sheets.values())


def guarded(cell: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run or misread; plain numbers stay as they are.

    >>> guarded("=1+1"), guarded("-12.5"), guarded("3/4"), guarded("- 见附件")
    ("'=1+1", '-12.5', "'3/4", "'- 见附件")
    """
    if cell[:1].isalpha() or _PLAIN.fullmatch(cell):
        return cell
    first = next((character for character in cell if character.isprintable() and not character.isspace()), "")
    risky = (first and first in _RUNS) or cell[:1] in ("\t", "\r", "\n") or _MISREAD.fullmatch(cell)
    return f"'{cell}" if risky else cell


@contextmanager
def _text(format: TableFormat, target: Path | TextIO, columns: Columns) -> Iterator[Write]:
    with ExitStack() as stack:
        if isinstance(target, Path):
            temporary = stack.enter_context(replacing(target))
            target = stack.enter_context(temporary.open("w", encoding="utf-8", newline=""))
        yield _csv(target, columns) if format is TableFormat.CSV else _jsonl(target)


def _csv(file: TextIO, columns: Columns) -> Write:
    """Write as RFC 4180 has it, with a BOM: without one Excel takes Chinese for the code page of the machine."""
    file.write("\ufeff")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)

    def write(_: str, row: Row) -> None:
        writer.writerow([guarded(_printed(row[column])) for column in columns])

    return write


def _printed(cell: Cell) -> str:
    if cell is None:
        return ""
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def _jsonl(file: TextIO) -> Write:
    """Write an object a line; decimals are strings, as in results."""

    def write(_: str, row: Row) -> None:
        file.write(json.dumps(row, ensure_ascii=False, default=_printed) + "\n")

    return write


@contextmanager
def _parquet(path: Path, columns: Columns) -> Iterator[Write]:
    """Write row groups of 10,000; a bound that 26 digits before and 12 behind the point do not hold is null."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise _not_installed(TableFormat.PARQUET, "pyarrow") from error
    types = {
        str: pyarrow.string(),
        Value: pyarrow.string(),
        int: pyarrow.int64(),
        Decimal: pyarrow.decimal128(*_PARQUET),
    }
    schema = pyarrow.schema([(name, types[kind]) for name, kind in columns.items()])
    rows: list[dict[str, Any]] = []
    with replacing(path) as temporary, ParquetWriter(temporary, schema) as writer:

        def flush() -> None:
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
            rows.clear()

        def write(_: str, row: Row) -> None:
            rows.append({name: _fitting(cell) for name, cell in row.items()})
            if len(rows) == _GROUP:
                flush()

        yield write
        flush()


def _fitting(cell: Cell) -> Cell:
    if not isinstance(cell, Decimal):
        return cell
    digits, places = _PARQUET
    fits = cell.adjusted() < digits - places and -int(cell.as_tuple().exponent) <= places
    return cell if fits else None


@contextmanager
def _xlsx(path: Path, sheets: Sheets) -> Iterator[Write]:
    """Write a sheet each; number cells hold what Excel keeps exactly, 15 digits, and a longer number stays text."""
    try:
        from xlsxwriter import Workbook
        from xlsxwriter.exceptions import XlsxWriterException
    except ImportError as error:
        raise _not_installed(TableFormat.XLSX, "xlsxwriter") from error
    with replacing(path) as temporary:
        book = Workbook(temporary, {"constant_memory": True})
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})  # the same rows give the same file
        bold = book.add_format({"bold": True})
        pages = {name: book.add_worksheet(name) for name in sheets}
        used = dict.fromkeys(sheets, 1)
        for name, columns in sheets.items():
            pages[name].freeze_panes(1, 0)
            pages[name].write_row(0, 0, columns, bold)

        def write(name: str, row: Row) -> None:
            if used[name] == _EXCEL_ROWS:
                raise _too_many_rows(path)
            for place, (column, kind) in enumerate(sheets[name].items()):
                _write_cell(pages[name], (used[name], place), row[column], is_number=kind is not str)
            used[name] += 1

        try:
            yield write
            for name, columns in sheets.items():
                pages[name].autofilter(0, 0, used[name] - 1, len(columns) - 1)
        finally:
            try:
                book.close()
            except XlsxWriterException as error:
                raise OSError(str(error)) from error


def _write_cell(page: Any, place: tuple[int, int], cell: Cell, *, is_number: bool) -> None:
    text = _printed(cell)
    number = Decimal(text) if is_number and _NUMBER.fullmatch(text) else None
    if number is not None and len(number.normalize().as_tuple().digits) <= _EXCEL_DIGITS:
        page.write_number(*place, number)
    elif text:
        page.write_string(*place, _cut(text))


def _cut(text: str) -> str:
    """Cut a text to what a cell holds; its offsets tell where the whole of it stands."""
    return text if len(text) <= _EXCEL_TEXT else text[: _EXCEL_TEXT - 1] + "…"


def _too_many_rows(path: Path) -> OutputError:
    return OutputError(
        f"{str(path)!r} would have more rows than Excel takes ({_EXCEL_ROWS}): choose csv or parquet",
        f"{str(path)!r} 的行数超过 Excel 的上限（{_EXCEL_ROWS}）：请改用 csv 或 parquet",
    )


def _not_installed(format: TableFormat, library: str) -> OutputError:
    return OutputError(
        f"{format.value} tables need {library}: pip install 'report-extractor[tables]', or choose csv or jsonl",
        f"写 {format.value} 表格需要 {library}：请运行 pip install 'report-extractor[tables]'，或改用 csv、jsonl",
    )
