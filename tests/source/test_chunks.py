"""make_chunks: every character once, cut at borders that hurt nobody."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.source.chunks import make_chunks
from extractor.source.clean import clean
from extractor.source.document import understand
from extractor.source.read import read
from extractor.source.sections import find_sections

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


@given(
    st.text(alphabet="一、（二）办结案件7,8.9万件。；，“”\n 存在问题名词解释法治", max_size=200),
    st.integers(5, 60),
)
def test_chunks_cover_everything_but_glossaries(text, size):
    """Each character outside glossaries lies in exactly one chunk, in order."""
    cleaned = clean(text)
    outline = find_sections(cleaned)
    kept = [part.span for part in outline.sections if part.kind.value != "glossary"]
    chunks = make_chunks(cleaned, outline, size=size)
    assert "".join(chunk.text for chunk in chunks) == "".join(cleaned.text[slice(*span)] for span in kept)
    assert all(cleaned.text[slice(*chunk.clean_span)] == chunk.text for chunk in chunks)
    assert [chunk.index for chunk in chunks] == list(range(len(chunks)))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_chunks_of_the_seeds_keep_their_size_and_section(seed):
    """No chunk is longer than asked for, and each lies in sections of its kind and path."""
    document = understand(read(seed))
    chunks = make_chunks(document.clean, document.outline)
    assert max(len(chunk.text.strip()) for chunk in chunks) <= 300
    for chunk in chunks:
        inside = [
            part
            for part in document.outline.sections
            if part.span.start < chunk.clean_span.end and chunk.clean_span.start < part.span.end
        ]
        assert {(part.kind, part.path) for part in inside if part.span.end > part.span.start} == {
            (chunk.kind, chunk.path)
        }
        assert (
            document.raw.text[chunk.original_span.start]
            == document.raw.text[document.clean.offsets.position(chunk.clean_span.start)]
        )


@pytest.mark.parametrize(
    ("sentence", "pieces"),
    [
        (
            "办结案件1,234,567件，调解矛盾纠纷890件；受理信访89件。",
            ["办结案件1,234,567件，", "调解矛盾纠纷890件；", "受理信访89件。"],
        ),
        ("没有标点的长句" * 3, ["没有标点的长句" * 2, "没有标点的长句"]),
    ],
)
def test_a_long_sentence_is_cut_at_its_clauses(sentence, pieces):
    """；first, then ，, never inside a number."""
    cleaned = clean(sentence)
    assert [
        chunk.text for chunk in make_chunks(cleaned, find_sections(cleaned), size=16 if "，" in sentence else 14)
    ] == pieces


@given(st.integers(5, 40))
def test_a_number_is_never_cut(size):
    """However small the chunks, the digits of one number stay together."""
    cleaned = clean("一、工作情况\n" + "投入资金1,234.56万元覆盖98.7%的村，" * 6)
    text = "|".join(chunk.text for chunk in make_chunks(cleaned, find_sections(cleaned), size=size))
    assert (text.count("1,234.56"), text.count("98.7%")) == (6, 6)


def test_what_tells_neither_work_nor_plans_goes_with_what_stands_before_it():
    text = "二零零七年施政报告\n甲、引言\n政府去年推出20项措施。市场不是万能。各局已落实其中18项。\n"
    cleaned = clean(text)
    told = [chunk.text.strip() for chunk in make_chunks(cleaned, find_sections(cleaned))]
    assert told[-1].endswith("政府去年推出20项措施。市场不是万能。各局已落实其中18项。")
