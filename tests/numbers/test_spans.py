"""find_numbers on any text at all: what holds of every mention."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.numbers import find_numbers

ALPHABET = (
    "0129０５〇零一二三七八两十百千万亿萬兆.,，、%％‰分之点余多几数半双年月日号时至到—-~+·:∶/N<UA>第届版级路台个項项件人元角块美吨米公里kMe"
    "成倍番约近超上以左右后负又币《》“”()（）[含]是就进\f \n\u3000shè"
)
VALUE = re.compile(r"-?[0-9][0-9.:/-]*\Z")


@given(st.text(alphabet=ALPHABET, max_size=60))
def test_spans_are_ordered_and_quote_the_text(text):
    """Mentions come in text order without overlap, quote the text exactly, and a quantity ends behind its core."""
    last = 0
    for mention in find_numbers(text):
        assert last <= mention.start < mention.end <= mention.quantity_end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.value is None or VALUE.match(mention.value), mention
        last = mention.end


@given(st.text(max_size=80))
def test_any_text_is_scanned(text):
    """No text whatever makes the scan fail."""
    assert all(text[m.start : m.end] == m.text for m in find_numbers(text))


@given(st.text(alphabet=ALPHABET, max_size=40), st.text(alphabet="政府工作报告法治建设", min_size=1, max_size=8))
def test_glosses_change_no_value(text, words):
    """A gloss behind a word in front of the numbers moves their offsets and nothing else."""
    plain = find_numbers(f"{words}。{text}")
    glossed = find_numbers(f"{words}(shè)。{text}")
    assert [(m.value, m.unit, m.kind) for m in plain] == [(m.value, m.unit, m.kind) for m in glossed]


@pytest.mark.parametrize("unit", ["一", "1", "百分之", "一千万", "1,", "万亿", "1万", "“", "《", "1、"])
def test_hostile_repeats_are_scanned(unit):
    """A numeral repeated without end is scanned, and every mention quotes the text."""
    text = unit * 3000
    assert all(text[m.start : m.end] == m.text for m in find_numbers(text))


@pytest.mark.parametrize("unseen", ["\u200b", "\u200d", "\u2060", "\ufeff", "\xad"])
def test_a_character_without_width_does_not_split_a_number(unseen):
    """Its digits are one number, and its span holds the character."""
    (found,) = find_numbers(f"办结1{unseen}2{unseen}.5万件")
    assert (found.text, found.value, found.unit) == (f"1{unseen}2{unseen}.5万", "125000", "件")
