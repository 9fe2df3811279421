"""What a run says to the person who started it: the line before, the progress, the line after.

In: estimates and outcomes. Out: lines on standard output and, on a terminal, a progress bar on standard error; where
there is no terminal, a plain line per report. Chinese under a zh locale, else English.
"""

import sys
from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from extractor.batch import STOPPED, Estimate
from extractor.console_text import phrase
from extractor.manifest import Outcome, Summary
from extractor.review.terminal import visible
from extractor.settings import Endpoint
from schemas.finding import Verdict


def duration(seconds: float, lang: str) -> str:
    """Write a time span for people.

    >>> duration(40, "en"), duration(400, "zh")
    ('40 s', '7 分钟')
    """
    if seconds < 90:
        return phrase("seconds", lang, n=seconds)
    return phrase("minutes", lang, n=seconds / 60) if seconds < 5400 else phrase("hours", lang, n=seconds / 3600)


def opening_line(reports: int, done: int, estimate: Estimate, endpoint: Endpoint, lang: str) -> str:
    """Say where the text is sent, how many calls that takes and about how long; and how many reports are `done`."""
    host = endpoint.host if endpoint.base_url else phrase("this machine (embedded model)", lang)
    return phrase(
        "begin",
        lang,
        reports=reports,
        calls=estimate.calls,
        quantities=estimate.quantities,
        time=duration(estimate.seconds, lang),
        host=host,
        done=phrase("done", lang, n=done) if done else "",
    )


def closing_lines(summary: Summary, out: Path, lang: str) -> list[str]:
    """Say how many reports need a person, the command to look at them, and what the run took."""
    outcomes = [outcome for outcome in summary.outcomes if outcome.status != STOPPED]
    waiting = [outcome for outcome in outcomes if outcome.needs_you]
    lines = [phrase("end", lang, reports=len(outcomes), open=len(waiting))]
    if any(outcome.result for outcome in waiting):
        lines.append(phrase("review", lang, command=f"extractor review open {_quoted(str(out))}"))
    if summary.calls or summary.stored:
        usage, stored = summary.usage, phrase("stored", lang, n=summary.stored) if summary.stored else ""
        spent = phrase("spent", lang, calls=summary.calls, into=usage.prompt, out=usage.completion, stored=stored)
        lines.append(spent + (phrase("cost", lang, cost=summary.cost) if summary.cost and summary.calls else ""))
    if summary.unanswered:
        lines.append(phrase("unanswered", lang, n=summary.unanswered))
    if any(outcome.reason and outcome.result for outcome in outcomes):
        lines.append(phrase("again", lang))
    if stopped := len(summary.outcomes) - len(outcomes):
        lines.append(phrase("not done", lang, n=stopped))
    return lines


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path


def outcome_line(outcome: Outcome, lang: str) -> str:
    """Describe one finished report in one line."""
    parts = [visible(outcome.file.path.name), phrase(outcome.status, lang)]
    if outcome.findings:
        all_found = sum(n for verdict, n in outcome.findings.items() if verdict != Verdict.OMITTED)
        parts.append(phrase("verified", lang, n=outcome.findings.get(Verdict.VERIFIED, 0), all=all_found))
        if omitted := outcome.findings.get(Verdict.OMITTED):
            parts.append(phrase("omitted", lang, n=omitted))
    if outcome.reason:
        parts.append(outcome.reason)
    return "  ".join(parts)


class Watch:
    """Follow a batch: a bar over all its chunks on a terminal, and a line per finished report."""

    def __init__(self, calls: int, lang: str) -> None:
        self._lang = lang
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(file=sys.stderr),
            disable=not sys.stderr.isatty(),
        )
        self._task = self._progress.add_task(phrase("chunks", lang), total=calls)

    def __enter__(self) -> "Watch":
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._progress.stop()

    def chunk(self) -> None:
        """Move the bar."""
        self._progress.advance(self._task)

    def report(self, outcome: Outcome) -> None:
        """Print the report's line above the bar; of one that a stopped run did not do, none."""
        if outcome.status == STOPPED:
            return
        self._print(outcome_line(outcome, self._lang))

    def held(self, requests: int) -> None:
        """Warn of questions that are with the provider's batch service."""
        self._print(phrase("held", self._lang, n=requests))

    def stopping(self, calls: int) -> None:
        """Say that the run ends, and what it still waits for."""
        self._print(phrase("stopping", self._lang, n=calls))

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
