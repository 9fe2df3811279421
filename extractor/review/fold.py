"""Decisions as they stand: the entries of a result and the events so far in, a `State` a claim out.

The last event on a claim decides. After a new extraction it holds only if path, name, value and place are unchanged;
otherwise the claim is open again and says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractor.review.entries import Entry
from schemas.decision import Decision, Event, Status


@dataclass(frozen=True, slots=True)
class State:
    """How a claim stands: `decision` is what holds now, `last` the last event on it, `reopened` if that one fell."""

    decision: Decision | None = None
    last: Event | None = None
    reopened: bool = False

    @property
    def status(self) -> Status | None:
        """The status that holds, or None while the claim is open."""
        return self.decision.status if self.decision else None

    @property
    def head(self) -> str | None:
        """The id of the event that the next one must follow."""
        return self.last.id if self.last else None


@dataclass(frozen=True, slots=True)
class Fold:
    """The states by claim, and the last events on claims that this result no longer holds."""

    states: Mapping[str, State]
    left_behind: tuple[Event, ...]


def fold(entries: Iterable[Entry], events: Iterable[Event]) -> Fold:
    """Fold events, in the order they were stored, over the entries of a result."""
    last = {event.claim: event for event in events}
    known = {entry.claim: entry for entry in entries}
    states = {claim: _state(entry, last.get(claim)) for claim, entry in known.items()}
    fallen = (event for claim, event in last.items() if claim not in known)
    return Fold(states, tuple(event for event in fallen if event.after is not None))


def _state(entry: Entry, event: Event | None) -> State:
    if event is None or holds(entry, event):
        return State(event.after if event else None, event)
    return State(None, event, reopened=event.after is not None)


def holds(entry: Entry, event: Event) -> bool:
    """Tell whether an event speaks of the same number as an entry: same path (in the claim), name, value and place."""
    seen = event.seen
    return (event.claim, seen.name, seen.said, seen.span) == (entry.claim, entry.name, entry.said, entry.span)
