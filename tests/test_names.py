"""Names: a model's name stands only if its words are those of its own number."""

from pathlib import Path

import pytest

from extractor.names import settle_names
from extractor.pipeline import prepare
from extractor.source.read import read
from schemas.report import NameSource
from tests.passages import passage, passages

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
MODEL, CLAUSE = NameSource.MODEL, NameSource.CLAUSE

CASES = {
    "names of its own words": (
        "开展法治讲座47次，参训干部120人次。",
        [("法治讲座开展", "法治讲座开展", MODEL), ("参训干部", "参训干部", MODEL)],
    ),
    "a measure that the text does not say": (
        "抽查行政执法案卷120宗。",
        [("行政执法案卷抽查数", "行政执法案卷抽查数", MODEL)],
    ),
    "a subject from before the list": (
        "人民陪审员参加案件调查641件、审理1407件。",
        [
            ("人民陪审员参加案件调查", "人民陪审员参加案件调查", MODEL),
            ("人民陪审员参加案件审理", "人民陪审员参加案件审理", MODEL),
        ],
    ),
    "shift to the next number": (
        "办理行政复议案件42件，办理行政应诉案件31件，调解矛盾纠纷856件。",
        [
            ("行政应诉案件", "办理行政复议案件", CLAUSE),
            ("矛盾纠纷调解", "办理行政应诉案件", CLAUSE),
            ("行政复议案件", "调解矛盾纠纷", CLAUSE),
        ],
    ),
    "a leaked example": (
        "群众满意度达98.5%，较上年提高2.1个百分点。",
        [("绿化覆盖率", "群众满意度", CLAUSE), ("绿化覆盖率较上年提高", "群众满意度较上年提高", CLAUSE)],
    ),
    "a leaked example of a like clause": ("改造老旧小区26个。", [("改造“口袋公园”", "改造老旧小区", CLAUSE)]),
    "a rate for a count": (
        "受理法律援助案件320件，案件办结率98%。",
        [("法律援助案件办结率", "受理法律援助案件", CLAUSE), ("案件办结率", "案件办结率", MODEL)],
    ),
    "a count for a rate": (
        "受理法律援助案件320件，法律援助案件办结率98%。",
        [("受理法律援助案件", "受理法律援助案件", MODEL), ("法律援助案件办结数", "法律援助案件办结率", CLAUSE)],
    ),
    "words of a spoken sentence around the number": (
        "我们预计可为社区带来新增服务名额1200个。",
        [("社区新增服务名额", "社区新增服务名额", MODEL)],
    ),
    "words of another number in a spoken sentence": (
        "我们预计可为社区带来新增服务名额1200个，长者宿位300个。",
        [
            ("长者宿位", "预计可为社区带来新增服务名额", CLAUSE),
            ("社区新增服务名额", "长者宿位", CLAUSE),
        ],
    ),
    "one name for two numbers": (
        "调解民事纠纷856件，调解行政纠纷31件。",
        [("调解纠纷", "调解民事纠纷", CLAUSE), ("调解纠纷", "调解行政纠纷", CLAUSE)],
    ),
    "分别": (
        "败诉率、纠错率分别低于全区1.2和2.2个百分点。",
        [("纠错率", "败诉率低于全区", CLAUSE), ("败诉率", "纠错率低于全区", CLAUSE)],
    ),
    "由A至B": (
        "办理时限由50日压缩至33日。",
        [("办理时限压缩后", "办理时限压缩前", CLAUSE), ("办理时限", "办理时限压缩后", CLAUSE)],
    ),
    "a name too short to tell": ("推动46项工作任务。", [("工作任务", "推动工作任务", CLAUSE)]),
    "words that are nowhere": ("下发督察意见47份。", [("印发整改通知文件", "下发督察意见", CLAUSE)]),
    "a digit of another script": ("下发督察意见47份。", [("下发督察意见４７份", "下发督察意见", CLAUSE)]),
    "blanks around it": ("下发督察意见47份。", [(" 下发督察意见 ", "下发督察意见", MODEL)]),
}


@pytest.mark.parametrize(("text", "names"), CASES.values(), ids=CASES)
def test_names_are_settled_by_the_words_of_their_clause(text, names):
    """A name that is another number's, another text's or another kind's gives way to the clause's own words."""
    settled = settle_names([said for said, _, _ in names], passage(text))
    assert settled == [(name, source) for _, name, source in names]


def test_a_title_of_the_section_may_name_a_number():
    """Words of the section's path count as the text's own."""
    [one] = passages("共审结行政复议案件42件。", path=("一、行政复议应诉",))
    assert settle_names(["行政复议案件审结"], one) == [("行政复议案件审结", MODEL)]


def test_each_number_needs_its_name():
    """Names that do not pair with the numbers are a mistake of the program."""
    with pytest.raises(ValueError, match="argument"):
        settle_names(["下发督察意见"], passage("下发督察意见47份，整改问题120个。"))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
@pytest.mark.parametrize("said", ["绿化覆盖率", "改造“口袋公园”", "行政复议案件办结数"])
def test_a_parrot_names_nothing(said, seed):
    """A model that says one thing to every number of a real report has its name refused, or kept where it is true.

    No name holds a digit, and no two numbers of one unit in a chunk keep the same words of the model.
    """
    for one in prepare(read(seed), 300)[1]:
        settled = settle_names([said] * len(one.anchors), one)
        assert not any(c.isdigit() for name, _ in settled for c in name)
        kept = [a.mention.unit for (_, source), a in zip(settled, one.anchors, strict=True) if source is MODEL]
        assert len(kept) == len(set(kept))


def test_a_heading_lends_a_number_its_name_without_its_year():
    """What stands alone (8件。) is named by the heading, which must not begin with a bare 年."""
    [only] = passages("8件。", path=("一、2025年行政复议案件",))
    [(name, _)] = settle_names([""], only)
    assert name == "行政复议案件"
