"""Marks that are lines of their own: numbers of rows, and of a speech's parts."""

from extractor.source.cells import read_numbers
from extractor.source.lone_marks import find_lone_marks
from schemas.quantity import Kind


def _rows(text: str) -> list[str]:
    return [text[start : text.index("\n", start)] for start in find_lone_marks(text)]


def test_rows_count_on_over_pages_and_begin_anew_in_the_next_table():
    """The heads may come again on the next page; another table numbers its rows from 1."""
    first = "序号 项目名称\n办理单位\n1\n新建学校\n教育局\n2\n改造小区\n序号 项目名称\n办理单位\n3\n增加学位\n"
    second = "附件2\n序号\n项目\n1\n开通公交线路\n2\n建设公园\n"
    assert _rows(first + second) == ["1", "2", "3", "1", "2"]


def test_figures_on_lines_of_their_own_are_no_lone_marks():
    """A figure that stands before another one, or out of turn, or under no 序号, is a figure."""
    assert _rows("序号\n指标\n数值\n1\n新建学校\n7\n2\n2\n改造小区\n") == ["1", "2"]
    assert _rows("序号\n指标\n5\n新建学校\n") == []
    assert _rows("规章\n1\n文件\n2\n") == []


def test_the_number_of_a_row_is_no_quantity():
    """What stands in the row is, and no word of the row is taken for the unit of its number."""
    text = "序号\n项目\n1\n创建20所幼儿园\n2\n项目开工3个\n"
    found = read_numbers(text).mentions
    assert [(m.text, m.unit) for m in found if m.is_quantity] == [("20", "所"), ("3", "个")]
    assert [m.text for m in found if m.kind is Kind.ENUMERATOR] == ["1", "2"]


def test_parts_are_counted_from_one():
    """A numeral alone that is not the next of its row may be a count."""
    assert _rows("一\n各位代表：\n二\n两年来。\n三\n今后。\n") == ["一", "二", "三"]
    assert _rows("一\n各位代表：\n") == _rows("二\n各位代表：\n三\n两年来。\n") == []
