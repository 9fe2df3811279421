"""Zip archives: the files in one, under paths like `reports.zip/2023/报告.txt`, and their bytes.

Nothing is unpacked to disk, and what a member calls itself is no place on it: `..`, drives and roots are dropped.
"""

import re
import struct
import zlib
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from extractor.errors import InputError

SUFFIX = ".zip"
_UTF_8 = 0x800
_LOCKED = 0x1
_UNSAFE = re.compile(r'[<>:"|?*\x00-\x1f]')
"""Characters that some system does not take in a name; a result is named after its report."""
_FAULTS = (OSError, BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, zlib.error, struct.error)


def is_archive(path: Path) -> bool:
    """Tell whether a path names a zip archive: by its ending, for a .docx is one too."""
    return path.suffix.lower() == SUFFIX and path.is_file()


def members(archive: Path) -> list[str]:
    """List the files in an archive, as paths with `/`, in its own order. Raises InputError if it cannot be read."""
    return list(_open(archive)[1])


def split(path: Path) -> tuple[Path, str] | None:
    """Take a path like `reports.zip/2023/报告.txt` apart into the archive and the member; None for any other path."""
    if SUFFIX not in str(path).lower():
        return None
    archive = next((parent for parent in path.parents if is_archive(parent)), None)
    return (archive, path.relative_to(archive).as_posix()) if archive else None


def read_member(archive: Path, member: str, limit: int) -> bytes:
    """Read a member, `limit` bytes at most: what it says of its own size is not believed. Raises InputError."""
    opened, index = _open(archive)
    name = f"{archive}/{member}"
    if (info := index.get(member)) is None:
        raise InputError(f"{name!r} is not in the archive; check the path", f"压缩包里没有 {name!r}：请检查路径")
    if info.flag_bits & _LOCKED:
        raise InputError(
            f"{name!r} is locked with a password: unpack the archive and give the folder",
            f"{name!r} 有密码：请解压后给出文件夹",
        )
    try:
        with opened.open(info) as file:
            return file.read(limit)
    except _FAULTS as error:
        raise InputError(
            f"{name!r} cannot be unpacked ({error}): the archive is damaged, or packed in an unusual way",
            f"无法解压 {name!r}（{error}）：压缩包已损坏，或压缩方式不受支持",
        ) from error


def member_size(archive: Path, member: str) -> int:
    """Return the size of a member as the archive says it, 0 for one that is not there. Raises InputError."""
    info = _open(archive)[1].get(member)
    return info.file_size if info else 0


def _open(archive: Path) -> tuple[ZipFile, dict[str, ZipInfo]]:
    try:
        state = archive.stat()
        return _opened(archive, (state.st_mtime_ns, state.st_size))
    except _FAULTS as error:
        raise InputError(
            f"the archive {str(archive)!r} cannot be read ({error}): pack it again, or unpack it and give the folder",
            f"无法读取压缩包 {str(archive)!r}（{error}）：请重新压缩，或解压后给出文件夹",
        ) from error


@lru_cache(maxsize=4)
def _opened(archive: Path, _state: tuple[int, int]) -> tuple[ZipFile, dict[str, ZipInfo]]:
    """Open an archive once for all its members; a changed one is opened anew."""
    opened = ZipFile(archive)
    index: dict[str, ZipInfo] = {}
    for info in opened.infolist():
        if not info.is_dir() and (name := _clean(_printed(info))):
            index[_unused(name, index)] = info
    return opened, index


def _printed(info: ZipInfo) -> str:
    """Return a member's name: marked as UTF-8, or UTF-8 unmarked, or GBK, as Windows in China writes it."""
    if info.flag_bits & _UTF_8:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _clean(name: str) -> str:
    """Make a name relative and plain.

    >>> _clean("C:\\\\a\\\\..\\\\..\\\\x.txt"), _clean("/etc/x:y.txt")
    ('a/x.txt', 'etc/x_y.txt')
    """
    parts = (part for part in re.split(r"[/\\]", name) if not re.fullmatch(r"|\.|\.\.|[A-Za-z]:", part))
    return "/".join(_UNSAFE.sub("_", part) for part in parts)


def _unused(name: str, index: dict[str, ZipInfo]) -> str:
    """Tell members of one name apart, so that none hides another."""
    stem, dot, suffix = name.rpartition(".")
    count = 2
    while name in index:
        name = f"{stem} ({count}){dot}{suffix}"
        count += 1
    return name
