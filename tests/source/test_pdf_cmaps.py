"""The encodings of Chinese PDF fonts."""

import pytest

from extractor.source.read import read_bytes

WORDS = "二零零四年，共受理案件42件。"
DESCRIPTOR = (
    "<< /Type /FontDescriptor /FontName /MSung /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 "
    "/Descent -200 /CapHeight 700 /StemV 80 >>"
)


def pdf(encoding: str, shown: bytes) -> bytes:
    """Return a PDF of one line in a font that is not embedded, its characters written in an encoding."""
    stream = f"BT /F0 12 Tf 70 700 Td <{shown.hex()}> Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F0 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        f"<< /Type /Font /Subtype /Type0 /BaseFont /MSung /Encoding /{encoding} /DescendantFonts [6 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /MSung /FontDescriptor 7 0 R /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (CNS1) /Supplement 0 >> >>",
        DESCRIPTOR,
    ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out.encode("latin-1")


@pytest.mark.parametrize("encoding", ["ETen-B5-H", "ETenms-B5-H"])
def test_an_encoding_that_adds_to_another_has_its_characters(encoding):
    assert read_bytes(pdf(encoding, WORDS.encode("big5")), "a.pdf").text.strip() == WORDS
