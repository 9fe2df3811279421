"""The gate: who may ask, decided before anything of a request is read.

Every request must name a host that is ours. `/v1`, `/metrics` and `/review` need a token: as a bearer, or in the cookie
that a browser got at login; a write with the cookie must come from our own pages. What the routes allow to whom is
theirs to say (`api.py`); the review app asks nobody, so its scope is asked for here.
"""

from collections.abc import Collection
from http.cookies import CookieError, SimpleCookie
from math import ceil

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as Asgi

from extractor.review.guard import LOOPBACK, host_name, is_from
from extractor.service.limits import Rates
from extractor.service.problems import RefusedError, problem
from extractor.service.tokens import Scope, Token, TokenStore
from schemas.service import Fault

COOKIE = "extractor_token"
_CLOSED = {"/v1": None, "/metrics": Scope.READ, "/review": Scope.REVIEW}
_SAFE = {"GET", "HEAD", "OPTIONS"}


class Gate:
    """Wrap the app; `hosts` are the names it may be asked by, none means all."""

    def __init__(self, app: ASGIApp, tokens: TokenStore, hosts: Collection[str]) -> None:
        self._app, self._tokens, self._hosts = app, tokens, frozenset(hosts)
        self._rates = Rates()

    async def __call__(self, scope: Asgi, receive: Receive, send: Send) -> None:
        """Let a request in, or refuse it."""
        answer: ASGIApp = self._app
        if scope["type"] == "http":
            try:
                await self._admit(scope)
            except RefusedError as error:
                answer = _refusal(HTTPConnection(scope), error)
        await answer(scope, receive, send)

    async def _admit(self, scope: Asgi) -> None:
        """Put what is known of the asker into the scope. Raises RefusedError."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._hosts and host_name(host) not in self._hosts:
            raise RefusedError(
                Fault.MISDIRECTED,
                "this host name is not ours; name it with --allow-host when the service starts",
                "主机名不属于本服务；请在启动时用 --allow-host 指明",
            )
        closed = next((path for path in _CLOSED if _is_under(scope["path"], path)), None)
        if closed is None and scope["method"] in _SAFE:
            return
        bearer, cookie = _bearer(headers), _cookie(headers)
        by_browser = bearer is None and (cookie is not None or closed is None)
        if by_browser and scope["method"] not in _SAFE and not _is_ours(headers, host):
            raise RefusedError(
                Fault.FOREIGN, "a browser's write must come from our own pages", "写操作须来自本服务的页面"
            )
        if closed is not None:
            self._limit(scope, await self._known(bearer or cookie), _CLOSED[closed])

    async def _known(self, secret: str | None) -> Token:
        token = await run_in_threadpool(self._tokens.find, secret) if secret else None
        if token is None:
            raise RefusedError(
                Fault.UNAUTHORISED,
                "send `Authorization: Bearer TOKEN`; `extractor token add` makes one",
                "请发送 Authorization: Bearer 令牌；令牌由 extractor token add 生成",
                www_authenticate="Bearer",
            )
        return token

    def _limit(self, scope: Asgi, token: Token, needed: Scope | None) -> None:
        scope.setdefault("state", {})["token"] = token
        if needed:
            require(token, needed)
        if wait := self._rates.take(token):
            raise RefusedError(
                Fault.RATE,
                f"the token {token.name!r} may make {token.per_minute} requests a minute",
                f"令牌 {token.name!r} 每分钟最多 {token.per_minute} 次请求",
                retry_after=str(ceil(wait)),
            )


def require(token: Token, *scopes: Scope) -> None:
    """Insist on one of these scopes. Raises RefusedError."""
    if not token.scopes & set(scopes):
        raise RefusedError(
            Fault.FORBIDDEN,
            f"the token {token.name!r} lacks the scope {' or '.join(scopes)}",
            f"令牌 {token.name!r} 缺少权限 {' 或 '.join(scopes)}",
        )


def _refusal(request: HTTPConnection, error: RefusedError) -> Response:
    """Answer a program with a problem, and a person who is not logged in with the first page."""
    is_person = "text/html" in request.headers.get("accept", "") and request.scope["method"] == "GET"
    if error.fault is Fault.UNAUTHORISED and is_person and _is_under(request.scope["path"], "/review"):
        return RedirectResponse("/", 303)
    return problem(request, error)


def _is_under(path: str, root: str) -> bool:
    return path == root or path.startswith(f"{root}/")


def _is_ours(headers: Headers, host: str) -> bool:
    """Tell whether a page of ours asks; a proxy may have taken off the TLS that the browser speaks of."""
    return is_from(headers, f"http://{host}") or is_from(headers, f"https://{host}")


def _bearer(headers: Headers) -> str | None:
    kind, _, secret = headers.get("authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else None


def _cookie(headers: Headers) -> str | None:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return found.value if found else None


def names_of(host: str, allowed: Collection[str]) -> frozenset[str]:
    """Return the names that a service bound to `host` may be asked by; on this machine those of this machine."""
    if host in LOOPBACK:
        return LOOPBACK | set(allowed)
    return frozenset(allowed) | (LOOPBACK if allowed else frozenset())
