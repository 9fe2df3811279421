"""Undo what splits a number: a text with pinyin glosses goes in, a clean one with its way back comes out."""

import re
from bisect import bisect_right
from typing import NamedTuple

from schemas.quantity import Mention

GLOSS = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]")
"""A pinyin reading printed behind its character, 建設(shè)."""


class Clean(NamedTuple):
    """A text without glosses, and how far each of its stretches moved from the original text."""

    text: str
    original: str
    starts: list[int]
    shifts: list[int]

    def restore(self, mention: Mention) -> Mention:
        """Return `mention` with its clean offsets replaced by offsets into the original text."""
        start = self._at(mention.start)
        end = self._at(mention.end - 1) + 1
        quantity_end = max(end, self._at(mention.quantity_end - 1) + 1)
        return mention._replace(start=start, end=end, text=self.original[start:end], quantity_end=quantity_end)

    def _at(self, offset: int) -> int:
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]


def strip_glosses(text: str) -> Clean:
    """Return `text` without its pinyin glosses; `restore` leads back to its offsets.

    >>> strip_glosses("政府建設(shè)12個(gè)").text
    '政府建設12個'
    """
    parts: list[str] = []
    starts, shifts = [0], [0]
    last = clean = 0
    for gloss in GLOSS.finditer(text):
        if not gloss.start() or not "\u4e00" <= text[gloss.start() - 1] <= "\u9fff":
            continue
        parts.append(text[last : gloss.start()])
        clean += gloss.start() - last
        last = gloss.end()
        starts.append(clean)
        shifts.append(last - clean)
    parts.append(text[last:])
    return Clean("".join(parts), text, starts, shifts)
