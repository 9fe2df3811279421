"""Batch: many reports, a result file each, and the manifest of their folder.

In: a plan. Out: files in the output folder. A report that fails is a line in the manifest and the batch goes on; only
what stops every report (no endpoint, bad key, a folder that cannot be written) ends it. Few more reports are in memory
than calls can be in flight.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

from extractor.anchors import Passage
from extractor.collector import seldom_collected
from extractor.errors import InputError, OutputError, StoppedError
from extractor.fingerprint import fingerprint
from extractor.inputs import ReportFile, read_source, readable
from extractor.llm.budget import Limit
from extractor.llm.fill import Asker, OnChunk
from extractor.llm.ledger import Usage
from extractor.llm.session import open_session
from extractor.llm.signals import drain_on_signals
from extractor.manifest import STOPPED, UNREADABLE, Journal, begin, without_result
from extractor.output import Made, make, write_changed
from extractor.pipeline import conclude, prepare
from extractor.plan import Plan
from extractor.pool import Pool, processes
from extractor.settings import Settings
from extractor.source.read import RawReport, read_bytes
from extractor.summary import Summary, head_of
from schemas.answer import NO_BILL, Bill, ChunkFill
from schemas.manifest import ReportLine, RunHead
from schemas.result import ReportResult


class Workshop(Protocol):
    """Where results are made: in this process, by a pool of them, or on a cluster."""

    places: int
    """So many reports keep it busy beside those that are asked about."""

    async def extract(self, file: ReportFile, asker: Asker, on_chunk: OnChunk) -> Made:
        """Make the result of one report. Raises InputError, and what ends a run."""


MANY = 16
"""So many reports make up for the second that processes take to start."""
OpenWorkshop = Callable[[], AbstractAsyncContextManager[Workshop]]


class Observer(Protocol):
    """Whoever watches a batch."""

    def chunk(self, fill: ChunkFill) -> None:
        """One chunk was answered, or failed."""

    def report(self, line: ReportLine) -> None:
        """One report is written, or failed."""

    def held(self, requests: int) -> None:
        """So many requests are with the provider's batch service; those of this run will be asked, and paid, again."""

    def paused(self, seconds: float) -> None:
        """Nothing is asked for so long, because the endpoint has had too much."""

    def stopping(self, calls: int) -> None:
        """The run was told to end, and waits for so many calls that are on their way."""


async def extract_report(
    raw: RawReport,
    asker: Asker,
    on_chunk: OnChunk = lambda _: None,
    on_passages: Callable[[Sequence[Passage]], None] = lambda _: None,
) -> ReportResult:
    """Extract one report that has been read: the whole path, with the model in the middle.

    `on_passages` is told what the report was cut into before anything is asked, `on_chunk` of each answer.
    """
    document, passages = prepare(raw, asker.endpoint.chunk_size)
    on_passages(passages)
    return conclude(document, passages, await asker.fill(passages, on_chunk), asker.asked_by)


class Here:
    """The workshop in this process."""

    places = 0

    async def extract(self, file: ReportFile, asker: Asker, on_chunk: OnChunk) -> Made:
        """Make a report's result; the reading, which may wait for another process (PDF), holds nobody up."""
        raw = await asyncio.to_thread(self._read, file)
        return make(await extract_report(raw, asker, on_chunk))

    def _read(self, file: ReportFile) -> RawReport:
        data, name = read_source(file)
        return read_bytes(data, name, encoding=file.encoding)


def on_this_machine(planned: Plan, settings: Settings) -> AbstractAsyncContextManager[Workshop]:
    """Open the workshop that fits: processes for many reports, unless the embedded model needs the machine itself."""
    if len(planned.todo) >= MANY and settings.endpoint.base_url is not None and processes() > 1:
        with suppress(OSError, ImportError, NotImplementedError):  # a system without what processes need to talk
            return Pool(processes())
    return nullcontext(Here())


def run_batch(
    planned: Plan,
    settings: Settings,
    out: Path,
    observer: Observer,
    limit: Limit | None = None,
    workshop: OpenWorkshop | None = None,
) -> Summary:
    """Make the results that are to be made in `out`, a folder that exists and is ours alone, and write the manifest.

    When `limit` is used up, or the process is told to end, nothing more is asked, what is in flight is taken in, and
    the reports that are not done are `stopped`. Without a `workshop`, the one on this machine that fits is opened.
    Raises EndpointError or OutputError when going on is no use; what was paid for is stored all the same.
    """
    head = head_of(settings, len(planned.todo) + len(planned.done))
    with seldom_collected(), Journal(out, planned.known, head) as journal:
        opens = workshop or partial(on_this_machine, planned, settings)
        run = _Run(settings, out, observer, opens, journal, head)
        for line in planned.done.values():
            run.take(line, known=planned.known.get(line.id))
        try:
            asyncio.run(run.ask(iter(planned.todo), limit))
        except asyncio.CancelledError:  # told to end a second time
            raise KeyboardInterrupt from None
    return run.summary


@dataclass(slots=True)
class _Run:
    """A run that is going on."""

    settings: Settings
    out: Path
    observer: Observer
    workshop: OpenWorkshop
    journal: Journal
    head: RunHead
    summary: Summary = field(default_factory=Summary)
    clock: float = field(default_factory=monotonic)

    def take(self, line: ReportLine, known: ReportLine | None = None) -> None:
        """Keep how a report ended, unless that is `known`."""
        if line != known:
            self.journal.note(line)
        self.summary.count(line)

    async def ask(self, todo: Iterator[ReportFile], limit: Limit | None) -> None:
        """Make the reports, and write the manifest, whatever happens."""
        async with open_session(self.settings, limit) as asker:
            if held := asker.gateway.ledger.held(self.settings.endpoint.identity):
                self.observer.held(held)
            asker.gateway.on_pause = self.observer.paused
            with drain_on_signals(asker.gateway, self.observer.stopping):
                try:
                    async with self.workshop() as workshop:
                        await self._work(todo, asker, workshop)
                except BaseException:
                    with suppress(OutputError):  # the first error is the one to tell
                        await self._end(todo, asker)
                    raise
                await self._end(todo, asker)

    async def _work(self, todo: Iterator[ReportFile], asker: Asker, workshop: Workshop) -> None:
        """Have as many reports in work as calls can be in flight, and as the workshop has places."""

        async def work() -> None:
            for file in todo:
                line = await self._line(file, asker, workshop)
                self.take(line)
                self.observer.report(line)

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(self.settings.endpoint.concurrency + workshop.places):
                    group.create_task(work())
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None

    async def _line(self, file: ReportFile, asker: Asker, workshop: Workshop) -> ReportLine:
        """Make a report's result; what cannot be read, or is not done when a run stops, is a line too."""
        clock, bills = monotonic(), [NO_BILL]
        if isinstance(asker.gateway.stopped, StoppedError):
            return without_result(file, self.out, STOPPED)

        def seen(chunk: ChunkFill) -> None:
            bills.append(chunk.bill)
            self.observer.chunk(chunk)

        self.journal.note(begin(file))
        try:
            made = await workshop.extract(file, asker, seen)
        except InputError as error:
            return without_result(file, self.out, UNREADABLE, reason=str(error))
        except StoppedError:
            return without_result(file, self.out, STOPPED, **_paid(bills, asker))
        name = f"{file.stem}.json"
        await asyncio.to_thread(write_changed, self.out / name, made.text)
        return ReportLine(
            source=readable(str(file.path)),
            id=file.id,
            status=made.status.value,
            result=name,
            open=made.open,
            reason=made.reason,
            findings=made.findings,
            tokens=made.tokens,
            **_paid(bills, asker),
            seconds=round(monotonic() - clock, 1),
            source_sha256=made.source_sha256,
            fingerprint=fingerprint(file, made.source_sha256, asker.endpoint),
            sha256=sha256(made.text.encode()).hexdigest(),
        )

    async def _end(self, todo: Iterator[ReportFile], asker: Asker) -> None:
        """Take in what is in flight, and write the manifest."""
        await asker.gateway.settle()
        for file in todo:
            self.take(without_result(file, self.out, STOPPED))
        ledger, budget, totals = asker.gateway.ledger, asker.gateway.budget, asker.gateway.ledger.totals()
        summary = self.summary
        summary.calls, summary.stored = totals.requests, asker.gateway.traffic.cache_hits
        summary.usage, summary.unanswered = totals.usage, totals.lost + ledger.unanswered
        summary.cost = budget.price.told(totals.usage) if budget.price else None
        summary.stopped = asker.gateway.stopped
        calls = {"refused": totals.refused, "unsent": totals.unsent, "unanswered": totals.lost}
        told = {
            "seconds": round(monotonic() - self.clock, 1),
            "stopped": str(summary.stopped) if summary.stopped else None,
            "calls": asdict(asker.gateway.traffic) | calls | {"unanswered_earlier": ledger.unanswered},
            "tokens": asdict(totals.usage),
            "cost": summary.cost,
            "price": budget.price.described() if budget.price else None,
            "budget": str(budget.limit) if budget.limit else None,
            "ledger": str(ledger.path),
        }
        self.journal.end(self.head.model_copy(update=told))


def _paid(bills: Sequence[Bill], asker: Asker) -> dict[str, Any]:
    """Sum up what this run paid for a report, in tokens and, where the price is known, in money."""
    bill, price = Bill(*map(sum, zip(*bills, strict=True))), asker.gateway.budget.price
    paid = Usage(bill.prompt, bill.cached, bill.completion)
    return {"bill": bill._asdict(), "cost": price.told(paid) if price else None}
