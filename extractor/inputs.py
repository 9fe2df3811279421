"""Inputs: what the user named on the command line becomes a list of report files.

Folders are searched in depth and zip archives looked into; hidden files, unknown types and `gold` folders are skipped
there, never what is named outright. Old office files (.doc, .wps) are taken along, so that the run says what to do with
them.
"""

import os
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from glob import glob, has_magic  # unlike Path.glob it takes absolute patterns
from hashlib import file_digest, sha256
from pathlib import Path, PurePath

from extractor.errors import InputError
from extractor.source import archive
from extractor.source.formats import KNOWN_TYPES, OLD_TYPES, refuse_name
from extractor.source.read import MAX_BYTES, RawReport, read_bytes, read_file

STDIN = "-"
MANIFEST = "run"
_NAME_BYTES = 200
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report to read, the stem of its result file, and the encoding that the user named.

    The path `-` is standard input, whose bytes are `data` once they are taken in; `reports.zip/a.txt` is a member of
    an archive.
    """

    path: Path
    stem: str
    encoding: str | None = None
    data: bytes | None = field(default=None, repr=False, compare=False)

    @property
    def id(self) -> str:
        """Tell places apart, however they are named: a hash of the absolute path, of standard input its content."""
        if self.data is not None:
            return sha256(self.data).hexdigest()[:16]
        return sha256(os.fsencode(os.path.abspath(self.path))).hexdigest()[:16]  # noqa: PTH100 - follows no link


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
    found = tuple(paths.values())
    return tuple(ReportFile(path, stem, encoding) for path, stem in zip(found, _stems(found), strict=True))


def read_list(name: str) -> list[str]:
    """Read names of inputs from a file, or from standard input for `-`: one a line.

    Where names may hold line breaks, NULs stand between them (`find -print0`). Raises InputError if there is none.
    """
    try:
        data = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(f"the list {name!r} cannot be read: {error}", f"无法读取名单 {name!r}：{error}") from error
    if data.startswith(_UTF_16):
        data = data.decode("utf-16", "replace").encode()
    data = data.removeprefix(b"\xef\xbb\xbf")
    names = [_listed(line) for line in (data.split(b"\0") if b"\0" in data else data.splitlines()) if line.strip()]
    if not names:
        raise InputError(
            f"the list {name!r} names nothing; one file or folder a line was expected",
            f"名单 {name!r} 是空的：应每行一个文件或文件夹",
        )
    return names


def read_report(path: Path, encoding: str | None = None) -> RawReport:
    """Read a report from a file, an archive's member, or standard input for `-`. Raises InputError."""
    return read_bytes(*read_source(ReportFile(path, "")), encoding=encoding)


def read_source(file: ReportFile) -> tuple[bytes, str]:
    """Read a report's bytes, and the name it goes by. Raises InputError for what cannot be read, or is of no use."""
    if file.data is not None or str(file.path) == STDIN:
        return file.data if file.data is not None else sys.stdin.buffer.read(MAX_BYTES + 1), "stdin"
    refuse_name(str(file.path))
    if inside := archive.split(file.path):
        return archive.read_member(*inside, MAX_BYTES + 1), file.path.name
    return read_file(file.path), readable(file.path.name)


def take_in(files: Iterable[ReportFile]) -> tuple[ReportFile, ...]:
    """Read standard input now, where it is one of the reports: it can be read only once."""
    return tuple(replace(file, data=read_source(file)[0]) if str(file.path) == STDIN else file for file in files)


def size_of(file: ReportFile) -> int:
    """Return a report's size in bytes, of an archive's member unpacked; 0 for what cannot be looked at."""
    if file.data is not None:
        return len(file.data)
    try:
        inside = archive.split(file.path)
        return archive.member_size(*inside) if inside else file.path.stat().st_size
    except (OSError, ValueError, InputError):
        return 0


def checksum(file: ReportFile) -> str | None:
    """Return the sha256 of a report's bytes as they are now; None for what cannot be read."""
    if file.data is not None:
        return sha256(file.data).hexdigest()
    if str(file.path) == STDIN:
        return None
    try:
        if inside := archive.split(file.path):
            return sha256(archive.read_member(*inside, MAX_BYTES + 1)).hexdigest()
        with file.path.open("rb") as opened:
            return file_digest(opened, "sha256").hexdigest()
    except (OSError, ValueError, InputError):
        return None


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
        place = error.filename or text
        raise InputError(
            f"{place!r} cannot be looked at ({error.strerror or error}): check the path and its permissions",
            f"无法查看 {place!r}（{error.strerror or error}）：请检查路径和权限",
        ) from error


def _listed(line: bytes) -> str:
    """Return a name of a list: UTF-8, the bytes of a name on this machine as they are, or GBK."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        own = os.fsdecode(line) if os.name == "posix" else ""
        return own if own and os.path.lexists(own) else line.decode("gb18030", "replace")


def _named(text: str) -> Iterator[Path]:
    path = Path(text)
    if archive.is_archive(path):
        yield from _found(text, (path / name for name in archive.members(path) if _is_wanted(PurePath(name))))
    elif text == STDIN or path.is_file():
        yield path
    elif text and path.is_dir():
        yield from _found(text, _inside(path))
    elif has_magic(text):
        hits = sorted(hit for name in glob(text, recursive=True) if (hit := Path(name)).is_file())  # noqa: PTH207
        if not hits:
            raise InputError(f"no file matches {text!r}", f"没有与 {text!r} 匹配的文件")
        for hit in hits:
            yield from _named(str(hit)) if archive.is_archive(hit) else (hit,)
    elif inside := archive.split(path):
        archive.read_member(*inside, 0)
        yield path
    else:
        raise InputError(
            f"{text!r} is neither a file nor a folder; check the path", f"{text!r} 既不是文件也不是文件夹：请检查路径"
        )


def _found(text: str, paths: Iterable[Path]) -> list[Path]:
    found = sorted(paths)
    if not found:
        raise InputError(
            f"{text!r} holds no report ({', '.join(sorted(KNOWN_TYPES))})",
            f"{text!r} 里没有报告（{'、'.join(sorted(KNOWN_TYPES))}）",
        )
    return found


def _inside(folder: Path) -> Iterator[Path]:
    """Yield the reports below a folder; one that may not be entered is an error, for its reports would be lost."""
    for place, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if _is_seen(name)]
        for name in files:
            path = Path(place, name)
            if _is_wanted(PurePath(name)) and path.is_file():
                yield path


def _refuse(error: OSError) -> None:
    raise error


def _is_seen(name: str) -> bool:
    return not name.startswith((".", "~$", "__MACOSX")) and name != "gold"


def _is_wanted(path: PurePath) -> bool:
    """Tell whether a file below what was named is a report: of a known type, and neither hidden nor gold."""
    seen = all(map(_is_seen, path.parts)) and ".gold" not in path.suffixes
    return seen and path.suffix.lower() in KNOWN_TYPES | OLD_TYPES


def _stems(paths: Sequence[Path]) -> Iterator[str]:
    """Yield the stem of each result; where two would be one on some file system, each gets a hash of its path."""
    stems = [_stem(path) for path in paths]
    uses = Counter([folded(stem) for stem in stems] + [MANIFEST])
    taken = set(uses)
    for path, stem in zip(paths, stems, strict=True):
        if uses[folded(stem)] == 1 and len(stem.encode()) <= _NAME_BYTES:
            yield stem
        else:
            yield unused(stem, path.as_posix().encode("utf-8", "surrogateescape"), taken)


def unused(stem: str, place: bytes, taken: set[str]) -> str:
    """Return a stem that is not `taken`, and take it: the one that was wanted, cut short, and a hash of the place."""
    short, digest = stem.encode()[:_NAME_BYTES].decode("utf-8", "ignore"), sha256(place).hexdigest()
    free = next(name for size in range(8, 64) if folded(name := f"{short}-{digest[:size]}") not in taken)
    taken.add(folded(free))
    return free


def _stem(path: Path) -> str:
    return "stdin" if str(path) == STDIN else readable(path.stem)


def folded(stem: str) -> str:
    """Fold what some file systems take for one name: upper and lower case, composed and decomposed letters."""
    return unicodedata.normalize("NFKC", stem).casefold()
