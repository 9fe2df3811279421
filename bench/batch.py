"""A batch of thousands of generated reports: throughput, memory over time, rerun, and going on after kill -9.

The reports are the seeds cut into sentences and put together anew under the seeds' headings, with other digits in
each: real text, and no chunk comes twice. A loopback endpoint in a process of its own answers at once, so that the
figures are those of this program. Each run is `extractor run` in a process of its own; the memory of it and of those
that it starts is read from /proc, so this runs on Linux only. CPU seconds are given beside those of the clock, for
machines that have other things to do.

`python bench/batch.py [--reports 1000] [--sentences 8]` prints a markdown table.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)  # else the files beside this one would stand in for modules of the same name

from bench.endpoint import endpoint, spent  # noqa: E402 - after the path

CONCURRENCY, SAMPLE_SECONDS, MOST_BROKEN = 32, 0.1, 400
HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\([一二三四五六七八九十]{1,3}\)")
Stop = Callable[[subprocess.Popen[bytes], int], None]


def reports(sentences: int) -> Iterator[str]:
    """Yield reports without end: a seed's title and headings, with so many sentences of all seeds under them."""
    seeds = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    lines = [[line.strip() for line in seed.splitlines() if line.strip()] for seed in seeds]
    pieces = [piece for seed in lines for line in seed for piece in re.findall("[^。]+。", line)]
    for number in count():
        chance = random.Random(number)
        seed = lines[number % len(lines)]
        headings = [line for line in seed if HEADING.match(line) and len(line) < 30] or ["一、工作情况"]
        body: list[list[str]] = [[] for _ in headings]
        for piece in chance.sample(pieces, sentences):
            chance.choice(body).append(_other_digits(piece, chance))
        parts = (f"{heading}\n{''.join(under)}\n" for heading, under in zip(headings, body, strict=True))
        yield f"{seed[0]}\n{''.join(parts)}"


def _other_digits(text: str, chance: random.Random) -> str:
    return re.sub("[0-9]", lambda _: str(chance.randint(1, 9)), text)


@dataclass(frozen=True)
class Run:
    """What a run took, start to end: seconds, CPU seconds, exit code, reports told, and (reports, MB) over time."""

    seconds: float
    cpu: float
    code: int
    reports: int
    memory: tuple[tuple[int, float], ...]

    def told(self, reports: int) -> str:
        """Write its time for the table."""
        return f"{self.seconds:.1f} s, {reports / self.seconds:.1f} reports/s; CPU {self.cpu:.1f} s"

    def at(self, tenth: int, of: int) -> float:
        """Return the mean memory in MB while a tenth of the reports was told."""
        inside = [mb for told, mb in self.memory if tenth * of <= told * 10 < (tenth + 1) * of]
        return sum(inside) / len(inside) if inside else float("nan")


def run(folder: Path, url: str, inputs: str, out: str, cache: str, stop: Stop = lambda *_: None) -> Run:
    """Run a batch to its end, or to what `stop` makes of it."""
    settings = {"BASE_URL": f"{url}/v1", "MODEL": "fake", "CACHE_DIR": str(folder / cache)}
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("EXTRACTOR_", "OPENAI_"))}
    environ |= {f"EXTRACTOR_{name}": value for name, value in settings.items()} | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", "from extractor.cli import main\nmain()", "run", inputs, "--out", out]
    began, cpu, memory, told = time.monotonic(), spent(), [], [0]

    def follow(stream: Iterator[bytes]) -> None:
        for line in stream:
            told[0] += b".txt  " in line

    command += ["--concurrency", str(CONCURRENCY)]
    with subprocess.Popen(
        command, cwd=folder, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        follower = Thread(target=follow, args=(process.stderr,))
        follower.start()
        while process.poll() is None:
            memory.append((told[0], resident(process.pid)))
            stop(process, told[0])
            time.sleep(SAMPLE_SECONDS)
        seconds = time.monotonic() - began
        follower.join()
    return Run(seconds, spent() - cpu, process.returncode, told[0], tuple(memory))


def resident(pid: int) -> float:
    """Return the memory of a process and of those it has started, in MB; 0 once it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        tasks = list(Path(f"/proc/{pid}/task").glob("*/children"))
        children = [child for task in tasks for child in task.read_text().split()]
    except OSError:
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return (int(found[1]) / 1024 if found else 0.0) + sum(resident(int(child)) for child in children)


def asked(url: str) -> int:
    """Return how many requests came since the last time."""
    with urlopen(f"{url}/stats") as answer:
        return int(json.load(answer)["requests"])


def table(number: int, sentences: int) -> Iterator[str]:
    """Measure and yield the rows."""
    part = min(MOST_BROKEN, max(10, number // 4))
    with tempfile.TemporaryDirectory() as name, endpoint(0.0, lasting=6 * 3600) as url:
        folder = Path(name)
        (folder / "in").mkdir()
        (folder / "part").mkdir()
        for n, text in zip(range(number), reports(sentences), strict=False):
            for place in ("in", "part") if n < part else ("in",):
                (folder / place / f"{n:05}.txt").write_text(text, encoding="utf-8")
        size = sum(len(path.read_text(encoding="utf-8")) for path in (folder / "in").iterdir()) // number
        what = f"{number:,} reports of {size} characters, {CONCURRENCY} calls in flight, answered at once"
        yield f"| {what} | figure (load of the machine before: {os.getloadavg()[0]:.1f}) |"
        yield "|---|---|"
        whole = run(folder, url, "in", "out", "cache")
        calls = asked(url)
        assert (whole.code, whole.reports) == (0, number), whole.code
        yield f"| the first run, with its estimate | {whole.told(number)} |"
        yield f"| calls | {calls:,}, {calls / whole.seconds:.0f} a second |"
        second, tenth = whole.at(1, number), whole.at(9, number)
        yield f"| memory in the second tenth, in the last | {second:.0f} MB, {tenth:.0f} MB ({tenth / second:.2f}) |"
        rerun = run(folder, url, "in", "out", "cache")
        assert (rerun.code, rerun.reports) == (0, 0)
        yield f"| rerun of what is done | {rerun.told(number)} |"
        yield f"| calls of the rerun | {asked(url)} |"
        kept = {path.name: path.read_bytes() for path in (folder / "out").glob("0*.json") if int(path.stem) < part}

        def kill(process: subprocess.Popen[bytes], told: int) -> None:
            if told >= part // 2:
                process.kill()

        broken = run(folder, url, "part", "broken", "cache of the broken run", kill)
        before = asked(url)
        resumed = run(folder, url, "part", "broken", "cache of the broken run")
        after = asked(url)
        needed = sum(len(json.loads(body)["run"]["chunks"]) for body in kept.values())
        same = kept == {path.name: path.read_bytes() for path in (folder / "broken").glob("0*.json")}
        yield f"| {part} reports, kill -9 after | {broken.reports} reports, {before:,} calls |"
        yield f"| the run that goes on | {resumed.seconds:.0f} s, {after:,} calls |"
        yield f"| calls of both, of an unbroken run | {before + after:,}, {needed:,} |"
        yield f"| results as those of the unbroken run, byte for byte | {'yes' if same else 'NO'} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--sentences", type=int, default=8, help="of each report")
    options = parser.parse_args()
    for row in table(options.reports, options.sentences):
        print(row, flush=True)


if __name__ == "__main__":
    main()
