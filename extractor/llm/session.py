"""A session with the model: cache, endpoint and asker opened together and closed together.

In: settings. Out: an `Asker`, for as long as the context is open. The embedded model starts at the first question
that has no stored answer, and is stopped at the end.
"""

from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager, closing

from extractor.llm.cache import AnswerCache
from extractor.llm.fill import Asker
from extractor.llm.gateway import Gateway
from extractor.llm.local import serve_locally
from extractor.llm.weights import require
from extractor.settings import Settings


@asynccontextmanager
async def open_session(settings: Settings) -> AsyncIterator[Asker]:
    """Open the answer cache and whatever answers. Raises OutputError if the cache cannot be opened."""
    with ExitStack() as stack:
        cache = stack.enter_context(closing(AnswerCache(settings.answers_dir)))

        def connect() -> str:
            if settings.endpoint.base_url is not None:
                return settings.endpoint.base_url
            weights = require(settings.models_dir, settings.weights, settings.weights_sha256)
            return stack.enter_context(serve_locally(weights))

        async with Gateway(settings.endpoint, connect, cache) as gateway:
            yield Asker(settings.endpoint, gateway)
