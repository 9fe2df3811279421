"""A rerun of a batch: what is done and unchanged is not looked at again, and what changed is made anew."""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from extractor import batch, fingerprint, output, pipeline
from extractor.errors import OutputError
from extractor.inputs import find_reports
from extractor.llm import fake
from extractor.llm.budget import read_limit
from extractor.manifest import JOURNAL, STOPPED, UNREADABLE, read_manifest
from extractor.plan import confirm, plan
from extractor.settings import Mode, Settings, Style
from extractor.summary import Summary
from schemas.manifest import ReportLine

REPORT = (
    "某市第{n}局2023年度报告\n一、工作成效\n全年下发督察意见{n}份，深入{m}个旗县。\n二、存在的问题\n在编人员仅{m}人。\n"
)


class Watcher:
    """Watch a batch, and do something when a report is through."""

    def __init__(self, then=lambda _: None):
        self.then = then

    def chunk(self, fill) -> None: ...

    def report(self, line):
        self.then(line)

    def held(self, requests: int) -> None: ...

    def paused(self, seconds: float) -> None: ...

    def stopping(self, calls: int) -> None: ...


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder with three reports in `in`, and nothing in `out`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    for n in range(3):
        write(tmp_path / "in" / f"{n}.txt", 1000 + n)
    return tmp_path


def write(path: Path, n: int) -> None:
    """Write a report about its own numbers."""
    path.write_text(REPORT.format(n=n, m=n - 900), encoding="utf-8")


def run(settings: Settings, *named: str, then=lambda _: None, encoding=None) -> tuple[Summary, list[str]]:
    """Run a batch into `out`; returns its summary and the reports that were not taken as done."""
    out, files = Path("out"), find_reports(named or ["in"], encoding)
    planned = plan(files, settings, out)
    summary = (
        batch.run_batch(planned, settings, out, Watcher(then)) if planned.todo else confirm(planned, settings, out)
    )
    assert summary.statuses.total() == len(files)
    assert [path.name for path in out.iterdir() if path.suffix not in {".json", ".lock"}] == []
    return summary, sorted(file.path.name for file in planned.todo)


def done(settings: Settings) -> int:
    """Count the reports that need not be done again."""
    return len(plan(find_reports(["in"]), settings, Path("out")).done)


def lines_of(summary: Summary) -> Summary:
    """Return what a summary says of the reports, whenever they were made."""
    return replace(summary, calls=0, stored=0, usage=None)


def written() -> dict[str, bytes]:
    """Return all results."""
    return {path.name: path.read_bytes() for path in Path("out").glob("*.json") if path.name != "run.json"}


def lines() -> dict[str, dict]:
    """Return what the manifest says, by report."""
    return {line["source"]: line for line in json.loads(Path("out", "run.json").read_bytes())["reports"]}


def test_what_is_done_is_neither_asked_nor_prepared_nor_written(folder, monkeypatch):
    """The outcomes are the same, the result files are not touched, and no stage of the path is entered."""
    endpoint = fake.FakeEndpoint()
    settings = endpoint.settings(folder / "cache")
    first, todo = run(settings)
    assert (len(todo), len(endpoint.requests) > 0) == (3, True)
    before, at = written(), {path: path.stat().st_mtime_ns for path in Path("out").glob("?.json")}
    said = lines()

    def enter(*_):
        raise AssertionError("a report that is done was prepared")

    monkeypatch.setattr(batch, "prepare", enter)
    monkeypatch.setattr(pipeline, "prepare", enter)
    asked = len(endpoint.requests)
    for _ in range(2):
        again, todo = run(settings)
        assert (todo, again.calls, again.stored, len(endpoint.requests)) == ([], 0, 0, asked)
        assert lines_of(again) == lines_of(first)
        assert (written(), {path: path.stat().st_mtime_ns for path in at}) == (before, at)
        assert lines() == said


def test_only_what_changed_is_done_again(folder):
    """Other bytes of one source: one report is prepared, and only its questions are asked."""
    endpoint = fake.FakeEndpoint()
    settings = endpoint.settings(folder / "cache")
    run(settings)
    before, asked = written(), len(endpoint.requests)
    write(folder / "in" / "1.txt", 2001)
    assert run(settings)[1] == ["1.txt"]
    assert len(endpoint.requests) > asked
    assert all("1101" in json.dumps(request) for request in endpoint.requests[asked:])
    after = written()
    assert [name for name in after if after[name] != before[name]] == ["1.json"]
    assert "2001" in json.loads(after["1.json"])["source"]["text"]
    assert run(settings)[1] == []


CHANGES = {
    "the model": {"model": "other"},
    "the address": {"base_url": "http://other.invalid/v1"},
    "the style": {"style": Style.VERBATIM},
    "the mode": {"mode": Mode.TOOLS},
    "the size of a chunk": {"chunk_size": 300},
    "a parameter": {"parameters": {"top_p": 0.5}},
    "the room for reasoning": {"reasoning_tokens": 7},
    "corrections": {"corrects": True},
}


@pytest.mark.parametrize("parts", CHANGES.values(), ids=CHANGES)
def test_a_setting_that_matters_makes_all_anew(parts, folder):
    """What the answers depend on is a part of the fingerprint."""
    settings = fake.FakeEndpoint().settings(folder / "cache")
    run(settings)
    assert done(settings) == 3
    assert done(replace(settings, endpoint=replace(settings.endpoint, **parts))) == 0


def test_a_setting_that_does_not_matter_changes_nothing(folder):
    """Another key, concurrency, deadline, limit or price."""
    settings = fake.FakeEndpoint().settings(folder / "cache")
    run(settings)
    other = replace(settings.endpoint, key="x", concurrency=3, deadline=9.0, rpm=5, tpm=5, price="1/2 CNY")
    assert done(replace(settings, endpoint=other)) == 3


def test_another_version_of_the_program_makes_all_anew(folder, monkeypatch):
    """Prompts, schemas and rules are files of the program; each byte of them counts."""
    settings = fake.FakeEndpoint().settings(folder / "cache")
    run(settings)
    for package in fingerprint._PACKAGES:
        (folder / "program" / package).mkdir(parents=True)
        for path in (fingerprint._ROOT / package).rglob("*.*"):
            if path.suffix != ".pyc":
                copy = folder / "program" / path.relative_to(fingerprint._ROOT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(path.read_bytes())
    monkeypatch.setattr(fingerprint, "_ROOT", folder / "program")
    for name, left in {"": 3, "prompts/name_quantities.v1.md": 0}.items():
        if name:
            with (folder / "program" / name).open("ab") as file:
                file.write(b"\n")
        fingerprint.program.cache_clear()
        assert done(settings) == left
    fingerprint.program.cache_clear()


@pytest.mark.parametrize("change", ["edited", "removed", "emptied"])
def test_a_result_that_is_not_as_it_was_written_is_written_again(change, folder):
    """From the stored answers, without a call."""
    endpoint = fake.FakeEndpoint()
    settings = endpoint.settings(folder / "cache")
    run(settings)
    before, asked, path = written(), len(endpoint.requests), Path("out", "2.json")
    if change == "removed":
        path.unlink()
    else:
        path.write_bytes(before["2.json"].replace(b"1002", b"1003") if change == "edited" else b"")
    assert run(settings)[1] == ["2.txt"]
    assert (written(), len(endpoint.requests)) == (before, asked)


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"reports": 1}', b'{"reports": [1, {"result": "0.json"}]}', None]
)
def test_without_a_manifest_all_is_made_from_the_stored_answers(damage, folder):
    """As after a kill: no call, the same files."""
    endpoint = fake.FakeEndpoint()
    settings = endpoint.settings(folder / "cache")
    run(settings)
    before, asked, path = written(), len(endpoint.requests), Path("out", "run.json")
    path.unlink() if damage is None else path.write_bytes(damage)
    summary, todo = run(settings)
    assert (len(todo), summary.calls, len(endpoint.requests)) == (3, 0, asked)
    assert (written(), run(settings)[1]) == (before, [])


def test_what_failed_is_asked_again(folder):
    """A partial, a failed and an unreadable report are not done."""
    (folder / "in" / "空.txt").write_text("")
    endpoint = fake.FakeEndpoint(fake.refuses(), fake.refuses(), fake.names())
    settings = endpoint.settings(folder / "cache", concurrency=1, chunk_size=30)
    run(settings)
    bad = sorted(Path(source).name for source, line in lines().items() if line["status"] != "complete")
    assert 2 <= len(bad) < 4
    second, todo = run(settings)
    assert todo == bad
    assert second.statuses == {"complete": 3, UNREADABLE: 1}
    assert run(settings)[1] == ["空.txt"]


def test_archives_and_encodings_are_told_apart(folder):
    """A member of an archive is known by its own bytes, and the encoding that was named is a part of it."""
    settings = fake.FakeEndpoint().settings(folder / "cache")
    with ZipFile("a.zip", "w") as archive:
        for path in (folder / "in").iterdir():
            archive.write(path, f"x/{path.name}")
    assert len(run(settings, "a.zip")[1]) == 3
    os.utime("a.zip", (1, 1))
    assert run(settings, "a.zip")[1] == []
    assert len(run(settings, "a.zip", encoding="utf-8")[1]) == 3


def test_a_run_that_is_told_of_one_forgets_no_other(folder):
    """What a later run was not asked about stays in the manifest, and need not be done again."""
    settings = fake.FakeEndpoint().settings(folder / "cache")
    run(settings)
    before, said = written(), lines()
    assert run(settings, "in/1.txt")[1] == []
    assert (lines(), written(), run(settings)[1]) == (said, before, [])


def test_a_source_that_changes_during_the_run(folder):
    """The result says which bytes it read, all of them of one time; the next run makes what is out of date."""
    settings = fake.FakeEndpoint().settings(folder / "cache", concurrency=1)
    through: list[str] = []

    def change(line: ReportLine) -> None:
        through.append(Path(line.source).name)
        if len(through) == 1:
            for n in range(3):
                write(folder / "in" / f"{n}.txt", 3000 + n)

    run(settings, then=change)
    for n in range(3):
        source = json.loads(written()[f"{n}.json"])["source"]
        old = f"{n}.txt" == through[0]
        assert (str(1000 + n) in source["text"], str(3000 + n) in source["text"]) == (old, not old)
    assert run(settings)[1] == [through[0]]
    assert all("第300" in json.loads(body)["source"]["text"] for body in written().values())


def test_a_source_that_vanishes_during_the_run(folder):
    """It is a line of the manifest; the result it had stays, and the others are done."""
    settings = fake.FakeEndpoint().settings(folder / "cache", concurrency=1)
    run(settings)
    before = written()
    for n in range(3):
        write(folder / "in" / f"{n}.txt", 4000 + n)
    gone: list[str] = []

    def remove(line: ReportLine) -> None:
        if not gone:
            gone.extend(f"{n}.txt" for n in range(3) if f"{n}.txt" != Path(line.source).name)
            for name in gone:
                (folder / "in" / name).unlink()

    run(settings, then=remove)
    assert sorted(Path(source).name for source, line in lines().items() if line["status"] == UNREADABLE) == gone
    kept = {name.replace("txt", "json") for name in gone}
    assert {name for name, body in written().items() if body == before[name]} == kept
    assert all("cannot read" in line["reason"] for line in lines().values() if line["status"] == UNREADABLE)


def test_a_stopped_run_keeps_what_was_done_before(folder):
    """The reports that were done are in the manifest of the run that was stopped, and need not be done again."""
    settings = fake.FakeEndpoint().settings(folder / "cache", concurrency=1)
    run(settings)
    write(folder / "in" / "1.txt", 5001)
    planned = plan(find_reports(["in"]), settings, Path("out"))
    summary = batch.run_batch(planned, settings, Path("out"), Watcher(), read_limit("1"))
    assert summary.statuses == {"complete": 2, STOPPED: 1}
    assert [(line["status"], line["result"]) for line in lines().values()][1] == (STOPPED, "1.json")
    assert run(settings)[1] == ["1.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="a folder's mode")
@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may write everywhere")
def test_a_folder_that_turns_read_only(folder):
    """The run ends with an error that names the file; what was written is whole, and the next run goes on."""
    endpoint = fake.FakeEndpoint()
    settings = endpoint.settings(folder / "cache", concurrency=1)
    with pytest.raises(OutputError, match=r"\.json' cannot be written"):
        run(settings, then=lambda _: Path("out").chmod(0o500))
    Path("out").chmod(0o700)
    assert len(written()) == 1
    asked = len(endpoint.requests)
    run(settings)
    assert (len(written()), len({json.dumps(r) for r in endpoint.requests})) == (3, len(endpoint.requests))
    assert asked < len(endpoint.requests)


FAULTS = {
    "a disk that is full at the end of a file": ("os.fsync", OSError(28, "No space left on device")),
    "a disk that is full at once": ("tempfile.mkstemp", OSError(28, "No space left on device")),
    "a folder that turns read-only": ("tempfile.mkstemp", OSError(30, "Read-only file system")),
    "a folder that turns read-only at the last step": ("Path.replace", OSError(30, "Read-only file system")),
}


@pytest.mark.parametrize(("where", "error"), FAULTS.values(), ids=FAULTS)
def test_a_disk_that_takes_only_one_more_file(where, error, folder, monkeypatch):
    """The error names it; nothing is half-written or overwritten, and the next run goes on without asking twice."""
    endpoint = fake.FakeEndpoint()
    settings = endpoint.settings(folder / "cache", concurrency=1)
    run(settings)
    before, owner, name = written(), getattr(output, where.partition(".")[0]), where.partition(".")[2]
    for n in range(3):
        write(folder / "in" / f"{n}.txt", 6000 + n)
    real, left = getattr(owner, name), [1]

    def fails(*given, **named):
        if not left:
            raise error
        left.pop()
        return real(*given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, fails)
        with pytest.raises(OutputError, match=error.strerror):
            run(settings)
    assert sorted(body == before[name] for name, body in written().items()) == [False, True, True]
    assert sorted(path.name for path in Path("out").iterdir()) == [JOURNAL, "0.json", "1.json", "2.json", "run.json"]
    assert sorted(line.status for line in read_manifest(Path("out")).lines.values()) == [
        "complete",
        "running",
        "stopped",
    ]
    run(settings)
    assert all("第600" in json.loads(body)["source"]["text"] for body in written().values())
    assert len({json.dumps(request) for request in endpoint.requests}) == len(endpoint.requests)
