"""Lines in, headings out: the numbering a line opens with, its rank, and how far its heading reaches."""

import re
from typing import NamedTuple

from extractor.source.offsets import CleanSpan

# Brackets around these label what a page says of a report; around others they are a heading.
_LABELS = "标题|题名|来源|日期|时间|发布|索引|文号|发文|成文|作者|字体|字号|浏览|打印|关闭|收藏|分享"
# Before a title they give the column of a page that it stands in.
_TITLE_BEHIND = r"[^【】\n]{2,40}】[^。，；\n]{6,60}(?:报告|总结|汇报|公报|年报|情况)\s*$"
_NUMERAL = "[一二三四五六七八九十]{1,3}"
# What a part is about that has but a figure and a blank before it: 2 下一步工作打算.
_PARTS = "工作|情况|总结|回顾|问题|不足|困难|短板|改进|下一步|计划|思路|打算|安排|任务|做法|成效|措施|建议"
_RULES: tuple[tuple[int, str], ...] = (
    (0, rf"第{_NUMERAL}(?:部分|章|篇|编)[、，,：:\s]{{0,3}}"),
    (0, r"[壹贰叁肆伍陆柒捌玖拾貳參参陸]{1,2}(?:[、.．]\s{0,3}|[\s\u3000]{1,3}(?=[^。；：\n]{2,24}$))"),
    (0, r"[甲乙丙丁戊己庚辛壬癸][、.．]\s{0,3}"),
    (0, rf"【(?!\s?(?:信息|文章|内容|稿件)?(?:{_LABELS})|{_TITLE_BEHIND})(?=[^【】\n]{{2,40}}】)"),
    (1, rf"{_NUMERAL}\s?[、.．,，](?![一二三四五六七八九十][、,，是])\s{{0,3}}"),
    (2, rf"[（(〔]\s?{_NUMERAL}\s?[）)〕][、.．]?\s{{0,3}}"),
    (2, rf"{_NUMERAL}[）)]\s{{0,3}}"),
    (2, rf"第{_NUMERAL}[，、,]\s{{0,3}}"),
    (1, rf"\d{{1,2}}\s{{1,3}}(?=[^，。；：\n]{{0,12}}(?:{_PARTS})[^，。；：\n]{{0,8}}$)"),
    (2, r"\d{1,2}\.\d{1,2}\s{1,3}(?![万亿])(?=[\u4e00-\u9fff“《])"),
    (3, r"\d{1,2}\.\d{1,2}\.\d{1,2}\s{1,3}(?=[\u4e00-\u9fff“《])"),
    (3, r"\d{1,2}\s?(?:[.．](?=20\d\d年|\D)|、(?=20\d\d年|\D))\s{0,3}"),
    (4, r"[（(]\d{1,2}[）)][、.．]?\s{0,3}|\d{1,2}[）)]\s{0,3}|[①-⑳]\s{0,3}"),
)
# No numbering begins with another character.
_OPENERS = frozenset(
    "第壹贰叁肆伍陆柒捌玖拾貳參参陸甲乙丙丁戊己庚辛壬癸【一二三四五六七八九十（(〔0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
)
_MARKER = re.compile("|".join(f"({pattern})" for _, pattern in _RULES))
# Numbering in the middle of a line: only behind a sentence or a blank, as in a body that lost its line breaks.
INLINE_MARKER = re.compile(
    rf"[。！？：:\s)）](?:(?<=[。！？：:\s])(?={_NUMERAL}、(?![一二三四五六七八九十]|\d(?!\d{{3}}年))\S)"
    rf"|(?<=[。！？\s])(?=[（(]{_NUMERAL}[）)]\s?\S)"
    r"|(?<=[。！？\s])(?=\d{1,2}[.．][\u4e00-\u9fff“《])|(?<=[。！？)）\s])(?=【[^【】\n]{2,30}】))"
)
"""It matches the character before such numbering."""
_STOP = re.compile(r"[。！？]")
_INNER_CUT = re.compile(r"(?<=\S{4})[\s\u3000]+(?=\S)|(?<=\S{2})\s+(?=\d{1,3}[.．、]\s)|(?<=\S{3})(?=[一首]是)")
_SHORT_CUT, _LONG_CUT = 30, 60
_AIRED = re.compile(r"[\d.,]+\s")
_QUANTITY = re.compile(
    r"\d(?![\d年]*年)[\d.,]*\s?(?:[余多]?[万亿]?[余多]?)(?:[件个次人项家%％名份场条起宗元册种套台座处所间栋辆艘笔篇批头株张枚把根]|支(?!部)|公里|平方|公顷|亩|吨|户)"
)
# The longest first sentence that is still a heading, by rank; a longer one is the work itself.
_RUN_IN = (70, 70, 60, 36, 30)
# Below the ranks of 一 and （一）, a first sentence of three clauses is a point of its own.
_POINTS, _CLAUSES = 3, 2
_COMMA = re.compile("[，,]")
_NO_HEADING = re.compile(r"[。！？；：，,;:!?）)》”\d]$|^(?:[\d(（—\-]|“(?!十[一二三四五六七八九]五”))|[|｜\t]")
_LONGEST_LINE = 90
# A row of a table, as a page prints it: 一、本年新收申请数量 21 0 0 0.
_TABLE_ROW = re.compile(r"(?:[\s\t|]+\d[\d.,%]*){3,}$")
_SHORT = 45


class Marker(NamedTuple):
    """The numbering of a line: its rank (0 is the highest) and the clean offset behind it."""

    rank: int
    end: int


def find_marker(text: str, line: CleanSpan) -> Marker | None:
    """Read the numbering that a line opens with.

    >>> find_marker("（二）依法行政", CleanSpan(0, 7))
    Marker(rank=2, end=3)
    """
    if line.start >= line.end or text[line.start] not in _OPENERS:
        return None
    hit = _MARKER.match(text, line.start, line.end)
    return Marker(_RULES[(hit.lastindex or 1) - 1][0], hit.end()) if hit else None


def heading_end(text: str, line: CleanSpan, marker: Marker, *, leads: bool) -> int | None:
    """Return where the heading of a numbered line ends, or None if the line is a list item or plain text.

    A heading is the whole line, or a run-in first sentence (`（一）健全程序。依法落实…`), or, where line breaks were
    lost, the words up to a blank or 一是. `leads` tells that the next line is not numbered at the same rank or above:
    then a short line that ends with 。 is a heading too.
    """
    if text[line.start] == "【":
        return text.index("】", line.start) + 1
    stop = _STOP.search(text, marker.end, line.end)
    if stop is None:
        return _whole_line(text, line, marker)
    first = text[marker.end : stop.start()]
    inner = _INNER_CUT.search(first)
    if inner and _cuts(first, inner, marker.rank):
        return marker.end + inner.start()
    if len(first) > _RUN_IN[marker.rank] or _QUANTITY.search(first):
        return None
    if marker.rank >= _POINTS and len(_COMMA.findall(first)) >= _CLAUSES:
        return None
    run_in = stop.end() < line.end
    beside = find_marker(text, CleanSpan(stop.end(), line.end)) if run_in else None
    if beside and beside.rank == marker.rank:  # （一）力量薄弱。（二）形式单一。 on one line are points
        return None
    return stop.end() if run_in or (leads and len(first) <= _SHORT) else None


def _cuts(words: str, blank: re.Match[str], rank: int) -> bool:
    """Tell whether a blank within a sentence ends a heading; one beside a number that blanks set off does not."""
    heading = words[: blank.start()]
    if len(heading) <= _SHORT_CUT and "，" not in heading:
        return True
    aired = heading[-1:].isdigit() or _AIRED.match(words, blank.end()) is not None
    return rank < _POINTS and len(heading) <= _LONG_CUT and not aired and _QUANTITY.search(heading) is None


def _whole_line(text: str, line: CleanSpan, marker: Marker) -> int | None:
    words = text[marker.end : line.end]
    if _TABLE_ROW.search(words):
        return None
    if not words or len(words) > _LONGEST_LINE or words[-1] in "；;，,":
        return None
    if words[-1] in "：:" and len(words) > _SHORT:
        return None
    return line.end


def has_quantity(words: str) -> bool:
    """Tell whether words count something (a year does not)."""
    return _QUANTITY.search(words) is not None


def is_bare_heading(text: str, line: CleanSpan, below: CleanSpan | None) -> bool:
    """Tell whether a line without numbering is a heading: short, unpunctuated, above a real paragraph."""
    words = text[line.start : line.end]
    if not 3 <= len(words) <= 30 or _NO_HEADING.search(words):
        return False
    return below is not None and below.end - below.start >= 60 and not _QUANTITY.search(words)


def theme(heading: str) -> str:
    """Strip numbering and end marks from the words of a heading.

    >>> theme("（一）健全完善程序，推动决策规范化。"), theme("【服务型政府建设】")
    ('健全完善程序，推动决策规范化', '服务型政府建设')
    """
    marker = find_marker(heading, CleanSpan(0, len(heading)))
    return heading[marker.end if marker else 0 :].strip(" \t\u3000\xa0。：:】")
