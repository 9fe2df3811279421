"""Faults: whatever the openai client or instructor raises becomes an error of ours here, and nowhere else.

In: an exception. Out: its fate, and a message that names the endpoint and the next step.

fate        who raises it                                        what becomes of it
retry       connection, timeout, 408, 409, 429, 5xx, bad body    tried again by the gateway; then the call has failed
stop        401, 402, 403, 404, no credit; never reachable       the run ends: the next call would fare the same
fail        other 4xx, redirects, a header above the cap         the chunk has failed, with the endpoint's own words
refused     refusals, content filters                            the chunk is refused; never asked again
truncated   an answer that ran out of room                       one try with twice the room; then truncated
schema      an answer that does not fit                          one re-ask with the complaint; then failed
mistake     anything that says we used a library wrongly         raised: no status hides a mistake in this program
"""

import json
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from enum import StrEnum
from json import JSONDecodeError
from time import time
from typing import Any

import aiohttp
import httpx2
import openai
import pydantic
from aiohttp.http_exceptions import LineTooLong
from instructor.core import exceptions as instructor

from extractor.errors import AuthError, EndpointError, ExtractorError, UnreachableError
from extractor.settings import Endpoint
from schemas.result import ChunkStatus

MAX_WAIT_SECONDS = 120.0


class BadBodyError(EndpointError):
    """A 200 answer that is no chat completion: HTML, broken JSON, no choices, cut off, too large."""


class CallError(EndpointError):
    """One request failed for good; others may still work."""


class RefusedError(ExtractorError):
    """The model or its provider declined to answer."""


class Fate(StrEnum):
    """What becomes of a fault."""

    RETRY = "retry"
    STOP = "stop"
    FAIL = "fail"
    REFUSED = "refused"
    TRUNCATED = "truncated"
    SCHEMA = "schema"
    MISTAKE = "mistake"


FATES: dict[type[BaseException], Fate] = {
    TimeoutError: Fate.RETRY,
    BadBodyError: Fate.RETRY,
    openai.APIConnectionError: Fate.RETRY,
    openai.RateLimitError: Fate.RETRY,
    openai.ConflictError: Fate.RETRY,
    openai.InternalServerError: Fate.RETRY,
    openai.AuthenticationError: Fate.STOP,
    openai.PermissionDeniedError: Fate.STOP,
    openai.NotFoundError: Fate.STOP,
    AuthError: Fate.STOP,
    openai.APIStatusError: Fate.FAIL,
    openai.APIResponseValidationError: Fate.FAIL,
    CallError: Fate.FAIL,
    instructor.ProviderError: Fate.FAIL,
    openai.ContentFilterFinishReasonError: Fate.REFUSED,
    RefusedError: Fate.REFUSED,
    openai.LengthFinishReasonError: Fate.TRUNCATED,
    instructor.IncompleteOutputException: Fate.TRUNCATED,
    pydantic.ValidationError: Fate.SCHEMA,
    JSONDecodeError: Fate.SCHEMA,
    instructor.ValidationError: Fate.SCHEMA,
    instructor.AsyncValidationError: Fate.SCHEMA,
    instructor.ResponseParsingError: Fate.SCHEMA,
    instructor.InstructorError: Fate.MISTAKE,
    openai.OpenAIError: Fate.MISTAKE,
}
"""By class; a subclass fares as its nearest base here. A class that nobody thought of is a mistake."""

_STATUS_ERRORS: dict[int, type[openai.APIStatusError]] = {
    400: openai.BadRequestError,
    401: openai.AuthenticationError,
    403: openai.PermissionDeniedError,
    404: openai.NotFoundError,
    409: openai.ConflictError,
    422: openai.UnprocessableEntityError,
    429: openai.RateLimitError,
}
_UNSENT = (
    *(aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError),
    *(httpx2.ConnectError, httpx2.UnsupportedProtocol),
)
"""No connection. The openai client calls a connection that was made and then lost a timeout of connecting, so what it
was raised from decides."""
_NO_CREDIT = {"insufficient_quota", "billing_hard_limit_reached", "Arrearage", "insufficient_balance"}
_FILTERED = re.compile(r"content_filter|data_inspection_failed|content exists risk|inappropriate content", re.I)
_FORM = re.compile(r"response_format|json_schema|json_object|tool_choice|\btools?\b|function call", re.I)
_PARAMETER = re.compile(r"max_tokens|max_completion_tokens|temperature|\bseed\b", re.I)


def fate_of(error: BaseException) -> Fate:
    """Return what becomes of a fault. Anything that neither library raises, nor we, is a mistake.

    >>> fate_of(TimeoutError()), fate_of(ZeroDivisionError())
    (<Fate.RETRY: 'retry'>, <Fate.MISTAKE: 'mistake'>)
    """
    fate = next((FATES[base] for base in type(error).__mro__ if base in FATES), Fate.MISTAKE)
    if isinstance(error, openai.APIStatusError):
        if error.status_code == 402 or _code(error) in _NO_CREDIT:
            return Fate.STOP
        if error.status_code in {408, 409, 425, 429} or error.status_code >= 500:
            return Fate.RETRY
        if error.status_code == 400 and _FILTERED.search(f"{_code(error)} {_reason(error)}"):
            return Fate.REFUSED
    if any(isinstance(cause, LineTooLong) for cause in _causes(error)):
        return Fate.FAIL  # an answer came, and was paid for; the next would have the same head
    return fate


def status_error(response: httpx2.Response, words: str) -> openai.APIStatusError:
    """Return the error of a status, with the body that came with it, as the openai client would raise it."""
    try:
        body = json.loads(words)
    except (ValueError, RecursionError):
        body = words
    kind = _STATUS_ERRORS.get(response.status_code, openai.APIStatusError)
    if response.status_code >= 500:
        kind = openai.InternalServerError
    told = body.get("error", body) if isinstance(body, dict) else body
    return kind(f"Error code: {response.status_code}", response=response, body=told)


def was_sent(error: BaseException) -> bool:
    """Tell whether a request may have reached the endpoint."""
    return not any(isinstance(cause, _UNSENT) for cause in _causes(error))


def pause_after(error: BaseException | None) -> tuple[bool, float | None]:
    """Tell whether everybody should wait after a fault, and for how many seconds if the endpoint says so."""
    if not isinstance(error, openai.APIStatusError):
        return False, None
    asked = retry_after(error.response.headers)
    return error.status_code == 429 or asked is not None, None if asked is None else min(asked, MAX_WAIT_SECONDS)


def retry_after(headers: httpx2.Headers) -> float | None:
    """Read `retry-after-ms` or `Retry-After` (seconds or a date) in seconds."""
    try:
        if "retry-after-ms" in headers:
            return max(0.0, float(headers["retry-after-ms"]) / 1000)
        text = headers.get("retry-after", "")
        if text.replace(".", "", 1).isdigit():
            return float(text)
        return max(0.0, parsedate_to_datetime(text).timestamp() - time()) if text else None
    except (ValueError, TypeError):
        return None


def ours(error: Exception, endpoint: Endpoint, *, answered: bool) -> ExtractorError:
    """Turn what ended a call into an error of ours; `answered` says whether the endpoint has ever answered."""
    where, model = endpoint.host, endpoint.model
    match error:
        case openai.APIStatusError() if fate_of(error) is Fate.STOP:
            return _stopping(error, where, model)
        case openai.APIStatusError() if fate_of(error) is Fate.REFUSED:
            return RefusedError(f"{where}: {without_key(endpoint.key, _reason(error))}")
        case TimeoutError():
            return CallError(f"{where} gave no full answer within {endpoint.deadline:g} s")
        case openai.APIConnectionError() if fate_of(error) is Fate.FAIL:  # its words quote the header, keys and all
            words = f"{where} answered under a header line that is too long"
            if answered:
                return CallError(words)
            return UnreachableError(
                f"{words}; check EXTRACTOR_BASE_URL, and what stands before the endpoint",
                f"{where} 的回答带有过长的响应头：请检查 EXTRACTOR_BASE_URL 以及端点前的代理",
            )
        case openai.APIConnectionError():
            *_, reason = _causes(error)
            words = f"{type(reason).__name__}: {without_key(endpoint.key, str(reason))}"
            if answered:
                return CallError(f"{where} broke the connection ({words})")
            return UnreachableError(
                f"{where} cannot be reached ({words}); check EXTRACTOR_BASE_URL, or unset it to use the embedded model",
                f"无法连接 {where}（{words}）：请检查 EXTRACTOR_BASE_URL，或取消它改用内置模型",
            )
        case openai.APIStatusError():
            words = without_key(endpoint.key, _reason(error))
            return CallError(f"{where} answered {error.status_code} {words}{_hint(error)}")
        case BadBodyError():
            return CallError(f"{where} answered with {without_key(endpoint.key, str(error))}")
        case _:
            return CallError(f"{where}: {type(error).__name__}")


def status_of(error: Exception) -> tuple[ChunkStatus, str]:
    """Turn a failure of one chunk into a status and its reason.

    Raises what concerns the whole run, and what is no known failure.
    """
    match fate_of(error):
        case Fate.REFUSED:
            return ChunkStatus.REFUSED, str(error)
        case Fate.FAIL:
            return ChunkStatus.FAILED, str(error)
        case Fate.TRUNCATED:
            return ChunkStatus.TRUNCATED, "the answer did not fit in twice the room it should need"
        case Fate.SCHEMA:
            return ChunkStatus.FAILED, "the answer does not fit the schema, nor does the one after asking again"
        case _:
            raise error


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _stopping(error: openai.APIStatusError, where: str, model: str) -> AuthError:
    if error.status_code == 404:
        return AuthError(
            f"{where} knows no model {model!r} (404); check EXTRACTOR_MODEL, EXTRACTOR_BASE_URL",
            f"{where} 没有模型 {model!r}（404）：请检查 EXTRACTOR_MODEL、EXTRACTOR_BASE_URL",
        )
    if error.status_code not in {401, 403}:
        return AuthError(
            f"{where} says that the account has no credit left ({error.status_code}); top it up and run the same "
            "command again: what was paid for is kept",
            f"{where} 表示账户余额不足（{error.status_code}）：请充值后重新运行同一命令，已付费的回答都保留",
        )
    return AuthError(
        f"{where} refuses the key ({error.status_code}); check EXTRACTOR_API_KEY",
        f"{where} 拒绝密钥（{error.status_code}）：请检查 EXTRACTOR_API_KEY",
    )


def _hint(error: openai.APIStatusError) -> str:
    """Name the setting that may help, where the endpoint complains of the form of a request."""
    if error.status_code not in {400, 422}:
        return ""
    words = _reason(error)
    if _FORM.search(words):
        return " (try another EXTRACTOR_MODE; docs/endpoints.md)"
    return " (see EXTRACTOR_PARAMETERS in docs/endpoints.md)" if _PARAMETER.search(words) else ""


def _code(error: openai.APIStatusError) -> str:
    body: Any = error.body
    return str(body.get("code") or body.get("type") or "") if isinstance(body, dict) else ""


def _reason(error: openai.APIStatusError) -> str:
    """Return the endpoint's own short message, if it gave one, in whatever form."""
    body: Any = error.body
    message = body.get("message") or body.get("detail") if isinstance(body, dict) else body
    words = " ".join(str(message or "").split())[:200]
    return words if words and not words.startswith("<") else error.response.reason_phrase


def without_key(key: str, words: str) -> str:
    """Blank the key out of somebody else's words: some endpoints repeat it."""
    return words.replace(key, "***") if key else words
