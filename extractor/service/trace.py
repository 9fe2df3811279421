"""The trace of a request: its id, its line in the log, its count in the metrics, and the headers every answer carries.

The outermost layer: what fails inside becomes a problem here and a line in the log, and no word of it reaches either.
"""

import re
from time import perf_counter
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extractor.errors import ExtractorError
from extractor.review.guard import HEADERS
from extractor.service.logs import describe, tell
from extractor.service.metrics import Metrics
from extractor.service.problems import RefusedError, problem
from schemas.service import Fault

REQUEST_ID = "x-request-id"
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Trace:
    """Wrap the whole service."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and note that it was."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(REQUEST_ID, "")
        scope["request_id"] = given if _ID.fullmatch(given) else uuid4().hex
        began, status = perf_counter(), 0

        async def send_traced(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers[REQUEST_ID] = scope["request_id"]
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, send_traced)
        except ClientDisconnect:
            status = status or 499
        except Exception as error:
            tell("failure", request=scope["request_id"], error=describe(error))
            if not status:
                failure = error if isinstance(error, ExtractorError) else RefusedError(Fault.INTERNAL, "", "")
                await problem(HTTPConnection(scope), failure)(scope, receive, send_traced)
        finally:
            self._note(scope, status, perf_counter() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route, token = _route(scope), scope.get("state", {}).get("token")
        self._metrics.request(scope["method"], route, status, seconds)
        tell(
            "request",
            request=scope["request_id"],
            method=scope["method"][:16],
            route=route,
            status=status,
            ms=round(seconds * 1000, 1),
            token=token.name if token else None,
        )


def _route(scope: Scope) -> str:
    """Name the route without what a client put into the path: the path may hold anything."""
    route = scope.get("route")
    if path := getattr(route, "path", None):
        return str(path)
    return next((root for root in ("/review", "/static", "/v1") if scope["path"].startswith(root)), "other")
