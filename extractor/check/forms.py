"""The forms that claims come in: parsed JSON in, claims out. A number in a name or title is a claim like any other."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from extractor.check.keys import FIELDS, LITERAL_KEYS, key_of, keys_of
from extractor.errors import ClaimsError
from schemas.claim import Claim
from schemas.quantity import Kind
from schemas.span import Span
from schemas.table import Table

_MAX_DEPTH = 40
_MAX_NUMBER = 400
_NOT_WORDS = {"quote", "evidence", "span", "verdict", "kind", "role", "target_year", "name_from", "indicators", "path"}
_NOT_WORDS |= {"id", "sha256", "unit_from", "unit_evidence"}
_UNREADABLE = object()


class Literal(str):
    """A JSON number as it is printed in the claims."""

    __slots__ = ()


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
    if isinstance(data, dict) and isinstance(data.get("extractions"), list):
        return Claims(tuple(_extractions(data, "")), _optional_text(data.get("text")))
    if isinstance(data, dict) and isinstance(data.get("indicators"), list):
        return Claims((*_indicators(data["indicators"], "/indicators"), *_free_text(data, "", {"indicators"})))
    if isinstance(data, list) and data and all(isinstance(item, dict) and "extractions" in item for item in data):
        texts = {_optional_text(item.get("text")) for item in data}
        found = tuple(claim for i, item in enumerate(data) for claim in _extractions(item, pointer(i)))
        return Claims(found, texts.pop() if len(texts) == 1 else None)
    if isinstance(data, list):
        return Claims(tuple(_indicators(data, "")))
    raise ClaimsError(
        'expected {"indicators": [...]}, a list of indicators, one of our results, LangExtract or CSV',
        '应为 {"indicators": [...]}、指标列表、本工具的结果、LangExtract 的结果或 CSV',
    )


def pointer(*steps: str | int) -> str:
    """Build a JSON Pointer from its steps.

    >>> pointer("indicators", 3, "a/b")
    '/indicators/3/a~1b'
    """
    return "".join(map(_step, steps))


@lru_cache(maxsize=4096)
def _step(step: str | int) -> str:
    return "/" + str(step).replace("~", "~0").replace("/", "~1")


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
    claims = (*_indicators(indicators, "/report/indicators"), *_free_text(report, "/report", {"indicators"}))
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


def _indicators(items: list[Any], path: str) -> Iterator[Claim]:
    for index, item in enumerate(items):
        yield from _indicator(item, path + pointer(index))


def _indicator(item: Any, path: str, *, name: str = "", quote: str | None = None) -> Iterator[Claim]:
    """Read one indicator: its number, then the numbers in its words; `name` and `quote` where it gives none."""
    if not isinstance(item, dict):
        raise ClaimsError(
            f"{path or '/'} is {_kind(item)}; expected an object with name, value_text, unit and quote",
            f"{path or '/'} 是{_kind_zh(item)}，应为含 name、value_text、unit、quote 的对象",
        )
    key = next((k for k in (key_of(item, field) for field in LITERAL_KEYS) if k and item[k] is not None), None)
    key = key or key_of(item, "value_text") or key_of(item, "value")
    if key is None:
        raise ClaimsError(f"{path} has neither value_text nor value", f"{path} 既无 value_text 也无 value")
    value_key = key_of(item, "value")
    quote_key = next((key for key in keys_of(item, "quote") if item[key]), None)
    yield Claim(
        path=path + pointer(key),
        name=_string(item, key_of(item, "name"), path) or name,
        value_text=_literal(item[key], path + pointer(key)),
        unit=_string(item, key_of(item, "unit"), path).strip(),
        approx=_approx(item, key_of(item, "approx"), path),
        value=_literal(item[value_key], path + pointer(value_key)) if value_key and value_key != key else None,
        quote=_quote(item, quote_key, path) or quote,
        quote_span=_quote_span(item, quote_key),
        span=_span(item.get("span"), path),
    )
    used = {k for k in (key_of(item, field) for field in FIELDS if field != "name") if k}
    yield from _free_text(item, path, used, quote=_quote(item, quote_key, path) or quote)


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number")


def _kind_zh(value: Any) -> str:
    names = {dict: "对象", list: "列表", str: "字符串", bool: "布尔值", type(None): "空值"}
    return names.get(type(value), "数字")


def _literal(value: Any, path: str) -> str:
    """Return a number as printed; empty where the claim says null."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise ClaimsError(
            f"{path} is {_kind(value)}; expected a number or a string", f"{path} 是{_kind_zh(value)}，应为数字或字符串"
        )
    try:
        text = str(value) if isinstance(value, str) and not isinstance(value, Literal) else _plain(value)
    except (ValueError, ArithmeticError) as problem:
        raise ClaimsError(
            f"{path} is no readable number; expected it as printed", f"{path} 不是可读的数字，请照原样填写"
        ) from problem
    if len(text) > _MAX_NUMBER:
        raise ClaimsError(
            f"{path} is {len(text)} characters long; expected a number of at most {_MAX_NUMBER}",
            f"{path} 长达 {len(text)} 个字符，数字最多 {_MAX_NUMBER} 个",
        )
    return text


def _plain(value: Any) -> str:
    """Print a number without an exponent: 1E+3 -> 1000."""
    number = Decimal(str(value))
    if not number.is_finite() or abs(number.adjusted()) > _MAX_NUMBER:
        raise ValueError("not finite, or too large")
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _string(item: Mapping[str, Any], key: str | None, path: str) -> str:
    value = item[key] if key else None
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ClaimsError(
            f"{path}{pointer(str(key))} is {_kind(value)}; expected a string",
            f"{path}{pointer(str(key))} 是{_kind_zh(value)}，应为字符串",
        )
    return value


def _approx(item: Mapping[str, Any], key: str | None, path: str) -> tuple[str, ...] | None:
    value = item[key] if key else None
    if value is None or isinstance(value, str):
        return tuple(re.findall(r"[^\s、,，;；]+", value)) if value else None
    if not isinstance(value, list | tuple) or not all(isinstance(word, str) for word in value):
        raise ClaimsError(
            f"{path}{pointer(str(key))} is {_kind(value)}; expected a list of strings",
            f"{path}{pointer(str(key))} 是{_kind_zh(value)}，应为字符串列表",
        )
    return tuple(value)


def _quote(item: Mapping[str, Any], key: str | None, path: str) -> str | None:
    """Return the passage an indicator leans on: a string, or the first of a list of strings or evidence objects."""
    value = item[key] if key else None
    if isinstance(value, list | tuple):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("quote", _UNREADABLE)
    if value is not None and not isinstance(value, str):
        raise ClaimsError(
            f"{path}{pointer(str(key))} is {_kind(value)}; expected the quoted passage",
            f"{path}{pointer(str(key))} 是{_kind_zh(value)}，应为引文",
        )
    return value or None


def _quote_span(item: Mapping[str, Any], key: str | None) -> Span | None:
    """Return where an evidence object says that it stands."""
    value = item[key] if key else None
    value = value[0] if isinstance(value, list | tuple) and value else value
    return _span(value, "") if isinstance(value, dict) and "start" in value else None


def _span(value: Any, path: str) -> Span | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise ClaimsError(
            f"{path}/span is {_kind(value)}; expected start and end",
            f"{path}/span 是{_kind_zh(value)}，应含 start 和 end",
        )
    try:
        start, end = int(value["start"]), int(value["end"])
    except (KeyError, TypeError, ValueError) as problem:
        raise ClaimsError(
            f"{path}/span has no readable start and end", f"{path}/span 没有可读的 start 和 end"
        ) from problem
    return Span(start=start, end=end) if 0 <= start <= end else None


def _extractions(item: dict[str, Any], path: str) -> Iterator[Claim]:
    """Read LangExtract's extractions: a number in the attributes leans on the extracted text, else it stands there."""
    extractions = item.get("extractions")
    if not isinstance(extractions, list):
        raise ClaimsError(
            f"{path}/extractions is {_kind(extractions)}; expected a list",
            f"{path}/extractions 是{_kind_zh(extractions)}，应为列表",
        )
    for index, extraction in enumerate(extractions):
        yield from _extraction(extraction, path + pointer("extractions", index))


def _extraction(extraction: Any, path: str) -> Iterator[Claim]:
    if not isinstance(extraction, dict) or not isinstance(extraction.get("extraction_text"), str):
        raise ClaimsError(f"{path} has no extraction_text", f"{path} 没有 extraction_text")
    text = extraction["extraction_text"]
    attributes = extraction.get("attributes")
    attributes = {} if attributes is None else attributes
    if not isinstance(attributes, dict):
        raise ClaimsError(
            f"{path}/attributes is {_kind(attributes)}; expected an object",
            f"{path}/attributes 是{_kind_zh(attributes)}，应为对象",
        )
    if any(key_of(attributes, field) for field in LITERAL_KEYS):
        yield from _indicator(attributes, path + pointer("attributes"), name=text, quote=text)
        return
    yield from _numbers_in(text, path + pointer("extraction_text"), quote=text)
    yield from _free_text(attributes, path + pointer("attributes"), set())


def _free_text(data: Mapping[str, Any], path: str, skipped: set[str], *, quote: str | None = None) -> Iterator[Claim]:
    """Yield every number in the strings of an object, at any depth; quotes and positions are not the model's words."""
    keys = [key for key in data if _is_words(key) and key not in skipped]
    stack: list[tuple[Any, str, int]] = [(data[key], path + pointer(key), 1) for key in reversed(keys)]
    while stack:
        value, place, depth = stack.pop()
        if depth > _MAX_DEPTH:
            raise ClaimsError(
                f"{place[:80]} is nested more than {_MAX_DEPTH} deep", f"{place[:80]} 嵌套超过 {_MAX_DEPTH} 层"
            )
        if isinstance(value, dict):
            words = [(inner, place + pointer(key), depth + 1) for key, inner in value.items() if _is_words(key)]
            stack.extend(reversed(words))
        elif isinstance(value, list | tuple):
            stack.extend(reversed([(inner, place + pointer(i), depth + 1) for i, inner in enumerate(value)]))
        elif isinstance(value, str) and value:
            yield from _numbers_in(f"{value}年" if place.endswith("/year/value") else value, place, quote)
        elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            text = _literal(value, place)
            yield from _numbers_in(f"{text}年" if place.endswith("/year/value") else text, place, quote)


def _is_words(key: Any) -> bool:
    return isinstance(key, str) and key not in _NOT_WORDS


def _numbers_in(text: str, path: str, quote: str | None = None) -> Iterator[Claim]:
    """Yield the numbers of a free text; the words around each serve as its name. List marks say nothing."""
    from extractor.numbers import find_numbers  # here, so that importing the check stays quick

    for mention in find_numbers(text):
        if mention.kind is not Kind.ENUMERATOR:
            printed = text[mention.start : mention.quantity_end]
            yield Claim(
                path=path,
                name=text[:200],
                value_text=printed,
                unit=mention.unit,
                approx=mention.approx,
                quote=quote,
                free_text=True,
            )
