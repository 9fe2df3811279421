"""Results for the tests of review, made by the real check from claims written here."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from extractor.output import to_json
from extractor.review.acts import Desk, decide, take_back
from extractor.review.entries import entries_of, result_hash
from extractor.review.fold import fold
from extractor.source.document import understand
from extractor.source.read import RawReport
from extractor.verdicts import check_report
from schemas.decision import Act
from schemas.report import Indicator, Item, NameSource, Report, TextField, YearField
from schemas.result import Provenance, ReportResult, RunStatus, Source, Tokens
from schemas.span import Evidence

TEXT = (
    "某区2023年法治政府建设报告\n一、工作情况\n全年办理行政复议案件159件,纠错率6.8%。\n发放宣传资料5.8万余份。\n"
    "开展普法活动42场,受众3000人次。\n调解纠纷42件,成功41件。\n二、问题\n执法力量不足。\n"
)
INDICATORS = (
    {"name": "办理行政复议案件", "value_text": "195", "unit": "件", "quote": "全年办理行政复议案件159件"},
    {"name": "纠错率", "value_text": "6.8%", "unit": "", "quote": "纠错率6.8%"},
    {"name": "发放宣传资料", "value_text": "5.8", "unit": "份", "quote": "发放宣传资料5.8万余份"},
    {"name": "开展普法活动", "value_text": "42", "unit": "场", "quote": "开展普法活动42场"},
    {"name": "成功调解", "value_text": "777", "unit": "件", "quote": "调解纠纷42件"},
)


WRONG = "/report/indicators/0/value_text"
SCALE = "/report/indicators/2/value_text"
NOWHERE = "/report/indicators/4/value_text"
LEFT_OUT = ("omitted:73-79", "omitted:85-88", "omitted:91-94")


def made(
    text: str = TEXT, indicators: Sequence[Mapping[str, Any]] = INDICATORS, name: str = "报告.txt"
) -> ReportResult:
    """Check claims against a text, as a run does."""
    report = Report(
        title=TextField(value=text.splitlines()[0], evidence=evidence(text, text.splitlines()[0])) if text else None,
        issuer=None,
        region=None,
        year=YearField(value=2023, evidence=None),
        report_date=None,
        achievements=(Item(title="办理案件", topic="工作", evidence=(), indicators=(0, 1)),),
        problems=(),
        plans=(),
        indicators=tuple(indicator(text, **fields) for fields in indicators),
    )
    judged, validation = check_report(understand(RawReport(name, text, "", "utf-8")), report)
    return ReportResult(
        source=Source(
            name=name,
            sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            encoding="utf-8",
            script="Hans",
            chars=len(text),
            text=text,
        ),
        report=judged,
        validation=validation,
        run=Provenance(
            status=RunStatus.COMPLETE,
            style="verbatim",
            model="m",
            prompt="p.v1",
            prompt_sha256="0" * 64,
            schema_sha256="0" * 64,
            tokens=Tokens(),
            chunks=(),
        ),
    )


def indicator(text: str, *, name: str, value_text: str, unit: str, quote: str) -> Indicator:
    """Write one indicator as a model copied it."""
    return Indicator(
        name=name,
        value=None,
        value_text=value_text,
        unit=unit,
        kind=None,
        role=None,
        name_from=NameSource.MODEL,
        span=None,
        evidence=(evidence(text, quote),) if quote in text else (),
        quote=quote,
    )


def evidence(text: str, quote: str) -> Evidence:
    """Place a quote that the text holds."""
    start = text.index(quote)
    return Evidence(start=start, end=start + len(quote), quote=quote)


def write(folder: Path, result: ReportResult, stem: str = "报告") -> Path:
    """Write a result as `extractor run` does."""
    path = folder / f"{stem}.json"
    path.write_text(to_json(result), encoding="utf-8", newline="\n")
    return path


class Table:
    """A result, the events so far, and reviewers who press buttons."""

    def __init__(self, result=None) -> None:
        self.result = result or made()
        self.entries = entries_of(self.result)
        self.events: tuple = ()
        self._ids = count(1)

    def desk(self, reviewer="李"):
        source = self.result.source
        known = {entry.claim: entry for entry in self.entries}
        return Desk(source.sha256, result_hash(self.result), source.text, known, reviewer, new_id=self._next_id)

    @property
    def states(self):
        return fold(self.entries, self.events).states

    def press(self, *asks, reviewer="李"):
        asks = [ask if ask.follows else ask.model_copy(update={"follows": self.states[ask.claim].head}) for ask in asks]
        self.events += decide(self.desk(reviewer), self.states, asks)

    def back(self, act=Act.UNDO, reviewer="李"):
        self.events += take_back(self.desk(reviewer), self.states, self.events, act)

    def status(self, claim):
        return self.states[claim].status

    def _next_id(self):
        return f"{next(self._ids):032x}"
