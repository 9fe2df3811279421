"""Status: what an output folder holds decides, and run.json adds what only a run knows."""

import json
import os

import pytest

from extractor.errors import ClaimsError, InputError
from extractor.lock import lock
from extractor.manifest import JOURNAL, Journal
from extractor.output import to_json
from extractor.review.columns import align
from extractor.review.status import read_status
from extractor.review.status_text import render_status
from schemas.manifest import ReportLine, RunHead
from tests.conftest import GOLDEN
from tests.results import result

GOOD = {"source": "in/a.txt", "status": "complete", "result": "a.json", "open": 0, "findings": {"verified": 7}}
GOOD |= {"tokens": {"prompt": 10, "completion": 2}, "cost": "0.0100 CNY", "reason": None, "seconds": 1.0}
LOST = {"source": "in/b.txt", "status": "unreadable", "result": None, "reason": "'b.txt' is empty", "cost": None}
LEFT = {"source": "in/c.txt", "status": "stopped", "result": None}
RUN = {"started": "2026-11-22T10:00:00+00:00", "seconds": 45.1, "stopped": None, "calls": {"requests": 12}}
RUN |= {"tokens": {"prompt": 10}, "cost": "0.0100 CNY", "versions": {}}


@pytest.fixture
def folder(tmp_path):
    """Write a folder's files: results, a manifest's lines, and those of a journal."""

    def write(lines=None, noted=None, **results):
        for name, made in results.items():
            (tmp_path / f"{name}.json").write_text(made if isinstance(made, str) else to_json(made), encoding="utf-8")
        if lines is not None:
            (tmp_path / "run.json").write_text(json.dumps(RUN | {"reports": lines}), encoding="utf-8")
        if noted is not None:
            with Journal(tmp_path, {}, RunHead(started="2026-11-23T10:00:00+00:00", asked_for=9)) as journal:
                for line in noted:
                    journal.note(ReportLine.model_validate(line))
        return tmp_path

    return write


def test_what_a_run_says_stands_while_its_results_do(folder):
    """Findings, tokens and cost of each report, what could not be read and why, and what was not done."""
    status = read_status(folder([GOOD, LOST, LEFT], a="not even looked into"))
    assert [(entry.source, entry.status, entry.needs_you) for entry in status.reports] == [
        ("in/b.txt", "unreadable", True),
        ("in/c.txt", "stopped", True),
        ("in/a.txt", "complete", False),
    ]
    assert status.reports[0].reason == "'b.txt' is empty"
    assert (status.reports[2].findings, status.reports[2].cost) == ({"verified": 7}, "0.0100 CNY")
    assert (status.counts, status.open) == ({"unreadable": 1, "stopped": 1, "complete": 1}, False)


def test_before_a_run_ends_its_results_tell(folder):
    """Without run.json: status, findings, what is open, tokens, and why chunks failed."""
    made = (GOLDEN / "003_ba5cb8d4a31f7aba.verbatim.json").read_text(encoding="utf-8")
    status = read_status(folder(a=made))
    [entry] = status.reports
    assert (entry.source, entry.status, entry.result) == ("003_ba5cb8d4a31f7aba.txt", "complete", "a.json")
    summary = json.loads(made)["validation"]["summary"]
    assert entry.findings == summary
    unexplained = sum(quantity["reason"] is None for quantity in json.loads(made)["validation"]["omitted"])
    assert entry.open == sum(summary.values()) - summary["verified"] - summary["omitted"] + unexplained
    assert entry.tokens == json.loads(made)["run"]["tokens"]
    assert (status.run, entry.cost) == (None, None)


def test_a_run_that_did_not_end_tells_as_far_as_it_came(folder):
    """Its journal counts more than the last manifest; a line that a kill cut off counts nothing."""
    began = {"source": "in/d.txt", "status": "running", "result": "d.json"}
    place = folder([GOOD, LEFT], [LEFT | {"status": "partial", "reason": "no"}, began], a="not even looked into")
    with (place / JOURNAL).open("a") as journal:
        journal.write('{"source": "in/a.txt", "status": "unreada')
    status = read_status(place)
    assert [(line.source, line.status) for line in status.reports] == [
        ("in/c.txt", "partial"),
        ("in/d.txt", "running"),
        ("in/a.txt", "complete"),
    ]
    assert (status.open, status.holder, status.to_json()["summary"]["broken_off"]) == (True, None, True)
    assert "was broken off after 2 of 9 reports" in "\n".join(render_status(status, place, "en"))


def test_a_run_that_is_going_on_is_told(folder):
    """Who runs it, and how far it is."""
    place = folder(noted=[GOOD], a="")
    with lock(place):
        status = read_status(place)
        text = "\n".join(render_status(status, place, "zh"))
    assert (status.holder.pid, status.to_json()["summary"]["going_on"]) == (os.getpid(), True)
    assert f"的进程 {os.getpid()}，" in text
    assert "报告 1/9" in text
    assert read_status(place).holder is None


def test_results_of_earlier_runs_are_shown(folder):
    """Also those that the manifest does not know."""
    status = read_status(folder([GOOD], a="", older=result(name="older.txt")))
    assert {entry.source for entry in status.reports} == {"in/a.txt", "older.txt"}


def test_a_result_that_is_gone_is_told(folder):
    """The manifest still knows it."""
    [entry] = read_status(folder([GOOD])).reports
    assert (entry.status, entry.needs_you) == ("missing", True)


def test_a_file_that_is_no_result_is_told(folder):
    """And the others are shown all the same."""
    status = read_status(folder(a=result(), x='{"half":'))
    assert [(entry.source, entry.status) for entry in status.reports] == [
        ("x.json", "damaged"),
        ("报告.txt", "complete"),
    ]
    assert "is not a result" in status.reports[0].reason


def test_an_empty_folder_has_no_reports_yet(folder):
    """And no run."""
    status = read_status(folder())
    assert (status.reports, status.run) == ((), None)
    assert "no run is known here" in "\n".join(render_status(status, folder(), "en"))


def test_what_is_no_folder_of_a_run_is_an_error(folder, tmp_path):
    """A missing folder, or another program's run.json."""
    with pytest.raises(InputError, match="is no folder"):
        read_status(tmp_path / "none")
    (folder() / "run.json").write_text("[]")
    with pytest.raises(ClaimsError, match=r"run\.json.*manifest"):
        read_status(tmp_path)


def test_the_json_has_the_totals(folder):
    """For programs: the summary, the run without its lines, and the reports."""
    whole = read_status(folder([GOOD, LOST], a="")).to_json()
    assert whole["summary"] == {
        "reports": 2,
        "need_you": 1,
        "status": {"unreadable": 1, "complete": 1},
        "findings": {"verified": 7},
        "open": 0,
        "going_on": False,
        "broken_off": False,
    }
    assert (whole["run"]["cost"], "reports" in whole["run"]) == ("0.0100 CNY", False)
    assert [report["needs_you"] for report in whole["reports"]] == [True, False]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", ["2 reports, 1 need you", "unreadable 1", "verified 7", "12 calls", "0 open", "10 + 2 tokens"]),
     ("zh", ["2 份报告，1 份需要您处理", "无法读取 1", "核对无误 7", "调用 12 次", "0 个待处理", "词元 10 + 2"])],
)  # fmt: skip
def test_people_read_it_in_their_language(lang, words, folder):
    """Totals, the run, and a line a report."""
    place = folder([GOOD, LOST], a="")
    text = "\n".join(render_status(read_status(place), place, lang))
    assert [word for word in [*words, "0.0100 CNY", "'b.txt' is empty"] if word not in text] == []


def test_a_name_cannot_steer_the_terminal(folder):
    """Line breaks and escapes in a report's name are shown as such."""
    place = folder([LOST | {"source": "a\n\x1b[31mb.txt", "status": "some day"}])
    lines = list(render_status(read_status(place), place, "en"))
    assert lines[-1].startswith("a␊␛[31mb.txt  some day")


def test_open_findings_need_somebody():
    """A complete report may still wait for a decision."""
    assert ReportLine(source="a", status="complete", open=1).needs_you
    assert not ReportLine(source="a", status="complete").needs_you


def test_columns_are_aligned_by_their_width():
    """A Chinese character takes two places."""
    assert list(align([("件", "7", ""), ("a", "12", "x")], right=frozenset({1}))) == ["件   7", "a   12  x"]
