"""Deciding: the routes that take decisions, from a plain form or from the page's script as JSON.

In: asks, each naming the event it follows. Out: events in the folder's store, and how the claims stand then; a stale
ask gets 409 and the difference.
"""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from extractor.errors import ReviewError, StaleError
from extractor.review.acts import Ask, decide, presses, take_back
from extractor.review.folder import Review
from extractor.review.labels import Lang
from extractor.review.render import render
from extractor.review.sheet import Row
from extractor.review.ui_text import word
from extractor.review.view import decided_line, decision_line, state_data
from extractor.review.visit import (
    address_of,
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
from schemas.decision import Act, Decision, Event, Status
from schemas.span import Span

_ASKS: TypeAdapter[list[Ask]] = TypeAdapter(list[Ask])
_BECOMES = {
    Act.ACCEPT: Status.ACCEPTED,
    Act.CORRECT: Status.CORRECTED,
    Act.REJECT: Status.REJECTED,
    Act.DISMISS: Status.DISMISSED,
}


async def decide_claims(request: Request) -> Response:
    """Take a decision: from a plain form, or from the page's script as JSON."""
    body = await read_body(request)
    if request.headers.get("content-type", "").startswith("application/json"):
        return await _decide_json(request, body)
    return await _decide_form(request, read_form(body))


async def _decide_json(request: Request, body: bytes) -> Response:
    lang, review = lang_of(request), await open_review(request)
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
    return remember(JSONResponse(await _stand(request, [ask.claim for ask in asks], reviewer)), reviewer)


def _json(request: Request, body: bytes) -> tuple[dict[str, Any], str]:
    try:
        data = json.loads(body)
    except ValueError as error:
        raise ReviewError("this is no JSON", "提交的内容不是 JSON") from error
    if not isinstance(data, dict):
        raise ReviewError("this is no JSON object", "提交的内容不是 JSON 对象")
    reviewer = fit_name(str(data.get("reviewer") or "")) or reviewer_of(request)
    if not reviewer:
        raise ReviewError(word("who", Lang.EN), word("who", Lang.ZH))
    return data, reviewer


def _store(request: Request, review: Review, reviewer: str, asks: Sequence[Ask]) -> None:
    events = decide(review.desk(reviewer), review.sheet.fold.states, asks)
    served_by(request).folder.store.append(events)


async def _stand(request: Request, claims: Sequence[str], reviewer: str) -> dict[str, Any]:
    """Tell how claims stand now, and whether there is something to undo."""
    review, lang = await open_review(request), lang_of(request)
    undo, redo = presses(review.events, reviewer)
    order = {claim: i for i, claim in enumerate(claims)}
    rows = sorted((row for row in review.sheet.rows if row.entry.claim in order), key=lambda r: order[r.entry.claim])
    return {
        "states": {row.index: state_data(row, lang) for row in rows},
        "can": {"undo": undo is not None, "redo": redo is not None},
    }


async def _difference(request: Request, asks: Sequence[Ask], stale: Sequence[str]) -> dict[str, Any]:
    """Tell what stands and what was asked for, claim by claim."""
    lang = lang_of(request)
    review = await open_review(request)
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
        **await _stand(request, stale, reviewer_of(request)),
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
    lang, review, reviewer = lang_of(request), await open_review(request), reviewer_of(request)
    address = address_of(request, review.name)
    ask = _ask(form)
    back = address + (query if (query := form.get("query", "")).startswith("?") else "?")
    if form.get("result") != review.sheet.basis.hash:
        return message_page(request, word("result_changed", lang), 409, address)
    if not reviewer:
        return message_page(request, word("who", lang), 422, address)
    try:
        await run_in_threadpool(_store, request, review, reviewer, [ask])
    except StaleError as error:
        return await _stale_page(request, form, ask, error)
    except ReviewError as error:
        return message_page(request, error.told(lang), 422, back)
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
    review, lang = await open_review(request), lang_of(request)
    state = review.sheet.fold.states[ask.claim]
    address = address_of(request, review.name)
    entry = next(row.entry for row in review.sheet.rows if row.entry.claim == ask.claim)
    conflicts = [{**one, "name": f"{entry.name} {entry.said or entry.source}"} for one in difference["conflicts"]]
    again = {**form, "follows": state.head or ""}
    page = render(
        "stale.html",
        lang,
        root=root_of(request),
        conflicts=conflicts,
        back=address,
        action=f"{address}/decide",
        again=list(again.items()),
    )
    return HTMLResponse(page, 409)


def take_back_with(act: Act) -> Callable[[Request], Awaitable[Response]]:
    """Return the route that undoes, or redoes, a reviewer's last decision."""

    async def back(request: Request) -> Response:
        lang, review = lang_of(request), await open_review(request)
        _, reviewer = _json(request, await read_body(request))

        def store() -> tuple[Event, ...]:
            events = take_back(review.desk(reviewer), review.sheet.fold.states, review.events, act)
            if events:
                served_by(request).folder.store.append(events)
            return events

        try:
            events = await run_in_threadpool(store)
        except StaleError as error:
            standing = await _stand(request, error.claims, reviewer)
            rows = {row.entry.claim: row for row in (await open_review(request)).sheet.rows}
            conflicts = [
                {"claim": claim, "theirs": _theirs(rows[claim], lang), "yours": word(act.value, lang)}
                for claim in error.claims
                if claim in rows
            ]
            return JSONResponse({"conflicts": conflicts, **standing}, 409)
        return JSONResponse(await _stand(request, [event.claim for event in events], reviewer))

    return back
