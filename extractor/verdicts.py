"""Verdicts: check a report against its source and write each verdict beside its number.

In: the original text, its tables and a report. Out: the same report with verdicts, and the validation. The check sees
only what is in the report, so checking the written file again gives the same findings.
"""

from collections.abc import Sequence

from extractor.check.check import check_source
from extractor.check.claims import read_claims
from extractor.check.index import index_source
from schemas.finding import Finding
from schemas.report import Indicator, Report
from schemas.result import Coverage, Validation
from schemas.table import Table


def check_report(text: str, tables: Sequence[Table], report: Report) -> tuple[Report, Validation]:
    """Give every indicator the verdict of its number, and its place where only the check could find it."""
    source = {"text": text, "tables": [table.model_dump(mode="json") for table in tables]}
    claims = {"source": source, "report": report.model_dump(mode="json")}
    indexed = index_source(text, tables)
    checked = check_source(read_claims(claims), indexed)
    by_path = {finding.path: finding for finding in reversed(checked.findings)}
    indicators = tuple(
        _judged(indicator, by_path.get(f"/report/indicators/{i}/value_text"))
        for i, indicator in enumerate(report.indicators)
    )
    quantities = sum(place.is_quantity for place in indexed.places)
    omitted = len(checked.omitted)
    coverage = Coverage(quantities=quantities, claimed=quantities - omitted, omitted=omitted)
    return (
        report.model_copy(update={"indicators": indicators}),
        Validation(**dict(checked), coverage=coverage),
    )


def _judged(indicator: Indicator, finding: Finding | None) -> Indicator:
    if finding is None:
        return indicator
    return indicator.model_copy(update={"verdict": finding.verdict, "span": indicator.span or finding.span})
