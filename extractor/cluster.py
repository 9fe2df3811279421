"""A cluster: reports read and checked on many machines (Dask distributed), asked about from one.

In: a report file. Out: its result, as text. The workers do what takes CPU: reading, understanding, merging, checking.
All asking stays in the process that was started: so answers are stored once, whatever is asked twice is asked once,
limits and budget hold for the whole cluster, and the key leaves this machine to the endpoint alone. A worker that
dies takes no answer with it: what it had prepared is prepared again elsewhere, which costs nothing but time.

    bytes > [worker: prepare] > passages > asker, here > fills > [worker: conclude] > text
"""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any

from extractor.anchors import Passage
from extractor.errors import ClusterError, InputError
from extractor.fingerprint import program
from extractor.halves import Prepared, conclude_text, prepare_bytes
from extractor.inputs import ReportFile, read_source
from extractor.output import Made

if TYPE_CHECKING:
    from distributed import Client

    from extractor.llm.fill import Asker, OnChunk

LOCAL = "local"
"""In the place of an address: a cluster on this machine, a worker a core, for the time of the run."""
WAIT_SECONDS = 30


def prepare_by(version: str, data: bytes, name: str, encoding: str | None, chunk_size: int) -> Prepared:
    """Prepare a report, on a worker. Raises InputError, and ClusterError if the worker runs another program."""
    if version != program():
        raise ClusterError(
            "a worker runs another version of this program, whose results may differ: install the same everywhere",
            "有工作节点运行的程序版本不同，结果可能不一致：请在所有节点安装同一版本",
        )
    return prepare_bytes(data, name, encoding, chunk_size)


def passages_of(prepared: Prepared) -> tuple[Passage, ...]:
    """Return what is to be asked about; the document stays where it is."""
    return prepared[1]


class Cluster:
    """A cluster that can be worked on."""

    def __init__(self, client: "Client", address: str, cores: int) -> None:
        self._client, self._address = client, address
        self.places = 2 * cores
        """So many reports keep it busy: one in work and one on its way for each core."""

    async def extract(self, file: ReportFile, asker: "Asker", on_chunk: "OnChunk") -> Made:
        """Make the result of one report. Raises InputError, ClusterError, and what asking raises."""
        data, name = await asyncio.to_thread(read_source, file)
        prepared = self._submit(prepare_by, program(), data, name, file.encoding, asker.endpoint.chunk_size)
        passages = await self._result(self._submit(passages_of, prepared), name)
        fills = await asker.fill(passages, on_chunk)
        made: Made = await self._result(self._submit(conclude_text, prepared, fills, asker.asked_by), name)
        return made

    def _submit(self, work: Callable[..., Any], *given: Any) -> Any:
        from distributed.client import ClosedClientError

        try:
            return self._client.submit(work, *given, pure=False)
        except ClosedClientError as error:
            raise _gone(self._address, error) from error

    async def _result(self, future: Any, name: str) -> Any:
        """Wait for a worker; an error of ours comes back as it was raised there."""
        from distributed import KilledWorker
        from distributed.client import FutureCancelledError
        from distributed.comm.core import CommClosedError

        try:
            return await future
        except KilledWorker as error:
            raise InputError(
                f"workers died while they were at {name!r}, one after the other: give them more memory, or look at "
                "the file",
                f"多个工作节点在处理 {name!r} 时相继退出：请增加内存，或检查该文件",
            ) from error
        except (FutureCancelledError, CommClosedError) as error:
            raise _gone(self._address, error) from error


@asynccontextmanager
async def open_cluster(address: str) -> AsyncIterator[Cluster]:
    """Join the cluster whose scheduler is at an address, or start one on this machine for `local`.

    Raises ClusterError if it is not there, or has no worker.
    """
    distributed = _distributed()
    async with AsyncExitStack() as stack:
        try:
            at = await stack.enter_async_context(_start(distributed)) if address == LOCAL else address
            client = await stack.enter_async_context(
                distributed.Client(at, asynchronous=True, timeout=WAIT_SECONDS, set_as_default=False)
            )
            await client.wait_for_workers(1, timeout=WAIT_SECONDS)
            cores = sum((await client.ncores()).values())
        except (OSError, TimeoutError, ValueError) as error:
            raise _gone(address, error) from error
        yield Cluster(client, address, cores)


def dask_setup(_worker: object) -> None:
    """Leave Ctrl-C to the process that was started: a worker of its own goes on till the answers in flight are in."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _start(distributed: Any) -> Any:
    """Start a cluster on this machine, a worker a core, reachable from it alone."""
    return distributed.LocalCluster(
        host="127.0.0.1",
        threads_per_worker=1,
        dashboard_address=None,
        asynchronous=True,
        silence_logs=logging.CRITICAL,
        preload=[__name__],
    )


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise ClusterError(
            "a cluster needs an extra: pip install 'report-extractor[cluster]'",
            "使用集群需要附加组件：pip install 'report-extractor[cluster]'",
        ) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is said here, in our words
    return distributed


def _gone(address: str, error: Exception) -> ClusterError:
    why = str(error) or type(error).__name__
    return ClusterError(
        f"the cluster {address!r} cannot be worked on: {why}. Look whether its scheduler and its workers run "
        "(docs/cluster.md); what was done is kept, and the same command goes on",
        f"集群 {address!r} 不可用：{why}。请检查调度器和工作节点是否在运行（见 docs/cluster.md）；"
        "已完成的都保留，重新运行同一命令即可继续",
    )
