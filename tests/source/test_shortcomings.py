"""Sentences that say what is lacking."""

import pytest

from extractor.source.shortcomings import complains, describes_lack


@pytest.mark.parametrize(
    "sentence",
    [
        "安置房欠账较多，超期过渡的达905户。",
        "镇文化站没能按期动工。",
        "办结率91.3%，比年初目标低1.7个百分点。",
    ],
)
def test_a_lack_may_go_on_with_a_figure(sentence):
    """How many it is, or what was aimed at."""
    assert describes_lack(sentence) or complains(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["全镇持证的村干部达905名。", "去年年报提到的“监管依据不清”，今年已出台指引3份。", "培训不足的7个村补课达14次。"],
)
def test_what_was_reached_is_no_lack(sentence):
    """A figure alone, what was lacking a year ago, and what was done about a lack."""
    assert not describes_lack(sentence)
    assert not complains(sentence)
