"""Bodies that became one line: paragraphs are told by indents and numbers, and every character keeps its place."""

from extractor.source.document import understand
from extractor.source.paragraphs import part_at_numbers
from extractor.source.read import read_text

WORK = "去年我们完成了多项工程，受惠市民超过{}万人。"


def address(numbers) -> str:
    """An address in one line: numbered paragraphs, each below the words of a heading."""
    return "某地2014年施政报告 各位议员： " + " ".join(f"物流业发展 {n}. {WORK.format(n)}" for n in numbers)


def test_numbered_paragraphs_and_their_headings_begin_lines():
    text = address(range(1, 60))
    parted = part_at_numbers(text)
    assert len(parted) == len(text)
    assert f"\n物流业发展\n2. {WORK.format(2)}\n物流业发展\n3. " in parted


def test_numbers_that_do_not_count_on_part_nothing():
    text = address([7, 3, 120, 9, 1, 88] * 12)
    assert part_at_numbers(text) == text


def test_no_item_of_such_a_body_holds_a_heading():
    """Evidence is cut from the text as it stands."""
    text = address(range(1, 60))
    document = understand(read_text(text))
    assert len(document.items) == 59
    for item in document.items:
        evidence = document.clean.evidence(*item.spans[0])
        assert text[evidence.start : evidence.end] == evidence.quote
        assert "物流业发展" not in evidence.quote
