"""What a run says: before, while it goes on, and after; on a terminal and in a file."""

import io
import sys
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from extractor import console
from extractor.estimate import Estimate
from extractor.inputs import ReportFile
from extractor.llm import fake
from extractor.llm.ledger import Usage
from extractor.llm.prices import Price
from extractor.plan import Plan
from extractor.settings import Endpoint
from extractor.summary import Summary
from schemas.answer import Bill, ChunkFill
from schemas.manifest import ReportLine
from schemas.result import ChunkRun, ChunkStatus, Tokens
from schemas.span import Span

PRICE = Price(Decimal(2), Decimal(2), Decimal(8), "CNY")
LOCAL, REMOTE = Endpoint("m"), replace(fake.FakeEndpoint().endpoint(), price="2/8 CNY")
COST = Estimate(calls=1234.4, quantities=5000, prompt=600_000, completion=80_000, seconds=600)
FILL = ChunkFill(
    ChunkRun(index=0, span=Span(start=0, end=1), quantities=1, status=ChunkStatus.OK),
    (),
    Tokens(),
    Bill(1, 0, 50_000, 0, 9_000),
)
LINE = ReportLine(source="in/甲.txt", status="complete", open=2, findings={"verified": 7, "ambiguous": 2, "omitted": 1})


def planned(cost: Estimate = COST, todo: int = 2, done: int = 0) -> Plan:
    """Return a plan of so many reports."""
    files = [ReportFile(Path(f"in/{n}.txt"), str(n)) for n in range(todo + done)]
    return Plan(tuple(files[:todo]), dict.fromkeys(files[todo:], LINE), cost, {})


@pytest.mark.parametrize(
    ("cost", "endpoint", "lang", "words"),
    [
        (COST, REMOTE, "en", "5 report(s), 1,234 calls about 5,000 quantities, 600k + 80k tokens, about 10 min and 1.8400 CNY; "
            "the text is sent to fake.invalid; 3 are done and unchanged"),
        (COST, REMOTE, "zh", "5 份报告，1,234 次调用，5,000 个数量，词元 600k + 80k，约 10 分钟，费用约 1.8400 CNY；"
            "文本发送至：fake.invalid；其中 3 份已完成且没有变化"),
        (replace(COST, sampled=True), REMOTE, "en", "~1,234 calls about ~5,000 quantities"),
        (COST, LOCAL, "en", "the text is sent to this machine (embedded model)"),
    ],
)  # fmt: skip
def test_before_anything_is_asked(cost, endpoint, lang, words):
    """Where the text is sent, the calls, tokens, time and, where the price is known, the money; what is sampled says so."""
    [line] = console.opening_lines(planned(cost, done=3), endpoint, lang)
    assert words in line


@pytest.mark.parametrize(("lang", "words"), [("en", "takes about 25.0 h for that"), ("zh", "约需 25.0 小时")])
def test_that_the_embedded_model_takes_a_day_is_said_before(lang, words):
    """With the two ways out; an endpoint that takes as long is not told about endpoints."""
    long = replace(COST, seconds=25 * 3600)
    lines = console.opening_lines(planned(long), LOCAL, lang)
    assert (len(lines), words in lines[1], "Ctrl-C" in lines[1]) == (2, True, True)
    assert len(console.opening_lines(planned(long), REMOTE, lang)) == 1


class Terminal(io.StringIO):
    """A terminal of 120 columns."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def watched(monkeypatch, stream: io.StringIO, lang: str) -> str:
    """Follow two chunks and a report; return what was printed."""
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("TERM", "xterm")
    with console.Watch(planned(replace(COST, calls=10)), PRICE, lang) as watch:
        watch.chunk(FILL)
        watch.chunk(FILL)
        watch.report(LINE)
        watch.report(replace_status("stopped"))
    return stream.getvalue()


def replace_status(status: str) -> ReportLine:
    """Return the line of a report that ended otherwise."""
    return LINE.model_copy(update={"status": status, "source": "in/乙.txt"})


def test_a_terminal_shows_all_that_can_be_counted(monkeypatch):
    """Reports, chunks, tokens, cost, findings, time left; and a line a report above."""
    told = watched(monkeypatch, Terminal(), "en")
    assert "甲.txt  complete  7 of 9 numbers verified  1 omitted" in told
    assert "1 of 2 reports, 2 of 10 chunks, 100k + 18k tokens, 0.3440 CNY, 2 open, about " in told
    assert " left" in told
    assert "乙" not in told


@pytest.mark.parametrize("stream", [Terminal, io.StringIO], ids=["terminal", "plain"])
@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "the endpoint asks to wait; going on in 2 min"), ("zh", "接口要求等待，2 分钟后继续")],
)
def test_it_is_told_why_a_run_stands_still(stream, lang, words, monkeypatch):
    """On a terminal and elsewhere."""
    out = stream()
    monkeypatch.setattr(sys, "stderr", out)
    monkeypatch.setenv("COLUMNS", "160")
    with console.Watch(planned(COST), PRICE, lang) as watch:
        watch.paused(120.0)
    assert words in out.getvalue()


def test_where_there_is_no_terminal_lines_are_plain(monkeypatch):
    """A line a report, and now and then one about the whole; no control character."""
    monkeypatch.setattr(console, "PLAIN_SECONDS", 1e9)
    assert watched(monkeypatch, io.StringIO(), "en") == "甲.txt  complete  7 of 9 numbers verified  1 omitted\n"
    monkeypatch.setattr(console, "PLAIN_SECONDS", 0)
    told = watched(monkeypatch, io.StringIO(), "zh").splitlines()
    assert told[0].startswith("报告 0/2，分段 1/10，词元 50k + 9000，0.1720 CNY，0 个待处理，约剩 ")
    assert all(line.isprintable() for line in told)


@pytest.mark.parametrize(
    ("summary", "lines"),
    [
        (Summary(Counter(complete=5)), ["5 reports, 0 need you"]),
        (Summary(Counter(complete=3, partial=1, stopped=2), waiting=2, reviewable=2, calls=7, usage=Usage(9, 0, 3), cost="1 CNY"),
         ["7 calls, 9 + 3 tokens; cost 1 CNY", "the same command asks again about what failed, and about nothing else",
          "2 reports are not done", "4 reports, 2 need you", "review: extractor review open out"]),
        (Summary(Counter(unreadable=1), waiting=1), ["1 reports, 1 need you"]),
    ],
)  # fmt: skip
def test_after_it_all(summary, lines):
    """How many need somebody, the command for it, what was spent, what is left."""
    assert console.closing_lines(summary, Path("out"), "en") == lines


@pytest.mark.parametrize(
    ("counts", "strict", "code"),
    [
        ({"complete": 2}, False, 0),
        ({"complete": 2}, True, 1),
        ({"complete": 1, "partial": 1}, False, 1),
        ({"unreadable": 2}, False, 2),
        ({"unreadable": 1, "complete": 1}, False, 1),
    ],
)
def test_the_exit_code_says_the_same(counts, strict, code):
    """0 all complete, 1 somebody is needed, 2 nothing could be read."""
    assert Summary(Counter(counts), waiting=1).exit_code(strict=strict) == code
