"""An item's clean span in, the clean span of its title out: its leading clause, or a piece of it."""

import re
from collections.abc import Iterator
from itertools import islice

from extractor.quick_patterns import compile_quick
from extractor.source.offsets import CleanSpan
from extractor.source.sentences import trimmed

_OPENING = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}[是要]|首先|其次|再次|最后|其[一二三四五六]|第[一二三四五六七八九十]{1,2}[，,]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[.．、](?!\d)|[①-⑳]|——)[，,：:、]?"
    r"|(?:(?:19|20)\d\d年度?(?:以来)?|全年|年内|今年(?:以来)?|一年来|截至目前|截止目前|目前|同时|此外|另外|其中|下一步|下一?阶段|下半年|下步|今后|新的一年|过去一年|对此|一是)[，,、：:]"
    r"|全年(?=开展|组织|举办|办理|受理|完成)|但?(?:仍|还|也)(?:然)?(?:要)?(?:存在|面临)(?:着)?(?:一些|不少|以下)?|但是?|(?:19|20)\d\d年(?:是(?=[^，。]{4}))?"
    r"|(?:我们|[我本全][市县区旗盟州省局厅委办镇乡院]|[市县区旗盟州省]政府)(?:要|将)|(?:今后|下一步)?要(?![求素点])"
)
_CLAUSE = re.compile(r"[^，,。；;：:！？!?\n]+")
_YEAR = re.compile(r"(?:19|20)\d\d\s?年(?:度|来|以来)?")
_DIGIT = re.compile(r"[\d０-９]")
_QUANTITY = re.compile(
    r"[\d０-９][\d０-９.．,%％]*\s?[余多]?[万亿]?[余多]?(?:[件个次人项家份名场条起宗元公里亩吨户台辆所处座类批期篇部套平方米只支类级]|立方|工作日|人次|万元|亿元)*(?:以[上内下]|左右)?的?"
)
_MIN_TITLE = 5
MAX_TITLE = 20
# A clause this long is not yet cut: a whole clause reads better than a broken one.
_WHOLE = 28
# What stands behind a number says something by itself from this length on (对31个|行政执法单位 does not).
_ALONE = 7
_WORST = (True,)
# Clauses looked at; a sentence that counts in all of them has its title cut before the first number.
_CLAUSES = 6
_LIST = re.compile("、")
_INNER = re.compile(r"[、“《（(\s]|(?<=[的和与及])")
# Words that a phrase may end with; a clause without any other border is cut behind the last of them.
_NOUN = re.compile(
    "工作|制度|机制|活动|体系|建设|改革|责任|服务|平台|问题|能力|水平|方案|行动|职能|作用|程序|执法|监督|管理|情况|教育"
    "|培训|案件|纠纷|环境|思想|法治|清单|事项|规定|办法|会议|项目|任务|政策|企业|产业|发展|经济|安全|治理|保障|试点|中心"
)
# Verbs that wait for their object, and verbs that are nouns too where words stand before them (文件审查).
_DANGLING = compile_quick(
    r"(?:(?:开展|举办|组织|完成|办理|办结|达到?|设立|发布|推出|新增|实现|推动|培育|帮助|建成|共有|制定|召开|覆盖|涉及|投资|支出|安排|打造|建立|组建"
    r"|聘请|抽取|涵盖|选派|配备|收到|审结|取消|下放|承接|新建|改建|修订|印发|出台|发放|占|共|投入|归集|发出|检出|启动"
    r"|突破|增至|升至|荣获|首次|在|对|将|把|为|向|由|从|与|约|近|超|两级|其中)了?|(?<![平同均上])等|(?<!求)是)$"
)
_DANGLING_LETTERS = 3
_DANGLING_START = re.compile(
    "其中|对|将|把|为|由|使|让"
    "|.{0,4}(?:审查|审核|受理|化解|排查|检查|查处|查办|清理|增长|下降|提高|压减|缩短|减少|整治|落实|实施)了?$"
)
# What only says under which circumstances something was done.
_CIRCUMSTANCE = re.compile(
    r"(?:加上|作为|特别是|牢牢把握|.{0,6}牢记|从.*看$|围绕|针对|面对|面临|按照|依照|根据|依据|对照|对标|立足|聚焦|着眼|紧扣|结合|借助|依托|鉴于|随着|通过|为了|受)|(?:在|以|自).*(?:[下上中后里前]|方面|时|来|期间|为契机|为抓手|为主线|为牵引|为目标|为引领|为重点|为导向|为统领|为载体|为依托|为核心|为指导)$"
)
_AMOUNT = re.compile(
    r"(?<=.{5})(?:突破|增至|升至|不少于|不低于|超过|已?达到?|分别(?:新增|为|达|增长)?|约?为|共有|累计|占比)$"
)
_AMOUNT_ENDS = frozenset("达到增长为别有计比破至于过")
# The last quotation or bracket that opens, if none closes behind it.
_OPENED = re.compile(r"[“《（(][^“《（(”》）)]*$")
_LOOSE_START = "、，和与及 \u3000"
_LOOSE_END = "、的和与及共达约近超为第了已“《（("


def title_span(text: str, item: CleanSpan) -> CleanSpan:
    """Return where an item's title stands: about 20 characters, without digits wherever a clause allows it.

    >>> text = "2024年，共受理复议案件42件，推进行政复议规范化建设。"
    >>> start, end = title_span(text, CleanSpan(0, len(text)))
    >>> text[start:end]
    '共受理复议案件'
    """
    least: tuple[bool, ...] = _WORST
    best = _as_it_stands(item)
    for hit in islice(_CLAUSE.finditer(text, _skip_opening(text, item), item.end), _CLAUSES):
        for piece in _pieces(text, CleanSpan(*hit.span())):
            faults = _faults(text[slice(*piece)])
            if not any(faults):
                return piece
            if faults < least:
                best, least = piece, faults
    return best


def _faults(words: str) -> tuple[bool, bool, bool, bool]:
    """Rank a piece: nothing at all is worst, then too short, digits, words that do not stand alone; the first wins."""
    end = max(0, len(words) - _DANGLING_LETTERS)
    loose = _DANGLING.search(words, end) or _DANGLING_START.match(words) or _CIRCUMSTANCE.match(words)
    return not words, len(words) < _MIN_TITLE, _DIGIT.search(words) is not None, loose is not None


def _as_it_stands(item: CleanSpan) -> CleanSpan:
    """The beginning of an item that holds no words to choose from."""
    return CleanSpan(item.start, min(item.end, item.start + MAX_TITLE))


def _skip_opening(text: str, item: CleanSpan) -> int:
    """Go past numbering and words of time."""
    start = item.start
    for _ in range(4):
        hit = _OPENING.match(text, start, item.end)
        if not hit or item.end - hit.end() < _MIN_TITLE:
            break
        start = trimmed(text, hit.end(), item.end).start
    return start


def _pieces(text: str, clause: CleanSpan) -> Iterator[CleanSpan]:
    """Yield a clause without numbers, else what stands before its first number, and between that and the next."""
    year = _YEAR.search(text, clause.start, clause.end)
    if year and year.start() - clause.start < _MIN_TITLE <= clause.end - year.end():
        clause = CleanSpan(year.end(), clause.end)
    digit = _DIGIT.search(text, clause.start, clause.end)
    yield _shortened(text, clause.start, digit.start() if digit else clause.end)
    number = _QUANTITY.search(text, clause.start, clause.end) if digit else None
    if number:
        following = _DIGIT.search(text, number.end(), clause.end)
        piece = _shortened(text, number.end(), following.start() if following else clause.end)
        listed = text[clause.start : number.start()].endswith("等")  # 大康河、梧桐山河等13个|碧道项目开放
        if piece.end - piece.start >= (_MIN_TITLE if listed else _ALONE):
            yield piece


def _shortened(text: str, start: int, end: int) -> CleanSpan:
    """Cut a phrase to the longest title, at a border of words if there is one, and drop what the cut left open."""
    start = trimmed(text, start, end).start
    words = text[start:end].lstrip(_LOOSE_START)
    start = end - len(words)
    words = words.rstrip(_LOOSE_END)
    if words[-1:] in _AMOUNT_ENDS:
        words = _AMOUNT.sub("", words)
    if len(words) > _WHOLE:
        words = _cut(words[:MAX_TITLE])
    return CleanSpan(start, start + len(_closed(words)))


def _closed(words: str) -> str:
    """Leave out a quotation or bracket that the cut left open, if enough stands before it."""
    opened = _OPENED.search(words, _MIN_TITLE)
    return words[: opened.start()].rstrip(_LOOSE_END) if opened else words


def _cut(head: str) -> str:
    """Cut before the last member of a list, else at the last border of words in the second half, else where it is."""
    members = [hit.start() for hit in _LIST.finditer(head) if hit.start() >= MAX_TITLE // 2]
    borders = [hit.start() for hit in _INNER.finditer(head)] + [hit.end() for hit in _NOUN.finditer(head)]
    fitting = members or [border for border in borders if border >= MAX_TITLE // 2]
    return head[: max(fitting)].rstrip(_LOOSE_END) if fitting else head.rstrip(_LOOSE_END)
