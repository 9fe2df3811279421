"""A clean report in, its head out: title, issuer, region, year and date, each with its place in the original, or None.

Nothing is guessed: what is not printed is None, except what only the file's name gives (its evidence is null).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import PurePath

from extractor.source.clean import CleanText
from extractor.source.dates import find_date
from extractor.source.head_title import find_title, own_line, title_in_name
from extractor.source.headings import find_marker
from extractor.source.issuers import ACTS, BODY_OPENING, Issuer, find_issuer, find_labelled
from extractor.source.lines import find_lines
from extractor.source.offsets import CleanSpan
from extractor.source.organs import find_organ
from extractor.source.places import find_region
from extractor.source.policy_address import is_policy_address
from extractor.source.sections import Outline
from extractor.source.sentences import trimmed
from extractor.source.years import find_year, year_in_name, year_of_date
from schemas.report import TextField, YearField
from schemas.section import SectionKind

_HEAD_LINES = 24
_PUBLISHED_WITHIN = 2
"""Years after the one that a report is about."""
_TAIL_LINES = 10
_FOOT_LINES = 4
# A page's label on a line of its own: 文章标题：, 发布时间：
_LABEL = re.compile(
    r"[\[【]?\s?(?:文章|信息|文件|稿件)?(?:标题|名称|发布|发文|成文|来源|作者|上传|时间|日期)[^，。：:]{0,4}[:：]"
)
_SIGNATURE = 45
# What stands below it is the speech, whose title stands above it.
_SALUTATION = re.compile("各位[\u4e00-\u9fff]{2,4}|(?:主席|议长|同志|代表)[\u4e00-\u9fff]{0,3}[：:！]")
_DRAFTED = re.compile("成文|发文|印发|签发|落款")
_PUBLISHED = re.compile(r"新华社|发布|发表|来源|时间|日期|www|浏览|字号|\d:\d\d")
# The day that a page shows its reader is not the report's.
_CLOCK = re.compile("今天是|日\\s{0,3}星期[一二三四五六日天]")
_SESSION = re.compile("会议?上")
_LONGEST_DATED = 80
_TOWN = re.compile("(?:[镇乡]|街道)$")
_BARE_PLACE = re.compile("州$|[^市县区旗盟省州镇乡道]$")
_PARAGRAPH = 45
_COUNCIL, _MAYOR = re.compile(r"(\S{2,4}[市县])议会\s?第"), re.compile("[市县]长")
_ASSEMBLY = re.compile(r"[在于]([\u4e00-\u9fff]{2,16}?)(?:第[一二三四五六七八九十\d\s]{1,6}届|议会)")
_OWN_RULES = re.compile(r"(?:制发|制定|印发|下发|起草|修订|出台|发布|公布|公示|完善)了?《([^《》\n]{4,60})》")
_SPECIAL = re.compile("(香港|澳门)(特别行政区)?")
# An organ of a place that is not named with it (区人民政府), and the term of one (某区一届人民政府).
_BARE_LEVEL = re.compile("自治[区區州县縣旗]|新[区區]|[省市县縣区區州盟旗乡鄉镇鎮]")
_GOVERNMENT = re.compile(f"(?:{_BARE_LEVEL.pattern})(?:人民)?政府")
"""A government that is named without its place: 省人民政府."""
_TERM = re.compile("第?[一二三四五六七八九十]{1,3}届(?=人民政府)")
_CLAUSE = re.compile(r"(?<=[，。\n])\s*")
_BODY, _SPECIAL_HEAD = 3000, 1000


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
    if not outline.is_report:
        return Head(None, None, None, None, None)
    lines = find_lines(cleaned.text)
    first = list(_head_lines(cleaned.text, lines, outline))
    foot = [line for line in lines[-_FOOT_LINES:] if line not in first and _LABEL.match(cleaned.text, *line)]
    below = lines[len(first)] if len(first) < len(lines) else None
    return _Finder(cleaned, outline, lines, [*first, *foot], below, PurePath(name).stem).head()


def _head_lines(text: str, lines: Sequence[CleanSpan], outline: Outline) -> Iterator[CleanSpan]:
    """Yield the first lines, up to the first heading; one without a number above any sentence may be of its title."""
    headings = [part.heading for part in outline.sections if part.heading]
    begun = text.find("。")
    body = next((at.start for at in headings if find_marker(text, at) or 0 <= begun < at.start), len(text))
    yield from (line for line in lines[:_HEAD_LINES] if line.start < body)


@dataclass(frozen=True, slots=True)
class _Finder:
    cleaned: CleanText
    outline: Outline
    lines: Sequence[CleanSpan]
    first: Sequence[CleanSpan]
    """The first lines, and the labels of the page that stand at its foot."""
    below: CleanSpan | None
    stem: str

    def head(self) -> Head:
        above = list(takewhile(lambda line: not _SALUTATION.match(self.cleaned.text, *line), self.first))
        title = find_title(
            self.cleaned.text, above, self.first[len(above)] if len(above) < len(self.first) else self.below
        )
        issued = find_issuer(self.cleaned.text, title, self.first, self._tail_lines(), self.lines)
        region = self._region(title, issued.span if issued else None)
        placed = region is not None and title is not None and region.value in self._words(title)
        issuer = self._issuer_field(issued, region, placed=placed) if issued else self._mayor(title)
        own = self._own_date()
        year = find_year(self.cleaned, self.outline, title, self.first, year_in_name(self.stem))
        year = year or (year_of_date(own) if own else None)
        date = own or self._page_date(year.value if year else None)
        return self._with_name(Head(self._field(title) if title else None, issuer, region, year, date))

    def _with_name(self, head: Head) -> Head:
        """Fill what the text leaves open from the name of the file, as far as that is a title."""
        named = title_in_name(self.stem)
        if named is None or head.title:
            return replace(head, year=head.year or year_in_name(self.stem))
        found = (find(named, CleanSpan(0, len(named))) for find in (find_organ, find_region))
        issuer, region = (TextField(value=named[slice(*at)], evidence=None) if at else None for at in found)
        issuer, region = head.issuer or issuer, head.region or region
        if issuer and _GOVERNMENT.fullmatch(issuer.value):
            issuer = issuer.model_copy(update={"value": _in_full(issuer.value, region)})
        return Head(
            title=TextField(value=named, evidence=None),
            issuer=issuer,
            region=region,
            year=head.year or year_in_name(self.stem),
            report_date=head.report_date,
        )

    def _words(self, span: CleanSpan) -> str:
        return self.cleaned.text[span.start : span.end]

    def _field(self, span: CleanSpan, value: str | None = None) -> TextField:
        printed = self.cleaned.printed(*span)
        return TextField(value=re.sub(r"\s+", "", value or printed), evidence=self.cleaned.evidence(*span))

    def _tail_lines(self) -> list[CleanSpan]:
        """List the short lines that close the report, a signature behind the last sentence among them."""
        told = [part for part in self.outline.sections if part.kind is not SectionKind.GLOSSARY]
        closing = [part.span for part in told[-2:] if part.kind is SectionKind.CLOSING]
        parts = (
            CleanSpan(max(line.start, span.start), min(line.end, span.end)) for line in self.lines for span in closing
        )
        short = [trimmed(self.cleaned.text, *part) for part in parts if 0 < part.end - part.start <= _SIGNATURE]
        return short[-_TAIL_LINES:]

    def _issuer_field(self, issued: Issuer, region: TextField | None, *, placed: bool) -> TextField:
        printed = self.cleaned.printed(*issued.span)
        printed = _TERM.sub("", printed)
        if issued.titled:
            return self._field(issued.span, printed.removesuffix("政府") + "人民政府")
        if region and find_region(self.cleaned.text, issued.span) is None and self._council_place():
            return self._field(issued.span, _of_council(printed, region))
        whole = issued.spoken or (placed and _GOVERNMENT.fullmatch(printed) is not None)
        return self._field(issued.span, _in_full(printed, region) if whole else printed)

    def _mayor(self, title: CleanSpan | None) -> TextField | None:
        """Take the government of the place whose council a mayor or magistrate of Taiwan reports to."""
        is_mayor = title is not None and _MAYOR.match(self.cleaned.text, *title) is not None
        place = self._council_place() if is_mayor else None
        return self._field(place, self.cleaned.printed(*place) + "政府") if place else None

    def _council_place(self) -> CleanSpan | None:
        """Return the place of the council of Taiwan whose sitting the head names, to which the report is made."""
        sittings = (_COUNCIL.match(self.cleaned.text, *line) for line in self.first)
        return next((CleanSpan(*hit.span(1)) for hit in sittings if hit), None)

    def _region(self, title: CleanSpan | None, issuer: CleanSpan | None) -> TextField | None:
        """Return the place that title, signature or head name, in the fuller form that the issuer's name gives it."""
        named, fuller = self._named_place(title), find_region(self.cleaned.text, issuer) if issuer else None
        place = fuller if named is None or (fuller and issuer and self._is_within(named, fuller, issuer)) else named
        if place:
            return self._field(self._place_in_full(place))
        is_address = title is not None and is_policy_address(self._words(title))
        if self.outline.is_speech or is_address:
            return self._special_region() or self._spoken_region(issuer)
        return self._region_of_rules() or self._special_region() or self._acting_region() or self._labelled_region()

    def _spoken_region(self, issuer: CleanSpan | None) -> TextField | None:
        """Take the place of the organ's level (区人民政府) whose rules a speech names, or that acted more than once."""
        level = _BARE_LEVEL.match(self._words(issuer)) if issuer else None
        if level is None:
            return None
        acting = self._acting_region()
        named = acting if acting and self.cleaned.text.count(acting.value) > 1 else None
        found = self._region_of_rules() or named
        return found if found and found.value.endswith(level.group()) else None

    def _is_within(self, place: CleanSpan, fuller: CleanSpan, issuer: CleanSpan) -> bool:
        """Tell whether a place ends the fuller one, or is a town of it (某区人民政府某镇人民政府)."""
        words = self._words(place)
        is_town = _TOWN.search(words) is not None
        return self._words(fuller).endswith(words) or (is_town and words in self._words(issuer))

    def _labelled_region(self) -> TextField | None:
        """Take the place of the body that the page names for its publisher or source."""
        organ = find_labelled(self.cleaned.text, self.first)
        place = find_region(self.cleaned.text, organ) if organ else None
        return self._field(place) if place else None

    def _place_in_full(self, place: CleanSpan) -> CleanSpan:
        """Return where the text names a place with what it is (苏州市), if it is named without that (苏州) first,
        or a town with the county that it lies in.
        """
        words = self._words(place)
        if _TOWN.search(words):
            return self._town_in_full(place, words)
        if not _BARE_PLACE.search(words):
            return place
        hit = re.search(f"{re.escape(words)}(?:市(?![场县级民区州])|省|自治区)", self.cleaned.text)
        return CleanSpan(*hit.span()) if hit else place

    def _town_in_full(self, town: CleanSpan, words: str) -> CleanSpan:
        text = self.cleaned.text
        hits = re.finditer(f"[\u4e00-\u9fff]{{2,14}}[市县区州旗盟]{re.escape(words)}", text)
        found = (find_region(text, CleanSpan(hit.start(), len(text))) for hit in hits)
        return next((place for place in found if place and self._words(place).endswith(words)), town)

    def _named_place(self, title: CleanSpan | None) -> CleanSpan | None:
        text = self.cleaned.text
        spans = [*([title, own_line(text, title)] if title else []), *reversed(self._tail_lines()), *self.first]
        sittings = (hit for line in self.first if (hit := _ASSEMBLY.search(text, *line)))
        spans += [CleanSpan(*hit.span(1)) for hit in sittings]
        return next(filter(None, (find_region(text, span) for span in spans)), None) or self._opening_place()

    def _opening_place(self) -> CleanSpan | None:
        """Return the place that the first sentence of the text says acted (2022年以来，某县坚持…)."""
        opening = next((line for line in self.lines if line.end - line.start > _PARAGRAPH), None)
        hit = BODY_OPENING.match(self.cleaned.text, *opening) if opening else None
        return self._acting_at(CleanSpan(hit.end(), opening.end)) if hit and opening else None

    def _acting_at(self, span: CleanSpan) -> CleanSpan | None:
        """Return the place that a clause opens with, if it, or the body named by it, is said to act."""
        text = self.cleaned.text
        place, organ = find_region(text, span), find_organ(text, span)
        acts = place and (ACTS.match(text, place.end) or (organ and ACTS.match(text, organ.end)))
        return place if acts else None

    def _region_of_rules(self) -> TextField | None:
        """Take the place whose own rules the report says were issued, if they all name one place."""
        text = self.cleaned.text
        return self._only([find_region(text, CleanSpan(*hit.span(1))) for hit in _OWN_RULES.finditer(text)])

    def _only(self, places: Sequence[CleanSpan | None]) -> TextField | None:
        """Return the first of some places if they all have one name."""
        found = [place for place in places if place]
        return self._field(found[0]) if found and len({self._words(place) for place in found}) == 1 else None

    def _special_region(self) -> TextField | None:
        """Take Hong Kong or Macao, by the full name if there is one: in a policy address the one it speaks of most."""
        text = self.cleaned.text
        is_address = is_policy_address(text[:_SPECIAL_HEAD])
        found = _SPECIAL.finditer(text, 0, len(text) if is_address else _SPECIAL_HEAD)
        hits = [hit for hit in found if is_address or hit[2]]
        commonest = Counter(hit[1] for hit in hits).most_common(1)
        own = [hit for hit in hits if hit[1] == commonest[0][0]]
        hit = max(own, key=lambda hit: hit[2] is not None, default=None)
        return self._field(CleanSpan(*hit.span())) if hit else None

    def _acting_region(self) -> TextField | None:
        """Take the place that clauses of the text say acted (…，某市组织开展了…), if they all name one place."""
        text = self.cleaned.text
        starts = (hit.end() for hit in _CLAUSE.finditer(text, 0, _BODY))
        return self._only([self._acting_at(CleanSpan(at, len(text))) for at in starts])

    def _own_date(self) -> TextField | None:
        """Return the date of the signature, else the one that the head gives the report itself."""
        drafted = [line for line in self.first if _DRAFTED.search(self.cleaned.text, *line)]
        plain = [line for line in self.first if line not in drafted and not self._is_published(line)]
        plain.sort(key=lambda line: _SESSION.search(self.cleaned.text, *line) is None)  # the day of the speech first
        # A line that is a date and no more goes before others: what a page lists below the signature has words too.
        tail = sorted(self._tail_lines(), key=self._is_date)
        return self._first_date([*reversed(tail), *drafted, *plain])

    def _page_date(self, year: int | None) -> TextField | None:
        """Return when the page was published, the last resort; archives publish the reports of years long past."""
        found = self._first_date(line for line in self.first if self._is_published(line))
        late = found and year and int(found.value[:4]) > year + _PUBLISHED_WITHIN
        return None if late else found

    def _is_published(self, line: CleanSpan) -> bool:
        return _PUBLISHED.search(self.cleaned.text, *line) is not None

    def _first_date(self, spans: Iterable[CleanSpan]) -> TextField | None:
        for span in spans:
            dated = span.end - span.start <= _LONGEST_DATED and not _CLOCK.search(self.cleaned.text, *span)
            found = find_date(self.cleaned.text, span) if dated else None
            if found:
                return self._field(found[0], found[1])
        return None

    def _is_date(self, span: CleanSpan) -> bool:
        found = find_date(self.cleaned.text, span)
        return found is not None and found[0] == span


def _of_council(organ: str, region: TextField) -> str:
    """Put the government of a council's place before a body that is named without it: 市政府, 环境保护局."""
    full = _in_full(organ, region)
    return full if full != organ else f"{region.value}政府{organ}"


def _in_full(organ: str, region: TextField | None) -> str:
    """Put the region before an organ that is named without it: 省人民政府, 自治区人民政府, 行政长官."""
    if region is None:
        return organ
    if organ in ("行政长官", "行政長官"):
        return region.value + organ
    shared = _BARE_LEVEL.match(organ)
    return region.value + organ[shared.end() :] if shared and region.value.endswith(shared.group()) else organ
