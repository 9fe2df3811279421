"""The OpenAPI document: what the routes may answer, and the bodies that they read themselves.

In: the app. Out: the document that is served and committed (`docs/openapi.json`).
"""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from extractor.service.intake import FILE_TYPES
from extractor.service.problems import documented
from schemas.service import CheckRequest, Fault, NumbersRequest, Problem, ReportText

_BODIES = (CheckRequest, NumbersRequest, ReportText, Problem)
OF_A_JOB = documented(Fault.UNAUTHORISED, Fault.FORBIDDEN, Fault.NOT_FOUND, Fault.INVALID, Fault.RATE)
OF_A_RESULT = documented(
    *(Fault.UNAUTHORISED, Fault.FORBIDDEN, Fault.NOT_FOUND, Fault.INVALID, Fault.RATE),
    *(Fault.NOT_FINISHED, Fault.FAILED),
)
COMPUTED = documented(
    *(Fault.UNAUTHORISED, Fault.FORBIDDEN, Fault.MALFORMED, Fault.TOO_SLOW, Fault.TOO_LARGE, Fault.MEDIA_TYPE),
    *(Fault.RATE, Fault.BUSY),
)
CHECKED = COMPUTED | documented(Fault.CLAIMS)
SUBMITTED = COMPUTED | documented(
    *(Fault.INVALID, Fault.UNREADABLE, Fault.NAME, Fault.KEY_REUSED, Fault.RATE, Fault.QUEUE_FULL)
)


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document, with the bodies that the routes read themselves."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            openapi_version=app.openapi_version,
            description="Structured extraction from Chinese government reports, with every number checked.",
            routes=app.routes,
        )
        schemas = document["components"]["schemas"]
        for model in _BODIES:
            schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas |= schema.pop("$defs", {}) | {model.__name__: schema}
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        paths = document["paths"]
        for path, content in _REQUESTS.items():
            paths[path]["post"]["requestBody"] = {"required": True, "content": content}
        app.openapi_schema = document
    return app.openapi_schema


def _takes(model: type[Any]) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}}


_BYTES = {"schema": {"type": "string", "format": "binary", "minLength": 1}}
_FORM = {
    "type": "object",
    "properties": {"file": {"type": "string", "format": "binary"}, "encoding": {"type": "string"}},
    "required": ["file"],
}
_REQUESTS = {
    "/v1/reports": {
        **_takes(ReportText),
        "multipart/form-data": {"schema": _FORM},
        **dict.fromkeys(FILE_TYPES, _BYTES),
    },
    "/v1/check": _takes(CheckRequest),
    "/v1/numbers": _takes(NumbersRequest),
}
