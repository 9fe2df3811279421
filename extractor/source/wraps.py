"""Line breaks that cut a title or a sentence: where to join lines again."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from operator import itemgetter

from extractor.quick_patterns import compile_quick
from extractor.source.chrome import BLANKS, BODY_SHARE, LONG_LINE, printed_lines
from extractor.source.offsets import CleanSpan

_HEAD_LINES = 12
_TITLE_END = compile_quick(
    r"(?:报告|報告|总结|總結|汇报|匯報|通报|通報|年报|年報|公报|公報|情况|情況|要点|要點|白皮[书書]|报告书|(?:报告|报|总结)[（(].{0,12}[）)]"
    r"|^[报報]\s+告|^[总總]\s+[结結])$"
)
# What a title may go on with behind such an end: 和2024年工作计划.
_TITLE_TAIL = re.compile(r"[和及与與暨][^。，]{2,24}(?:计划|計劃|打算|安排|思路|要点|要點|谋划|謀劃|报告|報告)$")
# A title that is not over yet goes on behind an empty line, too.
_OPEN_END = re.compile(r"(?:关于|關於|的|年度?|(?:关于|關於)《[^《》]+》)$")
_ON = re.compile("关于|關於")
_TITLE_WORD = re.compile(r"法治|政府|依法行政|司法|年度|关于|關於|人民|委员会|局")
MARKER = re.compile(
    r"[一二三四五六七八九十壹贰叁肆伍]{1,3}[、.．]|[（(〔]\s?[一二三四五六七八九十\d]{1,3}\s?[）)〕]|[【①-⑳]|\d{1,2}(?:[、)）]|[.．](?!\d))|第[一二三四五六七八九十]{1,3}(?:[部章篇编条节项，、,]|\s)|[-—–*·●■◆]"
)
# A title stands on so many lines at most; what heads the page or the paper is none of them.
_TITLE_LINES = 4
_LETTERHEAD = re.compile(r"文件$|网站?$|门户|平台$|^\D*公开$|专栏$|栏目$|专题$|号$|\.(?:docx?|wps|pdf|txt)$")
# A sentence about a report (大会听取和审议了…所作的) is no title.
_ABOUT = re.compile("听取|审议|批准")
# So many letters of a name are that name again.
_NAMED = 4
# A title that names the place again is whole without the line above: 某市统计局 / 某市2022年统计公报.
_SAME_PLACE = re.compile(r"([\u4e00-\u9fff]{1,9}[省市县區区州盟旗镇鎮乡鄉]).*\n\1")
# To whom a report goes, on the line below its title: 市人民政府：
_ADDRESS = re.compile("[^，。；：:]{2,24}[：:]")
_LABELLED = re.compile(r"[：:\]】|｜>→]")
# The columns of a paragraph's indent (wider ones centre a line), and the line ends that a page break leaves at most.
_INDENT, _PAGE_GAP = 4, 6
_MAX_WIDTH, FEW_LINES, _FEW_PARTS = 160, 12, 80
_FIGURES, _FIGURES_END = re.compile(r"\d[\d.,%％]*\s+\d"), re.compile(r"(?<!\S)\d[\d.,%％]*\s+\d[\d.,%％]*$")
_PART = re.compile("[^ \r\n]+")
_INDENTED = 0.5
_LEAST_COLUMNS, _LEAST_LENGTH = 20, 28
# Numbers and Latin words stay whole where lines are cut, and may leave the line above short.
_WORD = re.compile(r"[\dA-Za-z.,%％]*")
_OPENING = "（(“‘《〈「『【［〔"
_ENDING = "。！？；：.!?;:，,、…”’」』）)】》"
SENTENCE_END = "。！？；：!?;:”」』】"

Measure = Callable[[str, CleanSpan], int]
"""How long a line of a text is."""


def find_wraps(text: str) -> Iterator[CleanSpan]:
    """Yield the ranges (a line break and the blanks around it) whose removal joins what belongs together.

    The title is joined wherever it is cut; sentences only in a text whose lines are cut at one width throughout. Where
    the body became one line, the blanks in it stand for the breaks that it lost.
    """
    lines = printed_lines(text)
    yield from _title_wrap(text, lines[:_HEAD_LINES])
    body = next((line for line in lines if line.end - line.start >= max(LONG_LINE, BODY_SHARE * len(text))), None)
    if body:
        lines = [CleanSpan(*part.span()) for part in _PART.finditer(text, *body)]
    if len(lines) < (_FEW_PARTS if body else FEW_LINES) or any(_is_paragraph(text, line) for line in lines):
        return
    count, width, measure = max((_wrapped(text, lines, measure) for measure in (_width, _length)), key=itemgetter(0))
    if count:
        yield from _body_wraps(text, lines, width, measure)


def _title_wrap(text: str, lines: list[CleanSpan]) -> Iterator[CleanSpan]:
    """Join the first title that stands on several lines: its last line ends as titles do, those above do not."""
    pairs = list(pairwise(lines))
    joined: list[bool] = []
    for at, pair in enumerate(pairs):
        within = at > 0 and joined[-1] and _ON.search(words_of(text, pairs[at - 1][0])) is not None
        joined.append(_joins(text, *pair, within=within))
    last = next((at for at, pair in enumerate(pairs) if joined[at] and _ends_title(text, pair[1])), None)
    if last is None:
        return
    if last + 1 < len(pairs) and _TITLE_TAIL.match(words_of(text, pairs[last + 1][1])) and joined[last + 1]:
        last += 1  # 及2023年工作计划
    first = last
    while first > 0 and last - first < _TITLE_LINES - 2 and joined[first - 1]:
        first -= 1
    for upper, lower in pairs[first : last + 1]:
        yield gap(text, upper, lower)


def _ends_title(text: str, line: CleanSpan) -> bool:
    words = words_of(text, line)
    return len(words) <= 36 and (_TITLE_END.search(words) or _TITLE_TAIL.search(words)) is not None


def _joins(text: str, upper: CleanSpan, lower: CleanSpan, *, within: bool = False) -> bool:
    """Tell whether a line may be the part of a title that stands above another; `within` that it goes on with one."""
    above, below = words_of(text, upper), words_of(text, lower)
    ended = _TITLE_END.search(above) and not _TITLE_TAIL.match(below)
    is_open = _OPEN_END.search(above) is not None
    if len(above) > 45 or (above[-1] in _ENDING and not is_open) or ended:
        return False
    if text.count("\n", *between(upper, lower)) > (2 if is_open else 1):
        return False
    if _LABELLED.search(above + below) or _ABOUT.search(above) or MARKER.match(above) or MARKER.match(below):
        return False
    if names_again(above, below) or _SAME_PLACE.match(f"{above}\n{below}"):
        return False
    goes_on = is_open or (_TITLE_END.search(above) is not None and _TITLE_TAIL.match(below) is not None)
    return (goes_on or within or _TITLE_WORD.search(above) is not None) and not _LETTERHEAD.search(above)


def names_again(above: str, below: str) -> bool:
    """Tell whether a title names by itself what the line above it names, which then is none of it.

    >>> names_again("中华人民共和国某州海关", "某州海关2021年度报告"), names_again("某县统计局", "2022年统计公报")
    (True, False)
    """
    return above in below or below[:_NAMED] in above


def _wrapped(text: str, lines: list[CleanSpan], measure: Measure) -> tuple[int, int, Measure]:
    """Return how many lines are cut at one width, and that width; no lines where they are whole paragraphs.

    Cut lines are many, end in the middle of a sentence and are of nearly one length, in columns or in characters.
    """
    widths = [measure(text, line) for line in lines]
    lengths = sorted(widths)
    width = lengths[int(len(lengths) * 0.9)]
    full = [line for line, length in zip(lines, widths, strict=True) if _is_full(length, width)]
    cut = [line for line in full if words_of(text, line)[-1] not in SENTENCE_END]
    enough = len(full) >= 0.3 * len(lines) and len(cut) >= 0.6 * len(full)
    fits = (_LEAST_COLUMNS if measure is _width else _LEAST_LENGTH) <= width <= _MAX_WIDTH
    return (len(full) if fits and enough and lengths[-1] <= 1.4 * width else 0), width, measure


def _is_paragraph(text: str, line: CleanSpan) -> bool:
    """Tell whether a line is too long to be cut at a width."""
    return line.end - line.start > _MAX_WIDTH and len(words_of(text, line)) > 1.4 * _MAX_WIDTH


def _body_wraps(text: str, lines: list[CleanSpan], width: int, measure: Measure) -> Iterator[CleanSpan]:
    indents = sum(indent_of(text, line) > 0 for line in lines) < _INDENTED * len(lines)
    for upper, lower in pairwise(lines):
        if indents and indent_of(text, lower) > 1 and text.count("\n", *between(upper, lower)) == 1:
            continue  # where few lines are indented, those that are begin paragraphs
        above, below = words_of(text, upper), words_of(text, lower)
        word = _WORD.match(below)
        length = measure(text, upper) + (len(word.group()) if word else 0)
        addressed = _ADDRESS.fullmatch(below) is not None and _TITLE_END.search(above) is not None
        begins = (MARKER.match(below) is not None and above[-1] not in _OPENING) or _are_figures(above, below)
        begins = begins or addressed
        if not _is_full(length, width) or begins or above[-1] in "。！？：" or below.isdigit():
            continue
        if text.count("\n", *between(upper, lower)) <= _gap_lines(text, upper, lower):
            yield gap(text, upper, lower)


def _are_figures(above: str, below: str) -> bool:
    """Tell whether a line ends and the next begins with several figures: rows of a table, and no number is cut."""
    meet = above[-1].isdigit() and below[0].isdigit()
    return meet and (_FIGURES_END.search(above) or _FIGURES.match(below)) is not None


def _gap_lines(text: str, upper: CleanSpan, lower: CleanSpan) -> int:
    """Return how many line ends may stand between the halves of a sentence: more where a page break may have cut it."""
    above = words_of(text, upper)
    heads = MARKER.match(above) is not None and "。" not in above
    return 1 if above[-1] in SENTENCE_END or heads or indent_of(text, lower) > 0 else _PAGE_GAP


def between(upper: CleanSpan, lower: CleanSpan) -> CleanSpan:
    """Return what stands between two lines."""
    return CleanSpan(upper.end, lower.start)


def gap(text: str, upper: CleanSpan, lower: CleanSpan) -> CleanSpan:
    """Return the range whose removal joins two lines: the break and the blanks beside it."""
    above, below = text[upper.start : upper.end], text[lower.start : lower.end]
    start = upper.start + len(above.rstrip(BLANKS))
    return CleanSpan(start, lower.start + len(below) - len(below.lstrip(BLANKS)))


def words_of(text: str, line: CleanSpan) -> str:
    """Return a line without its outer blanks."""
    return text[line.start : line.end].strip(BLANKS)


def _width(text: str, line: CleanSpan) -> int:
    """Count columns: a Chinese character takes two, as it takes two bytes in GBK; so does a paragraph's indent."""
    return _columns(words_of(text, line)) + min(indent_of(text, line), _INDENT)


def _length(text: str, line: CleanSpan) -> int:
    """Count characters, as editors do that know no columns; so does a paragraph's indent."""
    return len(words_of(text, line)) + min(indent_of(text, line), _INDENT)


def indent_of(text: str, line: CleanSpan) -> int:
    """Return how many columns a line is indented."""
    words = text[line.start : line.end]
    return _columns(words[: len(words) - len(words.lstrip(BLANKS))])


def _columns(words: str) -> int:
    return len(words.encode("gbk", "replace"))


def _is_full(length: int, width: int) -> bool:
    return length >= 0.84 * width
