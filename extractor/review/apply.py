"""Events that an offline page exported, brought into the store of a folder.

In: a file of events, one a line. Out: how many were new, known, or in conflict. Presses are taken in order, each whole
or not at all; one that follows something else than what the store has is a conflict, and stays in the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pydantic import ValidationError

from extractor.errors import ReviewError, StaleError
from extractor.review.acts import check_event
from extractor.review.entries import Entry
from extractor.review.folder import Broken, Folder, Review
from schemas.decision import Event

_MAX_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Conflict:
    """A press that was not taken: its events, those that stand instead, and why."""

    events: tuple[Event, ...]
    standing: tuple[Event | None, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a file of events."""

    new: int
    known: int
    conflicts: tuple[Conflict, ...]


def read_events(path: Path) -> tuple[Event, ...]:
    """Read exported events. Raises ReviewError, naming the line, where one cannot be read."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ReviewError(f"{str(path)!r} is too large for a file of events", f"{str(path)!r} 过大")
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise ReviewError(f"{str(path)!r} cannot be read: {reason}", f"无法读取 {str(path)!r}：{reason}") from error
    return tuple(_event(path, number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _event(path: Path, number: int, line: str) -> Event:
    try:
        return Event.model_validate_json(line)
    except ValidationError as error:
        place = error.errors()[0]
        detail = f"{'/'.join(map(str, place['loc'])) or 'line'}: {place['msg']}"
        raise ReviewError(
            f"{str(path)!r} line {number} is no event of a review page: {detail}",
            f"{str(path)!r} 第{number}行不是审核页面导出的决定：{detail}",
        ) from error


def apply_events(folder: Folder, events: tuple[Event, ...]) -> Applied:
    """Store the events of a folder's reports. Raises ReviewError if one is about a report or claim that is not here."""
    known = {event.id: event for event in folder.store.events()}
    reviews = {
        review.sheet.basis.result.source.sha256: review for review in folder.all() if not isinstance(review, Broken)
    }
    for event in events:
        check_event(_entry(reviews, event), event)
    new, conflicts = 0, []
    fresh = [event for event in events if known.get(event.id) != event]
    for _, press in groupby(fresh, key=lambda event: event.batch):
        pressed = tuple(press)
        try:
            folder.store.append(pressed)
            new += len(pressed)
        except StaleError:
            conflicts.append(Conflict(pressed, tuple(_standing(folder, pressed))))
    return Applied(new, len(events) - len(fresh), tuple(conflicts))


def _entry(reviews: dict[str, Review], event: Event) -> Entry | None:
    """Return the claim of an event as it is now, or None where the result has been extracted anew without it."""
    review = reviews.get(event.report)
    if review is None:
        raise ReviewError(
            f"no result here is of the report {event.report[:12]}… that {event.path} was decided in; name its folder",
            f"该文件夹中没有 {event.path} 所属报告（{event.report[:12]}…）的结果，请指明正确的文件夹",
        )
    entry = next((entry for entry in review.sheet.basis.entries if entry.claim == event.claim), None)
    if entry is None and event.result == review.sheet.basis.hash:
        raise ReviewError(f"the result has no claim {event.claim!r}", f"结果中没有 {event.claim!r}")
    return entry


def _standing(folder: Folder, events: tuple[Event, ...]) -> Iterator[Event | None]:
    last = {(event.report, event.claim): event for event in folder.store.events()}
    return (last.get((event.report, event.claim)) for event in events)
