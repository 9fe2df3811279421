"""Undo what splits a number: a text with pinyin glosses or unseen characters goes in, a clean one comes out.

The clean one knows its way back to the offsets of the text as given.
"""

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from schemas.quantity import Mention

_GLOSS = r"[(（](?<=[\u4e00-\u9fff][(（])[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]"
"""A pinyin reading printed behind its character, 建設(shè)."""
_GLOSSED = re.compile(_GLOSS)
_UNSEEN = re.compile("[\x00\u200b\u200c\u200d\u2060\ufeff\xad]+")

# Digits that stand one by one, 1 9 9 7 年, as some pages print every number: they are joined in a text that prints two
# of its numbers so, or that is one such number and no more. A row of a table (1 0 0 2) may look alike elsewhere.
_SPACED_NUMBER = re.compile(
    r"(?<![0-9A-Za-z\s])[0-9](?: ?[．.] ?[0-9](?![0-9])| [0-9](?![0-9]))+ ?[万亿%％年元吨人个個公平立亩畝户戶件项項倍]"
)
_SPACED_ALONE = re.compile(r"\W?[0-9](?: ?[．.] ?[0-9]| [0-9])+ ?[^0-9\s]*\s*")
_TWO_DIGITS = re.compile("[0-9] [0-9．.]")
_FEWEST_SPACED = 2
_BETWEEN_DIGITS = re.compile(r" (?<=[0-9．.] )(?<![0-9]{2} )(?=[0-9](?![0-9])|[．.]|[%％‰万亿年月日])")
_LONGEST_ALONE = 40
# Blanks on both sides of numbers, as some set them throughout; a paragraph's number stands behind one in any text.
_AIRED = re.compile(r"[\u4e00-\u9fff] [0-9]+ [\u4e00-\u9fff]")
_BESIDE = re.compile(
    r"[\u4e00-\u9fff]( ?)[0-9][0-9.,]*( ?)(?=[年月日个個件名人次家项項万萬亿億多余餘元户戶所座条條公平米吨噸位起倍])"
)
_AIR = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[0-9])(?![0-9]{1,3}[.．、](?![0-9]))|(?<=[0-9]) (?=[\u4e00-\u9fff])")
_FEWEST_AIRED = 8


def is_damaged(text: str) -> bool:
    """Tell whether `text` has anything that `strip_damage` might take out.

    >>> is_damaged("建設(shè)12個"), is_damaged("建设12个"), is_damaged("4 9 2 5 0 万吨")
    (True, False, True)
    """
    return _GLOSSED.search(text) is not None or _UNSEEN.search(text) is not None or _is_spaced(text) or _is_aired(text)


def _is_spaced(text: str) -> bool:
    """Tell whether a text prints its numbers digit by digit."""
    if _TWO_DIGITS.search(text) is None:
        return False
    if len(text) <= _LONGEST_ALONE and _SPACED_ALONE.fullmatch(text):
        return True
    return sum(1 for _ in islice(_SPACED_NUMBER.finditer(text), _FEWEST_SPACED)) == _FEWEST_SPACED


def _is_aired(text: str) -> bool:
    """Tell whether a text sets its numbers off by blanks throughout, as 于 2023 年建成 3 个."""
    if _AIRED.search(text) is None:
        return False
    blanks = [hit[1] + hit[2] for hit in _BESIDE.finditer(text)]
    aired = blanks.count("  ")
    return aired >= _FEWEST_AIRED and 2 * aired >= len(blanks)


def find_air(text: str) -> list[tuple[int, int]]:
    """Return the blanks between numbers and words of a text that sets its numbers off throughout; else nothing."""
    return [hit.span() for hit in _AIR.finditer(text)] if _is_aired(text) else []


class Clean(NamedTuple):
    """A text without damage, and the way back: from offset `ends[i]` on it lies `shifts[i]` behind the original."""

    text: str
    original: str
    ends: tuple[int, ...]
    shifts: tuple[int, ...]

    def restore(self, mentions: list[Mention]) -> list[Mention]:
        """Return `mentions` of the clean text with their offsets led back to the original text."""
        ends, shifts, original = (*self.ends, len(self.text) + 1), (0, *self.shifts), self.original
        restored = []
        at = 0
        for start, end, _, value, unit, approx, kind, quantity_end in mentions:
            while ends[at] <= start:
                at += 1
            to = at
            begin = start + shifts[at]
            while ends[to] < end:
                to += 1
            stop = end + shifts[to]
            while ends[to] < quantity_end:
                to += 1
            restored.append(
                Mention(begin, stop, original[begin:stop], value, unit, approx, kind, quantity_end + shifts[to])
            )
        return restored


def strip_damage(text: str, cuts: Iterable[tuple[int, int]] = ()) -> Clean:
    """Return `text` without pinyin glosses, unseen characters, blanks that set off numbers or part digits, and `cuts`.

    Cuts are ranges of `text` that part words, as breaks of hard-wrapped lines do. `restore` leads back to its offsets.

    >>> strip_damage("政府建設(shè)12個(gè)").text, strip_damage("1 7 ．5 万吨").text
    ('政府建設12個', '17．5万吨')
    >>> strip_damage("占地12平方\\n米", [(6, 7)]).text
    '占地12平方米'
    """
    marks = [_GLOSSED, _UNSEEN]
    if _is_spaced(text):
        marks.append(_BETWEEN_DIGITS)
    found = sorted([*cuts, *find_air(text), *(hit.span() for mark in marks for hit in mark.finditer(text))])
    kept: list[str] = []
    ends: list[int] = []
    shifts: list[int] = []
    at = length = 0
    for start, end in found:
        if end > at:
            kept.append(text[at:start])
            length += max(0, start - at)
            ends.append(length)
            shifts.append(end - length)
            at = end
    return Clean("".join([*kept, text[at:]]), text, tuple(ends), tuple(shifts))
