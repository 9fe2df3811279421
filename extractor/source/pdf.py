"""A PDF in, its text and tables out; reading it is left to a process of its own, which may fail but not take us along.

Hard-wrapped lines are joined to paragraphs and tables read cell by cell there; see `pdf_pages`.
"""

import json
import subprocess
import sys
from pathlib import Path

from extractor.errors import InputError
from extractor.source.blocks import Laid
from schemas.result import Damage
from schemas.table import Table

TIMEOUT = 180.0
"""Seconds; a thousand full pages take half of it."""

_ROOT = str(Path(__file__).resolve().parents[2])
_CODE = f"import sys; sys.path.append({_ROOT!r}); from extractor.source.pdf_pages import main; main()"
_COMMAND = (sys.executable, "-P", "-c", _CODE)
"""-P: a folder of reports is no place to import a json.py from."""

_SAYS = {
    "locked": (
        "is locked with a password: open it and save it without one",
        "已加密：请打开后另存为不加密的文件",
    ),
    "damaged": (
        "is a damaged PDF, a whole one was expected: copy it again",
        "是损坏的 PDF：请重新拷贝",
    ),
    "pages": (
        "has more pages or characters than any report: check what it is, or split it",
        "的页数或字数远超任何报告：请检查或拆分文件",
    ),
    "scan": (
        "is a scan without a text layer: recognise its characters (OCR) and save them, or look for the text version",
        "是扫描件，没有文字层：请先识别文字（OCR），或查找文字版",
    ),
    "unreadable": (
        "has a text layer of unknown characters: recognise its characters (OCR), or look for the text version",
        "的文字层是乱码：请先识别文字（OCR），或查找文字版",
    ),
    "limits": (
        "cannot be read within the limits of time and memory: print it to a new PDF, or save its text as .txt",
        "在时间和内存限度内无法读取：请重新打印为 PDF，或把正文另存为 .txt",
    ),
}


def read_pdf(data: bytes, name: str) -> Laid:
    """Read a PDF called `name`. Raises InputError for scans, damaged and locked files, and what exceeds the limits."""
    try:
        ended = subprocess.run(_COMMAND, input=data, capture_output=True, timeout=TIMEOUT, check=False)
    except subprocess.TimeoutExpired as error:
        raise _refusal(name, "limits") from error
    try:
        found = json.loads(ended.stdout)
    except ValueError as error:
        raise _refusal(name, "limits") from error
    if "error" in found:
        raise _refusal(name, found["error"])
    return Laid(
        found["text"],
        tuple(Table.model_validate(table) for table in found["tables"]),
        tuple(Damage.model_validate(damage) for damage in found["damage"]),
    )


def _refusal(name: str, why: str) -> InputError:
    english, chinese = _SAYS[why]
    return InputError(f"{name!r} {english}", f"{name!r} {chinese}")
