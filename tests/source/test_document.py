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


def test_a_lack_told_in_passing_is_a_problem_by_itself():
    """A contrast or a cause inside a part on work done; what is counted behind it is work done again."""
    text = (
        "一、主要工作\n（一）规范执法。作出处罚34件。但在办案中仍存在笔录过于简单等情况。\n（二）普法宣传。发放读本3600册。"
        "受制于场地，集中学法次数偏少。组织讲座12场。\n（三）监督。对执法态度生硬的2名队员批评教育。\n"
    )
    assert [kind for kind, _ in items(text)] == [
        "achievements",
        "problems",
        "achievements",
        "problems",
        "achievements",
        "achievements",
    ]


def test_a_sentence_may_go_over_from_a_problem_to_its_remedy():
    """Under a heading that names problems, 拟… and 将… open a plan of their own."""
    text = "一、主要工作\n办案7件。\n二、困难与对策\n（一）预警靠人工比对，效率不高，拟于明年引入自动比对模块。\n（二）办案经验不足，将选派2名骨干跟班锻炼。\n"
    assert items(text)[1:] == [
        ("problems", "（一）预警靠人工比对，效率不高"),
        ("plans", "拟于明年引入自动比对模块。"),
        ("problems", "（二）办案经验不足"),
        ("plans", "将选派2名骨干跟班锻炼。"),
    ]


def test_a_label_opens_a_kind_on_its_line():
    """存在问题： and 下一步打算： head what follows on the same line."""
    text = "一、主要工作\n办案7件。\n存在问题：其一，队伍老化；其二，案卷质量良莠不齐。\n下一步打算：其一，开展轮训；其二，评查案卷。\n"
    assert [kind for kind, _ in items(text)] == ["achievements", "problems", "problems", "plans", "plans"]


def test_thanks_and_credit_are_no_work_done():
    """Nor is what a report says of itself."""
    text = (
        "一、主要工作\n办案7件。这些成绩的取得，是县委坚强领导的结果。在此，我代表县政府，向全县人民表示衷心的感谢！"
        "报告所列数据的统计期限为2024年1月1日至12月31日。\n二、下一步打算\n加强培训。\n"
    )
    assert [quote for _, quote in items(text)] == ["办案7件。", "加强培训。"]


def test_a_table_may_pair_problems_with_remedies():
    """Its rows are points under a heading that names both; the line that heads its columns is none."""
    text = (
        "一、主要工作\n办案7件。\n二、存在问题及整改措施\n序号 | 存在问题 | 整改措施\n1 | 执法力量较为薄弱 | 配强基层执法队伍\n"
        "2 | 普法形式单一 | 创新普法形式，打造品牌\n"
    )
    assert [kind for kind, _ in items(text)[1:]] == ["problems", "plans", "problems", "plans"]
    assert items(text)[2] == ("plans", "配强基层执法队伍")


def test_an_introduction_announces_the_list_behind_it():
    """Also where it ends with a stop and its points are numbered as headings are."""
    text = (
        "一、主要工作\n（一）依法决策。审查文件32件。\n与先进地区相比，我县法治政府建设还存在不少短板。\n（一）普法形式单一。\n"
        "（二）专业人才短缺。\n二、下步打算\n加强培训。\n"
    )
    assert [kind for kind, _ in items(text)] == ["achievements", "problems", "problems", "plans"]


def test_points_side_by_side_on_a_line_are_all_items():
    """（一）…。（二）…。 on one line: the first heads nothing."""
    text = "一、主要工作\n办案7件。\n二、存在的问题\n（一）执法力量薄弱。（二）宣传形式单一。\n三、下步打算\n（一）充实队伍。（二）创新形式。\n"
    assert [quote for _, quote in items(text)[1:]] == [
        "（一）执法力量薄弱。",
        "（二）宣传形式单一。",
        "（一）充实队伍。",
        "（二）创新形式。",
    ]


def test_what_announces_points_or_names_their_theme_is_no_item():
    """2023年，我局将从以下方面推进…工作。 and ——抓执法。"""
    text = "一、主要工作\n办案7件。\n二、明年工作安排\n2023年，我局将重点从以下几个方面推进法治政府建设工作。\n——抓执法。开展专项行动3次。\n——抓服务。压减时限50%。\n"
    assert [quote for _, quote in items(text)[1:]] == ["开展专项行动3次。", "压减时限50%。"]


def test_work_done_in_spite_of_a_lack_is_no_problem():
    """A contrast or a cause may as well open what was done; a report without problems has none."""
    done = (
        "但大家没有松懈，圆满完成各项任务。",
        "因案施策，对危害不大的不予处罚26件。",
        "充分认识当前面临的形势和挑战，研究制定工作方案。",
        "由于人手有限，创新推行联合执法，检查企业32家。",
        "执法人员不足的问题得到有效缓解。",
        "对存在问题较多的3个单位进行约谈。",
        "仍存在异议的，依法告知复议权利。",
        "虽然力量不足，但全体干部迎难而上，按期办结全部案件。",
    )
    text = "一、主要工作\n" + "".join(f"审查文件12件。{sentence}\n" for sentence in done) + "二、下步打算\n加强培训。\n"
    assert [kind for kind, _ in items(text)].count("problems") == 0


def test_the_title_is_no_item():
    """Over two lines, or with a year that looks like a count, in a report without headings."""
    below = "2023年，全市办案36件，新建广场2个。\n栽树80株，修路12公里。\n"
    for title in ("关于柳泉市2023年国民经济计划执行情况\n与2024年计划草案的报告", "2024年澜州市政府工作报告（摘要）"):
        assert [words for _, words in items(f"{title}\n\n{below}")] == below.splitlines()


def test_what_is_laid_before_a_session_is_no_work():
    """现将…提请大会审查 only announces the report."""
    told = "受市人民政府委托，现将2023年计划执行情况提请大会审查，并请列席人员提出意见。\n办案36件，新建广场2个。\n"
    assert [words for _, words in items("柳泉市2023年计划执行情况报告\n" + told)] == ["办案36件，新建广场2个。"]
