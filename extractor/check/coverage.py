"""Which quantities of the source no claim accounts for, and whether there is a reason to leave them out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.check.index import Place, Source
from schemas.finding import OmitReason, Omitted
from schemas.section import SectionKind
from schemas.span import Span

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


@dataclass(frozen=True, slots=True)
class Excuse:
    """A part of a text whose quantities may be left out, and why."""

    start: int
    end: int
    reason: OmitReason


def find_excuses(text: str) -> tuple[Excuse, ...]:
    """Find the parts of a text whose quantities may be left out: second copies, glossaries, page noise, plans."""
    return tuple(_stretches(text))


def find_omitted(source: Source, accounted: Iterable[Span], excuses: tuple[Excuse, ...]) -> tuple[Omitted, ...]:
    """Return the quantities that stand at none of the accounted places, in text order."""
    claimed = {(span.start, span.end) for span in accounted}
    quantities = [place for place in source.places if place.is_quantity]
    left = [place for place in quantities if (place.start, place.end) not in claimed]
    copies = [excuse for excuse in excuses if excuse.reason is OmitReason.REPEATED]
    told = {
        _surroundings(source, place)
        for place in quantities
        if copies and (place.start, place.end) in claimed and _reason(place, copies)
    }
    return tuple(_omitted(source, place, excuses, told) for place in left)


def _reason(place: Place, excuses: Iterable[Excuse]) -> OmitReason | None:
    return next((excuse.reason for excuse in excuses if excuse.start <= place.start and place.end <= excuse.end), None)


def _omitted(source: Source, place: Place, excuses: tuple[Excuse, ...], claimed: set[str]) -> Omitted:
    reason = _reason(place, excuses)
    if reason is None and _surroundings(source, place) in claimed:
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


def _stretches(text: str) -> Iterator[Excuse]:
    from extractor.source.clean import clean  # here, so that importing the check stays quick
    from extractor.source.sections import find_sections
    from extractor.source.simplify import simplify

    cleaned = clean(text)
    for damage in cleaned.damage:
        if damage.kind in _REASON_OF_DAMAGE:
            yield Excuse(damage.start, damage.end, _REASON_OF_DAMAGE[damage.kind])
    for section in find_sections(simplify(cleaned)).sections:
        if section.kind in _REASON_OF_KIND:
            span = cleaned.original_span(*section.span)
            yield Excuse(span.start, span.end, _REASON_OF_KIND[section.kind])
