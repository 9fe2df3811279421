"""Rate limits: requests and tokens a minute, first come first served, and one pause for all after a 429.

In: what a request will weigh. Out: the moment it may go. A sliding window holds both limits exactly: no 60 seconds
ever see more than the endpoint allows. What a request really weighed is put right when its answer is there.
After a 429 everything waits; then one request goes ahead, and the others follow once it has got an answer, so that a
limit that still holds costs one call and not one per task.
"""

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

WINDOW_SECONDS = 60.0
MAX_PAUSE_SECONDS = 60.0
"""The longest pause where the endpoint does not say how long; the first is one second, each further one double."""
LONG_SECONDS = 10.0
"""Whoever watches a run that stands still for longer is told why."""


@dataclass(slots=True)
class Ticket:
    """One request that was let through: when (seconds of the monotonic clock), and the tokens it weighs."""

    at: float
    tokens: int


class Limits:
    """Let requests through no faster than an endpoint allows; 0 is no limit."""

    def __init__(self, requests: int = 0, tokens: int = 0) -> None:
        self._requests, self._tokens = requests, tokens
        self._window: deque[Ticket] = deque()
        self._weight = 0
        self._queue = asyncio.Lock()  # it wakes its waiters in order
        self._ahead = asyncio.Event()  # set unless one request has gone ahead to try the limit
        self._ahead.set()
        self._closed = asyncio.Event()
        self._doubtful = False
        self._refusals = 0
        self._paused_until = self._told_until = 0.0

    async def acquire(self, tokens: int) -> Ticket:
        """Wait for one's turn, however long that takes, and take it. A request above the token limit goes alone."""
        async with self._queue:
            while not self._closed.is_set():
                await self._ahead.wait()
                if (wait := self._wait(tokens)) <= 0:
                    break
                with suppress(TimeoutError):
                    async with asyncio.timeout(wait):
                        await self._closed.wait()
            if self._doubtful:
                self._ahead.clear()
            ticket = Ticket(monotonic(), tokens)
            if self._requests or self._tokens:
                self._window.append(ticket)
                self._weight += tokens
            return ticket

    def weigh(self, ticket: Ticket, tokens: int) -> None:
        """Put right what a request weighed."""
        if self._window and ticket.at >= self._window[0].at:
            self._weight += tokens - ticket.tokens
            ticket.tokens = tokens

    def pause(self, seconds: float | None = None) -> float | None:
        """Let nobody through for a while, and then one alone: the endpoint has had too much.

        Returns for how many seconds, once for a long pause: requests that were in flight together ask for the same.
        """
        now = monotonic()
        if seconds is None:
            seconds = _backoff(self._refusals) if now >= self._paused_until else 0.0
        self._refusals += now >= self._paused_until  # those that were in flight together are one refusal
        self._paused_until = max(self._paused_until, now + seconds)
        self._doubtful = True
        self._ahead.set()
        if self._paused_until - max(now, self._told_until) < LONG_SECONDS:
            return None
        self._told_until = self._paused_until
        return self._paused_until - now

    def answered(self) -> None:
        """End the doubt: an answer came, and not to a request that went out before the pause."""
        if monotonic() < self._paused_until:
            return
        self._doubtful = False
        self._refusals = 0
        self._ahead.set()

    def ended(self) -> None:
        """Let the next one try: the request that went ahead ended without telling anything about the limit."""
        self._ahead.set()

    def close(self) -> None:
        """Wait for nothing any more."""
        self._closed.set()
        self._ahead.set()

    def _wait(self, tokens: int) -> float:
        """Return the seconds until a request of that weight may go; 0 or less is now."""
        now = monotonic()
        while self._window and self._window[0].at <= now - WINDOW_SECONDS:
            self._weight -= self._window.popleft().tokens
        waits = [self._paused_until - now]
        if self._requests and len(self._window) >= self._requests:
            waits.append(self._window[-self._requests].at + WINDOW_SECONDS - now)
        if self._tokens and self._window and self._weight + tokens > self._tokens:
            waits.append(self._until_light(tokens) - now)
        return max(waits)

    def _until_light(self, tokens: int) -> float:
        weight = self._weight
        for ticket in self._window:
            weight -= ticket.tokens
            if weight + tokens <= self._tokens:
                return ticket.at + WINDOW_SECONDS
        return self._window[-1].at + WINDOW_SECONDS


def _backoff(refusals: int) -> float:
    return float(min(2**refusals, MAX_PAUSE_SECONDS))
