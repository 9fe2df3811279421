"""A batch against a slow endpoint: how close to the ideal, and what a call costs this machine.

An endpoint in a process of its own answers each request after a fixed latency. Ideal is ceil(calls / concurrency)
times that latency; the time counts from the arrival of the first request to the sending of the last answer. CPU is
that of this program alone, divided by the calls: once for the asking, once for the whole batch, with the processes that
read and check. `python bench/endpoint.py profile` shows where the CPU of the asking goes.
"""

import asyncio
import cProfile
import json
import os
import pstats
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import count
from multiprocessing import active_children
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
if sys.path[0] == str(ROOT / "bench"):
    sys.path[0] = str(ROOT)  # else `numbers.py` there would stand in for the standard library's

from extractor.anchors import Passage  # noqa: E402 - after the path is put right
from extractor.pipeline import prepare  # noqa: E402 - the same
from extractor.source.read import read_text  # noqa: E402 - the same

CALLS, CONCURRENCY, CHUNK = 1280, 64, 300
SEEDS = ROOT / "seeds"
LATENCIES = (1.0, 0.2)
TARGET_WALL, TARGET_CPU_MS = 1.05, 4.0
LAYERS = {
    "wire: httpx2, aiohttp": ("/httpx2/", "/aiohttp/", "/yarl/", "/multidict/", "/anyio/"),
    "wire: openai": ("/openai/",),
    "schema and re-ask: instructor": ("/instructor/", "/jinja2/"),
    "waiting: asyncio, selectors": ("/asyncio/", "selectors.py"),
    "answer models: pydantic": ("/pydantic/", "/typing.py", "/typing_extensions.py", "/annotated_types/"),
    "stores: sqlite, diskcache, keys": ("/diskcache/", "sqlite3", "/llm/ledger.py", "/llm/cache.py", "/json/"),
    "retry: tenacity": ("/tenacity/",),
    "ours": ("/extractor/", "/schemas/"),
}


def serve(latency: float, lasting: float) -> None:
    """Answer every request in its own schema after `latency` seconds; tell when the first came and the last went.

    Ends by itself after `lasting` seconds.
    """
    from aiohttp import web

    seen = {"first": 0.0, "last": 0.0, "requests": 0}

    async def answer(request: web.Request) -> web.Response:
        seen["first"] = seen["first"] or time.monotonic()
        seen["requests"] += 1
        schema = (await request.json())["response_format"]["json_schema"]["schema"]
        await asyncio.sleep(latency)
        message = {"role": "assistant", "content": json.dumps(dict.fromkeys(schema["required"], "办结案件"))}
        seen["last"] = time.monotonic()
        usage = {"prompt_tokens": 600, "completion_tokens": 60, "total_tokens": 660}
        choices = [{"index": 0, "finish_reason": "stop", "message": message}]
        parts = {"id": "1", "object": "chat.completion", "created": 1, "model": "fake", "choices": choices}
        return web.json_response(parts | {"usage": usage})

    async def stats(_: web.Request) -> web.Response:
        told = dict(seen)
        seen.update(first=0.0, last=0.0, requests=0)
        return web.json_response(told)

    async def run() -> None:
        app = web.Application(client_max_size=1 << 26)
        app.add_routes([web.post("/v1/chat/completions", answer), web.get("/stats", stats)])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0, backlog=256).start()
        print(runner.addresses[0][1], flush=True)
        await asyncio.sleep(lasting)

    asyncio.run(run())


@contextmanager
def endpoint(latency: float, lasting: float = 600.0) -> Iterator[str]:
    """Run the endpoint in a process of its own; yields its address."""
    command = [sys.executable, __file__, "serve", str(latency), str(lasting)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


@dataclass(frozen=True)
class Run:
    """What one run took: seconds as the endpoint saw it, CPU milliseconds a call, requests, ideal seconds."""

    seconds: float
    cpu_ms: float
    requests: int
    ideal: float


def measure(url: str, latency: float, cpu: float) -> Run:
    """Ask the endpoint what it saw."""
    with urlopen(f"{url}/stats") as answer:
        seen = json.load(answer)
    requests = seen["requests"]
    ideal = -(-requests // CONCURRENCY) * latency
    return Run(seen["last"] - seen["first"], cpu * 1000 / requests, requests, ideal)


def spent() -> float:
    """Return the CPU seconds of all processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _numbered(n: int, hit: re.Match[str]) -> str:
    return f"，涉及{n * 1000 + hit.start()}户。"


def reports() -> Iterator[str]:
    """Yield the seeds again and again, each time with other numbers in each sentence, so that no chunk comes twice."""
    seeds = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    for n in count(100):
        yield re.sub("。", partial(_numbered, n), seeds[n % len(seeds)])


@cache
def workload() -> list[tuple[str, tuple[Passage, ...]]]:
    """Return reports with the passages that will be asked about, `CALLS` of them or a few more."""
    chosen: list[tuple[str, tuple[Passage, ...]]] = []
    for text in reports():
        passages = prepare(read_text(text), CHUNK)[1]
        chosen.append((text, tuple(passage for passage in passages if passage.anchors)))
        if sum(len(asked) for _, asked in chosen) >= CALLS:
            return chosen
    raise AssertionError


def ask_only(url: str, latency: float, profiler: cProfile.Profile | None = None) -> Run:
    """Fill the passages of all reports: gateway, stores and instructor, and nothing else."""
    from extractor.collector import seldom_collected
    from extractor.llm.cache import AnswerCache
    from extractor.llm.fill import Asker
    from extractor.llm.gateway import Gateway
    from extractor.llm.ledger import Ledger
    from extractor.settings import Endpoint

    at = Endpoint("fake", f"{url}/v1", concurrency=CONCURRENCY, chunk_size=CHUNK)
    passages = [passage for _, asked in workload() for passage in asked][:CALLS]

    async def fill(folder: Path) -> float:
        with closing(AnswerCache(folder / "answers")) as cache, closing(Ledger(folder)) as ledger:
            async with Gateway(at, lambda: f"{url}/v1", cache, ledger) as gateway:
                asker = Asker(at, gateway)
                await asker.fill([replace(p, anchors=p.anchors[:1]) for p in passages[:1]])  # imports, once
                await asyncio.to_thread(measure, url, latency, 0.0)
                began = time.process_time()
                with seldom_collected(), profiler or nullcontext():
                    filled = await asker.fill(passages)
                took = time.process_time() - began
                assert all(f.fills for f in filled)
                return took

    with tempfile.TemporaryDirectory() as folder:
        cpu = asyncio.run(fill(Path(folder)))
    return measure(url, latency, cpu)


def whole_batch(url: str, latency: float) -> Run:
    """Run `extractor run` over a folder of reports, as a user does."""
    from extractor.batch import run_batch
    from extractor.inputs import find_reports
    from extractor.plan import plan
    from extractor.settings import Endpoint, Settings

    class Quiet:
        def chunk(self, fill: object) -> None: ...
        def report(self, line: object) -> None: ...
        def held(self, requests: int) -> None: ...
        def paused(self, seconds: float) -> None: ...
        def stopping(self, calls: int) -> None: ...

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        (folder / "out").mkdir()
        for n, (text, _) in enumerate(workload()):
            (folder / "in" / f"{n}.txt").write_text(text, encoding="utf-8")
        at = Endpoint("fake", f"{url}/v1", concurrency=CONCURRENCY, chunk_size=CHUNK)
        settings = Settings(at, folder / "cache")
        planned = plan(find_reports([str(folder / "in")]), settings, folder / "out")
        began, beside = time.process_time(), spent()
        summary = run_batch(planned, settings, folder / "out", Quiet())
        while active_children():
            time.sleep(0.01)
        cpu = time.process_time() - began + spent() - beside
        assert summary.statuses == {"complete": len(planned.todo)}
    return measure(url, latency, cpu)


def profile() -> None:
    """Show which layer the CPU of the asking goes to, and the functions that take most."""
    profiler = cProfile.Profile()
    workload()
    with endpoint(0.2) as url:
        ask_only(url, 0.2, profiler)
    stats = pstats.Stats(profiler)
    shares: dict[str, float] = {}
    for function, (_, _, own, _, callers) in stats.stats.items():  # type: ignore[attr-defined]
        if "poll" in function[2]:
            continue
        built_in = function[0] == "~" and callers  # isinstance and its like count where they are called
        parts = {caller: times[2] for caller, times in callers.items()} if built_in else {function: own}
        for place, seconds in parts.items():
            named = (layer for layer, marks in LAYERS.items() if any(mark in f"{place}" for mark in marks))
            layer = next(named, "the rest")
            shares[layer] = shares.get(layer, 0.0) + seconds
    print("| layer | share of CPU |\n|---|---|")
    for layer, own in sorted(shares.items(), key=lambda item: -item[1]):
        print(f"| {layer} | {own / sum(shares.values()):.0%} |")
    stats.sort_stats("tottime").print_stats(15)


def main() -> None:
    """Print the table; exit 1 if a target is missed at the first latency."""
    print(f"{CALLS} calls at concurrency {CONCURRENCY}; load of the machine before: {os.getloadavg()[0]:.1f}\n")
    print("| what | latency s | calls | seconds | x ideal | CPU ms a call |\n|---|---|---|---|---|---|")
    met = True
    for latency in LATENCIES:
        for name, run in (("asking alone", ask_only), ("whole batch", whole_batch)):
            with endpoint(latency) as url:
                took = run(url, latency)
            ratio = took.seconds / took.ideal
            print(f"| {name} | {latency} | {took.requests} | {took.seconds:.2f} | {ratio:.3f} | {took.cpu_ms:.2f} |")
            if latency == LATENCIES[0]:
                met &= ratio <= TARGET_WALL and (run is whole_batch or took.cpu_ms <= TARGET_CPU_MS)
    print(f"\ntargets at {LATENCIES[0]} s: x ideal <= {TARGET_WALL}, CPU of the asking <= {TARGET_CPU_MS} ms a call")
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["serve", latency, lasting]:
            serve(float(latency), float(lasting))
        case ["profile"]:
            profile()
        case _:
            main()
