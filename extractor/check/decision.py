"""What is decided of one claimed number."""

from dataclasses import dataclass

from extractor.check.index import Place
from extractor.check.why import Why
from schemas.finding import Verdict


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict, the place it is about (if any), the other places a claim may mean, and why."""

    verdict: Verdict
    why: Why
    place: Place | None = None
    others: tuple[Place, ...] = ()
    detail: str = ""
