"""Corrections: a large model is shown what the check has against its answer, once; what is no better changes nothing."""

import asyncio
import json

import pytest

from extractor.llm import gateway, limits
from extractor.llm.fake import FakeEndpoint, Step, names, refuses, says, schema_of, status
from extractor.llm.fill import Asker
from extractor.llm.gateway import Gateway
from extractor.settings import EMBEDDED_MODEL, Style, load_settings
from schemas.answer import ChunkFill
from schemas.result import ChunkStatus, Tokens
from tests.passages import passages

TEXT = "全年下发督察意见47份，办结行政复议案件856件。"


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(gateway, "_backoff", lambda _: 0.001)
    monkeypatch.setattr(limits, "_backoff", lambda _: 0.001)


def fill(*script: Step, **parts) -> tuple[ChunkFill, FakeEndpoint]:
    """Ask about one text."""
    asked = FakeEndpoint(*script)

    async def whole():
        at = asked.endpoint(**({"corrects": True, "style": Style.VERBATIM} | parts))
        async with Gateway(at, lambda: at.base_url, None) as through:
            return await Asker(at, through).fill(passages(TEXT))

    [got] = asyncio.run(whole())
    return got, asked


def copied(*values: str) -> Step:
    """Answer with the text's two indicators, their numbers as given."""
    quotes = ("全年下发督察意见47份", "办结行政复议案件856件")
    entries = [
        {"name": name, "value_text": value, "unit": unit, "quote": quote}
        for name, value, unit, quote in zip(("督察意见", "行政复议案件"), values, "份件", quotes, strict=False)
    ]
    return says(json.dumps({"indicators": entries}, ensure_ascii=False))


def test_the_model_sees_said_against_source():
    """The second question repeats the first, shows the answer and the diff; what comes back is taken, both are paid."""
    got, asked = fill(copied("48", "856"), copied("47", "856"))
    assert [f.value_text for f in got.fills] == ["47", "856"]
    assert (got.run.status, got.tokens, len(asked.requests)) == (ChunkStatus.OK, Tokens(prompt=200, completion=40), 2)
    first, second = (request["messages"] for request in asked.requests)
    assert second[: len(first)] == first
    assert [m["role"] for m in second[len(first) :]] == ["assistant", "user"]
    assert '"value_text":"48"' in second[-2]["content"]
    complaint = second[-1]["content"].splitlines()[1]
    assert complaint == "第1条 督察意见：写成“48份”，原文是“47份”，数字抄错或没有抄全"


def test_a_right_answer_is_not_asked_about_again():
    """Nor is one in the anchored style whose names are made of the words around their numbers."""
    assert len(fill(copied("47", "856"))[1].requests) == 1
    assert len(fill(names(), style=Style.ANCHORED)[1].requests) == 1


NO_BETTER = {
    "the same": copied("48", "856"),
    "worse": copied("48", "857"),
    "less": copied("47"),
    "nothing": says('{"indicators": []}'),
    "prose": says("好的"),
    "a refusal": refuses(),
    "an error": status(400),
}


@pytest.mark.parametrize("second", NO_BETTER.values(), ids=NO_BETTER)
def test_what_is_no_better_changes_nothing(second):
    """The first answer stands, and the validator will show it; the chunk has not failed."""
    got, asked = fill(copied("48", "856"), second)
    if second is NO_BETTER["less"]:  # one right number less, one wrong less
        assert [f.value_text for f in got.fills] == ["47"]
    else:
        assert [f.value_text for f in got.fills] == ["48", "856"]
    assert got.run.status is ChunkStatus.OK
    assert len(asked.requests) >= 2


def test_it_is_a_setting():
    """Without it, the validator's diff is for people alone."""
    assert len(fill(copied("48", "856"), corrects=False)[1].requests) == 1


def test_names_are_asked_for_again_alone():
    """In the anchored style the second schema holds the keys of the wrong names and no other."""
    wrong = {"1:全年下发督察意见47份": "营商环境评价", "2:办结行政复议案件856件": "办结行政复议案件"}
    right = {"1:全年下发督察意见47份": "下发督察意见"}
    steps = (says(json.dumps(wrong, ensure_ascii=False)), says(json.dumps(right, ensure_ascii=False)))
    got, asked = fill(*steps, style=Style.ANCHORED)
    assert [f.name for f in got.fills] == ["下发督察意见", "办结行政复议案件"]
    assert schema_of(asked.requests[1])["required"] == ["1:全年下发督察意见47份"]
    assert "“营商环境评价”" in asked.requests[1]["messages"][-1]["content"]


def test_the_embedded_model_is_never_asked_again():
    """It repeats itself byte for byte, wherever it runs and whatever the setting says."""
    at = {"EXTRACTOR_BASE_URL": "http://127.0.0.1:1/v1", "EXTRACTOR_CORRECTIONS": "on"}
    assert not load_settings({"EXTRACTOR_STYLE": "verbatim"}).endpoint.corrects
    assert not load_settings(at | {"EXTRACTOR_MODEL": EMBEDDED_MODEL}).endpoint.corrects
    assert load_settings(at | {"EXTRACTOR_MODEL": "m"}).endpoint.corrects
    large = {"EXTRACTOR_BASE_URL": "http://127.0.0.1:1/v1", "EXTRACTOR_MODEL": "m"}
    assert not load_settings(large).endpoint.corrects
    assert load_settings(large | {"EXTRACTOR_STYLE": "verbatim"}).endpoint.corrects


def test_what_the_answers_depend_on_names_the_correction():
    """The prompt's id and sum say whether corrections were shown."""

    def asked_by(**parts):
        at = FakeEndpoint().endpoint(**parts)
        return Asker(at, Gateway(at, lambda: "", None)).asked_by

    assert asked_by().prompt == "name_quantities.v1"
    assert asked_by(corrects=True).prompt == "name_quantities.v1 + correction.v1"
    assert asked_by().prompt_sha256 != asked_by(corrects=True).prompt_sha256
