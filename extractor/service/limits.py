"""Rates: how many requests a token may make, kept in memory by each process.

A bucket holds the requests of a minute and fills up steadily, so a burst is fine and a flood is not.
"""

from dataclasses import dataclass
from time import monotonic

from extractor.service.tokens import Token


@dataclass(slots=True)
class _Bucket:
    left: float
    seen: float


class Rates:
    """The buckets of all tokens that were seen."""

    def __init__(self) -> None:
        self._buckets: dict[str, _Bucket] = {}

    def take(self, token: Token) -> float:
        """Count a request; returns the seconds to wait if there are too many, else 0."""
        now, most = monotonic(), float(token.per_minute)
        bucket = self._buckets.setdefault(token.name, _Bucket(most, now))
        bucket.left = min(most, bucket.left + (now - bucket.seen) * most / 60)
        bucket.seen = now
        if bucket.left < 1:
            return (1 - bucket.left) * 60 / most
        bucket.left -= 1
        return 0.0
