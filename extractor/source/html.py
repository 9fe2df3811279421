"""A web page's text in, its blocks out: paragraphs and tables as a browser shows them, without menus and scripts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.errors import InputError
from extractor.source.blocks import MAX_COLUMNS, Block, CellBlock, LeftOut, TableBlock, cell_text, raised
from extractor.source.markup import local
from schemas.result import DamageKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_DEPTH = 240
"""Deeper than any page."""
_UNREAD_TAGS = (
    "head script style noscript template iframe object embed svg canvas audio video map select option button input "
    "textarea datalist dialog rt rp"
)
_SKIPPED = frozenset(_UNREAD_TAGS.split())
_MENUS = frozenset({"nav", "footer", "aside"})
_INLINE_TAGS = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark o:p q ruby rb s samp small "
    "span strike strong st1:chsdate st1:chmetcnv sub sup time tt u var wbr"
)
_INLINE = frozenset(_INLINE_TAGS.split())
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_CJK = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’]"
_BLANK_IN_CHINESE = re.compile(f"(?<={_CJK})[ \t]*[\r\n][ \t\r\n\f]*(?={_CJK})")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.I)
_HIDDEN_CLASSES = frozenset({"hidden", "hide", "d-none", "sr-only", "visually-hidden"})
_REPORT = re.compile("报告|報告|总结|總結|要点|公报|白皮书")
_MENU_TAGS = frozenset({"ul", "ol", "dl", "div", "p", "td", "center"})
_STOP = re.compile("[。！？；]")
_SITE = re.compile(r"\s*[_|｜—-]{1,3}\s*[^_|｜—-]*$")
_MENU_LINKS, _MENU_SHARE = 4, 0.8
_SPAN = re.compile(r"\d{1,9}")


def read_html(text: str, name: str) -> Iterator[Block]:
    """Yield the blocks of a page. Raises InputError for a page that is nested deeper than any reader goes."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        return
    body = next(root.iter("body"), root)
    page = _Page(_survey(body, name))
    blocks = list(page.blocks(body))
    title = _title(root) if next(body.iter("h1"), None) is None else ""
    if title and title not in re.sub(r"\s", "", "".join(_texts(blocks))):
        yield title
    yield from blocks


def _title(root: "Element") -> str:
    """Return a report's title from the head of a page, without the site's name and without blanks; else nothing."""
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "articletitle" and (meta.get("content") or "").strip():
            return re.sub(r"\s", "", meta.get("content") or "")
    found = next(root.iter("title"), None)
    words = re.sub(r"\s", "", _SITE.sub("", "".join(map(str, found.itertext())))) if found is not None else ""
    return words if _REPORT.search(words) else ""


@dataclass(slots=True)
class _Content:
    """What an element holds: characters, those of links, links, a sentence's end, elements that begin a line."""

    chars: int = 0
    linked: int = 0
    links: int = 0
    stops: bool = False
    blocks: bool = False

    def add(self, other: "_Content") -> None:
        self.chars += other.chars
        self.linked += other.linked
        self.links += other.links
        self.stops |= other.stops
        self.blocks |= other.blocks

    def read(self, text: str | None) -> None:
        if text and not text.isspace():
            self.chars += len(text.strip())
            self.stops |= _STOP.search(text) is not None


@dataclass(frozen=True, slots=True)
class _Survey:
    """The elements of a page that are lists of links, and the inline ones that have block elements inside."""

    menus: "set[Element]"
    holders: "set[Element]"


def _survey(body: "Element", name: str) -> _Survey:
    """Look at every element once, without recursion, before anything recurses."""
    from lxml import etree

    found = _Survey(set(), set())
    open_: list[_Content] = [_Content()]
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            open_.append(_Content())
            open_[-1].read(element.text)
            if len(open_) > MAX_DEPTH:
                raise _too_deep(name)
            continue
        tag, content = local(element).lower(), open_.pop()
        if tag == "a" and element.get("href"):
            content.links, content.linked = 1, content.chars
        many = content.links >= _MENU_LINKS and content.linked >= _MENU_SHARE * content.chars
        if many and not content.stops and tag in _MENU_TAGS:
            found.menus.add(element)
        if content.blocks and tag in _INLINE:
            found.holders.add(element)
        content.blocks |= tag not in _INLINE and tag not in _SKIPPED
        open_[-1].add(_Content() if tag in _SKIPPED else content)
        open_[-1].read(element.tail)
    return found


def _too_deep(name: str) -> InputError:
    return InputError(
        f"{name!r} is nested more than {MAX_DEPTH} deep, no page is: save its text as .txt",
        f"{name!r} 的标签嵌套超过 {MAX_DEPTH} 层：请把正文另存为 .txt",
    )


class _Page:
    def __init__(self, survey: _Survey) -> None:
        self._survey = survey

    def blocks(self, parent: "Element") -> Iterator[Block]:
        """Yield what an element holds: its inline text as paragraphs, block elements as blocks of their own."""
        line: list[str] = [parent.text or ""]
        for child in parent:
            tag = local(child).lower()
            if self._is_left_out(child, tag):
                yield from _left_out(child, tag)
            elif tag in _INLINE and child not in self._survey.holders:
                self._inline(child, line)
            else:
                yield from _paragraph(line)
                line = []
                yield from self._block(child, tag)
            line.append(child.tail or "")
        yield from _paragraph(line)

    def _block(self, element: "Element", tag: str) -> Iterator[Block]:
        if tag == "table":
            for part in element:
                if local(part).lower() == "caption":
                    yield from self.blocks(part)
            yield TableBlock(tuple(self._cells(element)))
        elif tag == "pre":
            yield from "".join(map(str, element.itertext())).split("\n")
        elif tag != "br":
            yield from self.blocks(element)

    def _inline(self, element: "Element", line: list[str]) -> None:
        if local(element).lower() == "sup":
            words: list[str] = []
            self._words(element, words)
            line.append(raised("".join(words)))
        else:
            self._words(element, line)

    def _words(self, element: "Element", line: list[str]) -> None:
        line.append(element.text or "")
        for child in element:
            if not self._is_left_out(child, local(child).lower()):
                self._inline(child, line)
            line.append(child.tail or "")

    def _is_left_out(self, element: "Element", tag: str) -> bool:
        return not tag or tag in _SKIPPED or tag in _MENUS or element in self._survey.menus or _is_hidden(element)

    def _cells(self, table: "Element") -> Iterator[CellBlock]:
        """Place the cells of a table as HTML does: each in the first free column of its row."""
        rows = list(_rows(table))
        reach = [0] * MAX_COLUMNS  # up to which row each column is taken from above
        for number, row in enumerate(rows):
            column = 0
            for cell in row:
                if local(cell).lower() not in {"td", "th"} or _is_hidden(cell):
                    continue
                while column < MAX_COLUMNS and reach[column] > number:
                    column += 1
                width = min(_span(cell, "colspan"), MAX_COLUMNS - min(column, MAX_COLUMNS - 1))
                height = min(_span(cell, "rowspan") or len(rows), len(rows) - number)
                reach[column : column + width] = [number + height] * len(reach[column : column + width])
                yield CellBlock(number, column, height, max(1, width), tuple(self.blocks(cell)))
                column += max(1, width)


def _paragraph(line: Iterable[str]) -> Iterator[str]:
    """Fold blanks as a browser does; a line break of the file parts no Chinese words."""
    words = _BLANKS.sub(" ", _BLANK_IN_CHINESE.sub("", "".join(line))).strip(" ")
    if words:
        yield words


def _left_out(element: "Element", tag: str) -> Iterator[LeftOut]:
    """Keep on record the words that a reader of the page could take for text."""
    words = _BLANKS.sub(" ", "".join(map(str, element.itertext()))).strip() if tag and tag not in _SKIPPED else ""
    if words:
        hidden = _is_hidden(element)
        note = "hidden text" if hidden else "page menu"
        yield LeftOut(f"{note}: {words[:80]}", DamageKind.INVISIBLE if hidden else DamageKind.CHROME)


def _is_hidden(element: "Element") -> bool:
    classes = (element.get("class") or "").lower().split()
    return (
        "hidden" in element.attrib
        or not _HIDDEN_CLASSES.isdisjoint(classes)
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _rows(table: "Element") -> Iterator["Element"]:
    for child in table:
        tag = local(child).lower()
        if tag == "tr":
            yield child
        elif tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(child)


def _span(cell: "Element", name: str) -> int:
    """Return how many rows or columns a cell says it covers; rowspan 0 means all that follow."""
    found = _SPAN.match((cell.get(name) or "1").strip())
    return int(found[0]) if found else 1


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, str):
            yield block
        elif isinstance(block, TableBlock):
            for cell in block.cells:
                yield cell_text(cell.blocks)
