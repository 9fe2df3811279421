"""The web app without a browser: what it serves, what it refuses, what it stores."""

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from extractor.review.folder import Folder
from extractor.review.labels import Lang
from extractor.review.store import Store
from extractor.review.web import make_app
from tests.review.made import INDICATORS, LEFT_OUT, NOWHERE, WRONG, made, write

HERE = "http://127.0.0.1:8765"
OURS = {"origin": HERE}
PAGE = "/r/%E6%8A%A5%E5%91%8A"


class Elements(HTMLParser):
    """Every start tag of a page with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def findings(self):
        return [(a["data-path"], a["data-verdict"]) for _, a in self.found if "data-verdict" in a]

    def fields(self, form):
        """The hidden fields of the editor."""
        assert any(a.get("id") == form for _, a in self.found)
        return {a["name"]: a.get("value", "") for tag, a in self.found if tag == "input" and a.get("type") == "hidden"}


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, made())
    return tmp_path


@pytest.fixture
def client(folder):
    return _client(folder)


def _client(folder, reviewer="李", token=None, base=HERE):
    app = make_app(Folder(folder), lang=Lang.ZH, reviewer=reviewer, token=token)
    return TestClient(app, base_url=base, follow_redirects=False)


def _island(client, page=PAGE):
    return json.loads(re.search(r'id="data">(.*?)</script>', client.get(page).text, re.S)[1])


def _ask(client, claim, act, follows=None, **more):
    body = {"result": _island(client)["result"], "asks": [{"claim": claim, "act": act, "follows": follows, **more}]}
    return client.post(f"{PAGE}/decide", json=body, headers=OURS)


def test_the_list_tells_how_far_each_report_is(client):
    """Open and decided findings, and a link that opens the report."""
    page = client.get("/").text
    assert "某区2023年法治政府建设报告" in page
    assert "已定 0 / 6" in page
    assert f'href="{PAGE}"' in page


def test_a_file_that_is_no_result_is_listed_with_its_error(folder, client):
    """It neither hides nor stops the others."""
    (folder / "坏.json").write_text("{}", encoding="utf-8")
    page = client.get("/").text
    assert "无法读取" in page
    assert "某区2023年法治政府建设报告" in page


def test_the_page_shows_every_finding_as_one_element(client, folder):
    """Findings and omitted quantities, each with its path and verdict."""
    validation = made().validation
    wanted = [(f.path, f.verdict.value) for f in validation.findings]
    wanted += [(f"/validation/omitted/{i}", "omitted") for i in range(len(validation.omitted))]
    assert sorted(Elements(client.get(PAGE).text).findings()) == sorted(wanted)


def test_filters_come_from_the_address(client):
    """Rows that do not pass are on the page and hidden."""
    page = Elements(client.get(f"{PAGE}?v=omitted").text)
    hidden = [a["data-verdict"] for _, a in page.found if "data-verdict" in a and "hidden" in a]
    assert len(page.findings()) - len(hidden) == 3
    assert "omitted" not in hidden


@pytest.mark.parametrize("act", ["accept", "reject", "dismiss", "correct"])
def test_a_plain_form_decides(client, folder, act):
    """The form of the chosen row works as it is served, without any script."""
    form = Elements(client.get(f"{PAGE}?at=0").text).fields("editor")
    assert form["claim"] == WRONG
    answer = client.post(f"{PAGE}/decide", data={**form, "act": act, "value_text": "159件", "note": ""}, headers=OURS)
    assert answer.status_code == 303
    [event] = Store(folder).events()
    assert (event.act, event.reviewer, event.seen.verdict) == (act, "李", "altered_digit")
    assert (event.after.value_text, event.before) == ("159件" if act == "correct" else None, None)


def test_a_stale_form_gets_the_difference_and_can_be_sent_again(client, folder):
    """409, both decisions on the page, nothing stored until the reviewer insists."""
    form = Elements(client.get(f"{PAGE}?at=0").text).fields("editor")
    assert _ask(client, WRONG, "accept").status_code == 200
    answer = client.post(f"{PAGE}/decide", data={**form, "act": "reject"}, headers=OURS)
    assert answer.status_code == 409
    assert "已采纳 · 李" in answer.text
    assert "您的: 已否决" in answer.text
    assert len(Store(folder).events()) == 1
    again = {a["name"]: a["value"] for tag, a in Elements(answer.text).found if tag == "input"}
    assert client.post(f"{PAGE}/decide", data=again, headers=OURS).status_code == 303
    assert [event.act for event in Store(folder).events()] == ["accept", "reject"]


def test_a_stale_write_gets_409_and_the_difference(client, folder):
    """As data for the script: what stands, what was asked, and how the claim stands now."""
    assert _ask(client, WRONG, "accept").status_code == 200
    answer = _ask(client, WRONG, "correct", value_text="159件")
    assert answer.status_code == 409
    [conflict] = answer.json()["conflicts"]
    assert "已采纳 · 李" in conflict["theirs"]
    assert conflict["yours"] == "已更正 → 159件"
    assert answer.json()["states"]["0"]["h"] == Store(folder).events()[0].id
    assert len(Store(folder).events()) == 1


def test_a_page_of_an_older_result_cannot_write(client, folder):
    """After a new extraction the page must be loaded again."""
    old = _island(client)["result"]
    write(folder, made(indicators=INDICATORS[:2]))
    body = {"result": old, "asks": [{"claim": WRONG, "act": "accept"}]}
    answer = client.post(f"{PAGE}/decide", json=body, headers=OURS)
    assert (answer.status_code, Store(folder).events()) == (409, ())
    assert "刷新" in answer.json()["error"]


def test_decisions_of_an_unchanged_claim_survive_a_new_extraction(client, folder):
    """The others are open again, and the page says what was decided before."""
    _ask(client, WRONG, "reject")
    _ask(client, NOWHERE, "reject")
    write(folder, made(indicators=[*INDICATORS[:4], {**INDICATORS[4], "value_text": "778"}]))
    states = _island(client)["states"]
    assert states["0"]["s"] == "rejected"
    assert "s" not in states["4"]
    assert states["4"]["r"] == "已否决 · 李"


def test_undo_and_redo(client, folder):
    """Each is a new event; the first ones stay."""
    _ask(client, WRONG, "accept")
    undone = client.post(f"{PAGE}/undo", json={}, headers=OURS).json()
    assert undone["can"] == {"undo": False, "redo": True}
    assert "s" not in undone["states"]["0"]
    redone = client.post(f"{PAGE}/redo", json={}, headers=OURS).json()
    assert redone["states"]["0"]["s"] == "accepted"
    assert client.post(f"{PAGE}/redo", json={}, headers=OURS).json()["states"] == {}
    assert [event.act for event in Store(folder).events()] == ["accept", "undo", "redo"]


def test_a_bulk_is_refused_where_a_verdict_forbids_it(client, folder):
    """Whatever the page's script asks for, the server keeps the rule."""
    asks = [{"claim": claim, "act": "accept"} for claim in (LEFT_OUT[0], WRONG)]
    answer = client.post(f"{PAGE}/decide", json={"result": _island(client)["result"], "asks": asks}, headers=OURS)
    assert (answer.status_code, Store(folder).events()) == (422, ())


def test_several_reviewers_by_name(client, folder):
    """The name in the header is the one that decides, and its cookie is set."""
    assert client.post("/reviewer", data={"reviewer": " 王 ", "back": PAGE}, headers=OURS).headers["location"] == PAGE
    _ask(client, WRONG, "accept")
    assert Store(folder).events()[0].reviewer == "王"


def test_without_a_name_nothing_is_decided(folder):
    """The answer says so."""
    answer = _ask(_client(folder, reviewer=""), WRONG, "accept")
    assert (answer.status_code, Store(folder).events()) == (422, ())
    assert "审核人" in answer.json()["error"]


REFUSED = {
    "another host": ({"host": "evil.example", "origin": "http://evil.example"}, 421),
    "another origin": ({"origin": "http://evil.example"}, 403),
    "another port": ({"origin": "http://127.0.0.1:9999"}, 403),
    "an opaque origin": ({"origin": "null"}, 403),
    "no origin": ({}, 403),
    "another referer": ({"referer": "http://evil.example/"}, 403),
}


@pytest.mark.parametrize(("headers", "status"), REFUSED.values(), ids=REFUSED)
def test_a_write_from_elsewhere_is_refused(client, folder, headers, status):
    """And nothing is stored."""
    body = {"result": _island(client)["result"], "asks": [{"claim": WRONG, "act": "accept"}]}
    assert client.post(f"{PAGE}/decide", json=body, headers=headers).status_code == status
    assert Store(folder).events() == ()


def test_a_foreign_host_name_reads_nothing(client):
    """A name that was made to point here is refused on reads too."""
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/", headers={"host": "localhost:8765"}).status_code == 200


def test_beyond_this_machine_a_token_is_needed(folder):
    """In the address once, then in a cookie that scripts and other sites do not get."""
    client = _client(folder, token="geheim", base="http://10.0.0.5:8765")
    assert client.get("/").status_code == 401
    assert client.get("/?token=falsch").status_code == 401
    entered = client.get("/?token=geheim")
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert "HttpOnly" in entered.headers["set-cookie"]
    assert "SameSite=strict" in entered.headers["set-cookie"]
    assert client.get("/").status_code == 200


def test_every_answer_carries_the_policy(client):
    """Pages, errors, data and static files."""
    for address in ("/", PAGE, "/nowhere", "/static/review.js", f"{PAGE}/reviewed.json", "/r/nobody"):
        headers = client.get(address).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert headers["x-content-type-options"] == "nosniff"
    assert client.get("/r/..%2F..%2Fetc%2Fpasswd").status_code == 404
    assert client.get("/static/..%2Fweb.py").status_code == 404


def test_exports(client):
    """Reviewed JSON, CSV with every decision, a summary with who decided what."""
    _ask(client, WRONG, "correct", value_text="159件", note="=1+1")
    reviewed = client.get(f"{PAGE}/reviewed.json").json()
    assert reviewed["report"]["indicators"][0]["value"] == "159"
    rows = list(csv.DictReader(io.StringIO(client.get(f"{PAGE}/decisions.csv").text.removeprefix("\ufeff"))))
    assert [row["status"] for row in rows].count("corrected") == 1
    assert rows[0]["note"] == "'=1+1"
    assert rows[0]["event"] == reviewed["report"]["indicators"][0]["decisions"][0]["event"]
    summary = client.get(f"{PAGE}/summary").text
    assert "已更正 → 159件" in summary
    assert "已定 1 / 6" in summary


def test_nothing_of_a_body_is_trusted(client, folder):
    """Rubbish is an error in words, never a fault of the server."""
    for body in (b"", b"[]", b"{", b'{"asks": 1}', b'{"asks": [{"claim": "x", "act": "explode"}]}', b"\xff"):
        answer = client.post(f"{PAGE}/decide", content=body, headers={**OURS, "content-type": "application/json"})
        assert answer.status_code in {409, 422}
    assert client.post(f"{PAGE}/decide", content=b"\xff=1", headers=OURS).status_code == 422
    assert client.post(f"{PAGE}/decide", content=b"a" * 5_000_000, headers=OURS).status_code == 422
    assert _ask(client, "/no/claim", "accept").status_code == 422
    assert _ask(client, WRONG, "undo").status_code == 422
    assert Store(folder).events() == ()


def test_english_by_a_switch(client):
    """The language is chosen once and kept."""
    client.get("/language?to=en")
    page = client.get(PAGE).text
    assert "altered digit" in page
    assert '<html lang="en">' in page
