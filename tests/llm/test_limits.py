"""Rate limits: never more than allowed in any window, first come first served, one pause for all."""

import asyncio
import random
from itertools import pairwise

import pytest

from extractor.llm import limits
from extractor.llm.limits import Limits
from tests.llm.timeless import TimelessLoop


@pytest.fixture
def play(monkeypatch):
    """Run a coroutine function with the loop's clock in the place of the real one."""

    def run(whole):
        loop = TimelessLoop()
        monkeypatch.setattr(limits, "monotonic", loop.time)
        try:
            return loop.run_until_complete(asyncio.wait_for(whole(loop.time), 10**6))
        finally:
            loop.close()

    return run


def most_in_a_window(times, weights):
    """Return the largest sum of weights that any 60 seconds saw."""
    return max(sum(w for t, w in zip(times, weights, strict=True) if begin <= t < begin + 60) for begin in times)


@pytest.mark.parametrize("requests", [1, 7, 60])
def test_no_minute_sees_more_requests_than_allowed(requests, play):
    """And none is wasted: they take no longer than the limit needs."""

    async def whole(clock):
        gate, times = Limits(requests=requests), []

        async def one():
            await gate.acquire(0)
            times.append(clock())

        await asyncio.gather(*(one() for _ in range(3 * requests + 1)))
        return times

    times = play(whole)
    assert most_in_a_window(times, [1] * len(times)) == requests
    assert times[-1] == pytest.approx(180, abs=0.01)


def test_no_minute_sees_more_tokens_than_allowed(play):
    """Whatever the sizes are; one that is larger than the limit goes alone."""
    sizes = random.Random(1).choices([100, 900, 2500, 9000], k=60)

    async def whole(clock):
        gate, times = Limits(tokens=9000), []

        async def one(size):
            await gate.acquire(size)
            times.append(clock())

        await asyncio.gather(*(one(size) for size in sizes))
        await gate.acquire(20000)
        times.append(clock())
        return times

    times = play(whole)
    assert most_in_a_window(times[:-1], sizes) <= 9000
    assert times[-1] >= times[-2] + 60


def test_who_comes_first_goes_first(play):
    """A large request is not overtaken by small ones."""

    async def whole(_):
        gate, order = Limits(requests=5, tokens=1000), []

        async def one(i):
            await gate.acquire(900 if i == 3 else 10)
            order.append(i)

        await asyncio.gather(*(one(i) for i in range(30)))
        return order

    assert play(whole) == list(range(30))


def test_what_a_request_really_weighed_counts(play):
    """An estimate that was too high gives its place back."""

    async def whole(clock):
        gate = Limits(tokens=1000)
        ticket = await gate.acquire(1000)
        gate.weigh(ticket, 10)
        await gate.acquire(900)
        return clock()

    assert play(whole) == 0


def test_a_refusal_pauses_everybody_and_then_one_goes_ahead(play):
    """While the limit holds, one call each pause; once it is answered, all the others at once."""

    async def whole(clock):
        gate, tries = Limits(), []

        async def one(i):
            while True:
                await gate.acquire(1)
                tries.append((clock(), i))
                await asyncio.sleep(1)
                if clock() < 100:
                    gate.pause(30)
                else:
                    gate.answered()
                    return

        await asyncio.gather(*(one(i) for i in range(20)))
        return tries

    tries = play(whole)
    times = [time for time, _ in tries]
    assert times[:20] == [0] * 20
    assert times[20:24] == [31, 62, 93, 124]
    assert len(tries) == 20 + 3 + 20
    assert set(times[24:]) == {125}


def test_a_long_pause_is_told_once(play):
    """Not for each request that was in flight, nor where it is short; again when it gets longer, and after it."""

    async def whole(clock):
        gate, told = Limits(), []
        for at, wish in ((0, 5), (1, 60), (3, 60), (20, 60), (21, 1), (90, 9), (100, 60), (130, 30), (131, 120)):
            await asyncio.sleep(at - clock())
            if pause := gate.pause(wish):
                told.append((at, pause))
        return told

    assert play(whole) == [(1, 60), (20, 60), (100, 60), (131, 120)]


def test_pauses_that_grow_are_told_from_the_first_long_one(play):
    """Also where the endpoint does not say for how long it wants to be left alone."""

    async def whole(clock):
        gate, told = Limits(), []
        for _ in range(7):
            await gate.acquire(1)
            told.append(gate.pause())
        return told

    *short, longer, longest, bound = play(whole)
    assert (short, longer, longest, bound) == ([None] * 4, 16, 32, 60)


def test_without_a_wish_the_pauses_grow(play):
    """1, 2, 4 ... seconds, up to the longest; those in flight together are one refusal."""

    async def whole(clock):
        gate, times = Limits(), []
        for _ in range(9):
            await gate.acquire(1)
            times.append(clock())
            gate.pause()
            gate.pause()
        return [b - a for a, b in pairwise(times)]

    assert play(whole) == pytest.approx([1, 2, 4, 8, 16, 32, 60, 60])


def test_one_that_went_ahead_and_failed_otherwise_lets_the_next_try(play):
    """The doubt stays, nobody hangs."""

    async def whole(clock):
        gate = Limits()
        gate.pause(5)
        await gate.acquire(1)
        waiting = asyncio.create_task(gate.acquire(1))
        await asyncio.sleep(50)
        assert not waiting.done()
        gate.ended()
        await waiting
        return clock()

    assert play(whole) == 55


def test_a_closed_gate_keeps_nobody(play):
    """Who waits when a run stops is let go, to be told so."""

    async def whole(clock):
        gate = Limits(requests=1)
        gate.pause(1000)
        waiting = [asyncio.create_task(gate.acquire(1)) for _ in range(5)]
        await asyncio.sleep(3)
        gate.close()
        await asyncio.gather(*waiting)
        return clock()

    assert play(whole) == 3


def test_without_limits_nothing_is_kept_of_a_request(play):
    """A minute of a quick endpoint would be thousands of tickets."""

    async def whole(_):
        gate = Limits()
        for _ in range(9):
            gate.weigh(await gate.acquire(100), 50)
        return len(gate._window), gate._weight

    assert play(whole) == (0, 0)


def test_an_answer_to_what_went_out_before_the_pause_ends_no_doubt(play):
    """One goes ahead after the pause all the same: that answer says nothing about the limit that came after it."""

    async def whole(clock):
        gate, times = Limits(), []

        async def one():
            await gate.acquire(0)
            times.append(clock())

        gate.pause(100)
        gate.answered()
        tasks = [asyncio.create_task(one()) for _ in range(4)]
        await asyncio.sleep(150)
        went_ahead = len(times)
        gate.answered()
        await asyncio.gather(*tasks)
        return went_ahead, times[0]

    went_ahead, at = play(whole)
    assert (went_ahead, at) == (1, pytest.approx(100, abs=0.01))
