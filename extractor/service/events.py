"""Server-sent events: how a job goes on, as it goes on.

In: a job. Out: an event `progress` with the job whenever it has changed, and `done` with the last one. Any process may
answer, whichever works on the job: the database is looked at, four times a second.
"""

import asyncio
from collections.abc import AsyncIterator, Callable

from starlette.concurrency import run_in_threadpool

from schemas.service import Job

LOOK_SECONDS = 0.25
ALIVE_SECONDS = 15.0
"""A comment so often keeps proxies from closing a silent stream."""


async def follow(find: Callable[[], Job | None], is_ending: Callable[[], bool]) -> AsyncIterator[str]:
    """Yield the events of a job until it is finished or gone, or the service ends."""
    told: Job | None = None
    silent = 0.0
    while not is_ending():
        job = await run_in_threadpool(find)
        if job is None:
            yield "event: gone\ndata: {}\n\n"
            return
        if job.state.is_final:
            yield _event("done", job)
            return
        if job != told:
            yield _event("progress", job)
            told, silent = job, 0.0
        elif silent >= ALIVE_SECONDS:
            yield ": still here\n\n"
            silent = 0.0
        await asyncio.sleep(LOOK_SECONDS)
        silent += LOOK_SECONDS


def _event(name: str, job: Job) -> str:
    return f"event: {name}\ndata: {job.model_dump_json()}\n\n"
