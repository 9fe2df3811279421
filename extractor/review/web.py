"""The web app: a folder of results in a browser.

In: a folder. Out: pages, and events in the folder's store. Bound to this machine unless told otherwise, then with a
token (see `guard.py`); or mounted under a path of another app, which then is the guard. Every write names the event it
follows; a stale one gets 409 and the difference.
"""

import json
import secrets
import socket
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

from pydantic import TypeAdapter, ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from extractor.errors import ExtractorError, OutputError, ReviewError, StaleError
from extractor.review.acts import Ask, decide, presses, take_back
from extractor.review.charts import TONES, bars, indicators_over_years
from extractor.review.export import decisions_csv, reviewed_json, summary_page
from extractor.review.folder import Broken, Folder, Review
from extractor.review.guard import LOOPBACK, TOKEN, Guard
from extractor.review.labels import Lang
from extractor.review.page import offline_page
from extractor.review.render import STATIC, render, report_page, warning
from extractor.review.sheet import Row
from extractor.review.terminal import visible
from extractor.review.ui_text import word
from extractor.review.view import Query, decided_line, decision_line, state_data
from schemas.decision import Act, Decision, Event, Reviewer, Status
from schemas.span import Span

_MAX_BODY = 4_000_000
_ASKS: TypeAdapter[list[Ask]] = TypeAdapter(list[Ask])
_REVIEWER: TypeAdapter[str] = TypeAdapter(Reviewer)
_BECOMES = {
    Act.ACCEPT: Status.ACCEPTED,
    Act.CORRECT: Status.CORRECTED,
    Act.REJECT: Status.REJECTED,
    Act.DISMISS: Status.DISMISSED,
}


@dataclass(frozen=True, slots=True)
class Served:
    """What the app serves: the folder, the reviewer and language to begin with."""

    folder: Folder
    reviewer: str
    lang: Lang


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
        Route("/r/{name}/decide", _decide, methods=["POST"]),
        Route("/r/{name}/undo", _back(Act.UNDO), methods=["POST"]),
        Route("/r/{name}/redo", _back(Act.REDO), methods=["POST"]),
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


def _root(request: Request) -> str:
    """Return the path that the app is mounted under, without a slash at its end."""
    return str(request.scope.get("root_path", ""))


def _address(request: Request, name: str) -> str:
    return f"{_root(request)}/r/{quote(name, safe='')}"


def _served(request: Request) -> Served:
    served: Served = request.app.state.served
    return served


def _lang(request: Request) -> Lang:
    chosen = request.cookies.get("language")
    return Lang(chosen) if chosen in set(Lang) else _served(request).lang


def _reviewer(request: Request) -> str:
    return _named(unquote(request.cookies.get("reviewer", ""))) or _served(request).reviewer


def _named(text: str) -> str:
    """Return a reviewer's name fit to be stored, or nothing."""
    try:
        return _REVIEWER.validate_python(visible(text))
    except ValidationError:
        return ""


async def _open(request: Request) -> Review:
    return await run_in_threadpool(_served(request).folder.open, request.path_params["name"])


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MAX_BODY:
            raise ReviewError("this is too much at once", "一次提交的内容过多")
    return body


def _form(body: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    except (UnicodeDecodeError, ValueError) as error:
        raise ReviewError("the form cannot be read", "无法读取表单") from error


async def _list(request: Request) -> Response:
    lang, served = _lang(request), _served(request)

    def page() -> str:
        found = list(served.folder.all())
        reviews = [one for one in found if isinstance(one, Review)]
        broken = [one for one in found if isinstance(one, Broken)]
        return render(
            "list.html",
            lang,
            root=_root(request),
            here=f"{_root(request)}/",
            folder=visible(str(served.folder.path)),
            reviewer=_reviewer(request),
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
        "link": _address(request, review.name),
        "name": visible(review.name),
        "title": sheet.title,
        "year": sheet.year,
        "needed": sheet.needed,
        "waiting": sheet.waiting,
        "percent": 100 * (sheet.needed - sheet.waiting) // sheet.needed if sheet.needed else 100,
        "warning": warning(sheet, lang),
    }


async def _report(request: Request) -> Response:
    review, lang = await _open(request), _lang(request)
    query = Query.of(request.query_params)
    here, name = _address(request, review.name), _reviewer(request)
    places = {"here_path": here, "root": _root(request)}
    page = await run_in_threadpool(report_page, review, lang, query, mode="web", reviewer=name, **places)
    return HTMLResponse(page)


async def _export(request: Request) -> Response:
    review, lang, what = await _open(request), _lang(request), request.path_params["what"]
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
    return summary_page(review, lang, mode="web", here_path=_address(request, review.name), root=_root(request))


async def _set_reviewer(request: Request) -> Response:
    form = _form(await _body(request))
    return _remember(RedirectResponse(_back_to(request, form.get("back", "")), 303), _named(form.get("reviewer", "")))


async def _set_language(request: Request) -> Response:
    answer = RedirectResponse(f"{_root(request)}/", 303)
    chosen = request.query_params.get("to")
    if chosen in set(Lang):
        answer.set_cookie("language", str(chosen), samesite="strict", httponly=True, max_age=10**8)
    return answer


def _remember(answer: Response, name: str) -> Response:
    answer.set_cookie("reviewer", quote(name), samesite="strict", httponly=True, max_age=10**8)
    return answer


def _back_to(request: Request, address: str) -> str:
    """Return an address of this app, never another's."""
    root = _root(request)
    return address if address.startswith(f"{root}/r/") and "\\" not in address else f"{root}/"


async def _decide(request: Request) -> Response:
    """Take a decision: from a plain form, or from the page's script as JSON."""
    body = await _body(request)
    if request.headers.get("content-type", "").startswith("application/json"):
        return await _decide_json(request, body)
    return await _decide_form(request, _form(body))


async def _decide_json(request: Request, body: bytes) -> Response:
    lang, review = _lang(request), await _open(request)
    data, reviewer = _json(request, body)
    try:
        asks = _ASKS.validate_python(data.get("asks"))
    except ValidationError as error:
        raise ReviewError("these are no decisions", "提交的内容不是决定") from error
    if data.get("result") != review.sheet.basis.hash:
        return JSONResponse({"error": word("result_changed", lang)}, 409)
    try:
        await run_in_threadpool(_store, request, review, reviewer, asks)
    except StaleError as error:
        return JSONResponse(await _difference(request, asks, error.claims), 409)
    except ReviewError as error:
        return JSONResponse({"error": error.told(lang)}, 422)
    return _remember(JSONResponse(await _stand(request, [ask.claim for ask in asks], reviewer)), reviewer)


def _json(request: Request, body: bytes) -> tuple[dict[str, Any], str]:
    try:
        data = json.loads(body)
    except ValueError as error:
        raise ReviewError("this is no JSON", "提交的内容不是 JSON") from error
    if not isinstance(data, dict):
        raise ReviewError("this is no JSON object", "提交的内容不是 JSON 对象")
    reviewer = _named(str(data.get("reviewer") or "")) or _reviewer(request)
    if not reviewer:
        raise ReviewError(word("who", Lang.EN), word("who", Lang.ZH))
    return data, reviewer


def _store(request: Request, review: Review, reviewer: str, asks: Sequence[Ask]) -> None:
    events = decide(review.desk(reviewer), review.sheet.fold.states, asks)
    _served(request).folder.store.append(events)


async def _stand(request: Request, claims: Sequence[str], reviewer: str) -> dict[str, Any]:
    """Tell how claims stand now, and whether there is something to undo."""
    review, lang = await _open(request), _lang(request)
    undo, redo = presses(review.events, reviewer)
    order = {claim: i for i, claim in enumerate(claims)}
    rows = sorted((row for row in review.sheet.rows if row.entry.claim in order), key=lambda r: order[r.entry.claim])
    return {
        "states": {row.index: state_data(row, lang) for row in rows},
        "can": {"undo": undo is not None, "redo": redo is not None},
    }


async def _difference(request: Request, asks: Sequence[Ask], stale: Sequence[str]) -> dict[str, Any]:
    """Tell what stands and what was asked for, claim by claim."""
    lang = _lang(request)
    review = await _open(request)
    rows = {row.entry.claim: row for row in review.sheet.rows}
    return {
        "conflicts": [
            {
                "claim": ask.claim,
                "theirs": _theirs(rows[ask.claim], lang),
                "yours": decision_line(_wanted(ask), lang, omitted=rows[ask.claim].entry.finding is None),
            }
            for ask in asks
            if ask.claim in stale
        ],
        "asks": [ask.model_dump(mode="json") for ask in asks],
        **await _stand(request, stale, _reviewer(request)),
    }


def _theirs(row: Row, lang: Lang) -> str:
    last = row.state.last
    when = f" · {last.time[:16].replace('T', ' ')}" if last else ""
    return (decided_line(row, lang) or word("open", lang)) + when


def _wanted(ask: Ask) -> Decision:
    """Describe what was asked for, checked or not."""
    status = _BECOMES.get(ask.act)
    value = (ask.value_text or "")[:1000] if status is Status.CORRECTED else None
    return Decision(status=status, value_text=value, note=ask.note[:2000])


async def _decide_form(request: Request, form: dict[str, str]) -> Response:
    lang, review, reviewer = _lang(request), await _open(request), _reviewer(request)
    address = _address(request, review.name)
    ask = _ask(form)
    back = address + (query if (query := form.get("query", "")).startswith("?") else "?")
    if form.get("result") != review.sheet.basis.hash:
        return _message(request, word("result_changed", lang), 409, address)
    if not reviewer:
        return _message(request, word("who", lang), 422, address)
    try:
        await run_in_threadpool(_store, request, review, reviewer, [ask])
    except StaleError as error:
        return await _stale_page(request, form, ask, error)
    except ReviewError as error:
        return _message(request, error.told(lang), 422, back)
    return RedirectResponse(back, 303)


def _ask(form: Mapping[str, str]) -> Ask:
    """Read the plain form. Raises ReviewError if it was not ours."""
    start, _, end = form.get("span", "").partition("-")
    span = Span(start=int(start), end=int(end)) if start.isdecimal() and end.isdecimal() else None
    act = form.get("act", "")
    try:
        return Ask(
            claim=form.get("claim", ""),
            act=Act(act),
            follows=form.get("follows") or None,
            value_text=form.get("value_text"),
            name=form.get("name"),
            span=span if act == Act.CORRECT else None,
            note=form.get("note", ""),
        )
    except ValueError as error:
        raise ReviewError("the form cannot be read", "无法读取表单") from error


async def _stale_page(request: Request, form: dict[str, str], ask: Ask, error: StaleError) -> Response:
    difference = await _difference(request, [ask], error.claims)
    review, lang = await _open(request), _lang(request)
    state = review.sheet.fold.states[ask.claim]
    address = _address(request, review.name)
    entry = next(row.entry for row in review.sheet.rows if row.entry.claim == ask.claim)
    conflicts = [{**one, "name": f"{entry.name} {entry.said or entry.source}"} for one in difference["conflicts"]]
    again = {**form, "follows": state.head or ""}
    page = render(
        "stale.html",
        lang,
        root=_root(request),
        conflicts=conflicts,
        back=address,
        action=f"{address}/decide",
        again=list(again.items()),
    )
    return HTMLResponse(page, 409)


def _back(act: Act) -> Callable[[Request], Awaitable[Response]]:
    async def back(request: Request) -> Response:
        lang, review = _lang(request), await _open(request)
        _, reviewer = _json(request, await _body(request))

        def store() -> tuple[Event, ...]:
            events = take_back(review.desk(reviewer), review.sheet.fold.states, review.events, act)
            if events:
                _served(request).folder.store.append(events)
            return events

        try:
            events = await run_in_threadpool(store)
        except StaleError as error:
            standing = await _stand(request, error.claims, reviewer)
            rows = {row.entry.claim: row for row in (await _open(request)).sheet.rows}
            conflicts = [
                {"claim": claim, "theirs": _theirs(rows[claim], lang), "yours": word(act.value, lang)}
                for claim in error.claims
                if claim in rows
            ]
            return JSONResponse({"conflicts": conflicts, **standing}, 409)
        return JSONResponse(await _stand(request, [event.claim for event in events], reviewer))

    return back


def _message(request: Request, message: str, status: int, back: str = "") -> Response:
    page = render("message.html", _lang(request), message=message, back=back, root=_root(request))
    return HTMLResponse(page, status)


async def _failed(request: Request, error: Exception) -> Response:
    """Tell an error of ours, as JSON to the script and as a page to a reader."""
    assert isinstance(error, ExtractorError)
    told = error.told(_lang(request))
    if request.headers.get("content-type", "").startswith("application/json"):
        return JSONResponse({"error": told}, 422)
    return _message(request, told, 422)


async def _missing(request: Request, error: Exception) -> Response:
    return _message(request, word("missing", _lang(request)), 404)
