"""Numbers in tables: each cell by itself, its name from its headings, its unit from where the table prints it."""

import pytest

from extractor.source.cells import read_numbers
from extractor.source.read import RawReport, read_bytes
from extractor.source.tables import is_datum, plain_heading
from schemas.quantity import Kind
from schemas.report import UnitSource
from tests.source.documents import docx

REVENUE = [
    ["项目", "2022年", "2023年", "增长（%）"],
    ["一般公共预算收入", "1,200.5", "1,234.5", "2.8"],
    ["其中：税收收入", "800", "—", "3.1%"],
]


def rows_of(raw: RawReport) -> list[tuple[str, str | None, str, str, str]]:
    """Return name, value, unit, where the unit comes from and the words it is printed in, of every number in a cell."""
    return [
        (
            cell.name,
            cell.mention.value,
            cell.mention.unit,
            cell.unit_from.value,
            raw.text[cell.unit.start : cell.unit.end] if cell.unit else "",
        )
        for cell in read_numbers(raw.text, raw.tables).cells.values()
    ]


def rows(*blocks) -> list[tuple[str, str | None, str, str, str]]:
    return rows_of(read_bytes(docx(*blocks), "a.docx"))


def test_a_captions_unit_scales_every_bare_number_and_is_evidence():
    """单位：万元 over a table makes 1,234.5 twelve million yuan; a heading's % and a unit in the cell come first."""
    assert rows("财政收支情况", "单位：万元", REVENUE) == [
        ("一般公共预算收入·2022年", "12005000", "元", "table", "万元"),
        ("一般公共预算收入·2023年", "12345000", "元", "table", "万元"),
        ("一般公共预算收入·增长", "2.8", "%", "table", "%"),
        ("税收收入·2022年", "8000000", "元", "table", "万元"),
        ("税收收入·增长", "3.1", "%", "number", ""),
    ]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ([["项目", "金额（亿元）"], ["收入", "2.5"]], ("收入·金额", "250000000", "元", "table", "亿元")),
        ([["项目", "数值"], ["收入（万元）", "3"]], ("收入", "30000", "元", "table", "万元")),
        ([["指标", "单位", "数值"], ["粮食产量", "万吨", "12.5"]], ("粮食产量", "125000", "吨", "table", "万吨")),
        ([["指标", "单位", "增长（%）"], ["粮食产量", "万吨", "1.5"]], ("粮食产量·增长", "1.5", "%", "table", "%")),
        ([["单位：件", ""], ["项目", "案件"], ["复议", "7"]], ("复议·案件", "7", "件", "table", "件")),
        ([["项目", "数量"], ["复议", "7件"]], ("复议·数量", "7", "件", "number", "")),
        ([["项目", "金额（万元）"], ["收入（亿元）", "3"]], ("收入·金额", "3", "", "unresolved", "万元")),
    ],
    ids=[
        "column",
        "row",
        "unit column",
        "share beside a unit column",
        "a cell of its own",
        "in the cell",
        "contradiction",
    ],
)
def test_where_a_unit_may_stand(table, expected):
    """Beside the number, in its column's or row's heading, in a column of units; two that differ are left open."""
    assert rows(table) == [expected]


def test_of_two_units_the_shares_is_told_by_headings():
    """单位：亿元、% gives growth and shares the percent, and all else the yuan; two of no share are left open."""
    table = [["项目", "2022年", "增长", "比重"], ["收入", "2.5", "3", "4"]]
    assert rows("单位：亿元、%", table) == [
        ("收入·2022年", "250000000", "元", "table", "亿元"),
        ("收入·增长", "3", "%", "table", "%"),
        ("收入·比重", "4", "%", "table", "%"),
    ]
    assert rows("单位：亿元/％", table)[1][1:4] == ("3", "%", "table")


@pytest.mark.parametrize(
    ("caption", "table"),
    [
        ("单位：件、万元", [["案件", "金额"], ["3", "4"]]),
        ("单位：万元", [["项目", "户数"], ["贷款", "3"]]),
        ("单位：万元", [["项目", "占比"], ["贷款", "3"]]),
        ("单位：某某", [["项目", "数量"], ["贷款", "3"]]),
    ],
    ids=["several", "another count", "a share", "unknown"],
)
def test_a_unit_that_cannot_be_told_is_marked(caption, table):
    """The number stays as printed, the doubtful statement is its evidence, and the damage says so."""
    raw = read_bytes(docx(caption, table), "a.docx")
    found = rows_of(raw)
    assert {row[1:4] for row in found} <= {("3", "", "unresolved"), ("4", "", "unresolved")}
    assert [raw.text[item.start : item.end] for item in raw.damage] == [caption.partition("：")[2]]
    assert raw.damage[0].kind.value == "unresolved_unit"


def test_a_caption_belongs_to_its_own_table_only():
    """A unit stated before one table, or in its rows, says nothing of the next."""
    first, second = [["项目", "金额（单位：万元）"], ["收费", "7"]], [["项目", "数量"], ["申请", "21"]]
    assert rows("单位：元", first, "三、申请情况", second)[-1] == ("申请·数量", "21", "", "number", "")
    assert rows(first, second)[-1] == ("申请·数量", "21", "", "number", "")


def test_merged_headings_name_all_that_they_span():
    """Two levels of headings, and a label that spans rows, all belong to the name."""
    table = [
        ["项目", "", "行政诉讼", ""],
        ["", "", "维持", "纠正"],
        ["三、办理结果", "（一）公开", "4", "5"],
        ["", "（二）其他", "6", "7"],
    ]
    raw = read_bytes(docx(table, merge=[((0, 0), (1, 1)), ((0, 2), (0, 3)), ((2, 0), (3, 0))]), "a.docx")
    assert [row[0] for row in rows_of(raw)] == [
        "办理结果·公开·行政诉讼·维持",
        "办理结果·公开·行政诉讼·纠正",
        "办理结果·其他·行政诉讼·维持",
        "办理结果·其他·行政诉讼·纠正",
    ]


def test_a_title_inside_a_table_opens_new_headings():
    """Forms put several small tables into one; each number is named by the headings right above it."""
    table = [
        ["第（一）项", ""],
        ["内容", "制发件数"],
        ["规章", "1"],
        ["第（五）项", ""],
        ["内容", "处理决定数量"],
        ["许可", "550"],
    ]
    raw = read_bytes(docx(table, merge=[((0, 0), (0, 1)), ((3, 0), (3, 1))]), "a.docx")
    assert [row[0] for row in rows_of(raw)] == ["规章·制发件数", "许可·处理决定数量"]


def test_headings_tell_numbers_that_count_nothing():
    """A running number, a telephone and a year are no quantities, in a table as elsewhere."""
    raw = read_bytes(docx([["序号", "年份", "电话", "数量"], ["1", "2023", "87222589", "7"]]), "a.docx")
    numbers = read_numbers(raw.text, raw.tables)
    assert [mention.kind for mention in numbers.mentions] == [Kind.ENUMERATOR, Kind.YEAR, Kind.LABEL, Kind.COUNT]
    assert [cell.name for cell in numbers.cells.values()] == ["数量"]


@pytest.mark.parametrize(
    ("left", "right"),
    [("12", "34"), ("5", "万元"), ("一", "二"), ("2024", "年"), ("1", "000"), ("3", "%"), ("六", "七千")],
)
def test_no_number_runs_from_one_cell_into_the_next(left, right):
    """Each cell is read as if nothing stood around it."""
    raw = read_bytes(docx([["甲", "乙"], [left, right]]), "a.docx")
    start = raw.text.index(f"{left}\t{right}") + len(left)
    assert [m.text for m in read_numbers(raw.text, raw.tables).mentions if m.start < start < m.quantity_end] == []


def test_prose_in_a_table_is_left_to_the_model():
    """A cell that tells a story holds numbers like any sentence."""
    raw = read_bytes(docx([["任务", "进展"], ["普法", "开展活动12场，受众5.8万人"]]), "a.docx")
    numbers = read_numbers(raw.text, raw.tables)
    assert [m.text for m in numbers.mentions] == ["12", "5.8万"]
    assert numbers.cells == {}


def test_mentions_come_in_order_and_are_exact():
    """Whatever is table and whatever is prose, places rise and hold their text."""
    raw = read_bytes(docx("办结7件。", "单位：万元", REVENUE, "走访3家。", REVENUE), "a.docx")
    mentions = read_numbers(raw.text, raw.tables).mentions
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)
    assert [raw.text[m.start : m.end] for m in mentions] == [m.text for m in mentions]


def test_a_range_is_scaled_at_both_ends():
    """3—5 under 万元 is thirty to fifty thousand."""
    assert rows("单位：万元", [["项目", "金额"], ["奖金", "3—5"]]) == [
        ("奖金·金额", "30000..50000", "元", "table", "万元")
    ]


def test_a_table_that_prints_no_unit_has_none():
    """Nothing is guessed: the source is `number`, the unit empty."""
    assert rows([["项目", "数量"], ["申请", "21"]]) == [("申请·数量", "21", "", UnitSource.NUMBER.value, "")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1,204.5", True),
        ("-3.1%", True),
        ("12件", True),
        ("120(5.1%)", True),
        ("", False),
        ("2023年7月", False),
        ("甲1", False),
    ],
)
def test_what_a_datum_is(words, expected):
    """One number and next to nothing else."""
    assert is_datum(words) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("（三）不予公开", "不予公开"),
        ("1.属于国家秘密", "属于国家秘密"),
        ("金额（万元）", "金额"),
        ("2.5米以上", "2.5米以上"),
        ("（%）", "（%）"),
    ],
)
def test_a_heading_without_mark_and_unit(words, expected):
    """Names hold neither list marks nor units."""
    assert plain_heading(words) == expected
