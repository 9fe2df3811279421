"""Result files among what a user names."""

from pathlib import Path

import pytest

from extractor.errors import ClaimsError
from extractor.review.results import find_results


def test_the_manifest_is_no_result_of_a_folder_nor_of_what_a_shell_makes_of_it(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.json", "b.json", "run.json")]
    for file in files:
        file.write_text("{}", encoding="utf-8")
    assert list(find_results([tmp_path])) == files[:2]
    assert list(find_results(files)) == files[:2]
    assert list(find_results(files[2:])) == files[2:]  # named alone it is read, and refused with a reason


def test_a_folder_without_results_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ClaimsError, match="holds no results"):
        list(find_results([tmp_path]))
