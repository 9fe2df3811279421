"""Printed parts and totals of a source: found where the text says that they belong together, and added up."""

from extractor.check.index import Source
from schemas.finding import Arithmetic


def check_arithmetic(source: Source) -> tuple[Arithmetic, ...]:
    """Find totals with their parts, and say of each whether it holds."""
    return ()
