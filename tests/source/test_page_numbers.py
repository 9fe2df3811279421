"""Page numbers in texts that lost their line breaks."""

import pytest

from extractor.source.document import understand
from extractor.source.page_numbers import find_page_marks
from extractor.source.read import read_text

SENTENCES = ["本届政府会继续推动公营房屋的建设并改善市民的居住环境。", "去年新增轮候名额800个，", "较前年上升12%。"]


def page(number: int) -> str:
    """One page of an address: paragraphs with numbers, and a table's figures between blanks."""
    words = "".join(SENTENCES[(number + at) % 3] for at in range(20))
    return f"{number * 2 - 1}. {words} 其他措施 {number * 2}. {words}"


def body(numbers) -> str:
    return "".join(f"{page(number)} {number} " for number in numbers)


def found(text: str) -> list[str]:
    return [text[removal.start : removal.end].strip() for removal in find_page_marks(text)]


@pytest.mark.parametrize("numbers", [range(1, 9), range(8, 30), [1, 2, 3, 5, 6, 7, 8]])
def test_numbers_that_count_on_from_page_to_page_are_found(numbers):
    """A page may print no number."""
    assert found(body(numbers)) == [str(number) for number in numbers]


@pytest.mark.parametrize(
    "text",
    [
        body([1, 2, 3]),  # too few
        "".join(f"{page(1)} {number} " for number in [3, 9, 2, 40, 7, 1, 8, 30, 5]),  # they do not count on
        "".join(f"{number} 月，{page(1)}" for number in range(1, 9)),  # months
        "\n".join(f"{number} 加强法治政府建设。" for number in range(1, 30)),  # a list, a line each
    ],
)
def test_other_numbers_between_blanks_stay(text):
    assert found(text) == []


def test_page_numbers_are_no_indicators_and_cut_no_sentence():
    """They are left out as noise, which the coverage says; the sentence around one is whole."""
    document = understand(read_text(body(range(1, 9)) + " 甲部 " + SENTENCES[0]))
    assert "。 3 5. " not in document.clean.text
    assert sum(damage.note == "page number" for damage in document.damage) == 8
