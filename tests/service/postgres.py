"""A PostgreSQL server of the tests' own: a folder, a unix socket in it, no network; gone at the end."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
"""Where Debian puts them."""


@contextmanager
def postgres() -> Iterator[str]:
    """Run a server while the context is open; yields its URL, to which a schema may be added."""
    place = Path(tempfile.mkdtemp(prefix="pg"))
    user = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
    if user:
        shutil.chown(place, user)

    def call(program: str, *arguments: str) -> None:
        command = [PROGRAMS[-1] / program, "-D", place / "data", *arguments]
        subprocess.run(command, user=user, cwd=place, check=True, stdout=subprocess.DEVNULL, timeout=120)

    try:
        call("initdb", "--auth=trust", "--username=postgres", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")
        call("pg_ctl", "-w", "-l", str(place / "log"), "-o", f"-k {place} -h '' -F", "start")
        try:
            yield f"postgresql:///postgres?user=postgres&host={quote(str(place), safe='')}"
        finally:
            call("pg_ctl", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(place, ignore_errors=True)
