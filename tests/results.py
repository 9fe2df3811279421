"""Results made by hand, for what is built on results."""

from typing import Any

from schemas.report import Indicator, Item, Report, TextField, YearField
from schemas.result import Coverage, Provenance, ReportResult, RunStatus, Source, Tokens, Validation
from schemas.span import Evidence, Span

HEAD = ("title", "issuer", "region", "report_date")


def indicator(name: str, value: str | None, unit: str = "件", **more: Any) -> Indicator:
    """Return an indicator that stands at 3..5 of a text, in a quote at 0..9."""
    fields: dict[str, Any] = {"value_text": value or "", "kind": "count", "role": "result", "verdict": "verified"}
    fields |= {"span": Span(start=3, end=5), "evidence": (Evidence(start=0, end=9, quote=name),)}
    return Indicator(name=name, value=value, unit=unit, **(fields | more))


def item(title: str, *indicators: int, topic: str = "主题", quotes: tuple[str, ...] = ("依据",)) -> Item:
    """Return an item whose quotes stand at 0, 100, 200 ..."""
    spots = enumerate(quotes)
    evidence = tuple(Evidence(start=100 * n, end=100 * n + len(quote), quote=quote) for n, quote in spots)
    return Item(title=title, topic=topic, evidence=evidence, indicators=indicators)


def result(
    *indicators: Indicator, year: int | None = 2023, status: RunStatus = RunStatus.COMPLETE, **more: Any
) -> ReportResult:
    """Return a result with these indicators; `more` gives its head, its items, and the name of its source."""
    name = more.pop("name", "报告.txt")
    head = {key: TextField(value=more[key], evidence=None) if more.get(key) else None for key in HEAD}
    items = {key: more.get(key, ()) for key in ("achievements", "problems", "plans")}
    year_field = YearField(value=year, evidence=None) if year else None
    report = Report(**head, **items, year=year_field, indicators=indicators)
    source = Source(name=name, sha256="0", encoding="utf-8", script="Hans", chars=2, text="正文")
    validation = Validation(coverage=Coverage(quantities=0, claimed=0, omitted=0))
    asked = dict.fromkeys(("style", "model", "prompt", "prompt_sha256", "schema_sha256"), "")
    run = Provenance(status=status, **asked, tokens=Tokens(), chunks=())
    return ReportResult(source=source, report=report, validation=validation, run=run)
