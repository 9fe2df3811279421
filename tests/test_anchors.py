"""Anchors: every quantity of the kept text in exactly one chunk, at its place."""

from pathlib import Path

import pytest

from extractor.anchors import anchor
from extractor.pipeline import prepare
from extractor.source.cells import read_numbers
from extractor.source.chunks import Chunk
from extractor.source.offsets import CleanSpan, OffsetMap
from extractor.source.read import read, read_text
from schemas.section import SectionKind
from schemas.span import Span
from tests.passages import passages

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))


def placed(one) -> list[str]:
    """Return the anchored stretches of a passage."""
    return [one.chunk.text[a.start : a.end] for a in one.anchors]


def test_each_chunk_has_its_own_quantities():
    """Offsets are those of the chunk's text, wherever the chunk stands."""
    made = passages("办结案件7件。", "没有数量，2024年。", "调解5.8万余件，涉及12个旗县。")
    assert [placed(one) for one in made] == [["7件"], [], ["5.8万余件", "12个"]]


def test_a_number_of_which_only_the_unit_is_kept_is_not_anchored():
    """The page number of a removed line takes no word of the next line for its unit: 83-86, 起动九龙东."""
    text = "用地和设施83-86\n起动九龙东5项工程。"
    keep = [(10, len(text))]
    clean = text[10:]
    chunk = Chunk(0, SectionKind.ACHIEVEMENTS, (), CleanSpan(0, len(clean)), Span(start=0, end=len(text)), clean)
    [one] = anchor([chunk], read_numbers(text), OffsetMap.keeping(keep))
    assert placed(one) == ["5项"]


def test_removed_text_is_stepped_over():
    """In a chunk out of which noise was cut, anchors cover the number and its unit in the clean text."""
    text = "办结案(àn)件7(qī)件，调解9件。"
    keep = [(0, 3), (7, 9), (12, len(text))]
    clean = "".join(text[s:e] for s, e in keep)
    chunk = Chunk(0, SectionKind.ACHIEVEMENTS, (), CleanSpan(0, len(clean)), Span(start=0, end=len(text)), clean)
    [one] = anchor([chunk], read_numbers(text), OffsetMap.keeping(keep))
    assert placed(one)[-1] == "9件"
    assert [one.chunk.text[a.start] for a in one.anchors] == ["7", "9"]


def test_quantities_of_text_that_was_cut_out_go_nowhere():
    """A repeat or a glossary between two chunks holds numbers that nobody asks about."""
    text = "办结7件。（重复：办结8件。）调解9件。"
    first, last = text.index("（"), text.index("调解")
    offsets = OffsetMap.keeping([(0, first), (last, len(text))])
    chunks = [
        Chunk(0, SectionKind.OTHER, (), CleanSpan(0, first), Span(start=0, end=first), text[:first]),
        Chunk(1, SectionKind.OTHER, (), CleanSpan(first, offsets.length), Span(start=last, end=len(text)), text[last:]),
    ]
    made = anchor(chunks, read_numbers(text), offsets)
    assert [placed(one) for one in made] == [["7件"], ["9件"]]


@pytest.mark.parametrize("size", [60, 300, 1200])
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_every_quantity_of_a_seed_is_anchored_once(seed, size):
    """Quantities in a chunk's range are anchored there, in order, without overlap, at characters of their own."""
    document, made = prepare(read(seed), size)
    anchored = [a.mention for one in made for a in one.anchors]
    assert anchored == sorted(set(anchored))
    inside = [
        m
        for m in read_numbers(document.raw.text).mentions
        if m.is_quantity and any(c.chunk.original_span.start <= m.start < c.chunk.original_span.end for c in made)
    ]
    missing = [m for m in inside if m not in set(anchored)]
    cut = [(d.start, d.end) for d in document.damage]
    assert [m.text for m in missing if not any(s <= m.start < e for s, e in cut)] == []
    for one in made:
        assert all(a.end <= b.start for a, b in zip(one.anchors, one.anchors[1:], strict=False))
        assert all(one.chunk.text[a.start : a.end].strip() for a in one.anchors)


def test_a_report_without_quantities_has_no_anchors():
    """Nothing to ask is no error."""
    assert [placed(one) for one in prepare(read_text("加强组织领导。"), 300)[1]] == [[]]
