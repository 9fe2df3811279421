"""Result files: find and load them."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from extractor.errors import ClaimsError
from extractor.inputs import MANIFEST
from schemas.result import ReportResult

_MANIFEST = f"{MANIFEST}.json"


def find_results(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the result files that are named, and those in the folders that are. Raises ClaimsError if there is none.

    Of several files the manifest of a run is left out: a shell makes it one of `out/*.json`.
    """
    named = list(paths)
    for path in named:
        if not path.is_dir():
            if len(named) == 1 or path.name != _MANIFEST:
                yield path
            continue
        found = result_files(path)
        if not found:
            raise ClaimsError(
                f"the folder {str(path)!r} holds no results; `extractor run` writes them",
                f"文件夹 {str(path)!r} 里没有结果；结果由 extractor run 写出",
            )
        yield from found


def result_files(folder: Path) -> list[Path]:
    """Return what may be results in a folder: every JSON but the manifest of its run."""
    return sorted(file for file in folder.glob("*.json") if file.name != _MANIFEST)


def load_results(paths: Iterable[Path], refuse: Callable[[ClaimsError], object]) -> Iterator[tuple[Path, ReportResult]]:
    """Yield every result that is named, one in memory at a time; what is none goes to `refuse`, and the rest goes on.

    Raises ClaimsError if there is no file at all.
    """
    for path in find_results(paths):
        try:
            result = load_result(path)
        except ClaimsError as error:
            refuse(error)
        else:
            yield path, result


def load_result(path: Path) -> ReportResult:
    """Read a result. Raises ClaimsError if the file is not one of ours."""
    try:
        return ReportResult.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ClaimsError(
            f"{str(path)!r} cannot be read: {error.strerror or error}",
            f"无法读取 {str(path)!r}：{error.strerror or error}",
        ) from error
    except ValidationError as error:
        raise ClaimsError(
            f"{str(path)!r} is not a result of `extractor run` ({error.error_count()} places differ); "
            "to check claims of another form use `extractor check`",
            f"{str(path)!r} 不是 extractor run 的结果（{error.error_count()} 处不符）；"
            "核对其他形式的指标请用 extractor check",
        ) from error
