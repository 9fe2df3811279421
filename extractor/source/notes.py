"""The lines of a clean text in, its footnotes out: what explains words or sources, whose numbers are definitions."""

import re
from collections.abc import Iterable, Iterator

from extractor.source.offsets import CleanSpan

_OPENS = re.compile(
    r"(?:注释?|备注|脚注)\s?(?:\d{1,2}|[一二三四五六七八九十①-⑳])?\s?[：:]|【注】|[\[［〔]\s?\d{1,3}\s?[\]］〕]"
    r"|[①-⑳*＊※]\s?[^，。；：:]{2,24}(?:[：:]?，?是?指|[：:]即)"
)
# What goes on with notes: the next mark, whatever its words say.
_GOES_ON = re.compile(r"[①-⑳*＊※]|[\[［〔]?\s?\d{1,3}\s?(?:[\]］〕]|[.．、](?!\d))")


def find_notes(text: str, lines: Iterable[CleanSpan]) -> Iterator[CleanSpan]:
    """Yield the lines that are footnotes: marked as such, or numbered on behind one that is.

    >>> text = "加强培训②。\\n注：①含县区。\\n②据年报。\\n某局"
    >>> [text[start:end] for start, end in find_notes(text, [CleanSpan(0, 6), CleanSpan(7, 14), CleanSpan(15, 20)])]
    ['注：①含县区。', '②据年报。']
    """
    within = False
    for line in lines:
        within = bool(_OPENS.match(text, *line) or (within and _GOES_ON.match(text, *line)))
        if within:
            yield line
