"""The keeper: has a worker at work beside the HTTP side, and a new one if it dies."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess
from pathlib import Path
from uuid import uuid4

from extractor.errors import ExtractorError
from extractor.processes import end_with_parent
from extractor.service.jobs import JobStore
from extractor.service.logs import tell
from extractor.settings import Settings

DRAIN_SECONDS = 60.0
"""For the calls that are on their way; what is not back then is asked again after the next start."""
_LOOK_SECONDS = 0.2
_RESTART_SECONDS = 1.0


async def keep_worker(
    settings: Settings, jobs: JobStore, results: Path, is_ending: Callable[[], bool], restarted: Callable[[], None]
) -> None:
    """Have a worker until the service ends; then let it drain."""
    while not is_ending():
        name = uuid4().hex
        process = get_context("spawn").Process(target=_work, args=(settings, name, results))
        process.start()
        await _watch(process, is_ending)
        if not is_ending():
            restarted()
            tell("worker died", code=process.exitcode)
            with suppress(ExtractorError):  # the next worker takes its jobs over in any case
                await asyncio.to_thread(jobs.crashed, name)
            await asyncio.sleep(_RESTART_SECONDS)


def _work(settings: Settings, name: str, results: Path) -> None:
    """Work in a process of its own; only there the model's libraries are loaded."""
    end_with_parent()
    from extractor.service.worker import main

    main(settings, name, results)


async def _watch(process: SpawnProcess, is_ending: Callable[[], bool]) -> None:
    """Wait for a worker's end; once the service ends, tell it to drain, and do not wait for ever."""
    while process.is_alive() and not is_ending():
        await asyncio.sleep(_LOOK_SECONDS)
    if process.is_alive():
        process.terminate()
        await asyncio.to_thread(process.join, DRAIN_SECONDS)
    if process.is_alive():
        process.kill()
        await asyncio.to_thread(process.join)
