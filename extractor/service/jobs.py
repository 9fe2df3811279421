"""Jobs: reports that were accepted, from the upload to the result, in a database.

In: an upload. Out: its job, its result. A job is on the disk, with the report's bytes, before anybody is told of it; it
is worked on by one worker at a time, and finishes once. A worker that dies leaves its jobs in the state `running`;
whoever looks for work next puts them back into the queue.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from uuid import uuid4

from extractor.errors import ExtractorError
from extractor.service.database import Database, Query, Rows
from schemas.result import RunStatus
from schemas.service import Job, JobState, Progress

MAX_CRASHES = 3
"""So many times a report may be at hand when the worker dies without being told to."""
_COLUMNS = "id, state, name, size, sha256, created, started, finished, total, done, failed, status, waiting, reason"


@dataclass(frozen=True, slots=True)
class Upload:
    """A report as it came in; `encoding` is what the client says of it, if anything."""

    name: str
    data: bytes
    encoding: str | None = None

    @property
    def sha256(self) -> str:
        """Return the sha256 of the bytes."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Finished:
    """What is kept of a report that was extracted: two JSON texts, and how it ended."""

    result: bytes
    findings: bytes
    status: RunStatus
    waiting: int
    reason: str | None


class QueueFullError(ExtractorError):
    """So many reports wait that no more are taken."""


class KeyReusedError(ExtractorError):
    """The same Idempotency-Key came with another report."""


class JobStore:
    """The jobs of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def accept(self, upload: Upload, owner: str, *, key: str | None, limit: int) -> Job:
        """Keep a report; one that the owner sent under the same key is the same job.

        Raises QueueFullError if `limit` reports are waiting or at work, KeyReusedError, OutputError.
        """
        digest = upload.sha256  # others need not wait for it
        with self._database.transaction() as query:
            if key and (found := query("SELECT id FROM service_jobs WHERE owner = ? AND idempotency = ?", owner, key)):
                return _same(query, found[0][0], upload, digest)
            if query("SELECT count(*) FROM service_jobs WHERE state IN ('queued', 'running')")[0][0] >= limit:
                raise QueueFullError(
                    f"{limit} reports are waiting; send it again later", f"已有 {limit} 份报告在等待：请稍后再提交"
                )
            id = uuid4().hex
            query(
                "INSERT INTO service_jobs (id, owner, state, name, encoding, size, sha256, idempotency, created) "
                "VALUES (?, ?, 'queued', ?, ?, ?, ?, ?, ?)",
                *(id, owner, upload.name, upload.encoding, len(upload.data), digest, key, _now()),
            )
            query("INSERT INTO service_bodies (job, kind, body) VALUES (?, 'upload', ?)", id, upload.data)
            return _job(query(f"SELECT {_COLUMNS} FROM service_jobs WHERE id = ?", id)[0])

    def find(self, id: str, owner: str | None = None) -> Job | None:
        """Return a job; with an owner, only one that the owner sent."""
        where, values = _whose(owner)
        found = self._database.read(f"SELECT {_COLUMNS} FROM service_jobs WHERE id = ?{where}", id, *values)
        return _job(found[0]) if found else None

    def latest(self, count: int, owner: str | None = None) -> tuple[Job, ...]:
        """Return the newest jobs, the newest first."""
        where, values = _whose(owner)
        sql = f"SELECT {_COLUMNS} FROM service_jobs WHERE 1 = 1{where} ORDER BY created DESC, id LIMIT ?"
        return tuple(map(_job, self._database.read(sql, *values, count)))

    def body(self, id: str, kind: str) -> bytes | None:
        """Return a body of a job: its `upload` until it is finished, then its `result` and its `findings`."""
        found = self._database.read("SELECT body FROM service_bodies WHERE job = ? AND kind = ?", id, kind)
        return bytes(found[0][0]) if found else None

    def delete(self, id: str) -> None:
        """Remove a job with all its bodies; a worker that has it at hand will find nobody to give the result to."""
        with self._database.transaction() as query:
            query("DELETE FROM service_bodies WHERE job = ?", id)
            query("DELETE FROM service_jobs WHERE id = ?", id)

    def counts(self) -> dict[JobState, int]:
        """Count the jobs in each state."""
        rows = self._database.read("SELECT state, count(*) FROM service_jobs GROUP BY state")
        found: dict[str, int] = dict(rows)
        return {state: found.get(state.value, 0) for state in JobState}

    def oldest_waiting(self) -> str | None:
        """Return when the job that waits longest was accepted."""
        found = self._database.read("SELECT min(created) FROM service_jobs WHERE state = 'queued'")
        return found[0][0] if found else None

    def claim(self, worker: str) -> tuple[Job, Upload] | None:
        """Take the next job that waits, and what it works on.

        A report whose twin is being extracted waits for it: all that the twin asks is then answered from the store.
        """
        with self._database.transaction() as query:
            found = query(
                "SELECT id FROM service_jobs WHERE state = 'queued' AND sha256 NOT IN "
                "(SELECT sha256 FROM service_jobs WHERE state = 'running') ORDER BY created, id LIMIT 1"
            )
            if not found:
                return None
            id = found[0][0]
            query(
                "UPDATE service_jobs SET state = 'running', worker = ?, started = ?, reason = NULL, total = NULL, "
                "done = 0, failed = 0 WHERE id = ?",
                *(worker, _now(), id),
            )
            job = _job(query(f"SELECT {_COLUMNS} FROM service_jobs WHERE id = ?", id)[0])
            encoding = query("SELECT encoding FROM service_jobs WHERE id = ?", id)[0][0]
            data = query("SELECT body FROM service_bodies WHERE job = ? AND kind = 'upload'", id)[0][0]
        return job, Upload(job.name, bytes(data), encoding)

    def progress(self, worker: str, standing: dict[str, Progress]) -> None:
        """Note how far a worker's jobs are."""
        with self._database.transaction() as query:
            for id, progress in standing.items():
                query(
                    "UPDATE service_jobs SET total = ?, done = ?, failed = ? WHERE id = ? AND worker = ?",
                    *(progress.total, progress.done, progress.failed, id, worker),
                )

    def finish(self, id: str, worker: str, finished: Finished, progress: Progress) -> bool:
        """Keep a result; False if the job is not the worker's any more (deleted, or taken for dead)."""
        with self._database.transaction() as query:
            found = query(
                "UPDATE service_jobs SET state = 'done', worker = NULL, finished = ?, status = ?, waiting = ?, "
                "reason = ?, total = ?, done = ?, failed = ? "
                "WHERE id = ? AND worker = ? AND state = 'running' RETURNING id",
                *(_now(), finished.status.value, finished.waiting, finished.reason),
                *(progress.total, progress.done, progress.failed, id, worker),
            )
            if found:
                query("DELETE FROM service_bodies WHERE job = ?", id)
                for kind, body in (("result", finished.result), ("findings", finished.findings)):
                    query("INSERT INTO service_bodies (job, kind, body) VALUES (?, ?, ?)", id, kind, body)
        return bool(found)

    def fail(self, id: str, worker: str, reason: str) -> None:
        """Give a job up: its report cannot be extracted, now or later."""
        with self._database.transaction() as query:
            _give_up(query, reason, "id = ? AND worker = ? AND state = 'running'", id, worker)

    def put_back(self, id: str, worker: str, reason: str | None) -> None:
        """Put a job back into the queue, saying why it waits."""
        with self._database.transaction() as query:
            _requeue(query, reason, "id = ? AND worker = ?", id, worker)

    def why_waiting(self) -> str | None:
        """Return why a job had to be put back that still waits."""
        sql = "SELECT reason FROM service_jobs WHERE state = 'queued' AND reason IS NOT NULL ORDER BY created LIMIT 1"
        found = self._database.read(sql)
        return found[0][0] if found else None

    def crashed(self, worker: str) -> None:
        """Put back the jobs of a worker that died of itself; one that was at hand too often is given up."""
        with self._database.transaction() as query:
            query("UPDATE service_jobs SET crashes = crashes + 1 WHERE worker = ? AND state = 'running'", worker)
            reason = f"the worker died {MAX_CRASHES} times while this report was at hand"
            _give_up(query, reason, "worker = ? AND state = 'running' AND crashes >= ?", worker, MAX_CRASHES)
            _requeue(query, None, "worker = ?", worker)

    def take_over(self, worker: str) -> int:
        """Put back the jobs of other workers that are no more, killed with their whole service; returns how many."""
        sql = "SELECT DISTINCT worker FROM service_jobs WHERE state = 'running' AND worker <> ?"
        dead = [other for (other,) in self._database.read(sql, worker) if not self._database.is_alive(other)]
        if not dead:
            return 0
        with self._database.transaction() as query:
            return sum(_requeue(query, None, "worker = ?", other) for other in dead)


def _same(query: Query, id: str, upload: Upload, digest: str) -> Job:
    """Return the job that a key stands for, if the report is the same."""
    row = query(f"SELECT {_COLUMNS}, encoding FROM service_jobs WHERE id = ?", id)[0]
    job = _job(row[:-1])
    if (job.sha256, job.name, row[-1]) != (digest, upload.name, upload.encoding):
        raise KeyReusedError(
            "this Idempotency-Key was sent with another report; take a new key for a new report",
            "这个 Idempotency-Key 已用于另一份报告：新的报告请用新的键",
        )
    return job


def _requeue(query: Query, reason: str | None, where: str, *values: object) -> int:
    sql = "UPDATE service_jobs SET state = 'queued', worker = NULL, reason = ? WHERE state = 'running' AND"
    return len(query(f"{sql} {where} RETURNING id", reason, *values))


def _give_up(query: Query, reason: str, where: str, *values: object) -> Rows:
    sql = "UPDATE service_jobs SET state = 'failed', worker = NULL, finished = ?, reason = ? WHERE"
    found = query(f"{sql} {where} RETURNING id", _now(), reason, *values)
    for (id,) in found:
        query("DELETE FROM service_bodies WHERE job = ?", id)
    return found


def _whose(owner: str | None) -> tuple[str, tuple[str, ...]]:
    return ("", ()) if owner is None else (" AND owner = ?", (owner,))


def _job(row: Sequence[object]) -> Job:
    id, state, name, size, digest, created, started, finished, total, done, failed, status, waiting, reason = row
    return Job.model_validate(
        {
            **{"id": id, "state": state, "name": name, "bytes": size, "sha256": digest},
            **{"created": created, "started": started, "finished": finished},
            **{"chunks": {"total": total, "done": done, "failed": failed}},
            **{"status": status, "open": waiting, "reason": reason},
        }
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
