"""Decisions on disk: events in one SQLite file beside the results, appended and never changed.

The file is made with the first event. Several people and processes may write; an event that does not follow the last
one on its claim is stale, and nothing of its press is stored.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from extractor.errors import OutputError, ReviewError, StaleError
from schemas.decision import Event

NAME = "review.db"
_COLUMNS = tuple(Event.model_fields)
_JSON = {"seen", "before", "after"}
_NAMES = ", ".join(f'"{name}"' for name in _COLUMNS)
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS event (number INTEGER PRIMARY KEY, {_NAMES}, UNIQUE (id));
CREATE INDEX IF NOT EXISTS event_claim ON event (report, claim);
CREATE TRIGGER IF NOT EXISTS event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events stay'); END;
CREATE TRIGGER IF NOT EXISTS event_remains BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events stay'); END;
"""
_SELECT = f"SELECT {_NAMES} FROM event"
_INSERT = f"INSERT INTO event ({_NAMES}) VALUES ({', '.join('?' for _ in _COLUMNS)})"


class Store:
    """The events of a folder of results."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def events(self, report: str | None = None) -> tuple[Event, ...]:
        """Return the events about a report (its sha256), or all, as they were stored. Raises ReviewError."""
        if not self.path.exists():
            return ()
        where, values = ("", ()) if report is None else (" WHERE report = ?", (report,))
        with self._open() as database:
            rows = database.execute(f"{_SELECT}{where} ORDER BY number", values).fetchall()
        return tuple(map(self._event, rows))

    def append(self, events: Sequence[Event]) -> None:
        """Store the events of one press, all or none; events that are stored already are passed over.

        Raises StaleError if one of them does not follow the last on its claim, ReviewError or OutputError if the file
        cannot be used.
        """
        with self._open() as database:
            database.executescript(_SCHEMA)
            database.execute("BEGIN IMMEDIATE")
            new = [event for event in events if not self._is_stored(database, event)]
            heads = {(event.report, event.claim): self._head(database, event) for event in new}
            stale = []
            for event in new:
                if heads[event.report, event.claim] != event.follows:
                    stale.append(event.claim)
                heads[event.report, event.claim] = event.id
            if stale:
                database.rollback()
                raise StaleError(tuple(dict.fromkeys(stale)))
            database.executemany(_INSERT, [_row(event) for event in new])
            database.commit()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=10, isolation_level=None)) as database:
                yield database
        except sqlite3.DatabaseError as error:
            if "unable to open" in str(error) or "readonly" in str(error) or "full" in str(error):
                raise OutputError(
                    f"{str(self.path)!r} cannot be written: {error}; nothing was stored",
                    f"无法写入 {str(self.path)!r}：{error}；本次未保存",
                ) from error
            raise ReviewError(
                f"{str(self.path)!r} cannot be used: {error}; move it away to begin anew, or restore a copy",
                f"{str(self.path)!r} 无法使用：{error}；请移走后重新开始，或恢复备份",
            ) from error

    def _event(self, row: Sequence[Any]) -> Event:
        try:
            data = dict(zip(_COLUMNS, row, strict=True))
            return Event.model_validate({k: json.loads(v) if k in _JSON else v for k, v in data.items()})
        except (ValidationError, ValueError, TypeError) as error:
            raise ReviewError(
                f"{str(self.path)!r} holds an event that cannot be read: {str(error).splitlines()[0]}",
                f"{str(self.path)!r} 中有无法读取的记录：{str(error).splitlines()[0]}",
            ) from error

    def _is_stored(self, database: sqlite3.Connection, event: Event) -> bool:
        """Tell whether an event is there already. Raises ReviewError if another one bears its id."""
        row = database.execute(f"{_SELECT} WHERE id = ?", (event.id,)).fetchone()
        if row is not None and self._event(row) != event:
            raise ReviewError(f"two different events are called {event.id}", f"有两条不同的记录同名：{event.id}")
        return row is not None

    @staticmethod
    def _head(database: sqlite3.Connection, event: Event) -> str | None:
        query = "SELECT id FROM event WHERE report = ? AND claim = ? ORDER BY number DESC LIMIT 1"
        row = database.execute(query, (event.report, event.claim)).fetchone()
        return row[0] if row else None


def _row(event: Event) -> tuple[str | None, ...]:
    data = event.model_dump(mode="json")
    return tuple(json.dumps(data[name], ensure_ascii=False) if name in _JSON else data[name] for name in _COLUMNS)
