"""Undo what splits a number: a text with pinyin glosses goes in, a clean one with its way back comes out."""

import re
from itertools import accumulate
from typing import NamedTuple

from schemas.quantity import Mention

GLOSS = re.compile(r"([(（](?<=[\u4e00-\u9fff][(（])[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）])")
"""A pinyin reading printed behind its character, 建設(shè)."""


class Clean(NamedTuple):
    """A text without glosses, and the way back: from offset `ends[i]` on it lies `shifts[i]` behind the original."""

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


def strip_glosses(text: str) -> Clean:
    """Return `text` without its pinyin glosses; `restore` leads back to its offsets.

    >>> strip_glosses("政府建設(shè)12個(gè)").text
    '政府建設12個'
    """
    parts = GLOSS.split(text)
    kept = parts[::2]
    ends = tuple(accumulate(map(len, kept[:-1])))
    return Clean("".join(kept), text, ends, tuple(accumulate(map(len, parts[1::2]))))
