"""Schema: what a mode makes of a question is what instructor's own client would send, and so is the re-ask."""

import asyncio
import json
from typing import Any

import instructor
import pytest
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ValidationError

from extractor.llm.fake import completion
from extractor.llm.schema import REASKS, Schema
from extractor.llm.style import Wrapped
from extractor.settings import Mode
from schemas.answer import CopiedIndicators, names_model

NAMES = names_model(["1:办结案件7件", "2:走访企业9家"], Wrapped)
GOOD = {
    NAMES: '{"1:办结案件7件": "案件", "2:走访企业9家": "企业"}',
    CopiedIndicators: '{"indicators": [{"name": "案件", "value_text": "7", "unit": "件", "quote": "办结案件7件"}]}',
}
REQUEST = {"model": "m", "messages": [{"role": "system", "content": "命名"}, {"role": "user", "content": "办结案件"}]}


def answered(content: str, mode: Mode, **choice: Any) -> ChatCompletion:
    """Return a completion with this content, where a mode looks for it."""
    if mode is not Mode.TOOLS:
        return ChatCompletion.model_validate(completion(content, **choice))
    call = {"id": "1", "type": "function", "function": {"name": "Names", "arguments": content}}
    return ChatCompletion.model_validate(completion(None, message={"tool_calls": [call]}, **choice))


class Endpoint:
    """Answers in turn, and keeps what it was asked."""

    def __init__(self, mode: Mode, *contents: str, **choice: Any) -> None:
        self._answers = [answered(content, mode, **choice) for content in contents]
        self.requests: list[str] = []

    async def send(self, request: dict[str, Any]) -> ChatCompletion:
        """Take a request as the gateway does."""
        self.requests.append(json.dumps(request, ensure_ascii=False))
        return self._answers.pop(0)


def ours(model: type[BaseModel], mode: Mode, *contents: str) -> tuple[BaseModel, list[str]]:
    """Ask our way; returns the answer and the requests."""
    at = Endpoint(mode, *contents)
    return asyncio.run(Schema(mode, at.send).ask(model, REQUEST)), at.requests


def theirs(model: type[BaseModel], mode: Mode, *contents: str) -> tuple[BaseModel, list[str]]:
    """Ask through instructor's client."""
    at = Endpoint(mode, *contents)

    async def create(**request: Any) -> ChatCompletion:
        return await at.send(request)

    patched = instructor.patch(create=create, mode=instructor.Mode[mode.value])
    return asyncio.run(patched(response_model=model, max_retries=REASKS, **REQUEST)), at.requests


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("model", [NAMES, CopiedIndicators], ids=lambda model: model.__name__)
@pytest.mark.parametrize("misfits", [(), ("no JSON",), ('{"1:办结案件7件": 7}',)], ids=["at once", "no JSON", "misfit"])
def test_the_requests_and_the_answer_are_those_of_instructors_client(mode, model, misfits):
    """In every mode, byte for byte, also when an answer does not fit: stored answers are found by them."""
    mine, requests = ours(model, mode, *misfits, GOOD[model])
    their, expected = theirs(model, mode, *misfits, GOOD[model])
    assert requests == expected
    assert len(requests) == 1 + len(misfits)
    assert mine.model_dump_json() == their.model_dump_json()


@pytest.mark.parametrize("mode", Mode)
def test_an_answer_that_never_fits_is_asked_for_twice(mode):
    """Then the last complaint is raised."""
    at = Endpoint(mode, *['{"1:办结案件7件": 7}'] * 9)
    with pytest.raises(ValidationError, match="办结案件7件"):
        asyncio.run(Schema(mode, at.send).ask(NAMES, REQUEST))
    assert len(at.requests) == 1 + REASKS


@pytest.mark.parametrize("mode", Mode)
def test_an_answer_without_room_is_not_asked_for_again(mode):
    """The same room would end it at the same place."""
    at = Endpoint(mode, '{"1:', finish_reason="length")
    with pytest.raises(instructor.core.IncompleteOutputException):
        asyncio.run(Schema(mode, at.send).ask(NAMES, REQUEST))
    assert len(at.requests) == 1


def test_the_question_stays_as_it_was():
    """What is added to ask again is added to a copy."""
    before = json.dumps(REQUEST)
    ours(NAMES, Mode.JSON_SCHEMA, "no JSON", GOOD[NAMES])
    assert json.dumps(REQUEST) == before
