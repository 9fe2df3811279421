"""An item's clean span in, the clean span of its title out: its leading clause, or a piece of it."""

import re

from extractor.source.offsets import CleanSpan
from extractor.source.sentences import trimmed

_OPENING = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}[是要]|首先|其次|再次|最后|其[一二三四五六]|第[一二三四五六七八九十]{1,2}[，,]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|——)[，,：:、]?"
    r"|(?:(?:19|20)\d\d年度?(?:以来)?|全年|年内|今年(?:以来)?|一年来|截至目前|截止目前|目前|同时|此外|另外|其中|下一步|下步|今后|对此|一是)[，,、：:]"
    r"|但?(?:仍|还|也)(?:然)?(?:要)?(?:存在|面临)(?:着)?(?:一些|不少|以下)?|但是?|(?:19|20)\d\d年"
)
_CLAUSE = re.compile(r"[^，,。；;：:！？!?\n]+")
_YEAR = re.compile(r"(?:19|20)\d\d\s?年(?:度|来|以来)?")
_DIGIT = re.compile(r"[\d０-９]")
_MIN_TITLE = 5
MAX_TITLE = 20
# A clause this long is not yet cut: a whole clause reads better than a broken one.
_WHOLE = 26
# Clauses looked at; a sentence that counts in all of them has its title cut before the first number.
_CLAUSES = 6
_INNER = re.compile(r"[、“《（(\s]|(?<=[的和与及])")
# Words that a phrase may end with; a clause without any other border is cut behind the last of them.
_NOUN = re.compile(
    "工作|制度|机制|活动|体系|建设|改革|责任|服务|平台|问题|能力|水平|方案|行动|职能|作用|程序|执法|监督|管理|情况|教育"
    "|培训|案件|纠纷|环境|思想|法治|清单|事项|规定|办法|会议|项目|任务|政策|企业|产业|发展|经济|安全|治理|保障|试点|中心"
)
_DANGLING = re.compile(
    r"(?:开展|举办|组织|完成|办理|达到?|设立|发布|推出|新增|实现|推动|培育|帮助|建成|共有|制定|召开|覆盖|涉及|投资|支出|安排)了?$"
)
_LOOSE_END = "、的和与及共达约近超为第了已"


def title_span(text: str, item: CleanSpan) -> CleanSpan:
    """Return where an item's title stands: about 20 characters, without digits wherever a clause allows it.

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
    whole = [span for span in plain if not _DANGLING.search(text[slice(*span)])]
    ranked = (*whole, *plain, *good, *fitting)
    return next((span for span in ranked if span.end > span.start), _as_it_stands(item))


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
    year = _YEAR.search(text, clause.start, clause.end)
    if year and year.start() - clause.start < _MIN_TITLE <= clause.end - year.end():
        clause = CleanSpan(year.end(), clause.end)
    words = text[clause.start : clause.end].rstrip()
    digit = _DIGIT.search(words)
    if digit:
        words = _closed(words[: digit.start()].rstrip(_LOOSE_END))
    if len(words) > _WHOLE:
        words = _closed(_cut(words[:MAX_TITLE]))
    return CleanSpan(clause.start, clause.start + len(words))


def _closed(words: str) -> str:
    """Leave out a quotation or bracket that the cut left open, if enough stands before it."""
    opening = max(words.rfind("“"), words.rfind("《"), words.rfind("（"), words.rfind("("))
    if opening >= _MIN_TITLE and not re.search(r"[”》）)]", words[opening:]):
        return words[:opening].rstrip(_LOOSE_END)
    return words


def _cut(head: str) -> str:
    """Cut behind the last border of words in the second half, else where it is."""
    borders = [hit.start() for hit in _INNER.finditer(head)] + [hit.end() for hit in _NOUN.finditer(head)]
    fitting = [border for border in borders if border >= MAX_TITLE // 2]
    return head[: max(fitting)].rstrip(_LOOSE_END) if fitting else head.rstrip(_LOOSE_END)
