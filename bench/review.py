"""Measure the review page in a real browser: a report of 40,000 characters with 1,500 claims.

Run `python bench/review.py`; it prints a markdown table and ends with 1 if a limit is passed. It needs a Chromium
(Debian's package) and playwright. `page ready` is from the request to a page that takes keys, a first request after the
report has been read included; a key step is from the key to the next frame that shows its effect.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)  # else the files beside this one would stand in for modules of the same name

import shutil  # noqa: E402 - after the path
import statistics  # noqa: E402 - the same
import tempfile  # noqa: E402 - the same
import threading  # noqa: E402 - the same
import time  # noqa: E402 - the same
from collections.abc import Iterator  # noqa: E402 - the same
from contextlib import contextmanager  # noqa: E402 - the same

import uvicorn  # noqa: E402 - the same
from playwright.sync_api import Page, sync_playwright  # noqa: E402 - the same

from extractor.review.folder import Folder  # noqa: E402 - the same
from extractor.review.labels import Lang  # noqa: E402 - the same
from extractor.review.page import offline_page  # noqa: E402 - the same
from extractor.review.web import make_app  # noqa: E402 - the same
from schemas.result import ReportResult  # noqa: E402 - the same
from tests.review.made import made, write  # noqa: E402 - the same

CHARACTERS, CLAIMS = 40_000, 1_500
READY, STEP, SIZE = 1000, 50, 700_000
ROUNDS = 40
WHO = ("公安机关", "司法行政机关", "市场监管部门", "生态环境部门", "城市管理部门", "交通运输部门", "人社部门")
WHAT = ("办理复议案件", "查处违法案件", "调解矛盾纠纷", "审查规范性文件", "开展执法检查", "受理投诉举报")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
Row = tuple[str, float, float]  # what was measured, the figure, its limit
STEP_SCRIPT = """(key) => new Promise((done) => {
  const start = performance.now();
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now() - start);
    channel.port2.postMessage(0);
  });
})"""


def result() -> ReportResult:
    """Make a report of which six claims in ten are right, three have a digit altered, one is nowhere."""
    lines, claims = [], []
    for i in range(CLAIMS):
        name = f"{WHO[i % len(WHO)]}{WHAT[i // len(WHO) % len(WHAT)]}"
        clause = f"{name}{1000 + i}件"
        filler = "，扎实推进法治政府建设各项工作任务"[: CHARACTERS // CLAIMS - len(clause) - 1]
        lines.append(clause + filler + ("。\n" if i % 6 == 5 else "；"))
        value = 1000 + i if i % 10 < 6 else 90_000 + i if i % 10 == 9 else (2000 + i if i < 1000 else 1000 + i + 10)
        claims.append({"name": name, "value_text": str(value), "unit": "件", "quote": clause})
    text = "".join(lines)
    return made(text + "。" * (CHARACTERS - len(text)), claims)


def step(page: Page, key: str) -> float:
    """Return the milliseconds from a key until the frame that shows its effect is drawn."""
    return float(page.evaluate(STEP_SCRIPT, key))


def measured(page: Page, key: str) -> tuple[float, float]:
    """Return the median and the 95th percentile of a key's steps."""
    times = sorted(step(page, key) for _ in range(ROUNDS))
    return statistics.median(times), times[int(ROUNDS * 0.95) - 1]


def ready(page: Page, url: str) -> float:
    """Return the milliseconds until a page takes keys."""
    start = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.locator("html[data-ready]").wait_for(state="attached")
    return 1000 * (time.perf_counter() - start)


def main() -> int:
    """Print the table; return 1 if a limit is passed."""
    report = result()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        write(folder, report)
        rows = list(written(folder))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        with served(folder) as address:
            rows += online(page, address)
        shown = page.locator("[data-verdict]").count()
        rows += offline(page, (folder / "page.html").as_uri())
        browser.close()
    claims = len(report.report.indicators)
    print(f"{len(report.source.text)} characters, {claims} claims, {shown} findings on the page; {ROUNDS} steps a key")
    print("\n| what | measured | limit |\n|---|---|---|")
    for name, value, limit in rows:
        print(f"| {name} | {value:,.0f} | {limit:,} |")
    return int(any(value > limit for _, value, limit in rows))


def written(folder: Path) -> Iterator[Row]:
    """Write the offline page and measure that."""
    start = time.perf_counter()
    text = offline_page(Folder(folder).open("报告"), Lang.ZH)
    yield "result read, sheet laid out, offline page written, ms", 1000 * (time.perf_counter() - start), READY
    yield "offline page, bytes", len(text.encode()), SIZE
    (folder / "page.html").write_text(text, encoding="utf-8")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the folder and yield the address of its report."""
    config = uvicorn.Config(make_app(Folder(folder), lang=Lang.ZH, reviewer="李"), port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/r/%E6%8A%A5%E5%91%8A"
    finally:
        server.should_exit = True
        thread.join(10)


def online(page: Page, address: str) -> Iterator[Row]:
    """Measure the page of the web app."""
    page.goto("about:blank")
    yield "web page ready, first time, ms", ready(page, address), READY
    yield "web page ready again, ms", ready(page, address), READY
    yield from steps(page, "jk", "key")


def offline(page: Page, address: str) -> Iterator[Row]:
    """Measure the offline page, decisions included."""
    yield "offline page ready, ms", ready(page, address), READY
    page.fill("#reviewer", "李")
    page.keyboard.press("Escape")
    yield from steps(page, "jxu", "offline key")


def steps(page: Page, keys: str, what: str) -> Iterator[Row]:
    """Measure keys."""
    for key in keys:
        median, most = measured(page, key)
        yield f"{what} {key}, median, ms", median, STEP
        yield f"{what} {key}, 95 of 100, ms", most, STEP


if __name__ == "__main__":
    sys.exit(main())
