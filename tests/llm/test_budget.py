"""Budget and prices: no call goes out that could break a limit, and what was spent is reckoned exactly."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest

from extractor.errors import BudgetError, SettingsError
from extractor.llm.budget import Budget, Limit, estimate, read_limit
from extractor.llm.ledger import Usage
from extractor.llm.prices import Price, find_price
from extractor.settings import Endpoint

PRICE = Price(Decimal(2), Decimal("0.5"), Decimal(8), "CNY")
OPENAI = Endpoint("gpt-4o-mini", "https://api.openai.com/v1")


@pytest.mark.parametrize("text", ["", "much", "-5", "5 bananas", "1e5", "$5 CNY", "5 CNYY", "0x10", "5%"])
def test_a_budget_that_is_none_is_named(text):
    """The message repeats it and shows how to write one."""
    with pytest.raises(SettingsError, match=r"1\.5M") as raised:
        read_limit(text)
    assert repr(text) in str(raised.value)


def test_calls_within_the_budget_go_out_and_the_next_does_not():
    """The limit is never passed, and the message says what is spent and what the next call may take."""

    async def whole():
        budget = Budget(Limit(Decimal(1000)))
        for _ in range(3):
            async with budget.reserve(Usage(200, 0, 100)) as reserved:
                reserved.used = Usage(200, 0, 80)
        with pytest.raises(BudgetError, match=r"1000 tokens is used up.*840 spent.*take 300") as raised:
            async with budget.reserve(Usage(200, 0, 100)):
                raise AssertionError("it must not go out")
        return budget.spent, raised.value

    spent, error = asyncio.run(whole())
    assert spent == Usage(600, 0, 240)
    assert error.exit_code == 1
    assert "预算 1000 tokens 已用完" in error.told("zh")


def test_a_call_waits_for_what_others_give_back():
    """Reservations are worst cases: the budget is used up only when nothing in flight can return a part of it."""

    async def whole():
        budget, most = Budget(Limit(Decimal(1000))), 0

        async def one():
            nonlocal most
            async with budget.reserve(Usage(100, 0, 300)) as reserved:
                most = max(most, int(budget._reserved))
                await asyncio.sleep(0)
                reserved.used = Usage(100, 0, 20)

        done = await asyncio.gather(*(one() for _ in range(9)), return_exceptions=True)
        return budget.spent.total, most, sum(isinstance(one, BudgetError) for one in done)

    assert asyncio.run(whole()) == (720, 800, 3)


def test_a_call_that_may_have_been_charged_counts_and_a_refused_one_does_not():
    """What `used` says at the end is spent, also when the call ends in an error."""

    async def whole():
        budget = Budget(Limit(Decimal(1000)))
        for used in (Usage(100, 0, 300), Usage()):
            with suppress(TimeoutError):
                async with budget.reserve(Usage(100, 0, 300)) as reserved:
                    reserved.used = used
                    raise TimeoutError
        return budget.spent

    assert asyncio.run(whole()) == Usage(100, 0, 300)


def test_money_is_reckoned_with_the_price():
    """Cached tokens cost their own price; the sum is exact."""

    async def whole():
        budget = Budget(Limit(Decimal("0.01"), "CNY"), PRICE)
        async with budget.reserve(Usage(1000, 0, 500)) as reserved:
            reserved.used = Usage(1000, 400, 500)
        assert budget.cost == Decimal("0.0054")
        with pytest.raises(BudgetError, match=r"0\.01 CNY"):
            async with budget.reserve(Usage(1000, 0, 500)):
                pass

    asyncio.run(whole())


@pytest.mark.parametrize("price", [None, replace(PRICE, currency="USD")], ids=["none", "another currency"])
def test_a_budget_in_money_needs_its_price(price):
    """The message says how to set one."""
    with pytest.raises(SettingsError, match="EXTRACTOR_PRICE"):
        Budget(Limit(Decimal(5), "CNY"), price)


def test_the_estimate_is_not_below_what_a_request_takes():
    """A Chinese character is at most about a token; the room of the answer counts whole, whatever it is called."""
    messages = [{"role": "user", "content": "办结案件" * 100}]
    for name in ("max_tokens", "max_completion_tokens"):
        most = estimate({"model": "m", "messages": messages, name: 90})
        assert most.prompt >= 400
        assert most.completion == 90


def test_shipped_prices_are_for_their_host_alone():
    """Dated names are those of the model; another host that serves the same name is not charged by that table."""
    price = find_price(OPENAI)
    assert (price.prompt, price.cached, price.completion, price.currency) == (
        *(Decimal(text) for text in ("0.15", "0.075", "0.60")),
        "USD",
    )
    assert price.as_of
    assert find_price(replace(OPENAI, model="gpt-4o-mini-2024-07-18")) == price
    assert find_price(replace(OPENAI, model="gpt-4o")).prompt == Decimal("2.50")
    assert find_price(replace(OPENAI, base_url="http://127.0.0.1:8000/v1")) is None
    assert find_price(replace(OPENAI, model="unheard-of")) is None
    assert find_price(Endpoint("qwen2.5-coder-1.5b-instruct")) is None


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("2/8 CNY", Price(Decimal(2), Decimal(2), Decimal(8), "CNY")),
        ("2/0.5/8 cny", PRICE),
        ("2/0.5/8元", PRICE),
        ("0.15/0.6 $", Price(Decimal("0.15"), Decimal("0.15"), Decimal("0.6"), "USD")),
    ],
)
def test_a_price_of_the_users_own_comes_first(text, price):
    """As people write it: a million tokens in, cached, out."""
    assert find_price(replace(OPENAI, price=text)) == price


@pytest.mark.parametrize("text", ["2", "2/8", "two/8 CNY", "2/8/9/1 CNY", "1.2.3/4 CNY", "2/8 bananas"])
def test_a_price_that_is_none_is_named(text):
    """The message repeats it and shows how to write one."""
    with pytest.raises(SettingsError, match=r"EXTRACTOR_PRICE.*2/8 CNY"):
        find_price(replace(OPENAI, price=text))


def test_a_table_of_the_users_own_comes_before_the_shipped_one(tmp_path):
    """It may leave the host out; numbers stay exact."""
    table = tmp_path / "prices.toml"
    table.write_text('[[price]]\nmodel = "gpt-4o-mini"\ninput = 0.1\noutput = 0.3\ncurrency = "eur"\n')
    price = find_price(replace(OPENAI, prices=table))
    assert price == Price(Decimal("0.1"), Decimal("0.1"), Decimal("0.3"), "EUR")
    assert find_price(replace(OPENAI, prices=table, model="gpt-4o")).currency == "USD"


@pytest.mark.parametrize(
    "text",
    ["", "price = 1", "[[price]]\nmodel = 'm'", "[[price]]\nmodel='m'\ninput='x'\noutput=1\ncurrency='CNY'", "?"],
)
def test_a_table_that_cannot_be_read_is_named(text, tmp_path):
    """With what its entries should hold."""
    table = tmp_path / "prices.toml"
    table.write_text(text)
    with pytest.raises(SettingsError, match=r"prices\.toml.*\[\[price\]\]"):
        find_price(replace(OPENAI, prices=table))
    with pytest.raises(SettingsError, match="cannot be read"):
        find_price(replace(OPENAI, prices=tmp_path / "none.toml"))
