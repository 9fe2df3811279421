"""The HTTP interface from a client's side: hand in, follow, fetch, delete; check and scan."""

import json
from pathlib import Path

import pytest

from extractor.batch import extract_report
from extractor.llm.session import open_session
from extractor.output import to_json
from extractor.service.tokens import Scope
from extractor.source.read import read_bytes
from schemas.service import JobState
from tests.service.conftest import REPORT

SEED = Path("seeds/003_ba5cb8d4a31f7aba.txt")
ROOT = Path(__file__).resolve().parents[2]


def _send(client, text=REPORT, name="报告.txt", key=None):
    headers = {"idempotency-key": key} if key else {}
    return client.post("/v1/reports", files={"file": (name, text.encode(), "text/plain")}, headers=headers)


def test_a_report_from_upload_to_result(client, made, fake):
    """202 with its place, then progress, then the very bytes that a run writes; findings are a part of them."""
    answer = client.post("/v1/reports", files={"file": (SEED.name, (ROOT / SEED).read_bytes())})
    assert answer.status_code == 202
    place, job = answer.headers["location"], answer.json()
    assert place == f"/v1/reports/{job['id']}"
    assert (job["state"], job["chunks"]) == ("queued", {"total": None, "done": 0, "failed": 0})
    assert client.get(f"{place}/result").status_code == 409
    made.work()
    job = client.get(place).json()
    asked = len(fake.requests)
    assert (job["state"], job["status"]) == ("done", "complete")
    assert job["chunks"] == {"total": asked, "done": asked, "failed": 0}
    result = client.get(f"{place}/result")
    assert result.text == _run(made.settings)
    assert len(fake.requests) == asked
    assert client.get(f"{place}/findings").json() == result.json()["validation"]
    assert (made.service.results / f"{job['id']}.json").read_text(encoding="utf-8") == result.text


def _run(settings) -> str:
    """Extract the seed as a run does, from the answers that are stored."""
    import asyncio

    async def whole():
        async with open_session(settings) as asker:
            return await extract_report(read_bytes((ROOT / SEED).read_bytes(), SEED.name), asker)

    return to_json(asyncio.run(whole()))


@pytest.mark.parametrize(
    "request_of",
    [
        lambda c: c.post("/v1/reports", json={"text": REPORT, "name": "报告.txt"}),
        lambda c: c.post("/v1/reports?name=报告.txt", content=REPORT.encode(), headers={"content-type": "text/plain"}),
        lambda c: c.post(
            "/v1/reports?encoding=gb18030",
            content=REPORT.encode("gb18030"),
            headers={"content-type": "application/octet-stream"},
        ),
        lambda c: c.post(
            "/v1/reports",
            files={"file": ("报告.txt", REPORT.encode("big5hkscs", "ignore"))},
            data={"encoding": "big5hkscs"},
        ),
    ],
    ids=["json", "bytes", "bytes in gb18030", "form with an encoding"],
)
def test_every_form_of_a_report_is_taken(client, made, request_of):
    """Whatever the form, the same numbers come out."""
    answer = request_of(client)
    assert answer.status_code == 202, answer.text
    made.work()
    result = client.get(f"{answer.headers['location']}/result").json()
    assert {i["value_text"] for i in result["report"]["indicators"]} == {"47", "12", "7"}


def test_an_idempotency_key_makes_one_job(client):
    """The same key and report again is the same job; with another report it is refused."""
    first, again = (_send(client, key="k-1") for _ in range(2))
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json()["id"] == again.json()["id"]
    refused = _send(client, text=REPORT + "另有1件。", key="k-1")
    assert refused.status_code == 422
    assert refused.json()["type"].endswith("idempotency-key-reused")
    assert len(client.get("/v1/reports").json()["reports"]) == 1


def test_a_full_queue_says_when_to_come_back(client, made):
    """429 with Retry-After, and nothing is kept of what was refused."""
    made.service.queue_limit = 1
    assert _send(client).status_code == 202
    before = made.traces()
    refused = _send(client, text=REPORT + "另有1件。")
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    assert refused.json()["type"].endswith("queue-full")
    assert made.traces() == before


def test_what_is_deleted_leaves_nothing(client, made):
    """Job, upload, result, the file for the review: all gone, also from the pages of the database file."""
    place = _send(client, text=REPORT.replace("第三局", "绝密第九局")).headers["location"]
    made.work()
    assert client.get(f"{place}/result").status_code == 200
    assert client.delete(place).status_code == 204
    assert [client.get(f"{place}{what}").status_code for what in ("", "/result", "/findings", "/events")] == [404] * 4
    assert client.delete(place).status_code == 404
    assert made.traces() == 0
    assert list(made.service.results.iterdir()) == []
    if made.settings.database_url is None:
        made.database.read("PRAGMA wal_checkpoint(TRUNCATE)")
        assert "绝密第九局".encode() not in (made.settings.ledger_dir / "ledger.db").read_bytes()


def test_events_tell_the_progress_and_the_end(client, made):
    """A stream of the job as it stands, the last one finished; a stream of what is finished ends at once."""
    place = _send(client).headers["location"]
    made.work()
    text = client.get(f"{place}/events").text
    name, data = text.strip().split("\n")
    assert name == "event: done"
    assert json.loads(data.removeprefix("data: ")) == client.get(place).json()


def test_scopes_decide_who_sees_what(made):
    """`submit` sees its own, `read` everybody's and changes nothing, `review` only reviews."""
    one, two = made.client(Scope.SUBMIT, name="one"), made.client(Scope.SUBMIT, name="two")
    reader, reviewer = made.client(Scope.READ, name="reader"), made.client(Scope.REVIEW, name="reviewer")
    place = _send(one).headers["location"]
    assert one.get(place).status_code == reader.get(place).status_code == 200
    assert two.get(place).status_code == two.delete(place).status_code == 404
    assert reviewer.get(place).status_code == 403
    assert _send(reader).status_code == reader.delete(place).status_code == 403
    assert reader.get("/review/").status_code == one.get("/review/").status_code == 403
    assert reviewer.get("/review/").status_code == 200
    assert len(reader.get("/v1/reports").json()["reports"]) == 1
    assert two.get("/v1/reports").json()["reports"] == []


def test_check_gives_the_verdicts_of_the_command(client):
    """Numbers are judged as printed: a JSON number never passes through a float."""
    claims = [{"name": "投资额", "value": 0, "unit": "元"}, {"name": "办理案件", "value_text": "195件"}]
    source = "全年办理案件159件，投资额12345678901234567.89元。"
    body = json.dumps({"claims": claims, "source": source}).replace(": 0,", ": 12345678901234567.89,")
    found = client.post("/v1/check", content=body, headers={"content-type": "application/json"}).json()
    assert [(f["verdict"], f["said"]) for f in found["findings"]] == [
        ("verified", "12345678901234567.89元"),
        ("altered_digit", "195件"),
    ]
    assert found["summary"] == {"verified": 1, "altered_digit": 1}


def test_check_takes_a_result_of_ours_and_csv(client, made):
    """A result brings its source; a string is what a file would hold, never the name of one."""
    place = _send(client).headers["location"]
    made.work()
    result = client.get(f"{place}/result").json()
    again = client.post("/v1/check", json={"claims": result}).json()
    assert again["findings"] == result["validation"]["findings"]
    table = client.post("/v1/check", json={"claims": "name,value\n办理案件,159件\n", "source": "全年办理案件159件。"})
    assert table.json()["summary"] == {"verified": 1}
    path = client.post("/v1/check", json={"claims": str(ROOT / "tests/golden/003_ba5cb8d4a31f7aba.anchored.json")})
    assert path.status_code == 422
    assert "锡盟" not in path.text


def test_numbers_are_those_of_the_command(client):
    """Every mention with its place."""
    (found,) = client.post("/v1/numbers", json={"text": "办理行政复议案件300余件"}).json()["mentions"]
    expected = {"text": "300", "value": "300", "unit": "件", "approx": ["余"], "kind": "count", "start": 8, "end": 11}
    assert found == expected


def test_a_report_whose_endpoint_fails_waits_and_is_done_later(client, made, fake):
    """Accepted means kept: a refused key leaves the job in the queue with the reason; with a good one it is done."""
    from extractor.llm.fake import FakeEndpoint, status

    place = _send(client).headers["location"]
    locked = FakeEndpoint(status(401)).settings(made.settings.cache_dir)
    made.work(until=lambda: made.service.jobs.why_waiting() is not None, settings=locked)
    job = client.get(place).json()
    assert (job["state"], job["chunks"]["failed"]) == ("queued", 0)
    assert job["reason"]
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["ready"], ready.json()["queued"]) == (503, False, 1)
    made.work()
    assert client.get(place).json()["status"] == "complete"
    assert client.get("/readyz").status_code == 200


def test_a_chunk_that_fails_is_told_and_asked_again_next_time(client, made):
    """The report is partial with its reason; the same report handed in again asks anew about what was no good."""
    from extractor.llm.fake import FakeEndpoint, names, refuses

    bad = FakeEndpoint(refuses(), names())
    settings = bad.settings(made.settings.cache_dir, chunk_size=30)
    place = _send(client).headers["location"]
    made.work(settings=settings)
    job = client.get(place).json()
    assert (job["state"], job["status"], job["chunks"]["failed"]) == ("done", "partial", 1)
    assert "1 of" in job["reason"]
    place = _send(client).headers["location"]
    made.work(settings=settings)
    assert client.get(place).json()["status"] == "complete"


def test_the_review_app_holds_what_is_finished(client, made):
    """Empty at first; then the report, its links and its assets under /review."""
    assert client.get("/review/").status_code == 200
    job = _send(client).json()
    made.work()
    page = client.get("/review/").text
    assert f'href="/review/r/{job["id"]}"' in page
    assert 'href="/review/static/review.css"' in page
    assert client.get("/review/static/review.js").status_code == 200
    assert "督察意见" in client.get(f"/review/r/{job['id']}").text


def test_state_is_open_and_metrics_are_not(made):
    """Health, readiness and the document need no token; counters do."""
    nobody, reader = made.client(), made.client(Scope.READ)
    assert [nobody.get(path).status_code for path in ("/healthz", "/readyz", "/openapi.json")] == [200] * 3
    assert nobody.get("/metrics").status_code == 401
    reader.get("/v1/reports")
    text = reader.get("/metrics").text
    assert f'extractor_reports{{state="{JobState.QUEUED.value}"}} 0.0' in text
    assert "extractor_requests_total" in text
