"""Sentences that admit shortcomings, and those that only speak of problems."""

import pytest

from extractor.source.admissions import admits_problem, introduces_problems, responds

ADMITTING = """
2023年，我市法治政府建设工作虽取得一定成效，但与省委、省政府的要求相比，与人民群众的期待相比，还有不小差距。
2022年，我镇法治政府建设虽然取得了一些成绩，但离上级要求仍有一定距离。
回顾一年来的工作，我们深感，与上级部署和群众期盼相比，法治政府建设还有较大提升空间。
不足之处在于，部分执法人员对法律法规掌握不够全面。
我们也认识到，法治政府建设工作与新形势新要求还有不相适应的地方。
但对照法治政府建设的目标任务，仍存在着一些亟待解决的问题。
客观地说，我区在法治政府建设方面还有许多工作需要加强。
我们也清醒认识到法治政府建设任务依然艰巨，还有一些工作亟待加强和改进。
综观全年工作，仍有一些不尽如人意的地方。
从自查情况看，我局法治政府建设工作还存在一些问题。
当前工作中存在的困难和问题主要有以下几点。
但也应看到，我市法治政府建设水平与先进地区相比尚有差距。
过去一年，法治工作仍有不少薄弱之处，比如部分领域立法滞后。
一年来，我委法治工作虽有进步，可短板也是明摆着的：有3个县全年办案不足5件。
不可否认，我局法治工作也面临一些现实困难：业务科室人少事多。
对照示范指标，我们感到差距主要有三：一是调研论证不深；二是监督手段单一。
总体看，工作稳步推进，但是也要清醒地认识到，我们的工作距离居民的期待还有落差：执法下沉后人手紧。
实践中我们体会到，医保法治建设仍任重道远。
各项工作都有新进步，但用“放大镜”看，问题也不少：司法所建设进展不均衡。
小微企业点多面广，部分区域仍存在监管盲点。
我们清醒认识到，实现高质量发展、解决发展不平衡问题仍然面临不少困难和挑战：创新能力还不够强。
""".strip().splitlines()
SOLVING = """
着力解决执法不规范、监管不到位等突出问题，开展专项整治3次。
针对督察反馈的12个问题，制定整改方案，逐项抓好整改落实。
同时对存在未及时更新、空白栏目等问题进行严格督查，确保公开信息及时准确。
通报全市行政复议应诉工作中存在的主要问题，提出改进建议。
目前存在的3个问题已全部整改到位。
大家深刻认识到法治建设的重要意义，切实解决了群众反映的问题。
面对疫情带来的困难和挑战，全区上下迎难而上。
主动接受人大监督，认真办理人大代表建议，切实改进工作中的不足。
组织召开推进会，分析当前法治政府建设面临的形势和任务，研究部署下阶段工作。
法律援助覆盖面不断扩大，困难群众合法权益得到有效保障。
""".strip().splitlines()


@pytest.mark.parametrize("sentence", ADMITTING)
def test_shortcomings_are_told_in_many_words(sentence):
    """A contrast, a standard that is not met, or what somebody came to see."""
    assert admits_problem(sentence)


@pytest.mark.parametrize("sentence", SOLVING)
def test_problems_that_are_dealt_with_are_no_admission(sentence):
    """A report solves problems far more often than it admits any."""
    assert admits_problem(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("但仍存在一些不足。", True),
        ("与先进地区相比，我县法治政府建设还存在不少短板。", True),
        ("虽然取得了一定成绩，但还存在一些问题和不足，还有需要改进和加强的方面。", True),
        ("但仍存在基层执法力量不足、法治宣传针对性不强等问题。", False),
        ("一是部分单位法治意识不强。", False),
        ("——安全生产、信访稳定等方面还存在薄弱环节。", False),
        ("执法监督机制尚不健全，监督手段相对单一。", False),
        ("我们也清醒认识到，前进道路上还面临许多困难挑战，政府工作中仍存在一些不足。", True),
        ("我们也要看到，创新动能不足，招商的针对性有待提高，一些中小企业面临困难。", False),
    ],
)
def test_an_introduction_says_that_there_are_problems_and_not_which(sentence, expected):
    """What names a problem itself is one."""
    assert introduces_problems(sentence) is expected


def test_an_answer_speaks_of_the_problems_just_named():
    """对此, 针对以上问题, 我们一定."""
    assert [
        responds(words) for words in ("对此，我们将高度重视。", "针对以上问题，将采取措施：", "一是力量不足。")
    ] == [True, True, False]


def test_a_lesson_is_no_admission():
    """What experience teaches (深刻体会到) may name problems in general; what there is must be said to be there."""
    assert admits_problem("我们深刻体会到，做好各项工作，必须坚持问题导向，敢于迎接挑战。") is None
    assert admits_problem("我们也清醒认识到：有效需求不足，部分企业生产经营困难。")
