"""The one way to the endpoint: every request passes here, under instructor.

In: the arguments of a chat completion. Out: a ChatCompletion. The gateway owns the answer cache, the concurrency
limit, the deadline and the only transport retry; instructor above it only builds schemas and re-asks.
Whatever the openai client raises leaves here as an error of ours.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import time
from typing import Any

import httpx2
import openai
from openai.types.chat import ChatCompletion
from pydantic import ValidationError
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from extractor.errors import AuthError, EndpointError, UnreachableError
from extractor.llm.cache import MAX_BODY_CHARACTERS, AnswerCache, request_key
from extractor.settings import Endpoint

ATTEMPTS = 5
MAX_WAIT_SECONDS = 120.0
CONNECT_SECONDS = 5.0


Connect = Callable[[], str]
"""Called once, when the first request must be sent; returns the base URL (and may start a server to do so)."""


class BadBodyError(EndpointError):
    """A 200 answer that is no chat completion: HTML, broken JSON, no choices, too large."""


class CallError(EndpointError):
    """One request failed for good; others may still work."""


@dataclass(slots=True)
class Traffic:
    """What was asked in a run, for `run.json`: requests sent (retries included), answers from the cache."""

    requests: int = 0
    answers: int = 0
    cache_hits: int = 0


class Gateway:
    """Ask one endpoint. Use as an async context manager; create no more than one per endpoint and run."""

    def __init__(self, endpoint: Endpoint, connect: Connect, cache: AnswerCache | None) -> None:
        self._endpoint, self._connect, self._cache = endpoint, connect, cache
        self._client: openai.AsyncOpenAI | None = None
        self._slots = asyncio.Semaphore(endpoint.concurrency)
        self._flights: dict[str, asyncio.Task[str]] = {}
        self.traffic = Traffic()

    async def __aenter__(self) -> "Gateway":
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._client:
            await self._client.close()

    async def create(self, **request: Any) -> ChatCompletion:
        """Return the answer to a request: stored, else asked for once, however many ask at the same time.

        Raises AuthError or UnreachableError when the run cannot go on, CallError when only this request failed.
        """
        key = request_key(request, self._endpoint.base_url or "embedded")
        if self._cache and (body := await asyncio.to_thread(self._cache.get, key)) is not None:
            self.traffic.cache_hits += 1
            return _parse(body)
        flight = self._flights.get(key)
        if flight is None:
            flight = self._flights[key] = asyncio.create_task(self._ask(key, request))
            flight.add_done_callback(lambda _: self._flights.pop(key, None))
        return _parse(await asyncio.shield(flight))

    async def _ask(self, key: str, request: dict[str, Any]) -> str:
        """Send a request until an answer comes or the tries run out; store the answer before anything reads it."""
        try:
            async for attempt in AsyncRetrying(
                retry=retry_if_exception(_passes), wait=_wait, stop=stop_after_attempt(ATTEMPTS), reraise=True
            ):
                with attempt:
                    async with self._slots, asyncio.timeout(self._endpoint.deadline):
                        body = await self._send(request)
        except (openai.OpenAIError, BadBodyError, TimeoutError) as error:
            raise self._ours(error) from error
        self.traffic.answers += 1
        if self._cache:
            await asyncio.to_thread(self._cache.put, key, body)
        return body

    async def _send(self, request: dict[str, Any]) -> str:
        self.traffic.requests += 1
        async with self._opened().chat.completions.with_streaming_response.create(**request) as answer:
            body = await _read(answer.http_response)
        _parse(body)
        return body

    def _opened(self) -> openai.AsyncOpenAI:
        """Open the connection at the first request: a run whose answers are all stored needs no endpoint."""
        if self._client is None:
            http = openai.DefaultAsyncHttpxClient(
                follow_redirects=False,
                trust_env=False,
                timeout=httpx2.Timeout(self._endpoint.deadline, connect=CONNECT_SECONDS),
            )
            self._client = openai.AsyncOpenAI(
                base_url=self._connect(), api_key=self._endpoint.key or "none", max_retries=0, http_client=http
            )
        return self._client

    def _ours(self, error: Exception) -> EndpointError:
        """Map what the client raised to an error of ours."""
        where, model = self._endpoint.host, self._endpoint.model
        match error:
            case openai.AuthenticationError() | openai.PermissionDeniedError():
                return AuthError(f"{where} refuses the key ({error.status_code}); check EXTRACTOR_API_KEY")
            case openai.NotFoundError():
                return AuthError(f"{where} knows no model {model!r} (404); check EXTRACTOR_MODEL, EXTRACTOR_BASE_URL")
            case openai.APITimeoutError() | TimeoutError():
                return CallError(f"{where} gave no full answer within {self._endpoint.deadline:.0f} s")
            case openai.APIConnectionError() if not self.traffic.answers:
                reason = error.__cause__ or error
                return UnreachableError(
                    f"{where} cannot be reached ({type(reason).__name__}: {reason}); "
                    "check EXTRACTOR_BASE_URL, or unset it to use the embedded model"
                )
            case openai.APIStatusError():
                return CallError(f"{where} answered {error.status_code} {_reason(error)}")
            case BadBodyError():
                return CallError(f"{where} answered with {error}")
            case _:
                return CallError(f"{where}: {type(error).__name__}")


def _reason(error: openai.APIStatusError) -> str:
    """Return the endpoint's own short message, if it gave one."""
    body = error.body
    message = body.get("message") if isinstance(body, dict) else None
    return str(message)[:200] if message else error.response.reason_phrase


def _passes(error: BaseException) -> bool:
    """Tell whether a fault may pass: those of transport do, those of the request or the key never."""
    if isinstance(error, openai.APIStatusError):
        return error.status_code in {408, 409, 429} or error.status_code >= 500
    return isinstance(error, openai.APIConnectionError | BadBodyError | TimeoutError)


_backoff: Callable[[RetryCallState], float] = wait_exponential_jitter(initial=0.5, max=8)


def _wait(state: RetryCallState) -> float:
    """Wait as long as the server asks, within reason, else back off with jitter."""
    error = state.outcome.exception() if state.outcome else None
    asked = _retry_after(error.response.headers) if isinstance(error, openai.APIStatusError) else None
    return min(asked, MAX_WAIT_SECONDS) if asked is not None else _backoff(state)


def _retry_after(headers: httpx2.Headers) -> float | None:
    """Read `retry-after-ms` or `Retry-After` (seconds or a date) in seconds."""
    try:
        if "retry-after-ms" in headers:
            return max(0.0, float(headers["retry-after-ms"]) / 1000)
        text = headers.get("retry-after", "")
        if text.replace(".", "", 1).isdigit():
            return float(text)
        return max(0.0, parsedate_to_datetime(text).timestamp() - time()) if text else None
    except (ValueError, TypeError):
        return None


async def _read(answer: httpx2.Response) -> str:
    """Read a body up to the cap; a larger one is no answer of a model."""
    parts, size = [], 0
    async for part in answer.aiter_bytes():
        parts.append(part)
        size += len(part)
        if size > MAX_BODY_CHARACTERS:
            raise BadBodyError(f"more than {MAX_BODY_CHARACTERS >> 20} MB")
    return b"".join(parts).decode("utf-8", "replace")


def _parse(body: str) -> ChatCompletion:
    try:
        completion = ChatCompletion.model_validate_json(body)
    except ValidationError:
        kind = "HTML" if body.lstrip()[:1] == "<" else "something that is no chat completion"
        raise BadBodyError(kind) from None
    if not completion.choices:
        raise BadBodyError("a completion without choices")
    return completion
