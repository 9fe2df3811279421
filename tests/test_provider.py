"""Provider batch mode: questions handed over once, answers taken in through the same stores, then a run asks nothing."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from extractor import cli
from extractor.llm import gateway, limits
from extractor.llm.fake import completion, names
from extractor.llm.ledger import Ledger
from tests.llm import server as fake
from tests.llm.server import Server, serve

CHUNKS = 4


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a command against a server; returns exit code, standard output and standard error."""
    monkeypatch.setattr(gateway, "_backoff", lambda _: 0.001)
    monkeypatch.setattr(limits, "_backoff", lambda _: 0.001)
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    for n in (1, 2):
        text = f"一、工作成效\n下发督察意见{n}7份。\n二、存在的问题\n在编人员仅{n}2人。\n"
        Path("in", f"{n}.txt").write_text(text, encoding="utf-8")

    def call(server: Server, *arguments: str) -> tuple[int, str, str]:
        for name, value in {"BASE_URL": server.url, "MODEL": "fake", "API_KEY": "sk-x", "CACHE_DIR": "cache"}.items():
            monkeypatch.setenv(f"EXTRACTOR_{name}", value)
        monkeypatch.setattr("sys.argv", ["extractor", *arguments])
        code = 0
        try:
            cli.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        return code, *capsys.readouterr()

    return call


def test_the_answers_of_a_job_serve_a_run(run):
    """Submit, look, collect, run: no live call, the same result as a live run, and everything in the ledger."""
    with serve() as server:
        code, out, _ = run(server, "provider", "submit", "in")
        assert (code, out.splitlines()[0]) == (
            0,
            f"{CHUNKS} questions without an answer; the text is sent to {server.host}",
        )
        assert out.splitlines()[1].startswith("batch-0  completed")
        assert run(server, "provider", "status")[:2] == (0, f"batch-0  completed  {CHUNKS} of {CHUNKS} done\n")
        assert run(server, "provider", "collect")[:2] == (
            0,
            f"{CHUNKS} answers taken in, 0 requests without one, 0 jobs not ready\n",
        )
        assert run(server, "run", "in", "--out", "out")[0] == 0
        assert server.count == 0
        with closing(Ledger(Path("cache"))) as ledger:
            assert (ledger.totals(all_runs=True).paid, ledger.totals(all_runs=True).usage.total) == (4, 480)
        Path("cache").rename("aside")
        assert run(server, "run", "in", "--out", "live")[0] == 0
        assert server.count == CHUNKS
        lines = [json.loads(line) for line in server.service.files["file-0"].splitlines()]
    assert [Path("out", f"{n}.json").read_bytes() for n in (1, 2)] == [
        Path("live", f"{n}.json").read_bytes() for n in (1, 2)
    ]
    sent = sorted(json.dumps(body, sort_keys=True) for body in server.bodies)
    assert sorted(json.dumps(line["body"], sort_keys=True) for line in lines) == sent
    assert len({line["custom_id"] for line in lines}) == CHUNKS


def test_nothing_is_handed_over_twice(run):
    """While a job holds a question it is in no other, and one whose answer is stored is in none."""
    with serve() as server:
        server.service.state = "in_progress"
        run(server, "provider", "submit", "in")
        run(server, "provider", "submit", "in")
        assert len(server.service.jobs) == 1
        assert run(server, "provider", "status")[0] == 1
        assert run(server, "provider", "collect")[:2] == (
            1,
            "0 answers taken in, 0 requests without one, 1 jobs not ready\n",
        )
        assert run(server, "run", "in", "--out", "out", "--budget", "1")[2].startswith(
            "4 questions are with the provider"
        )
        server.service.state = "completed"
        assert run(server, "provider", "collect")[0] == 0
        assert "questions are with" not in run(server, "run", "in", "--out", "out")[2]
        assert run(server, "provider", "submit", "in")[1].startswith("0 questions")
        assert len(server.service.jobs) == 1


def test_a_job_whose_creation_was_cut_off_is_found_again(run):
    """The provider knows it by its token; it is neither lost nor made a second time."""
    with serve() as server:
        server.service.fail_creation = True
        code, _, err = run(server, "provider", "submit", "in")
        assert (code, "502" in err) == (3, True)
        server.service.fail_creation = False
        run(server, "provider", "submit", "in")
        assert len(server.service.jobs) == 1
        assert run(server, "provider", "collect")[0] == 0
        server.service.jobs.clear()


def test_a_job_that_never_was_is_handed_over_again(run):
    """Where the provider knows nothing of it, its questions are free."""
    with serve() as server:
        server.service.fail_creation = True
        run(server, "provider", "submit", "in")
        server.service.jobs.clear()
        server.service.fail_creation = False
        run(server, "provider", "submit", "in")
        assert len(server.service.jobs) == 1


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("failed", "the file is not what we take"),
        ("expired", "not done within 24 h"),
        ("cancelled", "the file is not what we take"),
    ],
)
def test_a_job_that_failed_frees_its_questions(run, state, reason):
    """They can be submitted again, or asked live; the provider's reason is told."""
    with serve() as server:
        run(server, "provider", "submit", "in")
        server.service.state, answering, server.service.step = state, server.service.step, lambda _: None
        server.service.complaint = "the file is not what we take"
        assert "the file is not what we take" in run(server, "provider", "status")[1]
        code, out, _ = run(server, "provider", "collect")
        assert (code, out.splitlines()[:2]) == (
            1,
            [f"0 answers taken in, {CHUNKS} requests without one, 0 jobs not ready", f"  {reason}"],
        )
        server.service.state, server.service.step, server.service.complaint = "completed", answering, ""
        run(server, "provider", "submit", "in")
        assert run(server, "provider", "collect")[0] == 0
        assert run(server, "run", "in")[0] == 0
        assert server.count == 0


def test_lines_without_an_answer_are_asked_live(run):
    """A line that failed, or holds no completion, is left to the run."""
    seen = 0

    def one_in_two(body):
        nonlocal seen
        seen += 1
        return (json.loads(names()(body).content), None, {"choices": []})[seen % 3]

    with serve() as server:
        server.service.step = one_in_two
        run(server, "provider", "submit", "in")
        code, out, _ = run(server, "provider", "collect")
        assert (code, out.splitlines()) == (
            1,
            ["1 answers taken in, 3 requests without one, 0 jobs not ready", "  no such parameter"],
        )
        assert run(server, "run", "in")[0] == 0
        assert server.count == 3


def test_an_expired_job_gives_what_it_has(run):
    """What was answered before the time was up is taken in; the rest can be submitted again."""
    with serve() as server:
        server.service.state = "expired"
        left = iter([True, False] * CHUNKS)
        server.service.step = lambda body: json.loads(names()(body).content) if next(left) else None
        run(server, "provider", "submit", "in")
        code, out, _ = run(server, "provider", "collect")
        assert (code, out.splitlines()[0]) == (1, "2 answers taken in, 2 requests without one, 0 jobs not ready")
        assert run(server, "provider", "submit", "in")[1].startswith("2 questions")


def test_a_job_is_taken_in_once(run, monkeypatch):
    """A collect that is cut off takes nothing, the next one all; one more finds nothing to do."""
    given, calls = Ledger.given, iter([True, False])

    def cut_off(self, *answer):
        if not next(calls, True):
            raise KeyboardInterrupt
        given(self, *answer)

    with serve() as server:
        run(server, "provider", "submit", "in")
        monkeypatch.setattr(Ledger, "given", cut_off)
        assert run(server, "provider", "collect")[0] == 130
        assert run(server, "provider", "collect")[:2] == (
            0,
            f"{CHUNKS} answers taken in, 0 requests without one, 0 jobs not ready\n",
        )
        assert run(server, "provider", "collect")[1].startswith("0 answers taken in, 0 requests")
    with closing(Ledger(Path("cache"))) as ledger:
        assert ledger.totals(all_runs=True).paid == CHUNKS


def test_a_job_that_the_provider_does_not_know_is_told(run):
    """Exit 3; its questions are kept, because another key of the same account may know it."""
    with serve() as server:
        run(server, "provider", "submit", "in")
        jobs = dict(server.service.jobs)
        server.service.jobs.clear()
        code, _, err = run(server, "provider", "collect")
        assert (code, "no such job (404)" in err) == (3, True)
        server.service.jobs.update(jobs)
        assert run(server, "provider", "collect")[0] == 0


def test_a_second_question_goes_into_the_next_job(run):
    """An answer that does not fit is asked about again by the next submit, in the words of a live re-ask."""
    with serve() as server:
        server.service.step = lambda _: completion("这不是 JSON")
        run(server, "provider", "submit", "in")
        run(server, "provider", "collect")
        server.service.step = lambda body: json.loads(names()(body).content)
        assert run(server, "provider", "submit", "in")[1].startswith(f"{CHUNKS} questions")
        assert run(server, "provider", "collect")[0] == 0
        second = json.loads(server.service.files["file-1"].splitlines()[0])["body"]["messages"]
        assert len(second) > 4
        assert run(server, "run", "in")[0] == 0
        assert server.count == 0


def test_an_estimate_hands_nothing_over(run):
    """It says how many questions there are."""
    with serve() as server:
        assert run(server, "provider", "submit", "in", "--estimate")[1].startswith(f"{CHUNKS} questions")
        assert server.service.jobs == server.service.files == {}


def test_a_wrong_key_is_told(run, monkeypatch):
    """Exit 3 with the setting to correct, as live."""

    async def refuse(self, _):
        return await fake.status(401)(None, {})

    monkeypatch.setattr(fake.BatchService, "_upload", refuse)
    with serve() as server:
        code, _, err = run(server, "provider", "submit", "in")
    assert (code, "EXTRACTOR_API_KEY" in err) == (3, True)


def test_the_embedded_model_has_no_jobs(run, monkeypatch):
    """Exit 2 and the settings that are missing."""
    with serve() as server:
        run(server, "provider", "submit", "in", "--estimate")
    for name in ("BASE_URL", "MODEL", "API_KEY"):
        monkeypatch.delenv(f"EXTRACTOR_{name}")
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
