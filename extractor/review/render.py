"""Pages out of sheets: the only importer of jinja2. Everything is escaped; nothing of a report is ever a template."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from extractor.review.acts import presses
from extractor.review.folder import Review
from extractor.review.labels import Lang, label
from extractor.review.sheet import Sheet
from extractor.review.terminal import visible
from extractor.review.ui_text import act_label, keys, word
from extractor.review.view import (
    DECIDING,
    Query,
    chosen_row,
    decided_line,
    event_line,
    has_name,
    island,
    line_numbers,
    prefill,
    shown_rows,
    state_chips,
    strip,
    sum_lines,
    verdict_chips,
    why,
)
from schemas.decision import Act
from schemas.finding import Verdict
from schemas.result import RunStatus

STATIC = Path(__file__).parent / "static"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("extractor.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["visible"] = visible
    return environment


def render(template: str, lang: Lang, **values: Any) -> str:
    """Fill a template; `w` in it is the phrase book."""
    base = {"policy": "", "style": "", "script": "", "reviewer": "", "here": "/", "root": ""}
    words = {"lang": lang.value, "w": lambda key, *parts: word(key, lang, *parts)}
    text = _environment().get_template(template).render(base | words | values)
    return text.encode("utf-8", "replace").decode()


def report_page(review: Review, lang: Lang, query: Query, *, mode: str, reviewer: str = "", **more: Any) -> str:
    """Return the page of one report: `mode` is "web", or "page" for the offline file."""
    sheet = review.sheet
    chosen = chosen_row(sheet, query)
    rows = list(shown_rows(sheet, query))
    undo, redo = presses(review.events, reviewer)
    omitted = chosen is not None and chosen.entry.finding is None
    here = more.pop("here_path", "")
    data = island(sheet, lang, mode=mode, address=here, file=f"{review.name}.events.jsonl")
    return render(
        "report.html",
        lang,
        mode=mode,
        sheet=sheet,
        query=query,
        rows=rows,
        row_link=query.link() + ("&" if len(query.link()) > 1 else ""),
        any_shown=any(shown for _, shown in rows),
        chosen=chosen,
        filled=prefill(chosen) if chosen else ("", ""),
        fallen=event_line(chosen.state.last, lang, omitted=omitted) if chosen and chosen.state.reopened else "",
        candidate_lines=line_numbers(sheet, chosen) if chosen else [],
        lines=sheet.basis.lines,
        strip=strip(sheet),
        verdicts=verdict_chips(sheet, query, lang),
        states=state_chips(sheet, query, lang),
        labels={verdict: label(verdict, lang) for verdict in Verdict},
        acts={act.value: act_label(act, lang) for act in DECIDING},
        label_of=lambda act: act_label(Act(act), lang, omitted=omitted),
        why=lambda row: why(row, lang),
        decided=lambda row: decided_line(row, lang),
        has_name=has_name,
        visible=visible,
        sums=sum_lines(sheet, lang),
        left_behind=len(sheet.fold.left_behind),
        progress=progress(sheet, lang),
        warning=warning(sheet, lang),
        keymap=keys(lang),
        can={"undo": undo is not None, "redo": redo is not None},
        reviewer=reviewer,
        here=f"{here}{query.link()}",
        here_path=here,
        data=Markup(data),
        **more,
    )


def progress(sheet: Sheet, lang: Lang) -> str:
    """Say how far the review of a report is."""
    if not sheet.needed:
        return word("nothing_to_do", lang)
    return (
        word("progress", lang, sheet.needed - sheet.waiting, sheet.needed) if sheet.waiting else word("all_done", lang)
    )


def warning(sheet: Sheet, lang: Lang) -> str:
    """Say if the extraction itself did not end well."""
    status = sheet.basis.result.run.status
    return "" if status is RunStatus.COMPLETE else word(status.value, lang)


@cache
def static(name: str) -> str:
    """Return the text of a static file."""
    return (STATIC / name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """Return the hash of an inline script or style, as a content security policy names it."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
