"""A PostgreSQL server of the tests' own: a folder, a unix socket in it, no network.

It ends with the context, and with the tests' process in whatever way that ends: a shell waits for the end of its input.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

from tests.waiting import PATIENCE_SECONDS

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
"""Where Debian puts them."""
_UNTIL_INPUT_ENDS = '"$0" "$@" & read -r _; kill -INT $!; wait'


@contextmanager
def postgres() -> Iterator[str]:
    """Run a server while the context is open; yields its URL, to which a schema may be added."""
    place = Path(tempfile.mkdtemp(prefix="pg"))
    user = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
    if user:
        shutil.chown(place, user)
    quiet = {"user": user, "cwd": place, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    made = ["--auth=trust", "--username=postgres", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
    served = ["-D", place / "data", "-k", place, "-h", "", "-F"]
    try:
        subprocess.run(
            [PROGRAMS[-1] / "initdb", "-D", place / "data", *made], check=True, timeout=PATIENCE_SECONDS, **quiet
        )
        command = ["sh", "-c", _UNTIL_INPUT_ENDS, PROGRAMS[-1] / "postgres", *served]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, **quiet)
        try:
            url = f"postgresql:///postgres?user=postgres&host={quote(str(place), safe='')}"
            _wait_for(url)
            yield url
        finally:
            process.communicate(timeout=PATIENCE_SECONDS)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _wait_for(url: str) -> None:
    patience = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            if time.monotonic() > patience:
                raise
            time.sleep(0.05)
        else:
            return
