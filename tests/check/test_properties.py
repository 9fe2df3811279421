"""What holds for any claim: an error planted in a generated sentence is never verified, and the truth is."""

import os
import subprocess
import sys

from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor.check import check
from extractor.check.fold import fold
from extractor.source.simplify import script_of
from schemas.finding import Verdict

NAMES = [
    "受理信访案件",
    "发放宣传资料",
    "培训执法人员",
    "开展专项检查",
    "化解矛盾纠纷",
    "制定规范性文件",
    "提供法律咨询",
]
UNITS = ["件", "份", "人次", "个", "次", "万元", "万余份", "%"]
SETTINGS = settings(max_examples=150, deadline=None)

numbers = st.integers(min_value=2, max_value=999_999).map(str)
facts = st.lists(
    st.tuples(st.sampled_from(NAMES), numbers, st.sampled_from(UNITS)),
    min_size=1,
    max_size=5,
    unique_by=(lambda fact: fact[0], lambda fact: fact[1]),
)
joints = st.sampled_from(["，", ",", "；", "。", "、"])


def _text(items: list[tuple[str, str, str]], joint: str) -> str:
    return joint.join(f"{name}{number}{unit}" for name, number, unit in items) + "。"


def _verdict(name: str, value: str, quote: str | None, text: str) -> Verdict:
    return check([{"name": name, "value_text": value, "quote": quote}], text).findings[0].verdict


@SETTINGS
@given(facts, joints, st.data())
def test_truth_is_verified(items: list[tuple[str, str, str]], joint: str, data: st.DataObject) -> None:
    """A claim copied from its sentence is verified, whatever stands beside it."""
    text = _text(items, joint)
    name, number, unit = data.draw(st.sampled_from(items))
    assert _verdict(name, number + unit, text, text) is Verdict.VERIFIED
    assert _verdict(name, number + unit, f"{name}{number}{unit}", text) is Verdict.VERIFIED


@SETTINGS
@given(facts, joints, st.data())
def test_a_changed_number_is_not(items: list[tuple[str, str, str]], joint: str, data: st.DataObject) -> None:
    """Another number under the same name and quote is never verified, be it printed elsewhere or nowhere."""
    text = _text(items, joint)
    name, number, unit = data.draw(st.sampled_from(items))
    other = data.draw(st.one_of(numbers, st.sampled_from([fact[1] for fact in items])))
    if other != number:
        for quote in (text, f"{name}{number}{unit}", None):
            assert _verdict(name, other + unit, quote, text) is not Verdict.VERIFIED


@SETTINGS
@given(facts, joints, st.data())
def test_a_neighbours_number_is_not(items: list[tuple[str, str, str]], joint: str, data: st.DataObject) -> None:
    """The number and unit of a neighbour are never verified under another's name."""
    text = _text(items, joint)
    name, _, _ = data.draw(st.sampled_from(items))
    other, number, unit = data.draw(st.sampled_from(items))
    if other != name:
        for quote in (text, None):
            assert _verdict(name, number + unit, quote, text) is not Verdict.VERIFIED


@SETTINGS
@given(facts, joints, st.sampled_from(["，", "和", ""]), st.data())
def test_a_name_of_two_neighbours_is_neithers(
    items: list[tuple[str, str, str]], joint: str, glue: str, data: st.DataObject
) -> None:
    """A name glued from the words of two neighbours of one unit is verified for neither of them."""
    text = _text([(name, number, "件") for name, number, _ in items], joint)
    if len(items) > 1:
        at = data.draw(st.integers(min_value=0, max_value=len(items) - 2))
        (one, first, _), (other, second, _) = items[at : at + 2]
        for name in (one + glue + other, f"{one}件{other}件", f"{other}{one}"):
            for number in (first, second):
                assert _verdict(name, f"{number}件", text, text) is not Verdict.VERIFIED, name


@SETTINGS
@given(facts, joints, st.sampled_from(["人", "%", "个百分点", "元", "万件", "户"]), st.data())
def test_another_unit_is_not(items: list[tuple[str, str, str]], joint: str, unit: str, data: st.DataObject) -> None:
    """A number with another unit is never verified, whether the unit stands in the text of the value or beside it."""
    text = _text(items, joint)
    name, number, own = data.draw(st.sampled_from(items))
    if own != unit:
        for quote in (text, None):
            assert _verdict(name, number + unit, quote, text) is not Verdict.VERIFIED
            apart = {"name": name, "value": int(number), "unit": unit, "quote": quote}
            assert check([apart], text).findings[0].verdict is not Verdict.VERIFIED


@SETTINGS
@given(facts, st.data())
def test_another_scale_or_qualifier_is_not(items: list[tuple[str, str, str]], data: st.DataObject) -> None:
    """A scale or qualifier that the source does not print is never verified."""
    text = _text(items, "，")
    name, number, unit = data.draw(st.sampled_from(items))
    wrong = data.draw(
        st.sampled_from(
            [f"{number}亿{unit}", f"约{number}{unit}", f"{number}.5{unit}", f"{number}0{unit}", f"不足{number}{unit}"]
        )
    )
    for quote in (text, None):
        assert _verdict(name, wrong, quote, text) is not Verdict.VERIFIED


@SETTINGS
@given(st.text(alphabet="法治建設(shè)12３４，,。“” \n\u3000\u200b（）件萬", max_size=60))
@example("h1。1")
def test_fold_maps_back(text: str) -> None:
    """Every folded character comes from one original character, in order."""
    folded = fold(text)
    assert len(folded.text) == len(folded.origins)
    assert folded.origins == sorted(set(folded.origins))
    for at, character in enumerate(folded.text):
        assert fold(text[folded.origins[at]]).text in {character, ""}
    assert script_of(folded.text) == "Hans"


_SEEDED = """
from extractor.check import check
text = "省、市两级民主法治示范村分别达17个、49个，连同国家级的2个，占行政村总数的36.4%，超“八五”普法规划目标6.4个百分点。"
names = ("省级示范村", "市级示范村", "国家级示范村", "三级示范村占比")
claims = [{"name": name, "value_text": value, "quote": text} for name in names for value in ("17个", "49个", "2个")]
print([(finding.verdict.value, finding.why) for finding in check(claims, text).findings])
"""


def test_the_same_claims_get_the_same_findings_in_every_run() -> None:
    """The order of sets changes from run to run, and what is added up with it in the last digit."""
    runs = (
        subprocess.run(
            [sys.executable, "-c", _SEEDED],
            env=os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        )
        for seed in range(6)
    )
    assert len({run.stdout for run in runs}) == 1
