"""Real pages in a headless Chromium; where there is none the tests are skipped and say so."""

import shutil
import threading
import time
from pathlib import Path

import pytest
import uvicorn

from extractor.review.folder import Folder
from extractor.review.labels import Lang
from extractor.review.web import make_app
from tests.review.made import made, write

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run"),
)
REPORT = "/r/%E6%8A%A5%E5%91%8A"


@pytest.fixture(scope="module")
def chromium():
    """A browser for the tests of one file; it ends with them, because its event loop would stand in others' way."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine; Debian's package is called chromium")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def folder(tmp_path) -> Path:
    write(tmp_path, made())
    return tmp_path


@pytest.fixture
def address(folder, visitor):
    """The web app over the folder, served for one test, until its visitor has left."""
    config = uvicorn.Config(
        make_app(Folder(folder), lang=Lang.ZH, reviewer="李"), port=0, log_level="warning", lifespan="off"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    for _ in range(500):
        if server.started:
            break
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    visitor.close()
    server.should_exit = True
    thread.join(10)


class Visitor:
    """Somebody at a browser: opens pages, and keeps what a console complained of."""

    def __init__(self, chromium) -> None:
        self._chromium = chromium
        self._contexts: list = []
        self.complaints: list[str] = []

    def open(self, url: str, **options):
        context = self._chromium.new_context(viewport={"width": 1280, "height": 800}, **options)
        self._contexts.append(context)
        return self.tab(context, url)

    def tab(self, context, url: str):
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on(
            "console", lambda message: message.type in {"error", "warning"} and self.complaints.append(message.text)
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (self.complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.goto(url)
        return page

    def close(self) -> None:
        while self._contexts:
            self._contexts.pop().close()


@pytest.fixture
def visitor(chromium):
    """No test may leave a complaint in a console."""
    visitor = Visitor(chromium)
    yield visitor
    visitor.close()
    assert visitor.complaints == []
