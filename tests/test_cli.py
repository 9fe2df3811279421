"""The command line: exit codes, messages that name the thing and the next step, and files that are whole."""

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from hashlib import sha256
from io import BytesIO, TextIOWrapper
from pathlib import Path
from threading import Event
from zipfile import ZipFile

import openpyxl
import pytest

from extractor import cli, extract
from extractor.llm import gateway, limits
from extractor.llm.ledger import Ledger, Totals, Usage
from extractor.settings import Endpoint, Settings
from extractor.source.read import read
from schemas.result import ReportResult
from tests.llm import server as fake
from tests.llm.server import Server, serve
from tests.waiting import PATIENCE_SECONDS, wait_until

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "seeds" / "003_ba5cb8d4a31f7aba.txt"
KEY = "sk-canary-5up3rs3cr3t"
CALLS = dict.fromkeys(("requests", "answers", "cache_hits", "refused", "unsent", "unanswered", "unanswered_earlier"), 0)
REPORT = """某市司法局2023年法治政府建设年度报告

一、主要工作成效
（一）强化执法监督。全年下发督察意见47份，深入12个旗县。
（二）做实行政复议。办结行政复议案件856件。

二、存在的问题
队伍力量不足，在编人员仅12人。

三、2024年工作计划
力争培训执法人员1200人次以上。
"""


@pytest.fixture(autouse=True)
def _alone(tmp_path, monkeypatch):
    """A folder with one report, no settings of the machine, and no waiting between tries."""
    monkeypatch.setattr(gateway, "_backoff", lambda _: 0.001)
    monkeypatch.setattr(limits, "_backoff", lambda _: 0.001)
    for name in list(os.environ):
        if name.startswith(("EXTRACTOR_", "OPENAI_", "HF_", "LC_", "LANG")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("EXTRACTOR_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "报告.txt").write_text(REPORT, encoding="utf-8")


@pytest.fixture
def run(capsys, monkeypatch):
    """Run a command in this process; returns exit code, standard output and standard error."""

    def call(*arguments: str, server: Server | None = None) -> tuple[int, str, str]:
        if server:
            monkeypatch.setenv("EXTRACTOR_BASE_URL", server.url)
            monkeypatch.setenv("EXTRACTOR_MODEL", "fake")
            monkeypatch.setenv("EXTRACTOR_API_KEY", KEY)
        monkeypatch.setattr(sys, "argv", ["extractor", *arguments])
        code = 0
        try:
            cli.main()
        except SystemExit as ended:
            code = ended.code or 0
        return code, *capsys.readouterr()

    return call


def written(folder: str = "out") -> list[str]:
    """Name the files of an output folder, without the lock."""
    return sorted(path.name for path in Path(folder).iterdir() if path.name != ".run.lock")


def loaded(name: str) -> dict:
    """Read a JSON file of the output folder."""
    return json.loads(Path("out", name).read_text(encoding="utf-8"))


def test_a_good_run(run):
    """One whole result, the manifest, a first line that says where the text goes, a last one that says what is open."""
    with serve() as server:
        code, out, err = run("run", "报告.txt", "--concurrency", "2", server=server)
    first, last = out.splitlines()[0], out.splitlines()[-1]
    assert (code, err.count("\n")) == (0, 1)
    assert f"the text is sent to {server.host}" in first
    assert "4 calls about 5 quantities" in first
    assert last == "1 reports, 0 need you"
    assert "报告.txt  complete  " in err
    assert "numbers verified" in err
    assert written() == ["run.json", "报告.json"]
    result = ReportResult.model_validate_json(Path("out", "报告.json").read_bytes())
    assert result.source.text == REPORT
    assert [i.verdict.value for i in result.report.indicators] == ["verified"] * 5
    assert result.run.status.value == "complete"


def test_the_manifest_says_what_was_asked(run):
    """Calls, endpoint, versions and reports of the run, and what the result must not hold."""
    with serve(fake.status(500), fake.good()) as server:
        run("run", "报告.txt", server=server)
    manifest = loaded("run.json")
    assert manifest["calls"] == CALLS | {"requests": 5, "answers": 4, "refused": 1}
    assert manifest["tokens"] == {"prompt": 400, "cached": 0, "completion": 80}
    assert (manifest["cost"], manifest["price"], manifest["budget"], manifest["stopped"]) == (None,) * 4
    assert manifest["endpoint"]["host"] == server.host
    assert manifest["endpoint"]["model"] == "fake"
    [report] = manifest["reports"]
    assert (report["source"], report["result"], report["status"]) == ("报告.txt", "报告.json", "complete")
    assert report["tokens"] == {"prompt": 400, "completion": 80}
    assert report["needs_you"] is False
    assert set(manifest["versions"]) == {"report-extractor", "openai", "instructor", "pydantic"}


def test_a_second_run_asks_nothing(run):
    """All answers are stored: no request, and the result is the same byte for byte."""
    with serve() as server:
        run("run", "报告.txt", server=server)
        first, count = Path("out", "报告.json").read_bytes(), server.count
        code, _, _ = run("run", "报告.txt", "--out", "again", "--concurrency", "4", server=server)
        assert (code, server.count) == (0, count)
    assert Path("again", "报告.json").read_bytes() == first
    assert json.loads(Path("again", "run.json").read_bytes())["calls"] == CALLS | {"cache_hits": 4}


def test_a_finished_run_needs_no_endpoint(run):
    """A rerun works when the endpoint is gone."""
    with serve() as server:
        run("run", "报告.txt", server=server)
    assert run("run", "报告.txt", server=server)[0] == 0


def test_an_estimate_spends_nothing(run):
    """It says the calls and the time, asks nobody and writes nothing."""
    with serve() as server:
        code, out, _ = run("run", "报告.txt", "--estimate", server=server)
    assert (code, server.count, out.count("\n")) == (0, 0, 1)
    assert "4 calls about 5 quantities" in out
    assert not Path("out").exists()


@pytest.mark.parametrize("style", ["anchored", "verbatim"])
def test_no_file_holds_the_key(style, run, monkeypatch):
    """Neither results, manifest nor cache, nor what was printed, even when the endpoint repeats it."""
    monkeypatch.setenv("EXTRACTOR_STYLE", style)
    with serve(fake.good(), fake.echoes_key(400)) as server:
        _, out, err = run("run", "报告.txt", server=server)
    files = [path for path in Path().rglob("*") if path.is_file()]
    assert len(files) >= 4
    assert [path for path in files if KEY.encode() in path.read_bytes()] == []
    assert KEY not in out + err


RUBBISH = {
    "prose": (fake.says("好的，以下是结果。"), "does not fit the schema"),
    "a page": (fake.page(), "HTML"),
    "errors": (fake.status(500), "answered 500"),
    "half answers": (fake.cut_off(), "did not fit"),
    "refusals": (fake.refuses("不行"), "不行"),
}


@pytest.mark.parametrize(("step", "reason"), RUBBISH.values(), ids=RUBBISH)
def test_a_model_that_answers_rubbish_fails_the_report(step, reason, run):
    """The report is failed, says why, is whole as a file, and the exit code is 1."""
    with serve(step) as server:
        code, out, err = run("run", "报告.txt", server=server)
    assert (code, out.splitlines()[-2]) == (1, "1 reports, 1 need you")
    assert "报告.txt  failed" in err
    assert reason in err
    result = ReportResult.model_validate(loaded("报告.json"))
    assert result.run.status.value == "failed"
    assert all(reason in chunk.reason for chunk in result.run.chunks)
    assert result.validation.coverage.omitted == 5
    assert result.report.achievements
    assert loaded("run.json")["reports"][0]["needs_you"] is True


def test_a_file_s_name_cannot_write_to_the_terminal(run):
    """What a hostile name holds beside letters is not printed."""
    Path("报告.txt").rename("报\n告\x1b[2J.txt")
    with serve() as server:
        _, _, err = run("run", ".", server=server)
    assert "\x1b" not in err
    assert "报␊告␛[2J.txt  complete" in err


def test_one_bad_answer_makes_a_report_partial(run):
    """The rest of it stands, and the numbers of the bad chunk are omitted for that reason."""
    with serve(fake.good(), fake.refuses()) as server:
        code, out, err = run("run", "报告.txt", "--concurrency", "1", server=server)
    assert code == 1
    assert "报告.txt  partial" in err
    assert "extractor review open out" in out
    run_of = loaded("报告.json")["run"]
    assert sorted(chunk["status"] for chunk in run_of["chunks"]) == ["ok", "refused", "refused", "refused"]
    assert run_of["status"] == "partial"


def test_a_wrong_key_ends_the_run(run):
    """Exit 3, one call, the setting named, and no result."""
    with serve(fake.status(401)) as server:
        code, _, err = run("run", "报告.txt", "--concurrency", "1", server=server)
    assert (code, server.count) == (3, 1)
    assert err == f"error: {server.host} refuses the key (401); check EXTRACTOR_API_KEY\n"
    assert written() == ["run.json"]


def test_an_endpoint_that_is_away_ends_the_run(run):
    """Exit 3, with the address and the next step in one line."""
    with serve() as server:
        pass
    code, _, err = run("run", "报告.txt", server=server)
    assert code == 3
    assert err.startswith(f"error: {server.host} cannot be reached")
    assert "EXTRACTOR_BASE_URL" in err
    assert err.count("\n") == 1


def test_what_was_paid_before_the_end_is_kept(run):
    """After a run that broke down, only what is missing is asked for."""
    with serve(fake.good(), fake.status(401), fake.good()) as server:
        assert run("run", "报告.txt", "--concurrency", "1", server=server)[0] == 3
        assert server.count == 2
        assert run("run", "报告.txt", "--concurrency", "1", server=server)[0] == 0
        assert server.count == 2 + 3


def test_the_embedded_model_is_not_fetched_unasked(run):
    """Without a terminal and without --yes, the message names both ways to get it."""
    code, out, err = run("run", "报告.txt")
    assert code == 3
    assert "the text is sent to this machine (embedded model)" in out
    assert "extractor model fetch" in err
    assert "--yes" in err


def test_a_missing_extra_is_named(run, monkeypatch, tmp_path):
    """Where the embedded model cannot run, the message says what to install."""
    (tmp_path / "x.gguf").write_bytes(b"x")
    monkeypatch.setenv("EXTRACTOR_LOCAL_GGUF", str(tmp_path / "x.gguf"))
    monkeypatch.setenv("EXTRACTOR_LOCAL_SHA256", sha256(b"x").hexdigest())
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    code, _, err = run("run", "报告.txt")
    assert code == 3
    assert "pip install 'report-extractor[local]'" in err
    assert err.count("\n") == 1


BAD_INPUTS = {
    "a missing file": ("nowhere.txt", None, "'nowhere.txt' is neither a file nor a folder"),
    "an empty folder": ("empty", None, "holds no report"),
    "an empty file": ("empty.txt", b"", "'empty.txt' is empty"),
    "a blank file": ("blank.txt", b"\xef\xbb\xbf \r\n", "is empty"),
    "a binary file": ("binary.txt", bytes(range(256)) * 9, "binary"),
    "an image": ("image.txt", b"\x89PNG\r\n\x1a\n", "an image"),
    "an unknown type": ("table.xyz", b"x", "unknown type .xyz"),
}


@pytest.mark.parametrize("command", ["run", "numbers", "outline", "text"])
@pytest.mark.parametrize(("name", "data", "message"), BAD_INPUTS.values(), ids=BAD_INPUTS)
def test_input_that_cannot_be_read_is_named(command, name, data, message, run):
    """Exit 2, the file and what was expected in the message, nobody asked."""
    Path("empty").mkdir()
    if data is not None:
        Path(name).write_bytes(data)
    with serve() as server:
        code, out, err = run(command, name, server=server)
    assert (code, server.count) == (2, 0)
    if command == "run" or data is not None:
        assert message in err
    assert Path(name).name in err
    assert "Traceback" not in err
    assert out == "" or command == "run"


def test_one_unreadable_report_does_not_stop_the_others(run):
    """It is a line of the manifest, and the exit code is 1."""
    Path("空.txt").write_bytes(b"")
    with serve() as server:
        code, out, _ = run("run", ".", server=server)
    assert (code, out.splitlines()[-1]) == (1, "2 reports, 1 need you")
    assert written() == ["run.json", "报告.json"]
    assert [(r["status"], r["result"]) for r in loaded("run.json")["reports"]] == [
        ("complete", "报告.json"),
        ("unreadable", None),
    ]


def test_an_output_folder_that_cannot_be_written_stops_before_the_first_call(run):
    """Exit 2, the folder and the option named, nothing asked."""
    Path("out").write_text("in the way")
    with serve() as server:
        code, _, err = run("run", "报告.txt", server=server)
    assert (code, server.count) == (2, 0)
    assert "the output folder 'out' cannot be written" in err
    assert "--out" in err
    assert Path("out").read_text() == "in the way"


def test_a_cache_that_cannot_be_opened_stops_before_the_first_call(run):
    """Exit 2: an answer that cannot be stored would be paid for twice."""
    Path("cache").mkdir()
    Path("cache", "answers").write_text("in the way")
    with serve() as server:
        code, _, err = run("run", "报告.txt", server=server)
    assert (code, server.count) == (2, 0)
    assert "EXTRACTOR_CACHE_DIR" in err


@pytest.mark.parametrize(
    ("name", "value"),
    [("EXTRACTOR_MODE", "XML"), ("EXTRACTOR_BASE_URL", "localhost:8000"), ("EXTRACTOR_CONCURRENCY", "0")],
)
def test_an_impossible_setting_is_named(name, value, run, monkeypatch):
    """Exit 2 with the variable in one line."""
    monkeypatch.setenv("EXTRACTOR_MODEL", "fake")
    monkeypatch.setenv("EXTRACTOR_BASE_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv(name, value)
    code, _, err = run("run", "报告.txt")
    assert (code, err.count("\n")) == (2, 1)
    assert name in err


@pytest.mark.parametrize(
    "arguments", [[], ["nonsense"], ["run"], ["run", "x", "--concurrency", "0"], ["check"]], ids=str
)
def test_wrong_usage_is_exit_2(arguments, run):
    """As every command line tool has it."""
    assert run(*arguments)[0] == 2


def test_strict_counts_open_findings(run, monkeypatch):
    """A complete report with an open finding is exit 0, and 1 with --strict."""
    monkeypatch.setenv("EXTRACTOR_STYLE", "verbatim")
    wrong = {"indicators": [{"name": "督察意见", "value_text": "48", "unit": "份", "quote": "全年下发督察意见47份"}]}
    with serve(fake.says(json.dumps(wrong))) as server:
        code, out, _ = run("run", "报告.txt", server=server)
        assert (code, out.splitlines()[-2]) == (0, "1 reports, 1 need you")
        assert run("run", "报告.txt", "--strict", server=server)[0] == 1
    assert loaded("报告.json")["report"]["indicators"][0]["verdict"] == "altered_digit"


@pytest.mark.parametrize("style", ["anchored", "verbatim"])
def test_checking_a_result_gives_its_own_findings(style, run, monkeypatch):
    """`check RESULT.json` reproduces what the result says, finding for finding."""
    monkeypatch.setenv("EXTRACTOR_STYLE", style)
    entry = {"name": "督察意见", "value_text": "48", "unit": "份", "quote": "全年下发督察意见47份"}
    copied = fake.says(json.dumps({"indicators": [entry]}))
    with serve(fake.good() if style == "anchored" else copied) as server:
        run("run", "报告.txt", server=server)
    code, out, _ = run("check", "out/报告.json")
    stored = loaded("报告.json")["validation"]
    stored.pop("coverage")
    assert json.loads(out) == stored
    assert code == (0 if style == "anchored" else 1)


def test_the_diff_shows_what_is_open(run, monkeypatch):
    """Exit 1 with said and source; exit 0 where nothing is open."""
    with serve() as server:
        run("run", "报告.txt", server=server)
        assert run("diff", "out")[0] == 0
        monkeypatch.setenv("EXTRACTOR_STYLE", "verbatim")
    wrong = {"indicators": [{"name": "督察意见", "value_text": "48", "unit": "份", "quote": "全年下发督察意见47份"}]}
    with serve(fake.says(json.dumps(wrong))) as server:
        run("run", "报告.txt", server=server)
    code, out, _ = run("diff", "out/报告.json")
    assert code == 1
    assert "48" in out
    assert "47份" in out
    assert "\x1b" not in out


@pytest.mark.parametrize(
    "arguments", [["check", "none.json"], ["diff", "none.json"], ["diff", "empty"], ["diff", "报告.txt"]], ids=str
)
def test_claims_that_cannot_be_read_are_named(arguments, run):
    """Exit 2 and the file in the message."""
    Path("empty").mkdir()
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert arguments[1] in err


def test_check_says_by_its_exit_code_what_needs_a_decision(run):
    """0 where all is verified, 1 for a wrong number or, if asked, for one left out; the report's encoding is named."""
    Path("gb.txt").write_bytes("全年办理案件159件，培训30人。".encode("gb18030"))
    Path("claims.csv").write_text("单位,值,指标\n件,159,办理案件\n", encoding="utf-8")
    Path("wrong.csv").write_text("单位,值,指标\n件,195,办理案件\n", encoding="utf-8")
    report = ("--source", "gb.txt", "--encoding", "gb18030", "--format", "text")
    assert run("check", "claims.csv", *report)[0] == 0
    code, out, _ = run("check", "claims.csv", *report, "--complete")
    assert (code, "【30人】" in out) == (1, True)
    assert run("check", "wrong.csv", *report)[0] == 1
    assert run("check", "claims.csv", "--source", "none.txt")[0] == 2
    _, out, _ = run("check", "--help")
    for part in ("Exit 0", "1: something", "2: claims", "The report's encoding", "in results of ours"):
        assert part in " ".join(out.split())


def test_claims_without_a_source_need_one(run):
    """Exit 2 and the option that is missing; with it, the check runs."""
    claims = [{"name": "督察意见", "value_text": "47", "unit": "份"}]
    Path("claims.json").write_text(json.dumps(claims), encoding="utf-8")
    code, _, err = run("check", "claims.json")
    assert (code, "--source" in err) == (2, True)
    code, out, _ = run("check", "claims.json", "--source", "报告.txt")
    assert (code, [f["verdict"] for f in json.loads(out)["findings"]]) == (0, ["verified"])
    assert run("check", "claims.json", "--source", "报告.txt", "--complete")[0] == 1
    assert run("check", "claims.json", "--source", "报告.txt", "--format", "text")[0] == 0


def test_numbers_are_one_a_line(run):
    """Every mention in text order, places exact, the year and the numbering included."""
    code, out, _ = run("numbers", "报告.txt")
    mentions = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert list(mentions[0]) == ["start", "end", "text", "value", "unit", "approx", "kind"]
    assert all(REPORT[m["start"] : m["end"]] == m["text"] for m in mentions)
    assert [m["start"] for m in mentions] == sorted(m["start"] for m in mentions)
    assert {m["kind"] for m in mentions} >= {"count", "year", "enumerator"}
    assert run("numbers", "报告.txt", "--format", "table")[0] == 0


def test_the_outline_of_a_report_and_of_another_text(run):
    """Sections with kinds; a text that is no report is no error."""
    code, out, _ = run("outline", "报告.txt", "--format", "json")
    assert (code, json.loads(out)["is_report"]) == (0, True)
    assert run("outline", "报告.txt")[0] == 0
    Path("other.txt").write_text("今天天气很好。", encoding="utf-8")
    code, out, _ = run("outline", "other.txt", "--format", "json")
    assert (code, json.loads(out)["is_report"]) == (0, False)


@pytest.mark.parametrize("command", ["run", "text"])
def test_standard_input_is_a_report(command, run, monkeypatch):
    """`-` reads the bytes that come in, in any encoding, and its result is called stdin."""
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(REPORT.encode("gb18030"))))
    with serve() as server:
        code, out, _ = run(command, "-", server=server)
    assert code == 0
    assert loaded("stdin.json")["source"]["encoding"] == "gb18030" if command == "run" else out == REPORT


def test_archives_and_lists_are_extracted(run):
    """A report in an archive, one in a list, and one whose name looks like an option: a result each, nothing lost."""
    with ZipFile("reports.zip", "w") as file:
        file.writestr("2022/报告.txt", REPORT.replace("2023", "2022"))
    Path("报告.txt").rename("-x.txt")
    Path("2021.txt").write_text(REPORT.replace("2023", "2021"), encoding="utf-8")
    Path("list").write_text("2021.txt\nreports.zip\n", encoding="utf-8")
    with serve() as server:
        code, out, _ = run("run", "--list", "list", "--", "-x.txt", server=server)
    assert (code, out.splitlines()[-1]) == (0, "3 reports, 0 need you")
    assert written() == ["-x.json", "2021.json", "run.json", "报告.json"]
    assert [loaded(name)["report"]["year"]["value"] for name in ("-x.json", "2021.json", "报告.json")] == [
        2023,
        2021,
        2022,
    ]
    assert loaded("run.json")["reports"][2]["source"] == "reports.zip/2022/报告.txt"


def test_a_run_of_nothing_is_an_error(run):
    """Neither an input nor a list: exit 2, and what to give."""
    code, _, err = run("run")
    assert (code, "nothing was named" in err) == (2, True)


def test_the_path_of_the_model_is_told(run, monkeypatch, tmp_path):
    """Exit 3 and the command to fetch it where there is none; a model of the user's own is checked and named."""
    code, out, err = run("model", "path")
    assert (code, out) == (3, "")
    assert "extractor model fetch" in err
    (tmp_path / "x.gguf").write_bytes(b"x")
    monkeypatch.setenv("EXTRACTOR_LOCAL_GGUF", str(tmp_path / "x.gguf"))
    assert run("model", "path")[0] == 3
    monkeypatch.setenv("EXTRACTOR_LOCAL_SHA256", sha256(b"x").hexdigest())
    assert run("model", "path") == (0, f"{tmp_path / 'x.gguf'}\n", "")


def test_extract_takes_a_path_or_a_text(tmp_path):
    """The function gives what the command writes; two runs, from a file or its text, differ in the name alone."""
    with serve() as server:
        settings = Settings(Endpoint("fake", server.url, concurrency=4), tmp_path / "cache")
        from_file, from_text = (extract(source, settings) for source in (Path("报告.txt"), REPORT))
        assert server.count == 4
    assert from_file.source.name == "报告.txt"
    assert from_file.run == from_text.run
    assert from_file.report.indicators == from_text.report.indicators


def test_equal_passages_are_asked_about_once(tmp_path):
    """A report that repeats itself within the asked text pays once, and both places get the answer."""
    text = "一、工作情况\n" + "\n".join(f"（{n}）督察。\n下发督察意见47份。" for n in "一二三")
    with serve(fake.hang(0.05)) as server:
        settings = Settings(Endpoint("fake", server.url, concurrency=4, chunk_size=15), tmp_path / "cache")
        result = extract(text, settings)
    bodies = [json.dumps(body, sort_keys=True) for body in server.bodies]
    assert len(bodies) == len(set(bodies))
    assert result.run.status.value == "complete"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_text_is_the_one_that_offsets_point_into(encoding, run):
    """Decoded, without a BOM, its line ends as they are in the file."""
    Path("a.txt").write_bytes(REPORT.replace("\n", "\r\n").encode(encoding))
    code, out, _ = run("text", "a.txt")
    assert (code, out) == (0, REPORT.replace("\n", "\r\n"))
    assert out == read(Path("a.txt")).text


def test_messages_are_chinese_in_a_chinese_locale(run, monkeypatch):
    """The lines before, between and after, and the mark of an error; JSON keys stay English."""
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    with serve() as server:
        code, out, err = run("run", "报告.txt", server=server)
    assert (code, out.splitlines()[-1]) == (0, "1 份报告，0 份需要您处理")
    assert "文本发送至" in out
    assert "报告.txt  完整" in err
    assert set(loaded("报告.json")) == {"schema_version", "source", "report", "validation", "run"}
    assert run("run", "nowhere.txt")[2].startswith("错误：")


def test_names_in_another_encoding_are_extracted(run):
    """A file named in GBK gets a result, and neither it nor the manifest breaks."""
    if os.name != "posix":
        pytest.skip("other systems have no such names")
    os.rename("报告.txt".encode(), "年度.txt".encode("gbk"))  # noqa: PTH104 - the name is bytes
    with serve() as server:
        code, _, _ = run("run", ".", server=server)
    assert (code, written()) == (0, ["run.json", "年度.json"])
    assert loaded("年度.json")["source"]["name"] == "年度.txt"
    assert loaded("run.json")["reports"][0]["source"] == "年度.txt"


def python(code: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """Run Python in a process of its own."""
    env = os.environ | {"PYTHONPATH": str(ROOT)} | environ
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=env, timeout=PATIENCE_SECONDS, check=False
    )


def command(*arguments: str) -> str:
    """Return the code that runs a command as the installed script does."""
    return f"import sys; sys.argv = {['extractor', *arguments]}; from extractor.cli import main; main()"


HEAVY = "openai instructor tenacity diskcache httpx2 aiohttp xllamacpp rich.progress pyarrow xlsxwriter"


@pytest.mark.parametrize(
    "code",
    [
        "import extractor",
        "import extractor; extractor.find_numbers('7件'); extractor.check([], '7件')",
        *(
            f"try:\n {command(*arguments)}\nexcept SystemExit: pass"
            for arguments in (
                ["numbers", "报告.txt"],
                ["check", "c.json", "--source", "报告.txt"],
                ["outline", "报告.txt"],
                ["table", "."],
            )
        ),
    ],
    ids=["import", "functions", "numbers", "check", "outline", "table"],
)
def test_starting_loads_nothing_of_the_model(code):
    """The package, its functions and the quick commands import no library of the model."""
    probe = f"\nimport sys; print(sorted(set({HEAVY!r}.split()) & set(sys.modules)), file=sys.stderr)"
    Path("c.json").write_text('[{"name": "督察意见", "value_text": "47", "unit": "份"}]', encoding="utf-8")
    assert python(code + probe).stderr.decode().splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}], ids=["c", "bare c"]
)
def test_standard_output_is_utf_8_in_any_locale(locale):
    """Bytes of UTF-8 with plain line ends, whatever the locale says."""
    Path("a.txt").write_text(REPORT, encoding="utf-8")
    ran = python(command("text", "a.txt"), **locale)
    assert (ran.returncode, ran.stdout) == (0, REPORT.encode())


def test_a_closed_pipe_is_no_news():
    """`extractor numbers FILE | head -1` ends without a word."""
    Path("long.txt").write_text(REPORT * 300, encoding="utf-8")
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    code = command("numbers", "long.txt")
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as ran:
        ran.stdout.readline()
        ran.stdout.close()
        assert ran.stderr.read() == b""
        ran.wait(PATIENCE_SECONDS)


@contextmanager
def interrupted(server: Server, number: signal.Signals) -> Iterator[subprocess.Popen[bytes]]:
    """Run a report in a process of its own, and send it a signal while its second call is out; yields when it heard."""
    settings = {"EXTRACTOR_BASE_URL": server.url, "EXTRACTOR_MODEL": "fake", "PYTHONPATH": str(ROOT)}
    code = command("run", "报告.txt", "--concurrency", "1")
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "bufsize": 0}
    with subprocess.Popen([sys.executable, "-c", code], env=os.environ | settings, **pipes) as ran:
        wait_until(lambda: server.count == 2 or ran.poll() is not None)
        ran.send_signal(number)
        assert ran.stderr.readline().decode() == STOPPING + "\n"
        yield ran


STOPPING = "stopping: waiting for 1 calls that are on their way (again: end at once)"
ENDED = "interrupted; answers that came are kept, run the same command again to go on"
posix = pytest.mark.skipif(os.name != "posix", reason="sends signals")


@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=str)
def test_an_interrupted_run_takes_in_what_is_on_its_way(number, code, run):
    """The first signal ends a run in order: the answer in flight is kept, and the next run asks only for the rest."""
    heard = Event()
    with serve(fake.good(), fake.held(heard), fake.good()) as server:
        with interrupted(server, number) as ran:
            heard.set()
            out, err = (said.decode() for said in ran.communicate(timeout=PATIENCE_SECONDS))
        assert (ran.returncode, err) == (code, ENDED + "\n")
        assert out.splitlines()[-2:] == ["1 reports are not done", "0 reports, 0 need you"]
        assert written() == ["run.json"]
        assert loaded("run.json")["stopped"] == ENDED
        assert [report["status"] for report in loaded("run.json")["reports"]] == ["stopped"]
        assert run("run", "报告.txt", "--concurrency", "1", server=server)[0] == 0
        assert server.count == 4


@posix
def test_a_second_ctrl_c_ends_at_once(run):
    """Who asks twice is not kept waiting; the call in flight is known as one that may have been charged for."""
    with serve(fake.good(), fake.hang(), fake.good()) as server:
        with interrupted(server, signal.SIGINT) as ran:
            ran.send_signal(signal.SIGINT)
            err = ran.communicate(timeout=PATIENCE_SECONDS)[1].decode()
        assert (ran.returncode, err.splitlines()[-1], server.paid) == (130, ENDED, 1)
        assert run("run", "报告.txt", "--concurrency", "1", server=server)[0] == 0
        assert server.count == 2 + 3
        assert Ledger(Path("cache")).totals(all_runs=True) == Totals(5, 4, 0, 1, 0, Usage(400, 0, 80))


@pytest.mark.parametrize(
    ("lang", "words"), [("C", "the endpoint asks to wait; going on in 1 s"), ("zh_CN", "接口要求等待，1 秒后继续")]
)
def test_a_run_that_is_made_to_wait_says_so_once(lang, words, run, monkeypatch):
    """Not for each of the requests that were refused together."""
    monkeypatch.setattr(limits, "LONG_SECONDS", 0.5)
    monkeypatch.setenv("LC_ALL", f"{lang}.UTF-8")
    refused = fake.hang(1.0, fake.status(429, Retry_After="0.8"))
    with serve(fake.good(), refused, refused, refused, fake.good()) as server:
        code, _, err = run("run", "报告.txt", "--concurrency", "3", server=server)
        assert server.statuses == [200, 429, 429, 429, 200, 200, 200]
    assert (code, [line for line in err.splitlines() if "wait" in line or "等待" in line]) == (0, [words])


def test_a_budget_in_money_stops_a_run_and_the_next_goes_on(run, monkeypatch):
    """Below the limit, with what was spent; the same command again ends it, and nothing is paid twice."""
    monkeypatch.setenv("EXTRACTOR_PRICE", "2000/8000 CNY")  # 0.36 an answer here, and several times that at most
    monkeypatch.setenv("EXTRACTOR_CONCURRENCY", "1")
    with serve() as server:
        code, out, _ = run("run", "报告.txt", server=server)
        whole, needed = written(), server.count
        assert (code, f"cost {needed * 0.36:.4f} CNY" in out) == (0, True)
    shutil.rmtree("out")
    shutil.rmtree("cache")
    with serve() as server:
        stops = 0
        while (ran := run("run", "报告.txt", "--budget", "3元", server=server))[0] == 1 and stops < needed:
            manifest = loaded("run.json")
            spent = Decimal(manifest["cost"].removesuffix(" CNY"))
            assert (manifest["budget"], 0 < spent <= 3) == ("3 CNY", True)
            assert (f"cost {spent:.4f} CNY" in ran[1], "the budget of 3 CNY is used up" in ran[2]) == (True, True)
            stops += 1
        assert (ran[0], stops > 0, written(), server.count) == (0, True, whole, needed)


@pytest.mark.parametrize(
    "settings", [{}, {"EXTRACTOR_BASE_URL": "http://127.0.0.1:9/v1", "EXTRACTOR_MODEL": "m"}], ids=["embedded", "m"]
)
@pytest.mark.parametrize("price", ["", "2/8 USD"], ids=["none", "other money"])
def test_a_budget_in_money_needs_a_price_before_anything_is_done(settings, price, run, monkeypatch):
    """Before the model is fetched, a report is read or a folder is made; with the setting to give."""
    for name, value in (settings | {"EXTRACTOR_PRICE": price}).items():
        monkeypatch.setenv(name, value)
    code, out, err = run("run", "报告.txt", "--budget", "5 CNY", "--yes")
    assert (code, out, "EXTRACTOR_PRICE (2/8 CNY" in err) == (2, "", True)
    assert not Path("out").exists()


def test_eval_judges_results_against_gold(run):
    """A table for each report and for all, JSON for programs; results without gold are named."""
    golden = [str(path) for path in sorted((ROOT / "tests" / "golden").glob("*.anchored.json"))]
    code, out, _ = run("eval", *golden, "--gold", str(ROOT / "tests" / "gold"))
    assert (code, out.count("== ")) == (0, 6)
    assert "all 5 reports" in out
    code, out, _ = run("eval", *golden, "--gold", str(ROOT / "tests" / "gold"), "--format", "json")
    total = json.loads(out)["total"]
    assert (code, total["items.problems"]["f1"], total["spans"]["recall"]) == (0, 1.0, 1.0)


def test_eval_says_when_there_is_nothing_to_judge(run):
    """Gold of other reports is an error that names the folder."""
    Path("gold").mkdir()
    Path("gold", "x.gold.json").write_text('{"file": "x.txt", "achievements": []}', encoding="utf-8")
    golden = str(ROOT / "tests" / "golden" / "001_c876ac7a5a214ccd.anchored.json")
    code, _, err = run("eval", golden, "--gold", "gold")
    assert (code, "none of the results has gold in 'gold'" in err) == (2, True)


@pytest.fixture
def results():
    """A folder of the golden results and a manifest."""
    Path("out").mkdir()
    for path in (ROOT / "tests" / "golden").glob("*.anchored.json"):
        shutil.copy(path, Path("out", path.name))
    Path("out", "run.json").write_text("{}")
    return [ReportResult.model_validate_json(path.read_bytes()) for path in sorted(Path("out").glob("0*.json"))]


def test_a_table_of_all_results(run, results):
    """A row for every indicator, or every item, of every result: on standard output, or in a file."""
    code, out, err = run("table", "out")
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"), newline="")))
    assert (code, err, len(rows)) == (0, "", sum(len(result.report.indicators) for result in results))
    assert {row["report"] for row in rows} == {result.source.name for result in results}
    code, out, _ = run("table", "out", "--rows", "items", "--format", "jsonl")
    items = [json.loads(line) for line in out.splitlines()]
    assert (code, items[0]["kind"], len(items)) == (0, "achievements", 247)
    assert run("table", "out", "-o", "t.csv") == (0, "", "")
    assert Path("t.csv").read_bytes().startswith(b"\xef\xbb\xbfreport,")
    assert run("table", "out", "-o", "t.xlsx")[0] == 0
    assert openpyxl.load_workbook("t.xlsx").sheetnames == ["indicators", "items"]


def test_a_file_that_is_no_result_is_left_out_and_told(run, results):
    """The rest is written; exit 1."""
    Path("out", "other.json").write_text("{}")
    code, out, err = run("table", "out", "--format", "jsonl")
    assert (code, out.count("\n")) == (1, sum(len(result.report.indicators) for result in results))
    assert err.startswith("error: 'out/other.json' is not a result")


def test_a_table_of_nothing_is_an_error(run):
    """An empty folder, or one without a result: exit 2, and what was there before stays."""
    Path("out").mkdir()
    assert run("table", "out")[0] == 2
    Path("out", "other.json").write_text("{}")
    Path("t.csv").write_text("before")
    code, _, err = run("table", "out", "-o", "t.csv")
    assert (code, "none of these files is a result" in err) == (2, True)
    assert Path("t.csv").read_text() == "before"
    assert run("table", "out", "--format", "xlsx")[0] == 2


def test_status_says_how_each_report_stands(run):
    """After a run its manifest tells; without the manifest the results tell the same of themselves."""
    Path("空.txt").write_text("")
    with serve(fake.good(), fake.refuses()) as server:
        run("run", ".", "--concurrency", "1", server=server)
    code, out, _ = run("status", "out", "--format", "json")
    told = {report["source"]: report for report in json.loads(out)["reports"]}
    assert (code, {source: report["status"] for source, report in told.items()}) == (
        1,
        {"报告.txt": "partial", "空.txt": "unreadable"},
    )
    assert "3 of 4 chunks" in told["报告.txt"]["reason"]
    assert "is empty" in told["空.txt"]["reason"]
    Path("out", "run.json").unlink()
    [alone] = json.loads(run("status", "out", "--format", "json")[1])["reports"]
    same = ("source", "status", "result", "open", "reason", "findings", "tokens", "needs_you")
    assert [alone[key] for key in same] == [told["报告.txt"][key] for key in same]


def test_status_while_no_run_has_ended(run):
    """No folder is an error; what is done is shown, whatever became of the manifest."""
    assert run("status")[0] == 2
    with serve() as server:
        run("run", "报告.txt", server=server)
    Path("out", "run.json").unlink()
    code, out, _ = run("status")
    assert (code, "1 reports, 0 need you" in out, "no run is known here" in out) == (0, True, True)


def test_compare_shows_years_side_by_side(run, results):
    """What two reports of one issuer have in common, as text and as a table; the rest with --all."""
    made = next(one for one in results if one.report.issuer)
    year = made.report.year.model_copy(update={"value": made.report.year.value + 1})
    later = made.model_copy(update={"report": made.report.model_copy(update={"year": year})})
    Path("out", "later.json").write_text(later.model_dump_json(), encoding="utf-8")
    code, out, err = run("compare", "out")
    assert (code, f"== {made.report.issuer.value}" in out, out.count("== ")) == (0, True, 1)
    assert "indicators in two years or more" in err
    assert run("compare", "out", "--all")[1].count("== ") == len(results)
    code, out, _ = run("compare", "out", "--format", "csv")
    head, *rows = csv.reader(io.StringIO(out.removeprefix("\ufeff"), newline=""))
    assert (head[4:6], code) == ([str(year.value - 1), str(year.value)], 0)
    assert rows
    assert [row for row in rows if row[4] != row[5]] == []
    assert run("compare", "out", "-o", "years.xlsx")[:2] == (0, "")
    assert openpyxl.load_workbook("years.xlsx").active.max_row == len(rows) + 1
