"""Where the runs of a few characters of a long text stand, so that a quote is looked up and not searched for."""

from collections import defaultdict
from collections.abc import Iterator

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
        begins = self._begins(quote, last // 2)
        if len(begins) > _FEW:
            begins = min(begins, *(self._begins(quote, base) for base in (0, last // 4, last)), key=len)
        return [begin for begin in sorted(begins) if begin >= 0 and self._text.startswith(quote, begin)][:limit]

    def _begins(self, quote: str, base: int) -> list[int]:
        """Return where a quote may begin, by those runs that begin in it at `base` or up to three characters behind."""
        offsets = range(base, base + _STEP)
        return [at - offset for offset in offsets for at in self._starts.get(quote[offset : offset + _RUN], ())]

    def pieces(self, quote: str, limit: int) -> Iterator[int]:
        """Yield where pieces of a quote stand, at most so many places each."""
        for offset in range(len(quote) - _RUN + 1):
            yield from self._starts.get(quote[offset : offset + _RUN], ())[:limit]
