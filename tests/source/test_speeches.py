"""find_sections on speeches to an assembly: a review first, then what is to be done, whatever the parts are called."""

import pytest

from extractor.source.clean import clean
from extractor.source.sections import find_sections
from schemas.section import SectionKind

OPENING = "各位代表：\n现在，我代表某区人民政府，向大会报告工作，请予审议，并请各位政协委员提出意见。\n"
REVIEW = (
    "全年新增企业1200家，建成学校5所，新增学位3600个，获评全省先进。完成老旧小区改造32个，群众满意度达到96%。\n"
    "我们也清醒地认识到，全区发展还存在不少问题：产业层次不高，公共服务供给不足，基层治理能力有待提升。\n"
)
PLANS = "加快建设产业园区，推进老旧小区改造。加强技能培训，新增就业3000人。实施强基工程，打造宜居城区。确保安全形势稳定。力争新建学校2所。着力优化营商环境。\n"


def _told(text: str) -> list[str]:
    """List the kinds of the sections in order, each run once, without what reports nothing."""
    outer = {SectionKind.PREAMBLE, SectionKind.CLOSING, SectionKind.OTHER}
    kinds = [part.kind.value for part in find_sections(clean(text)).sections if part.kind not in outer]
    return [kind for at, kind in enumerate(kinds) if at == 0 or kinds[at - 1] != kind]


@pytest.mark.parametrize(
    ("review", "ahead"),
    [
        ("一、过去一年工作回顾", "二、对今年政府工作的建议"),
        ("一、过去一年工作回顾", "二、高质量做好2022年各项工作，以优异成绩迎接盛会召开"),
        ("一、过去一年工作回顾", "二、牢记使命，在新征程上奋勇争先"),
        ("一、团结奋斗，2024年发展迈出坚实步伐", "二、干字当头，全面抓好2025年政府工作"),
        ("一、“十四五”时期发展成就和2025年主要工作", "二、“十五五”时期主要目标和2026年工作安排"),
        ("过去五年工作回顾", "未来五年工作思路\n一、奋力推动经济发展取得新成效"),
    ],
)
def test_what_stands_behind_the_review_of_a_speech_is_planned(review, ahead):
    """By the heading's words, by the year behind the other one, or by what its sentences say."""
    assert _told(f"{OPENING}{review}\n{REVIEW}{ahead}\n{PLANS}") == ["achievements", "problems", "plans"]


def test_themes_behind_the_first_that_looks_ahead_go_on_with_the_plans():
    """The last of them may say how things are."""
    text = f"{OPENING}一、去年工作回顾\n{REVIEW}二、扩大内需\n{PLANS}三、关于对外交往\n某区是开放的前沿。\n"
    assert _told(text)[-1] == "plans"


def test_a_theme_that_tells_what_was_done_stays_work_done():
    """A speech may report by themes, in several parts."""
    themes = "二、民生持续改善\n新建学校2所，发放补助1300万元。培训了4500人次。建成了公园8个。完成改造32个小区。\n"
    assert _told(f"{OPENING}一、去年工作回顾\n全年新增企业1200家，增长8%。\n{themes}") == ["achievements"]


def test_themes_of_a_report_that_is_no_speech_stay_work_done():
    """Offices write what they did as orders (加强执法监督。)."""
    text = f"某局2023年度法治政府建设情况报告\n一、工作成效\n全年办结案件37件。\n二、强化队伍建设\n{PLANS}"
    assert _told(text) == ["achievements"]


def test_parts_without_numbering_stand_above_numbered_ones():
    """2023年工作回顾 over 一、 to 三、, and again under 2024年工作安排; a shortage made up for heads no problems."""
    points = ["一、产业升级提速", "二、城市品质提升", "三、公共服务短板加快补齐"]
    review = "\n".join(
        f"{point}\n全年建成项目{number}3个，投资增长8.5%，群众获得感持续增强。"
        for number, point in enumerate(points, 1)
    )
    ahead = "\n".join(f"{point}\n{PLANS}" for point in points[:2])
    text = f"{OPENING}2023年工作回顾\n{review}\n2024年工作安排\n{ahead}\n名词解释\n一窗通办：指一个窗口办理。\n"
    assert _told(text) == ["achievements", "plans", "glossary"]
    paths = [part.path for part in find_sections(clean(text)).sections if part.path]
    assert ("2024年工作安排", "一、产业升级提速") in paths


def test_what_is_appended_ends_the_parts():
    """附件二 has its own numbering."""
    text = (
        f"{OPENING}2023年工作回顾\n一、产业升级提速\n{REVIEW}2024年工作安排\n一、扩大内需\n{PLANS}"
        "附件一\n2023年民生实事完成情况\n完成中小学改造工程5项，新增学位3600个，惠及群众1.2万人，投资2.3亿元，按时完成。\n"
    )
    sections = find_sections(clean(text)).sections
    assert sections[-1].kind is SectionKind.ACHIEVEMENTS
    assert len(sections[-1].path) == 1
