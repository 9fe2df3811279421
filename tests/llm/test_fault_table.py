"""The fault table: whatever an endpoint does, a batch ends well, and the ledger agrees with the endpoint's own count.

Each case runs the command line over a folder of reports against a loopback server that misbehaves on command.
"""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractor import cli
from extractor.llm import faults, gateway, limits, slots, wire
from extractor.llm.ledger import Ledger, Totals
from tests.llm import server as fake
from tests.llm.server import Server, Step, serve

REPORT = """某市第{n}局2023年法治政府建设年度报告

一、主要工作成效
（一）强化执法监督。全年下发督察意见{n}7份，深入1{n}个旗县。
（二）做实行政复议。办结行政复议案件85{n}件。

二、存在的问题
队伍力量不足，在编人员仅{n}2人。
"""
REPORTS, CHUNKS = 3, 3
CALLS = REPORTS * CHUNKS


@dataclass(frozen=True)
class Ran:
    """How a run ended: exit code, output, what the server saw, what the ledger says, the results by name."""

    code: int
    out: str
    err: str
    server: Server
    totals: Totals
    manifest: dict

    @property
    def statuses(self) -> list[str]:
        """The statuses of the reports, in order."""
        return [report["status"] for report in self.manifest["reports"]]


@pytest.fixture
def run(tmp_path, monkeypatch, capsys) -> Callable[..., Ran]:
    """Run the batch through the command line against a script of steps; settings by their variables' short names."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(gateway, "_backoff", lambda _: 0.001)
    monkeypatch.setattr(limits, "_backoff", lambda _: 0.001)
    for n in range(1, REPORTS + 1):
        Path("in").mkdir(exist_ok=True)
        Path("in", f"{n}.txt").write_text(REPORT.format(n=n), encoding="utf-8")

    def call(*script: Step, out: str = "out", arguments: tuple[str, ...] = (), **settings: object) -> Ran:
        with serve(*script) as server:
            environ = {"BASE_URL": server.url, "MODEL": "fake", "API_KEY": "sk-x", "CACHE_DIR": "cache"}
            for name, value in (environ | {"CONCURRENCY": 4} | settings).items():
                monkeypatch.setenv(f"EXTRACTOR_{name}", str(value))
            monkeypatch.setattr("sys.argv", ["extractor", "run", "in", "--out", out, *arguments])
            code = 0
            try:
                cli.main()
            except SystemExit as ended:
                code = int(ended.code or 0)
        with closing(Ledger(Path("cache"))) as ledger:
            totals = ledger.totals(all_runs=True)
        manifest = json.loads(Path(out, "run.json").read_bytes())
        return Ran(code, *capsys.readouterr(), server, totals, manifest)

    return call


def agrees(ran: Ran, *, given_up: bool = False) -> None:
    """Hold the ledger against what the server saw: requests, answers with status 200, errors, the rest.

    `given_up`: the reading of one whole answer was given up, which the server cannot know.
    """
    errors = len(ran.server.statuses) - ran.server.paid
    assert ran.totals.requests - ran.totals.unsent == ran.server.count
    assert (ran.totals.paid, ran.totals.refused) == (ran.server.paid - given_up, errors)
    assert ran.totals.lost == ran.server.count - len(ran.server.statuses) + given_up


def once(fault: Step) -> tuple[Step, ...]:
    """Two good answers, the fault, then good ones for ever."""
    return fake.good(), fake.good(), fault, fake.good()


PASSING = {
    "1 429 with seconds": fake.status(429, Retry_After="1"),
    "1 429 with milliseconds": fake.status(429, retry_after_ms="20"),
    "1 429 with a date gone by": fake.status(429, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"),
    "1 429 without a wish": fake.status(429),
    "2 500": fake.status(500),
    "2 502": fake.status(502),
    "2 503": fake.status(503),
    "2 529": fake.status(529),
    "4 hang": fake.hang(),
    "4 trickle": fake.trickle(),
    "5 reset before headers": fake.drop(),
    "5 reset in the body": fake.reset_mid_body(),
    "5 a page": fake.page(),
    "5 half JSON": fake.half_json(),
    "5 no choices": fake.changed(choices=[]),
    "5 null usage": fake.changed(usage=None),
    "5 a body above the cap": fake.oversized(3 << 20),
    "2 200 with an error": fake.raw({"error": {"message": "overloaded", "code": 503}}),
    "6 prose": fake.says("好的"),
    "6 empty content": fake.says(""),
    "6 cut off": fake.cut_off(),
    "6 NaN": fake.says('{"a": NaN}'),
}


@pytest.mark.parametrize("name", PASSING)
def test_a_fault_that_passes_costs_a_call_and_no_more(name, run, monkeypatch):
    """Every report is complete, and every answer that was sent is in the ledger."""
    monkeypatch.setattr(wire, "MAX_BODY_CHARACTERS", 2 << 20)
    slow = name.startswith("4")  # only these wait for the deadline, which a busy machine may miss by itself too
    ran = run(*once(PASSING[name]), DEADLINE=2 if slow else 60)
    assert (ran.code, ran.statuses) == (0, ["complete"] * REPORTS), ran.err
    assert CALLS <= ran.server.count <= CALLS + (max(1, ran.totals.lost) if slow else 1)
    agrees(ran, given_up=name == "5 a body above the cap")


LASTING = {
    "2 500": (fake.status(500), "answered 500", gateway.ATTEMPTS),
    "5 a page": (fake.page(), "HTML", gateway.ATTEMPTS),
    "5 half JSON": (fake.half_json(), "no chat completion", gateway.ATTEMPTS),
    "5 resets": (fake.reset_mid_body(), "cannot be read to its end", gateway.ATTEMPTS),
    "6 prose": (fake.says("好的"), "does not fit the schema", 2),
    "6 cut off": (fake.cut_off(), "did not fit", 2),
    "6 refusals": (fake.refuses("不能协助"), "不能协助", 1),
    "6 content filter": (fake.filtered(), "content filter", 1),
    "6 a filter's status": (fake.status(400, "data_inspection_failed"), "data_inspection_failed", 1),
}


@pytest.mark.parametrize(("fault", "reason", "tries"), LASTING.values(), ids=LASTING)
def test_a_fault_that_lasts_fails_the_reports_and_the_batch_goes_on(fault, reason, tries, run):
    """Exit 1, each report says why, each chunk costs its tries and no more."""
    ran = run(fault)
    assert (ran.code, ran.statuses) == (1, ["failed"] * REPORTS)
    assert all(reason in report["reason"] for report in ran.manifest["reports"])
    assert ran.server.count == CALLS * tries
    agrees(ran)


def test_an_answer_whose_head_cannot_be_read_is_not_asked_for_again(run):
    """It was answered and paid for, and the next would have the same head: that chunk fails, after one call."""
    ran = run(fake.good(), fake.good(), fake.long_header(), fake.good(), CONCURRENCY=1)
    assert (ran.code, sorted(ran.statuses)) == (1, ["complete", "complete", "partial"]), ran.err
    assert "header line that is too long" in str(ran.manifest)
    assert "xxx" not in str(ran.manifest) + ran.out + ran.err
    assert ran.server.count == CALLS
    agrees(ran, given_up=True)


def test_a_run_whose_first_answer_has_such_a_head_stops(run):
    """One call is paid for, not one a chunk, and nothing of the header is repeated."""
    ran = run(fake.long_header())
    assert (ran.code, ran.server.count) == (3, 1)
    assert "header line that is too long" in ran.err
    assert "xxx" not in str(ran.manifest) + ran.out + ran.err
    agrees(ran, given_up=True)


STOPPING = {
    "3 401": (fake.status(401), "EXTRACTOR_API_KEY"),
    "3 403": (fake.status(403), "EXTRACTOR_API_KEY"),
    "3 404": (fake.status(404), "EXTRACTOR_MODEL"),
    "3 402": (fake.status(402), "no credit"),
}


@pytest.mark.parametrize(("fault", "named"), STOPPING.values(), ids=STOPPING)
def test_what_every_call_would_meet_stops_the_run_at_once(fault, named, run, monkeypatch):
    """Exit 3 after one call, with the setting to correct, however many slots there are."""
    monkeypatch.setattr(slots, "FIRST_TICKS", 200)  # room for a busy machine
    ran = run(fault, CONCURRENCY=8)
    assert (ran.code, ran.server.count) == (3, 1)
    assert named in ran.err
    assert ran.err.count("\n") == 1
    agrees(ran)


def test_answers_on_their_way_are_taken_in_when_a_run_stops(run):
    """A key that is withdrawn in the middle: what was asked before and is answered after is paid for, and kept."""
    ran = run(
        fake.good(), fake.hang(0.5), fake.hang(0.5), fake.hang(0.2, fake.status(401)), fake.hang(0.5), CONCURRENCY=4
    )
    assert (ran.code, ran.totals.lost) == (3, 0)
    assert ran.server.paid >= 3
    agrees(ran)


def test_a_429_makes_no_storm(run):
    """With all slots full, those in flight are refused once; then one call goes ahead at a time."""

    def limited(answers: int) -> Step:
        seen = 0

        async def step(request, body):
            nonlocal seen
            seen += 1
            return await (fake.status(429, retry_after_ms="30") if seen <= answers else fake.good())(request, body)

        return step

    ran = run(limited(8 + 3), CONCURRENCY=8)
    assert (ran.code, ran.server.count) == (0, CALLS + 8 + 3)
    agrees(ran)


def test_the_wish_of_a_429_is_not_waited_for_longer_than_reason(run, monkeypatch):
    """A server that asks for 300 s is asked again after the longest wait."""
    monkeypatch.setattr(faults, "MAX_WAIT_SECONDS", 0.05)
    ran = run(*once(fake.status(429, Retry_After="300")))
    assert (ran.code, ran.server.count) == (0, CALLS + 1)
    agrees(ran)


def test_tokens_of_all_tries_are_counted(run):
    """6: a bad answer and the one after it are both in the sums of ledger, manifest and result."""
    ran = run(fake.says("?"), fake.cut_off(), fake.good(), CONCURRENCY=1)
    assert (ran.code, ran.server.count) == (0, CALLS + 2)
    assert ran.totals.usage.total == 120 * (CALLS + 2) == sum(ran.manifest["tokens"].values())
    assert sum(report["bill"]["prompt"] for report in ran.manifest["reports"]) == 100 * (CALLS + 2)
    assert sum(report["tokens"]["completion"] for report in ran.manifest["reports"]) == 20 * (CALLS + 2)
    assert f"{CALLS + 2} calls, {100 * (CALLS + 2)} + {20 * (CALLS + 2)} tokens" in ran.out
    agrees(ran)


def test_two_tool_calls_are_one_answer(run):
    """6: a model that calls the tool twice is read or failed, and paid once."""

    async def twice(request, body):
        arguments = fake.answer_to(body)
        function = {"name": body["tools"][0]["function"]["name"], "arguments": arguments}
        calls = [{"id": str(n), "type": "function", "function": function} for n in (1, 2)]
        step = fake.says(None, finish_reason="tool_calls", message={"tool_calls": calls})
        return await step(request, body)

    ran = run(twice, MODE="TOOLS")
    assert ran.server.count in {CALLS, 2 * CALLS}
    assert ran.code == (0 if ran.server.count == CALLS else 1)
    agrees(ran)


def test_a_rerun_asks_again_about_what_failed_and_nothing_else(run):
    """A run that ended told what failed; started again, it asks anew about that, and gets it right."""
    first = run(fake.good(), fake.refuses(), fake.says("?"), fake.says("?"), fake.good(), CONCURRENCY=1)
    assert (first.code, first.server.count) == (1, CALLS + 1)
    assert "asks again about what failed" in first.out
    results = {path.name: path.read_bytes() for path in Path("out").glob("[123].json")}
    # the address is part of a request's key, so the second server must have the first one's
    second = again(run, first)
    assert (second.code, second.server.count) == (0, 2)
    assert second.statuses == ["complete"] * REPORTS
    changed = [name for name, body in results.items() if Path("out", name).read_bytes() != body]
    assert len(changed) == 1
    third = again(run, first)
    assert (third.code, third.server.count) == (0, 0)


def again(run: Callable[..., Ran], first: Ran, *script: Step, **settings: object) -> Ran:
    """Run once more against another server that goes by the name of the first one."""
    alias = {first.server.url: None}

    def named(self: object) -> str:
        return next(iter(alias))

    from extractor.settings import Endpoint

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Endpoint, "identity", property(named))
        return run(*script, **settings)


def test_8_after_a_change_only_what_changed_is_asked_about(run):
    """More at once, or another deadline, change nothing; one new sentence asks about its chunk; another model, all."""
    first = run()
    assert first.server.count == CALLS
    assert again(run, first, CONCURRENCY=2, DEADLINE=77).server.count == 0
    text = Path("in", "2.txt").read_text(encoding="utf-8")
    Path("in", "2.txt").write_text(text.replace("下发督察意见", "累计下发督察意见"), encoding="utf-8")
    assert again(run, first).server.count == 1
    assert again(run, first, MODEL="another").server.count == CALLS


def test_10_a_disk_that_fills_up_stops_the_run_and_the_next_goes_on(run, monkeypatch):
    """Exit 2, the file named, no half result; with room again only the rest is asked about."""
    real = sqlite3.connect

    def small(path: Path, **options: object) -> sqlite3.Connection:
        database = real(path, **options)
        if str(path).endswith("ledger.db"):
            database.execute("PRAGMA max_page_count = 20")
        return database

    with monkeypatch.context() as patch:
        patch.setattr("extractor.llm.ledger.sqlite3.connect", small)
        first = run(fake.changed(filler="x" * 9000), CONCURRENCY=1)
    assert first.code == 2
    assert "ledger.db' cannot be written" in first.err
    assert 0 < first.totals.paid < CALLS
    assert len([path for path in Path("out").glob("*.json") if path.name != "run.json"]) <= 1
    second = again(run, first)
    assert (second.code, second.server.count) == (0, CALLS - first.totals.paid)


def test_12_a_lost_cache_is_made_good_from_the_ledger(run):
    """Whoever moves a damaged cache aside loses nothing: the ledger has every answer."""
    first = run()
    Path("cache", "answers").rename("aside")
    second = again(run, first, out="again")
    assert (second.code, second.server.count) == (0, 0)
    assert all(Path("out", f"{n}.json").read_bytes() == Path("again", f"{n}.json").read_bytes() for n in (1, 2, 3))


def test_13_a_lost_ledger_is_made_good_from_the_cache(run):
    """A damaged ledger stops the run; moved aside, the stored answers still count."""
    first = run()
    for rest in ("ledger.db-wal", "ledger.db-shm"):
        Path("cache", rest).unlink(missing_ok=True)
    Path("cache", "ledger.db").write_bytes(b"\x07" * 5000)
    with serve() as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("EXTRACTOR_BASE_URL", server.url)
        patch.setattr("sys.argv", ["extractor", "run", "in", "--out", "again"])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert (ended.value.code, server.count) == (2, 0)
    Path("cache", "ledger.db").rename("aside")
    second = again(run, first, out="again")
    assert (second.code, second.server.count) == (0, 0)


BUDGETS = {"tokens": "900", "money": "0.0011 CNY"}


@pytest.mark.parametrize("budget", BUDGETS.values(), ids=BUDGETS)
def test_a_budget_stops_a_run_in_order_and_the_next_goes_on(budget, run):
    """Exit 1, never above the limit, whole reports only; run again and again, everything is done and paid once."""
    settings = {"PRICE": "1/2 CNY", "CONCURRENCY": 2}
    ran = first = run(arguments=("--budget", budget), **settings)
    runs = 1
    while ran.manifest["stopped"]:
        assert ran.code == 1
        assert "is used up" in ran.err
        assert "reports are not done" in ran.out
        done = [report for report in ran.manifest["reports"] if report["status"] != "stopped"]
        assert all(Path("out", report["result"]).is_file() for report in done)
        assert sum(ran.manifest["tokens"].values()) <= 900
        assert runs < 10
        ran = again(run, first, arguments=("--budget", budget), **settings)
        runs += 1
    assert (ran.code, ran.statuses) == (0, ["complete"] * REPORTS)
    assert runs > 1
    assert (ran.totals.paid, ran.totals.usage.total) == (CALLS, 120 * CALLS)


def test_cost_is_told_for_each_report_and_for_the_run(run):
    """In `run.json` and in the last lines, reckoned with the price that stands beside it."""
    ran = run(PRICE="2/0.5/8 CNY")
    assert ran.manifest["cost"] == "0.0032 CNY"  # 9 calls of 100 in, 20 out
    assert [report["cost"] for report in ran.manifest["reports"]] == ["0.0011 CNY"] * REPORTS
    assert ran.manifest["price"] | {"currency": "CNY"} == ran.manifest["price"]
    assert "; cost 0.0032 CNY" in ran.out
