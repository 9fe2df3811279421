"""Scores as a table for people: one row a tally, for one report or for all together."""

from decimal import Decimal

from extractor.evaluate import Score, Tally
from extractor.review.labels import Lang
from extractor.review.terminal import display_width

_ROWS = {
    "items.achievements": ("成绩条目", "achievements, items"),
    "items.problems": ("问题条目", "problems, items"),
    "items.plans": ("计划条目", "plans, items"),
    "sentences.achievements": ("成绩（按句）", "achievements, sentences"),
    "sentences.problems": ("问题（按句）", "problems, sentences"),
    "sentences.plans": ("计划（按句）", "plans, sentences"),
    "sentences.neither": ("其他（按句）", "neither, sentences"),
    "quantities": ("指标", "quantities"),
    "values": ("数值正确", "value right"),
    "units": ("单位正确", "unit right"),
    "names": ("名称恰当", "name right"),
    "spans": ("出处逐字相符", "span exact"),
    "head.title": ("标题", "title"),
    "head.issuer": ("发布单位", "issuer"),
    "head.region": ("地区", "region"),
    "head.year": ("年度", "year"),
    "head.report_date": ("报告日期", "report date"),
}
_HEAD = {
    Lang.ZH: ("", "查全率", "查准率", "F1", "标注", "给出"),
    Lang.EN: ("", "recall", "precision", "F1", "wanted", "given"),
}
_LIKENESS = {Lang.ZH: "名称平均相似度：", Lang.EN: "mean likeness of names: "}


def score_rows(score: Score, lang: Lang) -> list[tuple[str, ...]]:
    """Return the cells of the table, its heading first; what the gold does not tell has no row."""
    rows: list[tuple[str, ...]] = [_HEAD[lang]]
    for name, (chinese, english) in _ROWS.items():
        tally = score.tallies.get(name, Tally())
        if tally.wanted or tally.given:
            label = chinese if lang is Lang.ZH else english
            rates = (_percent(rate) for rate in (tally.recall, tally.precision, tally.f1))
            rows.append((label, *rates, f"{tally.found}/{tally.wanted}", f"{tally.right}/{tally.given}"))
    return rows


def render_scores(name: str, score: Score, lang: Lang) -> str:
    """Return a score as aligned columns under the name of its report."""
    rows = score_rows(score, lang)
    widths = [max(display_width(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [f"== {name}"]
    for first, *rest in rows:
        cells = [" " * (width - display_width(cell)) + cell for cell, width in zip(rest, widths[1:], strict=True)]
        lines.append("  ".join([first + " " * (widths[0] - display_width(first)), *cells]))
    if score.likeness is not None:
        lines.append(f"{_LIKENESS[lang]}{score.likeness:.2f}")
    return "\n".join(lines) + "\n"


def _percent(rate: Decimal | None) -> str:
    return "-" if rate is None else f"{100 * rate:.1f}"
