"""A loopback chat-completions server that misbehaves on command.

In: a script of steps, one a request; the last step repeats. Out: its address, the bodies it was sent and their number.
It stops by itself: no step outlives `LIMIT_SECONDS`, and leaving the context ends them all.
"""

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from aiohttp import web

from extractor.llm.fake import completion, names

LIMIT_SECONDS = 120.0

Body = dict[str, Any]
Step = Callable[[web.Request, Body], Awaitable[web.StreamResponse]]


@dataclass
class BatchService:
    """A provider's files and batches: jobs by id, their lines, and what becomes of them."""

    state: str = "completed"
    jobs: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    complaint: str = ""
    """What the provider says about the job as a whole, if anything."""
    step: Callable[[Body], Any] = lambda body: json.loads(names()(body).content)
    """Makes the body of a line's answer; None fails the line."""
    made: dict[str, list[Any]] = field(default_factory=dict)
    fail_creation: bool = False

    def routes(self, app: web.Application) -> None:
        """Add the five routes that a client uses."""
        app.router.add_post("/v1/files", self._upload)
        app.router.add_get("/v1/files/{id}/content", self._content)
        app.router.add_post("/v1/batches", self._create)
        app.router.add_get("/v1/batches", self._list)
        app.router.add_get("/v1/batches/{id}", self._retrieve)

    async def _upload(self, request: web.Request) -> web.Response:
        # Not `request.post()`: aiohttp 3.14.5 warns of itself when a form arrives in pieces, and a warning is an error.
        form = BytesParser(policy=HTTP).parsebytes(
            f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode() + await request.read()
        )
        name = f"file-{len(self.files)}"
        file = next(part for part in form.iter_parts() if part.get_filename())
        self.files[name] = bytes(file.get_payload(decode=True)).decode()
        return web.json_response({"id": name, "object": "file", "bytes": 1, "created_at": 1, "purpose": "batch"})

    async def _create(self, request: web.Request) -> web.Response:
        job = await request.json() | {"id": f"batch-{len(self.jobs)}", "object": "batch", "created_at": 1}
        self.jobs[job["id"]] = job
        if self.fail_creation:  # after it was made: the answer is what gets lost
            return web.json_response({"error": {"message": "lost"}}, status=502)
        return web.json_response(self._shown(job))

    def _shown(self, job: dict[str, Any]) -> dict[str, Any]:
        lines = self.files[job["input_file_id"]].splitlines()
        counts = {"total": len(lines), "completed": len(lines), "failed": 0}
        has_output = self.state in {"completed", "expired"}
        ended = {"output_file_id": f"out-{job['id']}", "error_file_id": f"err-{job['id']}"} if has_output else {}
        errors = {"errors": {"object": "list", "data": [{"message": self.complaint}]}} if self.complaint else {}
        return job | {"status": self.state, "request_counts": counts} | ended | errors

    async def _retrieve(self, request: web.Request) -> web.Response:
        job = self.jobs.get(request.match_info["id"])
        if job is None:
            return web.json_response({"error": {"message": "no such job"}}, status=404)
        return web.json_response(self._shown(job))

    async def _list(self, _: web.Request) -> web.Response:
        data = [self._shown(job) for job in self.jobs.values()]
        return web.json_response({"object": "list", "data": data, "has_more": False})

    async def _content(self, request: web.Request) -> web.Response:
        kind, _, name = request.match_info["id"].partition("-")
        lines = [json.loads(line) for line in self.files[self.jobs[name]["input_file_id"]].splitlines()]
        made = self.made.setdefault(name, [self.step(line["body"]) for line in lines])
        good, bad = [], []
        for line, body in zip(lines, made, strict=True):
            entry = {"id": "r", "custom_id": line["custom_id"]}
            if body:
                good.append(json.dumps(entry | {"response": {"status_code": 200, "body": body}}))
            elif self.state == "expired":
                bad.append(json.dumps(entry | {"response": None, "error": {"message": "not done within 24 h"}}))
            else:
                said = {"status_code": 400, "body": {"error": {"message": "no such parameter"}}}
                bad.append(json.dumps(entry | {"response": said}))
        strange = ["not a line", '{"custom_id": "stranger"}', '{"custom_id": []}', "[" * 100_000]
        return web.Response(text="\n".join([*(good if kind == "out" else bad), *strange, ""]))


@dataclass
class Server:
    """What a test sees of the server: `url` to ask, `bodies` and `headers` of the requests so far."""

    url: str = ""
    bodies: list[Body] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    """Of the answers that were sent whole."""
    service: BatchService = field(default_factory=BatchService)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def paid(self) -> int:
        """How many answers with status 200 were sent whole."""
        return self.statuses.count(200)

    @property
    def count(self) -> int:
        """How many requests have come."""
        return len(self.bodies)

    @property
    def host(self) -> str:
        """The host and port, as messages name them."""
        return self.url.removeprefix("http://").partition("/")[0]


@contextmanager
def serve(*script: Step) -> Iterator[Server]:
    """Serve the steps (by default good answers) on a free port of 127.0.0.1 while the context is open."""
    server, ready = Server(), threading.Event()
    steps = list(script or (good(),))
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    async def answer(request: web.Request) -> web.StreamResponse:
        body = json.loads(await request.text())
        step = steps[min(server.count, len(steps) - 1)]
        server.bodies.append(body)
        server.headers.append(dict(request.headers))
        async with asyncio.timeout(LIMIT_SECONDS):
            response = await step(request, body)
        if "broken" not in response:
            server.statuses.append(response.status)
        return response

    async def run() -> None:
        app = web.Application(client_max_size=64 << 20)
        app.router.add_post("/v1/chat/completions", answer)
        server.service.routes(app)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
        ready.set()
        await stop.wait()
        await runner.cleanup()
        pending = asyncio.all_tasks() - {asyncio.current_task()}
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()), daemon=True)
    thread.start()
    assert ready.wait(LIMIT_SECONDS)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(LIMIT_SECONDS)
        loop.close()


def answer_to(body: Body) -> str:
    """Fill the request's schema: every required key gets a name of its own words, a list stays empty."""
    said = json.loads(names()(body).content)["choices"][0]["message"]
    return said["content"] or said["tool_calls"][0]["function"]["arguments"]


def good() -> Step:
    """Answer in the schema that the request asks for."""
    return _json(lambda body: completion(answer_to(body)))


def says(content: str | None, **choice: Any) -> Step:
    """Answer with this content, whatever was asked."""
    return _json(lambda _: completion(content, **choice))


def raw(data: Any) -> Step:
    """Answer 200 with this JSON."""
    return _json(lambda _: data)


def changed(**parts: Any) -> Step:
    """Answer well, but with other parts at the top of the completion (`usage=None`, `choices=[]`)."""
    return _json(lambda body: completion(answer_to(body)) | parts)


def cut_off() -> Step:
    """Answer half of what was asked, out of tokens."""
    return _json(lambda body: completion(answer_to(body)[:9], finish_reason="length"))


def filtered() -> Step:
    """Let the provider's content filter stop the answer."""
    return says("", finish_reason="content_filter")


def refuses(words: str = "我不能协助处理此内容") -> Step:
    """Refuse in the field that is made for it."""
    return says(None, message={"refusal": words})


def status(code: int, message: str = "the fake says no", **headers: str) -> Step:
    """Answer an error; header names are written with underscores."""

    async def step(_: web.Request, __: Body) -> web.StreamResponse:
        error = {"error": {"message": message, "type": "fake"}}
        return web.json_response(error, status=code, headers={k.replace("_", "-"): v for k, v in headers.items()})

    return step


def echoes_key(code: int) -> Step:
    """Answer an error that repeats the Authorization header, as careless proxies do."""

    async def step(request: web.Request, __: Body) -> web.StreamResponse:
        message = f"bad request with {request.headers['Authorization']}"
        return web.json_response({"error": {"message": message}}, status=code)

    return step


def page(text: str = "<!doctype html><title>登录</title>") -> Step:
    """Answer 200 with a web page, as a captive portal does."""

    async def step(_: web.Request, __: Body) -> web.StreamResponse:
        return web.Response(text=text, content_type="text/html")

    return step


def half_json() -> Step:
    """Answer 200 with JSON that breaks off, its length declared as if it were whole."""

    async def step(_: web.Request, body: Body) -> web.StreamResponse:
        text = json.dumps(completion(answer_to(body)))
        return web.Response(text=text[: len(text) // 2], content_type="application/json")

    return step


def reset_mid_body(code: int = 200) -> Step:
    """Promise a body and break the connection halfway."""

    async def step(request: web.Request, _: Body) -> web.StreamResponse:
        headers = {"Content-Type": "application/json", "Content-Length": "1000"}
        response = web.StreamResponse(status=code, headers=headers)
        await response.prepare(request)
        await response.write(b'{"id": "half')
        await asyncio.sleep(0.02)
        assert request.transport is not None
        request.transport.abort()
        response["broken"] = True
        return response

    return step


def drop() -> Step:
    """Break the connection before any answer."""

    async def step(request: web.Request, _: Body) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.abort()
        response = web.Response()
        response["broken"] = True
        return response

    return step


def broken_gzip() -> Step:
    """Declare a compressed body and send none."""

    async def step(_: web.Request, __: Body) -> web.StreamResponse:
        headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        return web.Response(body=b"this is not gzip", headers=headers)

    return step


def hang(seconds: float = LIMIT_SECONDS, then: Step | None = None) -> Step:
    """Say nothing for a while, then take another step, by default a good answer."""

    async def step(request: web.Request, body: Body) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return await (then or good())(request, body)

    return step


def held(until: threading.Event, then: Step | None = None) -> Step:
    """Say nothing until something has happened, then take another step, by default a good answer."""

    async def step(request: web.Request, body: Body) -> web.StreamResponse:
        while not until.is_set():
            await asyncio.sleep(0.01)
        return await (then or good())(request, body)

    return step


def trickle(pause: float = 0.05) -> Step:
    """Send a byte now and then, never the end."""

    async def step(request: web.Request, _: Body) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        while True:
            await response.write(b" ")
            await asyncio.sleep(pause)

    return step


def oversized(size: int) -> Step:
    """Send a valid completion of more than `size` bytes."""
    return says("x" * size)


def long_header(size: int = 20_000) -> Step:
    """Send a good answer under a header line of `size` bytes, as proxies that trace a call do."""

    async def step(request: web.Request, body: Body) -> web.StreamResponse:
        response = await good()(request, body)
        response.headers["X-Trace"] = "x" * size
        return response

    return step


def redirect(url: str) -> Step:
    """Point elsewhere, asking for the same request there."""

    async def step(_: web.Request, __: Body) -> web.StreamResponse:
        return web.Response(status=307, headers={"Location": url})

    return step


def _json(make: Callable[[Body], Any]) -> Step:
    async def step(_: web.Request, body: Body) -> web.StreamResponse:
        return web.json_response(make(body))

    return step
