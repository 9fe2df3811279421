"""Tables drawn in a plain text: which lines make one, and what its numbers are called."""

import pytest

from extractor.source.cells import read_numbers
from extractor.source.read import read_text
from extractor.source.text_tables import find_tables

BARS = """附件：执法统计表

序号 | 执法类别 | 单位 | 数量
1 | 行政许可 | 件 | 21847
2 | 行政处罚（简易程序） | 件 | 1293
3 | 罚没金额 | 万元 | 812.47
"""
TABS = "单位：万元\n项目\t2022年\t2023年\n税收收入\t1,200.5\t1,234.5\n非税收入\t80\t—\n以上为执行数。\n"
MARKDOWN = "| 项目 | 件数 |\n|---|---:|\n| 受理 | 42 |\n| 审结 | 29 |\n"


def numbers(text: str) -> list[tuple[str, str | None, str]]:
    raw = read_text(text)
    cells = read_numbers(raw.text, raw.tables).cells.values()
    return [(cell.name, cell.mention.value, cell.mention.unit) for cell in cells]


def test_bars_part_cells_and_a_column_gives_the_unit():
    """The number of a row is none; what stands in brackets and is no unit tells rows apart."""
    assert numbers(BARS) == [
        ("行政许可·数量", "21847", "件"),
        ("行政处罚（简易程序）·数量", "1293", "件"),
        ("罚没金额·数量", "8124700", "元"),
    ]


def test_tabs_part_cells_and_a_caption_gives_the_unit():
    """The table ends where a line has other cells."""
    assert numbers(TABS) == [
        ("税收收入·2022年", "12005000", "元"),
        ("税收收入·2023年", "12345000", "元"),
        ("非税收入·2022年", "800000", "元"),
    ]
    table = find_tables(TABS)[0]
    assert TABS[table.end :] == "以上为执行数。\n"


def test_markdown_is_read_without_its_rule():
    """The bars at either end part nothing."""
    assert numbers(MARKDOWN) == [("受理·件数", "42", ""), ("审结·件数", "29", "")]


@pytest.mark.parametrize(
    "text",
    [
        "首页 | 新闻 | 公开\n字号：大 | 中 | 小\n来源：某局 | 2024年1月5日 | 浏览：12\n",
        "一、工作情况\n全年受理案件42件\t审结29件\n",
        "项目\t件数\n受理\t42\n",
        "2022年\t42\n2023年\t29\n2024年\t31\n",
        "受理了全市各类行政复议案件" * 12 + "\t42\n" + "审\t29\n" * 3,
        "a" * 10 + "|" * 5000,
    ],
)
def test_what_only_looks_like_a_table_is_none(text: str):
    """A line of links, a pair of rows, columns without headings, prose with tabs."""
    assert find_tables(text) == ()


def test_every_cell_is_where_it_says():
    """Offsets are into the text; cells hold no blanks at either end."""
    for text in (BARS, TABS, MARKDOWN):
        for table in find_tables(text):
            for cell in table.cells:
                words = text[cell.start : cell.end]
                assert words
                assert words == words.strip()
