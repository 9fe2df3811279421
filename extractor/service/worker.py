"""The worker: takes jobs, extracts their reports, keeps the results. It runs in a process of its own.

In: settings, jobs. Out: results in the database, and as files for the review app. So the HTTP side never waits for a
report to be read or checked, and what a hostile report does to its process is done to this one.
"""

import asyncio
import signal
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from extractor.anchors import Passage
from extractor.batch import extract_report
from extractor.errors import ExtractorError, InputError, OutputError, StoppedError
from extractor.llm.fill import Asker
from extractor.llm.session import open_session
from extractor.output import make, to_json, write_text
from extractor.service.database import open_database
from extractor.service.jobs import Finished, JobStore, Upload
from extractor.service.logs import describe, log_to_stderr, tell
from extractor.settings import Settings
from extractor.source.read import read_bytes
from schemas.answer import ChunkFill
from schemas.result import ChunkStatus, ReportResult
from schemas.service import Job, Progress

POLL_SECONDS = 0.2
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 2.0, 60.0
"""Before an endpoint that failed is tried again."""


@dataclass(slots=True)
class Standing:
    """How far a job is, while it is at work."""

    total: int | None = None
    done: int = 0
    failed: int = 0

    def cut(self, passages: tuple[Passage, ...]) -> None:
        """Count what will be asked."""
        self.total = sum(1 for passage in passages if passage.anchors)

    def answered(self, chunk: ChunkFill) -> None:
        """Count an answer."""
        self.done += 1
        self.failed += chunk.run.status is not ChunkStatus.OK

    @property
    def progress(self) -> Progress:
        """Freeze it."""
        return Progress(total=self.total, done=self.done, failed=self.failed)


@dataclass(slots=True)
class Worker:
    """Work off the jobs of a store until told to drain."""

    settings: Settings
    jobs: JobStore
    name: str
    results: Path
    draining: bool = False
    _standings: dict[str, Standing] = field(default_factory=dict)
    _told: dict[str, Progress] = field(default_factory=dict)
    _finished: int = 0

    async def run(self) -> None:
        """Extract what is there and what comes; an endpoint that fails is tried again later, and nothing is lost."""
        pause = FIRST_PAUSE_SECONDS
        while not self.draining:
            before = self._finished
            try:
                async with open_session(self.settings) as asker:
                    await self._work(asker)
            except ExtractorError as error:
                tell("session failed", reason=type(error).__name__)
            pause = FIRST_PAUSE_SECONDS if self._finished > before else min(2 * pause, LONGEST_PAUSE_SECONDS)
            await self._rest(pause)

    def drain(self) -> None:
        """Take no more jobs, ask nothing more; what is on its way is taken in, and the jobs go back to the queue."""
        self.draining = True

    async def _rest(self, seconds: float) -> None:
        until = asyncio.get_running_loop().time() + seconds
        while not self.draining and asyncio.get_running_loop().time() < until:
            await asyncio.sleep(POLL_SECONDS)

    async def _work(self, asker: Asker) -> None:
        """Keep as many jobs at work as the endpoint takes calls, until the session fails or the worker drains."""
        tasks: set[asyncio.Task[bool]] = set()
        ended = True
        try:
            while not self.draining and asker.gateway.stopped is None:
                await asyncio.to_thread(self.jobs.take_over, self.name)
                while len(tasks) < asker.endpoint.concurrency and (claimed := await self._claim()):
                    tasks.add(asyncio.create_task(self._one(*claimed, asker)))
                await self._tell_progress()
                if tasks:
                    done, tasks = await asyncio.wait(tasks, timeout=POLL_SECONDS, return_when=asyncio.FIRST_COMPLETED)
                    ended = ended and all(task.result() for task in done)
                else:
                    _forget_bad_answers(asker)
                    await asyncio.sleep(POLL_SECONDS)
        finally:
            asker.gateway.stop(StoppedError("the service was told to end"))
            if all(await asyncio.gather(*tasks)) and ended:
                _forget_bad_answers(asker)

    async def _claim(self) -> tuple[Job, Upload] | None:
        return await asyncio.to_thread(self.jobs.claim, self.name)

    async def _tell_progress(self) -> None:
        now = {id: standing.progress for id, standing in self._standings.items()}
        changed = {id: progress for id, progress in now.items() if self._told.get(id) != progress}
        if changed:
            await asyncio.to_thread(self.jobs.progress, self.name, changed)
        self._told = now

    async def _one(self, job: Job, upload: Upload, asker: Asker) -> bool:
        """Extract one report. Whatever happens to it is told in its job; False if that was put back."""
        standing = self._standings[job.id] = Standing()
        try:
            raw = await asyncio.to_thread(read_bytes, upload.data, upload.name, encoding=upload.encoding)
            result = await extract_report(raw, asker, standing.answered, lambda cut: standing.cut(tuple(cut)))
            kept = await asyncio.to_thread(self._keep, job, result, standing.progress)
            self._finished += 1
            tell("report finished", job=job.id, status=result.run.status.value, kept=kept)
        except InputError as error:
            self.jobs.fail(job.id, self.name, str(error))
        except ExtractorError as error:
            self.jobs.put_back(job.id, self.name, None if self.draining else _why(error))
            tell("report put back", job=job.id, reason=type(error).__name__)
            return False
        except Exception as error:
            self.jobs.fail(job.id, self.name, f"the program failed on this report ({type(error).__name__})")
            tell("report failed", job=job.id, error=describe(error))
        finally:
            del self._standings[job.id]
        return True

    def _keep(self, job: Job, result: ReportResult, progress: Progress) -> bool:
        """Keep a result in the database, and for the review app as a file."""
        made = make(result)
        findings = to_json(result.validation).encode()
        finished = Finished(made.text.encode(), findings, made.status, made.open, made.reason)
        path = self.results / f"{job.id}.json"
        write_text(path, made.text)
        kept = self.jobs.finish(job.id, self.name, finished, progress)
        if not kept and self.jobs.find(job.id) is None:  # deleted meanwhile
            path.unlink(missing_ok=True)
        return kept


def _why(error: ExtractorError) -> str:
    """Say why a job waits, without naming places on this machine."""
    return "what the model answers cannot be stored now" if isinstance(error, OutputError) else str(error)


def _forget_bad_answers(asker: Asker) -> None:
    """Give answers that no result could be made of to nobody again, now that all who asked have their results."""
    if asker.no_good:
        asker.gateway.set_aside(asker.no_good)
        asker.no_good.clear()


def main(settings: Settings, name: str, results: Path) -> None:
    """Run a worker in this process until it is told to end."""
    log_to_stderr()
    database = open_database(settings)
    database.enlist(name)
    results.mkdir(parents=True, exist_ok=True, mode=0o700)
    worker = Worker(settings, JobStore(database), name, results)
    asyncio.run(_until_told(worker))


async def _until_told(worker: Worker) -> None:
    loop = asyncio.get_running_loop()
    with suppress(NotImplementedError):  # Windows
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, worker.drain)
    await worker.run()
