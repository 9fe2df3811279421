"""Jobs: questions handed to a provider's batch service, at half the price, and answers taken in when they are ready.

In: requests by key. Out: their answers in the same stores that a live run looks into, so that the run afterwards asks
for nothing. Each line's `custom_id` is the request's key. A job is entered before it is created and known to the
provider by a token of ours, so that whatever is killed in between, nothing is handed over twice; its output
is on disk before it is parsed.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx2
import openai
from openai.types import Batch

from extractor.llm.cache import AnswerCache, request_key
from extractor.llm.faults import BadBodyError, CallError, ours
from extractor.llm.gateway import Answer, Gateway
from extractor.llm.ledger import Ledger, Usage
from extractor.llm.wire import CONNECT_SECONDS, parse, usage_of
from extractor.settings import Endpoint

MAX_LINES, MAX_BYTES = 50_000, 90_000_000
"""What one job may hold at OpenAI (50,000 requests, 200 MB), with room to spare."""
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
    """One job: the provider's id and word for its state, and how many of its requests are done or failed."""

    id: str
    state: str
    requests: int
    done: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """What `collect` took in: answers, requests without one, and jobs that are not ready yet."""

    answers: int = 0
    failed: int = 0
    waiting: int = 0


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
            lines = [_line(key, request) for key, request in requests.items() if key not in held]
            return [self._create(part) for part in _parts(lines)]

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
                if batch.status not in _ENDED:
                    taken = Taken(taken.answers, taken.failed, taken.waiting + 1)
                    continue
                keys = {key for (key,) in self._ledger.query("SELECT key FROM job_requests WHERE token = ?", token)}
                answered = self._take(batch, keys) if batch.output_file_id else set()
                self._ledger.query("DELETE FROM job_requests WHERE token = ?", token)
                self._ledger.query("UPDATE jobs SET state = 'collected' WHERE token = ?", token)
                taken = Taken(taken.answers + len(answered), taken.failed + len(keys) - len(answered), taken.waiting)
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

    def _take(self, batch: Batch, keys: set[str]) -> set[str]:
        """Store the answers of one job; lines that are no answer to one of its requests are left alone."""
        assert batch.output_file_id is not None
        output = self._client.files.content(batch.output_file_id).content
        self._ledger.query("INSERT OR REPLACE INTO job_outputs (id, body) VALUES (?, ?)", batch.id, output)
        answered: set[str] = set()
        for key, body in _answers(output.decode("utf-8", "replace")):
            if key not in keys or key in answered:
                continue
            try:
                usage = usage_of(parse(body)) or Usage()
            except BadBodyError:
                continue
            call = self._ledger.started(key, self._endpoint.host, self._endpoint.model)
            self._ledger.paid(call, body.encode("utf-8", "surrogatepass"))
            self._ledger.counted(call, usage)
            self._cache.put(key, body)
            answered.add(key)
        return answered

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except openai.OpenAIError as error:
            raise ours(error, self._endpoint, answered=False) from error


def _line(key: str, request: dict[str, Any]) -> tuple[str, str]:
    body = {name: value for name, value in request.items() if name != "extra_body"} | request.get("extra_body", {})
    line = {"custom_id": key, "method": "POST", "url": "/v1/chat/completions", "body": body}
    return key, json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def _parts(lines: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Cut the lines into jobs that a provider takes."""
    part: list[tuple[str, str]] = []
    size = 0
    for key, line in lines:
        length = len(line.encode("utf-8", "surrogatepass")) + 1
        if part and (len(part) == MAX_LINES or size + length > MAX_BYTES):
            yield part
            part, size = [], 0
        part.append((key, line))
        size += length
    if part:
        yield part


def _answers(text: str) -> Iterator[tuple[str, str]]:
    """Read the lines of an output file: the key and the body of each answer with status 200."""
    for line in text.split("\n"):
        try:
            entry = json.loads(line) if line.strip() else {}
            response = entry.get("response") or {}
            if response.get("status_code") == 200:
                yield str(entry["custom_id"]), json.dumps(response["body"], ensure_ascii=False)
        except (ValueError, KeyError, AttributeError):
            continue


def _job(batch: Batch, requests: int | None = None) -> Job:
    counts = batch.request_counts
    total = requests if requests is not None else counts.total if counts else 0
    return Job(batch.id, batch.status, total, counts.completed if counts else 0, counts.failed if counts else 0)
