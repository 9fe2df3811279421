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
