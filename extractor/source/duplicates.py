"""A body that stands twice: which ranges of a text repeat an earlier passage, unit by unit."""

import re
from collections.abc import Iterator

from extractor.source.offsets import CleanSpan

_UNIT = re.compile(r"[^。！？\n\r\x0c]+[。！？]?")
# Reports repeat a slogan or a formula, never two hundred characters in a row.
_MIN_CHARS = 200


def find_duplicates(text: str) -> Iterator[CleanSpan]:
    """Yield the ranges of `text` that repeat, in the same order, a passage before them (at least 200 characters).

    Blanks do not count, and a last copy that breaks off at the end of the text counts as far as it goes.
    """
    units = [(hit, "".join(hit.group().split())) for hit in _UNIT.finditer(text)]
    units = [(hit, words) for hit, words in units if len(words) > 1]
    words = [unit for _, unit in units]
    first: dict[str, int] = {}
    index = 0
    while index < len(words):
        origin = first.setdefault(words[index], index)
        count = _run(words, origin, index) if origin < index else 0
        if count and sum(map(len, words[index : index + count])) >= _MIN_CHARS:
            yield CleanSpan(units[index][0].start(), units[index + count - 1][0].end())
            index += count
        else:
            index += 1


def _run(words: list[str], origin: int, copy: int) -> int:
    """Count how many units from `copy` on repeat those from `origin` on."""
    count = 0
    while origin + count < copy and copy + count < len(words) and words[origin + count] == words[copy + count]:
        count += 1
    last = copy + count == len(words) - 1 and origin + count < copy
    if last and len(words[-1]) >= 10 and words[origin + count].startswith(words[-1]):
        count += 1
    return count
