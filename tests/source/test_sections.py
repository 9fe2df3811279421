"""find_sections: which part of a report is what, and why."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.source.clean import clean
from extractor.source.read import read
from extractor.source.sections import find_sections
from extractor.source.simplify import simplify
from schemas.section import SectionKind

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
WORK = "一、主要工作情况\n（一）健全完善程序，推动决策规范化。依法落实程序规范，公布目录6项。\n"


def kinds(text: str) -> list[tuple[str, str]]:
    """List the sections that hold text: kind and the first characters of the body."""
    cleaned = clean(text)
    bodies = (
        (part.kind.value, cleaned.text[part.body.start : part.body.end].strip())
        for part in find_sections(cleaned).sections
    )
    return [(kind, body[:6]) for kind, body in bodies if body]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("二、存在的问题", "problems"),
        ("二、推进法治政府建设存在的困难和问题", "problems"),
        ("二、工作中的薄弱环节", "problems"),
        ("存在的问题：", "problems"),
        ("二、面临的形势与挑战", "problems"),
        ("二、督察反馈问题整改情况", "achievements"),
        ("二、加大重点任务督办力度", "achievements"),
        ("【存在问题】", "problems"),
        ("二、下一步工作打算", "plans"),
        ("二、2025年工作安排", "plans"),
        ("二、2025年重点工作", "plans"),
        ("二、“十五五”时期主要目标任务", "plans"),
        ("二、2024年工作完成情况", "achievements"),
        ("二、着力解决突出问题，优化营商环境", "achievements"),
        ("二、补齐民生短板，应对风险挑战", "achievements"),
        ("二、深入推进法治社会建设", "achievements"),
        ("名词解释", "glossary"),
    ],
)
def test_a_heading_gives_its_text_a_kind(heading, kind):
    """Named parts get their kind; a theme, or a word like 问题 beside 解决, is work done."""
    text = f"2024年度法治政府建设报告\n一、2024年主要工作情况\n开展检查12次。\n{heading}\n有关内容的一句话，说明情况到此为止。\n"
    assert kinds(text)[-1] == (kind, "有关内容的一")


def test_headings_may_be_numbered_in_decimals():
    """1, 1.1 and 2 with a blank are headings of three ranks; a figure that opens a line of text is none."""
    text = (
        "某支队2023年工作情况报告\n1 2023年工作总结\n1.1 防控取得新成效\n共检查单位483家，出动\n1.35 万人次、\n6 支队伍。\n"
        "1.2 救援能力提升\n共接处警1284起。\n2 2024年工作思路\n2.1 守住底线\n年内整治隐患20处以上。\n"
    )
    assert kinds(text)[1:] == [
        ("achievements", "共检查单位4"),
        ("achievements", "共接处警12"),
        ("plans", "年内整治隐患"),
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        "在肯定成绩的同时，我们也清醒认识到，法治政府建设还存在不少差距和不足。",
        "虽然取得了一定成绩，但仍存在执法力量薄弱、人才短缺等问题。",
        "同时，也要看到，我区法治建设与先进地区相比还有不小差距。",
        "目前，我局工作还存在一些不足：一是队伍力量不够。",
        "但也存在一些薄弱环节，主要表现在：部分单位重视不够。",
    ],
)
def test_problems_in_an_unheaded_paragraph_are_found(paragraph):
    """A paragraph that admits shortcomings is problems, also inside the work done."""
    assert kinds(WORK + paragraph + "\n")[-1][0] == "problems"


@pytest.mark.parametrize(
    "sentence",
    [
        "深入梳理法治政府建设存在问题，组建法治督察小组。",
        "着力破解营商环境短板，有效应对困难挑战。",
        "开展专项整治，发现并整改存在的突出问题258个。",
        "针对执法不规范、执法粗暴等问题进行梳理整改。",
        "面对严峻挑战和诸多困难，全区上下迎难而上。",
        "办理群众反映问题6件，全部办结。",
    ],
)
def test_solving_problems_is_work_done(sentence):
    """问题, 短板, 困难, 挑战 alone admit nothing."""
    assert [kind for kind, _ in kinds(WORK + sentence + "\n")] == ["achievements", "achievements"][
        : len(kinds(WORK + sentence + "\n"))
    ]


def test_plans_as_a_last_paragraph_are_found():
    """A final paragraph that opens with 下一步 is plans, with the list that follows it."""
    text = WORK + "下一步，我局将做好以下工作：\n一是加强培训。\n二是完善制度。\n"
    assert kinds(text)[-1] == ("plans", "下一步，我局")


def test_a_sentence_about_the_future_does_not_swallow_the_parts_behind_it():
    """Plans inside work done end with their paragraph if work goes on."""
    text = WORK + "今后，将继续推进试点。\n全年办理案件300件，办结率100%。\n二、存在的问题\n力量不足。\n"
    assert [kind for kind, _ in kinds(text)] == ["achievements", "plans", "achievements", "problems"]


def test_a_combined_heading_is_split_by_its_paragraphs():
    """存在的问题和下一步打算 holds both, told apart by their cues."""
    text = WORK + "二、存在的问题和下一步打算\n尽管取得成效，但还存在力量不足等问题。\n下一步，加强培训。\n"
    assert [kind for kind, _ in kinds(text)][-2:] == ["problems", "plans"]


def test_a_body_on_one_line_is_divided_too():
    """Headings are found where the line breaks were lost."""
    text = "一、工作情况 （一）健全程序。公布目录6项。二、存在的问题 一是力量不足。三、下一步打算 一是加强培训。"
    assert [kind for kind, _ in kinds(text)] == ["achievements", "problems", "plans"]


def test_parts_after_the_plans_began_are_plans():
    """A thematic part behind the plans goes on with them."""
    text = "一、2024年工作回顾\n办案3件。\n二、2025年主要任务\n抓好落实。\n三、加强政府自身建设\n坚持依法行政。\n"
    assert [kind for kind, _ in kinds(text)] == ["achievements", "plans", "plans"]


def test_signature_and_formula_close_a_report():
    """Closing formula, issuer and date are neither plans nor work."""
    text = WORK + "二、下一步打算\n加强培训。\n特此报告。\n深圳市光明区人民政府\n2022年1月5日"
    assert kinds(text)[-2:] == [("plans", "加强培训。"), ("closing", "特此报告。\n")]


def test_what_stands_before_the_first_heading_is_a_preamble():
    """Title and introduction hold no items."""
    assert kinds("2024年法治政府建设报告\n现将有关情况报告如下：\n" + WORK)[0] == ("preamble", "2024年法")


def test_a_resolution_about_a_report_is_no_report():
    """A text that decides on a report is flagged and kept whole."""
    outline = find_sections(
        clean("大会听取和审议了总理所作的\n政府工作报告\n。会议充分肯定过去一年的工作，决定批准这个报告。")
    )
    assert (outline.is_report, [part.kind.value for part in outline.sections]) == (False, ["other"])


def test_headings_keep_their_path():
    """A section knows all the headings it stands under."""
    text = "一、工作情况\n（一）依法行政\n1.深化改革。取消事项3项。\n二、存在问题\n力量不足。\n"
    paths = [part.path for part in find_sections(clean(text)).sections]
    assert ("一、工作情况", "（一）依法行政", "1.深化改革。") in paths


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_sections_cover_the_clean_text_without_gaps(seed):
    """Each section begins where the one before it ends."""
    cleaned = simplify(clean(read(seed).text))
    parts = find_sections(cleaned).sections
    assert [part.span.start for part in parts] == [0, *(part.span.end for part in parts[:-1])]
    assert parts[-1].span.end == len(cleaned.text)


@given(st.text(alphabet="一二、（）()1.。\n但还存在问题下一步将【】特此报告各位代表！年 2024", max_size=100))
def test_any_text_is_covered(text):
    """Whatever the input, the sections cover it in order."""
    cleaned = clean(text)
    parts = find_sections(cleaned).sections
    assert [part.span.start for part in parts] == [0, *(part.span.end for part in parts[:-1])]
    assert parts[-1].span.end == len(cleaned.text)


def test_a_signature_below_which_notes_stand_is_found():
    """Publication notes and enclosures below the date do not hide the signature."""
    text = WORK + "二、2025年工作安排\n加强培训。\n江城县人民政府\n2025年1月15日\n（此件公开发布）\n附件：名词解释\n"
    assert kinds(text)[-1] == ("closing", "江城县人民政")


def test_a_body_without_line_breaks_or_blanks_is_divided():
    """一、…（一）… and the signature are found although nothing separates them."""
    text = "某区2024年法治政府建设情况报告　现将情况报告如下：一、主要工作情况（一）加强组织领导。召开会议6次。二、存在的问题一是意识不强。三、下一步工作计划一是强化培训。某区人民政府2025年1月10日"
    assert [kind for kind, _ in kinds(text)] == ["preamble", "achievements", "problems", "plans", "closing"]


def test_a_report_without_problems_has_none():
    """Solved problems and overcome difficulties stay work done, whatever the heading says."""
    text = "2024年度法治政府建设报告\n一、聚焦问题短板，健全机制\n针对以往存在的制度不健全等问题，出台文件3份。\n二、今后五年规划落实情况\n完成规划任务35项。\n"
    assert {kind for kind, _ in kinds(text)} == {"preamble", "achievements"}


def test_a_paragraph_of_shortcomings_needs_no_announcement():
    """Most of its sentences say what is lacking; the one that leads in is none of them."""
    text = WORK + (
        "二、几点思考\n回顾一年工作，成绩来之不易，但法治建设永远在路上。干部的法律素养与岗位要求还不相适应。"
        "执法队组建时间短，执法底气不足。普法形式比较单一，年轻人不爱看。\n三、明年工作\n加强培训。\n"
    )
    assert [kind for kind, _ in kinds(text)][-2:] == ["problems", "plans"]


def test_problems_and_plans_may_alternate_under_one_heading():
    """Each point names its problem and what is planned against it."""
    text = WORK + (
        "二、存在的问题和下一步打算\n一是法治意识不强。我们将把法治纳入培训。\n二是执法力量不足。下一步要推进改革。"
        "积极争取支持。\n三是宣传力度不够。要创新形式，办好活动。\n"
    )
    assert [kind for kind, _ in kinds(text)][-6:] == ["problems", "plans"] * 3


@pytest.mark.parametrize(
    "paragraph",
    [
        "下半年，我局将紧盯目标任务。修订裁量基准。",
        "在今后的工作中，我镇将从以下方面着手。加强培训。",
        "针对存在的不足，下一步我们将做好以下工作。加强培训。",
        "我镇将继续深入推进依法行政，全面提升法治水平。",
        "新的一年，我们将以更高标准抓好落实。加强培训。",
    ],
)
def test_plans_as_a_last_paragraph_may_open_in_many_ways(paragraph):
    """Half-years, promises and references to what is lacking open them too."""
    assert kinds(WORK + "检查企业12家。\n" + paragraph + "\n")[-1][0] == "plans"


@pytest.mark.parametrize(
    "paragraph",
    [
        "下半年，开展检查12次，整改问题7个。",
        "召开推进会，对下一步工作作出部署。",
        "我局将深入推行执法公示作为重点，扎实抓好落实。",
        "将法治建设纳入考核，权重由3%提升至6%。",
    ],
)
def test_what_was_done_is_no_plan(paragraph):
    """下半年 and 将 also tell of work done."""
    assert {kind for kind, _ in kinds(WORK + "检查企业12家。\n" + paragraph + "\n")} == {"achievements"}


def test_a_heading_may_begin_with_a_year_in_a_body_on_one_line():
    """三、2025年工作思路 is a heading where the line breaks were lost."""
    text = "一、2024年主要做法 （一）健全程序。公布目录6项。 二、存在的问题 主要表现在：一是力量不足；二是经费不够。 三、2025年工作思路 一是加强培训。"
    assert [kind for kind, _ in kinds(text)] == ["achievements", "problems", "plans"]


def test_a_part_of_plans_may_look_back_first():
    """Five-year reports review the last plan before they set out the next, under one heading."""
    text = (
        "一、2025年工作回顾\n办案3件。\n二、关于“十五五”规划纲要（草案）的说明\n“十四五”时期，我市发展极不平凡。生产总值突破千亿元。\n"
        "“十五五”时期，我市将加快发展。到2030年，建成中心3个。\n三、2026年主要任务\n抓好落实。\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["achievements", "achievements", "plans", "plans"]


def test_the_next_five_year_plan_is_no_review():
    """A plan period that has not ended is planned for."""
    text = "一、2020年工作回顾\n办案3件。\n二、“十四五”时期主要任务\n“十四五”时期是关键五年。我们要抢抓机遇。\n"
    assert [kind for kind, _ in kinds(text)] == ["achievements", "plans"]


@pytest.mark.parametrize("heading", ["三、采取有力措施，保证1981年计划的完成", "三、确保全年目标任务圆满完成"])
def test_making_sure_of_a_plan_is_planning(heading):
    """完成 after 保证 or 确保 tells of no work done."""
    text = f"一、取得的新进展\n办案3件。\n二、1981年计划的主要任务\n抓好落实。\n{heading}\n实行节约。\n"
    assert [kind for kind, _ in kinds(text)] == ["achievements", "plans", "plans"]


def test_rows_of_a_table_are_no_headings():
    """A numbered row ends with its numbers."""
    text = "一、总体情况\n公开信息12条。\n一、本年新收申请数量 21 0 0 0\n（一）予以公开 3 0 0 0\n二、存在的问题\n力量不足。\n"
    paths = {part.path for part in find_sections(clean(text)).sections}
    assert paths == {("一、总体情况",), ("二、存在的问题",)}


def test_numbered_paragraphs_head_nothing():
    """A text that counts its paragraphs through has no heading in each of them."""
    paragraphs = "".join(f"{n}. 政府在第{n}区完成了检讨。各区都有新安排。\n" for n in range(1, 60))
    found = find_sections(clean("二零零一年施政报告\n甲、引言\n" + paragraphs + "乙、结语\n谢谢各位。\n"))
    assert {part.path for part in found.sections} == {(), ("甲、引言",), ("乙、结语",)}


def test_a_policy_address_is_told_apart_by_its_sentences():
    """What the government will do are plans, what it has done is work done, in one paragraph."""
    text = (
        "二零零七年施政报告\n甲、引言\n"
        "政府已完成检讨，并推出新安排。我们会在明年推出新计划。局方将继续增加拨款。教育已有成绩，入学率达到九成。"
        "医疗服务将承受重大压力。市场不是万能。\n"
    )
    assert [kind for kind, _ in kinds(text)][1:] == ["achievements", "plans", "achievements", "problems", "other"]


def test_under_a_heading_on_foreign_affairs_creed_is_no_plan():
    text = (
        "一、一年来的工作\n全年新建学校12所。\n二、明年的任务\n努力办好学校。\n"
        "三、我国的外交政策\n世界各处的冲突没有降温。去年有20个国家的元首来访。我们准备同各国扩大往来。\n"
    )
    assert [kind for kind, _ in kinds(text)][-3:] == ["other", "achievements", "plans"]


@pytest.mark.parametrize(
    "below",
    [
        "某县人民政府\n2022年1月18日\n网站声明一则\n",
        "某县人民政府办公室\n2022年1月18日印发\n",
        "某县司法局\n2022-01-18\n",
        "附件：1.案件统计表\n2.规范性文件目录\n某县人民政府\n2022年1月18日\n",
        "某县人民政府\n2022年1月18日\n附件：1.案件统计表\n2.规范性文件目录\n",
    ],
    ids=["notes", "printed", "figures", "enclosures above", "enclosures below"],
)
def test_nothing_below_the_plans_goes_on_with_them(below):
    """Signature, printing note, enclosures and what the page adds below a date close the report."""
    text = WORK + "二、下一步打算\n加强培训。\n" + below
    assert [kind for kind, _ in kinds(text)][1:] in (["plans", "closing"], ["plans", "closing", "closing"])


def test_a_list_that_plans_announce_stays_whole():
    """Points behind 重点抓好以下工作 are plans, whatever they say is lacking."""
    text = WORK + (
        "二、存在的问题和下一步打算\n工作仍有不少差距。执法力量不足。下一步，我们将重点抓好以下工作：\n"
        "1、以示范创建为抓手，解决发展不平衡，推动各县发展。\n2.补充力量，年底前每所不少于2人。\n3、经费不足的乡镇，由县级统筹。\n"
    )
    assert [kind for kind, _ in kinds(text)][-2:] == ["problems", "plans"]


def test_a_title_that_ends_like_a_heading_is_none():
    """某州2018年度法治政府建设情况 is the title; 工作开展情况 is a heading."""
    found = find_sections(
        clean("某东州2018年度法治政府建设情况\n2018年，全州推进依法行政。\n工作开展情况\n公布清单42项。\n")
    )
    assert [part.path for part in found.sections] == [(), ("工作开展情况",)]


def items(text: str) -> list[tuple[str, str]]:
    """Return the items of a text: kind, first words."""
    from extractor.source.document import understand
    from extractor.source.read import read_text

    document = understand(read_text(text))
    return [(item.kind.value, document.clean.text[item.spans[0][0] :][:6]) for item in document.items]


def test_an_admission_holds_for_the_figures_of_its_paragraph():
    text = (
        "一、把路修得更宽\n全年改造道路12条。\n二、把水引得更清\n新建管网31公里。\n"
        "也要看到，与居民期待相比，我们做得还不够。停车泊位缺口2300个。夜间施工投诉占比已升至41%，取证难。老旧管网更新仅有3公里。\n"
    )
    assert [kind for kind, _ in items(text)][-3:] == ["problems"] * 3


def test_a_salutation_opens_no_paragraph():
    text = (
        "一、工作回顾\n全年改造道路12条。\n"
        "各位代表！一些老问题绕不过：一是基础还不牢。高端资源聚集能力不够强。二是城区功能品质有待提升。\n"
    )
    assert [kind for kind, _ in items(text)] == ["achievements", "problems", "problems"]


def test_work_told_behind_an_admission_is_work_again():
    text = "一、工作情况\n开展检查8次。但仍存在人手不足的问题。全年办结案件30件，查处违法行为6起。\n"
    assert items(text)[-1] == ("achievements", "全年办结案件")


def test_a_list_of_tasks_that_a_sentence_announces_is_of_plans():
    text = (
        "东港市水务局2023年工作报告\n一、让水更清\n新建管网31公里。\n二、往前走的路\n"
        "2024年，我局将以“节水优先”为主题，做好下面三件事。\n1.再提速。推行一窗受理，办理时间控制在2天以内。\n2.再加压。水质抽检不少于900批次。\n"
    )
    assert {kind for kind, _ in items(text)[1:]} == {"plans"}


def test_a_remedy_behind_each_problem_of_a_combined_part_is_a_plan():
    text = (
        "一、主要工作\n建成泵站4座。\n二、存在问题和下一步打算\n总结一年工作，我们也看到不足。\n"
        "（一）管护力量薄弱\n专职管护人员只有6人。开工建设管护站2座，配备设备15套。\n"
        "（二）执法力量不足\n持证人员缺口9人。在重点河段安装监控40处，每季度开展联合执法。\n"
    )
    assert [kind for kind, _ in items(text)[1:]] == ["problems", "plans", "problems", "plans"]


def test_a_point_that_faces_a_lack_with_its_remedy_is_both():
    text = (
        "一、主要工作\n建成泵站4座。\n二、存在的问题及改进措施\n（一）统筹力度不够大。下一步，将健全联络员制度。\n"
        "（二）针对部分单位主体意识不强、报备不及时的问题，将制定备案审查工作指引，每半年通报一次。\n"
        "（三）针对上述问题，我局将加强培训。\n"
    )
    told = [
        ("problems", "（一）统筹力"),
        ("plans", "下一步，将健"),
        ("problems", "（二）针对部"),
        ("plans", "将制定备案审"),
    ]
    assert items(text)[1:] == [*told, ("plans", "（三）针对上")]


def test_a_report_of_taiwan_heads_its_plans_by_what_it_will_govern():
    text = (
        "肆、文化\n一、103年度下半年重要施政成果\n(一)文化計畫：協助影視拍攝511件。\n"
        "三、未來施政重點\n(一)於104年度規劃社區公共藝術計畫，預計2016年完工。\n"
    )
    assert [kind for kind, _ in items(text)] == ["achievements", "plans"]


def test_a_report_of_taiwan_tells_lacks_and_answers_in_its_own_words():
    text = (
        "臺南市政府交通局工作報告\n貳、業務執行情形\n一、公共運輸\n(一)辦理情形\n運量計1,264萬人次。"
        "惟駕駛員招募不易，部分路線班次不足。\n(二)檢討\n熱門站點見車率不足。\n"
        "(三)策進作為\n1.盤點事故熱點100處，逐案完成改善。\n參、面臨問題與因應對策\n一、人力\n社工人力不足。\n"
        "因應對策：積極爭取增額。\n以上報告，敬請各位議員不吝指教。\n"
    )
    told = ["achievements", "problems", "problems", "plans", "problems", "plans"]
    assert [kind for kind, _ in items(text)] == told


def test_rows_of_a_table_head_nothing_and_are_no_items():
    text = (
        "某局2021年政府信息公开工作年度报告\n一、总体情况\n公开信息30条。\n三、收到和处理申请情况\n"
        "一、本年新收申请数量\t20\t1\t0\t21\n三、本年度办理结果\t（一）予以公开\t11\t1\t0\t12\n"
        "（二）部分公开（区分处理的，只计这一情形）\t2\t0\t0\t2\n四、结转下年度继续办理\t0\t0\t0\t0\n"
        "五、存在的主要问题及改进情况\n公开的主动性有待增强。\n"
    )
    assert [kind for kind, _ in items(text)] == ["achievements", "problems"]


def test_a_lack_and_what_must_be_done_about_it():
    text = (
        "一、主要工作\n建成泵站4座。\n二、存在的不足和改进措施\n"
        "（一）普法的针对性不够强，覆盖不到位，要进一步丰富普法形式，推动法律知识进企业。\n"
    )
    assert [kind for kind, _ in items(text)][1:] == ["problems", "plans"]


def test_what_plans_recall_is_no_plan():
    text = (
        "各位代表：\n一、1999年工作回顾\n建成公路40公里。\n二、2000年工作安排\n继续扩大内需。两年来，财政发行长期国债2100亿元。"
        "已建成公路358公里。今年要再建公路。近年来，反腐倡廉虽然取得成效，但与要求还有较大差距。要从严治政。\n"
    )
    told = ["plans", "achievements", "achievements", "plans", "problems", "plans"]
    assert [kind for kind, _ in items(text)][1:] == told


def test_what_a_subject_will_do_is_a_plan_whatever_it_counts():
    text = "东港市交通局2023年度工作报告\n2023年，新建公路40公里。\n2024年，市交通局将推进路网改造，硬化率提高到75%以上。\n"
    assert items(text)[-1][0] == "plans"


def test_a_topic_that_a_traditional_report_faces_is_a_problem():
    text = "貳、施政成果\n一、空氣品質改善\n汰換機車826輛。\n惟本局仍面臨下列課題：其一，稽查人力僅23人，負荷沉重。其二，設備老舊。\n"
    assert ("problems", "其一，稽查人") in items(text)


def test_good_wishes_for_the_session_close_a_report():
    text = "一、工作情况\n修路12公里。\n二、未来努力方向\n推动管网更新30公里。\n以上报告，敬请指教。并祝大会顺利成功，各位身体健康。\n"
    assert "并祝大会顺利" not in [words for _, words in items(text)]


def test_a_plan_told_in_passing_ends_with_its_paragraph():
    text = (
        "东港市水务局2023年工作报告\n把河管好。清理河道31公里。明年上半年将逐段评估，用不上的及时拆除。\n"
        "把水引好。聘任巡查员40名，发现隐患61处。\n把账算好。全年节水120万吨。\n"
    )
    assert [kind for kind, _ in items(text)][-2:] == ["achievements"] * 2


def test_a_list_of_problems_goes_on_behind_the_remedy_of_one():
    text = (
        "一、主要工作\n建成泵站4座。\n二、存在的困难和问题\n一是人手紧张。在编人员只有6名。为此，我局已申请补录。\n"
        "二是手段较为原始。盗采多在凌晨发生。下一步将新建基站2座。\n三是管护经费缺口大。\n三、明年打算\n新建泵站2座。\n"
    )
    found = [(kind, words) for kind, words in items(text) if words[:2] in {"一是", "二是", "三是"}]
    assert [kind for kind, _ in found] == ["problems"] * 3


def test_what_was_done_about_a_problem_already_is_none():
    text = "一、主要工作\n建成泵站4座。\n二、存在的问题\n管网老化仍较严重。我局已将改造写入年度计划，首批30条于2月签约。巡查力量不足。\n"
    kinds = {words: kind for kind, words in items(text)}
    assert "problems" not in {kind for words, kind in kinds.items() if words.startswith("我局已将")}
    assert kinds["巡查力量不足"] == "problems"


def test_a_few_shortcomings_and_topics_faced_head_problems():
    assert ("problems", "场地分布不均") in items("一、主要工作\n建成球场4座。\n二、几点不足\n场地分布不均匀。\n")
    text = "貳、施政成果\n汰換機車826輛。\n參、當前面臨課題\n一、清潔人力吃緊，編制員額412人。\n"
    assert items(text)[-1][0] == "problems"


def test_what_a_paragraph_of_work_concedes_is_a_problem_in_passing():
    text = "一、主要工作\n承接事项357项。但也要看到，真正常用的还不到三分之一。全年办结案件30件。\n二、明年打算\n新建泵站2座。\n"
    assert [kind for kind, _ in items(text)] == ["achievements", "problems", "achievements", "plans"]


@pytest.mark.parametrize(
    "title",
    [
        "某区卫生健康委2023年法治建设情况",
        "某局2023年重点工作完成情况",
        "2023年工作情况",
        "某局二〇一九年工作总结及下步打算",
    ],
)
def test_a_title_heads_no_part(title):
    """What stands under it keeps its own kind, however the title ends."""
    text = f"{title}\n（一）工作亮点\n抽查单位613家，完结率100%。\n（二）问题清单\n人员仅3人。\n（三）任务清单\n补充监督员5名。\n"
    assert [kind for kind, _ in kinds(text)][-3:] == ["achievements", "problems", "plans"]


def test_a_heading_of_plans_counts_wherever_it_stands():
    """A part of a part may be of plans: 2025年工作思路 under 工作情况."""
    text = (
        "某区2024年工作报告\n一、工作情况\n1.规范审批。受理审批事项412项。\n2.加强监管。开展检查3轮，清退费用17.6万元。\n"
        "3.2025年工作思路。一是引入第三方评估，抽查文件不少于30份。\n"
    )
    assert kinds(text)[-1] == ("plans", "一是引入第三")


def test_a_heading_without_numbering_may_begin_with_a_year():
    """Where 存在不足 has no numbering either."""
    text = (
        "某市公安局2024年工作总结\n一年来，破获案件53起。\n存在不足\n当前工作仍存在一些薄弱环节：警力不足。\n2025年工作打算\n"
        "（一）打好平安保卫战。刑事案件破案率提高到75%以上。\n（二）打好基层翻身仗。推动警力下沉300人。\n"
    )
    kinds = [section.kind for section in find_sections(clean(text)).sections if section.heading]
    assert kinds == [SectionKind.PROBLEMS, *[SectionKind.PLANS] * 3]


def test_what_follows_the_plans_of_five_years_is_planned_too():
    """三、2022年重点工作 of a speech in that January."""
    text = (
        "一、过去五年工作回顾\n累计投入21.8亿元。\n二、今后五年奋斗目标\n建设绿色强县。\n三、2022年重点工作\n"
        "（一）抓产业。改造茶园3万亩。\n"
    )
    assert find_sections(clean(text)).sections[-1].kind is SectionKind.PLANS


@pytest.mark.parametrize("led", ["我院将在区委的坚强领导下，", "新征程上，我院将忠实履职，"])
def test_the_last_appeal_of_a_speech_closes_it(led):
    """Led by a committee or not, in one paragraph."""
    text = (
        "一、2023年工作回顾\n审结案件1768件。\n二、2024年工作安排\n力争结案率达到96%，加强队伍建设，做好诉前调解工作。\n"
        f"各位代表，法安天下，德润人心。{led}为建设示范区贡献力量！\n"
    )
    assert find_sections(clean(text)).sections[-1].kind is SectionKind.CLOSING


SPEECH = (
    "某省政府工作报告\n——2026年1月27日在某省第十四届人民代表大会第四次会议上\n各位代表：\n现在，我代表省人民政府作报告，请予审议。\n"
    "{}\n“十四五”时期是我省发展极不平凡的五年。全省生产总值达到1.5万亿元。未来产业加快布局，新建实验室3家。\n"
    "建成高速公路1200公里，新增就业84万人，城镇登记失业率控制在3%以内，居民收入年均增长6%，粮食产量稳定在1200万吨以上。\n"
    "我们也清醒看到，全省发展仍面临不少困难和问题，主要是：内需不足的问题依然突出。\n"
)


@pytest.mark.parametrize(
    "ahead",
    [
        "“十五五”时期的主要目标任务\n“十五五”时期是夯实基础的关键时期，要努力实现以下目标：经济总量达到2万亿元，居民收入与经济同步增长。\n",
        "二、“十五五”时期发展的主要考虑\n省委对未来五年作出了部署。经济总量达到2万亿元。\n",
        "二、一张蓝图绘到底，奋力谱写新篇章\n“十五五”时期是夯实基础的关键时期。\n（一）始终锚定产业优。培育集群12个。\n",
        "二、一鼓作气勇争先，推动“十五五”开好局\n培育集群12个。\n（一）壮大实体经济。新增企业800家。\n",
        "2026年重点工作\n今年要抓好以下工作，全省生产总值增长5.5%左右，城镇新增就业30万人以上，居民收入增长与经济增长同步。\n",
    ],
    ids=["unnumbered", "in the heading", "a theme", "a slogan", "the year of the session"],
)
@pytest.mark.parametrize("review", ["“十四五”时期工作回顾", "一、五年来的工作"])
def test_a_plan_of_five_years_that_begins_after_the_year_under_report_is_planned(review, ahead):
    """What the session of January heard is of the year before, and of the five that ended with it."""
    found = kinds(SPEECH.format(review) + ahead)
    told = [kind for kind, _ in found if kind not in {"preamble", "closing", "other"}]
    assert told[:3] == ["achievements", "problems", "plans"]
    assert set(told[2:]) == {"plans"}


def test_ground_laid_for_the_next_five_years_is_work_done():
    """A heading may name the plan that comes for what was done to prepare it."""
    text = SPEECH.format("一、“十四五”圆满收官，为“十五五”开局奠定坚实基础")
    assert [kind for kind, _ in kinds(text)][-2:] == ["achievements", "problems"]


def test_the_last_appeal_closes_a_speech_before_enclosures():
    """Notes and lists stand behind it."""
    text = (
        "一、2023年工作回顾\n审结案件1768件。\n二、2024年工作安排\n力争结案率达到96%，加强队伍建设，做好诉前调解工作。\n"
        "骐骥迎春至，万象启新程。让我们更加紧密地团结起来，为建设示范区而努力奋斗！\n注释\n［1］四大产业：\n"
        + "旅游业、现代服务业、高新技术产业、热带特色高效农业，占全省生产总值的70%，其余按统计分类计算。\n"
        * 12
    )
    assert [kind for kind, _ in kinds(text)][-2:] == ["closing", "glossary"]
