"""Gold: what a careful reader found in a report, read from a folder of JSON files.

In: a folder. Out: one `Gold` a report, whatever it is spread over (`<stem>.gold.json`, `<stem>.items.json`,
`<stem>.quantities.json`). Offsets are code points of the decoded report, half-open.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, ValidationError

from extractor.errors import ClaimsError

HEAD_FIELDS = ("title", "issuer", "region", "year", "report_date")
KINDS = ("achievements", "problems", "plans")


class _Part(BaseModel):
    """What gold files say beyond these fields (sections, notes) is for people and is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldItem(_Part):
    """A stretch of the report; `optional` ones are accepted and not required."""

    start: NonNegativeInt
    end: NonNegativeInt
    quote: str = ""
    optional: bool = False


class GoldQuantity(_Part):
    """A number of the report: the span of its numeral, its value (a range is `3..5`), unit and names."""

    start: NonNegativeInt
    end: NonNegativeInt
    value: Decimal | str = Field(union_mode="left_to_right")
    unit: str = ""
    names: tuple[str, ...] = ()
    must: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = Field(default=(), alias="not")
    optional: bool = False


class Gold(_Part):
    """One report as its reader sees it; `complete` tells that all its quantities are listed, not some items' only."""

    file: str
    sha256: str | None = None
    head: dict[str, str | int | None] = {}
    achievements: tuple[GoldItem, ...] | None = None
    problems: tuple[GoldItem, ...] = ()
    plans: tuple[GoldItem, ...] = ()
    non_items: tuple[GoldItem, ...] = ()
    quantities: tuple[GoldQuantity, ...] | None = None
    complete: bool = False


def load_gold(folder: Path) -> tuple[Gold, ...]:
    """Read the gold of a folder, one a report. Raises ClaimsError if there is none, or a file is not gold."""
    parts: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.json")):
        data = _read(path)
        if not isinstance(data, dict) or not {"achievements", "quantities", "indicators"} & set(data):
            continue
        part = _part(data)
        merged = parts.setdefault(Path(part["file"]).stem, part)
        merged.update((key, value) for key, value in part.items() if key not in merged)
    if not parts:
        raise ClaimsError(
            f"{str(folder)!r} holds no gold: files *.json with achievements or quantities",
            f"{str(folder)!r} 里没有标注：应为含 achievements 或 quantities 的 *.json 文件",
        )
    return tuple(_validated(stem, part) for stem, part in parts.items())


def find_gold(golds: Iterable[Gold], sha256: str, name: str) -> Gold | None:
    """Return the gold of a report: by the checksum of its file, else by the file's name without its ending."""
    candidates = list(golds)
    by_sum = next((gold for gold in candidates if gold.sha256 == sha256), None)
    return by_sum or next((gold for gold in candidates if Path(gold.file).stem == Path(name).stem), None)


def displaced(gold: Gold, text: str) -> Sequence[GoldItem]:
    """List the items whose quote does not stand at their offsets: gold made on another text."""
    items = (item for kind in (*KINDS, "non_items") for item in getattr(gold, kind) or ())
    return [item for item in items if item.quote and text[item.start : item.end] != item.quote]


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes(), parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise ClaimsError(
            f"{str(path)!r} cannot be read as JSON: {error}", f"{str(path)!r} 不是可读的 JSON：{error}"
        ) from error


def _part(data: dict[str, Any]) -> dict[str, Any]:
    """Bring either form of a file under the names of `Gold`."""
    known = ("sha256", *KINDS, "non_items")
    part: dict[str, Any] = {key: data[key] for key in known if key in data}
    part["file"] = str(data.get("file") or data.get("source") or "")
    if "title" in data:
        part["head"] = {name: data[name] for name in HEAD_FIELDS if name in data}
    if "quantities" in data:
        part |= {"quantities": data["quantities"], "complete": True}
    elif "indicators" in data:
        part["quantities"] = list(_quantities(data["indicators"]))
    return part


def _quantities(indicators: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for entry in indicators:
        yield {
            **{key: value for key, value in entry.items() if key in ("value", "unit", "optional")},
            "start": entry.get("value_start", entry.get("start")),
            "end": entry.get("value_end", entry.get("end")),
            "names": [entry["name"]] if entry.get("name") else [],
        }


def _validated(stem: str, part: dict[str, Any]) -> Gold:
    try:
        return Gold.model_validate(part)
    except ValidationError as error:
        where = "; ".join(".".join(map(str, problem["loc"])) for problem in error.errors()[:3])
        raise ClaimsError(
            f"the gold of {stem!r} is not as docs/evaluation.md says ({where})",
            f"{stem!r} 的标注不符合 docs/evaluation.md 的格式（{where}）",
        ) from error
