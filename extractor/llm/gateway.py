"""The one way to the endpoint: every request passes here, under instructor.

In: the arguments of a chat completion. Out: a ChatCompletion. The gateway owns the answer cache, the concurrency
limit, the deadline and the only transport retry; instructor above it only builds schemas and re-asks.
Whatever the openai client raises leaves here as an error of ours.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import time
from typing import Any

import httpx2
import openai
from openai.types.chat import ChatCompletion, ChatCompletionMessage
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
    """A 200 answer that is no chat completion: HTML, broken JSON, no choices, cut off, too large."""


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
        self._stopped: EndpointError | None = None
        self.traffic = Traffic()

    async def __aenter__(self) -> "Gateway":
        return self

    async def __aexit__(self, *_: object) -> None:
        flights = list(self._flights.values())
        for flight in flights:
            flight.cancel()
        await asyncio.gather(*flights, return_exceptions=True)
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
            flight.add_done_callback(lambda done: self._landed(key, done))
        return _parse(await asyncio.shield(flight))

    def _landed(self, key: str, flight: asyncio.Task[str]) -> None:
        """Forget a flight; its failure is seen here even if all who waited for it were cancelled."""
        del self._flights[key]
        if not flight.cancelled():
            flight.exception()

    async def _ask(self, key: str, request: dict[str, Any]) -> str:
        """Send a request until an answer comes or the tries run out; store the answer before anything reads it."""
        try:
            async for attempt in AsyncRetrying(
                retry=retry_if_exception(_passes), wait=_wait, stop=stop_after_attempt(ATTEMPTS), reraise=True
            ):
                with attempt:
                    async with self._slots, asyncio.timeout(self._endpoint.deadline):
                        if self._stopped:
                            raise self._stopped
                        body = await self._send(request)
        except (openai.OpenAIError, BadBodyError, TimeoutError) as error:
            failure = self._ours(error)
            if isinstance(failure, AuthError | UnreachableError):
                self._stopped = failure
            raise failure from error
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
                return AuthError(
                    f"{where} refuses the key ({error.status_code}); check EXTRACTOR_API_KEY",
                    f"{where} 拒绝密钥（{error.status_code}）：请检查 EXTRACTOR_API_KEY",
                )
            case openai.NotFoundError():
                return AuthError(
                    f"{where} knows no model {model!r} (404); check EXTRACTOR_MODEL, EXTRACTOR_BASE_URL",
                    f"{where} 没有模型 {model!r}（404）：请检查 EXTRACTOR_MODEL、EXTRACTOR_BASE_URL",
                )
            case openai.APITimeoutError() | TimeoutError() if not isinstance(error.__cause__, httpx2.ConnectTimeout):
                return CallError(f"{where} gave no full answer within {self._endpoint.deadline:g} s")
            case openai.APIConnectionError() if not self.traffic.answers:
                reason = error.__cause__ or error
                return UnreachableError(
                    f"{where} cannot be reached ({type(reason).__name__}: {self._without_key(str(reason))}); "
                    "check EXTRACTOR_BASE_URL, or unset it to use the embedded model",
                    f"无法连接 {where}（{type(reason).__name__}）：请检查 EXTRACTOR_BASE_URL，或取消它改用内置模型",
                )
            case openai.APIStatusError():
                return CallError(f"{where} answered {error.status_code} {self._without_key(_reason(error))}")
            case BadBodyError():
                return CallError(f"{where} answered with {error}")
            case _:
                return CallError(f"{where}: {type(error).__name__}")

    def _without_key(self, words: str) -> str:
        """Blank the key out of somebody else's words: some endpoints repeat it."""
        return words.replace(self._endpoint.key, "***") if self._endpoint.key else words


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


_backoff: Callable[[RetryCallState], float] = wait_exponential_jitter(multiplier=0.5, max=8)


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
    try:
        async for part in answer.aiter_bytes():
            parts.append(part)
            size += len(part)
            if size > MAX_BODY_CHARACTERS:
                raise BadBodyError(f"more than {MAX_BODY_CHARACTERS >> 20} MB")
    except httpx2.HTTPError as error:
        raise BadBodyError(f"a body that cannot be read to its end ({type(error).__name__})") from error
    return b"".join(parts).decode("utf-8", "replace")


def _parse(body: str) -> ChatCompletion:
    """Read a completion as the openai client does: what surrounds the message may be of any make.

    Compatible servers invent finish reasons and service tiers, and leave out what nobody reads.
    """
    try:
        completion = ChatCompletion.construct(**json.loads(body))
    except (ValueError, TypeError):
        kind = "HTML" if body.lstrip()[:1] == "<" else "something that is no chat completion"
        raise BadBodyError(kind) from None
    choices: Any = completion.choices
    if not isinstance(choices, list) or not choices:
        raise BadBodyError("a completion without choices")
    if not all(isinstance(getattr(choice, "message", None), ChatCompletionMessage) for choice in choices):
        raise BadBodyError("a completion without a message")
    return completion
