"""Output: put a result together and write it, whole or not at all.

In: a document, fills, a path. Out: JSON in UTF-8 with readable Chinese, written to a temporary name, flushed, renamed.
"""

import errno
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from extractor.check.check import count_open
from extractor.errors import OutputError
from extractor.source.document import Document
from schemas.answer import AskedBy, ChunkFill
from schemas.result import ChunkStatus, Provenance, ReportResult, RunStatus, Source, Tokens


def source(document: Document) -> Source:
    """Describe the report as it was read, its text included."""
    raw = document.raw
    return Source(
        name=raw.name,
        sha256=raw.sha256,
        encoding=raw.encoding,
        script=document.script,
        chars=len(raw.text),
        text=raw.text,
        damage=document.damage,
        tables=raw.tables,
    )


def provenance(asked_by: AskedBy, fills: Sequence[ChunkFill]) -> Provenance:
    """Say what the answers depend on and how each chunk went; nothing here differs between two equal runs."""
    good = sum(fill.run.status is ChunkStatus.OK for fill in fills)
    status = RunStatus.COMPLETE if good == len(fills) else RunStatus.PARTIAL if good else RunStatus.FAILED
    tokens = Tokens(
        prompt=sum(fill.tokens.prompt for fill in fills), completion=sum(fill.tokens.completion for fill in fills)
    )
    return Provenance(status=status, **asked_by._asdict(), tokens=tokens, chunks=tuple(fill.run for fill in fills))


def why_incomplete(run: Provenance) -> str | None:
    """Say how many chunks failed, and why the first of them did; None if none has."""
    reasons = [chunk.reason for chunk in run.chunks if chunk.reason]
    return f"{len(reasons)} of {len(run.chunks)} chunks: {reasons[0]}" if reasons else None


def to_json(data: BaseModel | dict[str, Any]) -> str:
    """Return the text of a result file: the model's own key order, readable Chinese, one newline at the end."""
    if isinstance(data, BaseModel):  # a tenth of the time of json.dumps, the same bytes
        return data.model_dump_json(indent=1) + "\n"
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


class Made(NamedTuple):
    """A result as the text of its file, and what the manifest says of it; `open` counts what a person must decide."""

    text: str
    source_sha256: str
    status: RunStatus
    open: int
    reason: str | None
    findings: dict[str, int]
    tokens: dict[str, int]


def make(result: ReportResult) -> Made:
    """Write a result as text, and sum it up."""
    return Made(
        text=to_json(result),
        source_sha256=result.source.sha256,
        status=result.run.status,
        open=count_open(result.validation, complete=True),
        reason=why_incomplete(result.run),
        findings=result.validation.summary,
        tokens=result.run.tokens.model_dump(),
    )


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all. Raises OutputError if it cannot be written."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def write_changed(path: Path, text: str) -> None:
    """Write a file, unless it is there and the same: what has not changed stays as it is. Raises OutputError."""
    try:
        same = path.read_bytes() == text.encode()
    except OSError:
        same = False
    if not same:
        write_text(path, text)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary file to write, which takes the place of `path` once the block is through.

    If the block raises, nothing is left behind. Raises OutputError if the file cannot be written.
    """
    temporary = None
    try:
        if path.exists() and not path.is_file():
            raise OSError(errno.EINVAL, "it is no plain file")
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".tmp")
        os.close(handle)
        temporary = Path(name)
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        raise OutputError(
            f"{str(path)!r} cannot be written: {error.strerror or error}; nothing was left half-written",
            f"无法写入 {str(path)!r}：{error.strerror or error}；没有留下半个文件",
        ) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def open_folder(folder: Path) -> None:
    """Make an output folder and prove that it can be written, before anything is paid for. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputError(
            f"the output folder {str(folder)!r} cannot be written: {error.strerror or error}; "
            "choose another with --out",
            f"无法写入输出文件夹 {str(folder)!r}：{error.strerror or error}；请用 --out 换一个",
        ) from error
