"""The web app as a reviewer meets it: every act by mouse and by keyboard, nothing in the console."""

import time

import pytest

from extractor.review.store import Store
from tests.browser.conftest import REPORT
from tests.review.made import LEFT_OUT, NOWHERE, SCALE, WRONG, made, write


@pytest.fixture
def page(visitor, address):
    return visitor.open(address + REPORT)


def _stored(folder, n):
    """Wait until the store has n events, and return them."""
    for _ in range(200):
        if len(Store(folder).events()) >= n:
            break
        time.sleep(0.02)
    events = Store(folder).events()
    assert len(events) == n, [event.act for event in events]
    return events


def _status(page, index, status):
    selector = f'#f{index}[data-status="{status}"]' if status else f"#f{index}:not([data-status])"
    page.locator(selector).wait_for(state="attached")


def _chosen(page):
    return page.locator("li.chosen").get_attribute("id")


PRESSES = {"a": ("accept", "accepted"), "x": ("reject", "rejected"), "d": ("dismiss", "dismissed")}


@pytest.mark.parametrize("key", PRESSES)
def test_a_key_decides_and_the_next_open_finding_comes(page, folder, key):
    """Accept, reject, dismiss; the decision stands beside the verdict, which stays."""
    act, status = PRESSES[key]
    assert _chosen(page) == "f0"
    page.keyboard.press(key)
    _status(page, 0, status)
    [event] = _stored(folder, 1)
    assert (event.act, event.claim, event.reviewer) == (act, WRONG, "李")
    assert page.locator("#f0").get_attribute("data-verdict") == "altered_digit"
    assert "李" in page.locator("#f0 em").inner_text()
    assert _chosen(page) == "f2"
    assert page.locator("#progress").inner_text() == "已定 1 / 6"


@pytest.mark.parametrize("key", PRESSES)
def test_a_button_decides(page, folder, key):
    """By mouse as by keyboard."""
    act, status = PRESSES[key]
    page.click(f"#editor button[value={act}]")
    _status(page, 0, status)
    assert _stored(folder, 1)[0].act == act


def test_buttons_show_their_keys(page):
    """What can be pressed is written where it can be clicked."""
    for selector, key in {"[value=accept]": "a", "[value=correct]": "c", "[value=reject]": "x", "#undo": "u"}.items():
        assert page.locator(f"{selector} kbd").first.inner_text() == key
    page.click("#keys")
    assert page.locator("#undo kbd").is_hidden()


def test_a_correction_begins_with_what_the_source_prints(page, folder):
    """The key leads into the filled field, Enter saves, and the place is kept."""
    page.keyboard.press("c")
    assert page.input_value("[name=value_text]") == "159件"
    page.keyboard.press("Enter")
    _status(page, 0, "corrected")
    [event] = _stored(folder, 1)
    assert (event.after.value_text, event.after.span.start) == ("159件", 33)
    assert "159件" in page.locator("#f0 em").inner_text()


def test_a_correction_by_mouse(page, folder):
    """Another value than the source's has no place."""
    page.fill("[name=value_text]", "160件")
    page.click("button[value=correct]")
    _status(page, 0, "corrected")
    after = _stored(folder, 1)[0].after
    assert (after.value_text, after.span) == ("160件", None)


def test_a_correction_that_is_no_number_is_refused_in_words(page, folder, visitor):
    """The field keeps what was typed."""
    page.fill("[name=value_text]", "很多")
    page.click("button[value=correct]")
    page.get_by_text("未能保存").wait_for()
    assert page.input_value("[name=value_text]") == "很多"
    assert Store(folder).events() == ()
    assert [text for text in visitor.complaints if "422" not in text] == []
    visitor.complaints.clear()  # a browser reports the status of the answer itself


def test_a_candidate_by_its_number_and_by_mouse(page, folder):
    """It goes into the correction with its place."""
    page.goto(page.url.split("?")[0] + "?at=4")
    assert page.locator("#candidates a").count() >= 1
    page.keyboard.press("1")
    assert page.input_value("[name=value_text]") == "42件"
    page.keyboard.press("Escape")
    page.click("#candidates a")
    page.keyboard.press("Enter")
    _status(page, 4, "corrected")
    after = _stored(folder, 1)[0].after
    assert made().source.text[after.span.start : after.span.end] == "42件"


def test_a_note_by_key_and_by_button(page, folder):
    """A note decides nothing and is shown again."""
    page.keyboard.press("n")
    page.keyboard.type("ask 统计科")
    page.keyboard.press("Control+Enter")
    page.locator("#f0 em").wait_for()
    _status(page, 0, None)
    page.fill("[name=note]", "asked")
    page.click("button[value=note]")
    page.locator("[name=note]:not(:focus)").wait_for()
    assert [event.after.note for event in _stored(folder, 2)] == ["ask 统计科", "asked"]
    assert _chosen(page) == "f0"


def test_a_quantity_left_out_is_taken_up_with_a_name(page, folder):
    """Its buttons say what they mean there."""
    page.goto(page.url.split("?")[0] + "?at=7")
    assert page.locator("button[value=correct]").inner_text().startswith("补录")
    assert page.input_value("[name=name]") == "受众"
    page.fill("[name=name]", "")
    page.click("button[value=correct]")
    page.get_by_text("补录需要填写名称").wait_for()
    page.fill("[name=name]", "受众人次")
    page.keyboard.press("Enter")
    _status(page, 7, "corrected")
    assert _stored(folder, 1)[0].after.name == "受众人次"


def test_next_and_previous_go_through_the_open_ones(page):
    """In the order of risk, round at the ends, past what is decided."""
    seen = []
    for key in "jjjjjj":
        page.keyboard.press(key)
        seen.append(_chosen(page))
    assert seen == ["f2", "f4", "f7", "f8", "f9", "f0"]
    page.keyboard.press("k")
    assert _chosen(page) == "f9"
    page.keyboard.press("a")
    _status(page, 9, "accepted")
    assert _chosen(page) == "f0"
    page.keyboard.press("k")
    assert _chosen(page) == "f8"


def test_undo_and_redo_by_key_and_by_button(page, folder):
    """The row comes back into sight each time."""
    page.keyboard.press("a")
    _status(page, 0, "accepted")
    page.keyboard.press("u")
    _status(page, 0, None)
    assert _chosen(page) == "f0"
    page.keyboard.press("Shift+U")
    _status(page, 0, "accepted")
    page.click("#undo")
    _status(page, 0, None)
    page.click("#redo")
    _status(page, 0, "accepted")
    assert page.locator("#redo").is_disabled()
    assert [event.act for event in _stored(folder, 5)] == ["accept", "undo", "redo", "undo", "redo"]


def test_a_bulk_has_a_preview_leaves_out_what_it_must_and_is_undone_at_once(page, folder):
    """Altered digits and contradictions stay; one undo brings all back."""
    page.click("#bulk")
    assert page.locator("#bulk-count").inner_text() == "将处理 3 条"
    assert page.locator("#bulk-list li").count() == 3
    assert "3 条不在其内" in page.locator("#bulk-rest").inner_text()
    page.click("#bulk-apply")
    for index in (7, 8, 9):
        _status(page, index, "accepted")
    _status(page, 0, None)
    events = _stored(folder, 3)
    assert len({event.batch for event in events}) == 1
    assert {event.claim for event in events} == set(LEFT_OUT)
    page.keyboard.press("u")
    for index in (7, 8, 9):
        _status(page, index, None)


def test_a_bulk_by_keyboard_keeps_to_the_filter(page, folder):
    """Only what is shown; another act by the arrow keys."""
    page.click("[data-v=not_in_source]")
    page.keyboard.press("b")
    assert page.locator("#bulk-list li").count() == 1
    page.locator("[name=bulk-act]:checked").press("ArrowRight")
    page.locator("#bulk-apply").press("Enter")
    _status(page, 4, "dismissed")
    assert [event.claim for event in _stored(folder, 1)] == [NOWHERE]


def test_a_stale_write_shows_the_difference_and_lets_choose(page, folder, visitor, address):
    """Theirs and mine side by side; keep, or replace as a new event."""
    other = visitor.tab(page.context, address + REPORT)
    other.fill("#reviewer", "王")
    other.keyboard.press("Escape")
    other.click("button[value=accept]")
    _status(other, 0, "accepted")
    page.keyboard.press("x")
    page.locator("#stale-window").wait_for()
    shown = page.locator("#stale-list").inner_text()
    assert "已采纳 · 王" in shown
    assert "已否决" in shown
    page.click("#stale-keep")
    _status(page, 0, "accepted")
    _stored(folder, 1)
    other.keyboard.press("u")
    _status(other, 0, None)
    page.goto(page.url.split("?")[0] + "?at=0")
    other.goto(other.url.split("?")[0] + "?at=0")
    other.keyboard.press("a")
    _status(other, 0, "accepted")
    page.keyboard.press("x")
    page.click("#stale-replace")
    _status(page, 0, "rejected")
    assert [event.act for event in _stored(folder, 4)] == ["accept", "undo", "accept", "reject"]
    assert [text for text in visitor.complaints if "409" not in text] == []
    visitor.complaints.clear()  # a browser reports the status of the answer itself


def test_filters_are_kept_in_the_address(page):
    """With counts; a reload shows the same."""
    assert page.locator("[data-v=omitted] b").inner_text() == "3"
    page.click("[data-v=omitted]")
    page.click("[data-s=open]")
    assert "v=omitted" in page.url
    assert "s=open" in page.url
    page.reload()
    assert page.locator("#rows li:visible").count() == 3
    page.keyboard.press("a")
    page.locator("[data-s=open] b").get_by_text("5", exact=True).wait_for()


def test_search_finds_rows_and_marks_the_original(page):
    """The key leads to the field; Escape leaves it."""
    page.keyboard.press("/")
    page.keyboard.type("资料")
    assert [li.get_attribute("id") for li in page.locator("#rows li:visible").all()] == ["f2"]
    assert page.evaluate("CSS.highlights.get('found').size") == 1
    assert "q=%E8%B5%84%E6%96%99" in page.url
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    _status(page, 2, "accepted")


def test_search_that_finds_nothing_says_so(page):
    """And another search brings the rows back."""
    page.fill("#search", "没有的")
    assert page.locator("#empty").is_visible()
    page.fill("#search", "")
    assert page.locator("#rows li:visible").count() == 10
    assert page.locator("#editor").is_visible()


def test_links_both_ways(page):
    """A mark chooses its finding, a finding outlines its mark; one mark of two findings gives each in turn."""
    page.click("#text a.omitted >> nth=0")
    assert _chosen(page) == "f7"
    assert page.locator("#text a.here").inner_text() == "3000人次"
    page.click("#rows li#f2 > a")
    assert page.locator("#text a.here").inner_text() == "5.8万余份"
    page.click("#text a[data-f] >> nth=0")
    first = _chosen(page)
    page.click("#text a[data-f] >> nth=0")
    assert {first, _chosen(page)} == {"f5", "f6"}
    page.keyboard.press("s")
    assert page.evaluate("document.activeElement.id") == "original"


def test_the_strip_leads_to_open_places(page):
    """A click on a tick chooses its finding; a decided one has none."""
    box = page.locator("#strip rect[data-f='2']").bounding_box()
    page.mouse.click(box["x"] + 2, box["y"] + 1)
    assert _chosen(page) == "f2"
    page.keyboard.press("a")
    _status(page, 2, "accepted")
    assert page.locator("#strip rect[data-f='2']").get_attribute("visibility") == "hidden"


def test_digits_stand_under_each_other(page):
    """The digits that differ are marked."""
    lines = page.locator("#digits").inner_text().split("\n")
    assert [line.strip()[-3:] for line in lines[:2]] == ["195", "159"]
    assert page.locator("#digits b").all_inner_texts() == ["9", "5", "5", "9"]


def test_the_other_script_for_reading(page):
    """Marks and rows turn with the text, and back again."""
    before = page.locator("#text").inner_text()
    page.click("#script")
    assert "全年辦理行政復議案件159件" in page.locator("#text").inner_text()
    assert "辦理行政復議案件" in page.locator("#f0 > a b").inner_text()
    page.keyboard.press("a")
    _status(page, 0, "accepted")
    page.click("#script")
    assert page.locator("#text").inner_text() == before


def test_keys_are_off_in_fields_while_composing_and_when_turned_off(page, folder):
    """A letter typed is a letter."""
    page.focus("[name=note]")
    page.keyboard.type("ax")
    page.keyboard.press("Escape")
    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', isComposing: true, bubbles: true}))")
    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', keyCode: 229, bubbles: true}))")
    page.click("#keys")
    page.keyboard.press("a")
    page.reload()
    page.keyboard.press("x")
    assert page.locator("#keys").get_attribute("aria-pressed") == "false"
    page.click("#keys")
    page.keyboard.press("?")
    assert page.locator("#help-window").is_visible()
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    assert Store(folder).events() == ()


def test_several_reviewers_see_each_others_names(page, visitor, address, folder):
    """Each decides under a name of their own; it is kept for the next page."""
    page.keyboard.press("a")
    _status(page, 0, "accepted")
    other = visitor.open(address + REPORT)
    other.fill("#reviewer", "王")
    other.click(".reviewer button")
    other.goto(address + REPORT + "?at=2")
    other.keyboard.press("x")
    _status(other, 2, "rejected")
    page.reload()
    assert "王" in page.locator("#f2 em").inner_text()
    assert [(event.reviewer, event.claim) for event in _stored(folder, 2)] == [("李", WRONG), ("王", SCALE)]


def test_a_new_extraction_reopens_what_changed(page, folder):
    """The finding says what was decided before."""
    page.keyboard.press("a")
    _status(page, 0, "accepted")
    claim = {"name": "办理行政复议案件", "value_text": "951", "unit": "件", "quote": "全年办理行政复议案件159件"}
    write(folder, made(indicators=[claim]))
    page.goto(page.url.split("?")[0] + "?at=0")
    _status(page, 0, None)
    assert "原决定不再适用：已采纳 · 李" in page.locator("#was").inner_text()


def test_without_javascript_forms_decide(visitor, address, folder):
    """Choose by link, accept, correct and reject by form, filter and search by address."""
    page = visitor.open(address + REPORT, java_script_enabled=False)
    with page.expect_navigation():  # each page as a reader waits for it, or the next act meets the one before
        page.click("button[value=accept]")
    with page.expect_navigation():
        page.click("#f2 > a")
    page.fill("[name=value_text]", "5.8万余份")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with page.expect_navigation():
        page.click("#f4 > a")
    with page.expect_navigation():
        page.click("button[value=reject]")
    assert [event.act for event in _stored(folder, 3)] == ["accept", "correct", "reject"]
    page.click("[data-v=omitted]")
    assert page.locator("#rows li:visible").count() == 3
    page.fill("#search", "3000")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=3000**")
    assert page.locator("#rows li:visible").count() == 1


def test_at_twice_the_size_nothing_is_cut_off(visitor, address, folder):
    """Half as many points wide and high: one column, no sideways scrolling, and decisions can be taken."""
    page = visitor.open(address + REPORT)
    page.set_viewport_size({"width": 640, "height": 400})
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.locator("button[value=accept]").click()
    _status(page, 0, "accepted")
    for row in page.locator("#rows li").all():
        box = row.bounding_box()
        assert box is None or box["x"] + box["width"] <= 640
    _stored(folder, 1)
