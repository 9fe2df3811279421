"""What a sentence of a policy address tells."""

import pytest

from extractor.source.policy_address import is_policy_address, kind_told


def test_an_address_is_known_by_its_first_words():
    assert is_policy_address("2021年施政报告")
    assert not is_policy_address("政府工作报告")


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("我们会在明年推出计划。", "plans"),
        ("我已要求房委会尽快建屋。", "plans"),
        ("我们一定继续维护公务员体制的完整性。", "plans"),
        ("我们锐意建立更完整的创科生态圈。", "plans"),
        ("提升贸易中心地位 46. 我们会扩大网络。", "plans"),
        ("政府已完成检讨，并推出新安排。", "achievements"),
        ("我们已立法于明年禁止拖网捕鱼。", "achievements"),
        ("去年，商品贸易总值全球排名上升至第六。", "achievements"),
        ("我国与周边国家的睦邻友好关系深入发展。", "achievements"),
        ("医疗服务将承受重大压力。", "problems"),
        ("资助宿位长期短缺。", "problems"),
        ("惟居家服务人员招募不易，候床时间偏长。", "problems"),
        ("推动有机农业，验证面积累计达415公顷。", "achievements"),
        ("但霸权主义依然存在，世界并不安宁。", "other"),
        ("提升贸易中心地位 46. 香港拥有高度国际化的优势。", "other"),
        ("我深有体会。", "other"),
        ("气候变化是挑战也是机遇。", "other"),
    ],
)
def test_a_sentence_tells_its_own_kind(sentence, kind):
    assert kind_told(sentence).value == kind
