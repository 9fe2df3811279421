"""The manifest of a run, `run.json`: how it went, how each report ended, and what need not be done again.

In: outcomes, and what stores and budget say. Out: the manifest as JSON holds it; and, of a run before, the outcomes of
the reports that are done and unchanged. A run that was killed wrote no manifest: its reports are made again from the
stored answers.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from extractor.errors import ExtractorError
from extractor.fingerprint import fingerprint
from extractor.inputs import MANIFEST, ReportFile, checksum, readable
from extractor.llm.fill import Asker
from extractor.llm.ledger import NO_USAGE, Usage
from extractor.llm.prices import Price
from extractor.output import to_json, write_text
from extractor.settings import Endpoint
from schemas.answer import NO_BILL, Bill
from schemas.result import SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one report of a batch ended; `result` is its file's name, `reason` why it is not complete.

    `open` counts the findings that a person must decide; `sha256` is that of the result file, `fingerprint` that of all
    it depends on.
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
    fingerprint: str | None = None
    sha256: str | None = None


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


class _Done(BaseModel):
    """A line of an earlier manifest whose report is done."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    result: str
    status: Literal["complete"]
    needs_you: bool
    open: int
    findings: dict[str, int]
    tokens: dict[str, int]
    fingerprint: str
    sha256: str


def unchanged(files: Sequence[ReportFile], endpoint: Endpoint, out: Path) -> dict[ReportFile, Outcome]:
    """Return how those reports ended, in an earlier run, that need not be done again.

    These are complete, all that their result depends on is what it was, and the result file is as it was written.
    """
    known = {line.result: line for line in _lines(out)}
    return {file: done for file in files if (done := _unchanged(file, known, endpoint, out))}


def _unchanged(file: ReportFile, known: dict[str, _Done], endpoint: Endpoint, out: Path) -> Outcome | None:
    line = known.get(f"{file.stem}.json")
    if line is None or (source := checksum(file)) is None or fingerprint(file, source, endpoint) != line.fingerprint:
        return None
    with suppress(OSError):
        if sha256((out / line.result).read_bytes()).hexdigest() == line.sha256:
            return Outcome(file, **line.model_dump())
    return None


def _lines(out: Path) -> Iterator[_Done]:
    """Yield what an earlier manifest says of reports that are done; one that is missing or damaged says nothing."""
    try:
        lines = json.loads((out / f"{MANIFEST}.json").read_bytes())["reports"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    for line in lines if isinstance(lines, list) else ():
        with suppress(ValidationError):
            yield _Done.model_validate(line)


def write_manifest(out: Path, asker: Asker, summary: Summary, started: datetime, seconds: float) -> None:
    """Write `run.json`. Raises OutputError."""
    write_text(out / f"{MANIFEST}.json", to_json(_manifest(asker, summary, started, seconds)))


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
