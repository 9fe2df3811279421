"""find_notes: footnotes are no work, no plan and no signature, wherever they stand."""

import pytest

from extractor.source.document import understand
from extractor.source.read import read_text
from schemas.section import SectionKind

REPORT = "某县司法局2023年工作报告\n一、工作情况\n办结案件7件①，开展培训3次②。\n二、下一步打算\n开展培训10场次，建设阵地3处。\n"
SIGNATURE = "某县司法局\n2024年1月12日\n"


@pytest.mark.parametrize(
    "notes",
    [
        "注：①不含上年结转的5件。\n②含乡镇举办的12次。\n",
        "[1] 行政复议案件：指全年收到并受理的案件，不含转送的3件。\n[2] 法治培训：每次不少于20人的培训，由各单位举办并报备案。\n",
        "①行政复议案件，是指全年收到并受理的案件，共有两类9项。\n②培训按场次统计，每场2小时。\n",
        "①不含上年结转的5件。\n②含乡镇举办的12次。\n",
        "¹ 不含上年结转的5件。\n² 含乡镇举办的12次。\n",
        "[¹]不含上年结转的5件。\n[²]含乡镇举办的12次。\n",
        "［1］一降三减：\n全年火灾起数下降，伤人数减少3人。\n［2］四大产业：\n旅游业、服务业，占比70%。\n",
        "备注：数据截至2023年12月31日，不含开发区2家单位。\n",
    ],
    ids=[
        "note",
        "square brackets",
        "definition",
        "referred to",
        "raised",
        "raised in brackets",
        "in the next line",
        "remark",
    ],
)
@pytest.mark.parametrize("signed", ["before", "behind", "never"])
def test_footnotes_are_a_glossary_and_change_nothing_else(notes, signed):
    """Items and head are those of the report without its notes."""
    bare = REPORT + (SIGNATURE if signed != "never" else "")
    text = {"before": bare + notes, "behind": REPORT + notes + SIGNATURE, "never": REPORT + notes}[signed]
    document, plain = understand(read_text(text)), understand(read_text(bare))
    assert [item.title for item in document.items] == [item.title for item in plain.items]
    assert [field and field.value for field in (document.head.issuer, document.head.report_date)] == [
        field and field.value for field in (plain.head.issuer, plain.head.report_date)
    ]
    glossaries = [part.body for part in document.outline.sections if part.kind is SectionKind.GLOSSARY]
    assert "".join(text[start:end] for start, end in glossaries).strip() == notes.strip()


def test_a_numbered_list_of_work_is_no_note():
    """① opens points, too: only what explains a word, or follows such a line, is a note."""
    text = "一、工作情况\n主要做法：\n①办结案件7件。\n②开展培训3次。\n"
    assert [item.title for item in understand(read_text(text)).items] == ["办结案件", "开展培训"]


def test_the_next_point_of_a_list_is_no_note():
    """④ behind ③ goes on with the list, though ④ before a word of an earlier line looks like a reference to a note."""
    text = (
        "一、工作情况\n上线事项9个④与“智慧停车”并网。\n二、下一步打算\n①新建站点3处。\n②修路12公里。\n③栽树80株。\n④与公安机关联合制定指引。\n"
        "⑤抓好《公平竞争审查条例》宣传贯彻。\n"
    )
    assert [item.kind.value for item in understand(read_text(text)).items] == ["achievements"] + ["plans"] * 5
