"""Original text in, clean text out: the report without page furniture, debris and second copies.

Nothing is rewritten but code points that print alike and full-width digits and letters; all that was left out is
recorded with its place in the original.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.code_points import REFERENCE, decoded, legible, unified
from extractor.numbers.damage import find_air
from extractor.source.chrome import Removal, find_debris, find_furniture, find_listed_headings
from extractor.source.duplicates import find_duplicates
from extractor.source.offsets import OffsetMap
from extractor.source.page_numbers import find_page_marks
from extractor.source.paragraphs import part_at_indents, part_at_numbers
from extractor.source.spaced import find_letter_spacing
from extractor.source.torn import find_torn
from extractor.source.wraps import find_wraps
from schemas.result import Damage, DamageKind
from schemas.span import Evidence, Span

_LONGEST_REFERENCE = 12
"""Characters of a reference that may follow its first one, &thetasym;."""


@dataclass(frozen=True, slots=True)
class CleanText:
    """A text to work on and the way back: offsets into `text` are clean, those of `damage` point into `original`."""

    original: str
    text: str
    offsets: OffsetMap
    damage: tuple[Damage, ...] = ()

    def original_span(self, clean_start: int, clean_end: int) -> Span:
        """Map a range of `text` to the range of `original` that covers it."""
        span = self.offsets.to_original(clean_start, clean_end)
        end = self._behind(span.end)
        return span if end == span.end else Span(start=span.start, end=end)

    def printed(self, clean_start: int, clean_end: int) -> str:
        """Return what a range of `text` prints: its own characters in their own script, without what was left out."""
        low, high = self.offsets.bounds(clean_start, clean_end)
        words = unified(decoded(self.original[low : high + _LONGEST_REFERENCE]))
        kept = self.offsets.kept(clean_start, clean_end)
        return "".join(words[start - low : end - low] for start, end in kept)

    def evidence(self, clean_start: int, clean_end: int) -> Evidence:
        """Quote the original characters that a range of `text` stands for."""
        start, end = self.offsets.bounds(clean_start, clean_end)
        end = self._behind(end)
        return Evidence(start=start, end=end, quote=self.original[start:end])

    def _behind(self, end: int) -> int:
        """Return where a range ends that ends with a character: behind the whole reference that stands for it."""
        reference = REFERENCE.match(self.original, end - 1) if self.original[end - 1 : end] == "&" else None
        return reference.end() if reference else end


def clean(text: str) -> CleanText:
    """Leave out of an original text what is not the report's, and say what and where it was.

    >>> cleaned = clean("組建專家?guī)?/span>,法治建設(shè)。")
    >>> cleaned.text
    '組建專家,法治建設。'
    >>> cleaned.evidence(8, 9)
    Evidence(start=20, end=21, quote='設')
    """
    plain = part_at_indents(legible(text))
    removals = _merged(find_debris(plain))
    rest, offsets = _without(plain, removals)
    for finders in _STAGES:
        found = [_in_original(offsets, removal) for finder in finders for removal in finder(rest)]
        if found:
            removals = _merged([*removals, *found])
            rest, offsets = _without(plain, removals)
    damage = tuple(Damage(start=item.start, end=item.end, kind=item.kind, note=item.note) for item in removals)
    return CleanText(text, part_at_numbers(rest), offsets, damage)


def _in_original(offsets: OffsetMap, removal: Removal) -> Removal:
    span = offsets.to_original(removal.start, removal.end)
    return Removal(span.start, span.end, removal.kind, removal.note)


def _merged(removals: Iterable[Removal]) -> list[Removal]:
    """Sort removals and drop those that another covers; what overlaps in part is cut to the rest."""
    merged: list[Removal] = []
    for removal in sorted(removals, key=lambda item: (item.start, -item.end)):
        reached = merged[-1].end if merged else 0
        if removal.end > reached:
            merged.append(removal if removal.start >= reached else removal._replace(start=reached))
    return merged


def _without(text: str, removals: list[Removal]) -> tuple[str, OffsetMap]:
    """Return a text without what is to be left out, and the way back to it."""
    kept, position = [], 0
    for removal in removals:
        kept.append((position, removal.start))
        position = removal.end
    kept.append((position, len(text)))
    return "".join(text[start:end] for start, end in kept), OffsetMap.keeping(kept)


def _find_copies(text: str) -> Iterator[Removal]:
    for start, end in find_duplicates(text):
        yield Removal(start, end, DamageKind.DUPLICATE, "repeats an earlier passage; read once")


def _find_breaks(text: str) -> Iterator[Removal]:
    for start, end in (*find_wraps(text), *find_torn(text)):
        yield Removal(start, end, DamageKind.HARD_WRAP, "line break inside a title or sentence")


def _find_blanks(text: str) -> Iterator[Removal]:
    for start, end in (*find_air(text), *find_letter_spacing(text)):
        yield Removal(start, end, DamageKind.INVISIBLE, "blank beside a number or between letters")


_STAGES = (
    (find_furniture, find_page_marks),
    (_find_copies, _find_breaks, _find_blanks),
    (find_listed_headings,),
)
"""Each stage looks at what the one before it left."""
