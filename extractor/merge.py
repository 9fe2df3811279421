"""Merge: what the code understood and what the model filled in become one report.

In: a document, its passages and their fills. Out: a `Report` whose numbers have no verdict yet. Pure.
"""

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from extractor.anchors import Anchor, Passage
from extractor.names import Named, settle_names
from extractor.numbers import find_numbers
from extractor.roles import find_role, target_year
from extractor.source.cells import CellNumber
from extractor.source.document import Document
from extractor.source.items import DraftItem
from extractor.source.offsets import CleanSpan
from extractor.source.sentences import sentences
from schemas.answer import ChunkFill, Fill
from schemas.quantity import Kind, Mention
from schemas.report import Indicator, Item, NameSource, Report, Role
from schemas.section import SectionKind
from schemas.span import Evidence, Span

LONG_SENTENCE = 160
_TARGET = re.compile("目标|目標|计划数|预期|预计")
_SHARE = re.compile("占|比重|比例")


def merge(document: Document, passages: Sequence[Passage], fills: Iterable[ChunkFill]) -> Report:
    """Build the report: indicators in text order, items as the sections divide them, the head as it is printed."""
    by_chunk = {passage.chunk.index: passage for passage in passages}
    indicators = [
        indicator for fill in fills for indicator in _indicators(document, by_chunk[fill.run.index], fill.fills)
    ]
    tabled = [_tabled(document, cell, passage.chunk.kind) for passage in passages for cell in passage.cells]
    if tabled:
        indicators = sorted([*indicators, *tabled], key=_position)
    starts = sorted((one.span.start, index) for index, one in enumerate(indicators) if one.span)
    items = [(draft.kind, _item(document, draft, starts)) for draft in document.items]
    head = document.head
    return Report(
        title=head.title,
        issuer=head.issuer,
        region=head.region,
        year=head.year,
        report_date=head.report_date,
        achievements=tuple(item for kind, item in items if kind is SectionKind.ACHIEVEMENTS),
        problems=tuple(item for kind, item in items if kind is SectionKind.PROBLEMS),
        plans=tuple(item for kind, item in items if kind is SectionKind.PLANS),
        indicators=tuple(indicators),
    )


def _indicators(document: Document, passage: Passage, fills: Sequence[Fill]) -> list[Indicator]:
    if not fills or fills[0].mention is None:
        return [_copied(document, fill) for fill in fills]
    named = _printed(document, passage, settle_names([fill.name for fill in fills], passage))
    told = _sentences(passage)
    quoted = [_quoted_range(passage, anchor, sentence) for anchor, sentence in zip(passage.anchors, told, strict=True)]
    evidence = {span: document.clean.evidence(*span) for span in quoted}  # one sentence tells of many numbers
    return [
        _anchored(document, passage, anchor, sentence, *name, evidence[span])
        for anchor, sentence, name, span in zip(passage.anchors, told, named, quoted, strict=True)
    ]


def _sentences(passage: Passage) -> list[CleanSpan]:
    """Return, for each anchor of a passage, the range of its sentence in the chunk's text."""
    text = passage.chunk.text
    spans = list(sentences(text, 0, len(text)))
    starts = [span.start for span in spans]
    return [spans[bisect_right(starts, anchor.start) - 1] for anchor in passage.anchors]


def _anchored(
    document: Document,
    passage: Passage,
    anchor: Anchor,
    sentence: CleanSpan,
    name: str,
    source: NameSource,
    evidence: Evidence,
) -> Indicator:
    role = find_role(passage, anchor, sentence)
    return Indicator(
        **_numbered(anchor.mention),
        name=name,
        role=role,
        target_year=target_year(passage, anchor, sentence, document.outline) if role is Role.TARGET else None,
        name_from=source,
        evidence=(evidence,),
    )


def _numbered(mention: Mention) -> dict[str, Any]:
    """Write the fields that a number itself decides."""
    return {
        "value": mention.value,
        "value_text": mention.text,
        "unit": mention.unit,
        "approx": mention.approx,
        "kind": mention.kind,
        "span": Span(start=mention.start, end=mention.quantity_end),
    }


def _printed(document: Document, passage: Passage, named: list[Named]) -> list[Named]:
    """Write names in the characters that their passage prints (審結 in a report that writes so)."""
    if document.script == "Hans":
        return named
    printed = document.clean.printed(*passage.chunk.clean_span)
    script = {ord(one): other for one, other in zip(passage.chunk.text, printed, strict=True)}
    return [(name.translate(script), source) for name, source in named]


def _position(indicator: Indicator) -> int:
    """Return where an indicator stands in the original; one that the model misquoted comes last."""
    places = [*([indicator.span] if indicator.span else []), *indicator.evidence]
    return places[0].start if places else sys.maxsize


def _tabled(document: Document, cell: CellNumber, kind: SectionKind) -> Indicator:
    """Write a number of a table: its headings name it, and its unit may stand far from it, with evidence of its own."""
    return Indicator(
        **_numbered(cell.mention),
        name=cell.name,
        role=_role(cell, kind),
        unit_from=cell.unit_from,
        unit_evidence=_quoted(document, cell.unit) if cell.unit else None,
        name_from=NameSource.TABLE,
        evidence=tuple(_quoted(document, span) for span in (cell.cell, *cell.headings)),
    )


def _role(cell: CellNumber, kind: SectionKind) -> Role | None:
    """Tell a target and a share of a whole by the headings, else by the section that the table stands in."""
    if kind is SectionKind.PLANS or _TARGET.search(cell.name):
        return Role.TARGET
    if kind is not SectionKind.ACHIEVEMENTS:
        return None
    return Role.SHARE if cell.mention.kind is Kind.PERCENT and _SHARE.search(cell.name) else Role.RESULT


def _quoted(document: Document, span: Span) -> Evidence:
    return Evidence(start=span.start, end=span.end, quote=document.raw.text[span.start : span.end])


def _copied(document: Document, fill: Fill) -> Indicator:
    """Take the model's words as they are; its quote becomes evidence only where the original holds it exactly."""
    said = _said(fill)
    start = document.raw.text.find(fill.quote) if fill.quote else -1
    found = Evidence(start=start, end=start + len(fill.quote), quote=fill.quote) if fill.quote and start >= 0 else None
    return Indicator(
        name=fill.name,
        value=said.value if said else None,
        value_text=fill.value_text,
        unit=fill.unit,
        approx=said.approx if said else (),
        kind=said.kind if said else None,
        role=None,
        quote=fill.quote,
        span=None,
        evidence=(found,) if found else (),
    )


def _said(fill: Fill) -> Mention | None:
    unit = "" if fill.value_text.endswith(fill.unit) else fill.unit
    return next((m for m in find_numbers(fill.value_text + unit) if m.kind is not Kind.ENUMERATOR), None)


def _quoted_range(passage: Passage, anchor: Anchor, sentence: CleanSpan) -> CleanSpan:
    """Return the sentence of a number; of one longer than 160 characters, the part between ； and ；."""
    text, offset = passage.chunk.text, passage.chunk.clean_span.start
    start, end = sentence
    if end - start > LONG_SENTENCE:
        start = max(start, *(text.rfind(mark, start, anchor.start) + 1 for mark in "；;"))
        ends = [at for mark in "；;" if (at := text.find(mark, anchor.end, end)) >= 0]
        end = min([end, *ends])
    return CleanSpan(offset + start, offset + max(end, anchor.end))


def _item(document: Document, draft: DraftItem, starts: Sequence[tuple[int, int]]) -> Item:
    """Make an item of a draft; `starts` holds, in text order, where each indicator stands and its index."""
    evidence = tuple(document.clean.evidence(*span) for span in draft.spans)
    inside = (
        index
        for quote in evidence
        for _, index in starts[bisect_left(starts, (quote.start, 0)) : bisect_left(starts, (quote.end, 0))]
    )
    return Item(title=draft.title, topic=draft.topic, evidence=evidence, indicators=tuple(sorted(inside)))
