"""The manifest of an output folder: `run.json`, and while a run goes on a journal beside it, a line a report.

In: how reports begin and end. Out: `run.json`, written whole when a run ends; what a run that was killed had noted
until then; and the reports that need not be done again. A line is in the journal before its report's result is in the
folder, so that whose file a result is can be told after any kill.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import ValidationError

from extractor.errors import ClaimsError, OutputError
from extractor.fingerprint import fingerprint
from extractor.inputs import MANIFEST, ReportFile, checksum, readable
from extractor.output import write_text
from extractor.settings import Endpoint
from schemas.manifest import ReportLine, RunHead
from schemas.result import RunStatus

JOURNAL = f".{MANIFEST}.jsonl"
_HEAD = b'{"run":'
RUNNING, STOPPED, UNREADABLE = "running", "stopped", "unreadable"
"""What a report can be besides what its result says; `running` stands in a journal only."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known of an output folder: its reports by id, and its last run.

    `open` tells that this run did not come to its end: it is going on, or was killed.
    """

    lines: dict[str, ReportLine] = field(default_factory=dict)
    run: RunHead | None = None
    open: bool = False


def read_manifest(folder: Path, *, strict: bool = True) -> Manifest:
    """Read `run.json` and the journal of a run that did not end.

    Raises ClaimsError for a run.json that is damaged or of another make; if not `strict`, it then says nothing.
    """
    try:
        run, lines = _read_run(folder / f"{MANIFEST}.json")
    except ClaimsError:
        if strict:
            raise
        run, lines = None, {}
    begun, noted = _read_journal(folder / JOURNAL)
    return Manifest(lines | noted, begun or run, open=begun is not None)


def _read_run(path: Path) -> tuple[RunHead | None, dict[str, ReportLine]]:
    try:
        data = path.read_bytes()
        lines = map(ReportLine.model_validate, json.loads(data).get("reports", []))
        return RunHead.model_validate_json(data), {line.id or line.source: line for line in lines}
    except FileNotFoundError:
        return None, {}
    except (OSError, ValueError, TypeError, AttributeError) as error:  # pydantic's errors are ValueErrors
        raise ClaimsError(
            f"{str(path)!r} cannot be read as the manifest of a run: {error}",
            f"{str(path)!r} 不是可读的运行清单：{error}",
        ) from error


def _read_journal(path: Path, start: int = 0) -> tuple[RunHead | None, dict[str, ReportLine]]:
    """Read what runs noted from a byte on: the last of them, and the last line of each report."""
    run, lines = None, {}
    with suppress(OSError), path.open("rb") as journal:
        journal.seek(start)
        for noted in journal:
            with suppress(ValidationError):  # the line that a kill or a full disk cut off
                if noted.startswith(_HEAD):
                    run = RunHead.model_validate_json(noted[len(_HEAD) : -2])
                else:
                    line = ReportLine.model_validate_json(noted)
                    lines[line.id or line.source] = line
    return run, lines


def begin(file: ReportFile) -> ReportLine:
    """Note a report that is being made: its result's name is its own from now on."""
    return ReportLine(source=readable(str(file.path)), id=file.id, status=RUNNING, result=f"{file.stem}.json")


def without_result(file: ReportFile, out: Path, status: str, **more: object) -> ReportLine:
    """Say how a report stands that this run made no result of; the one of an earlier run stays."""
    name = f"{file.stem}.json"
    parts = {"source": readable(str(file.path)), "id": file.id, "status": status}
    return ReportLine.model_validate(parts | {"result": name if (out / name).exists() else None} | more)


def unchanged(
    files: Iterable[ReportFile], endpoint: Endpoint, out: Path, known: Mapping[str, ReportLine]
) -> dict[ReportFile, ReportLine]:
    """Return the lines of those reports that need not be done again.

    These are complete, all that their result depends on is what it was, and the result file is as it was written.
    """
    lines = {line.result: line for line in known.values() if line.status == RunStatus.COMPLETE}
    done = ((file, _unchanged(file, lines.get(f"{file.stem}.json"), endpoint, out)) for file in files)
    return {file: line for file, line in done if line}


def _unchanged(file: ReportFile, line: ReportLine | None, endpoint: Endpoint, out: Path) -> ReportLine | None:
    if line is None or (source := checksum(file)) is None or fingerprint(file, source, endpoint) != line.fingerprint:
        return None
    with suppress(OSError):
        if sha256((out / f"{file.stem}.json").read_bytes()).hexdigest() == line.sha256:
            return line.model_copy(update={"source": readable(str(file.path)), "id": file.id})
    return None


class Journal:
    """The journal of a run. As a context it is closed at the end; `end` turns it into `run.json` before."""

    def __init__(self, folder: Path, known: Mapping[str, ReportLine], run: RunHead) -> None:
        self._folder, self._known = folder, known
        self._path = folder / JOURNAL
        with self._told():
            self._file = self._path.open("ab")
            self._start = self._file.tell()
        try:
            self._write(b"\n" + _HEAD + run.model_dump_json().encode() + b"}\n")  # a line that was cut off ends here
        except OutputError:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what it holds was flushed line by line."""
        with suppress(OSError):
            self._file.close()

    def note(self, line: ReportLine) -> None:
        """Keep a line; it is there whatever becomes of this process. Raises OutputError."""
        self._write(line.model_dump_json(exclude={"needs_you"}).encode() + b"\n")

    def end(self, run: RunHead) -> None:
        """Write `run.json`, and remove the journal. Raises OutputError, and then the journal stays.

        It holds the reports of this run, and those of earlier ones whose results are in the folder.
        """
        earlier = {id: line for id, line in self._known.items() if _result_of(line, self._folder)}
        lines = _settled(earlier | _read_journal(self._path, self._start)[1], self._folder)
        head = run.model_dump_json(indent=1).removesuffix("\n}")
        told = ",\n".join(f"  {line.model_dump_json()}" for line in lines)
        write_text(self._folder / f"{MANIFEST}.json", f'{head},\n "reports": [\n{told}\n ]\n}}\n')
        self.close()
        with suppress(OSError):
            self._path.unlink()

    def _write(self, data: bytes) -> None:
        with self._told():
            self._file.write(data)
            self._file.flush()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            name = str(self._path)
            raise OutputError(
                f"{name!r} cannot be written: {error.strerror or error}; what was done is kept: make room, and run "
                "the same command again",
                f"无法写入 {name!r}：{error.strerror or error}；已完成的都保留：请腾出空间，再重新运行同一命令",
            ) from error


def _settled(lines: Mapping[str, ReportLine], folder: Path) -> list[ReportLine]:
    """Order lines by source. What was only begun is `stopped`, and a result is the last one's that claims it."""
    owners = {line.result: id for id, line in lines.items()}
    kept = (line for id, line in lines.items() if line.result is None or owners[line.result] == id)
    ended = (
        line.model_copy(update={"status": STOPPED, "result": _result_of(line, folder)})
        if line.status == RUNNING
        else line
        for line in kept
    )
    return sorted(ended, key=lambda line: line.source)


def _result_of(line: ReportLine, folder: Path) -> str | None:
    return line.result if line.result and (folder / line.result).exists() else None
