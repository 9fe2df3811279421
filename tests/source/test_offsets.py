"""OffsetMap: clean positions back to original ones."""

from hypothesis import given
from hypothesis import strategies as st

from extractor.source.offsets import OffsetMap


@st.composite
def kept_ranges(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    """Draw a text and ordered ranges of it to keep."""
    text = draw(st.text(alphabet="甲乙丙丁1()\n", min_size=1, max_size=40))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    return text, list(zip(cuts[::2], cuts[1::2], strict=False))


@given(kept_ranges())
def test_every_clean_character_is_the_original_one_at_its_position(drawn):
    """A clean range's original range begins and ends with exactly its own characters."""
    text, ranges = drawn
    clean = "".join(text[start:end] for start, end in ranges)
    offsets = OffsetMap.keeping(ranges)
    assert offsets.length == len(clean)
    for start in range(len(clean)):
        for end in range(start + 1, len(clean) + 1):
            span = offsets.to_original(start, end)
            kept = [at for first, last in ranges for at in range(first, last) if span.start <= at < span.end]
            assert "".join(text[at] for at in kept) == clean[start:end]
            assert "".join(text[slice(*part)] for part in offsets.kept(start, end)) == clean[start:end]
            assert (text[span.start], text[span.end - 1]) == (clean[start], clean[end - 1])


@given(kept_ranges())
def test_to_clean_undoes_to_original(drawn):
    """Mapping a clean offset to the original and back returns it."""
    _, ranges = drawn
    offsets = OffsetMap.keeping(ranges)
    assert [offsets.to_clean(offsets.position(at)) for at in range(offsets.length)] == list(range(offsets.length))


def test_an_empty_range_maps_to_an_empty_range():
    """No character in, no character out."""
    span = OffsetMap.keeping([(2, 5)]).to_original(1, 1)
    assert (span.start, span.end) == (3, 3)
