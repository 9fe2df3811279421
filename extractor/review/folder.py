"""A folder of results under review: which reports it holds, each with its decisions.

In: a folder that `extractor run` wrote. Out: sheets. A result is read again only when its file has changed; one that
cannot be read is listed with its error.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import ClaimsError, ExtractorError
from extractor.inputs import readable
from extractor.review.acts import Desk
from extractor.review.results import find_results, load_result
from extractor.review.sheet import Basis, Sheet, lay_out, prepare
from extractor.review.store import Store
from schemas.decision import Event


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that is no result, and why."""

    name: str
    error: ExtractorError


@dataclass(frozen=True, slots=True)
class Review:
    """One report with its events: the sheet, and the events as they were stored."""

    name: str
    sheet: Sheet
    events: tuple[Event, ...]

    def desk(self, reviewer: str) -> Desk:
        """Seat a reviewer at this report."""
        basis = self.sheet.basis
        source = basis.result.source
        known = {entry.claim: entry for entry in basis.entries}
        return Desk(source.sha256, basis.hash, source.text, known, reviewer)


class Folder:
    """The results of a folder and the store beside them. Raises ClaimsError if it is none or holds no result."""

    def __init__(self, path: Path) -> None:
        if not path.is_dir():
            raise ClaimsError(
                f"{str(path)!r} is no folder; give the one that `extractor run` writes to",
                f"{str(path)!r} 不是文件夹：请给出 extractor run 的输出文件夹",
            )
        self.path = path
        self.store = Store(path)
        self._read: dict[Path, tuple[tuple[int, int], Basis]] = {}
        next(find_results([path]))

    def files(self) -> dict[str, Path]:
        """Return the result files by their stems, as text that an address can hold."""
        return {readable(path.stem): path for path in find_results([self.path])}

    def open(self, name: str) -> Review:
        """Return a report by its stem. Raises KeyError if there is none, ClaimsError if it is unreadable."""
        return _review(name, self._basis(self.files()[name]), self.store)

    def all(self) -> Iterator[Review | Broken]:
        """Yield every report of the folder, and the files that cannot be read."""
        for name in self.files():
            try:
                yield self.open(name)
            except ExtractorError as error:
                yield Broken(name, error)

    def _basis(self, path: Path) -> Basis:
        stat = path.stat()
        stamp = (stat.st_mtime_ns, stat.st_size)
        known = self._read.get(path)
        if known is None or known[0] != stamp:
            known = stamp, prepare(load_result(path))
            self._read[path] = known
        return known[1]


def open_result(path: Path) -> Review:
    """Return one report by its result file, with the decisions beside it. Raises ClaimsError if it is no result."""
    return _review(readable(path.stem), prepare(load_result(path)), Store(path.parent))


def _review(name: str, basis: Basis, store: Store) -> Review:
    events = store.events(basis.result.source.sha256)
    return Review(name, lay_out(basis, events), events)
