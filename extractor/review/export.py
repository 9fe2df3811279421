"""What leaves a review: the reviewed JSON, the decisions as CSV, a one-page summary to print.

In: a report with its events. Out: text. A cell that a spreadsheet would run as a formula begins with a quotation mark.
"""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from extractor.output import open_folder, to_json, write_text
from extractor.review.folder import Review
from extractor.review.labels import Lang, label
from extractor.review.render import digest, progress, render, static
from extractor.review.reviewed import decision_row, reviewed
from extractor.review.sheet import Row, Sheet
from extractor.review.ui_text import status_label
from extractor.review.view import decision_line
from schemas.decision import Status

_COLUMNS = (
    *("claim", "verdict", "name", "said", "source", "start", "end", "status", "value_text", "new_name"),
    *("note", "reviewer", "time", "event"),
)


def reviewed_json(review: Review) -> str:
    """Return the reviewed report as JSON; the same result and events give the same text."""
    return to_json(reviewed(review.sheet.basis.result, review.events))


def decisions_csv(review: Review) -> str:
    """Return every finding that is decided or needs to be, a line each, riskiest first, with a mark for Excel."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for row in _told(review.sheet):
        cells = decision_row(row.entry, row.state)
        span = cells["span"] or {"start": "", "end": ""}
        writer.writerow([_cell(({**cells, **span})[column]) for column in _COLUMNS])
    return out.getvalue()


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _told(sheet: Sheet) -> Sequence[Row]:
    return [row for row in sheet.rows if row.entry.needs or row.state.last]


def summary_page(review: Review, lang: Lang, *, mode: str, here_path: str = "", root: str = "") -> str:
    """Return the one-page summary: counts by verdict, who decided what. `mode` "page" makes it a file by itself."""
    sheet = review.sheet
    style = static("review.css")
    alone = {"style": Markup(style), "policy": f"default-src 'none'; style-src {digest(style)}"}
    verdicts = dict.fromkeys(row.entry.verdict for row in sheet.rows)
    deciders = Counter(row.state.last.reviewer for row in sheet.rows if row.state.status and row.state.last)
    return render(
        "summary.html",
        lang,
        root=root,
        mode=mode,
        sheet=sheet,
        here_path=here_path,
        progress=progress(sheet, lang),
        statuses=[{"label": status_label(status, lang)} for status in Status],
        table=[_verdict_line(sheet, verdict, lang) for verdict in verdicts],
        people=deciders.most_common(),
        decisions=[_decision(row, lang) for row in sheet.rows if row.state.decision],
        **(alone if mode == "page" else {}),
    )


def _verdict_line(sheet: Sheet, verdict: Any, lang: Lang) -> dict[str, Any]:
    rows = [row for row in sheet.rows if row.entry.verdict == verdict]
    decided = Counter(row.state.status for row in rows)
    return {
        "label": label(verdict, lang),
        "count": len(rows),
        "decided": [decided[status] for status in Status],
        "open": sum(row.waits for row in rows),
    }


def _decision(row: Row, lang: Lang) -> dict[str, str]:
    last, decision = row.state.last, row.state.decision
    return {
        "name": row.entry.name or row.entry.source,
        "verdict": label(row.entry.verdict, lang),
        "said": row.entry.said or row.entry.source,
        "decision": decision_line(decision, lang, omitted=row.entry.finding is None),
        "note": decision.note if decision else "",
        "by": last.reviewer if last else "",
        "time": last.time[:16].replace("T", " ") if last else "",
    }


def write_exports(review: Review, out: Path, lang: Lang) -> list[Path]:
    """Write all three into a folder and return their paths. Raises OutputError."""
    open_folder(out)
    texts = {
        "reviewed.json": reviewed_json(review),
        "decisions.csv": decisions_csv(review),
        "summary.html": summary_page(review, lang, mode="page"),
    }
    paths = [out / f"{review.name}.{ending}" for ending in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        write_text(path, text)
    return paths
