"""Fill: ask the model about each passage and keep what comes back, whatever comes back.

In: passages. Out: one `ChunkFill` each, in the same order. A chunk whose asking fails is a status with a reason,
never an empty list; only what stops the whole run (no endpoint, bad key, a full disk) is raised.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from hashlib import sha256
from json import JSONDecodeError
from typing import Any

import instructor
from instructor.core import IncompleteOutputException, InstructorRetryException
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ValidationError

from extractor.anchors import Passage
from extractor.errors import AuthError, ExtractorError, OutputError, UnreachableError
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

        Raises AuthError, UnreachableError or OutputError when going on is no use; the other calls are then given up.
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
        question = self.style.ask(passage)
        try:
            answer, tokens = await self._ask(passage, question)
        except Exception as error:
            return _failed(passage, error)
        return ChunkFill(_run(passage, ChunkStatus.OK), self.style.read(passage, answer), tokens)

    async def _ask(self, passage: Passage, question: Question) -> tuple[BaseModel, Tokens]:
        """Ask; an answer that did not fit is asked for once more with twice the room."""
        try:
            return await self._request(passage, question, question.max_tokens)
        except IncompleteOutputException as error:
            spent = _tokens(getattr(error.last_completion, "usage", None))
            answer, tokens = await self._request(passage, question, 2 * question.max_tokens)
            return answer, Tokens(prompt=spent.prompt + tokens.prompt, completion=spent.completion + tokens.completion)

    async def _request(self, passage: Passage, question: Question, max_tokens: int) -> tuple[BaseModel, Tokens]:
        chunk = passage.chunk
        messages = self.prompt.messages(path=" > ".join(chunk.path), kind=KIND_LABELS[chunk.kind], text=question.text)
        answer = await self._create(
            model=self.endpoint.model,
            messages=messages,
            response_model=question.answer,
            max_retries=REASKS,
            temperature=0,
            seed=1,
            max_tokens=max_tokens,
        )
        return answer, _tokens(answer._raw_response.usage)

    async def _answered(self, **request: Any) -> ChatCompletion:
        """Pass a request to the gateway; a refusal is not an answer to re-ask about."""
        completion = await self._gateway.create(**request)
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
    """Read a usage block, which instructor has summed over its tries; endpoints may leave it out."""
    return Tokens(
        prompt=getattr(usage, "prompt_tokens", 0) or 0, completion=getattr(usage, "completion_tokens", 0) or 0
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _failed(passage: Passage, error: Exception) -> ChunkFill:
    """Turn a failure of one chunk into its status; raise what concerns the whole run, and what is no known failure."""
    causes = list(_causes(error))
    usage: Any = next((c.total_usage for c in causes if isinstance(c, InstructorRetryException)), None)
    for cause in causes:
        match cause:
            case AuthError() | UnreachableError() | OutputError():
                raise cause from error
            case RefusedError():
                return ChunkFill(_run(passage, ChunkStatus.REFUSED, str(cause)), (), _tokens(usage))
            case CallError():
                return ChunkFill(_run(passage, ChunkStatus.FAILED, str(cause)), (), _tokens(usage))
            case IncompleteOutputException():
                usage = getattr(cause.last_completion, "usage", None)
                reason = "the answer did not fit in twice the room it should need"
                return ChunkFill(_run(passage, ChunkStatus.TRUNCATED, reason), (), _tokens(usage))
            case ValidationError() | JSONDecodeError():
                reason = "the answer does not fit the schema, nor does the one after asking again"
                return ChunkFill(_run(passage, ChunkStatus.FAILED, reason), (), _tokens(usage))
    raise error
