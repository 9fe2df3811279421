"""The ledger: every request that was sent, and the raw bytes of every answer that was paid for.

In: what happens to a request. Out: sums, and stored answers. One sqlite file of its own beside the answer cache. A
row is written before its request goes out and the answer's bytes before anything parses them, so that whatever kills
the process, a request is either answered here or known as sent and never answered, which the endpoint may have
charged for. Rows survive kill -9; a power cut can take the last few.

state       meaning
started     the request is on its way, or its process died
paid        a whole answer (status 200) came; its bytes are kept
refused     the endpoint answered with an error: not charged
lost        sent, and no whole answer came: perhaps charged
unsent      no connection: not charged
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from extractor.errors import OutputError

VERSION = 1
MIN_FREE_BYTES = 16 * 1024 * 1024
"""Less room on the disk than this, and nothing is asked: the answers in flight must still find a place."""
_PROCESS = uuid4().hex
"""Tells this process from one that had its number before."""
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY, pid INTEGER NOT NULL, process TEXT NOT NULL, started TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS calls (
    id INTEGER PRIMARY KEY, run INTEGER NOT NULL, key TEXT NOT NULL, host TEXT NOT NULL, model TEXT NOT NULL,
    state TEXT NOT NULL, started TEXT NOT NULL, ended TEXT, reason TEXT,
    prompt INTEGER, cached INTEGER, completion INTEGER, body BLOB, aside INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS answers ON calls (key) WHERE state = 'paid';
CREATE INDEX IF NOT EXISTS open_calls ON calls (run) WHERE state = 'started';
CREATE TABLE IF NOT EXISTS jobs (
    token TEXT PRIMARY KEY, id TEXT, identity TEXT NOT NULL, state TEXT NOT NULL, requests INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS job_requests (key TEXT PRIMARY KEY, token TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS job_outputs (id TEXT PRIMARY KEY, body BLOB NOT NULL);
PRAGMA user_version = {VERSION};
"""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one answer or of many; `cached` is the part of `prompt` that the endpoint had in its own cache."""

    prompt: int = 0
    cached: int = 0
    completion: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(self.prompt + other.prompt, self.cached + other.cached, self.completion + other.completion)

    @property
    def total(self) -> int:
        """All tokens, in and out."""
        return self.prompt + self.completion


NO_USAGE = Usage()


@dataclass(frozen=True, slots=True)
class Totals:
    """How many requests ended how, and the tokens of those that were answered."""

    requests: int = 0
    paid: int = 0
    refused: int = 0
    lost: int = 0
    unsent: int = 0
    usage: Usage = NO_USAGE


class Ledger:
    """The ledger of one folder, for one run; without a folder, of this object's life.

    Several runs may share a folder at the same time.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self.path = folder / "ledger.db" if folder else Path(":memory:")
        with self._told():
            if folder:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._db = sqlite3.connect(self.path, timeout=60, isolation_level=None, check_same_thread=False)
        try:
            with self._told():
                self.unanswered = self._begin()
        except OutputError:
            self._db.close()
            raise

    def started(self, key: str, host: str, model: str) -> int:
        """Note that a request goes out now; returns its number. Raises OutputError if there is no room for it."""
        with self._told():
            if self._folder and (free := shutil.disk_usage(self._folder).free) < MIN_FREE_BYTES:
                raise OutputError(
                    f"{str(self._folder)!r} has {free >> 20} MB free, so nothing more is asked: an answer that "
                    "cannot be stored would be paid for twice. Make room and run the same command again",
                    f"{str(self._folder)!r} 只剩 {free >> 20} MB，不再提问：存不下的回答要付两次钱。"
                    "请腾出空间后重新运行同一命令",
                )
            row = (self._run, key, host, model, _now())
            sql = "INSERT INTO calls (run, key, host, model, state, started) VALUES (?, ?, ?, ?, 'started', ?)"
            return int(self._db.execute(sql, row).lastrowid or 0)

    def paid(self, call: int, body: bytes) -> None:
        """Keep an answer, byte for byte."""
        self._end(call, "state = 'paid', body = ?", body)

    def counted(self, call: int, usage: Usage) -> None:
        """Note the tokens of an answer, once it could be read."""
        with self._told():
            values = (usage.prompt, usage.cached, usage.completion, call)
            self._db.execute("UPDATE calls SET prompt = ?, cached = ?, completion = ? WHERE id = ?", values)

    def given(self, key: str, host: str, model: str, body: str, usage: Usage) -> None:
        """Enter an answer that came without a call of its own, from a provider's batch service."""
        columns = "run, key, host, model, state, started, ended, body, prompt, cached, completion"
        values = (self._run, key, host, model, _now(), _now(), body.encode("utf-8", "surrogatepass"))
        sql = f"INSERT INTO calls ({columns}) VALUES (?, ?, ?, ?, 'paid', ?, ?, ?, ?, ?, ?)"
        self.query(sql, *values, usage.prompt, usage.cached, usage.completion)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Make all changes of the context, or none of them if it is left by an error or the process dies."""
        self.query("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.query("ROLLBACK")
            raise
        self.query("COMMIT")

    def failed(self, call: int, state: str, reason: str) -> None:
        """Note how a request ended that got no answer: refused, lost or unsent."""
        self._end(call, "state = ?, reason = ?", state, reason)

    def set_aside(self, *keys: str) -> None:
        """Never give these answers to anybody again; their bytes stay."""
        with self._told():
            self._db.executemany("UPDATE calls SET aside = 1 WHERE state = 'paid' AND key = ?", [(k,) for k in keys])

    def body(self, key: str) -> bytes | None:
        """Return the bytes of the latest answer to a request that was not set aside."""
        with self._told():
            sql = "SELECT body FROM calls WHERE state = 'paid' AND key = ? AND NOT aside ORDER BY id DESC LIMIT 1"
            row = self._db.execute(sql, (key,)).fetchone()
        return row[0] if row and isinstance(row[0], bytes) else None

    def totals(self, *, all_runs: bool = False) -> Totals:
        """Sum up this run, or all that this ledger knows."""
        where, values = ("", ()) if all_runs else ("WHERE run = ?", (self._run,))
        sql = "SELECT state, count(*), sum(prompt), sum(cached), sum(completion) FROM calls"
        with self._told():
            rows = {row[0]: row[1:] for row in self._db.execute(f"{sql} {where} GROUP BY state", values)}
        counts = {state: row[0] for state, row in rows.items()}
        usage = Usage(*(n or 0 for n in rows["paid"][1:])) if "paid" in rows else Usage()
        return Totals(
            requests=sum(counts.values()),
            paid=counts.get("paid", 0),
            refused=counts.get("refused", 0),
            lost=counts.get("lost", 0) + counts.get("started", 0),
            unsent=counts.get("unsent", 0),
            usage=usage,
        )

    def held(self, identity: str) -> int:
        """Count the requests to an endpoint that are with its batch service (jobs.py) and not answered yet."""
        sql = "SELECT count(*) FROM job_requests JOIN jobs USING (token) WHERE identity = ?"
        return int(self.query(sql, identity)[0][0])

    def query(self, sql: str, *values: object) -> list[Any]:
        """Run one statement, for the tables of provider jobs (jobs.py); returns its rows."""
        with self._told():
            return self._db.execute(sql, values).fetchall()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _begin(self) -> int:
        """Prepare the file and enter this run; returns how many calls of runs that died were never answered."""
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise OutputError(
                f"the ledger {str(self.path)!r} was made by a newer version of this program; upgrade, or set "
                "EXTRACTOR_CACHE_DIR to another folder",
                f"账本 {str(self.path)!r} 由更新版本的程序写成：请升级，或用 EXTRACTOR_CACHE_DIR 指定别的文件夹",
            )
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("PRAGMA cache_size = 128")  # pages: what is written is hardly ever read again
        self._db.executescript(_SCHEMA)
        open_runs = self._db.execute(
            "SELECT DISTINCT run, pid, process FROM calls JOIN runs ON runs.id = run WHERE state = 'started'"
        ).fetchall()
        dead = [(run,) for run, pid, process in open_runs if not _is_alive(pid, process)]
        me = (os.getpid(), _PROCESS, _now())
        self._run = self._db.execute("INSERT INTO runs (pid, process, started) VALUES (?, ?, ?)", me).lastrowid
        sql = "UPDATE calls SET state = 'lost', reason = 'the process ended' WHERE state = 'started' AND run = ?"
        return sum(self._db.execute(sql, run).rowcount for run in dead)

    def _end(self, call: int, change: str, *values: Any) -> None:
        with self._told():
            self._db.execute(f"UPDATE calls SET {change}, ended = ? WHERE id = ?", (*values, _now(), call))

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what sqlite and the disk say into an error that names the file and the way out."""
        name = str(self.path)
        try:
            yield
        except (OSError, sqlite3.OperationalError) as error:
            raise OutputError(
                f"the ledger {name!r} cannot be written: {error}. Nothing more is asked; what it holds is kept. "
                "Make room or set EXTRACTOR_CACHE_DIR to a folder that can be written, and run the same command again",
                f"无法写入账本 {name!r}：{error}。不再提问，已有内容都保留。"
                "请腾出空间，或用 EXTRACTOR_CACHE_DIR 指定可写的文件夹，再重新运行同一命令",
            ) from error
        except sqlite3.Error as error:
            raise OutputError(
                f"the ledger {name!r} is damaged: {error}. Nothing is asked, because what was paid cannot be known. "
                "Move the file aside and run the same command again: the answers in the folder beside it still count",
                f"账本 {name!r} 已损坏：{error}。付过什么已无从得知，因此不再提问。"
                "请把该文件移走再重新运行同一命令：旁边文件夹里的回答仍然有效",
            ) from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _is_alive(pid: int, process: str) -> bool:
    """Tell whether a process still runs; where that cannot be asked (Windows), it is taken to have ended."""
    if pid == os.getpid() or os.name != "posix":
        return process == _PROCESS
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
