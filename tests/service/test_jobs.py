"""The store of jobs: what was accepted is kept, worked on by one, finished once."""

import subprocess
import sys
import threading
from contextlib import closing

import pytest

from extractor.service.database import open_database
from extractor.service.jobs import MAX_CRASHES, Finished, JobStore, KeyReusedError, QueueFullError, Upload
from extractor.settings import Endpoint, Settings
from schemas.result import RunStatus
from schemas.service import JobState, Progress
from tests.waiting import PATIENCE_SECONDS, wait_until

UPLOAD = Upload("报告.txt", "全年办理案件7件。".encode(), None)
OTHER = Upload("另一份.txt", "全年办理案件8件。".encode(), None)
FINISHED = Finished(b'{"result": 1}', b'{"findings": 1}', RunStatus.COMPLETE, 2, None)
ALL_DONE = Progress(total=1, done=1)


@pytest.fixture
def settings(tmp_path, database_url):
    return Settings(Endpoint("fake"), tmp_path, database_url=database_url)


@pytest.fixture
def database(settings):
    with closing(open_database(settings)) as opened:
        yield opened


@pytest.fixture
def store(database):
    return JobStore(database)


def _accept(store, upload=UPLOAD, key=None, owner="office", limit=10):
    return store.accept(upload, owner, key=key, limit=limit)


def test_what_was_accepted_is_there_for_the_next_process(settings, store):
    """The job and the bytes of its report, read through a connection of its own."""
    job = _accept(store)
    with closing(open_database(settings)) as again:
        other = JobStore(again)
        assert other.find(job.id) == job
        assert other.body(job.id, "upload") == UPLOAD.data
    assert job.state is JobState.QUEUED


def test_a_key_stands_for_one_report_of_one_owner(store):
    """The same key and report is the same job; another report, name or encoding under it is refused."""
    job = _accept(store, key="k")
    assert _accept(store, key="k") == job
    for other in (OTHER, Upload("b.txt", UPLOAD.data), Upload(UPLOAD.name, UPLOAD.data, "gb18030")):
        with pytest.raises(KeyReusedError):
            _accept(store, other, key="k")
    assert _accept(store, OTHER, key="k", owner="archive").id != job.id
    assert len(store.latest(10)) == 2


def test_the_queue_has_a_limit_and_a_known_key_passes_it(store):
    """A full queue refuses what is new and keeps nothing of it; a retry of what it has is no new report."""
    job = _accept(store, key="k", limit=1)
    with pytest.raises(QueueFullError):
        _accept(store, OTHER, limit=1)
    assert _accept(store, key="k", limit=1) == job
    assert store.latest(10) == (job,)


def test_jobs_are_taken_in_order_and_twins_one_after_the_other(store):
    """A report that is at work already waits, whoever sent it; others pass it."""
    first, twin, other = _accept(store), _accept(store, owner="archive"), _accept(store, OTHER)
    assert store.claim("w")[0].id == first.id
    job, upload = store.claim("v")
    assert (job.id, upload) == (other.id, OTHER)
    assert store.claim("w") is None
    assert store.finish(first.id, "w", FINISHED, ALL_DONE)
    assert store.claim("w")[0].id == twin.id


def test_a_job_finishes_once_and_its_upload_goes(store):
    """The second result is not taken, nor one of a worker that does not have the job."""
    job = _accept(store)
    store.claim("w")
    assert not store.finish(job.id, "stranger", FINISHED, ALL_DONE)
    assert store.finish(job.id, "w", FINISHED, ALL_DONE)
    assert not store.finish(job.id, "w", Finished(b"x", b"y", RunStatus.FAILED, 0, "late"), ALL_DONE)
    done = store.find(job.id)
    assert (done.state, done.status, done.open, done.chunks) == (JobState.DONE, RunStatus.COMPLETE, 2, ALL_DONE)
    assert (store.body(job.id, "result"), store.body(job.id, "findings")) == (FINISHED.result, FINISHED.findings)
    assert store.body(job.id, "upload") is None


def test_a_deleted_job_takes_no_result(store, database):
    """Nothing of it comes back."""
    job = _accept(store)
    store.claim("w")
    store.delete(job.id)
    assert not store.finish(job.id, "w", FINISHED, ALL_DONE)
    assert database.read("SELECT count(*) FROM service_bodies")[0][0] == 0
    assert store.find(job.id) is None


def test_an_owner_sees_its_own(store):
    """Another's job is as good as none."""
    mine, theirs = _accept(store), _accept(store, OTHER, owner="archive")
    assert store.latest(10, "office") == (mine,)
    assert store.find(theirs.id, "office") is None
    assert [job.id for job in store.latest(10)] == [theirs.id, mine.id]


def test_the_jobs_of_a_killed_worker_are_taken_over(store, database, settings):
    """Those of a living one are not."""
    code = (
        "import sys; from pathlib import Path; from extractor.service.database import open_database; "
        "from extractor.settings import Endpoint, Settings; from extractor.service.jobs import JobStore; "
        "url = sys.argv[2] or None; "
        "d = open_database(Settings(Endpoint('fake'), Path(sys.argv[1]), database_url=url)); d.enlist('dead'); "
        "print(JobStore(d).claim('dead')[0].id, flush=True); sys.stdin.read()"
    )
    job, other = _accept(store), _accept(store, OTHER)
    command = [sys.executable, "-c", code, str(settings.cache_dir), settings.database_url or ""]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline().strip() == job.id
    database.enlist("alive")
    assert store.claim("alive")[0].id == other.id
    assert store.take_over("alive") == 0
    process.kill()
    process.communicate()
    wait_until(lambda: store.take_over("alive") == 1)  # the server learns of the end a moment later
    assert store.find(job.id).state is JobState.QUEUED
    assert store.find(other.id).state is JobState.RUNNING


def test_a_report_that_kills_its_worker_is_given_up(store):
    """After so many deaths, with the reason; a worker that was told to end counts for nothing."""
    job = _accept(store)
    for _ in range(MAX_CRASHES):
        assert store.find(job.id).state is JobState.QUEUED
        store.claim("w")
        store.put_back(job.id, "w", None)
        store.claim("w")
        store.crashed("w")
    failed = store.find(job.id)
    assert failed.state is JobState.FAILED
    assert "died" in failed.reason
    assert store.body(job.id, "upload") is None


def test_why_jobs_wait_is_known_until_they_are_taken(store):
    """The reason of a job that was put back is shown, and gone with the next attempt."""
    job = _accept(store)
    store.claim("w")
    store.put_back(job.id, "w", "the key is wrong")
    assert store.why_waiting() == store.find(job.id).reason == "the key is wrong"
    store.claim("w")
    assert store.why_waiting() is None
    assert store.counts()[JobState.RUNNING] == 1


def test_writers_follow_one_another(settings, store):
    """Two processes that count the queue at the same time do not both find room for one."""
    accepted, refused = [], []

    def send(n: int) -> None:
        with closing(open_database(settings)) as own:
            try:
                accepted.append(JobStore(own).accept(Upload(f"{n}.txt", b"7"), "office", key=None, limit=3))
            except QueueFullError:
                refused.append(n)

    threads = [threading.Thread(target=send, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert (len(accepted), len(refused)) == (3, 5)


def test_twins_are_not_taken_by_two_workers_at_once(settings, store):
    """However many look for work at the same time."""
    for n in range(4):
        _accept(store, owner=f"owner-{n}")
    taken = []

    def claim(n: int) -> None:
        with closing(open_database(settings)) as own:
            taken.append(JobStore(own).claim(f"worker-{n}"))

    threads = [threading.Thread(target=claim, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert sum(found is not None for found in taken) == 1
