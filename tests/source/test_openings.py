"""told_in_opening, and the items it leads to: results told before the first heading are taken, boilerplate is not."""

import pytest

from extractor.source.document import understand
from extractor.source.openings import told_in_opening
from extractor.source.read import read_text
from schemas.section import SectionKind
from tests.growth import LINEAR, growth

BODY = "\n一、主要工作\n组织培训13次。\n二、存在的问题\n宣传力度不够。\n三、下一步打算\n加强培训。\n"


def achievements(opening: str) -> list[str]:
    """What is taken from an opening below a title."""
    text = "某区司法局2023年法治政府建设情况报告\n区委依法治区办：\n" + opening + BODY
    found = [item for item in understand(read_text(text)).items if item.kind is SectionKind.ACHIEVEMENTS]
    words = [text[span.start : span.end] for item in found for span in item.spans]
    return [told for told in words if told in opening]


@pytest.mark.parametrize(
    ("opening", "told"),
    [
        (
            "2023年，我厅扎实推进各项工作，连续4年获评优秀，全年办结案件320件。现将有关情况报告如下：",
            "2023年，我厅扎实推进各项工作，连续4年获评优秀，全年办结案件320件。",
        ),
        (
            "2023年，我局认真履职，办理行政复议案件45件，现将工作情况报告如下。",
            "2023年，我局认真履职，办理行政复议案件45件",
        ),
        (
            "2023年，我区扎实推进法治政府建设，获评全省法治政府建设示范区。现将有关情况报告如下：",
            "2023年，我区扎实推进法治政府建设，获评全省法治政府建设示范区。",
        ),
        ("2023年，我县法治建设在全市考核中位居第一。现报告如下：", "2023年，我县法治建设在全市考核中位居第一。"),
        (
            "一年来，我局被省司法厅授予“人民调解先进集体”称号。现汇报如下：",
            "一年来，我局被省司法厅授予“人民调解先进集体”称号。",
        ),
        ("在全省考核中，我市荣获优秀等次，现将有关情况报告如下：", "在全省考核中，我市荣获优秀等次"),
    ],
)
def test_a_result_in_the_opening_is_an_achievement(opening, told):
    """Counted work or an honour, without the words that announce the report."""
    assert achievements(opening) == [told]


@pytest.mark.parametrize(
    "opening",
    [
        "2023年，我厅坚持以习近平法治思想为指导，深入贯彻党的二十届二中、三中全会精神，取得新成效。现报告如下：",
        "2023年，我县认真落实“八五”普法规划，聚焦“十大行动”，扎实推进各项工作。现将有关情况报告如下：",
        "2021年是中国共产党成立100周年，是“十四五”开局之年。我区坚持依法行政。现将有关情况报告如下：",
        "2023年，我局以争创全国法治政府建设示范市为目标，全面推进依法行政。现报告如下：",
        "按照省委依法治省办关于法治政府建设的3项重点任务要求，我市扎实推进各项工作。现报告如下：",
        "2023年，我镇认真落实《法治政府建设实施纲要》确定的12项任务，持续推进法治政府建设。现将情况报告如下：",
    ],
)
def test_boilerplate_in_the_opening_is_not_taken(opening):
    """By what it went, what it aims at, and the tasks that somebody else counted."""
    assert achievements(opening) == []


def test_titles_that_never_close_cost_linear_time():
    """A hundred thousand opening marks take four times what a fourth of them takes."""
    assert told_in_opening("《" * 100_000 + "。") == ""
    assert growth(lambda times: told_in_opening("《" * times + "。"), 100_000) < LINEAR
