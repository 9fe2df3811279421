"""A comparison as people read it, and as rows of a table: one line an indicator, one column a year."""

from collections.abc import Iterator

from extractor.compare import Comparison, Line
from extractor.console_text import phrase
from extractor.review.columns import align
from extractor.review.terminal import visible
from extractor.tables import Columns, Row, Value
from schemas.report import Role

_BEFORE: Columns = {"issuer": str, "name": str, "unit": str, "role": str}
_BEHIND: Columns = {"conflicts": str, "unverified": str, "approx": str, "spellings": str, "sources": str}


def comparison_columns(comparison: Comparison) -> Columns:
    """Return the columns of the table: a value for each year, then what must be known about the values."""
    return {**_BEFORE, **{str(year): Value for year in comparison.years}, **_BEHIND}


def comparison_rows(comparison: Comparison) -> Iterator[Row]:
    """Yield a row an indicator; a year with several values holds them with ≠ between them."""
    for line in comparison.lines:
        years = {str(year): " ≠ ".join(line.values(year)) or None for year in comparison.years}
        approx = [f"{year} {line.approx(year)}" for year in sorted(line.readings) if line.approx(year)]
        places = [f"{year} {reading.place}" for year in sorted(line.readings) for reading in line.readings[year]]
        yield {
            "issuer": line.issuer,
            "name": line.name,
            "unit": line.unit,
            "role": line.role,
            **years,
            "conflicts": " ".join(map(str, line.conflicts)),
            "unverified": " ".join(map(str, line.unverified)),
            "approx": "; ".join(approx),
            "spellings": " | ".join(name for name in line.names if name != line.name),
            "sources": "; ".join(places),
        }


def render_comparison(comparison: Comparison, lang: str) -> Iterator[str]:
    """Yield the lines: a block an issuer under its own years, and what the marks mean if there are any."""
    blocks: dict[str, list[Line]] = {}
    for line in comparison.lines:
        blocks.setdefault(line.issuer, []).append(line)
    for issuer, lines in blocks.items():
        years = sorted({year for line in lines for year in line.readings})
        rows = [("", "", *map(str, years)), *(_cells(line, years, lang) for line in lines)]
        yield f"== {visible(issuer)}"
        yield from align(rows, right=frozenset(range(2, 2 + len(years))))
        yield ""
    if any(line.conflicts for line in comparison.lines):
        yield phrase("conflicting", lang)
    if any(line.unverified for line in comparison.lines):
        yield phrase("not verified", lang)


def _cells(line: Line, years: list[int], lang: str) -> tuple[str, ...]:
    role = f" ({phrase(line.role, lang)})" if line.role in (Role.TARGET, Role.BASELINE, Role.SHARE) else ""
    return (line.name + role, line.unit, *(_value(line, year) for year in years))


def _value(line: Line, year: int) -> str:
    approx = f" ({line.approx(year)})" if line.approx(year) else ""
    return " ≠ ".join(line.values(year)) + approx + (" ?" if year in line.unverified else "")
