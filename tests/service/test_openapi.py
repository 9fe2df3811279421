"""The OpenAPI document: committed as it is served, and kept to, whatever is thrown at the service."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import checks

from extractor.llm.fake import FakeEndpoint
from extractor.review.labels import Lang
from extractor.service.api import make_api
from extractor.service.app import Layout, make_app, make_service
from extractor.service.database import open_database
from extractor.service.openapi import describe
from extractor.service.tokens import Scope, Token
from tests.service.conftest import served
from tests.waiting import PATIENCE_SECONDS

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
EXAMPLES = 25
LEFT_OUT = [
    checks.positive_data_acceptance,  # any bytes fit the schema of a file, and few are a report
    checks.ignored_auth,  # it takes one of two ways in away and wonders that the other is open; test_gate.py has it
]
BOUNDED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


def written(nothing: Any = None) -> str:
    """Return the document as it stands in docs/."""
    return json.dumps(describe(make_api(nothing)), ensure_ascii=False, indent=1) + "\n"


def test_the_committed_document_is_the_served_one(client):
    """`make schema` writes it anew."""
    served = json.dumps(client.get("/openapi.json").json(), ensure_ascii=False, indent=1) + "\n"
    assert served == DOCUMENT.read_text(encoding="utf-8"), "docs/openapi.json differs; `make schema` writes it"


def test_it_is_openapi_3_1(client):
    """Every operation under /v1 needs a token and says how it may fail; every body is described."""
    document = client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    operations = [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if path.startswith("/v1")
    ]
    assert len(operations) == 9
    for path, method, operation in operations:
        assert operation["security"], path
        assert {"401", "403", "429"} <= operation["responses"].keys(), path
        assert "application/problem+json" in operation["responses"]["401"]["content"], path
        if method == "post":
            assert operation["requestBody"]["content"], path


@pytest.fixture(scope="module")
def asked(tmp_path_factory, pool):
    """A service for all that is thrown at it: where it is, and how to ask."""
    told = FakeEndpoint().settings(tmp_path_factory.mktemp("cache"))
    with closing(open_database(told)) as database:
        service = make_service(told, database, queue_limit=10_000)
        service.reading.close()
        service.checking.close()
        service.reading = service.checking = pool
        secret = service.tokens.add(Token("fuzz", frozenset(Scope), per_minute=10**6))
        app = make_app(service, Layout((), Lang.EN), None)
        with served(app) as address:
            yield {"base_url": address, "headers": {"authorization": f"Bearer {secret}"}}


schema = schemathesis.openapi.from_path(DOCUMENT)


@pytest.mark.filterwarnings("ignore:Skipped test cases")  # it makes no PDF; test_refusals.py sends some
@schema.parametrize()
@BOUNDED
def test_the_service_keeps_to_it(case, asked):
    """No 5xx, no undeclared status, type, header or shape; what the document forbids is refused."""
    if case.path.endswith("/events"):
        case.path_parameters = {"id": "0" * 32}  # the stream of a report that waits has no end
    case.call_and_validate(excluded_checks=LEFT_OUT, timeout=PATIENCE_SECONDS, **asked)


def test_sequences_of_calls_keep_to_it(asked):
    """Hand in, look, fetch, delete, look again: what is gone stays gone."""
    machine = schema.exclude(path_regex="/events$").as_state_machine()

    class Calls(machine):
        def setup(self):
            """Begin with an empty service: what the calls before left behind must not change what is drawn."""
            super().setup()
            with httpx2.Client(**asked) as client:
                while kept := client.get("/v1/reports").raise_for_status().json()["reports"]:
                    for report in kept:
                        client.delete(f"/v1/reports/{report['id']}").raise_for_status()

        def get_call_kwargs(self, case):
            return {"timeout": PATIENCE_SECONDS, **asked}

        def validate_response(self, response, case, **more):
            case.validate_response(response, excluded_checks=LEFT_OUT)

    Calls.run(settings=settings(BOUNDED, stateful_step_count=6))


if __name__ == "__main__":
    DOCUMENT.write_text(written(), encoding="utf-8", newline="\n")
