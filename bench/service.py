"""The service under load, with a real client on this machine.

200 submissions of the five seeds at once against a scripted endpoint, while jobs are looked at; then checks. Prints a
table; exits 1 where a limit is missed: reports lost, the 99th percentile of GET, checks a second.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp

ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)  # else the files beside this one would stand in for modules of the same name

from tests.llm import server as fake  # noqa: E402 - after the path is put right

REPORTS, LOOKERS, CHECKERS, CHECK_SECONDS = 200, 8, 32, 8.0
MOST_GET_MS, LEAST_CHECKS = 50.0, 200.0
CODE = "from extractor.cli import main; main()"


def start(cache: str, url: str) -> tuple[subprocess.Popen[str], str, dict[str, str]]:
    """Start the service; returns the process, its address and the headers that let a client in."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("EXTRACTOR_", "OPENAI_"))}
    environ |= {"EXTRACTOR_BASE_URL": url, "EXTRACTOR_MODEL": "fake", "EXTRACTOR_CACHE_DIR": cache}
    environ |= {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    add = [sys.executable, "-c", CODE, "token", "add", "bench", "--per-minute", "10000000"]
    secret = subprocess.run(add, env=environ, capture_output=True, text=True, check=True).stdout.strip()
    serve = [sys.executable, "-c", CODE, "serve", "--port", "0"]
    process = subprocess.Popen(serve, env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    return process, process.stdout.readline().split()[-1], {"authorization": f"Bearer {secret}"}


async def submissions(client: aiohttp.ClientSession) -> tuple[int, float, list[float]]:
    """Hand in everything at once and look until all is done; returns the lost, the seconds, and ms of each GET."""
    seeds = sorted((ROOT / "seeds").glob("*.txt"))
    began, looks = time.perf_counter(), list[float]()

    async def send(n: int) -> str:
        form = aiohttp.FormData()
        form.add_field("file", seeds[n % len(seeds)].read_bytes(), filename=seeds[n % len(seeds)].name)
        async with client.post("/v1/reports", data=form, headers={"Idempotency-Key": f"bench-{n}"}) as answer:
            assert answer.status == 202, await answer.text()
            return str((await answer.json())["id"])

    waiting: set[str] = set()
    sending = [asyncio.create_task(send(n)) for n in range(REPORTS)]

    async def look() -> None:
        """Look at jobs in turn, one GET after the other, until all are done."""
        while not all(task.done() for task in sending) or waiting:
            known = list(waiting)[:20] or ["0" * 32]
            for id in known:
                clock = time.perf_counter()
                async with client.get(f"/v1/reports/{id}") as answer:
                    job = await answer.json()
                looks.append(1000 * (time.perf_counter() - clock))
                if job.get("state") in {"done", "failed"}:
                    waiting.discard(id)
                await asyncio.sleep(0.02)

    for task in sending:
        task.add_done_callback(lambda done: waiting.add(done.result()))
    await asyncio.gather(*sending, *(look() for _ in range(LOOKERS)))
    seconds = time.perf_counter() - began
    states = [await _job(client, task.result()) for task in sending]
    return sum(state != "complete" for state in states), seconds, looks


async def _job(client: aiohttp.ClientSession, id: str) -> str:
    async with client.get(f"/v1/reports/{id}/result") as answer:
        return str((await answer.json())["run"]["status"]) if answer.status == 200 else "lost"


def bodies(most: int) -> list[bytes]:
    """Return a request to check for each seed: its text and so many of its true claims."""
    found = []
    for path in sorted((ROOT / "tests" / "golden").glob("*.anchored.json")):
        result = json.loads(path.read_text(encoding="utf-8"))
        claims = [
            {**{key: i[key] for key in ("name", "value_text", "unit")}, "quote": i["evidence"][0]["quote"]}
            for i in result["report"]["indicators"][:most]
        ]
        found.append(json.dumps({"claims": claims, "source": result["source"]["text"]}, ensure_ascii=False).encode())
    return found


async def checks(client: aiohttp.ClientSession, requests: list[bytes]) -> tuple[float, list[float]]:
    """Check for some seconds, many at a time; returns the checks a second and ms of each."""
    taken, until = list[float](), time.perf_counter() + CHECK_SECONDS

    async def check(n: int) -> None:
        while time.perf_counter() < until:
            clock, n = time.perf_counter(), n + 1
            headers = {"content-type": "application/json"}
            async with client.post("/v1/check", data=requests[n % len(requests)], headers=headers) as answer:
                assert answer.status == 200, await answer.text()
                await answer.read()
            taken.append(1000 * (time.perf_counter() - clock))

    await asyncio.gather(*(check(n) for n in range(CHECKERS)))
    return len(taken) / CHECK_SECONDS, taken


def cpu_seconds(pid: int) -> float:
    """Return what a process and those beside it have used of the processors so far; 0 where /proc does not say."""
    tasks = Path(f"/proc/{pid}/task")
    if not tasks.exists():
        return 0.0
    children = [int(n) for place in tasks.glob("*/children") for n in place.read_text().split()]
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK") + sum(map(cpu_seconds, children))


def percentile(values: list[float], part: float) -> float:
    """Return the value that this part of the values does not exceed."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


async def measure(address: str, headers: dict[str, str], asked: Callable[[], int], used: Callable[[], float]) -> bool:
    """Print the table; False if a limit is missed."""
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(address, headers=headers, connector=connector) as client:
        await _ready(lambda: checks_once(client))
        lost, seconds, looks = await submissions(client)
        worst = percentile(looks, 0.99)
        print(f"{REPORTS} submissions at once: {lost} lost, all done in {seconds:.1f} s, {asked()} calls to the model")
        print(f"GET of a job meanwhile: {len(looks)}, median {percentile(looks, 0.5):.1f} ms, 99 % {worst:.1f} ms")
        rates = {}
        for most in (1, 10, 1000):
            before = used()
            rates[most], taken = await checks(client, bodies(most))
            cpu = 1000 * (used() - before) / len(taken)
            shown = f"median {percentile(taken, 0.5):.0f} ms, 99 % {percentile(taken, 0.99):.0f} ms"
            what = "all claims" if most == 1000 else f"{most} claim{'s' * (most > 1)}"
            print(f"/v1/check, {what} of a seed: {rates[most]:.0f} a second, {cpu:.1f} ms of CPU each, {shown}")
    return not lost and worst <= MOST_GET_MS and rates[10] >= LEAST_CHECKS


async def checks_once(client: aiohttp.ClientSession) -> None:
    """Wake every process."""
    await asyncio.gather(*(client.post("/v1/check", json={"claims": [], "source": "7件"}) for _ in range(8)))


async def _ready(wake: Callable[[], Awaitable[Any]]) -> None:
    for _ in range(5):
        await wake()
        await asyncio.sleep(1)


def main() -> None:
    """Measure."""
    with tempfile.TemporaryDirectory() as cache, fake.serve(fake.hang(0.05)) as server:
        process, address, headers = start(cache, server.url)
        try:
            good = asyncio.run(measure(address, headers, lambda: server.count, lambda: cpu_seconds(process.pid)))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
