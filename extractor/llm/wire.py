"""The wire: one request out, the raw bytes of one answer in.

In: the arguments of a chat completion. Out: the body of a 200. Address and headers are those of the openai client, and
so are the errors; redirects, proxies of the environment and retries are off, and a body above the cap is no answer of a
model.
"""

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

import aiohttp
import httpx2
import openai
import pydantic
from openai.types.chat import ChatCompletion, ChatCompletionMessage

from extractor.llm.cache import MAX_BODY_CHARACTERS
from extractor.llm.faults import BadBodyError, status_error
from extractor.llm.ledger import Usage
from extractor.settings import Endpoint

CONNECT_SECONDS = 5.0
IDLE_SECONDS = 5.0
"""A connection that was idle for longer is not used again: the server may be about to close it."""

Connect = Callable[[], str]
"""Called once, when the first request must be sent; returns the base URL (and may start a server to do so)."""


@dataclass(frozen=True, slots=True)
class _Line:
    """What every request has in common."""

    http: httpx2.AsyncClient
    address: httpx2.URL
    headers: httpx2.Headers


class Wire:
    """The connection to one endpoint, opened at the first request: a run whose answers are stored needs none."""

    def __init__(self, endpoint: Endpoint, connect: Connect) -> None:
        self._endpoint, self._connect = endpoint, connect
        self._line: _Line | None = None

    async def send(self, request: dict[str, Any]) -> bytes:
        """Send a request; return the bytes of the answer, not yet parsed. Raises what the openai client would.

        Its own methods would look at every part of a request to convert it, and put address and headers together anew.
        """
        line = self.open()
        plain = {name: value for name, value in request.items() if name != "extra_body"} | request.get("extra_body", {})
        body = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        post = line.http.build_request("POST", line.address, content=body, headers=line.headers)
        try:
            answer = await line.http.send(post, stream=True)
        except httpx2.TimeoutException as error:
            raise openai.APITimeoutError(request=post) from error
        except Exception as error:
            raise openai.APIConnectionError(request=post) from error
        try:
            if not answer.is_success:
                raise status_error(answer, await _words(answer))
            return await _read(answer)
        finally:
            await answer.aclose()

    async def close(self) -> None:
        """Close the connections."""
        if self._line:
            await self._line.http.aclose()

    def open(self) -> _Line:
        """Return what sends a request, opening the connection if need be, which may take long the first time."""
        if self._line is None:
            http = openai.DefaultAioHttpClient(  # its parser is compiled, the other one's is not
                follow_redirects=False,
                trust_env=False,
                timeout=httpx2.Timeout(None, connect=CONNECT_SECONDS),  # the gateway keeps the deadline
                limits=httpx2.Limits(max_connections=self._endpoint.concurrency, keepalive_expiry=IDLE_SECONDS),
                transport=self._endpoint.transport,
            )
            address, credentials = _without_credentials(self._connect())
            client = openai.AsyncOpenAI(base_url=address, api_key=self._endpoint.key or "none", http_client=http)
            headers = client.auth_headers | client.default_headers | credentials
            self._line = _Line(
                http,
                client.base_url.copy_with(raw_path=client.base_url.raw_path + b"chat/completions"),
                httpx2.Headers({name: value for name, value in headers.items() if isinstance(value, str)}),
            )
        return self._line


def _without_credentials(address: str) -> tuple[str, dict[str, str]]:
    """Take user and password out of an address and into a header, where they stand in the place of the key.

    >>> _without_credentials("http://user:word@127.0.0.1/v1")
    ('http://127.0.0.1/v1', {'Authorization': 'Basic dXNlcjp3b3Jk'})
    """
    parts = urlsplit(address)
    credentials, _, place = parts.netloc.rpartition("@")
    if not credentials:
        return address, {}
    basic = b64encode(unquote(credentials).encode()).decode()
    return urlunsplit(parts._replace(netloc=place)), {"Authorization": f"Basic {basic}"}


async def _words(answer: httpx2.Response) -> str:
    """Read what an endpoint says about an error; one that is cut off is an error all the same."""
    try:
        return (await _read(answer)).decode("utf-8", "replace")
    except BadBodyError:
        return ""


async def _read(answer: httpx2.Response) -> bytes:
    """Read a body up to the cap."""
    parts, size = [], 0
    try:
        async for part in answer.aiter_bytes():
            parts.append(part)
            size += len(part)
            if size > MAX_BODY_CHARACTERS:
                raise BadBodyError(f"more than {MAX_BODY_CHARACTERS >> 20} MB")
    except (httpx2.HTTPError, aiohttp.ClientError) as error:
        raise BadBodyError(f"a body that cannot be read to its end ({type(error).__name__})") from error
    return b"".join(parts)


def parse(body: str) -> ChatCompletion:
    """Read a completion. What surrounds the message may be of any make, as for the openai client.

    Compatible servers invent finish reasons and service tiers, and leave out what nobody reads. Reading those takes
    thirty times as long as reading one that is as it should be.
    """
    try:
        completion = ChatCompletion.model_validate_json(body)
    except pydantic.ValidationError:
        completion = _tolerant(body)
    choices: Any = completion.choices
    if not isinstance(choices, list) or not choices:
        error = getattr(completion, "error", None)  # some say so with a 200
        words = f": {' '.join(str(error.get('message')).split())[:200]}" if isinstance(error, dict) else ""
        raise BadBodyError(f"a completion without choices{words}")
    if not all(_readable(getattr(choice, "message", None)) for choice in choices):
        raise BadBodyError("a completion without a message")
    return completion


def _readable(message: Any) -> bool:
    """Tell whether a message has the parts that are read of it, in their types: instructor takes them as they come."""
    if not isinstance(message, ChatCompletionMessage) or not isinstance(message.content, str | list | None):
        return False
    calls: Any = message.tool_calls or []
    arguments = (
        [getattr(getattr(c, "function", None), "arguments", None) for c in calls] if type(calls) is list else [0]
    )
    return all(isinstance(written, str) for written in arguments)


def _tolerant(body: str) -> ChatCompletion:
    try:
        return ChatCompletion.construct(**json.loads(body))
    except (ValueError, TypeError, RecursionError):
        kind = "HTML" if body.lstrip()[:1] == "<" else "something that is no chat completion"
        raise BadBodyError(kind) from None


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
