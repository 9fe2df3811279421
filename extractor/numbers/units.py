"""Know the classifiers and measures that can stand behind a numeral, and what kind of quantity each makes.

In goes a text and the offset behind a numeral; out come the unit as printed and the offset behind it.
The table is `units.txt` beside this file.
"""

import re
from pathlib import Path
from typing import NamedTuple

from extractor.numbers.script import traditional
from schemas.quantity import Kind

Row = tuple[str, str, Kind]


class Rows(NamedTuple):
    """The units that share a first character: `long` ones go on with a character of `seconds`."""

    seconds: frozenset[str]
    long: tuple[Row, ...]
    short: tuple[Row, ...]


def _table() -> dict[str, Rows]:
    """Read `units.txt`, the table beside this file; its head explains the form."""
    rows: dict[str, Row] = {}
    for block in (Path(__file__).parent / "units.txt").read_text(encoding="utf-8").split("\n= ")[1:]:
        head, _, words = block.partition("\n")
        kind = Kind(head.partition(": ")[0])
        for word in words.split():
            unit, _, stops = word.partition("/")
            rows[unit] = (unit, stops, kind)
            rows.setdefault(traditional(unit), (traditional(unit), stops + traditional(stops), kind))
    firsts: dict[str, list[Row]] = {}
    for unit in sorted(rows, key=len, reverse=True):
        firsts.setdefault(unit[0], []).append(rows[unit])
    return {first: _rows(units) for first, units in firsts.items()}


def _rows(units: list[Row]) -> Rows:
    long, short = (tuple(row for row in units if (len(row[0]) > 1) is wanted) for wanted in (True, False))
    return Rows(frozenset(row[0][1] for row in long), long, short)


UNITS = _table()
"""The units by their first character."""


_PER = frozenset({"小时", "小時", "秒", "立方米", "平方米", "平方公里", "公里", "千米", "米", "升", "亩", "公顷", "吨"})
"""What a measure is taken by when 每 joins the two, 35微克每立方米; 份每户 is two clauses."""


_SCALE = re.compile("(?:10)?[十百千万]{0,2}")
"""How many of a measure a rate is taken by (批次/千人, 例/10万人)."""


def read_unit(text: str, offset: int) -> tuple[str, Kind]:
    """Return the longest classifier phrase that starts at `offset` of `text`, and its kind; ("", COUNT) if none.

    Offsets are code points into the text that is scanned. Source of the rule: number-rules, `unit`.

    >>> read_unit("33个工作日", 2)
    ('个工作日', <Kind.DURATION: 'duration'>)
    >>> read_unit("3条件", 1)[0], read_unit("35微克/立方米", 2)[0]
    ('', '微克/立方米')
    >>> read_unit("3.8批次/千人", 3)[0]
    '批次/千人'
    """
    unit, kind = read_single(text, offset)
    if unit and text[offset + len(unit) : offset + len(unit) + 1] in ("/", "／"):
        start = _SCALE.match(text, offset + len(unit) + 1).end()  # type: ignore[union-attr]  # it matches nothing too
        per, _ = read_single(text, start)
        if per:
            return text[offset : start + len(per)], kind
    if unit and text.startswith("每", offset + len(unit)):
        per, _ = read_single(text, offset + len(unit) + 1)
        if per in _PER:
            return text[offset : offset + len(unit) + 1 + len(per)], kind
    return unit, kind


def read_single(text: str, offset: int) -> tuple[str, Kind]:
    """Return the unit at `offset` of `text` as `read_unit` does, without the second half of a rate (元 of 元/吨)."""
    rows = UNITS.get(text[offset : offset + 1])
    if rows is None:
        return NO_UNIT
    if text[offset + 1 : offset + 2] in rows.seconds:
        for unit, stops, kind in rows.long:
            if text.startswith(unit, offset) and _ends(text, offset + len(unit), unit, stops):
                return unit, kind
    for unit, stops, kind in rows.short:
        if _ends(text, offset + 1, unit, stops):
            return unit, kind
    return NO_UNIT


NO_UNIT = ("", Kind.COUNT)
_EACH = frozenset("已获獲被未取完为為通按在")
"""What stands behind 均 where it means each of those counted: 7人均已合格, but 人均收入."""


def _ends(text: str, end: int, unit: str, stops: str) -> bool:
    """Tell whether the unit stands for itself: what follows does not make it part of another word."""
    behind = text[end : end + 1]
    if behind == "家" and text.startswith("家庭", end):
        return True  # 5000张家庭养老床位, but 3张家港
    if not behind or (behind == "均" and text[end + 1 : end + 2] in _EACH):
        return True
    return behind not in stops and not (behind.isascii() and behind.isalnum() and unit[-1].isascii())
