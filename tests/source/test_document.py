"""understand: what a whole report is taken for, item by item."""

from extractor.source.document import understand
from extractor.source.read import read_text


def items(text: str) -> list[tuple[str, str]]:
    """Return the kind of every item with its words."""
    document = understand(read_text(text))
    return [(item.kind.value, document.clean.text[slice(*item.spans[0])]) for item in document.items]


def test_a_list_is_of_the_kind_that_announces_it():
    """（一）, （二） behind 下一步…以下工作： are plans, although no heading says so; the last point heads nothing."""
    text = "一、主要工作\n（一）依法决策。审查文件32件。\n下一步，我局将重点做好以下工作：\n（一）完善制度。\n（二）加大普法力度。\n特此报告。\n"
    assert items(text)[1:] == [("plans", "（一）完善制度。"), ("plans", "（二）加大普法力度。")]


def test_a_problem_and_its_answer_take_turns():
    """Each point of a combined part names a problem and what is to be done about it."""
    text = "一、主要工作\n办案7件。\n二、存在的问题与对策\n1.执法力量不足。下一步，将配强队伍。\n2.创新不多，亮点不够突出。为此，我局将完善机制。\n"
    assert items(text)[1:] == [
        ("problems", "1.执法力量不足。"),
        ("plans", "下一步，将配强队伍。"),
        ("problems", "2.创新不多，亮点不够突出。"),
        ("plans", "为此，我局将完善机制。"),
    ]


def test_points_in_the_imperative_are_plans_where_the_heading_names_both():
    """A combined part may go over to the plans without a word."""
    text = "一、主要工作\n办案7件。\n二、存在问题和整改措施\n（一）普法形式单一。\n（二）案卷制作不规范。\n（一）创新普法形式。\n（二）开展案卷评查。\n"
    assert [kind for kind, _ in items(text)[1:]] == ["problems", "problems", "plans", "plans"]


def test_work_on_problems_is_no_problem():
    """A paragraph that solves, finds and reports problems admits none."""
    text = (
        "一、主要工作\n（一）强化问题整改\n着力解决执法不规范等突出问题，开展整治3次。通过评查，指出存在的不足，规范执法行为。"
        "困难群众合法权益得到保障。切实改进工作中的不足。\n二、下一步打算\n加强培训。\n"
    )
    assert {kind for kind, _ in items(text)} == {"achievements", "plans"}


def test_half_width_punctuation_tells_the_same():
    """Pages print 2020年,某区… for 2020年，某区…; quotes stay as printed."""
    text = "一、主要工作\n2020年,我局办案7件。\n虽取得一定成效,但还存在差距,主要表现在:一是重视不够;二是力量不足。\n下一步,我局将重点做好以下工作:1.加强学习;2.规范执法。\n"
    assert [kind for kind, _ in items(text)] == ["achievements", "problems", "problems", "plans", "plans"]
    assert items(text)[1][1] == "一是重视不够"


def test_the_date_of_publication_is_no_heading():
    """发布时间 with a later year opens no plans."""
    text = "某市2016年度法治政府建设情况的报告\n发布时间:2017年02月28日\n2016年以来，我市深入学习有关精神，取得新成效。\n一、全面部署工作\n市政府印发方案，制定措施58项。\n"
    assert [kind for kind, _ in items(text)] == ["achievements"]
