"""Inputs: what was named becomes reports, each once, with result names that do not clash."""

import os
import re

import pytest

from extractor.errors import InputError
from extractor.inputs import find_reports, names_a_file


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
