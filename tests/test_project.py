"""Promises of the project as a whole."""

import re
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEEDS = {
    "000_69ea6814eef5c72a.txt": "67085b210c04fe4abd7d24f84b34cf999f4ae7cd2366bb6dc772856172394006",
    "001_c876ac7a5a214ccd.txt": "f64cbdcfc76e976f5b6ee42fc0f39b5a5259ee5ad7e013ed1cbf468808177e80",
    "002_85fc6561f0660a51.txt": "1016df2c0f95289dde72e1f87833f1612a13a5dd2eb445581962bcdea530c6b6",
    "003_ba5cb8d4a31f7aba.txt": "bf4a43174f22a4a06ca69e4a9641761ad32501b1521a9483d7e6b79720e9b5a8",
    "004_ea34eb8c8826c59e.txt": "45e16c46977c32b99791e88f17a7dbc754b139e0b8a072ab457e6f98adc1dbc2",
}


def test_the_seeds_are_byte_for_byte_what_they_were():
    """A checkout that changes line ends would shift every offset."""
    assert {path.name: sha256(path.read_bytes()).hexdigest() for path in (ROOT / "seeds").iterdir()} == SEEDS


def test_constraints_name_no_address():
    """The lock is of versions alone."""
    assert "://" not in (ROOT / "constraints.txt").read_text(encoding="utf-8")


def test_instructor_is_not_the_old_one():
    """Without version ranges pip falls back to instructor 1.3.2, whose interface differs."""
    assert tuple(map(int, version("instructor").split(".")[:2])) >= (1, 17)


def test_every_runtime_dependency_has_a_reason():
    """docs/dependencies.md has a line for each."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = re.search(r"^dependencies = \[(.*?)^\]", project, re.M | re.S)
    names = re.findall(r'^\s+"([A-Za-z0-9_.-]+)', block[1], re.M)
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert [name for name in names if f"`{name}`" not in reasons] == []
