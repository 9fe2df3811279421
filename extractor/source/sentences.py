"""A range of a clean text in, its sentences out."""

import re
from collections.abc import Iterator

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
_SPACE = BLANKS + "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def sentences(text: str, start: int, end: int) -> Iterator[CleanSpan]:
    """Yield the sentences of `text[start:end]` without their outer blanks; together they hold all its other characters.

    A sentence ends at 。！？ or a line end, not inside quotes or brackets.

    >>> text = "制定规章2件。开展“谁执法？谁普法。”活动。"
    >>> [text[a:b] for a, b in sentences(text, 0, len(text))]
    ['制定规章2件。', '开展“谁执法？谁普法。”活动。']
    """
    position = start
    for cut in [*_cuts(text, start, end), end]:
        span = trimmed(text, position, cut)
        position = cut
        if span.end > span.start:
            yield span


def trimmed(text: str, start: int, end: int) -> CleanSpan:
    """Leave the outer blanks and line ends of a range out of it."""
    if start < end and text[start] not in _SPACE and text[end - 1] not in _SPACE:
        return CleanSpan(start, end)
    part = text[start:end]
    left = len(part) - len(part.lstrip(_SPACE))
    return CleanSpan(start + left, start + max(left, len(part.rstrip(_SPACE))))


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
