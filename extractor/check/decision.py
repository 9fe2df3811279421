"""What is decided of one claimed number."""

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
