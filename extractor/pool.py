"""A pool: reports read and checked by processes of this machine, asked about from this one.

In: a report file. Out: its result, as text. Reading and checking take more time than asking, and an endpoint waits
for a process that does all three. The processes keep nothing of a report: what was prepared comes back packed, and
goes out again with the answers. So one that dies takes only its time along.

    bytes > [a process: prepare] > packed, passages > asker, here > fills > [a process: conclude] > text
"""

import asyncio
import os
import pickle
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Self, TypeVar

from extractor.anchors import Passage
from extractor.errors import InputError
from extractor.halves import conclude_text, prepare_bytes
from extractor.inputs import ReportFile, read_source
from extractor.output import Made
from extractor.processes import Processes
from schemas.answer import AskedBy, ChunkFill

if TYPE_CHECKING:
    from extractor.llm.fill import Asker, OnChunk

T = TypeVar("T")
_REHEARSED = "某县2024年法治政府建设报告\n一、工作情况\n办结案件7件，占3.5%。\n二、存在的问题\n力量不足。"
NOBODY = AskedBy(style="", model="", prompt="", prompt_sha256="", schema_sha256="")
MOST = 4
"""More processes than this have nothing to do: the asking, in one, takes a third as long as the rest."""


def prepare_packed(data: bytes, name: str, encoding: str | None, chunk_size: int) -> tuple[bytes, tuple[Passage, ...]]:
    """Prepare a report; returns it as bytes, and what is to be asked about. Raises InputError."""
    prepared = prepare_bytes(data, name, encoding, chunk_size)
    return pickle.dumps(prepared, pickle.HIGHEST_PROTOCOL), tuple(p for p in prepared[1] if p.anchors)


def conclude_packed(packed: bytes, fills: tuple[ChunkFill, ...], asked_by: AskedBy) -> Made:
    """Make the result of what came back."""
    return conclude_text(pickle.loads(packed), fills, asked_by)


def rehearse() -> None:
    """Make a small report, so that all it takes is loaded."""
    conclude_text(prepare_bytes(_REHEARSED.encode(), "", None, 300), (), NOBODY)


class Pool:
    """So many processes, for as long as the context is open. Raises OSError where a system has no means for them."""

    def __init__(self, size: int) -> None:
        self.places = 2 * size
        self._processes, self._alone = Processes(size, first=rehearse, step_back=True), asyncio.Lock()

    async def __aenter__(self) -> Self:
        """Wait until the processes are there: an endpoint is not to wait for them in the midst of a run.

        One that dies before it is there is replaced like any other, when there is work for it.
        """
        await asyncio.gather(*map(asyncio.wrap_future, self._processes.warm_up()), return_exceptions=True)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._processes.close()

    async def extract(self, file: ReportFile, asker: "Asker", on_chunk: "OnChunk") -> Made:
        """Make the result of one report. Raises InputError, and what asking raises."""
        data, name = await asyncio.to_thread(read_source, file)
        packed, passages = await self._run(name, prepare_packed, data, name, file.encoding, asker.endpoint.chunk_size)
        fills = await asker.fill(passages, on_chunk)
        return await self._run(name, conclude_packed, packed, fills, asker.asked_by)

    async def _run(self, name: str, work: Callable[..., T], *given: object) -> T:
        """Have something done by one of the processes; if one of them dies meanwhile, by a process of its own."""
        try:
            return await self._processes.run(work, *given)
        except BrokenProcessPool:
            async with self._alone:
                return await _done_alone(name, work, *given)


def processes() -> int:
    """Return how many processes it is worth to have beside the one that asks."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST, cores)


async def _done_alone(name: str, work: Callable[..., T], *given: object) -> T:
    """Have something done where nothing else can be the reason of a death."""
    alone = Processes(1)
    try:
        return await alone.run(work, *given)
    except BrokenProcessPool as error:
        raise InputError(
            f"the process that was at {name!r} died, and the next one too: give this machine more memory, or look at "
            "the file",
            f"处理 {name!r} 的进程两次意外终止：请增加内存，或检查该文件",
        ) from error
    finally:
        alone.close()
