"""Sentences that tell of work to come."""

import pytest

from extractor.source.intentions import announces_plan, intends, urges


@pytest.mark.parametrize(
    "sentence",
    [
        "下步工作中，我镇将着力做好以下几个方面工作：",
        "针对存在的问题，下一步将重点抓好以下工作：",
        "2024年，全市法治政府建设工作的总体思路是：坚持以习近平法治思想为指导。",
        "2024年我县法治政府建设工作将重点做好以下几个方面：",
        "二○二四年，我局将进一步做好依法行政工作。",
        "为切实做好2024年法治政府建设工作，我局拟采取以下措施：",
        "改进措施：加大普法力度。",
        "展望2024年，我局将继续努力。",
    ],
)
def test_plans_are_announced(sentence):
    """By a time to come, or by a year later than the one under report."""
    assert announces_plan(sentence, 2023)


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年，我局坚持以习近平法治思想为指导，全面推进法治政府建设。",
        "2024年1月，组织召开全县法治建设推进会。",
        "2024年，已完成立法项目5件。",
        "为下一步工作奠定了坚实基础。",
        "研究部署下一步法治政府建设工作3次。",
        "制定2024年度立法计划，确定立法项目5件。",
    ],
)
def test_work_done_announces_nothing(sentence):
    """A later year may date what was done already when the report was written."""
    assert announces_plan(sentence, 2023) is None


def test_a_paragraph_may_only_promise():
    """我局将…, with or without what it answers to; putting an object first promises nothing."""
    sentences = (
        "面对新形势新任务，我局将进一步加大工作力度。",
        "我镇将继续加强培训。",
        "我局将以考核为抓手，把普法作为重点。",
    )
    assert [intends(words) for words in sentences] == [True, True, False]


def test_points_of_plans_open_in_the_imperative():
    """Those of problems do not."""
    points = (
        "1.持续深化改革。",
        "二是加大普法力度。",
        "（三）完善制度。",
        "一是执法力量不足。",
        "2.规范性文件审查不严。",
    )
    assert [urges(words) for words in points] == [True, True, True, False, True]
