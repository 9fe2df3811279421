"""Fill: ask the model about each passage and keep what comes back, whatever comes back.

In: passages. Out: one `ChunkFill` each, in the same order. A chunk whose asking fails is a status with a reason,
never an empty list; only what stops the whole run (no endpoint, bad key, a full disk, a used-up budget) is raised.
"""

import asyncio
import json
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from hashlib import sha256
from typing import Any

from instructor.core import IncompleteOutputException
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ValidationError

from extractor.anchors import Passage
from extractor.llm import anchored, verbatim
from extractor.llm.cache import KEY_FIELDS
from extractor.llm.faults import RefusedError, status_of
from extractor.llm.gateway import Answer, Gateway
from extractor.llm.prompts import CORRECTION, load_correction, load_prompt
from extractor.llm.schema import Schema
from extractor.llm.style import Question, StyleOfAsking
from extractor.settings import Endpoint, Style
from schemas.answer import AskedBy, Bill, ChunkFill, CopiedIndicators, Fill, Names, names_model
from schemas.result import ChunkRun, ChunkStatus, Tokens
from schemas.section import SectionKind

STYLES: dict[Style, StyleOfAsking] = {Style.ANCHORED: anchored, Style.VERBATIM: verbatim}
SCHEMAS: dict[Style, type[BaseModel]] = {Style.ANCHORED: names_model(["1"]), Style.VERBATIM: CopiedIndicators}
KIND_LABELS = {
    SectionKind.ACHIEVEMENTS: "成绩",
    SectionKind.PROBLEMS: "问题",
    SectionKind.PLANS: "计划",
    SectionKind.PREAMBLE: "开头",
    SectionKind.GLOSSARY: "名词解释",
    SectionKind.CLOSING: "结尾",
    SectionKind.OTHER: "其他",
}
LEAST_AHEAD = 4
"""So many questions more than may be in flight are made ready, or half as many as may: to make one takes as long as to
read its answer, and those of hundreds of passages at once would hold up what is on its way."""
OnChunk = Callable[[ChunkFill], None]
Messages = list[dict[str, str]]

_answers: ContextVar[list[Answer]] = ContextVar("answers")
"""The answers of the chunk at hand."""


class Asker:
    """Ask one endpoint in one style."""

    def __init__(self, endpoint: Endpoint, gateway: Gateway) -> None:
        self.endpoint, self.gateway = endpoint, gateway
        self.style = STYLES[endpoint.style]
        self.prompt = load_prompt(self.style.PROMPT)
        self._ahead = asyncio.Semaphore(endpoint.concurrency + max(LEAST_AHEAD, endpoint.concurrency // 2))
        self.no_good: set[str] = set()
        """The keys of answers that no result could be made of."""
        self._schema = Schema(endpoint.mode, self._answered)

    @property
    def asked_by(self) -> AskedBy:
        """Say what the answers depend on besides the text."""
        schema = json.dumps(SCHEMAS[self.endpoint.style].model_json_schema(), sort_keys=True)
        prompt, digest = self.prompt.id, self.prompt.sha256
        if self.endpoint.corrects:
            prompt = f"{prompt} + {CORRECTION}"
            digest = sha256((digest + load_correction()[0]).encode()).hexdigest()
        return AskedBy(
            style=self.endpoint.style.value,
            model=self.endpoint.model,
            prompt=prompt,
            prompt_sha256=digest,
            schema_sha256=sha256(schema.encode()).hexdigest(),
        )

    async def fill(self, passages: Sequence[Passage], on_chunk: OnChunk = lambda _: None) -> tuple[ChunkFill, ...]:
        """Ask about every passage that holds a quantity; the others cost nothing and are left out.

        Raises an EndpointError, StoppedError or OutputError when going on is no use; the other calls are then given
        up.
        """

        async def one(passage: Passage) -> ChunkFill:
            fill = await self._fill(passage)
            on_chunk(fill)
            return fill

        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(one(p)) for p in passages if p.anchors]
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None
        return tuple(task.result() for task in tasks)

    async def _fill(self, passage: Passage) -> ChunkFill:
        answers: list[Answer] = []
        _answers.set(answers)  # each chunk is a task, so this is its own
        try:
            async with self._ahead:
                fills = await self._ask(passage, self.style.ask(passage))
        except Exception as error:
            status, reason = status_of(error)
            self.no_good.update(answer.key for answer in answers)
            return ChunkFill(_run(passage, status, reason), (), _tokens(answers), _bill(answers))
        return ChunkFill(_run(passage, ChunkStatus.OK), fills, _tokens(answers), _bill(answers))

    async def _ask(self, passage: Passage, question: Question) -> tuple[Fill, ...]:
        """Ask, and where the endpoint's model is worth it, ask again about what the check has against the answer."""
        messages = self._messages(passage, question)
        answer = await self._request(messages, question.answer, question.max_tokens)
        fills = self.style.read(passage, answer)
        correction = self.style.correct(passage, fills) if self.endpoint.corrects else None
        if correction is None:
            return fills
        said = {"role": "assistant", "content": answer.model_dump_json()}
        complaints = "\n".join(correction.complaints)
        shown = {"role": "user", "content": load_correction()[1].substitute(complaints=complaints)}
        try:
            better = await self._request([*messages, said, shown], correction.answer, correction.max_tokens)
        except Exception as error:
            status_of(error)  # raises what concerns the run; a correction that fails leaves the answer as it is
            return fills
        return self.style.amend(passage, fills, better)

    def _messages(self, passage: Passage, question: Question) -> Messages:
        chunk = passage.chunk
        return self.prompt.messages(path=chunk.path, kind=KIND_LABELS[chunk.kind], text=question.text)

    async def _request(self, messages: Messages, answer: type[BaseModel], max_tokens: int) -> BaseModel:
        """Request an answer; one that did not fit is asked for once more with twice the room."""
        room = max_tokens + self.endpoint.reasoning_tokens
        try:
            return await self._created(messages, answer, room)
        except IncompleteOutputException:
            return await self._created(messages, answer, 2 * room)

    async def _created(self, messages: Messages, answer: type[BaseModel], room: int) -> BaseModel:
        parameters = {"temperature": 0, "seed": 1, self.endpoint.room_name: room, **self.endpoint.parameters}
        known = {name: value for name, value in parameters.items() if value is not None and name in KEY_FIELDS}
        others = {name: value for name, value in parameters.items() if value is not None and name not in KEY_FIELDS}
        request = {"model": self.endpoint.model, "messages": messages, **known}
        try:
            return await self._schema.ask(answer, request | ({"extra_body": others} if others else {}))
        except ValidationError as error:
            return _usable(answer, error)

    async def _answered(self, request: dict[str, Any]) -> ChatCompletion:
        """Pass a request to the gateway and note its answer; a refusal is not an answer to re-ask about."""
        answer = await self.gateway.answer(request)
        _answers.get().append(answer)
        choice = answer.completion.choices[0]
        if choice.message.refusal or choice.finish_reason == "content_filter":
            raise RefusedError(choice.message.refusal or "the provider's content filter stopped the answer")
        choice.message.content = bare(choice.message.content)  # the raw answer is stored as it came
        return answer.completion


def _usable(answer: type[BaseModel], failure: ValidationError) -> BaseModel:
    """Take the last answer if only names in it are not to be used; else raise the failure."""
    if not issubclass(answer, Names):
        raise failure
    message = _answers.get()[-1].completion.choices[0].message
    called = [call.function.arguments for call in message.tool_calls or () if call.type == "function"]
    try:
        return answer.model_validate_loosely(called[0] if called else message.content or "")
    except ValidationError:
        raise failure from None


def bare(content: Any) -> Any:
    """Return the JSON object of an answer without what models write around it where nothing enforces a form.

    What holds no object, or more than one, stays as it is.

    >>> bare('<think>...</think>好的：```json\\n{"1:办结案件7件": "案件"}\\n```')
    '{"1:办结案件7件": "案件"}'
    """
    if isinstance(content, list):  # some answer in parts
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    if not isinstance(content, str):
        return content
    text = content.rpartition("</think>")[2]
    start, end = text.find("{"), text.rfind("}") + 1
    if start < 0 or (start, end) == (0, len(text)):
        return text
    try:
        object_end = json.JSONDecoder().raw_decode(text, start)[1]
    except (ValueError, RecursionError):
        return content
    return text[start:end] if object_end == end else content


def _run(passage: Passage, status: ChunkStatus, reason: str | None = None) -> ChunkRun:
    chunk = passage.chunk
    return ChunkRun(
        index=chunk.index, span=chunk.original_span, quantities=len(passage.anchors), status=status, reason=reason
    )


def _tokens(answers: Sequence[Answer]) -> Tokens:
    return Tokens(prompt=sum(a.usage.prompt for a in answers), completion=sum(a.usage.completion for a in answers))


def _bill(answers: Sequence[Answer]) -> Bill:
    fresh = [answer.usage for answer in answers if answer.fresh]
    return Bill(
        calls=len(fresh),
        stored=len(answers) - len(fresh),
        prompt=sum(usage.prompt for usage in fresh),
        cached=sum(usage.cached for usage in fresh),
        completion=sum(usage.completion for usage in fresh),
    )
