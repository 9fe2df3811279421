"""The guard of the web app: who may ask, and what a page may do.

Every request must name a host that is ours (a foreign name that points here is refused), every write must come from
our own pages, and where the app is bound to more than this machine a token is needed. Every answer carries a policy
that allows the app's own script and style and nothing else.
"""

from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
TOKEN = "token"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Wrap the app; `token` is None where only this machine can reach it."""

    def __init__(self, app: ASGIApp, token: str | None) -> None:
        self._app, self._token = app, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        answer = self._refusal(scope) or self._welcome(scope)
        await (answer or self._app)(scope, receive, send_safely)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._token is None and host_name(host) not in LOOPBACK:
            return PlainTextResponse("this host name is not ours", 421)
        if scope["method"] not in {"GET", "HEAD"} and not is_from(headers, f"{scope['scheme']}://{host}"):
            return PlainTextResponse("a write must come from this app's own pages", 403)
        if self._token and not self._knows(headers) and self._token_of(scope) is None:
            return PlainTextResponse("open the address that was printed at the start, with its token", 401)
        return None

    def _welcome(self, scope: Scope) -> RedirectResponse | None:
        """Take a right token out of the address and into a cookie."""
        given = self._token_of(scope)
        if given is None:
            return None
        rest = [(key, value) for key, value in parse_qsl(scope["query_string"].decode()) if key != TOKEN]
        answer = RedirectResponse(f"{scope['path']}?{urlencode(rest)}" if rest else scope["path"], 303)
        answer.set_cookie(TOKEN, given, httponly=True, samesite="strict", path="/")
        return answer

    def _token_of(self, scope: Scope) -> str | None:
        """Return the right token if the address holds it."""
        given = dict(parse_qsl(scope["query_string"].decode("latin-1"))).get(TOKEN, "")
        return given if self._token and compare_digest(given.encode(), self._token.encode()) else None

    def _knows(self, headers: Headers) -> bool:
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(TOKEN)
        except CookieError:
            return False
        return cookie is not None and compare_digest(cookie.value.encode(), (self._token or "").encode())


def host_name(host: str) -> str:
    """Return the name in a Host header, without its port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def is_from(headers: Headers, origin: str) -> bool:
    """Tell whether a request comes from a page of ours: browsers say so in Origin, or at least in Referer."""
    sender = headers.get("origin")
    if sender is None:
        parts = urlsplit(headers.get("referer", ""))
        sender = f"{parts.scheme}://{parts.netloc}"
    return sender == origin
