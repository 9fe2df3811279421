"""How a claim's name stands to a number: the name ready to compare, and the bond that is found."""

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from extractor.check.aspects import Aspects, aspects_of
from extractor.check.fold import fold_words
from extractor.check.parallel import JOINTS
from extractor.check.place import Place
from extractor.check.words import name_pairs

CLEAR = 0.1
"""A name that fits one number by so much better than another names that one."""


class Bond(StrEnum):
    """How a name stands to the numbers that a claim may mean."""

    ALONE = "alone"
    FITS = "fits"
    RIVAL = "rival"
    TIED = "tied"
    TORN = "torn"
    """The name holds the words of several numbers, or those of another number than the one claimed."""


class Binding(NamedTuple):
    """The bond, the number it leads to, and the rival that the name fits better, if any."""

    bond: Bond
    place: Place
    rival: Place | None = None


def bound_to(meant: Place, place: Place) -> tuple[float, Binding]:
    """Return the lead and binding of a name that plainly means one number, for a claim of this or another."""
    return (1.0, Binding(Bond.FITS, place)) if meant is place else (-1.0, Binding(Bond.RIVAL, place, meant))


class Name(NamedTuple):
    """A claim's name, ready to compare: folded, the character pairs that count, and how it says it was measured."""

    plain: str
    pairs: frozenset[str]
    order: tuple[str, ...]
    aspects: Aspects = frozenset()
    is_joined: bool = False


@lru_cache(maxsize=512)
def read_name(text: str) -> Name:
    """Fold a name and split it into pairs; names recur from report to report.

    >>> read_name("審結 案件數").plain
    '审结案件数'
    """
    plain = fold_words(text[:200])
    order = name_pairs(plain)
    return Name(plain, frozenset(order), order, aspects_of(plain), not JOINTS.isdisjoint(plain))
