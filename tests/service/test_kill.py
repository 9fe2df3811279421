"""Kill -9 of the whole service under load: what was accepted finishes once, and nothing is paid twice."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest

from tests.llm import server as fake
from tests.llm.server import Server, serve
from tests.service.conftest import schema_of
from tests.waiting import PATIENCE_SECONDS, wait_until

ROOT = Path(__file__).resolve().parents[2]
CONCURRENCY = 8
REPORT = (
    "某市第{n}局年度报告\n一、工作成效\n全年下发督察意见{n}份，深入{m}个旗县。\n二、存在的问题\n在编人员仅{m}人。\n"
)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9")


@dataclass
class Client:
    """Somebody who hands in reports, comes again where no answer came, and remembers what was accepted."""

    folder: Path
    server: Server
    database_url: str | None = None
    secret: str = ""
    address: str = ""
    accepted: dict[int, str] = field(default_factory=dict)

    def start(self) -> subprocess.Popen[str]:
        """Start the service in a process of its own; its first start prints a token."""
        environ = {k: v for k, v in os.environ.items() if not k.startswith(("EXTRACTOR_", "OPENAI_"))}
        environ |= {
            **{"EXTRACTOR_BASE_URL": self.server.url, "EXTRACTOR_MODEL": "fake", "LC_ALL": "C.UTF-8"},
            **{"EXTRACTOR_CACHE_DIR": str(self.folder), "EXTRACTOR_CONCURRENCY": str(CONCURRENCY)},
            **{"PYTHONPATH": str(ROOT), "EXTRACTOR_DATABASE_URL": self.database_url or ""},
        }
        code = "from extractor.cli import main; main()"
        with (self.folder / "log").open("a") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", code, "serve", "--port", "0"],
                **{"cwd": self.folder, "env": environ, "stdout": subprocess.PIPE, "stderr": log, "text": True},
            )
        self.address = process.stdout.readline().split()[-1]
        if not self.secret:
            self.secret = process.stdout.readline().split()[-1]
        return process

    def get(self, path: str) -> httpx2.Response:
        return httpx2.get(f"{self.address}{path}", headers=self._headers(), timeout=PATIENCE_SECONDS)

    def check(self) -> int:
        """Check one claim; returns the status."""
        body = {"claims": [{"name": "办案", "value_text": "7件"}], "source": "办案7件。"}
        address, headers = f"{self.address}/v1/check", self._headers()
        return httpx2.post(address, json=body, headers=headers, timeout=PATIENCE_SECONDS).status_code

    def send(self, n: int) -> None:
        """Hand in a report under a key of its own."""
        text = REPORT.format(n=1000 + n, m=20 + n)
        answer = httpx2.post(
            f"{self.address}/v1/reports",
            json={"text": text, "name": f"{n}.txt"},
            headers={**self._headers(), "Idempotency-Key": f"report-{n}"},
            timeout=PATIENCE_SECONDS,
        )
        assert answer.status_code == 202, answer.text
        id = answer.json()["id"]
        assert self.accepted.setdefault(n, id) == id  # the same job, also after a kill

    def send_all(self, count: int) -> None:
        """Hand in what was not accepted yet, until it is or the service is gone."""
        for n in range(count):
            if n not in self.accepted:
                try:
                    self.send(n)
                except httpx2.TransportError:
                    return

    def wait(self) -> None:
        """Wait until everything that was accepted is done."""
        patience = time.monotonic() + PATIENCE_SECONDS
        waiting = set(self.accepted.values())
        while waiting and time.monotonic() < patience:
            waiting -= {id for id in waiting if self.get(f"/v1/reports/{id}").json()["state"] == "done"}
            time.sleep(0.2)
        assert not waiting

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.secret}"}


@contextmanager
def killed_at(client: Client, process: subprocess.Popen[str], requests: int, chance: random.Random):
    """Kill the service once the model has been asked so often, while the block goes on."""

    def kill() -> None:
        with suppress(AssertionError):  # it is killed in any case
            wait_until(lambda: client.server.count >= requests)
        time.sleep(chance.random() * 0.02)
        process.kill()

    thread = threading.Thread(target=kill)
    thread.start()
    yield
    thread.join(PATIENCE_SECONDS)
    process.communicate()


def killed_and_started_again(folder: Path, url: str | None, points: int, reports: int) -> None:
    """Kill the service at random points of its work; in the end hold its books against the server's."""
    chance = random.Random()
    with serve(fake.hang(0.02)) as server:
        client = Client(folder, server, url)
        for requests in sorted(chance.sample(range(1, reports), points)):
            process = client.start()
            with killed_at(client, process, requests, chance):
                client.send_all(reports)
        process = client.start()
        try:
            client.send_all(reports)
            client.wait()
            _holds(client, points, reports)
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=PATIENCE_SECONDS)


def _holds(client: Client, kills: int, reports: int) -> None:
    jobs = client.get("/v1/reports?limit=100").json()["reports"]
    assert sorted(job["id"] for job in jobs) == sorted(client.accepted.values())
    assert len(jobs) == reports
    assert {job["status"] for job in jobs} == {"complete"}
    for n, id in client.accepted.items():
        result = client.get(f"/v1/reports/{id}/result").json()
        assert [i["value"] for i in result["report"]["indicators"]] == [str(1000 + n), str(20 + n), str(20 + n)]
    with sqlite3.connect(client.folder / "ledger.db") as ledger:
        paid = dict(ledger.execute("SELECT key, count(*) FROM calls WHERE state = 'paid' GROUP BY key").fetchall())
        # what a killed process had in flight is `started` until the next start enters it as lost; both are told as lost
        unanswered = "SELECT count(*) FROM calls WHERE state IN ('lost', 'started')"
        lost = ledger.execute(unanswered).fetchone()[0]
    ledger.close()
    assert set(paid.values()) == {1}  # no request was paid for twice
    assert client.server.count <= len(paid) + lost  # and the server saw no more than the books say
    assert lost <= kills * CONCURRENCY


def test_killed_twice(tmp_path, database_url):
    """Two kills on the way; the long test has ten."""
    killed_and_started_again(tmp_path, database_url, points=2, reports=12)


@pytest.mark.soak
def test_killed_ten_times(tmp_path, database_url):
    """Ten kills on the way."""
    killed_and_started_again(tmp_path, database_url, points=10, reports=60)


def test_one_of_two_services_is_killed(tmp_path, server):
    """Two processes share the jobs of a PostgreSQL database; what the killed one had, the other finishes."""
    reports, chance = 12, random.Random()
    with serve(fake.hang(0.1)) as model, schema_of(server) as url:
        client = Client(tmp_path, model, url)
        doomed = client.start()
        own = client.start()
        try:
            with killed_at(client, doomed, 4, chance):
                client.send_all(reports)
            client.wait()
            _holds(client, 1, reports)
        finally:
            own.send_signal(signal.SIGTERM)
            own.communicate(timeout=PATIENCE_SECONDS)


def test_told_to_end_it_ends_in_order(tmp_path):
    """SIGTERM takes in what is on its way and puts jobs back; the next start goes on without asking again."""
    with serve(fake.hang(0.3)) as server:
        client = Client(tmp_path, server)
        process = client.start()
        client.send_all(6)
        wait_until(lambda: server.count >= 2)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE_SECONDS)
        assert server.paid == server.count
        process = client.start()
        client.wait()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE_SECONDS)
        assert len({str(body["messages"]) for body in server.bodies}) == server.count


def _beside(pid: int) -> list[int]:
    """Return the processes that a service has beside it: its worker, and those that compute."""
    listed = [int(n) for place in Path(f"/proc/{pid}/task").glob("*/children") for n in place.read_text().split()]
    return [child for child in listed if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="it finds processes in /proc")
def test_what_is_killed_beside_it_is_started_anew(tmp_path):
    """The service goes on answering, and the report that was at hand is done by the next worker."""
    killed = threading.Event()
    with serve(fake.held(killed)) as server:
        client = Client(tmp_path, server)
        process = client.start()
        try:
            client.send(0)
            wait_until(lambda: server.count)
            for child in _beside(process.pid):
                os.kill(child, signal.SIGKILL)
            killed.set()
            assert client.get("/healthz").status_code == 200
            assert [client.check() for _ in range(2)][1] == 200  # the first may find the process dead: 503
            client.wait()
            assert "extractor_worker_restarts_total 1.0" in client.get("/metrics").text
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=PATIENCE_SECONDS)
