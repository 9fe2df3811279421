"""Output folders on real file systems that give way during a run: nothing half-written, nothing lost."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from extractor import batch
from extractor.errors import OutputError
from extractor.inputs import find_reports
from extractor.llm import fake
from extractor.plan import plan
from extractor.review.status import read_status
from tests.llm import server
from tests.llm.server import serve
from tests.test_lock import start
from tests.test_rerun import Watcher, write
from tests.waiting import PATIENCE_SECONDS, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mounts")
IS_ROOT = getattr(os, "geteuid", lambda: 1)() == 0
REPORTS = 20


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder with reports in `in`, and an empty `out`."""
    monkeypatch.chdir(tmp_path)
    for place in ("in", "out"):
        (tmp_path / place).mkdir()
    for n in range(REPORTS):
        write(tmp_path / "in" / f"{n:02}.txt", 1000 + n)
    return tmp_path


@pytest.fixture
def small(folder):
    """Mount a file system of 64 KB on `out`; returns what gives it another size."""

    def mount(options: str) -> int:
        return subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "none", "out"], stderr=subprocess.DEVNULL
        ).returncode

    if not IS_ROOT or mount("size=64k"):
        pytest.skip("a file system cannot be mounted here")
    yield lambda size: mount(f"remount,size={size}")
    subprocess.run(["umount", "-l", folder / "out"], check=True)


def whole(out: Path) -> list[str]:
    """Return the names of the results, each of which is whole."""
    names = [path.name for path in sorted(out.glob("*.json")) if path.name != "run.json"]
    return [name for name in names if json.loads((out / name).read_bytes())["schema_version"]]


def test_a_folder_that_fills_up(folder, small):
    """The run ends and says so; what is there is whole and known, and with room the next run does the rest."""
    endpoint = fake.FakeEndpoint()
    settings, out = endpoint.settings(folder / "cache", concurrency=2), Path("out")

    def run():
        return batch.run_batch(plan(find_reports(["in"]), settings, out), settings, out, Watcher())

    with pytest.raises(OutputError, match="No space left on device"):
        run()
    done = whole(out)
    assert 0 < len(done) < REPORTS
    assert [path.name for path in out.iterdir() if path.suffix == ".tmp"] == []
    before = {name: (out / name).stat().st_mtime_ns for name in done}
    complete = [line.result for line in read_status(out).reports if line.status == "complete"]
    assert set(complete) <= set(done) <= {line.result for line in read_status(out).reports}
    assert len(complete) >= len(done) - 2  # those whose line found no room
    small("4m")
    assert run().statuses == {"complete": REPORTS}
    assert len(whole(out)) == REPORTS
    assert {name: (out / name).stat().st_mtime_ns for name in done} == before
    assert len({json.dumps(request) for request in endpoint.requests}) == len(endpoint.requests)


@pytest.mark.skipif(IS_ROOT and not shutil.which("setpriv"), reason="root may write everywhere")
def test_a_folder_that_turns_read_only(folder):
    """The same, in a process that may not do everything."""

    async def closing(request, body):
        await asyncio.to_thread(wait_until, lambda: whole(Path("out")))
        os.chmod("out", 0o500)  # noqa: PTH101 - the folder of this test
        return await server.good()(request, body)

    as_anybody = ["setpriv", "--bounding-set", "-dac_override", "--inh-caps", "-dac_override"] if IS_ROOT else []
    with serve(*[server.good()] * 9, closing, server.good()) as fakes:
        at = {"EXTRACTOR_BASE_URL": fakes.url, "EXTRACTOR_MODEL": "fake", "EXTRACTOR_CACHE_DIR": str(folder / "cache")}

        def run() -> tuple[str, int]:
            process = start(folder, "run", "in", "--concurrency", "2", before=as_anybody, **at)
            return "".join(process.communicate(timeout=PATIENCE_SECONDS)), process.returncode

        told, code = run()
        os.chmod("out", 0o700)  # noqa: PTH101 - the same
        done = whole(Path("out"))
        assert ("cannot be written: Permission denied" in told, code) == (True, 2), told
        assert 0 < len(done) < REPORTS
        assert read_status(Path("out")).open
        assert run()[1] == 0
        assert len(whole(Path("out"))) == REPORTS
        assert len({json.dumps(body) for body in fakes.bodies}) == fakes.count
