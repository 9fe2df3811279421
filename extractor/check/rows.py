"""A CSV of indicators, as spreadsheets and statistics offices write them: text in, one object a row out.

The delimiter is the one under which the first row names the columns; a header may wear blanks, brackets and a prefix.
"""

import csv
import io
import re
from typing import Any

from extractor.check.keys import FIELDS, LITERAL_KEYS, key_of
from extractor.errors import ClaimsError

_DELIMITERS = ",;\t|，；"
_COUNTERS = frozenset({"", "序号", "编号", "行号", "no", "no.", "index", "#"})
_PARTS = {
    "name": re.compile("名称|指标|项目|name"),
    "value": re.compile("数值|数字|数量|数据|完成|结果|value|number|amount"),
    "unit": re.compile("单位|unit"),
    "quote": re.compile("引文|引用|依据|证据|原文|原句|摘录|quote|evidence|excerpt"),
}
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]\s*$")
_SEPARATOR_LINE = re.compile(r"sep=.\r?\n")
_RULE = re.compile("(?::?-{2,}:?)?")
_SHOWN = 80


def read_rows(text: str) -> list[dict[str, Any]]:
    """Read a CSV whose first row that is not blank names the columns. Raises ClaimsError where it is no such list."""
    text = _SEPARATOR_LINE.sub("", text, count=1) if text.startswith("sep=") else text
    tables = (_table(text, delimiter) for delimiter in _DELIMITERS)
    rows = next((rows for rows in tables if rows and _is_header(_columns(rows[0]))), None)
    if rows is None:
        first = text.strip().splitlines()[0][:_SHOWN]
        raise ClaimsError(
            "the claims are no JSON object or list, and no CSV whose first row names the columns name and value_text "
            f"(or 名称 and 数值); it is {first!r}",
            f"既不是 JSON 对象或列表，也不是首行含“名称”和“数值”两列的 CSV；首行为：{first}",
        )
    columns = _columns(rows[0])
    twice = next((column for column in columns if column and columns.count(column) > 1), None)
    if twice is not None:
        raise ClaimsError(
            f"the column {twice!r} stands twice in the claims; keep one", f"{twice!r} 列出现两次：请保留一列"
        )
    body = ((number, row) for number, row in enumerate(rows[1:], start=2) if not _is_ruled(row))
    return [_row(number, row, columns) for number, row in body]


def _is_ruled(row: list[str]) -> bool:
    """Tell whether a row is the rule under the heading of a Markdown table."""
    return all(_RULE.fullmatch(cell.strip()) for cell in row)


def _table(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        return [row for row in reader if any(row)]
    except csv.Error as problem:
        line = reader.line_num
        raise ClaimsError(
            f"the claims are neither JSON nor CSV: line {line}: {problem}",
            f"既不是 JSON，也不是 CSV：第 {line} 行：{problem}",
        ) from problem


def _columns(header: list[str]) -> list[str]:
    """Name the columns: a known key as it is printed, another by the field it speaks of, if no column has that.

    >>> _columns(["序号", "指标（项）", "完成数量（万元）"])
    ['序号', '指标（项）', 'value（万元）']
    """
    columns = [column.strip() for column in header]
    for field, part in _PARTS.items():
        if key_of(columns, field) is None and (field != "value" or key_of(columns, "value_text") is None):
            taken = {key_of(columns, other) for other in FIELDS}
            free = (i for i, column in enumerate(columns) if column not in taken and part.search(column.casefold()))
            at = next(free, None)
            if at is not None:
                bracket = _BRACKETS.search(columns[at])
                columns[at] = field + (bracket[0] if bracket else "")
    return columns


def _is_header(columns: list[str]) -> bool:
    return key_of(columns, "name") is not None and any(key_of(columns, field) for field in LITERAL_KEYS)


def _row(number: int, cells: list[str], columns: list[str]) -> dict[str, Any]:
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise ClaimsError(
            f"row {number} of the claims has {len(cells)} cells for {len(columns)} columns",
            f"第 {number} 行有 {len(cells)} 格，而表头只有 {len(columns)} 列",
        )
    cells = [*cells, *[""] * (len(columns) - len(cells))]
    return {column: cell for column, cell in zip(columns, cells, strict=False) if column.casefold() not in _COUNTERS}
