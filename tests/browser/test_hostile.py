"""A report, claims and decisions that try to be more than text: shown as text, in both kinds of page."""

import pytest

from extractor.review.folder import Folder
from extractor.review.labels import Lang
from extractor.review.page import offline_page
from tests.browser.conftest import REPORT
from tests.review.made import made, write

HOSTILE = (
    "<script>alert(1)</script>办理案件7件。\n"
    '</script><img src=x onerror=alert(2)>" onmouseover="alert(3)\' 8件。\n'
    "</textarea></style><!-- javascript:alert(4) {{7*7}} {% for %} &lt;b&gt; 9件。\n"
    "行\u2028分隔\u2029段\u202e倒转\u200f右\x00空\x1b[2J 10件。𠀀𠀁生僻11件。\n"
)
NAME = "\"><svg onload=alert(5)> 'x' &报告"


@pytest.fixture
def folder(tmp_path):
    claims = [
        {"name": "</script><script>alert(6)</script>", "value_text": "6", "unit": "件", "quote": "办理案件7件"},
        {"name": "<img src=x onerror=alert(7)>", "value_text": "javascript:8", "unit": '"><b>', "quote": "\u202e8件"},
        {"name": "生僻", "value_text": "11", "unit": "件", "quote": "生僻11件"},
    ]
    write(tmp_path, made(HOSTILE, claims, name=f"{NAME}.txt"))
    return tmp_path


@pytest.fixture(params=["web", "offline"])
def page(request, visitor, folder):
    if request.param == "web":
        return visitor.open(request.getfixturevalue("address") + REPORT)
    path = folder / "报告.html"
    path.write_text(offline_page(Folder(folder).open("报告"), Lang.ZH), encoding="utf-8")
    return visitor.open(path.as_uri())


def test_everything_is_text(page):
    """No element of the report's making, no dialog, no complaint of the policy; control characters are signs."""
    text = page.locator("#text").text_content()
    for part in ("<script>alert(1)</script>", "<img src=x onerror=alert(2)>", "{{7*7}}", "&lt;b&gt;", "␀空␛[2J"):
        assert part in text
    assert not {"\u202e", "\u200f", "\u2028", "\u2029", "\x00"} & set(text)
    assert page.locator("#text img, #rows img, #rows script, svg[onload], #rows svg").count() == 0
    assert page.locator("script").count() == 2
    names = page.locator("#rows b").all_inner_texts()
    assert "</script><script>alert(6)</script>" in names
    assert "<img src=x onerror=alert(7)>" in names
    assert (
        page.evaluate(
            "Object.values(document.all).flatMap((e) => [...e.attributes]).filter((a) => a.name.startsWith('on')).length"
        )
        == 0
    )


def test_places_are_right_behind_signs_and_rare_characters(page):
    """A character outside the basic plane counts one, as in the result."""
    row = page.locator("#rows li", has=page.locator("b", has_text="生僻")).first
    row.locator("> a").click()
    assert page.locator("#text a.here").inner_text() == "11件"
    evidence = page.evaluate("[...CSS.highlights.get('evidence')].map(String).join('')")
    assert evidence == "生僻11件"


def test_hostile_words_in_decisions(page):
    """A reviewer's name and note come back as they were typed."""
    page.fill("#reviewer", "<b onclick=alert(8)>李")
    page.fill("[name=note]", "</textarea><script>alert(9)</script>")
    page.click("button[value=reject]")
    page.locator("li[data-status=rejected]").wait_for()
    assert "<b onclick=alert(8)>李" in page.locator("li[data-status] em").inner_text()
    page.reload()
    page.locator("li[data-status=rejected] > a").click()
    assert page.input_value("[name=note]") == "</textarea><script>alert(9)</script>"


def test_a_hostile_file_name(visitor, folder, address):
    """In the address, on the list and in the downloads."""
    write(folder, made(), stem=NAME)
    page = visitor.open(address)
    page.get_by_role("link", name="某区2023").click()
    page.locator("#editor").wait_for()
    page.locator("summary", has_text="导出").click()
    with page.expect_download() as download:
        page.get_by_text("决定清单").click()
    assert "decisions.csv" in download.value.suggested_filename
