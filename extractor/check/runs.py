"""Where the runs of a few characters of a long text stand, so that a quote is looked up and not searched for."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

_RUN, _STEP = 6, 4
_FEW = 4
SHORTEST = _RUN + _STEP - 1
"""So long a quote holds one of the runs that are listed, wherever it begins."""


class Runs:
    """Every fourth run of six characters of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: defaultdict[str, list[int]] = defaultdict(list)
        for start in range(0, len(text) - _RUN + 1, _STEP):
            self._starts[text[start : start + _RUN]].append(start)

    def find(self, quote: str, limit: int) -> list[int]:
        """Return where a quote of `SHORTEST` characters or more stands, in text order, at most so many places.

        A rare run of it leads there.

        >>> Runs("一二三四五六七八九十一二三四五六七八九").find("一二三四五六七八九", 8)
        [0, 10]
        """
        last = len(quote) - SHORTEST
        found = self._pieces_at(quote, last // 2)
        if _count(found) > _FEW:
            found = min(found, *(self._pieces_at(quote, base) for base in (0, last // 4, last)), key=_count)
        begins = [at - offset for offset, starts in found for at in starts]
        if len(begins) > 1:
            begins.sort()
        text = self._text
        return [begin for begin in begins if begin >= 0 and text.startswith(quote, begin)][:limit]

    def _pieces_at(self, quote: str, base: int) -> list[tuple[int, Sequence[int]]]:
        """Return the runs of a quote that begin at `base` or up to three characters behind, and where each stands."""
        starts = self._starts
        offsets = range(base, base + _STEP)
        return [(offset, starts[run]) for offset in offsets if (run := quote[offset : offset + _RUN]) in starts]

    def pieces(self, quote: str, limit: int) -> Iterator[int]:
        """Yield where pieces of a quote stand, at most so many places each."""
        for offset in range(len(quote) - _RUN + 1):
            yield from self._starts.get(quote[offset : offset + _RUN], ())[:limit]


def _count(found: Sequence[tuple[int, Sequence[int]]]) -> int:
    return sum([len(starts) for _, starts in found])
