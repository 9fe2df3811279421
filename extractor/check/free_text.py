"""The words of parsed claims in, a claim for every number in them out: one in a title is a claim like any other."""

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from extractor.check.fields import lean, literal
from extractor.check.keys import pointer
from extractor.errors import ClaimsError
from schemas.claim import Claim
from schemas.quantity import Kind, Mention

_MAX_DEPTH = 40
_NOT_WORDS = {"quote", "evidence", "span", "verdict", "kind", "role", "target_year", "name_from", "indicators", "path"}
_NOT_WORDS |= {"id", "sha256", "unit_from", "unit_evidence", "evidence_at", "value_low", "value_high"}
_NOT_WORDS |= {"document_id", "chunk_id", "char_interval", "token_interval", "alignment_status"}
_BOOKKEEPING = {"start", "end", "start_pos", "end_pos", "offset", "index", "extraction_index", "group_index", "line"}
_BOOKKEEPING |= {"page", "page_number", "confidence", "probability", "页", "页码", "行号", "序号", "编号", "置信度"}
_WHERE = {"report", "file", "item"}
_PLACE = re.compile(r"(?:/[^/\s]+)+|[^/\n]+\.(?:txt|docx|pdf|html?|xml|json)", re.IGNORECASE)
_NUMBER = re.compile(r"\s*[0-9.]*\s*")


def free_text(
    data: Mapping[str, Any], path: str, skipped: Collection[str] = (), quotes: tuple[str, ...] = ()
) -> Iterator[Claim]:
    """Yield every number in the strings of an object, at any depth.

    Quotes are not the model's words; a position, page or confidence that is a mere number is none of the source's, nor
    is what a table of ours says of a file and a place in it.
    """
    keys = [key for key in _asked(tuple(data)) if key not in skipped and _is_words(key, data[key])]
    stack: list[tuple[Any, str, int]] = [(data[key], path + pointer(key), 1) for key in reversed(keys)]
    while stack:
        value, place, depth = stack.pop()
        if depth > _MAX_DEPTH:
            raise ClaimsError(
                f"{place[:80]} is nested more than {_MAX_DEPTH} deep", f"{place[:80]} 嵌套超过 {_MAX_DEPTH} 层"
            )
        if isinstance(value, dict):
            keys = [key for key in _asked(tuple(value)) if _is_words(key, value[key])]
            stack.extend([(value[key], place + pointer(key), depth + 1) for key in reversed(keys)])
        elif isinstance(value, list | tuple):
            stack.extend(reversed([(inner, place + pointer(i), depth + 1) for i, inner in enumerate(value)]))
        elif isinstance(value, str | int | float | Decimal) and not isinstance(value, bool):
            text = value if isinstance(value, str) else literal(value, place)
            yield from numbers_in(f"{text}年" if place.endswith("/year/value") else text, place, quotes)


@lru_cache(maxsize=256)
def _asked(keys: tuple[Any, ...]) -> tuple[str, ...]:
    """Return the keys of an object that may hold words; the objects of a list share their keys."""
    return tuple(key for key in keys if isinstance(key, str) and key not in _NOT_WORDS)


def _is_words(key: str, value: Any) -> bool:
    if key in _WHERE and isinstance(value, str):
        return _PLACE.fullmatch(value) is None
    return not (key.casefold() in _BOOKKEEPING and _is_number(value))


def _is_number(value: Any) -> bool:
    return bool(_NUMBER.fullmatch(value)) if isinstance(value, str) else not isinstance(value, list | tuple | dict)


def numbers_in(text: str, path: str, quotes: tuple[str, ...] = ()) -> Iterator[Claim]:
    """Yield the numbers of a free text; the words around each serve as its name. List marks say nothing."""
    for mention in _mentions(text):
        printed = text[mention.start : mention.quantity_end]
        yield Claim(
            path=path,
            name=text[:200],
            value_text=printed,
            unit=mention.unit,
            approx=mention.approx,
            free_text=True,
            **lean(quotes, printed),
        )


@lru_cache(maxsize=256)
def _mentions(text: str) -> tuple[Mention, ...]:
    """Find the numbers of a free text; the items of a section share its topic."""
    from extractor.numbers import find_numbers  # here, so that importing the check stays quick

    return tuple(mention for mention in find_numbers(text) if mention.kind is not Kind.ENUMERATOR)
