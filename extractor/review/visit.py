"""Visit: what a request brings, whichever page it asks for: folder, language, reviewer, review, form.

Has no page of its own but the one with a message.
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote

from pydantic import TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from extractor.errors import ReviewError
from extractor.review.folder import Folder, Review
from extractor.review.labels import Lang
from extractor.review.render import render
from extractor.review.terminal import visible
from schemas.decision import Reviewer

_MAX_BODY = 4_000_000
_REVIEWER: TypeAdapter[str] = TypeAdapter(Reviewer)


@dataclass(frozen=True, slots=True)
class Served:
    """What the app serves: the folder, the reviewer and language to begin with."""

    folder: Folder
    reviewer: str
    lang: Lang


def root_of(request: Request) -> str:
    """Return the path that the app is mounted under, without a slash at its end."""
    return str(request.scope.get("root_path", ""))


def address_of(request: Request, name: str) -> str:
    """Return the address of a report's page."""
    return f"{root_of(request)}/r/{quote(name, safe='')}"


def served_by(request: Request) -> Served:
    """Return what the app serves."""
    served: Served = request.app.state.served
    return served


def lang_of(request: Request) -> Lang:
    """Return the language that the reader chose, else the app's."""
    chosen = request.cookies.get("language")
    return Lang(chosen) if chosen in set(Lang) else served_by(request).lang


def reviewer_of(request: Request) -> str:
    """Return the reviewer that the browser remembers, else the app's."""
    return fit_name(unquote(request.cookies.get("reviewer", ""))) or served_by(request).reviewer


def fit_name(text: str) -> str:
    """Return a reviewer's name fit to be stored, or nothing."""
    try:
        return _REVIEWER.validate_python(visible(text))
    except ValidationError:
        return ""


async def open_review(request: Request) -> Review:
    """Open the report that the address names. Raises KeyError if there is none."""
    return await run_in_threadpool(served_by(request).folder.open, request.path_params["name"])


async def read_body(request: Request) -> bytes:
    """Read what was sent. Raises ReviewError over 4 MB."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MAX_BODY:
            raise ReviewError("this is too much at once", "一次提交的内容过多")
    return body


def read_form(body: bytes) -> dict[str, str]:
    """Read a plain form. Raises ReviewError if it is none."""
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    except (UnicodeDecodeError, ValueError) as error:
        raise ReviewError("the form cannot be read", "无法读取表单") from error


def remember(answer: Response, name: str) -> Response:
    """Have the browser remember a reviewer."""
    answer.set_cookie("reviewer", quote(name), samesite="strict", httponly=True, max_age=10**8)
    return answer


def back_to(request: Request, address: str) -> str:
    """Return an address of this app, never another's."""
    root = root_of(request)
    return address if address.startswith(f"{root}/r/") and "\\" not in address else f"{root}/"


def message_page(request: Request, message: str, status: int, back: str = "") -> Response:
    """Return a page with one message and the way back."""
    page = render("message.html", lang_of(request), message=message, back=back, root=root_of(request))
    return HTMLResponse(page, status)
