"""What headings name."""

import pytest

from extractor.source.heading_cues import heading_cues


@pytest.mark.parametrize(
    ("heading", "kinds"),
    [
        ("工作中的不足", "problems"),
        ("短板弱项", "problems"),
        ("工作差距", "problems"),
        ("法治政府建设存在的不足和原因", "problems"),
        ("问题不足及努力方向", "problems plans"),
        ("存在的问题与对策", "problems plans"),
        ("存在问题及整改措施", "problems plans"),
        ("不足与展望", "problems plans"),
        ("反思与展望", "problems plans"),
        ("问题清单", "problems"),
        ("任务清单", "plans"),
        ("建立问题清单", ""),
        ("抓落实，明确努力方向", "plans"),
        ("对策建议", "plans"),
        ("2024年法治政府建设主要安排", "plans"),
        ("后续工作安排", "plans"),
        ("完成2024年预算的主要措施", "plans"),
        ("主要做法和成效", "achievements"),
        ("督察反馈问题整改情况", "achievements"),
        ("突出问题整治情况", "achievements"),
        ("着力解决突出问题", ""),
        ("聚焦短板弱项，强化问题整改", ""),
        ("加强组织领导，强化工作部署", ""),
        ("需要引起重视的几个方面", "problems"),
        ("比一比，差距在哪里", "problems"),
        ("问题不容回避", "problems"),
        ("制约发展的因素", "problems"),
        ("未完成事项及原因", "problems"),
        ("扣分原因", "problems"),
        ("回过头看", "problems"),
        ("要引起注意的地方", "problems"),
        ("没完成的事项", "problems"),
        ("还放不下的事", "problems"),
        ("下一步怎么办", "plans"),
        ("新的一年怎么干", "plans"),
        ("再启新程：2024年怎么走", "plans"),
        ("改进的路子", "plans"),
        ("还欠着群众哪些账", "problems"),
        ("坦率地说，我们还有这些不如意", "problems"),
        ("直面短板：账要算清楚", "problems"),
        ("直面问题抓整改", ""),
        ("往前走", "plans"),
        ("破解制约发展的难题", ""),
        ("当前工作中的难点", "problems"),
        ("审计建议", "plans"),
        ("新学年设想", "plans"),
        ("持续抓好后续整改", "plans"),
        ("政府工作报告名词解释", "glossary"),
        ("加快发展，公共服务短板弱项加快补齐", ""),
        ("再接再厉，以优异成绩迎接新中国成立75周年", ""),
        ("对今年政府工作的建议", "plans"),
    ],
)
def test_a_heading_names_kinds_in_order(heading, kinds):
    """Problems that are dealt with, and work that is managed, name none."""
    assert " ".join(cue.kind.value for cue in heading_cues(heading, 2023)) == kinds


def test_a_later_year_makes_a_plan_and_a_date_does_not():
    """2024年工作 under a report on 2023; the date of publication is none."""
    assert [bool(heading_cues(words, 2023)) for words in ("2024年主抓三件事", "2024年2月28日")] == [True, False]
