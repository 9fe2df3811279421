"""Plan: what a run is to do in a folder, found out before anything is asked. It loads no model code.

In: report files, settings, the folder. Out: a `Plan`. Where nothing is to be done, `confirm` is the whole run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.estimate import Estimate, estimate
from extractor.inputs import ReportFile
from extractor.manifest import Journal, read_manifest, unchanged
from extractor.settings import Settings
from extractor.stems import settle
from extractor.summary import Summary, head_of
from schemas.manifest import ReportLine


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is to do in a folder: the reports to make, in their order, and those that are `done` and unchanged.

    `known` are the folder's reports by id, as its manifest has them.
    """

    todo: tuple[ReportFile, ...]
    done: Mapping[ReportFile, ReportLine]
    estimate: Estimate
    known: Mapping[str, ReportLine]


def plan(files: Sequence[ReportFile], settings: Settings, out: Path) -> Plan:
    """Find out what of these reports is done in a folder, and what the others will take. Nothing is written."""
    known = read_manifest(out, strict=False).lines
    named = settle(files, known, out)
    done = unchanged(named, settings.endpoint, out, known)
    todo, cost = estimate([file for file in named if file not in done], settings.endpoint)
    return Plan(todo, done, cost, known)


def confirm(planned: Plan, settings: Settings, out: Path) -> Summary:
    """Write the manifest of a run whose reports are all done. Raises OutputError."""
    summary, head = Summary(), head_of(settings, len(planned.done))
    with Journal(out, planned.known, head) as journal:
        for line in planned.done.values():
            summary.count(line)
            if line != planned.known.get(line.id):
                journal.note(line)
        journal.end(head)
    return summary
