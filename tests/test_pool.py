"""A pool of processes on this machine: the same results from the same questions, whoever dies."""

import asyncio
import json
import multiprocessing
import os
import signal
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from extractor import batch, processes
from extractor.batch import Here, run_batch
from extractor.errors import InputError
from extractor.inputs import find_reports
from extractor.llm.fake import FakeEndpoint, names
from extractor.plan import plan
from extractor.pool import Pool
from extractor.settings import Settings
from extractor.summary import Summary
from tests.llm import server as fake
from tests.llm.server import serve
from tests.test_lock import start
from tests.test_rerun import Watcher, write
from tests.waiting import PATIENCE_SECONDS, wait_until

REPORTS = 20
posix = pytest.mark.skipif(os.name != "posix", reason="sends signals")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder with reports in `in`, one of them empty."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    for n in range(REPORTS):
        write(Path("in", f"{n:02}.txt"), 1000 + n)
    Path("in", "空.txt").touch()
    return tmp_path


def run(settings: Settings, out: str, workshop) -> Summary:
    """Run the batch into a folder."""
    Path(out).mkdir()
    return run_batch(plan(find_reports(["in"]), settings, Path(out)), settings, Path(out), Watcher(), None, workshop)


def results(out: str) -> dict[str, bytes]:
    """Return the results by name."""
    return {path.name: path.read_bytes() for path in Path(out).glob("*.json") if path.name != "run.json"}


def questions(endpoint: FakeEndpoint) -> list[str]:
    """Return what was asked, in order of its text."""
    return sorted(json.dumps(body, ensure_ascii=False, sort_keys=True) for body in endpoint.requests)


def run_here(folder: Path) -> tuple[dict[str, bytes], list[str]]:
    """Run the batch in this process; returns results and questions."""
    endpoint = FakeEndpoint()
    run(endpoint.settings(folder / "cache-here"), "here", lambda: nullcontext(Here()))
    return results("here"), questions(endpoint)


@posix
@pytest.mark.parametrize("deaths", [0, 1])
def test_the_results_are_those_of_one_process(deaths, folder):
    """Byte for byte, also when a process is killed at its work; what cannot be read is told as ever."""
    asked = 0

    def killing(body):
        nonlocal asked
        asked += 1
        if asked == 9 and deaths:
            for process in multiprocessing.active_children()[:deaths]:
                process.kill()
        return names()(body)

    endpoint = FakeEndpoint(killing)
    summary = run(endpoint.settings(folder / "cache", concurrency=4), "there", partial(Pool, 2))
    assert summary.statuses == {"complete": REPORTS, "unreadable": 1}
    assert (results("there"), questions(endpoint)) == run_here(folder)
    assert "is empty" in json.loads(Path("there", "run.json").read_bytes())["reports"][-1]["reason"]


def test_what_kills_a_process_is_told_and_the_others_go_on():
    """A report that kills twice is the reason; what was with another process of the pool is done all the same."""

    async def whole():
        async with Pool(2) as two:
            together = [two._run("bad.pdf", os._exit, 1), *(two._run(f"{n}.txt", len, "x" * n) for n in range(6))]
            return await asyncio.gather(*together, return_exceptions=True)

    death, *rest = asyncio.run(whole())
    assert rest == list(range(6))
    assert isinstance(death, InputError)
    assert "'bad.pdf' died" in str(death)


def test_processes_are_for_many_reports_and_another_machine_s_model(folder, monkeypatch):
    """A second for their start is no use to a few, and the embedded model needs the processors itself."""
    monkeypatch.setattr(batch, "processes", lambda: 2)

    def kind(settings: Settings, *named: str) -> type:
        async def opened() -> type:
            async with batch.on_this_machine(plan(find_reports(named), settings, Path("out")), settings) as workshop:
                return type(workshop)

        return asyncio.run(opened())

    settings = FakeEndpoint().settings(folder / "cache")
    assert (kind(settings, "in"), kind(settings, "in/0?.txt")) == (Pool, Here)
    assert kind(replace(settings, endpoint=replace(settings.endpoint, base_url=None)), "in") is Here
    monkeypatch.setattr(batch, "processes", lambda: 1)
    assert kind(settings, "in") is Here


def test_where_no_processes_can_be_had_there_is_one(folder, monkeypatch):
    """Some systems have no shared memory."""

    def refuse(*_, **__):
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(processes, "ProcessPoolExecutor", refuse)
    settings = FakeEndpoint().settings(folder / "cache")
    assert run(settings, "out", None).statuses == {"complete": REPORTS, "unreadable": 1}


@posix
@pytest.mark.parametrize("end", ["Ctrl-C", "Ctrl-C twice", "kill -9"])
def test_a_run_that_ends_takes_its_processes_along(end, folder):
    """Ctrl-C, which they hear too, lets them do what is left; none is there afterwards; the next run asks the rest."""
    heard = Event()
    with serve(*[fake.good()] * 5, fake.held(heard)) as server:
        at = {"EXTRACTOR_MODEL": "fake", "EXTRACTOR_CACHE_DIR": "cache", "EXTRACTOR_BASE_URL": server.url}
        arguments = ("run", "in", "--out", "out", "--concurrency", "2")
        code = "import os; os.setpgrp()\nfrom extractor.cli import main\nmain()"
        process = start(folder, *arguments, code=code, **at)
        wait_until(lambda: server.count == 7 or process.poll() is not None)
        if end == "kill -9":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGINT)
            while "waiting for" not in (line := process.stderr.readline()):
                assert line, "it ended without a word"
            heard.set() if end == "Ctrl-C" else os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=PATIENCE_SECONDS)  # to the end of all that hold its output
        assert process.returncode == (-signal.SIGKILL if end == "kill -9" else 130)
        asked = server.count
        heard.set()
        again = start(folder, *arguments, **at)
        _, errors = again.communicate(timeout=PATIENCE_SECONDS)
        assert (again.returncode, errors.count("Traceback")) == (1, 0), errors  # one is empty
    lost = 0 if end == "Ctrl-C" else 2
    assert (asked, server.count) == (7, len(run_here(folder)[1]) + lost)
    assert results("out") == results("here")


@posix
def test_the_processes_step_back_behind_the_asking():
    """Where there is too little for all, the endpoint is what must not wait."""

    async def niceness() -> int:
        async with Pool(1) as pool:
            return await pool._run("?", os.nice, 0)

    assert asyncio.run(niceness()) == min(19, os.nice(0) + processes.NICENESS)


def test_the_processes_are_there_when_the_pool_is_open():
    """An endpoint is not to wait for them in the midst of a run."""

    before = {child.pid for child in multiprocessing.active_children()}

    async def opened() -> set[int | None]:
        async with Pool(2):
            return {child.pid for child in multiprocessing.active_children()}

    assert len(asyncio.run(opened()) - before) == 2
