"""html and xml: pages as a browser shows them, XML element by element, and nothing from outside the file."""

import pytest

from extractor.errors import InputError
from extractor.numbers import find_numbers
from extractor.source.cells import read_numbers
from extractor.source.read import read_bytes
from tests.growth import LINEAR, growth


def page(body: str, head: str = "") -> str:
    return read_bytes(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "a.html").text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>办结<b>12</b>件</p><p>走访<span>3</span>家</p>", "办结12件\n走访3家\n"),
        ("<div>外<p>内</p>尾</div>", "外\n内\n尾\n"),
        ("第一行<br>第二行", "第一行\n第二行\n"),
        ("<p>一行\n  接一行</p>", "一行接一行\n"),
        ("<p>rule\n of law</p>", "rule of law\n"),
        ("<script>var a=1</script><style>p{}</style><!-- x --><p>正文</p>", "正文\n"),
        ("<font><p>甲</p>乙</font>", "甲\n乙\n"),
        ("<table><tr><td>项目<td>数量<tr><td>案件<td>12</table>", "项目\t数量\n案件\t12\n"),
        ("<table><caption>单位：件</caption><tr><td>甲<td>1</table>", "单位：件\n甲\t1\n"),
        ("<table><tr><td><p>段一。</p><p>段二。</p></td></tr></table>", "段一。\n段二。\n"),
        ("<table><tr><td>菜单<td><table><tr><td>a<td>1</table></table>", "菜单\na\t1\n"),
        ("<p>&nbsp;12&lt;13&#8195;</p>", "\xa012<13\n"),
    ],
    ids=[
        "inline",
        "mixed",
        "br",
        "wrap",
        "latin",
        "script",
        "font",
        "table",
        "caption",
        "layout",
        "nested",
        "entities",
    ],
)
def test_a_page_reads_as_it_looks(body, text):
    """Blocks are lines, inline text is one, tables have tabs."""
    assert page(body) == text


def test_a_raised_digit_joins_no_number():
    """What the page raises stays raised: the mark of a note is no digit of a value, and a square is a unit."""
    body = (
        "<p>满意度达95%<sup>1</sup>，办结120件<sup>[2]</sup>，平台5个<a href='#n'><sup><b>3</b></sup></a>，"
        "绿地300m<sup>2</sup>，流域120km<sup><a href='#x'>2</a></sup>，第1<sup>st</sup>位。</p>"
    )
    text = page(body)
    assert text == "满意度达95%¹，办结120件[²]，平台5个³，绿地300m²，流域120km²，第1st位。\n"
    found = [(m.value, m.unit) for m in find_numbers(text) if m.is_quantity]
    assert found[:5] == [("95", "%"), ("120", "件"), ("5", "个"), ("300", "m²"), ("120", "km²")]


NESTED = (
    "<table><tr><th>部门<th>案件<th>罚款（万元）</tr>"
    "<tr><td>司法局<td><table><tr><td>立案<td>30<tr><td>结案<td>28</table><td>12</tr>"
    "<tr><td>水利局<td>9<td>3</tr></table>"
)


def test_a_table_in_a_cell_parts_its_row_and_column():
    """Cells are read in order, each number keeps its headings and its unit, and offsets are exact."""
    raw = read_bytes(f"<html><body>{NESTED}</body></html>".encode(), "a.html")
    assert raw.text == "部门\t案件\t\t罚款（万元）\n司法局\t立案\t30\t12\n\t结案\t28\n水利局\t9\t\t3\n"
    cells = read_numbers(raw.text, raw.tables).cells.values()
    assert [(cell.name, cell.mention.value) for cell in cells] == [
        ("司法局·立案·案件", "30"),
        ("司法局·罚款", "120000"),
        ("司法局·结案·案件", "28"),
        ("水利局·案件", "9"),
        ("水利局·罚款", "30000"),
    ]
    assert all(raw.text[cell.mention.start : cell.mention.end] == cell.mention.text for cell in cells)


def test_a_table_beside_other_words_in_a_cell_lays_out_the_page():
    """Then nothing is a heading of what stands in it."""
    raw = read_bytes(
        f"<html><body>{NESTED.replace('<table><tr><td>立案', '本年：<table><tr><td>立案')}".encode(), "a.html"
    )
    assert [raw.text[table.start : table.end] for table in raw.tables] == ["立案\t30\n结案\t28\n"]
    assert raw.text.split() == [
        "部门",
        "案件",
        "罚款（万元）",
        "司法局",
        "本年：",
        "立案",
        "30",
        "结案",
        "28",
        "12",
        "水利局",
        "9",
        "3",
    ]


def test_cells_that_span_rows_and_columns_keep_their_neighbours_in_place():
    """Row and column of each cell follow HTML's own rule."""
    body = "<table><tr><th rowspan=2>项目<th colspan=2>金额</tr><tr><td>上年<td>本年</tr><tr><td>收入<td>1<td>2</tr></table>"
    raw = read_bytes(f"<html><body>{body}</body></html>".encode(), "a.html")
    places = {raw.text[c.start : c.end]: (c.row, c.column, c.rows, c.columns) for c in raw.tables[0].cells}
    assert places["金额"] == (0, 1, 1, 2)
    assert places["上年"] == (1, 1, 1, 1)
    assert places["本年"] == (1, 2, 1, 1)


def test_a_cell_that_claims_a_billion_columns_is_cut():
    """A span is a number in a file, and costs what the table is worth."""
    text = page("<table><tr><td colspan=999999999 rowspan=999999999>a<td>1</tr><tr><td>b<td>2</table>")
    assert text.split() == ["a", "1", "b", "2"]


def test_menus_and_hidden_text_are_left_out_and_kept_on_record():
    """Lists of links are no report, and what no reader sees is none either."""
    links = "".join(f"<li><a href='/{i}'>栏目{i}</a></li>" for i in range(5))
    raw = read_bytes(
        f"<html><body><ul>{links}</ul><div style='display: none'>隐藏</div><p>办结7件。</p></body></html>".encode(),
        "a.html",
    )
    assert raw.text == "办结7件。\n"
    assert [item.kind.value for item in raw.damage] == ["chrome", "invisible"]
    assert "栏目3" in raw.damage[0].note


def test_the_title_of_the_head_stands_in_where_the_page_has_none():
    """Many pages print their title only in the window's bar."""
    head = "<title>2023年法治政府建设年度报告_某市人民政府</title>"
    assert page("<p>正文</p>", head) == "2023年法治政府建设年度报告\n正文\n"
    assert page("<p>2023年法治政府建设年度报告</p><p>正文</p>", head).count("报告") == 1


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_the_bytes_decide_the_encoding_whatever_the_page_says(encoding):
    """A page that lies about its encoding is read right."""
    words = "全年办理行政复议案件159件，调解成功率99.6%。" * 5
    source = f'<html><head><meta charset="iso-8859-1"></head><body><p>{words}</p></body></html>'
    raw = read_bytes(source.encode(encoding), "a.html")
    assert (raw.text, raw.encoding) == (words + "\n", encoding)


def test_a_page_under_another_name_is_still_a_page():
    """Pages are often saved as .txt or .doc."""
    assert read_bytes(b"<html><body><p>1</p></body></html>", "a.doc").text == "1\n"


def test_a_page_nested_beyond_measure_is_refused():
    """Depth costs an error, not the stack."""
    with pytest.raises(InputError, match="nested"):
        page("<div>" * 5000 + "x")


def test_xml_is_read_element_by_element():
    """Elements that stand alone are lines; those inside text are part of it."""
    data = '<?xml version="1.0" encoding="gbk"?><r><t>报告</t><p>办结<n>12</n>件</p></r>'.encode("gb18030")
    assert read_bytes(data, "a.xml").text == "报告\n办结12件\n"


def test_a_text_that_only_calls_itself_xml_is_a_text():
    """A file without a tag is plain text, its newlines its own."""
    assert read_bytes("\r\n1.\t現在\r\n".encode(), "a.xml").text == "\r\n1.\t現在\r\n"


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">',
        '<!ENTITY c SYSTEM "file:///etc/passwd">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;',
    ],
    ids=["billion laughs", "external file", "external parameter"],
)
def test_entities_are_refused(declared):
    """Nothing grows and nothing outside the file is opened."""
    with pytest.raises(InputError, match="entities"):
        read_bytes(f'<?xml version="1.0"?><!DOCTYPE r [{declared}]><r>&c;</r>'.encode(), "a.xml")


def test_broken_xml_is_a_clear_error():
    """The message names the file and the place."""
    with pytest.raises(InputError, match=r"报告.*line 1"):
        read_bytes("<a><b>未完".encode(), "报告.xml")


@pytest.mark.parametrize(
    ("before", "repeated", "times", "behind"),
    [
        ("", "<table><tr><td>甲<td>7</table>", 3000, ""),
        ("<table>", "<tr><td>甲<td>7", 6000, ""),
        ("<table>", "<tr>" + "<td colspan=100 rowspan=60000>1" * 5, 1500, ""),
        ("<table><tr>", "<td>7", 20000, ""),
        ("<div>" * 200, "<a href=x>1</a>", 20000, "<p>办结7件。</p>"),
    ],
    ids=["many tables", "many rows", "spans over spans", "one row", "links in depth"],
)
def test_repetition_costs_linear_time(before, repeated, times, behind):
    """Tables and menus are found in one pass, whatever they claim to cover."""

    def read(count: int) -> None:
        assert page(before + repeated * count + behind)

    assert growth(read, times) < LINEAR
