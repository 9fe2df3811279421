"""Blocks of a document in, one text out: paragraphs and tables in reading order, and where each cell came to stand.

A paragraph is a line. A table is a line a row with a tab between cells, so that no two cells run together. What a
reader left out (a running head, hidden text) stays on record at the place where it stood.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from extractor.source.tables import described
from schemas.result import Damage, DamageKind
from schemas.table import Cell, Table

MAX_COLUMNS, MAX_CELLS = 200, 100_000
"""What claims to be a larger table lays out a page, or would exhaust the reader."""
LAYOUT_CHARS = 1000
"""A cell with so much text is a part of a page that a table lays out, not a datum."""

_BREAKS = re.compile(r"\s*[\r\n\t\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+\s*")
_CJK = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u3000-\u303f“”‘’"
_LATIN_WRAP = re.compile(r"[A-Za-z,.;:)][A-Za-z(]|[A-Za-z]\d|\d[A-Za-z]")
_MARKS = re.compile(r"\s*[\[［〔(（]?[0-9][0-9,，、\s~～-]*[\]］〕)）]?\s*")
_TO_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CJK_GAP = re.compile(f"(?<=[{_CJK}]) +(?=[{_CJK}])")


class LeftOut(NamedTuple):
    """Something that a reader saw and left out of the text, and why."""

    note: str
    kind: DamageKind = DamageKind.CHROME


@dataclass(frozen=True, slots=True)
class CellBlock:
    """A cell with its contents, its first row and column, and how many of each it covers."""

    row: int
    column: int
    rows: int
    columns: int
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table as its cells, in reading order."""

    cells: tuple[CellBlock, ...]


Block = str | TableBlock | LeftOut


@dataclass(frozen=True, slots=True)
class Laid:
    """A document as one text; offsets of tables and damage are into `text`."""

    text: str
    tables: tuple[Table, ...]
    damage: tuple[Damage, ...]


def lay(blocks: Iterable[Block]) -> Laid:
    """Write blocks one after the other; blank paragraphs and empty cells take no place.

    >>> cells = (CellBlock(0, 0, 1, 1, ("案件",)), CellBlock(0, 1, 1, 1, ("7",)))
    >>> laid = lay(["一、情况", TableBlock(cells)])
    >>> laid.text, [laid.text[cell.start : cell.end] for cell in laid.tables[0].cells]
    ('一、情况\\n案件\\t7\\n', ['案件', '7'])
    """
    writer = _Writer()
    for block in _flat(blocks):
        writer.write(block)
    text = "".join(writer.parts)
    floors = (0, *(table.end for table in writer.tables))
    tables = tuple(described(text, table, floor) for table, floor in zip(writer.tables, floors, strict=False))
    return Laid(text, tables, tuple(writer.damage))


def cell_text(blocks: Iterable[Block]) -> str:
    """Write the contents of a cell on one line, without a blank between Chinese characters that a line break parted."""
    words = "\n".join(_words(blocks))
    return _CJK_GAP.sub("", _BREAKS.sub(" ", words)).strip()


def raised(words: str) -> str:
    """Write raised digits as they look, so that the mark of a note joins no number, and a square stays one.

    >>> raised("1"), raised("[1,2]"), raised("th")
    ('¹', '[¹,²]', 'th')
    """
    return words.translate(_TO_RAISED) if _MARKS.fullmatch(words) else words


def join_lines(above: str, below: str) -> str:
    """Join two lines of one paragraph: a blank between Latin words, nothing in a number or between Chinese words.

    >>> join_lines("办结案件1,", "204件"), join_lines("the rule of", "law"), join_lines("法治", "政府")
    ('办结案件1,204件', 'the rule of law', '法治政府')
    """
    above, below = above.rstrip(), below.lstrip()
    latin = _LATIN_WRAP.search(above[-1:] + below[:1]) is not None
    return f"{above} {below}" if latin else above + below


class _Writer:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.tables: list[Table] = []
        self.damage: list[Damage] = []
        self.at = 0

    def write(self, block: Block) -> None:
        match block:
            case str():
                if block.strip():
                    self._put(block.rstrip() + "\n")
            case LeftOut(note, kind):
                self.damage.append(Damage(start=self.at, end=self.at, kind=kind, note=note))
            case TableBlock():
                self._put_table(block)

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.at += len(text)

    def _put_table(self, table: TableBlock) -> None:
        start, cells = self.at, []
        rows: dict[int, list[CellBlock]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell)
        for _, row in sorted(rows.items()):
            column, before = 0, self.at
            for cell in sorted(row, key=lambda cell: cell.column):
                words = cell_text(cell.blocks)
                if words:
                    self._put("\t" * (cell.column - column))
                    column = cell.column
                    cells.append(
                        Cell(
                            start=self.at,
                            end=self.at + len(words),
                            row=cell.row,
                            column=cell.column,
                            rows=cell.rows,
                            columns=cell.columns,
                        )
                    )
                    self._put(words)
            if self.at > before:
                self._put("\n")
        if cells:
            self.tables.append(Table(start=start, end=self.at, cells=tuple(cells)))


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Take the tables apart that only lay out a page, and make one of data tables inside each other."""
    for block in blocks:
        if not isinstance(block, TableBlock):
            yield block
            continue
        flat = TableBlock(tuple(replace(cell, blocks=tuple(_flat(cell.blocks))) for cell in block.cells))
        opened = any(
            _holds_tables(old) and not _is_table(new) for old, new in zip(block.cells, flat.cells, strict=True)
        )
        table = flat if opened else _refined(flat)
        if opened or _lays_out(table):
            for cell in flat.cells:
                yield from cell.blocks
        else:
            yield table


def _holds_tables(cell: CellBlock) -> bool:
    return any(isinstance(block, TableBlock) for block in cell.blocks)


def _is_table(cell: CellBlock) -> bool:
    return len(cell.blocks) == 1 and _holds_tables(cell)


def _refined(table: TableBlock) -> TableBlock:
    """Make one table of a table and those that fill its cells: each parts its cell's row and column into its own."""
    inner = [(cell, block) for cell in table.cells for block in cell.blocks if isinstance(block, TableBlock)]
    if not inner or len({cell.row for cell in table.cells}) < 2:
        return table
    rows = _Finer((cell.row, part.row + part.rows) for cell, block in inner for part in block.cells)
    columns = _Finer((cell.column, part.column + part.columns) for cell, block in inner for part in block.cells)
    cells = [
        replace(part, row=rows.at(cell.row) + part.row, column=columns.at(cell.column) + part.column)
        for cell, block in inner
        for part in block.cells
    ]
    for cell in table.cells:
        if not _holds_tables(cell):
            row, column = rows.at(cell.row), columns.at(cell.column)
            height, width = rows.at(cell.row + cell.rows) - row, columns.at(cell.column + cell.columns) - column
            cells.append(CellBlock(row, column, height, width, cell.blocks))
    return TableBlock(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


class _Finer:
    """Where the rows, or columns, of a grid begin once some of them are parted into more; from pairs of line, size."""

    def __init__(self, sizes: Iterable[tuple[int, int]]) -> None:
        parts: dict[int, int] = {}
        for line, size in sizes:
            parts[line] = max(size, parts.get(line, 1))
        self._lines = sorted(parts)
        self._more = [0, *accumulate(parts[line] - 1 for line in self._lines)]

    def at(self, line: int) -> int:
        """Return the finer line at which a line begins."""
        return line + self._more[bisect_left(self._lines, line)]


def _lays_out(table: TableBlock) -> bool:
    """Tell a table that arranges a page from one that holds data: one column, tables inside, or long texts."""
    columns = {cell.column for cell in table.cells}
    if len(columns) < 2 or max(columns) >= MAX_COLUMNS or len(table.cells) > MAX_CELLS:
        return True
    return any(
        any(isinstance(block, TableBlock) for block in cell.blocks)
        or sum(len(block) for block in cell.blocks if isinstance(block, str)) > LAYOUT_CHARS
        for cell in table.cells
    )


def _words(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, str):
            yield block
        elif isinstance(block, TableBlock):
            for cell in block.cells:
                yield from _words(cell.blocks)
