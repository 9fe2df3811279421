"""Provider batch mode: the questions of many reports as jobs of the provider's batch service.

In: report files and settings. Out: jobs handed over, and later their answers in the stores that `extractor run` looks
into. A chunk that needs a second question (an answer that did not fit) puts it into the next `submit`.
"""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from typing import Any

from extractor.errors import InputError, SettingsError
from extractor.inputs import ReportFile, read_report
from extractor.llm.cache import AnswerCache
from extractor.llm.fill import Asker
from extractor.llm.jobs import Collector, Jobs
from extractor.llm.ledger import Ledger
from extractor.pipeline import prepare
from extractor.settings import Settings


@contextmanager
def open_jobs(settings: Settings) -> Iterator[Jobs]:
    """Open the jobs of the configured endpoint. Raises SettingsError for the embedded model, which has none."""
    if settings.endpoint.base_url is None:
        raise SettingsError(
            "the embedded model has no batch service; set EXTRACTOR_BASE_URL and EXTRACTOR_MODEL",
            "内置模型没有批处理服务：请设置 EXTRACTOR_BASE_URL 和 EXTRACTOR_MODEL",
        )
    with ExitStack() as stack:
        cache = stack.enter_context(closing(AnswerCache(settings.answers_dir)))
        ledger = stack.enter_context(closing(Ledger(settings.ledger_dir)))
        yield stack.enter_context(closing(Jobs(settings.endpoint, ledger, cache)))


def questions(files: Sequence[ReportFile], settings: Settings) -> dict[str, dict[str, Any]]:
    """Return by key every request that extracting these reports would send; what cannot be read has none."""
    return asyncio.run(_questions(files, settings))


async def _questions(files: Sequence[ReportFile], settings: Settings) -> dict[str, dict[str, Any]]:
    endpoint = settings.endpoint
    with ExitStack() as stack:
        cache = stack.enter_context(closing(AnswerCache(settings.answers_dir)))
        ledger = stack.enter_context(closing(Ledger(settings.ledger_dir)))
        async with Collector(endpoint, lambda: endpoint.base_url or "", cache, ledger) as collector:
            collector.requests = {}
            asker = Asker(endpoint, collector)
            for file in files:
                try:
                    raw = read_report(file.path, file.encoding)
                except InputError:
                    continue
                await asker.fill(prepare(raw, endpoint.chunk_size)[1])
            return collector.requests
