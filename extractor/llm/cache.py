"""Every answer ever paid for, by request: asking the same thing again costs nothing.

In: a request's key. Out: the exact bytes of the endpoint's answer. Backed by diskcache with a disk that never
unpickles (CVE-2025-69872: a planted row runs code) and never evicts (an evicted answer would be paid for twice).
"""

import json
import sqlite3
import zlib
from hashlib import sha256
from pathlib import Path
from typing import Any

import diskcache
from diskcache.core import MODE_PICKLE

from extractor.errors import OutputError

MAX_BODY_CHARACTERS = 32 * 1024 * 1024
_FRUGAL = {"sqlite_cache_size": 128, "sqlite_mmap_size": 0, "cull_limit": 0}
"""Half a MB of pages: each answer is looked up once; diskcache's own 32 MB and 64 MB grow for thousands of reports.
And nothing is ever culled, so nothing is looked for to cull."""
KEY_FIELDS = (
    *("model", "messages", "tools", "tool_choice", "response_format", "reasoning_effort", "extra_body"),
    *("temperature", "top_p", "seed", "max_tokens", "max_completion_tokens", "stop"),
)
"""What an answer depends on; timeouts, headers and streaming change nothing in it."""


def request_key(request: dict[str, Any], endpoint: str) -> str:
    """Return the sha256 of the canonical JSON of all that an answer depends on, the endpoint's address included."""
    relevant = {name: request[name] for name in KEY_FIELDS if name in request}
    canonical = json.dumps(
        {"v": 1, "endpoint": endpoint, **relevant},
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
        allow_nan=False,
    )
    return sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


class SafeDisk(diskcache.JSONDisk):  # type: ignore[misc]
    """JSON values under plain string keys; anything else in the database is refused, never executed."""

    def put(self, key: object) -> tuple[str, bool]:
        """Store a string key as it is."""
        if type(key) is not str:
            raise TypeError(f"cache keys are strings, not {type(key).__name__}")
        return key, True

    def get(self, key: str, raw: bool) -> str:
        """Return a string key; refuse a pickled one."""
        if not raw:
            raise ValueError("a pickled key in the answer cache")
        return key

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> Any:
        """Return a value; refuse pickles and files outside the cache folder."""
        if mode == MODE_PICKLE or read:
            raise ValueError("a pickled value in the answer cache")
        folder = Path(self._directory).resolve()
        if filename and not (folder / filename).resolve().is_relative_to(folder):
            raise ValueError("a value outside the answer cache")
        return super().fetch(mode, filename, value, read)


class AnswerCache:
    """The answers in one folder. Open it once per run; safe for several threads and processes."""

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._store = diskcache.Cache(str(folder), disk=SafeDisk, eviction_policy="none", **_FRUGAL)
        except (OSError, sqlite3.Error) as error:
            raise OutputError(
                f"the answer cache {str(folder)!r} cannot be opened: {error}. "
                "Move it aside (the ledger beside it still holds every answer), or set EXTRACTOR_CACHE_DIR to a "
                "folder that can be written",
                f"无法打开回答缓存 {str(folder)!r}：{error}。请把它移走（旁边的账本仍保存着所有回答），"
                "或用 EXTRACTOR_CACHE_DIR 指定可写的文件夹",
            ) from error

    def get(self, key: str) -> str | None:
        """Return the stored answer's text, or None. A damaged or foreign entry counts as absent."""
        try:
            entry = self._store.get(key, retry=True)
        except (ValueError, TypeError, OSError, sqlite3.Error, zlib.error):
            return None
        if not isinstance(entry, dict) or entry.get("key") != key:
            return None
        body = entry.get("body")
        return body if isinstance(body, str) and len(body) <= MAX_BODY_CHARACTERS else None

    def put(self, key: str, body: str) -> None:
        """Keep an answer. Raises OutputError if the folder cannot take it: an answer that is lost is paid twice."""
        try:
            self._store.set(key, {"key": key, "body": body}, retry=True)
        except (OSError, sqlite3.Error) as error:
            raise OutputError(
                f"an answer could not be stored in {self._store.directory!r}: {error}",
                f"回答无法存入 {self._store.directory!r}：{error}",
            ) from error

    def delete(self, key: str) -> None:
        """Forget an answer. Raises OutputError if the folder cannot be written."""
        try:
            self._store.delete(key, retry=True)
        except (OSError, sqlite3.Error) as error:
            raise OutputError(
                f"an answer could not be removed from {self._store.directory!r}: {error}",
                f"无法从 {self._store.directory!r} 删除回答：{error}",
            ) from error

    def close(self) -> None:
        """Close the database."""
        self._store.close()
