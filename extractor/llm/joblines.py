"""The lines of a provider's batch files: a request each in what is handed over, an answer or complaint in what comes.

In: requests by key, or the text of a file. Out: lines cut into jobs, or answers by key (`custom_id`).
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from extractor.llm.faults import BadBodyError
from extractor.llm.ledger import Usage
from extractor.llm.wire import parse, usage_of

MAX_LINES, MAX_BYTES = 50_000, 90_000_000
"""What one job may hold at OpenAI (50,000 requests, 200 MB), with room to spare."""


def line(key: str, request: dict[str, Any]) -> tuple[str, str]:
    """Write a request as a line; returns its key, too."""
    body = {name: value for name, value in request.items() if name != "extra_body"} | request.get("extra_body", {})
    entry = {"custom_id": key, "method": "POST", "url": "/v1/chat/completions", "body": body}
    return key, json.dumps(entry, ensure_ascii=False, separators=(",", ":"))


def parts(lines: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Cut the lines into jobs that a provider takes."""
    part: list[tuple[str, str]] = []
    size = 0
    for key, entry in lines:
        length = len(entry.encode("utf-8", "surrogatepass")) + 1
        if part and (len(part) == MAX_LINES or size + length > MAX_BYTES):
            yield part
            part, size = [], 0
        part.append((key, entry))
        size += length
    if part:
        yield part


def entries(text: str) -> Iterator[dict[str, Any]]:
    """Read the lines of an output or error file; what is no JSON object is left out."""
    for written in text.split("\n"):
        with suppress(ValueError, RecursionError):
            entry = json.loads(written)
            if isinstance(entry, dict):
                yield entry


def good(text: str, keys: set[str]) -> Iterator[tuple[str, tuple[str, Usage]]]:
    """Yield the key, body and usage of each line that answers one of these requests."""
    for entry in entries(text):
        key, response = entry.get("custom_id"), entry.get("response")
        if isinstance(key, str) and key in keys and isinstance(response, dict) and response.get("status_code") == 200:
            body = json.dumps(response.get("body"), ensure_ascii=False)
            with suppress(BadBodyError):
                yield key, (body, usage_of(parse(body)) or Usage())


def complaint(entry: dict[str, Any]) -> str:
    """Return what the provider says about a line without an answer, or nothing."""
    response = entry.get("response")
    body = response.get("body") if isinstance(response, dict) else None
    for error in (entry.get("error"), body.get("error") if isinstance(body, dict) else None):
        if isinstance(error, dict) and error.get("message"):
            return " ".join(str(error["message"]).split())[:200]
    return ""
