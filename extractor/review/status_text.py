"""The status of an output folder as people read it: totals, the last run, a line a report."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from extractor.console_text import phrase
from extractor.manifest import RUNNING
from extractor.review.columns import align
from extractor.review.labels import Lang, label
from extractor.review.status import Status
from extractor.review.terminal import visible
from schemas.finding import Verdict
from schemas.manifest import ReportLine


def render_status(status: Status, folder: Path, lang: str) -> Iterator[str]:
    """Yield the lines; what needs somebody comes first."""
    waiting = sum(entry.needs_you for entry in status.reports)
    counts = ", ".join(f"{_status(name, lang)} {count}" for name, count in status.counts.items())
    yield f"{visible(str(folder))}: " + phrase("end", lang, reports=len(status.reports), open=waiting)
    if counts:
        yield "  " + "; ".join(filter(None, (counts, _findings(status.findings, lang))))
    yield "  " + _run(status, lang)
    if status.run and status.run.stopped:
        yield "  " + visible(phrase("run stopped", lang, reason=status.run.stopped))
    if status.reports:
        yield ""
        yield from align([_cells(entry, lang) for entry in status.reports])


def _cells(entry: ReportLine, lang: str) -> tuple[str, ...]:
    tokens = entry.tokens or {}
    spent = phrase("tokens", lang, into=tokens.get("prompt", 0), out=tokens.get("completion", 0)) if tokens else ""
    return (
        entry.source,
        _status(entry.status, lang),
        phrase("open of", lang, open=entry.open) if entry.findings is not None else "",
        _findings(entry.findings or {}, lang),
        spent,
        entry.cost or "",
        entry.reason or "",
    )


def _run(status: Status, lang: str) -> str:
    """Say how the last run ended, or that it did not."""
    run, holder = status.run, status.holder
    done = sum(line.status != RUNNING for line in status.reports)
    if holder:
        of = run.asked_for if run and status.open else "?"
        who = {"pid": holder.pid, "host": holder.host, "started": _local(holder.since)}
        return phrase("going on", lang, n=done, all=of, **who)
    if run is None:
        return phrase("no run", lang)
    if status.open:
        return phrase("broken off", lang, started=_local(run.started), n=done, all=run.asked_for)
    cost = phrase("cost", lang, cost=run.cost) if run.cost else ""
    calls, time = run.calls.get("requests", 0), phrase("seconds", lang, n=run.seconds)
    return phrase("last run", lang, started=_local(run.started), time=time, calls=calls, cost=cost)


def _local(time: str) -> str:
    try:
        return datetime.fromisoformat(time).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return time


def _findings(findings: Mapping[str, int], lang: str) -> str:
    known = {verdict.value: label(verdict, Lang.of(lang)) for verdict in Verdict}
    return ", ".join(f"{known.get(name, name)} {count}" for name, count in findings.items())


def _status(name: str, lang: str) -> str:
    try:
        return phrase(name, lang)
    except KeyError:
        return name
