"""Clauses: which words around a number are its own."""

import pytest

from extractor.clauses import own_words, shorten, without_digits, words_before
from tests.passages import passage, passages

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


def test_the_subject_of_a_list_is_before_it():
    """The section's path and all the text before a number may hold its subject."""
    [one] = passages("人民陪审员参加案件调查641件、审理1407件。", path=("一、成效", "（一）审判"))
    assert words_before(one, one.anchors[1]) == "一、成效\n（一）审判\n人民陪审员参加案件调查641件、审理"


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("获得4星级评价", "获得四星级评价"),
        ("12345热线", "热线"),
        ("3.5级", "级"),
        ("PM2.5浓度", "PM2.5浓度"),
        ("新建5G基站", "新建5G基站"),
        ("S218线", "S218线"),
        ("3A级景区", "3A级景区"),
        ("“12345”热线", "热线"),
        ("０级", "〇级"),
        ("没有数字", "没有数字"),
        ("", ""),
    ],
)
def test_names_hold_no_digits_but_those_of_a_code(words, written):
    """A lone digit becomes a numeral in characters; longer numbers go."""
    assert without_digits(words) == written


def test_long_words_are_cut_at_a_particle():
    """The cut keeps whole words where a particle is near, and never more than the limit."""
    assert shorten("深入推进行政执法监督的案卷评查工作", 10) == "案卷评查工作"
    assert shorten("短", 10) == "短"
    assert len(shorten("甲" * 50, 10)) == 10
