"""A clean report in, its head out: title, issuer, region, year and date, each with its place in the original, or None.

Nothing is guessed: what is not printed is None, except a title that only the file's name gives (its evidence is null).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from extractor.source.clean import CleanText
from extractor.source.dates import find_date
from extractor.source.lines import find_lines
from extractor.source.offsets import CleanSpan
from extractor.source.places import find_organ, find_region
from extractor.source.sections import Outline
from extractor.source.sentences import trimmed
from extractor.source.years import find_year
from schemas.report import TextField, YearField
from schemas.section import SectionKind

_HEAD_LINES = 24
_TAIL_LINES = 10
_LABEL = re.compile(r"[\[【]?\s?(?:标\s?题|题\s?名|名\s?称|信息名称)\s?(?:[:：|｜]|[\]】][:：]?)\s?")
# A title that any report of the kind has is no match for one that tells place, year or subject.
_COLUMN = re.compile(
    "(?:政府|法治政府建设|依法行政|政务公开|信息公开|年度|工作|情况|总结|报告|法治|建设|公开|政府信息)+"
)
_TITLE = re.compile(
    r"[^。！？；\[\]|｜]{2,70}?(?:报\s?告|总\s?结|汇\s?报|公\s?报|白\s?皮\s?书|工\s?作\s?要\s?点|情\s?况)(?:书|摘要|全文)?"
    r"(?:(?:和|及|与|暨|以及)[^。！？；，]{0,14}(?:打算|计划|安排|思路|要点|设想|部署|重点)|[（(].{1,20}[）)])?"
)
_NO_TITLE = re.compile(r"现将|根据|按照|关于.{0,20}如下|——")
_NO_TITLE_MARK = re.compile(r"[>》→|｜].{0,40}[>→|｜]|位置[:：]")
_SPOKEN = re.compile(
    r"(?:我|现)?(?:受|代表)(.{0,20}?(?:政府|国务院|委员会|局))(?:的?委托)?[，,]?(?:现在?|现将?)?(?:向|作)"
    r"|(国务院|.{2,10}政府)决定由我"
)
_SOURCE = re.compile(
    r"(?:发布机构|发布单位|发文机关|发文单位|制发机构|制发机关|发布部门|公开责任部门|信息来源|来源|作者)\s?(?:[:：|｜]|[\]】][:：]?)\s?([^\s，。|\[【]{2,30})"
)
_PUBLISHED = re.compile("新华社|发布|发表|来源|时间|日期|www|浏览|字号")
_LONGEST_DATED = 80
_HEADED = re.compile(
    r"\s*(?:代?(?:省长|市长|县长|区长|旗长|州长|盟长|主席|镇长|乡长|局长|厅长|主任|总理|书记)[\s\u4e00-\u9fff·]{0,12})?"
)
# 2022年，某市某局坚持以… : whose work the first sentence of the body tells of.
_LONGEST_TITLE = 60
_BODY_OPENING = re.compile(r"(?:(?:19|20)\d\d年度?(?:以来|来)?|一年来|今年以来|过去一年)[，,]|")
_ACTS = re.compile(
    "坚持|深入|认真|全面|紧紧|始终|严格|切实|积极|按照|围绕|持续|扎实|牢固|高度|深化|贯彻|以|在[^，。]{2,40}下|把|将|党[组委]|紧扣|聚焦|主动|不断"
)
_YEAR = re.compile(r"((?:19|20)\d\d)\s?年度?")
_OPENING_PLACE = re.compile(
    r"年度?[，,]?(.{2,12}?)(?=坚持|深入|认真|全面|以习|在|紧|法治|积极|始终|贯彻|围绕|扎实|切实|持续)"
)
_ASSEMBLY = re.compile(r"在([\u4e00-\u9fff]{2,16}?)第[一二三四五六七八九十\d]{1,4}届")
_OWN_RULES = re.compile(r"(?:制发|制定|印发|修订|出台|发布|公布|完善)了?《([^《》\n]{4,60})》")


@dataclass(frozen=True, slots=True)
class Head:
    """What a report says of itself; evidence points into the original text."""

    title: TextField | None
    issuer: TextField | None
    region: TextField | None
    year: YearField | None
    report_date: TextField | None


def find_head(cleaned: CleanText, outline: Outline, name: str) -> Head:
    """Find a report's title, issuer, region, year and date in its head, signature and text; `name` is its file's.

    >>> from extractor.source.clean import clean
    >>> from extractor.source.sections import find_sections
    >>> report = clean("锡盟司法局2022年度法治政府建设情况报告\\n一、工作情况\\n办结案件7件。")
    >>> head = find_head(report, find_sections(report), "a.txt")
    >>> head.issuer.value, head.region.value, head.year.value
    ('锡盟司法局', '锡盟', 2022)
    """
    return _Finder(cleaned, outline, tuple(find_lines(cleaned.text)), name).head()


@dataclass(frozen=True, slots=True)
class _Finder:
    cleaned: CleanText
    outline: Outline
    lines: tuple[CleanSpan, ...]
    name: str

    def head(self) -> Head:
        if not self.outline.is_report:
            return Head(None, None, None, None, None)
        title = self._title()
        region = self._region(title)
        issuer = self._issuer(title, region)
        fuller = self._region_of_issuer(issuer)
        if region and fuller and fuller.value.endswith(region.value):
            region = fuller
        return Head(
            title=self._title_field(title),
            issuer=issuer,
            region=region or fuller,
            year=find_year(self.cleaned, self.outline, title, list(self._head_lines())),
            report_date=self._date(),
        )

    def _words(self, span: CleanSpan) -> str:
        return self.cleaned.text[span.start : span.end]

    def _field(self, span: CleanSpan, value: str | None = None) -> TextField:
        printed = self.cleaned.printed(*span)
        return TextField(value=re.sub(r"\s+", "", value or printed), evidence=self.cleaned.evidence(*span))

    def _head_lines(self) -> Iterator[CleanSpan]:
        """Yield the first lines, up to the first heading."""
        body = next((part.heading.start for part in self.outline.sections if part.heading), len(self.cleaned.text))
        for line in self.lines[:_HEAD_LINES]:
            if line.start >= body:
                return
            yield line

    def _title(self) -> CleanSpan | None:
        """Return the first title in the head, or a fuller form of it further on (某区…报告, 某市某区…报告).

        What may be the name of a page's column (工作报告) gives way to a title that tells more.
        """
        found = [span for line in self._head_lines() if (span := self._title_in(line))]
        telling = [span for span in found if not _COLUMN.fullmatch(self._words(span))] or found
        fuller = (span for span in telling if self._words(span).endswith(self._words(telling[0])))
        return max(fuller, key=lambda span: span.end - span.start, default=None)

    def _title_in(self, line: CleanSpan) -> CleanSpan | None:
        label = _LABEL.match(self.cleaned.text, line.start, line.end)
        start = label.end() if label else line.start
        rest = self._words(CleanSpan(start, line.end)).split(None, 1)
        first_word = CleanSpan(start, start + len(rest[0]) if rest else start)
        for span in (CleanSpan(start, line.end), first_word):
            words = self._words(span)
            if _TITLE.fullmatch(words) and not _NO_TITLE.match(words) and not _NO_TITLE_MARK.search(words):
                return span
        return None

    def _title_field(self, title: CleanSpan | None) -> TextField | None:
        if title:
            return self._field(title)
        stem = PurePath(self.name).stem
        named = _TITLE.search(stem) and re.search("[\u4e00-\u9fff]{4}", stem)
        return TextField(value=stem, evidence=None) if named else None

    def _tail_lines(self) -> list[CleanSpan]:
        """List the short lines that close the report, a signature behind the last sentence among them."""
        closing = [part.span for part in self.outline.sections[-2:] if part.kind is SectionKind.CLOSING]
        parts = (
            CleanSpan(max(line.start, span.start), min(line.end, span.end))
            for line in self.lines[-_TAIL_LINES:]
            for span in closing
        )
        return [trimmed(self.cleaned.text, *part) for part in parts if 0 < part.end - part.start <= 45]

    def _issuer(self, title: CleanSpan | None, region: TextField | None) -> TextField | None:
        for span in [*reversed(self._tail_lines()), *([title] if title else [])]:
            organ = find_organ(self.cleaned.text, span)
            if organ:
                return self._field(organ)
        lines = list(self._head_lines())
        named = next(filter(None, map(self._alone, lines)), None)
        if named:
            return self._field(named)
        return self._named_in(_SPOKEN, lines, region) or self._acting() or self._named_in(_SOURCE, lines, region)

    def _alone(self, line: CleanSpan) -> CleanSpan | None:
        """Return the body that a line names and nothing else, but for its head (某区人民政府区长　某某)."""
        organ = find_organ(self.cleaned.text, line)
        alone = organ and organ.start == line.start and _HEADED.fullmatch(self.cleaned.text, organ.end, line.end)
        return organ if alone else None

    def _acting(self) -> TextField | None:
        """Return the body that the first sentence of the text says acted."""
        opening = next((line for line in self.lines if line.end - line.start > _LONGEST_TITLE), None)
        hit = _BODY_OPENING.match(self.cleaned.text, *opening) if opening else None
        organ = find_organ(self.cleaned.text, CleanSpan(hit.end(), opening.end)) if hit and opening else None
        return self._field(organ) if organ and _ACTS.match(self.cleaned.text, organ.end) else None

    def _named_in(self, pattern: re.Pattern[str], lines: list[CleanSpan], region: TextField | None) -> TextField | None:
        """Return the body that a pattern finds named in the first lines."""
        for line in lines:
            hit = pattern.search(self.cleaned.text, line.start, line.end)
            organ = find_organ(self.cleaned.text, CleanSpan(*hit.span(hit.lastindex or 0))) if hit else None
            if organ:
                return self._field(organ, self._in_full(self._words(organ), region))
        return None

    def _in_full(self, organ: str, region: TextField | None) -> str:
        """Put the region before an organ that is named without it (我代表省人民政府)."""
        if region and organ[0] in "省市县区州盟旗" and region.value.endswith(organ[0]):
            return region.value[:-1] + organ
        return organ

    def _region(self, title: CleanSpan | None) -> TextField | None:
        text = self.cleaned.text
        for span in [*([title] if title else []), *reversed(self._tail_lines()), *self._head_lines()]:
            start = _YEAR.match(text, span.start, span.end)
            place = find_region(text, CleanSpan(start.end() if start else span.start, span.end))
            if place:
                return self._field(place)
        for line in self._head_lines():
            hit = _ASSEMBLY.search(text, line.start, line.end)
            place = find_region(text, CleanSpan(*hit.span(1))) if hit else None
            if place:
                return self._field(place)
        opening = next((line for line in self._head_lines() if line.end - line.start > 45), None)
        hit = _OPENING_PLACE.search(text, opening.start, opening.start + 40) if opening else None
        place = find_region(text, CleanSpan(*hit.span(1))) if hit else None
        return self._field(place) if place else self._region_of_rules() or self._special_region()

    def _region_of_issuer(self, issuer: TextField | None) -> TextField | None:
        """Take the place that the issuer's name opens with (我代表深圳市人民政府)."""
        if issuer is None or issuer.evidence is None:
            return None
        start = self.cleaned.offsets.to_clean(issuer.evidence.start)
        place = find_region(self.cleaned.text, CleanSpan(start, self.cleaned.offsets.to_clean(issuer.evidence.end)))
        return self._field(place) if place else None

    def _region_of_rules(self) -> TextField | None:
        """Take the place whose own rules the report says were issued, if they all name one place."""
        text = self.cleaned.text
        places = [find_region(text, CleanSpan(*hit.span(1))) for hit in _OWN_RULES.finditer(text)]
        found = [place for place in places if place]
        return self._field(found[0]) if found and len({self._words(place) for place in found}) == 1 else None

    def _special_region(self) -> TextField | None:
        hit = re.compile("(?:香港|澳门)特别行政区").search(self.cleaned.text, 0, 1000)
        return self._field(CleanSpan(*hit.span())) if hit else None

    def _date(self) -> TextField | None:
        """Return the date of the signature, else the head's; when a page was published is the last resort."""
        head = list(self._head_lines())
        labelled = [line for line in head if _PUBLISHED.search(self.cleaned.text, *line)]
        plain = [line for line in head if line not in labelled]
        # A line that is a date and no more goes before others: what a page lists below the signature has words too.
        tail = sorted(self._tail_lines(), key=self._is_date)
        for span in [*reversed(tail), *plain, *labelled]:
            found = find_date(self.cleaned.text, span) if span.end - span.start <= _LONGEST_DATED else None
            if found:
                return self._field(found[0], found[1])
        return None

    def _is_date(self, span: CleanSpan) -> bool:
        found = find_date(self.cleaned.text, span)
        return found is not None and found[0] == span
