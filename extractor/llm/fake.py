"""A scripted endpoint: it answers in this process, without a network, in the place of a model.

In: a script of steps, one a request; the last step repeats. Out: settings to run with, and the requests it got.

    fake = FakeEndpoint(status(429), names())
    result = extract(Path("report.txt"), fake.settings(Path("cache")))
    assert len(fake.requests) == 2

For tests of programs that use this one, and for trying a pipeline before there is a model to pay for.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2

from extractor.settings import Endpoint, Settings

Body = dict[str, Any]
Step = Callable[[Body], httpx2.Response]
"""What becomes of one request, given its JSON."""

USAGE = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}


class FakeEndpoint(httpx2.AsyncBaseTransport):
    """Answer each request by the next step of a script, without one by naming every number well."""

    def __init__(self, *script: Step) -> None:
        self._script = script or (names(),)
        self.requests: list[Body] = []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Take the place of the network."""
        body = json.loads(await request.aread())
        step = self._script[min(len(self.requests), len(self._script) - 1)]
        self.requests.append(body)
        return step(body)

    def endpoint(self, **parts: Any) -> Endpoint:
        """Return an endpoint that ends here; `parts` are those of `Endpoint`."""
        at = Endpoint("fake", "http://fake.invalid/v1", concurrency=8, chunk_size=1200, transport=self)
        return replace(at, **parts)

    def settings(self, cache_dir: Path, **parts: Any) -> Settings:
        """Return settings that ask nobody else, with a folder for answers and ledger."""
        return Settings(self.endpoint(**parts), cache_dir)


def names() -> Step:
    """Fill the schema of a request: each marked number is named by its own words, a list stays empty."""
    return lambda body: _answer(body, json.dumps(_filled(schema_of(body)), ensure_ascii=False))


def says(content: str | None, **choice: Any) -> Step:
    """Answer with this content, whatever was asked; `choice` overrides parts of the one choice."""
    return lambda _: httpx2.Response(200, json=completion(content, **choice))


def refuses(words: str = "我不能协助处理此内容") -> Step:
    """Refuse in the field that is made for it."""
    return says(None, message={"refusal": words})


def cut_off() -> Step:
    """Run out of room in the middle of an answer."""
    return says('{"1:', finish_reason="length")


def status(code: int, message: str = "the fake says no", **headers: str) -> Step:
    """Answer an error; header names are written with underscores (retry_after="1")."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: httpx2.Response(code, json={"error": {"message": message, "type": "fake"}}, headers=named)


def completion(content: str | None, **choice: Any) -> Body:
    """Return a whole chat completion; `choice` overrides parts of its one choice, `message` parts of its message."""
    message = {"role": "assistant", "content": content, **choice.pop("message", {})}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "fake",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message, **choice}],
        "usage": dict(USAGE),
    }


def schema_of(body: Body) -> Body:
    """Return the JSON Schema that a request asks to fill, in whatever mode it asks."""
    form = body.get("response_format") or {}
    if "json_schema" in form:
        return dict(form["json_schema"]["schema"])
    if tools := body.get("tools"):
        return dict(tools[0]["function"]["parameters"])
    text = next(m["content"] for m in body["messages"] if "json_schema" in m["content"]).partition("json_schema")[2]
    return dict(json.JSONDecoder().raw_decode(text, text.index("{"))[0])


def name_for(key: str) -> str:
    """Name a mark by the words its key repeats.

    >>> name_for("2:办结案件7件")
    '办结案件件'
    """
    words = "".join(c for c in key.partition(":")[2] if c.isalpha())
    return words[:16] if len(words) >= 2 else "指标名称"


def _filled(schema: Body) -> Body:
    return {
        key: [] if schema["properties"][key].get("type") == "array" else name_for(key) for key in schema["required"]
    }


def _answer(body: Body, content: str) -> httpx2.Response:
    tools = body.get("tools")
    if not tools:
        return httpx2.Response(200, json=completion(content))
    function = {"name": tools[0]["function"]["name"], "arguments": content}
    calls = [{"id": "1", "type": "function", "function": function}]
    return httpx2.Response(200, json=completion(None, finish_reason="tool_calls", message={"tool_calls": calls}))
