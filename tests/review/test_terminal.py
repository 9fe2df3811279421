"""The diff in a terminal: marks under the digits, safe characters, both languages, nothing wider than asked."""

import re
import unicodedata

import pytest

from extractor.check import check
from extractor.check.claims import read_claims
from extractor.review.labels import Lang, label
from extractor.review.terminal import display_width, names_of, render_diff
from schemas.finding import CheckResult, Verdict

SOURCE = "一、工作情况\n(一)复议。\n全年办理行政复议案件159件,纠错率6.8%。\n发放宣传资料5.8万余份。\n二、问题\n"
WRONG = [{"name": "办理行政复议案件", "value_text": "195件", "quote": "办理行政复议案件159件"}]


def _diff(claims: object, source: str = SOURCE, **options: object) -> str:
    settings = {"color": False, "width": 80, "lang": "zh", **options}
    return render_diff(check(claims, source), source, **settings)  # type: ignore[arg-type]


def test_mark_stands_under_the_digits() -> None:
    """The carets begin and end in the columns of the number, Chinese characters counting two."""
    lines = _diff(WRONG).splitlines()
    at = next(i for i, line in enumerate(lines) if line.strip() and set(line.strip()) == {"^"})
    before = lines[at - 1].split("159")[0]
    assert lines[at] == " " * display_width(before) + "^^^"


def test_said_source_why_and_context() -> None:
    """A finding shows what was said, what the source prints, why, and two lines around."""
    text = _diff(WRONG)
    for part in (
        "/0/value_text",
        "所报：195件",
        "原文：159件",
        "数字有出入",
        "(一)复议。",
        "发放宣传资料",
        label(Verdict.ALTERED_DIGIT, Lang.ZH),
    ):
        assert part in text


def test_english() -> None:
    """Any other locale reads English labels."""
    text = _diff(WRONG, lang="en_US")
    assert "altered digit" in text
    assert "said: 195件" in text
    assert "Summary" in text


def test_summary_counts_every_verdict() -> None:
    """The summary counts verified findings and omitted quantities too."""
    right = {"name": "纠错率", "value_text": "6.8%", "quote": "纠错率6.8%"}
    text = _diff([*WRONG, right])
    assert re.search(r"1  核对无误", text)
    assert re.search(r"1  数字有改动", text)
    assert re.search(r"1  遗漏未报", text)
    assert "5.8万余份" in text


def test_what_is_left_out_is_listed_where_claims_are_complete() -> None:
    """Claims that promise no completeness show how many quantities they leave out, and not each of them."""
    assert "【5.8万余份】" in _diff(WRONG)
    short = _diff(WRONG, complete=False)
    assert "【" not in short
    assert re.search(r"2  遗漏未报", short)


def test_nothing_wrong() -> None:
    """Without anything to decide only the summary is left."""
    assert render_diff(CheckResult(), "", color=False, width=80, lang="en") == "Summary\n"


@pytest.mark.parametrize("width", [40, 80, 200])
def test_width(width: int) -> None:
    """No line of the source is wider than the terminal, and the number is in it."""
    source = "开展工作" * 300 + "办理行政复议案件159件" + "推进建设" * 300 + "。"
    lines = _diff(WRONG, source, width=width).splitlines()
    assert any("159件" in line and "|" in line for line in lines)
    assert max(display_width(line) for line in lines if "|" in line) <= width


def test_colour() -> None:
    """Colour adds nothing but its codes."""
    coloured = _diff(WRONG, color=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == _diff(WRONG)


def test_hostile_text_is_data() -> None:
    """Control characters of a report or a claim never reach the terminal."""
    source = "办理\x1b[2J案件\u202e159件\x07。\n"
    claims = [{"name": "案件", "value_text": "195件\x1b]0;x\x07"}]
    text = _diff(claims, source)
    assert not [c for c in text if unicodedata.category(c) in {"Cc", "Cf"} and c != "\n"]


def test_every_verdict_has_labels() -> None:
    """No verdict lacks a Chinese or an English label."""
    for lang in Lang:
        names = [label(verdict, lang) for verdict in Verdict]
        assert len(set(names)) == len(names)


def test_a_finding_says_what_its_number_is_called():
    """Without the name a reader can not tell what the number was said to be."""
    claims = [{"name": "办理行政复议案件", "value_text": "195件"}]
    source = "全年办理行政复议案件159件。"
    names = names_of(read_claims(claims).claims)
    shown = render_diff(check(claims, source), source, color=False, width=80, lang="zh", names=names)
    assert "所报：195件 “办理行政复议案件”" in shown
