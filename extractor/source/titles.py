"""An item's clean span in, the clean span of its title out: its leading clause, or a piece of it."""

import re

from extractor.source.offsets import CleanSpan
from extractor.source.sentences import trimmed

MAX_TITLE = 20
_OPENING = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}[是要]|首先|其次|再次|最后|其[一二三四五六]|第[一二三四五六七八九十]{1,2}[，,]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|——)[，,：:、]?"
    r"|(?:(?:19|20)\d\d年度?(?:以来)?|全年|年内|今年(?:以来)?|一年来|截至目前|截止目前|目前|同时|此外|另外|其中|下一步|下步|今后|对此|一是)[，,、：:]"
    r"|但?(?:仍|还|也)(?:然)?(?:要)?(?:存在|面临)(?:着)?(?:一些|不少|以下)?|但是?|(?:19|20)\d\d年"
)
_CLAUSE = re.compile(r"[^，,。；;：:！？!?\n]+")
_INNER = re.compile(r"[、“《（(\s]|(?<=[的和与及])")
_DIGIT = re.compile(r"[\d０-９]")
_MIN_TITLE = 5
# Clauses looked at; a sentence that counts in all of them has its title cut before the first number.
_CLAUSES = 6


def title_span(text: str, item: CleanSpan) -> CleanSpan:
    """Return where an item's title stands: at most 20 characters, without digits wherever a clause allows it.

    >>> text = "2024年，共受理复议案件42件，推进行政复议规范化建设。"
    >>> start, end = title_span(text, CleanSpan(0, len(text)))
    >>> text[start:end]
    '共受理复议案件'
    """
    start = _skip_opening(text, item)
    clauses = [_clause(hit) for hit, _ in zip(_CLAUSE.finditer(text, start, item.end), range(_CLAUSES), strict=False)]
    fitting = [_shortened(text, clause) for clause in clauses]
    good = [span for span in fitting if span.end - span.start >= _MIN_TITLE]
    plain = [span for span in good if not _DIGIT.search(text[slice(*span)])]
    return next((span for span in (*plain, *good, *fitting) if span.end > span.start), _as_it_stands(item))


def _as_it_stands(item: CleanSpan) -> CleanSpan:
    """The beginning of an item that holds no words to choose from."""
    return CleanSpan(item.start, min(item.end, item.start + MAX_TITLE))


def _clause(hit: re.Match[str]) -> CleanSpan:
    return CleanSpan(hit.start(), hit.end())


def _skip_opening(text: str, item: CleanSpan) -> int:
    """Go past numbering and words of time."""
    start = item.start
    for _ in range(4):
        hit = _OPENING.match(text, start, item.end)
        if not hit or item.end - hit.end() < _MIN_TITLE:
            break
        start = trimmed(text, hit.end(), item.end).start
    return start


def _shortened(text: str, clause: CleanSpan) -> CleanSpan:
    """Cut a clause before its first number and to the longest title, at a border of words if there is one."""
    words = text[clause.start : clause.end].rstrip()
    digit = _DIGIT.search(words)
    limit = min(MAX_TITLE, digit.start() if digit else MAX_TITLE)
    if len(words) > limit:
        words = _cut(words, limit)
    return CleanSpan(clause.start, clause.start + len(words))


def _cut(words: str, limit: int) -> str:
    head = words[:limit].rstrip()
    open_at = max(head.rfind("“"), head.rfind("《"), head.rfind("（"), head.rfind("("))
    if open_at >= _MIN_TITLE and not re.search(r"[”》）)]", head[open_at:]):
        return head[:open_at].rstrip("、的和与及共达约近超为")
    if limit < MAX_TITLE:
        return head.rstrip("、的和与及共达约近超为第")
    borders = [hit.start() for hit in _INNER.finditer(head) if hit.start() >= MAX_TITLE // 2]
    return head[: borders[-1]].rstrip("、的和与及") if borders else head
