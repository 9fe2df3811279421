"""Signals: the first Ctrl-C (or SIGTERM) ends a run in order, the second at once.

In order means: nothing more is asked, and the answers that are on their way, and paid for, are taken in.
"""

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from extractor.errors import StoppedError
from extractor.llm.gateway import Gateway


class InterruptedRunError(StoppedError):
    """The process was told to end; `exit_code` is what shells expect for that signal."""

    def __init__(self, number: int) -> None:
        super().__init__(
            "interrupted; answers that came are kept, run the same command again to go on",
            "已中断；收到的回答都已保存，重新运行同一命令即可继续",
        )
        self.exit_code = 128 + number


@contextmanager
def drain_on_signals(gateway: Gateway, on_stop: Callable[[int], None]) -> Iterator[None]:
    """Handle SIGINT and SIGTERM while the context is open, in the main thread of a system that has them.

    `on_stop` is told how many calls are still on their way.
    """
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    numbers = (signal.SIGINT, signal.SIGTERM)

    def told(number: int) -> None:
        if gateway.stopped is None:
            gateway.stop(InterruptedRunError(number))
            on_stop(gateway.in_flight)
        elif task:
            gateway.abandon()
            task.cancel()

    try:
        for number in numbers:
            loop.add_signal_handler(number, told, number)
    except (NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
        yield
        return
    try:
        yield
    finally:
        if not sys.is_finalizing():
            for number in numbers:
                loop.remove_signal_handler(number)
