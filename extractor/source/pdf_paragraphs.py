"""The lines of all pages in, paragraphs out; running heads, page numbers and footnotes do not cut what runs on.

Coordinates are PDF points, y growing upwards.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extractor.source.blocks import Block, LeftOut, join_lines
from extractor.source.pdf_lines import Line

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
# What no line is broken in: a word or number of Latin letters, with the marks that stand at no line's end or beginning;
# and, as browsers break lines, what stands on either side of a quotation mark.
_UNIT = r"(?:[\w.,%/+-]+|[^“”‘’])[）)》〉」』】、，。；：！？％,;:!?]*"
_UNBROKEN = re.compile(rf"[（(《〈「『【“‘]*{_UNIT}(?:[“”‘’]+{_UNIT})*", re.ASCII)
_LONGEST_UNBROKEN = 10.0
_COMMON = 0.25
"""A place where a quarter as many lines begin as at the commonest is the margin, if it is further left."""
_PAGE_NUMBER = re.compile(
    r"[-—–―·•~\s]*(?:\d{1,4}|[ivxIVX]{1,6})[-—–―·•~\s]*|第\s*\d{1,4}\s*[页頁](?:[,，/\s]*共\s*\d{1,4}\s*[页頁])?|\d{1,4}\s*/\s*\d{1,4}"
)
_LED = 0.4
"""Lines further apart than usual by so many characters' sizes belong to two paragraphs."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: lines and blocks that are none (tables) from top to bottom, and its height."""

    parts: tuple["Line | Block", ...]
    height: float


class Frame(NamedTuple):
    """Where the lines of a page begin and end, and how far apart they stand in the size of their characters."""

    left: float
    right: float
    pitch: float


def join_pages(pages: Sequence[Page]) -> Iterator[Block]:
    """Yield the paragraphs and tables of a document; page numbers and running heads are left out, on record."""
    kept: list[Line | Block] = []
    notes: list[Line] = []
    frames: list[Frame] = []
    heads, body, pitch = _running_heads(pages), _body_size(pages), _pitch(pages)
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
        frames.extend([Frame(left, right, pitch)] * (len(kept) - len(frames)))
    yield from _paragraphs(kept, frames)
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
    """Return where the lines of a page begin, the first ones of paragraphs apart, and where the full ones end."""
    if not lines:
        return 0.0, 0.0
    lefts = Counter(round(line.left / 4) for line in lines)
    common = min(left for left in lefts if lefts[left] >= _COMMON * max(lefts.values()))
    rights = sorted(line.right for line in lines)
    return min(line.left for line in lines if round(line.left / 4) == common), rights[-1 - len(rights) // 10]


def _pitch(pages: Sequence[Page]) -> float:
    """Return how far apart the lines within the paragraphs of a document stand, in the size of their characters."""
    pitches: Counter[int] = Counter()
    for page in pages:
        lines = [part for part in page.parts if isinstance(part, Line)]
        pitches.update(round(10 * (above.top - line.top) / above.size) for above, line in pairwise(lines))
    return min((pitch for pitch in pitches if pitches[pitch] >= _COMMON * max(pitches.values())), default=0) / 10


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


def _paragraphs(parts: Sequence["Line | Block"], frames: Sequence[Frame]) -> Iterator[Block]:
    open_: list[Line] = []
    words = ""
    above = Frame(0.0, 0.0, 0.0)
    waiting: list[Block] = []
    for part, own in zip(parts, frames, strict=True):
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


def _next_width(line: Line) -> float:
    """Return how many characters' widths the words at the head of a line take that would not be parted."""
    hit = _UNBROKEN.match(line.text)
    width = sum(0.5 if char.isascii() else 1.0 for char in hit.group()) if hit else 1.0
    return min(width, _LONGEST_UNBROKEN)


def _runs_on(open_: Sequence[Line], line: Line, frame: Frame, own: Frame) -> bool:
    """Tell whether a line goes on with the paragraph above it: that one is full, and this one not indented anew.

    `frame` and `own` are those of either line's page; left and right pages may differ.
    """
    above, size = open_[-1], open_[-1].size
    if max(above.text.count("\t"), line.text.count("\t")) > 1 or abs(line.size - size) > 0.15 * size:
        return False
    if above.right < frame.right - (_FULL if above.text[-1] in _STOPS else max(_FULL, _next_width(line) + 1.0)) * size:
        return False
    if above.text[-1] in _STOPS and _MARKER.match(line.text):
        return False
    same_page = above.bottom > line.bottom
    if same_page and above.top - line.top > (frame.pitch + _LED) * size:
        return False
    place = above.left - frame.left
    indent = place - (line.left - own.left)
    if len(open_) > 1:
        return abs(indent) < _SAME * size
    if abs(indent) < _SAME * size:
        return place < 1.2 * size
    if indent > 0:
        return indent <= _INDENT * size
    return -indent <= _HANGING * size and _MARKER.match(above.text) is not None
