"""The manifest: true at every moment of a run, and whole at its end."""

import json
from pathlib import Path

import pytest

from extractor.errors import OutputError
from extractor.manifest import JOURNAL, Journal, read_manifest
from schemas.manifest import ReportLine, RunHead

HEAD = RunHead(started="2026-11-22T10:00:00+00:00", asked_for=3, versions={"a": "1"})
A = ReportLine(source="in/a.txt", id="a", status="complete", result="a.json", findings={"verified": 7})
B = ReportLine(source="in/b.txt", id="b", status="unreadable", reason="'b.txt' is empty")
C = ReportLine(source="in/c.txt", id="c", status="running", result="c.json")


def noted(folder: Path, *lines: ReportLine, known=None) -> Journal:
    """Begin a run and note some lines."""
    journal = Journal(folder, known or {}, HEAD)
    for line in lines:
        journal.note(line)
    return journal


def test_every_line_is_there_as_soon_as_it_is_noted(tmp_path):
    """Whatever becomes of the process: the last line of a report counts, and the run is open."""
    with noted(tmp_path, C.model_copy(update={"id": "a", "result": "a.json"}), B, C, A):
        manifest = read_manifest(tmp_path)
    assert manifest.lines == {"a": A, "b": B, "c": C}
    assert (manifest.run, manifest.open) == (HEAD, True)


def test_at_the_end_there_is_one_whole_file(tmp_path):
    """Ordered by source; what was only begun is stopped, and has no result."""
    with noted(tmp_path, C, B, A) as journal:
        journal.end(HEAD.model_copy(update={"seconds": 1.5}))
    assert [path.name for path in tmp_path.iterdir()] == ["run.json"]
    told = json.loads((tmp_path / "run.json").read_bytes())
    assert [line["source"] for line in told["reports"]] == ["in/a.txt", "in/b.txt", "in/c.txt"]
    assert (told["seconds"], told["versions"]) == (1.5, {"a": "1"})
    stopped = C.model_copy(update={"status": "stopped", "result": None})
    assert read_manifest(tmp_path).lines == {"a": A, "b": B, "c": stopped}


def test_reports_of_earlier_runs_stay_while_their_results_do(tmp_path):
    """Those of this run stay in any case."""
    (tmp_path / "c.json").touch()
    gone = A.model_copy(update={"id": "gone", "result": "gone.json"})
    with noted(tmp_path, B, known={"c": C, "gone": gone}) as journal:
        journal.end(HEAD)
    assert set(read_manifest(tmp_path).lines) == {"b", "c"}


@pytest.mark.parametrize("cut", range(2, 40, 7))
def test_a_journal_that_breaks_off_goes_on(cut, tmp_path):
    """The half line of a kill is no line, and spoils no other."""
    with noted(tmp_path, A, B):
        pass
    whole = (tmp_path / JOURNAL).read_bytes()
    (tmp_path / JOURNAL).write_bytes(whole[:-cut])
    assert set(read_manifest(tmp_path).lines) == {"a"}
    with noted(tmp_path, C):
        assert set(read_manifest(tmp_path).lines) == {"a", "c"}


def test_a_result_belongs_to_the_last_that_claims_it(tmp_path):
    """Where a report was moved, its old place has no line any more."""
    (tmp_path / "a.json").touch()
    moved = A.model_copy(update={"id": "moved", "source": "elsewhere/a.txt"})
    with noted(tmp_path, moved, known={"a": A}) as journal:
        journal.end(HEAD)
    assert read_manifest(tmp_path).lines == {"moved": moved}


def test_a_folder_that_is_full_is_told(monkeypatch):
    """By the first line that finds no room."""
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    monkeypatch.setattr(Path, "open", lambda *_, **__: open("/dev/full", "ab"))  # noqa: SIM115, PTH123
    with pytest.raises(OutputError, match="No space left on device"):
        noted(Path("x"), A)
