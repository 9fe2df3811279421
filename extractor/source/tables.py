"""A table in, what each of its numbers is called and measured in: its headings, and where its unit is printed.

A row that holds no datum is a heading of what stands below it; the words to the left of a datum name its row. All
offsets are into the original text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from extractor.numbers.units import read_unit
from schemas.span import Span
from schemas.table import Cell, Table

_DATUM = re.compile(
    r"[-−－▲+]?[\d０-９](?:[\d０-９,，.．]| (?=\d{3})|[-—–~～至](?=\d))*\s?(?:[%％‰]|[万亿]?[\u4e00-\u9fff]{0,3})?"
    r"(?:[(（][-\d.%％]{1,8}[)）])?"
    r"|[-−－—–―/／\\]{1,4}|…{1,2}|无|空"
)
_YEAR = re.compile(r"(?:19|20)\d\d\s?(?:年度?)?")
_UNIT_COLUMN = re.compile(r"(?:计量|計量)?\s?单\s?位|(?:計量)?單\s?位")
_STATED = re.compile(r"[单單]\s?位\s?[:：]\s?(?P<unit>[^\s\t，。；;)）\]】]{1,24})")
_BRACKETS = re.compile(r"[(（\[【](?:[单單]位[:：])?(?P<unit>[^()（）\[\]【】]{1,12})[)）\]】]")
_MARKER = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)|其中[:：]?)\s*"
)
_PARTED, _SHARES = re.compile("[、,，/或和]"), frozenset("%％‰元")
_MAX_SPAN, _MAX_HEADS = 300, 6
"""A label spans no more rows, and no more rows of headings stand together."""
_CAPTION_LINES, _CAPTION_CHARS = 3, 60


@dataclass(frozen=True, slots=True)
class Place:
    """One datum of a table: its cell, and the cells that head its row and its column, outermost first."""

    cell: Cell
    row: tuple[Cell, ...]
    column: tuple[Cell, ...]


class RowKind(StrEnum):
    """What a row does: hold data, head the columns below it, or stand between (其中：)."""

    DATA = "data"
    HEADING = "heading"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Headings:
    """A table with its rows told apart: what stands in each, and whether it names or holds data."""

    text: str
    table: Table
    by_row: dict[int, list[Cell]]
    kinds: dict[int, RowKind]
    heads: dict[int, tuple[int, ...]]
    width: int

    def words(self, cell: Cell) -> str:
        """Return the words of a cell."""
        return self.text[cell.start : cell.end]

    def data(self) -> Iterator[Place]:
        """Yield the data cells in reading order, with their headings."""
        for row in sorted(self.by_row):
            if self.kinds[row] is RowKind.DATA:
                for cell in self.by_row[row]:
                    if cell.row == row and is_datum(self.words(cell)):
                        place = Place(cell, self._row_heads(row, cell), self._column_heads(row, cell))
                        if place.row or place.column:
                            yield place

    def heading_rows(self) -> int:
        """Count the rows at the top that hold no datum."""
        rows = sorted(self.by_row)
        return next((i for i, row in enumerate(rows) if self.kinds[row] is RowKind.DATA), len(rows))

    def _row_heads(self, row: int, datum: Cell) -> tuple[Cell, ...]:
        """Return the words next to the left of a datum, past other data; of its own height if there are any."""
        found: list[Cell] = []
        for cell in sorted(self.by_row[row], key=lambda cell: -cell.column):
            if cell.column >= datum.column:
                continue
            words = self.words(cell)
            if is_datum(words) or self._is_unit_column(row, cell):
                if found:
                    break
                continue
            found.append(cell)
        beside = [cell for cell in found if cell.row <= row and row + datum.rows <= cell.row + cell.rows]
        return tuple(reversed(beside or found))

    def _is_unit_column(self, row: int, cell: Cell) -> bool:
        heads = self._column_heads(row, cell)
        return bool(heads) and _UNIT_COLUMN.fullmatch(self.words(heads[-1])) is not None

    def _column_heads(self, row: int, datum: Cell) -> tuple[Cell, ...]:
        """Return the cells over a datum in the nearest heading rows above it, but none as wide as the table."""
        heads: dict[tuple[int, int], Cell] = {}
        for above in self.heads[row]:
            for cell in self.by_row[above]:
                over = cell.column <= datum.column < cell.column + cell.columns
                if over and not (cell.columns > 1 and cell.columns >= self.width):
                    heads.setdefault((cell.row, cell.column), cell)
        return tuple(heads.values())

    def unit_column(self, place: Place) -> Cell | None:
        """Return the cell of a datum's row in a column that is headed 单位."""
        row = self.by_row[place.cell.row]
        return next((cell for cell in row if cell.column > 0 and self._is_unit_column(place.cell.row, cell)), None)


def read_headings(text: str, table: Table) -> Headings:
    """Look at a table of a text."""
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + min(cell.rows, _MAX_SPAN)):
            by_row.setdefault(row, []).append(cell)
    width = max(cell.column + cell.columns for cell in table.cells)
    kinds: dict[int, RowKind] = {}
    for row in sorted(by_row):
        cells = [cell for cell in by_row[row] if cell.row == row]
        kinds[row] = _row_kind([text[cell.start : cell.end] for cell in cells], cells, width, kinds)
    return Headings(text, table, by_row, kinds, _heads(kinds), width)


def _heads(kinds: dict[int, RowKind]) -> dict[int, tuple[int, ...]]:
    """Give each row the nearest heading rows above it that stand together, the last few of them."""
    found: dict[int, tuple[int, ...]] = {}
    block: tuple[int, ...] = ()
    last = RowKind.LABEL
    for row, kind in kinds.items():
        found[row] = block
        if kind is RowKind.HEADING:
            block = (*block, row)[-_MAX_HEADS:] if last is RowKind.HEADING else (row,)
        last = kind
    return found


def _row_kind(words: list[str], cells: list[Cell], width: int, above: dict[int, RowKind]) -> RowKind:
    """Tell what a row does by its words and by the rows above it; below data only a title opens new headings."""
    numbers = [word for word in words if is_datum(word) and any(char.isdigit() for char in word)]
    if numbers and not all(_YEAR.fullmatch(word) for word in numbers):
        return RowKind.DATA
    if any(cell.columns >= width > 1 for cell in cells):
        return RowKind.HEADING
    begun = RowKind.DATA in above.values()
    if len(cells) < 2 and (not cells or cells[0].columns == 1):
        return RowKind.LABEL
    last = next(reversed(above.values()), RowKind.HEADING)
    return RowKind.HEADING if not begun or last is RowKind.HEADING else RowKind.LABEL


def described(text: str, table: Table, floor: int = 0) -> Table:
    """Add to a table how many heading rows it has, and what it or the lines above it state about its unit.

    `floor` is where the table before it ends.
    """
    headings = read_headings(text, table)
    unit = _stated_unit(text, table, floor)
    return table.model_copy(update={"heading_rows": headings.heading_rows(), "unit": unit})


def _stated_unit(text: str, table: Table, floor: int) -> Span | None:
    """Find 单位：万元 in a cell as wide as the table, else in the lines right above it."""
    width = max(cell.column + cell.columns for cell in table.cells)
    for cell in table.cells:
        hit = _STATED.search(text, cell.start, cell.end)
        if hit and (cell.columns >= width or cell.end - cell.start == hit.end() - hit.start()):
            return Span(start=hit.start("unit"), end=hit.end("unit"))
    end = table.start
    for _ in range(_CAPTION_LINES):
        start = max(floor, text.rfind("\n", 0, max(0, end - 1)) + 1)
        line = text[start:end].strip()
        if not line or len(line) > _CAPTION_CHARS or line[-1] in "。；":
            break
        hit = _STATED.search(text, start, end) or _trailing_brackets(text, start, end)
        if hit:
            return Span(start=hit.start("unit"), end=hit.end("unit"))
        end = start
    return None


def _trailing_brackets(text: str, start: int, end: int) -> re.Match[str] | None:
    """A caption may end in its unit: 附表1 财政收支情况（万元）."""
    found = list(_BRACKETS.finditer(text, start, end))
    return found[-1] if found and not text[found[-1].end() : end].strip() else None


def unit_in_heading(text: str, cell: Cell) -> Span | None:
    """Find a unit that a heading states: 金额（万元）, 占比(%), 单位：件."""
    hit = _STATED.search(text, cell.start, cell.end)
    if hit is None:
        found = list(_BRACKETS.finditer(text, cell.start, cell.end))
        hit = found[-1] if found else None
    return Span(start=hit.start("unit"), end=hit.end("unit")) if hit else None


def is_datum(words: str) -> bool:
    """Tell whether a cell holds one number, or a mark that there is none, and nothing else.

    >>> [is_datum(words) for words in ("1,204.5", "12件", "—", "收入", "新增5人，减少3人")]
    [True, True, True, False, False]
    """
    return _DATUM.fullmatch(words.strip()) is not None


def plain_heading(words: str) -> str:
    """Return a heading without its list mark and the units in brackets behind it.

    >>> plain_heading("（一）一般公共预算收入（万元）"), plain_heading("行政处罚（简易程序）")
    ('一般公共预算收入', '行政处罚（简易程序）')
    """
    unmarked = _MARKER.sub("", words.strip())
    return _BRACKETS.sub(lambda hit: "" if _is_unit(hit["unit"]) else hit[0], unmarked).strip() or unmarked


def _is_unit(words: str) -> bool:
    """Tell whether words in brackets are units or shares and nothing else: 万元, 人次、%."""
    parts = [part.lstrip("千百十万亿").strip() for part in _PARTED.split(words)]
    return all(part in _SHARES or (part and read_unit(part, 0)[0] == part) for part in parts)
