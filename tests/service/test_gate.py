"""Who gets in: tokens, cookies, hosts, origins, rates; and what no log line or answer tells."""

import json
import logging

import pytest

from extractor.service.gate import COOKIE
from extractor.service.logs import LOG, JsonLines
from extractor.service.tokens import Scope, Token
from tests.service.conftest import HERE, REPORT

CALLS = (
    ("GET", "/v1/reports"),
    ("POST", "/v1/reports"),
    ("GET", "/v1/reports/0"),
    ("DELETE", "/v1/reports/0"),
    ("GET", "/v1/reports/0/result"),
    ("GET", "/v1/reports/0/events"),
    ("POST", "/v1/check"),
    ("POST", "/v1/numbers"),
    ("GET", "/v1"),
    ("GET", "/v1/nothing"),
    ("PUT", "/v1/check"),
    ("GET", "/metrics"),
    ("GET", "/review/"),
    ("POST", "/review/r/x/decide"),
)


@pytest.mark.parametrize(("method", "path"), CALLS)
@pytest.mark.parametrize("secret", [None, "Bearer ", "Bearer wrong", "Basic dTpw", "Bearer \xff"])
def test_without_a_good_token_nothing_is_answered(made, method, path, secret):
    """401 and a problem document, whatever the path or method, before a byte of the body is read."""
    headers = {"authorization": secret.encode("latin-1")} if secret else {}
    answer = made.client().request(method, path, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["type"].endswith("unauthorised")


def test_a_revoked_token_is_worthless_at_once(made):
    """The very next request."""
    client = made.client(Scope.READ, name="guest")
    assert client.get("/v1/reports").status_code == 200
    made.service.tokens.revoke("guest")
    assert client.get("/v1/reports").status_code == 401


def test_no_token_is_in_the_database(made):
    """Only hashes."""
    secret = made.service.tokens.add(Token("office", frozenset(Scope)))
    rows = made.database.read("SELECT * FROM service_tokens")
    assert secret not in str(rows)
    assert made.service.tokens.find(secret).name == "office"
    assert made.service.tokens.find(secret[:-1]) is None


def test_the_printed_link_logs_a_browser_in(made):
    """The token goes into a cookie that no script reads and no other site sends; the address is clean again."""
    secret, client = made.service.tokens.add(Token("office", frozenset(Scope))), made.client()
    answer = client.get("/login", params={"token": secret})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.get("/v1/reports").status_code == 200
    assert client.post("/logout", headers={"origin": HERE}).status_code == 303
    assert client.get("/v1/reports").status_code == 401
    assert client.get("/login", params={"token": "wrong"}).status_code == 401
    assert client.post("/login", data={"token": secret}, headers={"origin": HERE}).status_code == 303


@pytest.mark.parametrize("origin", [{}, {"origin": "http://evil.example"}, {"origin": "null"}])
def test_a_write_with_the_cookie_must_come_from_our_pages(made, origin):
    """Another site cannot use a browser that is logged in, nor log it in."""
    secret, client = made.service.tokens.add(Token("office", frozenset(Scope))), made.client()
    client.cookies.set(COOKIE, secret)
    files = {"file": ("a.txt", REPORT.encode())}
    assert client.post("/v1/reports", files=files, headers=origin).status_code == 403
    assert client.post("/login", data={"token": secret}, headers=origin).status_code == 403
    assert made.traces() == 0
    for ours in (HERE, HERE.replace("http:", "https:")):  # the second behind a proxy with TLS
        assert client.post("/v1/reports", files=files, headers={"origin": ours}).status_code == 202


def test_a_foreign_host_name_is_refused(made):
    """A name that somebody else points at this machine gets nothing, with a good token or without."""
    for client in (made.client(base="http://evil.example"), made.client(*Scope, base="http://evil.example:8787")):
        for path in ("/", "/healthz", "/v1/reports"):
            answer = client.get(path)
            assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (421, "misdirected-host")


def test_a_token_has_its_rate(made):
    """So many requests a minute, then 429 and when to come back; another token is not touched."""
    client, other = made.client(Scope.READ, per_minute=3), made.client(Scope.READ, name="other")
    answers = [client.get("/v1/reports") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[3].headers["retry-after"]) <= 20
    assert answers[3].json()["type"].endswith("rate-limit")
    assert other.get("/v1/reports").status_code == 200


def test_a_token_has_its_size(made):
    """More bytes than it may send are refused, by what is declared and by what comes."""
    client = made.client(Scope.SUBMIT, max_bytes=1000)
    big = ("案件7件。" * 200).encode()
    declared = client.post("/v1/reports", files={"file": ("a.txt", big)})
    streamed = client.post("/v1/reports", content=iter([big, big]), headers={"content-type": "text/plain"})
    assert declared.status_code == streamed.status_code == 413
    assert made.traces() == 0


def test_every_answer_has_an_id_and_a_policy(made):
    """A client's own id is kept if it is harmless; pages may load nothing from elsewhere."""
    client = made.client()
    assert client.get("/healthz", headers={"x-request-id": "batch-7.1"}).headers["x-request-id"] == "batch-7.1"
    odd = client.get("/healthz", headers={"x-request-id": 'x" onload='}).headers["x-request-id"]
    assert len(odd) == 32
    assert client.get("/").headers["content-security-policy"].startswith("default-src 'none'")
    refused = client.get("/v1/reports")
    assert refused.json()["request_id"] == refused.headers["x-request-id"]


def test_the_log_holds_neither_report_nor_token(made, client):
    """One JSON object a line: what was asked and how it went, by whom; not a word of what was sent."""
    lines = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(JsonLines().format(record))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    try:
        client.post("/v1/reports", files={"file": ("绝密名称.txt", REPORT.encode())})
        client.post("/v1/check", json={"claims": [{"name": "绝密", "value_text": "很多"}], "source": REPORT})
        client.post("/v1/reports", content=b"\x89PNG", headers={"content-type": "image/png"})
        client.get("/v1/绝密路径")
        client.get("/login", params={"token": "rx_guessed"})
        made.work()
    finally:
        LOG.removeHandler(handler)
    records = [json.loads(line) for line in lines]
    assert [r["status"] for r in records if r["event"] == "request"] == [202, 200, 415, 404, 401]
    assert {r["token"] for r in records if r["event"] == "request"} == {"office", None}
    secret = client.headers["authorization"].partition(" ")[2]
    for word in ("绝密", "督察", "旗县", "rx_guessed", secret):
        assert word not in "".join(lines).replace(records[0]["time"], ""), word
