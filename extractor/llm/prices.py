"""Prices: what an endpoint charges for tokens, and what an answer cost.

In: the shipped table `prices.toml`, a table or a price of the user's own. Out: a `Price`, or None where nobody knows.
Amounts are `Decimal`, never float.
"""

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from extractor.errors import SettingsError
from extractor.llm.ledger import Usage
from extractor.settings import Endpoint

MILLION = Decimal(1_000_000)
_DATED = re.compile(r"-(?:20\d{2}-?\d{2}-?\d{2}|\d{4}|latest)$")
_SPELLED = re.compile(r"([\d.]+)(?:/([\d.]+))?/([\d.]+)\s*([A-Za-z]{3}|[¥￥元$])")
CURRENCIES = {"¥": "CNY", "￥": "CNY", "元": "CNY", "$": "USD"}


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost: of the prompt, of its part that the endpoint had cached, of the completion.

    `as_of` says when a shipped price was published; prices of the user's own have none.
    """

    prompt: Decimal
    cached: Decimal
    completion: Decimal
    currency: str
    as_of: str = ""

    def of(self, usage: Usage) -> Decimal:
        """Return what an answer cost.

        >>> price = Price(Decimal(2), Decimal("0.2"), Decimal(3), "CNY")
        >>> price.of(Usage(prompt=1_000_000, cached=500_000, completion=100_000))
        Decimal('1.4')
        """
        full = usage.prompt - usage.cached
        return (full * self.prompt + usage.cached * self.cached + usage.completion * self.completion) / MILLION

    def told(self, usage: Usage) -> str:
        """Write what an answer cost, with its currency: 0.0214 CNY."""
        return f"{self.of(usage).quantize(Decimal('0.0001')):f} {self.currency}"

    def described(self) -> dict[str, str]:
        """Say what was reckoned with, for `run.json`."""
        return {
            "prompt": str(self.prompt),
            "cached": str(self.cached),
            "completion": str(self.completion),
            "currency": self.currency,
            "per": "million tokens",
            "as_of": self.as_of or "set by the user",
        }


def find_price(endpoint: Endpoint) -> Price | None:
    """Return the endpoint's price: the user's own, else that of the user's table, else the shipped one's, else None.

    Raises SettingsError for a price or a table that cannot be read.
    """
    if endpoint.price:
        return _spelled(endpoint.price)
    tables = [(files("extractor.llm") / "prices.toml").read_text(encoding="utf-8")]
    if endpoint.prices:
        tables.insert(0, _own_table(endpoint.prices))
    for text in tables:
        for entry in _entries(text, endpoint.prices):
            if price := _match(entry, endpoint):
                return price
    return None


def _spelled(text: str) -> Price:
    """Read a price as people write it: 2/8 CNY, or with the cached part 2/0.2/8 CNY."""
    hit = _SPELLED.fullmatch(text.strip())
    try:
        if hit is None:
            raise ValueError
        prompt, cached, completion = (Decimal(part or hit[1]) for part in hit.groups()[:3])
    except (ValueError, ArithmeticError):
        raise SettingsError(
            f"EXTRACTOR_PRICE is {text!r}; write what a million tokens cost, prompt/completion or "
            "prompt/cached/completion, with the currency: 2/8 CNY",
            f"EXTRACTOR_PRICE 是 {text!r}：请写每百万词元的价格（输入/输出 或 输入/缓存命中/输出）和货币，如 2/8 CNY",
        ) from None
    return Price(prompt, cached, completion, CURRENCIES.get(hit[4], hit[4].upper()))


def _own_table(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise SettingsError(f"EXTRACTOR_PRICES names {str(path)!r}, which cannot be read: {error}") from error


def _entries(text: str, path: Path | None) -> list[dict[str, Any]]:
    try:
        entries = tomllib.loads(text, parse_float=Decimal)["price"]
        for entry in entries:
            _price(entry), str(entry["model"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ArithmeticError, AttributeError) as error:
        raise SettingsError(
            f"the price table {str(path)!r} cannot be read ({type(error).__name__}: {error}); it holds [[price]] "
            "entries with model, input, output, currency, and if you like host and cached"
        ) from error
    return list(entries)


def _match(entry: dict[str, Any], endpoint: Endpoint) -> Price | None:
    names = {endpoint.model, _DATED.sub("", endpoint.model)}
    at = entry.get("host")
    there = endpoint.base_url is not None and (at is None or endpoint.host == at)
    return _price(entry) if there and entry["model"] in names else None


def _price(entry: dict[str, Any]) -> Price:
    prompt, completion = Decimal(entry["input"]), Decimal(entry["output"])
    return Price(
        prompt, Decimal(entry.get("cached", prompt)), completion, entry["currency"].upper(), entry.get("as_of", "")
    )
