"""Numbers in words that the source itself prints: a title cut from the text needs no guess about its numbers."""

import re
from collections.abc import Iterator

from extractor.check.fold import fold_words
from extractor.check.match import Matched
from extractor.check.place import Place, Range
from schemas.quantity import Kind

HEADINGS_JOINT = "·"
"""Between the headings of a table that name a number together; each of them is printed."""

_NOUN = re.compile(r"(?P<bound>及?以[上下内]|级)?的?[^\W\d]{2}")
_HEADS, _EACH = re.compile("[十百千万]+[人名]"), "每"
"""By how many heads something is told: 每千人床位数, 千人病床数."""
_BEYOND, _SORTS = re.compile("(?:超过?|过|逾|不足|低于|每)$"), frozenset("级类岁大")
_THAN = re.compile("[比较](?:前[^\\W前]{1,4}年|[^\\W前]{1,4}年前)")
_MIN_WORDS = 2
_OPEN = frozenset("“‘《")
_QUOTED = re.compile("[“‘《][^”’》]{2,40}[”’》]")
# A cut here would have split a number, or left its qualifier or unit sign out.
_NUMERAL = re.compile(r"[0-9零〇一二两三四五六七八九十百千万亿几半余多]")
_BEFORE = re.compile(r"[0-9零〇一二两三四五六七八九十百千万亿几数第-]|(?<=[0-9])\.")
_BEHIND = re.compile(r"^(?:[0-9零〇一二两三四五六七八九十百千万亿几半多余%‰+]|\.[0-9]|个?百分点)")


def printed_place(matched: Matched) -> Place | None:
    """Return where the source prints a free text, or a phrase quoted in it, word for word, at the claimed number.

    设立“三项制度”专班 in a title is that of the source, though 三项制度 by itself would read as three of something.
    """
    words, number = matched.claim.name, fold_words(matched.claim.value_text)
    if not number:
        return None
    quoted = (hit[0] for hit in _QUOTED.finditer(words))
    phrases = (words, *words.split(HEADINGS_JOINT), *quoted, *_which(fold_words(words), number))
    found = (area for phrase in phrases for area in _areas(matched, phrase, number))
    return next((_place(matched, area) for area in found), None)


def _which(words: str, number: str) -> Iterator[str]:
    """Yield what a number says of what else is counted, with a word of that: 亿元以上项目 of 引进亿元以上项目.

    And by how many heads it is told, for how many years, and the time that a change is compared with: 比前五年.
    """
    yield from (hit[0] for hit in _THAN.finditer(words) if number in hit[0])
    for hit in re.finditer(re.escape(number), words):
        noun = _NOUN.match(words, hit.end())
        before = _BEYOND.search(words, 0, hit.start())
        heads = _HEADS.fullmatch(number)
        if noun and (before or heads or noun["bound"] or number[-1] in _SORTS):
            yield (before[0] if before else "") + number + noun[0]
        if heads and words.endswith(_EACH, 0, hit.start()):
            yield _EACH + number
        if number.endswith("年") and hit.start() >= _MIN_WORDS:
            yield words[hit.start() - _MIN_WORDS : hit.end()]


def _areas(matched: Matched, phrase: str, number: str) -> Iterator[Range]:
    """Yield the original ranges of a number inside the copies of a phrase, where no number is cut in two."""
    folded, text = matched.source.folded, fold_words(phrase)
    quoted = phrase[0] in _OPEN
    more = len(text) - len(number) >= _MIN_WORDS or text.startswith(_EACH)
    if number not in text or not (quoted or more):
        return
    for copy in matched.source.locate(phrase):
        if quoted and matched.source.text[max(0, copy.start - 1) : copy.start] not in _OPEN:
            continue
        start = folded.position(copy.start)
        for hit in re.finditer(re.escape(number), text):
            begin, end = start + hit.start(), start + hit.end()
            if folded.text[begin:end] == number and not _is_cut(folded.text, begin, end):
                yield Range(*folded.original_range(begin, end))


def _is_cut(text: str, begin: int, end: int) -> bool:
    """Tell whether a range of a folded text begins or ends in the midst of a number; behind a unit none goes on."""
    open_end = bool(_NUMERAL.match(text[end - 1]) and _BEHIND.match(text[end : end + 4]))
    return open_end or bool(begin and _BEFORE.match(text, begin - 1))


def _place(matched: Matched, area: Range) -> Place:
    """Return the source's number there, else one that is made for the occasion: words may hold what is no number."""
    around = (place for place in matched.source.within(area, 1) if place.start == area.start)
    return next(around, None) or printed_at(area)


def printed_at(area: Range) -> Place:
    """Return a range of the source as a place that holds no number of its own."""
    return Place(-1, area.start, area.end, "", None, "", frozenset(), Kind.LABEL, False, 0, 0, 0, 0)
