"""A range of a clean text in, its sentences out."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from extractor.source.chrome import BLANKS
from extractor.source.offsets import CleanSpan

_STOPS, _BREAKS = "。！？!?", "\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_OPEN, _CLOSE = "“「『（(", "”」』）)’"
_PLAIN = f"[^{_STOPS}{_BREAKS}{_OPEN}”」』）)]*+"
# A mark that may matter, behind all that does not: plain words, and quotes and brackets that hold nothing else.
_TOKEN = re.compile(
    f"{_PLAIN}(?:[{_OPEN}]{_PLAIN}[”」』）)]{_PLAIN})*+([{_STOPS}]+[{_CLOSE}]*|[{_BREAKS}]+|[{_OPEN}]|[”」』）)])?"
)
# An opening mark further back than this was never closed.
_MAX_QUOTE = 120
_SPACE = frozenset(BLANKS + "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


@lru_cache(maxsize=1024)  # sections, items and chunks ask for the same ranges of a report
def sentences(text: str, start: int, end: int) -> tuple[CleanSpan, ...]:
    """List the sentences of `text[start:end]` without their outer blanks; together they hold all its other characters.

    A sentence ends at 。！？ or a line end, not inside quotes or brackets.

    >>> text = "制定规章2件。开展“谁执法？谁普法。”活动。"
    >>> [text[a:b] for a, b in sentences(text, 0, len(text))]
    ['制定规章2件。', '开展“谁执法？谁普法。”活动。']
    """
    spans = (trimmed(text, first, cut) for first, cut in pairwise([start, *_cuts(text, start, end), end]))
    return tuple(span for span in spans if span.end > span.start)


def trimmed(text: str, start: int, end: int) -> CleanSpan:
    """Leave the outer blanks and line ends of a range out of it."""
    while start < end and text[start] in _SPACE:
        start += 1
    while start < end and text[end - 1] in _SPACE:
        end -= 1
    return CleanSpan(start, end)


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    opened: list[int] = []
    for hit in _TOKEN.finditer(text, start, end):
        token = hit[1]
        if token is None:
            return
        if token in _OPEN:
            opened.append(hit.start(1))
            continue
        if token in _CLOSE:
            del opened[-1:]
            continue
        at, stops = hit.start(1), token[0] in _STOPS
        first = opened[0] if opened else at
        if len(token) > 1 and stops:
            del opened[max(0, len(opened) - sum(character in _CLOSE for character in token)) :]
        if not stops or at - first > _MAX_QUOTE:
            opened.clear()
        if not opened and (first == at or not stops or _is_whole(text, first)):
            yield hit.end()


def _is_whole(text: str, opening: int) -> bool:
    """Tell whether what opens here is a sentence of its own (：“…。”), not words inside one (“谁普法？”活动)."""
    return opening == 0 or text[opening - 1] in "：:。！？!?\n"
