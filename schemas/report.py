"""What a reader wants from a report: achievements, problems, plans and numeric indicators."""

from enum import StrEnum

from pydantic import Field

from schemas.finding import Verdict
from schemas.quantity import Kind
from schemas.span import Evidence, Frozen, Span


class Role(StrEnum):
    """The part an indicator plays in its sentence."""

    RESULT = "result"
    TARGET = "target"
    BASELINE = "baseline"
    SHARE = "share"


class NameSource(StrEnum):
    """Who named an indicator: the model, the clause's own words where the model's did not fit, a table's headings."""

    MODEL = "model"
    CLAUSE = "clause"
    TABLE = "table"


class UnitSource(StrEnum):
    """Where an indicator's unit is printed: with the number (or nowhere), in its table, or in no certain place."""

    NUMBER = "number"
    TABLE = "table"
    UNRESOLVED = "unresolved"


class TextField(Frozen):
    """A string of the report's head and where it is printed (`evidence` is null if only implied by a file name)."""

    value: str = Field(title="取值")
    evidence: Evidence | None = Field(title="依据")


class YearField(Frozen):
    """The year that the report is about."""

    value: int = Field(title="年份")
    evidence: Evidence | None = Field(title="依据")


class Item(Frozen):
    """One piece of work, one problem or one plan: about a sentence, never a section."""

    title: str = Field(title="标题")
    topic: str = Field(title="主题", description="所在章节的主题")
    evidence: tuple[Evidence, ...] = Field(title="依据")
    indicators: tuple[int, ...] = Field(default=(), title="指标", description="指标在 indicators 中的序号")


class Indicator(Frozen):
    """One quantity of the report and what it measures."""

    name: str = Field(title="指标名称")
    value: str | None = Field(title="数值", description="十进制数，量级已展开")
    value_text: str = Field(title="原文数字")
    unit: str = Field(title="单位")
    approx: tuple[str, ...] = Field(default=(), title="概数词")
    kind: Kind | None = Field(title="类别")
    role: Role | None = Field(title="作用")
    target_year: int | None = Field(default=None, title="目标年份", description="目标应在哪一年达到")
    unit_from: UnitSource = Field(default=UnitSource.NUMBER, title="单位来源")
    unit_evidence: Evidence | None = Field(default=None, title="单位依据", description="表题或表头中的单位")
    name_from: NameSource = Field(default=NameSource.MODEL, title="名称来源")
    span: Span | None = Field(title="位置", description="数字连同单位在原文中的位置")
    evidence: tuple[Evidence, ...] = Field(title="依据")
    quote: str | None = Field(default=None, title="模型引文", description="模型自己写的引文，仅照抄式有")
    verdict: Verdict | None = Field(default=None, title="核对结论")


class Report(Frozen):
    """The content of one annual report."""

    title: TextField | None = Field(title="标题")
    issuer: TextField | None = Field(title="发布单位")
    region: TextField | None = Field(title="地区")
    year: YearField | None = Field(title="年度")
    report_date: TextField | None = Field(title="报告日期")
    achievements: tuple[Item, ...] = Field(title="成绩")
    problems: tuple[Item, ...] = Field(title="问题")
    plans: tuple[Item, ...] = Field(title="计划")
    indicators: tuple[Indicator, ...] = Field(title="指标")
