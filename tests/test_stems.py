"""Stems: the names of results in a folder that holds others; over many runs, nothing is written over."""

import json
import os
import shutil
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from extractor import batch
from extractor.inputs import find_reports, take_in
from extractor.llm import fake
from extractor.plan import confirm, plan
from tests.test_inputs import ODD
from tests.test_rerun import REPORT, Watcher


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run batches into `out`, one after the other; each returns which report's numbers are in which result."""
    monkeypatch.chdir(tmp_path)
    Path("out").mkdir()
    settings = fake.FakeEndpoint().settings(tmp_path / "cache")

    def call(*named: str) -> dict[str, str]:
        planned = plan(take_in(find_reports(named)), settings, Path("out"))
        if planned.todo:
            batch.run_batch(planned, settings, Path("out"), Watcher())
        else:
            confirm(planned, settings, Path("out"))
        return held()

    return call


def write(name: str, n: int) -> str:
    """Write a report about its own number."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(n), encoding="utf-8")
    return name


def text(n: int) -> str:
    return REPORT.format(n=n, m=n + 1)


def held() -> dict[str, str]:
    """Return the text that each file of the folder is about, `other` for what is no result."""
    held = {}
    for path in sorted(Path("out").glob("*.json")):
        if path.name != "run.json":
            data = json.loads(path.read_bytes())
            held[path.stem] = data["source"]["text"] if "source" in data else "other"
    return held


def numbers(results: dict[str, str]) -> list[int]:
    """Return the numbers that results are about."""
    return sorted(n for n in range(1000, 1010) if text(n) in results.values())


def test_two_runs_with_inputs_of_one_stem_keep_both_results(run):
    """The first keeps its name, the second gets a hash; both keep theirs in whatever run comes after."""
    a, b = write("a/x.txt", 1000), write("b/x.txt", 1001)
    assert list(run(a)) == ["x"]
    both = run(b)
    assert (len(both), both["x"], numbers(both)) == (2, text(1000), [1000, 1001])
    for named in ([a], [b], [a, b], [b, a], ["a", "b"], [str(Path("b").resolve())]):
        assert run(*named) == both
    write("b/x.txt", 1002)
    assert numbers(run(a, b)) == [1000, 1002]
    assert list(held()) == list(both)


def test_a_report_that_changed_is_made_anew_under_its_name(run):
    """The place is the same, however it is named and whatever it holds."""
    run(write("in/x.txt", 1000))
    write("in/x.txt", 1001)
    assert run(str(Path("in/../in/x.txt").resolve())) == {"x": text(1001)}


def test_a_folder_that_was_moved_finds_its_results_again(run):
    """The same reports in another place, as in a container: nothing is made twice."""
    write("in/x.txt", 1000)
    write("in/y.txt", 1001)
    before = run("in")
    shutil.move("in", "elsewhere")
    assert run("elsewhere") == before
    write("elsewhere/x.txt", 1002)
    assert run("elsewhere") == {"x": text(1002), "y": text(1001)}


@pytest.mark.parametrize("manifest", ["kept", "removed", "damaged"])
def test_without_a_manifest_results_tell_whose_they_are(manifest, run):
    """The same report is made in its place; another one of the same name gets a name of its own."""
    a, b = write("a/x.txt", 1000), write("b/x.txt", 1001)
    run(a)
    if manifest != "kept":
        Path("out", "run.json").unlink() if manifest == "removed" else Path("out", "run.json").write_text("{")
    assert numbers(run(b)) == [1000, 1001]
    assert len(run(a)) == len(run(b)) == 2


def test_a_file_that_is_not_ours_is_not_written_over(run):
    """Somebody keeps other JSON in the folder, under a report's name."""
    Path("out", "x.json").write_text('{"mine": 1}')
    Path("out", "y.json").write_text("no JSON at all")
    write("in/x.txt", 1000)
    write("in/y.txt", 1001)
    Path("out", "y.json").rename("y.json")
    assert len(run("in")) == 3
    assert Path("out", "x.json").read_text() == '{"mine": 1}'


def test_names_that_differ_in_case_only_are_one_on_some_systems(run):
    """Over two runs as in one."""
    run(write("a/X.txt", 1000))
    assert len({stem.casefold() for stem in run(write("b/x.txt", 1001))}) == 2


def test_standard_input_is_told_apart_by_its_content(run, monkeypatch):
    """Two texts through the same pipe are two reports; the same text again is done."""
    for n in (1000, 1001, 1000):
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(text(n).encode())))
        results = run("-")
    assert (len(results), results["stdin"], numbers(results)) == (2, text(1000), [1000, 1001])


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such names")
def test_odd_names_come_through_a_run(run):
    """Blanks, emoji, line breaks, leading dashes, 255 bytes, both forms of é: a result each, known again."""
    names = [*ODD, "e\u0301.txt", "run.txt", os.fsdecode("年.txt".encode("gbk"))]
    for n, name in enumerate(names):
        write(f"in/{name}", 1000 + n)
    before = run("in")
    assert sorted(before.values()) == sorted(text(1000 + n) for n in range(len(names)))
    at = {path: path.stat().st_mtime_ns for path in Path("out").glob("*.json") if path.name != "run.json"}
    assert run("in") == before
    assert {path: path.stat().st_mtime_ns for path in at} == at
    assert {line["status"] for line in json.loads(Path("out", "run.json").read_bytes())["reports"]} == {"complete"}


def test_a_report_named_run_leaves_the_manifest_alone(run):
    """In any case of letters."""
    write("in/run.txt", 1000)
    write("in2/RUN.txt", 1001)
    run("in")
    assert numbers(run("in2")) == [1000, 1001]
    assert len(json.loads(Path("out", "run.json").read_bytes())["reports"]) == 2
