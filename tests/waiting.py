"""Waiting for another process or server: as long as it takes on a machine that is busy, but not for ever."""

import time
from collections.abc import Callable

PATIENCE_SECONDS = 300
"""So long a process may take for what it does in a second when it is alone."""


def wait_until(is_so: Callable[[], object], what: str = "what was waited for") -> None:
    """Wait until something is so; fails if it does not come to be."""
    patience = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < patience, f"{what} did not come"
        time.sleep(0.005)
