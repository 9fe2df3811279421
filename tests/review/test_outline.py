"""The outline: what was understood, tables and damage included, and nothing that acts on a terminal."""

from extractor.review.outline import outline_json, render_outline
from extractor.source.document import understand
from extractor.source.read import read_bytes
from tests.source.documents import docx


def test_tables_are_listed_with_their_units():
    """A reader sees which tables were found, and what they are measured in."""
    raw = read_bytes(docx("一、情况", "单位：万元", [["项目", "金额"], ["收入", "7"]]), "a.docx")
    document = understand(raw)
    [table] = outline_json(document)["tables"]
    assert (table["cells"], table["heading_rows"], table["unit"]) == (4, 1, "万元")
    assert raw.text[table["start"] : table["end"]] == "项目\t金额\n收入\t7\n"
    assert "unit: 万元" in render_outline(document)


def test_words_of_a_document_in_a_note_are_only_words():
    """A note quotes what was left out, and a document can hold an escape sequence."""
    page = "<html><body><div hidden>\u001b[2J\u009b1m清屏</div><p>正文</p></body></html>"
    rendered = render_outline(understand(read_bytes(page.encode(), "a.html")))
    assert "清屏" in rendered
    assert not {"\u001b", "\u009b"} & set(rendered)
