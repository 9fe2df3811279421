"""An outline for people and programs: what was understood of a report before any model is asked."""

from typing import Any

from extractor.review.terminal import visible
from extractor.source.document import Document
from schemas.section import ITEM_KINDS


def outline_json(document: Document) -> dict[str, Any]:
    """Return the outline; every offset points into the original text."""
    head = document.head
    fields = ("title", "issuer", "region", "year", "report_date")
    return {
        "is_report": document.outline.is_report,
        "script": document.script,
        "encoding": document.raw.encoding,
        **{name: field.model_dump() if (field := getattr(head, name)) else None for name in fields},
        "sections": [
            {
                "kind": section.kind.value,
                "path": list(section.path),
                "cue": section.cue,
                **document.clean.original_span(*section.span).model_dump(),
            }
            for section in document.outline.sections
        ],
        "items": {kind.value: sum(item.kind is kind for item in document.items) for kind in sorted(ITEM_KINDS)},
        "tables": [
            {
                "start": table.start,
                "end": table.end,
                "cells": len(table.cells),
                "heading_rows": table.heading_rows,
                "unit": document.raw.text[table.unit.start : table.unit.end] if table.unit else None,
            }
            for table in document.raw.tables
        ],
        "damage": [damage.model_dump(mode="json") for damage in document.damage],
    }


def render_outline(document: Document) -> str:
    """Return the outline as lines: the head, a line a section, a line a damaged place."""
    outline = outline_json(document)
    names = ("title", "issuer", "region", "year", "report_date")
    lines = [f"{name}: {outline[name]['value'] if outline[name] else '-'}" for name in names]
    lines += [f"is_report: {outline['is_report']}  script: {outline['script']}  encoding: {outline['encoding']}", ""]
    for section in outline["sections"]:
        where = f"[{section['start']}, {section['end']})"
        path = visible(" > ".join(section["path"]) or "-")
        lines.append(f"{where:>16}  {section['kind']:<12}  {path}  ({visible(section['cue'])})")
    lines += ["", "items: " + ", ".join(f"{n} {kind}" for kind, n in outline["items"].items())]
    lines += [
        f"table: [{t['start']}, {t['end']}) {t['cells']} cells, unit: {visible(t['unit'] or '-')}"
        for t in outline["tables"]
    ]
    lines += [f"damage: [{d['start']}, {d['end']}) {d['kind']}: {visible(d['note'])}" for d in outline["damage"]]
    return "\n".join(lines) + "\n"
