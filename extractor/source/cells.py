"""A text and its tables in, all number mentions out; those in table cells with the unit that the table gives them.

Each cell is scanned by itself, so that no number runs from one into the next. A unit beside the number counts first,
then the one of its row (a column headed 单位) or its headings, then that of the whole table.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.code_points import unified
from extractor.numbers import find_numbers
from extractor.numbers.parse import to_plain
from extractor.source.clean import CleanText, clean
from extractor.source.lone_marks import find_lone_marks
from extractor.source.tables import Headings, Place, plain_heading, read_headings, unit_in_heading
from schemas.quantity import Kind, Mention
from schemas.report import UnitSource
from schemas.result import Damage, DamageKind
from schemas.span import Span
from schemas.table import Cell, Table

_SHARE = re.compile(r"率|比重|占比|比例|增幅|增速|增长|降幅|同比|环比|百分比|[%％‰]")
_COUNT = re.compile(r"([人户家件个項项次份宗起])[数數]")
_ORDINALS = re.compile(r"序\s?号|序\s?號|编号|編號|行次|项次|栏次")
_LABELS = re.compile(r"代码|邮编|电话|手机|文号|证号|号码")
_YEARS = re.compile(r"年\s?[份度]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_RATIOS = frozenset({Kind.PERCENT, Kind.PERMILLE, Kind.PERCENTAGE_POINT})
_SAYS_NOTHING = re.compile(r"数值|數值|数据|数额|值")
_SEVERAL = re.compile(r"[、，,/／;；和及]")


@dataclass(frozen=True, slots=True)
class CellNumber:
    """A quantity in a cell: its mention, the headings that name it, and where its unit is printed, if not beside it."""

    mention: Mention
    cell: Span
    name: str
    headings: tuple[Span, ...]
    unit: Span | None
    unit_from: UnitSource


@dataclass(frozen=True, slots=True)
class Numbers:
    """All mentions of a text in order, and by their start those that are the one datum of a cell.

    `cuts` are what parts words of the text, the breaks of wrapped lines and pages, and mentions reach over.
    """

    mentions: list[Mention]
    cells: dict[int, CellNumber]
    cuts: Sequence[tuple[int, int]] = ()


def find_cuts(cleaned: CleanText) -> list[tuple[int, int]]:
    """Return what parts words of an original text, in order: the breaks of wrapped lines and pages, and blanks.

    Characters that no page shows part numbers as a mark would.
    """
    return [
        (gap.start, gap.end)
        for gap in cleaned.damage
        if gap.kind is DamageKind.HARD_WRAP
        or (gap.kind is DamageKind.INVISIBLE and not unified(cleaned.original[gap.start : gap.end]).strip(" "))
    ]


def read_numbers(text: str, tables: Sequence[Table] = (), cuts: Sequence[tuple[int, int]] | None = None) -> Numbers:
    """Find the numbers of a text and its tables; offsets are into `text`.

    A number reaches over `cuts`, what parts words of the text (see `find_cuts`), if that is known already.
    """
    cuts = find_cuts(clean(text)) if cuts is None else cuts
    if not tables:
        return Numbers(_with_pages(text, _without_marks(text, find_numbers(text, cuts)), cuts), {}, cuts)
    mentions: list[Mention] = []
    cells: dict[int, CellNumber] = {}
    at = 0
    for table in tables:
        mentions += _scan(text, at, table.start, cuts)
        headings = read_headings(text, table)
        data = {place.cell.start: place for place in headings.data()}
        for cell in sorted(table.cells, key=lambda cell: cell.start):
            found = _scan(text, cell.start, cell.end)
            if len(found) == 1 and cell.start in data:
                number = _read_cell(headings, data[cell.start], found[0])
                found = [number.mention]
                if number.mention.is_quantity:
                    cells[number.mention.start] = number
            else:
                found = [_bare_year(mention, text, cell) for mention in found]
            mentions += found
        at = table.end
    mentions = _without_marks(text, mentions + _scan(text, at, len(text), cuts))
    return Numbers(_with_pages(text, mentions, cuts), cells, cuts)


def unresolved_units(text: str, tables: Sequence[Table]) -> Iterator[Damage]:
    """Say of each table how many of its numbers have a unit that nobody can be sure of."""
    starts = [table.start for table in tables]
    open_: dict[int, list[CellNumber]] = {}
    for number in read_numbers(text, tables, cuts=()).cells.values():  # cells hold no wrapped lines
        if number.unit_from is UnitSource.UNRESOLVED:
            open_.setdefault(bisect_right(starts, number.mention.start) - 1, []).append(number)
    for rank, numbers in open_.items():
        where = tables[rank].unit or numbers[0].unit or tables[rank]
        note = f"the unit of {len(numbers)} number(s) in this table is not certain"
        yield Damage(start=where.start, end=where.end, kind=DamageKind.UNRESOLVED_UNIT, note=note)


def _without_marks(text: str, mentions: list[Mention]) -> list[Mention]:
    """Say of marks that are lines of their own that they count nothing."""
    marks = frozenset(find_lone_marks(text))
    return [_alone(mention, Kind.ENUMERATOR) if mention.start in marks else mention for mention in mentions]


def _alone(mention: Mention, kind: Kind) -> Mention:
    """Take a number for one that counts nothing: no word beside it belongs to it."""
    return mention._replace(unit="", approx=(), kind=kind, quantity_end=mention.end)


def _with_pages(text: str, mentions: list[Mention], cuts: Iterable[tuple[int, int]]) -> list[Mention]:
    """Add the numbers of pages that stand within sentences: they are labels."""
    pages = [
        _alone(mention, Kind.LABEL)._replace(value=None) for start, end in cuts for mention in _scan(text, start, end)
    ]
    if not pages:
        return mentions
    reached = {at for mention in mentions if "\n" in mention.text for at in range(mention.start, mention.end)}
    return sorted(
        [*mentions, *(page for page in pages if page.start not in reached)], key=lambda mention: mention.start
    )


def _scan(text: str, start: int, end: int, cuts: Sequence[tuple[int, int]] = ()) -> list[Mention]:
    """Find the numbers of a part of a text, as if nothing stood around it; cuts are of the whole text."""
    if not any(char.isalnum() for char in text[start:end]):
        return []
    near = cuts[bisect_left(cuts, (start,)) : bisect_left(cuts, (end,))]
    inside = [(cut[0] - start, cut[1] - start) for cut in near if cut[1] <= end]
    return [
        mention._replace(
            start=mention.start + start, end=mention.end + start, quantity_end=mention.quantity_end + start
        )
        for mention in find_numbers(text[start:end], inside)
    ]


def _bare_year(mention: Mention, text: str, cell: Cell) -> Mention:
    """A year alone in a heading is a year."""
    alone = text[cell.start : cell.end].strip() == mention.text
    return mention._replace(kind=Kind.YEAR) if alone and _YEAR.fullmatch(mention.text) else mention


def _read_cell(headings: Headings, place: Place, mention: Mention) -> CellNumber:
    column = [headings.words(cell) for cell in place.column]
    mention = _told_by_heading(mention, column[-1] if column else "")
    unit, source = None, UnitSource.NUMBER
    if mention.is_quantity and not mention.unit and mention.kind is not Kind.FRACTION:
        mention, unit, source = _with_unit(headings, place, mention)
    heads = (*place.row, *place.column)
    words = [plain_heading(headings.words(cell)) for cell in heads]
    said = [word for word in words if word and not (place.row and _SAYS_NOTHING.fullmatch(word))]
    spans = tuple(Span(start=cell.start, end=cell.end) for cell in heads)
    cell = Span(start=place.cell.start, end=place.cell.end)
    return CellNumber(mention, cell, "·".join(dict.fromkeys(said or words)), spans, unit, source)


def _told_by_heading(mention: Mention, heading: str) -> Mention:
    """A heading may say that its numbers count nothing: 序号, 年份, 电话."""
    kinds = ((_ORDINALS, Kind.ENUMERATOR), (_LABELS, Kind.LABEL), (_YEARS, Kind.YEAR))
    kind = next((kind for pattern, kind in kinds if pattern.search(heading)), None)
    if kind is None or (kind is Kind.YEAR and not _YEAR.fullmatch(mention.text)):
        return mention
    return mention._replace(kind=kind, unit="", value=mention.value if kind is Kind.YEAR else None)


def _with_unit(headings: Headings, place: Place, mention: Mention) -> tuple[Mention, Span | None, UnitSource]:
    """Give a bare number the unit that its table prints for it; if two differ, a share's counts."""
    text = headings.text
    column = next(
        (found for cell in reversed(place.column) if (found := _unit(text, unit_in_heading(text, cell)))), None
    )
    beside = headings.unit_column(place)
    row = _unit(text, Span(start=beside.start, end=beside.end)) if beside else None
    row = row or next(
        (found for cell in reversed(place.row) if (found := _unit(text, unit_in_heading(text, cell)))), None
    )
    own = [found for found in (column, row) if found]
    shares = [found for found in own if found.kind in _RATIOS]
    if len({(found.scale, found.unit) for found in own}) == 2 and len(shares) != 1:
        return mention, own[0].span, UnitSource.UNRESOLVED
    if own:
        return _apply(mention, (shares or own)[0])
    stated = headings.table.unit
    if stated is None:
        return mention, None, UnitSource.NUMBER
    words = "\n".join(headings.words(cell) for cell in (*place.row, *place.column))
    common = _unit(text, stated) or _of_two(text, stated, words)
    if common is None or _speaks_of_another(words, common):
        return mention, stated, UnitSource.UNRESOLVED
    return _apply(mention, common)


@dataclass(frozen=True, slots=True)
class _Unit:
    unit: str
    scale: Decimal
    kind: Kind
    span: Span


def _unit(text: str, span: Span | None) -> _Unit | None:
    """Read a unit as the scanner reads it behind a number: 万元 is 元, ten thousand of them."""
    if span is None:
        return None
    words = text[span.start : span.end].strip().removeprefix("人民币")
    found = find_numbers(f"1{words}") if words and not _SEVERAL.search(words) else []
    if len(found) != 1 or found[0].quantity_end != len(words) + 1 or not found[0].is_quantity or not found[0].unit:
        return None
    mention = found[0]
    return _Unit(mention.unit, Decimal(mention.value or "1"), mention.kind, span)


def _of_two(text: str, stated: Span, words: str) -> _Unit | None:
    """Choose between two units of a table, one of them a share's (单位：亿元、%), by what the headings speak of."""
    printed = text[stated.start : stated.end]
    cut = _SEVERAL.search(printed)
    if cut is None or _SEVERAL.search(printed, cut.end()):
        return None
    spans = (
        Span(start=stated.start, end=stated.start + cut.start()),
        Span(start=stated.start + cut.end(), end=stated.end),
    )
    units = [unit for span in spans if (unit := _unit(text, span))]
    shares = [unit for unit in units if unit.kind in _RATIOS]
    if len(units) != len(spans) or len(shares) != 1:
        return None
    return next(unit for unit in units if (unit in shares) == (_SHARE.search(words) is not None))


def _speaks_of_another(words: str, unit: _Unit) -> bool:
    """Tell whether headings speak of a share or a count where the table's unit measures something else (单位：万元)."""
    if unit.kind not in _RATIOS and _SHARE.search(words):
        return True
    counted = _COUNT.search(words)
    return counted is not None and counted[1] not in unit.unit


def _apply(mention: Mention, unit: _Unit) -> tuple[Mention, Span | None, UnitSource]:
    value = mention.value
    if value is not None:
        value = "..".join(to_plain(Decimal(part) * unit.scale) for part in value.split(".."))
    kind = mention.kind if mention.kind is Kind.RANGE else unit.kind
    return mention._replace(value=value, unit=unit.unit, kind=kind), unit.span, UnitSource.TABLE
