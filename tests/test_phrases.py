"""Phrases: who, what is done, and to what, cut only where words end."""

import pytest

from extractor.phrases import (
    LIMIT,
    act,
    cut,
    done_to,
    has_verb,
    is_bare,
    is_change,
    is_verb,
    noun_behind,
    tidy,
    topic,
    undone,
    without_list,
)

TIDIED = [
    ("2024年，全市共受理", "受理"),
    ("一是配合自治区开展立法调研", "配合自治区开展立法调研"),
    ("其中，累计培训执法人员", "培训执法人员"),
    ("通过“掌上办”平台收到备案申请", "收到备案申请"),
    ("组织全市国家工作人员", "组织国家工作人员"),
    ("人民监督员共参与检务活动", "人民监督员参与检务活动"),
    ("审批通过", "审批通过"),
    ("办理时限压缩至", "办理时限"),
    ("电源总装机历史性突破", "电源总装机"),
    ("参考率、合格率均达", "参考率、合格率"),
    ("计划总结类信息", "计划总结类信息"),
    ("及时处理案件", "处理案件"),
    ("经济损失", "经济损失"),
    ("境内上市公司数量增至", "境内上市公司数量"),
    ("年度投入增长约", "投入增长"),
    ("", ""),
]


@pytest.mark.parametrize(("words", "tidied"), TIDIED, ids=[words for words, _ in TIDIED])
def test_what_no_name_needs_is_dropped(words, tidied):
    """Dates, fillers, places, means and words of amount go; words that only look like them stay."""
    assert tidy(words) == tidied


ACTS = [
    ("受理行政复议案件", ("", "受理", "行政复议案件")),
    ("梳理编制履职事项清单", ("", "梳理编制", "履职事项清单")),
    ("推出宣传模式", ("", "推出", "宣传模式")),
    ("人民监督员参与检务活动", ("人民监督员", "参与", "检务活动")),
    ("法律顾问室审查涉法事务", ("法律顾问室", "审查", "涉法事务")),
    ("调解成功率", ("", "", "调解成功率")),
    ("群众满意度", ("", "", "群众满意度")),
]


@pytest.mark.parametrize(("phrase", "parts"), ACTS, ids=[phrase for phrase, _ in ACTS])
def test_a_phrase_is_cut_at_its_verb(phrase, parts):
    """A verb of office work opens a phrase, or follows its worker; in a compound it is none."""
    assert act(phrase) == parts


@pytest.mark.parametrize("phrase", ["审结", "调解和解", "废止或宣布", "办结了"])
def test_verbs_alone(phrase):
    """Such a phrase has no object of its own."""
    assert is_verb(phrase)


@pytest.mark.parametrize("phrase", ["组织学习", "开展调研", "受理申请", "审结案件", "增加编制"])
def test_a_verb_may_be_an_object(phrase):
    """组织学习 says what was organised."""
    assert not is_verb(phrase)


@pytest.mark.parametrize(("phrase", "expected"), [("微信公众号发布信息", True), ("政协委员提案", False)])
def test_a_verb_inside_a_phrase(phrase, expected):
    """A phrase with a verb of its own takes none from the list it stands in."""
    assert has_verb(phrase) is expected


NOUNS = [
    ("社区第一时间成立工作专班", True, ("社区", "成立工作专班")),
    ("学时培训任务", True, ("学时培训任务", "")),
    ("办结投诉举报", False, ("", "办结投诉举报")),
    ("以上公益性活动", True, ("公益性活动", "")),
    ("左右", True, ("", "")),
    ("全覆盖的工作体系", True, ("全覆盖的工作体系", "")),
    ("》的文件", True, ("", "")),
]


@pytest.mark.parametrize(("words", "is_counted", "parts"), NOUNS, ids=[words for words, _, _ in NOUNS])
def test_the_noun_behind_a_number(words, is_counted, parts):
    """The counted noun ends where its verb begins."""
    assert noun_behind(words, is_counted=is_counted) == parts


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("实施防汛抢险、消防救援等专项演练", "实施专项演练"),
        ("开展“安全月”、“进乡村”等活动", "开展“进乡村”等活动"),
        ("开展活动", "开展活动"),
        ("提供等级评定服务", "提供等级评定服务"),
    ],
)
def test_a_class_stands_for_its_examples(words, kept):
    """Examples go if the class says enough without them."""
    assert without_list(words) == kept


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("开展规范性文件清理工作", "规范性文件清理"),
        ("税收总额比上年增长", "税收总额"),
        ("产业投资占固定资产投资", "产业投资占固定资产投资"),
        ("公开信息总数", "公开信息总数"),
    ],
)
def test_what_a_name_is_about(name, about):
    """The next number is said of this."""
    assert topic(name) == about


def test_what_was_done_is_dropped_at_the_end():
    """废止 is said of the documents, not of their review."""
    assert undone("规范性文件清理") == "规范性文件"
    assert done_to("对合同进行合法性审核") == "合同合法性审核"


@pytest.mark.parametrize("name", ["同比增长", "比上年增加", "占全市", "居全国", "年均增长"])
def test_a_change_needs_a_subject(name):
    """Nobody knows what 同比增长 is of."""
    assert is_change(name)
    assert not is_change("居民消费价格涨幅" if name == "居全国" else "投资" + name)


@pytest.mark.parametrize("name", ["办结率", "参考率、合格率", "涉及金额", "受益", "参加人数"])
def test_a_measure_needs_a_subject(name):
    """办结率 of what?"""
    assert is_bare(name)
    assert not is_bare("法律援助案件" + name)


def test_long_words_are_cut_before_a_verb_or_behind_a_particle():
    """What is cut stays whole words, with the verb that opens it."""
    assert cut("召开部署安排法治建设年度重点工作任务落实情况的专题会议") == "召开专题会议"
    assert len(cut("各级各部门联合在全区范围内组织开展执法人员资格培训活动")) <= LIMIT
