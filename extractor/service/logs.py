"""Logs of the service: one JSON object a line on standard error, without a word of any report, token or key.

An exception is logged by its type and where it was raised; its message may hold what a client sent.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

LOG = logging.getLogger("extractor.service")


class JsonLines(logging.Formatter):
    """Write a record as JSON; what was given as `extra={"fields": {...}}` stands beside its message."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"time": time, "level": record.levelname.lower(), "event": record.getMessage()}
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1]:
            line["error"] = describe(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def describe(error: BaseException) -> dict[str, Any]:
    """Say of what type an exception is and where it came from, and nothing of its message."""
    frames = traceback.extract_tb(error.__traceback__)[-5:]
    return {"type": type(error).__name__, "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]}


def log_to_stderr() -> None:
    """Send what this process logs to standard error, ours and the server's warnings, as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    LOG.setLevel(logging.INFO)


def tell(event: str, **fields: Any) -> None:
    """Log something that happened."""
    LOG.info(event, extra={"fields": fields})
