"""Batch: many reports, a result file each, and the manifest `run.json`.

In: report files and settings. Out: files in the output folder. A report that fails is a line in the manifest and the
batch goes on; only what stops every report (no endpoint, bad key, a folder that cannot be written) ends it.
"""

import asyncio
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Protocol

from extractor.anchors import Passage
from extractor.check.check import count_open
from extractor.errors import InputError, StoppedError
from extractor.fingerprint import fingerprint
from extractor.inputs import STDIN, ReportFile, read_report
from extractor.llm.budget import Limit
from extractor.llm.fill import Asker, OnChunk
from extractor.llm.session import open_session
from extractor.llm.signals import drain_on_signals
from extractor.manifest import Outcome, Summary, write_manifest
from extractor.output import to_json, why_incomplete, write_text
from extractor.pipeline import conclude, prepare
from extractor.settings import Settings
from extractor.source.read import RawReport
from schemas.answer import NO_BILL, Bill, ChunkFill
from schemas.result import ReportResult

UNREADABLE, STOPPED = "unreadable", "stopped"
_LOCAL_PROMPT_TOKEN_SECONDS, _LOCAL_TOKEN_SECONDS, _REMOTE_CALL_SECONDS = 0.02, 0.06, 3.0
"""Measured on two quiet cores; for other endpoints a plain guess."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run will cost before anything is asked; `seconds` counts no stored answers, so it is an upper bound."""

    calls: int = 0
    quantities: int = 0
    seconds: float = 0.0

    def __add__(self, other: "Estimate") -> "Estimate":
        return Estimate(self.calls + other.calls, self.quantities + other.quantities, self.seconds + other.seconds)


class Observer(Protocol):
    """Whoever watches a batch."""

    def chunk(self) -> None:
        """One chunk was answered, or failed."""

    def report(self, outcome: Outcome) -> None:
        """One report is written, or failed."""

    def held(self, requests: int) -> None:
        """So many requests are with the provider's batch service; those of this run will be asked, and paid, again."""

    def stopping(self, calls: int) -> None:
        """The run was told to end, and waits for so many calls that are on their way."""


def estimate(
    files: Sequence[ReportFile], settings: Settings, done: Container[ReportFile] = ()
) -> dict[ReportFile, Estimate]:
    """Estimate what each report would ask, in the order of the files; what is done asks nothing and is not looked at.

    Standard input and what cannot be read count nothing here; the run reads them.
    """
    return {file: Estimate() if file in done else _estimate(file, settings) for file in files}


def _estimate(file: ReportFile, settings: Settings) -> Estimate:
    if str(file.path) == STDIN:
        return Estimate()
    try:
        passages = prepare(read_report(file.path, file.encoding), settings.endpoint.chunk_size)[1]
    except InputError:
        return Estimate()
    asked = [passage for passage in passages if passage.anchors]
    quantities = sum(len(passage.anchors) for passage in asked)
    return Estimate(len(asked), quantities, sum(_seconds(passage, settings) for passage in asked))


def _seconds(passage: Passage, settings: Settings) -> float:
    if settings.endpoint.base_url is not None:
        return _REMOTE_CALL_SECONDS / settings.endpoint.concurrency
    prompt, answer = 60 + 0.64 * len(passage.chunk.text) + 6 * len(passage.anchors), 17 * len(passage.anchors)
    return prompt * _LOCAL_PROMPT_TOKEN_SECONDS + answer * _LOCAL_TOKEN_SECONDS


def run_batch(
    costs: Mapping[ReportFile, Estimate],
    settings: Settings,
    out: Path,
    observer: Observer,
    limit: Limit | None = None,
    done: Mapping[ReportFile, Outcome] | None = None,
) -> Summary:
    """Extract every report into `out`, a folder that exists and is ours alone, and write the manifest.

    Those that are `done` are taken as they are. The cheapest goes first, so that the first result appears early. When
    `limit` is used up, or the process is told to end, nothing more is asked, what is in flight is taken in, and the
    reports that are not done are `stopped`.

    Raises EndpointError or OutputError when going on is no use; what was paid for is stored all the same.
    """
    try:
        return asyncio.run(_run(costs, settings, out, observer, limit, done or {}))
    except asyncio.CancelledError:  # told to end a second time
        raise KeyboardInterrupt from None


async def extract_report(raw: RawReport, asker: Asker, on_chunk: OnChunk = lambda _: None) -> ReportResult:
    """Extract one report that has been read: the whole path, with the model in the middle."""
    document, passages = prepare(raw, asker.endpoint.chunk_size)
    return conclude(document, passages, await asker.fill(passages, on_chunk), asker.asked_by)


async def _run(
    costs: Mapping[ReportFile, Estimate],
    settings: Settings,
    out: Path,
    observer: Observer,
    limit: Limit | None,
    done: Mapping[ReportFile, Outcome],
) -> Summary:
    started, clock = datetime.now(UTC), monotonic()
    outcomes = dict(done)
    async with open_session(settings, limit) as asker:
        places = asyncio.Semaphore(settings.endpoint.concurrency)

        async def one(file: ReportFile) -> None:
            async with places:
                outcomes[file] = await _outcome(file, asker, out, observer)
                observer.report(outcomes[file])

        if held := asker.gateway.ledger.held(settings.endpoint.identity):
            observer.held(held)
        with drain_on_signals(asker.gateway, observer.stopping):
            try:
                async with asyncio.TaskGroup() as group:
                    todo = [file for file in costs if file not in done]
                    for file in sorted(todo, key=lambda file: costs[file].seconds):
                        group.create_task(one(file))
            except ExceptionGroup as failures:
                raise failures.exceptions[0] from None
            finally:
                await asker.gateway.settle()
                summary = _summary(asker, [outcomes[file] for file in costs if file in outcomes])
                write_manifest(out, asker, summary, started, monotonic() - clock)
    return summary


async def _outcome(file: ReportFile, asker: Asker, out: Path, observer: Observer) -> Outcome:
    """Extract one report and write its result; what cannot be read, or is not done when a run stops, is an outcome."""
    clock, bills = monotonic(), [NO_BILL]
    if isinstance(asker.gateway.stopped, StoppedError):
        return Outcome(file, STOPPED, needs_you=True)

    def seen(chunk: ChunkFill) -> None:
        bills.append(chunk.bill)
        observer.chunk()

    try:
        raw = read_report(file.path, file.encoding)
        result = await extract_report(raw, asker, seen)
    except InputError as error:
        return Outcome(file, UNREADABLE, needs_you=True, reason=str(error))
    except StoppedError:
        return Outcome(file, STOPPED, needs_you=True, bill=_sum(bills))
    name, text = f"{file.stem}.json", to_json(result)
    _write(out / name, text)
    reason, waiting = why_incomplete(result.run), count_open(result.validation, complete=True)
    return Outcome(
        file,
        result.run.status.value,
        needs_you=bool(reason or waiting),
        open=waiting,
        result=name,
        reason=reason,
        findings=result.validation.summary,
        tokens=result.run.tokens.model_dump(),
        bill=_sum(bills),
        seconds=monotonic() - clock,
        fingerprint=fingerprint(file, raw.sha256, asker.endpoint),
        sha256=sha256(text.encode()).hexdigest(),
    )


def _write(path: Path, text: str) -> None:
    """Write a result, unless the file is there and the same: a rerun leaves what has not changed as it is."""
    try:
        same = path.read_bytes() == text.encode()
    except OSError:
        same = False
    if not same:
        write_text(path, text)


def _sum(bills: Sequence[Bill]) -> Bill:
    return Bill(*map(sum, zip(*bills, strict=True)))


def _summary(asker: Asker, outcomes: list[Outcome]) -> Summary:
    ledger, budget = asker.gateway.ledger, asker.gateway.budget
    totals = ledger.totals()
    return Summary(
        outcomes,
        calls=totals.requests,
        stored=asker.gateway.traffic.cache_hits,
        usage=totals.usage,
        cost=budget.price.told(totals.usage) if budget.price else None,
        unanswered=totals.lost + ledger.unanswered,
        stopped=asker.gateway.stopped,
    )
