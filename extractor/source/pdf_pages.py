"""A PDF on standard input, its text and tables as JSON on standard output: run in a process of its own.

A hostile file can take all memory and time; so a process that may be ended reads it, under limits.
"""

import json
import logging
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from itertools import islice
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTPage
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from extractor.code_points import unified
from extractor.source.blocks import Block, CellBlock, LeftOut, TableBlock, lay
from extractor.source.columns import split_columns
from extractor.source.pdf_cmaps import complete_cmaps
from extractor.source.pdf_lines import Glyph, Line, find_lines
from extractor.source.pdf_paragraphs import Page, join_pages
from extractor.source.rulings import Grid, Ruling, Slot, find_grids
from extractor.source.turned import Box, Sheet, common_turn, turn_of
from schemas.result import DamageKind

MAX_PAGES = 1000
MAX_CHARS = 2_000_000
MEMORY = 3 << 30
_THIN = 2.5
_FEW = 8
"""A page with fewer characters has no text worth the name; with pictures on it, it is a scan."""
_UNREADABLE = 0.2
_MAX_HEAD = 4


def read_pages(data: bytes) -> dict[str, Any]:
    """Return `{"text", "tables", "damage"}`, or `{"error": why}` with why one of a few words that the caller knows."""
    complete_cmaps()
    try:
        document = PDFDocument(PDFParser(BytesIO(data)))
        sheets = list(islice(PDFPage.create_pages(document), MAX_PAGES + 1))
    except PDFPasswordIncorrect:
        return {"error": "locked"}
    except Exception:  # whatever a broken file does to the parser
        return {"error": "damaged"}
    if not sheets:
        return {"error": "damaged"}
    if len(sheets) > MAX_PAGES:
        return {"error": "pages"}
    pages: list[Page] = []
    scans = chars = broken = 0
    for number, layout in enumerate(_laid_out(sheets), start=1):
        if layout is None:
            broken += 1
            pages.append(Page((LeftOut(f"page {number} is damaged; its text is not read", DamageKind.UNDECODABLE),), 0))
            continue
        found, count, pictures = _read_page(layout, number)
        chars += count
        scans += count < _FEW and pictures
        if chars > MAX_CHARS:
            return {"error": "pages"}
        pages += found
    if broken == len(sheets):
        return {"error": "damaged"}
    if not chars or scans > 0.5 * len(sheets):
        return {"error": "scan"}
    laid = lay(_joined_tables(join_pages(pages)))
    strange = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in laid.text)
    if strange > _UNREADABLE * len(laid.text):
        return {"error": "unreadable"}
    return {
        "text": laid.text,
        "tables": [table.model_dump(mode="json") for table in laid.tables],
        "damage": [damage.model_dump(mode="json") for damage in laid.damage],
    }


def _laid_out(sheets: Iterable[PDFPage]) -> Iterator[LTPage | None]:
    """Yield what each page shows, None for one that the parser breaks on."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    for sheet in sheets:
        try:
            interpreter.process_page(sheet)
            yield device.get_result()
        except MemoryError:
            raise
        except Exception:  # whatever a broken page does to the parser
            yield None


def _read_page(layout: LTPage, number: int) -> tuple[list[Page], int, bool]:
    """Return a page (its columns, if it has any), how many characters it prints, and whether it holds pictures."""
    items = list(_items(layout))
    turns = [turn_of(item.matrix) for item in items if isinstance(item, LTChar)]
    sheet = Sheet(layout.width, layout.height, common_turn(turns))
    glyphs: list[Glyph] = []
    stamp: list[str] = []
    horizontal: list[Ruling] = []
    vertical: list[Ruling] = []
    pictures = False
    for item in items:
        if isinstance(item, LTChar):
            if turn_of(item.matrix) is None:
                stamp.append(item.get_text())
            else:
                glyphs.extend(_glyphs(item, sheet))
        elif isinstance(item, LTCurve):
            _add_rulings(item, sheet, horizontal, vertical)
        elif isinstance(item, LTImage):
            pictures = True
    grids = find_grids(horizontal, vertical)
    columns = split_columns(glyphs) if not grids else []
    if len(columns) > 1:
        pages = [Page(tuple(find_lines(column)), sheet.upright_height) for column in columns]
    else:
        pages = [Page(tuple(_parts(glyphs, grids)), sheet.upright_height)]
    if stamp:
        pages.append(Page((LeftOut(f"slanted text: {''.join(stamp)[:80]}"),), sheet.upright_height))
    count = sum(not glyph.char.isspace() for glyph in glyphs)
    if count < _FEW and pictures:
        note = f"page {number} is a picture; its text is not read"
        pages.append(Page((LeftOut(note, DamageKind.UNDECODABLE),), sheet.upright_height))
    return pages, count, pictures


def _parts(glyphs: Iterable[Glyph], grids: list[Grid]) -> list[Line | Block]:
    """Return the lines and tables of a page from top to bottom."""
    inside: list[dict[Slot, list[Glyph]]] = [{} for _ in grids]
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
        found = next(((i, slot) for i, grid in enumerate(grids) if (slot := grid.slot_at(x, y))), None)
        if found:
            inside[found[0]].setdefault(found[1], []).append(glyph)
        else:
            outside.append(glyph)
    placed: list[tuple[float, Line | Block]] = [(line.top, line) for line in find_lines(outside)]
    placed += [(grid.ys[0], _table(grid, cells)) for grid, cells in zip(grids, inside, strict=True) if cells]
    return [part for _, part in sorted(placed, key=lambda item: -item[0])]


def _items(container: LTContainer[Any]) -> Iterator[Any]:
    """Yield what a page shows, forms inside it included, in the file's order."""
    stack = [iter(container)]
    while stack:
        item = next(stack[-1], None)
        if item is None:
            stack.pop()
        elif isinstance(item, LTContainer):
            stack.append(iter(item))
        else:
            yield item


def _glyphs(item: LTChar, sheet: Sheet) -> Iterator[Glyph]:
    """Yield the characters of one glyph, a ligature's side by side; one that the font does not name is U+FFFD."""
    text = item.get_text()
    chars = "\ufffd" if text.startswith("(cid:") else unified(text.replace("\0", "").replace("⸺", "——"))
    box = sheet.upright(Box(item.x0, item.y0, item.x1, item.y1))
    width, size = (box.right - box.left) / max(1, len(chars)), item.size if item.upright else box.top - box.bottom
    for i, char in enumerate(chars):
        left = box.left + i * width
        yield Glyph(char, left, box.bottom, left + width, box.top, max(size, 1.0))


def _add_rulings(item: LTCurve, sheet: Sheet, horizontal: list[Ruling], vertical: list[Ruling]) -> None:
    """Take the straight lines of one drawing: thin boxes, and the edges of what is stroked."""
    left, bottom, right, top = sheet.upright(Box(item.x0, item.y0, item.x1, item.y1))
    if top - bottom <= _THIN < right - left:
        horizontal.append(Ruling((bottom + top) / 2, left, right))
    elif right - left <= _THIN < top - bottom:
        vertical.append(Ruling((left + right) / 2, bottom, top))
    elif item.stroke and 4 <= len(item.pts) <= 5:
        horizontal += [Ruling(bottom, left, right), Ruling(top, left, right)]
        vertical += [Ruling(left, bottom, top), Ruling(right, bottom, top)]


def _table(grid: Grid, cells: dict[Slot, list[Glyph]]) -> TableBlock:
    blocks = (
        CellBlock(slot.row, slot.column, slot.rows, slot.columns, tuple(line.text for line in find_lines(glyphs)))
        for slot, glyphs in sorted(cells.items())
    )
    return TableBlock(tuple(blocks))


def _joined_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """Join a table with its rest on the next page: the same columns, and nothing between but page furniture."""
    table: TableBlock | None = None
    waiting: list[Block] = []
    for block in blocks:
        if isinstance(block, LeftOut):
            waiting.append(block)
        elif isinstance(block, TableBlock) and table and waiting and _width(block) == _width(table):
            below, again = max(cell.row + cell.rows for cell in table.cells), _repeated(table, block)
            rest = (replace(cell, row=cell.row + below - again) for cell in block.cells if cell.row >= again)
            table = TableBlock((*table.cells, *rest))
            waiting += [LeftOut("head of the table, printed again")] if again else []
        else:
            yield from [table, *waiting] if table else waiting
            waiting = []
            table = block if isinstance(block, TableBlock) else None
            if table is None:
                yield block
    yield from [table, *waiting] if table else waiting


def _repeated(table: TableBlock, rest: TableBlock) -> int:
    """Return how many rows at the head of a table its rest on the next page prints again."""
    rows = 0
    while rows < _MAX_HEAD and (row := [cell for cell in rest.cells if cell.row == rows]):
        if row != [cell for cell in table.cells if cell.row == rows] or any(cell.rows > 1 for cell in row):
            break
        rows += 1
    return rows if any(cell.row >= rows for cell in rest.cells) else 0


def _width(table: TableBlock) -> int:
    return max(cell.column + cell.columns for cell in table.cells)


def main() -> None:
    """Read a PDF under a limit of memory, where the system knows one."""
    logging.disable()  # pdfminer comments on every oddity of a file
    with suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        found = read_pages(sys.stdin.buffer.read())
    except (MemoryError, RecursionError):
        found = {"error": "limits"}
    except Exception:  # a page that the parser breaks on
        found = {"error": "damaged"}
    sys.stdout.buffer.write(json.dumps(found).encode())
