"""pdf: paragraphs from lines, tables from rulings, page furniture out, and clear refusals."""

import subprocess

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from extractor.errors import InputError
from extractor.source import pdf
from extractor.source.cells import read_numbers
from extractor.source.read import read_bytes
from tests.source.documents import Sheet

LONG = "全市各级行政复议机构共办理行政复议案件1,204件，其中审结1,150件，调解成功率百分之三十六。"


def test_hard_wraps_are_joined_and_paragraphs_kept_apart():
    """A full line runs on; a short line, and one that is indented anew, do not."""
    sheet = Sheet()
    y = sheet.lines(780, LONG * 3)
    sheet.lines(sheet.lines(y, LONG * 2), "二、存在的问题")
    assert read_bytes(sheet.bytes(), "a.pdf").text == f"{LONG * 3}\n{LONG * 2}\n二、存在的问题\n"


def test_paragraphs_without_indent_are_told_by_their_distance():
    """Where nothing is indented, a wider gap above a full line begins a paragraph anew."""
    sheet, full = Sheet(), "全市各级行政复议机构认真履行复议职责依法办理各类行政复议案件化解行政争议维护"
    y = sheet.lines(780, full * 3, indent=0)
    y = sheet.lines(y - 8, full * 2, indent=0)
    sheet.lines(y - 8, "二、存在的问题", indent=0)
    assert read_bytes(sheet.bytes(), "a.pdf").text == f"{full * 3}\n{full * 2}\n二、存在的问题\n"


@pytest.mark.parametrize(("words", "joint"), [("“CAISA1024”平台建成。", ""), ("平台建成。", "\n")])
def test_a_line_cut_short_by_what_must_stay_together_runs_on(words, joint):
    """Latin letters are not parted, nor what stands beside a quotation mark where a browser breaks lines."""
    sheet, full = Sheet(), "全市各级行政复议机构认真履行复议职责依法办理各类行政复议案件化解行政争议维护"
    for at, line in enumerate([full, full[:32], words]):
        sheet.line(70, 780 - 19.2 * at, line)
    assert read_bytes(sheet.bytes(), "a.pdf").text == f"{full}{full[:32]}{joint}{words}\n"


def test_a_paragraph_runs_on_over_page_number_and_running_head():
    """Page furniture is left out of the sentence that it stands in, and is on record."""
    sheet, words = Sheet(), LONG * 80
    sheet.head = "某市2023年法治政府建设年度报告"
    sheet.lines(780, words)
    sheet.turn()
    raw = read_bytes(sheet.bytes(), "a.pdf")
    assert raw.text == words + "\n"
    assert len(raw.damage) == 6
    assert "— 2 —" in raw.damage[3].note


def test_a_table_is_read_cell_by_cell():
    """Rulings make cells, and each cell's words stay together whatever stands beside it."""
    sheet = Sheet()
    y = sheet.table(70, 700, [["项目", "上年", "本年"], ["收入", "1,200", "1,300"], ["支出", "7", "8"]])
    sheet.line(70, 730, "单位：万元")
    sheet.line(70, y - 30, "表后文字。")
    raw = read_bytes(sheet.bytes(), "a.pdf")
    assert raw.text == "单位：万元\n项目\t上年\t本年\n收入\t1,200\t1,300\n支出\t7\t8\n表后文字。\n"
    assert [(cell.row, cell.column) for cell in raw.tables[0].cells][-1] == (2, 2)


def test_a_table_goes_on_over_the_page():
    """Its rest on the next page belongs to the same table, and so to the same headings."""
    sheet = Sheet()
    sheet.table(70, 120, [["项目", "数量"], ["甲", "1"]])
    sheet.line(290, 30, "1")
    sheet.turn()
    sheet.table(70, 780, [["乙", "2"]])
    sheet.line(290, 30, "2")
    raw = read_bytes(sheet.bytes(), "a.pdf")
    assert raw.text == "项目\t数量\n甲\t1\n乙\t2\n"
    assert [max(cell.row for cell in table.cells) for table in raw.tables] == [2]


def test_a_head_that_a_table_repeats_on_the_next_page_is_read_once():
    """Rows that the rest of a table prints again are no data; they are on record."""
    head = ["项目", "2022年", "2023年"]
    sheet = Sheet()
    sheet.table(70, 120, [head, ["处罚", "11", "12"]])
    sheet.line(290, 30, "1")
    sheet.turn()
    sheet.table(70, 780, [head, ["许可", "21", "22"], ["强制", "1", "2"]])
    sheet.line(290, 30, "2")
    raw = read_bytes(sheet.bytes(), "a.pdf")
    assert raw.text == "项目\t2022年\t2023年\n处罚\t11\t12\n许可\t21\t22\n强制\t1\t2\n"
    assert [(cell.row, cell.column) for cell in raw.tables[0].cells] == [(i, j) for i in range(4) for j in range(3)]
    assert "head of the table, printed again" in [item.note for item in raw.damage]


@pytest.mark.parametrize(("degrees", "x", "y"), [(90, 595, 0), (270, 0, 842), (180, 595, 842)])
@pytest.mark.parametrize("flagged", [True, False])
def test_a_page_that_lies_on_its_side_is_read_upright(degrees, x, y, flagged):
    """A wide table is often printed across a page; with or without the flag that turns it, its rows stay rows."""
    sheet = Sheet()
    sheet.lines(780, LONG)
    sheet.turn()
    sheet.canvas.setPageRotation(degrees if flagged else 0)
    sheet.canvas.translate(x, y)
    sheet.canvas.rotate(degrees)
    sheet.line(60, 520, "表一：全年办理情况。")
    sheet.table(60, 500, [["项目", "数量"], ["处罚", "36"]])
    raw = read_bytes(sheet.bytes(), "a.pdf")
    assert raw.text == f"{LONG}\n表一：全年办理情况。\n项目\t数量\n处罚\t36\n"


def test_a_stamp_across_the_page_cuts_no_sentence():
    """Slanted text is left out of the lines that it crosses, and is on record."""
    sheet = Sheet()
    sheet.canvas.saveState()
    sheet.canvas.translate(100, 400)
    sheet.canvas.rotate(45)
    sheet.line(0, 0, "内部资料　严禁外传", 30)
    sheet.canvas.restoreState()
    sheet.lines(780, LONG * 20)
    raw = read_bytes(sheet.bytes(), "a.pdf")
    assert raw.text == LONG * 20 + "\n"
    assert [item.note for item in raw.damage] == ["slanted text: 内部资料　严禁外传"]


def test_footnotes_cut_no_sentence_that_runs_on_over_the_page():
    """Marked lines in small type at the foot of a page come behind the body, each on a line of its own."""
    notes = [["①复议案件依照行政复议法统计，不含转送其他机关", "办理的案件。"], ["②含上年结转的案件。"]]

    class Noted(Sheet):
        def turn(self) -> None:
            for i, words in enumerate(notes.pop(0) if notes else ()):
                self.line(70, 56 - 11 * i, words, 9)
            super().turn()

    sheet = Noted()
    sheet.head = "某市2023年法治政府建设年度报告"
    sheet.lines(780, LONG * 70)
    sheet.turn()
    raw = read_bytes(sheet.bytes(), "a.pdf")
    assert raw.text == f"{LONG * 70}\n①复议案件依照行政复议法统计，不含转送其他机关办理的案件。\n②含上年结转的案件。\n"


def test_columns_without_rulings_are_kept_apart():
    """A wide gap is a tab, so that two numbers never become one."""
    sheet = Sheet()
    for x, words in ((70, "收入"), (250, "12"), (300, "34")):
        sheet.line(x, 700, words)
    assert read_bytes(sheet.bytes(), "a.pdf").text == "收入\t12\t34\n"


def test_a_table_without_rulings_is_a_table():
    """Rows of as many cells below headings are one, as in a copied page."""
    sheet = Sheet()
    rows = [("部门", "立案（件）", "罚款"), ("市场监管局", "1,204", "356.8"), ("城管执法局", "873", "42.15")]
    sheet.line(70, 730, "单位：万元")
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            sheet.line(70 + 160 * column, 700 - 20 * at, words)
    raw = read_bytes(sheet.bytes(), "a.pdf")
    assert [raw.text[cell.start : cell.end] for cell in raw.tables[0].cells[3:6]] == ["市场监管局", "1,204", "356.8"]
    assert [(m.value, m.unit) for m in read_numbers(raw.text, raw.tables).mentions if m.is_quantity][:2] == [
        ("1204", "件"), ("3568000", "元")
    ]  # fmt: skip


def test_two_columns_are_read_one_after_the_other():
    """A title runs over both; below it the left column comes first, and a sentence goes on in the right one."""
    sheet = Sheet(10)
    sheet.line(150, 800, "某市2023年法治政府建设年度报告（全文刊登）", 16)
    left, right = LONG * 9, "二、存在的问题：" + LONG * 8
    sheet.lines(770, left, width=20, x=60)
    sheet.lines(770, right, width=20, x=310, indent=0)
    assert read_bytes(sheet.bytes(), "a.pdf").text == f"某市2023年法治政府建设年度报告（全文刊登）\n{left}\n{right}\n"


def test_a_title_that_runs_on_every_page_is_kept_once():
    """The running head repeats the title in smaller type; only the repeats are furniture."""
    sheet = Sheet()
    sheet.head = "某市2023年法治政府建设年度报告"
    sheet.line(120, 790, sheet.head, 20)
    sheet.lines(740, LONG * 80)
    sheet.turn()
    assert read_bytes(sheet.bytes(), "a.pdf").text == f"{sheet.head}\n{LONG * 80}\n"


def test_a_drawing_of_thousands_of_lines_is_no_table():
    """Hatching costs what its lines cost, not their crossings squared."""
    sheet = Sheet()
    for i in range(2500):
        sheet.canvas.line(60 + i % 470, 100, 60 + i % 470, 700)
        sheet.canvas.line(60, 100 + i % 590, 530, 100 + i % 590)
    sheet.lines(780, LONG)
    raw = read_bytes(sheet.bytes(), "a.pdf")
    assert (raw.text, raw.tables) == (LONG + "\n", ())


def test_a_frame_around_text_is_no_table():
    """One box holds paragraphs, not cells."""
    sheet = Sheet()
    sheet.canvas.rect(60, 600, 480, 200)
    sheet.lines(780, LONG)
    raw = read_bytes(sheet.bytes(), "a.pdf")
    assert (raw.text, raw.tables) == (LONG + "\n", ())


def picture() -> bytes:
    sheet = Sheet()
    sheet.canvas.drawInlineImage(_pixel(), 0, 0, 500, 700)
    return sheet.bytes()


def _pixel():
    from PIL import Image

    return Image.new("RGB", (8, 8), "white")


def test_a_scan_is_refused_with_advice():
    """Pictures of pages have no text to read."""
    with pytest.raises(InputError, match=r"scan.*OCR") as caught:
        read_bytes(picture(), "扫描.pdf")
    assert "扫描件" in caught.value.told("zh")


def test_a_scanned_page_among_others_is_on_record():
    """The text is read, and the page that could not be is named."""
    sheet = Sheet()
    for _ in range(2):
        sheet.lines(780, LONG)
        sheet.turn()
    sheet.canvas.drawInlineImage(_pixel(), 0, 0, 500, 700)
    raw = read_bytes(sheet.bytes(), "a.pdf")
    assert [item.note for item in raw.damage] == ["page 3 is a picture; its text is not read"]


def test_a_damaged_page_among_others_is_on_record():
    """What can be read is read, and the page that breaks the parser is named."""
    sheet = Sheet()
    for words in (LONG, "甲" * 8):
        sheet.canvas.setPageCompression(0)
        sheet.lines(780, words)
        sheet.turn()
    data = sheet.bytes()
    at = data.rindex(b"Tj")
    raw = read_bytes(data[: at - 4] + b"\\777" + data[at:], "a.pdf")
    assert raw.text == LONG + "\n"
    assert [item.note for item in raw.damage] == ["page 2 is damaged; its text is not read"]


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"%PDF-1.4\n" + bytes(range(256)) * 20], ids=["cut", "garbage"])
def test_a_damaged_file_is_a_clear_error(data):
    """A parser's failure never shows as such."""
    with pytest.raises(InputError, match=r"a.pdf.*damaged"):
        read_bytes(data, "a.pdf")


def test_a_locked_file_is_a_clear_error():
    """A password is asked of nobody."""
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    stream = BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("secret"))
    canvas.drawString(70, 700, "x")
    canvas.save()
    with pytest.raises(InputError, match="locked"):
        read_bytes(stream.getvalue(), "a.pdf")


def endless_pages() -> bytes:
    """Return a small file whose page tree names each level ten times: a million pages."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>"]
    for level in range(6):
        kids = " ".join([f"{level + 3} 0 R"] * 10)
        objects.append(f"<</Type/Pages/Count {10 ** (6 - level)}/Kids[{kids}]/MediaBox[0 0 9 9]>>")
    objects.append("<</Type/Page/Resources<<>>>>")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj{body}endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>"
    return out + f"{tail}\nstartxref\n{len(out)}\n%%EOF".encode()


def test_a_million_pages_are_refused():
    """Pages are counted before any is read."""
    with pytest.raises(InputError, match=r"more pages|damaged|scan"):
        read_bytes(endless_pages(), "a.pdf")


def test_deep_objects_are_a_clear_error():
    """A thousand brackets end the parser, not us."""
    with pytest.raises(InputError, match=r"a.pdf"):
        read_bytes(b"%PDF-1.4\n1 0 obj" + b"[" * 200_000 + b"endobj\ntrailer<</Root 1 0 R>>\n%%EOF", "a.pdf")


def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    """Reading ends with the limit of time, and the message says what to do."""

    def never(*args: object, **kwargs: object) -> None:
        raise subprocess.TimeoutExpired("pdf", 1)

    monkeypatch.setattr(subprocess, "run", never)
    with pytest.raises(InputError, match="limits"):
        pdf.read_pdf(b"%PDF-", "a.pdf")


def test_nothing_is_imported_from_the_folder_of_the_reports(tmp_path, monkeypatch):
    """A file beside the reports that is named like a library stays a file."""
    (tmp_path / "json.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    sheet = Sheet()
    sheet.lines(780, LONG)
    assert read_bytes(sheet.bytes(), "a.pdf").text == LONG + "\n"


def test_a_process_that_dies_is_a_clear_error(monkeypatch):
    """Memory run out, or a crash: the file is refused and the run goes on."""
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: subprocess.CompletedProcess(a, -9, b"", b""))
    with pytest.raises(InputError, match="limits"):
        pdf.read_pdf(b"%PDF-", "a.pdf")
