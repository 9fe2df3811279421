"""Sections in, chunks out: pieces small enough for one question, which together hold every character of the report."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractor.source.clean import CleanText
from extractor.source.offsets import CleanSpan
from extractor.source.sections import Outline, Section
from extractor.source.sentences import sentences
from schemas.section import SectionKind
from schemas.span import Span

# Weaker and weaker borders for a sentence longer than a chunk; never a comma inside a number.
_BORDERS = (
    re.compile(r"[；;]"),
    re.compile(r"[，：:]|,(?!\d)|(?<!\d),"),
    re.compile(r"[、”》）)\s]"),
)
_NUMERIC = re.compile(r"[\d０-９.．,，%％万亿余多]{1,40}")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of one section: `text` is the clean text at `clean_span`; `original_span` covers it in the original."""

    index: int
    kind: SectionKind
    path: tuple[str, ...]
    clean_span: CleanSpan
    original_span: Span
    text: str


def make_chunks(cleaned: CleanText, outline: Outline, *, size: int = 300) -> tuple[Chunk, ...]:
    """Cut the sections of a clean text into chunks of about `size` characters, in text order.

    Each character outside glossaries lies in exactly one chunk. Chunks end where sentences do; a longer sentence is
    cut at ；, then at ，. Neighbouring sections of one kind and path share a chunk if they fit.

    >>> from extractor.source.clean import clean
    >>> from extractor.source.sections import find_sections
    >>> report = clean("一、工作情况\\n办结案件7件。走访企业1,200家；培训40人。")
    >>> [chunk.text for chunk in make_chunks(report, find_sections(report), size=12)]
    ['一、工作情况\\n', '办结案件7件。', '走访企业1,200家；', '培训40人。']
    """
    groups = _grouped(outline.sections)
    pieces = ((group, span) for group in groups for span in _chunk_spans(cleaned.text, group.span, size))
    return tuple(
        Chunk(
            index,
            group.kind,
            group.path,
            span,
            cleaned.original_span(*span),
            cleaned.text[span.start : span.end],
        )
        for index, (group, span) in enumerate(pieces)
    )


@dataclass(frozen=True, slots=True)
class _Group:
    kind: SectionKind
    path: tuple[str, ...]
    span: CleanSpan

    def continues_in(self, section: Section) -> bool:
        same = section.kind in (self.kind, SectionKind.OTHER) and self.path == section.path
        return same and self.span.end == section.span.start


def _grouped(sections: tuple[Section, ...]) -> Iterator[_Group]:
    """Join neighbouring sections of one kind and path; glossaries and blank stretches are left out.

    What is neither work nor plan goes with what stands before it: in a policy address every other sentence is.
    """
    current: _Group | None = None
    for section in sections:
        if section.kind is SectionKind.GLOSSARY or section.span.start == section.span.end:
            continue
        if current and current.continues_in(section):
            current = _Group(current.kind, current.path, CleanSpan(current.span.start, section.span.end))
            continue
        if current:
            yield current
        current = _Group(section.kind, section.path, section.span)
    if current:
        yield current


def _chunk_spans(text: str, span: CleanSpan, size: int) -> Iterator[CleanSpan]:
    """Pack the pieces of a range into chunks; they join without gaps."""
    start = span.start
    for begin, end in pairwise(_borders(text, span, size)):
        if end - start > size and begin > start:
            yield CleanSpan(start, begin)
            start = begin
    if span.end > start:
        yield CleanSpan(start, span.end)


def _borders(text: str, span: CleanSpan, size: int) -> list[int]:
    """List where a range may be cut: at sentences, and inside those that are longer than a chunk."""
    borders = [span.start]
    for start, end in sentences(text, *span):
        if start > borders[-1] and len(borders) > 1:
            borders[-1] = start
        if end - start > size:
            borders += _inner_borders(text, CleanSpan(start, end), size)
        borders.append(end)
    return [*borders[:-1], span.end] if len(borders) > 1 else [span.start, span.end]


def _inner_borders(text: str, sentence: CleanSpan, size: int) -> Iterator[int]:
    start = sentence.start
    while sentence.end - start > size:
        start = _inner_border(text, start, size)
        yield start


def _inner_border(text: str, start: int, size: int) -> int:
    """Return the best place to cut a long sentence: the last strong border within a chunk, else not inside a number."""
    for pattern in _BORDERS:
        hits = [hit.end() for hit in pattern.finditer(text, start + 1, start + size + 1) if hit.end() <= start + size]
        if hits:
            return hits[-1]
    end = start + size
    for hit in _NUMERIC.finditer(text, max(start, end - 40), end + 40):
        if hit.start() < end < hit.end():
            return hit.start() if hit.start() > start else hit.end()
    return end
