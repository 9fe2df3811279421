"""Inputs: what the user named on the command line becomes a list of report files and their result names.

Folders are searched in depth; hidden files, unknown types and `gold` folders are skipped there, never what is named
outright. Old office files (.doc, .wps) are taken along, so that the run says what to do with them.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from glob import glob, has_magic  # unlike Path.glob it takes absolute patterns
from hashlib import sha256
from pathlib import Path

from extractor.errors import InputError
from extractor.source.formats import KNOWN_TYPES, OLD_TYPES
from extractor.source.read import MAX_BYTES, RawReport, read, read_bytes

STDIN = "-"
MANIFEST = "run"


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report to read (`-` is standard input), the stem of its result file, and the encoding that the user named."""

    path: Path
    stem: str
    encoding: str | None = None


def names_a_file(text: str) -> bool:
    """Tell whether a string is the name of a file rather than a report: one short line, and the file exists."""
    if len(text) > 1024 or "\n" in text or "\0" in text:
        return False
    try:
        return Path(text).is_file()
    except OSError:
        return False


def find_reports(inputs: Sequence[str], encoding: str | None = None) -> tuple[ReportFile, ...]:
    """List the reports that the inputs name, in order and each once, with stems that do not clash.

    Raises InputError if an input names nothing.
    """
    paths: dict[str, Path] = {}
    for text in inputs:
        for path in _expand(text):
            paths.setdefault(os.path.abspath(path), path)  # noqa: PTH100 - it drops `..` and follows no link
    stems = Counter(_stem(path).casefold() for path in paths.values())
    return tuple(ReportFile(path, _unique(path, stems), encoding) for path in paths.values())


def read_report(path: Path, encoding: str | None = None) -> RawReport:
    """Read a report from a file, or from standard input for `-`. Raises InputError."""
    if str(path) == STDIN:
        return read_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), "stdin", encoding=encoding)
    raw = read(path, encoding=encoding)
    return replace(raw, name=readable(raw.name))


def readable(name: str) -> str:
    """Write a file name as text that can be stored; one that is not in UTF-8, as old archives leave them, is GBK."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    return name


def _expand(text: str) -> Iterator[Path]:
    try:
        yield from _named(text)
    except OSError as error:
        raise InputError(f"{text!r} cannot be looked at: {error.strerror or error}; check the path") from error


def _named(text: str) -> Iterator[Path]:
    path = Path(text)
    if text == STDIN or path.is_file():
        yield path
    elif text and path.is_dir():
        found = sorted(_inside(path))
        if not found:
            raise InputError(
                f"the folder {text!r} holds no report ({', '.join(sorted(KNOWN_TYPES))})",
                f"文件夹 {text!r} 里没有报告（{'、'.join(sorted(KNOWN_TYPES))}）",
            )
        yield from found
    elif has_magic(text):
        found = sorted(
            hit
            for name in glob(text, recursive=True)  # noqa: PTH207 - see the import
            if (hit := Path(name)).is_file()
        )
        if not found:
            raise InputError(f"no file matches {text!r}", f"没有与 {text!r} 匹配的文件")
        yield from found
    else:
        raise InputError(
            f"{text!r} is neither a file nor a folder; check the path", f"{text!r} 既不是文件也不是文件夹：请检查路径"
        )


def _inside(folder: Path) -> Iterable[Path]:
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        skipped = any(part.startswith((".", "~$")) or part == "gold" for part in parts) or ".gold" in path.suffixes
        if not skipped and path.suffix.lower() in KNOWN_TYPES | OLD_TYPES and path.is_file():
            yield path


def _stem(path: Path) -> str:
    return "stdin" if str(path) == STDIN else readable(path.stem)


def _unique(path: Path, stems: Counter[str]) -> str:
    stem = _stem(path)
    if stems[stem.casefold()] == 1 and stem.casefold() != MANIFEST and len(stem.encode()) <= 200:
        return stem
    short = stem.encode()[:200].decode("utf-8", "ignore")
    return f"{short}-{sha256(path.as_posix().encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"
