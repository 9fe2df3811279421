"""Untrusted XML bytes in, an element tree out; what a document has no business to hold is refused."""

import re
from typing import TYPE_CHECKING

from extractor.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # it takes a moment to import, and most reports are plain texts

_ENTITY = re.compile(rb"<!(?:ENTITY|NOTATION|ATTLIST)", re.I)
_HEAD = 100_000


def parse_xml(data: bytes, name: str) -> "Element":
    """Parse the XML of a file called `name`; nothing outside of it is ever opened, and no entity of its own is read.

    Raises InputError for XML that is broken or too deep, or declares entities, which can grow from lines to gigabytes.
    """
    from lxml import etree

    if _ENTITY.search(data, 0, _HEAD) or (b"<!DOCTYPE" in data and _ENTITY.search(data)):
        raise InputError(
            f"{name!r} declares XML entities, plain XML was expected: they can hide a bomb; save it anew without them",
            f"{name!r} 声明了 XML 实体，可能是“炸弹”文件，不予读取：请另存为不含实体声明的文件",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(
            f"{name!r} holds broken XML ({str(error)[:120]}): open it in the program that made it and save it again",
            f"{name!r} 的 XML 已损坏（{str(error)[:120]}）：请用原来的软件打开并重新保存",
        ) from error


def local(element: "Element") -> str:
    """Return an element's name without its namespace; empty for a comment or an instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: "Element", name: str) -> str | None:
    """Return an attribute by its name without the namespace, which differs between editions of a format."""
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), None)
