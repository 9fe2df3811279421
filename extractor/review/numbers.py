"""Number mentions as lines: JSON for programs, a table for people."""

import json
from collections.abc import Iterable, Iterator

from extractor.review.terminal import display_width, visible
from schemas.quantity import Mention

_HEAD = ("start", "end", "text", "value", "unit", "approx", "kind")


def render_jsonl(mentions: Iterable[Mention]) -> Iterator[str]:
    """Yield one JSON object a mention; offsets are code points of the text that was scanned."""
    for m in mentions:
        row = dict(zip(_HEAD, (m.start, m.end, m.text, m.value, m.unit, list(m.approx), m.kind.value), strict=True))
        yield json.dumps(row, ensure_ascii=False) + "\n"


def render_table(mentions: Iterable[Mention]) -> Iterator[str]:
    """Yield the mentions as aligned columns under a heading."""
    rows = [_HEAD] + [
        (str(m.start), str(m.end), visible(m.text), m.value or "-", visible(m.unit), " ".join(m.approx), m.kind.value)
        for m in mentions
    ]
    widths = [max(display_width(row[i]) for row in rows) for i in range(len(_HEAD))]
    for row in rows:
        cells = (cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip() + "\n"
