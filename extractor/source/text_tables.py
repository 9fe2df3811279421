"""A plain text in, the tables that it draws out: lines of as many cells, parted by tabs or bars, below headings.

So copies of pages and Markdown print them. What only looks so (a line of links, 字号：大 | 中 | 小) has no such rows.
"""

import re
from collections.abc import Iterator

from extractor.source.blocks import MAX_CELLS
from extractor.source.tables import RowKind, described, read_headings
from schemas.table import Cell, Table

_BORDERS = (re.compile(r"\t"), re.compile("[|｜]"))
_RULE = re.compile(r"[\s|｜:+=－—-]*[-－—=]{2,}[\s|｜:+=－—-]*")
"""The line of a Markdown table below its headings."""
_LINE = re.compile(r"[^\n]+")
_LEAST, _DATA, _MOST = 3, 2, 60
"""So many rows at least, so many of them with data, and so many columns at most make a table."""
_MAX_CELL = 120

Row = list[tuple[int, int]]
"""The cells of a line, empty ones as ranges without a character."""


def find_tables(text: str) -> tuple[Table, ...]:
    """Return the tables of a plain text, in order; offsets are into that text.

    >>> text = "统计表\\n类别 | 单位 | 数量\\n许可 | 件 | 21\\n处罚 | 件 | 9\\n"
    >>> [text[cell.start : cell.end] for cell in find_tables(text)[0].cells][:4]
    ['类别', '单位', '数量', '许可']
    """
    if "\t" not in text and "|" not in text and "｜" not in text:
        return ()
    found = [table for border in _BORDERS for rows in _runs(text, border) if (table := _table(text, rows)) is not None]
    tables = list[Table]()
    for table in sorted(found, key=lambda table: table.start):
        floor = tables[-1].end if tables else 0
        if table.start >= floor:
            tables.append(described(text, table, floor))
    return tuple(tables)


def _runs(text: str, border: re.Pattern[str]) -> Iterator[list[Row]]:
    """Yield the rows of lines that stand together and have as many cells."""
    rows = list[Row]()
    for line in _LINE.finditer(text):
        words = line[0].strip()
        if not words or (rows and _RULE.fullmatch(words)):
            continue
        row = _row(text, *line.span(), border)
        if rows and len(row) != len(rows[0]):
            yield rows
            rows = []
        if len(row) > 1:
            rows.append(row)
    yield rows


def _row(text: str, start: int, end: int, border: re.Pattern[str]) -> Row:
    """Cut a line at its borders; a bar before the first cell and behind the last is none."""
    borders = [hit.start() for hit in border.finditer(text, start, end)]
    row = [_trimmed(text, low, high) for low, high in zip([start - 1, *borders], [*borders, end], strict=True)]
    if border is not _BORDERS[0] and row[0][0] == row[0][1] and row[-1][0] == row[-1][1]:
        row = row[1:-1]
    return row


def _trimmed(text: str, border: int, end: int) -> tuple[int, int]:
    """Return the words of a cell behind a border."""
    words = text[border + 1 : end]
    start = border + 1 + len(words) - len(words.lstrip())
    return start, max(start, border + 1 + len(words.rstrip()))


def _table(text: str, rows: list[Row]) -> Table | None:
    """Make a table of rows, unless they hold no data below a heading."""
    if not _LEAST <= len(rows) <= MAX_CELLS // _MOST or len(rows[0]) > _MOST:
        return None
    if any(end - start > _MAX_CELL for row in rows for start, end in row):
        return None
    cells = tuple(
        Cell(start=start, end=end, row=row, column=column)
        for row, ranges in enumerate(rows)
        for column, (start, end) in enumerate(ranges)
        if start < end
    )
    if not cells:
        return None
    last = cells[-1].end
    end = text.find("\n", last) + 1 or len(text)
    table = Table(start=cells[0].start, end=end, cells=cells)
    kinds = read_headings(text, table).kinds
    if kinds.get(0) is not RowKind.HEADING or sum(kind is RowKind.DATA for kind in kinds.values()) < _DATA:
        return None
    return table
