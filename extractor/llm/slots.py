"""Slots: how many requests may be in flight at a time.

In: a request that wants to go out. Out: leave to do so, while the context is open. The first goes alone until it has
ended or a quarter of a second has passed, so that a wrong key or model costs one call and not one per slot. Then the
slots open one after the other: requests that all went out at once would come back at once, for ever after, and each
wave would have to be worked off while the endpoint waits.
"""

import asyncio

FIRST_TICKS, TICK_SECONDS = 5, 0.05
"""A program that is busy with something else meanwhile loses a tick, not the time in which an answer could be seen."""
SLOT_SECONDS = 0.003


class Slots:
    """As many places as an endpoint is to be asked at the same time, given in order of arrival."""

    def __init__(self, count: int) -> None:
        self._free = asyncio.Semaphore(1)
        self._unopened = count - 1
        self._ticks = FIRST_TICKS
        self._timer: asyncio.TimerHandle | None = None
        self._due = 0.0

    async def __aenter__(self) -> None:
        await self._free.acquire()
        if self._unopened and self._timer is None:
            self._tick()

    async def __aexit__(self, *_: object) -> None:
        self._free.release()
        if self._ticks and self._timer:
            self._timer.cancel()
            self._ticks = 0
            self._open()

    def _tick(self) -> None:
        """Wait a little more for the end of the first request, then open."""
        if self._ticks:
            self._ticks -= 1
            self._timer = asyncio.get_running_loop().call_later(TICK_SECONDS, self._tick)
        else:
            self._open()

    def _open(self) -> None:
        """Open a slot, and the next one a little later, however late this one is."""
        loop = asyncio.get_running_loop()
        self._due = (self._due or loop.time()) + SLOT_SECONDS
        self._unopened -= 1
        self._free.release()
        if self._unopened:
            self._timer = loop.call_at(self._due, self._open)
