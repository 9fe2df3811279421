"""Intake: what a client sends becomes an `Upload`, or is refused before anything is kept.

Three forms: JSON with the text, a form with one file, the bytes of a file. Every form is bounded in size and time; a
file's name is a name, never a path; nothing that a client names is fetched.
"""

import asyncio
import re
from collections.abc import AsyncGenerator
from email.message import Message
from typing import Protocol

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from extractor.service.compute import MalformedError, text_body
from extractor.service.jobs import Upload
from extractor.service.problems import RefusedError
from extractor.source.formats import refuse_name
from schemas.service import Fault

ARRIVAL_SECONDS = 120.0
"""For a whole request; 50 MB take that long at 3.5 Mbit/s."""
JSON_LIMIT = 8 * 1024 * 1024
"""Bytes of a JSON body; a report that is larger comes as a file."""
_FRAME = 16 * 1024
"""What a form adds to the file in it."""
FILE_TYPES = (
    "application/octet-stream",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text/plain",
    "text/html",
    "text/xml",
    "application/xml",
)
_BAD_NAME = re.compile(r"[/\\\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MOST_NAME_BYTES = 200


class Sized(Protocol):
    """Whatever says how large a report may be."""

    @property
    def max_bytes(self) -> int:
        """Return the bytes."""


async def read_report(request: Request, limit: Sized, name: str | None, encoding: str | None) -> Upload:
    """Read a report in whatever form it comes; `name` and `encoding` are those of the query.

    Raises RefusedError and MalformedError.
    """
    kind = media_type(request.headers)
    if kind == "application/json":
        text, own = text_body(await read_body(request, JSON_LIMIT))
        upload = Upload(_named(name or "report.txt" if own is None else own), text.encode(), "utf-8")
    elif kind == "multipart/form-data":
        upload = await _form(request, limit.max_bytes, encoding)
    elif kind in FILE_TYPES:
        upload = Upload(_named(name or "report"), await read_body(request, limit.max_bytes), encoding)
    else:
        known = ", ".join(("application/json", "multipart/form-data", *FILE_TYPES))
        raise RefusedError(
            Fault.MEDIA_TYPE,
            f"{kind[:80] or 'no content type'!r} is not read; send one of {known}",
            f"无法读取 {kind[:80] or '未注明的类型'!r}：可用的类型有 {known}",
        )
    if len(upload.data) > limit.max_bytes:
        raise _too_large(limit.max_bytes)
    refuse_name(upload.name)
    return upload


async def read_json(request: Request) -> bytes:
    """Read a JSON body of limited size. Raises RefusedError."""
    if (kind := media_type(request.headers)) != "application/json":
        raise RefusedError(
            Fault.MEDIA_TYPE,
            f"{kind[:80] or 'no content type'!r} is not read; send application/json",
            f"无法读取 {kind[:80] or '未注明的类型'!r}：请发送 application/json",
        )
    return await read_body(request, JSON_LIMIT)


async def read_body(request: Request, limit: int) -> bytes:
    """Read a body that is no larger than `limit` and does not take for ever. Raises RefusedError."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise _too_large(limit)
    body = bytearray()
    try:
        async with asyncio.timeout(ARRIVAL_SECONDS):
            async for part in request.stream():
                body += part
                if len(body) > limit:
                    raise _too_large(limit)
    except TimeoutError:
        raise RefusedError(Fault.TOO_SLOW, "the body did not arrive in time", "请求正文未在时限内到达") from None
    except ClientDisconnect:
        raise MalformedError("the connection broke off", "连接中断") from None
    return bytes(body)


def media_type(headers: Headers) -> str:
    """Return the media type of a request, without its parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


async def _form(request: Request, limit: int, encoding: str | None) -> Upload:
    """Read a form with a part `file`, and perhaps `encoding`."""
    body = await read_body(request, limit + _FRAME)
    if f"--{_boundary(request.headers)}--".encode() not in body[-_FRAME:]:
        raise MalformedError("the form breaks off", "表单不完整")
    parser = MultiPartParser(request.headers, _once(body), max_files=1, max_fields=4, max_part_size=_FRAME)
    try:
        form = await parser.parse()
    except (MultiPartException, ValueError, KeyError) as error:
        raise MalformedError(f"the form cannot be read: {error}", f"无法读取表单：{error}") from None
    try:
        file, said = form.get("file"), form.get("encoding")
        if not isinstance(file, UploadFile):
            raise RefusedError(Fault.INVALID, "the form has no file called `file`", "表单中没有名为 file 的文件")
        given = said if isinstance(said, str) and said else encoding
        return Upload(_named(file.filename or "report"), await file.read(), given)
    finally:
        await form.close()


def _boundary(headers: Headers) -> str:
    message = Message()
    message["content-type"] = headers.get("content-type", "")
    boundary = message.get_param("boundary")
    if not isinstance(boundary, str) or not boundary:
        raise MalformedError("the form names no boundary", "表单没有注明 boundary")
    return boundary


async def _once(body: bytes) -> AsyncGenerator[bytes, None]:
    yield body


def _named(name: str) -> str:
    """Return a name that is fit to be shown and stored; a path is refused, not mended."""
    fit = not _BAD_NAME.search(name) and name.strip(" .") and len(name.encode("utf-8", "replace")) <= _MOST_NAME_BYTES
    if not fit:
        raise RefusedError(
            Fault.NAME,
            f"{name[:80]!r} is no file name; give one without folders and control characters",
            f"{name[:80]!r} 不是文件名：请勿包含文件夹或控制字符",
        )
    return name


def _too_large(limit: int) -> RefusedError:
    return RefusedError(Fault.TOO_LARGE, f"more than {limit:,} bytes are not taken", f"超过 {limit:,} 字节，不予接收")
