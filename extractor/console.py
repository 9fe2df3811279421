"""What a run says to the person who started it: the line before, the progress, the line after.

In: a plan, what happens, a summary. Out: lines on standard output and, on a terminal, a progress bar on standard
error; where there is no terminal, plain lines. Chinese under a zh locale, else English.
"""

import sys
from collections.abc import Iterator
from pathlib import Path, PurePath
from time import monotonic
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from extractor.console_text import phrase
from extractor.estimate import Estimate
from extractor.llm.ledger import NO_USAGE, Usage
from extractor.llm.prices import Price, find_price
from extractor.manifest import STOPPED
from extractor.plan import Plan
from extractor.review.terminal import visible
from extractor.settings import Endpoint
from extractor.summary import Summary
from schemas.answer import ChunkFill
from schemas.finding import Verdict
from schemas.manifest import ReportLine
from schemas.result import RunStatus

PLAIN_SECONDS = 30.0
SLOW_SECONDS = 2 * 3600


def duration(seconds: float, lang: str) -> str:
    """Write a time span for people.

    >>> duration(40, "en"), duration(400, "zh")
    ('40 s', '7 分钟')
    """
    if seconds < 90:
        return phrase("seconds", lang, n=seconds)
    return phrase("minutes", lang, n=seconds / 60) if seconds < 5400 else phrase("hours", lang, n=seconds / 3600)


def tell_plan(planned: Plan, endpoint: Endpoint, lang: str) -> None:
    """Say where the text is sent, what that takes and about how long, and how many reports are done, before it is."""
    for line in opening_lines(planned, endpoint, lang):
        print(line, flush=True)  # noqa: T201 - this is the console


def opening_lines(planned: Plan, endpoint: Endpoint, lang: str) -> list[str]:
    """Return the lines that a run begins with."""
    cost, price = planned.estimate, find_price(endpoint)
    money = price.told(Usage(round(cost.prompt), 0, round(cost.completion))) if price else None
    host = endpoint.host if endpoint.base_url else phrase("this machine (embedded model)", lang)
    line = phrase(
        "begin",
        lang,
        reports=f"{len(planned.todo) + len(planned.done):,}",
        calls=_about(cost.calls, cost, lang),
        quantities=_about(cost.quantities, cost, lang),
        into=thousands(cost.prompt),
        out=thousands(cost.completion),
        time=duration(cost.seconds, lang),
        cost=phrase("for about", lang, cost=money) if money else "",
        host=host,
        done=phrase("done", lang, n=len(planned.done)) if planned.done else "",
    )
    slow = endpoint.base_url is None and cost.seconds > SLOW_SECONDS
    return [line, phrase("slow", lang, time=duration(cost.seconds, lang))] if slow else [line]


def _about(number: float, cost: Estimate, lang: str) -> str:
    return (phrase("about", lang) if cost.sampled else "") + f"{round(number):,}"


def thousands(number: float) -> str:
    """Write a count of tokens in short.

    >>> thousands(940), thousands(12_345), thousands(3_400_000)
    ('940', '12k', '3.4M')
    """
    if number < 10_000:
        return f"{number:.0f}"
    return f"{number / 1000:.0f}k" if number < 1_000_000 else f"{number / 1_000_000:.1f}M"


def closing_lines(summary: Summary, out: Path, lang: str) -> list[str]:
    """Say what the run took, what is left, and last how many reports need a person, and the command to look at them."""
    lines = []
    if summary.calls or summary.stored:
        usage, stored = summary.usage, phrase("stored", lang, n=summary.stored) if summary.stored else ""
        spent = phrase("spent", lang, calls=summary.calls, into=usage.prompt, out=usage.completion, stored=stored)
        lines.append(spent + (phrase("cost", lang, cost=summary.cost) if summary.cost and summary.calls else ""))
    if summary.unanswered:
        lines.append(phrase("unanswered", lang, n=summary.unanswered))
    if summary.statuses[RunStatus.PARTIAL] or summary.statuses[RunStatus.FAILED]:
        lines.append(phrase("again", lang))
    if left := summary.statuses[STOPPED]:
        lines.append(phrase("not done", lang, n=left))
    lines.append(phrase("end", lang, reports=summary.reports, open=summary.waiting))
    if summary.reviewable:
        lines.append(phrase("review", lang, command=f"extractor review open {_quoted(str(out))}"))
    return lines


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path


def report_line(line: ReportLine, lang: str) -> str:
    """Describe one finished report in one line."""
    parts = [visible(PurePath(line.source).name), phrase(line.status, lang)]
    if line.findings:
        all_found = sum(n for verdict, n in line.findings.items() if verdict != Verdict.OMITTED)
        parts.append(phrase("verified", lang, n=line.findings.get(Verdict.VERIFIED, 0), all=all_found))
        if omitted := line.findings.get(Verdict.OMITTED):
            parts.append(phrase("omitted", lang, n=omitted))
    if line.reason:
        parts.append(visible(line.reason))
    return "  ".join(parts)


class Watch:
    """Follow a batch: a line per finished report and, on a terminal, a bar with all that can be counted below them.

    Where there is no terminal, a line tells the same every half minute.
    """

    def __init__(self, planned: Plan, price: Price | None, lang: str) -> None:
        self._reports, self._chunks, self._price, self._lang = len(planned.todo), planned.estimate.calls, price, lang
        self._done = self._answered = self._open = 0
        self._usage = NO_USAGE
        self._began = self._told = monotonic()
        self._progress = Progress(
            BarColumn(bar_width=20),
            TextColumn("{task.description}", markup=False),
            console=Console(file=sys.stderr),
            disable=not sys.stderr.isatty(),
        )
        self._task = self._progress.add_task(self._line(), total=self._chunks or None)

    def __enter__(self) -> "Watch":
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._done == self._reports:
            self._chunks = self._answered
        self._show()
        self._progress.stop()

    def chunk(self, fill: ChunkFill) -> None:
        """Count an answer."""
        self._answered += 1
        self._chunks = max(self._chunks, self._answered)
        self._usage += Usage(fill.bill.prompt, fill.bill.cached, fill.bill.completion)
        self._show()

    def report(self, line: ReportLine) -> None:
        """Print the report's line above the bar; of one that a stopped run did not do, none."""
        if line.status == STOPPED:
            return
        self._done += 1
        self._open += line.open
        self._print(report_line(line, self._lang))
        self._show()

    def held(self, requests: int) -> None:
        """Warn of questions that are with the provider's batch service."""
        self._print(phrase("held", self._lang, n=requests))

    def paused(self, seconds: float) -> None:
        """Say why nothing happens for a while."""
        self._print(phrase("paused", self._lang, time=duration(seconds, self._lang)))

    def stopping(self, calls: int) -> None:
        """Say that the run ends, and what it still waits for."""
        self._print(phrase("stopping", self._lang, n=calls))

    def _show(self) -> None:
        if not self._progress.disable:
            total = self._chunks or None
            self._progress.update(self._task, description=self._line(), completed=self._answered, total=total)
        elif monotonic() - self._told >= PLAIN_SECONDS:
            self._told = monotonic()
            self._print(self._line())

    def _line(self) -> str:
        """Say how far the batch is."""
        parts = [
            phrase("reports of", self._lang, n=f"{self._done:,}", all=f"{self._reports:,}"),
            phrase("chunks of", self._lang, n=f"{self._answered:,}", all=f"{round(self._chunks):,}"),
            phrase("tokens", self._lang, into=thousands(self._usage.prompt), out=thousands(self._usage.completion)),
            *([self._price.told(self._usage)] if self._price else ()),
            phrase("open of", self._lang, open=f"{self._open:,}"),
        ]
        return phrase("dot", self._lang).join([*parts, *self._left()])

    def _left(self) -> Iterator[str]:
        """Reckon how long it still takes, by the chunks."""
        if 0 < self._answered < self._chunks:
            seconds = (monotonic() - self._began) * (self._chunks - self._answered) / self._answered
            yield phrase("left", self._lang, time=duration(seconds, self._lang))

    def _print(self, line: str) -> None:
        if self._progress.disable:
            print(line, file=sys.stderr, flush=True)  # noqa: T201 - this is the console
        else:
            self._progress.console.print(line, markup=False, highlight=False)


class Download:
    """A progress bar in bytes; where there is no terminal, a line every tenth."""

    def __init__(self, lang: str) -> None:
        self._lang, self._tenth = lang, 0
        self._progress = Progress(
            TextColumn(phrase("fetching", lang)),
            BarColumn(),
            DownloadColumn(),
            TimeRemainingColumn(),
            console=Console(file=sys.stderr),
            disable=not sys.stderr.isatty(),
        )
        self._task = self._progress.add_task("", total=None)

    def __enter__(self) -> "Download":
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._progress.stop()

    def __call__(self, done: int, size: int) -> None:
        """Show how much of the file has come."""
        self._progress.update(self._task, completed=done, total=size)
        if self._progress.disable and done * 10 // size > self._tenth:
            self._tenth = done * 10 // size
            print(f"{phrase('fetching', self._lang)} {self._tenth}0 %", file=sys.stderr, flush=True)  # noqa: T201
