"""Batch: many reports, a result file each, and the manifest `run.json`.

In: report files and settings. Out: files in the output folder. A report that fails is a line in the manifest and the
batch goes on; only what stops every report (no endpoint, bad key, a folder that cannot be written) ends it.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

from extractor.anchors import Passage
from extractor.check.check import count_open
from extractor.errors import ExtractorError, InputError, StoppedError
from extractor.inputs import MANIFEST, STDIN, ReportFile, read_report, readable
from extractor.llm.budget import Limit
from extractor.llm.fill import Asker, OnChunk
from extractor.llm.ledger import NO_USAGE, Usage
from extractor.llm.prices import Price
from extractor.llm.session import open_session
from extractor.llm.signals import drain_on_signals
from extractor.output import open_folder, to_json, why_incomplete, write_text
from extractor.pipeline import conclude, prepare
from extractor.settings import Settings
from extractor.source.read import RawReport
from schemas.answer import NO_BILL, Bill, ChunkFill
from schemas.result import SCHEMA_VERSION, ReportResult

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


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one report of a batch ended; `result` is its file's name, `reason` why it is not complete.

    `open` counts the findings that a person must decide.
    """

    file: ReportFile
    status: str
    needs_you: bool
    open: int = 0
    result: str | None = None
    reason: str | None = None
    findings: dict[str, int] | None = None
    tokens: dict[str, int] | None = None
    bill: Bill = NO_BILL
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Summary:
    """How a batch ended: the outcomes in the order asked for, what it took, and what stopped it, if anything did.

    `unanswered` counts calls that were sent and never answered, in this run and in earlier ones that were killed: the
    endpoint may have charged for them.
    """

    outcomes: list[Outcome]
    calls: int = 0
    stored: int = 0
    usage: Usage = NO_USAGE
    cost: str | None = None
    unanswered: int = 0
    stopped: ExtractorError | None = None


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


def estimate(files: Sequence[ReportFile], settings: Settings) -> dict[ReportFile, Estimate]:
    """Estimate what each report would ask, in the order of the files.

    Standard input and what cannot be read count nothing here; the run reads them.
    """
    return {file: _estimate(file, settings) for file in files}


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
    costs: Mapping[ReportFile, Estimate], settings: Settings, out: Path, observer: Observer, limit: Limit | None = None
) -> Summary:
    """Extract every report into `out` and write the manifest.

    The cheapest goes first, so that the first result appears early. When `limit` is used up, or the process is told
    to end, nothing more is asked, what is in flight is taken in, and the reports that are not done are `stopped`.

    Raises EndpointError or OutputError when going on is no use; what was paid for is stored all the same.
    """
    open_folder(out)
    try:
        return asyncio.run(_run(costs, settings, out, observer, limit))
    except asyncio.CancelledError:  # told to end a second time
        raise KeyboardInterrupt from None


async def extract_report(raw: RawReport, asker: Asker, on_chunk: OnChunk = lambda _: None) -> ReportResult:
    """Extract one report that has been read: the whole path, with the model in the middle."""
    document, passages = prepare(raw, asker.endpoint.chunk_size)
    return conclude(document, passages, await asker.fill(passages, on_chunk), asker.asked_by)


async def _run(
    costs: Mapping[ReportFile, Estimate], settings: Settings, out: Path, observer: Observer, limit: Limit | None
) -> Summary:
    started, clock = datetime.now(UTC), monotonic()
    outcomes: dict[ReportFile, Outcome] = {}
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
                    for file in sorted(costs, key=lambda file: costs[file].seconds):
                        group.create_task(one(file))
            except ExceptionGroup as failures:
                raise failures.exceptions[0] from None
            finally:
                await asker.gateway.settle()
                summary = _summary(asker, [outcomes[file] for file in costs if file in outcomes])
                manifest = _manifest(asker, summary, started, monotonic() - clock)
                write_text(out / f"{MANIFEST}.json", to_json(manifest))
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
        result = await extract_report(read_report(file.path, file.encoding), asker, seen)
    except InputError as error:
        return Outcome(file, UNREADABLE, needs_you=True, reason=str(error))
    except StoppedError:
        return Outcome(file, STOPPED, needs_you=True, bill=_sum(bills))
    name = f"{file.stem}.json"
    _write(out / name, to_json(result))
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


def _manifest(asker: Asker, summary: Summary, started: datetime, seconds: float) -> dict[str, Any]:
    """Describe a run: what differs between two runs of the same answers belongs here and in no result."""
    endpoint, gateway = asker.endpoint, asker.gateway
    totals, price = gateway.ledger.totals(), gateway.budget.price
    return {
        "schema_version": SCHEMA_VERSION,
        "started": started.isoformat(timespec="seconds"),
        "seconds": round(seconds, 1),
        "stopped": str(summary.stopped) if summary.stopped else None,
        "endpoint": {"host": endpoint.host, "model": endpoint.model, "mode": endpoint.mode, "style": endpoint.style},
        "calls": asdict(gateway.traffic)
        | {"refused": totals.refused, "unsent": totals.unsent, "unanswered": totals.lost}
        | {"unanswered_earlier": gateway.ledger.unanswered},
        "tokens": asdict(totals.usage),
        "cost": summary.cost,
        "price": price.described() if price else None,
        "budget": str(gateway.budget.limit) if gateway.budget.limit else None,
        "ledger": str(gateway.ledger.path),
        "versions": {name: version(name) for name in ("report-extractor", "openai", "instructor", "pydantic")},
        "reports": [_line(outcome, gateway.budget.price) for outcome in summary.outcomes],
    }


def _line(outcome: Outcome, price: Price | None) -> dict[str, Any]:
    """Describe one report of a run; `tokens` are those its result is made of, `bill` what this run paid for it."""
    paid = Usage(outcome.bill.prompt, outcome.bill.cached, outcome.bill.completion)
    return (
        {"source": readable(str(outcome.file.path))}
        | {k: v for k, v in asdict(outcome).items() if k not in {"file", "bill"}}
        | {"seconds": round(outcome.seconds, 1), "bill": outcome.bill._asdict()}
        | {"cost": price.told(paid) if price else None}
    )
