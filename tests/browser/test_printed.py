"""Reports that a browser printed to PDF are read as their texts are: the same numbers, sections and items."""

import html
from pathlib import Path

import pytest

from extractor.source.document import Document, understand
from extractor.source.read import read_bytes

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
INDENTED = "@page{size:A4;margin:2.5cm}body{font:16pt 'Noto Serif CJK SC';line-height:1.75}p{text-indent:2em;margin:0}"
JUSTIFIED = (
    "@page{size:B5;margin:1.6cm}body{font:10.5pt 'Noto Sans CJK SC';line-height:1.6;text-align:justify}p{margin:.6em 0}"
)


def printed(chromium, text: str, style: str) -> bytes:
    """Print the lines of a text as paragraphs."""
    paragraphs = "".join(f"<p>{html.escape(line.strip())}</p>" for line in text.split("\n") if line.strip())
    page = chromium.new_page()
    try:
        page.set_content(f"<meta charset=utf-8><style>{style}</style>{paragraphs}")
        return page.pdf(prefer_css_page_size=True)
    finally:
        page.close()


def summary(document: Document) -> dict[str, object]:
    """Say what was understood, without offsets."""
    return {
        "numbers": [(m.text, m.value, m.unit, m.approx, m.kind) for m in document.numbers.mentions],
        "sections": [(section.kind, section.path) for section in document.outline.sections],
        "items": [(item.kind, item.title, item.topic) for item in document.items],
    }


@pytest.mark.parametrize("style", [INDENTED, JUSTIFIED], ids=["indented", "justified"])
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem[:3])
def test_a_printed_report_is_read_as_its_text(chromium, seed, style):
    raw = read_bytes(seed.read_bytes(), seed.name)
    pdf = read_bytes(printed(chromium, raw.text, style), f"{seed.stem}.pdf")
    assert summary(understand(pdf)) == summary(understand(raw))
