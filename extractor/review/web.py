"""The web app: a folder of results in a browser; its pages, and the server.

In: a folder. Out: pages, and events in the folder's store. Bound to this machine unless told otherwise, then with a
token (see `guard.py`); or mounted under a path of another app, which then is the guard. Every write names the event it
follows; a stale one gets 409 and the difference.
"""

import secrets
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from extractor.errors import ExtractorError, OutputError
from extractor.review.charts import TONES, bars, indicators_over_years
from extractor.review.deciding import decide_claims, take_back_with
from extractor.review.export import decisions_csv, reviewed_json, summary_page
from extractor.review.folder import Broken, Folder, Review
from extractor.review.guard import LOOPBACK, TOKEN, Guard
from extractor.review.labels import Lang
from extractor.review.page import offline_page
from extractor.review.render import STATIC, render, report_page, warning
from extractor.review.terminal import visible
from extractor.review.ui_text import word
from extractor.review.view import Query
from extractor.review.visit import (
    Served,
    address_of,
    back_to,
    fit_name,
    lang_of,
    message_page,
    open_review,
    read_body,
    read_form,
    remember,
    reviewer_of,
    root_of,
    served_by,
)
from schemas.decision import Act


def make_app(folder: Folder, *, lang: Lang, reviewer: str = "", token: str | None = None) -> Starlette:
    """Return the app over a folder; with a token, only who knows it may enter."""
    return make_pages(folder, lang, reviewer, Middleware(Guard, token=token))


def make_pages(folder: Folder, lang: Lang, reviewer: str = "", *guards: Middleware) -> Starlette:
    """Return the app over a folder as it may be mounted in another; whoever mounts it decides who may enter."""
    routes = [
        Route("/", _list),
        Route("/reviewer", _set_reviewer, methods=["POST"]),
        Route("/language", _set_language),
        Route("/r/{name}", _report),
        Route("/r/{name}/decide", decide_claims, methods=["POST"]),
        Route("/r/{name}/undo", take_back_with(Act.UNDO), methods=["POST"]),
        Route("/r/{name}/redo", take_back_with(Act.REDO), methods=["POST"]),
        Route("/r/{name}/{what:path}", _export),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    errors: Mapping[Any, Any] = {ExtractorError: _failed, KeyError: _missing}
    app = Starlette(routes=routes, middleware=guards, exception_handlers=errors)
    app.state.served = Served(folder, reviewer, lang)
    return app


def serve(folder: Folder, *, lang: Lang, reviewer: str, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve a folder until Ctrl-C; `tell` is given the address once it is open. Raises OutputError if it is taken."""
    import uvicorn

    token = None if host in LOOPBACK else secrets.token_urlsafe(24)
    app = make_app(folder, lang=lang, reviewer=reviewer, token=token)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
            door.listen()  # so that a browser that is quick is not turned away
        except OSError as error:
            raise OutputError(
                f"{host}:{port} cannot be opened: {error.strerror or error}; choose another --port",
                f"无法打开 {host}:{port}：{error.strerror or error}；请用 --port 换一个",
            ) from error
        shown = f"[{host}]" if ":" in host else host
        tell(f"http://{shown}:{door.getsockname()[1]}/" + (f"?{TOKEN}={token}" if token else ""))
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        with suppress(KeyboardInterrupt):  # the way to end it
            uvicorn.Server(config).run(sockets=[door])


async def _list(request: Request) -> Response:
    lang, served = lang_of(request), served_by(request)

    def page() -> str:
        found = list(served.folder.all())
        reviews = [one for one in found if isinstance(one, Review)]
        broken = [one for one in found if isinstance(one, Broken)]
        return render(
            "list.html",
            lang,
            root=root_of(request),
            here=f"{root_of(request)}/",
            folder=visible(str(served.folder.path)),
            reviewer=reviewer_of(request),
            reports=[_listed(request, review, lang) for review in sorted(reviews, key=lambda one: -one.sheet.waiting)],
            broken_files=[{"name": visible(one.name), "error": visible(one.error.told(lang))} for one in broken],
            **_charts(reviews, lang, request.query_params.get("indicator", "")),
        )

    return HTMLResponse(await run_in_threadpool(page))


def _charts(reviews: Sequence[Review], lang: Lang, asked: str) -> dict[str, Any]:
    """Draw the folder: verdicts by report, and the indicator that is asked for, else the first."""
    curves = indicators_over_years(reviews)
    chosen = asked if asked in curves else next(iter(curves), "")
    tones = {tone: word(f"tone_{tone}", lang) for tone in TONES}
    return {
        "bars": bars(reviews),
        "tones": tones,
        "legend": list(tones.items()),
        "choices": [(key, key, key == chosen) for key in curves],
        "curve": curves.get(chosen),
    }


def _listed(request: Request, review: Review, lang: Lang) -> dict[str, Any]:
    sheet = review.sheet
    return {
        "link": address_of(request, review.name),
        "name": visible(review.name),
        "title": sheet.title,
        "year": sheet.year,
        "needed": sheet.needed,
        "waiting": sheet.waiting,
        "percent": 100 * (sheet.needed - sheet.waiting) // sheet.needed if sheet.needed else 100,
        "warning": warning(sheet, lang),
    }


async def _report(request: Request) -> Response:
    review, lang = await open_review(request), lang_of(request)
    query = Query.of(request.query_params)
    here, name = address_of(request, review.name), reviewer_of(request)
    places = {"here_path": here, "root": root_of(request)}
    page = await run_in_threadpool(report_page, review, lang, query, mode="web", reviewer=name, **places)
    return HTMLResponse(page)


async def _export(request: Request) -> Response:
    review, lang, what = await open_review(request), lang_of(request), request.path_params["what"]
    makers: dict[str, tuple[Callable[[], str], str]] = {
        "reviewed.json": (lambda: reviewed_json(review), "application/json"),
        "decisions.csv": (lambda: decisions_csv(review), "text/csv"),
        "page.html": (lambda: offline_page(review, lang), "application/octet-stream"),
        "summary": (lambda: _summary(request, review, lang), "text/html"),
    }
    make, kind = makers[what]
    headers = {}
    if what != "summary":
        headers["content-disposition"] = f"attachment; filename*=UTF-8''{quote(f'{review.name}.{what}', safe='')}"
    return Response(await run_in_threadpool(make), media_type=kind, headers=headers)


def _summary(request: Request, review: Review, lang: Lang) -> str:
    return summary_page(review, lang, mode="web", here_path=address_of(request, review.name), root=root_of(request))


async def _set_reviewer(request: Request) -> Response:
    form = read_form(await read_body(request))
    return remember(RedirectResponse(back_to(request, form.get("back", "")), 303), fit_name(form.get("reviewer", "")))


async def _set_language(request: Request) -> Response:
    answer = RedirectResponse(f"{root_of(request)}/", 303)
    chosen = request.query_params.get("to")
    if chosen in set(Lang):
        answer.set_cookie("language", str(chosen), samesite="strict", httponly=True, max_age=10**8)
    return answer


async def _failed(request: Request, error: Exception) -> Response:
    """Tell an error of ours, as JSON to the script and as a page to a reader."""
    assert isinstance(error, ExtractorError)
    told = error.told(lang_of(request))
    if request.headers.get("content-type", "").startswith("application/json"):
        return JSONResponse({"error": told}, 422)
    return message_page(request, told, 422)


async def _missing(request: Request, error: Exception) -> Response:
    return message_page(request, word("missing", lang_of(request)), 404)
