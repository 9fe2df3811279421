"""The sentences of a part of a report, each with its paragraph and with what stands behind it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.source.cues import closes
from extractor.source.lines import is_row
from extractor.source.offsets import CleanSpan
from extractor.source.sentences import sentences
from extractor.source.tail import is_appeal

_BREAK = re.compile(r"[\n\r]")
_NEXT_POINT = re.compile("(?<=；)[二三四五六七八九十]{1,2}是")


class Told(NamedTuple):
    """A sentence: its clean offset, its words, those of the paragraph that it opens, if any, and of the one behind.

    `appeals` tells that it stands in the paragraph that ends a speech.
    """

    start: int
    words: str
    paragraph: Sequence[str]
    behind: str
    appeals: bool


def tell(text: str, body: CleanSpan) -> Iterator[Told]:
    """Yield the sentences of a body; the rows of a table tell nothing."""
    spans = [point for sentence in sentences(text, *body) for point in _points(text, sentence)]
    spans = [span for span in spans if not is_row(text[slice(*span)])]
    words = [text[start:end] for start, end in spans]
    opens = [
        index for index, (start, _) in enumerate(spans) if not index or _BREAK.search(text, spans[index - 1].end, start)
    ]
    for first, last in pairwise([*opens, len(spans)]):
        appeals = is_appeal("".join(words[first:last]))
        opening = first + 1 if closes(words[first]) else first  # 各位代表！ opens no paragraph
        for index in range(first, last):
            paragraph = words[opening:last] if index == opening else ()
            yield Told(spans[index].start, words[index], paragraph, "".join(words[index + 1 : index + 2]), appeals)


def _points(text: str, sentence: CleanSpan) -> Iterator[CleanSpan]:
    """Cut a sentence into the numbered points that it lists: 一是…；二是…"""
    cuts = [point.start() for point in _NEXT_POINT.finditer(text, *sentence)]
    for start, end in pairwise([sentence.start, *cuts, sentence.end]):
        yield CleanSpan(start, end)
