"""What is decided of one claimed number."""

from collections.abc import Sequence
from typing import NamedTuple

from extractor.check.place import Place
from extractor.check.why import Why
from schemas.finding import Verdict


class Decision(NamedTuple):
    """A verdict, the place it is about (if any), the other places a claim may mean, and why."""

    verdict: Verdict
    why: Why
    place: Place | None = None
    others: tuple[Place, ...] = ()
    detail: str = ""


def misattributed(place: Place, rival: Place | None, others: tuple[Place, ...]) -> Decision:
    """Blame the name: the number is another's, the rival's before all others."""
    rest = tuple(other for other in others if other is not rival)
    return Decision(Verdict.MISATTRIBUTED, Why.RIVAL, place, rest if rival is None else (rival, *rest))


def others_than(places: Sequence[Place | None], chosen: Place | None) -> tuple[Place, ...]:
    """Return all places but the chosen one, each once and in text order."""
    if len(places) == 1 and places[0] is chosen:
        return ()
    kept = {place.index: place for place in places if place is not None and place is not chosen}
    return tuple(kept[index] for index in sorted(kept))
