"""What a font prints alike is read alike: radicals, compatibility ideographs, thin blanks and dashes."""

from pathlib import Path

import pytest

from extractor import check, find_numbers
from extractor.code_points import _UNIFIED, unified
from extractor.source.document import understand
from extractor.source.read import read_text

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
RARE = {plain: chr(code) for code, plain in _UNIFIED.items() if plain not in " —～–／〈〉"}


def test_one_character_stands_for_one():
    """No character is lost or gained, and what is everyday stays."""
    for code, plain in _UNIFIED.items():
        assert len(plain) == 1
        assert plain not in RARE.values()
        assert unified(f"前{chr(code)}后") == f"前{plain}后"


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem[:3])
def test_a_report_of_radicals_is_understood_as_the_report_itself(seed):
    """The same numbers at the same places, the same sections and items; quotes print the file's own characters."""
    text = seed.read_text("utf-8-sig")
    rare = text.translate(str.maketrans(RARE))
    assert sum(one != other for one, other in zip(text, rare, strict=True)) > 100
    assert [m._replace(text="") for m in find_numbers(rare)] == [m._replace(text="") for m in find_numbers(text)]
    assert all(rare[m.start : m.end] == m.text for m in find_numbers(rare))
    one, other = understand(read_text(text)), understand(read_text(rare))
    assert other.outline == one.outline
    assert other.items == one.items
    evidence = other.clean.evidence(*other.items[0].spans[0])
    assert rare[evidence.start : evidence.end] == evidence.quote


def test_claims_in_everyday_characters_are_found_in_radicals():
    claim = {"name": "新增停车位", "value_text": "二十六万个", "quote": "全年新增停车位二十六万个"}
    found = check([claim], "一、⼯作情况。全年新增停⻋位⼆⼗六万个。").findings[0]
    assert found.verdict.value == "verified"
    assert found.source == "⼆⼗六万个"


@pytest.mark.parametrize(
    "text", ["共1\u2006204件", "共1\u2009204件", "共1\n204件", "共 1\n    204件", "共⼀千⼆百零四件"]
)
def test_a_number_holds_together_over_thin_blanks_and_line_ends(text):
    assert [(m.value, m.unit) for m in find_numbers(text)] == [("1204", "件")]
    assert check([{"name": "共", "value_text": "1204件"}], f"办结{text}。").findings[0].verdict.value != "altered_digit"


def test_a_figure_dash_joins_a_range():
    assert [(m.value, m.unit) for m in find_numbers("每次3‒5天，占⽐10〜20％")] == [("3..5", "天"), ("10..20", "%")]
