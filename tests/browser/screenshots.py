"""Take the pictures of docs/review.md anew: `make screenshots`. The reports are the seeds' golden results."""

import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from extractor.review.folder import Folder
from extractor.review.labels import Lang
from extractor.review.web import make_app
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.conftest import GOLDEN

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
RESULTS = ("000*.anchored", "001*.anchored", "002*.anchored", "003*.verbatim", "004*.anchored")
COPIED = "003_ba5cb8d4a31f7aba.verbatim"


@contextmanager
def served() -> Iterator[str]:
    """Serve the golden results from a folder of their own."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "out"
        folder.mkdir()
        for pattern in RESULTS:
            for path in GOLDEN.glob(f"{pattern}.json"):
                shutil.copy(path, folder)
        config = uvicorn.Config(
            make_app(Folder(folder), lang=Lang.ZH, reviewer="李审"), port=0, log_level="warning", lifespan="off"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def opened(browser: Browser, url: str, scheme: str = "light") -> Page:
    """Open a page as wide as a small screen."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme=scheme)
    page.goto(url)
    return page


def main() -> None:
    """Write every picture."""
    IMAGES.mkdir(exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        report = f"{address}/r/{COPIED}"
        page = opened(browser, report)
        page.screenshot(path=IMAGES / "review-report.png")
        page.keyboard.press("c")
        page.keyboard.press("Enter")
        page.locator("li[data-status=corrected]").wait_for()
        page.keyboard.press("x")
        page.locator("li[data-status=rejected]").wait_for()
        page.click("[data-v=omitted]")
        page.keyboard.press("b")
        page.screenshot(path=IMAGES / "review-bulk.png")
        page.keyboard.press("Escape")
        opened(browser, f"{report}?v=misplaced", "dark").screenshot(path=IMAGES / "review-dark.png")
        opened(browser, address).screenshot(path=IMAGES / "review-list.png")
        browser.close()


if __name__ == "__main__":
    main()
