"""Objects that each claim one number in, a claim for that number and for every number in their words out."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from extractor.check import fields
from extractor.check.free_text import free_text
from extractor.check.keys import LITERAL_KEYS, given, key_of, pointer
from extractor.errors import ClaimsError
from schemas.claim import Claim

_IN_BRACKETS = re.compile(r"[（(](?:单位\s*[:：]\s*)?([^（()）0-9０-９][^（()）]*)[)）]\s*$")
_YUAN = re.compile(r"[（(]?人民币[)）]?(?=.)|(?<=.)[（(]?人民币[)）]?")
_MOST_KEYS = 8


def holds_claim(item: Any) -> bool:
    """Tell whether something is an object with a number, or with a quote for what it says."""
    return isinstance(item, dict) and any(key_of(item, field) for field in (*LITERAL_KEYS, "quote"))


def read_indicators(items: list[Any], path: str) -> Iterator[Claim]:
    """Read a list of indicators, or of objects that hold such lists."""
    for index, item in enumerate(items):
        place = path + pointer(index)
        if isinstance(item, dict) and isinstance(item.get("indicators"), list):
            yield from read_indicators(item["indicators"], place + pointer("indicators"))
            yield from free_text(item, place)
        else:
            yield from read_indicator(item, place)


def read_indicator(item: Any, path: str, *, name: str = "", quotes: tuple[str, ...] = ()) -> Iterator[Claim]:
    """Read one indicator: its number, then the numbers in its words; `name` and `quotes` where it gives none."""
    if not isinstance(item, dict):
        raise ClaimsError(
            f"{path or '/'} is {fields.kind(item)}; expected an object with name, value_text, unit and quote",
            f"{path or '/'} 是{fields.kind_zh(item)}，应为含 name、value_text、unit、quote 的对象",
        )
    key = _literal_key(item)
    quotes = fields.quotes(item, path) or quotes
    if key is not None:
        yield _claim(item, key, path, name=name, quotes=quotes)
    elif not quotes:
        raise _without_number(item, path)
    yield from free_text(item, path, given(tuple(item)), quotes)


def _claim(item: Mapping[str, Any], key: str, path: str, *, name: str, quotes: tuple[str, ...]) -> Claim:
    value_key = key_of(item, "value")
    number = fields.literal(item[key], path + pointer(key))
    beside = value_key if value_key != key else None
    return Claim(
        path=path + pointer(key),
        name=fields.string(item, key_of(item, "name"), path) or name,
        value_text=number,
        unit=_unit(fields.string(item, key_of(item, "unit"), path)) or unit_of(key),
        approx=fields.approx(item, key_of(item, "approx"), path),
        value=fields.literal(item[beside], path + pointer(beside)) if beside else None,
        quote_span=fields.quote_span(item),
        span=fields.span(item.get("span"), path),
        **fields.lean(quotes, number),
    )


def _unit(text: str) -> str:
    """Take from a unit what is none of it: brackets around it, and the currency that 元 means anyway.

    >>> _unit("（件）"), _unit("万元人民币"), _unit("人民币")
    ('件', '万元', '人民币')
    """
    return _YUAN.sub("", text).strip(" \t\r\n　（()）")


def _literal_key(item: Mapping[str, Any]) -> str | None:
    """Return the key of an indicator's number: the one that is not null, where it gives two."""
    keys = [key for field in LITERAL_KEYS if (key := key_of(item, field))]
    return next((key for key in keys if item[key] is not None), next(iter(keys), None))


def unit_of(key: str) -> str:
    """Return the unit that a heading gives for the numbers under it.

    >>> unit_of("数值（万元）"), unit_of("数值(单位：件)"), unit_of("数值（2024年）"), unit_of("value")
    ('万元', '件', '', '')
    """
    found = _IN_BRACKETS.search(key)
    if found is None:
        return ""
    from extractor.numbers import find_numbers  # here, so that importing the check stays quick

    read = [mention for mention in find_numbers("3" + found[1]) if mention.is_quantity]
    return found[1] if len(read) == 1 and read[0].quantity_end == len(found[1]) + 1 else ""


def _without_number(item: Mapping[str, Any], path: str) -> ClaimsError:
    keys = ", ".join(repr(str(key)[:40]) for key in list(item)[:_MOST_KEYS])
    return ClaimsError(
        f"{path or '/'} has neither value_text nor value; its keys are {keys or 'none'}",
        f"{path or '/'} 既无 value_text 也无 value；现有的键：{keys or '无'}",
    )
