"""Faults: every error class of both libraries has a fate, and what leaves here is an error of ours."""

import aiohttp
import httpx2
import instructor.core.exceptions
import openai
import pytest
from aiohttp.client_reqrep import ConnectionKey

from extractor.errors import AuthError, UnreachableError
from extractor.llm import faults
from extractor.llm.faults import FATES, BadBodyError, CallError, Fate, RefusedError, fate_of, ours, status_of, was_sent
from extractor.settings import Endpoint
from schemas.result import ChunkStatus

KEY = "sk-canary-5up3rs3cr3t"
AT = Endpoint("m", "http://llm.invalid/v1", KEY, deadline=5)
ROOTS = (openai.OpenAIError, instructor.core.exceptions.InstructorError)
OUR_MISTAKES = {
    # openai: wrong construction of a client, or parts of it that are never used here
    *("APIError", "APIRemovedInV1", "MutuallyExclusiveAuthError", "StreamAlreadyConsumed", "SubjectTokenProviderError"),
    *("WebSocketConnectionClosedError", "WebSocketQueueFullError", "_AmbiguousModuleClientUsageError"),
    # instructor: modes, clients (with tries of their own), media and budgets that this program does not use
    *("ClientError", "ConfigurationError", "RegistryError", "ValidationContextError", "ModeError", "MultimodalError"),
    *("InstructorRetryException", "TokenBudgetError", "TokenBudgetExceeded", "TokenUsageUnavailableError"),
}
"""Classes that can only mean a mistake in this program. A new one in a new version belongs here or into `FATES`."""


def classes(root: type[BaseException]) -> set[type[BaseException]]:
    """Return all classes of a tree but its root."""
    found = set(root.__subclasses__())
    return found.union(*(classes(kind) for kind in found)) if found else found


TREES = sorted(classes(ROOTS[0]) | classes(ROOTS[1]), key=lambda kind: (kind.__module__, kind.__name__))


def test_the_trees_are_those_of_the_libraries():
    """The walk finds what both libraries raise."""
    names = {kind.__name__ for kind in TREES}
    assert names >= {"RateLimitError", "APITimeoutError", "ResponseParsingError", "IncompleteOutputException"}
    assert len(TREES) > 30


@pytest.mark.parametrize("kind", TREES, ids=lambda kind: kind.__name__)
def test_every_error_class_is_mapped(kind):
    """Each has a fate of its own or of a base below the root, or is known as a mistake of ours."""
    bases = [base for base in kind.__mro__ if base in FATES and base not in ROOTS]
    assert bool(bases) != (kind.__name__ in OUR_MISTAKES)


def status_error(code: int, body: object = None, **headers: str) -> openai.APIStatusError:
    """Make the error that the client would for a status."""
    request = httpx2.Request("POST", "http://llm.invalid/v1/chat/completions")
    client = openai.OpenAI(api_key="x", base_url="http://llm.invalid")
    response = httpx2.Response(code, headers=headers, request=request)
    return client._make_status_error("message", body=body, response=response)


STATUSES = {
    **dict.fromkeys((301, 307, 400, 405, 413, 422), Fate.FAIL),
    **dict.fromkeys((401, 402, 403, 404), Fate.STOP),
    **dict.fromkeys((408, 409, 425, 429, 500, 502, 503, 504, 529, 599), Fate.RETRY),
}


@pytest.mark.parametrize(("code", "fate"), STATUSES.items())
def test_every_status_has_a_fate(code, fate):
    """What passes is tried again, what every call would meet stops the run, the rest is this call's own."""
    assert fate_of(status_error(code)) is fate


@pytest.mark.parametrize("code", [*STATUSES, 418, 451])
@pytest.mark.parametrize(
    "words",
    ['{"error": {"message": "no", "code": "x"}}', '{"detail": "no"}', '["?"]', "<html>no</html>", "", "{", "[" * 9999],
    ids=["error", "detail", "list", "page", "nothing", "cut off", "deep"],
)
def test_a_status_becomes_the_error_that_the_client_makes_of_it(code, words):
    """The same class and the same body."""
    request = httpx2.Request("POST", "http://llm.invalid/v1/chat/completions")
    response = httpx2.Response(code, text=words, request=request)
    client = openai.OpenAI(api_key="x", base_url="http://llm.invalid")
    theirs, mine = client._make_status_error_from_response(response), faults.status_error(response, words)
    assert (type(mine), mine.body, mine.status_code) == (type(theirs), theirs.body, code)


BODIES = {
    "no credit": (429, {"code": "insufficient_quota", "message": "You exceeded your quota"}, Fate.STOP),
    "in arrears": (400, {"code": "Arrearage", "message": "Access denied"}, Fate.STOP),
    "too many": (429, {"code": "rate_limit_exceeded"}, Fate.RETRY),
    "filtered": (400, {"code": "content_filter", "message": "The prompt was filtered"}, Fate.REFUSED),
    "inspected": (400, {"code": "data_inspection_failed", "message": "inappropriate content"}, Fate.REFUSED),
    "a risk": (400, {"code": "invalid_request_error", "message": "Content Exists Risk"}, Fate.REFUSED),
    "too long": (400, {"code": "context_length_exceeded"}, Fate.FAIL),
    "a list": (400, ["?"], Fate.FAIL),
}


@pytest.mark.parametrize(("code", "body", "fate"), BODIES.values(), ids=BODIES)
def test_what_an_endpoint_says_can_decide(code, body, fate):
    """An account without credit stops a run, a content filter refuses a chunk, whatever the status."""
    assert fate_of(status_error(code, body)) is fate


def test_no_credit_says_so():
    """The message names the account, not the key."""
    error = ours(status_error(429, {"code": "insufficient_quota"}), AT, answered=True)
    assert isinstance(error, AuthError)
    assert "no credit" in str(error)
    assert "余额不足" in error.told("zh")


@pytest.mark.parametrize(
    ("message", "hint"),
    [
        ("This response_format type is unavailable now", "EXTRACTOR_MODE"),
        ("deepseek-reasoner does not support this tool_choice", "EXTRACTOR_MODE"),
        ("Unsupported parameter: 'max_tokens' is not supported with this model", "EXTRACTOR_PARAMETERS"),
        ("temperature does not support 0 with this model", "EXTRACTOR_PARAMETERS"),
        ("context is too long", ""),
    ],
)
def test_the_setting_that_may_help_is_named(message, hint):
    """Where the endpoint does not like the form of a request, the user is told what to change."""
    error = ours(status_error(400, {"message": message}), AT, answered=True)
    assert isinstance(error, CallError)
    assert str(error).startswith(f"llm.invalid answered 400 {message}")
    assert hint in str(error)
    assert hint or str(error).endswith(message)


def test_the_words_of_others_hold_no_key_and_no_line_break():
    """Whatever an endpoint repeats."""
    error = ours(status_error(400, {"message": f"bad\n key {KEY}"}), AT, answered=True)
    assert str(error) == "llm.invalid answered 400 bad key ***"


def raised_from(error: Exception, cause: BaseException) -> Exception:
    """Chain two errors as `raise ... from` does."""
    error.__cause__ = cause
    return error


ENDS = {
    "refusal": (RefusedError("不行"), ChunkStatus.REFUSED),
    "call": (CallError("answered 500"), ChunkStatus.FAILED),
    "length": (instructor.core.exceptions.IncompleteOutputException(), ChunkStatus.TRUNCATED),
    "parsing": (instructor.core.exceptions.ResponseParsingError("?", mode="JSON"), ChunkStatus.FAILED),
    "no json": (ValueError(), None),
}


@pytest.mark.parametrize(("error", "status"), ENDS.values(), ids=ENDS)
def test_a_chunk_ends_in_a_status_or_the_run_is_told(error, status):
    """What is no known failure is raised by its own name."""
    if status is None:
        with pytest.raises(ValueError):  # noqa: PT011 - it has no words
            status_of(error)
    else:
        assert status_of(error)[0] is status


@pytest.mark.parametrize("error", [AuthError("key"), UnreachableError("away")], ids=repr)
def test_what_concerns_the_run_is_raised_as_it_is(error):
    """And never the openai error it was made from."""
    with pytest.raises(type(error)) as raised:
        status_of(raised_from(error, status_error(401)))
    assert raised.value is error


def test_a_request_that_found_no_connection_was_not_sent():
    """It cannot have been charged for; one that was cut off can."""
    request = httpx2.Request("POST", "http://llm.invalid")
    none = aiohttp.ClientConnectorError(
        ConnectionKey("127.0.0.1", 1, False, True, None, None, None), OSError("refused")
    )
    slow, cut_off = aiohttp.ConnectionTimeoutError("no answer to SYN"), aiohttp.ServerDisconnectedError()
    for cause, sent in ((none, False), (slow, False), (cut_off, True), (aiohttp.ClientOSError("reset"), True)):
        named = raised_from(httpx2.ConnectTimeout("what the client calls them all"), cause)
        assert was_sent(raised_from(openai.APITimeoutError(request=request), named)) is sent
    assert was_sent(TimeoutError())
    assert was_sent(BadBodyError("HTML"))
