"""A cluster of two workers on loopback: the same results, no question asked twice, whoever dies."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from extractor import cluster
from extractor.batch import run_batch
from extractor.errors import ClusterError, InputError
from extractor.fingerprint import program
from extractor.inputs import find_reports
from extractor.llm.fake import FakeEndpoint
from extractor.plan import plan
from extractor.settings import Endpoint, Settings
from tests.llm import server as fake
from tests.llm.server import Server, serve
from tests.test_lock import start
from tests.test_rerun import Watcher
from tests.waiting import PATIENCE_SECONDS, wait_until

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9")

REPORTS = 12
REPORT = (
    "某市第{n}局年度报告\n一、工作成效\n全年下发督察意见{n}份，深入{m}个旗县。\n二、存在的问题\n在编人员仅{m}人。\n"
)
Processes = dict[str, subprocess.Popen[str]]


@pytest.fixture
def folder(tmp_path):
    """Return a folder with reports in `in`, one of them empty."""
    (tmp_path / "in").mkdir()
    for n in range(REPORTS):
        (tmp_path / "in" / f"{n:02}.txt").write_text(REPORT.format(n=1000 + n, m=20 + n), encoding="utf-8")
    (tmp_path / "in" / "空.txt").touch()
    return tmp_path


@contextmanager
def workers(folder: Path, count: int) -> Iterator[tuple[str, Processes]]:
    """Run a scheduler and workers; yields the address and the processes."""
    file, listen = folder / "scheduler.json", ("--host", "127.0.0.1", "--no-dashboard")
    with ExitStack() as stack:

        def run(name: str, *arguments: str) -> subprocess.Popen[str]:
            command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *listen, *arguments]
            silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            process = stack.enter_context(subprocess.Popen(command, text=True, cwd=folder, **silent))
            stack.callback(process.kill)
            return process

        processes = {"scheduler": run("scheduler", "--port", "0", "--scheduler-file", str(file))}
        wait_until(lambda: file.exists() and file.read_text(), "the scheduler")
        for n in range(count):
            one = ("--scheduler-file", str(file), "--no-nanny", "--nthreads", "1", "--local-directory", str(folder))
            processes[f"worker {n}"] = run("worker", *one)
        address = json.loads(file.read_text())["address"]
        with distributed.Client(address, timeout=PATIENCE_SECONDS, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=PATIENCE_SECONDS)
        yield address, processes


def extract(folder: Path, server: Server, *arguments: str, out: str, cache: str) -> tuple[int, str]:
    """Run a batch; returns its exit code and what it said."""
    at = {"EXTRACTOR_BASE_URL": server.url, "EXTRACTOR_MODEL": "fake", "EXTRACTOR_CACHE_DIR": cache}
    process = start(folder, "run", "in", "--out", out, "--concurrency", "4", *arguments, **at)
    told, errors = process.communicate(timeout=PATIENCE_SECONDS)
    return process.returncode, told + errors


def extract_here(folder: Path, settings: Settings, out: str) -> None:
    """Run the batch in this process."""
    (folder / out).mkdir(exist_ok=True)
    planned = plan(find_reports([str(folder / "in")]), settings, folder / out)
    run_batch(planned, settings, folder / out, Watcher())


def results(folder: Path) -> dict[str, bytes]:
    """Return the results by name."""
    return {path.name: path.read_bytes() for path in folder.glob("*.json") if path.name != "run.json"}


def questions(bodies: list[dict[str, Any]]) -> list[str]:
    """Return what was asked, in order of its text."""
    return sorted(json.dumps(body, ensure_ascii=False, sort_keys=True) for body in bodies)


def killing(process: subprocess.Popen[str], number: signal.Signals) -> fake.Step:
    """Kill a process when the question comes, and answer well."""

    async def step(request, body):
        process.send_signal(number)
        await asyncio.to_thread(process.wait)
        return await fake.good()(request, body)

    return step


def test_a_worker_that_is_killed_costs_no_report_and_no_second_question(folder):
    """Kill -9 in the middle of a report: its results are those of a run here, from the same questions, once each."""
    endpoint = FakeEndpoint()
    with workers(folder, 2) as (address, processes):
        extract_here(folder, endpoint.settings(folder / "cache-here", chunk_size=1200), "here")
        with serve(*[fake.good()] * 5, killing(processes["worker 0"], signal.SIGKILL), fake.good()) as server:
            code, told = extract(folder, server, "--cluster", address, out="there", cache="cache")
        assert processes["worker 0"].wait(PATIENCE_SECONDS) == -signal.SIGKILL
    here = questions(endpoint.requests)
    assert (code, questions(server.bodies)) == (1, here), told  # one report is empty
    assert len(results(folder / "here")) == REPORTS
    assert results(folder / "there") == results(folder / "here")
    manifest = json.loads((folder / "there" / "run.json").read_bytes())
    assert (manifest["calls"]["requests"], manifest["calls"]["unanswered"]) == (len(here), 0)
    statuses = [line["status"] for line in manifest["reports"]]
    assert (statuses.count("complete"), statuses.count("unreadable")) == (REPORTS, 1)
    assert "is empty" in manifest["reports"][-1]["reason"]


def test_a_cluster_that_goes_away_ends_the_run(folder):
    """Exit 3 with what to do; what was paid is kept, and a run without it asks only the rest."""
    with (
        workers(folder, 1) as (address, processes),
        serve(*[fake.good()] * 5, killing(processes["scheduler"], signal.SIGKILL), fake.good()) as server,
    ):
        code, told = extract(folder, server, "--cluster", address, out="out", cache="cache")
        assert (code, "cannot be worked on" in told, "docs/cluster.md" in told) == (3, True, True), told
        calls = json.loads((folder / "out" / "run.json").read_bytes())["calls"]
        assert (calls["answers"], calls["unanswered"]) == (server.count, 0)
        at = Endpoint("fake", server.url, chunk_size=1200, concurrency=4)
        extract_here(folder, Settings(at, folder / "cache"), "out")
        assert len(results(folder / "out")) == REPORTS
        assert len(set(questions(server.bodies))) == server.count


def test_a_cluster_that_is_not_there_is_told(monkeypatch):
    """With its address."""
    monkeypatch.setattr(cluster, "WAIT_SECONDS", 0.5)

    async def join() -> None:
        async with cluster.open_cluster("tcp://127.0.0.1:9"):
            pass

    with pytest.raises(ClusterError, match=r"tcp://127\.0\.0\.1:9.*scheduler"):
        asyncio.run(join())


def test_a_client_that_has_given_up_is_a_cluster_that_is_gone(folder):
    """It tries to come back for a while, as answers are waited for, and then takes nothing more."""

    class Closed:
        def submit(self, *_: object, **__: object) -> None:
            raise distributed.client.ClosedClientError("Client is closed.")

    async def whole() -> None:
        settings = FakeEndpoint().settings(folder)  # its endpoint is all that is looked at before
        [file] = find_reports([str(folder / "in" / "00.txt")])
        await cluster.Cluster(Closed(), "tcp://gone:8786", 1).extract(file, settings, lambda _: None)

    with pytest.raises(ClusterError, match="tcp://gone:8786"):
        asyncio.run(whole())


def test_another_program_on_a_worker_is_refused():
    """Its results would be others, under the same fingerprint."""
    with pytest.raises(ClusterError, match="another version"):
        cluster.prepare_by("another", b"x", "x.txt", None, 300)


def test_the_two_halves_on_workers_are_the_whole():
    """What is sent is the report's own passages; what cannot be read is an error that travels."""
    prepared = cluster.prepare_by(program(), REPORT.format(n=7, m=8).encode(), "x.txt", None, 300)
    assert [anchor.mention.text for passage in cluster.passages_of(prepared) for anchor in passage.anchors]
    with pytest.raises(InputError, match="is empty"):
        cluster.prepare_by(program(), b"", "x.txt", None, 300)
    assert Endpoint("m", key="sk-secret") not in prepared


@pytest.mark.soak
def test_ctrl_c_drains_a_cluster_of_this_machine(folder):
    """Its workers hear the signal too, and go on until what is in flight is in."""
    at = {"EXTRACTOR_MODEL": "fake", "EXTRACTOR_CACHE_DIR": "cache"}
    heard = Event()
    with serve(*[fake.good()] * 5, fake.held(heard)) as server:
        at["EXTRACTOR_BASE_URL"] = server.url
        code = "import os; os.setpgrp()\nfrom extractor.cli import main\nmain()"
        arguments = ("run", "in", "--out", "out", "--cluster", "local", "--concurrency", "2")
        with start(folder, *arguments, code=code, **at) as process:
            wait_until(lambda: server.count == 7 or process.poll() is not None)
            os.killpg(process.pid, signal.SIGINT)
            while "stopping: waiting for" not in (line := process.stderr.readline()):
                assert line, "it ended without a word"
            heard.set()
            assert process.wait(PATIENCE_SECONDS) == 130
        assert extract(folder, server, out="out", cache="cache")[0] == 1
        assert len(set(questions(server.bodies))) == server.count
