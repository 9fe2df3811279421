"""A Word document (.docx) in, its blocks out: paragraphs and tables in the order in which they are read.

The package is read part by part and only as far as needed, each with a limit. Text that Word shows is text: insertions,
content controls, text boxes, list numbers; what it hides, or only repeats (running heads, a table of contents), is left
out and on record. Tracked changes are read as if accepted.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from extractor.errors import InputError
from extractor.source.blocks import MAX_COLUMNS, Block, CellBlock, LeftOut, TableBlock, cell_text, raised
from extractor.source.markup import attribute, local, parse_xml
from extractor.source.numbering import NO_NUMBERING, Numbering, read_numbering
from schemas.result import DamageKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_ENTRIES = 10_000
MAX_PART = 48 * 1024 * 1024
MAX_RATIO = 400
"""Word's own XML shrinks to a tenth or a thirtieth; a bomb to a thousandth."""
_SMALL = 4 * 1024 * 1024
_MAIN = "word/document.xml"

_UNREAD = (
    "rPr pPr tblPr tblGrid trPr tcPr sectPr del moveFrom instrText delText fldData rt footnoteReference "
    "endnoteReference annotationRef commentReference numPicBullet"
)
_SKIPPED = frozenset(_UNREAD.split())
_TEXT = frozenset({"t"})
_CONTENTS_STYLE = re.compile(r"(?:TOC|toc|目录)\s?\d")
_ENTRY = re.compile(r"[^。；]{2,60}\d{1,4}\s*")
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"))


def read_docx(data: bytes, name: str) -> Iterator[Block]:
    """Yield the blocks of a document. Raises InputError for a damaged package, one that is no document, and bombs."""
    package = _open(data, name)
    main = _main_part(package, name)
    body = next((child for child in parse_xml(_part(package, main, name), name) if local(child) == "body"), None)
    if body is None:
        raise _no_document(name)
    parts = set(package.namelist())
    numbering = NO_NUMBERING
    if "word/numbering.xml" in parts:
        styles = parse_xml(_part(package, "word/styles.xml", name), name) if "word/styles.xml" in parts else None
        numbering = read_numbering(parse_xml(_part(package, "word/numbering.xml", name), name), styles)
    reader = _Reader(numbering)
    yield from reader.blocks(body)
    for part, kind in _NOTES:
        if part in parts:
            yield from reader.notes(parse_xml(_part(package, part, name), name), kind)
    yield from _running_heads(package, parts, name)


def _open(data: bytes, name: str) -> zipfile.ZipFile:
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _damaged(name) from error
    if len(package.infolist()) > MAX_ENTRIES:
        raise _bomb(name)
    return package


def _main_part(package: zipfile.ZipFile, name: str) -> str:
    """Return the part that holds the body; some programs do not call it word/document.xml."""
    parts = package.namelist()
    if _MAIN in parts:
        return _MAIN
    if "_rels/.rels" in parts:
        for relation in parse_xml(_part(package, "_rels/.rels", name), name):
            target = (relation.get("Target") or "").lstrip("/")
            if (relation.get("Type") or "").endswith("/officeDocument") and target.startswith("word/"):
                return target
    raise _no_document(name)


def _part(package: zipfile.ZipFile, part: str, name: str) -> bytes:
    """Unpack one part, never more of it than the limit, whatever its header says."""
    try:
        info = package.getinfo(part)
        too_dense = info.file_size > _SMALL and info.file_size > MAX_RATIO * max(1, info.compress_size)
        if info.file_size > MAX_PART or too_dense:
            raise _bomb(name)
        with package.open(info) as stream:
            data = stream.read(MAX_PART + 1)
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, RuntimeError, zlib.error) as error:
        raise _damaged(name) from error
    if len(data) > MAX_PART:
        raise _bomb(name)
    return data


class _Reader:
    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._open = ""

    def blocks(self, parent: "Element") -> Iterator[Block]:
        """Yield what a body, cell or text box holds."""
        for child in parent:
            match local(child):
                case "p" if _lists_contents(child):
                    yield LeftOut(f"table of contents: {_shown(child)[:80]}")
                case "p":
                    yield from self._paragraph(child)
                case "tbl":
                    yield TableBlock(tuple(self._cells(child)))
                case "AlternateContent":
                    yield from self.blocks(_choice(child))
                case tag if tag not in _SKIPPED:
                    yield from self.blocks(child)

    def notes(self, parent: "Element", kind: str) -> Iterator[Block]:
        """Yield the footnotes or endnotes behind the body, numbered as Word saves them in a plain text."""
        notes = (note for note in parent if local(note) == kind and attribute(note, "type") in (None, "normal"))
        for number, note in enumerate(notes, 1):
            first, *rest = list(self.blocks(note)) or [""]
            yield f"[{number}] {first}" if isinstance(first, str) and first else first
            yield from rest

    def _paragraph(self, element: "Element") -> Iterator[Block]:
        parts: list[str] = []
        boxes: list[Element] = []
        hidden: list[str] = []
        self._inline(element, parts, boxes, hidden)
        words = self._open + "".join(parts)
        self._open = ""
        if _mark_is_deleted(element):
            self._open = words  # the paragraph below goes on with it
        elif words.strip():
            yield self._numbering.label(element) + words
        if hidden:
            yield LeftOut(f"hidden text: {''.join(hidden)[:80]}", DamageKind.INVISIBLE)
        for box in boxes:
            yield from self.blocks(box)

    def _inline(self, parent: "Element", parts: list[str], boxes: list["Element"], hidden: list[str]) -> None:
        for child in parent:
            tag = local(child)
            if tag in _TEXT:
                parts.append(child.text or "")
            elif tag in _BREAKS:
                parts.append(_BREAKS[tag])
            elif tag == "sym":
                parts.append(_symbol(child))
            elif tag == "txbxContent":
                boxes.append(child)
            elif tag == "AlternateContent":
                self._inline(_choice(child), parts, boxes, hidden)
            elif tag == "r" and _is_hidden(child):
                self._inline(child, hidden, boxes, hidden)
            elif tag == "r" and _is_raised(child):
                words: list[str] = []
                self._inline(child, words, boxes, hidden)
                parts.append(raised("".join(words)))
            elif tag not in _SKIPPED:
                self._inline(child, parts, boxes, hidden)

    def _cells(self, table: "Element") -> Iterator[CellBlock]:
        """Place the cells of a table; one that a merge goes on in lengthens the cell above."""
        placed: list[CellBlock] = []
        above: dict[int, int] = {}
        for row, element in enumerate(_within(table, "tr")):
            column = _number(element, "trPr", "gridBefore", 0)
            for cell in _within(element, "tc"):
                width = _number(cell, "tcPr", "gridSpan", 1)
                merge = _find(cell, "tcPr", "vMerge")
                if merge is not None and attribute(merge, "val") in (None, "continue") and column in above:
                    old = placed[above[column]]
                    placed[above[column]] = CellBlock(old.row, old.column, row - old.row + 1, old.columns, old.blocks)
                else:
                    above.pop(column, None)
                    if merge is not None:
                        above[column] = len(placed)
                    placed.append(CellBlock(row, column, 1, width, tuple(self.blocks(cell))))
                column = min(column + width, MAX_COLUMNS)
        yield from placed


def _choice(alternates: "Element") -> "Element":
    """Return the first way in which something is drawn; the others repeat it for older programs."""
    return next(iter(alternates), alternates)


def _within(parent: "Element", tag: str) -> Iterator["Element"]:
    """Yield the rows of a table or the cells of a row, through content controls and insertions."""
    for child in parent:
        name = local(child)
        if name == tag and _find(child, "trPr", "del") is None:
            yield child
        elif name not in _SKIPPED and name not in {"tbl", "p"}:
            yield from _within(child, tag)


def _find(element: "Element", properties: str, tag: str) -> "Element | None":
    found = (child for part in element if local(part) == properties for child in part if local(child) == tag)
    return next(found, None)


def _lists_contents(paragraph: "Element") -> bool:
    """Tell whether a paragraph is an entry of a table of contents: by its style, or by the page number it refers to."""
    style = _find(paragraph, "pPr", "pStyle")
    named = _CONTENTS_STYLE.match(attribute(style, "val") or "") if style is not None else None
    if named is not None:
        return True
    refers = any("PAGEREF" in (code.text or "") for code in paragraph.iter("{*}instrText"))
    return refers and _ENTRY.fullmatch(_shown(paragraph)) is not None


def _mark_is_deleted(paragraph: "Element") -> bool:
    """Tell whether a tracked change joins a paragraph with the one below."""
    properties = _find(paragraph, "pPr", "rPr")
    return properties is not None and any(local(child) == "del" for child in properties)


def _shown(paragraph: "Element") -> str:
    return "".join(text.text or "" for text in paragraph.iter("{*}t"))


def _number(element: "Element", properties: str, tag: str, default: int) -> int:
    found = _find(element, properties, tag)
    value = attribute(found, "val") if found is not None else None
    return min(int(value), MAX_COLUMNS) if value and value.isascii() and value.isdigit() and int(value) else default


def _is_hidden(run: "Element") -> bool:
    found = _find(run, "rPr", "vanish")
    return found is not None and attribute(found, "val") not in {"0", "false", "off"}


def _is_raised(run: "Element") -> bool:
    found = _find(run, "rPr", "vertAlign")
    return found is not None and attribute(found, "val") == "superscript"


def _symbol(element: "Element") -> str:
    try:
        return chr(int(attribute(element, "char") or "", 16))
    except (ValueError, OverflowError):
        return ""


def _running_heads(package: zipfile.ZipFile, parts: set[str], name: str) -> Iterator[LeftOut]:
    """Say what stands at the head and foot of each page; page numbers say nothing."""
    for part in sorted(parts):
        if part.startswith(("word/header", "word/footer")) and part.endswith(".xml"):
            reader = _Reader(NO_NUMBERING)
            words = cell_text(reader.blocks(parse_xml(_part(package, part, name), name)))
            if any(char.isalpha() for char in words):
                yield LeftOut(f"running head: {words[:80]}")


def _damaged(name: str) -> InputError:
    return InputError(
        f"{name!r} is a damaged .docx, a whole one was expected: copy it again, or open it in Word or WPS and save it",
        f"{name!r} 是损坏的 .docx：请重新拷贝，或用 Word、WPS 打开后另存",
    )


def _no_document(name: str) -> InputError:
    return InputError(
        f"{name!r} is a zip archive without a Word document: unpack it and give the reports in it",
        f"{name!r} 是压缩包，不含 Word 文档：请解压后给出其中的报告",
    )


def _bomb(name: str) -> InputError:
    return InputError(
        f"{name!r} would unpack to more than any report holds (a zip bomb?): check where it comes from",
        f"{name!r} 解压后远超任何报告（疑为压缩炸弹）：请检查文件来源",
    )
