"""PostgreSQL in the place of sqlite, for several service processes. The only importer of psycopg.

Transactions take one lock of the whole database in turn, so that they follow one another as in sqlite. A worker is
alive as long as its own connection is: the server lets go of its lock when that ends, in whatever way.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

from extractor.errors import OutputError
from extractor.service.database import SCHEMA, Query, Rows

Connection = psycopg.Connection[tuple[object, ...]]
_WRITING = "writing"
_CONNECTIONS = 8
_PATIENCE_SECONDS = 30.0


class Postgres:
    """A PostgreSQL database, by its URL. Raises OutputError if it cannot be reached."""

    def __init__(self, url: str) -> None:
        self._url, self._workers = url, list[Connection]()
        self._pool = ConnectionPool(
            url, min_size=1, max_size=_CONNECTIONS, timeout=_PATIENCE_SECONDS, kwargs={"autocommit": True}, open=False
        )
        try:
            with _told():
                self._pool.open(wait=True, timeout=_PATIENCE_SECONDS)
            with self.transaction() as query:
                for statement in SCHEMA.format(blob="BYTEA").split(";")[:-1]:
                    query(statement)
        except OutputError:
            self._pool.close()
            raise

    def read(self, sql: str, *values: object) -> Rows:
        """Read by one of several connections."""
        with _told(), self._pool.connection() as connection:
            return _run(connection, sql, values)

    @contextmanager
    def transaction(self) -> Iterator[Query]:
        """Write alone, among all processes."""
        with _told(), self._pool.connection() as connection, connection.transaction():
            _run(connection, "SELECT pg_advisory_xact_lock(?)", (_lock(_WRITING),))
            yield lambda sql, *values: _run(connection, sql, values)

    def enlist(self, worker: str) -> None:
        """Hold a lock by a connection of the worker's own."""
        with _told():
            held = psycopg.connect(self._url, autocommit=True)
            _run(held, "SELECT pg_advisory_lock(?)", (_lock(worker),))
        self._workers.append(held)

    def is_alive(self, worker: str) -> bool:
        """Try to take the worker's lock."""
        lock = (_lock(worker),)
        with _told(), self._pool.connection() as connection:
            free = bool(_run(connection, "SELECT pg_try_advisory_lock(?)", lock)[0][0])
            if free:
                _run(connection, "SELECT pg_advisory_unlock(?)", lock)
        return not free

    def close(self) -> None:
        """Close every connection."""
        for held in self._workers:
            held.close()
        self._pool.close()


def _run(connection: Connection, sql: str, values: tuple[object, ...]) -> Rows:
    """Run a statement written for both databases; a text here holds no zeros."""
    fit = [value.replace("\0", "\u2400") if isinstance(value, str) else value for value in values]
    cursor = connection.execute(sql.replace("?", "%s").encode(), fit)
    return cursor.fetchall() if cursor.description else []


def _lock(name: str) -> int:
    """Return the number of a lock: 64 bits of the hash of its name."""
    return int.from_bytes(sha256(f"report-extractor {name}".encode()).digest()[:8], signed=True)


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the server says into an error of ours; the URL, which may hold a password, is not told."""
    try:
        yield
    except (psycopg.Error, PoolTimeout) as error:
        kind = type(error).__name__
        raise OutputError(
            f"the database of EXTRACTOR_DATABASE_URL cannot be used ({kind}); see that the server runs and lets this "
            "user in",
            f"EXTRACTOR_DATABASE_URL 指定的数据库无法使用（{kind}）：请检查服务器是否运行、用户是否有权限",
        ) from error
