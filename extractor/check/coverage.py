"""Which quantities of the source no claim accounts for, and whether there is a reason to leave them out."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from extractor.check.index import Source
from extractor.check.place import Place
from schemas.finding import OmitReason, Omitted
from schemas.section import SectionKind
from schemas.span import Span

if TYPE_CHECKING:
    from extractor.source.clean import CleanText
    from extractor.source.sections import Outline

_REASON_OF_DAMAGE = {
    "duplicate": OmitReason.REPEATED,
    "glossary": OmitReason.GLOSSARY,
    "chrome": OmitReason.NOISE,
    "bookmark": OmitReason.NOISE,
    "broken_characters": OmitReason.NOISE,
    "invisible": OmitReason.NOISE,
}
_REASON_OF_KIND = {SectionKind.PLANS: OmitReason.PLAN_TARGET, SectionKind.GLOSSARY: OmitReason.GLOSSARY}
_CONTEXT = 12


class Excuse(NamedTuple):
    """A part of a text whose quantities may be left out, and why."""

    start: int
    end: int
    reason: OmitReason


Reasons = Mapping[int, OmitReason]
"""Why a number may be left out, by its rank."""


def find_excuses(text: str) -> tuple[Excuse, ...]:
    """Find the parts of a text whose quantities may be left out: second copies, glossaries, page noise, plans."""
    from extractor.source.clean import clean  # here, so that importing the check stays quick
    from extractor.source.sections import find_sections
    from extractor.source.simplify import simplify

    cleaned = simplify(clean(text))
    return read_excuses(cleaned, find_sections(cleaned))


def read_excuses(cleaned: "CleanText", outline: "Outline") -> tuple[Excuse, ...]:
    """Read the same from a text that is cleaned and outlined already."""
    return tuple(_stretches(cleaned, outline))


def reasons_of(source: Source, excuses: Iterable[Excuse]) -> Reasons:
    """Tell for each number of a source that begins in an excused part why; the first part that holds it decides."""
    found = dict[int, OmitReason]()
    for start, end, reason in excuses:
        first, last = bisect_left(source.starts, start), bisect_left(source.starts, end)
        for place in source.places[first:last]:
            found.setdefault(place.index, reason)
    return found


def find_omitted(source: Source, accounted: Iterable[Span], reasons: Reasons) -> tuple[Omitted, ...]:
    """Return the quantities that stand at none of the accounted places, in text order."""
    claimed = {(span.start, span.end) for span in accounted}
    quantities = [place for place in source.places if place.is_quantity]
    left = [place for place in quantities if (place.start, place.end) not in claimed]
    repeated = (place for place in quantities if reasons.get(place.index) is OmitReason.REPEATED)
    told = {_surroundings(source, place) for place in repeated if (place.start, place.end) in claimed}
    return tuple(_omitted(source, place, reasons, told) for place in left)


def _omitted(source: Source, place: Place, reasons: Reasons, claimed: set[str]) -> Omitted:
    reason = reasons.get(place.index)
    if reason is None and claimed and _surroundings(source, place) in claimed:
        reason = OmitReason.REPEATED
    return Omitted(
        start=place.start,
        end=place.end,
        text=source.printed(place),
        value=place.value,
        unit=place.unit,
        reason=reason,
    )


def _surroundings(source: Source, place: Place) -> str:
    """Return a number with the words around it, which a second copy of a body repeats."""
    return source.folded.text[max(0, place.folded_start - _CONTEXT) : place.folded_end + _CONTEXT]


def _stretches(cleaned: "CleanText", outline: "Outline") -> Iterator[Excuse]:
    for damage in cleaned.damage:
        if damage.kind in _REASON_OF_DAMAGE:
            yield Excuse(damage.start, damage.end, _REASON_OF_DAMAGE[damage.kind])
    for section in outline.sections:
        if section.kind in _REASON_OF_KIND:
            span = cleaned.original_span(*section.span)
            yield Excuse(span.start, span.end, _REASON_OF_KIND[section.kind])
