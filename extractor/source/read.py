"""Bytes of a report in, its decoded text out: `RawReport`, whose text every later offset points into."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import InputError
from extractor.source.decode import decode
from schemas.result import Damage, DamageKind

MAX_BYTES = 50 * 1024 * 1024
TEXT_TYPES = frozenset({".txt", ".text"})
LATER_TYPES = frozenset({".docx", ".pdf", ".html", ".htm", ".xml"})
OLD_TYPES = frozenset({".doc", ".wps", ".rtf"})
# A folder of reports holds these; what else lies there (.json, .csv ...) is not a report.
KNOWN_TYPES = TEXT_TYPES | LATER_TYPES

_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip or Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"\x1f\x8b": "a gzip archive",
}
_MAGIC_ZH = {
    "a PDF": " PDF",
    "a zip or Office file": "压缩包或 Office 文件",
    "an old Office file": "旧版 Office 文件",
    "an image": "图片",
    "a gzip archive": " gzip 压缩包",
}
_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACED = re.compile("\ufffd+")


@dataclass(frozen=True, slots=True)
class RawReport:
    """A report as it was decoded. Offsets of everything later point into `text`; newlines are the file's own."""

    name: str
    text: str
    sha256: str
    encoding: str
    damage: tuple[Damage, ...] = ()


def read(path: Path, *, encoding: str | None = None) -> RawReport:
    """Read one report file; `encoding` overrides what the bytes suggest.

    Raises InputError if it is missing, a folder, empty, binary, too large or of a type that is not read.
    """
    _refuse_type(path)
    try:
        if path.is_dir():
            raise InputError(
                f"{str(path)!r} is a folder where a report file was expected: give the files in it",
                f"{str(path)!r} 是文件夹，这里需要报告文件：请给出其中的文件",
            )
        if path.stat().st_size > MAX_BYTES:
            raise InputError(
                f"{str(path)!r} is larger than {MAX_BYTES >> 20} MB, no report is: check what it is",
                f"{str(path)!r} 超过 {MAX_BYTES >> 20} MB，不会是报告：请检查文件",
            )
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(
            f"cannot read {str(path)!r} ({_reason(error)}): check the path and its permissions",
            f"无法读取 {str(path)!r}（{_reason(error)}）：请检查路径和权限",
        ) from error
    return read_bytes(data, path.name, encoding=encoding)


def read_bytes(data: bytes, name: str, *, encoding: str | None = None) -> RawReport:
    """Decode the bytes of a text report called `name` (a BOM is dropped).

    Raises InputError as `read` does.
    """
    if len(data) > MAX_BYTES:
        raise InputError(
            f"{name!r} is larger than {MAX_BYTES >> 20} MB, no report is: check what it is",
            f"{name!r} 超过 {MAX_BYTES >> 20} MB，不会是报告：请检查文件",
        )
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(
                f"{name!r} is {what}, a plain text was expected: save it as UTF-8 text (.txt)",
                f"{name!r} 是{_MAGIC_ZH.get(what, what)}，这里需要纯文本：请另存为 UTF-8 文本（.txt）",
            )
    text, used = decode(data, name, encoding)
    return RawReport(name, _checked(text, name), hashlib.sha256(data).hexdigest(), used, _undecodable(text))


def read_text(text: str, name: str = "<text>") -> RawReport:
    """Take a report that is text already; its sha256 is that of its UTF-8 bytes.

    Raises InputError if it is empty or holds lone surrogates.
    """
    checked = _checked(text, name)
    return RawReport(name, checked, hashlib.sha256(checked.encode()).hexdigest(), "utf-8")


def _refuse_type(path: Path) -> None:
    suffix = path.suffix.lower()
    if suffix in LATER_TYPES:
        raise InputError(
            f"{str(path)!r}: {suffix} is not read yet, a .txt was expected: save it as UTF-8 text",
            f"{str(path)!r}：暂不支持 {suffix}，需要 .txt：请另存为 UTF-8 文本",
        )
    if suffix in OLD_TYPES:
        raise InputError(
            f"{str(path)!r}: {suffix} is not read: open it in an office program and save it as .txt",
            f"{str(path)!r}：不支持 {suffix}：请用办公软件打开并另存为 .txt",
        )
    if suffix and suffix not in TEXT_TYPES:
        raise InputError(
            f"{str(path)!r}: unknown type {suffix}, a .txt was expected: rename or convert it",
            f"{str(path)!r}：未知类型 {suffix}，需要 .txt：请改名或转换",
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
