"""The forms that claims come in: parsed JSON in, claims out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from extractor.check.extractions import is_document, read_extractions
from extractor.check.free_text import free_text
from extractor.check.indicators import holds_claim, read_indicator, read_indicators
from extractor.check.keys import pointer
from extractor.errors import ClaimsError
from schemas.claim import Claim
from schemas.table import Table


@dataclass(frozen=True, slots=True)
class Claims:
    """What was claimed; `source_text`, its tables and `ours` are set where the claims are one of our results."""

    claims: tuple[Claim, ...]
    source_text: str | None = None
    ours: bool = False
    tables: tuple[Table, ...] = ()


def read_forms(data: Any) -> Claims:
    """Tell the form of parsed claims and read it; raises ClaimsError for any other form."""
    if isinstance(data, dict) and isinstance(data.get("report"), dict) and isinstance(data.get("source"), dict):
        return _read_result(data)
    if is_document(data):
        return Claims(tuple(read_extractions(data, "")), _optional_text(data.get("text")))
    if isinstance(data, list) and data and all(map(is_document, data)):
        return _read_documents(data)
    if isinstance(data, list):
        return Claims(tuple(read_indicators(data, "")))
    if isinstance(data, dict) and (key := _key_of_list(data)) is not None:
        return Claims((*read_indicators(data[key], pointer(key)), *free_text(data, "", {key})))
    if holds_claim(data):
        return Claims(tuple(read_indicator(data, "")))
    raise ClaimsError(
        'expected {"indicators": [...]}, a list of indicators, one of our results, LangExtract or CSV',
        '应为 {"indicators": [...]}、指标列表、本工具的结果、LangExtract 的结果或 CSV',
    )


def _key_of_list(data: Mapping[str, Any]) -> str | None:
    """Return the key of an object's list of indicators; a list by another name must be the only one of its kind."""
    if isinstance(data.get("indicators"), list):
        return "indicators"
    lists = [key for key, value in data.items() if isinstance(value, list) and any(map(holds_claim, value))]
    return lists[0] if len(lists) == 1 else None


def _read_documents(data: list[dict[str, Any]]) -> Claims:
    texts = {_optional_text(item.get("text")) for item in data}
    found = tuple(claim for i, item in enumerate(data) for claim in read_extractions(item, pointer(i)))
    return Claims(found, texts.pop() if len(texts) == 1 else None)


def _read_result(data: dict[str, Any]) -> Claims:
    text = data["source"].get("text")
    if not isinstance(text, str):
        raise ClaimsError(
            "/source/text is not a string; is this one of our results?", "/source/text 不是字符串：这是本工具的结果吗？"
        )
    report = data["report"]
    indicators = report.get("indicators")
    if not isinstance(indicators, list):
        raise ClaimsError(
            "/report/indicators is not a list; is this one of our results?",
            "/report/indicators 不是列表：这是本工具的结果吗？",
        )
    claims = (*read_indicators(indicators, "/report/indicators"), *free_text(report, "/report", {"indicators"}))
    return Claims(claims, text, ours=True, tables=_tables(data["source"].get("tables"), text))


def _tables(value: Any, text: str) -> tuple[Table, ...]:
    """Read the tables of one of our results; they must lie in its text."""
    try:
        tables = tuple(Table.model_validate(item) for item in value or ())
    except (TypeError, ValidationError) as problem:
        raise ClaimsError(
            "/source/tables is not readable; is this one of our results?",
            "/source/tables 无法读取：这是本工具的结果吗？",
        ) from problem
    places = [place for table in tables for place in (table, *table.cells)]
    if any(not place.start <= place.end <= len(text) for place in places):
        raise ClaimsError(
            "/source/tables points outside of /source/text; was the text changed?",
            "/source/tables 指到了 /source/text 之外：原文改动过吗？",
        )
    return tables


def _optional_text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
