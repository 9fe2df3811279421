"""Growth: how much more time four times as much takes, in one run, so that a busy machine counts for little."""

import time
from collections.abc import Callable

LINEAR = 10.0
"""What costs linear time takes four times as long, give or take a noisy machine; what costs quadratic time, sixteen."""
_LEAST_SECONDS = 0.1
_TRIES = 3


def growth(act: Callable[[int], object], size: int) -> float:
    """Return the processor time of `act(size)` as a multiple of that of `act(size // 4)`; a moment counts as 0.1 s.

    What seems to grow faster than linear is measured again: a neighbour on the machine may have slowed one half down.
    """
    least = float("inf")
    for _ in range(_TRIES):
        least = min(least, _seconds(act, size) / max(_seconds(act, size // 4), _LEAST_SECONDS))
        if least < LINEAR:
            break
    return least


def _seconds(act: Callable[[int], object], size: int) -> float:
    started = time.process_time()
    act(size)
    return time.process_time() - started
