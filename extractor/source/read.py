"""Bytes of a report in, its text out: `RawReport`, whose text every later offset points into."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.errors import InputError
from extractor.source.blocks import Block, Laid, lay
from extractor.source.decode import decode
from extractor.source.formats import Format, refuse_name, tell
from extractor.source.text_tables import find_tables
from schemas.result import Damage, DamageKind
from schemas.table import Table

MAX_BYTES = 50 * 1024 * 1024
MAX_MARKUP = 16 * 1024 * 1024
"""A tree takes twenty times its file's size in memory."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACED = re.compile("\ufffd+")


@dataclass(frozen=True, slots=True)
class RawReport:
    """A report as it was read. Offsets of everything later point into `text`; a text file's newlines are its own.

    `encoding` is the format where there is none (docx, pdf). `tables` hold the places of cells in `text`.
    """

    name: str
    text: str
    sha256: str
    encoding: str
    damage: tuple[Damage, ...] = ()
    tables: tuple[Table, ...] = ()


def read(path: Path, *, encoding: str | None = None) -> RawReport:
    """Read one report file; `encoding` overrides what the bytes suggest.

    Raises InputError if it is missing, a folder, empty, binary, too large or of a type that is not read.
    """
    refuse_name(str(path))
    return read_bytes(read_file(path), path.name, encoding=encoding)


def read_file(path: Path) -> bytes:
    """Return a file's bytes. Raises InputError if it is missing, a folder or too large."""
    try:
        if path.is_dir():
            raise InputError(
                f"{str(path)!r} is a folder where a report file was expected: give the files in it",
                f"{str(path)!r} 是文件夹，这里需要报告文件：请给出其中的文件",
            )
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(str(path), MAX_BYTES)
        with path.open("rb") as file:  # a device or a growing file has no size
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise InputError(
            f"cannot read {str(path)!r} ({_reason(error)}): check the path and its permissions",
            f"无法读取 {str(path)!r}（{_reason(error)}）：请检查路径和权限",
        ) from error


def read_bytes(data: bytes, name: str, *, encoding: str | None = None) -> RawReport:
    """Read the bytes of a report called `name`; a text is decoded (a BOM is dropped), other formats become a text.

    Raises InputError as `read` does.
    """
    if len(data) > MAX_BYTES:
        raise _too_large(name, MAX_BYTES)
    sha256, format = hashlib.sha256(data).hexdigest(), tell(data, name)
    if format in {Format.DOCX, Format.PDF}:
        return _laid(_read_binary(data, name, format), name, sha256, format.value)
    text, used = decode(data, name, encoding)
    if format is Format.TEXT:
        return _plain(text, name, sha256, used)
    if len(data) > MAX_MARKUP:
        raise _too_large(name, MAX_MARKUP)
    return _laid(lay(_read_markup(_checked(text, name), name, format)), name, sha256, used)


def _plain(text: str, name: str, sha256: str, encoding: str) -> RawReport:
    """Take a plain text as it is, with the tables that it draws."""
    return _laid(Laid(text, find_tables(text), ()), name, sha256, encoding)


def _laid(laid: Laid, name: str, sha256: str, encoding: str) -> RawReport:
    damage = [*laid.damage, *_undecodable(_checked(laid.text, name))]
    if laid.tables:
        from extractor.source.cells import unresolved_units

        damage += unresolved_units(laid.text, laid.tables)
    return RawReport(name, laid.text, sha256, encoding, tuple(damage), laid.tables)


def _read_binary(data: bytes, name: str, format: Format) -> Laid:
    """Read a format that is no text; its library is loaded only now."""
    if format is Format.PDF:
        from extractor.source.pdf import read_pdf

        laid = read_pdf(data, name)
        return laid if laid.tables else replace(laid, tables=find_tables(laid.text))  # those without rulings
    from extractor.source.docx import read_docx

    return lay(read_docx(data, name))


def _read_markup(text: str, name: str, format: Format) -> Iterable[Block]:
    if format is Format.HTML:
        from extractor.source.html import read_html

        return read_html(text, name)
    from extractor.source.xml import read_xml

    return read_xml(text, name)


def read_text(text: str, name: str = "<text>") -> RawReport:
    """Take a report that is text already; its sha256 is that of its UTF-8 bytes.

    Raises InputError if it is empty or holds lone surrogates.
    """
    return _plain(text, name, hashlib.sha256(_checked(text, name).encode()).hexdigest(), "utf-8")


def _too_large(name: str, limit: int) -> InputError:
    return InputError(
        f"{name!r} is larger than {limit >> 20} MB, no report is: check what it is",
        f"{name!r} 超过 {limit >> 20} MB，不会是报告：请检查文件",
    )


def _checked(text: str, name: str) -> str:
    if not text.strip("\ufeff\u200b\x00 \t\r\n\u3000\xa0\x0b\x0c"):
        raise InputError(
            f"{name!r} is empty, the text of a report was expected: check how it was exported",
            f"{name!r} 是空的，这里需要报告正文：请检查导出过程",
        )
    if _SURROGATE.search(text):
        raise InputError(
            f"{name!r} holds half characters (lone surrogates), clean Unicode was expected: export again",
            f"{name!r} 含有残缺字符（孤立代理项）：请重新导出",
        )
    return text


def _undecodable(text: str) -> tuple[Damage, ...]:
    note = "bytes that the encoding does not know were replaced"
    return tuple(
        Damage(start=hit.start(), end=hit.end(), kind=DamageKind.UNDECODABLE, note=note)
        for hit in _REPLACED.finditer(text)
    )


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
