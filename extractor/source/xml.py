"""An XML file's text in, its blocks out: each element that stands for itself is a paragraph, whatever its name."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.source.blocks import Block
from extractor.source.html import read_html
from extractor.source.markup import local, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_LAYOUT = re.compile(r"[ \t]{0,99}\r?\n[ \t]{2,999}(?=\S)")


def read_xml(text: str, name: str) -> Iterator[Block]:
    """Yield the texts of an XML file in order; a page in XHTML is read as a page.

    Raises InputError for broken XML and for XML that declares entities.
    """
    root = parse_xml(_DECLARATION.sub("", text).strip().encode(), name)
    if local(root).lower() == "html":
        yield from read_html(text, name)
    else:
        yield from _blocks(root)


def _blocks(element: "Element") -> Iterator[Block]:
    if _is_mixed(element):
        yield from _lines("".join(map(str, element.itertext())))
        return
    yield from _lines(element.text or "")
    for child in element:
        yield from _blocks(child)


def _lines(words: str) -> list[str]:
    """Return the lines of an element's text; a break before an indent is the layout of the file and stands for a blank.

    >>> _lines("\\n      1.\\n      香港有2\\n      700間公司。\\n    "), _lines("第一行\\n第二行")
    (['1. 香港有2 700間公司。'], ['第一行', '第二行'])
    """
    return _LAYOUT.sub(" ", words.strip()).split("\n")


def _is_mixed(element: "Element") -> bool:
    """Tell whether elements stand inside the text of this one, so that all of it is one run of words."""
    return any((child.tail or "").strip() for child in element)
