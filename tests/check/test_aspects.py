"""How a number was measured: by head, in all, newly, as a change or a share; the other number of the thing is no match."""

import pytest

from extractor.check import check
from schemas.finding import Verdict

TOLD = [
    ("受理咨询2.4万件，日均66件。", "日均咨询", "66件", "2.4万件"),
    ("新建口袋公园9处，累计53处。", "累计口袋公园", "53处", "9处"),
    ("培训网格员228名，平均每个社区12名。", "平均每个社区网格员", "12名", "228名"),
    ("绿地面积比上年增加21万亩，达到300万亩。", "绿地面积比上年增加", "21万亩", "300万亩"),
    ("线上办理比重达70%，比上年提高5个百分点。", "线上办理比重比上年提高", "5个百分点", "70%"),
    ("路灯平均修复时间由8小时压缩至3小时，修复率99%。", "路灯平均修复时间（现）", "3小时", "99%"),
    ("信访积案从年初7件降到1件。", "信访积案（年末）", "1件", "7件"),
]


@pytest.mark.parametrize(("text", "name", "true", "wrong"), TOLD)
def test_a_name_means_the_number_that_was_measured_as_it_says(text: str, name: str, true: str, wrong: str) -> None:
    """The true one is verified, the other never."""
    claims = [{"name": name, "value_text": value, "quote": text} for value in (true, wrong)]
    right, other = check(claims, text).findings
    assert right.verdict is Verdict.VERIFIED
    assert other.verdict in {Verdict.AMBIGUOUS, Verdict.MISATTRIBUTED}


def test_a_number_behind_one_of_its_clause_shares_how_it_was_measured() -> None:
    """平均 stands before both numbers of a change."""
    text = "平均办理时限由11.6个工作日压缩至4.3个工作日，覆盖56个部门。"
    claim = {"name": "平均办理时限（压缩后）", "value_text": "4.3个工作日", "quote": text}
    assert check([claim], text).findings[0].verdict is Verdict.VERIFIED


@pytest.mark.parametrize("joint", ["、", "，新增"])
def test_a_sentence_of_thousands_of_numbers_is_read(joint: str) -> None:
    """What is before a number is read first, however many there are."""
    text = "完成" + joint.join(f"{number}台火电机组" for number in range(1000, 3000)) + "超低排放改造。"
    found = check([{"name": "火电机组投资总额", "value_text": "2998台"}], text).findings[0]
    assert found.verdict is not Verdict.VERIFIED
