"""Clauses: which words around a number are its own."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.clauses import (
    clause_name,
    context_name,
    fixed_name,
    letters,
    own_words,
    shorten,
    trim,
    without_digits,
    words_before,
)
from extractor.pipeline import prepare
from extractor.source.read import read
from tests.passages import passage, passages

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))

CLAUSE_NAMES = [
    ("全年下发督察意见47份。", ["下发督察意见"]),
    ("推动46项工作任务和87条具体举措落地。", ["推动工作任务", "具体举措落地"]),
    ("办理行政复议案件42件（审结29件），应诉31件。", ["办理行政复议案件", "办理行政复议案件审结", "应诉"]),
    ("群众满意度达98.5%，较上年提高2.1个百分点。", ["群众满意度", "较上年提高"]),
    ("共受理公共法律服务热线12348咨询5.8万余人次。", ["受理公共法律服务热线咨询"]),
    ("获得4星级评价的窗口3个。", ["获得四星级评价的窗口"]),
    ("截至目前，累计培训执法人员1200余人。", ["培训执法人员"]),
    ("评选“最美法律援助人”10名。", ["评选最美法律援助人"]),
    ("建立“法律明白人”工作室（站点）26个。", ["建立“法律明白人”工作室（站点）"]),
    ("3个村被命名为“全国民主法治示范村”。", ["全国民主法治示范村"]),
    ("31个单位开展法治培训。", ["单位开展法治培训"]),
    ("占比63.5%。", ["占比"]),
    ("47份。", [""]),
]


@pytest.mark.parametrize(("text", "names"), CLAUSE_NAMES, ids=[text for text, _ in CLAUSE_NAMES])
def test_a_number_is_named_by_its_own_words(text, names):
    """The words up to the neighbours and the punctuation, without connectives, numbers and lone brackets."""
    one = passage(text)
    assert [clause_name(one, a) for a in one.anchors] == names


OWN_WORDS = [
    ("下发意见47份，整改问题120个。", [("下发意见", ""), ("整改问题", "")]),
    ("46项任务和87条举措。", [("", "任务"), ("", "举措")]),
    ("受理案件42件（审结29件）。", [("受理案件", ""), ("审结", "）")]),
    ("满意度达98.5%的窗口。", [("满意度达", "")]),
    ("第一段\n办结案件7件", [("办结案件", "")]),
    ("办理：复议42件；诉讼3件！", [("复议", ""), ("诉讼", "")]),
]


@pytest.mark.parametrize(("text", "words"), OWN_WORDS, ids=[text for text, _ in OWN_WORDS])
def test_own_words_end_at_neighbours_and_punctuation(text, words):
    """No number has words of the number beside it."""
    one = passage(text)
    assert [tuple(own_words(one, a)) for a in one.anchors] == words


FIXED = [
    ("办理时限由50日压缩至33日。", ["办理时限压缩前", "办理时限压缩后"]),
    ("河道保洁船由5艘增加至9艘。", ["河道保洁船增加前", "河道保洁船增加后"]),
    ("执法人员从120人增加到150人。", ["执法人员增加前", "执法人员增加后"]),
    ("审批事项由30项到20项。", ["审批事项调整前", "审批事项调整后"]),
    ("由50日压缩至33日。", [None, None]),
    ("办理时限由50日压缩，材料减至33份。", [None, None]),
    ("败诉率、纠错率分别低于全区1.2和2.2个百分点。", ["败诉率低于全区", "纠错率低于全区"]),
    ("受理、办结案件分别为120件、110件。", ["受理", "办结案件"]),
    ("受理、审结、执行分别达30件、20件、10件。", ["受理", "审结", "执行"]),
    ("受理、审结、执行分别达30件、20件。", [None, None]),
    ("案件分别为120件、110件。", [None, None]),
    ("受理、办结案件分别为120件，较上年多出的有110件。", [None, None]),
    ("下发督察意见47份。", [None]),
]


@pytest.mark.parametrize(("text", "names"), FIXED, ids=[text for text, _ in FIXED])
def test_patterns_that_fix_a_name(text, names):
    """由A至B names before and after, 分别 pairs a list with its numbers; where they do not add up, nothing is fixed."""
    one = passage(text)
    assert [fixed_name(one, a) for a in one.anchors] == names


def test_the_clause_before_tells_equal_words_apart():
    """A number whose own words say too little takes its subject from before, never another number's digits."""
    one = passage("制定法规9件、修改11件。群众满意度达98.5%，较上年提高2.1个百分点。")
    names = [context_name(one, a) for a in one.anchors]
    assert names[1].endswith("修改")
    assert "法规" in names[1]
    assert names[3] == "群众满意度较上年提高"
    assert not any(c.isdigit() for name in names for c in name)


def test_the_subject_of_a_list_is_before_it():
    """The section's path and all the text before a number may hold its subject."""
    [one] = passages("人民陪审员参加案件调查641件、审理1407件。", path=("一、成效", "（一）审判"))
    assert words_before(one, one.anchors[1]) == "一、成效\n（一）审判\n人民陪审员参加案件调查641件、审理"


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("获得4星级评价", "获得四星级评价"),
        ("12345热线", "热线"),
        ("3.5级", ".级"),
        ("０级", "〇级"),
        ("没有数字", "没有数字"),
        ("", ""),
    ],
)
def test_names_hold_no_digits(words, written):
    """A lone digit becomes a numeral in characters; longer numbers go."""
    assert without_digits(words) == written


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("共受理", "受理"),
        ("通过率达", "通过率"),
        ("其中，累计培训", "培训"),
        ("2024年以来受理", "受理"),
        ("同比", "同比"),
        ("", ""),
    ],
)
def test_connectives_are_trimmed(words, kept):
    """What only joins or measures is no part of a name."""
    assert trim(words) == kept


def test_long_words_are_cut_at_a_particle():
    """The cut keeps whole words where a particle is near, and never more than the limit."""
    assert shorten("深入推进行政执法监督的案卷评查工作", 10) == "案卷评查工作"
    assert shorten("短", 10) == "短"
    assert len(shorten("甲" * 50, 10)) == 10


@given(st.text(alphabet="办结案件共由至到从分别、和，。；（）()“”《》的达7８98%件个\n", max_size=60))
def test_no_text_breaks_the_words_of_a_clause(text):
    """Whatever stands around a number, its words are found, hold no digit, and their brackets pair."""
    for one in passages(text):
        for a in one.anchors:
            name = clause_name(one, a)
            assert name == "" or letters(name) >= 2
            assert not any(c.isdigit() for c in name)
            assert all(name.count(o) == name.count(c) for o, c in ("（）", "“”", "《》", "()"))
            fixed_name(one, a)
            context_name(one, a)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_the_names_of_the_seeds_are_short_words_of_their_clauses(seed):
    """On real reports every clause name stays within its limits and is made of the chunk's own characters."""
    for one in prepare(read(seed), 300)[1]:
        known = set(without_digits(one.chunk.text)) | set("〇一二三四五六七八九")
        for a in one.anchors:
            name = clause_name(one, a)
            assert set(name) <= known
            assert len(name) <= 40
