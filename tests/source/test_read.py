"""read: files and bytes to RawReport, or an InputError that helps."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.errors import InputError
from extractor.source.document import understand
from extractor.source.read import read, read_bytes, read_text
from tests.source.documents import docx

SENTENCE = "全年办理行政复议案件159件，调解成功率99.6%。\r\n二、存在的问题\n"
TRADITIONAL = "全年辦理行政復議案件159件，調解成功率99.6%。\n二、存在的問題\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SENTENCE.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + SENTENCE.encode(), "utf-8"),
        (SENTENCE.encode("utf-16"), "utf-16"),
        (SENTENCE.encode("utf-16-le"), "utf-16-le"),
        (SENTENCE.encode("utf-16-be"), "utf-16-be"),
        ((SENTENCE * 5).encode("gb18030"), "gb18030"),
        ((TRADITIONAL * 5).encode("big5hkscs"), "big5hkscs"),
    ],
    ids=["utf-8", "bom", "utf-16 bom", "utf-16-le", "utf-16-be", "gb18030", "big5"],
)
def test_the_ladder_finds_the_encoding(data, encoding):
    """Each encoding of the ladder is recognised, a BOM is dropped and newlines stay."""
    raw = read_bytes(data, "a.txt")
    assert raw.encoding == encoding
    assert raw.text.startswith("全年")
    assert raw.text in (SENTENCE, SENTENCE * 5, TRADITIONAL * 5)


def test_an_encoding_given_by_the_user_decides():
    """`encoding` overrides what the bytes suggest, and gbk is read as gb18030."""
    assert read_bytes("法治".encode("gbk"), "a.txt", encoding="gbk").encoding == "gb18030"


def test_a_lost_byte_is_flagged_where_it_stands():
    """One bad byte in a long file is replaced and recorded; the rest is kept."""
    data = ("法治政府建设" * 400).encode()
    raw = read_bytes(data[:300] + b"\xff" + data[300:], "a.txt")
    assert [(raw.text[item.start : item.end], item.kind.value) for item in raw.damage] == [("\ufffd", "undecodable")]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (" \n\u3000\t".encode(), "empty"),
        (bytes(range(256)) * 8, "binary"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), r"\.doc, \.wps.*save it as \.docx"),
        (b"{\\rtf1", "docx"),
        (b"\x89PNG....", "OCR"),
        (b"\x1f\x8b....", "unpack"),
        (b"\xff\xfa\xf0\x81" * 50, "UTF-8"),
    ],
    ids=["empty", "blank", "binary", "pdf", "zip", "doc", "rtf", "image", "archive", "no encoding"],
)
def test_what_is_no_text_is_refused_by_name(data, says):
    """The message names the file and what is wrong with it."""
    with pytest.raises(InputError, match=says) as caught:
        read_bytes(data, "报告.txt")
    assert "报告.txt" in str(caught.value)


def test_an_unknown_encoding_is_refused():
    """A misspelt encoding is named, with good ones beside it."""
    with pytest.raises(InputError, match=r"utf-9.*gb18030"):
        read_bytes(b"abc", "a.txt", encoding="utf-9")


@pytest.mark.parametrize("name", ["missing.txt", "report.docx", "report.pdf", "report.wps", "table.xlsx", "nul\0.txt"])
def test_paths_that_cannot_be_read_say_so(tmp_path, name):
    """Missing files and types that are not read give an InputError."""
    with pytest.raises(InputError, match=name.split(".")[0].split("\0")[0]):
        read(tmp_path / name)


def test_a_gigabyte_is_refused_before_it_is_read(tmp_path):
    """The size decides; the file is not opened."""
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(InputError, match="larger than 50 MB"):
        read(path)


def test_an_old_name_over_something_readable_is_read(tmp_path):
    """Only the bytes tell what a .doc or .wps is."""
    path = tmp_path / "报告.wps"
    path.write_bytes(docx("正文"))
    assert read(path).text == "正文\n"


def test_a_stray_nul_is_kept_where_it_stands():
    """One NUL in a text makes no binary file of it, and moves no offset."""
    text = "法治政府建设" * 400
    assert read_bytes((text[:7] + "\0" + text[7:]).encode(), "a.txt").text == text[:7] + "\0" + text[7:]


@pytest.mark.parametrize("newline", ["\r", "\r\n", "\n", "\u2028"])
def test_newlines_stay_as_in_the_file(newline):
    """Whatever ends a line is a character of the text; a report with CR alone has lines like any other."""
    text = newline.join(["一、工作情况", "办结案件7件。", "二、存在的问题", "力量不足。"])
    document = understand(read_bytes(text.encode(), "a.txt"))
    assert document.raw.text == text
    assert [item.kind.value for item in document.items] == ["achievements", "problems"]


def test_ten_megabytes_on_one_line_are_read():
    """A line has no limit but the file's."""
    text = "全年办理案件159件。" * 350_000
    assert read_bytes(text.encode(), "a.txt").text == text


def test_a_folder_is_no_report(tmp_path):
    """A folder where a file was expected is an InputError."""
    with pytest.raises(InputError, match="folder"):
        read(tmp_path)


def test_lone_surrogates_are_refused():
    """Half characters cannot be written back as UTF-8."""
    with pytest.raises(InputError, match="surrogates"):
        read_text("法治\ud800政府")


def test_the_hash_is_of_the_bytes(tmp_path: Path):
    """sha256 covers the file as it lies on disk, BOM included."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfabc")
    assert read(path).sha256 == hashlib.sha256(b"\xef\xbb\xbfabc").hexdigest()


def test_a_text_loads_no_format_library():
    """Reading a .txt imports neither lxml nor pdfminer, so that commands start at once."""
    code = (
        "import sys; from extractor.source.read import read_bytes; read_bytes(b'abc', 'a.txt'); "
        "print([name for name in sys.modules if name.partition('.')[0] in {'lxml', 'pdfminer', 'zipfile'}])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_read_whatever_its_characters(codec):
    """一 and the ideographic space have their NUL byte where Latin letters have none."""
    text = "一、工作情况\n　　一是办结案件7件。\n　　二是统一标准。\n" * 3
    raw = read_bytes(text.encode(codec), "a.txt")
    assert (raw.text, raw.encoding) == (text, codec)
