"""Zip archives: every file in one can be read, whatever its name, and no name leads anywhere else."""

import os
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from extractor.errors import InputError
from extractor.source.archive import members, read_member, split


class Named(ZipInfo):
    """A member whose name is written as these bytes, and not marked as UTF-8."""

    def __init__(self, raw: bytes) -> None:
        super().__init__(raw.decode("cp437"))
        self.raw = raw

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - the standard library calls it so
        return self.raw, 0


@pytest.fixture
def pack(tmp_path, monkeypatch):
    """Write an archive where the test works: names as text or as the bytes that another system writes."""
    monkeypatch.chdir(tmp_path)

    def write(*named: tuple[str | bytes, str]) -> Path:
        with ZipFile("in.zip", "w") as file:
            for name, text in named:
                file.writestr(Named(name) if isinstance(name, bytes) else ZipInfo(name), text, ZIP_DEFLATED)
        return Path("in.zip")

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_names_are_read_in_either_encoding(encoding, pack):
    """As macOS and Windows write them, without a mark."""
    archive = pack(("年度/报告.txt".encode(encoding), "七"))
    assert members(archive) == ["年度/报告.txt"]
    assert read_member(archive, "年度/报告.txt", 99) == "七".encode()


HOSTILE = {
    "up": ("../../x.txt", "x.txt"),
    "root": ("/etc/x.txt", "etc/x.txt"),
    "drive": ("C:\\x\\y.txt", "x/y.txt"),
    "backslashes": ("..\\..\\x.txt", "x.txt"),
    "dots": ("./a/./x.txt", "a/x.txt"),
    "stream": ("x.txt:y", "x.txt_y"),
    "line break": ("a\nb.txt", "a_b.txt"),
}


@pytest.mark.parametrize(("name", "member"), HOSTILE.values(), ids=HOSTILE)
def test_no_name_leads_out_of_the_archive(name, member, pack):
    """What a member calls itself is made a plain relative path."""
    archive = pack((name, "七"))
    assert members(archive) == [member]
    assert read_member(archive, member, 99) == "七".encode()


def test_members_of_one_name_are_all_kept(pack):
    """Zip allows two files of one name, and two names may be the same once made plain."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        archive = pack(("x.txt", "1"), ("x.txt", "2"), ("../x.txt", "3"))
    assert members(archive) == ["x.txt", "x (2).txt", "x (3).txt"]
    assert [read_member(archive, member, 99) for member in members(archive)] == [b"1", b"2", b"3"]


def test_no_more_is_unpacked_than_asked_for(pack):
    """A bomb gives its first bytes and no more."""
    archive = pack(("x.txt", "0" * 10_000_000))
    assert archive.stat().st_size < 20_000
    assert len(read_member(archive, "x.txt", 1000)) == 1000


def test_a_changed_archive_is_read_anew(pack):
    """What was seen of it before does not stick."""
    pack(("x.txt", "1"))
    assert members(Path("in.zip")) == ["x.txt"]
    os.utime(pack(("y.txt", "2")), ns=(1, 1))
    assert members(Path("in.zip")) == ["y.txt"]


def test_a_damaged_archive_is_an_error(tmp_path):
    """With its name and what to do."""
    path = tmp_path / "in.zip"
    path.write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(InputError, match=r"in\.zip.*cannot be read.*pack it again"):
        members(path)


def test_a_damaged_member_is_an_error(pack):
    """Bytes that were changed show, and only that report fails."""
    archive = pack(("x.txt", "一二三" * 100), ("y.txt", "七"))
    data = bytearray(archive.read_bytes())
    data[40:44] = b"\xff\xff\xff\xff"
    archive.write_bytes(data)
    with pytest.raises(InputError, match=r"in\.zip/x\.txt.*cannot be unpacked"):
        read_member(archive, "x.txt", 9999)
    assert read_member(archive, "y.txt", 99) == "七".encode()


def test_a_locked_member_is_an_error(pack):
    """A password is never asked for."""
    archive = pack(("x.txt", "七"))
    data = bytearray(archive.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    archive.write_bytes(data)
    with pytest.raises(InputError, match="locked with a password"):
        read_member(archive, "x.txt", 99)


def test_only_a_path_into_an_archive_is_split(pack):
    """The archive itself, other files and folders are not."""
    pack(("a/x.txt", "七"))
    assert split(Path("in.zip/a/x.txt")) == (Path("in.zip"), "a/x.txt")
    assert split(Path("in.zip")) is None
    assert split(Path("other.zip/a/x.txt")) is None
    assert split(Path("a/x.txt")) is None
