"""LangExtract's documents in, claims out: one a number in the attributes, else in the extracted text."""

from collections.abc import Iterator
from typing import Any

from extractor.check import fields
from extractor.check.free_text import free_text, numbers_in
from extractor.check.indicators import read_indicator
from extractor.check.keys import LITERAL_KEYS, key_of, keys_of, pointer
from extractor.errors import ClaimsError
from schemas.claim import Claim


def is_document(item: Any) -> bool:
    """Tell whether something is an annotated document; one in which nothing was found may say null."""
    return isinstance(item, dict) and "extractions" in item


def read_extractions(document: dict[str, Any], path: str) -> Iterator[Claim]:
    """Read the extractions of one document."""
    extractions = document["extractions"]
    if extractions is None:
        return
    if not isinstance(extractions, list):
        raise ClaimsError(
            f"{path}/extractions is {fields.kind(extractions)}; expected a list",
            f"{path}/extractions 是{fields.kind_zh(extractions)}，应为列表",
        )
    for index, extraction in enumerate(extractions):
        yield from _extraction(extraction, path + pointer("extractions", index))


def _extraction(extraction: Any, path: str) -> Iterator[Claim]:
    """Read one extraction: a number in its attributes leans on its text, unless that is no more than a name."""
    if not isinstance(extraction, dict) or not isinstance(extraction.get("extraction_text"), str):
        raise ClaimsError(f"{path} has no extraction_text", f"{path} 没有 extraction_text")
    text, attributes, place = extraction["extraction_text"], _attributes(extraction, path), path + "/attributes"
    numbers = list(numbers_in(text, path + "/extraction_text", (text,)))
    if any(key_of(attributes, field) for field in LITERAL_KEYS):
        claims = read_indicator(attributes, place, name=text, quotes=(text,) if numbers else ())
    else:
        claims = _described(numbers, attributes, place)
    span = fields.span(extraction.get("char_interval") or None, path)
    yield from (claim if claim.span else claim.model_copy(update={"span": span}) for claim in claims)


def _attributes(extraction: dict[str, Any], path: str) -> dict[str, Any]:
    attributes = extraction.get("attributes")
    if attributes is not None and not isinstance(attributes, dict):
        raise ClaimsError(
            f"{path}/attributes is {fields.kind(attributes)}; expected an object",
            f"{path}/attributes 是{fields.kind_zh(attributes)}，应为对象",
        )
    return attributes or {}


def _described(numbers: list[Claim], attributes: dict[str, Any], path: str) -> Iterator[Claim]:
    """Yield the numbers of an extracted text under the name, unit and qualifiers of its attributes; then the rest."""
    said = {
        "name": fields.string(attributes, key_of(attributes, "name"), path),
        "unit": fields.string(attributes, key_of(attributes, "unit"), path),
        "approx": fields.approx(attributes, key_of(attributes, "approx"), path),
    }
    given = {field: value for field, value in said.items() if value}
    yield from (claim.model_copy(update=given) for claim in numbers)
    yield from free_text(attributes, path, [key for field in ("unit", "approx") for key in keys_of(attributes, field)])
