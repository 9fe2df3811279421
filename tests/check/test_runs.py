"""Runs: a quote is found wherever it stands, as often as a plain search finds it."""

from hypothesis import given
from hypothesis import strategies as st

from extractor.check.runs import SHORTEST, Runs

TEXT = st.text(alphabet="甲乙丙1", min_size=SHORTEST, max_size=120)


@given(TEXT, st.data())
def test_every_copy_of_a_quote_is_found(text, data):
    """Overlapping ones, and those at either end, are not left out."""
    start = data.draw(st.integers(0, len(text) - SHORTEST))
    quote = text[start : data.draw(st.integers(start + SHORTEST, len(text)))]
    assert Runs(text).find(quote, len(text)) == [at for at in range(len(text)) if text.startswith(quote, at)]


def test_a_quote_that_is_not_printed_is_not_found():
    """Even if every run of it is; a negative offset is no place."""
    assert Runs("一二三四五六七八九十").find("零一二三四五六七八九", 8) == []
    assert Runs("一二三四五六七八九零").find("十一二三四五六七八九零", 8) == []


def test_no_more_places_than_asked_for():
    """The first ones are kept."""
    assert Runs("依法行政" * 50).find("依法行政依法行政依法行政", 3) == [0, 4, 8]


def test_pieces_lead_to_a_passage_that_is_quoted_wrongly():
    """One changed character leaves the runs beside it."""
    text = "甲" * 40 + "全年办理行政复议案件一百五十九件" + "乙" * 40
    found = list(Runs(text).pieces("全年办理行政复议案件一百九十五件", 8))
    assert found
    assert all(40 <= at < 56 for at in found)
