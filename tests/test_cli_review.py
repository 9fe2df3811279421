"""The commands of review, as they are typed; and `diff` over a folder that people have worked on."""

import json
import signal
import subprocess
import sys
from urllib.request import Request, urlopen

import pytest

from extractor.review.acts import Ask
from extractor.review.store import Store
from schemas.decision import Act
from tests.review.made import LEFT_OUT, NOWHERE, SCALE, WRONG, Table, made, write
from tests.waiting import PATIENCE_SECONDS

RUN = (sys.executable, "-c", "from extractor.cli import main; main()")


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, made())
    return tmp_path


def _run(*arguments, lang="en_US.UTF-8", cwd):
    done = subprocess.run(
        [*RUN, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=_environment(lang),
        timeout=PATIENCE_SECONDS,
    )
    return done.returncode, done.stdout, done.stderr


def _environment(lang):
    import os

    return {**os.environ, "LC_ALL": lang, "PYTHONUTF8": "1"}


def _events(folder, *asks):
    table = Table()
    for ask in asks:
        table.press(ask)
    path = folder / "报告.events.jsonl"
    path.write_text("".join(event.model_dump_json() + "\n" for event in table.events), encoding="utf-8")
    return path


def test_page_and_apply(folder):
    """A page is written whole; decisions come in once; conflicts are told with both sides and exit 1."""
    assert _run("review", "page", "报告.json", "-o", "p.html", cwd=folder) == (0, "", "")
    assert (folder / "p.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    (folder / "报告.json").rename(folder / "no-ending")
    assert _run("review", "page", "no-ending", "-o", "p.html", cwd=folder)[0] == 0
    (folder / "no-ending").rename(folder / "报告.json")
    first = _events(folder, Ask(claim=WRONG, act=Act.ACCEPT))
    assert _run("review", "apply", first.name, ".", cwd=folder)[:2] == (
        0,
        "1 decisions taken, 0 known already, 0 in conflict\n",
    )
    other = Table()
    other._ids = iter(range(900, 999))
    other.press(Ask(claim=WRONG, act=Act.REJECT), reviewer="王")
    first.write_text(other.events[0].model_dump_json(), encoding="utf-8")
    code, out, _ = _run("review", "apply", first.name, ".", lang="zh_CN.UTF-8", cwd=folder)
    assert code == 1
    assert "1 处冲突" in out
    assert "对方: 已采纳 · 李    您的: 已否决 · 王" in out


def test_export(folder):
    """Three files a report, in a folder of their own that is no result."""
    Store(folder).append(_pressed(Ask(claim=WRONG, act=Act.CORRECT, value_text="159件")))
    code, out, _ = _run("review", "export", ".", cwd=folder)
    assert (code, out.count("\n")) == (0, 3)
    reviewed = json.loads((folder / "reviewed" / "报告.reviewed.json").read_text(encoding="utf-8"))
    assert reviewed["report"]["indicators"][0]["value"] == "159"
    assert "corrected" in (folder / "reviewed" / "报告.decisions.csv").read_text(encoding="utf-8-sig")
    assert "159件" in (folder / "reviewed" / "报告.summary.html").read_text(encoding="utf-8")
    assert _run("review", "export", ".", cwd=folder)[0] == 0


def _pressed(*asks):
    table = Table()
    for ask in asks:
        table.press(ask)
    return table.events


def test_diff_shows_what_was_decided(folder):
    """Under its finding, by whom; once nothing is open the exit code is 0."""
    Store(folder).append(_pressed(Ask(claim=WRONG, act=Act.REJECT), Ask(claim=LEFT_OUT[0], act=Act.ACCEPT)))
    code, out, _ = _run("diff", ".", lang="zh_CN.UTF-8", cwd=folder)
    assert code == 1
    blocks = out.split("\n\n")
    assert "已决定：已否决 · 李" in next(block for block in blocks if WRONG in block)
    assert "已决定：可不提 · 李" in next(block for block in blocks if block.startswith("遗漏未报"))
    assert "已决定" not in next(block for block in blocks if SCALE in block)
    rest = _pressed(
        Ask(claim=WRONG, act=Act.REJECT),
        *(Ask(claim=claim, act=Act.ACCEPT) for claim in (LEFT_OUT[0], SCALE, NOWHERE, *LEFT_OUT[1:])),
    )
    (folder / "review.db").unlink()
    Store(folder).append(rest)
    assert _run("diff", ".", cwd=folder)[0] == 0


def test_open_serves_until_it_is_stopped(folder):
    """On this machine alone, at a free port, and says where."""
    serving = subprocess.Popen(
        [*RUN, "review", "open", ".", "--port", "0", "--reviewer", "李", "--no-browser"],
        stdout=subprocess.PIPE,
        cwd=folder,
        env=_environment("en_US.UTF-8"),
        text=True,
    )
    try:
        said = serving.stdout.readline()
        address = said.split()[2]
        assert address.startswith("http://127.0.0.1:")
        with urlopen(address, timeout=PATIENCE_SECONDS) as answer:
            assert "某区2023年" in answer.read().decode()
        with urlopen(Request(address, headers={"Host": "localhost"}), timeout=PATIENCE_SECONDS) as answer:
            assert answer.status == 200
    finally:
        serving.send_signal(signal.SIGINT)
        assert serving.wait(PATIENCE_SECONDS) == 0
        serving.stdout.close()


ERRORS = {
    "no folder": (("review", "open", "nowhere"), "nowhere"),
    "no result": (("review", "open", "empty"), "holds no results"),
    "no such result": (("review", "page", "no.json", "-o", "p.html"), "cannot be read"),
    "no events": (("review", "apply", "no.jsonl", "."), "cannot be read"),
    "no writing": (("review", "page", "报告.json", "-o", "nowhere/p.html"), "cannot be written"),
}


@pytest.mark.parametrize(("arguments", "message"), ERRORS.values(), ids=ERRORS)
def test_errors_are_one_line_and_exit_2(folder, arguments, message):
    """With the name and what is wrong with it."""
    (folder / "empty").mkdir()
    code, _, err = _run(*arguments, cwd=folder)
    assert code == 2
    assert message in err
    assert "Traceback" not in err


def test_help_loads_no_web_library():
    """Commands that need no page stay quick."""
    script = (
        "import sys, extractor.cli; sys.argv = ['extractor', '--help']\n"
        "try: extractor.cli.main()\nexcept SystemExit: pass\n"
        "sys.exit(bool({'starlette', 'uvicorn', 'jinja2', 'sqlite3'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=PATIENCE_SECONDS).returncode == 0
