"""A clean text in, its outline out: sections that cover it without gaps, each with a kind and the reason for it.

Kinds come from headings first, then from the cues of sentences inside them: most reports hide their problems in one
paragraph without a heading, and their plans in the last one.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from extractor.source.admissions import introduces_problems
from extractor.source.clean import CleanText
from extractor.source.cues import closes, leads_in
from extractor.source.dates import years_of
from extractor.source.headings import find_marker, has_quantity, theme
from extractor.source.intentions import is_past, is_speech, looks_ahead, urges
from extractor.source.lines import find_lines, is_row
from extractor.source.notes import find_notes
from extractor.source.offsets import CleanSpan
from extractor.source.openings import told_in_opening
from extractor.source.outline import Heading, Leaf, find_base_year, find_leaves
from extractor.source.policy_address import is_policy_address
from extractor.source.sentences import sentences, trimmed
from extractor.source.shortcomings import describes_lack, reports_work
from extractor.source.tail import is_signed, tail_start
from extractor.source.told import Told, tell
from extractor.source.walk import Walk, is_mostly_lack
from schemas.section import SectionKind

_AUTHORS = re.compile(
    r"[（(](?:[\u4e00-\u9fff·]{2,4}(?:供稿|摄)?)(?:[\s、，\u3000]{1,3}[\u4e00-\u9fff·]{2,4}){0,3}[）)]"
)
# What was audited (重点民生资金审计情况); and where creed and deed alternate.
_AUDITED = re.compile("审计(?:的|查出|发现)?(?:主要|总体|基本)?(?:问题|情况)$")
_FOREIGN = re.compile("外交|国际形势|世界和平|对外(?:政策|关系)|第三世界|和平共处")
_RESOLUTION = re.compile(r"(?:审议|听取)了[^。]{0,60}报告")
_DECIDES = re.compile(r"批准(?:了)?(?:这个|该)?.{0,20}报告|会议(?:同意|决定|号召)")
_WORK = re.compile(r"开展|推进|完成|落实|加强|建立|制定|组织|办理|增长|实现|推动")
# What reports are called.
_NAMED = re.compile("报告|总结|小结|汇报|公报|年报|白皮书|工作情况|建设情况|简报|简况")
_HEAD = 300
# What the plans open with is looked for in so many characters.
_OPENING = 40
# Words that announce a list are looked for in so many characters before it; the list begins with a first number.
_LAST_WORDS = 100
_FIRST = re.compile("[（(]?(?:一|1|①)(?!\\d)|第一")
_NEXT_YEAR = re.compile("明年|来年|新的一年|下一年")
# What work done and shortcomings may both be headed by: 自查自纠情况.
_NEUTRAL = "情况"
_FIRST_FEW = 3
# So many sentences that count what was done make a report of a text without its words.
_SEVERAL = 4
# A part of a speech looks ahead if so many sentences do, and so many for each that looks back (of 40 parts of ten
# speeches: reviews 0.1 to 1.7, one 3.4 under its own heading; plans 2.3 and more).
_FEW_PLANS, _AHEAD_OF_DONE = 5, 3
# More text than this before the first heading is no introduction but a part whose heading is missing.
_LONGEST_PREAMBLE = 900


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of clean text of one kind, under one path of headings.

    All spans point into the clean text. `body` begins where `heading` ends (or where the section begins), so the
    sections of an outline cover the text without gaps. `cue` tells why the section is of its kind.
    """

    kind: SectionKind
    path: tuple[str, ...]
    heading: CleanSpan | None
    body: CleanSpan
    cue: str

    @property
    def span(self) -> CleanSpan:
        """Return the clean range of heading and body."""
        return CleanSpan(self.heading.start if self.heading else self.body.start, self.body.end)


@dataclass(frozen=True, slots=True)
class Outline:
    """What was understood of a text; a text that is no report has one section, of kind `other`.

    `base_year` is the year under report as far as headings tell, `plan_year` the later one that the plans are made for;
    `is_speech` tells that it was spoken to an assembly.
    """

    is_report: bool
    sections: tuple[Section, ...]
    base_year: int | None = None
    plan_year: int | None = None
    is_speech: bool = False


def find_sections(cleaned: CleanText, printed: str | None = None) -> Outline:
    """Divide a clean text into sections of one kind each.

    `printed` is what paths of headings quote, where `cleaned` has other punctuation than the report prints.

    >>> from extractor.source.clean import clean
    >>> report = clean("一、工作情况\\n办案7件。\\n二、存在问题和打算\\n但还存在力量不足等问题。\\n下一步，加强培训。")
    >>> [(section.kind.value, section.cue) for section in find_sections(report).sections]
    [('achievements', '情况'), ('problems', '存在问题'), ('plans', '下一步')]
    """
    text = cleaned.text
    every = find_lines(text)
    notes = list(find_notes(text, every))
    noted = frozenset(notes)
    lines = [line for line in every if line not in noted and not is_row(text[slice(*line)])]
    base_year = find_base_year(text, lines)
    leaves = find_leaves(text, lines, base_year)
    if not _is_report(text, lines, leaves):
        return Outline(False, (Section(SectionKind.OTHER, (), None, CleanSpan(0, len(text)), "no report"),), base_year)
    tail = tail_start(text, lines)
    address, speech = is_policy_address(text[:_HEAD]), is_speech(text[:_HEAD])
    reviewed = any(leaf.nearest and leaf.nearest.kind is SectionKind.ACHIEVEMENTS for leaf in leaves)
    divider = _Divider(text, printed or text, base_year, tail, notes, reviewed=reviewed, address=address, speech=speech)
    sections = tuple(divider.divide_all(leaves))
    return Outline(True, sections, base_year, _plan_year(text, sections, base_year), speech or address)


def _plan_year(text: str, sections: Sequence[Section], base_year: int | None) -> int | None:
    """Return the year that plans are made for: a heading's or an opening's, or the one after the report's (明年)."""
    plans = [section for section in sections if section.kind is SectionKind.PLANS]
    openings = ["".join(section.path[-1:]) for section in plans]
    openings += [text[section.body.start : section.body.start + _OPENING] for section in plans]
    years = (year for words in openings for year in years_of(words) if base_year and year > base_year)
    following = base_year + 1 if base_year and any(_NEXT_YEAR.search(words) for words in openings) else None
    return next(years, following)


def _is_report(text: str, lines: list[CleanSpan], leaves: list[Leaf]) -> bool:
    """Tell a report from a resolution about one and from other texts: by its headings, or by sentences about work."""
    headings = [leaf.heading for leaf in leaves if leaf.heading]
    if len(headings) >= 2 or any(heading.cues for heading in headings):
        return True
    if _RESOLUTION.search(text[:200]) and _DECIDES.search(text[:1000]):
        return False
    if any(_NAMED.search(text, *line) for line in lines[:6] if line.end - line.start <= 60):
        return True
    told = [text[a:b] for a, b in sentences(text, 0, min(len(text), 20_000))]
    found = sum(1 for words in told if _WORK.search(words))
    counted = sum(1 for words in told if has_quantity(words) and reports_work(words))
    return (found >= 2 and ("，" in text or has_quantity(text[:20_000]))) or counted >= _SEVERAL


@dataclass(frozen=True, slots=True)
class _Divider:
    """Divides a leaf by the cues of its sentences."""

    text: str
    printed: str
    base_year: int | None
    tail: int
    notes: Sequence[CleanSpan]
    reviewed: bool
    address: bool
    speech: bool

    def divide_all(self, leaves: Sequence[Leaf]) -> Iterator[Section]:
        """Divide leaf by leaf; a list is of the kind that announced it (下一步做好以下工作：)."""
        announced: _Announced | None = None
        admitted = False
        lacking, planned = self._lacking(leaves), self._planned(leaves)
        for leaf in leaves:
            if announced and not announced.holds(self.text, leaf):
                announced = None
            answers = admitted and _is_theme(leaf) and self._urges_throughout(leaf)
            ahead = answers or leaf.top in planned
            told = SectionKind.PROBLEMS if leaf.top in lacking else SectionKind.PLANS if ahead else None
            sections = list(self.divide(leaf, announced.kind if announced else told))
            yield from sections
            announced = self._announced(leaf, sections) or announced
            kinds = {part.kind for part in sections if self.text[slice(*part.body)].strip()}
            admitted = answers or (_is_theme(leaf) and kinds == {SectionKind.PROBLEMS})

    def _lacking(self, leaves: Sequence[Leaf]) -> frozenset[Heading]:
        """Return the highest headings that name a theme or 情况 and stand above what is mostly lacking."""
        ends = {leaf.top: leaf.span.end for leaf in leaves if leaf.top}
        found = set[Heading]()
        for top, end in ends.items():
            if top.kind is SectionKind.ACHIEVEMENTS and all(cue.words == _NEUTRAL for cue in top.cues):
                told = (self.text[slice(*span)] for span in sentences(self.text, top.span.end, min(end, self.tail)))
                first = list(islice(told, _FIRST_FEW))
                if any(map(describes_lack, first)) and _lacks_throughout([*first, *told]):
                    found.add(top)
        return frozenset(found)

    def _planned(self, leaves: Sequence[Leaf]) -> frozenset[Heading]:
        """Return the highest headings of a speech that name a theme and stand above what is mostly to be done.

        They follow its review; every theme behind the first of them goes on with the plans.
        """
        if not self.speech:
            return frozenset()
        ends = {leaf.top: leaf.span.end for leaf in leaves if leaf.top}
        first = next((leaf.span.end for leaf in leaves if leaf.top is None), 0)
        reviewed = first > _LONGEST_PREAMBLE
        found = set[Heading]()
        for top, end in ends.items():
            if top.cues:
                reviewed = reviewed or top.kind is SectionKind.ACHIEVEMENTS
            elif top.kind is SectionKind.ACHIEVEMENTS and reviewed and (found or self._looks_ahead(top, end)):
                found.add(top)
        return frozenset(found)

    def _looks_ahead(self, top: Heading, end: int) -> bool:
        """Tell whether many more sentences under a heading, up to a clean offset, say what to do than what was done."""
        told = [self.text[slice(*at)] for at in sentences(self.text, top.span.end, min(end, self.tail))]
        done = sum(1 for words in told if is_past(words) or (has_quantity(words) and reports_work(words)))
        to_do = sum(1 for words in told if not is_past(words) and (urges(words) or looks_ahead(words)))
        return to_do >= max(_FEW_PLANS, _AHEAD_OF_DONE * done)

    def _urges_throughout(self, leaf: Leaf) -> bool:
        """Tell whether each sentence under a heading that names no kind may be read as an order (组建专班。)."""
        start = leaf.heading.span.end if leaf.heading else leaf.span.start
        told = [self.text[slice(*span)] for span in sentences(self.text, start, min(leaf.span.end, self.tail))]
        return bool(told) and all(urges(words) and not is_past(words) for words in told)

    def _announced(self, leaf: Leaf, sections: Sequence[Section]) -> "_Announced | None":
        """Tell whether a leaf ends with words that announce a list of problems or plans behind it."""
        if not sections or sections[-1].kind not in (SectionKind.PROBLEMS, SectionKind.PLANS):
            return None
        last = self.text[sections[-1].body.start : sections[-1].body.end].rstrip()[-_LAST_WORDS:]
        words = re.split("[。！？\n]", last.rstrip("。"))[-1]
        named = sections[-1].kind is SectionKind.PROBLEMS and introduces_problems(words)
        if not (last.endswith(("：", ":")) or leads_in(words) or named):
            return None
        following = find_marker(self.text, trimmed(self.text, leaf.span.end, len(self.text)))
        return _Announced(sections[-1].kind, following.rank, leaf.span.end) if following else None

    def divide(self, leaf: Leaf, announced: SectionKind | None = None) -> Iterator[Section]:
        """Divide one leaf; `announced` is the kind of the list that it belongs to, if any."""
        heading = leaf.heading
        path = tuple(self.printed[item.span.start : item.span.end].strip() for item in leaf.headings)
        start = heading.span.end if heading else leaf.span.start
        changes = self._changes(leaf, CleanSpan(start, leaf.span.end), announced)
        ends = [at for at, _, _ in changes[1:]] + [leaf.span.end]
        for index, ((at, kind, cue), end) in enumerate(zip(changes, ends, strict=True)):
            if end > at or (index == 0 and heading):  # the first may be a heading alone
                yield Section(kind, path, heading.span if heading and index == 0 else None, CleanSpan(at, end), cue)

    def _changes(
        self, leaf: Leaf, body: CleanSpan, announced: SectionKind | None
    ) -> list[tuple[int, SectionKind, str]]:
        """List where the kind changes inside a body: clean offset, new kind, cue; the first is the body's start."""
        base, cue = (announced, "announced") if announced else self._base(leaf)
        mixed = leaf.mixed and announced is not SectionKind.PLANS
        last = leaf.span.end >= min(self.tail, len(self.text))
        alternates = self.address or _is_under(leaf, _FOREIGN)
        walk = Walk(base, base, cue, mixed, last, self.base_year, alternates, _is_under(leaf, _AUDITED))
        changes = [(body.start, base, cue)]
        for told in tell(self.text, body):
            kind, cue = self._kind_at(walk, told)
            if kind is not changes[-1][1]:
                replaced = told.start == body.start and not _is_point(leaf)
                changes.append((changes.pop()[0] if replaced else told.start, kind, cue))
            turn = walk.turn(told.words)
            if turn is not None:
                changes.append((told.start + turn, walk.kind, walk.cue))
        return changes

    def _base(self, leaf: Leaf) -> tuple[SectionKind, str]:
        nearest = leaf.nearest
        if nearest and nearest.kind is not SectionKind.GLOSSARY and leaf.span.start >= self.tail:
            return SectionKind.CLOSING, "signature"
        if nearest:
            return nearest.kind, _why(nearest)
        if self.reviewed and len("".join(self.text[: leaf.span.end].split())) <= _LONGEST_PREAMBLE:
            return SectionKind.PREAMBLE, "before the first heading"
        return SectionKind.ACHIEVEMENTS, "no headings"

    def _is_note(self, start: int) -> bool:
        """Tell whether a sentence stands in a footnote; those are in the order of the text."""
        before = bisect_right(self.notes, start, key=lambda note: note.start)
        return before > 0 and start < self.notes[before - 1].end

    def _kind_at(self, walk: Walk, told: Told) -> tuple[SectionKind, str]:
        """Return the kind of one sentence, and move the walk."""
        start, words = told.start, told.words
        if walk.base in (SectionKind.GLOSSARY, SectionKind.CLOSING):
            return walk.base, walk.cue
        if self._is_note(start):
            return SectionKind.GLOSSARY, "note"
        signed = start > 0.5 * len(self.text) and is_signed(words)
        if start >= self.tail or told.appeals or signed or _AUTHORS.fullmatch(words):
            return SectionKind.CLOSING, "signature"
        if closes(words):
            return SectionKind.CLOSING, "closing formula"
        if walk.base is SectionKind.PREAMBLE and walk.kind is SectionKind.PREAMBLE:
            return self._in_preamble(walk, words)
        walk.step(words, told.paragraph, told.behind)
        return walk.kind, walk.cue

    def _in_preamble(self, walk: Walk, words: str) -> tuple[SectionKind, str]:
        """A sentence that tells a result before the first heading is work done; titles and lead-ins are not."""
        if told_in_opening(words):
            return SectionKind.ACHIEVEMENTS, "counted work before the first heading"
        return walk.kind, walk.cue


class _Announced(NamedTuple):
    """A list that a text announced: its kind, the rank of its numbering, the clean offset where it begins."""

    kind: SectionKind
    rank: int
    start: int

    def holds(self, text: str, leaf: Leaf) -> bool:
        """Tell whether a leaf goes on with the list: numbered as its first one is, or below, and no part of its own."""
        marker = find_marker(text, trimmed(text, *leaf.span))
        if marker is None or marker.rank < self.rank or (leaf.heading and leaf.heading.cues):
            return False
        return leaf.span.start > self.start or _FIRST.match(text[leaf.span.start : leaf.span.end].lstrip()) is not None


def _lacks_throughout(told: Sequence[str]) -> bool:
    """Tell whether the sentences of a part say what is lacking for the most part, and none counts what was done."""
    return is_mostly_lack(told) and not any(has_quantity(words) and reports_work(words) for words in told)


def _is_under(leaf: Leaf, words: re.Pattern[str]) -> bool:
    """Tell whether a stretch stands under a heading of some words."""
    return any(words.search(heading.words) for heading in leaf.headings)


def _is_theme(leaf: Leaf) -> bool:
    """Tell whether a stretch stands under a highest heading whose words name no kind (直面“薄弱点”，问题不回避)."""
    return leaf.heading is not None and not leaf.parents and not leaf.heading.cues


def _is_point(leaf: Leaf) -> bool:
    """Tell whether a heading is a problem by itself (1.执法力量不足。下一步，…), whatever its text goes on with."""
    if leaf.heading is None or not leaf.parents:
        return False
    told = leaf.mixed and leaf.heading.kind is SectionKind.PROBLEMS and leaf.heading.words.endswith("。")
    return told or describes_lack(theme(leaf.heading.words))


def _why(heading: Heading) -> str:
    own = next((cue.words for cue in heading.cues if cue.kind is heading.kind), None)
    return own or ("heading" if heading.kind is SectionKind.ACHIEVEMENTS else "under such a heading")
