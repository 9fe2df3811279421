"""Marks that are lines of their own: the numbers of rows where each cell is a line, and those of a speech's parts.

A copied table often leaves a line for each cell: 序号, 项目名称, 牵头单位, then 1, 新建20所幼儿园, 教育局, 2, … Reports
of the fifties part their text by 一, 二, 三 alone. Neither counts anything.
"""

import re
from collections.abc import Iterator

from extractor.source.chrome import BLANKS

_HEAD = re.compile(rf"^[{BLANKS}]*(?:序[{BLANKS}]?号|序[{BLANKS}]?號|编号|編號|项次|項次|行次)(?![^{BLANKS}\n])", re.M)
_ROW = re.compile(rf"^[{BLANKS}]*(\d{{1,3}})[{BLANKS}]*$", re.M)
_PART = re.compile(rf"^[{BLANKS}]*([一二三四五六七八九十])[{BLANKS}]*$", re.M)
_PARTS = "一二三四五六七八九十"


def find_lone_marks(text: str) -> Iterator[int]:
    """Yield where such marks begin, code points into `text`: 1, 2, 3 under 序号, each before a line of words; 一, 二.

    >>> list(find_lone_marks("序号\\n项目\\n1\\n新建20所幼儿园\\n2\\n改造8个小区\\n"))
    [6, 17]
    >>> list(find_lone_marks("办件数\\n1\\n规章数\\n2\\n"))
    []
    >>> list(find_lone_marks("一\\n各位代表：\\n二\\n两年来\\n"))
    [0, 8]
    """
    yield from _rows(text)
    parts = [part.start(1) for part in _PART.finditer(text)]
    if len(parts) > 1 and "".join(text[part] for part in parts) == _PARTS[: len(parts)]:
        yield from parts


def _rows(text: str) -> Iterator[int]:
    heads = [head.end() for head in _HEAD.finditer(text)]
    if not heads:
        return
    numbers = list(_ROW.finditer(text, heads[0]))
    starts = {number.start() for number in numbers}
    under, due = 0, 1
    for number in numbers:
        while under < len(heads) and heads[under] <= number.start():
            under += 1
            due = 1 if number[1] == "1" else due  # the heads of a table may come again on its next page
        if int(number[1]) == due and number.end() + 1 not in starts:
            due += 1
            yield number.start(1)
