"""A service in this process: the real app, store and worker, a scripted model, and computing processes shared by all."""

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import psycopg
import pytest
import uvicorn
from starlette.testclient import TestClient

from extractor.llm.fake import FakeEndpoint
from extractor.review.labels import Lang
from extractor.service.api import Service
from extractor.service.app import Layout, make_app, make_service
from extractor.service.compute import Pool
from extractor.service.database import Database, open_database
from extractor.service.gate import names_of
from extractor.service.tokens import Scope, Token
from extractor.service.worker import Worker
from extractor.settings import Settings
from tests.service.postgres import PROGRAMS, postgres
from tests.waiting import PATIENCE_SECONDS

HERE = "http://127.0.0.1:8787"
REPORT = "某市第三局2023年法治政府建设年度报告\n一、工作成效\n全年下发督察意见47份，深入12个旗县。\n二、存在的问题\n在编人员仅7人。\n"


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL server, where its programs are installed."""
    if not PROGRAMS:
        pytest.skip("no PostgreSQL on this machine; Debian's package is called postgresql")
    with postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request):
    """No URL for sqlite; that of a schema of its own for PostgreSQL."""
    if request.param == "sqlite":
        yield None
        return
    with schema_of(request.getfixturevalue("server")) as url:
        yield url


@contextmanager
def schema_of(server: str):
    """Make a schema of its own on a server; yields the URL of that."""
    schema = f"t{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
    yield f"{server}&options=-csearch_path%3D{schema}"


@pytest.fixture(scope="session")
def pool():
    """One process that reads and checks, for all tests."""
    pool = Pool(1)
    yield pool
    pool.close()


@contextmanager
def served(app):
    """Serve an app on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(PATIENCE_SECONDS)


@dataclass
class Made:
    """A service, what it was made of, and ways to use it."""

    settings: Settings
    database: Database
    service: Service

    def client(self, *scopes: Scope, name: str = "office", base: str = HERE, **limits: int) -> TestClient:
        """Return a client with a token of its own; without scopes it has none."""
        app = make_app(self.service, Layout(names_of("127.0.0.1", ()), Lang.EN), None)
        headers = {}
        if scopes:
            secret = self.service.tokens.add(Token(name, frozenset(scopes), **limits))
            headers["authorization"] = f"Bearer {secret}"
        return TestClient(app, base_url=base, headers=headers, follow_redirects=False, raise_server_exceptions=False)

    def work(self, until: Callable[[], bool] | None = None, settings: Settings | None = None) -> None:
        """Have a worker at work until every job is finished, or something else is so."""
        self.database.enlist(name := f"worker-{time.monotonic_ns()}")
        self.service.results.mkdir(parents=True, exist_ok=True)
        worker = Worker(settings or self.settings, self.service.jobs, name, self.service.results)
        thread = threading.Thread(target=lambda: asyncio.run(worker.run()))
        thread.start()
        is_over = until or (lambda: all(job.state.is_final for job in self.service.jobs.latest(100)))
        patience = time.monotonic() + PATIENCE_SECONDS
        while not is_over() and time.monotonic() < patience:
            time.sleep(0.02)
        worker.drain()
        thread.join(PATIENCE_SECONDS)
        assert time.monotonic() < patience, "the worker did not get there"

    def traces(self) -> int:
        """Count what is kept of any report."""
        rows = ("SELECT count(*) FROM service_jobs", "SELECT count(*) FROM service_bodies")
        return sum(self.database.read(sql)[0][0] for sql in rows)


@pytest.fixture
def fake() -> FakeEndpoint:
    return FakeEndpoint()


@pytest.fixture
def made(tmp_path, pool, fake, database_url):
    settings = replace(fake.settings(tmp_path / "cache"), database_url=database_url)
    with closing(open_database(settings)) as database:
        service = make_service(settings, database)
        service.reading.close()
        service.checking.close()
        service.reading = service.checking = pool
        yield Made(settings, database, service)


@pytest.fixture
def client(made) -> Any:
    return made.client(*Scope)
