"""Slots: the first request goes alone for a while, then as many as are allowed, and no more."""

import asyncio

from extractor.llm import slots
from extractor.llm.slots import Slots
from tests.llm.timeless import TimelessLoop


def peak(count: int, asking: int, seconds: float, before: float) -> tuple[int, int]:
    """Ask for `asking` places for `seconds` each; return how many were taken `before` that and at most."""
    taken = most = 0

    async def one(places: Slots) -> None:
        nonlocal taken, most
        async with places:
            taken += 1
            most = max(most, taken)
            await asyncio.sleep(seconds)
            taken -= 1

    async def all_of_them() -> int:
        places = Slots(count)
        async with asyncio.TaskGroup() as group:
            for _ in range(asking):
                group.create_task(one(places))
            await asyncio.sleep(before)
            return taken

    with asyncio.Runner(loop_factory=TimelessLoop) as runner:
        return runner.run(all_of_them()), most


def test_the_first_goes_alone_and_the_others_follow(monkeypatch):
    """One is out until the ticks are over; then all slots fill, one after the other."""
    monkeypatch.setattr(slots, "TICK_SECONDS", 0.1)
    assert peak(8, 20, seconds=2, before=0.2) == (1, 8)


def test_an_early_end_of_the_first_lets_the_others_go(monkeypatch):
    """Nobody waits for ticks once an answer is there."""
    monkeypatch.setattr(slots, "FIRST_TICKS", 10_000)
    assert peak(4, 12, seconds=0.1, before=0)[1] == 4


def test_one_slot_is_never_two():
    """With a concurrency of one, requests follow each other."""
    assert peak(1, 4, seconds=0.01, before=0)[1] == 1


def test_a_program_that_was_busy_opens_the_slots_that_are_due():
    """However long something else took, the last slot opens when it should have, not that much later."""

    async def taken() -> int:
        places, held = Slots(8), []

        async def one() -> None:
            async with places:
                held.append(None)
                await asyncio.Event().wait()

        async with places:
            pass  # an answer to the first request
        tasks = [asyncio.create_task(one()) for _ in range(8)]
        await asyncio.sleep(0)
        asyncio.get_running_loop().jump.now += 1  # something else takes a second
        for _ in range(30):
            await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        return len(held)

    with asyncio.Runner(loop_factory=TimelessLoop) as runner:
        assert runner.run(taken()) == 8
