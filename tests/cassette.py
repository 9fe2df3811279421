"""Cassettes: recorded model traffic, one file a document, readable, matched by the request's body.

Host, port and every header that is not on the allow-list are left out, so a cassette holds no secret and outlives the
endpoint it was recorded from. Record with `make record`; tests only replay.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import vcr
import yaml
from vcr.persisters.filesystem import CassetteNotFoundError
from vcr.serialize import deserialize, serialize
from vcr.serializers import yamlserializer

ROOT = Path(__file__).resolve().parent.parent
CASSETTES = ROOT / "cassettes"
HOST = "http://llm.invalid"
KEPT_HEADERS = {"content-type", "accept", "retry-after", "retry-after-ms"}
SECRET = re.compile(r"(sk-[A-Za-z0-9_-]{8,}|Bearer\s+\S+|/(?:home|root|Users)/)")


class _Dumper(yaml.SafeDumper):
    """Chinese stays readable; JSON over several lines becomes a literal block."""


def _string(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _string)


class ReadableYaml:
    """vcrpy's own serializer writes Chinese as escapes."""

    deserialize = staticmethod(yamlserializer.deserialize)

    @staticmethod
    def serialize(data: dict[str, Any]) -> str:
        return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)


class AtomicPersister:
    """vcrpy's own persister opens files in the locale's encoding, and not atomically."""

    @staticmethod
    def load_cassette(path: str, serializer: Any) -> Any:
        file = Path(path)
        if not file.is_file():
            raise CassetteNotFoundError
        return deserialize(file.read_text(encoding="utf-8"), serializer)

    @staticmethod
    def save_cassette(path: str, data: dict[str, Any], serializer: Any) -> None:
        pairs = sorted(
            zip(data["requests"], data["responses"], strict=True), key=lambda p: (p[0].path, p[0].body or b"")
        )
        data = {**data, "requests": [r for r, _ in pairs], "responses": [r for _, r in pairs]}
        text = serialize(data, serializer)
        if hit := SECRET.search(text):
            raise RuntimeError(f"a cassette would hold something secret-like: {hit.group()[:6]}...")
        temporary = Path(f"{path}.tmp")
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(path)


def _pretty(body: bytes | None) -> bytes | None:
    try:
        return (json.dumps(json.loads(body or b""), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    except ValueError:
        return body


def _clean_request(request: Any) -> Any:
    request.headers = {k: v for k, v in request.headers.items() if k.lower() in KEPT_HEADERS}
    request.uri = HOST + urlsplit(request.uri).path
    request.body = _pretty(request.body)
    return request


def _clean_response(response: dict[str, Any]) -> dict[str, Any]:
    response["headers"] = {k: v for k, v in response["headers"].items() if k.lower() in KEPT_HEADERS}
    response["body"]["string"] = _pretty(response["body"]["string"])
    return response


def _same_body(first: Any, second: Any) -> None:
    a, b = (json.loads(request.body or b"{}") for request in (first, second))
    assert a == b, f"keys that differ: {sorted(k for k in a.keys() | b.keys() if a.get(k) != b.get(k))}"


@contextmanager
def cassette(name: str, mode: str = "none") -> Iterator[Any]:
    """Replay `cassettes/<name>.yaml` (mode "none"), or record it anew (mode "all")."""
    machine = vcr.VCR(
        record_mode=mode,
        match_on=("method", "path", "same_body"),
        before_record_request=_clean_request,
        before_record_response=_clean_response,
        decode_compressed_response=True,
        record_on_exception=False,
        serializer="readable",
    )
    machine.register_serializer("readable", ReadableYaml)
    machine.register_persister(AtomicPersister)
    machine.register_matcher("same_body", _same_body)
    path = CASSETTES / f"{name}.yaml"
    if mode == "all":
        path.unlink(missing_ok=True)
    with machine.use_cassette(os.fspath(path)) as tape:
        yield tape
