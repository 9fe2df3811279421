"""Claims in any of the known forms in, one `Claim` a number out.

Known forms: one of our results, `{"indicators": [...]}`, a bare list of indicators, LangExtract's JSON or JSONL, a CSV
with a column for the name and one for the value. What cannot be read is a `ClaimsError`, never skipped.
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from pydantic import BaseModel

from extractor.check.forms import LITERAL_KEYS, Claims, Literal, key_of, pointer, read_forms
from extractor.errors import ClaimsError
from schemas.claim import Claim

_MAX_BYTES = 200_000_000


def read_claims(data: Any) -> Claims:
    """Read claims from parsed JSON, a model of ours, bytes, a text that holds JSON or CSV, or the path of a file.

    Raises ClaimsError, naming the place, where something is neither a number nor anything else that is known.

    >>> claims = read_claims('[{"name": "办理行政复议案件", "value": 159, "unit": "件"}]').claims
    >>> claims[0].path, claims[0].value_text, claims[0].unit
    ('/0/value', '159', '件')
    """
    if isinstance(data, Claims):
        return data
    if isinstance(data, Path):
        return read_claims(_read_file(data))
    if isinstance(data, bytes | bytearray):
        return _read_text(_decode(bytes(data)))
    if isinstance(data, str):
        return _read_string(data)
    if isinstance(data, BaseModel):
        return read_forms(data.model_dump(mode="json"))
    if isinstance(data, Mapping):
        return read_forms(dict(data))
    if isinstance(data, Sequence):
        items = list(data)
        if items and all(isinstance(item, Claim) for item in items):
            return Claims(tuple(items))
        return read_forms([item.model_dump(mode="json") if isinstance(item, BaseModel) else item for item in items])
    raise ClaimsError(f"claims of type {type(data).__name__}: expected JSON, bytes, or the path of a file")


def _read_string(text: str) -> Claims:
    """Read a string that is either the claims themselves or the path of their file."""
    if text.lstrip("\ufeff \t\r\n")[:1] in {"{", "["} or "\n" in text.strip():
        return _read_text(text)
    return read_claims(Path(text))


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ClaimsError(f"{str(path)!r} is larger than {_MAX_BYTES} bytes; split the claims")
        return path.read_bytes()
    except (OSError, ValueError) as problem:
        raise ClaimsError(f"cannot read claims from {str(path)[:200]!r}: {problem}") from problem


def _decode(content: bytes) -> str:
    """Decode a claims file: UTF-8, UTF-16 with its mark, or what a Chinese spreadsheet writes."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ClaimsError("the claims are neither UTF-8 nor GB18030 text; save them as UTF-8")


def _read_text(text: str) -> Claims:
    text = text.lstrip("\ufeff")
    if not text.strip():
        raise ClaimsError("the claims are empty; expected JSON, JSONL or CSV")
    if text.lstrip()[0] not in "{[":
        return read_forms(_rows(text))
    try:
        return read_forms(_json(text))
    except json.JSONDecodeError as problem:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):
            raise ClaimsError(f"the claims are not valid JSON: {problem}") from problem
    return read_forms([_line(number, line) for number, line in enumerate(lines, start=1)])


def _line(number: int, line: str) -> Any:
    try:
        return _json(line)
    except json.JSONDecodeError as problem:
        raise ClaimsError(f"line {number} of the claims is not valid JSON: {problem}") from problem


def _json(text: str) -> Any:
    """Parse JSON, numbers kept as they are printed; a key given twice or a NaN is refused, for it hides a number."""
    try:
        return json.loads(
            text,
            parse_int=Literal,
            parse_float=Literal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_unique,
        )
    except RecursionError as problem:
        raise ClaimsError("the claims are nested too deep; expected a list of indicators") from problem


def _refuse_constant(name: str) -> NoReturn:
    raise ClaimsError(f"the claims hold {name}, which is no number; write null or the number as printed")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ClaimsError(f"the key {key[:80]!r} stands twice in one object of the claims; keep one")
        found[key] = value
    return found


def _rows(text: str) -> list[dict[str, Any]]:
    """Read a CSV or TSV of indicators; the first row names the columns."""
    delimiter = "\t" if "\t" in text.splitlines()[0] else ","
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True) if any(row)]
    except csv.Error as problem:
        raise ClaimsError(f"the claims are neither JSON nor CSV: {problem}") from problem
    header = [column.strip() for column in rows[0]] if rows else []
    known = dict.fromkeys(header, "")
    if key_of(known, "name") is None or all(key_of(known, literal) is None for literal in LITERAL_KEYS):
        raise ClaimsError("the claims are no JSON, and no CSV with the columns name and value_text (or 名称 and 数值)")
    for number, row in enumerate(rows[1:]):
        if len(row) > len(header):
            raise ClaimsError(f"row {pointer(number)} of the claims has {len(row)} cells for {len(header)} columns")
    return [dict(zip(header, row, strict=False)) for row in rows[1:]]
