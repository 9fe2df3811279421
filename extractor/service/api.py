"""The HTTP interface: every route, what it needs and what it may answer.

In: requests. Out: jobs, results, findings, as JSON; every refusal a problem document. Nothing is computed here: jobs go
to the worker through the database, checks and scans to processes of their own.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Header, Query, Request, Security
from fastapi import Path as InPath
from fastapi.exceptions import RequestValidationError
from fastapi.security import APIKeyCookie, HTTPBearer
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import compile_path

from extractor.errors import ExtractorError
from extractor.service.compute import Pool, check_body, numbers_body, read_upload
from extractor.service.events import follow
from extractor.service.gate import COOKIE, require
from extractor.service.intake import read_json, read_report
from extractor.service.jobs import JobStore
from extractor.service.metrics import MEDIA_TYPE as METRICS_TYPE
from extractor.service.metrics import Metrics
from extractor.service.openapi import CHECKED, COMPUTED, OF_A_JOB, OF_A_RESULT, SUBMITTED, describe
from extractor.service.problems import RefusedError, documented, problem
from extractor.service.tokens import Scope, Token, TokenStore
from schemas.finding import CheckResult
from schemas.result import ReportResult, Validation
from schemas.service import (
    Fault,
    Health,
    Job,
    Jobs,
    JobState,
    Mentions,
    Readiness,
)

VERSION = "1"


@dataclass(slots=True)
class Service:
    """What the routes work with; `is_ending` once the process was told to end."""

    jobs: JobStore
    tokens: TokenStore
    reading: Pool
    checking: Pool
    metrics: Metrics
    results: Path
    queue_limit: int
    is_ending: bool = False


Id = Annotated[str, InPath(description="The job's id", pattern="^[0-9a-f]{32}$")]
_bearer = HTTPBearer(auto_error=False, description="A token of `extractor token add`")
_cookie = APIKeyCookie(name=COOKIE, auto_error=False, description="What a browser gets at login")
_SECURITY = [Security(_bearer), Security(_cookie)]
open_routes = APIRouter(tags=["state"])
routes = APIRouter(prefix="/v1", dependencies=_SECURITY)


@routes.post(
    "/reports",
    status_code=202,
    summary="Hand in a report",
    response_model=Job,
    responses=SUBMITTED
    | {
        202: {
            "description": "Accepted, and kept: whatever happens, it will be extracted once",
            "headers": {"Location": {"description": "Where the job is", "schema": {"type": "string"}}},
        }
    },
)
async def submit(
    request: Request,
    name: Annotated[str | None, Query(description="The file's name, where the body is its bytes")] = None,
    encoding: Annotated[str | None, Query(description="The text's encoding, where it is not recognised")] = None,
    idempotency_key: Annotated[
        str | None,
        Header(
            min_length=1,
            max_length=200,
            pattern=r"^[!-~]+$",
            description="The same key with the same report is the same job, however often it is sent",
        ),
    ] = None,
) -> Response:
    """Take a report as JSON, as a form with one file, or as the bytes of a file; its format is told by its content.

    It is read before it is accepted: what cannot be read is refused, and nothing of it is kept.
    """
    service, token = _service(request), _token(request)
    require(token, Scope.SUBMIT)
    upload = await read_report(request, token, name, encoding)
    await service.reading.run(read_upload, upload)
    job = await run_in_threadpool(
        service.jobs.accept, upload, token.name, key=idempotency_key, limit=service.queue_limit
    )
    return JSONResponse(job.model_dump(mode="json"), 202, {"location": f"/v1/reports/{job.id}"})


@routes.get("/reports", summary="List the newest reports", response_model=Jobs, responses=OF_A_JOB)
async def list_reports(
    request: Request, limit: Annotated[int, Query(ge=1, le=100, description="How many at most")] = 20
) -> Response:
    """Return the reports that the token sent; with the scope `read`, everybody's."""
    found = await run_in_threadpool(_service(request).jobs.latest, limit, _seen_by(_token(request)))
    return _json(Jobs(reports=found).model_dump_json())


@routes.get("/reports/{id}", summary="See how a report goes on", response_model=Job, responses=OF_A_JOB)
async def show(request: Request, id: Id) -> Response:
    """Return the job with its progress, chunk by chunk."""
    return _json((await _found(request, id)).model_dump_json())


@routes.delete(
    "/reports/{id}",
    status_code=204,
    summary="Delete a report",
    response_class=Response,
    responses=OF_A_JOB | {204: {"description": "The job, its upload and its result are gone"}},
)
async def delete(request: Request, id: Id) -> Response:
    """Remove a report that the token sent: the job, what was sent, what came of it."""
    service, token = _service(request), _token(request)
    require(token, Scope.SUBMIT)
    await _found(request, id, token.name)
    await run_in_threadpool(service.jobs.delete, id)
    await run_in_threadpool((service.results / f"{id}.json").unlink, missing_ok=True)
    return Response(status_code=204)


@routes.get("/reports/{id}/result", summary="Get the result", response_model=ReportResult, responses=OF_A_RESULT)
async def result(request: Request, id: Id) -> Response:
    """Return the result as `extractor run` writes it."""
    return await _body(request, id, "result")


@routes.get("/reports/{id}/findings", summary="Get the findings", response_model=Validation, responses=OF_A_RESULT)
async def findings(request: Request, id: Id) -> Response:
    """Return what the check found: a verdict for every number, what was left out, sums."""
    return await _body(request, id, "findings")


@routes.get(
    "/reports/{id}/events",
    summary="Follow a report",
    response_class=StreamingResponse,
    responses=OF_A_JOB
    | {
        200: {
            "description": "Events `progress` and `done`, each with the job as JSON",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        }
    },
)
async def events(request: Request, id: Id) -> Response:
    """Stream the job's progress until it is finished."""
    await _found(request, id)
    service, owner = _service(request), _seen_by(_token(request))
    stream = follow(lambda: service.jobs.find(id, owner), lambda: service.is_ending)
    return StreamingResponse(stream, media_type="text/event-stream", headers={"x-accel-buffering": "no"})


@routes.post(
    "/check",
    summary="Check claims against a text",
    response_model=CheckResult,
    responses=CHECKED,
)
async def check(request: Request) -> Response:
    """Return a verdict for every claimed number, and every quantity that nobody claimed. No model is asked."""
    require(_token(request), Scope.SUBMIT)
    return _json(await _service(request).checking.run(check_body, await read_json(request)))


@routes.post("/numbers", summary="Find the numbers of a text", response_model=Mentions, responses=COMPUTED)
async def numbers(request: Request) -> Response:
    """Return every number mention in text order, labels, ordinals and years included."""
    require(_token(request), Scope.SUBMIT)
    return _json(await _service(request).checking.run(numbers_body, await read_json(request)))


@open_routes.get("/healthz", summary="Is the process there?")
async def healthz() -> Health:
    """Answer."""
    return Health()


@open_routes.get(
    "/readyz",
    summary="Is work being done?",
    response_model=Readiness,
    responses={503: {"description": "Reports are kept, and wait", "model": Readiness}},
)
async def readyz(request: Request) -> Response:
    """Tell whether reports that are handed in are being worked on; if not, they wait, and nothing is lost."""
    service = _service(request)
    counts = await run_in_threadpool(service.jobs.counts)
    waiting = await run_in_threadpool(service.jobs.why_waiting)
    reason = "the service is ending" if service.is_ending else "the model cannot be asked" if waiting else None
    state = Readiness(
        ready=reason is None, reason=reason, queued=counts[JobState.QUEUED], running=counts[JobState.RUNNING]
    )
    return _json(state.model_dump_json(), 200 if state.ready else 503)


@open_routes.get(
    "/metrics",
    summary="Counters for Prometheus",
    dependencies=_SECURITY,
    response_class=Response,
    responses=documented(Fault.UNAUTHORISED, Fault.FORBIDDEN, Fault.RATE)
    | {200: {"description": "Prometheus text", "content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def metrics(request: Request) -> Response:
    """Return the counters of this process, and the reports by state."""
    service = _service(request)
    counts = await run_in_threadpool(service.jobs.counts)
    return Response(service.metrics.text(counts), media_type=METRICS_TYPE)


def make_api(service: Service) -> FastAPI:
    """Return the app with all routes; the gate and the trace stand around it (`app.py`)."""
    app = FastAPI(
        title="report-extractor",
        version=VERSION,
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.service = service
    app.include_router(routes)
    app.include_router(open_routes)
    app.add_exception_handler(ExtractorError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    return app


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


def _token(request: Request) -> Token:
    token: Token = request.state.token
    return token


def _seen_by(token: Token) -> str | None:
    """Return whose reports a token may see: its own, or with the scope `read` everybody's (None)."""
    require(token, Scope.SUBMIT, Scope.READ)
    return None if Scope.READ in token.scopes else token.name


async def _found(request: Request, id: str, owner: str | None = None) -> Job:
    """Return a job that the token may see, or that `owner` sent. Raises RefusedError."""
    whose = owner or _seen_by(_token(request))
    job = await run_in_threadpool(_service(request).jobs.find, id, whose)
    if job is None:
        raise RefusedError(Fault.NOT_FOUND, "no report has this id", "没有这个编号的报告")
    return job


async def _body(request: Request, id: str, kind: str) -> Response:
    """Return what came of a report. Raises RefusedError if nothing has, or nothing yet."""
    job = await _found(request, id)
    if not job.state.is_final:
        raise RefusedError(
            Fault.NOT_FINISHED,
            f"it is {job.state.value}; follow it at /v1/reports/{id}/events",
            f"当前状态为 {job.state.value}；可在 /v1/reports/{id}/events 跟踪进度",
        )
    body = await run_in_threadpool(_service(request).jobs.body, id, kind)
    if body is None:
        raise RefusedError(Fault.FAILED, job.reason or "it failed", job.reason or "处理失败")
    return _json(body)


def _json(text: str | bytes, status: int = 200) -> Response:
    return Response(text, status, media_type="application/json")


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, ExtractorError)
    return problem(request, error)


async def _invalid(request: Request, error: Exception) -> Response:
    """Name the first parameter that does not fit, and nothing of its value."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = " ".join(map(str, first["loc"]))
    return problem(request, RefusedError(Fault.INVALID, f"{place}: {first['msg']}", f"{place}：{first['msg']}"))


async def _http(request: Request, error: Exception) -> Response:
    """Answer what the router refuses: an unknown path, a wrong method."""
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        allowed = ", ".join(_allowed(request)) or (error.headers or {}).get("allow", "")
        refusal = RefusedError(Fault.METHOD, f"allowed here: {allowed}", f"此处可用：{allowed}", allow=allowed)
        return problem(request, refusal)
    if error.status_code == 404:
        return problem(request, RefusedError(Fault.NOT_FOUND, "no such address", "没有这个地址"))
    return problem(request, RefusedError(Fault.MALFORMED, str(error.detail), str(error.detail)))


def _allowed(request: Request) -> list[str]:
    """Return all methods of a path; the router names those of one route."""
    document: dict[str, dict[str, Any]] = request.app.openapi()["paths"]
    path = request.url.path
    return [m.upper() for place, methods in document.items() if compile_path(place)[0].match(path) for m in methods]
