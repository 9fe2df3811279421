"""A clean text in, its lines out; a line that swallowed headings is cut at their numbering."""

import re
from itertools import pairwise

from extractor.source.chrome import LINE, LONG_LINE
from extractor.source.headings import INLINE_MARKER
from extractor.source.offsets import CleanSpan
from extractor.source.sentences import trimmed

# What stands before the first sentence of a page that lost its line breaks: a title, and labels (来源：某局).
_TITLED = re.compile(
    r"(?<=报告|总结|公报)\s|(?<![^\s】])[^\s。，：:【】]{2,6}[:：]\s?[^\s。]{1,40}(?:\s\d{1,2}:\d\d(?::\d\d)?)?(?=\s)"
)
_HEAD = 300
_FEWEST_TABS, _FEWEST_NUMBERS, _LONGEST_CELL = 3, 2, 40
_NUMBER, _STOP = re.compile(r"[-\d.,%％]+|/|—"), re.compile("[。；！？]")
# A highest heading with the next one right behind it: 一、主要工作情况（一）加强组织领导。
_LED = re.compile(r"[一二三四五六七八九十]{1,3}、[^，。；：、（(\n]{2,30}(?=[（(]一[）)])")
_TOP = re.compile(r"[一二三四五六七八九十]{1,3}、")


def find_lines(text: str) -> list[CleanSpan]:
    """Return the non-blank lines of a clean text without their outer blanks, in order.

    Where the body stands on one line, each numbered heading begins a line of its own.
    """
    lines = []
    for hit in LINE.finditer(text):
        inner = () if is_row(hit.group()) else _inner_starts(text, hit.start(), hit.end())
        starts = [hit.start(), *inner, hit.end()]
        for start, end in pairwise(starts):
            line = trimmed(text, start, end)
            if line.end > line.start:
                lines.append(line)
    return lines


def is_row(line: str) -> bool:
    """Tell whether a line is the row of a table: short cells between tabs, most of them numbers or all of them labels.

    >>> is_row("（二）部分公开\\t2\\t0\\t0\\t2"), is_row("（二）部分公开。全年公开信息2条。")
    (True, False)
    """
    if line.count("\t") < _FEWEST_TABS:
        return False
    cells = [cell for cell in map(str.strip, line.split("\t")) if cell]
    if any(len(cell) > _LONGEST_CELL for cell in cells):
        return False
    numbers = sum(_NUMBER.fullmatch(cell) is not None for cell in cells)
    return numbers >= _FEWEST_NUMBERS or (len(cells) > _FEWEST_TABS and _STOP.search(line) is None)


def _inner_starts(text: str, start: int, end: int) -> list[int]:
    """A line shorter than a page that lost its line breaks is cut at inner headings only of the highest rank."""
    starts = {hit.end() for hit in _LED.finditer(text, start, end)}
    if end - start >= LONG_LINE and start < _HEAD:
        stop = text.find("。", start, start + _HEAD)
        starts.update(at for hit in _TITLED.finditer(text, start, stop) for at in hit.span() if start < at < end)
    starts.update(
        hit.end()
        for hit in INLINE_MARKER.finditer(text, start, end)
        if end - start >= LONG_LINE or starts or _TOP.match(text, hit.end())
    )
    return sorted(starts)
