"""Every number mention in a Chinese text."""

from extractor.numbers.mentions import find_numbers

__all__ = ["find_numbers"]
