"""is_background and describes_lack: what a sentence says without the words that usually announce it."""

import pytest

from extractor.source.background import is_background, is_guidance
from extractor.source.shortcomings import describes_lack


@pytest.mark.parametrize(
    "sentence",
    [
        "过去一年法院工作的发展进步，离不开区委的正确领导、区人大的有力监督。",
        "五年来检察工作的每一步发展，都是县委坚强领导、县人大有力监督和社会各界关心支持的结果。",
        "这是人民生活品质不断提高的五年。",
        "在五年的发展历程中，我们更加深刻地感受到改革开放的力量。",
        "必须坚持统筹国内国际两个大局。",
        "一年来的历程极不平凡，成绩殊为不易。",
        "成绩的背后，是市委、市政府的高位推动，是广大干部职工的默默奉献。",
        "各位代表，一年的收获，凝聚着全区市民的智慧和汗水。",
        "回首过往，取得的成效比预期的好，这根本在于党中央领航掌舵。",
        "区七届人大一次会议以来的五年，是我区发展极不平凡的五年。",
        "借此机会，我代表管委会，向大家道一声：辛苦了！",
        "现将我县2022年度法治政府建设情况报告如下，请予审议。",
        "下面，我代表管委会向全区干部大会报告2023年工作情况，并对2024年工作作出安排。",
    ],
)
def test_credit_praise_and_lessons_are_no_work_done(sentence):
    """What a report says of its years, its leaders and its lessons."""
    assert is_background(sentence)


@pytest.mark.parametrize(
    ("sentence", "general"),
    [
        ("民生是人民幸福之基、社会和谐之本。", True),
        ("当前，全区正处于爬坡过坎的关键时期。", True),
        ("今后五年，是全面建设现代化国家开局起步的关键时期。", True),
        ("同时，我国经济韧性强，长期向好的支撑条件和基本趋势没有变。", True),
        ("区第七次党代会描绘了未来五年发展的美好蓝图。", True),
        ("只要我们团结一心，就一定能够战胜困难。", True),
        ("不断完善制度体系，为创新发展提供法治保障。", False),
        ("为落实区第七次党代会部署，今年要抓好三件事。", False),
        ("培育的关键是建设示范区3个。", False),
        ("创新创造关键在人。", True),
        ("文化是民族的精神命脉和创造源泉。", True),
        ("只有依靠群众，才能办好事情。", True),
        ("今年的重点是农村公路。", False),
        ("支持中小企业特别是科技型企业的发展。", False),
        ("谋划一批事关长远的重大项目。", False),
    ],
)
def test_how_things_are_is_no_plan(sentence, general):
    """Among plans, what holds in general, the hour, a congress's words and confidence order nothing."""
    assert is_guidance(sentence) is general


def test_what_is_counted_by_head_is_no_geography():
    """每千常住人口 tells of no population."""
    assert not is_background("每千常住人口拥有医疗卫生机构床位6.49张，全年总诊疗241.7万人次。")


@pytest.mark.parametrize(
    "sentence",
    [
        "行政执法是行政机关履行政府职能的重要方式。",
        "领导干部这个“关键少数”，是全面依法治县的关键。",
        "信访工作直接关系群众切身利益，一头连着党心，一头连着民心。",
        "省政府要求，2027年底前市级许可事项压减三成以上。",
        "按照改革方案，2026年底前将实现“一支队伍管执法”。",
        "根据创建方案，示范区须经初审、评估、公示等环节。",
        "省厅下达我市2024年空气质量控制目标为36微克/立方米。",
        "我县下辖12个乡镇，总人口48万。",
        "街道辖区面积12平方公里，共有6个社区。",
        "河口镇地处县城南部，总面积86平方公里，下辖17个行政村。",
        "法治是治国理政的基本准则。",
        "习近平总书记再次亲临我省考察，发表重要讲话，为我们指明了前进方向。",
        "今年3月，习近平总书记多次对我市工作作出重要指示。",
        "五年历程极不平凡，根本在于以习近平同志为核心的党中央领航掌舵。",
        "我区境内有大小河流31条，河道总长418公里。",
    ],
)
def test_what_holds_in_general_is_no_work_done(sentence):
    """General truths, demands from above and geography report nothing."""
    assert is_background(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "按照省里要求，全年完成老旧小区改造12处。",
        "把法治培训作为重要抓手，举办培训班5期。",
        "制定的办法是全省首部基层治理规章，获评优秀案例。",
        "要求各单位严格落实“三项制度”，公示执法信息3200条。",
        "全面落实习近平总书记重要指示精神，开展专项整治12次。",
        "深入学习贯彻党中央对司法工作的重要指示，培训300人。",
        "办理行政复议案件120件，按期办结率100%。",
        "辖区刑事案件同比下降18.6%。",
        "组织辖区企业开展26场经贸活动。",
        "组织境内企业参加展会16场。",
        "调解中心位于城南，全年接待群众3100人次。",
        "年末全市常住人口239万人，比上年末减少1.2万人。",
        "我局围绕就业创业、劳动关系等关切，主动公开信息426条。",
    ],
)
def test_work_done_is_no_background(sentence):
    """要求 and 重要 beside something that was done change nothing."""
    assert not is_background(sentence)


@pytest.mark.parametrize(
    ("sentence", "lacking"),
    [
        ("综合执法队组建时间短，执法底气不足。", True),
        ("执法车辆主要靠借用，与繁重的任务极不匹配。", True),
        ("全县31个执法单位中有13个没有配备专职法制审核人员。", True),
        ("部分干部法治观念淡薄，习惯于用行政命令推动工作。", True),
        ("针对文书不规范等问题发出整改建议17份。", False),
        ("多头执法、重复执法问题得到有效解决。", False),
        ("面对律师资源不足的短板，选派了16名律师到乡镇服务。", False),
        ("建成公共法律服务站134个。", False),
        ("补短板、强弱项，推动各县均衡发展。", False),
        ("弱项不少，短板明显。", True),
        ("后评估开展不够，全年仅评估了2项。", True),
        ("停车项目谋划了两年仍未落地。", True),
        ("外资到账仅完成全年目标的45%，列全市末位。", True),
        ("人手不足，镇里新招录执法人员完成5名。", False),
        ("解决了力量不足的难题。", False),
        ("关于“监管存在短板”问题，拆除违建43宗、问责21人。", False),
    ],
)
def test_what_is_lacking_is_told_from_what_was_mended(sentence, lacking):
    """A lack counts where nothing solves it."""
    assert describes_lack(sentence) is lacking
