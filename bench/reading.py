"""How fast each format is read, beside the library that would give its plain text; run `python bench/reading.py`.

The target holds for texts: 400,000 characters a second. A PDF pays for a process of its own.
"""

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
if sys.path[0] == str(ROOT / "bench"):
    sys.path[0] = str(ROOT)  # else `numbers.py` beside this file would stand in for the standard library's

import lxml.html  # noqa: E402 - after the path is put right
from docx import Document  # noqa: E402 - the same
from pdfminer.high_level import extract_text  # noqa: E402 - the same

from extractor.source.read import read_bytes  # noqa: E402 - the same
from tests.source.documents import Sheet, docx  # noqa: E402 - the same

SENTENCE = "全市各级行政复议机构共办理行政复议案件1,204件，其中审结1,150件，调解成功率99.6%。"
PARAGRAPH = SENTENCE * 8
ROWS = [["项目", "2022年", "2023年", "增长（%）"], *([f"第{i}项收入", "1,200.5", "1,234.5", "2.8"] for i in range(30))]


def _pdf() -> bytes:
    sheet, y = Sheet(), 780.0
    for _ in range(60):
        y = sheet.lines(y, PARAGRAPH)
    return sheet.bytes()


def _html() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    return f"<html><body>{f'<p>{PARAGRAPH}</p>' * 300}<table>{rows}</table></body></html>".encode()


def _seconds(act: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        start = perf_counter()
        act()
        best = min(best, perf_counter() - start)
    return best


def main() -> None:
    """Print a table: format, characters, characters a second, and how many times the peer's time it takes."""
    text = (PARAGRAPH + "\n") * 3000
    files: list[tuple[str, bytes, str, Callable[[bytes], object] | None]] = [
        ("a.txt", text.encode(), "", None),
        ("b.txt", text.encode("gb18030"), "", None),
        ("c.html", _html(), "lxml.html", lambda data: lxml.html.fromstring(data).text_content()),
        (
            "d.docx",
            docx(*[PARAGRAPH] * 300, ROWS),
            "python-docx",
            lambda data: [p.text for p in Document(BytesIO(data)).paragraphs],
        ),
        ("e.pdf", _pdf(), "pdfminer.six", lambda data: extract_text(BytesIO(data))),
    ]
    print(f"{'file':8} {'chars':>9} {'chars/s':>12}   peer")
    for name, data, peer, plain in files:
        chars = len(read_bytes(data, name).text)
        ours = _seconds(lambda data=data, name=name: read_bytes(data, name))
        beside = ours / _seconds(lambda data=data, plain=plain: plain(data)) if plain else None
        print(f"{name:8} {chars:9,} {chars / ours:12,.0f}   {f'{beside:.1f} x {peer}' if beside else '-'}")


if __name__ == "__main__":
    main()
