"""The anchored style: every quantity is marked, each key repeats its clause, each name goes to its number."""

from pathlib import Path

import pytest

from extractor.llm import anchored
from extractor.pipeline import prepare
from extractor.source.read import read
from schemas.answer import names_model
from tests.passages import passage

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))

MARKED = [
    ("下发督察意见47份，深入12个旗县。", "下发督察意见⟦1:47份⟧，深入⟦2:12个⟧旗县。"),
    ("发放资料5.8万余份。", "发放资料⟦1:5.8万余份⟧。"),
    ("分别低于全区1.2和2.2个百分点。", "分别低于全区⟦1:1.2⟧和⟦2:2.2个百分点⟧。"),
    ("2024年，第3次会议，12345热线受理7件。", "2024年，第3次会议，12345热线受理⟦1:7件⟧。"),
    ("没有数量。", "没有数量。"),
    ("共⟦甲⟧下发47份⟦。", "共〔甲〕下发⟦1:47份⟧〔。"),
    ('称"典型"的7个\\n。', "称”典型”的⟦1:7个⟧＼n。"),
]


@pytest.mark.parametrize(("text", "shown"), MARKED, ids=[text for text, _ in MARKED])
def test_quantities_are_marked_and_nothing_else(text, shown):
    """Years, ordinals and labels carry no mark; marks and quotes of the text itself are defused."""
    assert anchored.mark(passage(text)) == shown


KEYS = [
    ("下发督察意见47份，深入12个旗县。", ["1:下发督察意见47份", "2:深入12个旗县"]),
    ("推动46项工作任务和87条举措。", ["1:推动46项工作任务", "2:87条举措"]),
    ("发放“法律明白人”资料5.8万余份。", ["1:发放“法律明白人”资料5.8万余份"]),
    ('称"典型"案例7个\n', ["1:称”典型”案例7个"]),
    ("共⟦x⟧7个。", ["1:共〔x〕7个"]),
]


@pytest.mark.parametrize(("text", "keys"), KEYS, ids=[text for text, _ in KEYS])
def test_each_key_repeats_its_clause(text, keys):
    """The key is the mark's number and the words around it, safe to stand in JSON."""
    schema = anchored.ask(passage(text)).answer.model_json_schema()
    assert schema["required"] == keys
    assert list(schema["properties"]) == keys
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_every_quantity_of_a_seed_has_a_key(seed):
    """Marks and keys agree in number and order, keys are unique, and the room grows with them."""
    for one in prepare(read(seed), 300)[1]:
        question = anchored.ask(one)
        keys = question.answer.model_json_schema().get("required", [])
        assert [key.partition(":")[0] for key in keys] == [str(i) for i in range(1, len(one.anchors) + 1)]
        assert question.text.count("⟦") == question.text.count("⟧") == len(keys)
        assert question.max_tokens == 60 + 30 * len(keys)
        assert not any(c in key for key in keys for c in '"\\\n⟦⟧')


def test_names_go_to_the_numbers_they_were_asked_for():
    """Whatever the order of the answer's keys, each name is paired with its own mention."""
    one = passage("下发督察意见47份，深入12个旗县。")
    answer = anchored.ask(one).answer.model_validate_json('{"2:深入12个旗县": "旗县", "1:下发督察意见47份": "意见"}')
    assert [(f.name, f.value_text, f.unit, f.quote) for f in anchored.read(one, answer)] == [
        ("意见", "47", "份", None),
        ("旗县", "12", "个", None),
    ]


@pytest.mark.parametrize(
    "answer",
    [
        '{"1:办结7件": "案件"}',
        '{"1:办结7件": "案件", "2:调解9件": "纠纷", "3:又": "多出"}',
        '{"1:办结7件": "案件", "2:调解9件": "9件"}',
        '{"1:办结7件": "案件", "2:调解9件": "纠"}',
        '{"1:办结7件": "案件", "2:调解9件": null}',
        '{"n1": "案件", "n2": "纠纷"}',
    ],
)
def test_an_answer_that_does_not_fit_is_refused(answer):
    """A missing, extra or renamed key, a digit in a name and a name of one character break the schema."""
    with pytest.raises(ValueError, match="validation error"):
        names_model(["1:办结7件", "2:调解9件"]).model_validate_json(answer)
