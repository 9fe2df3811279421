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
_found: tuple[int, int, int] | None = None
"""The thresholds that the first of those who ask now found."""
_asking = 0


def collect_seldom() -> None:
    """Leave what is loaded by now alone for good, and look at the rest seldom: for a process that is ours alone."""
    global _asking, _found
    with _lock:
        if not _asking:
            gc.freeze()
            _found = gc.get_threshold()
            gc.set_threshold(*SELDOM)
        _asking += 1


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Do so for a while, in a process that may be somebody else's; the last one to leave puts back what was."""
    collect_seldom()
    try:
        yield
    finally:
        _leave()


def _leave() -> None:
    global _asking
    with _lock:
        _asking -= 1
        if not _asking and _found is not None:
            gc.set_threshold(*_found)
            gc.unfreeze()
