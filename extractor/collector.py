"""The collector: have Python look for dead cycles seldom while a lot is made of which hardly anything is in a cycle.

As it comes it looks at 700 new objects, and often at everything that is loaded, for a fifth of the time of a run and
up to a third of a second on end, in which nobody answers the endpoint.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

SELDOM = 2_000, 10, 10
_lock = Lock()
_before: list[tuple[int, int, int]] = []
"""The thresholds that each one who asked found; only the first changed any."""


def collect_seldom() -> None:
    """Leave what is loaded by now alone for good, and look at the rest seldom: for a process that is ours alone."""
    with _lock:
        if not _before:
            gc.freeze()
        _before.append(gc.get_threshold())
        gc.set_threshold(*SELDOM)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Do so for a while, in a process that may be somebody else's; the last one to leave puts back what was."""
    collect_seldom()
    try:
        yield
    finally:
        with _lock:
            first = _before[0]
            _before.pop()
            if not _before:
                gc.set_threshold(*first)
                gc.unfreeze()
