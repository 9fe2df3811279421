"""The answer cache: nothing paid is lost, nothing is asked twice, and a planted file runs no code."""

import os
import pickle
import sqlite3
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from extractor.errors import OutputError
from extractor.llm.cache import AnswerCache, request_key
from tests.waiting import PATIENCE_SECONDS

REQUEST = {
    "model": "m",
    "messages": [{"role": "user", "content": "办结案件7件。"}],
    "temperature": 0,
    "seed": 1,
    "max_tokens": 90,
    "response_format": {"type": "json_schema", "json_schema": {"name": "Names", "schema": {"type": "object"}}},
}
URL = "http://127.0.0.1:8000/v1"


def test_what_is_kept_is_found_again(tmp_path):
    """An answer comes back character for character, also large ones and after closing; others are absent."""
    bodies = {"a": "{}", "b": '{"名称": "\u2028😀\x00"}', "c": "长" * 200_000, "d": ""}
    with closing(AnswerCache(tmp_path)) as cache:
        for key, body in bodies.items():
            cache.put(key, body)
    with closing(AnswerCache(tmp_path)) as cache:
        assert {key: cache.get(key) for key in bodies} == bodies
        assert cache.get("e") is None


def test_nothing_is_ever_evicted(tmp_path):
    """Not even far beyond the size at which the library starts to forget."""
    with closing(AnswerCache(tmp_path)) as cache:
        assert cache._store.eviction_policy == "none"
        cache._store.reset("size_limit", 1 << 16)
        body = os.urandom(1024).hex()
        for i in range(300):
            cache.put(f"key{i}", body)
        assert all(cache.get(f"key{i}") == body for i in range(300))


def test_a_store_that_was_made_to_evict_stops_doing_so(tmp_path):
    """The policy written in an existing store does not win over ours."""
    with closing(AnswerCache(tmp_path)) as cache:
        cache._store.reset("eviction_policy", "least-recently-stored")
    with closing(AnswerCache(tmp_path)) as cache:
        assert cache._store.eviction_policy == "none"


def test_the_folder_is_private(tmp_path):
    """Reports and answers are for their owner."""
    with closing(AnswerCache(tmp_path / "answers")):
        assert (tmp_path / "answers").stat().st_mode & 0o077 == 0


class _Bomb:
    def __reduce__(self):
        return os.mkdir, (str(Path.cwd() / "exploded"),)


def _plant(folder: Path, column: str, *values: object) -> None:
    with closing(AnswerCache(folder)) as cache:
        cache.put("key", "{}")
    with closing(sqlite3.connect(folder / "cache.db")) as database, database:
        database.execute(f"UPDATE Cache SET {column}", values)


PLANTED = {
    "a pickle in the row": ("mode = 4, filename = NULL, value = ?", [pickle.dumps(_Bomb())]),
    "a pickle in a file": ("mode = 4, filename = 'planted.val', value = NULL", []),
    "a pickled key": ("raw = 0, key = ?", [pickle.dumps(_Bomb())]),
    "a file outside": ("mode = 2, filename = '../outside.val', value = NULL", []),
    "an absolute file": ("mode = 2, filename = ?, value = NULL", ["OUTSIDE"]),
    "a file that is gone": ("mode = 2, filename = 'gone.val', value = NULL", []),
    "text in a file": ("mode = 3, filename = 'planted.txt', value = NULL", []),
    "a number": ("mode = 1, filename = NULL, value = 7", []),
    "a text": ("mode = 1, filename = NULL, value = 'text'", []),
    "nothing": ("mode = 1, filename = NULL, value = NULL", []),
    "a mode that is none": ("mode = 9, filename = NULL, value = 7", []),
    "bytes that are not compressed": ("mode = 1, filename = NULL, value = ?", [b"raw"]),
    "no JSON": ("mode = 1, filename = NULL, value = ?", [zlib.compress(b"?")]),
    "no UTF-8": ("mode = 1, filename = NULL, value = ?", [zlib.compress(b'"\xff"')]),
    "JSON of another form": ("mode = 1, filename = NULL, value = ?", [zlib.compress(b"[1]")]),
    "another key's answer": ("mode = 1, filename = NULL, value = ?", [zlib.compress(b'{"key": "x", "body": "{}"}')]),
    "a body that is no text": ("mode = 1, filename = NULL, value = ?", [zlib.compress(b'{"key": "key", "body": 7}')]),
}


@pytest.mark.parametrize(("column", "values"), PLANTED.values(), ids=PLANTED)
def test_a_planted_row_is_no_answer_and_runs_nothing(column, values, tmp_path, monkeypatch):
    """Whatever somebody writes into the database, reading it is as if nothing were stored; a new answer is kept."""
    monkeypatch.chdir(tmp_path)
    folder, outside = tmp_path / "answers", tmp_path / "outside.val"
    outside.write_bytes(zlib.compress(b'{"key": "key", "body": "stolen"}'))
    _plant(folder, column, *(str(outside) if value == "OUTSIDE" else value for value in values))
    (folder / "planted.val").write_bytes(pickle.dumps(_Bomb()))
    (folder / "planted.txt").write_text("text")
    with closing(AnswerCache(folder)) as cache:
        assert cache.get("key") is None
        cache.put("key", "new")
        assert cache.get("key") == "new"
    assert not (tmp_path / "exploded").exists()


@pytest.mark.parametrize("key", [7, None, ("key",), b"key"], ids=repr)
def test_keys_are_plain_strings(key, tmp_path):
    """Anything else would be pickled on its way in."""
    with closing(AnswerCache(tmp_path)) as cache, pytest.raises(TypeError):
        cache._store.set(key, "value")


def _damage(folder: Path, keep: int | None) -> None:
    with closing(AnswerCache(folder)) as cache:
        for i in range(20):
            cache.put(f"key{i}", "{}")
    file = folder / "cache.db"
    whole = file.read_bytes()
    file.write_bytes(bytes(range(256)) * 64 if keep is None else whole[:keep])
    for rest in ("cache.db-wal", "cache.db-shm"):
        (folder / rest).unlink(missing_ok=True)


def _use(folder: Path) -> list[str | None]:
    with closing(AnswerCache(folder)) as cache:
        before = cache.get("key1")
        cache.put("key", "new")
        return [before, cache.get("key")]


@pytest.mark.parametrize("keep", [100, 4096, 9000, None], ids=str)
def test_a_damaged_database_is_refused(keep, tmp_path):
    """Random or missing bytes end in an error of ours that names the folder, never in an answer that is lost."""
    _damage(tmp_path, keep)
    with pytest.raises(OutputError) as raised:
        _use(tmp_path)
    assert repr(str(tmp_path)) in str(raised.value)


def test_an_answer_that_cannot_be_stored_is_an_error(tmp_path, monkeypatch):
    """A full disk is named at once: an answer that is lost would be paid for twice."""

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with closing(AnswerCache(tmp_path)) as cache:
        monkeypatch.setattr(cache._store, "set", full)
        with pytest.raises(OutputError, match="No space left on device") as raised:
            cache.put("key", "{}")
    assert repr(str(tmp_path)) in str(raised.value)


def test_an_empty_database_is_a_new_one(tmp_path):
    """A file of no bytes holds no answers and takes new ones."""
    _damage(tmp_path, 0)
    assert _use(tmp_path) == [None, "new"]


def test_random_bytes_are_named_with_the_way_out(tmp_path):
    """The message names the folder and what to do about it."""
    (tmp_path / "cache.db").write_bytes(b"\x07" * 5000)
    with pytest.raises(OutputError, match=r"cannot be opened.*Move it aside.*EXTRACTOR_CACHE_DIR") as raised:
        AnswerCache(tmp_path)
    assert repr(str(tmp_path)) in str(raised.value)


def test_a_file_in_place_of_the_folder_is_named(tmp_path):
    """A cache that cannot be made is an error before anything is asked."""
    (tmp_path / "answers").write_text("in the way")
    with pytest.raises(OutputError, match="EXTRACTOR_CACHE_DIR"):
        AnswerCache(tmp_path / "answers")


def test_the_key_does_not_depend_on_the_order_of_fields():
    """The same request, built in another order, is the same request."""
    turned = {key: REQUEST[key] for key in reversed(REQUEST)}
    turned["messages"] = [{"content": "办结案件7件。", "role": "user"}]
    assert request_key(turned, URL) == request_key(REQUEST, URL)


@pytest.mark.parametrize(
    "other",
    [
        {"model": "n"},
        {"messages": [{"role": "user", "content": "办结案件8件。"}]},
        {"messages": [{"role": "system", "content": "办结案件7件。"}]},
        {"temperature": 1},
        {"seed": 2},
        {"max_tokens": 180},
        {"top_p": 0.5},
        {"stop": ["。"]},
        {"response_format": {"type": "json_object"}},
        {"tools": []},
        {"tool_choice": "auto"},
        {"reasoning_effort": "low"},
        {"extra_body": {"grammar": "x"}},
    ],
    ids=str,
)
def test_the_key_changes_with_all_that_an_answer_depends_on(other):
    """Another question never gets this one's answer."""
    assert request_key(REQUEST | other, URL) != request_key(REQUEST, URL)


@pytest.mark.parametrize(
    "other", [{"timeout": 9}, {"extra_headers": {"X": "1"}}, {"user": "u"}, {"stream": False}], ids=str
)
def test_the_key_ignores_what_changes_no_answer(other):
    """A new timeout does not make every stored answer worthless."""
    assert request_key(REQUEST | other, URL) == request_key(REQUEST, URL)


def test_the_key_changes_with_the_endpoint():
    """Two endpoints may serve different models under one name."""
    assert request_key(REQUEST, URL) != request_key(REQUEST, "embedded")


def test_the_key_is_pinned():
    """A change of the key's making would ask for everything anew; it must be meant."""
    assert request_key(REQUEST, URL) == "2ec1ebcfcee264c28378699e035206fd8a32fa0e86a2be05499dc2b99e598a76"


def test_threads_share_a_cache(tmp_path):
    """Many threads write and read at once and lose nothing."""
    with closing(AnswerCache(tmp_path)) as cache, ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda i: cache.put(f"key{i}", str(i)), range(100)))
        assert list(pool.map(lambda i: cache.get(f"key{i}"), range(100))) == [str(i) for i in range(100)]


def test_processes_share_a_cache(tmp_path):
    """Two runs at the same time write into one cache, and each reads the other's answers."""
    code = (
        "import sys; from pathlib import Path; from extractor.llm.cache import AnswerCache\n"
        "folder, name = sys.argv[1:]; cache = AnswerCache(Path(folder))\n"
        "[cache.put(f'{name}{i}', name) for i in range(60)]; cache.close()"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in "ab"]
    assert [run.wait(PATIENCE_SECONDS) for run in runs] == [0, 0]
    with closing(AnswerCache(tmp_path)) as cache:
        assert {cache.get(f"{name}{i}") for name in "ab" for i in range(60)} == {"a", "b"}
