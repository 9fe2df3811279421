"""How fast each format is read, beside the library that would give its plain text; then what a report costs in all but

the model, stage by stage. Run `python bench/reading.py [REPORT...]` (the seeds, if none is named).

The target for everything but the model is 250,000 characters a second a core (processor time, so that a busy machine
counts less). A PDF pays for a process of its own.
"""

import sys
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[1]
if sys.path[0] == str(ROOT / "bench"):
    sys.path[0] = str(ROOT)  # else `numbers.py` beside this file would stand in for the standard library's

import lxml.html  # noqa: E402 - after the path is put right
from docx import Document  # noqa: E402 - the same
from pdfminer.high_level import extract_text  # noqa: E402 - the same

from extractor.anchors import Passage, anchor  # noqa: E402 - the same
from extractor.clause_names import clause_names  # noqa: E402 - the same
from extractor.merge import merge  # noqa: E402 - the same
from extractor.output import provenance, source, to_json  # noqa: E402 - the same
from extractor.source.chunks import make_chunks  # noqa: E402 - the same
from extractor.source.document import understand  # noqa: E402 - the same
from extractor.source.read import read_bytes  # noqa: E402 - the same
from extractor.verdicts import check_report  # noqa: E402 - the same
from schemas.answer import AskedBy, ChunkFill, Fill  # noqa: E402 - the same
from schemas.result import ChunkRun, ChunkStatus, ReportResult, Tokens  # noqa: E402 - the same
from tests.source.documents import Sheet, docx  # noqa: E402 - the same

T = TypeVar("T")
_ASKED_BY = AskedBy("anchored", "none", "none", "0" * 64, "0" * 64)
SENTENCE = "全市各级行政复议机构共办理行政复议案件1,204件，其中审结1,150件，调解成功率99.6%。"
PARAGRAPH = SENTENCE * 8
ROWS = [["项目", "2022年", "2023年", "增长（%）"], *([f"第{i}项收入", "1,200.5", "1,234.5", "2.8"] for i in range(30))]


def _pdf() -> bytes:
    sheet, y = Sheet(), 780.0
    for _ in range(60):
        y = sheet.lines(y, PARAGRAPH)
    return sheet.bytes()


def _html() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    return f"<html><body>{f'<p>{PARAGRAPH}</p>' * 300}<table>{rows}</table></body></html>".encode()


def _seconds(act: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        start = perf_counter()
        act()
        best = min(best, perf_counter() - start)
    return best


def _filled(passage: Passage) -> ChunkFill:
    """Stand in for the model: each number is named by the words of its clause."""
    run = ChunkRun(
        index=passage.chunk.index,
        span=passage.chunk.original_span,
        quantities=len(passage.anchors),
        status=ChunkStatus.OK,
    )
    pairs = zip(clause_names(passage), passage.anchors, strict=True)
    fills = tuple(Fill(name, a.mention, a.mention.text, a.mention.unit, None) for name, a in pairs)
    return ChunkFill(run, fills, Tokens(prompt=0, completion=0))


def _stages(path: Path, spent: dict[str, float]) -> None:
    """Take one report through everything but the model, and add the processor time of each stage to `spent`."""

    def timed(stage: str, act: Callable[[], T]) -> T:
        start = process_time()
        made = act()
        spent[stage] += process_time() - start
        return made

    data = path.read_bytes()
    raw = timed("read", lambda: read_bytes(data, path.name))
    document = timed("understand", lambda: understand(raw))
    chunks = make_chunks(document.clean, document.outline, size=1200)
    passages = timed("anchor", lambda: anchor(chunks, document.numbers, document.clean.offsets))
    fills = tuple(map(_filled, passages))
    report = timed("merge", lambda: merge(document, passages, fills))
    checked, validation = timed("check", lambda: check_report(document, report))
    result = ReportResult(
        source=source(document), report=checked, validation=validation, run=provenance(_ASKED_BY, fills)
    )
    timed("write", lambda: to_json(result))


def _print_stages(paths: list[Path]) -> None:
    chars = sum(len(read_bytes(path.read_bytes(), path.name).text) for path in paths)
    rounds = [defaultdict[str, float](float) for _ in range(4)]
    for spent in rounds:
        for path in paths:
            _stages(path, spent)
    best = min(rounds, key=lambda spent: sum(spent.values()))
    total = sum(best.values())
    print(f"\n{'stage':12} {'us a char':>10}   share")
    for stage, seconds in best.items():
        print(f"{stage:12} {seconds / chars * 1e6:10.2f}   {seconds / total:5.0%}")
    print(
        f"{chars:,} characters, {chars / total:,.0f} a second; {chars / (total - best['check']):,.0f} without the check"
    )


def main() -> None:
    """Print a table: format, characters, characters a second, and how many times the peer's time it takes."""
    text = (PARAGRAPH + "\n") * 3000
    files: list[tuple[str, bytes, str, Callable[[bytes], object] | None]] = [
        ("a.txt", text.encode(), "", None),
        ("b.txt", text.encode("gb18030"), "", None),
        ("c.html", _html(), "lxml.html", lambda data: lxml.html.fromstring(data).text_content()),
        (
            "d.docx",
            docx(*[PARAGRAPH] * 300, ROWS),
            "python-docx",
            lambda data: [p.text for p in Document(BytesIO(data)).paragraphs],
        ),
        ("e.pdf", _pdf(), "pdfminer.six", lambda data: extract_text(BytesIO(data))),
    ]
    print(f"{'file':8} {'chars':>9} {'chars/s':>12}   peer")
    for name, data, peer, plain in files:
        chars = len(read_bytes(data, name).text)
        ours = _seconds(partial(read_bytes, data, name))
        beside = ours / _seconds(partial(plain, data)) if plain else None
        print(f"{name:8} {chars:9,} {chars / ours:12,.0f}   {f'{beside:.1f} x {peer}' if beside else '-'}")
    _print_stages([Path(name) for name in sys.argv[1:]] or sorted((ROOT / "seeds").glob("*.txt")))


if __name__ == "__main__":
    main()
