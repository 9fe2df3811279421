"""Summary: how a run ended, for people and for the exit code; and what its manifest says from the first moment on."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version

from extractor.errors import ExtractorError
from extractor.llm.ledger import NO_USAGE, Usage
from extractor.manifest import STOPPED, UNREADABLE
from extractor.settings import Settings
from schemas.manifest import ReportLine, RunHead
from schemas.result import SCHEMA_VERSION, RunStatus


@dataclass(slots=True)
class Summary:
    """How a batch ended: its reports by status, what it took, and what stopped it, if anything did.

    `waiting` counts the reports that need a person, `reviewable` those of them with a result; `unanswered` the calls
    that were sent and never answered, in this run and in earlier ones that were killed: the endpoint may have charged
    for them.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    reviewable: int = 0
    calls: int = 0
    stored: int = 0
    usage: Usage = NO_USAGE
    cost: str | None = None
    unanswered: int = 0
    stopped: ExtractorError | None = None

    def count(self, line: ReportLine) -> None:
        """Take a report into account."""
        self.statuses[line.status] += 1
        if line.needs_you and line.status != STOPPED:
            self.waiting += 1
            self.reviewable += line.findings is not None

    @property
    def reports(self) -> int:
        """How many reports were done, well or not."""
        return self.statuses.total() - self.statuses[STOPPED]

    def exit_code(self, *, strict: bool) -> int:
        """Return 0 if all are complete (and, if `strict`, nothing is open), 2 if none could be read, else 1."""
        if self.statuses[UNREADABLE] == self.statuses.total():
            return 2
        incomplete = self.statuses.total() - self.statuses[RunStatus.COMPLETE]
        return 1 if incomplete or (strict and self.waiting) else 0


def head_of(settings: Settings, asked_for: int) -> RunHead:
    """Say what a run that begins now asks for, and whom."""
    endpoint = settings.endpoint
    return RunHead(
        schema_version=SCHEMA_VERSION,
        started=datetime.now(UTC).isoformat(timespec="seconds"),
        asked_for=asked_for,
        endpoint={"host": endpoint.host, "model": endpoint.model, "mode": endpoint.mode, "style": endpoint.style},
        versions={name: version(name) for name in ("report-extractor", "openai", "instructor", "pydantic")},
    )
