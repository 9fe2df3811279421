"""Claims in any of the known forms in, one `Claim` a number out.

Known forms: one of our results, `{"indicators": [...]}` (or the one list of indicators under another key), a bare list
of indicators or one alone, a line of JSON for each, LangExtract's JSON or JSONL, facts with the passages they quote
(instructor's CitationMixin), a CSV with a column for the name and one for the value. What cannot be read is a
`ClaimsError`, never skipped.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from pydantic import BaseModel

from extractor.check.fields import Literal
from extractor.check.forms import Claims, read_forms
from extractor.check.rows import read_rows
from extractor.errors import ClaimsError
from schemas.claim import Claim

_MAX_BYTES = 200 << 20
_FENCE = re.compile(r"\s*```[a-zA-Z]*\s*\n(.*)\n\s*```\s*", re.DOTALL)


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
        return _read_path(data)
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
    raise ClaimsError(
        f"claims of type {type(data).__name__}: expected JSON, bytes, or the path of a file",
        f"类型是 {type(data).__name__}，应为 JSON、字节或文件路径",
    )


def _read_string(text: str) -> Claims:
    """Read a string that is either the claims themselves or the path of their file."""
    if text.lstrip("\ufeff \t\r\n")[:1] in {"{", "["} or "\n" in text.strip():
        return _read_text(text)
    return _read_path(Path(text))


def _read_path(path: Path) -> Claims:
    """Read a claims file; every message names it."""
    try:
        return _read_text(_decode(_read_file(path)))
    except ClaimsError as problem:
        name = repr(str(path)[:200])
        raise ClaimsError(
            f"cannot read claims from {name}: {problem}", f"无法读取 {name}：{problem.told('zh')}"
        ) from problem


def _read_file(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise ClaimsError("it is a folder; name the file in it", "这是文件夹：请给出其中的文件")
        if path.stat().st_size > _MAX_BYTES:
            raise ClaimsError(
                f"it is larger than {_MAX_BYTES >> 20} MB; split it", f"超过 {_MAX_BYTES >> 20} MB：请拆分"
            )
        return path.read_bytes()
    except FileNotFoundError as problem:
        raise ClaimsError("there is no such file; check the path", "没有这个文件：请检查路径") from problem
    except (OSError, ValueError) as problem:
        raise ClaimsError(f"{problem}; check the path and its permissions", f"{problem}：请检查路径和权限") from problem


def _decode(content: bytes) -> str:
    """Decode a claims file: UTF-8, UTF-16 with its mark, or what a Chinese spreadsheet writes."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ClaimsError(
        "the claims are neither UTF-8 nor GB18030 text; save them as UTF-8",
        "既不是 UTF-8 也不是 GB18030 文本：请存为 UTF-8",
    )


def _read_text(text: str) -> Claims:
    text = text.lstrip("\ufeff")
    fenced = _FENCE.fullmatch(text)
    text = fenced[1] if fenced else text
    if not text.strip():
        raise ClaimsError("the claims are empty; expected JSON, JSONL or CSV", "内容为空，应为 JSON、JSONL 或 CSV")
    if text.lstrip()[0] not in "{[":
        return read_forms(read_rows(text))
    try:
        return read_forms(parse_json(text))
    except json.JSONDecodeError as problem:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):
            raise ClaimsError(f"the claims are not valid JSON: {problem}", f"不是有效的 JSON：{problem}") from problem
    return read_forms([_line(number, line) for number, line in enumerate(lines, start=1)])


def _line(number: int, line: str) -> Any:
    try:
        return parse_json(line)
    except json.JSONDecodeError as problem:
        raise ClaimsError(
            f"line {number} of the claims is not valid JSON: {problem}", f"第 {number} 行不是有效的 JSON：{problem}"
        ) from problem


def parse_json(text: str) -> Any:
    """Parse JSON, numbers kept as they are printed; a key given twice or a NaN is refused, for it hides a number.

    Raises JSONDecodeError, and ClaimsError for what is JSON and refused.
    """
    try:
        return json.loads(
            text,
            parse_int=Literal,
            parse_float=Literal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_unique,
        )
    except RecursionError as problem:
        raise ClaimsError(
            "the claims are nested too deep; expected a list of indicators", "嵌套过深，应为指标列表"
        ) from problem


def _refuse_constant(name: str) -> NoReturn:
    raise ClaimsError(
        f"the claims hold {name}, which is no number; write null or the number as printed",
        f"含有 {name}，不是数字：请填 null 或照原样填写数字",
    )


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ClaimsError(
                f"the key {key[:80]!r} stands twice in one object of the claims; keep one",
                f"键 {key[:80]!r} 在同一对象中出现两次：请保留一个",
            )
        found[key] = value
    return found
