"""find_numbers on the hard forms of seventy years of reports (`hard_forms.txt`), each sentence read by hand."""

from pathlib import Path

import pytest

from extractor.numbers import find_numbers

CASES = [
    line.replace("⏎", "\n").split("||")
    for line in (Path(__file__).parent / "hard_forms.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def _read(sentence: str) -> str:
    return "; ".join(
        " ".join((m.text, m.value or "-", m.unit or "-", ",".join(m.approx) or "-", m.kind))
        for m in find_numbers(sentence)
    )


@pytest.mark.parametrize(("sentence", "mentions"), CASES)
def test_a_hard_sentence_is_read(sentence, mentions):
    """Every mention is found with span, value, unit, qualifiers and kind, and nothing else is."""
    assert _read(sentence) == mentions


@pytest.mark.parametrize("sentence", [sentence for sentence, _ in CASES])
def test_a_hard_sentence_may_be_cut_anywhere(sentence):
    """A chunk, a name or a file may end, or begin, in the midst of any form."""
    for cut in range(len(sentence) + 1):
        for part in (sentence[:cut], sentence[cut:]):
            assert all(part[m.start : m.end] == m.text for m in find_numbers(part))
