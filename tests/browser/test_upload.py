"""The page to hand in reports: log in, drag a file, watch it, see the findings, go to the review, delete."""

import threading
from pathlib import Path

import pytest

from extractor.review.labels import Lang
from extractor.service.app import Layout, make_app
from extractor.service.gate import names_of
from extractor.service.tokens import Scope, Token
from tests.browser.test_access import _violations, axe  # noqa: F401 - a fixture
from tests.service.conftest import REPORT, fake, made, pool, served  # noqa: F401 - fixtures

SEED = Path(__file__).resolve().parents[2] / "seeds" / "003_ba5cb8d4a31f7aba.txt"
DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, { type: "text/plain" }));
  for (const kind of ["dragenter", "dragover", "drop"])
    document.getElementById("drop").dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def database_url():
    return None


@pytest.fixture
def office(made):  # noqa: F811
    """Return the address of a service with a worker, and a link that logs in."""
    secret = made.service.tokens.add(Token("office", frozenset(Scope)))
    over = threading.Event()
    with served(make_app(made.service, Layout(names_of("127.0.0.1", ()), Lang.ZH), None)) as address:
        working = threading.Thread(target=made.work, args=(over.is_set,))
        working.start()
        yield address, f"{address}/login?token={secret}"
        made.service.is_ending = True
        over.set()
        working.join(60)


def _row(page, name):
    return page.locator("#reports > li", has=page.locator("b", has_text=name))


def test_a_report_from_the_drop_to_the_review(visitor, office, made):  # noqa: F811
    """Dropped, extracted, its findings shown, opened for review; there after a reload, gone after two clicks."""
    page = visitor.open(office[1], locale="zh-CN")
    assert page.url == f"{office[0]}/"
    assert page.locator("#none").inner_text().startswith("还没有报告")
    page.evaluate(DROP, [SEED.name, SEED.read_text(encoding="utf-8")])
    row = _row(page, SEED.name)
    row.locator(".verdicts li.verified").wait_for()
    assert "核对无误" in row.locator(".verdicts").inner_text()
    [job] = made.service.jobs.latest(1, None)
    assert job.open
    assert row.locator(".state").inner_text() == f"{job.open} 处待处理"
    page.reload()
    _row(page, SEED.name).locator(".verdicts li.verified").wait_for()
    _row(page, SEED.name).locator("a.review").click()
    assert page.locator("h1").inner_text() == "锡盟司法局2022年度法治政府建设情况报告"
    assert "/review/r/" in page.url
    page.click("a.back")
    assert page.url == f"{office[0]}/review/"
    page.goto(office[0])
    delete = _row(page, SEED.name).locator(".delete")
    delete.click()
    assert delete.inner_text() == "确认删除"
    delete.click()
    _row(page, SEED.name).wait_for(state="detached")
    assert page.locator("#none").is_visible()


def test_what_is_refused_says_why(visitor, office):
    """A picture among the files: its row says what to do, the others go on; a hostile name is text."""
    page = visitor.open(office[1], locale="zh-CN")
    visitor.complaints.clear()
    name = "<img src=x onerror=alert(1)>.txt"
    page.set_input_files(
        "#files",
        [
            {"name": "扫描.txt", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(50)},
            {"name": name, "mimeType": "text/plain", "buffer": REPORT.encode()},
        ],
    )
    refused = _row(page, "扫描.txt")
    refused.locator(".note", has_text="OCR").wait_for()
    assert refused.locator(".state").inner_text() == "未接收"
    good = _row(page, name)
    good.locator(".verdicts li").first.wait_for()
    assert page.locator("#reports img").count() == 0
    assert all("422" in complaint for complaint in visitor.complaints)  # the browser's own line about the refusal
    visitor.complaints.clear()


def test_logging_in_by_hand_and_out_again(visitor, office):
    """A wrong token says so; a right one opens the page; in English for who reads it."""
    page = visitor.open(office[0], locale="en-US")
    page.fill("#token", "wrong")
    page.click("button.main")
    assert page.locator("[role=alert]").inner_text() == "This token is wrong, or was revoked."
    assert all("401" in complaint for complaint in visitor.complaints)
    visitor.complaints.clear()
    page.fill("#token", office[1].partition("token=")[2])
    page.click("button.main")
    page.locator("#drop").wait_for()
    assert page.locator("h1").inner_text() == "Report extraction"
    page.get_by_role("link", name="中文").click()
    assert page.locator("h1").inner_text() == "报告提取"
    page.get_by_role("button", name="退出").click()
    page.locator("#token").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visitor, office, axe, scheme):  # noqa: F811
    """The login, the empty page, a page with a finished report."""
    page = visitor.open(office[0], color_scheme=scheme, locale="zh-CN")
    assert _violations(page, axe) == []
    page.goto(office[1])
    assert _violations(page, axe) == []
    page.evaluate(DROP, ["报告.txt", REPORT])
    _row(page, "报告.txt").locator(".verdicts li").first.wait_for()
    assert _violations(page, axe) == []
