"""A pattern behind a look-ahead at its first characters matches what it matched without."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.quick_patterns import compile_quick

SEED = next(iter(sorted((Path(__file__).parents[1] / "seeds").glob("*.txt")))).read_text(encoding="utf-8")
PATTERNS = [
    "不足|(?<!能)够|较?差",
    "(?:仍|尚)?未(?=完成)|[不没]强",
    "^(?:同时|其中)?累计|(?:共|合)计$",
    "(?<=..)(?:增长|下降)(?:幅度)?$",
    "(?P<what>面积|[0-9]+)(?:为|达)*",
    "(?:一|二){2,3}|三?四?五",
    "[^，]+率|比例",
    "(?>新增|净增)量?",
    r"\d+年|[-\]^]月",
    r"\s+|[A-Z\d、][0-9]",
    "(?i:gdp)|占比",
    "(?:的|了)?",
]
TEXTS = st.text(
    alphabet="不足能够较差仍尚未完成没强同时其中累共合计增长下降幅度面积为达一二三四五率比例新净量年月占，-]^ \n0123gDpA、的了"
)


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=TEXTS)
def test_matches_as_before(pattern: str, text: str) -> None:
    quick, plain = compile_quick(pattern), re.compile(pattern)
    assert [hit.span() for hit in quick.finditer(text)] == [hit.span() for hit in plain.finditer(text)]
    assert (quick.match(text) is None) == (plain.match(text) is None)
    assert (quick.fullmatch(text) is None) == (plain.fullmatch(text) is None)
    assert quick.sub("#", text) == plain.sub("#", text)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_matches_as_before_in_a_report(pattern: str) -> None:
    found = [[hit.span() for hit in read.finditer(SEED)] for read in (compile_quick(pattern), re.compile(pattern))]
    assert found[0] == found[1]


@pytest.mark.parametrize("pattern", ["[^，]+率|比例", r"\W+年|月", "(?i:gdp)|占比", "(?:的|了)?", ".足"])
def test_leaves_a_pattern_alone_whose_first_characters_are_not_known(pattern: str) -> None:
    assert compile_quick(pattern).pattern == pattern


def test_groups_are_numbered_as_before() -> None:
    found = compile_quick("(不)(?P<what>足|够)").search("尚不足")
    assert found is not None
    assert (found[1], found["what"], found[2]) == ("不", "足", "足")
