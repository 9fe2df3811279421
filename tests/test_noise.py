"""Noise that pages, editors and converters add changes nothing of what is understood: numbers and items stay."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.check.said import norm_unit
from extractor.source.document import Document, understand
from extractor.source.read import read_text
from extractor.source.simplify import other_script

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))[:4]  # the fifth is damaged as it stands


def wrapped(text: str, columns: int = 72) -> list[str]:
    """Cut the lines of a text at a width, wherever that is, paragraphs indented."""
    lines = []
    for paragraph in filter(None, map(str.strip, text.split("\n"))):
        line, width = "　　", 4
        for char in paragraph:
            wide = 2 if ord(char) > 255 else 1
            if width + wide > columns and char not in "，。；：、）”》！？,.;:)":
                lines.append(line)
                line, width = "", 0
            line, width = line + char, width + wide
        lines.append(line)
    return lines


def paged(text: str, end: str) -> str:
    """Cut a wrapped text into pages, each with its number at the foot."""
    lines = wrapped(text)
    pages = ["\n".join(lines[at : at + 40]) for at in range(0, len(lines), 40)]
    return "".join(f"{page}\n{end.format(number)}\n" for number, page in enumerate(pages, start=1))


def sprinkled(text: str) -> str:
    """Put characters without width between Chinese ones."""
    chance = random.Random(1)
    return re.sub("(?<=[一-鿿])(?=[一-鿿])", lambda _: "\u200b" if chance.random() < 0.02 else "", text)


NOISE: dict[str, Callable[[str], str]] = {
    "wrapped": lambda text: "\n".join(wrapped(text)),
    "page numbers": lambda text: paged(text, "\n- {} -\n"),
    "form feeds": lambda text: paged(text, "{}\n\f"),
    "running heads": lambda text: paged(text, "\n{}\n\n某市人民政府公报 2024年第3期"),
    "pages of pages": lambda text: paged(text, "第 {} 页 共 30 页"),
    "line separators": lambda text: text.replace("\n", "\u2028"),
    "references": lambda text: (
        "&nbsp;&nbsp;" + text.replace("\n", "\n&nbsp;&nbsp;").replace("“", "&ldquo;").replace("”", "&#8221;")
    ),
    "paragraph tags": lambda text: "".join(f"<p>{line.strip()}</p>\n" for line in text.split("\n")),
    "half-width stops": lambda text: text.replace("、", "､").replace("。", "｡"),
    "one line": lambda text: re.sub(r"\s*\n\s*", " ", text),
    "empty lines": lambda text: re.sub(r"\n+", "\n\n", text),
    "indents of no-break spaces": lambda text: "\n".join("\xa0" * 4 + line.strip() for line in text.split("\n")),
    "no indents": lambda text: "\n".join(map(str.strip, text.split("\n"))),
    "full-width digits": lambda text: text.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "half-width marks": lambda text: text.translate(str.maketrans("，；：（）？！", ",;:()?!")),
    "blanks beside digits": lambda text: re.sub(r"(?<=[一-鿿])(?=\d)|(?<=\d)(?=[一-鿿])", " ", text),
    "characters without width": sprinkled,
    "twice": lambda text: f"{text.rstrip()}\n{text}",
    "a page around it": lambda text: (
        "首页 > 政务公开 > 法治政府\n【字体：大 中 小】 打印 分享到：\n发布时间：2024-01-18 来源：市政府办公室\n"
        f"{text}\n扫一扫在手机打开当前页\n上一篇：某市通知\n下一篇：无\n主办：某市人民政府 ICP备12345678号\n"
    ),
}


def report(seed: Path) -> str:
    """Return a seed without the bookmarks of a word processor, which no page shows."""
    return re.sub(r"\[bookmark:[^\]]*\]", "", seed.read_text("utf-8-sig"))


def quantities(document: Document) -> list[tuple[str | None, str]]:
    """Return what a document counts, in order, without the numbers of its noise and of second copies."""
    return [
        (mention.value, re.sub(r"\s", "", mention.unit))
        for mention in document.numbers.mentions
        if mention.is_quantity
        and not any(gap.start <= mention.start < gap.end and gap.note != "" for gap in document.damage)
    ]


def items(document: Document) -> list[tuple[str, str]]:
    """Return the kind and the first words of each item, without blanks and in one width."""
    bare = re.compile(r"[\s\u200b\0，；：（）？！,;:()?!]")
    text = document.clean.text
    return [
        (item.kind.value, bare.sub("", "".join(text[slice(*s)] for s in item.spans))[:30]) for item in document.items
    ]


@pytest.mark.parametrize("noise", NOISE)
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem[:3])
def test_numbers_stay_whatever_the_noise(seed, noise):
    text = report(seed)
    assert quantities(understand(read_text(NOISE[noise](text)))) == quantities(understand(read_text(text)))


@pytest.mark.parametrize("noise", NOISE)
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem[:3])
def test_items_stay_whatever_the_noise(seed, noise):
    text = report(seed)
    assert items(understand(read_text(NOISE[noise](text)))) == items(understand(read_text(text)))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem[:3])
def test_numbers_are_the_same_in_traditional_characters(seed):
    """Units and the names that are no counts too; 里 that measures stays as it is."""
    text = report(seed)
    other = understand(read_text(other_script(text).replace("裏", "里")))
    counted = [(value, norm_unit(unit)) for value, unit in quantities(understand(read_text(text)))]
    assert [(value, norm_unit(unit)) for value, unit in quantities(other)] == counted
