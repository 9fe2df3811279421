"""find_numbers on the five seeds, against every mention as read by hand (`seeds.jsonl`)."""

import json
from pathlib import Path

import pytest

from extractor.numbers import find_numbers
from schemas.quantity import QUANTITY_KINDS, Kind, Mention

HERE = Path(__file__).parent
SEEDS = sorted((HERE.parents[1] / "seeds").glob("*.txt"))
COUNTED = QUANTITY_KINDS | {Kind.YEAR, Kind.DATE}


def _gold() -> dict[str, list[Mention]]:
    gold: dict[str, list[Mention]] = {}
    for line in (HERE / "seeds.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        mention = Mention(
            row["start"],
            row["end"],
            row["text"],
            row["value"],
            row["unit"],
            tuple(row["approx"]),
            Kind(row["kind"]),
            row["end"],
        )
        gold.setdefault(row["seed"], []).append(mention)
    return gold


@pytest.fixture(scope="module")
def pairs() -> tuple[list[Mention], list[Mention], list[tuple[Mention, Mention]]]:
    """Gold and found mentions of all seeds, offsets made unique by seed, and the pairs with the same span."""
    gold: list[Mention] = []
    found: list[Mention] = []
    for number, path in enumerate(SEEDS):
        shift = number * 10**6
        text = path.read_bytes().decode("utf-8")
        gold += [m._replace(start=m.start + shift, end=m.end + shift) for m in _gold()[path.name[:3]]]
        found += [m._replace(start=m.start + shift, end=m.end + shift) for m in find_numbers(text)]
    spans = {(m.start, m.end): m for m in found}
    return gold, found, [(m, spans[m.start, m.end]) for m in gold if (m.start, m.end) in spans]


def _share(part: int, whole: int) -> float:
    return 100 * part / whole


def test_the_gold_spans_are_the_text():
    """Every line of the gold quotes its seed exactly."""
    for path in SEEDS:
        text = path.read_bytes().decode("utf-8")
        assert [text[m.start : m.end] for m in _gold()[path.name[:3]]] == [m.text for m in _gold()[path.name[:3]]]


def test_quantities_and_years_are_found(pairs):
    """Recall is at least 99.5 % and precision at least 97 % over quantities, years and dates."""
    gold, found, hits = pairs
    both = [1 for want, got in hits if want.kind in COUNTED and got.kind in COUNTED]
    assert _share(len(both), sum(m.kind in COUNTED for m in gold)) >= 99.5
    assert _share(len(both), sum(m.kind in COUNTED for m in found)) >= 97


def test_names_are_left_alone(pairs):
    """At least 95 % of the names touch no quantity, year or date."""
    gold, found, _ = pairs
    counted = [m for m in found if m.kind in COUNTED]
    names = [m for m in gold if m.kind is Kind.LABEL]
    touched = [n for n in names if any(m.start < n.end and n.start < m.end for m in counted)]
    assert _share(len(names) - len(touched), len(names)) >= 95


@pytest.mark.parametrize(("field", "target"), [("value", 100), ("unit", 98), ("kind", 98), ("approx", 97)])
def test_the_fields_are_right(pairs, field, target):
    """Among the hits the value is always right; unit, kind and qualifiers meet their targets."""
    hits = [(want, got) for want, got in pairs[2] if want.kind in COUNTED and got.kind in COUNTED]
    right = sum(getattr(want, field) == getattr(got, field) for want, got in hits)
    assert _share(right, len(hits)) >= target
