"""Words set with blanks between the characters (海 安 市 统 计 局): where they are; finders that read through them."""

import re
from collections.abc import Callable, Iterator
from functools import wraps

from extractor.source.offsets import CleanSpan

_LETTER = r"(?:[\u4e00-\u9fff、][，、。；：]?|\d+(?= [\u4e00-\u9fff]))"
_LETTERS = re.compile(rf"[\u4e00-\u9fff][，、。；：]?(?: {_LETTER}){{4,}}(?![^\s，。；：、”）」])")
_YEAR = re.compile(r"(?<![\d.])(?<!\d )(?:1 9|2 0) \d \d(?= ?年)")
_BLANK = re.compile(" ")
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


def find_letter_spacing(text: str) -> Iterator[CleanSpan]:
    """Yield the blanks within words that are set letter by letter, five of them or more, or are the digits of a year.

    Two numbers never meet.

    >>> text = "乙 、 工 作 回 顾 4. 去年"
    >>> "".join(char for at, char in enumerate(text) if at not in {span.start for span in find_letter_spacing(text)})
    '乙、工作回顾 4. 去年'
    >>> len(list(find_letter_spacing("2 0 1 8 年总结"))), len(list(find_letter_spacing("2 0 1 8 件")))
    (3, 0)
    """
    for words in (*_LETTERS.finditer(text), *_YEAR.finditer(text)):
        for blank in _BLANK.finditer(text, *words.span()):
            yield CleanSpan(*blank.span())
