"""Fingerprints: one for all that the result of a report depends on, so that what is unchanged need not be done again.

In: the endpoint's settings, the sha256 of a report's bytes, its name. Out: a sha256. This program itself, with its
prompts and schemas, is a part of it, and so are the libraries that read reports; what differs between two runs of the
same answers (key, concurrency, limits, prices) is not.
"""

import json
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from extractor.inputs import ReportFile
from extractor.settings import Endpoint

_ROOT = Path(__file__).parents[1]
_PACKAGES = ("extractor", "prompts", "schemas")
_LIBRARIES = ("charset-normalizer", "instructor", "lxml", "opencc-python-reimplemented", "pdfminer.six", "pydantic")


def fingerprint(file: ReportFile, source_sha256: str, endpoint: Endpoint) -> str:
    """Return the fingerprint of the result that a report of these bytes gets."""
    parts = (
        *(program(), source_sha256, file.path.name, file.encoding),
        *(endpoint.identity, endpoint.model, endpoint.mode, endpoint.style, endpoint.chunk_size, endpoint.corrects),
        *(dict(endpoint.parameters), endpoint.reasoning_tokens),
    )
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@cache
def program() -> str:
    """Return the sha256 of this program's own files and of the versions of the libraries that results depend on."""
    digest = sha256(json.dumps([version(name) for name in _LIBRARIES]).encode())
    for package in _PACKAGES:
        for path in sorted((_ROOT / package).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
