"""The schema: how a mode asks for it, how an answer is read by it, and what is said when it does not fit.

In: an answer model and a request. Out: the answer, as that model. Instructor's handlers of a mode do each step; its
client around them would look through the model for validators four times a call, and add up tokens that the ledger
counts.
"""

from collections.abc import Awaitable, Callable
from json import JSONDecodeError
from typing import Any

import instructor
from instructor.core import ResponseParsingError
from instructor.v2 import Provider, mode_registry
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ValidationError

from extractor.settings import Mode

REASKS = 1
"""A second try with the schema's complaint; the embedded model's grammar makes it all but needless."""
_MISFITS = ValidationError, JSONDecodeError, ResponseParsingError

Send = Callable[[dict[str, Any]], Awaitable[ChatCompletion]]


class Schema:
    """Ask for answers that fit a model, in one mode."""

    def __init__(self, mode: Mode, send: Send) -> None:
        self._handlers = mode_registry.get_handlers(Provider.OPENAI, instructor.Mode[mode.value])
        self._send = send

    async def ask(self, model: type[BaseModel], request: dict[str, Any]) -> BaseModel:
        """Return the answer to a request; one that does not fit is asked for again with the complaint.

        Raises what reading the last one raises (pydantic's or instructor's errors), and whatever sending does.
        """
        prepared, asked = self._handlers.request_handler(response_model=model, kwargs=request)
        assert prepared is not None
        for reasks_left in reversed(range(REASKS + 1)):
            completion = await self._send(asked)
            try:
                read: BaseModel = self._handlers.response_parser(
                    response=completion, response_model=prepared, strict=True
                )
                return read
            except _MISFITS as error:
                if not reasks_left:
                    raise
                asked = self._handlers.reask_handler(kwargs=asked, response=completion, exception=error)
        raise AssertionError
