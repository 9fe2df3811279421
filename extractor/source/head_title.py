"""The first lines of a clean report in, its title out: by the nouns that titles end with, or by where it stands."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.source.offsets import CleanSpan
from extractor.source.organs import organ_alone
from extractor.source.places import find_region
from extractor.source.sentences import trimmed
from extractor.source.wraps import names_again

# What stands before a title on its line: what it is called, who passed it on (某局转发：), the column of the page
# (【依法行政】), or a mark (#).
_LABEL = re.compile(
    r"[\[【]?\s?(?:文章|信息|文件|稿件)?(?:标\s*题|主\s*题|题\s*名|名\s*称)\s?(?:[:：|｜\s]|[\]】][:：]?)\s?|[^：:。\n]{0,20}(?:转发|转载|刊发|刊登)[:：]\s?"
    r"|【[^【】\n]{2,12}】\s?|#{1,6}\s|新华社[^，。\n]{2,20}日电\s?"
)
# A title that any report of the kind has is no match for one that tells place, year or subject.
_COLUMN = re.compile(
    "(?:政府|法治政府建设|依法行政|政务公开|信息公开|年度|工作|情况|总结|报告|简报|法治|建设|公开|政府信息)+"
)
# With blanks between the characters (政 府 工 作 报 告), so each noun is written for them.
_NOUNS = (
    r"报\s{0,4}告|总\s{0,4}结|汇\s{0,4}报|公\s?报|年\s?报|[通简]\s?报|[白蓝绿皮]\s?皮\s?书|综\s?述|小\s?结|纪\s?实|简\s?况|一\s?览|(?<=[办实干]事)清\s?单|工\s?作\s?(?:要|亮)\s?点|情\s?况(?:\s?说\s?明)?"
    r"|(?:汇报|自查|总结|述职)材料|(?<=议上的)讲\s?话|(?<=会上的)讲\s?话|(?<=》的)发\s?言|自\s?查\s?评\s?估|结\s?果\s?公\s?告|工\s?作\s?回\s?顾|(?:工作|履职|年度)述\s?职"
)
_TITLE = re.compile(
    rf"[^。！？；\[\]|｜\t]{{2,70}}?(?:{_NOUNS})(?:书|摘要|全文|(?:19|20)\d\d年?度?)?"
    r"(?:[（(].{1,20}[）)](?:摘要|简本|节选|全文)?)?(?:(?:和|及|与|暨|以及)[^。！？；，\t]{0,24}(?:打算|计划|安排|思路|要点|设想|部署|重点|谋划|草案的?报告))?"
    r"(?:[（(].{1,20}[）)])?"
)
_PAPER = re.compile(
    r"[^。！？；\[\]|｜\t]{0,30}?关于[^。！？；\[\]|｜\t]{4,70}的(?:意见|实施意见|决定|公告|公示|通告|说明|议案|方案|规划|计划|讲话|函|通知|请示)"
)
_IN_MARKS = re.compile(r"《([^《》\n]+)》")
_QUOTED = re.compile(rf"《([^《》\n]{{4,70}}(?:{_NOUNS})(?:[（(].{{1,20}}[）)])?)》")
_ECHO = re.compile(r"(?P<title>\S*(?P<last>\S{4,}))\s*[-_—|]\s*(?P=last)")
_NO_TITLE = re.compile(
    r"[，,、。]|[^：:]{2,6}[：:]|现将|根据|按照|特此|以上|请予|各位|关于.{0,20}如下|.{5,12}日在|——|受.{2,20}委托"
)
# The crumbs of a page, or what a paper says of the report that it prints.
_NO_TITLE_MARK = re.compile(r"[>》→|｜].{0,40}[>→|｜]|位置[:：]|刊[发登载]|转[发载]|本报")
# The heading of a part, not of the report.
_PART = re.compile("(?:主要|基本|总体|有关|相关|工作|开展|完成|推进|落实|任务|年度|目标|进展)+(?:情况|回顾)")
_PIECE = re.compile(r"\S+")
_YEARLY = re.compile("(?:19|20)\\d\\d年|关于")
# A mark of a note, or where and when a speech was held, is no part of its title.
_NOTE_MARK = re.compile(
    r"(?:[（(][^（）()\n]{6,60}会议?上[^（）()\n]{0,10}[）)]|[—\-－–]{1,4}[^—\-－–\n]{6,60}会议?上[^。，；：\n]{0,20}"
    r"|[\[［〔]\d{1,2}[\]］〕]|[①-⑳*＊])$"
)
# …日电政府工作报告——2014年3月5日在…会议上国务院总理…, or 报 and 告 on two lines.
_BEFORE_DAY = re.compile(
    r"(?:(?<=[\s电])|^)[\u4e00-\u9fff]{0,16}政府工作报\s{0,3}告(?=\s*[—\-－–]{1,4}\s*(?:19|20)\d\d年\d)"
)
_DASHES = re.compile(r"[—\-－–]{1,4}\s?")
_SUBTITLE = re.compile(r"(?:\n\s*[—\-－–]+|——)\s*")
# What stands first in a text, alone, above a paragraph or a date, is its title whatever its words say.
_PLAIN = re.compile(r"[\u4e00-\u9fff“《][^。！？；：:|｜\t>》\[\]【】·]{6,40}[\u4e00-\u9fff”]")
_PAGE_WORDS = re.compile(
    r"网|平台|门户|公开|首页|栏目|专栏|频道|导航|目录|登录|文件$|附件|欢迎|您|〔|签发|^\d|号$|编号|会议上?$|第.{1,4}届|\s{3}|[，,].*[，,]"
)
_PARAGRAPH = 60


class _Grade(NamedTuple):
    """How sure a line is of being the title: 3 by its noun, 2 quoted, 1 as an official paper or by its place."""

    span: CleanSpan
    grade: int


def find_title(text: str, lines: Sequence[CleanSpan], below: CleanSpan | None) -> CleanSpan | None:
    """Return the clean span of the title among the first lines of a report, or None.

    `below` is the line behind them. A title may stand on several lines, and its span then holds the line breaks. Of
    the titles that end with a report's noun the first counts, or a fuller form of it further on; what may be the name
    of a page's column (工作报告) gives way to a title that tells more.

    >>> text = "兰桥县人民政府\\n2023年工作总结\\n"
    >>> start, end = find_title(text, [CleanSpan(0, 7), CleanSpan(8, 17)], None)
    >>> text[start:end]
    '兰桥县人民政府\\n2023年工作总结'
    """
    found = [one for at, line in enumerate(lines) if (one := _graded(text, lines, at, line))]
    best = max((one.grade for one in found), default=0)
    spans = [one.span for one in found if one.grade == best]
    if not spans:
        return _dated(text, lines) or _plain(text, lines, below)
    telling = [span for span in spans if not _COLUMN.fullmatch(_plain_words(text, span))] or spans
    return _once(text, _fullest(text, telling))


def _fullest(text: str, titles: Sequence[CleanSpan]) -> CleanSpan:
    """Return the first of some titles, or the fullest form of it: 施政报告 | 行政长官2022年施政报告."""
    first = _plain_words(text, titles[0])
    fuller = (span for span in titles if _plain_words(text, span).endswith(first))
    return max(fuller, key=lambda span: len(_plain_words(text, span)))


def _once(text: str, title: CleanSpan) -> CleanSpan:
    """Leave out what a page says again behind the title: 行政长官2021年施政报告 - 施政报告."""
    echo = _ECHO.fullmatch(text, *title)
    return CleanSpan(*echo.span("title")) if echo else title


def own_line(text: str, title: CleanSpan) -> CleanSpan:
    """Return the part of a title that tells whose it is: its subtitle (——某局2021年工作总结), or else all of it.

    >>> text = "砥砺前行谱新篇\\n——某局2021年工作总结"
    >>> own_line(text, CleanSpan(0, len(text)))
    CleanSpan(start=10, end=21)
    """
    dashes = _SUBTITLE.search(text, *title)
    return CleanSpan(dashes.end(), title.end) if dashes else title


def title_in_name(stem: str) -> str | None:
    """Return the title that a file's name gives, without numbering before and remarks behind it, or None.

    >>> title_in_name("3.清泉镇2022年工作总结（定稿）_2023"), title_in_name("清泉市政府工作报告_2023年")
    ('清泉镇2022年工作总结', '清泉市政府工作报告')
    """
    bare = re.sub(r"^(?:附件\d{0,2}|[\d\s._、-]{1,6}(?!\d*年)|[（(][^（）()]{1,12}[）)])+[：:]?", "", stem)
    bare = re.sub(
        r"(?:_?\d{4,8}年?|[（(](?:定稿|终稿|最终|印发|修改|上报|公开|审定)[^（）()]{0,8}[）)]|[（(]\d[）)])+$", "", bare
    )
    hit = _TITLE.search(bare)
    return bare if hit and re.search("[\u4e00-\u9fff]{4}", bare) else None


def _dated(text: str, lines: Sequence[CleanSpan]) -> CleanSpan | None:
    """Return the title that stands before the day of a speech, wherever lines were broken or lost."""
    hit = _BEFORE_DAY.search(text, lines[0].start, lines[-1].end) if lines else None
    return CleanSpan(*hit.span()) if hit else None


def _plain_words(text: str, span: CleanSpan) -> str:
    return re.sub(r"\s", "", text[slice(*span)])


def _graded(text: str, lines: Sequence[CleanSpan], at: int, line: CleanSpan) -> _Grade | None:
    label = _LABEL.match(text, line.start, line.end)
    start = label.end() if label else line.start
    mark = _NOTE_MARK.search(text, start, line.end)
    end = mark.start() if mark else line.end
    whole = _IN_MARKS.fullmatch(text, start, end)
    start, end = whole.span(1) if whole else (start, end)
    titles = [s for s in (trimmed(text, start, end), *_pieces(text, start, end)) if _is_title(text[slice(*s)])]
    if titles:
        span = _fullest(text, titles)
        return _Grade(span if label else _with_lines_above(text, lines, at, span), 3)
    dashes = _DASHES.match(text, line.start, line.end)
    if dashes and _is_title(text[dashes.end() : line.end]):
        above = lines[at - 1] if at > 0 else None
        is_head = above and _PLAIN.fullmatch(text, *above) and not _PAGE_WORDS.search(text[slice(*above)])
        return _Grade(CleanSpan(above.start if above and is_head else dashes.end(), line.end), 3)
    if _PAPER.fullmatch(text, *line):
        quoted = _QUOTED.search(text, *line)
        return _Grade(CleanSpan(*quoted.span(1)), 2) if quoted else _Grade(line, 1)
    return None


def _pieces(text: str, start: int, end: int) -> list[CleanSpan]:
    """Return the parts of a line that blanks keep apart, as far as they may be titles by themselves."""
    pieces = [CleanSpan(*hit.span()) for hit in _PIECE.finditer(text, start, end)]
    return [piece for piece in pieces if piece is pieces[0] or _YEARLY.search(text, *piece)]


def _is_title(words: str) -> bool:
    if not _TITLE.fullmatch(words) or _PART.fullmatch(words):
        return False
    return not _NO_TITLE.match(words) and not _NO_TITLE_MARK.search(words)


def _with_lines_above(text: str, lines: Sequence[CleanSpan], at: int, span: CleanSpan) -> CleanSpan:
    """Take in the line above that names body or place, where the title itself names none (某局 / 2023年工作总结)."""
    above = lines[at - 1] if at > 0 else None
    if above is None or span.start != lines[at].start or text.count("\n", above.end, span.start) > 2:
        return span
    words, who = _plain_words(text, span), _plain_words(text, above)
    if not _names_a_body(who) or words.startswith("政府工作报告"):
        return span
    named = organ_alone(words, CleanSpan(0, len(words))) or find_region(words, CleanSpan(0, len(words)))
    return span if named or names_again(who, words) else CleanSpan(above.start, span.end)


def _names_a_body(words: str) -> bool:
    """Tell whether words without blanks are the name of a body or place and nothing else."""
    whole = CleanSpan(0, len(words))
    return any(found and found.end == whole.end for found in (organ_alone(words, whole), find_region(words, whole)))


def _plain(text: str, lines: Sequence[CleanSpan], below: CleanSpan | None) -> CleanSpan | None:
    first, after = (lines[0], [*lines[1:2], *([below] if below else [])]) if lines else (None, [])
    if first is None or not after or not _PLAIN.fullmatch(text, *first) or _PAGE_WORDS.search(text[slice(*first)]):
        return None
    if organ_alone(text, first) or _names_a_body(_plain_words(text, first)):
        return None
    next_line = after[0]
    return first if next_line.end - next_line.start >= _PARAGRAPH else None
