"""Compare: rows of indicators go in, the indicators of one issuer side by side over the years come out. Pure.

Two indicators are the same if issuer, role and unit are, and the names say the same in the same words: script, width,
quotation marks, the order of the words and words that tell nothing apart (全年, 共, 开展, 数量) do not count. Names
that are only alike (受理案件, 办结案件) stay apart and stand below each other. Values are compared as exact numbers in
the unit without its scale: 165万元 is 1650000元.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractor.check.fold import fold_words
from extractor.check.said import norm_unit, norm_value
from extractor.tables import Row
from schemas.finding import Verdict
from schemas.report import Role

_OPENING = re.compile(
    "^(?:全年|今年|本年度|年度|本年|当年|年内|累计|共计|总计|合计|一共|共|已|组织开展|组织|开展|举办|进行)+"
)
_MEASURE = re.compile(r"(?:总|的)*(?:数量|次数|人数|件数|户数|个数|总数|人次|数|量)$")


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of an indicator in one report: `place` is the result file and a JSON Pointer into it."""

    value: str
    approx: str
    verified: bool
    place: str


@dataclass(slots=True)
class Line:
    """One indicator of one issuer: all its readings by year; a target stands in the year that it is set for.

    `names` are its spellings as they were met; `unit` is the first of its spellings.
    """

    issuer: str
    role: str
    unit: str
    names: list[str] = field(default_factory=list)
    readings: dict[int, list[Reading]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return the shortest of the spellings."""
        return min(self.names, key=len)

    @property
    def conflicts(self) -> tuple[int, ...]:
        """Return the years for which reports, or one report, name more than one value."""
        return tuple(year for year in sorted(self.readings) if len(self.values(year)) > 1)

    @property
    def unverified(self) -> tuple[int, ...]:
        """Return the years with a reading that the check did not verify."""
        return tuple(
            year for year in sorted(self.readings) if not all(reading.verified for reading in self.readings[year])
        )

    def values(self, year: int) -> tuple[str, ...]:
        """Return the different values of a year, in the order they were met."""
        return tuple(dict.fromkeys(reading.value for reading in self.readings.get(year, ())))

    def approx(self, year: int) -> str:
        """Return the qualifiers of a year (余, 约 ...), each once."""
        return " ".join(dict.fromkeys(reading.approx for reading in self.readings.get(year, ()) if reading.approx))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Lines by issuer, those alike below each other; `left_out` are result files without an issuer, region or year."""

    lines: tuple[Line, ...]
    left_out: tuple[str, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """Return all years there are readings for."""
        return tuple(sorted({year for line in self.lines for year in line.readings}))

    def shared(self) -> "Comparison":
        """Keep the lines that stand in two years at least."""
        return Comparison(tuple(line for line in self.lines if len(line.readings) > 1), self.left_out)


def compare(rows: Iterable[Row]) -> Comparison:
    """Bring rows of indicators (see `tables.rows_of`) together; of each only what is compared stays in memory."""
    lines: dict[tuple[str, ...], Line] = {}
    left_out: dict[str, None] = {}
    for row in rows:
        issuer, year, value = issuer_of(row), _year(row), norm_value(_text(row, "value"))
        if not issuer or year is None:
            left_out[_text(row, "file")] = None
        elif value is not None:
            name, unit, role = (_text(row, column) for column in ("name", "unit", "role"))
            key = (fold_words(issuer), role, norm_unit(unit), essence(name))
            line = lines.setdefault(key, Line(issuer, role, unit))
            line.names += [name] if name not in line.names else []
            place = _text(row, "file") + _text(row, "path")
            reading = Reading(value, _text(row, "approx"), row["verdict"] == Verdict.VERIFIED, place)
            line.readings.setdefault(year, []).append(reading)
    groups: dict[str, list[Line]] = {}
    for (folded, *_), line in lines.items():
        groups.setdefault(folded, []).append(line)
    ordered = (line for key in sorted(groups) for line in _side_by_side(groups[key]))
    return Comparison(tuple(ordered), tuple(left_out))


def issuer_of(row: Row) -> str:
    """Name who reports: the issuer, with the region where the issuer's name lacks it; the region alone if need be.

    >>> issuer_of({"issuer": "司法局", "region": "某市"}), issuer_of({"issuer": "某市司法局", "region": "某市"})
    ('某市司法局', '某市司法局')
    """
    issuer, region = _text(row, "issuer"), _text(row, "region")
    return issuer if fold_words(region) in fold_words(issuer) else region + issuer


def essence(name: str) -> str:
    """Reduce a name to the characters that tell it apart, in a fixed order.

    >>> essence("全年共办理“行政复议”案件数量") == essence("行政復議案件辦理")
    True
    >>> essence("受理案件") == essence("办结案件")
    False
    """
    folded = fold_words(name)
    core = _MEASURE.sub("", _OPENING.sub("", folded))
    return "".join(sorted(core if len(core) > 1 else folded))


def _year(row: Row) -> int | None:
    year = row["target_year"] if row["role"] == Role.TARGET and row["target_year"] else row["year"]
    return year if isinstance(year, int) else None


def _text(row: Row, column: str) -> str:
    return str(row[column] or "")


def _side_by_side(lines: Sequence[Line]) -> Iterator[Line]:
    """Order lines as they were met, each with those alike right behind it."""
    pairs = [_pairs(line.name) for line in lines]
    left = dict.fromkeys(range(len(lines)))
    while left:
        first = next(iter(left))
        alike = [other for other in left if other == first or _are_alike(pairs[first], pairs[other])]
        for index in alike:
            del left[index]
            yield lines[index]


def _pairs(name: str) -> frozenset[str]:
    folded = fold_words(name)
    return frozenset(folded[i : i + 2] for i in range(len(folded) - 1))


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two names share half of their pairs of characters."""
    return 4 * len(one & other) >= len(one) + len(other)
