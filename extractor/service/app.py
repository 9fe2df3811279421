"""The whole service as one ASGI app: trace, gate, API, pages, review; and the processes it lives with.

In: settings, a database. Out: an app to serve. While it is served a worker runs beside it, and is started anew if it
dies.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.types import ASGIApp

from extractor.review.folder import Folder
from extractor.review.labels import Lang
from extractor.review.store import Store
from extractor.review.web import make_pages
from extractor.service.api import Service, make_api
from extractor.service.compute import Pool
from extractor.service.database import Database
from extractor.service.gate import Gate
from extractor.service.jobs import JobStore
from extractor.service.keeper import keep_worker
from extractor.service.metrics import Metrics
from extractor.service.pages import Pages
from extractor.service.tokens import TokenStore
from extractor.service.trace import Trace
from extractor.settings import Settings

QUEUE_LIMIT = 1000


class Finished(Folder):
    """The results of finished reports; unlike a run's folder it may be empty."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path, self.store = path, Store(path)
        self._read = {}

    def files(self) -> dict[str, Path]:
        """Return the result files by their jobs' ids."""
        return {path.stem: path for path in sorted(self.path.glob("*.json"))}


@dataclass(frozen=True, slots=True)
class Layout:
    """What a service is told at its start; `hosts` may be named to it, none means any."""

    hosts: Collection[str]
    lang: Lang


def make_service(settings: Settings, database: Database, queue_limit: int = QUEUE_LIMIT) -> Service:
    """Put together what the routes work with."""
    processors = os.cpu_count() or 1
    return Service(
        jobs=JobStore(database),
        tokens=TokenStore(database),
        reading=Pool(processors),
        checking=Pool(processors),
        metrics=Metrics(),
        results=settings.results_dir,
        queue_limit=queue_limit,
    )


def make_app(service: Service, layout: Layout, settings: Settings | None) -> ASGIApp:
    """Return the app; its lifespan has a worker for these settings (None: no worker) and the computing processes."""
    api = make_api(service)
    api.router.routes.extend(Pages(service.tokens).routes())
    api.mount("/review", make_pages(Finished(service.results), layout.lang))
    api.router.lifespan_context = lambda _: _alive(service, settings)
    return Trace(Gate(api, service.tokens, layout.hosts), service.metrics)


@asynccontextmanager
async def _alive(service: Service, settings: Settings | None) -> AsyncIterator[None]:
    ending, restarted = (lambda: service.is_ending), service.metrics.restarted
    working = keep_worker(settings, service.jobs, service.results, ending, restarted) if settings else _nothing()
    keeper = asyncio.create_task(working)
    service.reading.warm_up()
    service.checking.warm_up()
    try:
        yield
    finally:
        service.is_ending = True
        await keeper
        service.reading.close()
        service.checking.close()


async def _nothing() -> None:
    """Have no worker."""
