"""Kill -9 in the middle of a batch: resumed to its end, every report is there once, and little is asked again."""

import json
import os
import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from extractor.llm.ledger import Ledger
from tests.llm import server as fake
from tests.llm.server import Server, serve
from tests.waiting import PATIENCE_SECONDS, wait_until

ROOT = Path(__file__).resolve().parents[2]
REPORTS, CONCURRENCY = 200, 8
LATE = 50
"""So few calls from its end a batch may be through before it is killed."""
REPORT = (
    "某市第{n}局年度报告\n一、工作成效\n全年下发督察意见{n}份，深入{m}个旗县。\n二、存在的问题\n在编人员仅{m}人。\n"
)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9")


@pytest.fixture
def folder(tmp_path):
    """Return a folder with 200 small reports in `in`."""
    (tmp_path / "in").mkdir()
    for n in range(REPORTS):
        (tmp_path / "in" / f"{n:03}.txt").write_text(REPORT.format(n=1000 + n, m=20 + n), encoding="utf-8")
    return tmp_path


def start(folder: Path, server: Server, out: str, cache: str, **limits: int) -> subprocess.Popen[bytes]:
    """Start a batch in a process of its own."""
    settings = {"EXTRACTOR_BASE_URL": server.url, "EXTRACTOR_MODEL": "fake", "EXTRACTOR_CACHE_DIR": cache}
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("EXTRACTOR_", "OPENAI_"))}
    arguments = ["extractor", "run", "in", "--out", out, "--concurrency", str(CONCURRENCY)]
    code = f"import sys; sys.argv = {arguments}\nfrom extractor.cli import main\nmain()"
    if limits:
        code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limits['size']},) * 2)\n{code}"
    environ |= settings | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def finish(process: subprocess.Popen[bytes]) -> tuple[int, str, str]:
    """Wait for the end of a run."""
    out, err = process.communicate(timeout=PATIENCE_SECONDS)
    return process.returncode, out.decode(), err.decode()


def results(folder: Path) -> dict[str, bytes]:
    """Return all results by name, without the manifest."""
    return {path.name: path.read_bytes() for path in folder.glob("*.json") if path.name != "run.json"}


def kill_at(process: subprocess.Popen[bytes], server: Server, count: int, chance: random.Random) -> bool:
    """Kill a run once the server has seen so many requests; False if it ended before."""
    wait_until(lambda: server.count >= count or process.poll() is not None)
    time.sleep(chance.random() * 0.01)
    alive = process.poll() is None
    process.kill()
    process.communicate()
    return alive


def broken_and_resumed(folder: Path, points: int, seed: int) -> None:
    """Run a batch unbroken; run it again with kills at random points, and hold the two against each other."""
    chance = random.Random(seed)
    with serve(fake.hang(0.01)) as server:
        code, _, err = finish(start(folder, server, "whole", "cache-whole"))
        assert code == 0, err
        needed = server.count
        at = sorted(chance.sample(range(2, needed), points))
        kills = 0
        for point in at:
            kills += kill_at(start(folder, server, "broken", "cache"), server, needed + point, chance)
        code, out, err = finish(start(folder, server, "broken", "cache"))
        assert code == 0, err
        assert kills >= sum(point < needed - LATE for point in at)
        asked = server.count - needed
        assert needed <= asked <= needed + CONCURRENCY * kills
        assert results(folder / "broken") == results(folder / "whole")
        assert len(results(folder / "broken")) == REPORTS
        with closing(Ledger(folder / "cache")) as ledger:
            totals = ledger.totals(all_runs=True)
    assert asked <= totals.requests <= asked + CONCURRENCY * kills  # noted, but killed before it was sent
    assert totals.paid <= asked
    assert totals.paid + totals.lost == totals.requests
    told = json.loads((folder / "broken" / "run.json").read_bytes())["calls"]
    assert told["unanswered"] == 0
    assert f"{REPORTS} reports, " in out


def test_a_killed_batch_goes_on_where_it_was(folder):
    """Three kills at seeded points: byte-equal to an unbroken run, no more calls than needed and in flight."""
    broken_and_resumed(folder, points=3, seed=1)


@pytest.mark.soak
@pytest.mark.parametrize("seed", [2, 3])
def test_a_batch_that_is_killed_twenty_times_goes_on(folder, seed):
    """The same with twenty kills."""
    broken_and_resumed(folder, points=20, seed=seed)


def test_a_file_that_may_not_grow_ends_the_run_and_the_next_goes_on(folder):
    """What a full disk does to a real process: exit 2, the file named, results whole; then only the rest is asked."""
    for path in sorted((folder / "in").iterdir())[40:]:
        path.unlink()
    with serve(fake.changed(filler="办" * 1000)) as server:
        code, _, err = finish(start(folder, server, "out", "cache", size=700_000))
        first = server.count
        assert (code, err.count("Traceback")) == (2, 0), err
        assert "cannot be" in err.splitlines()[-1] or "could not be" in err.splitlines()[-1]
        assert all(json.loads(body) for body in results(folder / "out").values())
        with closing(Ledger(folder / "cache")) as ledger:
            kept = ledger.totals(all_runs=True).paid
        code, _, err = finish(start(folder, server, "out", "cache"))
        assert (code, len(results(folder / "out"))) == (0, 40), err
    needed = sum(len(json.loads(body)["run"]["chunks"]) for body in results(folder / "out").values())
    assert server.count - first <= needed - kept
    assert 0 < first < needed


def test_a_folder_that_cannot_be_written_is_told_before_the_first_call(folder):
    """Exit 2 and nothing asked, whether it is the results' folder or that of answers and ledger."""
    with serve() as server:
        for out, cache in (("in/000.txt/out", "cache"), ("out", "in/000.txt/cache")):
            code, _, err = finish(start(folder, server, out, cache))
            assert (code, err.count("\n")) == (2, 1)
            assert "in/000.txt" in err
        assert server.count == 0


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told_before_the_first_call(folder):
    """The same with a folder that exists and may only be read."""
    (folder / "locked").mkdir(mode=0o500)
    with serve() as server:
        for out, cache in (("locked", "cache"), ("out", "locked")):
            code, _, err = finish(start(folder, server, out, cache))
            assert (code, err.count("\n")) == (2, 1)
        assert server.count == 0
