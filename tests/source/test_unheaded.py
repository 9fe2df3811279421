"""Reports that say what is lacking and what is planned without any heading, in words of their own."""

import pytest

from extractor.source.document import understand
from extractor.source.read import read_text

WORK = (
    "柳河镇2023年法治政府建设情况报告\n"
    "2023年，全镇办结行政处罚案件36件，组织执法培训12场次。建成法治文化广场2个，调解矛盾纠纷158起。\n"
)


def kinds(text: str) -> list[tuple[str, str]]:
    """List the first letters and the words of all items but the work of WORK."""
    document = understand(read_text(text))
    items = [(item.kind.value, document.clean.text[slice(*item.spans[0])]) for item in document.items]
    return [(kind, words) for kind, words in items if words not in WORK]


def kinds_behind_work(sentence: str) -> list[tuple[str, str]]:
    """List the items of a sentence on a line of its own behind one on work done."""
    return kinds(WORK + f"全年新建广场2个，栽树80株。\n{sentence}\n")


@pytest.mark.parametrize(
    ("text", "problems", "plans"),
    [
        (
            "回头看，工作中还有不少欠账。村级法治宣传力量单薄，部分干部遇事找法意识不强。执法装备陈旧，跨部门协作不够顺畅。\n"
            "2024年，镇里打算把执法队伍再充实5人，开展普法活动20场次。推动矛盾纠纷调解率稳定在98%以上。\n",
            ["村级法治宣传力量单薄，部分干部遇事找法意识不强。", "执法装备陈旧，跨部门协作不够顺畅。"],
            ["2024年，镇里打算把执法队伍再充实5人，开展普法活动20场次。", "推动矛盾纠纷调解率稳定在98%以上。"],
        ),
        (
            "静下心来盘点，短处也很明显：一是执法人员只有4人，难以覆盖全镇；二是案卷制作不够规范；三是法律顾问作用发挥有限。\n"
            "为补上这些短处，明年要做三件事：一是招录执法人员5名；二是每月开展案卷评查；三是请法律顾问列席党委会。\n",
            ["一是执法人员只有4人，难以覆盖全镇", "二是案卷制作不够规范", "三是法律顾问作用发挥有限。"],
            ["一是招录执法人员5名", "二是每月开展案卷评查", "三是请法律顾问列席党委会。"],
        ),
        (
            "与先进乡镇相比，我们的差距在于：数字化执法起步晚，案件质量不高，普法声势不大。\n"
            "新的一年里，执法队伍扩充到9人，普法活动办满20场，调解成功率保持98%。\n",
            ["数字化执法起步晚，案件质量不高，普法声势不大。"],
            ["新的一年里，执法队伍扩充到9人，普法活动办满20场，调解成功率保持98%。"],
        ),
        (
            "园区安监人员持证率偏低，化工等专业力量尤为欠缺。后续计划通过购买服务引进专家8名。目前已签约3名。\n",
            ["园区安监人员持证率偏低，化工等专业力量尤为欠缺。"],
            ["后续计划通过购买服务引进专家8名。"],
        ),
        (
            "审计任务加重与力量不足的矛盾日益突出，大数据审计人才匮乏。\n2024年，我局将选派骨干参加培训。\n",
            ["审计任务加重与力量不足的矛盾日益突出，大数据审计人才匮乏。"],
            ["2024年，我局将选派骨干参加培训。"],
        ),
        (
            "不过从执法实践看，乡镇对农资执法不熟悉，线索移交不够及时，一些案件错过了取证时机。\n",
            ["不过从执法实践看，乡镇对农资执法不熟悉，线索移交不够及时，一些案件错过了取证时机。"],
            [],
        ),
        (
            "养老机构监管虽已起步，仍缺少上位法支撑，执法手段有限。\n",
            ["仍缺少上位法支撑，执法手段有限。"],
            [],
        ),
        (
            "成绩背后，我们也在反思。为什么同类违法屡禁不止？\n对此我们将建立履职台账，一季一考评。\n",
            ["成绩背后，我们也在反思。", "为什么同类违法屡禁不止？"],
            ["对此我们将建立履职台账，一季一考评。"],
        ),
        (
            "不过也要说句实话，执法全过程记录落实得不好，个别案卷还有瑕疵。\n",
            ["不过也要说句实话，执法全过程记录落实得不好，个别案卷还有瑕疵。"],
            [],
        ),
        (
            "工作虽有起色，但离上级要求还差一截：河长巡河质量参差不齐，个别堤段隐患没有根治。\n"
            "2024年重点干好两件事。一是完成堤防加固15公里。二是把水质达标率稳定在97%以上。\n",
            ["但离上级要求还差一截：河长巡河质量参差不齐，个别堤段隐患没有根治。"],
            ["一是完成堤防加固15公里。", "二是把水质达标率稳定在97%以上。"],
        ),
        (
            "在总结成绩的同时，我们也清楚地知道，节水任重道远，资金缺口大，专业人才留不住。\n对此，我们一定想办法解决。\n"
            "以上是我镇一年来的工作情况，请审议。\n",
            ["在总结成绩的同时，我们也清楚地知道，节水任重道远，资金缺口大，专业人才留不住。"],
            ["对此，我们一定想办法解决。"],
        ),
        (
            "当前，水利工程老化失修，抗旱能力弱。群众饮水不稳定的问题在山区3个村仍未解决。\n"
            "“十四五”后两年，围绕上述短板，投资1.2亿元，新建水厂2座，延伸管网60公里。\n",
            ["当前，水利工程老化失修，抗旱能力弱。", "群众饮水不稳定的问题在山区3个村仍未解决。"],
            ["“十四五”后两年，围绕上述短板，投资1.2亿元，新建水厂2座，延伸管网60公里。"],
        ),
        (
            "尽管如此，与群众期盼比，我们做得还不够，主要是服务意识还不强，监管手段还不多。\n"
            "新年新气象，我们的目标是：整治河道30公里以上，水事案件办结率100%。\n我们计划在2024年3月底前完成清淤。\n",
            ["与群众期盼比，我们做得还不够，主要是服务意识还不强，监管手段还不多。"],
            ["新年新气象，我们的目标是：整治河道30公里以上，水事案件办结率100%。", "我们计划在2024年3月底前完成清淤。"],
        ),
        (
            "各位代表，成绩是大家干出来的，但问题也不能回避。工业底子薄，过亿的企业没几家。个别干部办法少，抓落实靠催。\n"
            "这些都要在今后工作中一项一项去改。\n",
            ["工业底子薄，过亿的企业没几家。", "个别干部办法少，抓落实靠催。"],
            [],
        ),
        (
            "二、还有哪些不足\n对照要求，主要有两个方面的差距：监督有盲点，五年才能轮审一次；屡审屡犯没有根治。\n",
            ["监督有盲点，五年才能轮审一次；屡审屡犯没有根治。"],
            [],
        ),
        (
            "家底还不厚，我们心里清楚。挑大梁的企业掰着指头数得过来。少数干部遇事先看别人怎么办。\n",
            ["家底还不厚，我们心里清楚。", "挑大梁的企业掰着指头数得过来。", "少数干部遇事先看别人怎么办。"],
            [],
        ),
        (
            "说句实在话，这一年也有不顺手的地方：干活的还是那些人。平台来回填表的事没见少。\n",
            ["说句实在话，这一年也有不顺手的地方：干活的还是那些人。", "平台来回填表的事没见少。"],
            [],
        ),
        (
            "遗憾的是，旧城改造谋划了三年仍未开工。还要看到，平台负债率超过七成，能用的办法越来越少。\n"
            "成绩只说明过去。今年的工作就是三个坚定不移。坚定不移防风险，压降高成本债务3亿元。\n",
            ["遗憾的是，旧城改造谋划了三年仍未开工。", "平台负债率超过七成，能用的办法越来越少。"],
            ["成绩只说明过去。", "今年的工作就是三个坚定不移。", "坚定不移防风险，压降高成本债务3亿元。"],
        ),
        (
            "有几件事没有给大家办好，说声抱歉。西街的路灯，年初就答应装，现在还没动工。\n",
            ["有几件事没有给大家办好，说声抱歉。", "西街的路灯，年初就答应装，现在还没动工。"],
            [],
        ),
        (
            "有人说，树栽下去了，管护没跟上。还有群众反映，集市一堵就是半天，没人管。\n",
            ["有人说，树栽下去了，管护没跟上。", "还有群众反映，集市一堵就是半天，没人管。"],
            [],
        ),
        (
            "二、下步工作\n目前，生源质量起伏较大，热门专业实习岗位供不应求。下一步，我们将停招2个专业。新建订单班10个。\n",
            ["目前，生源质量起伏较大，热门专业实习岗位供不应求。"],
            ["下一步，我们将停招2个专业。", "新建订单班10个。"],
        ),
        (
            "二、自查情况\n（1）亡人火灾没有控住，教训沉痛。\n（2）登高车仅1辆，打大火的底气不足。\n"
            "三、整改提升措施\n（1）免费安装烟感5000只。\n（2）购置登高平台车1辆。\n",
            ["（1）亡人火灾没有控住，教训沉痛。", "（2）登高车仅1辆，打大火的底气不足。"],
            ["（1）免费安装烟感5000只。", "（2）购置登高平台车1辆。"],
        ),
        (
            "与同类院所相比，我们还有不小的落差。人家的资源库已实现数字化管理，我们的1.1万份材料还靠纸质台账。\n"
            "对标先进，2024年的思路\n用一年时间完成1.1万份资源录入，向社会开放共享。设立成果转化专员，推行作价入股，支持青年人才干事创业。\n",
            ["人家的资源库已实现数字化管理，我们的1.1万份材料还靠纸质台账。"],
            [
                "用一年时间完成1.1万份资源录入，向社会开放共享。",
                "设立成果转化专员，推行作价入股，支持青年人才干事创业。",
            ],
        ),
        (
            "二、社会各界指出的问题\n检查组认为，校园周边零食治理时紧时松。企业座谈时提出，信用修复环节多、等得久。\n",
            ["检查组认为，校园周边零食治理时紧时松。", "企业座谈时提出，信用修复环节多、等得久。"],
            [],
        ),
        (
            "省督导组指出，教师中有企业经历的不到三成。\n",
            ["省督导组指出，教师中有企业经历的不到三成。"],
            [],
        ),
        (
            "问题与对策\n1.水源井冬季易冻，个别村仍靠拉水。对策是新打深水井15眼。\n2.执法装备老旧，巡查手段少。年内购置无人机2架。\n",
            ["1.水源井冬季易冻，个别村仍靠拉水。", "2.执法装备老旧，巡查手段少。"],
            ["对策是新打深水井15眼。", "年内购置无人机2架。"],
        ),
        (
            "目前，仍有2个问题没有整改到位。业务楼产权证因历史遗留，尚未办结。\n"
            "对未完成事项，局党组将持续跟踪。12月底前补办用地手续。\n",
            ["目前，仍有2个问题没有整改到位。", "业务楼产权证因历史遗留，尚未办结。"],
            ["对未完成事项，局党组将持续跟踪。", "12月底前补办用地手续。"],
        ),
        (
            "一年干下来，也有不少让人着急的地方。油茶卖的还是原果，价钱由着外地客商定。\n",
            ["一年干下来，也有不少让人着急的地方。", "油茶卖的还是原果，价钱由着外地客商定。"],
            [],
        ),
        (
            "与市一中相比，联考优秀率低了6.2个百分点。青年教师课堂驾驭能力还需要磨炼。\n下学期以物理为突破口，每周增加一次教研。\n",
            ["与市一中相比，联考优秀率低了6.2个百分点。", "青年教师课堂驾驭能力还需要磨炼。"],
            ["下学期以物理为突破口，每周增加一次教研。"],
        ),
        (
            "管网漏损率13.7%，没有完成年度任务。\n开春以后，先改造老管网12公里。\n",
            ["管网漏损率13.7%，没有完成年度任务。"],
            ["开春以后，先改造老管网12公里。"],
        ),
        (
            "二、反思与改进方向\n专家组提出，病历书写缺陷率偏高。\n医院将病历质控前移到科室。\n",
            ["专家组提出，病历书写缺陷率偏高。"],
            ["医院将病历质控前移到科室。"],
        ),
        (
            "上门送药800余次，未发生一起因服务不到位引发的问题。\n2024年，计划改造260户。\n",
            [],
            ["2024年，计划改造260户。"],
        ),
        (
            "我们也感到工作还有很多不足。道路开挖量大面广，给市民带来了不便。借此机会，我们要感谢全市人民的理解和支持！\n",
            ["道路开挖量大面广，给市民带来了不便。"],
            [],
        ),
        (
            "二、下阶段安排\n省督察组反馈，填埋场处置能力不足，整改时紧时松。人大检查也指出，12座污水厂不能正常运行。2024年上半年，填埋场设施全部扩容到位。\n",
            ["省督察组反馈，填埋场处置能力不足，整改时紧时松。", "人大检查也指出，12座污水厂不能正常运行。"],
            ["2024年上半年，填埋场设施全部扩容到位。"],
        ),
        (
            "改造仓库后，一座难求的困难有所缓解。\n新馆将于2024年9月建成，届时座席增至2000席。\n",
            [],
            ["新馆将于2024年9月建成，届时座席增至2000席。"],
        ),
        ("市民反映路灯不亮，社区当天全部修好。\n", [], []),
        ("有居民反映广场灯光不亮，社区当天修好了。\n", [], []),
        ("有群众反映窗口排队时间长，并没有改变。\n", ["有群众反映窗口排队时间长，并没有改变。"], []),
        (
            "自管会建起来9个，但真正能收上物业费的只有4个。\n",
            ["自管会建起来9个，但真正能收上物业费的只有4个。"],
            [],
        ),
        (
            "制度是立起来了，但落实还差得远，巡查流于形式。\n",
            ["制度是立起来了，但落实还差得远，巡查流于形式。"],
            [],
        ),
        (
            "市委巡察组书面意见，认为部分股室台账记录不全。\n",
            ["市委巡察组书面意见，认为部分股室台账记录不全。"],
            [],
        ),
        ("改造社区12个。余下2个等地块定了，明年一季度接着建。\n", [], ["余下2个等地块定了，明年一季度接着建。"]),
        (
            "零售总额、失业率等5项指标受疫情影响未达预期。\n",
            ["零售总额、失业率等5项指标受疫情影响未达预期。"],
            [],
        ),
        (
            "话说回来，医院里不称心的地方不少：儿科医生常年招不满。老楼冬冷夏热。\n",
            ["话说回来，医院里不称心的地方不少：儿科医生常年招不满。", "老楼冬冷夏热。"],
            [],
        ),
        ("虽然信访总量在下降，但重复信访占比仍高达38.6%。\n", ["但重复信访占比仍高达38.6%。"], []),
        (
            "有的单位以“转”代“办”、一转了之；个别乡镇办理质量不高。\n",
            ["有的单位以“转”代“办”、一转了之；个别乡镇办理质量不高。"],
            [],
        ),
        (
            "从明年起，执法队伍扩充到9人，普法活动办满20场。\n",
            [],
            ["从明年起，执法队伍扩充到9人，普法活动办满20场。"],
        ),
        ("针对巡查不规范的问题，开展整治2次，补齐了短板。全镇干部克服困难，化解纠纷21起。\n", [], []),
    ],
    ids=[
        "debts",
        "points",
        "compared",
        "before a plan",
        "paragraph before a plan",
        "past",
        "begun",
        "behind",
        "in passing",
        "one piece",
        "known",
        "today",
        "aims",
        "not avoided",
        "a question",
        "at heart",
        "in plain words",
        "regrets",
        "sorry",
        "others say",
        "before the plans of a heading",
        "a part that lacks",
        "compared and stuck to",
        "pointed out under a heading",
        "pointed out",
        "each with its answer",
        "not finished",
        "what worries",
        "behind another school",
        "not reached",
        "reflected on",
        "nothing happened",
        "thanks among them",
        "pointed out under a heading of plans",
        "due next year",
        "mended at once",
        "mended on that day",
        "never mended",
        "but few",
        "conceded",
        "inspectors wrote",
        "the rest next year",
        "short of what was expected",
        "come to think of it",
        "still high",
        "some do",
        "from next year on",
        "none",
    ],
)
def test_problems_and_plans_are_found_by_what_they_say(text, problems, plans):
    """One item a point or sentence; lead-ins are none."""
    found = kinds(WORK + text)
    assert [words for kind, words in found if kind == "problems"] == problems
    assert [words for kind, words in found if kind == "plans"] == plans


@pytest.mark.parametrize(
    "sentence",
    [
        "但是，如果把力量用在一处，难以解决的矛盾也能化解。",
        "但他们的困难是群众并不支持，处境越来越被动。",
        "但这两类矛盾并不是没有互相转化的可能，难以一概而论。",
        "这项工作，由于存在各种情况，分四类办理。",
    ],
)
def test_what_may_be_and_what_others_lack_is_no_problem_of_the_report(sentence):
    """Conditions, others' troubles and a double negation admit nothing."""
    assert [words for kind, words in kinds(WORK + sentence + "\n") if kind == "problems"] == []


def test_an_answer_to_what_went_wrong_is_no_problem():
    """政府对于这些偏差… ends the problems, whatever its words repeat."""
    text = "但部分单位执行政策还存在不够准确的问题。政府对于这些偏差，有的已经检查，有的正在检查。\n"
    assert [words for kind, words in kinds(WORK + text) if kind == "problems"] == [
        "但部分单位执行政策还存在不够准确的问题。"
    ]


def test_a_summary_without_any_heading_is_a_report():
    """What calls itself 总结 and counts work is read, however short it is."""
    document = understand(
        read_text("云泽县水务局2022年工作总结\n2022年，云泽县水务局整治河道28公里。发放资料6000份。\n")
    )
    assert document.outline.is_report
    assert document.head.issuer.value == "云泽县水务局"


def test_a_lack_before_what_was_done_about_it_is_no_problem():
    """What was lacking before an act tells why it was done."""
    text = WORK + "过去，镇里执法力量薄弱、装备陈旧。为此，镇里组建综合执法队，整合力量23人，联合执法67次。\n"
    assert not [kind for kind, _ in kinds(text) if kind == "problems"]


def test_a_paragraph_that_opens_soberly_is_of_problems():
    """Everyday words tell of them, sentence by sentence; the same opening before work done tells of none."""
    text = (
        WORK + "说到难处，先是人手不好找。巡逻车坏了半年，至今没修。调解室空着，群众还是往县里跑。\n"
        "往后这几年，要先把车修好。\n"
    )
    assert kinds(text) == [
        ("problems", "说到难处，先是人手不好找。"),
        ("problems", "巡逻车坏了半年，至今没修。"),
        ("problems", "调解室空着，群众还是往县里跑。"),
        ("plans", "往后这几年，要先把车修好。"),
    ]
    done = WORK + "说到难处，我们没有绕着走。全年受理信访63件，没有一件拖延。调解成功率提高到98%。\n"
    assert not [kind for kind, _ in kinds(done) if kind == "problems"]


def test_labels_task_by_task_are_read_as_headings():
    """Under headings that name tasks, what is done, what is lacking and what comes next are told by turns."""
    task = "完成情况：建成站点{0}处。\n存在困难：分类习惯尚未养成，投放率仅为{0}%。\n下步措施：培育志愿者{0}名。\n"
    text = "某市城管局重点任务完成情况\n任务一：秩序整治\n" + task.format(8) + "任务二：垃圾分类\n" + task.format(9)
    assert [kind for kind, _ in kinds(text)] == ["achievements", "problems", "plans"] * 2


def test_lacks_behind_work_done_are_told_by_how_they_open():
    """工作中，… opens them in the midst of a paragraph."""
    text = WORK + "编制规划2项，化解遗留小区26个。工作中，违法用地屡禁不止，整改压力较大。部分村庄规划编制滞后。\n"
    assert [words for kind, words in kinds(text) if kind == "problems"] == [
        "工作中，违法用地屡禁不止，整改压力较大。",
        "部分村庄规划编制滞后。",
    ]


def test_what_follows_a_part_of_problems_without_a_word_for_them_answers_it():
    """Headings may name themes only: a part of orders behind a part that only says what is lacking is the plan."""
    text = (
        WORK + "一、严执法，秩序有新改观\n查处违法建设119处。\n"
        "二、直面“薄弱点”，问题不回避\n执法文书质量参差不齐。疏导点规划滞后。非诉执行周期长，难以执行到位。\n"
        "三、锚定“新目标”，工作再提升\n组建纠纷调解委员会。新增便民疏导点6处。推行案件限时移送制度。\n"
    )
    assert [words for kind, words in kinds(text) if kind == "plans"] == [
        "组建纠纷调解委员会。",
        "新增便民疏导点6处。",
        "推行案件限时移送制度。",
    ]
    done = text.replace("组建纠纷调解委员会。", "组建了纠纷调解委员会。")
    assert not [words for kind, words in kinds(done) if kind == "plans"]


def test_what_stands_before_the_first_heading_of_plans_is_reviewed():
    """A report may head its plans alone."""
    text = (
        WORK
        + "我们深知，对照群众需求，工作中还有不尽如人意之处。有的案件办理周期偏长。\n2024年工作安排\n组织培训13次。\n"
    )
    assert kinds(text) == [("problems", "有的案件办理周期偏长。"), ("plans", "组织培训13次。")]


def test_the_year_behind_the_past_one_is_planned():
    """刚刚过去的2025年 is under report; what 2026年是开局之年 opens is to come, whatever it counts."""
    text = (
        "某市政府工作报告\n刚刚过去的2025年，全市生产总值突破2600亿元。\n房地产市场仍在调整，消费预期偏弱。服务供给不足。\n"
        "2026年是“十五五”开局之年，生产总值预期增长5.5%左右。\n在扩大内需上聚力攻坚，安排重点项目260个。\n"
    )
    assert [words for kind, words in kinds(text) if kind == "plans"] == [
        "2026年是“十五五”开局之年，生产总值预期增长5.5%左右。",
        "在扩大内需上聚力攻坚，安排重点项目260个。",
    ]


def test_what_a_year_of_work_laid_bare_is_lacking():
    """行动中也暴露出，… needs no word for a lack; what follows in its paragraph goes on with it."""
    text = (
        WORK + "抓捕归案25人。\n行动中也暴露出，一些货主拿不出凭证。协查的回函拖得久。\n下月，请邻县同行来会商线索。\n"
    )
    assert kinds(text)[-3:] == [
        ("problems", "行动中也暴露出，一些货主拿不出凭证。"),
        ("problems", "协查的回函拖得久。"),
        ("plans", "下月，请邻县同行来会商线索。"),
    ]


def test_a_numbered_point_of_the_next_year_is_planned():
    """六、2025年，会同… stands in a report on 2024 whose points have no headings."""
    text = (
        "某区残联2024年工作情况报告\n一、康复训练有成效，服务儿童206名。\n二、就业帮扶有进展，新增就业62人。\n"
        "三、工作中的不足，主要是盲道占用屡禁不止。\n四、2025年，会同城管部门逐条巡查盲道。给志愿者派单。\n"
    )
    assert [kind for kind, _ in kinds(text)][-2:] == ["problems", "plans"]


@pytest.mark.parametrize(("heading", "kind"), [("回过头看", "problems"), ("往前走", "plans")])
def test_everyday_headings_look_back_and_ahead(heading, kind):
    """They say what a part is of, whatever its sentences do."""
    text = WORK + f"一、备得早\n整修山塘61座。\n{heading}\n雨量站布点74处。\n"
    assert kinds(text)[-1][0] == kind


def test_a_problem_and_its_remedy_part_where_the_sentence_turns():
    """…，拟于明年… goes on with a plan, in each point of a part that names problems."""
    text = (
        WORK + "一、主要工作\n整修山塘61座。\n二、存在的问题\n"
        "河道保洁员管护范围偏大，拟于明年增配4人。\n执法装备陈旧，拟于明年更新9套。\n"
    )
    assert kinds(text)[-4:] == [
        ("problems", "河道保洁员管护范围偏大"),
        ("plans", "拟于明年增配4人。"),
        ("problems", "执法装备陈旧"),
        ("plans", "拟于明年更新9套。"),
    ]


def test_many_counts_of_work_make_a_report_of_a_text_that_is_called_otherwise():
    """A list of deeds in short sentences (工作一览) is read as one."""
    done = "完成改厕300户。办理案件30件。发放资料600份。排查隐患12处。"
    document = understand(read_text(f"柳河镇2023年办实事一览\n{done}"))
    assert document.outline.is_report
    assert document.head.title.value == "柳河镇2023年办实事一览"


def test_the_year_that_a_heading_plans_for_follows_the_year_under_report():
    """Where nothing else names a year, it tells what the parts behind it plan, whatever they are called."""
    text = (
        "各位代表！\n过去一年，全区新建学校3所。\n二、2014年工作任务\n2014年新建学校5所。\n"
        "名词解释\n1.绿道：线形绿色开敞空间。\n青溪区政府2014年民生实事\n增加公办学位8580个。\n"
    )
    assert kinds(text)[-1] == ("plans", "增加公办学位8580个。")


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("坦率地说，我们还有这些不如意", "problems"),
        ("直面短板：账要算清楚", "problems"),
        ("四、正视差距，不遮不掩", "problems"),
        ("创建中遇到的难题", "problems"),
        ("我们还差在哪", "problems"),
        ("这一年，我们欠了什么", "problems"),
        ("几个不容忽视的矛盾", "problems"),
        ("实事求是说不足", "problems"),
        ("新的一年，我们怎么还", "plans"),
        ("还欠着群众哪些账", "problems"),
        ("说说心里的“疙瘩”", "problems"),
        ("家家有本难念的经", "problems"),
        ("2024年往哪里使劲？", "plans"),
        ("启程新一年", "plans"),
        ("2024年，要给群众一份新答卷", "plans"),
        ("破题：往哪里使劲", "plans"),
        ("新学年，把劲往哪儿使", "plans"),
        ("再启新程：2024年怎么走", "plans"),
    ],
)
def test_a_heading_may_ask_or_face(heading, kind):
    """Two clauses head a part where they ask, or say what comes."""
    below = "雨量站布点74处，覆盖全部乡镇，由专人值守，遇到强降雨时每半小时上报一次数据，数据接入县级平台统一研判后再分级发布。"
    assert kinds(WORK + f"一、备得早\n整修山塘61座。\n{heading}\n{below}\n")[-1][0] == kind


def test_what_an_audit_finds_is_lacking():
    """发现的主要问题是： announces it; under a heading on what was audited irregularities need no word for problems."""
    text = (
        "某市2023年度预算执行审计工作报告\n2023年，全市预算执行情况较好，预算收入97亿元。\n"
        "一、财政管理审计情况\n审计了预算执行情况，发现的主要问题是：\n"
        "（一）预算编制不够细化。待分配资金9亿元。\n（二）资金下达迟缓。41笔资金未分解。\n"
        "二、重点民生资金审计情况\n医保基金方面。16家医院串换项目、重复收费876万元。\n追回资金93万元，问责4人。\n"
    )
    assert kinds(text) == [
        ("achievements", "2023年，全市预算执行情况较好，预算收入97亿元。"),
        ("problems", "（一）预算编制不够细化。待分配资金9亿元。"),
        ("problems", "（二）资金下达迟缓。41笔资金未分解。"),
        ("problems", "医保基金方面。16家医院串换项目、重复收费876万元。"),
        ("achievements", "追回资金93万元，问责4人。"),
    ]


def test_what_lets_us_lie_awake_is_no_appeal():
    """让我们… closes a speech where it opens a clause."""
    text = (
        WORK
        + "二、还有哪些难处\n也有让家长挠头、让我们睡不着觉的事：学位仍缺3200个。\n三、2024年工作安排\n在教育上努力奋斗，新建学校6所。\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["problems", "plans"]


def test_a_salutation_that_opens_the_plans_is_no_last_appeal():
    """The last appeal of a speech counts nothing."""
    text = (
        WORK + "二、启程新一年\n各位代表，路虽远，行则将至。\n首要的是票决实事12件。\n最后是培训骨干40名，不懈奋斗！\n"
    )
    assert [words for kind, words in kinds(text) if kind == "plans"][-2:] == [
        "首要的是票决实事12件。",
        "最后是培训骨干40名，不懈奋斗！",
    ]


def test_parts_may_be_numbered_formally_without_a_stop():
    """壹　亮底数 and 叁　2024，从补短板处发力 are headings of one rank."""
    text = (
        "某局2023年工作总结\n　　壹　亮底数\n　　检查企业1286家次。\n"
        "　　贰　2024，从补短板处发力\n　　补人手。招录执法人员4名，配备安监员2名。\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["achievements", "plans"]


def test_problems_listed_among_plans_are_problems():
    """They are said to be there and then listed, in the same sentence or the next; the paragraph behind plans again."""
    text = (
        WORK + "二、今后五年工作总体思路\n{0}\n但我们也要看到，全镇依然处于重要机遇期。要抓住机遇，建设法治小镇。\n"
        "三、2024年工作安排\n开展普法20场。\n"
    )
    listed = "今后，全镇仍处于爬坡阶段。当前，全镇还面临不少问题。集中表现在：执法力量不足，装备老化；普法手段单一。"
    pointed = "今后，全镇仍处于爬坡阶段。同时还面临不少考验和挑战：一是人员外流的考验；二是任务加重的考验。"
    found = [kinds(text.format(told)) for told in (listed, pointed)]
    assert [[words for kind, words in items if kind == "problems"] for items in found] == [
        ["执法力量不足，装备老化；普法手段单一。"],
        ["一是人员外流的考验", "二是任务加重的考验。"],
    ]
    assert all(("plans", "要抓住机遇，建设法治小镇。") in items for items in found)


def test_what_is_lacking_before_what_is_lacking_most_is_a_problem():
    """特别是 goes on with the sentence before it."""
    text = (
        WORK
        + "新建广场2个，栽树80株。当前，全镇发展势头良好。培育特色产业还需补齐短板。特别是执法力量不足，一些干部担当不够。\n"
    )
    assert [words for kind, words in kinds(text) if kind == "problems"] == [
        "培育特色产业还需补齐短板。",
        "特别是执法力量不足，一些干部担当不够。",
    ]


def test_a_paragraph_mostly_of_lacks_keeps_its_figures():
    """A figure among them is no work done."""
    text = WORK + (
        "营商环境与要求差距不小。主导产业优势弱化。近年税收占比由31%下滑至25%，转型已成为当务之急。"
        "执法装备不足。队伍力量薄弱。\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["problems"] * 5


def test_each_point_of_a_sentence_turns_to_its_own_remedy():
    """一是…，拟…；二是…，下一步…: each lack is a problem, each remedy a plan."""
    text = (
        WORK + "三、差距与对策\n工作仍有差距。一是执法人才匮乏，专业人员仅占22%，拟公开招考30人；"
        "二是系统使用率偏低，只有58%，下一步将其纳入年度考核，确保达到95%以上；三是部分企业自查流于形式。\n"
    )
    assert kinds(text) == [
        ("problems", "一是执法人才匮乏，专业人员仅占22%"),
        ("plans", "拟公开招考30人"),
        ("problems", "二是系统使用率偏低，只有58%"),
        ("plans", "下一步将其纳入年度考核，确保达到95%以上"),
        ("problems", "三是部分企业自查流于形式。"),
    ]


def test_a_report_on_rectification_goes_point_by_point():
    """What is labelled a problem, what was done about it, and what is left of it."""
    text = (
        "某区城市管理局关于督查反馈问题整改情况的报告\n现将整改情况报告如下。\n"
        "问题一：部分小区投放点桶身破损、标识脱落。\n整改情况：已更换分类桶460个，8月5日完成整改。\n"
        "问题二：厨余垃圾存在混装混运现象。\n整改情况：基本完成。约谈清运公司2家。\n但仍有37个小区投放不便。\n"
    )
    assert kinds(text) == [
        ("problems", "部分小区投放点桶身破损、标识脱落。"),
        ("achievements", "整改情况：已更换分类桶460个，8月5日完成整改。"),
        ("problems", "厨余垃圾存在混装混运现象。"),
        ("achievements", "约谈清运公司2家。"),
        ("problems", "但仍有37个小区投放不便。"),
    ]


@pytest.mark.parametrize("heading", ["三、处理办法", "三、应对之策", "三、汛期将至，重点做好以下几件事"])
def test_some_headings_of_plans_have_no_word_for_one(heading):
    """What is to be done about something, or before it comes."""
    text = WORK + f"二、自查中发现的问题\n灭火器压力不足。\n{heading}\n国庆假期请施工队拆除重砌。\n"
    assert ("plans", "国庆假期请施工队拆除重砌。") in kinds(text)


def test_a_remedy_by_the_end_of_a_month_is_a_plan():
    """…不熟练，7月底前由信息部完成培训."""
    text = WORK + "二、存在问题和整改\n①值班人员对新系统操作不熟练，7月底前由信息部完成一对一培训。\n"
    assert kinds(text) == [("problems", "①值班人员对新系统操作不熟练"), ("plans", "7月底前由信息部完成一对一培训。")]


@pytest.mark.parametrize(
    "sentence",
    [
        "同时应当看到，全镇产业层次偏低，税源单一。",
        "令人遗憾的是，镇文化站没能按期动工。",
        "办结率91.3%，比年初目标低1.7个百分点。",
        "有的会员说，培训办得太少，听完用不上。",
        "即便如此，上学难、停车难这些老问题，镇上居民并不满意。",
        "工作中我们感到，下放的专业职权既缺人又缺设备，没有办过案件。",
        "税收、投资等4项指标与年初预期目标有差距。",
        "6月发生的仓储火灾事故造成2人受伤，教训十分深刻。",
        "被复议撤销的1起案件，暴露出个别单位告知程序履行不到位的毛病。",
        "客观地讲，面向留守老人的防骗宣传还有死角。",
        "文化站迁建没有完成年度任务。",
    ],
)
def test_a_lack_behind_work_done_is_a_problem(sentence):
    """By a contrast, by what was not reached, or by those who speak of it."""
    assert [kind for kind, words in kinds_behind_work(sentence) if words in sentence] == ["problems"]


@pytest.mark.parametrize(
    "sentence",
    [
        "同时应当看到，全镇发展面临诸多有利机遇。",
        "去年年报提到的“监管依据不清”，今年已出台指引3份。",
        "全镇持证的村干部达905名。",
        "居民消费价格上涨0.4%，低于3%的预期目标。",
        "镇里从火灾事故中汲取教训十分深刻，检查企业86家。",
    ],
)
def test_what_was_lacking_and_what_helps_is_no_problem(sentence):
    """What was lacking last year is not, where this year's work answers it."""
    assert "problems" not in [kind for kind, _ in kinds_behind_work(sentence)]


def test_lacks_stand_in_lines_of_their_own_under_a_lead_in():
    """Until a line tells of work done."""
    text = WORK + "工作中还存在一些问题，主要是：\n执法人员年龄偏大。\n村级网格员流动快。\n全年办结案件30件。\n"
    assert kinds(text) == [
        ("problems", "执法人员年龄偏大。"),
        ("problems", "村级网格员流动快。"),
        ("achievements", "全年办结案件30件。"),
    ]


def test_what_the_next_sentence_faces_is_a_problem():
    """对此 answers a lack in the midst of work done."""
    text = WORK + "全年建成安置房2处。安置房欠账较多。对此，新区将购买存量商品房300套。\n"
    assert kinds(text) == [
        ("achievements", "全年建成安置房2处。"),
        ("problems", "安置房欠账较多。"),
        ("plans", "对此，新区将购买存量商品房300套。"),
    ]


def test_this_year_opens_plans_without_a_comma():
    """今年要… in a report on the past year, and all sentences of its paragraph."""
    text = WORK + "今年要抓好春耕生产。栽树80株，开展普法20场。\n"
    assert kinds(text) == [("plans", "今年要抓好春耕生产。"), ("plans", "栽树80株，开展普法20场。")]


def test_goals_open_the_plans_of_a_report_without_headings():
    """建议2024年…目标为：, and 围绕上述目标，… behind them, which says nothing itself."""
    text = WORK + (
        "综合考虑各方面因素，建议2024年全镇经济社会发展主要预期目标为：\n——税收增长5.5%左右；\n——栽树600株以上。\n"
        "围绕上述目标，要着重在三个方面发力。\n多元育产业，新建标准厂房3栋。\n稳住外贸盘，引进主体5家。\n"
    )
    assert kinds(text) == [
        ("plans", "——税收增长5.5%左右"),
        ("plans", "——栽树600株以上。"),
        ("plans", "多元育产业，新建标准厂房3栋。"),
        ("plans", "稳住外贸盘，引进主体5家。"),
    ]


@pytest.mark.parametrize("lack", ["固定资产投资下降9.4%，未达到年初预期目标。", "不过，村级力量仍然不足。"])
def test_the_paragraph_behind_a_lack_told_in_passing_is_of_work_again(lack):
    """Also where it opens with a dash."""
    text = WORK + f"过去一年，全镇税收增长4.6%。{lack}\n——这一年，我们稳增长，经济总体平稳。争取项目资金187万元。\n"
    assert [kind for kind, _ in kinds(text)] == ["achievements", "problems", "achievements"]


def test_a_lack_of_targets_is_told_by_how_much_was_reached():
    """只完成年度计划的83%, 两件没有完成."""
    text = WORK + "投资11.3亿元，只完成年度计划的83%。\n停车场和敬老院两件没有完成，结转今年。\n"
    assert [kind for kind, _ in kinds(text)] == ["problems", "problems"]


def test_labels_on_lines_of_their_own_take_turns():
    """问题1, 整改措施, 问题2, … and a numbered part behind them is of its own kind."""
    text = (
        "现将我局2023年法治政府建设情况报告如下：\n一、重点任务完成情况\n办案36件，检查企业24家。\n二、自查问题清单及整改措施\n"
        "问题1\n部分乡镇全年处罚案件为零，只检查不处罚。\n整改措施\n每月通报乡镇执法量，约谈连续“零处罚”的乡镇。\n"
        "问题2\n同类行为处罚幅度相差达3倍，引发复议2件。\n整改措施\n发布指导案例10件，重大案件一律集体审议。\n"
        "三、主要负责人履职情况\n部署法治工作6次，审签执法决定38件。\n"
    )
    assert [kind for kind, _ in kinds(text)] == [
        *["achievements"],
        *["problems", "plans"] * 2,
        *["achievements"],
    ]


def test_answers_between_problems_are_planned():
    """对此，… with what is to come in figures; the next paragraph names a problem again."""
    text = WORK + (
        "二、几个不容忽视的矛盾\n执法力量不足。对此，争取年内补充执法人员8名。\n"
        "监测能力跟不上执法需要，指标仍需委托外地机构检测。对此，我们要认真研究。\n企业主体责任缺位，弄虚作假屡禁不止。\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["problems", "plans", "problems", "problems"]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("物业纠纷居高不下，占纠纷总量的37%。", [("problems", "物业纠纷居高不下，占纠纷总量的37%。")]),
        (
            "评查案卷210卷，合格率94.8%，不合格的11卷主要是说理不充分。",
            [("achievements", "评查案卷210卷，合格率94.8%"), ("problems", "不合格的11卷主要是说理不充分。")],
        ),
        (
            "审查议题84个，其中12个因依据不足被退回补充。",
            [("achievements", "审查议题84个，其中12个因依据不足被退回补充。")],
        ),
        ("弥补基层力量不足，选派法律顾问12名。", [("achievements", "弥补基层力量不足，选派法律顾问12名。")]),
        ("全年没有发生行政诉讼败诉，应诉6件。", [("achievements", "全年没有发生行政诉讼败诉，应诉6件。")]),
    ],
)
def test_what_is_left_lacking_of_work_done_is_a_problem(sentence, told):
    """A clause that ends in what is lacking, and nothing done about it, is parted from the work counted before it."""
    assert kinds_behind_work(sentence)[-len(told) :] == told
