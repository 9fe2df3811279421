"""The wire: one request out, the raw bytes of one answer in.

In: the arguments of a chat completion. Out: the body of a 200. The openai client sends and raises; redirects, proxies
of the environment and its own retries are off, and a body above the cap is no answer of a model.
"""

import json
from collections.abc import Callable
from itertools import cycle
from typing import Any

import httpx2
import openai
from openai.types.chat import ChatCompletion, ChatCompletionMessage

from extractor.llm.cache import MAX_BODY_CHARACTERS
from extractor.llm.faults import BadBodyError
from extractor.llm.ledger import Usage
from extractor.settings import Endpoint

CONNECT_SECONDS = 5.0
POOL_CONNECTIONS = 8

Connect = Callable[[], str]
"""Called once, when the first request must be sent; returns the base URL (and may start a server to do so)."""


class Wire:
    """The connection to one endpoint, opened at the first request: a run whose answers are stored needs none."""

    def __init__(self, endpoint: Endpoint, connect: Connect) -> None:
        self._endpoint, self._connect = endpoint, connect
        self._client: openai.AsyncOpenAI | None = None

    async def send(self, request: dict[str, Any]) -> bytes:
        """Send a request; return the bytes of the answer, not yet parsed.

        The client would look at every part of a request to convert it; ours is plain JSON, so it goes as extra body.
        """
        plain = {name: value for name, value in request.items() if name != "extra_body"}
        body = plain | request.get("extra_body", {})
        async with self.open()(model=request["model"], messages=(), extra_body=body) as answer:
            return await _read(answer.http_response)

    async def close(self) -> None:
        """Close the connections."""
        if self._client:
            await self._client.close()

    def open(self) -> Callable[..., Any]:
        """Return what sends a request, opening the connection if need be, which may take long the first time."""
        if self._client is None:
            http = openai.DefaultAsyncHttpxClient(
                follow_redirects=False,
                trust_env=False,
                timeout=httpx2.Timeout(self._endpoint.deadline, connect=CONNECT_SECONDS),
                transport=self._endpoint.transport or Pools(self._endpoint.concurrency),
            )
            self._client = openai.AsyncOpenAI(
                base_url=self._connect(), api_key=self._endpoint.key or "none", max_retries=0, http_client=http
            )
        return self._client.chat.completions.with_streaming_response.create


class Pools(httpx2.AsyncBaseTransport):
    """Several small pools of connections in turn: a pool looks through all of its connections at every request."""

    def __init__(self, connections: int) -> None:
        limits = httpx2.Limits(max_connections=None, max_keepalive_connections=connections)
        checked = httpx2.create_ssl_context(trust_env=False)
        count = -(-connections // POOL_CONNECTIONS)
        self._pools = [httpx2.AsyncHTTPTransport(verify=checked, trust_env=False, limits=limits) for _ in range(count)]
        self._turns = cycle(self._pools)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request through the next pool."""
        return await next(self._turns).handle_async_request(request)

    async def aclose(self) -> None:
        """Close all connections."""
        for pool in self._pools:
            await pool.aclose()


async def _read(answer: httpx2.Response) -> bytes:
    """Read a body up to the cap."""
    parts, size = [], 0
    try:
        async for part in answer.aiter_bytes():
            parts.append(part)
            size += len(part)
            if size > MAX_BODY_CHARACTERS:
                raise BadBodyError(f"more than {MAX_BODY_CHARACTERS >> 20} MB")
    except httpx2.HTTPError as error:
        raise BadBodyError(f"a body that cannot be read to its end ({type(error).__name__})") from error
    return b"".join(parts)


def parse(body: str) -> ChatCompletion:
    """Read a completion as the openai client does: what surrounds the message may be of any make.

    Compatible servers invent finish reasons and service tiers, and leave out what nobody reads.
    """
    try:
        completion = ChatCompletion.construct(**json.loads(body))
    except (ValueError, TypeError):
        kind = "HTML" if body.lstrip()[:1] == "<" else "something that is no chat completion"
        raise BadBodyError(kind) from None
    choices: Any = completion.choices
    if not isinstance(choices, list) or not choices:
        raise BadBodyError("a completion without choices")
    if not all(isinstance(getattr(choice, "message", None), ChatCompletionMessage) for choice in choices):
        raise BadBodyError("a completion without a message")
    return completion


def usage_of(completion: ChatCompletion) -> Usage | None:
    """Read a usage block, or None; endpoints may leave it out, or parts of it, or name the parts their own way."""
    usage: Any = completion.usage
    if usage is None:
        return None
    details = getattr(usage, "prompt_tokens_details", None)
    cached = getattr(details, "cached_tokens", None) or getattr(usage, "prompt_cache_hit_tokens", None)
    prompt = _count(getattr(usage, "prompt_tokens", None))
    return Usage(prompt, min(prompt, _count(cached)), _count(getattr(usage, "completion_tokens", None)))


def _count(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value < 2**53 else 0
