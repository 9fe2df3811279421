"""Lines in, the tree of headings out: leaf by leaf, each with its path and the kind its headings give it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extractor.source.cues import puts_right
from extractor.source.dates import find_date, roc_year, written_year, years_of
from extractor.source.heading_cues import NUMBERED_PROBLEM, Cue, heading_cues
from extractor.source.headings import find_marker, heading_end, is_bare_heading, theme
from extractor.source.intentions import announces_plan
from extractor.source.offsets import CleanSpan
from extractor.source.shortcomings import describes_lack
from schemas.section import SectionKind

_BARE_RANK = 5
_CUED_RANK = 1
_PARAGRAPH_RANK = 3
# The session that heard a report is named this far down, behind what a page says of it.
_HEAD = 25
# No list of headings goes further than this.
_MANY = 20
_PARAGRAPH = re.compile(r"(\d{2,3})\s?[.．、](?!\d)")
# The longest line without numbering that heads anything, that names a kind, and that may be a heading with numbering.
_LONGEST_BARE, _LONGEST_CUED, _LONGEST_LINE = 30, 24, 90
_SENTENCE_END = "。！？；：”"
# 现将我局2025年法治政府建设情况报告如下：
_ANNOUNCING = re.compile("现将|下面[，,]?我|[^，。]{2,40}(?:报告|汇报|总结|公布|通报)如下[：:。]?$")
# What greets those who hear the report; above it stands its title.
_GREETING = re.compile("各位[\u4e00-\u9fff、]{2,20}[：:！!]")
# A label and what it says (发布时间：2017年2月28日), or two clauses, are no heading.
_APPENDED = (SectionKind.GLOSSARY, SectionKind.CLOSING)
# The numbering of a first part: 一、…
_FIRST_PART = re.compile(r"一\s?[、.．]")
_NOTES = re.compile("注释|(?:[名术]词|名词术语|用语)(?:解释|注释)")
# 问题2 on a line of its own, above what it is.
_NUMBERED_LABEL = re.compile(f"{NUMBERED_PROBLEM}[：:]?")
_PARTED = re.compile("[，,：:|｜]")
# Two clauses that head a part all the same: 对标先进，2024年的思路; 再启新程：2024年怎么走; 坦率地说，还有这些不如意.
_WHOLE = re.compile(
    "^(?:坦率|坦诚|客观|实事求是)地[说讲]，[^，。]+$|^(?:直面|正视)[^，。：:]{2,6}[：:][^，。]{2,10}$|^20\\d\\d年，要[^，。]{3,16}$|[，,：:][^，。：:]{0,10}(?:(?:哪[儿里]?|怎么|如何|这样).{1,3}|什么.{0,3})$"
    "|[，,](?:20\\d\\d年|明年|来年|新的一年|下一?步)的?(?:工作)?(?:思路|打算|安排|计划|重点|任务|设想|怎么[干办做])$"
)
_STRONG_PLAN = re.compile("下一?步|下一?阶段|今后|明年|来年|打算|努力方向|未来(?:施政|重点)|策进|精进|因应")
# What heads a part of plans, wherever it stands: 2025年工作思路.
_PLAN_ONLY = re.compile("(?:20\\d\\d年度?|新的?一年|下一?年度?)的?(?:主要|重点)?工作(?:思路|计划|安排|设想|重点|任务)")
_REVIEW_YEAR = re.compile(r"((?:19|20)\d\d)年?[^\n。]{0,16}?(?:回顾|情况|完成|总结)")
_ANY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
# 二、2014年工作任务, where nothing names the year before it.
_PLANNED_YEAR = re.compile(
    r"((?:19|20)\d\d)年度?的?(?:(?:主要|重点)?工作|目标)?(?:任务|安排|打算|思路|计划|部署|设想)$"
)
_OPENING_YEAR = re.compile(r"(?:19|20)\d\d年度?")
# ——2026年1月27日在省第十四届人民代表大会第五次会议上: what is told in spring is of the year before.
_SESSION = re.compile(r"日[^，。\n]{0,4}在[^，。\n]{4,40}(?:会议|大会|全会)(?:第[^，。\n]{1,6}会议)?上")
_SPRING = 5
_PAST_YEAR = re.compile(r"过去的((?:19|20)\d\d)年")
_TITLE_YEAR = re.compile(r"((?:19|20)\d\d)年?度?[^\n。]{0,30}(?:报告|总结|小结|汇报|简报|简况|一览|清单)")
_TITLE = re.compile(
    r"(?:报告|总结|公报|白皮书)$|(?:19|20)\d\d年.{2,}(?:建设|行政).{0,6}情况$"
    "|(?:总结|情况)(?:以?及其?|[和与暨、]).{2,12}(?:打算|计划|安排|思路|要点|设想|谋划)$"
)


class Heading(NamedTuple):
    """A heading: its rank, clean span and words, what its own words say (`cues`), and the kind it gives its text."""

    rank: int
    span: CleanSpan
    words: str
    kind: SectionKind
    cues: tuple[Cue, ...]

    @property
    def mixed(self) -> bool:
        """Tell whether the heading names more than one kind."""
        return len(self.cues) > 1


@dataclass(frozen=True, slots=True)
class Leaf:
    """A stretch of clean text under one path of headings; `heading` is the one it opens with, if any."""

    span: CleanSpan
    heading: Heading | None
    parents: tuple[Heading, ...]

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Return all headings that the stretch stands under, the outermost first, its own last."""
        return (*self.parents, self.heading) if self.heading else self.parents

    @property
    def top(self) -> Heading | None:
        """Return the outermost heading that the stretch stands under."""
        return self.parents[0] if self.parents else self.heading

    @property
    def nearest(self) -> Heading | None:
        """Return the innermost heading that the stretch stands under."""
        return self.heading or (self.parents[-1] if self.parents else None)

    @property
    def mixed(self) -> bool:
        """Tell whether the innermost heading that names any kind names more than one."""
        return next((heading.mixed for heading in reversed(self.headings) if heading.cues), False)


def find_leaves(text: str, lines: list[CleanSpan], base_year: int | None) -> list[Leaf]:
    """Divide the whole clean text at its headings; the leaves join without gaps."""
    starts = list(_starts(text, lines, base_year))
    ends = [start for start, _, _ in starts[1:]] + [len(text)]
    return [
        Leaf(CleanSpan(start, end), heading, parents)
        for (start, heading, parents), end in zip(starts, ends, strict=True)
    ]


def _starts(
    text: str, lines: list[CleanSpan], base_year: int | None
) -> Iterator[tuple[int, Heading | None, tuple[Heading, ...]]]:
    numbered = _numbers_paragraphs(text, lines)
    parted = _has_parts(text, lines, base_year)
    greeted = next((line.start for line in lines[:_HEAD] if _GREETING.fullmatch(text, *line)), 0)
    stack: list[Heading] = []
    tops: list[Heading] = []
    yield 0, None, ()
    begun = False
    listed: int | None = None  # the rank of the list that the line above is a point of
    for line, below in pairwise([*lines, None]):
        if line is None:
            return
        marker = find_marker(text, line)
        rank, end = _heading(text, line, below, base_year, begun=begun, listed=listed)
        if marker is None and line.start < greeted:
            end = None  # titles
        if parted and marker is None and rank == _CUED_RANK:
            if _bare_kind(text, line, below, base_year) is SectionKind.CLOSING:
                stack.clear()  # 附件二 ends the parts, and what it appends may be numbered as they are
            else:
                rank = 0
        if numbered and rank == _PARAGRAPH_RANK:
            marker, end = None, None
        listed = rank if marker and end is None else None
        begun = bool(stack) and (end is not None or text[line.end - 1] in _SENTENCE_END)
        if marker is None and end is None:
            continue
        while stack and stack[-1].rank >= rank:
            stack.pop()
        if end is None:
            if marker and marker.rank <= 2 and stack:
                yield line.start, None, tuple(stack)
            continue
        words = text[line.start : end].strip()
        cues = _cues(theme(words), base_year)
        kind = _kind(theme(words), cues, stack, tops)
        if not (stack or cues) and _opens_ahead(text[end : line.end].strip() or _words(text, below), base_year):
            kind = SectionKind.PLANS
        heading = Heading(rank, CleanSpan(line.start, end), words, kind, cues)
        yield line.start, heading, tuple(stack)
        if not stack:
            tops.append(heading)
        stack.append(heading)


def _numbers_paragraphs(text: str, lines: list[CleanSpan]) -> bool:
    """Tell whether a text counts its paragraphs through (1. to 130.), so that these numbers head nothing."""
    hits = (_PARAGRAPH.match(text, line.start, line.end) for line in lines)
    return sum(1 for hit in hits if hit and int(hit.group(1)) >= _MANY) >= _MANY


def _heading(
    text: str, line: CleanSpan, below: CleanSpan | None, base_year: int | None, *, begun: bool, listed: int | None
) -> tuple[int, int | None]:
    """Return the rank of a line and where its heading ends (None: no heading).

    The last point of a list (`listed`) heads nothing, although a line without numbering follows it.
    """
    marker = find_marker(text, line)
    if marker:
        next_marker = find_marker(text, below) if below else None
        leads = listed != marker.rank and below is not None and (next_marker is None or next_marker.rank > marker.rank)
        leads = leads and not (below and puts_right(text[slice(*below)]))  # 1.制度执行不严格。/整改情况：…
        return marker.rank, heading_end(text, line, marker, leads=leads)
    words = text[line.start : line.end]
    if _is_untold(text, line):
        return _BARE_RANK, None
    if _bare_cue(text, line, below, base_year) or (
        _NOTES.fullmatch(words) and heading_cues(words.rstrip("：:"), base_year)
    ):
        return _CUED_RANK, line.end
    return _BARE_RANK, line.end if begun and is_bare_heading(text, line, below) else None


def _is_untold(text: str, line: CleanSpan) -> bool:
    """Tell whether a line is a title and so heads nothing; so is what names a year in the first line."""
    words = text[slice(*line)]
    if len(words) > _LONGEST_BARE or _TITLE.search(words) or _ANNOUNCING.match(words):
        return True
    dated = _ANY_YEAR.search(words) or written_year(text, line)
    return dated is not None and not text[: line.start].strip()


def _bare_cue(text: str, line: CleanSpan, below: CleanSpan | None, base_year: int | None) -> Cue | None:
    """Return the cue of a short line without numbering that names a kind and so heads a part (存在的问题)."""
    words = text[slice(*line)]
    if below is None or len(words) > _LONGEST_CUED:
        return None
    cues = heading_cues(words.rstrip("：:"), base_year)
    year = _OPENING_YEAR.match(words)
    named = CleanSpan(line.start + (year.end() if year else 0), line.start + len(words.rstrip("：:”？?")))
    if cues and _NUMBERED_LABEL.fullmatch(words):
        return cues[0]
    is_whole = cues and (cues[0].kind in _APPENDED or not _PARTED.search(text, *named) or _WHOLE.search(words))
    return cues[0] if is_whole and is_bare_heading(text, named, CleanSpan(0, 60)) else None


def _has_parts(text: str, lines: list[CleanSpan], base_year: int | None) -> bool:
    """Tell whether lines without numbering head the parts of a text: 2019年工作回顾 and 2020年工作安排 above 一、二、.

    They name work done and plans both, and the numbering of one at least begins below it.
    """
    kinds = set[SectionKind]()
    last: SectionKind | None = None
    begins = False
    for line, below in pairwise([*lines, None]):
        if line is None or line.end - line.start > _LONGEST_LINE:
            continue
        if find_marker(text, line):
            begins = begins or (last is not None and _FIRST_PART.match(text, line.start) is not None)
            last = None
        elif not _is_untold(text, line) and (kind := _bare_kind(text, line, below, base_year)):
            kinds.add(kind)
            last = kind
    return begins and {SectionKind.ACHIEVEMENTS, SectionKind.PLANS} <= kinds


def _bare_kind(text: str, line: CleanSpan, below: CleanSpan | None, base_year: int | None) -> SectionKind | None:
    cue = _bare_cue(text, line, below, base_year)
    return cue.kind if cue else None


def _cues(words: str, base_year: int | None) -> tuple[Cue, ...]:
    """Read the cues of a heading; one that says what is lacking (工作亮点不多) reviews nothing."""
    cues = heading_cues(words, base_year)
    lacking = any(cue.kind is SectionKind.ACHIEVEMENTS for cue in cues) and describes_lack(words)
    return tuple(cue for cue in cues if cue.kind is not SectionKind.ACHIEVEMENTS) if lacking else cues


def _kind(words: str, cues: tuple[Cue, ...], stack: list[Heading], tops: list[Heading]) -> SectionKind:
    if not stack:
        return _top_kind(cues, tops)
    parent = stack[-1]
    named = {cue.kind for cue in cues}
    if parent.mixed and cues and not (parent.kind is SectionKind.PLANS and cues[0].words.endswith("工作")):
        return cues[0].kind
    match parent.kind:
        case SectionKind.ACHIEVEMENTS if SectionKind.PROBLEMS in named:
            return SectionKind.PROBLEMS
        case SectionKind.ACHIEVEMENTS if any(
            cue.kind is SectionKind.PLANS and (_STRONG_PLAN.search(cue.words) or _PLAN_ONLY.fullmatch(words))
            for cue in cues
        ):
            return SectionKind.PLANS
        case SectionKind.PROBLEMS if SectionKind.PLANS in named:
            return SectionKind.PLANS
    return parent.kind


def _top_kind(cues: tuple[Cue, ...], tops: list[Heading]) -> SectionKind:
    """Give a highest heading its kind: what it names, else a theme, which is work done until plans have begun.

    Behind plans 重点工作 is no work done either: 二、今后五年目标, 三、2022年重点工作.
    """
    begun = {cue.kind for top in tops for cue in top.cues}
    if cues and not (SectionKind.PLANS in begun and cues[0].words.endswith("工作")):
        return cues[0].kind
    if begun & {SectionKind.PLANS, SectionKind.PROBLEMS}:
        return SectionKind.PLANS
    return SectionKind.ACHIEVEMENTS


def _words(text: str, line: CleanSpan | None) -> str:
    return text[slice(*line)] if line else ""


def _opens_ahead(words: str, base_year: int | None) -> bool:
    """Tell whether the first words below a theme name a time to come (2026年是“十五五”开局之年)."""
    cue = announces_plan(words, base_year)
    return cue is not None and base_year is not None and max(years_of(cue.words), default=base_year) > base_year


def find_base_year(text: str, lines: list[CleanSpan]) -> int | None:
    """Return the year under report, which tells plans from work.

    It is a heading's, the one before the session that heard the report, the title's, the past, the one before the
    year that a heading plans for, the commonest.
    """
    short = [line for line in lines if line.end - line.start <= 45]
    hit = _first(_REVIEW_YEAR, text, short)
    if hit:
        return int(hit.group(1))
    session = _first(_SESSION, text, lines[:_HEAD])
    if session:
        told = find_date(text, CleanSpan(session.pos, session.end()))
        if told and int(told[1][5:7]) <= _SPRING:
            return int(told[1][:4]) - 1
    tops = [line for line in short if (marker := find_marker(text, line)) and marker.rank <= 1]
    republic = next(filter(None, (roc_year(text, line) for line in tops)), None)
    if republic:
        return republic[1]  # 一、103年度下半年重要施政成果
    parts = _first_of_two(text, tops)
    if parts:
        return parts
    hit = _first(_TITLE_YEAR, text, short[:8])
    if hit:
        return int(hit.group(1))
    past = _PAST_YEAR.search(text)
    if past:
        return int(past.group(1))
    planned = _first(_PLANNED_YEAR, text, tops)
    if planned:
        return int(planned.group(1)) - 1
    years = Counter(_ANY_YEAR.findall(text))
    return int(max(years, key=lambda year: (years[year], year))) if years else None


def _first_of_two(text: str, tops: list[CleanSpan]) -> int | None:
    """Return the earlier of two years that the highest headings name and that follow each other: one is planned for."""
    years = {int(hit.group(1)) for line in tops for hit in _ANY_YEAR.finditer(text, *line)}
    return next((year for year in sorted(years) if years == {year, year + 1}), None)


def _first(pattern: re.Pattern[str], text: str, lines: list[CleanSpan]) -> re.Match[str] | None:
    """Return the first hit of a pattern in a list of lines."""
    return next(filter(None, (pattern.search(text, *line) for line in lines)), None)
