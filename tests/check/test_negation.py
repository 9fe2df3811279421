"""What a source denies beside a number is no number of the thing itself, nor the other way round."""

import pytest

from extractor.check import check
from schemas.finding import Verdict

DENIED = [
    ("抽检食品200批次，不合格产品12批次。", "合格产品", "12批次"),
    ("受理申请42件，未办结3件。", "办结申请", "3件"),
    ("受理申请42件，尚有3件未能办结。", "办结申请", "3件"),
    ("全年不予行政处罚17件。", "行政处罚", "17件"),
    ("排查隐患96处，拒不整改企业3家。", "整改企业", "3家"),
    ("受理申请42件，办结39件。", "未办结申请", "39件"),
]
SAID = [
    ("抽检食品200批次，不合格产品12批次。", "不合格产品", "12批次"),
    ("全年不予行政处罚17件。", "不予行政处罚", "17件"),
    ("清理“三无”船舶93艘。", "清理三无船舶", "93艘"),
    ("为18家商户减免租金92.5万元。", "减免租金商户", "18家"),
    ("辖区连续730天未发生责任事故。", "无责任事故天数", "730天"),
    ("办理不动产登记5200件。", "办理不动产登记", "5200件"),
]


@pytest.mark.parametrize(("text", "name", "value"), DENIED)
@pytest.mark.parametrize("quoted", [True, False])
def test_a_name_without_the_denial_is_not_verified(text: str, name: str, value: str, quoted: bool) -> None:
    claim = {"name": name, "value_text": value} | ({"quote": text} if quoted else {})
    assert check([claim], text).findings[0].verdict in {Verdict.AMBIGUOUS, Verdict.MISATTRIBUTED}


@pytest.mark.parametrize(("text", "name", "value"), SAID)
def test_a_name_that_denies_as_the_source_does_is_verified(text: str, name: str, value: str) -> None:
    assert check([{"name": name, "value_text": value, "quote": text}], text).findings[0].verdict is Verdict.VERIFIED
