"""Settings: the only reader of the environment.

In: environment variables. Out: one frozen `Settings`. Without any, the embedded model answers.
`OPENAI_BASE_URL` and `OPENAI_API_KEY` count only when `EXTRACTOR_MODEL` is set, so that a stray key never sends a
text away.
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import platformdirs

from extractor.errors import SettingsError

EMBEDDED_MODEL = "qwen2.5-coder-1.5b-instruct"
OPENAI_URL = "https://api.openai.com/v1"
OPENAI_HOST = "api.openai.com"

JSON_HOSTS = re.compile(
    r"(?:^|\.)(?:deepseek\.com|dashscope[a-z-]*\.aliyuncs\.com|bigmodel\.cn|moonshot\.cn)(?::\d+)?$"
)
"""Hosts that know `json_object` and no schema, or only for some models (docs/endpoints.md)."""

T = TypeVar("T", bound=StrEnum)


class Mode(StrEnum):
    """How an endpoint is made to answer in a schema (instructor's modes)."""

    JSON_SCHEMA = "JSON_SCHEMA"
    TOOLS = "TOOLS"
    JSON = "JSON"
    MD_JSON = "MD_JSON"


class Switch(StrEnum):
    """Something that is done or not."""

    ON = "on"
    OFF = "off"


class Style(StrEnum):
    """Who writes the numbers: the code, which marks them for naming, or the model, which copies them."""

    ANCHORED = "anchored"
    VERBATIM = "verbatim"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask and how. `base_url` is None for the embedded model; `key` never appears in a repr or a file.

    `chunk_size` is in characters of clean text; `deadline` in seconds bounds one request from first to last byte.
    `rpm`, `tpm` are requests and tokens a minute (0: no limit); `corrects` says whether a chunk is asked about once
    more where the check found something wrong; `parameters` are put into each request, null takes one out of it;
    `reasoning_tokens` are added to the room of an answer. `price` and `prices` say what tokens cost (llm/prices.py).
    `local` tells models of the user's own that run as the embedded one apart; `transport` is a stand-in for the
    network (llm/fake.py).
    """

    model: str
    base_url: str | None = None
    key: str = field(default="", repr=False)
    mode: Mode = Mode.JSON_SCHEMA
    style: Style = Style.ANCHORED
    chunk_size: int = 300
    concurrency: int = 1
    deadline: float = 600.0
    rpm: int = 0
    tpm: int = 0
    corrects: bool = False
    parameters: Mapping[str, Any] = field(default_factory=dict)
    reasoning_tokens: int = 0
    price: str | None = None
    prices: Path | None = None
    local: str = "embedded"
    transport: Any = field(default=None, repr=False, compare=False)

    @property
    def identity(self) -> str:
        """Say whose answers these are: stored ones of another address or another model file are not given."""
        return self.base_url or self.local

    @property
    def room_name(self) -> str:
        """Name the parameter that bounds an answer: OpenAI's own newer models refuse the old one."""
        return "max_completion_tokens" if self.host == OPENAI_HOST else "max_tokens"

    @property
    def host(self) -> str:
        """Name where the text is sent, without path or credentials."""
        if self.base_url is None:
            return "this machine (embedded model)"
        return urlsplit(self.base_url).netloc.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run can be told from outside.

    `weights` is a model file of the user's own, `weights_sha256` its checksum if it is not the default model.
    `database_url` is where the service keeps its jobs, if not beside the ledger; it may hold a password.
    """

    endpoint: Endpoint
    cache_dir: Path
    weights: Path | None = None
    weights_sha256: str | None = None
    weights_host: str = "https://huggingface.co"
    database_url: str | None = field(default=None, repr=False)

    @property
    def models_dir(self) -> Path:
        """The folder that holds the embedded model's weights."""
        return self.cache_dir / "models"

    @property
    def ledger_dir(self) -> Path:
        """The folder of the ledger; not that of the answers, so that one can be moved aside without the other."""
        return self.cache_dir

    @property
    def answers_dir(self) -> Path:
        """The folder that holds every answer ever paid for."""
        return self.cache_dir / "answers"

    @property
    def results_dir(self) -> Path:
        """The folder of the results that the service keeps for the review app."""
        return self.cache_dir / "results"


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from `environ`. Raises SettingsError for an impossible value, naming the variable."""
    gguf = _get(environ, "EXTRACTOR_LOCAL_GGUF")
    return Settings(
        endpoint=_endpoint(environ),
        cache_dir=Path(_get(environ, "EXTRACTOR_CACHE_DIR") or platformdirs.user_cache_path("report-extractor")),
        weights=Path(gguf) if gguf else None,
        weights_sha256=_get(environ, "EXTRACTOR_LOCAL_SHA256"),
        weights_host=(_get(environ, "HF_ENDPOINT") or "https://huggingface.co").rstrip("/"),
        database_url=_database(environ, "EXTRACTOR_DATABASE_URL"),
    )


def _endpoint(environ: Mapping[str, str]) -> Endpoint:
    """Choose the endpoint: named by EXTRACTOR_*, or OPENAI_* beside EXTRACTOR_MODEL, else the embedded model."""
    model = _get(environ, "EXTRACTOR_MODEL")
    base_url, key = _address(environ, "EXTRACTOR_BASE_URL"), _key(environ, "EXTRACTOR_API_KEY")
    if model:
        key = key or _key(environ, "OPENAI_API_KEY")
        base_url = base_url or _address(environ, "OPENAI_BASE_URL") or (OPENAI_URL if key else None)
    if base_url and not model:
        raise SettingsError(
            "EXTRACTOR_BASE_URL is set and EXTRACTOR_MODEL is not: name the model to ask there",
            "设置了 EXTRACTOR_BASE_URL 而没有 EXTRACTOR_MODEL：请指明要用的模型",
        )
    if model not in {None, EMBEDDED_MODEL} and base_url is None:
        raise SettingsError(
            f"EXTRACTOR_MODEL is {model!r}, but neither EXTRACTOR_BASE_URL nor a key says where it runs",
            f"EXTRACTOR_MODEL 是 {model!r}，但 EXTRACTOR_BASE_URL 和密钥都没有说明它在哪里",
        )
    small = model in {None, EMBEDDED_MODEL}
    style = _choice(Style, "EXTRACTOR_STYLE", _get(environ, "EXTRACTOR_STYLE"), Style.ANCHORED)
    weights = _get(environ, "EXTRACTOR_LOCAL_SHA256")
    prices = _get(environ, "EXTRACTOR_PRICES")
    correct, usual = _get(environ, "EXTRACTOR_CORRECTIONS"), Switch.ON if style is Style.VERBATIM else Switch.OFF
    return Endpoint(
        model=model or EMBEDDED_MODEL,
        base_url=base_url,
        key=key or "",
        mode=_choice(Mode, "EXTRACTOR_MODE", _get(environ, "EXTRACTOR_MODE"), _mode_for(base_url)),
        style=style,
        chunk_size=_positive(environ, "EXTRACTOR_CHUNK_SIZE", 300 if small else 1200),
        concurrency=_positive(environ, "EXTRACTOR_CONCURRENCY", 1 if small else 8),
        deadline=_positive(environ, "EXTRACTOR_DEADLINE", 600),
        rpm=_positive(environ, "EXTRACTOR_RPM", 0),
        tpm=_positive(environ, "EXTRACTOR_TPM", 0),
        corrects=_choice(Switch, "EXTRACTOR_CORRECTIONS", correct, usual) is Switch.ON and not small,
        parameters=_object(environ, "EXTRACTOR_PARAMETERS"),
        reasoning_tokens=_positive(environ, "EXTRACTOR_REASONING_TOKENS", 0),
        price=_get(environ, "EXTRACTOR_PRICE"),
        prices=Path(prices) if prices else None,
        local=f"embedded {weights.lower()}" if weights else "embedded",
    )


def _mode_for(base_url: str | None) -> Mode:
    host = (urlsplit(base_url).hostname or "") if base_url else ""
    return Mode.JSON if JSON_HOSTS.search(host) else Mode.JSON_SCHEMA


def _get(environ: Mapping[str, str], name: str) -> str | None:
    """Return a variable without the blanks around it (a key read from a file ends in a newline); blank is unset."""
    return environ.get(name, "").strip() or None


def _address(environ: Mapping[str, str], name: str) -> str | None:
    url = _get(environ, name)
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        possible = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        possible = False
    if not possible:
        shown = url.rpartition("@")[2]  # without credentials
        raise SettingsError(
            f"{name} is {shown!r}; an address such as http://127.0.0.1:8000/v1 is needed",
            f"{name} 是 {shown!r}，应是 http://127.0.0.1:8000/v1 这样的地址",
        )
    return url


def _database(environ: Mapping[str, str], name: str) -> str | None:
    """Read the URL of a database; the message does not show it, for it may hold a password."""
    url = _get(environ, name)
    if url and not url.startswith(("postgresql://", "postgres://")):
        raise SettingsError(
            f"{name} is no URL of a PostgreSQL database; postgresql://USER@HOST/NAME is needed",
            f"{name} 不是 PostgreSQL 数据库的地址，应是 postgresql://用户@主机/库名",
        )
    return url


def _key(environ: Mapping[str, str], name: str) -> str | None:
    """Read a key, which must fit a header; the message does not show it."""
    key = _get(environ, name)
    if key and not (key.isascii() and key.isprintable()):
        raise SettingsError(f"{name} holds characters that no key has; copy it again")
    return key


def _choice(kind: type[T], name: str, text: str | None, default: T) -> T:
    if not text:
        return default
    try:
        return kind(text.upper() if kind is Mode else text.lower())
    except ValueError:
        raise SettingsError(
            f"{name} is {text!r}; it can be {', '.join(kind)}", f"{name} 是 {text!r}，可取 {'、'.join(kind)}"
        ) from None


def _positive(environ: Mapping[str, str], name: str, default: int) -> int:
    text = _get(environ, name)
    if not text:
        return default
    if not re.fullmatch("0*[1-9][0-9]{0,8}", text):
        raise SettingsError(
            f"{name} is {text[:20]!r}; a whole number above 0 is needed", f"{name} 是 {text!r}，应是大于 0 的整数"
        )
    return int(text)


def _object(environ: Mapping[str, str], name: str) -> dict[str, Any]:
    text = _get(environ, name)
    try:
        value = json.loads(text) if text else {}
    except ValueError:
        value = None
    if not isinstance(value, dict) or value.keys() & {"messages", "model", "stream", "n", "tools", "response_format"}:
        raise SettingsError(
            f"{name} is {text!r}; a JSON object of request parameters is needed, such as "
            '{"temperature": null, "enable_thinking": false}',
            f'{name} 是 {text!r}，应是由请求参数组成的 JSON 对象，如 {{"temperature": null, "enable_thinking": false}}',
        )
    return value


def load_language(environ: Mapping[str, str] = os.environ) -> str:
    """Return "zh" under a Chinese locale, else "en"."""
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def wants_color(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether colours are welcome: NO_COLOR, of any value, forbids them."""
    return not environ.get("NO_COLOR")
