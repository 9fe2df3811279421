"""Paragraphs that inline elements of a page tore, PM|2.5|的浓度, 认真贯彻《|信访条例|》: where to join them again."""

import re
from collections.abc import Iterator
from itertools import pairwise

from extractor.source.chrome import printed_lines
from extractor.source.offsets import CleanSpan
from extractor.source.wraps import FEW_LINES, MARKER, SENTENCE_END, between, gap, indent_of, words_of

_CODE = re.compile(
    r"PM(?P<above>[^\S\n]*\n\s*)(?:2[.．]5|10)(?P<below>[^\S\n]*\n\s*(?![一二三四五六七八九十]+、)(?=[^\W\d]|[，、。；]))?(?![\d.])"
)
_PARTED = 0.6
_SHORTEST_HEAD, _LONGEST_HEAD = 4, 30


def find_torn(text: str) -> Iterator[CleanSpan]:
    """Yield the line breaks within the paragraphs of a text whose paragraphs empty lines part; headings stay.

    A code whose digits stood lower, PM|2.5|浓度, is torn in any text.
    """
    for code in _CODE.finditer(text):
        yield from (CleanSpan(*code.span(part)) for part in ("above", "below") if code[part])
    lines = printed_lines(text)
    paragraphs = list(_paragraphs(text, lines))
    if len(paragraphs) <= max(FEW_LINES, _PARTED * len(lines)):
        return
    for paragraph in paragraphs:
        words = [words_of(text, line) for line in paragraph]
        if len(words) < 2 or "。" not in "".join(words) or _heads(words):
            continue
        for at, (upper, lower) in enumerate(pairwise(paragraph)):
            if _goes_on(words[at], words[at + 1], first=at == 0) and not indent_of(text, lower):
                yield gap(text, upper, lower)


def _paragraphs(text: str, lines: list[CleanSpan]) -> Iterator[list[CleanSpan]]:
    """Yield the lines that no empty line parts."""
    paragraph: list[CleanSpan] = []
    for line in lines:
        if paragraph and text.count("\n", *between(paragraph[-1], line)) != 1:
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _goes_on(above: str, below: str, *, first: bool) -> bool:
    """Tell whether a line goes on with the one above it: in the midst of a sentence, or behind a short first one."""
    if MARKER.match(below) or (above[-1].isdigit() and below[0].isdigit()):
        return False
    return above[-1] not in SENTENCE_END or (first and above[-1] == "。" and len(above) <= _LONGEST_HEAD)


def _heads(words: list[str]) -> bool:
    """Tell whether the first line of a paragraph heads the others: numbered or short, above a long one."""
    if MARKER.match(words[0]) and "。" not in words[0]:
        return True
    short = _SHORTEST_HEAD <= len(words[0]) <= _LONGEST_HEAD and not re.search("[，。]", words[0])
    return short and len(words[1]) > _LONGEST_HEAD
