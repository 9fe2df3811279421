"""Places drawn into the original: spans that may nest or cross in, lines of plain pieces out.

Each piece is covered by the same spans from end to end, so it can be drawn as one element. Spans that overlap get
lanes of their own, one underline above the other, and a lane stays the same over all pieces of a span.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.review.terminal import visible

LANES = 3
_LINE_ENDS = "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_TONES = ("wrong", "doubtful", "omitted", "fine")


@dataclass(frozen=True, slots=True)
class Place:
    """A span of the original to draw, for the row of that number, in a tone."""

    start: int
    end: int
    row: int
    tone: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line: `rows` are the rows whose span covers it, `classes` how to draw it; empty if plain."""

    start: int
    text: str
    rows: tuple[int, ...]
    classes: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the original that is not blank."""

    start: int
    pieces: tuple[Piece, ...]


def draw(text: str, places: Iterable[Place]) -> tuple[Line, ...]:
    """Cut a text into lines of pieces; offsets are those of the text, and the pieces hold all of it but line ends."""
    spans = sorted({(place.start, place.end) for place in places if place.end > place.start}, key=_outer_first)
    lanes = _lanes(spans)
    on: dict[tuple[int, int], list[Place]] = {}
    for place in places:
        on.setdefault((place.start, place.end), []).append(place)
    borders = sorted({border for span in spans for border in span})
    return tuple(_lines(text, spans, borders, lanes, on))


def _outer_first(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]


def _lanes(spans: Sequence[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Give every span the lowest lane that no earlier span still holds; what exceeds the lanes shares the last."""
    free = [0] * LANES
    lanes = {}
    for span in spans:
        lane = next((i for i in range(LANES) if free[i] <= span[0]), LANES - 1)
        free[lane] = max(free[lane], span[1])
        lanes[span] = lane
    return lanes


def _lines(
    text: str,
    spans: Sequence[tuple[int, int]],
    borders: Sequence[int],
    lanes: dict[tuple[int, int], int],
    on: dict[tuple[int, int], list[Place]],
) -> Iterable[Line]:
    start, border, following = 0, 0, 0
    open_spans: list[tuple[int, int]] = []
    for raw in text.splitlines(keepends=True):
        end, shown_end = start + len(raw), start + len(raw.rstrip(_LINE_ENDS))
        cuts = [start]
        while border < len(borders) and borders[border] < end:
            if borders[border] > start:
                cuts.append(borders[border])
            border += 1
        pieces = []
        for a, b in pairwise([*cuts, end]):
            open_spans = [span for span in open_spans if span[1] > a]
            while following < len(spans) and spans[following][0] <= a:
                open_spans.append(spans[following])
                following += 1
            shown = visible(text[a : min(b, shown_end)])
            if shown:
                pieces.append(_piece(a, shown, [span for span in open_spans if span[1] > a], lanes, on))
        if any(piece.text.strip() for piece in pieces):
            yield Line(start, tuple(pieces))
        start = end


def _piece(
    start: int,
    shown: str,
    covering: Sequence[tuple[int, int]],
    lanes: dict[tuple[int, int], int],
    on: dict[tuple[int, int], list[Place]],
) -> Piece:
    drawn = [(min(on[span], key=_risk), lanes[span]) for span in covering]
    rows = tuple(place.row for span in covering for place in sorted(on[span], key=_risk))
    if not drawn:
        return Piece(start, shown, (), "")
    worst = min((place for place, _ in drawn), key=_risk)
    tones = [worst.tone] if worst.tone != _TONES[-1] else []
    return Piece(start, shown, rows, " ".join([*tones, *(f"{place.tone[0]}{lane}" for place, lane in drawn)]))


def _risk(place: Place) -> int:
    return _TONES.index(place.tone)
