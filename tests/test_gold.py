"""The replayed results against hand-made gold: a person's reading of every quantity, not the scanner's."""

import json
from pathlib import Path

import pytest

from schemas.result import ReportResult
from tests.conftest import GOLDEN

GOLD = sorted((Path(__file__).parent / "gold").glob("*.quantities.json"))


def _load(path: Path):
    gold = json.loads(path.read_text(encoding="utf-8"))["quantities"]
    stem = path.name.removesuffix(".quantities.json")
    result = ReportResult.model_validate_json((GOLDEN / f"{stem}.anchored.json").read_bytes())
    found = {}
    for indicator in result.report.indicators:
        start = result.source.text.index(indicator.value_text, indicator.span.start)
        found[start] = indicator
    return gold, found


def is_right_name(name: str, entry) -> bool:
    """Tell whether a careful reader's key words stand in a name, and no word that belongs to a neighbour."""
    plain = name.replace("“", "").replace("”", "")
    groups = entry["must"]
    return any(all(word in plain for word in group) for group in groups) and not any(
        word in plain for word in entry.get("not", [])
    )


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name[:3])
def test_nearly_every_quantity_is_an_indicator_with_value_and_unit(path):
    """At least 98 % of the quantities that a person listed, with value, unit and qualifier as the person read them."""
    gold, found = _load(path)
    right = [
        entry
        for entry in gold
        if (hit := found.get(entry["start"]))
        and (hit.value, hit.unit, set(hit.approx)) == (entry["value"], entry["unit"], set(entry["approx"]))
    ]
    needed = [entry for entry in gold if not entry.get("optional")]
    missed = [entry["quote"] for entry in needed if entry not in right]
    assert len(missed) <= 0.02 * len(needed), missed


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name[:3])
def test_no_indicator_is_invented(path):
    """Every indicator is a quantity that the person listed too."""
    gold, found = _load(path)
    assert sorted(set(found) - {entry["start"] for entry in gold}) == []


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name[:3])
def test_names_are_right(path):
    """At least 95 % of the names are what a careful reader calls right."""
    gold, found = _load(path)
    named = [(entry, found[entry["start"]].name) for entry in gold if entry["start"] in found]
    wrong = [(name, entry["names"][0]) for entry, name in named if not is_right_name(name, entry)]
    assert len(wrong) <= 0.05 * len(named), wrong
