"""Names among the numbers of one unit: what the words between two numbers say belongs to the right one."""

import pytest

from extractor.check import check
from schemas.finding import Verdict


@pytest.mark.parametrize(
    ("text", "name", "wrong"),
    [
        ("36项年度任务完成35项，1项跨年实施。", "完成年度任务", "36项"),
        ("实行领导包案制度，9件包案信访件化解8件。", "化解包案信访件", "9件"),
        ("建成县级便民服务中心1个、乡镇服务站16个、村级服务室204个。", "乡镇便民服务站", "1个"),
    ],
)
def test_a_name_of_the_next_number_is_not_verified(text: str, name: str, wrong: str) -> None:
    found = check([{"name": name, "value_text": wrong, "quote": text}], text).findings[0]
    assert found.verdict in {Verdict.AMBIGUOUS, Verdict.MISATTRIBUTED}
