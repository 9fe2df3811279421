"""Inputs: what was named becomes reports, each once, with result names that do not clash."""

import os
import re
import sys
import unicodedata
from io import BytesIO, TextIOWrapper
from pathlib import Path
from zipfile import ZipFile

import pytest

from extractor.errors import InputError
from extractor.inputs import find_reports, names_a_file, read_list, read_report


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Some files, written where the test works."""
    monkeypatch.chdir(tmp_path)

    def write(*names: str) -> None:
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("x", encoding="utf-8")

    return write


def found(*inputs: str) -> list[str]:
    """Return the paths that the inputs name, as they would be read."""
    return [file.path.as_posix() for file in find_reports(inputs)]


def stems(*inputs: str) -> list[str]:
    """Return the stems of the results."""
    return [file.stem for file in find_reports(inputs)]


def test_folders_are_searched_in_depth(tree):
    """Reports of known types are found in order, whatever the case of their ending."""
    tree("in/b.txt", "in/a/c.TXT", "in/a/d.docx", "in/e.html", "in/f.pdf")
    assert found("in") == ["in/a/c.TXT", "in/a/d.docx", "in/b.txt", "in/e.html", "in/f.pdf"]


@pytest.mark.parametrize(
    "name",
    ["x.json", "x.csv", "x", ".x.txt", ".git/x.txt", "gold/x.txt", "a/gold/x.txt", "x.gold.txt", "x.md", "~$x.doc"],
)
def test_folders_skip_what_is_no_report(name, tree):
    """Hidden files, unknown types and gold are skipped in a folder."""
    tree("in/report.txt", f"in/{name}")
    assert found("in") == ["in/report.txt"]


@pytest.mark.parametrize("name", ["x.json", ".x.txt", "gold/x.txt", "x"])
def test_what_is_named_outright_is_taken(name, tree):
    """The user knows better; what cannot be read will say so itself."""
    tree(name)
    assert found(name) == [name]


def test_a_hidden_or_gold_folder_can_be_named(tree):
    """Only what lies below the named folder is judged by its name."""
    tree(".hidden/gold/x.txt")
    assert found(".hidden/gold") == [".hidden/gold/x.txt"]


def test_folders_named_like_reports_are_no_reports(tree):
    """A folder `a.txt` is searched, not read."""
    tree("in/a.txt/b.txt")
    assert found("in") == ["in/a.txt/b.txt"]


def test_patterns_are_expanded(tree, tmp_path):
    """For shells that leave patterns alone: `*`, `**` and absolute ones; folders that match are left out."""
    tree("in/a1.txt", "in/a2.txt", "in/b.txt", "in/deep/a3.txt", "in/a4.d/x.txt")
    assert found("in/a*") == ["in/a1.txt", "in/a2.txt"]
    assert found("in/**/a?.txt") == ["in/a1.txt", "in/a2.txt", "in/deep/a3.txt"]
    assert found(f"{tmp_path.as_posix()}/in/b*") == [f"{tmp_path.as_posix()}/in/b.txt"]


def test_a_file_whose_name_is_a_pattern_is_that_file(tree):
    """A name with brackets is no pattern when the file exists."""
    tree("报告[1].txt", "报告1.txt")
    assert found("报告[1].txt") == ["报告[1].txt"]


MISSING = {
    "no file": ("nowhere.txt", "neither a file nor a folder"),
    "no match": ("*.txt", "no file matches"),
    "an empty folder": ("empty", "holds no report"),
    "an empty name": ("", "''"),
    "a name too long": ("长" * 3000, "长"),
    "a byte that names cannot hold": ("a\0b", "neither a file nor a folder"),
}


@pytest.mark.parametrize(("name", "message"), MISSING.values(), ids=MISSING)
def test_an_input_that_names_nothing_is_an_error(name, message, tmp_path, monkeypatch):
    """It is named in the message, and the run does not begin."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=re.escape(message)):
        find_reports([name])


def test_each_report_is_taken_once(tree, tmp_path):
    """However often and however it is named, in the order of its first name."""
    tree("in/a.txt", "in/b.txt")
    assert found("in/b.txt", "in", "./in/a.txt", "in/../in/b.txt", str(tmp_path / "in" / "a.txt"), "in/*.txt") == [
        "in/b.txt",
        "in/a.txt",
    ]


def test_standard_input_is_a_report(tree):
    """`-` stands for it, once."""
    assert stems("-", "-") == ["stdin"]
    assert found("-") == ["-"]


def test_stems_are_the_names_of_the_files(tree):
    """A plain name stays as it is, dots, blanks and Chinese included."""
    tree("a/2024 年 报告.v2.txt", "a/b.txt")
    assert stems("a") == ["2024 年 报告.v2", "b"]


@pytest.mark.parametrize(
    ("names", "clash"),
    [
        (["a/x.txt", "b/x.txt"], 2),
        (["a/x.txt", "a/x.html"], 2),
        (["a/X.txt", "b/x.txt"], 2),
        (["a/run.txt"], 1),
        (["a/RUN.txt"], 1),
        (["a/" + "长" * 80 + ".txt"], 1),
        (["a/stdin.txt", "-"], 2),
        (["a/" + unicodedata.normalize(form, "é") + ".txt" for form in ("NFC", "NFD")], 2),
    ],
    ids=str,
)
def test_names_that_would_clash_get_a_hash(names, clash, tree, tmp_path):
    """Equal stems, the manifest's own name and names too long become different, stable, short file names."""
    tree(*(name for name in names if name != "-"), "z/other.txt")
    got = stems(*names, "z")
    assert len({stem.casefold() for stem in got}) == len(names) + 1
    assert [bool(re.search(r"-[0-9a-f]{8}$", stem)) for stem in got] == [True] * clash + [False]
    assert got == stems(*names, "z")
    for stem in got:
        (tmp_path / f"{stem}.json").write_text("fits the file system")
    assert "run" not in {stem.casefold() for stem in got}


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such names")
def test_names_in_another_encoding_make_readable_stems(tmp_path, monkeypatch):
    """A name in GBK, as old archives leave them, becomes a stem that can be written down."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    with open(os.path.join(os.fsencode(tmp_path), b"in", "年度报告.txt".encode("gbk")), "w") as file:  # noqa: PTH118, PTH123
        file.write("x")
    [file] = find_reports(["in"])
    assert file.path.is_file()
    assert file.stem == "年度报告"


def test_a_string_is_a_file_only_if_it_names_one(tmp_path):
    """A report's text is never taken for a path, nor a path for a report."""
    file = tmp_path / "report.txt"
    file.write_text("办结案件7件。", encoding="utf-8")
    assert names_a_file(str(file))
    assert not names_a_file("办结案件7件。")
    assert not names_a_file("一、工作情况\n办结案件7件。")
    assert not names_a_file("案" * 5000)


def test_a_hash_never_takes_the_name_of_another_report(tree, tmp_path):
    """Not even of one that is named as if it had that hash: no result is written over another."""
    tree("a/x.txt", "b/x.txt")
    clash = stems("a", "b")[0]
    tree(f"c/{clash}.txt")
    got = stems("a", "b", "c")
    assert len(set(got)) == 3
    assert got[2] == clash


ODD = [
    "年度 报告 2024.txt",
    "😀.txt",
    "-x.txt",
    "--out.txt",
    "a\nb.txt",
    "[1]*?.txt",
    "é.txt",
    "100%.txt",
    "长" * 83 + "ab.txt",
    "'\".txt",
]


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such names")
@pytest.mark.parametrize("name", ODD, ids=repr)
def test_names_may_be_odd(name, tree, tmp_path):
    """Blanks, emoji, line breaks, leading dashes, 255 bytes: found, read, and given a name that can be written."""
    tree(f"in/{name}")
    [file] = find_reports(["in"])
    assert read_report(file.path).name == name
    assert find_reports([f"in/{name}"]) == (file,)
    (tmp_path / f"{file.stem}.json").write_text("fits the file system")


def test_ten_thousand_reports_in_a_folder(tree, tmp_path):
    """All are found, in order, each with a name of its own."""
    (tmp_path / "in").mkdir()
    for n in range(10_000):
        (tmp_path / "in" / f"{n:05}.txt").touch()
    assert stems("in") == [f"{n:05}" for n in range(10_000)]


def test_a_folder_that_may_not_be_entered_is_an_error(tree, monkeypatch):
    """Its reports would be lost without a word."""
    tree("in/a.txt", "in/shut/b.txt")
    scandir = os.scandir

    def refusing(path):
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(InputError, match=r"shut.*Permission denied"):
        find_reports(["in"])


LISTS = {
    "lines": b"in/a.txt\nin/b c.txt\n\n",
    "lines of Windows": "\ufeffin/a.txt\r\nin/b c.txt".encode(),
    "PowerShell": "in/a.txt\r\nin/b c.txt\r\n".encode("utf-16"),
    "NULs": b"in/a.txt\0in/b c.txt\0",
}


@pytest.mark.parametrize("data", LISTS.values(), ids=LISTS)
def test_a_list_names_inputs(data, tree, tmp_path):
    """One a line, as shells and file managers write them, or with NULs between them."""
    tree("in/a.txt", "in/b c.txt")
    (tmp_path / "list").write_bytes(data)
    assert found(*read_list("list")) == ["in/a.txt", "in/b c.txt"]


def test_a_list_can_be_in_another_encoding(tree, tmp_path):
    """Names in GBK, as Windows in China writes a list."""
    tree("in/报告.txt")
    (tmp_path / "list").write_bytes("in/报告.txt\r\n".encode("gbk"))
    assert found(*read_list("list")) == ["in/报告.txt"]


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such names")
def test_a_list_can_hold_any_name(tree, tmp_path):
    """A line break in a name, and bytes that are no UTF-8, come through NULs as they are."""
    tree("in/a\nb.txt")
    (tmp_path / os.fsdecode("年.txt".encode("gbk"))).write_text("x")
    (tmp_path / "list").write_bytes(b"in/a\nb.txt\0" + "年.txt".encode("gbk"))
    assert stems(*read_list("list")) == ["a\nb", "年"]


def test_a_list_can_be_piped(tree, monkeypatch):
    """`find | extractor run --list -`."""
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO("in/报告.txt\n".encode())))
    assert read_list("-") == ["in/报告.txt"]


@pytest.mark.parametrize(("data", "message"), [(None, "cannot be read"), (b"\n \n", "names nothing")])
def test_a_list_of_nothing_is_an_error(data, message, tmp_path, monkeypatch):
    """Missing or empty, it is named in the message."""
    monkeypatch.chdir(tmp_path)
    if data is not None:
        (tmp_path / "list").write_bytes(data)
    with pytest.raises(InputError, match=f"'list' {message}"):
        read_list("list")


def pack(name: str, **members: str) -> None:
    """Write a zip archive where the test works."""
    with ZipFile(name, "w") as file:
        for member, text in members.items():
            file.writestr(member, text)


def test_archives_are_looked_into(tree):
    """Named outright or by a pattern: their reports, in order, without what a folder would skip either."""
    tree("a.txt")
    kept = {"2023/年度.txt": "七", "b.TXT": "八", "旧.doc": ""}
    skipped = dict.fromkeys(("x.csv", ".h.txt", "gold/x.txt", "__MACOSX/._b.txt", "inner.zip", "d/"), "")
    pack("in.zip", **kept, **skipped)
    assert found("in.zip") == ["in.zip/2023/年度.txt", "in.zip/b.TXT", "in.zip/旧.doc"]
    assert found("*.zip", "in.zip/b.TXT", "a.txt") == [*found("in.zip"), "a.txt"]
    assert stems("in.zip") == ["年度", "b", "旧"]


def test_a_report_in_an_archive_is_read(tree):
    """Under its own name; one that is no report says so."""
    pack("in.zip", **{"2023/年度.txt": "办结7件", "x.csv": "7"})
    raw = read_report(Path("in.zip/2023/年度.txt"))
    assert (raw.name, raw.text) == ("年度.txt", "办结7件")
    with pytest.raises(InputError, match="unknown type"):
        read_report(Path("in.zip/x.csv"))


def test_an_archive_without_reports_is_an_error(tree):
    """As an empty folder is; a member that is not there is named."""
    pack("in.zip", **{"x.csv": "7"})
    with pytest.raises(InputError, match=r"'in.zip' holds no report"):
        find_reports(["in.zip"])
    with pytest.raises(InputError, match=r"'in.zip/y.txt' is not in the archive"):
        find_reports(["in.zip/y.txt"])


def test_a_folder_named_like_an_archive_is_a_folder(tree):
    """`a.zip/b.txt` may be a plain file."""
    tree("a.zip/b.txt")
    assert found("a.zip") == ["a.zip/b.txt"]
    assert read_report(Path("a.zip/b.txt")).text == "x"
