"""Documents that tests read: made here byte by byte, so that nothing but the test decides what is in them."""

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def docx(
    *blocks: str | Sequence[Sequence[str]], merge: Iterable[tuple[tuple[int, int], tuple[int, int]]] = ()
) -> bytes:
    """Return a Word document: a string is a paragraph, rows of strings are a table; `merge` joins cells of the last."""
    document, table = Document(), None
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), len(block[0]))
        for row, words in zip(table.rows, block, strict=True):
            for cell, word in zip(row.cells, words, strict=True):
                cell.text = word
    for first, last in merge:
        assert table is not None
        words = table.cell(*first).text
        table.cell(*first).merge(table.cell(*last)).text = words
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def package(body: str, **parts: str) -> bytes:
    """Return a Word document with this XML as its body, and more parts under their names (`numbering`, `header1`)."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return stream.getvalue()


def paragraph(words: str, properties: str = "") -> str:
    """Return the XML of a paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


class Sheet:
    """A PDF in the making, in a Chinese font that is not embedded."""

    def __init__(self, size: float = 12) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        self._stream = BytesIO()
        self.size = size
        self.canvas = Canvas(self._stream, pagesize=A4)
        self.head = ""
        """Printed on each page, with its number."""

    def line(self, x: float, y: float, words: str, size: float | None = None) -> None:
        """Print a line with its left end at a place."""
        self.canvas.setFont("STSong-Light", size or self.size)
        self.canvas.drawString(x, y, words)

    def lines(self, y: float, words: str, *, width: int = 38, x: float = 70, indent: int = 2) -> float:
        """Print a paragraph as wide as so many Chinese characters, its first line indented; returns where it ended.

        Where the page is full, it goes on at the top of the next.
        """
        line, left = "", x + indent * self.size
        for char in words:
            if pdfmetrics.stringWidth(line + char, "STSong-Light", self.size) > width * self.size - (left - x):
                self.line(left, y, line)
                line, left, y = "", x, y - 1.6 * self.size
                if y < 60:
                    self.turn()
                    y = 780
            line += char
        self.line(left, y, line)
        return y - 1.6 * self.size

    def table(self, x: float, y: float, rows: Sequence[Sequence[str]], width: float = 110, height: float = 24) -> float:
        """Print a table with all its lines; returns where it ended."""
        columns = len(rows[0])
        self.canvas.grid([x + i * width for i in range(columns + 1)], [y - i * height for i in range(len(rows) + 1)])
        for i, row in enumerate(rows):
            for j, words in enumerate(row):
                self.line(x + j * width + 4, y - (i + 0.7) * height, words)
        return y - len(rows) * height

    def turn(self) -> None:
        """End the page."""
        if self.head:
            self.line(70, 815, self.head, 9)
            self.line(290, 30, f"— {self.canvas.getPageNumber()} —", 10)
        self.canvas.showPage()

    def bytes(self) -> bytes:
        """Return the file."""
        self.canvas.save()
        return self._stream.getvalue()
