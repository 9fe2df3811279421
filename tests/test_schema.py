"""The JSON Schema in docs/ is the one that the models give."""

import json
from pathlib import Path

from schemas.result import ReportResult

PATH = Path(__file__).resolve().parent.parent / "docs" / "result.schema.json"


def generated() -> str:
    return json.dumps(ReportResult.model_json_schema(), ensure_ascii=False, indent=1) + "\n"


def test_the_schema_in_docs_is_current():
    """`make schema` writes it anew."""
    assert PATH.read_text(encoding="utf-8") == generated()


if __name__ == "__main__":
    PATH.write_text(generated(), encoding="utf-8", newline="\n")
