"""What the READMEs show is what the program gives."""

import json
import re
from pathlib import Path

import pytest

from extractor.evaluate import Score, judge
from extractor.gold import load_gold
from extractor.review.labels import Lang
from extractor.review.results import load_result
from extractor.review.scores import score_rows
from tests.conftest import GOLDEN

ROOT = Path(__file__).resolve().parent.parent
READMES = [("README.md", "en"), ("README.zh-CN.md", "zh")]


def _block(readme: str, kind: str) -> str:
    text = (ROOT / readme).read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.M | re.S)
    return next(body for language, body in blocks if language == kind)


@pytest.mark.parametrize(("readme", "lang"), READMES)
def test_the_excerpt_of_a_result_is_real(readme, lang):
    """Each value shown stands in the golden result."""
    shown = json.loads(_block(readme, "json"))
    result = json.loads((GOLDEN / "003_ba5cb8d4a31f7aba.anchored.json").read_text(encoding="utf-8"))
    assert shown["validation"].items() <= result["validation"].items()
    assert shown["report"]["title"] == result["report"]["title"]
    for kind in ("indicators", "problems"):
        assert [item for item in shown["report"][kind] if item not in result["report"][kind]] == []


@pytest.mark.parametrize(("readme", "lang"), READMES)
def test_the_excerpt_of_a_diff_is_real(readme, lang):
    """Each finding shown stands in the golden diff of the verbatim recording."""
    shown = _block(readme, "").strip("\n").split("\n\n")
    diff = (GOLDEN / f"003_ba5cb8d4a31f7aba.verbatim.diff.{lang}.txt").read_text(encoding="utf-8").split("\n\n")
    assert [finding for finding in shown if finding not in diff] == []


def test_both_readmes_tell_of_the_same_commands_and_settings():
    """The Chinese README is kept in step."""
    english, chinese = (
        set(re.findall(r"`(extractor [a-z]+|EXTRACTOR_[A-Z_]+)", (ROOT / name).read_text(encoding="utf-8")))
        for name, _ in READMES
    )
    assert english == chinese


@pytest.mark.parametrize(("readme", "lang"), READMES)
def test_the_quality_table_is_what_eval_gives(readme, lang):
    """Each row is that of the golden results against the hand-made gold."""
    golds = load_gold(ROOT / "tests" / "gold")
    scores = (judge(load_result(path), golds) for path in GOLDEN.glob("*.anchored.json"))
    rows = score_rows(sum(filter(None, scores), Score()), Lang(lang))
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert [row for row in rows if f"| {' | '.join(row)} |" not in text] == []
