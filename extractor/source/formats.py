"""Bytes of a report in, its format out; what is no report, or one that nothing here reads, is refused by name."""

import re
from enum import StrEnum
from pathlib import PurePath

from extractor.errors import InputError


class Format(StrEnum):
    """The formats that are read."""

    TEXT = "text"
    HTML = "html"
    XML = "xml"
    DOCX = "docx"
    PDF = "pdf"


SUFFIXES = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xml": Format.XML,
    ".docx": Format.DOCX,
    ".pdf": Format.PDF,
}
KNOWN_TYPES = frozenset(SUFFIXES)
"""A folder of reports holds these; what else lies there (.json, .csv ...) is not a report."""
OLD_TYPES = frozenset({".doc", ".wps", ".rtf"})
"""Often something else under the old name (a page, a .docx); only the bytes tell."""

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM", b"GIF8")
_ARCHIVES = (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ")
_PAGE = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}\?>\s*)*<(?:!doctype\s+html|html)[\s>]", re.I | re.S)
_TAG = re.compile(rb"\s*<[?!a-z_]", re.I)
_SIGN = 4096


def refuse_name(name: str) -> None:
    """Refuse a file whose name says that it is nothing we read, before it is opened. Raises InputError."""
    suffix = PurePath(name).suffix.lower()
    if suffix and suffix not in KNOWN_TYPES | OLD_TYPES:
        raise InputError(
            f"{name!r}: unknown type {suffix}, expected {', '.join(sorted(KNOWN_TYPES))}: rename or convert it",
            f"{name!r}：未知类型 {suffix}，可读取 {'、'.join(sorted(KNOWN_TYPES))}：请改名或转换",
        )


def tell(data: bytes, name: str) -> Format:
    """Tell the format of a file by its first bytes, and by its name where they leave it open.

    Raises InputError for what is not read: old Office files, images, archives.

    >>> tell(b"%PDF-1.7", "a.txt"), tell("<p>甲".encode(), "a.html"), tell("1.\\t現在".encode(), "a.xml")
    (<Format.PDF: 'pdf'>, <Format.HTML: 'html'>, <Format.TEXT: 'text'>)
    """
    head = data[:_SIGN].removeprefix(b"\xef\xbb\xbf")
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Format.DOCX
    _refuse_bytes(head, name)
    plain = head.replace(b"\0", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head
    if _PAGE.match(plain.lstrip(b"\xff\xfe")):
        return Format.HTML
    named = SUFFIXES.get(PurePath(name).suffix.lower(), Format.TEXT)
    if named is Format.HTML or (named is Format.XML and _TAG.match(plain.lstrip(b"\xff\xfe"))):
        return named
    if plain.lstrip().startswith(b"<?xml"):
        return Format.XML
    return Format.TEXT


def _refuse_bytes(head: bytes, name: str) -> None:
    if head.startswith(_OLD):
        raise InputError(
            f"{name!r} is an old Office file (.doc, .wps) or locked with a password: open it in Word or WPS and "
            "save it as .docx without a password",
            f"{name!r} 是旧版 Office 文件（.doc、.wps）或已加密：请用 Word 或 WPS 打开，另存为不加密的 .docx",
        )
    if head.startswith(b"{\\rtf"):
        raise InputError(
            f"{name!r} is a rich text file (.rtf): open it in Word or WPS and save it as .docx",
            f"{name!r} 是 RTF 文件：请用 Word 或 WPS 打开，另存为 .docx",
        )
    if head.startswith(_IMAGES):
        raise InputError(
            f"{name!r} is an image, a text was expected: recognise its characters (OCR) and save them as .txt or .docx",
            f"{name!r} 是图片：请先识别文字（OCR），再存为 .txt 或 .docx",
        )
    if head.startswith(_ARCHIVES):
        raise InputError(
            f"{name!r} is an archive, a report was expected: unpack it and give the reports in it",
            f"{name!r} 是压缩包：请解压后给出其中的报告",
        )
