"""The lines of a clean text in, its footnotes out: what explains words or sources, whose numbers are definitions."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from extractor.source.offsets import CleanSpan

_OPENS = re.compile(
    r"(?:注释?|备注|脚注)\s?(?:\d{1,2}|[一二三四五六七八九十①-⑳])?\s?[：:]|【注】|[\[［〔]\s?[\d⁰¹²³⁴-⁹]{1,3}\s?[\]］〕]"
    r"|[⁰¹²³⁴-⁹]{1,3}\s?[\u4e00-\u9fff《“]|[①-⑳*＊※]\s?[^，。；：:]{2,24}(?:[：:]?，?是?指|[：:]即)"
)
# What goes on with notes: the next mark, whatever its words say.
_GOES_ON = re.compile(r"[①-⑳*＊※⁰¹²³⁴-⁹]|[\[［〔]?\s?\d{1,3}\s?(?:[\]］〕]|[.．、](?!\d))")
# A mark behind a word refers to a note; one that opens a point stands behind a stop or a colon.
_REFERENCE = re.compile(r"(?<=[\u4e00-\u9fff”》）])[①-⑳](?=[，。；、：\u4e00-\u9fff])")

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BEFORE = {mark: before for before, mark in pairwise(_CIRCLED)}


def find_notes(text: str, lines: Iterable[CleanSpan]) -> Iterator[CleanSpan]:
    """Yield the lines that are footnotes: marked as such, numbered on behind one that is, or referred to by their mark.

    >>> text = "加强培训②。\\n注：①含县区。\\n②据年报。\\n某局"
    >>> [text[start:end] for start, end in find_notes(text, [CleanSpan(0, 6), CleanSpan(7, 14), CleanSpan(15, 20)])]
    ['注：①含县区。', '②据年报。']
    """
    referred: dict[str, int] = {}
    for hit in _REFERENCE.finditer(text):
        referred.setdefault(hit.group(), hit.start())
    within = named = False
    above = ""
    for line in lines:
        mark = text[line.start]
        next_point = not within and _BEFORE.get(mark) == above  # ④ below ③, which is no note
        opens = not next_point and (_OPENS.match(text, *line) or referred.get(mark, line.start) < line.start)
        above = mark
        within = bool(opens or (within and (named or _GOES_ON.match(text, *line))))
        named = text[line.end - 1] in "：:"  # what the word means stands in the next line
        if within:
            yield line
