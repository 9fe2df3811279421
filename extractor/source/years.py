"""A clean report in, the year that it is about out, with its place.

That is the year under review: 2021 for a report of January 2022 on 2021, and 2025 for a 政府工作报告 read in January
2026 that looks back on 2025.
"""

import re
from collections import Counter
from collections.abc import Sequence

from extractor.source.clean import CleanText
from extractor.source.dates import find_date, roc_year, written_year
from extractor.source.offsets import CleanSpan
from extractor.source.sections import Outline
from schemas.report import YearField
from schemas.section import SectionKind
from schemas.span import Evidence

_YEAR = re.compile(r"((?:19|20)\d\d)\s?年")
_COVERED = re.compile(r"((?:19|20)\d\d)\s?年?度?[^\n。，]{0,24}?(?:情况|回顾|完成|总结|工作|报告)")
# A speech held in 2026 and titled so reviews 2025: its own heading says which year it is about.
_REVIEWED = re.compile(r"((?:19|20)\d\d)\s?年[^\n。，]{0,16}?回顾")
_OPENING_YEAR = re.compile(r"(?<![\d—\-至])((?:19|20)\d\d)\s?年(?=[，,是，我全])")
_NOT_OWN_YEAR = re.compile(r"《[^《》\n]{1,80}》|(?:19|20)\d\d\s?年?\s?[—\-－–~至到]\s?(?:19|20)\d\d\s?年?")
_VOLUME = re.compile(r"((?:19|20)\d\d)\s?年?卷")
_SPEECH = re.compile(r"^(?:(?:19|20)\d\d年)?[^，。]{0,16}政府工作报告$|^政府工作报告")
_SHORT, _OPENING = 60, 40
# Congresses that meet up to then hear about the year before.
_SPRING = "04"


def find_year(
    cleaned: CleanText, outline: Outline, title: CleanSpan | None, head: Sequence[CleanSpan]
) -> YearField | None:
    """Find the year a report is about; `title` and `head` (its first lines) are clean spans.

    >>> from extractor.source.clean import clean
    >>> from extractor.source.sections import find_sections
    >>> report = clean("一、2025年工作回顾\\n办结案件7件。\\n二、2026年重点工作\\n加强培训。")
    >>> find_year(report, find_sections(report), None, []).value
    2025
    """
    text = cleaned.text
    work = [part for part in outline.sections if part.kind is SectionKind.ACHIEVEMENTS]
    headings = [part.heading for part in work if part.heading]
    openings = [CleanSpan(part.body.start, min(part.body.end, part.body.start + _OPENING)) for part in work[:2]]
    short = [line for line in head if line.end - line.start <= _SHORT]
    spoken = title is not None and _SPEECH.search(re.sub(r"\s", "", text[slice(*title)])) is not None
    titled = [title] if title else []
    places = [
        (headings, _REVIEWED),
        (titled, _YEAR),
        (short, _COVERED),
        (headings, _COVERED),
        (openings, _OPENING_YEAR),
    ]
    for spans, pattern in [places[0], places[4]] if spoken else places:
        hit = next(filter(None, (pattern.search(text, *span) for span in spans)), None)
        if hit:
            return _field(cleaned, CleanSpan(*hit.span(1)), int(hit.group(1)))
    other = _year_before_speech(cleaned, [*titled, *short]) if spoken else _other_year(cleaned, [*titled, *short])
    return other or _volume_year(cleaned) or _commonest_year(cleaned)


def _field(cleaned: CleanText, span: CleanSpan, value: int) -> YearField:
    return YearField(value=value, evidence=cleaned.evidence(*span))


def _year_before_speech(cleaned: CleanText, spans: Sequence[CleanSpan]) -> YearField | None:
    """A speech of spring, or one that only its title dates, is about the year before."""
    for span in spans:
        found = find_date(cleaned.text, span)
        if found:
            year, month, _ = found[1].split("-")
            return _field(cleaned, found[0], int(year) - (month <= _SPRING))
    hit = next(filter(None, (_YEAR.search(cleaned.text, *span) for span in spans)), None)
    return _field(cleaned, CleanSpan(*hit.span(1)), int(hit.group(1)) - 1) if hit else None


def _other_year(cleaned: CleanText, spans: Sequence[CleanSpan]) -> YearField | None:
    """A year in Chinese numerals (二零零一年施政报告), or one of the Republic's (民国104年)."""
    for span in spans:
        found = written_year(cleaned.text, span) or roc_year(cleaned.text, span)
        if found:
            return _field(cleaned, *found)
    return None


def _volume_year(cleaned: CleanText) -> YearField | None:
    """A yearbook's volume records the year before it."""
    hit = _VOLUME.search(cleaned.original, 0, 400)
    if hit is None:
        return None
    quote = Evidence(start=hit.start(), end=hit.end(), quote=hit.group())
    return YearField(value=int(hit.group(1)) - 1, evidence=quote)


def _commonest_year(cleaned: CleanText) -> YearField | None:
    """The year that the body names most often, outside titles of documents and ranges of years."""
    text = _NOT_OWN_YEAR.sub(lambda hit: " " * len(hit.group()), cleaned.text)
    hits = list(_YEAR.finditer(text))
    ranked = Counter(hit.group(1) for hit in hits).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    first = next(hit for hit in hits if hit.group(1) == ranked[0][0])
    return _field(cleaned, CleanSpan(*first.span(1)), int(first.group(1)))
