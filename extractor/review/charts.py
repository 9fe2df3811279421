"""Pictures of a folder: how the verdicts fall report by report, and how an indicator goes over the years.

In: sheets. Out: plain figures for inline SVG, whole numbers of its user units. Values are Decimal; only places on the
drawing are rounded.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.compare import compare
from extractor.review.folder import Review
from extractor.review.sheet import Sheet
from extractor.review.terminal import visible
from extractor.tables import Row, rows_of
from schemas.decision import Status
from schemas.export import Rows
from schemas.report import Role

TONES = ("wrong", "doubtful", "omitted", "fine")
WIDTH, HEIGHT = 600, 220
_MARGIN = 40
_MOST_BARS = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """One report: its name, and (tone, start, width, count) of each part, in thousandths of the longest bar."""

    name: str
    parts: tuple[tuple[str, int, int, int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Point:
    """One year of a curve: where it stands on the drawing, and what it says."""

    x: int
    y: int
    year: int
    label: str
    report: str


@dataclass(frozen=True, slots=True)
class Curve:
    """An indicator over the years, one point a report."""

    name: str
    unit: str
    points: tuple[Point, ...]

    @property
    def path(self) -> str:
        """The polyline through the points."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)


def bars(reviews: Sequence[Review]) -> list[Bar]:
    """Return a bar a report, the riskiest tones first; at most forty, those with most to look at."""
    counted = [(review, _tones(review.sheet)) for review in reviews]
    counted.sort(key=lambda pair: [-pair[1][tone] for tone in TONES[:3]])
    longest = max((counts.total() for _, counts in counted), default=0) or 1
    return [Bar(review.sheet.title, _parts(counts, longest), counts.total()) for review, counts in counted[:_MOST_BARS]]


def _tones(sheet: Sheet) -> Counter[str]:
    return Counter(row.tone for row in sheet.rows)


def _parts(counts: Counter[str], longest: int) -> tuple[tuple[str, int, int, int], ...]:
    parts, done = [], 0
    for tone in TONES:
        if counts[tone]:
            start, end = done * 1000 // longest, (done + counts[tone]) * 1000 // longest
            parts.append((tone, start, end - start, counts[tone]))
        done += counts[tone]
    return tuple(parts)


def indicators_over_years(reviews: Iterable[Review]) -> dict[str, Curve]:
    """Return a curve for every indicator of an issuer that two years or more tell, by its name and issuer.

    What belongs together is decided as `extractor compare` decides it. Targets and baselines are not what a year
    achieved, and a number that people turned down or corrected is no point.
    """
    found: dict[str, Curve] = {}
    for line in compare(row for review in reviews for row in _rows(review)).shared().lines:
        values = [
            (year, Decimal(reading.value), reading.place.partition(".json")[0])
            for year, readings in sorted(line.readings.items())
            for reading in readings
            if _is_number(reading.value)
        ]
        if len({year for year, _, _ in values}) > 1:
            name = visible(f"{line.name}（{line.unit}）" if line.unit else line.name)
            found.setdefault(f"{name} {visible(line.issuer)}", _curve(name, visible(line.unit), values))
    return found


def _rows(review: Review) -> Iterator[Row]:
    sheet = review.sheet
    gone = {row.entry.path for row in sheet.rows if row.state.status in {Status.REJECTED, Status.CORRECTED}}
    for row in rows_of(Rows.INDICATORS, sheet.basis.result, f"{review.name}.json"):
        if row["role"] in {None, Role.RESULT, Role.SHARE} and f"{row['path']}/value_text" not in gone:
            yield row


def _is_number(value: str) -> bool:
    return value.removeprefix("-").replace(".", "", 1).isdecimal()


def _curve(name: str, unit: str, values: Sequence[tuple[int, Decimal, str]]) -> Curve:
    """Place the values of an indicator on a drawing of 600 by 220, the axis beginning at nought."""
    first, last = values[0][0], values[-1][0]
    shown = [Decimal(0), *(value for _, value, _ in values)]
    top, bottom = max(shown), min(shown)
    points = []
    for year, value, report in values:
        x = _MARGIN + (year - first) * (WIDTH - 2 * _MARGIN) // max(1, last - first)
        y = HEIGHT - _MARGIN - int((value - bottom) / ((top - bottom) or 1) * (HEIGHT - 2 * _MARGIN))
        points.append(Point(x, y, year, f"{value:f}{unit}", report))
    return Curve(name, unit, tuple(points))
