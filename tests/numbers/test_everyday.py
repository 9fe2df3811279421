"""The short path: what it returns equals what the long path returns."""

from pathlib import Path

from extractor.numbers import find_numbers, mentions

SEEDS = Path(__file__).parents[2] / "seeds"


def test_the_short_path_changes_nothing(monkeypatch):
    """On the seeds the scan finds the same mentions with and without the short path."""
    texts = [path.read_bytes().decode("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    short = [find_numbers(text) for text in texts]
    monkeypatch.setattr(mentions, "read_everyday", lambda text, start, end: None)
    assert short == [find_numbers(text) for text in texts]


def test_the_short_path_leaves_what_needs_care(monkeypatch):
    """A qualifier before a broken line, and what stands behind 元, belong to the number."""
    texts = ["经费约\n982件。", "经费约\n982亿元。", "每人收3元5角。", "每人收3元半。", "投资982亿元，增收20万元。"]
    short = [find_numbers(text) for text in texts]
    monkeypatch.setattr(mentions, "read_everyday", lambda text, start, end: None)
    assert short == [find_numbers(text) for text in texts]


def test_a_number_read_alone_is_all_that_a_scan_finds():
    """Cut from the seeds, with its unit and with a little of what follows."""
    read = 0
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        for mention in find_numbers(text):
            for more in (0, 1, 2):
                marked = "，" + text[mention.start : mention.quantity_end + more]
                alone = mentions.read_alone(marked, 1)
                assert alone is None or find_numbers(marked) == [alone]
                read += alone is not None
    assert read > 200
