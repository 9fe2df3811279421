"""The offline page: drafts that survive a reload, undo, bulk, export, and what a folder makes of it."""

import pytest

from extractor.review.apply import apply_events, read_events
from extractor.review.folder import Folder
from extractor.review.labels import Lang
from extractor.review.page import offline_page
from extractor.review.store import Store
from schemas.decision import Status
from tests.review.made import LEFT_OUT, NOWHERE, SCALE, WRONG


@pytest.fixture
def file(folder):
    path = folder / "报告.html"
    path.write_text(offline_page(Folder(folder).open("报告"), Lang.ZH), encoding="utf-8")
    return path


@pytest.fixture
def page(visitor, file):
    page = visitor.open(file.as_uri())
    page.fill("#reviewer", "赵")
    page.keyboard.press("Escape")
    return page


def _status(page, index, status):
    selector = f'#f{index}[data-status="{status}"]' if status else f"#f{index}:not([data-status])"
    page.locator(selector).wait_for(state="attached")


def _export(page, folder):
    with page.expect_download() as download:
        page.click("#export")
    assert download.value.suggested_filename == "报告.events.jsonl"
    path = folder / "报告.events.jsonl"
    download.value.save_as(path)
    return path


def test_drafts_become_decisions_of_the_folder(page, folder):
    """Every act offline: drafted, kept over a reload, exported, applied."""
    page.keyboard.press("c")
    page.keyboard.press("Enter")
    _status(page, 0, "corrected")
    page.keyboard.press("x")
    _status(page, 2, "rejected")
    page.keyboard.press("d")
    _status(page, 4, "dismissed")
    page.keyboard.press("u")
    _status(page, 4, None)
    page.keyboard.press("Shift+U")
    _status(page, 4, "dismissed")
    page.keyboard.press("n")
    page.keyboard.type("离线备注")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("b")
    page.locator("#bulk-apply").click()
    for index in (7, 8, 9):
        _status(page, index, "accepted")
    page.reload()
    for index, status in {0: "corrected", 2: "rejected", 4: "dismissed", 7: "accepted", 9: "accepted"}.items():
        _status(page, index, status)
    assert page.locator("#progress").inner_text() == "全部处理完毕"
    path = _export(page, folder)
    applied = apply_events(Folder(folder), read_events(path))
    assert applied.conflicts == ()
    states = Folder(folder).open("报告").sheet.fold.states
    assert [states[claim].status for claim in (WRONG, SCALE, NOWHERE)] == [
        Status.CORRECTED,
        Status.REJECTED,
        Status.DISMISSED,
    ]
    assert {states[claim].status for claim in LEFT_OUT} == {Status.ACCEPTED}
    assert (states[WRONG].decision.value_text, states[WRONG].decision.span.start) == ("159件", 33)
    assert states[NOWHERE].decision.note == "离线备注" or states[LEFT_OUT[0]].decision.note == "离线备注"
    assert {event.reviewer for event in Store(folder).events()} == {"赵"}


def test_the_page_begins_with_what_was_decided(page, folder, visitor, file):
    """Made again after the decisions came back, it shows them, and goes on from there."""
    page.keyboard.press("a")
    _status(page, 0, "accepted")
    apply_events(Folder(folder), read_events(_export(page, folder)))
    file.write_text(offline_page(Folder(folder).open("报告"), Lang.ZH), encoding="utf-8")
    again = visitor.open(file.as_uri())
    _status(again, 0, "accepted")
    assert "赵" in again.locator("#f0 em").inner_text()
    again.fill("#reviewer", "钱")
    again.click("#f0 > a")
    again.click("button[value=reject]")
    _status(again, 0, "rejected")
    assert apply_events(Folder(folder), read_events(_export(again, folder))).conflicts == ()
    assert [event.act for event in Store(folder).events()] == ["accept", "reject"]


def test_without_a_name_nothing_is_drafted(visitor, file):
    """The field asks for it."""
    page = visitor.open(file.as_uri())
    page.keyboard.press("a")
    assert page.evaluate("document.activeElement.id") == "reviewer"
    _status(page, 0, None)


def test_drafts_of_another_result_are_left_alone(page, folder, file):
    """The key holds the report and the result."""
    page.keyboard.press("a")
    _status(page, 0, "accepted")
    review = Folder(folder).open("报告")
    key = page.evaluate("Object.keys(localStorage).find((key) => key.startsWith('extractor-review:'))")
    assert key == f"extractor-review:{review.sheet.basis.result.source.sha256}:{review.sheet.basis.hash}"


def test_nothing_leaves_the_page(page, visitor):
    """Its policy stops even its own script from reaching out."""
    assert page.evaluate("fetch('http://127.0.0.1:9/').then(() => false, () => true)")
    assert visitor.complaints
    assert [text for text in visitor.complaints if "Content Security Policy" not in text] == []
    visitor.complaints.clear()
