"""The keys under which other programs write a claim's fields, and pointers to them."""

import re
from collections.abc import Iterable
from functools import lru_cache

from extractor.check.fold import fold_words

_KEYS = {
    "name": ("name", "指标名称", "名称", "指标", "indicator", "metric", "title"),
    "value_text": ("value_text", "原文数字", "数值文本"),
    "value": ("value", "数值", "值", "数字", "number", "amount"),
    "unit": ("unit", "单位", "计量单位"),
    "quote": (
        *("quote", "quotes", "evidence", "citation", "citations", "substring_quotes", "substring_quote"),
        *("source_text", "source_quote", "source_sentence", "supporting_text", "excerpt", "snippet", "sentence"),
        "context",
        *("依据", "原文", "引文", "引用", "证据", "原句", "摘录", "原文摘录", "原文依据", "原文引用", "佐证"),
    ),
    "approx": ("approx", "qualifier", "qualifiers", "概数词"),
}
FIELDS = tuple(_KEYS)
LITERAL_KEYS = ("value_text", "value")
_ASIDE = re.compile(r"\([^()]*\)")


def keys_of(item: Iterable[str], field: str) -> tuple[str, ...]:
    """Return the keys under which an indicator gives a field, the usual one first.

    >>> keys_of(["Name", "数值（件）"], "value")
    ('数值（件）',)
    """
    return _fields(tuple(item))[field]


def key_of(item: Iterable[str], field: str) -> str | None:
    """Return the key under which an indicator gives a field, if it does."""
    return next(iter(keys_of(item, field)), None)


@lru_cache(maxsize=256)
def given(keys: tuple[str, ...]) -> frozenset[str]:
    """Return which of an object's keys give a field other than the name, and so are no free text."""
    fields = _fields(keys)
    return frozenset(key for field in FIELDS if field != "name" for key in fields[field])


@lru_cache(maxsize=256)
def _fields(keys: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Sort the keys of an object by the field they give; the objects of a list share their keys."""
    plain = {_plain(key): key for key in reversed(keys) if isinstance(key, str)}
    return {
        field: tuple(key if key in keys else plain[key] for key in known if key in plain)
        for field, known in _KEYS.items()
    }


def _plain(key: str) -> str:
    """Fold a key: width, case, blanks and what stands in brackets do not count."""
    folded = fold_words(key).casefold()
    return _ASIDE.sub("", folded) or folded


def pointer(*steps: str | int) -> str:
    """Build a JSON Pointer from its steps.

    >>> pointer("indicators", 3, "a/b")
    '/indicators/3/a~1b'
    """
    return "".join(map(_step, steps))


@lru_cache(maxsize=4096)
def _step(step: str | int) -> str:
    return "/" + str(step).replace("~", "~0").replace("/", "~1")
