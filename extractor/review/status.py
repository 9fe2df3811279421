"""Status: how the reports of an output folder stand, while a run is going on, after it, and after a kill.

In: the folder. Out: a line a report. The manifest says how each ended, what could not be read, what was not done and
what was paid; results that it does not know tell themselves.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.check.check import count_open
from extractor.errors import ClaimsError, InputError
from extractor.lock import Holder, find_holder
from extractor.manifest import RUNNING, read_manifest
from extractor.output import why_incomplete
from extractor.review.results import load_result, result_files
from schemas.manifest import ReportLine, RunHead
from schemas.result import RunStatus

DONE = RunStatus.COMPLETE.value
MISSING, DAMAGED = "missing", "damaged"


@dataclass(frozen=True, slots=True)
class Status:
    """An output folder: its reports, those that need somebody first; its last run, and who runs one now.

    `open` tells that the last run did not come to its end: it is going on, or was broken off.
    """

    reports: tuple[ReportLine, ...]
    run: RunHead | None = None
    open: bool = False
    holder: Holder | None = None

    @property
    def counts(self) -> dict[str, int]:
        """Count the reports by status."""
        return dict(Counter(line.status for line in self.reports))

    @property
    def findings(self) -> dict[str, int]:
        """Count the findings of all reports by verdict."""
        return dict(sum((Counter(line.findings or {}) for line in self.reports), Counter()))

    def to_json(self) -> dict[str, Any]:
        """Return the status as JSON holds it, with the totals."""
        return {
            "summary": {
                "reports": len(self.reports),
                "need_you": sum(line.needs_you for line in self.reports),
                "status": self.counts,
                "findings": self.findings,
                "open": sum(line.open for line in self.reports),
                "going_on": self.holder is not None,
                "broken_off": self.open and self.holder is None,
            },
            "run": self.run.model_dump() if self.run else None,
            "reports": [line.model_dump() for line in self.reports],
        }


def read_status(folder: Path) -> Status:
    """Look at an output folder. Raises InputError if there is none, ClaimsError if its run.json is not one of ours."""
    if not folder.is_dir():
        raise InputError(
            f"{str(folder)!r} is no folder; give the one that `extractor run` writes to",
            f"{str(folder)!r} 不是文件夹：请给出 extractor run 的输出文件夹",
        )
    holder, manifest = find_holder(folder), read_manifest(folder)
    files = {path.name: path for path in result_files(folder)}
    lines = [_seen(line, files) for line in manifest.lines.values()]
    claimed = {line.result for line in lines}
    lines += [_read_line(path) for name, path in files.items() if name not in claimed]
    ordered = sorted(lines, key=lambda line: (not line.needs_you, line.status == DONE, -line.open, line.source))
    return Status(tuple(ordered), manifest.run, manifest.open, holder)


def _seen(line: ReportLine, files: dict[str, Path]) -> ReportLine:
    """Tell of a result that is gone; one that is being made may not be there yet."""
    gone = line.result is not None and line.result not in files and line.status != RUNNING
    return line.model_copy(update={"status": MISSING}) if gone else line


def _read_line(path: Path) -> ReportLine:
    """Tell how a report stands by its result file alone."""
    try:
        result = load_result(path)
    except ClaimsError as error:
        return ReportLine(source=path.name, result=path.name, status=DAMAGED, reason=str(error))
    return ReportLine(
        source=result.source.name,
        result=path.name,
        status=result.run.status.value,
        open=count_open(result.validation, complete=True),
        findings=result.validation.summary,
        tokens=result.run.tokens.model_dump(),
        reason=why_incomplete(result.run),
    )
