"""Words that a source denies beside a number and a name does not, or the other way round: 未办结3件 is not 办结3件."""

import re

from extractor.check.index import Source
from extractor.check.place import Place
from extractor.check.words import BORDER

# 三无船舶 and the like are terms.
_DENIED = re.compile(
    "(?:[不未免]予|免于|未能|没有|拒不|(?<![一两三四五多])[未不非无没]|(?<![期等看对接招优])待)(?P<word>[㐀-鿿]{2})"
)
_UNDONE = re.compile("[未没]([㐀-鿿])(?:案件|数|$)")
_DENYING = re.compile("[未不非无免没拒待]")
_REACH = 24


def is_denied(source: Source, plain: str, place: Place) -> bool:
    """Tell whether a folded name says a word that is denied beside a number, or denies one that is said there."""
    text, low = source.folded.text, max(0, place.folded_start - _REACH)
    if not _DENYING.search(text, low, place.folded_end + _REACH) and not _DENYING.search(plain):
        return False
    beside = _beside(source, place)
    undone = _UNDONE.search(plain)
    if undone and undone[1] in beside and not _DENYING.search(beside):
        return True  # 未结案件 is no number of 审结案件4件
    denied, denied_in_name = _denied(beside), _denied(plain)
    if denied:
        return any(word in plain for word in denied - denied_in_name)
    return any(word in beside for word in denied_in_name)


def _denied(words: str) -> frozenset[str]:
    """Return the words that are denied, unless they stand there undenied as well.

    >>> sorted(_denied("尚未办结")), sorted(_denied("不合格产品与合格产品"))
    (['办结'], [])
    """
    found = [hit["word"] for hit in _DENIED.finditer(words)]
    return frozenset(word for word in found if words.count(word) == found.count(word))


def _beside(source: Source, place: Place) -> str:
    """Return the folded words before and behind a number, each up to a border or another number."""
    text, places = source.folded.text, source.places
    low, high = source.folded_sentence(place.sentence)
    low, high = max(low, place.folded_start - _REACH), min(high, place.folded_end + _REACH)
    if place.index > place.first:
        low = max(low, places[place.index - 1].folded_end)
    if place.index + 1 < len(places):
        high = min(high, max(places[place.index + 1].folded_start, place.folded_end))
    before = BORDER.split(text[low : place.folded_start])[-1]
    return f"{before} {BORDER.split(text[place.folded_end : high], maxsplit=1)[0]}"
