"""A press of a button becomes events: what the reviewer asked for is checked against the verdict, and undone again.

In: the entries of a result, the events so far, an `Ask` or an undo. Out: new events, not yet stored.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import assert_never
from uuid import uuid4

from pydantic import ValidationError

from extractor.errors import ReviewError, StaleError
from extractor.numbers import find_numbers
from extractor.review.entries import Entry
from extractor.review.fold import State
from extractor.review.risk import bulk_acts
from extractor.review.terminal import visible
from schemas.decision import Act, Decision, Event, Status
from schemas.span import Frozen, Span


class Ask(Frozen):
    """What a reviewer asks for about one claim; `follows` is the last event on it that the reviewer saw."""

    claim: str
    act: Act
    follows: str | None = None
    value_text: str | None = None
    name: str | None = None
    span: Span | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a reviewer sits: the result under review, its text and entries, and who decides."""

    report: str
    result: str
    text: str
    entries: Mapping[str, Entry]
    reviewer: str
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    new_id: Callable[[], str] = lambda: uuid4().hex


def decide(desk: Desk, states: Mapping[str, State], asks: Sequence[Ask]) -> tuple[Event, ...]:
    """Turn one press into events. Several asks are a bulk, allowed where the verdicts allow it.

    Raises StaleError if a claim was decided since the reviewer saw it, ReviewError for what cannot be decided so.
    """
    for ask in asks:
        if ask.claim not in desk.entries:
            raise ReviewError(f"this result has no claim {ask.claim!r}", f"该结果中没有 {ask.claim!r}")
        if len(asks) > 1 and ask.act not in bulk_acts(desk.entries[ask.claim].verdict):
            raise ReviewError(
                f"{ask.claim!r} is not decided in bulk: look at it by itself",
                f"{ask.claim!r} 不能批量处理，请逐条查看",
            )
    stale = tuple(ask.claim for ask in asks if ask.follows != states[ask.claim].head)
    if stale:
        raise StaleError(stale)
    batch = desk.new_id()
    return tuple(
        _event(desk, states[ask.claim], desk.entries[ask.claim], ask.act, batch, _after(desk, states[ask.claim], ask))
        for ask in asks
    )


def take_back(desk: Desk, states: Mapping[str, State], events: Sequence[Event], act: Act) -> tuple[Event, ...]:
    """Undo the reviewer's last press, or do the last undone one again (`act` tells which); none if there is none.

    Raises StaleError if somebody else has decided one of its claims since.
    """
    undone = act is Act.UNDO
    batch = presses(events, desk.reviewer)[0 if undone else 1]
    pressed = [event for event in events if event.batch == batch]
    stale = tuple(event.claim for event in pressed if not _untouched(event, desk, states, undone=undone))
    if stale:
        raise StaleError(stale)
    new = desk.new_id()
    return tuple(
        _event(
            desk,
            states[event.claim],
            desk.entries[event.claim],
            act,
            new,
            event.before if undone else event.after,
            undoes=batch,
        )
        for event in pressed
    )


def presses(events: Iterable[Event], reviewer: str) -> tuple[str | None, str | None]:
    """Return the batch that an undo of this reviewer would take back, and the one that a redo would do again."""
    done: list[str] = []
    undone: list[str] = []
    for event in events:
        if event.reviewer != reviewer:
            continue
        if event.act is Act.UNDO:
            _move(event.undoes, done, undone)
        elif event.act is Act.REDO:
            _move(event.undoes, undone, done)
        elif done[-1:] != [event.batch]:
            done.append(event.batch)
            undone.clear()
    return (done[-1] if done else None), (undone[-1] if undone else None)


def _move(batch: str | None, here: list[str], there: list[str]) -> None:
    if batch is not None and here[-1:] == [batch]:
        there.append(here.pop())


def _untouched(event: Event, desk: Desk, states: Mapping[str, State], *, undone: bool) -> bool:
    """Tell whether the claim stands as this press, or its undo, left it."""
    last = states[event.claim].last if event.claim in desk.entries and event.claim in states else None
    return (
        last is not None and last.reviewer == desk.reviewer and last.after == (event.after if undone else event.before)
    )


def _event(
    desk: Desk,
    state: State,
    entry: Entry,
    act: Act,
    batch: str,
    after: Decision | None,
    *,
    undoes: str | None = None,
) -> Event:
    try:
        return Event(
            id=desk.new_id(),
            time=desk.now().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            reviewer=desk.reviewer,
            report=desk.report,
            result=desk.result,
            claim=entry.claim,
            path=entry.path,
            act=act,
            batch=batch,
            undoes=undoes,
            follows=state.head,
            seen=entry.seen,
            before=state.decision,
            after=after,
        )
    except ValidationError as error:
        place = error.errors()[0]
        raise ReviewError(f"{'/'.join(map(str, place['loc']))}: {place['msg']}") from error


def _after(desk: Desk, state: State, ask: Ask) -> Decision:
    note = ask.note or (state.decision.note if state.decision else "")
    try:
        match ask.act:
            case Act.ACCEPT:
                return Decision(status=Status.ACCEPTED, span=_chosen(desk, ask), note=note)
            case Act.CORRECT:
                return _correction(desk, ask, note)
            case Act.REJECT:
                return Decision(status=Status.REJECTED, note=note)
            case Act.DISMISS:
                return Decision(status=Status.DISMISSED, note=note)
            case Act.NOTE:
                return (state.decision or Decision()).model_copy(update={"note": _note(ask.note)})
            case Act.UNDO | Act.REDO:
                raise ReviewError(f"{ask.act} takes back a press, it is not asked of a claim")
            case _:
                assert_never(ask.act)
    except ValidationError as error:
        raise ReviewError("a note or value is too long", "备注或更正过长") from error


def _note(note: str) -> str:
    return Decision(note=note).note


def _correction(desk: Desk, ask: Ask, note: str) -> Decision:
    entry, value = desk.entries[ask.claim], visible((ask.value_text or "").strip())
    name = visible(ask.name.strip()) if ask.name and ask.name.strip() else None
    _check_correction(entry, value, name)
    changed = None if entry.finding and name == entry.name else name
    span = _place(desk, entry, ask, value)
    return Decision(status=Status.CORRECTED, value_text=value, name=changed, span=span, note=note)


def _check_correction(entry: Entry, value: str, name: str | None) -> None:
    if not value:
        raise ReviewError("a correction needs a value", "更正需要填写内容")
    if is_quantity(entry) and len(find_numbers(value)) != 1:
        raise ReviewError(f"{value!r} is not one number with its unit", f"“{value}”不是一个数字（可带单位）")
    if entry.path.startswith("/report/year/") and not re.fullmatch("[12][0-9]{3}年?", value):
        raise ReviewError(f"{value!r} is not a year", f"“{value}”不是年份")
    if entry.finding is None and name is None:
        raise ReviewError("a quantity that is taken up needs a name", "补录需要填写名称")


def check_event(entry: Entry | None, event: Event) -> None:
    """Hold an event from elsewhere to the rules of our own buttons. Raises ReviewError, naming the claim."""
    after = event.after
    if entry is None or after is None or after.status is not Status.CORRECTED:
        return
    try:
        _check_correction(entry, after.value_text or "", after.name)
    except ReviewError as error:
        raise ReviewError(f"{event.claim}: {error}", f"{event.claim}：{error.told('zh')}") from error


def is_quantity(entry: Entry) -> bool:
    """Tell whether an entry is an indicator's number, rather than one inside a name, a title or the head."""
    return entry.finding is None or entry.path.endswith("/value_text")


def _chosen(desk: Desk, ask: Ask) -> Span | None:
    """Return the candidate that was accepted as the place; a place that is none of the claim's is refused."""
    if ask.span is None:
        return None
    places = {Span(start=place.start, end=place.end) for place in desk.entries[ask.claim].candidates}
    if ask.span not in {*places, desk.entries[ask.claim].span}:
        raise ReviewError("the place is none of the candidates", "所选位置不在候选之中")
    return ask.span


def _place(desk: Desk, entry: Entry, ask: Ask, value: str) -> Span | None:
    """Keep the place of a correction only if the original prints the value there."""
    span = ask.span
    if span is None:
        return None
    printed = {
        (entry.source, entry.span),
        *((visible(c.text), Span(start=c.start, end=c.end)) for c in entry.candidates),
    }
    here = visible(desk.text[span.start : span.end])
    return span if (value, span) in printed or here == value else None
