"""A clean report in, the year that it goes by out, with its place.

A report on a year goes by that year: 2021 for a report of January 2022 on 2021. A 政府工作报告 goes by the year of its
session, as its title prints it or its head dates it, although it looks back on the year before.
"""

import re
from collections import Counter
from collections.abc import Sequence

from extractor.source.clean import CleanText
from extractor.source.dates import roc_year, written_year
from extractor.source.offsets import CleanSpan
from extractor.source.sections import Outline
from schemas.report import YearField
from schemas.section import SectionKind
from schemas.span import Evidence

_YEAR = re.compile(r"((?:19|20)\d\d)\s?年")
_COVERED = re.compile(r"((?:19|20)\d\d)\s?年?度?[^\n。，]{0,24}?(?:情况|回顾|完成|总结|工作|报告)")
_REVIEWED = re.compile(r"((?:19|20)\d\d)\s?年[^\n。，]{0,16}?回顾")
_OPENING_YEAR = re.compile(r"(?<![\d—\-至])((?:19|20)\d\d)\s?年(?=[，,是，我全])")
_NOT_OWN_YEAR = re.compile(r"《[^《》\n]{1,80}》|(?:19|20)\d\d\s?年?\s?[—\-－–~至到]\s?(?:19|20)\d\d\s?年?")
_VOLUME = re.compile(r"((?:19|20)\d\d)\s?年?卷")
_SPEECH = re.compile(r"^(?:(?:19|20)\d\d年)?[^，。]{0,16}政府工作报告$|^政府工作报告")
_SPOKEN = re.compile("代表.{0,24}(?:政府|国务院).{0,6}向(?:大会|会议|本次会议).{0,6}(?:报告|作)")
_SHORT, _OPENING = 60, 40


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
    titled = [title] if title else []
    session = _session_year(cleaned, [*titled, *short], outline) if _is_speech(text, title, head) else None
    if session:
        return session
    for spans, pattern in (
        (headings, _REVIEWED),
        (titled, _YEAR),
        (short, _COVERED),
        (headings, _COVERED),
        (openings, _OPENING_YEAR),
    ):
        hit = next(filter(None, (pattern.search(text, *span) for span in spans)), None)
        if hit:
            return _field(cleaned, CleanSpan(*hit.span(1)), int(hit.group(1)))
    other = _other_year(cleaned, [*titled, *short])
    return other or _volume_year(cleaned) or _commonest_year(cleaned)


def _field(cleaned: CleanText, span: CleanSpan, value: int) -> YearField:
    return YearField(value=value, evidence=cleaned.evidence(*span))


def _is_speech(text: str, title: CleanSpan | None, head: Sequence[CleanSpan]) -> bool:
    """Tell a 政府工作报告 by its title, or, where no title is printed, by what its speaker says first."""
    if title is not None:
        return _SPEECH.search(re.sub(r"\s", "", text[slice(*title)])) is not None
    return any(_SPOKEN.search(text, *line) for line in head)


def _session_year(cleaned: CleanText, spans: Sequence[CleanSpan], outline: Outline) -> YearField | None:
    """The year that a speech's title prints, or else its head, or the year after the one it reviews that it plans."""
    planned = [part.heading for part in outline.sections if part.heading and part.kind is SectionKind.PLANS]
    for span in [*spans, *planned]:
        hit = _YEAR.search(cleaned.text, *span)
        if hit and (span not in planned or int(hit.group(1)) == (outline.base_year or 0) + 1):
            return _field(cleaned, CleanSpan(*hit.span(1)), int(hit.group(1)))
    return None


def _other_year(cleaned: CleanText, spans: Sequence[CleanSpan]) -> YearField | None:
    """A year in Chinese numerals (二零零一年施政报告), or one of the Republic's (民国104年)."""
    for span in spans:
        found = written_year(cleaned.text, span) or roc_year(cleaned.text, span)
        if found:
            return _field(cleaned, *found)
    return None


def _volume_year(cleaned: CleanText) -> YearField | None:
    """A yearbook goes by the year of its volume."""
    hit = _VOLUME.search(cleaned.original, 0, 400)
    if hit is None:
        return None
    quote = Evidence(start=hit.start(), end=hit.end(), quote=hit.group())
    return YearField(value=int(hit.group(1)), evidence=quote)


def _commonest_year(cleaned: CleanText) -> YearField | None:
    """The year that the body names most often, outside titles of documents and ranges of years."""
    text = _NOT_OWN_YEAR.sub(lambda hit: " " * len(hit.group()), cleaned.text)
    hits = list(_YEAR.finditer(text))
    ranked = Counter(hit.group(1) for hit in hits).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    first = next(hit for hit in hits if hit.group(1) == ranked[0][0])
    return _field(cleaned, CleanSpan(*first.span(1)), int(first.group(1)))
