"""The budget: no call goes out that could take a run above what the user is ready to spend.

In: what a call can take at most. Out: leave to send it, or BudgetError. A call reserves its most before it goes out
and gives back what it did not use; one that would not fit waits for those in flight, and only when nothing is in
flight any more is the budget used up.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from extractor.errors import BudgetError, SettingsError
from extractor.llm.ledger import NO_USAGE, Usage
from extractor.llm.prices import CURRENCIES, Price

BYTES_PER_TOKEN = 3
"""A Chinese character is three bytes of UTF-8 and, in today's vocabularies, at most about one token."""
_LIMIT = re.compile(r"([¥￥$]?)\s*([\d,]+(?:\.\d+)?|\.\d+)\s*(k|m|万)?\s*([A-Za-z元]*)", re.IGNORECASE)
_SCALES = {"k": 1_000, "m": 1_000_000, "万": 10_000}
_TOKENS = {"", "token", "tokens"}


@dataclass(frozen=True, slots=True)
class Limit:
    """What a run may take: an amount of a currency, or of tokens where `currency` is None."""

    amount: Decimal
    currency: str | None = None

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency or 'tokens'}"


def read_limit(text: str) -> Limit:
    """Read a budget as people write it. Raises SettingsError for anything else.

    >>> [str(read_limit(text)) for text in ("200000", "1.5M tokens", "20万", "5 CNY", "¥0.5", "$2", "3元")]
    ['200000 tokens', '1500000 tokens', '200000 tokens', '5 CNY', '0.5 CNY', '2 USD', '3 CNY']
    """
    hit = _LIMIT.fullmatch(text.strip())
    unit = (hit[1] or hit[4]) if hit else "?"
    amount = Decimal(hit[2].replace(",", "")) * _SCALES.get((hit[3] or "").lower(), 1) if hit else Decimal(0)
    currency = CURRENCIES.get(unit) or (unit.upper() if len(unit) == 3 else None)
    if hit is None or (currency is None and unit.lower() not in _TOKENS) or (hit[1] and hit[4]):
        raise SettingsError(
            f"the budget is {text!r}; write tokens (200000, 1.5M) or an amount of money (5 CNY, $2)",
            f"预算是 {text!r}：请写词元数（200000、20万）或金额（5元、$2）",
        )
    return Limit(amount if currency else amount.to_integral_value(), currency)


def require_price(limit: Limit, price: Price | None) -> None:
    """Raise SettingsError if a limit is in money and what tokens cost is not known in that money."""
    if limit.currency and (price is None or price.currency != limit.currency):
        known = f"is known in {price.currency} only" if price else "is not known"
        raise SettingsError(
            f"the budget is {limit}, but what this endpoint charges {known}: set EXTRACTOR_PRICE "
            f"(2/8 {limit.currency}: a million tokens in, out), or give the budget in tokens",
            f"预算是 {limit}，但不知道该接口以 {limit.currency} 计的价格：请设置 EXTRACTOR_PRICE"
            f"（如 2/8 {limit.currency}，即每百万词元输入、输出的价格），或以词元数给出预算",
        )


def estimate(request: dict[str, Any]) -> Usage:
    """Return what a request can take at most, as far as that can be known before it is sent."""
    size = len(json.dumps(request, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    room = request.get("max_tokens") or request.get("max_completion_tokens") or 0
    return Usage(prompt=size // BYTES_PER_TOKEN, completion=int(room))


@dataclass(slots=True)
class Reserved:
    """What one call has reserved; `used` is what it took in the end."""

    used: Usage = NO_USAGE


class Budget:
    """Keep count of a run's spending; without a limit, only count. Money is counted where the price is known."""

    def __init__(self, limit: Limit | None = None, price: Price | None = None) -> None:
        if limit:
            require_price(limit, price)
        self.limit, self.price = limit, price
        self.spent = NO_USAGE
        self._reserved = Decimal(0)
        self._changed = asyncio.Condition()
        self._closed = False

    @property
    def cost(self) -> Decimal | None:
        """What the answers of this run cost, where the price is known."""
        return self.price.of(self.spent) if self.price else None

    @asynccontextmanager
    async def reserve(self, most: Usage) -> AsyncIterator[Reserved]:
        """Hold back what a call can take at most while it is in flight. Raises BudgetError if that is not left."""
        amount, reserved = self._worth(most), Reserved()
        if self.limit:
            await self._room(amount)
        self._reserved += amount
        try:
            yield reserved
        finally:
            self._reserved -= amount
            self.spent += reserved.used
            if self.limit:
                async with self._changed:
                    self._changed.notify_all()

    def close(self) -> None:
        """Hold nobody back any more: nothing will be sent."""
        self._closed = True

    async def _room(self, amount: Decimal) -> None:
        assert self.limit is not None
        async with self._changed:
            while not self._closed and self._worth(self.spent) + self._reserved + amount > self.limit.amount:
                if not self._reserved:
                    raise BudgetError(
                        f"the budget of {self.limit} is used up ({self._worth(self.spent):f} spent, the next call may "
                        f"take {amount:f}); what was paid for is kept: run the same command again, with a new "
                        "budget, to go on",
                        f"预算 {self.limit} 已用完（已用 {self._worth(self.spent):f}，下一次调用最多需 {amount:f}）。"
                        "已付费的回答都保留：以新的预算重新运行同一命令即可继续",
                    )
                await self._changed.wait()

    def _worth(self, usage: Usage) -> Decimal:
        if self.limit and self.limit.currency and self.price:
            return self.price.of(usage)
        return Decimal(usage.total)
