"""The lines of a clean text in, where the report proper ends out: peroration, signature, date and enclosures follow."""

import re

from extractor.source.headings import has_quantity
from extractor.source.offsets import CleanSpan

_ORGAN = "(?:政府|委员会|局|厅|办公室|办公厅|院|委|办|部|处|会|队|中心|司|党组|学校|[中小大]学|集团|林场|合作社)"
# The day may be left open (2023年 月 日).
_DATE = (
    r"(?:20\d\d\s?年\s{0,4}月\s{0,4}日"
    r"|[\d〇○零一二三四五六七八九]{2,4}\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日)"
)
_HEADS = "(?:省长|市长|州长|盟长|县长|区长|旗长|镇长|乡长|局长|厅长|主席|主任|行政长官)"
_SIGNATURE = re.compile(
    rf"[^。！？；，、：\t]{{2,40}}{_ORGAN}(?:{_HEADS}[\s\u3000]?[\u4e00-\u9fff·\s\u3000]{{2,10}})?|[^。！？；，]{{0,40}}?{_DATE}\s?(?:印发?|公布|发布)?|[（(][^（()）。]{{1,30}}[）)]"
)
# What may stand below a signature: notes on publication and lists of enclosures.
_APPENDED = re.compile(
    r"[（(]?此件.{0,20}|附[件表录图]?\s?\d{0,2}\s?[：:].{0,60}|\d{1,2}[.．、]\s?[^。]{2,30}|抄送.{0,80}|(?:联系人|联系电话|电话|公开方式|主动公开).{0,40}"
)
_CONTACT = ("联系人", "联系电话", "电话")
_DATED = re.compile(_DATE)
_DATE_LINE = re.compile(
    rf"(?:{_DATE}|20\d\d\s?年\s?\d{{1,2}}\s?月|二[〇○零][〇○零一二三四五六七八九]{{2}}年[一二三四五六七八九十]{{1,2}}月|20\d\d[-./]\d{{1,2}}[-./]\d{{1,2}})\s?(?:印发|公布|发布)?"
)
_NAME_LINE = re.compile(rf"[^。！？；，、：\t]{{2,40}}{_ORGAN}")
_LONGEST_NOTE = 90
_TAIL_LINES = 10
# The last paragraph of a speech, and the words it never lacks.
_PERORATION = 700
# It opens a clause: what lets us lie awake (让家长挠头、让我们睡不着觉) is no appeal.
_LET_US = re.compile("(?<![、和与\u4e00-\u9fff])让我们(?!睡|感|看|深|认|不|很|意识|倍|十分|非常|欣|自豪|担|揪)")
_RALLYING = re.compile(
    r"让我们|不懈奋斗|努力奋斗|紧密(?:地)?团结|领导下[，,][^\n]*\s*$|各位(?:代表|委员|议员)[^\n]{0,160}！\s*$"
)

_APPEAL = re.compile("让我们[^。！]{0,24}(?:团结|携手|奋斗|奋进|努力)|紧密地?团结在以[^。！]{2,12}为核心的党中央周围")


def is_appeal(paragraph: str) -> bool:
    """Tell whether a paragraph is the last appeal of a speech, wherever enclosures put it.

    >>> is_appeal("各位代表！让我们更加紧密地团结起来，为建设现代化新城而奋斗！"), is_appeal("让我们共同努力。")
    (True, False)
    """
    return paragraph[-1:] in {"！", "!"} and _APPEAL.search(paragraph) is not None


def tail_start(text: str, lines: list[CleanSpan]) -> int:
    """Return where the peroration, signature and date at the end of a text begin (its length if there are none)."""
    start = enclosed = len(text)
    for line in reversed(lines[-_TAIL_LINES:]):
        words = text[line.start : line.end]
        if line.start == 0 or not (_SIGNATURE.fullmatch(words) or _APPENDED.fullmatch(words)):
            break
        start = line.start if _SIGNATURE.fullmatch(words) or words.startswith(_CONTACT) else start
        enclosed = line.start if words.startswith("附件") else enclosed
    if not any(_DATED.search(text, line.start, line.end) for line in lines if line.start >= start):
        names = [line for line in lines if line.start >= start]
        start = start if len(names) <= 2 else len(text)
    start = min(start, enclosed, _dated_start(text, lines))
    return min(start, _peroration_start(text, start))


def is_signed(words: str) -> bool:
    """Tell whether a short sentence is a dated signature (某县人民政府2025年1月5日)."""
    return len(words) <= 45 and _DATED.search(words) is not None and _SIGNATURE.fullmatch(words) is not None


def _dated_start(text: str, lines: list[CleanSpan]) -> int:
    """Return where the date that stands alone near the end of a text, and the names above it, begin (or its length).

    Whatever short lines the page adds below a date are no part of the report.
    """
    for index in range(len(lines) - 1, max(0, len(lines) - _TAIL_LINES), -1):
        line = lines[index]
        if line.end - line.start > _LONGEST_NOTE or line.start < 0.5 * len(text):
            break
        if _DATE_LINE.fullmatch(text, *line):
            while index > 0 and _NAME_LINE.fullmatch(text, *lines[index - 1]):
                index -= 1
            return lines[index].start
    return len(text)


def _peroration_start(text: str, end: int) -> int:
    """Return where the last appeal to an assembly begins (各位代表！…让我们…), or `end`."""
    start = max(text.rfind(word, max(0, end - _PERORATION), end) for word in ("各位代表", "各位委员", "各位议员"))
    if start < 0 or has_quantity(text[start:end]):  # 各位代表，路虽远，行则将至。 may open the plans
        appeals = [hit.end() for hit in _LET_US.finditer(text, max(0, end - _PERORATION), end)]
        start = text.rfind("\n", max(0, end - _PERORATION), appeals[-1]) if appeals else -1
    return start if start > 0.5 * end and _RALLYING.search(text, start, end) else end
