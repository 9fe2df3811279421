"""Merge: fills and what the code understood become one report, every place of it exact."""

from pathlib import Path

import pytest

from extractor.merge import LONG_SENTENCE, merge
from extractor.pipeline import prepare
from extractor.source.read import read, read_text
from schemas.answer import ChunkFill, Fill
from schemas.quantity import Kind
from schemas.report import NameSource, Role
from schemas.result import ChunkRun, ChunkStatus, Tokens
from schemas.span import Span

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
REPORT = """某市司法局2023年法治政府建设年度报告

一、主要工作成效
（一）强化执法监督。全年下发督察意见47份，办理时限由50日压缩至33日。
（二）做实行政复议。办结行政复议案件856件，占全市的63.5%。

二、存在的问题
队伍力量不足，在编人员仅12人。

三、2024年工作计划
力争培训执法人员1200人次以上。
"""


def chunk_fill(passage, fills=None, status=ChunkStatus.OK) -> ChunkFill:
    """Return the fill of a passage: a name for each mark unless other fills are given."""
    span = passage.chunk.original_span
    run = ChunkRun(index=passage.chunk.index, span=span, quantities=len(passage.anchors), status=status)
    if fills is None:
        fills = tuple(Fill("指标名称", a.mention, a.mention.text, a.mention.unit, None) for a in passage.anchors)
    return ChunkFill(run, tuple(fills), Tokens())


def merged(text: str = REPORT, size: int = 300):
    """Return the report whose every quantity has been named, and the original text."""
    document, passages = prepare(read_text(text), size)
    return merge(document, passages, [chunk_fill(p) for p in passages if p.anchors]), text


def test_every_quantity_becomes_an_indicator_in_text_order():
    """Value, unit and place are those the code found; the year and the numbering of the parts are none."""
    report, text = merged()
    assert [(i.value, i.unit, text[i.span.start : i.span.end]) for i in report.indicators] == [
        ("47", "份", "47份"),
        ("50", "日", "50日"),
        ("33", "日", "33日"),
        ("856", "件", "856件"),
        ("63.5", "%", "63.5%"),
        ("12", "人", "12人"),
        ("1200", "人次", "1200人次"),
    ]


def test_the_role_is_that_of_the_section_and_the_words():
    """A from-to pair has a baseline, a share says so, a plan has targets, and a problem's number has no role."""
    report, _ = merged()
    assert [i.role for i in report.indicators] == [
        Role.RESULT,
        Role.BASELINE,
        Role.RESULT,
        Role.RESULT,
        Role.SHARE,
        None,
        Role.TARGET,
    ]


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        ("企业开办时间由3个工作日压缩至1个工作日。", [Role.BASELINE, Role.RESULT]),
        ("占比由去年同期的22%升至36%。", [Role.BASELINE, Role.SHARE]),
        ("败诉率从14.3%降到6.9%。", [Role.BASELINE, Role.RESULT]),
        ("办理农民工案件944件，占案件总数的50.7%。", [Role.RESULT, Role.SHARE]),
        ("县里要求，2025年底前覆盖面达到100%。", [Role.TARGET]),
        ("财政安排经费260万元，比上年增加60万元。", [Role.RESULT, Role.RESULT]),
    ],
)
def test_work_done_has_results_baselines_shares_and_targets_set_from_above(sentence, roles):
    """The words around a number tell its part."""
    report, _ = merged(f"某县2023年工作报告\n一、主要工作成效\n办结案件7件。\n{sentence}\n二、下一步打算\n加强培训。\n")
    assert [i.role for i in report.indicators[1:]] == roles


@pytest.mark.parametrize(
    ("plan", "years"),
    [
        ("三、2024年工作计划\n培训1200人次。\n", [2024]),
        ("三、下一步打算\n2024年，我局将加强培训。培训1200人次。\n", [2024]),
        ("三、明年工作\n培训1200人次。\n", [2024]),
        ("三、下一步打算\n培训1200人次。\n", [None]),
        ("三、2024年工作计划\n到2027年，建成中心3个，覆盖率由2023年的35%提升到40%。\n", [2027, None, 2027]),
        ("三、“十五五”时期主要目标任务\n建成中心3个。\n四、2024年重点工作\n培训1200人次。\n", [2030, 2024]),
    ],
    ids=["heading", "opening", "next year", "not said", "sentence", "two parts"],
)
def test_a_target_has_the_year_that_the_report_gives_it(plan, years):
    """The sentence's, else the heading's, else the one that the plans open with; a baseline has none."""
    report, _ = merged(f"某县2023年工作报告\n一、2023年主要工作成效\n办结案件7件。\n{plan}")
    assert [i.target_year for i in report.indicators[1:]] == years


def test_items_hold_their_indicators():
    """Each item lists the numbers that its own evidence prints, and no other."""
    report, _ = merged()
    held = {
        item.title: [report.indicators[i].value for i in item.indicators]
        for item in (*report.achievements, *report.problems, *report.plans)
    }
    assert sorted(value for values in held.values() for value in values) == sorted(i.value for i in report.indicators)
    for item in (*report.achievements, *report.problems, *report.plans):
        for i in item.indicators:
            assert any(e.start <= report.indicators[i].span.start < e.end for e in item.evidence)
    assert [item.indicators for item in report.plans] == [(6,)]


def test_each_indicator_quotes_its_sentence():
    """The evidence is the sentence of the number, character for character."""
    report, text = merged()
    for one in report.indicators:
        [evidence] = one.evidence
        assert text[evidence.start : evidence.end] == evidence.quote
        assert evidence.start <= one.span.start < one.span.end <= evidence.end
        assert evidence.quote.count("。") <= 1


def test_a_long_sentence_is_quoted_in_part():
    """Of a sentence of many clauses, the evidence is the part between ； and ；."""
    part = "全面推进各项执法监督工作取得成效，办结行政执法监督案件{}件"
    text = "一、主要工作成效\n" + "；".join(part.format(n) for n in range(101, 109)) + "。"
    report, _ = merged(text, size=1200)
    for one in report.indicators:
        [evidence] = one.evidence
        assert part.format(one.value) in evidence.quote
        assert len(evidence.quote) <= LONG_SENTENCE
        assert "；" not in evidence.quote.rstrip("；")


def test_a_failed_chunk_leaves_its_items_without_numbers():
    """What the code read by itself stays in the report; the numbers that nobody named are left out of it."""
    document, passages = prepare(read_text(REPORT), 300)
    fills = [chunk_fill(p, (), ChunkStatus.FAILED) for p in passages if p.anchors]
    report = merge(document, passages, fills)
    assert report.indicators == ()
    assert len(report.achievements) >= 2
    assert report.year is not None


COPIED = [
    (Fill("督察意见", None, "47", "份", "全年下发督察意见47份"), ("47", (), Kind.COUNT), True),
    (Fill("督察意见", None, "47份", "份", "全年下发督察意见47份"), ("47", (), Kind.COUNT), True),
    (Fill("督察意见", None, "48", "份", "全年下发督察意见48份"), ("48", (), Kind.COUNT), False),
    (Fill("资料", None, "5.8万余", "份", "发放资料5.8万余份"), ("58000", ("余",), Kind.COUNT), False),
    (Fill("督察意见", None, "若干", "份", ""), (None, (), None), False),
]


@pytest.mark.parametrize(("fill", "read_as", "found"), COPIED, ids=[f"{f.value_text} {f.unit}" for f, _, _ in COPIED])
def test_copied_numbers_stay_the_models_own(fill, read_as, found):
    """In the verbatim style nothing is repaired: the words stay, and the quote is evidence only where it is true."""
    document, passages = prepare(read_text(REPORT), 1200)
    first = next(p for p in passages if p.anchors)
    [one] = merge(document, passages, [chunk_fill(first, [fill])]).indicators
    assert (one.name, one.value_text, one.unit, one.quote) == (fill.name, fill.value_text, fill.unit, fill.quote)
    assert (one.value, one.approx, one.kind) == read_as
    assert [REPORT[e.start : e.end] for e in one.evidence] == ([fill.quote] if found else [])
    assert (one.span, one.verdict) == (None, None)


@pytest.mark.parametrize("size", [150, 300, 1200])
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_every_place_in_a_seeds_report_is_exact(seed, size):
    """Whatever was cleaned out of a real report, every quote is the original's own characters."""
    document, passages = prepare(read(seed), size)
    text = document.raw.text
    report = merge(document, passages, [chunk_fill(p) for p in passages if p.anchors])
    assert len(report.indicators) == sum(len(p.anchors) for p in passages)
    heads = [f.evidence for f in (report.title, report.issuer, report.region, report.year, report.report_date) if f]
    items = [e for item in (*report.achievements, *report.problems, *report.plans) for e in item.evidence]
    for evidence in [e for e in heads if e] + items + [e for i in report.indicators for e in i.evidence]:
        assert text[evidence.start : evidence.end] == evidence.quote
    for one in report.indicators:
        assert one.value_text in text[one.span.start : one.span.end]
        assert any(e.start <= one.span.start and one.span.end <= e.end for e in one.evidence)
        assert one.name_from in NameSource
        assert one.verdict is None


def test_the_report_changes_neither_document_nor_fills():
    """Merging twice gives the same report."""
    document, passages = prepare(read_text(REPORT), 300)
    fills = [chunk_fill(p) for p in passages if p.anchors]
    assert merge(document, passages, fills) == merge(document, passages, iter(fills))


def test_spans_point_into_the_original_though_the_text_was_cleaned():
    """Noise inside a sentence shifts no place."""
    text = REPORT.replace("督察意见", "督察(dū chá)意见").replace("一、主要", "[bookmark: _GoBack]\n一、主要")
    report, _ = merged(text)
    one = report.indicators[0]
    assert one.span == Span(start=text.index("47份"), end=text.index("47份") + 3)


def test_names_are_written_as_the_report_prints():
    """A traditional report has traditional names, a simplified one simplified names."""
    text = "一、工作情況\n全年受理行政複議案件45件，審結40件。推動矛盾糾紛調處機制建設，辦結訴訟案件12件。\n"
    assert [one.name for one in merged(text)[0].indicators] == ["受理行政複議案件", "審結行政複議案件", "辦結訴訟案件"]


def test_a_title_waits_for_what_ends_its_phrase():
    """中老铁路等 is no title of an item that tells more."""
    text = "一、主要工作成效\n中老铁路等25个案例获评全球最佳减贫案例，宣传工作有力推进。\n"
    assert [item.title for item in merged(text)[0].achievements] == ["案例获评全球最佳减贫案例"]
