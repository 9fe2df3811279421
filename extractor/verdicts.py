"""Verdicts: check a report against its source and write each verdict beside its number.

In: a document and its report. Out: the same report with verdicts, and the validation. The check sees
only what is in the report, so checking the written file again gives the same findings.
"""

from extractor.check.check import check_prepared, prepare
from extractor.check.claims import read_claims
from extractor.check.coverage import read_excuses
from extractor.check.index import index_source
from extractor.source.document import Document
from schemas.finding import Finding
from schemas.report import Indicator, Report
from schemas.result import Coverage, Validation


def check_report(document: Document, report: Report) -> tuple[Report, Validation]:
    """Give every indicator the verdict of its number, and its place where only the check could find it."""
    text, tables = document.raw.text, document.raw.tables
    source = {"text": text, "tables": [table.model_dump(mode="json") for table in tables]}
    claims = {"source": source, "report": report.model_dump(mode="json")}
    indexed = index_source(text, tables, document.numbers)
    excuses = read_excuses(document.clean, document.outline)
    checked = check_prepared(read_claims(claims), prepare(indexed, excuses))
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
