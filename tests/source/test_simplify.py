"""simplify: traditional to simplified characters at the same offsets."""

import pytest

from extractor.source.clean import clean
from extractor.source.document import understand
from extractor.source.read import read_text
from extractor.source.simplify import script_of, simplify
from schemas.section import SectionKind


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("全面推进依法治国，加强法治政府建设。", "Hans"),
        ("全面推進依法治國，加強法治政府建設。", "Hant"),
        ("社会主义建設和國民經济的發展，会议总结了经验，对问题作了说明。", "mixed"),
        ("2024", "Hans"),
    ],
)
def test_the_script_is_named(text, script):
    """Hans, Hant or mixed, by common characters that only one script has."""
    assert script_of(text) == script


def test_traditional_text_becomes_simplified_at_the_same_offsets():
    """Phrases are read before characters, and the length stays."""
    cleaned = clean("乾坤灣景區乾淨整潔，瞭解後台發展。")
    assert simplify(cleaned).text == "乾坤湾景区干净整洁，了解后台发展。"
    assert simplify(cleaned).offsets == cleaned.offsets


@pytest.mark.parametrize("text", ["乾安县人民政府", "甯夏路", "关於"])
def test_simplified_text_is_left_alone(text):
    """Names in simplified text keep their characters."""
    assert simplify(clean(text)).text == text


def test_the_conversion_equals_the_library_s_own():
    """The fast walk over the dictionaries gives what the library gives."""
    import opencc

    text = "行政復議體制改革，乾淨、乾隆、瞭望、發髮、後后、裏里、麵面、鬥斗，臺灣與台灣，餘額與余某。" * 3
    assert simplify(clean(text)).text == opencc.OpenCC("t2s").convert(text)


def test_full_width_digits_are_read_like_any_others():
    """A plan for ２０２４年 in a report on ２０２３年 is a plan."""
    raw = read_text(
        "临江县２０２３年法治政府建设工作报告\n一、工作情况\n办结案件７件。\n二、２０２４年\n推进队伍建设。"
    )
    document = understand(raw)
    assert document.head.year is not None
    assert document.head.year.value == 2023
    assert [item.kind for item in document.items] == [SectionKind.ACHIEVEMENTS, SectionKind.PLANS]


def test_half_width_stops_end_sentences():
    """In a text that has no others; numbering and decimals keep theirs."""
    text = (
        "石桥镇2020年工作报告\n一.工作开展情况\n(一)强化领导.配备人员2名.研究议题7个,解决问题4个.\n(二)防控疫情.劝导聚集46.5场.\n"
        "二.存在问题\n(一)力量不足.实际在岗7名.\n(二)普法形式单一.\n"
    )
    document = understand(read_text(text))
    assert [document.clean.text[slice(*item.spans[0])] for item in document.items] == [
        "配备人员2名.",
        "研究议题7个,解决问题4个.",
        "劝导聚集46.5场.",
        "(一)力量不足.实际在岗7名.",
        "(二)普法形式单一.",
    ]
