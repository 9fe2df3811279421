"""Two workers against one: PDF reports on a cluster of this machine, whose endpoint is not the limit.

Each report is the seeds' text as a PDF, which takes a worker about a second and an endpoint that answers at once a few
milliseconds. The clusters are started before the clock; the same reports go through one worker, two, and one and two
again, so that what else the machine does falls on both. The limit is what the machine itself gives: in the same round
plain processes, one and two, do the workers' part of the same reports, and nobody asks anything. With fewer than three
cores free the workers share them with the process that asks, the scheduler and the endpoint.

`python bench/cluster.py [--reports 24] [--rounds 3]` prints a markdown table.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)  # else the files beside this one would stand in for modules of the same name

from bench.batch import reports  # noqa: E402 - after the path

SENTENCES = 60


class Quiet:
    """Nobody watches."""

    def chunk(self, fill: object) -> None:
        """Say nothing."""

    def report(self, line: object) -> None:
        """Say nothing."""

    def held(self, requests: int) -> None:
        """Say nothing."""

    def paused(self, seconds: float) -> None:
        """Say nothing."""

    def stopping(self, calls: int) -> None:
        """Say nothing."""


def write_pdf(path: Path, text: str) -> None:
    """Write a text as a PDF of A4 pages, in a font that every reader of PDF has."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas, y = Canvas(str(path), pagesize=A4), 800
    for line in text.splitlines():
        for at in range(0, len(line), 38):
            if y < 60:
                canvas.showPage()
                y = 800
            canvas.setFont("STSong-Light", 12)
            canvas.drawString(60, y, line[at : at + 38])
            y -= 18
    canvas.save()


def seconds(folder: Path, workers: int, turn: int) -> tuple[float, float]:
    """Run the batch on so many workers; returns the seconds from when they are ready, and the CPU of this process."""
    distributed: Any = import_module("distributed")  # it ships no types
    from extractor.batch import run_batch
    from extractor.cluster import Cluster
    from extractor.inputs import find_reports
    from extractor.llm.fake import FakeEndpoint
    from extractor.plan import plan

    out, began = folder / f"out {workers} {turn}", [0.0, 0.0]
    out.mkdir()
    settings = FakeEndpoint().settings(folder / f"cache {workers} {turn}")

    @asynccontextmanager
    async def workshop() -> AsyncIterator[Cluster]:
        options = {"host": "127.0.0.1", "n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
        async with (
            distributed.LocalCluster(**options, asynchronous=True, silence_logs=50) as here,
            distributed.Client(here, asynchronous=True) as client,
        ):
            await client.wait_for_workers(workers)
            await client.run(_warm)
            began[:] = time.monotonic(), time.process_time()
            yield Cluster(client, "local", workers)
            began[:] = time.monotonic() - began[0], time.process_time() - began[1]

    planned = plan(find_reports([str(folder / "in")]), settings, out)
    summary = run_batch(planned, settings, out, Quiet(), workshop=workshop)
    assert summary.statuses == {"complete": len(planned.todo)}, summary.statuses
    return began[0], began[1]


def alone(folder: Path, processes: int) -> float:
    """Do the workers' part in plain processes; returns the seconds from when they are ready."""
    files = sorted((folder / "in").iterdir())
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=_warm) as pool:
        list(pool.map(time.sleep, [0.1] * processes))
        began = time.monotonic()
        list(pool.map(_both_halves, files))
        return time.monotonic() - began


def _both_halves(file: Path) -> None:
    from extractor.halves import conclude_text, prepare_bytes
    from extractor.pool import NOBODY

    conclude_text(prepare_bytes(file.read_bytes(), file.name, None, 300), (), NOBODY)


def _warm() -> None:
    """Load what a worker needs."""
    from extractor.pool import rehearse

    rehearse()


def table(number: int, rounds: int) -> Iterator[str]:
    """Measure and yield the rows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        for n, text in zip(range(number), reports(SENTENCES), strict=False):
            write_pdf(folder / "in" / f"{n}.pdf", text)
        what = f"{number} PDF reports of {SENTENCES} sentences; load of the machine before: {os.getloadavg()[0]:.1f}"
        yield f"| {what} | one worker | two | ratio | plain processes, one | two | ratio |"
        yield "|---|---|---|---|---|---|---|"
        sums = [0.0] * 4
        for turn in range(rounds):
            one, two = seconds(folder, 1, turn), seconds(folder, 2, turn)
            times = [one[0], two[0], alone(folder, 1), alone(folder, 2)]
            sums = [a + b for a, b in zip(sums, times, strict=True)]
            cpu = f"CPU of the process that asks: {one[1]:.1f} s, {two[1]:.1f} s"
            yield _row(f"round {turn + 1}; {cpu}", times)
        yield _row("all rounds", sums)


def _row(name: str, times: list[float]) -> str:
    one, two, plain, plain_two = times
    return (
        f"| {name} | {one:.1f} s | {two:.1f} s | {one / two:.2f} "
        f"| {plain:.1f} s | {plain_two:.1f} s | {plain / plain_two:.2f} |"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    for row in table(given.reports, given.rounds):
        print(row, flush=True)


if __name__ == "__main__":
    main()
