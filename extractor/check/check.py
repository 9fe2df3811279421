"""Check claims against a source text: a verdict for every claimed number, and every quantity that nobody claimed.

No network, no model, and no knowledge of how the claims were made: the same claims and text give the same findings.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractor.check.arithmetic import check_arithmetic
from extractor.check.binding import Binder
from extractor.check.claims import read_claims
from extractor.check.coverage import Excuse, Reasons, find_excuses, find_omitted, reasons_of
from extractor.check.decision import Decision
from extractor.check.forms import Claims
from extractor.check.index import Source, index_source
from extractor.check.match import match
from extractor.check.place import Place
from extractor.check.rules import decide
from extractor.check.said import Said, read_said
from extractor.check.why import sentence
from extractor.collector import seldom_collected
from extractor.errors import ClaimsError
from extractor.sectors import shares_of
from schemas.claim import Claim
from schemas.finding import Arithmetic, Candidate, CheckResult, Finding, Omitted, Verdict
from schemas.span import Span

_MAX_CANDIDATES = 12


def check(claims: Any, source_text: str | None = None) -> CheckResult:
    """Check claims in any known form (see `read_claims`) against a source text; a result of ours brings its own.

    Offsets in the findings are code points of `source_text`. Raises ClaimsError where the claims cannot be read.

    >>> found = check([{"name": "办理行政复议案件", "value_text": "195件"}], "全年办理行政复议案件159件。").findings[0]
    >>> found.verdict.value, found.said, found.source, found.span
    ('altered_digit', '195件', '159件', Span(start=10, end=14))
    """
    read = read_claims(claims)
    text = source_text if source_text is not None else read.source_text
    if text is None:
        raise ClaimsError(
            "these claims do not bring their source; give the text to check them against",
            "未附原文：请给出要核对的报告文本",
        )
    return check_source(read, index_source(text, read.tables if source_text is None else ()))


def check_source(claims: Claims, source: Source) -> CheckResult:
    """Check claims against a source that is indexed already."""
    return check_prepared(claims, prepare(source))


@dataclass(frozen=True)
class Prepared:
    """A source after the one pass over it that all of its claims share."""

    source: Source
    binder: Binder
    reasons: Reasons
    arithmetic: tuple[Arithmetic, ...]
    _spans: dict[tuple[int, int], Span] = field(default_factory=dict)
    _candidates: dict[tuple[int, int], Candidate] = field(default_factory=dict)

    def span(self, place: Place) -> Span:
        """Return where a number stands with its unit; each span is made once."""
        key = place.start, place.end
        found = self._spans.get(key)
        if found is None:
            found = self._spans[key] = Span(start=place.start, end=place.end)
        return found

    def candidate(self, place: Place) -> Candidate:
        """Return a number as a place that a claim may mean."""
        key = place.start, place.end
        found = self._candidates.get(key)
        if found is None:
            text = self.source.printed(place)
            found = self._candidates[key] = Candidate(start=place.start, end=place.end, text=text)
        return found


def prepare(source: Source, excuses: tuple[Excuse, ...] | None = None) -> Prepared:
    """Read the words and sums of a source, and what of it may be left out unless that is known already."""
    with seldom_collected():
        excuses = find_excuses(source.text) if excuses is None else excuses
        return Prepared(source, Binder(source), reasons_of(source, excuses), check_arithmetic(source))


def check_prepared(claims: Claims, prepared: Prepared) -> CheckResult:
    """Check claims against a source that is prepared already."""
    with seldom_collected():
        findings = tuple(_checked(claims.claims, prepared))
        omitted = find_omitted(prepared.source, _accounted(claims, findings), prepared.reasons)
    return CheckResult(
        findings=findings,
        omitted=omitted,
        arithmetic=prepared.arithmetic,
        summary=_summary(findings, omitted),
    )


def _checked(claims: Sequence[Claim], prepared: Prepared) -> Iterator[Finding]:
    """Yield the findings of claims in their order.

    They are checked quote by quote: in a long source, what claims in any order ask for is seldom at hand.
    """
    order = sorted(range(len(claims)), key=lambda i: claims[i].quote or "")
    found = {i: _findings(claims[i], prepared) for i in order}
    for i in range(len(claims)):
        yield from found[i]


def _accounted(claims: Claims, findings: Iterable[Finding]) -> Iterator[Span]:
    """Yield the places that the claims account for: those of the findings, but of our indicators where these stand.

    A title of ours accounts for nothing, nor does a number in a name. An indicator accounts for its own place alone,
    even if its name leaves open which of two copies it means; for that of its finding only if it has none.
    """
    placed = {claim.path for claim in claims.claims if claim.span}
    for finding in findings:
        mine = finding.path.startswith("/report/indicators/") and finding.path.endswith("/value_text")
        if finding.span and (not claims.ours or (mine and finding.path not in placed)):
            yield finding.span
    yield from (claim.span for claim in claims.claims if claims.ours and claim.span)


def needs_decision(result: CheckResult, *, complete: bool) -> bool:
    """Tell whether a person must decide something; omitted quantities without a reason count where `complete`.

    Results of ours promise to be complete, other claims only when asked to be.
    """
    return count_open(result, complete=complete) > 0


def count_open(result: CheckResult, *, complete: bool) -> int:
    """Count what a person must decide, as `needs_decision` understands it."""
    wrong = sum(finding.verdict is not Verdict.VERIFIED for finding in result.findings)
    return wrong + (sum(quantity.reason is None for quantity in result.omitted) if complete else 0)


def _findings(claim: Claim, prepared: Prepared) -> list[Finding]:
    source, binder = prepared.source, prepared.binder
    said = read_said(claim)
    shares = [claim.model_copy(update={"name": name}) for name in shares_of(claim.name, len(said))]
    pairs = zip(shares or [claim] * len(said), said, strict=True)
    return [_finding(one, number, prepared, decide(match(one, number, source, binder))) for one, number in pairs]


def _finding(claim: Claim, said: Said, prepared: Prepared, decision: Decision) -> Finding:
    source = prepared.source
    printed = source.printed(decision.place) if decision.place else None
    why = sentence(
        decision.why,
        source=printed or "",
        other=source.printed(decision.others[0]) if decision.others else "",
        detail=decision.detail,
    )
    return Finding(
        path=claim.path,
        verdict=decision.verdict,
        said=said.printed or None,
        source=printed,
        span=prepared.span(decision.place) if decision.place else None,
        candidates=tuple(map(prepared.candidate, decision.others[:_MAX_CANDIDATES])),
        why=why,
    )


def _summary(findings: Iterable[Finding], omitted: Iterable[Omitted]) -> dict[str, int]:
    """Count the findings by verdict, in the order of the verdicts, those that occur only."""
    counts = Counter(finding.verdict for finding in findings)
    counts[Verdict.OMITTED] = sum(1 for _ in omitted)
    return {verdict.value: counts[verdict] for verdict in Verdict if counts[verdict]}
