"""title_span: short titles in the text's own words."""

import pytest

from extractor.source.offsets import CleanSpan
from extractor.source.titles import title_span


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("一是开展立法调研，收集建议70余条。", "开展立法调研"),
        ("2024年，全盟行政复议案件364件，办结313件。", "全盟行政复议案件"),
        ("截至目前，完成行政规范性文件审查2件，已出具意见70件。", "完成行政规范性文件审查"),
        ("举办2021年度领导干部法治专题线上培训班。", "领导干部法治专题线上培训班"),
        ("一年来，组织开展了2期专题培训，提升了执法能力。", "提升了执法能力"),
        ("对6006家经营主体开展抽查，规范市场秩序。", "规范市场秩序"),
        (
            "打造“民族团结法治服务直通车”普法宣传品牌，获评典型案例。",
            "打造“民族团结法治服务直通车”普法宣传品牌",
        ),
    ],
)
def test_a_title_is_the_leading_clause(sentence, title):
    """Numbering and words of time go, and a clause is cut before its first number."""
    start, end = title_span(sentence, CleanSpan(0, len(sentence)))
    assert sentence[start:end] == title


@pytest.mark.parametrize("sentence", ["7。", "，，，", "2024年。", "法" * 300, "“" * 50])
def test_any_sentence_gets_a_title_inside_itself(sentence):
    """Odd sentences still give a span of themselves that is not empty."""
    start, end = title_span(sentence, CleanSpan(0, len(sentence)))
    assert 0 <= start < end <= len(sentence)
