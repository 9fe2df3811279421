"""Where jobs and tokens are kept: the ledger's own sqlite file, or a PostgreSQL database.

In: SQL that both understand, with `?` for values. Out: rows. What was written is on the disk when the call returns.
Transactions follow one another, also those of other processes, so what is counted in one still holds at its end.
Both classes may be used by several threads.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from extractor.errors import OutputError
from extractor.settings import Settings

Rows = list[tuple[Any, ...]]
Query = Callable[..., Rows]

SCHEMA = """
CREATE TABLE IF NOT EXISTS service_jobs (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, state TEXT NOT NULL, worker TEXT,
    name TEXT NOT NULL, encoding TEXT, size BIGINT NOT NULL, sha256 TEXT NOT NULL, idempotency TEXT,
    created TEXT NOT NULL, started TEXT, finished TEXT, crashes INTEGER NOT NULL DEFAULT 0,
    total INTEGER, done INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0,
    status TEXT, waiting INTEGER, reason TEXT, UNIQUE (owner, idempotency));
CREATE INDEX IF NOT EXISTS service_jobs_in_order ON service_jobs (state, created, id);
CREATE TABLE IF NOT EXISTS service_bodies (
    job TEXT NOT NULL, kind TEXT NOT NULL, body {blob} NOT NULL, PRIMARY KEY (job, kind));
CREATE TABLE IF NOT EXISTS service_tokens (
    name TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, scopes TEXT NOT NULL, max_bytes BIGINT NOT NULL,
    per_minute INTEGER NOT NULL, created TEXT NOT NULL);
"""


class Database(Protocol):
    """What the stores need of a database. Every method raises OutputError if it cannot be used."""

    def read(self, sql: str, *values: object) -> Rows:
        """Run a statement that changes nothing."""

    def transaction(self) -> AbstractContextManager[Query]:
        """Open a context whose statements take effect together, or not at all."""

    def enlist(self, worker: str) -> None:
        """Say that a worker is at work, until this process ends in whatever way."""

    def is_alive(self, worker: str) -> bool:
        """Tell whether a worker that enlisted is still there."""

    def close(self) -> None:
        """Close the database, and leave it."""


class Sqlite:
    """The sqlite file of a ledger (llm/ledger.py); its own tables beside the ledger's."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.path = folder, folder / "ledger.db"
        self._workers: list[sqlite3.Connection] = []
        with self._told():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._reader, self._writer = self._connect(), self._connect()
            self._writer.executescript(SCHEMA.format(blob="BLOB"))
        self._reading, self._writing = threading.Lock(), threading.Lock()

    def read(self, sql: str, *values: object) -> Rows:
        """Read without waiting for those who write."""
        with self._reading, self._told():
            return self._reader.execute(sql, values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[Query]:
        """Write alone."""
        with self._writing, self._told():
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield lambda sql, *values: self._writer.execute(sql, values).fetchall()
            except BaseException:
                self._writer.execute("ROLLBACK")
                raise
            self._writer.execute("COMMIT")

    def enlist(self, worker: str) -> None:
        """Hold a file of the worker's own by an open transaction: the system lets go of it with the process."""
        with self._told():
            self._place(worker).parent.mkdir(exist_ok=True, mode=0o700)
            held = sqlite3.connect(self._place(worker), isolation_level=None, check_same_thread=False)
            held.execute("BEGIN EXCLUSIVE")
        self._workers.append(held)

    def is_alive(self, worker: str) -> bool:
        """Try to take the worker's file."""
        place = self._place(worker)
        if not place.exists():
            return False
        with self._told(), closing(sqlite3.connect(place, timeout=0, isolation_level=None)) as found:
            try:
                found.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                    return True
                raise
        place.unlink(missing_ok=True)
        return False

    def close(self) -> None:
        """Close every connection."""
        for connection in (self._reader, self._writer, *self._workers):
            connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=60, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # what was accepted outlives a power cut
        connection.execute("PRAGMA secure_delete = ON")  # what was deleted is gone from the file
        return connection

    def _place(self, worker: str) -> Path:
        return self._folder / "workers" / worker

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise OutputError(
                f"the database {str(self.path)!r} cannot be used: {error}; make room, or set EXTRACTOR_CACHE_DIR to a "
                "folder that can be written",
                f"数据库 {str(self.path)!r} 无法使用：{error}；请腾出空间，或用 EXTRACTOR_CACHE_DIR 指定可写的文件夹",
            ) from error


def open_database(settings: Settings) -> Database:
    """Open the database that the settings name. Raises OutputError if it cannot be used."""
    if settings.database_url is None:
        return Sqlite(settings.ledger_dir)
    from extractor.service.postgres import Postgres

    return Postgres(settings.database_url)
