"""Evaluate: a report as extracted and as a careful reader sees it go in, a score comes out. Pure.

Items match one to one, by 50 % of the shorter span; what lies mostly inside a non-item is wrong. A quantity is found
by its value where its numeral stands. `docs/evaluation.md` says it for people.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any, NamedTuple

from extractor.errors import ClaimsError
from extractor.gold import HEAD_FIELDS, KINDS, Gold, GoldItem, GoldQuantity, displaced, find_gold
from extractor.source.dates import find_date
from extractor.source.offsets import CleanSpan
from extractor.source.simplify import simplified
from schemas.report import Indicator, Item, Report
from schemas.result import ReportResult
from schemas.span import Span

NEITHER = "neither"
LIKE = Decimal("0.5")
"""From this likeness on a name counts as right, where the reader gave no words that decide."""
_SENTENCE_END = re.compile("[。！？\n\r]+")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were wanted and found, and how many were given and right."""

    wanted: int = 0
    found: int = 0
    given: int = 0
    right: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.wanted + other.wanted, self.found + other.found, self.given + other.given, self.right + other.right
        )

    @property
    def recall(self) -> Decimal | None:
        """Return found / wanted, None if nothing was wanted."""
        return _ratio(self.found, self.wanted)

    @property
    def precision(self) -> Decimal | None:
        """Return right / given, None if nothing was given."""
        return _ratio(self.right, self.given)

    @property
    def f1(self) -> Decimal | None:
        """Return the harmonic mean; 0 if nothing is right, None if nothing was wanted or given."""
        recall, precision = self.recall or Decimal(0), self.precision or Decimal(0)
        if not self.wanted and not self.given:
            return None
        return _ratio(2 * recall * precision, recall + precision) or Decimal(0)


@dataclass(frozen=True, slots=True)
class Score:
    """Tallies by name (`items.plans`, `sentences.neither`, `units`, `head.year`), and how alike the names are."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    likenesses: tuple[Decimal, ...] = ()

    def __add__(self, other: "Score") -> "Score":
        names = dict.fromkeys((*self.tallies, *other.tallies))
        tallies = {name: self.tallies.get(name, Tally()) + other.tallies.get(name, Tally()) for name in names}
        return Score(tallies, self.likenesses + other.likenesses)

    @property
    def likeness(self) -> Decimal | None:
        """Return the mean likeness of the names of quantities that were found."""
        return _ratio(sum(self.likenesses, Decimal(0)), len(self.likenesses))

    def to_json(self) -> dict[str, Any]:
        """Return every tally with its counts and rates, four decimals, as JSON holds them."""
        return {name: _plain(tally) for name, tally in self.tallies.items()} | {"likeness": _rounded(self.likeness)}


def judge(result: ReportResult, golds: Iterable[Gold]) -> Score | None:
    """Judge a result against its own gold among `golds`; None if there is none.

    Raises ClaimsError if that gold was made on another text.
    """
    source = result.source
    gold = find_gold(golds, source.sha256, source.name)
    if gold is None:
        return None
    moved = displaced(gold, source.text)
    if moved:
        raise ClaimsError(
            f"the gold of {gold.file!r} was made on another text: {len(moved)} quotes do not stand at their offsets",
            f"{gold.file!r} 的标注与结果中的原文不一致：有 {len(moved)} 处引文对不上位置",
        )
    return evaluate(source.text, result.report, gold)


def evaluate(text: str, report: Report, gold: Gold) -> Score:
    """Judge one report against its gold; `text` is the decoded original that all offsets point into."""
    tallies: dict[str, Tally] = {}
    if gold.achievements is not None:
        for kind in KINDS:
            tallies[f"items.{kind}"] = _items(getattr(report, kind), getattr(gold, kind) or (), gold.non_items)
        tallies |= {f"sentences.{kind}": tally for kind, tally in _sentences(text, report, gold).items()}
    quantities = _quantities(report.indicators, gold) if gold.quantities is not None else Score()
    tallies |= quantities.tallies
    tallies["spans"] = _spans(text, report)
    tallies |= {f"head.{name}": _field(report, name, gold) for name in HEAD_FIELDS if name in gold.head}
    return Score(tallies, quantities.likenesses)


def likeness(name: str, other: str) -> Decimal:
    """Compare two names by the characters they share, whatever their order: 1 for the same ones, 0 for none.

    >>> likeness("查处假冒案件", "查处制售假冒伪劣案件")
    Decimal('0.75')
    """
    mine, theirs = (Counter(_WORD.findall(words)) for words in (name, other))
    return _ratio(2 * (mine & theirs).total(), mine.total() + theirs.total()) or Decimal(0)


def is_right_name(name: str, entry: GoldQuantity) -> bool:
    """Tell whether a name is what the reader calls right: by the words that must stand in it, else by likeness."""
    if not entry.must:
        return any(likeness(name, other) >= LIKE for other in entry.names)
    plain = re.sub('[“”"]', "", name)
    return any(all(word in plain for word in group) for group in entry.must) and not any(
        word in plain for word in entry.forbidden
    )


class _Range(NamedTuple):
    start: int
    end: int


def _items(items: Sequence[Item], gold: Sequence[GoldItem], non_items: Sequence[GoldItem]) -> Tally:
    spans = [_span(item) for item in items]
    free = {i for i, span in enumerate(spans) if not _mostly_inside(span, non_items)}
    pairs = [
        (entry.optional, -overlap, g, i)
        for g, entry in enumerate(gold)
        for i in free
        if (overlap := _overlap(entry, spans[i])) and _hits(entry, spans[i])
    ]
    taken: dict[int, int] = {}
    for _, _, g, i in sorted(pairs):
        if g not in taken and i not in taken.values():
            taken[g] = i
    wanted = [g for g, entry in enumerate(gold) if not entry.optional]
    return Tally(len(wanted), sum(g in taken for g in wanted), len(items), len(taken))


def _span(item: Item) -> _Range:
    quotes = item.evidence
    return _Range(min(quote.start for quote in quotes), max(quote.end for quote in quotes)) if quotes else _Range(0, 0)


def _overlap(one: Span | GoldItem | GoldQuantity | _Range, other: Span | GoldItem | _Range) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _hits(one: GoldItem | _Range, other: _Range) -> bool:
    return 0 < min(one.end - one.start, other.end - other.start) <= 2 * _overlap(one, other)


def _mostly_inside(span: _Range, non_items: Iterable[GoldItem]) -> bool:
    return 2 * sum(_overlap(item, span) for item in non_items) > span.end - span.start


def _sentences(text: str, report: Report, gold: Gold) -> dict[str, Tally]:
    """Count by sentences: what the reader calls each of them, and what the report makes of it."""
    tallies = dict.fromkeys((*KINDS, NEITHER), Tally())
    given = {kind: [_span(item) for item in getattr(report, kind)] for kind in KINDS}
    for sentence in _cut(text):
        said = {kind for kind in KINDS if any(_hits(span, sentence) for span in given[kind])}
        meant, allowed = set(), set()
        for kind in KINDS:
            hits = [entry for entry in getattr(gold, kind) or () if _hits(entry, sentence)]
            allowed |= {kind} if hits else set()
            meant |= {kind} if any(not entry.optional for entry in hits) else set()
        for kind in KINDS:
            right = kind in said and kind in allowed
            tallies[kind] += Tally(kind in meant, right and kind in meant, kind in said, right)
        if allowed == meant:
            tallies[NEITHER] += Tally(not meant, not meant and not said, not said, not meant and not said)
    return tallies


def _cut(text: str) -> Iterator[_Range]:
    """Cut at 。！？ and line breaks; a piece without a word is none."""
    cuts = [0, *(hit.end() for hit in _SENTENCE_END.finditer(text)), len(text)]
    for start, end in pairwise(cuts):
        words = text[start:end]
        if _WORD.search(words):
            yield _Range(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _quantities(indicators: Sequence[Indicator], gold: Gold) -> Score:
    """Count quantities found by value and place; of these the right units and names; of those in place, the values.

    Where gold lists those of achievements, one found elsewhere counts only if gold lists it.
    """
    within = [_Range(entry.start, entry.end) for entry in gold.achievements or ()]
    free, placed, hits = [i for i in indicators if i.span], 0, []
    for entry in gold.quantities or ():
        near = [i for i in free if i.span and _overlap(entry, i.span)]
        placed += bool(near)
        hit = next((i for i in near if _is_value(i, entry)), None)
        if hit:
            free.remove(hit)
            hits.append((entry, hit))
    required = [not entry.optional for entry in gold.quantities or ()]
    right = len(hits)
    spans = [i.span for i in free if i.span]
    given = right + sum(gold.complete or any(_overlap(w, span) for w in within) for span in spans)
    tallies = {
        "quantities": Tally(sum(required), sum(not entry.optional for entry, _ in hits), given, right),
        "values": _share(right, placed),
        "units": _share(sum(_unit(hit.unit) == _unit(entry.unit) for entry, hit in hits), right),
        "names": _share(sum(is_right_name(hit.name, entry) for entry, hit in hits), right),
    }
    likenesses = (max((likeness(hit.name, name) for name in entry.names), default=Decimal(0)) for entry, hit in hits)
    return Score(tallies, tuple(likenesses))


def _share(right: int, of: int) -> Tally:
    return Tally(of, right, of, right)


def _is_value(indicator: Indicator, entry: GoldQuantity) -> bool:
    """Compare as decimals (`4.50` is `4.5`), a range (`3..5`) as it is written."""
    try:
        return indicator.value is not None and Decimal(indicator.value) == entry.value
    except InvalidOperation:
        return indicator.value == str(entry.value)


def _unit(unit: str) -> str:
    return re.sub(r"[\s余多]", "", unit).replace("％", "%")


def _spans(text: str, report: Report) -> Tally:
    """Count the quotes and numbers that stand in the text exactly where the report says."""
    items = (item for kind in KINDS for item in getattr(report, kind))
    quotes = [e for holder in (*items, *report.indicators) for e in holder.evidence]
    exact = sum(text[e.start : e.end] == e.quote for e in quotes)
    numbers = [i for i in report.indicators if i.span]
    exact += sum(bool(i.span and i.value_text and text.startswith(i.value_text, i.span.start)) for i in numbers)
    return _share(exact, len(quotes) + len(numbers))


def _field(report: Report, name: str, gold: Gold) -> Tally:
    """Count a field of the head: right, if it is what the reader found; given, if it quotes the text."""
    wanted, got = gold.head[name], getattr(report, name)
    right = got is not None and wanted is not None and _same(got.value, wanted)
    given = got is not None and (right or got.evidence is not None)
    return Tally(wanted is not None, right, given, right)


def _same(value: str | int, wanted: str | int) -> bool:
    """Compare without blanks, in either script (內蒙古自治區 is 内蒙古自治区); dates as printed or in ISO form."""
    one, other = (simplified(re.sub(r"\s+", "", str(words))) for words in (value, wanted))
    return one == other or one == _iso(other)


def _iso(words: str) -> str | None:
    """Return the ISO form of a printed date."""
    date = find_date(words, CleanSpan(0, len(words)))
    return date[1] if date else None


def _ratio(part: int | Decimal, whole: int | Decimal) -> Decimal | None:
    return Decimal(part) / Decimal(whole) if whole else None


def _plain(tally: Tally) -> dict[str, Any]:
    rates = {"recall": tally.recall, "precision": tally.precision, "f1": tally.f1}
    return asdict(tally) | {name: _rounded(rate) for name, rate in rates.items()}


def _rounded(rate: Decimal | None) -> float | None:
    return None if rate is None else round(float(rate), 4)
