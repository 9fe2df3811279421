"""A session with the model: stores, endpoint and asker opened together and closed together.

In: settings. Out: an `Asker`, for as long as the context is open. The embedded model starts at the first question
that has no stored answer, and is stopped at the end.
"""

from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager, closing

from extractor.llm.budget import Budget, Limit
from extractor.llm.cache import AnswerCache
from extractor.llm.fill import Asker
from extractor.llm.gateway import Gateway
from extractor.llm.ledger import Ledger
from extractor.llm.local import serve_locally
from extractor.llm.prices import find_price
from extractor.llm.weights import require
from extractor.settings import Settings


@asynccontextmanager
async def open_session(settings: Settings, limit: Limit | None = None) -> AsyncIterator[Asker]:
    """Open the stored answers, the ledger and whatever answers, with at most `limit` to spend.

    A session that comes to its end sets the answers aside that were no good: whoever runs again asks anew about the
    chunks that failed. One that breaks off keeps them, and the next goes on where it was.
    Raises OutputError if a store cannot be opened, SettingsError for a budget in money without a price.
    """
    budget = Budget(limit, find_price(settings.endpoint))
    with ExitStack() as stack:
        cache = stack.enter_context(closing(AnswerCache(settings.answers_dir)))
        ledger = stack.enter_context(closing(Ledger(settings.ledger_dir)))

        def connect() -> str:
            if settings.endpoint.base_url is not None:
                return settings.endpoint.base_url
            weights = require(settings.models_dir, settings.weights, settings.weights_sha256)
            return stack.enter_context(serve_locally(weights))

        async with Gateway(settings.endpoint, connect, cache, ledger, budget) as gateway:
            asker = Asker(settings.endpoint, gateway)
            yield asker
            if gateway.stopped is None:
                gateway.set_aside(asker.no_good)
