"""The sheet: one report under review, as every face shows it.

In: a result and the events about it. Out: what the report says of itself, every finding as a row, riskiest first, with
its place, candidates, aligned digits and decision, and the original cut into pieces to draw. Nothing here knows of
HTML, terminals or disks.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.review.entries import Entry, entries_of, result_hash
from extractor.review.fold import Fold, State, fold
from extractor.review.lineup import line_up
from extractor.review.marks import Line, Place, draw
from extractor.review.nearest import Nearest
from extractor.review.risk import by_risk, tone
from extractor.review.terminal import visible
from schemas.decision import Event
from schemas.finding import Arithmetic, Verdict
from schemas.result import ReportResult


@dataclass(frozen=True, slots=True)
class Row:
    """One entry on the sheet. `index` is its number in the result and names it on a page.

    `searched` tells that the candidates are not the check's own but the nearest numbers found for the reviewer.
    """

    index: int
    entry: Entry
    state: State
    tone: str
    digits: tuple[str, str] | None
    searched: bool

    @property
    def waits(self) -> bool:
        """Tell whether a person must still decide."""
        return self.entry.needs and self.state.status is None


@dataclass(frozen=True, slots=True)
class Basis:
    """What a sheet needs of a result, decisions aside: made once, used for every sheet of it."""

    result: ReportResult
    hash: str
    entries: tuple[Entry, ...]
    searched: frozenset[str]
    digits: Mapping[str, tuple[str, str]]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report under review: its rows riskiest first, and what still waits."""

    basis: Basis
    rows: tuple[Row, ...]
    fold: Fold

    @property
    def title(self) -> str:
        """The report's title, or its file name."""
        field = self.basis.result.report.title
        return visible(" ".join((field.value if field else self.basis.result.source.name).split()))

    @property
    def year(self) -> int | None:
        """The year that the report is about."""
        field = self.basis.result.report.year
        return field.value if field else None

    @property
    def verdicts(self) -> dict[Verdict, int]:
        """How many rows each verdict has."""
        counts = Counter(row.entry.verdict for row in self.rows)
        return {verdict: counts[verdict] for verdict in Verdict if counts[verdict]}

    @property
    def needed(self) -> int:
        """How many findings need a person."""
        return sum(row.entry.needs for row in self.rows)

    @property
    def waiting(self) -> int:
        """How many findings nobody has decided yet."""
        return sum(row.waits for row in self.rows)

    @property
    def failing_sums(self) -> tuple[Arithmetic, ...]:
        """The source's own sums that do not hold."""
        return tuple(total for total in self.basis.result.validation.arithmetic if not total.holds)


def prepare(result: ReportResult) -> Basis:
    """Read the entries of a result, find candidates for those without a place, and cut the original into pieces."""
    entries = entries_of(result)
    lost = [entry for entry in entries if entry.span is None and not entry.candidates]
    nearest = Nearest(result.source.text) if lost else None
    found = {entry.claim: nearest.find(entry) for entry in lost} if nearest else {}
    entries = tuple(replace(entry, candidates=found.get(entry.claim, entry.candidates)) for entry in entries)
    places = [
        Place(entry.span.start, entry.span.end, index, tone(entry))
        for index, entry in enumerate(entries)
        if entry.span is not None
    ]
    aligned = {entry.claim: line_up(entry.said, _other(entry)) for entry in entries if entry.needs and entry.said}
    return Basis(
        result=result,
        hash=result_hash(result),
        entries=entries,
        searched=frozenset(claim for claim in found if found[claim]),
        digits={claim: digits for claim, digits in aligned.items() if digits},
        lines=draw(result.source.text, places),
    )


def lay_out(basis: Basis, events: Iterable[Event]) -> Sheet:
    """Put the decisions beside the findings, riskiest first."""
    folded = fold(basis.entries, events)
    numbered: Sequence[tuple[int, Entry]] = sorted(enumerate(basis.entries), key=lambda pair: by_risk(pair[1]))
    rows = (
        Row(
            index=index,
            entry=entry,
            state=folded.states[entry.claim],
            tone=tone(entry),
            digits=basis.digits.get(entry.claim),
            searched=entry.claim in basis.searched,
        )
        for index, entry in numbered
    )
    return Sheet(basis, tuple(rows), folded)


def _other(entry: Entry) -> str:
    """Return the number to hold beside the one that was said: the source's, or the nearest candidate's."""
    return entry.source or (visible(entry.candidates[0].text) if entry.candidates else "")
