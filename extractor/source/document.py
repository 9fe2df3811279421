"""A raw report in, the document that code understands out: cleaned, simplified, outlined, split into items."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extractor.source.cells import Numbers, find_cuts, read_numbers
from extractor.source.clean import CleanText, clean
from extractor.source.intentions import urges
from extractor.source.items import DraftItem, split_items
from extractor.source.metadata import Head, find_head
from extractor.source.read import RawReport
from extractor.source.sections import Outline, find_sections
from extractor.source.shortcomings import describes_lack
from extractor.source.simplify import punctuated, script_of, simplify
from schemas.result import Damage, DamageKind
from schemas.section import SectionKind
from schemas.table import Table


@dataclass(frozen=True, slots=True)
class Document:
    """One report as code understands it.

    Offsets of `clean` and `outline` are clean ones, those of `numbers` and `damage` original ones.
    """

    raw: RawReport
    numbers: Numbers
    script: str
    clean: CleanText
    outline: Outline
    head: Head
    items: tuple[DraftItem, ...]
    damage: tuple[Damage, ...]


def understand(raw: RawReport) -> Document:
    """Clean, simplify and outline one report, and split it into items.

    >>> from extractor.source.read import read_text
    >>> document = understand(read_text("一、工作情况\\n办结案件7件。\\n二、存在的问题\\n力量不足。"))
    >>> [(item.kind.value, item.title) for item in document.items]
    [('achievements', '办结案件'), ('problems', '力量不足')]
    """
    cleaned = simplify(clean(raw.text))
    structured = punctuated(cleaned)
    outline = find_sections(structured, cleaned.text)
    damage = sorted(
        (*raw.damage, *cleaned.damage, *_glossaries(cleaned, outline)), key=lambda item: (item.start, item.end)
    )
    head = find_head(structured, outline, raw.name)
    drafts = (draft for draft in split_items(structured, outline) if not _in_title(draft, cleaned, head))
    return Document(
        raw=raw,
        numbers=read_numbers(raw.text, raw.tables, find_cuts(cleaned)),
        script=script_of(raw.text),
        clean=cleaned,
        outline=outline,
        head=head,
        items=tuple(_items(cleaned, drafts, raw.tables)),
        damage=tuple(damage),
    )


def _items(cleaned: CleanText, drafts: Iterable[DraftItem], tables: tuple[Table, ...]) -> Iterator[DraftItem]:
    """Give each item the title that its text prints; a row of a table is no piece of work, but may name a problem."""
    for draft in drafts:
        if not _in_table(draft, cleaned, tables) or _is_point(cleaned.text[slice(*draft.spans[0])], draft.kind):
            title = cleaned.text[draft.title_span.start : draft.title_span.end]
            yield draft if title == draft.title else replace(draft, title=title)


def _is_point(words: str, kind: SectionKind) -> bool:
    """Tell whether a cell names a problem or what is to be done about it."""
    if kind is SectionKind.PROBLEMS:
        return describes_lack(words)
    return kind is SectionKind.PLANS and urges(words)


def _in_table(item: DraftItem, cleaned: CleanText, tables: tuple[Table, ...]) -> bool:
    """Tell whether an item stands in a table; its numbers are indicators all the same."""
    start = cleaned.original_span(*item.spans[0]).start if tables and item.spans else -1
    return any(table.start <= start < table.end for table in tables)


def _in_title(item: DraftItem, cleaned: CleanText, head: Head) -> bool:
    """Tell whether an item is nothing but words of the report's title."""
    evidence = head.title and head.title.evidence
    if not evidence or not item.spans:
        return False
    span = cleaned.original_span(*item.spans[0])
    return evidence.start <= span.start and span.end <= evidence.end


def _glossaries(cleaned: CleanText, outline: Outline) -> Iterator[Damage]:
    for section in outline.sections:
        if section.kind is SectionKind.GLOSSARY and section.span.end > section.span.start:
            span = cleaned.original_span(*section.span)
            note = "explains words; its numbers are definitions"
            yield Damage(start=span.start, end=span.end, kind=DamageKind.GLOSSARY, note=note)
