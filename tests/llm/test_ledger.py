"""The ledger: what was sent is known whatever happens, and what was paid for is kept byte for byte."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from extractor.errors import OutputError
from extractor.llm import ledger as module
from extractor.llm.ledger import Ledger, Totals, Usage

ROOT = Path(__file__).resolve().parents[2]


def test_answers_are_kept_byte_for_byte(tmp_path):
    """Also bytes that are no text; the latest answer to a request is given, one that was set aside never."""
    with closing(Ledger(tmp_path)) as ledger:
        for body in (b"\xff\x00 first", b'{"second": 1}'):
            ledger.paid(ledger.started("key", "host", "model"), body)
    with closing(Ledger(tmp_path)) as ledger:
        assert ledger.body("key") == b'{"second": 1}'
        ledger.set_aside("key")
        assert ledger.body("key") is None
        ledger.paid(ledger.started("key", "host", "model"), b"third")
        assert ledger.body("key") == b"third"
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as database:
        bodies = database.execute("SELECT body FROM calls ORDER BY id").fetchall()
    assert bodies == [(b"\xff\x00 first",), (b'{"second": 1}',), (b"third",)]


def test_totals_count_each_state(tmp_path):
    """Of this run, and of all runs."""
    with closing(Ledger(tmp_path)) as ledger:
        calls = [ledger.started(str(i), "host", "model") for i in range(6)]
        ledger.paid(calls[0], b"{}")
        ledger.counted(calls[0], Usage(100, 40, 20))
        ledger.paid(calls[1], b"<html>")
        for call, state in zip(calls[2:5], ("refused", "lost", "unsent"), strict=True):
            ledger.failed(call, state, "reason")
        expected = Totals(requests=6, paid=2, refused=1, lost=2, unsent=1, usage=Usage(100, 40, 20))
        assert ledger.totals() == expected
    with closing(Ledger(tmp_path)) as ledger:
        assert ledger.totals() == Totals()
        assert ledger.totals(all_runs=True) == expected


def test_a_killed_process_leaves_its_open_calls_to_be_told(tmp_path):
    """`started, no answer` of a process that is gone is counted once, as possible spend; that of one alive is not."""
    code = (
        "import os, signal, sys; from pathlib import Path; from extractor.llm.ledger import Ledger\n"
        "ledger = Ledger(Path(sys.argv[1])); ledger.started('a', 'h', 'm'); ledger.started('b', 'h', 'm')\n"
        "ledger.paid(ledger.started('c', 'h', 'm'), b'{}'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=environ, check=False).returncode != 0
    with closing(Ledger(tmp_path)) as first:
        assert (first.unanswered, first.body("c")) == (2, b"{}")
        first.started("d", "h", "m")
        with closing(Ledger(tmp_path)) as second:
            assert second.unanswered == 0
            assert second.totals(all_runs=True) == Totals(requests=4, paid=1, lost=3)


def test_a_process_with_the_number_of_a_dead_one_is_another(tmp_path, monkeypatch):
    """In a container every process may have the same number."""
    with closing(Ledger(tmp_path)) as ledger:
        ledger.started("a", "h", "m")
    monkeypatch.setattr(module, "_PROCESS", "another")
    with closing(Ledger(tmp_path)) as ledger:
        assert ledger.unanswered == 1


DAMAGE = {
    "random bytes": b"\x07" * 5000,
    "a text": "这不是数据库".encode() * 500,
    "a header alone": b"SQLite format 3\x00" + b"\x00" * 84,
}


@pytest.mark.parametrize("data", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_ledger_refuses_to_spend(data, tmp_path):
    """The message names the file, why nothing is asked, and the way out."""
    (tmp_path / "ledger.db").write_bytes(data)
    with pytest.raises(OutputError) as raised, closing(Ledger(tmp_path)) as ledger:
        ledger.started("key", "host", "model")
    assert repr(str(tmp_path / "ledger.db")) in str(raised.value)
    assert "EXTRACTOR_CACHE_DIR" in str(raised.value) or "Move the file aside" in str(raised.value)
    assert "账本" in raised.value.told("zh")


@pytest.mark.parametrize("keep", [100, 4096, 8192, 20000])
def test_a_truncated_ledger_refuses_to_spend(keep, tmp_path):
    """Wherever it was cut, the cut is noticed before a request goes out."""
    with closing(Ledger(tmp_path)) as ledger:
        for i in range(200):
            ledger.paid(ledger.started(str(i), "host", "model"), b"x" * 500)
    file = tmp_path / "ledger.db"
    file.write_bytes(file.read_bytes()[:keep])
    for rest in ("ledger.db-wal", "ledger.db-shm"):
        (tmp_path / rest).unlink(missing_ok=True)
    with pytest.raises(OutputError, match=r"ledger\.db"), closing(Ledger(tmp_path)) as ledger:
        ledger.started("key", "host", "model")


def test_a_ledger_of_a_newer_version_is_refused(tmp_path):
    """It is neither read wrongly nor written over."""
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as database:
        database.execute(f"PRAGMA user_version = {module.VERSION + 1}")
    with pytest.raises(OutputError, match="newer version"):
        Ledger(tmp_path)


def test_nothing_is_asked_where_its_answer_could_not_be_kept(tmp_path, monkeypatch):
    """With little room left on the disk the message comes before the spending."""
    usage = type("Usage", (), {"free": module.MIN_FREE_BYTES - 1})
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _: usage)
    with closing(Ledger(tmp_path)) as ledger:
        with pytest.raises(OutputError, match="15 MB free"):
            ledger.started("key", "host", "model")
        assert ledger.totals() == Totals()


def test_a_disk_that_fills_up_is_named(tmp_path):
    """A write that fails says which file, and what came before it stays."""
    with closing(Ledger(tmp_path)) as ledger:
        kept = ledger.started("kept", "host", "model")
        ledger.paid(kept, b"{}")
        call = ledger.started("key", "host", "model")
        pages = ledger._db.execute("PRAGMA page_count").fetchone()[0]
        ledger._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(OutputError, match=r"ledger\.db' cannot be written: database or disk is full"):
            ledger.paid(call, b"x" * 100_000)
        assert ledger.body("kept") == b"{}"


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    """A file in the place of the folder is an error before anything is asked."""
    (tmp_path / "cache").write_text("in the way")
    with pytest.raises(OutputError, match="EXTRACTOR_CACHE_DIR"):
        Ledger(tmp_path / "cache")
