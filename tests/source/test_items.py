"""split_items: sentences that report, and none that do not."""

import json
from pathlib import Path

import pytest

from extractor.source.clean import CleanText, clean
from extractor.source.document import understand
from extractor.source.items import DraftItem, split_items
from extractor.source.read import read
from extractor.source.sections import find_sections

ROOT = Path(__file__).parents[2]
GOLD = sorted((ROOT / "tests" / "gold").glob("*.items.json"))


def drafts(cleaned: CleanText) -> tuple[DraftItem, ...]:
    """List the items of a clean text."""
    return split_items(cleaned, find_sections(cleaned))


def items(text: str) -> list[tuple[str, str]]:
    """List kind and evidence of every item of a text."""
    cleaned = clean(text)
    return [(item.kind.value, cleaned.text[item.spans[0].start : item.spans[0].end]) for item in drafts(cleaned)]


def test_achievements_are_split_at_sentences():
    """Topic sentences of numbered points are left out, the sentences behind them are items."""
    text = "一、工作情况\n一是全面履行责任。作出批示7次。整改问题46个。二是创新普法。组织竞答14次。\n"
    assert items(text) == [
        ("achievements", "作出批示7次。"),
        ("achievements", "整改问题46个。"),
        ("achievements", "组织竞答14次。"),
    ]


def test_a_point_of_one_sentence_is_an_item():
    """Without a sentence behind it a numbered point is the work itself."""
    text = "一、工作情况\n一是开展立法调研3次。二是设立联系点。三是完善数据库。\n"
    assert [quote for _, quote in items(text)] == ["一是开展立法调研3次。", "二是设立联系点。", "三是完善数据库。"]


def test_problems_are_split_at_their_points():
    """The lead-in goes, each point is one problem, and several sentences of one point stay together."""
    text = "二、存在的问题\n虽然取得一定成绩，但还存在一些问题，主要表现在：一是统筹不够；二是普法针对性不强，创新不足。执法粗放的现象仍然存在。三是人员不足。\n"
    assert items(text) == [
        ("problems", "一是统筹不够"),
        ("problems", "二是普法针对性不强，创新不足。执法粗放的现象仍然存在。"),
        ("problems", "三是人员不足。"),
    ]


def test_a_single_problem_sentence_loses_its_concession():
    """尽管…取得成效 is no problem."""
    text = "三、存在的问题和打算\n尽管我旗工作取得了一定成效，但还存在落实不平衡、人才短缺等问题。\n下一步，坚持依法治旗。\n"
    assert items(text) == [("problems", "但还存在落实不平衡、人才短缺等问题。"), ("plans", "下一步，坚持依法治旗。")]


@pytest.mark.parametrize(
    "line", ["现将有关情况报告如下：", "特此报告。", "各位代表！", "重点做好以下工作：", "某某县人民政府\n2025年1月5日"]
)
def test_formulas_are_no_items(line):
    """Lead-ins, salutations, closing formulas and signatures are left out."""
    assert items(f"一、下一步打算\n加强普法宣传。\n{line}") == [("plans", "加强普法宣传。")]


def test_what_must_be_done_is_no_work_done():
    told = "一、主要工作\n修路12公里。各部门都要继续搞好整顿。会议强调，要加强监管，整改到位。\n"
    assert items(told) == [("achievements", "修路12公里。"), ("achievements", "会议强调，要加强监管，整改到位。")]


YEAR = "今年是新中国成立75周年，是攻坚的关键一年。"


def test_what_year_it_is_is_told_only_where_nothing_else_is():
    """One sentence may be all that a short report plans; among plans it is none, but their general aim is."""
    assert items(f"二、下一步工作打算\n{YEAR}") == [("plans", YEAR)]
    guiding = "今年工作的总体要求是：坚持以新时代中国特色社会主义思想为指导，全面贯彻新发展理念。"
    text = (
        f"二、2024年工作安排\n{YEAR}{guiding}\n"
        "（一）推进依法行政。完善行政执法制度。\n（二）加强普法宣传。组织普法活动20场。"
    )
    assert items(text) == [
        ("plans", guiding),
        ("plans", "（一）推进依法行政。完善行政执法制度。"),
        ("plans", "（二）加强普法宣传。组织普法活动20场。"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年是“八五”普法承上启下的一年，我们将以更加务实的作风，推动法治政府建设再上新台阶。",
        "各位代表，建设法治政府任重道远。",
    ],
)
def test_a_pledge_among_plans_is_none(sentence):
    """What year it is, how far there is to go."""
    plans = "二、下一步工作打算\n组织普法活动20场。\n开展案卷评查4次。\n"
    assert items(plans + sentence + "\n") == [("plans", "组织普法活动20场。"), ("plans", "开展案卷评查4次。")]


@pytest.mark.parametrize(
    ("answer", "planned"),
    [
        ("对此，我们将高度重视，采取有力措施，认真加以解决。", True),
        ("对这些问题，我们将在今后的工作中切实加以改进。", True),
        ("这些问题，恳请新一届常委会予以重视和解决。", False),
        ("这些问题有体制机制上的原因，也有工作作风上的原因。", False),
    ],
)
def test_an_answer_to_the_problems_is_planned_where_it_says_that_they_are_solved(answer, planned):
    text = f"一、工作回顾\n办理案件20件。\n二、存在的问题\n一是执法力量不足。二是案卷质量不高。{answer}\n"
    assert (("plans", answer) in items(text)) == planned


def test_an_answer_to_one_problem_of_a_list_is_planned():
    """针对这一问题，…将 opens it."""
    text = (
        "二、主要问题和改进打算\n1.力量薄弱。在编人员不足4人。下一步，将充实人员2名。\n"
        "2.案卷质量不高。个别单位说理不充分。针对这一问题，县司法局将制定案卷参考样式。\n"
    )
    assert [item for item in items(text) if item[0] == "plans"] == [
        ("plans", "下一步，将充实人员2名。"),
        ("plans", "针对这一问题，县司法局将制定案卷参考样式。"),
    ]


def test_a_lack_among_others_announces_none():
    """Only what stands before the first lack may announce a list."""
    text = "三、存在的问题\n我们也看到，主要是：投资下行压力加大。公共服务供给与期盼还有差距。科技创新能力不强。"
    assert len(items(text)) == 3


def test_topics_are_the_headings_words():
    """The topic is the innermost heading without its numbering."""
    cleaned = clean("一、工作情况\n（一）优化营商环境，激发活力。取消证明45项。\n")
    assert [item.topic for item in drafts(cleaned)] == ["优化营商环境，激发活力"]


def test_problems_told_behind_the_last_theme_are_not_of_it():
    """The theme of work done is no topic of the problems that close it."""
    text = "一、工作情况\n（一）优化营商环境\n整改问题46个。\n同时，还存在执法力量不足、经费紧张等问题。\n二、下一步打算\n加强培训。\n"
    found = [(item.kind.value, item.topic) for item in drafts(clean(text))]
    assert found[:2] == [("achievements", "优化营商环境"), ("problems", "")]


def test_a_point_with_a_sentence_at_its_head_is_called_by_it():
    """The topic sentence of a plan is its title: nothing behind it says as well what it is about."""
    text = "二、2025年工作计划\n（一）深入推进依法行政。推行“三项制度”，组织评查2次。\n（二）加强队伍建设。培训执法人员。\n"
    assert [item.title for item in drafts(clean(text))] == ["深入推进依法行政", "加强队伍建设"]


@pytest.mark.parametrize("indent", ["", "　　", "  "])
def test_a_point_s_topic_is_found_however_far_it_is_indented(indent):
    text = f"二、2025年工作计划\n{indent}一是完善各类规划。对标一流，编制空间规划。\n{indent}二是加强队伍建设。培训执法人员。\n"
    assert [item.title for item in drafts(clean(text))] == ["完善各类规划", "加强队伍建设"]


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem[:3])
def test_the_seeds_items_meet_a_careful_reader_s(gold):
    """Every required item of the hand-made gold is hit, and no item lies outside it."""
    expected = json.loads(gold.read_text(encoding="utf-8"))
    document = understand(read(ROOT / "seeds" / expected["file"]))
    for kind in ("achievements", "problems", "plans"):
        spans = [
            document.clean.original_span(item.spans[0].start, item.spans[-1].end)
            for item in document.items
            if item.kind.value == kind
        ]
        found = [(span.start, span.end) for span in spans]
        wanted = [(item["start"], item["end"], item.get("optional", False)) for item in expected[kind]]
        missed = [want for want in wanted if not want[2] and not any(_hits(want, span) for span in found)]
        wrong = [span for span in found if not any(_hits(want, span) for want in wanted)]
        assert (kind, missed, wrong) == (kind, [], [])


def _hits(want: tuple[int, ...], span: tuple[int, int]) -> bool:
    overlap = min(want[1], span[1]) - max(want[0], span[0])
    return overlap >= 0.5 * min(want[1] - want[0], span[1] - span[0])


def test_a_heading_with_nothing_below_it_is_the_item():
    """Numbered lines without a stop are points of a list, not headings."""
    text = "一、存在问题\n1、装备不足。\n2、人员偏少\n二、下步打算\n1、更新装备\n2、配齐人员\n"
    assert [quote for _, quote in items(text)] == ["1、装备不足。", "2、人员偏少", "1、更新装备", "2、配齐人员"]


def test_an_unheaded_problem_begins_where_it_is_named():
    """The admission is left out of the problem; what a sentence parts by ； alone is one item, as numbered points are not."""
    text = "一、工作情况\n检查126家。\n在肯定成绩的同时，我们也清醒看到，工作还存在一些不足，主要是：重视不够；力量不足。\n"
    assert items(text)[1:] == [("problems", "重视不够；力量不足。")]


def test_points_may_be_what_must_be_done():
    """一要…，二要… are points as 一是…；二是… are."""
    text = "一、工作情况\n办案7件。\n二、下一步打算\n重点抓好三项工作：一要深化改革，二要规范执法，三要强化监督。\n"
    assert [quote for _, quote in items(text)[1:]] == ["一要深化改革", "二要规范执法", "三要强化监督。"]


def test_the_text_of_one_point_announces_no_other():
    """A numbered point's own text is a problem, although the next number follows it on the line."""
    text = "一、工作情况\n办案7件。\n二、存在问题\n1.认识不到位。部分单位重视不够。2.队伍滞后。全区平均不足2人。\n"
    assert [quote for _, quote in items(text)[1:]] == [
        "1.认识不到位。部分单位重视不够。",
        "2.队伍滞后。全区平均不足2人。",
    ]


def test_a_date_in_brackets_is_no_item():
    """What stands alone in brackets reports nothing."""
    text = "2018年法治政府建设报告\n2018年，全州办案7件。\n（2019年1月20日）\n推进改革12项，完成11项。\n"
    assert [quote for _, quote in items(text)] == ["2018年，全州办案7件。", "推进改革12项，完成11项。"]


def test_a_point_that_ends_in_a_semicolon_and_counts_nothing_is_an_item():
    """It is no caption, though it ends without a full stop."""
    text = "一、工作开展情况\n一是召开党组会学习法治思想；二是建立公示栏通报制度；三是加强业务培训，提高队伍素质。"
    points = ["一是召开党组会学习法治思想", "二是建立公示栏通报制度", "三是加强业务培训，提高队伍素质。"]
    assert items(text) == [("achievements", point) for point in points]


@pytest.mark.parametrize("label", ["改进情况：", "（二）改进情况\n", "整改措施："])
def test_what_answers_the_problems_of_a_combined_section_is_planned(label: str):
    text = (
        "一、总体情况\n全年公开信息30条。\n二、存在的主要问题及改进情况\n"
        f"（一）存在的主要问题\n一是公开深度还不够；二是更新不够及时。\n{label}一是拓展公开内容；二是做到应公开尽公开。"
    )
    kinds = [kind for kind, _ in items(text)]
    assert kinds == ["achievements", "problems", "problems", "plans", "plans"]


def test_a_question_is_no_work():
    """A heading that asks stands above what answers it."""
    text = (
        "一、主要工作\n审批快了多少？\n受理许可1738件，办结1654件。\n二、2024年工作安排\n明年做什么？\n新建站点12个。\n"
    )
    cleaned = clean(text)
    items = drafts(cleaned)
    assert [cleaned.text[slice(*item.spans[0])] for item in items] == ["受理许可1738件，办结1654件。", "新建站点12个。"]


def test_a_motto_that_opens_a_paragraph_is_no_item():
    """Its paragraph goes on with what was done; what tells that itself is one, and so is what stands alone."""
    text = (
        "一、主要工作\n农资供应不断档。调运化肥3200吨。\n获评先进单位。新建网点12个。\n严格执法监督。\n"
        "二、2024年工作安排\n新建网点3个。\n"
    )
    quotes = [quote for kind, quote in items(text) if kind == "achievements"]
    assert quotes == ["调运化肥3200吨。", "获评先进单位。", "新建网点12个。", "严格执法监督。"]


def test_a_title_in_part_is_no_item():
    """某县人民法院工作报告（节选） stands above the work of a report whose plans alone have a heading."""
    text = "某县人民法院工作报告（节选）\n全年审结案件3120件。\n2024年工作安排\n组织培训13次。\n"
    assert [quote for _, quote in items(text)] == ["全年审结案件3120件。", "组织培训13次。"]


def test_a_line_behind_a_dash_without_a_stop_is_a_heading():
    text = "一、工作回顾\n——生活保障迈向“有品质”\n发放补贴1030万元。\n——新建网点12个。\n二、2024年工作安排\n新建网点3个。\n"
    assert [quote for kind, quote in items(text) if kind == "achievements"] == [
        "发放补贴1030万元。",
        "——新建网点12个。",
    ]


def test_what_heads_a_problem_or_a_plan_on_its_own_line_is_part_of_it():
    """（一）力量薄弱。 says what is wrong; a heading on a line of its own, or of work done, only names what follows."""
    text = (
        "一、工作情况\n（一）强化执法。办案7件。\n二、存在问题\n（一）力量薄弱。编制人员不足2人。\n"
        "三、工作打算\n（一）健全制度\n完善清单。\n（二）抓好普法。举办讲座9场。开展巡讲。\n一是加强协同。建立联席会议制度。"
    )
    assert [quote for _, quote in items(text)] == [
        "办案7件。",
        "（一）力量薄弱。编制人员不足2人。",
        "完善清单。",
        "（二）抓好普法。举办讲座9场。",
        "开展巡讲。",
        "一是加强协同。建立联席会议制度。",
    ]


def test_a_plan_that_sets_an_aim_is_one_though_it_announces_others():
    text = (
        "一、工作情况\n办案7件。\n二、2024年工作计划\n2024年，计划完成投资11亿元，重点做好以下几个方面工作。\n"
        "（一）抓项目建设\n加快道路建设。\n（二）抓执法\n开展整治行动12次。"
    )
    assert [quote for _, quote in items(text)][1] == "2024年，计划完成投资11亿元，重点做好以下几个方面工作。"


def test_a_short_sentence_that_opens_the_line_of_a_plan_heads_it():
    """抓清欠。 is no plan of its own; where each sentence is as short, each is one."""
    text = "二、下一步打算\n抓清欠。成立5个清欠专班，年内收回账款4亿元。\n加强培训。推进改革。\n"
    assert items(text) == [
        ("plans", "抓清欠。成立5个清欠专班，年内收回账款4亿元。"),
        ("plans", "加强培训。"),
        ("plans", "推进改革。"),
    ]


def test_where_a_problem_is_stands_before_it():
    """医保基金方面。 names a field and no problem."""
    text = "二、存在的问题\n医保基金方面。16家医院重复收费876万元。\n队伍方面。执法力量不足。装备老旧。\n"
    assert items(text) == [
        ("problems", "医保基金方面。16家医院重复收费876万元。"),
        ("problems", "队伍方面。执法力量不足。"),
        ("problems", "装备老旧。"),
    ]


def test_a_problem_and_what_was_done_about_it_are_told_line_by_line():
    """A short line above 整改情况 is a problem and heads nothing."""
    text = (
        "二、巡察反馈问题整改落实情况\n（一）作风建设方面\n1.制度执行不严格，存在超标准接待问题。\n"
        "整改情况：清退接待费用4862元。对责任人批评教育3人。\n2.干部队伍老化，专业人才断档。\n"
        "整改情况：公开招聘技术人员8名。下一步，将制定人才引进计划。\n三、下一步打算\n健全制度5项。\n"
        "欢迎广大干部群众对整改情况进行监督。如有意见建议，请及时反映。联系电话：0558-6512003。\n"
    )
    assert items(text) == [
        ("problems", "1.制度执行不严格，存在超标准接待问题。"),
        ("achievements", "整改情况：清退接待费用4862元。"),
        ("achievements", "对责任人批评教育3人。"),
        ("problems", "2.干部队伍老化，专业人才断档。"),
        ("achievements", "整改情况：公开招聘技术人员8名。"),
        ("plans", "下一步，将制定人才引进计划。"),
        ("plans", "健全制度5项。"),
    ]


def test_a_line_of_separators_alone_is_no_item():
    """What is left of a page's furniture (links, each on its own line) says nothing, and stops no reading."""
    text = "完成水库三座。完成一九五九年计划\n、\n，"
    assert items(text) == [("achievements", "完成水库三座。")]
