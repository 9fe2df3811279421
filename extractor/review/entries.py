"""Everything in a result that a person can decide about: one `Entry` a finding, one a quantity left out.

In: a result. Out: its entries, in the result's own order. Words of a report are made visible here (control and
direction marks become signs), so that all faces show, store and compare the same text.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from extractor.check.claims import read_claims
from extractor.review.terminal import names_of, visible
from schemas.decision import Seen
from schemas.finding import Candidate, Finding, OmitReason, Omitted, Verdict
from schemas.result import ReportResult
from schemas.span import Span

_CLAUSE = 16
_BORDER = re.compile(r"[，,。；;：:！!？?、（(）)\s]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding or omitted quantity. Spans are in the original text.

    `claim` is its key within the result: the path, with a number behind it where a path has several findings; for an
    omitted quantity its place. `name` is what the number is called, the words that hold it, or for an omitted quantity
    those before it. `finding` is None for an omitted quantity. `needs` tells whether a person must decide.
    """

    claim: str
    path: str
    verdict: Verdict
    name: str
    said: str
    source: str
    span: Span | None
    evidence: Span | None
    candidates: tuple[Candidate, ...]
    needs: bool
    finding: Finding | None = None
    reason: OmitReason | None = None

    @property
    def seen(self) -> Seen:
        """What a decision about this entry is about."""
        return Seen(verdict=self.verdict, name=self.name, said=self.said, span=self.span)


def result_hash(result: ReportResult) -> str:
    """Return the sha256 of a result's content, whatever blanks its file has."""
    return sha256(result.model_dump_json().encode()).hexdigest()


def entries_of(result: ReportResult) -> tuple[Entry, ...]:
    """List the findings of a result, then its omitted quantities."""
    omitted = enumerate(result.validation.omitted)
    return (*_findings(result), *(_omitted(i, quantity, result.source.text) for i, quantity in omitted))


def _findings(result: ReportResult) -> Iterator[Entry]:
    names = names_of(read_claims(result).claims)
    report = {"report": result.report.model_dump(mode="json")}
    seen: Counter[str] = Counter()
    for finding in result.validation.findings:
        seen[finding.path] += 1
        holders = _holders(report, finding.path)
        yield Entry(
            claim=finding.path if seen[finding.path] == 1 else f"{finding.path}#{seen[finding.path]}",
            path=finding.path,
            verdict=finding.verdict,
            name=visible(names.get(finding.path) or str(holders[-1] if holders else "")),
            said=visible(finding.said or ""),
            source=visible(finding.source or ""),
            span=finding.span,
            evidence=_evidence(holders),
            candidates=finding.candidates,
            needs=finding.verdict is not Verdict.VERIFIED,
            finding=finding,
        )


def _omitted(index: int, quantity: Omitted, text: str) -> Entry:
    before = text[max(0, quantity.start - _CLAUSE) : quantity.start]
    return Entry(
        claim=f"omitted:{quantity.start}-{quantity.end}",
        path=f"/validation/omitted/{index}",
        verdict=Verdict.OMITTED,
        name=visible(_BORDER.split(before)[-1]).strip(),
        said="",
        source=visible(quantity.text),
        span=Span(start=quantity.start, end=quantity.end),
        evidence=None,
        candidates=(),
        needs=quantity.reason is None,
        reason=quantity.reason,
    )


def _holders(document: Any, path: str) -> list[Any]:
    """Return the values along a JSON Pointer, outermost first; the last is what it points at."""
    found: list[Any] = []
    for step in path.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(document, list) and key.isdecimal() and int(key) < len(document):
            document = document[int(key)]
        elif isinstance(document, dict) and key in document:
            document = document[key]
        else:
            return found
        found.append(document)
    return found


def _evidence(holders: list[Any]) -> Span | None:
    """Return the first evidence of the innermost value that has some."""
    for holder in reversed(holders):
        evidence = holder.get("evidence") if isinstance(holder, dict) else None
        first = evidence[0] if isinstance(evidence, list) and evidence else evidence
        if isinstance(first, dict):
            return Span(start=first["start"], end=first["end"])
    return None
