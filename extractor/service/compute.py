"""The work that takes a processor: reading, checking, scanning. It runs in processes of its own.

In: bytes as a client sent them. Out: bytes to answer with. Errors of ours cross over as they are. So two processors
check at the same time, and a look at a job never waits behind a check.
"""

import json
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from typing import Any, TypeVar

from extractor.check import Prepared, check_prepared, index_source, prepare
from extractor.check.claims import parse_json, read_claims
from extractor.check.forms import Claims
from extractor.errors import ClaimsError, ExtractorError
from extractor.numbers import find_numbers
from extractor.processes import Processes
from extractor.service.jobs import Upload
from extractor.source.read import read_bytes
from schemas.service import Mentions, NumberMention

T = TypeVar("T")
MOST_WAITING = 256
_KEPT_CHARACTERS = 100_000


class BusyError(ExtractorError):
    """More is asked than can be worked off soon."""


class MalformedError(ExtractorError):
    """A body that is no JSON, or not the JSON that was expected."""


class Pool:
    """Processes that compute. One that dies takes the call at hand with it, never the service."""

    def __init__(self, size: int) -> None:
        self._processes, self._waiting = Processes(size), 0

    async def run(self, function: Callable[..., T], *values: Any) -> T:
        """Call a function of this module in one of the processes.

        Raises BusyError if too much waits already, or if the process died over it.
        """
        if self._waiting >= MOST_WAITING:
            raise BusyError(
                "too many requests are being worked on; send it again later", "正在处理的请求过多：请稍后重试"
            )
        self._waiting += 1
        try:
            return await self._processes.run(function, *values)
        except BrokenProcessPool as error:
            raise BusyError("a process died over this; send it again", "处理进程意外终止：请重试") from error
        finally:
            self._waiting -= 1

    def warm_up(self) -> None:
        """Start the processes before anybody waits for them."""
        self._processes.warm_up()

    def close(self) -> None:
        """End the processes."""
        self._processes.close()


def read_upload(upload: Upload) -> int:
    """Read a report as the worker will; returns its characters. Raises InputError for what cannot be read."""
    return len(read_bytes(upload.data, upload.name, encoding=upload.encoding).text)


def check_body(body: bytes) -> bytes:
    """Check the claims of a request; returns the check JSON. Raises MalformedError and ClaimsError."""
    data = _object(body, {"claims", "source"})
    claims, source = _claims(data.get("claims")), data.get("source")
    if source is not None and type(source) is not str:
        raise MalformedError("`source` is not a string; give the report's text", "source 应是字符串，即报告全文")
    if source is None and claims.source_text is None:
        raise MalformedError("`source` is missing, and the claims do not bring one", "缺少 source，claims 也未附原文")
    prepared = _prepared(source) if source is not None else _prepare(claims)
    return check_prepared(claims, prepared).model_dump_json().encode()


def numbers_body(body: bytes) -> bytes:
    """Find the numbers of a request's text. Raises MalformedError."""
    text = _object(body, {"text"}).get("text")
    if type(text) is not str:
        raise MalformedError("`text` is missing or no string", "缺少 text，或者不是字符串")
    found = find_numbers(_sound(text))
    fields = NumberMention.model_fields
    mentions = tuple(NumberMention(**{name: getattr(m, name) for name in fields}) for m in found)
    return Mentions(mentions=mentions).model_dump_json().encode()


def text_body(body: bytes) -> tuple[str, str | None]:
    """Read a report given as JSON: its text, and its name if it has one. Raises MalformedError."""
    data = _object(body, {"text", "name"})
    text, name = data.get("text"), data.get("name")
    if type(text) is not str or not text:
        raise MalformedError("`text` is missing or no string", "缺少 text，或者不是字符串")
    if "name" in data and type(name) is not str:
        raise MalformedError("`name` is no string", "name 不是字符串")
    return _sound(text), name


def _object(body: bytes, keys: set[str]) -> dict[str, Any]:
    """Parse a JSON object that holds no other keys; its numbers stay as they are printed."""
    try:
        data = parse_json(body.decode())
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise MalformedError(
            f"the body is no JSON in UTF-8: {_where(error)}", f"不是 UTF-8 的 JSON：{_where(error)}"
        ) from None
    except ClaimsError as error:
        raise MalformedError(str(error), error.told("zh")) from None
    if not isinstance(data, dict):
        raise MalformedError("the body is no JSON object", "应是一个 JSON 对象")
    if unknown := sorted(data.keys() - keys):
        raise MalformedError(
            f"unknown key {unknown[0][:80]!r}; known are {', '.join(sorted(keys))}",
            f"未知的键 {unknown[0][:80]!r}；可用的有 {'、'.join(sorted(keys))}",
        )
    return data


def _where(error: json.JSONDecodeError | UnicodeDecodeError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, line {error.lineno} column {error.colno}"
    return f"byte {error.start} is not UTF-8"


def _claims(value: Any) -> Claims:
    """Read claims; a string is what a file would hold, never the name of one."""
    if value is None:
        raise MalformedError("`claims` is missing", "缺少 claims")
    if type(value) is str:
        return read_claims(_sound(value).encode())
    if not isinstance(value, dict | list):
        raise MalformedError("`claims` is neither an object, a list nor a string", "claims 应是对象、列表或字符串")
    return read_claims(value)


def _sound(text: str) -> str:
    """Refuse half characters, which cannot be stored or sent. Raises MalformedError."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise MalformedError(
            "the text holds half characters (lone surrogates)", "文本含有残缺字符（孤立代理项）"
        ) from None
    return text


def _prepared(text: str) -> Prepared:
    """Index a source; one that was checked a moment ago is indexed already."""
    return _recent(_sound(text)) if len(text) <= _KEPT_CHARACTERS else prepare(index_source(text))


@lru_cache(maxsize=16)
def _recent(text: str) -> Prepared:
    return prepare(index_source(text))


def _prepare(claims: Claims) -> Prepared:
    assert claims.source_text is not None
    return prepare(index_source(_sound(claims.source_text), claims.tables))
