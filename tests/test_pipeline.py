"""The path around the model: whatever the text, nothing is lost and every place is exact."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.clause_names import clause_names
from extractor.numbers import find_numbers
from extractor.pipeline import conclude, prepare
from extractor.source.read import RawReport, read, read_text
from schemas.answer import AskedBy, ChunkFill, Fill
from schemas.result import ChunkRun, ChunkStatus, ReportResult, Tokens
from tests.replay import SEEDS

ASKED_BY = AskedBy("anchored", "none", "none", "0", "0")
DEBRIS = [
    "\n",
    " ",
    "。",
    "，",
    "、",
    "(shè)",
    "[bookmark: _GoBack]",
    "⟦1:9件⟧",
    "{{7*7}}",
    "\u200b",
    "１２",
    "万",
    "第",
    "余",
    "%",
    "“",
    "）",
    "一是",
]


def _result(text: str) -> ReportResult:
    return result_of(read_text(text))


def result_of(raw: RawReport) -> ReportResult:
    """Run the whole path with a model that says the clause's own words."""
    document, passages = prepare(raw, 300)
    fills = []
    for passage in passages:
        if passage.anchors:
            chunk = passage.chunk
            run = ChunkRun(index=chunk.index, span=chunk.original_span, quantities=1, status=ChunkStatus.OK)
            names = [name or "数量指标" for name in clause_names(passage)]
            pairs = zip(names, passage.anchors, strict=True)
            said = tuple(Fill(name, a.mention, a.mention.text, a.mention.unit, None) for name, a in pairs)
            fills.append(ChunkFill(run, said, Tokens()))
    return conclude(document, passages, tuple(fills), ASKED_BY)


def _holds(text: str) -> None:
    result = _result(text)
    report = result.report
    items = (*report.achievements, *report.problems, *report.plans)
    evidence = [e for holder in (*report.indicators, *items) for e in holder.evidence]
    assert [e for e in evidence if text[e.start : e.end] != e.quote] == []
    quantities = sorted((m.start, m.quantity_end) for m in find_numbers(text) if m.is_quantity)
    named = [(i.span.start, i.span.end) for i in report.indicators]
    assert sorted(named + [(o.start, o.end) for o in result.validation.omitted]) == quantities
    coverage = result.validation.coverage
    assert coverage.claimed + coverage.omitted == coverage.quantities


def _mutated(text: str, rng: random.Random) -> str:
    """Cut, double, shuffle and soil a text, a few times over."""
    for _ in range(rng.randint(1, 6)):
        start = rng.randrange(len(text))
        end = min(len(text), start + rng.randint(1, 120))
        piece = text[start:end]
        match rng.randrange(4):
            case 0:
                text = text[:start] + text[end:] or "办结案件7件。"
            case 1:
                text = text[:end] + piece + text[end:]
            case 2:
                text = text[:start] + rng.choice(DEBRIS) + text[start:]
            case _:
                text = text[:start] + text[end:] + piece
    return text


@settings(max_examples=25, deadline=None)
@given(seed=st.sampled_from(SEEDS), random_seed=st.integers(0, 10**9))
def test_a_damaged_report_loses_nothing(seed, random_seed):
    """Each quantity of a soiled report is an indicator or omitted, and every quote stands where it says."""
    _holds(_mutated(read(seed).text, random.Random(random_seed)))


@pytest.mark.soak
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_thousands_of_damaged_reports_lose_nothing(seed):
    """The same, 1,000 times a seed."""
    text = read(seed).text
    for number in range(1000):
        _holds(_mutated(text, random.Random(number)))
