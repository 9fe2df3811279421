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
        "今年，我们要以“法治护企”为主题，推行涉企检查“白名单”，同一企业同一季度检查不超过1次。",
        "面向2024年，局党组研究决定把规范裁量作为头号任务，上半年印发裁量基准。",
        "针对上述问题，2024年重点做好以下工作：一是建立立法项目库，储备项目不少于10个。",
        "对此，我局拟与街道综合执法队建立联合巡查机制。",
        "我们将联合人社部门试行“法律服务随工走”，力争全年服务2万人次。",
        "我们决心以更高标准推进依法理财。",
        "后续计划通过购买服务引进专家8名。",
        "年底前还将完成剩余9个村级预案的修编。",
        "今年要抓好以下工作。",
        "对未销号的4个问题，我局将按照一事一策的方案，在2025年汛前清零。",
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
        "我局将全部28项权责事项向社会公布。",
        "今年，我局将重大项目审批全部纳入在线平台，办件1203件。",
        "今年计划执行情况比较好。",
        "今年要素保障有力，供地320亩。",
        "我局计划生育政策落实到位。",
        "年底前，我局将普法作为重点任务抓实，共办班12期。",
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
