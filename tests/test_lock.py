"""The lock of an output folder: one run at a time, and none for ever."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event

import pytest

from extractor.errors import OutputError
from extractor.lock import NAME, lock
from tests.llm import server as fake
from tests.llm.server import Server, serve
from tests.waiting import PATIENCE_SECONDS, wait_until

ROOT = Path(__file__).resolve().parents[1]
RUN = "from extractor.cli import main\nmain()"
HOLD = "import sys\nfrom extractor.lock import *\nfrom pathlib import Path\nwith lock(Path('.')): print(1, flush=True); sys.stdin.read()"


def start(folder: Path, *arguments: str, code: str = RUN, before: Sequence[str] = (), **environ: str):
    """Start the command line, or other code, in a process of its own; `before` is what starts it."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("EXTRACTOR_", "OPENAI_", "LC_", "LANG"))}
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    environ = clean | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | environ
    return subprocess.Popen(
        [*before, sys.executable, "-c", code, *arguments], cwd=folder, env=environ, text=True, **pipes
    )


def start_run(folder: Path, server: Server):
    """Start a run into `out`."""
    at = {"EXTRACTOR_BASE_URL": server.url, "EXTRACTOR_MODEL": "fake", "EXTRACTOR_CACHE_DIR": str(folder / "cache")}
    return start(folder, "run", "in", "--out", "out", **at)


def test_a_second_run_on_one_folder_is_told(tmp_path):
    """Exit 2 and no call, with the folder and the process that holds it; the first run is not disturbed."""
    (tmp_path / "in").mkdir()
    for n in range(3):
        (tmp_path / "in" / f"{n}.txt").write_text(
            f"某市第{n}局报告\n一、工作成效\n全年办结案件10{n}件。\n", encoding="utf-8"
        )
    told = Event()
    with serve(fake.held(told)) as server:
        first = start_run(tmp_path, server)
        wait_until(lambda: server.count == 3 or first.poll() is not None)
        second = start_run(tmp_path, server)
        out, err = second.communicate(timeout=PATIENCE_SECONDS)
        assert (second.returncode, out, first.poll()) == (2, "", None)
        assert f"another run is writing to 'out': process {first.pid} on " in err
        assert "--out" in err
        told.set()
        out, err = first.communicate(timeout=PATIENCE_SECONDS)
        assert (first.returncode, server.count) == (0, 3), err
        third = start_run(tmp_path, server)
        out, err = third.communicate(timeout=PATIENCE_SECONDS)
        assert (third.returncode, server.count) == (0, 3), err
    assert "3 are done and unchanged" in out
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        NAME,
        "0.json",
        "1.json",
        "2.json",
        "run.json",
    ]


@pytest.mark.parametrize("end", ["killed", "told to end"])
def test_the_lock_of_a_process_that_ended_holds_nobody_up(end, tmp_path):
    """However it ended."""
    holder = start(tmp_path, code=HOLD)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "1\n"
    with pytest.raises(OutputError, match=f"process {holder.pid} "), lock(tmp_path):
        pass
    holder.kill() if end == "killed" else holder.terminate()
    holder.communicate(timeout=PATIENCE_SECONDS)
    with lock(tmp_path), pytest.raises(OutputError, match=f"process {os.getpid()} "), lock(tmp_path):
        pass


def test_a_lock_is_let_go_of_after_an_error(tmp_path):
    """And can be taken again."""
    with pytest.raises(KeyError), lock(tmp_path):
        raise KeyError
    with lock(tmp_path):
        pass


@pytest.mark.parametrize("kind", ["rubbish", "folder"])
def test_a_lock_that_cannot_be_taken_is_an_error(kind, tmp_path):
    """It names the file and the way out, and the file stays as it is."""
    path = tmp_path / NAME
    path.mkdir() if kind == "folder" else path.write_bytes(b"no database" * 100)
    with pytest.raises(OutputError, match=r"\.run\.lock' cannot be taken"), lock(tmp_path):
        pass
    assert path.is_dir() or path.read_bytes() == b"no database" * 100
