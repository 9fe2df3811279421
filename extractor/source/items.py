"""Sections in, draft items out: one piece of work, one problem or one plan each, about a sentence long.

Headings, topic sentences (一是法治政府建设全面铺开。), lead-ins, closing formulas and signatures are no items; what
heads a problem or a plan on its own line is part of it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from extractor.quick_patterns import compile_quick
from extractor.source.admissions import introduces_problems, lacks_in_passing
from extractor.source.background import is_background, is_ceremony, is_courtesy, is_guidance
from extractor.source.clean import CleanText
from extractor.source.cues import leads_in
from extractor.source.heading_cues import heading_cues
from extractor.source.headings import find_marker, has_quantity, theme
from extractor.source.intentions import orders, urges
from extractor.source.lines import is_row
from extractor.source.offsets import CleanSpan
from extractor.source.openings import told_in_opening
from extractor.source.sections import Outline, Section
from extractor.source.sentences import sentences, trimmed
from extractor.source.shortcomings import describes_lack
from extractor.source.titles import title_span
from schemas.section import ITEM_KINDS, SectionKind

_POINT = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}[是要](?!求|点|素)|首先|其次|再次|最后|其[一二三四五六]|第[一二三四五六七八九十]{1,2}(?=[，,、])|[①-⑳])[，,：:、]?"
)
_TOPIC = re.compile(rf"(?<![^。；;：:\n \u3000]){_POINT.pattern}[^。\n]+。[ \u3000]*\Z")
_INNER_POINT = re.compile(
    r"[。；，：;,:、！](?=[一二三四五六七八九十]{1,2}[是要](?!求|点|素)|第[一二三四五六七八九][，,、]|[首其再][先次][，,]|其[一二三四五六][，,、]|[①-⑳]|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.．、](?=[\u4e00-\u9fff]))"
)
# What stands before a problem and is none: 尽管取得了一定成效，| 在肯定成绩的同时，我们也清醒认识到，| 主要表现在：
_CONCESSION = re.compile(
    r"(?:.{0,40}?(?:虽然|尽管|虽)[^。]{0,60}?"
    r"|.{0,50}?(?:取得|有)了?(?:一定|一些|较好|明显|积极)?的?(?:成效|成绩|进展|进步|提升)[^。]{0,10}?)"
    r"[，,](?=但|同时|与|然而|仍|还|也)"
)
_ADMISSION = re.compile(
    r"(?:在.{2,16}同时[，,])?.{0,6}?[也还]?(?:要|应|应当|必须|需|须|需要)?(?:清醒|深刻|充分|客观|冷静)?地?(?:认识|看|意识|感)到[，,：:]"
)
_NAMING = re.compile(
    r"[^：:]{0,80}?(?:问题|不足|困难|差距|挑战|环节|短板|方面|表现|体现|包括|主要[是有为在]|如下)[^：:，,]{0,12}[：:]"
)
# 2024年，我局将重点做好以下工作：
_PROMISE = re.compile("[^：:。]{0,120}?(?:以下|如下|几个方面|几方面|几项|着手|入手|重点工作)[^：:，,]{0,14}[：:]")
# A salutation, what stands in brackets alone, a slogan and a label (整改情况：已完成。) are no items.
_ASIDE = re.compile(
    r"各位(?:代表|委员|议员|市民|同志)[！!：:，,]?|[（(][^（()）]{1,40}[）)]"
    r"|.{0,60}(?:做了以下|重点抓(?:好|了)|主要(?:做|抓)了|着力(?:做好|抓好)|重点做好)(?:以下|如下)?.{0,12}(?:工作|方面)[。：:]?"
    r"|(?:整改|完成|进展|落实)情况[：:][^，。；：\d]{2,10}(?:[，,][^，。；：\d]{2,8})?。"
)
_TABLE_HEAD = re.compile(r"[^|｜\t。，；\d]{1,16}(?:\s*[|｜\t]\s*[^|｜\t。，；\d]{1,16}){1,6}")
# 某县人民法院工作报告（节选）
_TITLED = re.compile(
    r"[^。，；：！？\d]{4,40}(?:(?:19|20)\d\d年度?[^。，；：！？\d]{2,40})?(?:报告|总结|汇报|公报)(?:[（(][^（()）]{1,20}[）)])?"
)
# 表1　2023年度行政执法数据统计表（单位：件）
_CAPTION = re.compile(r"[附]?[表图][一二三四五六七八九十\d]{1,3}[\s：:][^。；]{2,40}")
# ——生活保障由“保基本”迈向“有品质” on a line of its own
_DASHED = re.compile(r"——[^。；！？\d]{4,40}(?<![：:，、])")
_AIM = re.compile(r"\d[万亿]*(?:元|[%％])")
_MOTTO_CHARS = 13
_TELLS = re.compile("[，,获无未零全首被]|了|已|完成|通过|荣|建成|[一二三四五六七八九十两]")
# Where a page took its text from (… www.gov.cn … 来源：人民网), and the title with the session that heard it.
_OF_PAGE = compile_quick(
    r"^索\s?引\s?号|(?:主题分类|信息分类|成文日期|发文日期)[:：]|www\.|https?:|来源[:：]|报告.*(?:会议|大会)上$"
)
_PARAGRAPH = re.compile(r"\d{1,3}[.．]\s")
_SEPARATORS = ("；", ";", "，", ",", "、", "|", "｜")
_MIN_CHARS = 4
_TOPIC_CHARS = 32
_PAGE_LINE = 20
_PLANNED = 2
"""Where so many plans are told, the thoughts that they go by are none; elsewhere these are all that is planned."""


@dataclass(frozen=True, slots=True)
class DraftItem:
    """One item as code found it. `spans` and `title_span` point into the clean text; titles are its very words.

    `topic` is the theme of the section's innermost heading without its numbering; empty if there is none, and where the
    heading is of another kind: problems told at the end of what was done are not of its last theme.
    """

    kind: SectionKind
    spans: tuple[CleanSpan, ...]
    topic: str
    title: str
    title_span: CleanSpan


def split_items(cleaned: CleanText, outline: Outline) -> tuple[DraftItem, ...]:
    """Split the achievements, problems and plans of a report into items, in text order.

    >>> from extractor.source.clean import clean
    >>> from extractor.source.sections import find_sections
    >>> report = clean("一、存在的问题\\n主要是：一是普法力度不够；二是队伍能力不足。")
    >>> [(item.kind.value, item.title) for item in split_items(report, find_sections(report))]
    [('problems', '普法力度不够'), ('problems', '队伍能力不足')]
    """
    pairs = pairwise([*outline.sections, None])
    kinds = {section.path: section.kind for section in outline.sections if section.heading}
    items = [item for section, behind in pairs if section for item in _items(cleaned.text, section, behind, kinds)]
    guidance = [item for item in items if item.kind is SectionKind.PLANS and _is_guidance(cleaned.text, item)]
    plans = sum(item.kind is SectionKind.PLANS for item in items) - len(guidance)
    return tuple(items if plans < _PLANNED else [item for item in items if item not in guidance])


def _is_guidance(text: str, item: DraftItem) -> bool:
    words = [text[span.start : span.end] for span in item.spans]
    return all(is_guidance(said) and _AIM.search(said) is None for said in words)


def _items(
    text: str, section: Section, behind: Section | None, kinds: Mapping[tuple[str, ...], SectionKind]
) -> Iterator[DraftItem]:
    if section.kind not in ITEM_KINDS:
        return
    alone = _stands_alone(text, section, behind)
    path = section.path[:-1] if alone else section.path
    topic = theme(path[-1]) if path and kinds.get(path, section.kind) is section.kind else ""
    for span in [section.heading] if alone and section.heading else _item_spans(text, section, behind):
        lead = _lead(text, section, span)
        title = title_span(text, lead or span)
        whole = CleanSpan(lead.start, span.end) if lead else span
        yield DraftItem(section.kind, (whole,), topic, text[title.start : title.end], title)


def _lead(text: str, section: Section, span: CleanSpan) -> CleanSpan | None:
    """Return the sentence on its own line that heads a problem or plan: （一）力量薄弱。|编制人员不足2人。"""
    if section.kind is SectionKind.ACHIEVEMENTS:
        return None
    lead = section.heading if section.heading and section.heading.end <= span.start else None
    if lead is None or "\n" in text[lead.end : span.start] or text[lead.end : span.start].strip():
        at = max(section.body.start, span.start - 2 * _TOPIC_CHARS)
        line = trimmed(text, max(at, text.rfind("\n", 0, span.start) + 1), span.start)
        if line.end > line.start and _heads_line(text[slice(*line)], text[slice(*span)], section.kind):
            return line
        topic = None if _POINT.match(text, span.start) else _TOPIC.search(text, at, span.start)
        lead = CleanSpan(*topic.span()) if topic and _is_topic(topic[0]) else None
    return lead if lead and text[lead.end - 1] in "。；;" and not _heads_part(text, lead) else None


def _heads_part(text: str, lead: CleanSpan) -> bool:
    """Tell whether a heading heads a part, though its text goes on behind it (五、下步打算。)."""
    marker = find_marker(text, lead)
    return marker is not None and marker.rank <= 1 and bool(heading_cues(theme(text[slice(*lead)]), None))


def _stands_alone(text: str, section: Section, behind: Section | None) -> bool:
    """Tell whether a heading under another has nothing under itself: then its words are the item (2、加强普法宣传)."""
    if (
        section.heading is None
        or len(section.path) < 2
        or find_marker(text, section.heading) is None
        or text[section.body.start : section.body.end].strip()
    ):
        return False
    if behind is None or behind.heading or behind.kind is SectionKind.CLOSING:
        return behind is None or len(behind.path) <= len(section.path)
    return section.kind is SectionKind.PROBLEMS and behind.kind is SectionKind.PLANS  # a problem and its answer


def _item_spans(text: str, section: Section, behind: Section | None) -> Iterator[CleanSpan]:
    pieces = [piece for span in sentences(text, *section.body) for piece in _pieces(text, span, section.kind)]
    if section.kind is SectionKind.PROBLEMS:
        pieces = list(_joined_points(text, pieces))
    if section.kind is SectionKind.ACHIEVEMENTS and not section.path:
        pieces = [_told(text, piece) for piece in pieces]
    own = find_marker(text, section.heading) if section.heading else None
    goes_on = section.kind is SectionKind.PROBLEMS and behind is not None and behind.kind is section.kind
    last = trimmed(text, *behind.span) if behind and goes_on else None  # the list that an introduction announces
    told = CleanSpan(0, 0)
    for piece, follows in pairwise([*pieces, last]):
        following = find_marker(text, follows) if follows else None
        # 1.意识不强。部分单位重视不够。2.力量不足。 The second point is no list that the first one's text announces.
        sibling = own is not None and following is not None and own.rank == following.rank
        if piece and _is_item(text, piece, None if sibling or _goes_on(text, told, piece) else follows, section.kind):
            told = piece if section.kind is SectionKind.PROBLEMS else told
            yield piece


def _goes_on(text: str, told: CleanSpan, piece: CleanSpan) -> bool:
    """Tell whether a problem stands before another sentence of its line, which then announces none."""
    return told.end > 0 and "\n" not in text[told.end : piece.start]


def _told(text: str, piece: CleanSpan) -> CleanSpan:
    """Leave what announces the report itself out of a sentence that opens it with a result (…，现将情况报告如下：)."""
    return CleanSpan(piece.start, piece.start + len(told_in_opening(text[slice(*piece)]) or text[slice(*piece)]))


def _pieces(text: str, sentence: CleanSpan, kind: SectionKind) -> Iterator[CleanSpan]:
    """Cut a sentence at its numbered points; what it parts by ； alone stays one item."""
    starts = [hit.end() for hit in _INNER_POINT.finditer(text, sentence.start, sentence.end)]
    borders = [sentence.start, *starts, sentence.end]
    for index, (start, end) in enumerate(pairwise(borders)):
        if index == 0 and len(borders) > 2 and starts and _is_announcement(text, start, end):
            continue
        piece = trimmed(text, start, end) if starts else sentence
        if kind is not SectionKind.ACHIEVEMENTS:
            piece = _without_announcement(text, piece, kind)
        piece = _without_separator(text, piece)
        if piece.end > piece.start:
            yield piece


def _is_announcement(text: str, start: int, end: int) -> bool:
    """The words before the first 一是 announce the list, unless they end a clause of their own (；)."""
    return text[end - 1] not in "；;" and not _POINT.match(text, start)


def _without_announcement(text: str, piece: CleanSpan, kind: SectionKind) -> CleanSpan:
    """Leave what stands before a problem or announces plans out of it, if enough is left."""
    for pattern in (_CONCESSION, _ADMISSION, _NAMING) if kind is SectionKind.PROBLEMS else (_PROMISE,):
        hit = pattern.match(text, piece.start, min(piece.end, piece.start + 160))
        if hit and piece.end - hit.end() >= _MIN_CHARS:
            piece = trimmed(text, hit.end(), piece.end)
    return piece


def _without_separator(text: str, piece: CleanSpan) -> CleanSpan:
    """Leave the ； or ， or the border of a cell that parts a point from the next out of it."""
    return trimmed(text, piece.start, piece.end - 1) if text[piece.start : piece.end].endswith(_SEPARATORS) else piece


def _joined_points(text: str, pieces: list[CleanSpan]) -> Iterator[CleanSpan]:
    """Join what a numbered problem says in several sentences, up to the next point or line."""
    current: CleanSpan | None = None
    for piece in pieces:
        numbered = _POINT.match(text, piece.start) or find_marker(text, piece)
        new_line = current is not None and "\n" in text[current.end : piece.start]
        if current and not numbered and not new_line and _is_numbered(text, current):
            current = CleanSpan(current.start, piece.end)
            continue
        if current:
            yield current
        current = piece
    if current:
        yield current


def _is_numbered(text: str, piece: CleanSpan) -> bool:
    return bool(_POINT.match(text, piece.start)) or find_marker(text, piece) is not None


def _is_item(text: str, piece: CleanSpan, behind: CleanSpan | None, kind: SectionKind) -> bool:
    words = text[piece.start : piece.end]
    aims = kind is SectionKind.PLANS and _AIM.search(words)  # 计划完成投资11亿元，重点做好以下工作。
    if len(words) < _MIN_CHARS or ((leads_in(words) or _ASIDE.fullmatch(words)) and not aims):
        return False
    if _OF_PAGE.search(words) and "。" not in words:
        return False
    if _is_table_head(words) or is_row(words) or (kind is not SectionKind.PROBLEMS and words[-1] in "？?"):
        return False  # who asks (审批快了多少？) tells of no work
    goes_on = text.startswith(("，现", ",现", "，下面"), piece.end)  # …，现将情况报告如下: a clause, which is no label
    tells_no_work = (_is_label(words) and not goes_on) or is_background(words) or orders(words)
    if kind is SectionKind.ACHIEVEMENTS and tells_no_work:
        return False
    if kind is SectionKind.PLANS and _is_page_line(words) and not (_is_numbered(text, piece) or urges(words)):
        return False
    if kind is SectionKind.PLANS and is_courtesy(words):
        return False
    follows = text[behind.start : behind.end] if behind else ""
    same_line = behind is not None and "\n" not in text[piece.end : behind.start]
    if not same_line and words[-1] not in "。；，" and len(words) <= _TOPIC_CHARS and _PARAGRAPH.match(follows):
        return False  # the heading of numbered paragraphs
    if same_line and _opens_line(text, piece) and _heads_line(words, follows, kind):
        return False
    if kind is SectionKind.PROBLEMS:
        thanks = is_ceremony(words) and not describes_lack(words)
        if thanks or (follows and introduces_problems(words)):
            return False
        numbered = _POINT.match(words) or find_marker(words, CleanSpan(0, len(words)))
        announced = not numbered and bool(_POINT.match(follows) or find_marker(follows, CleanSpan(0, len(follows))))
        leads = words[-1] in "：:" or (words[-1] == "。" and not lacks_in_passing(words))
        return not (announced and leads and not has_quantity(words))
    return not (same_line and _is_topic(words) and not _POINT.match(follows))


def _is_table_head(words: str) -> bool:
    """Tell whether a line only heads the columns of a table (序号 | 存在问题 | 整改措施)."""
    return _TABLE_HEAD.fullmatch(words) is not None


def _is_label(words: str) -> bool:
    """Tell whether a line is a title, a caption or a cell: short, without a stop, counting nothing; no point."""
    if _TITLED.fullmatch(words) or _CAPTION.fullmatch(words) or _DASHED.fullmatch(words):
        return True
    if words[-1] in "。！？；!?;”）)" or len(words) > 40 or _POINT.match(words):
        return False
    return not has_quantity(words)


def _is_page_line(words: str) -> bool:
    """Tell whether a line is what a page prints below a report (来源：某局, 阅读原文): a short label of one clause."""
    return _is_label(words) and len(words) <= _PAGE_LINE and "，" not in words


def _is_motto(words: str) -> bool:
    """Tell whether a sentence is a heading that its paragraph runs on from: 产业转型步履铿锵。; not 获评先进单位。"""
    return len(words) <= _MOTTO_CHARS and not _TELLS.search(words) and not has_quantity(words)


def _heads_line(words: str, follows: str, kind: SectionKind) -> bool:
    """Tell whether a short sentence that opens a line heads what stands behind it.

    Among work done a motto does; else what heads a plan (抓清欠。|成立5个清欠专班) or says where a problem is.
    """
    if not _is_motto(words):
        return False
    if kind is SectionKind.PROBLEMS:
        return words.endswith("方面。")
    return kind is SectionKind.ACHIEVEMENTS or (words[-1] == "。" and len(follows) >= 2 * len(words))


def _opens_line(text: str, piece: CleanSpan) -> bool:
    return not text[text.rfind("\n", 0, piece.start) + 1 : piece.start].strip()


def _is_topic(words: str) -> bool:
    """Tell whether a sentence only names what the next ones report: a short numbered point that counts nothing."""
    numbered = _POINT.match(words) is not None or words.startswith("——")
    return numbered and len(words) <= _TOPIC_CHARS and not has_quantity(words)
