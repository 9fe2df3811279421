"""Know the classifiers and measures that can stand behind a numeral, and what kind of quantity each makes.

In goes a text and the offset behind a numeral; out come the unit as printed and the offset behind it.
The table is `units.txt` beside this file.
"""

from pathlib import Path

from schemas.quantity import Kind


def _table() -> dict[str, tuple[tuple[str, str, Kind], ...]]:
    """Read `units.txt`, the table beside this file, into unit rows by first character, longest first."""
    rows: dict[str, tuple[str, Kind]] = {}
    for block in (Path(__file__).parent / "units.txt").read_text(encoding="utf-8").split("\n= ")[1:]:
        head, _, words = block.partition("\n")
        kind = Kind(head.partition(": ")[0])
        for word in words.split():
            unit, _, stops = word.partition("/")
            rows[unit] = (stops, kind)
    firsts: dict[str, list[tuple[str, str, Kind]]] = {}
    for unit in sorted(rows, key=len, reverse=True):
        firsts.setdefault(unit[0], []).append((unit, *rows[unit]))
    return {first: tuple(units) for first, units in firsts.items()}


UNITS = _table()


def read_unit(text: str, offset: int) -> tuple[str, Kind]:
    """Return the longest classifier phrase that starts at `offset` of `text`, and its kind; ("", COUNT) if none.

    Offsets are code points into the text that is scanned. Source of the rule: number-rules, `unit`.

    >>> read_unit("33个工作日", 2)
    ('个工作日', <Kind.DURATION: 'duration'>)
    >>> read_unit("3条件", 1)[0]
    ''
    """
    rows = UNITS.get(text[offset : offset + 1])
    if rows is None:
        return "", Kind.COUNT
    for unit, stops, kind in rows:
        if text.startswith(unit, offset):
            behind = text[offset + len(unit) : offset + len(unit) + 1]
            if stops and behind and behind in stops:
                continue
            if unit[-1].isascii() and behind.isascii() and behind.isalnum():
                continue
            return unit, kind
    return "", Kind.COUNT
