"""Fill: ask the model about each passage and keep what comes back, whatever comes back.

In: passages. Out: one `ChunkFill` each, in the same order. A chunk whose asking fails is a status with a reason,
never an empty list; only what stops the whole run (no endpoint, bad key, a full disk) is raised.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextvars import ContextVar
from hashlib import sha256
from json import JSONDecodeError
from typing import Any

import instructor
from instructor.core import IncompleteOutputException, ResponseParsingError
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ValidationError

from extractor.anchors import Passage
from extractor.errors import AuthError, ExtractorError, OutputError, UnreachableError, WeightsError
from extractor.llm import anchored, verbatim
from extractor.llm.gateway import CallError, Gateway, Traffic
from extractor.llm.prompts import load_prompt
from extractor.llm.style import Question, StyleOfAsking
from extractor.settings import Endpoint, Style
from schemas.answer import AskedBy, ChunkFill, CopiedIndicators, names_model
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
REASKS = 1
"""A second try with the schema's complaint; the embedded model's grammar makes it all but needless."""

Created = Callable[..., Awaitable[Any]]
OnChunk = Callable[[ChunkFill], None]

_paid: ContextVar[list[Tokens]] = ContextVar("paid")
"""What each answer of the chunk at hand cost; instructor overwrites an answer's usage with its running total."""

logging.getLogger("instructor").addHandler(logging.NullHandler())
logging.getLogger("instructor").propagate = False  # it logs whole answers; every failure is in the result instead


class RefusedError(ExtractorError):
    """The model or its provider declined to answer."""


class Asker:
    """Ask one endpoint in one style."""

    def __init__(self, endpoint: Endpoint, gateway: Gateway) -> None:
        self.endpoint = endpoint
        self.style = STYLES[endpoint.style]
        self.prompt = load_prompt(self.style.PROMPT)
        self._gateway = gateway
        self._create: Created = instructor.patch(create=self._answered, mode=instructor.Mode[endpoint.mode.value])

    @property
    def traffic(self) -> Traffic:
        """What has been asked so far."""
        return self._gateway.traffic

    @property
    def asked_by(self) -> AskedBy:
        """Say what the answers depend on besides the text."""
        schema = json.dumps(SCHEMAS[self.endpoint.style].model_json_schema(), sort_keys=True)
        return AskedBy(
            style=self.endpoint.style.value,
            model=self.endpoint.model,
            prompt=self.prompt.id,
            prompt_sha256=self.prompt.sha256,
            schema_sha256=sha256(schema.encode()).hexdigest(),
        )

    async def fill(self, passages: Sequence[Passage], on_chunk: OnChunk = lambda _: None) -> tuple[ChunkFill, ...]:
        """Ask about every passage that holds a quantity; the others cost nothing and are left out.

        Raises AuthError, UnreachableError, WeightsError or OutputError when going on is no use; the other calls are
        then given up.
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
        paid: list[Tokens] = []
        _paid.set(paid)  # each chunk is a task, so this is its own
        question = self.style.ask(passage)
        try:
            answer = await self._ask(passage, question)
        except Exception as error:
            return ChunkFill(_run(passage, *_failure(error)), (), _sum(paid))
        return ChunkFill(_run(passage, ChunkStatus.OK), self.style.read(passage, answer), _sum(paid))

    async def _ask(self, passage: Passage, question: Question) -> BaseModel:
        """Ask; an answer that did not fit is asked for once more with twice the room."""
        try:
            return await self._request(passage, question, question.max_tokens)
        except IncompleteOutputException:
            return await self._request(passage, question, 2 * question.max_tokens)

    async def _request(self, passage: Passage, question: Question, max_tokens: int) -> BaseModel:
        chunk = passage.chunk
        messages = self.prompt.messages(path=" > ".join(chunk.path), kind=KIND_LABELS[chunk.kind], text=question.text)
        answer: BaseModel = await self._create(
            model=self.endpoint.model,
            messages=messages,
            response_model=question.answer,
            max_retries=REASKS,
            temperature=0,
            seed=1,
            max_tokens=max_tokens,
        )
        return answer

    async def _answered(self, **request: Any) -> ChatCompletion:
        """Pass a request to the gateway and count its answer; a refusal is not an answer to re-ask about."""
        completion = await self._gateway.create(**request)
        _paid.get().append(_tokens(completion.usage))
        choice = completion.choices[0]
        if choice.message.refusal or choice.finish_reason == "content_filter":
            raise RefusedError(choice.message.refusal or "the provider's content filter stopped the answer")
        return completion


def _run(passage: Passage, status: ChunkStatus, reason: str | None = None) -> ChunkRun:
    chunk = passage.chunk
    return ChunkRun(
        index=chunk.index, span=chunk.original_span, quantities=len(passage.anchors), status=status, reason=reason
    )


def _tokens(usage: Any) -> Tokens:
    """Read a usage block; endpoints may leave it out, or parts of it."""
    return Tokens(
        prompt=getattr(usage, "prompt_tokens", 0) or 0, completion=getattr(usage, "completion_tokens", 0) or 0
    )


def _sum(paid: Sequence[Tokens]) -> Tokens:
    return Tokens(prompt=sum(t.prompt for t in paid), completion=sum(t.completion for t in paid))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _failure(error: Exception) -> tuple[ChunkStatus, str]:
    """Turn a failure of one chunk into a status and its reason.

    Raises what concerns the whole run, and what is no known failure.
    """
    for cause in _causes(error):
        match cause:
            case AuthError() | UnreachableError() | WeightsError() | OutputError():
                raise cause
            case RefusedError():
                return ChunkStatus.REFUSED, str(cause)
            case CallError():
                return ChunkStatus.FAILED, str(cause)
            case IncompleteOutputException():
                return ChunkStatus.TRUNCATED, "the answer did not fit in twice the room it should need"
            case ValidationError() | JSONDecodeError() | ResponseParsingError():
                return ChunkStatus.FAILED, "the answer does not fit the schema, nor does the one after asking again"
    raise error
