"""Gateway: one request to one answer, whatever the endpoint does, and nothing paid twice."""

import asyncio
import json
import re
import socket
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from email.utils import formatdate

import pytest

from extractor.errors import AuthError, EndpointError, UnreachableError
from extractor.llm import faults, gateway, limits, wire
from extractor.llm.cache import AnswerCache
from extractor.llm.faults import CallError
from extractor.llm.gateway import Gateway, Traffic
from extractor.settings import Endpoint
from tests.llm import server as fake
from tests.llm.server import Server, serve

KEY = "sk-canary-5up3rs3cr3t"
NAMES = {"type": "object", "properties": {"1:办结案件7件": {"type": "string"}}, "required": ["1:办结案件7件"]}
REQUEST = {
    "model": "fake",
    "messages": [{"role": "user", "content": "办结案件⟦1:7件⟧。"}],
    "response_format": {"type": "json_schema", "json_schema": {"name": "Names", "schema": NAMES}},
    "max_tokens": 90,
}


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(gateway, "_backoff", lambda _: 0.001)
    monkeypatch.setattr(limits, "_backoff", lambda _: 0.001)


@pytest.fixture
def cache(tmp_path):
    """An answer cache of the test's own."""
    with closing(AnswerCache(tmp_path / "answers")) as cache:
        yield cache


def endpoint(url: str | None, **parts) -> Endpoint:
    """Return an endpoint with a key that must show up nowhere."""
    return replace(Endpoint(model="fake", base_url=url, key=KEY, concurrency=8, deadline=60), **parts)


def ask(server: Server, cache: AnswerCache | None = None, requests: int = 1, **parts):
    """Ask the same thing a number of times at once; return the answers' contents and the traffic."""

    async def whole():
        at = endpoint(server.url, **parts)
        async with Gateway(at, lambda: server.url, cache) as asked:
            completions = await asyncio.gather(*(asked.create(**REQUEST) for _ in range(requests)))
            return [c.choices[0].message.content for c in completions], asked.traffic

    return asyncio.run(whole())


TRANSPORT_FAULTS = {
    "429": fake.status(429),
    "500": fake.status(500),
    "502": fake.status(502),
    "503": fake.status(503),
    "529": fake.status(529),
    "408": fake.status(408),
    "html": fake.page(),
    "half json": fake.half_json(),
    "no choices": fake.changed(choices=[]),
    "null choices": fake.changed(choices=None),
    "json of another kind": fake.raw(["not", "a", "completion"]),
    "empty body": fake.page(""),
    "reset in the body": fake.reset_mid_body(),
    "broken gzip": fake.broken_gzip(),
}


@pytest.mark.parametrize("fault", [*TRANSPORT_FAULTS.values(), fake.drop()], ids=[*TRANSPORT_FAULTS, "dropped"])
def test_a_passing_fault_is_tried_again(fault):
    """A fault of transport costs a retry, and the answer after it is the answer."""
    with serve(fault, fault, fake.good()) as server:
        answers, traffic = ask(server)
    assert answers == ['{"1:办结案件7件": "办结案件件"}']
    assert (server.count, traffic) == (3, Traffic(requests=3, answers=1, cache_hits=0))


@pytest.mark.parametrize("fault", TRANSPORT_FAULTS.values(), ids=TRANSPORT_FAULTS)
def test_a_lasting_fault_ends_as_a_call_error(fault, cache):
    """When the tries run out the call has failed, its message names the host, and nothing is stored as an answer."""
    with serve(fault) as server, pytest.raises(EndpointError) as raised:
        ask(server, cache)
    assert server.count == (gateway.ATTEMPTS_WHEN_LIMITED if fault is TRANSPORT_FAULTS["429"] else gateway.ATTEMPTS)
    assert isinstance(raised.value, CallError)
    assert server.host in str(raised.value)
    assert len(cache._store) == 0


@pytest.mark.parametrize(
    ("headers", "least"),
    [
        ({"Retry_After": "0.3"}, 0.3),
        ({"Retry_After": "1"}, 1.0),
        ({"retry_after_ms": "250"}, 0.25),
        ({"retry_after_ms": "200", "Retry_After": "99"}, 0.2),
    ],
    ids=str,
)
def test_a_server_that_asks_to_wait_is_waited_for(headers, least):
    """The next try comes as late as the server asks, and not much later."""
    with serve(fake.status(429, **headers), fake.good()) as server:
        began = time.monotonic()
        ask(server)
        took = time.monotonic() - began
    assert least <= took < least + 30


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "300"}, 300.0),
        ({"retry-after": "-1"}, None),
        ({"retry-after-ms": "-5"}, 0.0),
        ({"retry-after-ms": "x"}, None),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
    ],
    ids=["none", "words", "seconds", "negative", "negative ms", "ms words", "past date"],
)
def test_wishes_to_wait_are_read(headers, seconds):
    """Seconds, milliseconds and dates are understood; what is none of them is no wish."""
    assert faults.retry_after(faults.httpx2.Headers(headers)) == seconds


def test_a_date_to_wait_for_is_read():
    """A date is the seconds until then."""
    headers = faults.httpx2.Headers({"retry-after": formatdate(time.time() + 3000, usegmt=True)})
    assert faults.retry_after(headers) == pytest.approx(3000, abs=60)


def test_no_server_makes_a_run_wait_for_hours():
    """A wish above the limit is cut to the limit, and concerns everybody."""
    response = faults.httpx2.Response(
        429, headers={"retry-after": "86400"}, request=faults.httpx2.Request("POST", "http://127.0.0.1/v1")
    )
    error = faults.openai.RateLimitError("slow down", response=response, body=None)
    assert faults.pause_after(error) == (True, faults.MAX_WAIT_SECONDS)


@pytest.mark.parametrize(
    ("code", "named"), [(401, "EXTRACTOR_API_KEY"), (403, "EXTRACTOR_API_KEY"), (404, "EXTRACTOR_MODEL")]
)
def test_a_refused_key_or_model_is_never_tried_again(code, named):
    """401, 403 and 404 end the run after one call, naming the setting to correct."""
    with serve(fake.status(code)) as server, pytest.raises(AuthError, match=named) as raised:
        ask(server)
    assert server.count == 1
    assert server.host in str(raised.value)
    assert raised.value.exit_code == 3


@pytest.mark.parametrize("code", [400, 413, 422])
def test_a_request_that_is_refused_fails_alone(code):
    """Another 4xx is a fault of this request: one call, and the endpoint's own words in the message."""
    with serve(fake.status(code, "context is too long")) as server, pytest.raises(CallError) as raised:
        ask(server)
    assert server.count == 1
    assert str(raised.value) == f"{server.host} answered {code} context is too long"


def test_an_error_whose_words_are_cut_off_is_that_error():
    """The status decides: a refused request fails once, and a server at fault is asked again."""
    with serve(fake.reset_mid_body(400)) as server, pytest.raises(CallError, match="answered 400 Bad Request"):
        ask(server)
    assert server.count == 1
    with serve(fake.reset_mid_body(503), fake.good()) as server:
        assert ask(server)[1] == Traffic(requests=2, answers=1)


def test_a_dead_port_is_unreachable():
    """Where nothing listens, the message names the host and the next step, and the exit code is 3."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        dead = Server(url=f"http://127.0.0.1:{taken.getsockname()[1]}/v1")
        with pytest.raises(UnreachableError) as raised:
            ask(dead)
    assert re.match(rf"{dead.host} cannot be reached .*check EXTRACTOR_BASE_URL", str(raised.value))
    assert raised.value.exit_code == 3


def test_an_endpoint_that_goes_away_later_fails_the_call(cache):
    """Once it has answered, an endpoint is not unreachable: the calls fail one by one, and what came is kept."""

    async def whole(server: Server):
        async with Gateway(endpoint(server.url), lambda: server.url, cache) as asked:
            await asked.create(**REQUEST)
            with pytest.raises(CallError, match=server.host):
                await asked.create(**REQUEST | {"max_tokens": 91})
            await asked.create(**REQUEST)
            return asked.traffic

    with serve(fake.good(), fake.drop()) as server:
        traffic = asyncio.run(whole(server))
    assert traffic == Traffic(requests=1 + gateway.ATTEMPTS, answers=1, cache_hits=1)


def test_an_endpoint_that_only_drops_is_unreachable():
    """One that never answered at all is an error of the whole run."""
    with serve(fake.drop()) as server, pytest.raises(UnreachableError, match=server.host):
        ask(server)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems fill the backlog in other ways")
def test_an_address_that_never_connects_is_unreachable(monkeypatch):
    """An address that swallows connections is as unreachable as one that refuses them."""
    monkeypatch.setattr(wire, "CONNECT_SECONDS", 0.1)
    with closing(socket.socket()) as deaf, closing(socket.socket()) as first, closing(socket.socket()) as second:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        for filler in (first, second):
            filler.setblocking(False)
            filler.connect_ex(deaf.getsockname())
        time.sleep(0.05)
        with pytest.raises(UnreachableError, match="cannot be reached"):
            ask(Server(url=f"http://127.0.0.1:{deaf.getsockname()[1]}/v1"))


@pytest.mark.parametrize("slow", [fake.trickle(), fake.hang()], ids=["trickle", "hang"])
def test_the_deadline_beats_a_slow_server(slow):
    """A request ends at its deadline though bytes keep coming, and is tried again."""
    with serve(slow, fake.good()) as server:
        began = time.monotonic()
        answers, _ = ask(server, deadline=1)
        took = time.monotonic() - began
    assert answers == ['{"1:办结案件7件": "办结案件件"}']
    assert took < fake.LIMIT_SECONDS


def test_a_server_that_stays_slow_fails_the_call(monkeypatch):
    """A deadline that is never met names the host and the seconds."""
    monkeypatch.setattr(gateway, "ATTEMPTS", 2)
    with serve(fake.trickle()) as server, pytest.raises(CallError, match="no full answer within"):
        ask(server, deadline=1)
    assert server.count == gateway.ATTEMPTS


def test_a_body_above_the_cap_is_no_answer(monkeypatch):
    """The reading stops at the cap."""
    monkeypatch.setattr(wire, "MAX_BODY_CHARACTERS", 1 << 20)
    with serve(fake.oversized(2 << 20)) as server, pytest.raises(CallError, match="more than 1 MB"):
        ask(server)


def test_redirects_are_not_followed():
    """A text is sent to the address that was configured and to no other."""
    with serve() as other, serve(fake.redirect(f"{other.url}/chat/completions")) as server:
        with pytest.raises(CallError, match="307"):
            ask(server)
        assert (server.count, other.count) == (1, 0)


def test_equal_requests_at_the_same_time_make_one_call(cache):
    """Ten tasks that ask the same thing share one flight."""
    with serve(fake.hang(0.1)) as server:
        answers, traffic = ask(server, cache, requests=10)
    assert set(answers) == {'{"1:办结案件7件": "办结案件件"}'}
    assert (server.count, traffic.answers) == (1, 1)


def test_one_who_gives_up_does_not_take_the_flight_down():
    """Of two tasks that wait for one answer, the second gets it though the first is cancelled."""

    async def whole(server: Server):
        async with Gateway(endpoint(server.url), lambda: server.url, None) as asked:
            first, second = (asyncio.create_task(asked.create(**REQUEST)) for _ in range(2))
            await asyncio.sleep(0.05)
            first.cancel()
            return await second

    with serve(fake.hang(0.15)) as server:
        assert asyncio.run(whole(server)).choices[0].message.content
    assert server.count == 1


def test_no_more_calls_fly_than_the_endpoint_allows():
    """The concurrency of the settings bounds the requests in flight."""
    flying = most = 0
    full = threading.Event()

    async def counted(request, body):
        nonlocal flying, most
        flying += 1
        most = max(most, flying)
        if flying == 3:
            full.set()
        while not full.is_set():
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.03)
        flying -= 1
        return await fake.good()(request, body)

    async def whole(server: Server):
        async with Gateway(endpoint(server.url, concurrency=3), lambda: server.url, None) as asked:
            await asyncio.gather(*(asked.create(**REQUEST | {"max_tokens": 90 + i}) for i in range(12)))

    with serve(counted) as server:
        asyncio.run(whole(server))
    assert (server.count, most) == (12, 3)


def test_a_stored_answer_makes_no_call(cache):
    """What has been answered once is never asked again, in this run or the next."""
    with serve() as server:
        first, _ = ask(server, cache)
        second, traffic = ask(server, cache)
    assert (first, server.count) == (second, 1)
    assert traffic == Traffic(requests=0, answers=0, cache_hits=1)


def test_a_stored_answer_needs_no_endpoint(cache):
    """Nothing is connected, or started, for a run whose answers are all stored."""
    with serve() as server:
        answers, _ = ask(server, cache)

    def connect():
        raise AssertionError("nobody may connect")

    async def offline():
        async with Gateway(endpoint(server.url), connect, cache) as asked:
            return (await asked.create(**REQUEST)).choices[0].message.content

    assert [asyncio.run(offline())] == answers


def test_the_embedded_model_has_answers_of_its_own(cache):
    """An answer of one endpoint is not served for another."""
    with serve() as server, serve(fake.says("{}")) as other:
        ask(server, cache)
        answers, _ = ask(other, cache)
    assert (answers, other.count) == (["{}"], 1)


def test_an_answer_is_stored_whatever_it_says(cache):
    """The raw answer is on disk before anybody looks for a schema in it."""
    with serve(fake.says("这不是 JSON")) as server:
        ask(server, cache)
        answers, _ = ask(server, cache)
    assert (answers, server.count) == (["这不是 JSON"], 1)


ODD_COMPLETIONS = {
    "usage is null": {"usage": None},
    "another object name": {"object": "text_completion"},
    "a service tier unknown to the client": {"service_tier": "on_demand"},
    "fields nobody knows": {"x_timings": {"ms": 5}},
    "created as a float": {"created": 1.5},
    "an id that is null": {"id": None},
}


@pytest.mark.parametrize("parts", ODD_COMPLETIONS.values(), ids=ODD_COMPLETIONS)
def test_a_completion_of_another_make_is_read(parts):
    """Compatible servers differ in what surrounds the answer; none of it costs a retry."""
    with serve(fake.changed(**parts)) as server:
        answers, _ = ask(server)
    assert (answers, server.count) == (['{"1:办结案件7件": "办结案件件"}'], 1)


@pytest.mark.parametrize("reason", [None, "eos", "sensitive", ""])
def test_an_unknown_finish_reason_is_no_fault(reason):
    """Servers invent reasons to finish; the answer counts."""
    with serve(fake.says("{}", finish_reason=reason)) as server:
        answers, _ = ask(server)
    assert (answers, server.count) == (["{}"], 1)


@pytest.mark.parametrize(
    "choices", [[{}], [{"message": None}], [{"message": "text"}], ["text"], [None], "text", {"0": 1}], ids=repr
)
def test_a_choice_without_a_message_is_no_answer(choices):
    """What has no message in its place is a fault of transport, not a crash."""
    with serve(fake.changed(choices=choices)) as server, pytest.raises(CallError, match="completion"):
        ask(server)


@pytest.mark.parametrize(
    "step", [fake.echoes_key(400), fake.echoes_key(401), fake.echoes_key(500)], ids=[400, 401, 500]
)
def test_the_key_is_in_no_error(step, cache, tmp_path):
    """Not even where the endpoint repeats it."""
    with serve(step) as server, pytest.raises(EndpointError) as raised:
        ask(server, cache)
    assert server.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert KEY not in str(raised.value)


def test_the_key_is_in_no_file_and_no_repr(cache, tmp_path):
    """Neither the answer cache nor what a debugger prints of the settings holds it."""
    with serve() as server:
        ask(server, cache)
        assert KEY not in repr(endpoint(server.url))
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert stored
    assert KEY.encode() not in stored


def test_the_environment_redirects_nothing(monkeypatch):
    """Neither a proxy nor another address or key in the environment changes where a text goes."""
    with serve() as other, serve() as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "OPENAI_BASE_URL"):
            monkeypatch.setenv(name, other.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-from-the-environment")
        monkeypatch.setenv("OPENAI_ORG_ID", "org-from-the-environment")
        ask(server)
    assert (server.count, other.count) == (1, 0)
    assert server.headers[0]["Authorization"] == f"Bearer {KEY}"


def test_requests_are_sent_as_they_are():
    """Nothing is added to a request and nothing lost: its bytes decide the stored answer and the recordings."""
    with serve() as server:
        ask(server)
    assert server.bodies == [json.loads(json.dumps(REQUEST))]
