"""Output: a result file is whole or not there."""

import json
import os
from decimal import Decimal
from pathlib import Path

import pytest

from extractor import output
from extractor.errors import OutputError
from extractor.output import open_folder, provenance, to_json, write_text
from schemas.answer import AskedBy, ChunkFill
from schemas.result import ChunkRun, ChunkStatus, RunStatus, Tokens
from schemas.span import Span

OK, FAILED, TRUNCATED = ChunkStatus.OK, ChunkStatus.FAILED, ChunkStatus.TRUNCATED
ASKED_BY = AskedBy("anchored", "m", "p.v1", "0" * 64, "1" * 64)


def test_json_is_readable_and_of_one_form():
    """Chinese stays Chinese, keys keep their order, and a newline ends the file."""
    text = to_json({"名称": "法治政府", "b": [1, None], "a": "\u2028"})
    assert text == '{\n "名称": "法治政府",\n "b": [\n  1,\n  null\n ],\n "a": "\u2028"\n}\n'
    assert to_json(Span(start=1, end=2)) == '{\n "start": 1,\n "end": 2\n}\n'


def test_a_file_is_written_in_utf_8_with_plain_line_ends(tmp_path):
    """Whatever the locale and system."""
    write_text(tmp_path / "a.json", "报告\n第二行\n")
    assert (tmp_path / "a.json").read_bytes() == "报告\n第二行\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_file_replaces_an_older_one(tmp_path):
    """The new text is there whole, the old one gone."""
    write_text(tmp_path / "a.json", "old" * 1000)
    write_text(tmp_path / "a.json", "new")
    assert (tmp_path / "a.json").read_text() == "new"


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_failure_leaves_what_was_there(broken, tmp_path, monkeypatch):
    """A full disk in the middle leaves the old file as it was, and no temporary one."""

    def full(*_):
        raise OSError(28, "No space left on device")

    write_text(tmp_path / "a.json", "old")
    monkeypatch.setattr(*((os, "fsync", full) if broken == "fsync" else (Path, "replace", full)))
    with pytest.raises(OutputError, match=r"a\.json' cannot be written: No space left on device"):
        write_text(tmp_path / "a.json", "new")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.json": "old"}


def test_text_that_cannot_be_encoded_leaves_nothing(tmp_path):
    """Half characters are a mistake of the program: nothing is written, not even a temporary file."""
    with pytest.raises(UnicodeEncodeError):
        write_text(tmp_path / "a.json", "\ud800")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path):
    """The error names the file that could not be written."""
    with pytest.raises(OutputError, match=r"a\.json"):
        write_text(tmp_path / "none" / "a.json", "x")


def test_an_output_folder_is_made(tmp_path):
    """With its parents, and nothing is left in it by the trial."""
    open_folder(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []
    open_folder(tmp_path / "a" / "b")


@pytest.mark.parametrize("below", ["", "sub"])
def test_a_file_in_place_of_the_folder_is_refused(below, tmp_path):
    """Before anything is paid for, with the way out."""
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(OutputError, match="choose another with --out"):
        open_folder(tmp_path / "out" / below)
    assert (tmp_path / "out").read_text() == "in the way"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_refused(tmp_path):
    """A folder that exists but takes no file is found out before the first call."""
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="cannot be written"):
            open_folder(tmp_path)
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_that_takes_no_file_is_refused(tmp_path, monkeypatch):
    """The trial is a real file: a full or read-only disk shows at once."""

    def refuse(*_, **__):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(output.tempfile, "TemporaryFile", refuse)
    with pytest.raises(OutputError, match="Read-only file system"):
        open_folder(tmp_path)


def _fill(index: int, status: ChunkStatus) -> ChunkFill:
    run = ChunkRun(index=index, span=Span(start=0, end=1), quantities=1, status=status, reason=None)
    return ChunkFill(run, (), Tokens(prompt=10, completion=index))


@pytest.mark.parametrize(
    ("chunks", "status"),
    [
        ([OK, OK], RunStatus.COMPLETE),
        ([OK, FAILED], RunStatus.PARTIAL),
        ([TRUNCATED, OK], RunStatus.PARTIAL),
        ([FAILED, ChunkStatus.REFUSED], RunStatus.FAILED),
        ([], RunStatus.COMPLETE),
    ],
    ids=str,
)
def test_the_status_of_a_report_is_that_of_its_chunks(chunks, status):
    """All, some or none of them ok; a report with nothing to ask is complete. Tokens add up."""
    run = provenance(ASKED_BY, [_fill(i, chunk) for i, chunk in enumerate(chunks)])
    assert run.status is status
    assert run.tokens == Tokens(prompt=10 * len(chunks), completion=sum(range(len(chunks))))
    assert [chunk.status for chunk in run.chunks] == chunks


def test_numbers_never_become_floats():
    """What is no JSON of ours is refused rather than rounded."""
    with pytest.raises(TypeError):
        to_json({"value": Decimal("1.10")})
    assert json.loads(to_json({"value": "1.10"})) == {"value": "1.10"}
