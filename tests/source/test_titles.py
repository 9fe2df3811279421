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
        ("对6006家经营主体开展抽查，规范市场秩序。", "经营主体开展抽查"),
        ("完成141公里架空线入地和杆箱整治。", "架空线入地和杆箱整治"),
        ("面对律师不足的短板，选派16名律师到乡镇服务。", "律师到乡镇服务"),
        ("我局将以迎接督察为契机，持续抓好反馈问题整改。", "持续抓好反馈问题整改"),
        ("全市生产总值达到5.67万亿元、增长5.4%。", "全市生产总值"),
        ("新建绿道137公里、累计达到2136公里。", "新建绿道"),
        ("检出不合格29批次。", "检出不合格"),
        ("龙岗河、坪山河等13个碧道项目开放，水质稳定。", "碧道项目开放"),
        ("从工作推进情况看，基层执法力量仍然薄弱。", "基层执法力量仍然薄弱"),
        ("规模以上工业总产值突破3000亿元。", "规模以上工业总产值"),
        (
            "各部门工作落实不平衡、法治人才短缺且分布不均衡、一线力量不足。",
            "各部门工作落实不平衡",
        ),
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
