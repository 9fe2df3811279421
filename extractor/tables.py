"""Tables: a result goes in, flat rows come out, one an indicator or one an item. Pure.

A value is written as the result has it (`1650000`, a range `3..5`, a fraction `1/3`); beside it stand its bounds as
decimals. Nothing passes through float. Offsets are code points of the report's text (`source.text` of its result).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, Inexact, localcontext

from extractor.numbers.units import read_unit
from schemas.export import Rows
from schemas.report import Item
from schemas.result import ReportResult
from schemas.section import SectionKind
from schemas.span import Evidence


class Value(str):
    """A value as a result writes it: a number, a range or a fraction, exact."""

    __slots__ = ()


Cell = str | int | Decimal | None
Row = dict[str, Cell]
Columns = Mapping[str, type]


_HEAD = {"report": str, "issuer": str, "region": str, "year": int}
_PLACE = {"file": str, "path": str, "status": str}
COLUMNS: dict[Rows, Columns] = {
    Rows.INDICATORS: _HEAD
    | {"section": str, "topic": str, "name": str, "value": Value, "value_low": Decimal, "value_high": Decimal}
    | {"unit": str, "approx": str, "value_text": str, "kind": str, "role": str, "target_year": int, "verdict": str}
    | {"evidence": str, "start": int, "end": int, "evidence_at": str, "item": str}
    | _PLACE,
    Rows.ITEMS: _HEAD
    | {"kind": str, "title": str, "topic": str, "evidence": str, "start": int, "end": int, "evidence_at": str}
    | {"indicators": str}
    | _PLACE,
}
"""The columns of each kind of row, in order, and what their cells are. `path` is a JSON Pointer into `file`."""

_KINDS = (SectionKind.ACHIEVEMENTS, SectionKind.PROBLEMS, SectionKind.PLANS)
_MAX_DIGITS = 100
"""A number with more digits before or behind its point counts nothing; written out it could fill the disk."""
_SCALE = re.compile("[十百千万亿萬億]+")


def rows_of(kind: Rows, result: ReportResult, file: str) -> Iterator[Row]:
    """Yield the rows of a result in the order of its JSON; `file` is the name of the result file."""
    head = _head(result, file)
    rows = _indicators(result) if kind is Rows.INDICATORS else _items(result)
    for row in rows:
        whole = head | row
        yield {column: whole[column] for column in COLUMNS[kind]}


def _head(result: ReportResult, file: str) -> Row:
    report = result.report
    fields = {"issuer": report.issuer, "region": report.region, "year": report.year}
    values = {name: field.value if field else None for name, field in fields.items()}
    return {"report": result.source.name, "file": file, "status": result.run.status.value, **values}


def _indicators(result: ReportResult) -> Iterator[Row]:
    holders = _holders(result)
    for index, indicator in enumerate(result.report.indicators):
        kind, path, item = holders.get(index, (None, None, None))
        low, high = bounds(indicator.value)
        yield {
            "path": f"/report/indicators/{index}",
            "section": kind,
            "topic": item.topic if item else None,
            "name": indicator.name,
            "value": indicator.value,
            "value_low": low,
            "value_high": high,
            "unit": base_unit(indicator.unit),
            "approx": " ".join(indicator.approx),
            "value_text": indicator.value_text,
            "kind": indicator.kind.value if indicator.kind else None,
            "role": indicator.role.value if indicator.role else None,
            "target_year": indicator.target_year,
            "verdict": indicator.verdict.value if indicator.verdict else None,
            "start": indicator.span.start if indicator.span else None,
            "end": indicator.span.end if indicator.span else None,
            "item": path,
            **_quoted(indicator.evidence),
        }


def _items(result: ReportResult) -> Iterator[Row]:
    for kind, path, item in _all_items(result):
        yield {
            "path": path,
            "kind": kind,
            "title": item.title,
            "topic": item.topic,
            "start": item.evidence[0].start if item.evidence else None,
            "end": item.evidence[-1].end if item.evidence else None,
            "indicators": " ".join(f"/report/indicators/{index}" for index in item.indicators),
            **_quoted(item.evidence),
        }


def _all_items(result: ReportResult) -> Iterator[tuple[str, str, Item]]:
    for kind in _KINDS:
        for index, item in enumerate(getattr(result.report, kind)):
            yield kind.value, f"/report/{kind}/{index}", item


def _holders(result: ReportResult) -> dict[int, tuple[str, str, Item]]:
    """Map each indicator to the first item that holds it."""
    holders: dict[int, tuple[str, str, Item]] = {}
    for kind, path, item in _all_items(result):
        for index in item.indicators:
            holders.setdefault(index, (kind, path, item))
    return holders


def _quoted(evidence: Iterable[Evidence]) -> Row:
    """Give the quotes, and `start..end` of each, in the same order."""
    quotes = tuple(evidence)
    return {
        "evidence": " … ".join(quote.quote for quote in quotes),
        "evidence_at": " ".join(f"{quote.start}..{quote.end}" for quote in quotes),
    }


def bounds(value: str | None) -> tuple[Decimal | None, Decimal | None]:
    """Return the lowest and the highest number that a value of a result names: the same twice, unless it is a range.

    A fraction that no decimal holds has none.

    >>> bounds("61.40"), bounds("3..5")
    ((Decimal('61.40'), Decimal('61.40')), (Decimal('3'), Decimal('5')))
    >>> bounds("3/4"), bounds("1/3")
    ((Decimal('0.75'), Decimal('0.75')), (None, None))
    """
    low, joint, high = (value or "").partition("..")
    return (_decimal(low), _decimal(high)) if joint else (_decimal(low),) * 2


def _decimal(text: str) -> Decimal | None:
    part, _, whole = text.partition("/")
    try:
        if not whole:
            number = Decimal(part)
        else:
            with localcontext(prec=_MAX_DIGITS) as context:
                context.traps[Inexact] = True
                number = Decimal(part) / Decimal(whole)
    except (ArithmeticError, ValueError):
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= _MAX_DIGITS else None


def base_unit(unit: str) -> str:
    """Return the unit that a value of a result counts in: its scale is multiplied out, wherever it was printed.

    >>> base_unit("万元"), base_unit("千瓦"), base_unit("亿人次"), base_unit("万寿")
    ('元', '千瓦', '人次', '万寿')
    """
    scale = _SCALE.match(unit)
    if scale is None or read_unit(unit, 0)[0]:
        return unit
    rest = unit[scale.end() :]
    return rest if rest and read_unit(rest, 0)[0] == rest else unit
