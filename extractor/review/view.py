"""A sheet as the templates and the page's script need it: rows, filters, states, the data island.

In: a sheet, a language, a query. Out: plain values. The same for the web app and the offline page.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from extractor.review.acts import is_quantity
from extractor.review.labels import Lang, arithmetic_line, label, reason, reason_label
from extractor.review.risk import bulk_acts
from extractor.review.sheet import Row, Sheet
from extractor.review.terminal import visible
from extractor.review.ui_text import act_label, status_label, word, words_for_script
from extractor.source.simplify import other_script
from schemas.decision import Act, Decision, Event, Status
from schemas.finding import Verdict

DECIDING = (Act.ACCEPT, Act.CORRECT, Act.REJECT, Act.DISMISS)
STATES = ("all", "open", "done")
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Query:
    """What the address asks for: a verdict, open or decided ones, words, and the row to open."""

    verdict: str = ""
    state: str = "all"
    words: str = ""
    at: int | None = None

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Query":
        """Read an address; what is no filter of ours counts as none."""
        verdict, state, at = values.get("v", ""), values.get("s", "all"), values.get("at", "")
        return cls(
            verdict if verdict in set(Verdict) else "",
            state if state in STATES else "all",
            values.get("q", "")[:100],
            int(at) if at.isascii() and at.isdecimal() and len(at) < 9 else None,
        )

    def link(self, **changed: str) -> str:
        """Return the address of this filter with something changed."""
        values = {"v": self.verdict, "s": self.state, "q": self.words} | changed
        return "?" + urlencode({key: value for key, value in values.items() if value and value != "all"})

    def shows(self, row: Row) -> bool:
        """Tell whether a row passes the filter."""
        wanted = not self.verdict or row.entry.verdict == self.verdict
        state = self.state == "all" or (row.waits if self.state == "open" else row.state.status is not None)
        haystack = f"{row.entry.name} {row.entry.said} {row.entry.source}".casefold()
        return wanted and state and self.words.strip().casefold() in haystack


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice of a filter, its count and its address."""

    key: str
    label: str
    count: int
    link: str
    chosen: bool
    tone: str = ""


def verdict_chips(sheet: Sheet, query: Query, lang: Lang) -> list[Chip]:
    """Return the choices of verdicts, riskiest first."""
    tones = {row.entry.verdict: row.tone for row in reversed(sheet.rows)}
    order = list(dict.fromkeys(row.entry.verdict for row in sheet.rows))
    counts = sheet.verdicts
    chips = [Chip("", word("all", lang), len(sheet.rows), query.link(v=""), not query.verdict)]
    return chips + [
        Chip(v.value, label(v, lang), counts[v], query.link(v=v.value), query.verdict == v, tones[v]) for v in order
    ]


def state_chips(sheet: Sheet, query: Query, lang: Lang) -> list[Chip]:
    """Return the choices of all, open and decided."""
    decided = sum(row.state.status is not None for row in sheet.rows)
    counts = {"all": len(sheet.rows), "open": sheet.waiting, "done": decided}
    return [Chip(s, word(s, lang), counts[s], query.link(s=s), query.state == s) for s in STATES]


def chosen_row(sheet: Sheet, query: Query) -> Row | None:
    """Return the row that the address names, else the first open one that is shown, the first shown, or any."""
    shown = [row for row in sheet.rows if query.shows(row)]
    named = [row for row in sheet.rows if row.index == query.at]
    waiting = [row for row in shown if row.waits]
    return next(iter([*named, *waiting, *shown, *sheet.rows]), None)


def where(row: Row, lang: Lang) -> str:
    """Say which part of the report a row is in."""
    part = row.entry.path.split("/")[2]
    return word(f"where_{part}", lang) if row.entry.finding else ""


def why(row: Row, lang: Lang) -> str:
    """Say why the verdict is what it is."""
    finding = row.entry.finding
    return visible(reason(finding, lang)) if finding else reason_label(row.entry.reason, lang)


def decided_line(row: Row, lang: Lang) -> str:
    """Say in one line how a finding was decided and by whom; empty while it is open without a word."""
    return event_line(row.state.last, lang, omitted=row.entry.finding is None) if row.state.decision else ""


def event_line(event: Event | None, lang: Lang, *, omitted: bool) -> str:
    """Describe what an event leaves: the status, the correction, by whom."""
    if event is None or event.after is None:
        return ""
    return f"{decision_line(event.after, lang, omitted=omitted)} · {visible(event.reviewer)}"


def decision_line(decision: Decision | None, lang: Lang, *, omitted: bool = False) -> str:
    """Describe a decision without its author."""
    if decision is None or decision.status is None:
        return word("note", lang) if decision and decision.note else word("open", lang)
    value = f" → {decision.value_text}" if decision.value_text else ""
    name = f"（{decision.name}）" if decision.name else ""
    return visible(status_label(decision.status, lang, omitted=omitted) + value + name)


def line_numbers(sheet: Sheet, row: Row) -> list[int]:
    """Return the line of the original that each candidate is on, from 1."""
    text = sheet.basis.result.source.text
    return [text.count("\n", 0, candidate.start) + 1 for candidate in row.entry.candidates]


def prefill(row: Row) -> tuple[str, str]:
    """Return what a correction begins with, and its place as `start-end`: the source's print, else a candidate's."""
    entry = row.entry
    if row.state.decision and row.state.decision.value_text:
        place = row.state.decision.span
        return row.state.decision.value_text, f"{place.start}-{place.end}" if place else ""
    if entry.source and entry.span:
        return entry.source, f"{entry.span.start}-{entry.span.end}"
    for candidate in entry.candidates[:1]:
        return visible(candidate.text), f"{candidate.start}-{candidate.end}"
    return entry.said, ""


def has_name(row: Row) -> bool:
    """Tell whether a correction may rename: an indicator or a quantity that is taken up has a name of its own."""
    return is_quantity(row.entry)


def state_data(row: Row, lang: Lang) -> dict[str, Any]:
    """Return how a row stands, for the script; what is not set is left out."""
    state, decision = row.state, row.state.decision
    data = {
        "h": state.head,
        "s": decision.status.value if decision and decision.status else None,
        "v": decision.value_text if decision else None,
        "n": decision.name if decision else None,
        "p": [decision.span.start, decision.span.end] if decision and decision.span else None,
        "note": decision.note if decision else None,
        "by": state.last.reviewer if state.last and decision else None,
        "line": decided_line(row, lang),
        "r": event_line(state.last, lang, omitted=row.entry.finding is None) if state.reopened else None,
    }
    return {key: value for key, value in data.items() if value}


def island(sheet: Sheet, lang: Lang, **page: Any) -> str:
    """Return the data that the script works on, as JSON that may stand inside a `script` element."""
    whys = list(dict.fromkeys(why(row, lang) for row in sheet.rows))
    number = {text: i for i, text in enumerate(whys)}
    by_index = sorted(sheet.rows, key=lambda row: row.index)
    source = sheet.basis.result.source
    data = {
        "report": source.sha256,
        "result": sheet.basis.hash,
        "words": words_for_script(lang),
        "acts": {act.value: [act_label(act, lang, omitted=o) for o in (False, True)] for act in DECIDING},
        "status": {s.value: [status_label(s, lang, omitted=o) for o in (False, True)] for s in Status},
        "bulk": {verdict.value: sorted(bulk_acts(verdict)) for verdict in sheet.verdicts},
        "whys": whys,
        "rows": [value for row in by_index for value in (*_places(row), number[why(row, lang)])],
        "more": {row.index: extra for row in by_index if (extra := _more(sheet, row))},
        "states": {row.index: state_data(row, lang) for row in by_index if row.state.last},
        "script": script_data(source.text),
        **page,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_ESCAPES).encode("utf-8", "backslashreplace").decode()


def _places(row: Row) -> tuple[int, int, int, int]:
    """Return where a row's number begins, its length, how far before it the evidence begins, and that one's length.

    A number without a place is at -1, its evidence counted from nought; no evidence has no length.
    """
    span, evidence = row.entry.span, row.entry.evidence
    start, length = (span.start, span.end - span.start) if span else (-1, 0)
    before, wide = (max(start, 0) - evidence.start, evidence.end - evidence.start) if evidence else (0, 0)
    return start, length, before, wide


def _more(sheet: Sheet, row: Row) -> dict[str, Any]:
    """Return what only some rows have: a claim other than the path, candidates, aligned digits."""
    entry = row.entry
    more: dict[str, Any] = {}
    if entry.claim != entry.path:
        more["k"] = entry.claim
    if entry.candidates:
        lines = line_numbers(sheet, row)
        more["c"] = [[c.start, c.end, visible(c.text), n] for c, n in zip(entry.candidates, lines, strict=True)]
    if row.searched:
        more["near"] = 1
    if row.digits:
        more["d"] = row.digits
    return more


def script_data(text: str) -> dict[str, Any]:
    """Return the way to the other script: a form a character, and the places where another form stands."""
    shown = visible(text)
    other = other_script(shown)
    if len(other) != len(shown):
        return {"chars": {}, "places": []}
    pairs = Counter(zip(shown, other, strict=True))
    usual: dict[str, str] = {}
    for (one, turned), _ in pairs.most_common():
        usual.setdefault(one, turned)
    places = [[i, b] for i, (a, b) in enumerate(zip(shown, other, strict=True)) if usual[a] != b]
    return {"chars": {a: b for a, b in usual.items() if a != b}, "places": places}


def strip(sheet: Sheet) -> list[tuple[int, int, str]]:
    """Return the ticks of the thumbnail strip: (row, thousandths of the text, tone) of every place that waits."""
    length = max(1, len(sheet.basis.result.source.text))
    return [
        (row.index, row.entry.span.start * 1000 // length, row.tone)
        for row in sheet.rows
        if row.entry.needs and row.entry.span
    ]


def sum_lines(sheet: Sheet, lang: Lang) -> list[str]:
    """Return a line for each of the source's own sums that fails."""
    return [visible(arithmetic_line(total, lang)) for total in sheet.failing_sums]


def shown_rows(sheet: Sheet, query: Query) -> Iterable[tuple[Row, bool]]:
    """Yield every row with whether the filter shows it."""
    return ((row, query.shows(row)) for row in sheet.rows)


def conflict_lines(events: Sequence[Event], standing: Sequence[Event | None], lang: Lang) -> Iterator[str]:
    """Yield a line for each event that was not taken: what it would have decided, and what stands instead."""
    for event, other in zip(events, standing, strict=True):
        omitted = event.seen.verdict is Verdict.OMITTED
        theirs = event_line(other, lang, omitted=omitted) or word("open", lang)
        yours = event_line(event, lang, omitted=omitted) or word("open", lang)
        yield visible(f"  {event.claim}  {event.seen.name} {event.seen.said}")
        yield f"    {word('theirs', lang)}: {theirs}    {word('yours', lang)}: {yours}"
