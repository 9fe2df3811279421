"""The one way to the endpoint: every request passes here.

In: the arguments of a chat completion. Out: a ChatCompletion. The gateway owns the stored answers, the ledger, the
budget, the rate and concurrency limits, the deadline and the only transport retry; what does not fit its schema is
asked for again above it (schema.py). Whatever the wire raises leaves here as an error of ours.
"""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self

import openai
from openai.types.chat import ChatCompletion
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_exponential_jitter

from extractor.errors import AuthError, ExtractorError, StoppedError, UnreachableError
from extractor.llm.budget import Budget, Reserved, estimate
from extractor.llm.cache import AnswerCache, request_key
from extractor.llm.faults import BadBodyError, Fate, fate_of, ours, pause_after, was_sent
from extractor.llm.ledger import NO_USAGE, Ledger, Usage
from extractor.llm.limits import Limits
from extractor.llm.slots import Slots
from extractor.llm.wire import Connect, Wire, parse, usage_of
from extractor.settings import Endpoint

ATTEMPTS = 5
ATTEMPTS_WHEN_LIMITED = 8
"""Tries after 429: the pauses between them, 1 s and doubled each time, outlast a limit that counts by the minute."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, the key of its request, what it took, and whether this run paid for it (or had it stored)."""

    completion: ChatCompletion
    key: str
    usage: Usage
    fresh: bool


@dataclass(frozen=True, slots=True)
class _Landed:
    body: str
    completion: ChatCompletion
    usage: Usage


@dataclass(slots=True)
class Traffic:
    """What was asked in a run, for `run.json`: requests sent (retries included), answers, answers from the store."""

    requests: int = 0
    answers: int = 0
    cache_hits: int = 0


class Gateway:
    """Ask one endpoint. Use as an async context manager; create no more than one per endpoint and run."""

    def __init__(
        self,
        endpoint: Endpoint,
        connect: Connect,
        cache: AnswerCache | None,
        ledger: Ledger | None = None,
        budget: Budget | None = None,
    ) -> None:
        self._endpoint, self._cache = endpoint, cache
        self.ledger = ledger or Ledger()
        self.budget = budget or Budget()
        self._limits = Limits(endpoint.rpm, endpoint.tpm)
        self._slots = Slots(endpoint.concurrency)
        self._wire = Wire(endpoint, connect)
        self._flights: dict[str, asyncio.Task[_Landed]] = {}
        self.stopped: ExtractorError | None = None
        self._closing = False
        self._in_flight = 0
        self.traffic = Traffic()
        self.on_pause: Callable[[float], None] = lambda _: None
        """Told when nothing is asked for so many seconds, because the endpoint has had too much."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is asyncio.CancelledError:
            self.abandon()
        try:
            await self.settle()
        finally:
            await self._wire.close()

    async def settle(self) -> None:
        """Wait for the calls in flight, because they are paid for; those that have not gone out are not sent."""
        self._closing = True
        self._limits.close()
        self.budget.close()
        await asyncio.gather(*self._flights.values(), return_exceptions=True)

    def abandon(self) -> None:
        """End the calls in flight, paid for or not: somebody insists."""
        for flight in self._flights.values():
            flight.cancel()

    @property
    def in_flight(self) -> int:
        """How many requests are on their way."""
        return self._in_flight

    def stop(self, error: ExtractorError) -> None:
        """Send nothing more: whoever asks for what is not stored gets this error. What is in flight still lands."""
        self.stopped = self.stopped or error
        self._limits.close()
        self.budget.close()

    async def create(self, **request: Any) -> ChatCompletion:
        """Return the completion of `answer`."""
        return (await self.answer(request)).completion

    async def answer(self, request: dict[str, Any]) -> Answer:
        """Return the answer to a request: stored, else asked for once, however many ask at the same time.

        Raises AuthError, UnreachableError, StoppedError or OutputError when the run cannot go on, CallError or
        RefusedError when only this request failed.
        """
        key = request_key(request, self._endpoint.identity)
        flight = self._flights.get(key)
        fresh = flight is None
        if flight is None:
            if stored := self._stored(key):
                self.traffic.cache_hits += 1
                return Answer(stored, key, usage_of(stored) or Usage(), fresh=False)
            flight = self._flights[key] = asyncio.create_task(self._ask(key, request))
            flight.add_done_callback(lambda done: self._landed(key, done))
        landed = await asyncio.shield(flight)
        completion = landed.completion if fresh else parse(landed.body)  # the reader writes into what it is given
        return Answer(completion, key, landed.usage, fresh)

    def set_aside(self, keys: Iterable[str]) -> None:
        """Give these answers to nobody again: they were no good, and who asks again is to get another one."""
        asided = tuple(keys)
        self.ledger.set_aside(*asided)
        for key in asided:
            if self._cache:
                self._cache.delete(key)

    def _stored(self, key: str) -> ChatCompletion | None:
        """Look into the cache, then into the ledger, which still knows what a lost or damaged cache forgot."""
        with suppress(BadBodyError):
            if self._cache and (body := self._cache.get(key)) is not None:
                return parse(body)
        with suppress(BadBodyError):
            if (raw := self.ledger.body(key)) is not None:
                completion = parse(body := raw.decode("utf-8", "replace"))
                if self._cache:
                    self._cache.put(key, body)
                return completion
        return None

    def _landed(self, key: str, flight: "asyncio.Task[_Landed]") -> None:
        """Forget a flight; its failure is seen here even if all who waited for it were cancelled."""
        del self._flights[key]
        if not flight.cancelled():
            flight.exception()

    async def _ask(self, key: str, request: dict[str, Any]) -> "_Landed":
        """Send a request until an answer comes or the tries run out."""
        try:
            async for attempt in AsyncRetrying(
                retry=retry_if_exception(lambda error: fate_of(error) is Fate.RETRY),
                wait=_wait,
                stop=_is_over,
                reraise=True,
            ):
                with attempt:
                    landed = await self._attempt(key, request)
                    break
            if self._cache:
                self._cache.put(key, landed.body)
        except (openai.OpenAIError, BadBodyError, TimeoutError) as error:
            if fate_of(error) is Fate.MISTAKE:
                raise
            failure = ours(error, self._endpoint, answered=bool(self.traffic.answers))
            if isinstance(failure, AuthError | UnreachableError):
                self.stop(failure)
            raise failure from error
        except ExtractorError as error:
            if not self._closing:
                self.stop(error)
            raise
        self.traffic.answers += 1
        return landed

    async def _attempt(self, key: str, request: dict[str, Any]) -> "_Landed":
        """Send a request once, when budget, concurrency and rate limits let it through, and read the answer."""
        most = estimate(request) if self._endpoint.tpm or self.budget.limit else NO_USAGE
        async with self.budget.reserve(most) as reserved:
            async with self._slots:
                ticket = await self._limits.acquire(most.total)
                call, raw = await self._sent(key, request, reserved, most)
            completion = parse(body := raw.decode("utf-8", "replace"))
            usage = usage_of(completion)
            self.ledger.counted(call, usage or Usage())
            reserved.used = usage or most
            self._limits.weigh(ticket, reserved.used.total)
        await asyncio.sleep(0)  # the next request goes out first
        return _Landed(body, completion, usage or Usage())

    async def _sent(self, key: str, request: dict[str, Any], reserved: Reserved, most: Usage) -> tuple[int, bytes]:
        """Send a request now; return its number in the ledger and the bytes that came back, which are stored."""
        if self.stopped or self._closing:
            raise self.stopped or StoppedError("nobody waits for this answer any more")
        self._wire.open()  # its time is not the endpoint's
        call = self.ledger.started(key, self._endpoint.host, self._endpoint.model)
        self.traffic.requests += 1
        self._in_flight += 1
        try:
            async with asyncio.timeout(self._endpoint.deadline):
                raw = await self._wire.send(request)
        except BaseException as error:
            state = _state(error)
            self.ledger.failed(call, state, type(error).__name__)
            reserved.used = most if state == "lost" else Usage()
            limited, seconds = pause_after(error)
            if not limited:
                self._limits.ended()
            elif pause := self._limits.pause(seconds):
                self.on_pause(pause)
            raise
        finally:
            self._in_flight -= 1
        self._limits.answered()
        reserved.used = most
        self.ledger.paid(call, raw)
        return call, raw


def _state(error: BaseException) -> str:
    """Say how a request ended that got no whole answer, in the ledger's words."""
    if isinstance(error, openai.APIStatusError):
        return "refused"
    return "lost" if was_sent(error) else "unsent"


_backoff: Callable[[RetryCallState], float] = wait_exponential_jitter(multiplier=0.5, max=8)


def _wait(state: RetryCallState) -> float:
    """Back off with jitter, except where the limits make everybody wait."""
    error = state.outcome.exception() if state.outcome else None
    return 0.0 if pause_after(error)[0] else _backoff(state)


def _is_over(state: RetryCallState) -> bool:
    error = state.outcome.exception() if state.outcome else None
    return state.attempt_number >= (ATTEMPTS_WHEN_LIMITED if pause_after(error)[0] else ATTEMPTS)
