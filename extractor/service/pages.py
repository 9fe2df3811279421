"""The pages of the service: one to hand in reports, one to log in. Templates, a style and a script of our own; nothing
comes from elsewhere.

In: a browser's request. Out: HTML in its language. The pages hold no data: what they show they ask `/v1` for.
"""

import json
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from extractor.review.render import STATIC as REVIEW_STATIC
from extractor.service.gate import COOKIE
from extractor.service.intake import read_body
from extractor.service.page_text import script_words, words
from extractor.service.problems import language
from extractor.service.tokens import Scope, Token, TokenStore

_STATIC = Path(__file__).parent / "static"
_MONTH_SECONDS = 30 * 24 * 3600
_FORM_BYTES = 4096


class Pages:
    """The pages over a store of tokens."""

    def __init__(self, tokens: TokenStore) -> None:
        self._tokens = tokens

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [
            Route("/", self.home),
            Route("/login", self.login, methods=["GET", "POST"]),
            Route("/logout", self.logout, methods=["POST"]),
            Route("/language", self.choose),
            Mount("/static", StaticFiles(directory=_STATIC)),
            Mount("/look", StaticFiles(directory=REVIEW_STATIC)),
        ]

    async def home(self, request: Request) -> Response:
        """Show the page to hand in reports, or the one to log in."""
        token = await self._token(request.cookies.get(COOKIE))
        if token is None:
            return _page(request, "login.html", 200, failed=False)
        return _page(
            request,
            "upload.html",
            200,
            may_submit=Scope.SUBMIT in token.scopes,
            may_review=Scope.REVIEW in token.scopes,
            name=token.name,
            data=_island(language(request)),
        )

    async def login(self, request: Request) -> Response:
        """Take a token out of the printed link or the form, and into a cookie that no script can read."""
        secret = request.query_params.get("token", "")
        if request.method == "POST":
            form = (await read_body(request, _FORM_BYTES)).decode("utf-8", "replace")
            secret = dict(parse_qsl(form)).get("token", "").strip()
        if await self._token(secret) is None:
            return _page(request, "login.html", 401, failed=True)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(
            COOKIE,
            secret,
            max_age=_MONTH_SECONDS,
            httponly=True,
            samesite="strict",
            secure=request.headers.get("origin", "").startswith("https:"),  # a proxy may have taken the TLS off
        )
        return answer

    async def logout(self, _: Request) -> Response:
        """Forget the token in this browser."""
        answer = RedirectResponse("/", 303)
        answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return answer

    async def choose(self, request: Request) -> Response:
        """Remember the language."""
        answer = RedirectResponse("/", 303)
        if (chosen := request.query_params.get("to")) in {"zh", "en"}:
            answer.set_cookie("language", str(chosen), samesite="strict", httponly=True, max_age=10**8)
        return answer

    async def _token(self, secret: str | None) -> Token | None:
        return await run_in_threadpool(self._tokens.find, secret) if secret else None


def _page(request: Request, template: str, status: int, **values: object) -> Response:
    lang = language(request)
    text = _environment().get_template(template).render(lang=lang, w=words(lang), **values)
    answer = HTMLResponse(text, status)
    if "language" not in request.cookies:  # so that the review app speaks the same
        answer.set_cookie("language", lang, samesite="strict", httponly=True, max_age=10**8)
    return answer


@cache
def _island(lang: str) -> Markup:
    """Return the script's words as JSON that may stand inside a `script` element."""
    text = json.dumps(script_words(lang), ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c"))


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("extractor.service"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
