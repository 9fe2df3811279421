"""Status: how the reports of an output folder stand, while a run is going on, after it, and after a kill.

In: the folder. Out: an entry a report. A result file says how its report ended; `run.json`, which a run writes when it
ends, adds what only a run knows: what could not be read, what was not done, and what was paid. Where a result is newer
than `run.json`, the result counts.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from extractor.check.check import count_open
from extractor.errors import ClaimsError, InputError
from extractor.inputs import MANIFEST
from extractor.output import why_incomplete
from extractor.review.results import load_result
from schemas.result import RunStatus

DONE = RunStatus.COMPLETE.value
MISSING, DAMAGED = "missing", "damaged"


class _Read(BaseModel):
    """What else `run.json` says is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Entry(_Read):
    """One report: how it ended, its findings by verdict, how many of them a person must decide, and what it took.

    `tokens` are those of the answers that its result is made of; `cost` is what the last run paid for it, if known.
    """

    source: str
    status: str
    result: str | None = None
    open: int = 0
    findings: dict[str, int] | None = None
    tokens: dict[str, int] | None = None
    cost: str | None = None
    reason: str | None = None

    @property
    def needs_you(self) -> bool:
        """Tell whether a person must look at it, or the run must go on with it."""
        return self.status != DONE or self.open > 0


class Run(_Read):
    """What the last run that ended says of itself."""

    started: str
    seconds: float
    stopped: str | None = None
    calls: dict[str, int] = {}
    tokens: dict[str, int] = {}
    cost: str | None = None
    reports: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """An output folder: its reports, those that need somebody first; and its last run, None before the first one ends.

    `newer` counts results that are newer than that run: another one is going on, or was killed.
    """

    reports: tuple[Entry, ...]
    run: Run | None = None
    newer: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """Count the reports by status."""
        return dict(Counter(entry.status for entry in self.reports))

    @property
    def findings(self) -> dict[str, int]:
        """Count the findings of all reports by verdict."""
        return dict(sum((Counter(entry.findings or {}) for entry in self.reports), Counter()))

    def to_json(self) -> dict[str, Any]:
        """Return the status as JSON holds it, with the totals."""
        return {
            "summary": {
                "reports": len(self.reports),
                "need_you": sum(entry.needs_you for entry in self.reports),
                "status": self.counts,
                "findings": self.findings,
                "open": sum(entry.open for entry in self.reports),
                "newer_than_run": self.newer,
            },
            "run": self.run.model_dump(exclude={"reports"}) if self.run else None,
            "reports": [entry.model_dump() | {"needs_you": entry.needs_you} for entry in self.reports],
        }


def read_status(folder: Path) -> Status:
    """Look at an output folder. Raises InputError if there is none, ClaimsError if its run.json is not one of ours."""
    if not folder.is_dir():
        raise InputError(
            f"{str(folder)!r} is no folder; give the one that `extractor run` writes to",
            f"{str(folder)!r} 不是文件夹：请给出 extractor run 的输出文件夹",
        )
    manifest = folder / f"{MANIFEST}.json"
    run, ended = _read_run(manifest)
    lines = {entry.result: entry for entry in run.reports if entry.result} if run else {}
    files = [path for path in sorted(folder.glob("*.json")) if path != manifest]
    entries, newer = [], set()
    for path in files:
        changed = path.stat().st_mtime_ns > ended
        line = None if changed else lines.get(path.name)
        entries.append(line or _read_entry(path))
        newer |= {entries[-1].source} if changed and run else set()
    names = {path.name for path in files}
    entries += [line.model_copy(update={"status": MISSING}) for name, line in lines.items() if name not in names]
    entries += (
        [line for line in run.reports if not line.result and PurePath(line.source).name not in newer] if run else []
    )
    ordered = sorted(entries, key=lambda entry: (not entry.needs_you, entry.status == DONE, -entry.open, entry.source))
    return Status(tuple(ordered), run, len(newer))


def _read_run(manifest: Path) -> tuple[Run | None, int]:
    """Read `run.json` and when it was written, in nanoseconds; nothing if no run has ended here."""
    try:
        written = manifest.stat().st_mtime_ns
        return Run.model_validate_json(manifest.read_bytes()), written
    except FileNotFoundError:
        return None, 0
    except (OSError, ValidationError) as error:
        raise ClaimsError(
            f"{str(manifest)!r} cannot be read as the manifest of a run: {error}",
            f"{str(manifest)!r} 不是可读的运行清单：{error}",
        ) from error


def _read_entry(path: Path) -> Entry:
    """Tell how a report stands by its result file alone."""
    try:
        result = load_result(path)
    except ClaimsError as error:
        return Entry(source=path.name, result=path.name, status=DAMAGED, reason=str(error))
    return Entry(
        source=result.source.name,
        result=path.name,
        status=result.run.status.value,
        open=count_open(result.validation, complete=True),
        findings=result.validation.summary,
        tokens=result.run.tokens.model_dump(),
        reason=why_incomplete(result.run),
    )
