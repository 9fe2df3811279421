"""Jobs: questions handed to a provider's batch service, at half the price, and answers taken in when they are ready.

In: requests by key. Out: their answers in the same stores that a live run looks into, so that the run afterwards asks
for nothing. Each line's `custom_id` is the request's key. A job is entered before it is created and known to the
provider by a token of ours, so that whatever is killed in between, nothing is handed over twice; its output
is on disk before it is parsed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx2
import openai
from openai.types import Batch

from extractor.errors import EndpointError
from extractor.llm.cache import AnswerCache, request_key
from extractor.llm.faults import CallError, ours, without_key
from extractor.llm.gateway import Answer, Gateway
from extractor.llm.joblines import complaint, entries, good, line, parts
from extractor.llm.ledger import Ledger, Usage
from extractor.llm.wire import CONNECT_SECONDS, usage_of
from extractor.settings import Endpoint

REASONS = 3
"""So many reasons of failure are told."""
_ENDED = {"completed", "expired", "cancelled", "failed"}


class DeferredError(CallError):
    """An answer that is not stored and was not asked for now."""


class Collector(Gateway):
    """A gateway that asks nobody: it gives what is stored and notes what is not."""

    requests: dict[str, dict[str, Any]]

    async def answer(self, request: dict[str, Any]) -> Answer:
        """Return a stored answer, or note the request and raise DeferredError."""
        key = request_key(request, self._endpoint.identity)
        if stored := self._stored(key):
            return Answer(stored, key, usage_of(stored) or Usage(), fresh=False)
        self.requests[key] = request
        raise DeferredError("not asked yet")


@dataclass(frozen=True, slots=True)
class Job:
    """One job: the provider's id and word for its state, how many requests are done or failed, and why it failed."""

    id: str
    state: str
    requests: int
    done: int = 0
    failed: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What `collect` took in: answers, requests without one, jobs that are not ready yet, the provider's reasons."""

    answers: int = 0
    failed: int = 0
    waiting: int = 0
    reasons: tuple[str, ...] = ()

    def __add__(self, other: "Taken") -> "Taken":
        reasons = tuple(dict.fromkeys([*self.reasons, *other.reasons]))
        return Taken(self.answers + other.answers, self.failed + other.failed, self.waiting + other.waiting, reasons)


class Jobs:
    """The jobs of one endpoint. Use it in one process at a time."""

    def __init__(self, endpoint: Endpoint, ledger: Ledger, cache: AnswerCache) -> None:
        self._endpoint, self._ledger, self._cache = endpoint, ledger, cache
        http = openai.DefaultHttpxClient(
            follow_redirects=False, trust_env=False, timeout=httpx2.Timeout(endpoint.deadline, connect=CONNECT_SECONDS)
        )
        self._client = openai.OpenAI(
            base_url=endpoint.base_url, api_key=endpoint.key or "none", max_retries=0, http_client=http
        )

    def submit(self, requests: Mapping[str, dict[str, Any]]) -> list[Job]:
        """Hand over the requests that no job holds yet. Raises EndpointError as a live call would."""
        with self._told():
            self._recover()
            held = {key for (key,) in self._ledger.query("SELECT key FROM job_requests")}
            lines = [line(key, request) for key, request in requests.items() if key not in held]
            return [self._create(part) for part in parts(lines)]

    def status(self) -> list[Job]:
        """Ask the provider about every job whose answers were not taken in yet."""
        with self._told():
            self._recover()
            return [_job(self._client.batches.retrieve(job)) for _, job in self._open()]

    def collect(self) -> Taken:
        """Take in the answers of every job that has ended. What has none is free to be asked again."""
        taken = Taken()
        with self._told():
            self._recover()
            for token, job in self._open():
                batch = self._client.batches.retrieve(job)
                taken += self._take(token, batch) if batch.status in _ENDED else Taken(waiting=1)
        return taken

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _open(self) -> list[tuple[str, str]]:
        sql = "SELECT token, id FROM jobs WHERE state = 'submitted' AND identity = ? ORDER BY rowid"
        return [(token, job) for token, job in self._ledger.query(sql, self._endpoint.identity)]

    def _create(self, lines: Sequence[tuple[str, str]]) -> Job:
        content = "".join(f"{line}\n" for _, line in lines).encode("utf-8", "surrogatepass")
        token = uuid4().hex
        entry = (token, self._endpoint.identity, len(lines))
        self._ledger.query("INSERT INTO jobs (token, identity, state, requests) VALUES (?, ?, 'creating', ?)", *entry)
        for key, _ in lines:
            self._ledger.query("INSERT INTO job_requests (key, token) VALUES (?, ?)", key, token)
        file = self._client.files.create(file=(f"{token}.jsonl", content), purpose="batch")
        batch = self._client.batches.create(
            input_file_id=file.id,
            endpoint="/v1/chat/completions",
            completion_window="24h",
            metadata={"token": token},
        )
        self._submitted(token, batch.id)
        return _job(batch, len(lines))

    def _recover(self) -> None:
        """Find out about jobs whose creation was cut off: the provider knows them by their token, or not at all."""
        sql = "SELECT token FROM jobs WHERE state = 'creating' AND identity = ?"
        open_jobs = [token for (token,) in self._ledger.query(sql, self._endpoint.identity)]
        if not open_jobs:
            return
        known = {(batch.metadata or {}).get("token"): batch.id for batch in self._client.batches.list(limit=100)}
        for token in open_jobs:
            if token in known:
                self._submitted(token, known[token])
            else:
                self._ledger.query("DELETE FROM job_requests WHERE token = ?", token)
                self._ledger.query("DELETE FROM jobs WHERE token = ?", token)

    def _submitted(self, token: str, job: str) -> None:
        self._ledger.query("UPDATE jobs SET id = ?, state = 'submitted' WHERE token = ?", job, token)

    def _take(self, token: str, batch: Batch) -> Taken:
        """Take in a job, all of it or, if that is cut off, nothing: it is collected again then.

        Lines that are no answer to one of its requests are left alone.
        """
        output = self._content(batch.output_file_id)
        self._ledger.query("INSERT OR REPLACE INTO job_outputs (id, body) VALUES (?, ?)", batch.id, output)
        with self._ledger.at_once():
            keys = {key for (key,) in self._ledger.query("SELECT key FROM job_requests WHERE token = ?", token)}
            bodies = dict(good(output.decode("utf-8", "replace"), keys))
            for key, (body, usage) in bodies.items():
                self._ledger.given(key, self._endpoint.host, self._endpoint.model, body, usage)
            self._ledger.query("DELETE FROM job_requests WHERE token = ?", token)
            self._ledger.query("UPDATE jobs SET state = 'collected' WHERE token = ?", token)
        for key, (body, _) in bodies.items():
            self._cache.put(key, body)
        reasons = () if len(bodies) == len(keys) else self._reasons(batch, output)
        return Taken(len(bodies), len(keys) - len(bodies), 0, reasons)

    def _content(self, file: str | None) -> bytes:
        return self._client.files.content(file).content if file else b""

    def _reasons(self, batch: Batch, output: bytes) -> tuple[str, ...]:
        """Say why requests have no answer: the provider's commonest words, of the job and of its lines."""
        lines = b"\n".join([output, self._content(batch.error_file_id)]).decode("utf-8", "replace")
        told = Counter([_reason(batch), *map(complaint, entries(lines))])
        del told[""]
        return tuple(without_key(self._endpoint.key, words) for words, _ in told.most_common(REASONS))

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except openai.NotFoundError as error:
            raise EndpointError(
                f"{self._endpoint.host} has no batch service at this address, or knows no such job (404); check "
                "EXTRACTOR_BASE_URL and EXTRACTOR_API_KEY, or let `extractor run` ask live",
                f"{self._endpoint.host} 在此地址没有批处理服务，或不认识该任务（404）：请检查 EXTRACTOR_BASE_URL 和 "
                "EXTRACTOR_API_KEY，或用 extractor run 直接提问",
            ) from error
        except openai.OpenAIError as error:
            raise ours(error, self._endpoint, answered=False) from error


def _job(batch: Batch, requests: int | None = None) -> Job:
    counts = batch.request_counts
    total = requests if requests is not None else counts.total if counts else 0
    done, failed = (counts.completed, counts.failed) if counts else (0, 0)
    return Job(batch.id, batch.status, total, done, failed, _reason(batch))


def _reason(batch: Batch) -> str:
    data = batch.errors.data if batch.errors else None
    return " ".join(str(data[0].message).split())[:200] if data and data[0].message else ""
