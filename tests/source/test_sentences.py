"""sentences: where a sentence ends."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.source.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("办结7件。调解3件！", ["办结7件。", "调解3件！"]),
        ("落实“谁执法？谁普法！”责任制。下一句", ["落实“谁执法？谁普法！”责任制。", "下一句"]),
        ("会议要求：“抓好落实。”各地行动。", ["会议要求：“抓好落实。”", "各地行动。"]),
        ("制定规章（含修改。废止）2件。完。", ["制定规章（含修改。废止）2件。", "完。"]),
        ("没有关上的“引号。下一句。", ["没有关上的“引号。下一句。"]),
        ("第一行\r\n　　第二行\n", ["第一行", "第二行"]),
    ],
)
def test_sentences_end_at_stops_outside_quotes_and_at_lines(text, expected):
    """A stop inside quotes or brackets does not end the sentence around it."""
    assert [text[start:end] for start, end in sentences(text, 0, len(text))] == expected


@given(st.text(alphabet="法治。！“”（）()\n\r 　，", max_size=60))
def test_no_character_but_blanks_is_lost(text):
    """Sentences come in order and hold every character that is not blank."""
    spans = list(sentences(text, 0, len(text)))
    together = "".join(text[start:end] for start, end in spans)
    assert "".join(together.split()) == "".join(text.split())
    assert spans == sorted(spans)


@given(st.text(alphabet="法治。！“”（）()「\n，", max_size=40))
def test_a_quote_without_a_stop_is_as_good_as_plain_words(text):
    """What stands in quotes or brackets and holds no mark itself changes no border, wherever it stands."""
    plain = re.sub("[“「（(][法治，]*[”」）)]", lambda hit: "法" * len(hit[0]), text)
    assert list(sentences(text, 0, len(text))) == list(sentences(plain, 0, len(plain)))
