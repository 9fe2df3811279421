"""The reviewed report: what the machine wrote and what people decided, folded into one JSON.

In: a result and its events. Out: the report as it stands after review. Every number tells its machine verdict and the
event that decided it (null while nobody has); a corrected one keeps what was extracted, a rejected one moves to
`rejected`, a quantity that was taken up is among the indicators. The same result and events give the same bytes.
"""

from collections.abc import Sequence
from copy import deepcopy
from decimal import Decimal
from typing import Any

from extractor.numbers import find_numbers
from extractor.review.entries import Entry, entries_of, result_hash
from extractor.review.fold import State, fold
from schemas.decision import Event, Status
from schemas.report import UnitSource
from schemas.result import ReportResult

SCHEMA_VERSION = "1"
_OF_NUMBER = ("name", "value", "value_text", "unit", "unit_from", "unit_evidence", "approx", "kind", "span")


def reviewed(result: ReportResult, events: Sequence[Event]) -> dict[str, Any]:
    """Fold events over a result; offsets are those of the result's source text, which is not repeated."""
    entries = entries_of(result)
    folded = fold(entries, events)
    report = result.report.model_dump(mode="json")
    decided = [(entry, folded.states[entry.claim]) for entry in entries]
    _cite(report, decided)
    for entry, state in decided:
        if state.status is Status.CORRECTED and entry.finding and not _is_indicator(entry):
            _correct_words(report, entry, state)
    rejected = _judge_indicators(report, decided)
    report["indicators"] += [
        _taken_up(result.source.text, entry, state) for entry, state in decided if _is_taken_up(entry, state)
    ]
    waiting = [entry.claim for entry, state in decided if entry.needs and state.status is None]
    return {
        "schema_version": SCHEMA_VERSION,
        "source": {"name": result.source.name, "sha256": result.source.sha256},
        "result": result_hash(result),
        "complete": not waiting,
        "report": report,
        "rejected": rejected,
        "decisions": [decision_row(entry, state) for entry, state in decided if state.last or entry.needs],
        "left_behind": [event.id for event in folded.left_behind],
    }


def decision_row(entry: Entry, state: State) -> dict[str, Any]:
    """Describe how one finding stands: the machine's verdict, and the person's decision beside it."""
    last, decision = state.last, state.decision
    status = decision.status if decision else None
    return {
        "claim": entry.claim,
        "path": entry.path,
        "verdict": entry.verdict.value,
        "name": entry.name,
        "said": entry.said,
        "source": entry.source,
        "span": entry.span.model_dump() if entry.span else None,
        "status": status.value if status else "reopened" if state.reopened else "open",
        "value_text": decision.value_text if decision else None,
        "new_name": decision.name if decision else None,
        "place": decision.span.model_dump() if decision and decision.span else None,
        "note": decision.note if decision else "",
        "reviewer": last.reviewer if last else None,
        "time": last.time if last else None,
        "event": last.id if last else None,
    }


def _cite(report: dict[str, Any], decided: Sequence[tuple[Entry, State]]) -> None:
    """Write beside every indicator, and every other value with numbers in it, what decided each number."""
    for indicator in report["indicators"]:
        indicator["decisions"] = []
    for entry, state in decided:
        holder = _holder(report, entry.path)
        if holder is not None:
            event = state.last.id if state.last and not state.reopened else None
            status = state.status.value if state.status else None
            holder.setdefault("decisions", []).append(
                {
                    "path": entry.path,
                    "said": entry.said,
                    "verdict": entry.verdict.value,
                    "status": status,
                    "event": event,
                }
            )


def _judge_indicators(report: dict[str, Any], decided: Sequence[tuple[Entry, State]]) -> list[dict[str, Any]]:
    """Correct the indicators in place; rejected ones leave the list and are returned, items then point past them."""
    rejected: dict[int, dict[str, Any]] = {}
    for entry, state in decided:
        if not _is_indicator(entry) or state.decision is None:
            continue
        index = int(entry.path.split("/")[3])
        indicator = report["indicators"][index]
        if state.status is Status.CORRECTED:
            indicator |= _corrected(indicator, state)
        elif state.status is Status.ACCEPTED and state.decision.span:
            indicator["span"] = state.decision.span.model_dump()
        elif state.status is Status.REJECTED:
            rejected[index] = indicator
    kept = [i for i in range(len(report["indicators"])) if i not in rejected]
    moved = {old: new for new, old in enumerate(kept)}
    report["indicators"] = [report["indicators"][i] for i in kept]
    for kind in ("achievements", "problems", "plans"):
        for item in report[kind]:
            item["indicators"] = [moved[i] for i in item["indicators"] if i in moved]
    return list(rejected.values())


def _corrected(indicator: dict[str, Any], state: State) -> dict[str, Any]:
    assert state.decision is not None
    number = _number(state)
    if not number["unit"] and indicator["unit_from"] == UnitSource.TABLE:  # its heading still says what it counts
        number |= {key: indicator[key] for key in ("unit", "unit_from", "unit_evidence")}
    return {
        "extracted": {key: deepcopy(indicator[key]) for key in _OF_NUMBER},
        "name": state.decision.name or indicator["name"],
        **number,
    }


def _number(state: State) -> dict[str, Any]:
    """Read the number that a person wrote, by the same rules as the source's."""
    assert state.decision is not None
    [mention] = find_numbers(state.decision.value_text or "")
    return {
        "value": mention.value,
        "value_text": mention.text,
        "unit": mention.unit,
        "unit_from": UnitSource.NUMBER.value,
        "unit_evidence": None,
        "approx": list(mention.approx),
        "kind": mention.kind.value,
        "span": state.decision.span.model_dump() if state.decision.span else None,
    }


def _taken_up(text: str, entry: Entry, state: State) -> dict[str, Any]:
    """Make an indicator of an omitted quantity that a person named; its fields are those of any other."""
    assert entry.span is not None
    assert state.decision is not None
    assert state.last is not None
    return {
        "name": state.decision.name,
        **_number(state),
        "role": None,
        "target_year": None,
        "name_from": "reviewer",
        "evidence": [{**entry.span.model_dump(), "quote": text[entry.span.start : entry.span.end]}],
        "quote": None,
        "verdict": entry.verdict.value,
        "decisions": [
            {
                "path": entry.path,
                "said": "",
                "verdict": entry.verdict.value,
                "status": "corrected",
                "event": state.last.id,
            }
        ],
    }


def _is_taken_up(entry: Entry, state: State) -> bool:
    return entry.finding is None and state.status is Status.CORRECTED


def _is_indicator(entry: Entry) -> bool:
    return entry.path.startswith("/report/indicators/") and entry.path.endswith("/value_text")


def _holder(report: dict[str, Any], path: str) -> dict[str, Any] | None:
    """Return the object that has the number of a path in one of its fields."""
    steps = path.split("/")[2:-1]
    at: Any = report if path.startswith("/report/") else None
    for step in steps:
        at = at[int(step)] if isinstance(at, list) else at[step] if at else None
    return at if isinstance(at, dict) else None


def _correct_words(report: dict[str, Any], entry: Entry, state: State) -> None:
    """Put the corrected number into the words that hold it; what was extracted stays beside them."""
    holder, field = _holder(report, entry.path), entry.path.rpartition("/")[2]
    if holder is None or state.decision is None:
        return
    text = state.decision.value_text or ""
    holder.setdefault("extracted", {}).setdefault(field, holder[field])
    if isinstance(holder[field], int):
        holder[field] = int(Decimal(text.removesuffix("年")))
    else:
        holder[field] = holder[field].replace(entry.said, text, 1)
