"""The collector: have Python look for dead cycles seldom while a lot is made of which hardly anything is in a cycle.

As it comes it looks at 700 new objects, and often at everything that is loaded, for a fifth of the time of a run and
up to a third of a second on end, in which nobody answers the endpoint.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 2_000, 10, 10


def collect_seldom() -> None:
    """Leave what is loaded by now alone for good, and look at the rest seldom: for a process that is ours alone."""
    gc.freeze()
    gc.set_threshold(*SELDOM)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Do so for a while, in a process that may be somebody else's."""
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
