"""Where quotes stand in a folded text: a quote goes in, the ranges of the original text that print it come out."""

import re
from collections.abc import Iterable, Iterator

from extractor.check.fold import Folded, fold_words
from extractor.check.lazy import lazy
from extractor.check.place import Range
from extractor.check.runs import SHORTEST, Runs

_MAX_PLACES, _MAX_BREAKS = 48, 200
_PASSAGE, _MAX_COPIES = 24, 8  # so long a quote stands in copies of one passage only
_MAX_LOCATED = 1024
_ROUGHLY, _MAX_PIECES = 400, 8
_SEARCHED = 20_000
"""A text of so few characters is searched for a quote sooner than its runs are listed."""
# A gloss that the quote begins or ends in the midst of.
_CUT_GLOSS = re.compile(r"^\(?[a-zà-öø-ÿā-ǜɡ]{0,6}\)|\([a-zà-öø-ÿā-ǜɡ]{0,6}$")


class Quotes:
    """Quotes in one text; where the last ones stand is kept, for the numbers of a sentence share one."""

    def __init__(self, folded: Folded, breaks: Iterable[str] = ()) -> None:
        """Take a folded text; `breaks` are what page ends within its sentences print, which a quote may hold."""
        self._folded = folded
        self._breaks = tuple(breaks)[:_MAX_BREAKS]
        self._located = dict[str, list[Range]]()

    def build(self) -> None:
        """List the runs of a long text now, so that no claim waits for them."""
        if len(self._folded.text) >= _SEARCHED:
            _ = self._runs

    def locate(self, quote: str) -> list[Range]:
        """Find every place of a quote after folding, at most a few dozen."""
        found = self._located.get(quote)
        if found is None:
            plain = fold_words(quote)
            found = self._find(plain) or self._find(_CUT_GLOSS.sub("", plain)) or self._over_breaks(plain)
            if len(self._located) >= _MAX_LOCATED:
                self._located.clear()
            self._located[quote] = found
        return found

    def _over_breaks(self, plain: str) -> list[Range]:
        """Find a quote that holds the end of a page, its number or a running head."""
        parts = (
            plain[:at] + plain[at + len(page_end) :]
            for page_end in self._breaks
            for at in _occurrences(plain, page_end, _MAX_COPIES)
        )
        return next((found for part in parts if (found := self._find(part))), [])

    def pieces(self, quote: str) -> Iterator[int]:
        """Yield original offsets at which pieces of a quote stand, each piece at a few places at most."""
        starts = self._runs.pieces(fold_words(quote)[:_ROUGHLY], _MAX_PIECES)
        return map(self._folded.origins.__getitem__, starts)

    def _find(self, plain: str) -> list[Range]:
        if not plain:
            return []
        limit = _MAX_PLACES if len(plain) < _PASSAGE else _MAX_COPIES
        text = self._folded.text
        searched = len(plain) < SHORTEST or len(text) < _SEARCHED
        begins = _occurrences(text, plain, limit) if searched else self._runs.find(plain, limit)
        return [Range(*self._folded.original_range(begin, begin + len(plain))) for begin in begins]

    @lazy
    def _runs(self) -> Runs:
        return Runs(self._folded.text)


def _occurrences(text: str, part: str, limit: int) -> list[int]:
    found: list[int] = []
    start = text.find(part)
    while start >= 0 and len(found) < limit:
        found.append(start)
        start = text.find(part, start + 1)
    return found
