"""The characters of a page in, its lines out; the lines of all pages in, paragraphs out.

A PDF knows where each character stands and nothing else. Coordinates are PDF points, y growing upwards.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extractor.source.blocks import Block, LeftOut, join_lines

_WIDE, _WIDE_DIGITS = 2.0, 1.0
"""Gaps of so many characters' widths part columns, not words; between digits the smaller one."""
_WORD = 0.25
_FULL, _SAME, _INDENT, _HANGING = 2.0, 0.8, 4.0, 6.0
_EDGE = 0.14
"""The share of a page's height, at its top and foot, where running heads and page numbers stand."""
_MARKER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[、.．](?!\d)|[①-⑳•●■◆—]"
    r"|第[一二三四五六七八九十]{1,3}[章节部条]|[甲乙丙丁戊己庚辛壬癸]、|[一二三四五六七八九十]{1,2}是)"
)
# Footnotes stand in smaller type; their marks are these.
_NOTE = re.compile(r"[①-⑳*＊※]|[\[［〔]\s?\d{1,3}\s?[\]］〕]|注\s?\d{0,2}\s?[：:]")
_SMALL = 0.88
_STOPS = "。！？；：.!?;:"
_PAGE_NUMBER = re.compile(
    r"[-—–―·•~\s]*(?:\d{1,4}|[ivxIVX]{1,6})[-—–―·•~\s]*|第\s*\d{1,4}\s*[页頁](?:[,，/\s]*共\s*\d{1,4}\s*[页頁])?|\d{1,4}\s*/\s*\d{1,4}"
)


class Glyph(NamedTuple):
    """One character and its box; `size` is that of its font."""

    char: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its words and its box."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: lines and blocks that are none (tables) from top to bottom, and its height."""

    parts: tuple["Line | Block", ...]
    height: float


def find_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Put the characters of a page, or of a cell, together to lines, from top to bottom."""
    return [line for row in find_rows(glyphs) if (line := _line(row)).text]


def find_rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Put together the characters of one height, from top to bottom."""
    rows: list[list[Glyph]] = []
    middles: list[float] = []
    for glyph in glyphs:
        middle = (glyph.bottom + glyph.top) / 2
        near = [i for i in range(max(0, len(rows) - 8), len(rows)) if abs(middles[i] - middle) <= 0.45 * glyph.size]
        if near:
            row = min(near, key=lambda i: abs(middles[i] - middle))
            rows[row].append(glyph)
            middles[row] = middles[row] if len(rows[row]) > 8 else _mean(rows[row])
        else:
            rows.append([glyph])
            middles.append(middle)
    return list(_merged(rows, middles))


def _mean(row: Sequence[Glyph]) -> float:
    return sum(glyph.bottom + glyph.top for glyph in row) / 2 / len(row)


def _merged(rows: list[list[Glyph]], middles: list[float]) -> Iterator[list[Glyph]]:
    """Join rows of one height that the file holds apart, as cells of a table without lines are."""
    order = sorted(range(len(rows)), key=lambda i: -middles[i])
    current: list[Glyph] = []
    middle = 0.0
    for i in order:
        if current and middle - middles[i] <= 0.3 * max(current[0].size, rows[i][0].size):
            current = current + rows[i]
            continue
        if current:
            yield current
        current, middle = rows[i], middles[i]
    if current:
        yield current


def _line(row: list[Glyph]) -> Line:
    """Write the characters of one line from left to right, a tab where columns part."""
    seen = sorted((glyph for glyph in row if not glyph.char.isspace()), key=lambda glyph: glyph.left)
    blanks = sorted(glyph.left for glyph in row if glyph.char.isspace())
    if not seen:
        return Line("", 0, 0, 0, 0, 0)
    parts = [seen[0].char]
    at = 0
    for before, glyph in pairwise(seen):
        if glyph.char == before.char and glyph.left - before.left < 0.15 * glyph.size:
            continue  # printed twice to look bold
        while at < len(blanks) and blanks[at] < before.left:
            at += 1
        blank = at < len(blanks) and blanks[at] < glyph.left
        parts.append(_gap(before, glyph, blank=blank) + glyph.char)
    sizes = Counter(round(glyph.size, 1) for glyph in seen)
    return Line(
        "".join(parts),
        seen[0].left,
        min(glyph.bottom for glyph in seen),
        seen[-1].right,
        max(glyph.top for glyph in seen),
        max(sizes, key=lambda size: (sizes[size], size)),
    )


def _gap(before: Glyph, glyph: Glyph, *, blank: bool) -> str:
    gap, size = glyph.left - before.right, max(glyph.size, before.size)
    digits = before.char.isdigit() and glyph.char.isdigit()
    if gap > (_WIDE_DIGITS if digits else _WIDE) * size:
        return "\t"
    both = before.char.isascii() and glyph.char.isascii()
    if blank:
        return " " if both or gap > _WORD * size else ""
    return " " if both and gap > _WORD * size else ""


def join_pages(pages: Sequence[Page]) -> Iterator[Block]:
    """Yield the paragraphs and tables of a document; page numbers and running heads are left out, on record."""
    kept: list[Line | Block] = []
    notes: list[Line] = []
    spans: list[tuple[float, float]] = []
    heads, body = _running_heads(pages), _body_size(pages)
    for page in pages:
        lines = [part for part in page.parts if isinstance(part, Line)]
        left, right = _margins(lines)
        last = len(page.parts) - 1
        shown = [
            LeftOut(f"running head or page number: {part.text[:80]}")
            if isinstance(part, Line) and _is_head(part, page, heads, outermost=i in {0, last})
            else part
            for i, part in enumerate(page.parts)
        ]
        foot = _foot(shown, body)
        notes += (part for part in shown[foot:] if isinstance(part, Line))
        kept += [*shown[:foot], *(part for part in shown[foot:] if not isinstance(part, Line))]
        spans.extend([(left, right)] * (len(kept) - len(spans)))
    yield from _paragraphs(kept, spans)
    yield from _notes(notes)


def _body_size(pages: Sequence[Page]) -> float:
    """Return the size in which most of a document is printed."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for part in page.parts:
            if isinstance(part, Line):
                sizes[round(part.size, 1)] += len(part.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _foot(parts: Sequence["Line | Block"], body: float) -> int:
    """Return where the footnotes of a page begin: lines in small type at its end, the first of them with a mark."""
    start = len(parts)
    for at in range(len(parts) - 1, -1, -1):
        part = parts[at]
        if isinstance(part, LeftOut):
            continue
        if not isinstance(part, Line) or part.size > _SMALL * body:
            break
        start = at if _NOTE.match(part.text) else start
    return start


def _notes(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the footnotes of a document, each on a line."""
    words = ""
    for line in lines:
        if words and _NOTE.match(line.text):
            yield words
            words = ""
        words = join_lines(words, line.text) if words else line.text
    if words:
        yield words


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Return where most lines of a page begin, and where the full ones end."""
    if not lines:
        return 0.0, 0.0
    lefts = Counter(round(line.left / 4) for line in lines)
    common = max(lefts, key=lambda left: (lefts[left], -left))
    rights = sorted(line.right for line in lines)
    return min(line.left for line in lines if round(line.left / 4) == common), rights[-1 - len(rights) // 10]


def _plain(line: Line) -> tuple[str, int]:
    return re.sub(r"\s", "", re.sub(r"\d+", "#", line.text)), round(line.size)


def _at_edge(line: Line, page: Page) -> bool:
    return line.bottom > (1 - _EDGE) * page.height or line.top < _EDGE * page.height


def _running_heads(pages: Sequence[Page]) -> set[tuple[str, int]]:
    """Return the lines, with their size, that stand at the edge of three pages or more, their numbers left open.

    The title on the first page may be printed at the head of all others, but smaller.
    """
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        lines = [part for part in page.parts if isinstance(part, Line) and _at_edge(part, page)]
        counts.update({_plain(line) for line in [*lines[:2], *lines[-2:]]})
    return {words for words, count in counts.items() if count >= max(3, 0.3 * len(pages))}


def _is_head(line: Line, page: Page, heads: set[tuple[str, int]], *, outermost: bool) -> bool:
    if not _at_edge(line, page):
        return False
    return _plain(line) in heads or (outermost and _PAGE_NUMBER.fullmatch(line.text) is not None)


def _paragraphs(parts: Sequence["Line | Block"], spans: Sequence[tuple[float, float]]) -> Iterator[Block]:
    open_: list[Line] = []
    words = ""
    above = (0.0, 0.0)
    waiting: list[Block] = []
    for part, own in zip(parts, spans, strict=True):
        if isinstance(part, LeftOut):
            waiting.append(part)  # it does not end the paragraph that runs on behind it
            continue
        if isinstance(part, Line) and open_ and _runs_on(open_, part, above, own):
            words = join_lines(words, part.text)
            open_.append(part)
        else:
            if open_:
                yield words
            yield from waiting
            waiting = []
            open_, words = ([part], part.text) if isinstance(part, Line) else ([], "")
            if not isinstance(part, Line):
                yield part
        above = own
    if open_:
        yield words
    yield from waiting


def _runs_on(open_: Sequence[Line], line: Line, margins: tuple[float, float], own: tuple[float, float]) -> bool:
    """Tell whether a line goes on with the paragraph above it: that one is full, and this one not indented anew.

    `margins` and `own` are where the lines of either line's page begin and end; left and right pages may differ.
    """
    above, size = open_[-1], open_[-1].size
    right = margins[1]
    if max(above.text.count("\t"), line.text.count("\t")) > 1 or abs(line.size - size) > 0.15 * size:
        return False
    if above.right < right - _FULL * size:
        return False
    if above.text[-1] in _STOPS and _MARKER.match(line.text):
        return False
    same_page = above.bottom > line.bottom
    if same_page and above.bottom - line.top > 1.6 * size:
        return False
    place = above.left - margins[0]
    indent = place - (line.left - own[0])
    if len(open_) > 1:
        return abs(indent) < _SAME * size
    if abs(indent) < _SAME * size:
        return place < 1.2 * size
    if indent > 0:
        return indent <= _INDENT * size
    return -indent <= _HANGING * size and _MARKER.match(above.text) is not None
