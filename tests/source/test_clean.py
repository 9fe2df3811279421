"""clean: what is left out, what stays, and where it stood."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.source.cells import read_numbers
from extractor.source.clean import clean
from extractor.source.spaced import find_letter_spacing

BODY = "".join(f"（{n}）扎实推进第{n}项重点工作，全年办理案件{n * 37}件，群众满意度持续提升。\n" for n in range(1, 10))


@pytest.mark.parametrize(
    ("original", "cleaned", "kinds"),
    [
        ("法治政府建設(shè)與領(lǐng)導(dǎo)", "法治政府建設與領導", ["gloss"] * 3),
        ("法律專家?guī)旃芾磙k法", "法律專家旃芾磙k法", ["broken_characters"]),
        ("組建立法專家?guī)?/span>,完善制度", "組建立法專家,完善制度", ["broken_characters"]),
        ("[bookmark: _GoBack]乌拉特中旗", "乌拉特中旗", ["bookmark"]),
        ("法\u200b治\ufeff政\ue000府", "法治政府", ["invisible"] * 3),
        ("法治<span style='x'>政府</span>", "法治政府", ["broken_characters"] * 2),
        ("配备LED(流动)宣传车和(a)类", "配备LED(流动)宣传车和(a)类", []),
        ("增长5%<10%，A>B", "增长5%<10%，A>B", []),
        ("来源：县司法局　浏览次数：213　字体：大", "来源：县司法局　　字体：大", ["chrome"]),
        ("网站建设成效明显， 访问量：213次", "网站建设成效明显， 访问量：213次", []),
    ],
    ids=[
        "gloss",
        "lost character",
        "lost character and tag",
        "bookmark",
        "invisible",
        "markup",
        "brackets",
        "signs",
        "views",
        "views told",
    ],
)
def test_debris_inside_lines_is_left_out(original, cleaned, kinds):
    """Glosses, bookmarks, markup and invisible characters go; ordinary brackets and signs stay."""
    result = clean(original)
    assert (result.text, [item.kind.value for item in result.damage]) == (cleaned, kinds)


@pytest.mark.parametrize(
    "line",
    ["-", "字大", "字小", "打印", "【字号：", "加大", "大", "您的位置:", "首页 > 政务公开 > 法治政府", "分享到微信", "2022卷",
     "浏览次数：1234次", "第 3 页 共 10 页", "- 12 -", "一、总体情况................ 3", "Public domain", "<!-- 页头 -->",
     "| 收藏 | 打印 | 返回顶部 |", "网站标识码：1234567890　某公网安备12345号", "主办：某县人民政府办公室  版权所有  联系我们",
     "承办：某市大数据中心 技术支持：某公司", "版权所有：某区人民政府　网站地图", "【繁體】 【无障碍】"],
)  # fmt: skip
def test_page_furniture_is_left_out(line):
    """A line of page furniture leaves the clean text and is recorded."""
    result = clean(f"{line}\n全年办理案件159件。\n")
    assert result.text.strip() == "全年办理案件159件。"
    assert [item.kind.value for item in result.damage] == ["chrome"]


@pytest.mark.parametrize(
    "line",
    [
        "大力推进依法行政",
        "打印机采购20台。",
        "首页新增栏目3个。",
        "20",
        "2022年度报告",
        "查处侵害版权所有人权益案件3件",
        "检查网站备案情况，下发通知12份。",
    ],
)
def test_text_that_looks_like_furniture_stays(line):
    """Whole words of furniture inside a sentence do not remove it."""
    assert clean(line).text == line


def test_a_title_cut_by_a_line_break_is_joined():
    """The two halves of a title become one line, and the break is recorded."""
    result = clean("锡盟司法局2022年度法治政府\n建设情况报告\n一、工作情况\n")
    assert result.text.startswith("锡盟司法局2022年度法治政府建设情况报告\n一、")
    assert [item.kind.value for item in result.damage] == ["hard_wrap"]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("某山县人民政府\n关于2016年度依法行政暨法治政府建设\n工作情况的报告\n\n市人民政府：", "某山县人民政府关于2016年度依法行政暨法治政府建设工作情况的报告"),
        ("某山县人民政府\n关于2016年度法治政府建设情况的报告\n市人民政府：", "某山县人民政府关于2016年度法治政府建设情况的报告"),
        ("某县人民政府门户网站\n某县2016年法治政府\n建设情况报告\n", "某县2016年法治政府建设情况报告"),
        ("某政发〔2016〕3号\n某县2016年法治政府建设情况报告\n", "某县2016年法治政府建设情况报告"),
    ],
    ids=["three lines", "two lines", "site above", "number above"],
)  # fmt: skip
def test_a_title_of_several_lines_is_one(lines, title):
    """The office, the subject and the kind of text may each stand on a line; letterheads stay apart."""
    assert title in clean(lines + "\n一、工作情况\n").text.split("\n")


def test_a_page_without_line_breaks_loses_its_furniture_too():
    """The first and last words of a body on one line count as lines; the same words inside it stay."""
    work = (
        f"开展打印 收藏 分享等第{n}项便民服务，办件{n * 37}件，群众满意度不断提升，各项工作有序推进。"
        for n in range(20)
    )
    body = "全市推进依法行政。 一、工作情况 " + "".join(work)
    page = (
        f"【打印】 【关闭】 某市2022年法治政府建设年度报告 浏览量：316 {body} 责任编辑：某某 上一条：某市2021年年度报告"
    )
    assert clean(page).text.split() == ["某市2022年法治政府建设年度报告", *body.split()]


def test_lines_cut_at_one_width_are_joined():
    """In a hard-wrapped text sentences and numbers are whole again, and paragraphs and headings stay apart."""
    sentence = (
        "本年度全区共办理各类行政复议案件一千二百件，调解矛盾纠纷三千五百件，群众满意度逐年稳步提升到新的水平，" * 8
    )
    lines = [sentence[at : at + 30] for at in range(0, len(sentence) - 8, 30)]
    result = clean("\n".join([*lines, "一、下一步打算"]))
    assert result.text == "".join(lines[:-1]) + lines[-1] + "\n一、下一步打算"


def test_lines_cut_at_so_many_characters_are_joined():
    """Where many lines are half figures, a cut after so many characters leaves lines of unlike width."""
    plain = "本年度全区各级行政机关坚持依法行政，办理各类案件，调解矛盾纠纷，群众满意度逐年稳步提升到新的水平，"
    figures = "其中 A1 类 1,234 件、B2 类 5,678 件、C3 类 9,012 件、D4 类 3,456 件，E5 类 789 件、F6 类 12 件，"
    sentence = (plain * 2 + figures * 2) * 3
    lines = [sentence[at : at + 34] for at in range(0, len(sentence) - 34, 34)]
    assert clean("\n".join([*lines, "一、下一步打算"])).text.count("\n") == 1


def test_blanks_for_lost_line_breaks_are_joined():
    """A body that became one line has blanks where its lines were cut; those beside headings and points stay."""
    sentence = (
        "本年度全区共办理各类行政复议案件一千二百件，调解矛盾纠纷三千五百件，群众满意度逐年稳步提升到新的水平，" * 60
    )
    lines = [sentence[at : at + 30] for at in range(0, len(sentence) - 8, 30)]
    result = clean(" ".join([*lines[:15], "各项工作有序推进。", "公屋轮候", "12.", *lines[15:], "多谢各位。"]))
    assert " ".join(["各项工作有序推进。", "公屋轮候", "12.", lines[15]]) in result.text
    assert "".join(lines[:15]) in result.text
    assert sum(item.kind.value == "hard_wrap" for item in result.damage) >= len(lines) - 3


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("全年调解矛盾纠纷一百二十件调处成功率为", "98.35%，没有一件转化为刑事案件。", True),
        ("    全年调解矛盾纠纷一百件，提前办结率", "89%。", True),
        ("全年调解矛盾纠纷一百二十件，成功率提高", "（含当场调解）到九成以上。", True),
        ("全年调解矛盾纠纷一百二十件，成功率提高", "\n\n到九成以上。", True),
        ("全年调解矛盾纠纷一百二十件成功率提高。", "3.加强普法工作。", False),
        ("全年调解矛盾纠纷一百二十件，成功率提高", "（二）加强普法工作。", False),
        ("全年调解矛盾纠纷一百二十件，成功率提高", "\n\n    到九成以上。", False),
        ("全年各级各部门新增城市高速公路里程15", "23公里，开通公交线路。", True),
        ("各类纠纷  120  340  560  780  9", "10  20  30", False),
    ],
)
def test_a_wrapped_line_may_begin_with_a_number_or_a_bracket(above, below, joined):
    """A decimal is no numbering, an indent widens a line, and a page break may part a sentence."""
    text = "各级各部门始终坚持依法行政各项工作全面\n" * 14 + f"{above}\n{below}\n"
    assert (above.strip() + below.strip() in clean(text).text) is joined


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("以PM\n2.5\n浓度下降为主线。", "以PM2.5浓度下降为主线。"),
        ("PM\n10\n、PM\n2.5\n分别下降3%、4%。", "PM10、PM2.5分别下降3%、4%。"),
        ("持续治理PM\n2.5\n二、存在的问题", "持续治理PM2.5\n二、存在的问题"),
    ],
)
def test_a_code_whose_digits_stood_lower_is_joined(torn, whole):
    """In any text, whatever parts its paragraphs; a heading behind it stays one."""
    assert clean(torn).text == whole


def test_paragraphs_that_inline_elements_tore_are_joined():
    """Where empty lines part paragraphs, a single line break is what a link or raised letters left; headings stay."""
    torn = "加强大气污染防治，细颗粒物（PM\n2.5\n）浓度下降12%。认真贯彻《\n信访条例\n》，化解纠纷7件。"
    lead = "国民经济快速增长。\n全年粮食产量再创新高，财政收入稳步提高。"
    heading = "（一）加强普法宣传\n开展宣讲，全年举办法治讲座30场。"
    filler = [f"第{number}季度各级各部门坚持依法行政，各项工作有序推进。" for number in "一二三四" * 4]
    kept = clean("\n\n".join([torn, lead, heading, *filler])).text
    assert kept.startswith(torn.replace("\n", ""))
    assert lead.replace("\n", "") in kept
    assert heading in kept


def test_paragraphs_of_a_body_that_became_one_line_are_parted_at_their_indents():
    """Their places stay: a line break stands for the first blank of each indent."""
    page = "　　".join(f"第{number}项工作{'扎实推进' * (number * 5 % 11 + 1)}，群众满意。" for number in range(1, 31))
    result = clean(page)
    assert result.text.count("\n") == 29
    assert result.evidence(0, len(result.text)).quote == page


def test_a_table_of_contents_without_page_numbers_is_left_out():
    """Its lines are headings that all stand further on; a list of points that nothing repeats stays."""
    headings = ["一、工作回顾", "二、存在的问题", "三、主要目标", "四、工作安排"]
    body = "\n".join(f"{heading}\n{heading[2:]}的内容。" for heading in headings)
    assert clean("\n".join(["目录", *headings, body])).text.strip().startswith("目录\n\n\n\n\n一、工作回顾\n")
    points = "\n".join(["一、提高认识", "二、加强领导", "三、落实责任", "四、严格考核"])
    assert clean(f"{points}\n{body}").text == f"{points}\n{body}"


@pytest.mark.parametrize("between", ["", "\n", "2022卷\n"])
def test_a_second_copy_is_read_once(between):
    """A body that stands twice is kept once, and the copy's place in the original is recorded."""
    original = BODY + between + BODY
    result = clean(original)
    copies = [item for item in result.damage if item.kind.value == "duplicate"]
    assert result.text.strip() == BODY.strip()
    assert [original[item.start : item.end].strip() for item in copies] == [BODY.strip()]


def test_a_second_copy_that_breaks_off_is_recognised():
    """Half a copy at the end of a file is a copy too."""
    result = clean(BODY + BODY[: len(BODY) * 3 // 4])
    assert result.text.strip() == BODY.strip()


def test_a_repeated_formula_stays():
    """Short repetitions are style, not copies."""
    text = "深入学习贯彻习近平法治思想。\n办理案件3件。\n深入学习贯彻习近平法治思想。\n"
    assert clean(text).text == text


@given(st.text(alphabet="建設(shè)ānǎo?？)）/span><[bookmark:]\n\r\u200b-—字大小首页>。，2022卷", max_size=120))
def test_cleaning_only_deletes(original):
    """Each clean character is the original one at its mapped place, whatever the input."""
    result = clean(original)
    assert [original[result.offsets.position(at)] for at in range(len(result.text))] == list(result.text)


@given(st.text(alphabet="建設(shè)ānǎo?)/span>[bookmark:]\n\u200b-字大", max_size=80))
def test_damage_and_text_together_are_the_original(original):
    """Nothing disappears unrecorded: kept characters and damage make up the whole."""
    result = clean(original)
    gone = sum(item.end - item.start for item in result.damage)
    assert gone + len(result.text) == len(original)


def test_a_table_of_contents_goes_with_the_lines_its_entries_run_over():
    """Dot leaders and ranges of paragraphs mark it; what stands between two entries is the first part of the second."""
    text = (
        "市長施政報告\n壹、前言................. 1\n(6)綠線延伸至大溪先進公共運輸系統\n發展計畫................ 3\n貳、施政規劃..... 4\n"
        "壹、前言\n站在新的起點上，市府完成了規劃。\n"
    )
    assert clean(text).text.split() == ["市長施政報告", "壹、前言", "站在新的起點上，市府完成了規劃。"]
    assert "引言" not in clean("施政报告\n甲、引言 1–17\n乙、建设 18–34\n主席女士：\n").text


CONTENTS = (
    "某地2019年施政报告 目录 段落 (一) 引言 1-6 愿景 1-3 前提 4 以人为本 5-6 (二) 经济 7-30 政府的角色 7 金融业 8-11 "
    "1 旅游业 12-15 渔农业 16 专业服务 17-20 第3区发展 21 创新科技 22-28 中小企业 29 小结 30 (三) 结语 31-33 2 "
)


def test_a_table_of_contents_that_lost_its_line_breaks_is_left_out():
    """Its paragraph numbers are no quantities; the title before it and the report behind it stay."""
    text = CONTENTS + "各位议员： 1. 去年新增学位1200个，增长8%。"
    kept = clean(text).text
    assert "某地2019年施政报告" in kept
    assert "各位议员" in kept
    assert "旅游业" not in kept
    assert "专业服务" not in kept


def test_a_line_of_figures_is_no_table_of_contents():
    """Numbers that do not go on and up are figures: none of them may be lost."""
    text = "项目 数量 学校 31 医院 7 桥梁 120 公园 5 水库 88 车站 19 码头 3 电站 45 剧院 2 书店 61 市场 14 仓库 9\n全年完成。"
    assert all(f"{name} {number}" in clean(text).text for name, number in (("学校", 31), ("书店", 61), ("仓库", 9)))


def test_character_references_are_read_as_their_characters():
    """A quote that ends with one holds all of it; one to no character that prints is debris or stays."""
    result = clean("深化&ldquo;放管服&#8221;改革，A&B公司，&foo;办结7件。")
    assert result.text == "深化“放管服”改革，A&B公司，&foo;办结7件。"
    assert result.evidence(2, 7).quote == "&ldquo;放管服&#8221;"
    assert result.printed(2, 7) == "“放管服”"


def test_words_set_letter_by_letter_are_words():
    """The numbers among them too; a list of single characters is no word."""
    text = "政 府 工 作 报 告\n初创企业的累 计 总 数， 由 2022 年 的 330 间 增 加 至 2027 年 的 600 间。\n"
    assert clean(text).text.startswith("政府工作报告\n")
    assert "累计总数，由2022年的330间增加至2027年的600间。" in clean(text).text
    assert [(m.value, m.unit) for m in read_numbers(text).mentions] == [
        ("2022", "年"), ("330", "间"), ("2027", "年"), ("600", "间")
    ]  # fmt: skip
    row = "一、本 年 新 收 申 请 21 0 0 0"
    assert clean(row).text == "一、本年新收申请 21 0 0 0"
    assert clean("附：甲 乙 丙 三类").text == "附：甲 乙 丙 三类"


@given(st.text(alphabet="0123456789 \n甲乙件人年，。", max_size=120))
def test_letter_spacing_never_joins_two_numbers(text):
    kept = clean(text).text
    for span in find_letter_spacing(text):
        assert not (text[span.start - 1].isdigit() and text[span.end].isdigit())
    assert max(map(len, re.findall(r"\d+", kept)), default=0) <= max(map(len, re.findall(r"\d+", text)), default=0)


def test_entries_of_contents_that_share_a_line_are_left_out():
    """A PDF may print entries side by side; pages go up, and the figures of a table's row do not stand between words."""
    rows = "金融业\t8–11航运及物流业\t12–16旅游业\t17–20\n将军澳第137区\t110发展岩洞及地下空间\t111–113大屿山\t114"
    assert clean(f"目录\n专业服务\t5-7\n{rows}\n正文开始。\n").text.split() == ["目录", "正文开始。"]
    kept = "规章\t2\t0\t11\n行政规范性文件\t109\t489\t597\n甲类案件\t30件乙类案件\t12件\n医院\t30学校\t12\n"
    assert clean(kept).text == kept


def test_entries_of_one_page_are_part_of_a_table_of_contents():
    """Between entries of several pages; what follows the last of these is text."""
    text = "目录\n工作回顾\t1-3\n经济\t4\n文化\t5\n民生\t6\n环境\t7\n展望\t8-9\n办案\t12\n正文开始。\n"
    assert clean(text).text.split() == ["目录", "办案", "12", "正文开始。"]
