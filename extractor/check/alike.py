"""Numbers that print nearly the same figures: one digit off, two transposed, one lost or added, another scale.

An index over the numbers of a source, so that a claim without a quote is compared with the few that are like it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractor.check.digits import mantissa
from extractor.check.said import significant


class Figures(NamedTuple):
    """What a number prints: its numeral, and its plain value."""

    digits: str
    value: str | None


class Alike:
    """Which numbers of a source are like a given one."""

    def __init__(self, numbers: Iterable[tuple[int, Figures]]) -> None:
        self._indices: defaultdict[str, list[int]] = defaultdict(list)
        for index, figures in numbers:
            for key in {*_keys(figures), *_shortened(_plain(figures))}:
                self._indices[key].append(index)

    def find(self, figures: Figures, limit: int) -> list[int]:
        """Return the indices of the numbers like these figures, in order, at most `limit` of each kind of likeness."""
        found: set[int] = set()
        for key in {*_keys(figures), *_shortened(_plain(figures))}:
            found.update(self._indices.get(key, ())[:limit])
        return sorted(found)


def _plain(figures: Figures) -> str:
    return mantissa(figures.digits, figures.value).replace(".", "")


def _keys(figures: Figures) -> Iterator[str]:
    plain = _plain(figures)
    yield plain
    yield "=" + significant(figures.value)
    if len(plain) > 1:
        yield "~" + "".join(sorted(plain))
        yield from (f"{plain[:at]}?{plain[at + 1 :]}" for at in range(len(plain)))
    yield from mantissa(figures.digits, figures.value).split(".")[1:]


def _shortened(plain: str) -> Iterator[str]:
    if 2 < len(plain) < 20:
        yield from (plain[:at] + plain[at + 1 :] for at in range(len(plain)))
