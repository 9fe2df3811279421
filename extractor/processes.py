"""Processes of our own on this machine: how they begin, and that none outlives the one that started it."""

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from typing import Any, TypeVar

from extractor.collector import collect_seldom

T = TypeVar("T")
NICENESS = 5
"""Where there is too little of the processor for all, such a process gets a third of what others get."""


class Processes:
    """So many processes, which start when there is work for them; close them after use.

    Each does `first` before anything else, so as to be quick from then on. With `step_back` they leave the processor to
    the one that started them whenever it needs it.
    Raises OSError where a system has no means for them.
    """

    def __init__(self, size: int, *, first: Callable[[], object] | None = None, step_back: bool = False) -> None:
        self._size, self._begins = size, (first, step_back)
        self._executor = self._make()

    async def run(self, work: Callable[..., T], *given: Any) -> T:
        """Have something done by one of them. Raises BrokenProcessPool if one dies; there are new ones then."""
        executor = self._executor
        try:
            return await asyncio.get_running_loop().run_in_executor(executor, work, *given)
        except BrokenProcessPool:
            if executor is self._executor:
                self._executor = self._make()
            raise

    def warm_up(self) -> list[Future[None]]:
        """Start the processes before anybody waits for them; what is returned is done when one is there, or all."""
        return [self._executor.submit(time.sleep, 0) for _ in range(self._size)]

    def close(self) -> None:
        """End the processes."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _make(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._size, get_context("spawn"), initializer=_begin, initargs=self._begins)


def end_with_parent() -> None:
    """End this process at once when the one that started it is gone, however that happened."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _begin(first: Callable[[], object] | None, step_back: bool) -> None:
    """Leave Ctrl-C to the parent, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    if first is not None:
        first()
    collect_seldom()
    if step_back and hasattr(os, "nice"):
        os.nice(NICENESS)
