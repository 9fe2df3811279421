"""Bad, hostile and oversized requests: the right 4xx, a problem document that names the fault, nothing stored."""

import io
import json
import zipfile

import pytest

from tests.service.conftest import REPORT

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OCTETS = {"content-type": "application/octet-stream"}
JSON = {"content-type": "application/json"}


def _zip(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def _file(name: str, data: bytes, kind: str = "application/octet-stream"):
    return {"files": {"file": (name, data, kind)}}


def _form(text: str, boundary: str = "b") -> dict:
    return {"content": text.encode(), "headers": {"content-type": f"multipart/form-data; boundary={boundary}"}}


def _raw(data: bytes, kind: str = "application/octet-stream") -> dict:
    return {"content": data, "headers": {"content-type": kind}}


UNREADABLE = {
    "empty": _file("a.txt", b""),
    "blank": _file("a.txt", "　 \n".encode()),
    "zip bomb": _file("a.docx", _zip({"word/document.xml": b"<" * 60_000_000}), DOCX),
    "a zip that is no document": _file("a.docx", _zip({"x.txt": b"7"})),
    "a zip of reports": _file("a.zip", _zip({"x.txt": REPORT.encode()})),
    "a zip named docx with climbing members": _file("a.docx", _zip({"../../etc/passwd": b"x"})),
    "half a zip": _file("a.docx", _zip({"word/document.xml": b"<w/>"})[:30]),
    "a billion laughs": _file(
        "a.docx",
        _zip({"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "7"><!ENTITY b "&a;&a;">]><w:document>&b;</w:document>'}),
    ),
    "half a pdf": _file("a.pdf", b"%PDF-1.7\n1 0 obj\n<<"),
    "a picture": _file("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "an old office file": _file("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "an archive": _file("a.txt", b"\x1f\x8b" + bytes(100)),
    "an executable": _file("a.exe", b"MZ" + bytes(100)),
    "a spreadsheet's name": _file("a.xlsx", REPORT.encode()),
    "zeros": _file("a.txt", bytes(10_000)),
    "an encoding that it is not in": {**_file("a.txt", "案件7件".encode("gb18030")), "data": {"encoding": "utf-8"}},
    "an encoding that nobody knows": {**_file("a.txt", REPORT.encode()), "data": {"encoding": "klingon"}},
    "an encoding that is no text's": {**_file("a.txt", b"YQ=="), "data": {"encoding": "base64"}},
    "an encoding of host names": {**_file("a.txt", b"a-b"), "data": {"encoding": "punycode"}},
    "an encoding with a zero in it": {**_file("a.txt", b"7"), "data": {"encoding": "utf-8\0"}},
}
BAD_NAMES = (
    *("../../etc/passwd", "/etc/passwd", "C:\\windows\\a.txt", "a/b.txt", "..", ".", "a\x00.txt", "a\n.txt"),
    *("a\u202etxt.exe", "名" * 100 + ".txt", " "),
)
MALFORMED = {
    "no json": {"content": b"{", "headers": JSON},
    "json in another encoding": {"content": json.dumps({"text": REPORT}).encode("utf-16"), "headers": JSON},
    "a list": {"json": []},
    "no text": {"json": {"name": "a.txt"}},
    "a text that is a number": {"json": {"text": 7}},
    "unknown keys": {"json": {"text": REPORT, "url": "http://127.0.0.1/"}},
    "half characters": {"content": b'{"text": "\\ud800 7"}', "headers": JSON},
    "a key twice": {"content": b'{"text": "a", "text": "b"}', "headers": JSON},
    "nested too deep": {"content": b'{"text": ' + b"[" * 100_000, "headers": JSON},
    "a form without boundary": {"content": b"x", "headers": {"content-type": "multipart/form-data"}},
    "a form that is none": _form("hello"),
    "a form that breaks off": _form('--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n7'),
    "two files": {"files": [("file", ("a.txt", b"7")), ("file", ("b.txt", b"8"))]},
}


def _refused(made, answer, status: int | tuple[int, ...], fault: str) -> None:
    statuses = status if isinstance(status, tuple) else (status,)
    assert answer.status_code in statuses, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["type"] == f"urn:report-extractor:problem:{fault}"
    assert problem["detail"]
    assert made.traces() == 0


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_read_is_refused(made, client, what):
    """422, saying what was expected; the reader's own message."""
    _refused(made, client.post("/v1/reports", **UNREADABLE[what]), 422, "unreadable-report")


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_path_is_no_name(made, client, name):
    """In a form, in JSON and in the query: refused, not mended."""
    _refused(made, client.post("/v1/reports", json={"text": REPORT, "name": name}), 422, "bad-name")
    _refused(made, client.post("/v1/reports", params={"name": name}, **_raw(b"7")), 422, "bad-name")
    if not {"\n", "\x00", "\\"} & set(name):  # of a Windows path a form's parser keeps the name alone
        form = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n7\r\n--b--\r\n'
        _refused(made, client.post("/v1/reports", **_form(form)), 422, "bad-name")


@pytest.mark.parametrize("what", MALFORMED)
def test_what_is_malformed_is_refused(made, client, what):
    """400: no JSON, no form, or not the JSON that was expected."""
    _refused(made, client.post("/v1/reports", **MALFORMED[what]), 400, "malformed-request")


def test_a_form_without_a_file(made, client):
    """422: nothing called `file`."""
    form = '--b\r\nContent-Disposition: form-data; name="other"\r\n\r\n7\r\n--b--\r\n'
    _refused(made, client.post("/v1/reports", **_form(form)), 422, "invalid-parameter")


@pytest.mark.parametrize("kind", ["image/png", "application/x-www-form-urlencoded", "", "text/csv"])
def test_other_content_types_are_refused(made, client, kind):
    """415, naming those that are taken; also where JSON is the only one."""
    _refused(made, client.post("/v1/reports", **_raw(b"7", kind)), 415, "unsupported-media-type")
    _refused(made, client.post("/v1/check", **_raw(b"{}", kind)), 415, "unsupported-media-type")


def test_too_large_for_anybody(made, client):
    """413 by what the header declares, before a byte is read."""
    headers = {"content-type": "text/plain", "content-length": str(60 << 20)}
    _refused(made, client.post("/v1/reports", content=b"7", headers=headers), 413, "too-large")
    _refused(made, client.post("/v1/numbers", content=b" " * (9 << 20), headers=JSON), 413, "too-large")


CLAIMS = {
    "a number": ({"claims": 7, "source": "7件"}, 400, "malformed-request"),
    "no source": ({"claims": []}, 400, "malformed-request"),
    "a source that is a list": ({"claims": [], "source": ["7件"]}, 400, "malformed-request"),
    "a path": ({"claims": "/etc/passwd", "source": "7件"}, 422, "unreadable-claims"),
    "an address": ({"claims": "http://127.0.0.1/claims.json", "source": "7件"}, 422, "unreadable-claims"),
    "another form": ({"claims": {"a": 1}, "source": "7件"}, 422, "unreadable-claims"),
    "no value": ({"claims": [{"name": "案件"}], "source": "7件"}, 422, "unreadable-claims"),
}


@pytest.mark.parametrize("what", CLAIMS)
def test_claims_that_cannot_be_read(made, client, what):
    """Told by their kind; a path or an address is never followed."""
    body, status, fault = CLAIMS[what]
    _refused(made, client.post("/v1/check", json=body), status, fault)


@pytest.mark.parametrize("key", ["", "k" * 201, "a b", "schlüssel"])
def test_an_odd_idempotency_key(made, client, key):
    """422, naming the header."""
    headers = [("idempotency-key", key.encode())]
    answer = client.post("/v1/reports", files={"file": ("a.txt", REPORT.encode())}, headers=headers)
    _refused(made, answer, 422, "invalid-parameter")


def test_the_detail_speaks_the_readers_language(client):
    """Chinese for a browser that asks for it."""
    answer = client.post("/v1/reports", headers={"accept-language": "zh-CN,zh;q=0.9"}, **UNREADABLE["a picture"])
    assert "OCR" in answer.json()["detail"]
    assert "图片" in answer.json()["detail"]
    assert answer.json()["title"] == "无法读取报告"


def test_unknown_addresses_and_methods(made, client):
    """404 and 405 are problem documents too; 405 says what is allowed."""
    _refused(made, client.get("/v1/nothing"), 404, "not-found")
    _refused(made, client.get("/v1/reports/" + "0" * 32), 404, "not-found")
    answer = client.put("/v1/check")
    _refused(made, answer, 405, "method-not-allowed")
    assert answer.headers["allow"] == "POST"
