"""Where the runs of a few characters of a long text stand, so that a quote is looked up and not searched for."""

import re
from array import array
from collections.abc import Iterator
from itertools import islice

_RUN, _STEP = 6, 4
_COUNT = re.compile("[0-9]+(?![0-9年])")
SHORTEST = _RUN + _STEP - 1
"""So long a quote holds one of the runs that are listed, wherever it begins."""


class Runs:
    """Every fourth run of six characters of a text: where it stands first, and each time where it stands next."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._first = first = dict[str, int]()
        self._next = following = array("i", [-1]) * (len(text) // _STEP + 1)
        last = dict[str, int]()
        for rank in range((len(text) - _RUN) // _STEP + 1):
            run = text[rank * _STEP : rank * _STEP + _RUN]
            before = last.get(run)
            if before is None:
                first[run] = rank
            else:
                following[before] = rank
            last[run] = rank

    def find(self, quote: str, limit: int) -> list[int]:
        """Return where a quote of `SHORTEST` characters or more stands, in text order, at most so many places.

        The runs that hold a numeral other than a year lead there, for they are rare.

        >>> Runs("一二三四五六七八九十一二三四五六七八九").find("一二三四五六七八九", 8)
        [0, 10]
        """
        last = len(quote) - SHORTEST
        count = _COUNT.search(quote)
        base = min(max(count.start() - 2, 0), last) if count else last // 2
        text, first, following = self._text, self._first, self._next
        begins = list[int]()
        for offset in range(base, base + _STEP):
            rank = first.get(quote[offset : offset + _RUN], -1)
            while rank >= 0:
                begin = rank * _STEP - offset
                if begin >= 0 and text.startswith(quote, begin):
                    begins.append(begin)
                rank = following[rank]
        return sorted(begins)[:limit] if len(begins) > 1 else begins

    def pieces(self, quote: str, limit: int) -> Iterator[int]:
        """Yield where pieces of a quote stand, at most so many places each."""
        for offset in range(len(quote) - _RUN + 1):
            yield from islice(self._starts(quote[offset : offset + _RUN]), limit)

    def _starts(self, run: str) -> Iterator[int]:
        rank = self._first.get(run, -1)
        while rank >= 0:
            yield rank * _STEP
            rank = self._next[rank]
