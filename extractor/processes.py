"""Processes of our own on this machine: how they begin, and that none outlives the one that started it."""

import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import connection, get_context, parent_process


def make_executor(size: int) -> ProcessPoolExecutor:
    """Return an executor of so many processes, which start when there is work for them. Close it after use."""
    return ProcessPoolExecutor(size, get_context("spawn"), initializer=_begin)


def end_with_parent() -> None:
    """End this process at once when the one that started it is gone, however that happened."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _begin() -> None:
    """Leave Ctrl-C to the parent, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
