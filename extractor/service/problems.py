"""Problems: every refusal of the service as a problem document (RFC 9457) that names the fault.

In: an error. Out: a response of type application/problem+json, in the reader's language. Our own errors become faults
in one table here.
"""

from collections.abc import Mapping
from typing import Any

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse

from extractor.errors import ClaimsError, ExtractorError, InputError, OutputError
from extractor.service.compute import BusyError, MalformedError
from extractor.service.jobs import KeyReusedError, QueueFullError
from schemas.service import Fault, Problem

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:report-extractor:problem:"
RETRY_SECONDS = 5

FAULTS: Mapping[Fault, tuple[int, str, str]] = {
    Fault.MALFORMED: (400, "The request cannot be read", "无法读取请求"),
    Fault.UNAUTHORISED: (401, "A token is needed", "需要令牌"),
    Fault.FORBIDDEN: (403, "The token does not allow this", "令牌没有此项权限"),
    Fault.FOREIGN: (403, "The request comes from another site", "请求来自其他网站"),
    Fault.NOT_FOUND: (404, "Nothing is here", "没有此项内容"),
    Fault.METHOD: (405, "The method is not allowed here", "此处不支持该方法"),
    Fault.TOO_SLOW: (408, "The request took too long to arrive", "请求传输超时"),
    Fault.NOT_FINISHED: (409, "The report is not finished", "报告尚未处理完"),
    Fault.FAILED: (409, "The report could not be extracted", "报告无法提取"),
    Fault.TOO_LARGE: (413, "The request is too large", "请求过大"),
    Fault.MEDIA_TYPE: (415, "The content type is not known", "不支持的内容类型"),
    Fault.MISDIRECTED: (421, "This host name is not ours", "主机名不属于本服务"),
    Fault.INVALID: (422, "A parameter has an impossible value", "参数值无效"),
    Fault.UNREADABLE: (422, "The report cannot be read", "无法读取报告"),
    Fault.CLAIMS: (422, "The claims cannot be read", "无法读取待核对的指标"),
    Fault.NAME: (422, "The file name is not acceptable", "文件名不可用"),
    Fault.KEY_REUSED: (422, "The Idempotency-Key stands for another report", "Idempotency-Key 已用于另一份报告"),
    Fault.RATE: (429, "Too many requests", "请求过于频繁"),
    Fault.QUEUE_FULL: (429, "Too many reports are waiting", "等待的报告过多"),
    Fault.INTERNAL: (500, "The service failed", "服务出错"),
    Fault.BUSY: (503, "The service cannot take this now", "服务暂时无法处理"),
}
_OURS: tuple[tuple[type[ExtractorError], Fault], ...] = (
    (MalformedError, Fault.MALFORMED),
    (QueueFullError, Fault.QUEUE_FULL),
    (KeyReusedError, Fault.KEY_REUSED),
    (BusyError, Fault.BUSY),
    (ClaimsError, Fault.CLAIMS),
    (InputError, Fault.UNREADABLE),
    (OutputError, Fault.BUSY),
)
_LATER = {Fault.QUEUE_FULL, Fault.BUSY, Fault.RATE, Fault.NOT_FINISHED}


class RefusedError(ExtractorError):
    """A request that is refused, with the fault to name."""

    def __init__(self, fault: Fault, message: str, zh: str, **headers: str) -> None:
        super().__init__(message, zh)
        self.fault, self.headers = fault, {name.replace("_", "-"): value for name, value in headers.items()}


def fault_of(error: ExtractorError) -> Fault:
    """Say which fault an error of ours is."""
    if isinstance(error, RefusedError):
        return error.fault
    return next((fault for kind, fault in _OURS if isinstance(error, kind)), Fault.INTERNAL)


def problem(request: HTTPConnection, error: ExtractorError) -> JSONResponse:
    """Answer with an error of ours."""
    fault = fault_of(error)
    status, title, zh = FAULTS[fault]
    lang = language(request)
    detail = title if fault is Fault.INTERNAL else error.told(lang)
    if isinstance(error, OutputError):  # its words name places on this machine
        detail = "nothing was stored; see the service's log" if lang == "en" else "未保存任何内容；请查看服务日志"
    body = Problem(
        type=TYPE + fault.value,
        title=zh if lang == "zh" else title,
        status=status,
        detail=_sendable(detail),
        request_id=request.scope.get("request_id", ""),
    )
    headers: dict[str, str] = {"content-language": "zh-CN" if lang == "zh" else "en"}
    if fault in _LATER:
        headers["retry-after"] = str(RETRY_SECONDS)
    if isinstance(error, RefusedError):
        headers |= error.headers
    return JSONResponse(body.model_dump(), status, headers, media_type=MEDIA_TYPE)


def language(request: HTTPConnection) -> str:
    """Return a reader's language, "zh" or "en": the one chosen on our pages, else the first that the browser names."""
    if (chosen := request.cookies.get("language")) in {"zh", "en"}:
        return str(chosen)
    for tag in request.headers.get("accept-language", "").lower().split(","):
        if (name := tag.strip()[:2]) in {"zh", "en"}:
            return name
    return "en"


def documented(*faults: Fault) -> dict[int | str, dict[str, Any]]:
    """Describe problem responses for the OpenAPI document; several faults may share a status."""
    found: dict[int | str, dict[str, Any]] = {}
    for fault in sorted(faults, key=lambda fault: FAULTS[fault][0]):
        status, title, _ = FAULTS[fault]
        schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
        entry = found.setdefault(status, {"description": "", "content": {MEDIA_TYPE: schema}})
        entry["description"] += ("; " if entry["description"] else "") + f"{title} (`{fault.value}`)"
        if fault in _LATER:
            entry["headers"] = {"Retry-After": {"description": "seconds", "schema": {"type": "integer"}}}
    return found


def _sendable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
