"""The page numbers of a text that lost its line breaks: 清潔能源 24 96. 為減少 … 供冷氣之用。 25 101. 政府.

Each stands alone between blanks, about a page behind the one before it, and counts on from it.
"""

import re
from collections.abc import Iterator

from extractor.source.chrome import LONG_LINE, Removal
from schemas.result import DamageKind

_ALONE = re.compile(r"(?<![^ \n])([1-9]\d{0,2})(?: (?![年月日])|(?=\n)|\Z)")
_LINE = re.compile("[^\r\n]+")
_NEAREST, _FARTHEST = 60, 2500
"""Characters on a page, at least and at most; a page of pictures may print no number."""
_FEWEST, _SHARE = 6, 0.6
"""A run has so many page numbers at least, and reaches over such a share of its line."""


def find_page_numbers(text: str) -> Iterator[Removal]:
    """Yield the page numbers within the long lines of a text.

    >>> page = "全市各级行政复议机构认真履行职责。" * 12
    >>> text = "".join(f"{page} {number} " for number in range(1, 8))
    >>> [text[found.start : found.end].strip() for found in find_page_numbers(text)]
    ['1', '2', '3', '4', '5', '6', '7']
    """
    for line in _LINE.finditer(text):
        if line.end() - line.start() >= max(LONG_LINE, _FEWEST * _NEAREST):
            chain = _longest([(int(hit[1]), hit) for hit in _ALONE.finditer(text, *line.span())])
            reach = chain[-1].end() - chain[0].start() if chain else 0
            for hit in chain if reach >= _SHARE * (line.end() - line.start()) else ():
                yield Removal(hit.start(), hit.end(), DamageKind.CHROME, "page number")


def _longest(numbers: list[tuple[int, re.Match[str]]]) -> list[re.Match[str]]:
    """Return the longest run of numbers that count on from page to page; none that is no longer than a few."""
    ending: dict[int, list[re.Match[str]]] = {}  # the best run that ends with a number, by that number
    best: list[re.Match[str]] = []
    for value, hit in numbers:
        before = next((run for step in (1, 2) if (run := ending.get(value - step)) and _is_next(run, hit, step)), [])
        run = [*before, hit]
        if len(run) >= len(ending.get(value, ())):
            ending[value] = run
        best = run if len(run) > len(best) else best
    return best if len(best) >= _FEWEST else []


def _is_next(run: list[re.Match[str]], hit: re.Match[str], pages: int) -> bool:
    return _NEAREST <= hit.start() - run[-1].start() <= pages * _FARTHEST
