"""Readable by everybody: no violation that axe-core finds, in light and dark, at twice the size, offline and not."""

import pytest

from extractor.review.folder import Folder
from extractor.review.labels import Lang
from extractor.review.page import offline_page
from tests.browser.conftest import REPORT

LOOKS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "twice the size": {"screen": {"width": 640, "height": 400}},
    "english": {},
}


@pytest.fixture(scope="module")
def axe():
    resources = pytest.importorskip("axe_playwright_python.base", reason="axe-playwright-python is not installed")
    return resources.AXE_FILE_PATH.read_text(encoding="utf-8")


def _violations(page, axe):
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [(rule["id"], node["html"][:120], node["failureSummary"]) for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_the_pages(visitor, address, axe, look):
    """The list, a report with decisions and each of its windows, the summary."""
    page = visitor.open(address + ("/language?to=en" if look == "english" else "/"), **LOOKS[look])
    if look == "twice the size":
        page.set_viewport_size({"width": 640, "height": 400})
    assert _violations(page, axe) == []
    page.goto(address + REPORT)
    page.keyboard.press("x")
    page.locator("#f0[data-status]").wait_for(state="attached")
    assert _violations(page, axe) == []
    for opener in ("#help", "#bulk"):
        page.click(opener)
        assert _violations(page, axe) == []
        page.keyboard.press("Escape")
    page.goto(f"{address}{REPORT}/summary")
    assert _violations(page, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_offline_page(visitor, folder, axe, scheme):
    """The same template, the same standard."""
    path = folder / "报告.html"
    path.write_text(offline_page(Folder(folder).open("报告"), Lang.ZH), encoding="utf-8")
    assert _violations(visitor.open(path.as_uri(), color_scheme=scheme), axe) == []


def test_dark_is_dark(visitor, address):
    """The page follows what the reader's system asks for."""
    grounds = [
        visitor.open(address + REPORT, color_scheme=scheme).evaluate(
            "getComputedStyle(document.body.parentElement).backgroundColor"
        )
        for scheme in ("light", "dark")
    ]
    light, dark = ([int(part) for part in ground.strip("rgb()").split(",")] for ground in grounds)
    assert min(light) > 200
    assert max(dark) < 60
