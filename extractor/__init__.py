"""Structured extraction from Chinese government reports, with every number checked against its source.

    from extractor import find_numbers, check, extract

`find_numbers` lists every number mention of a text, `check` gives a verdict for every claimed number, and `extract`
runs the whole path with the configured model. Importing this package imports no model code.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from extractor.check import check

if TYPE_CHECKING:
    from extractor.settings import Settings
    from schemas.quantity import Mention
    from schemas.result import ReportResult

__all__ = ["check", "extract", "find_numbers"]


def find_numbers(text: str) -> "list[Mention]":
    """Return every number mention of `text` in text order; offsets are code points into `text`.

    >>> [(m.text, m.value, m.unit) for m in find_numbers("调解纠纷4785件")]
    [('4785', '4785', '件')]
    """
    from extractor.numbers import find_numbers as find

    return find(text)


def extract(path_or_text: Path | str, settings: "Settings | None" = None) -> "ReportResult":
    """Extract one report: a file, named by a `Path` or a `str`, or the report's text itself.

    Offsets in the result point into the decoded text. Raises InputError for what cannot be read and EndpointError
    when the model cannot be asked; a chunk that fails is a status in the result.
    """
    import asyncio

    from extractor.batch import extract_report
    from extractor.inputs import names_a_file, read_report
    from extractor.llm.session import open_session
    from extractor.settings import load_settings
    from extractor.source.read import read_text

    is_file = isinstance(path_or_text, Path) or names_a_file(path_or_text)
    raw = read_report(Path(path_or_text)) if is_file else read_text(str(path_or_text))

    async def whole() -> "ReportResult":
        async with open_session(settings or load_settings()) as asker:
            return await extract_report(raw, asker)

    return asyncio.run(whole())
