"""What is not the report: tables of web page furniture, invisible characters and broken markup, and their finders.

Each finder takes a text and yields `Removal`s, ranges of it. Every pattern is bounded, so that hostile
input costs linear time.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.source.offsets import CleanSpan
from schemas.result import DamageKind


class Removal(NamedTuple):
    """A half-open range of a text to leave out, and why."""

    start: int
    end: int
    kind: DamageKind
    note: str


class _Rule(NamedTuple):
    pattern: re.Pattern[str]
    kind: DamageKind
    note: str


LINE = re.compile("[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
BLANKS = " \t\u3000\xa0\u2002\u2003\u200b\ufeff"

# Only a syllable with a tone mark is a gloss: `(LED)` and `(a)` are text.
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿê\u0300-\u030c"
_SYLLABLE = f"[a-zü]{{0,4}}[{_TONED}][a-zü{_TONED}]{{0,5}}"
_TAG = "span|ruby|rb|rt|rp|rtc|font|div|p|br|b|i|u|strong|em|a|img|td|tr|table|center|o:p"

_INLINE = (
    _Rule(re.compile(r"\[bookmark:[^\[\]\n]{0,80}\]"), DamageKind.BOOKMARK, "word processor bookmark"),
    _Rule(
        re.compile(
            rf"<rt>[^<>\n]{{0,12}}</rt>|\((?<=[\u3400-\u9fff]\(){_SYLLABLE}[)）]|（(?<=[\u3400-\u9fff]（){_SYLLABLE}[)）]"
        ),
        DamageKind.GLOSS,
        "pinyin gloss",
    ),
    _Rule(
        re.compile(rf"[?？\ufffd]{_SYLLABLE}[)）](?:[?？]/[a-z]{{1,8}}>)?"),
        DamageKind.BROKEN_CHARACTERS,
        "rest of a character and its gloss; the character is lost, and those behind it may be wrong",
    ),
    _Rule(re.compile(r"[?？]/[a-z]{1,8}>"), DamageKind.BROKEN_CHARACTERS, "rest of a tag"),
    _Rule(re.compile(rf"</?(?:{_TAG})(?:\s[^<>\n]{{0,200}})?/?>", re.I), DamageKind.BROKEN_CHARACTERS, "markup"),
    _Rule(re.compile(r"<U\+[0-9A-F]{4,6}>"), DamageKind.BROKEN_CHARACTERS, "name of a character that R wrote"),
    _Rule(re.compile(r"&(?:nbsp|ensp|emsp|zwnj);"), DamageKind.BROKEN_CHARACTERS, "markup"),
    _Rule(
        re.compile(
            "[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\xad\ue000-\uf8ff\U000f0000-\U0010ffff"
            "\x00-\x08\x0e-\x1b\x1f\x7f]+"
        ),
        DamageKind.INVISIBLE,
        "zero-width, control or private-use characters",
    ),
)

# How often a page was looked at, beside its source and its date; alone on a line it is furniture as a whole.
_VIEWS = re.compile(
    r"(?<=[\s|｜】\]）)])[【\[（(]?(?:浏览|阅读|点击|访问|瀏覽|閱讀|點擊)(?:次数|次數|总量|量|数|數)?"
    r"[ ]?[:：][ ]?\d{1,9}[ ]?次?[】\]）)]?(?=[\s|｜【\[]|\Z)"
)
_BESIDE_VIEWS = re.compile("来源|來源|发布|發佈|时间|日期|時間|字体|字号|作者|编辑")
_BESIDE = 80

# Whole lines of page furniture, matched against the line without its outer blanks.
_CHROME_LINE = re.compile(
    r"[-—–_=*·•|｜/>》《<×【】\[\]()（）:：\s]{1,200}"
    r"|[字号体大中小加还原减默认【】\[\]:：|｜/\s]{1,24}"
    r"|[\s|｜/·]{0,6}(?:[【\[(（]?\s?(?:下载|我要打印|打印|全屏|收藏|分享|点赞|在看|转发|阅读原文|END|TOP|关闭|返回|首页|顶部|纠错|我要纠错|扫一扫|主办单位|无障碍|繁体|简体|英文|English"
    r"|语音播报|朗读|播放|暂停|长者版|关怀版|适老版|上一篇|下一篇|网站地图|联系我们|关于我们|网站声明|隐私声明|设为首页|加入收藏"
    r"|false|true|Public domain)"
    r"(?:本页|此页|窗口|页面|顶部|首页|上级|列表|正文|本文|文章|浏览|阅读|版)?\s?[】\])）]?[\s|｜/·]{0,6}){1,8}(?:分享(?:到|至)[^，。；]{0,20})?"
    r"|阅读\s?[\d.]+万?\s.{0,8}(?:赞|在看).{0,12}|预览时标签不可点|(?:欢迎)?(?:长按|扫描|识别).{0,8}(?:二维码|公众号).{0,20}"
    r"|(?:欢迎)?关注.{0,12}公众号.{0,10}|您(?:访问|浏览)的(?:链接|网页|网站).{0,40}|(?:您的|建议使用).{0,6}浏览器.{0,40}"
    r"|分享(?:到|至).{0,20}|.{0,4}扫一扫.{0,30}|相关(?:报道|文档|链接|附件|阅读|新闻|稿件|文章|信息)[:：]?"
    r"|[上下]一?[篇条页][:：].{0,100}|(?:主办|承办)(?:单位)?[:：].{0,80}(?:备案|版权|网站|电话|邮编|承办|技术).{0,60}|附件下载[:：].{0,80}"
    r"|(?:网站维护|网站支持|技术支持|技术维护)[:：].{0,60}"
    r"|[【\[]?E-?mail推荐.{0,10}|[（(]?责任?编辑?[:：].{0,30}|编辑[:：].{0,20}|》》.{0,30}《《|点击图片.{0,20}"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数)?[:：].{0,20}"
    r"|[\s|｜<《]{0,6}(?:上一页|下一页|首页|尾页|末页)[\s\d<>《》|｜.…上下一首尾末页]{0,60}"
    r"|第\s?\d{1,4}\s?页(?:[,，/\s]{0,3}共\s?\d{1,4}\s?页)?|[-—–]\s{0,3}\d{1,4}\s{0,3}[-—–]"
    r"|(?:热烈)?欢迎(?:您)?(?:访问|光临|来到|登录).{0,40}|(?:用户名|密码|邮箱|登录|注册|没有账号？?|[\s|｜])+[?？]?|今天是[:：]?.{0,40}"
    r"|[IVX]{1,5}|[ivx]{1,5}|责任编辑.{0,30}|document\..{0,200}|function .{0,200}"
)
# What only the foot of a page says; never in a sentence.
_IMPRINT = re.compile(
    "(?:Produced|Powered) [Bb]y|ICP备|公网安备|网站标识码|网站备案|版权所有(?![者人权])|[Cc]opyright|©"
)
_STOPS = "。；，"
_CRUMB = re.compile(
    r"(?:您?(?:现在|当前)?(?:所在)?的?位置|当前位置|当前所在)(?:是|为)?[:：].{0,120}|首页\s?[>》→/|\-–—].{0,120}|[^>。，；]{2,16}(?:\s?>\s?[^>。，；]{2,30}){2,6}"
)
# The words of furniture in traditional characters, told by the same rules.
_TRADITIONAL = "當前頁關閉無礙瀏覽體簡繁發佈時間來號掃機開備辦單網載點擊鏈結報導閱讀"
_SIMPLER = str.maketrans(_TRADITIONAL, "当前页关闭无碍浏览体简繁发布时间来号扫机开备办单网载点击链结报道阅读")
_IS_TRADITIONAL = re.compile(f"[{_TRADITIONAL}]")
# No line of furniture is longer, and whether the foot of a page begins is told by its first words.
_LONGEST = 240
_VOLUME = re.compile(r"(?:19|20)\d\d\s?年?卷|.{0,20}年鉴(?:[（(]?(?:19|20)\d\d[）)]?)?")
_CONTENTS = "table of contents"
_LEADERS = re.compile(
    r"(?:\.{6,}|…{3,}|·{6,}|．{4,})\s{0,4}[\dIVXivx]{0,5}$|\.{3,}\s{0,4}\d{1,3}$|^[^，。；：]{2,40}\s\d{1,3}\s?[–—-]\s?\d{1,3}$"
)
# Entries that one line of a PDF holds side by side: 金融业[tab]8–11航运及物流业[tab]12–16.
_ENTRY_WITH_TAB = r"[^\d\s，。；：][^，。；：\t\n]{1,39}?\t(\d{1,3})(?!\d)(?: ?[-–—] ?\d{1,3}(?!\d))?"
_ENTRIES_WITH_TABS, _PAGE_OF_ENTRY = re.compile(f"(?:{_ENTRY_WITH_TAB}){{2,40}}"), re.compile(_ENTRY_WITH_TAB)
# A table of contents whose line breaks were lost: 引言 1-18 愿景 1-10 前提 11, its paragraphs or pages ever further on.
_ENTRY_IN_LINE = (
    r"[^\d，。；：！？\n]{2,40}?[ \u3000]\d{1,3}(?: ?[-–—] ?\d{1,3})?(?: \d{1,2}(?= ))?(?:[ \u3000]{1,3}|(?=[\n\f]|\Z))"
)
_CONTENTS_IN_LINE = re.compile(f"(?:{_ENTRY_IN_LINE}){{10,300}}")
_MORE_CONTENTS = re.compile(f"(?:{_ENTRY_IN_LINE}){{3,300}}")
_ENTRY_FROM = re.compile(r"[ \u3000](\d{1,3})(?: ?[-–—] ?\d{1,3})?(?=[ \u3000\n\f]|\Z)")
_CONTENTS_HEAD = re.compile(r"目[录錄次](?:[ \u3000]段落)?|段落")
_FURTHER_ON = 0.8
_NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十]{1,3}[章节部]|\d{1,2}[.．、]"
)
_FEWEST_ENTRIES = 4
# An entry of the table of contents may run over so many lines, none longer than this.
_ENTRY_LINES, _ENTRY = 2, 60
_ONE_PAGE = re.compile(r"[^，。；：\d]{2,40}\s\d{1,3}")
# A line this long has lost its line breaks; page furniture stands within so many characters of its ends,
# before the first sentence and behind the last.
LONG_LINE, _ENDS = 600, 300
BODY_SHARE = 0.6
_WORD = re.compile(rf"[^{BLANKS}]*[\u4e00-\u9fff][^{BLANKS}]+")
_PAGE_END = re.compile(r"[\s]{0,40}?\x0c")
# From such a line on, within the last part of a file, nothing belongs to the report.
_FOOTER = re.compile(
    r"本作品(?:是|来自)中华人民共和国|(?:相关(?:报道|文档|链接|阅读|新闻|稿件|文章)|延伸阅读|推荐阅读|猜你喜欢|热门(?:文章|推荐)|您?可能(?:还|也)?感兴趣的.{0,6})[:：]?$"
)
_FOOTER_SHARE = 0.75


def find_debris(text: str) -> Iterator[Removal]:
    """Yield what stands inside lines and is no text; the ranges may overlap.

    >>> [removal.kind.value for removal in find_debris("建設(shè)專家?guī)?/span>,")]
    ['gloss', 'broken_characters', 'broken_characters']
    """
    yield from _find_comments(text)
    yield from _find_contents(text)
    for pattern, kind, note in _INLINE:
        for hit in pattern.finditer(text):
            yield Removal(hit.start(), hit.end(), kind, note)
    for hit in _VIEWS.finditer(text):
        if _is_beside_a_source(text, *hit.span()):
            yield Removal(hit.start(), hit.end(), DamageKind.CHROME, "times a page was looked at")


def _find_contents(text: str) -> Iterator[Removal]:
    """Yield the tables of contents that stand within one line; numbers that do not go up are a table of figures."""
    at = 0
    for head in _CONTENTS_HEAD.finditer(text):
        entries = _CONTENTS_IN_LINE.match(text, head.start()) if head.start() >= at else None
        if entries is None or not _goes_up(_pages(text, *entries.span()), _FURTHER_ON):
            continue
        at = entries.end()
        # An entry with a number in it, 第137区, parts the table.
        while (more := _MORE_CONTENTS.search(text, at, at + LONG_LINE)) and more.start() - at < _ENTRY:
            if not _goes_up(_pages(text, at, more.end()), _FURTHER_ON):
                break
            at = more.end()
        yield Removal(head.start(), at, DamageKind.CHROME, _CONTENTS)


def _pages(text: str, start: int, end: int) -> list[int]:
    """Return the pages or paragraphs that the entries of a table of contents within one line begin at."""
    return [int(page[1]) for page in _ENTRY_FROM.finditer(text, start, end)]


def _goes_up(pages: Sequence[int], share: float) -> bool:
    """Tell whether such a share at least of the steps from page to page, or paragraph to paragraph, goes up."""
    return sum(one <= other for one, other in pairwise(pages)) >= share * (len(pages) - 1)


def _is_beside_a_source(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - _BESIDE) : start].rpartition("\n")[2]
    behind = text[end : end + _BESIDE].partition("\n")[0]
    return _BESIDE_VIEWS.search(before) is not None or _BESIDE_VIEWS.search(behind) is not None


def _find_comments(text: str) -> Iterator[Removal]:
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start)
        if end < 0:
            return
        yield Removal(start, end + 3, DamageKind.CHROME, "page comment")
        start = text.find("<!--", end)


def find_furniture(text: str) -> Iterator[Removal]:
    """Yield the lines that are page furniture, in a text without debris.

    A page that lost its line breaks is one long line; its first and last words count as lines of their own.

    >>> [removal.note for removal in find_furniture("首页 > 政务公开\\n法治政府建设\\n打印")]
    ['breadcrumb', 'page furniture']
    """
    waiting: list[Removal] | None = None  # lines behind one of the table of contents, which may be parts of entries
    loose = 0  # those of them that name no page
    for start, end in _lines(text):
        line = text[start:end].strip(BLANKS)
        if not line:
            continue
        simpler = line[: _LONGEST + 1]
        simpler = simpler.translate(_SIMPLER) if _IS_TRADITIONAL.search(simpler) else simpler
        if start > _FOOTER_SHARE * len(text) and _FOOTER.match(simpler):
            yield Removal(start, len(text), DamageKind.CHROME, "page footer")
            return
        note = _furniture(simpler) or _page_number(text, end, line)
        removal = Removal(start, end, DamageKind.CHROME, note or _CONTENTS)
        if note == _CONTENTS:
            yield from waiting or ()
            waiting, loose = [], 0
        elif waiting is not None and not note:
            loose += _ONE_PAGE.fullmatch(line) is None
            waiting = [*waiting, removal] if loose <= _ENTRY_LINES and len(line) <= _ENTRY else None
        if note:
            yield removal


def printed_lines(text: str) -> list[CleanSpan]:
    """Return the lines of a text that are not blank."""
    return [CleanSpan(*hit.span()) for hit in LINE.finditer(text) if hit.group().strip(BLANKS)]


def find_listed_headings(text: str) -> Iterator[Removal]:
    """Yield the lines of a table of contents without page numbers: headings in a row that all stand further on again.

    >>> headings = ["一、工作回顾", "二、存在问题", "三、主要目标", "四、工作安排"]
    >>> report = "\\n".join([*headings, *(f"{heading}\\n做了工作。" for heading in headings)])
    >>> [removal.end for removal in find_listed_headings(report)]
    [6, 13, 20, 27]
    """
    lines = printed_lines(text)
    words = [re.sub(r"\s", "", text[start:end]) for start, end in lines]
    last = {line: at for at, line in enumerate(words)}
    row: list[int] = []
    for at, line in enumerate([*words, ""]):
        if line and len(line) <= _ENTRY and last[line] > at and _NUMBERED.match(line):
            row.append(at)
            continue
        if len(row) >= _FEWEST_ENTRIES and all(last[words[entry]] > row[-1] for entry in row):
            yield from (Removal(*lines[entry], DamageKind.CHROME, _CONTENTS) for entry in row)
        row = []


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines of a text; of one that swallowed the whole body, the words at its ends and what is between."""
    for hit in LINE.finditer(text):
        start, end = hit.span()
        if end - start < LONG_LINE or end - start < BODY_SHARE * len(text):
            yield start, end
            continue
        first, last = text.find("。", start, start + _ENDS), text.rfind("。", end - _ENDS, end)
        head = [word.end() for word in _WORD.finditer(text, start, first)] if first > 0 else []
        tail = [word.start() for word in _WORD.finditer(text, last + 1, end)] if last > 0 else []
        yield from pairwise([start, *head[:-1], *tail, end])


def _page_number(text: str, end: int, line: str) -> str | None:
    """A number alone before a form feed is a page's."""
    return "page number" if line.isdigit() and len(line) <= 4 and _PAGE_END.match(text, end) else None


def _furniture(line: str) -> str | None:
    """Say what page furniture a stripped line is, or None if it is text."""
    if len(line) > _LONGEST:
        return None
    if _CHROME_LINE.fullmatch(line):
        return "page furniture"
    if len(line) <= 200 and _IMPRINT.search(line) and not any(stop in line for stop in _STOPS):
        return "page furniture"
    if len(line) <= 160 and _CRUMB.fullmatch(line):
        return "breadcrumb"
    if len(line) <= 40 and _VOLUME.fullmatch(line):
        return "yearbook running head"
    if len(line) <= 200 and _LEADERS.search(line):
        return _CONTENTS
    if "\t" in line and _ENTRIES_WITH_TABS.fullmatch(line) and _goes_up([*map(int, _PAGE_OF_ENTRY.findall(line))], 1):
        return _CONTENTS
    return None
