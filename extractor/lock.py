"""One run at a time in an output folder: two would write each other's results and manifest.

The lock is a sqlite file in the folder, held by an open transaction: the system itself lets go of it when the process
ends, in whatever way, on every system that Python runs on. So no lock is ever stale, and no process number has to be
believed; the file says who holds it, for people.
"""

import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from extractor.errors import OutputError

NAME = ".run.lock"
"""It stays when a run ends: who removes a lock file may remove another's lock with it."""
_PATIENCE_SECONDS = 1.0


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold an output folder, which exists, while the context is open. Raises OutputError if another run holds it."""
    path = folder / NAME
    try:
        db = sqlite3.connect(path, timeout=_PATIENCE_SECONDS, isolation_level=None)
    except sqlite3.Error as error:
        raise _refusal(path, error) from error
    with closing(db):
        try:
            db.execute("BEGIN IMMEDIATE")
            db.execute("CREATE TABLE IF NOT EXISTS holder (pid INTEGER, host TEXT, since TEXT)")
            db.execute("DELETE FROM holder")
            me = (os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds"))
            db.execute("INSERT INTO holder VALUES (?, ?, ?)", me)
            db.execute("COMMIT")
            db.execute("BEGIN IMMEDIATE")  # what was said can be read, and nobody else can hold it
        except sqlite3.Error as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise _taken(folder, db) from error
            raise _refusal(path, error) from error
        yield


class Holder(NamedTuple):
    """Who holds a folder: a process, its machine, and since when."""

    pid: int | str = "?"
    host: str = "?"
    since: str = "?"


def find_holder(folder: Path) -> Holder | None:
    """Return who holds a folder now, None if nobody does, or it cannot be told (a folder that cannot be written)."""
    if not (folder / NAME).is_file():
        return None
    with suppress(sqlite3.Error), closing(sqlite3.connect(folder / NAME, timeout=0, isolation_level=None)) as db:
        try:
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            return _holder(db) if error.sqlite_errorcode == sqlite3.SQLITE_BUSY else None
    return None


def _holder(db: sqlite3.Connection) -> Holder:
    with suppress(sqlite3.Error):
        if row := db.execute("SELECT pid, host, since FROM holder").fetchone():
            return Holder(*row)
    return Holder()


def _taken(folder: Path, db: sqlite3.Connection) -> OutputError:
    pid, host, since = _holder(db)
    return OutputError(
        f"another run is writing to {str(folder)!r}: process {pid} on {host}, since {since}. Wait for its end "
        "(extractor status shows how it stands), or choose another folder with --out",
        f"另一次运行正在写入 {str(folder)!r}：主机 {host} 上的进程 {pid}，开始于 {since}。"
        "请等它结束（可用 extractor status 查看），或用 --out 换一个文件夹",
    )


def _refusal(path: Path, error: sqlite3.Error) -> OutputError:
    return OutputError(
        f"the lock {str(path)!r} cannot be taken: {error}. If no other run is going on there, remove that file; "
        "or choose another folder with --out",
        f"无法取得锁 {str(path)!r}：{error}。若没有其他运行，请删除该文件；或用 --out 换一个文件夹",
    )
