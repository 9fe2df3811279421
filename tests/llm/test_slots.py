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
