"""Every quantity of a source is claimed or omitted, sums are added up, and a re-check gives the same findings."""

from pathlib import Path

import pytest

from extractor.check import check
from extractor.numbers import find_numbers
from schemas.finding import OmitReason

from .planted import facts_of, truth

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


@pytest.mark.parametrize("seed", SEEDS, ids=[seed.stem[:3] for seed in SEEDS])
def test_every_quantity_is_accounted_for(seed: Path) -> None:
    """Each quantity stands at the span of a finding or is listed as omitted, never both."""
    text = seed.read_text(encoding="utf-8")
    claims = [truth(text, fact).claim() for fact in facts_of(text)[::2]]
    result = check(claims, text)
    claimed = {(f.span.start, f.span.end) for f in result.findings if f.span}
    omitted = {(quantity.start, quantity.end) for quantity in result.omitted}
    quantities = {(m.start, m.quantity_end) for m in find_numbers(text) if m.is_quantity}
    assert quantities <= claimed | omitted
    assert claimed & omitted == set()
    assert check(claims, text) == result


def test_second_copy_is_repeated() -> None:
    """The yearbook seed prints its body twice: the second half of its quantities is left out as repeated."""
    text = SEEDS[4].read_text(encoding="utf-8")
    omitted = check({"indicators": []}, text).omitted
    assert [quantity.reason for quantity in omitted].count(OmitReason.REPEATED) == len(omitted) // 2


def test_plan_targets() -> None:
    """Quantities of a part that plans are omitted as targets."""
    text = "一、2023年工作情况\n全年办理案件159件。\n二、2024年工作计划\n力争培训执法人员300人。\n"
    found = {quantity.text: quantity.reason for quantity in check({"indicators": []}, text).omitted}
    assert found == {"159件": None, "300人": OmitReason.PLAN_TARGET}


SUMS = [
    ("共受理行政复议案件42件（审结29件，审理中13件）。", [(True, "42件")]),
    ("共受理行政复议案件42件（审结29件，审理中15件）。", [(False, "42件")]),
    ("备案申请58件,准予登记37件,不予登记21件。", [(True, "58件")]),
    ("备案申请58件,准予登记37件,不予登记22件。", [(False, "58件")]),
    ("事项30项,减为即办件21项,承诺件9项。", [(True, "30项")]),
    ("事项30项,减为即办件21项,承诺件8项。", [(False, "30项")]),
    ("受理案件100件,办结95件,办结率95%。", [(True, "95%")]),
    ("受理案件100件,办结95件,办结率96%。", [(False, "96%")]),
    ("办理行政案件100件,败诉5件,行政案件败诉率6%。", [(False, "6%")]),
    ("网上立案5320件,跨域立案63件,当场登记立案率98.7%。", []),
    ("办理应诉案件1274件,审结案件中败诉175件,败诉率15.6%。", []),
    ("培训机构由283家压减至11家,压减率96.1%。", []),
    ("受理案件100件（其中办结95件，转办3件）。", []),
    ("抽检药品460批次，不合格6批次，合格率98.7%。", []),
    ("审结47件，其中维持28件、驳回6件、终止18件，纠错率10%。", [(False, "47件")]),
    ("审结47件，其中维持28件、驳回6件、终止8件，纠错率10%。", []),
    ("反馈的26个问题已整改24个，其余3个正在推进。", [(False, "26个")]),
    ("反馈的26个问题已整改24个，其余2个正在推进。", [(True, "26个")]),
    ("受理申请126件，其中投诉58件、举报49件、咨询11件、其他9件。", [(False, "126件")]),
    ("答复申请：予以公开39件、部分公开8件、无法提供13件、其他3件。", []),
    ("审结案件13件,其中胜诉10件、败诉1件,其余2件正在审理。", [(True, "13件")]),
    ("受理案件100余件（审结29件，审理中13件）。", []),
    ("举办培训19期,组织竞答14次,开展活动3次。", []),
    ("市区公车57条、免费公车87条及国道客运98条，共计242条路线。", [(True, "242条")]),
    ("市区公车57条、免费公车87条、国道客运98条，共计243条。", [(False, "243条")]),
    ("歲入歲出差短112.63億元，連同還本166億元，合共尚須融資278.63億元。", [(True, "278.63億元")]),
    ("全市国道线路34条（甲线26条、乙线8条）、支线（丙线3条、丁线2条）。", [(True, "34条")]),
    ("全市34条国道线路（甲线26条、乙线8条）。", [(True, "34条")]),
    ("全市34条国道线路（甲线26条、乙线7条）。", []),
    ("警力缺额393人（预算员额4032人减现有3639人）。", []),
    ("除现有4家外（甲区2家、乙区1家、丙区1家），另有筹备。", [(True, "4家")]),
    ("3所学校升格,新增博士授权单位1所、硕士授权单位2所。", []),
    ("开展检查57次，发现问题43次，共计整改90次。", []),
    ("发放资料3000份、手册200份，共计印制5000份。", []),
]


NOT_SUMS = [
    "市区内基本实现500米公交全覆盖，市区外500米公交覆盖率达到62%。",
    "全年共促进718名失业人员就业；辖区共有134名应届毕业生落实就业，就业率91.3%。",
    "补贴由每人408元增加至1000元，而半额人员由204元，增加至500元。",
]


@pytest.mark.parametrize("text", NOT_SUMS)
def test_what_is_no_sum_contradicts_nothing(text: str) -> None:
    """A distance told twice, another whole behind a semicolon, what a sum became."""
    assert all(total.holds for total in check([], text).arithmetic)


@pytest.mark.parametrize(("text", "expected"), SUMS)
def test_arithmetic(text: str, expected: list[tuple[bool, str]]) -> None:
    """Parts that make a whole are added up; lists of examples are not."""
    found = [(total.holds, total.total.text) for total in check({"indicators": []}, text).arithmetic]
    assert found == expected


def test_seeds_do_not_contradict_themselves() -> None:
    """No sum of the seeds is reported as failing."""
    for seed in SEEDS:
        assert all(total.holds for total in check([], seed.read_text(encoding="utf-8")).arithmetic)


def test_spans_as_hints_change_nothing() -> None:
    """Checking again with the spans that the first check found gives the same findings."""
    for seed in SEEDS:
        text = seed.read_text(encoding="utf-8")
        claims = [truth(text, fact).claim() for fact in facts_of(text)]
        first = check(claims, text)
        spans = {found.path: found.span for found in first.findings}
        for at, claim in enumerate(claims):
            span = spans[f"/{at}/value_text"]
            claim["span"] = span.model_dump() if span else None
        assert check(claims, text) == first
