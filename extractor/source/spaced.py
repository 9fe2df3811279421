"""A finder in a text in, the same finder out for names set with blanks between the characters (海 安 市 统 计 局)."""

import re
from collections.abc import Callable
from functools import wraps

from extractor.source.offsets import CleanSpan

Finder = Callable[[str, CleanSpan], CleanSpan | None]

_SPACED = re.compile(r"\S(?:\s{1,4}(?:\d{2,4}|\S)){3,}")


def through_blanks(find: Finder) -> Finder:
    """Return a finder that reads a range that begins letter-spaced without its blanks, and gives the span with them."""

    @wraps(find)
    def found(text: str, span: CleanSpan) -> CleanSpan | None:
        if not _SPACED.match(text, *span):
            return find(text, span)
        places = [at for at in range(*span) if not text[at].isspace()]
        inner = find("".join(text[at] for at in places), CleanSpan(0, len(places)))
        return CleanSpan(places[inner.start], places[inner.end - 1] + 1) if inner else None

    return found
