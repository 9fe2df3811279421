"""One field of a claim: a value of parsed JSON in, what it says out, or a ClaimsError that names the place."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from extractor.check.fold import fold_words
from extractor.check.keys import keys_of, pointer
from extractor.errors import ClaimsError
from schemas.span import Span

_MAX_NUMBER = 400


class Literal(str):
    """A JSON number as it is printed in the claims."""

    __slots__ = ()


def kind(value: Any) -> str:
    """Say what a value is, for a message."""
    names = {dict: "an object", list: "a list", str: "a string", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number")


def kind_zh(value: Any) -> str:
    """Say the same in Chinese."""
    names = {dict: "对象", list: "列表", str: "字符串", bool: "布尔值", type(None): "空值"}
    return names.get(type(value), "数字")


def literal(value: Any, path: str) -> str:
    """Return a number as printed; empty where the claim says null."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise ClaimsError(
            f"{path} is {kind(value)}; expected a number or a string", f"{path} 是{kind_zh(value)}，应为数字或字符串"
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


def string(item: Mapping[str, Any], key: str | None, path: str) -> str:
    """Return a string, empty for null. A number is none: 159 with the unit 0 must not read as 1590."""
    value = item[key] if key else None
    if value is None:
        return ""
    if not isinstance(value, str) or isinstance(value, Literal):
        place = path + pointer(str(key))
        raise ClaimsError(f"{place} is {kind(value)}; expected a string", f"{place} 是{kind_zh(value)}，应为字符串")
    return value


def approx(item: Mapping[str, Any], key: str | None, path: str) -> tuple[str, ...] | None:
    """Return qualifiers: a list of words, or one string that lists them; None where there is none."""
    value = item[key] if key else None
    if value is None or isinstance(value, str):
        return tuple(re.findall(r"[^\s、,，;；]+", value)) if value else None
    if not isinstance(value, list | tuple) or not all(isinstance(word, str) for word in value):
        place = path + pointer(str(key))
        raise ClaimsError(
            f"{place} is {kind(value)}; expected a list of strings", f"{place} 是{kind_zh(value)}，应为字符串列表"
        )
    return tuple(value)


def quotes(item: Mapping[str, Any], path: str) -> tuple[str, ...]:
    """Return the passages an indicator leans on: strings, evidence objects, or lists of them, under any known key."""
    found = (quote for key in keys_of(item, "quote") for quote in _passages(item[key], path + pointer(key)))
    return tuple(dict.fromkeys(quote for quote in found if quote.strip()))


def _passages(value: Any, place: str) -> list[str]:
    passages = value if isinstance(value, list | tuple) else [value]
    return [_passage(passage, place) for passage in passages if passage is not None]


def _passage(value: Any, place: str) -> str:
    text = value.get("quote", value.get("text")) if isinstance(value, dict) else value
    if not isinstance(text, str) or isinstance(text, Literal):
        raise ClaimsError(
            f"{place} is {kind(value)}; expected the quoted passage", f"{place} 是{kind_zh(value)}，应为引文"
        )
    return text


def lean(quotes: tuple[str, ...], number: str) -> dict[str, Any]:
    """Return the fields of a claim for its quotes: first the one that holds the number, for the rest are beside it."""
    if not quotes:
        return {}
    plain = fold_words(number)
    chosen = next((quote for quote in quotes if plain and plain in fold_words(quote)), quotes[0])
    return {"quote": chosen, "more_quotes": tuple(quote for quote in quotes if quote is not chosen)}


def quote_span(item: Mapping[str, Any]) -> Span | None:
    """Return where the first evidence object says that it stands."""
    for key in keys_of(item, "quote"):
        value = item[key]
        value = value[0] if isinstance(value, list | tuple) and value else value
        if isinstance(value, dict) and "start" in value:
            return span(value, "")
    return None


def span(value: Any, path: str) -> Span | None:
    """Return a span: an object with start and end (LangExtract: start_pos and end_pos), or a list of the two."""
    if value is None:
        return None
    if isinstance(value, list | tuple) and len(value) == 2:
        value = {"start": value[0], "end": value[1]}
    if not isinstance(value, dict):
        raise ClaimsError(
            f"{path}/span is {kind(value)}; expected start and end",
            f"{path}/span 是{kind_zh(value)}，应含 start 和 end",
        )
    ends = (value.get("start", value.get("start_pos")), value.get("end", value.get("end_pos")))
    try:
        start, end = int(ends[0]), int(ends[1])  # type: ignore[arg-type]  # None is a TypeError, told below
    except (TypeError, ValueError) as problem:
        raise ClaimsError(
            f"{path}/span has no readable start and end", f"{path}/span 没有可读的 start 和 end"
        ) from problem
    return Span(start=start, end=end) if 0 <= start <= end else None
