"""find_year: the year that a report goes by, wherever it says so."""

from dataclasses import replace

import pytest

from extractor.source.clean import clean
from extractor.source.document import understand
from extractor.source.metadata import find_head
from extractor.source.read import read_text
from extractor.source.sections import find_sections
from extractor.source.simplify import simplify

BODY = "\n一、过去一年工作回顾\n办结案件7件。\n二、今年工作安排\n加强培训。\n"


@pytest.mark.parametrize(
    ("text", "year", "quote"),
    [
        ("2021年度法治政府建设情况的报告" + BODY + "某县人民政府\n2022年1月5日", 2021, "2021"),
        ("2026年某市政府工作报告\n一、2025年工作回顾\n办案7件。\n二、2026年重点工作\n加强培训。\n", 2026, "2026"),
        ("政府工作报告\n——2006年3月5日在第十届人民代表大会第四次会议上\n各位代表：" + BODY, 2006, "2006"),
        ("政府工作报告\n——1979年6月18日在第五届人民代表大会第二次会议上\n各位代表：" + BODY, 1979, "1979"),
        (
            "2006年国务院政府工作报告\n各位代表：\n一、去年工作回顾\n2005年，我国取得显著成就。\n办案7件。\n",
            2006,
            "2006",
        ),
        ("2012年某区政府工作报告\n各位代表：" + BODY, 2012, "2012"),
        ("肆、文化\n一、103年度下半年重要施政成果\n(一)協助拍攝511件，預計2016年完工。\n", 2014, "103"),
        ("二零零七至零八年施政報告\n主席女士：" + BODY, 2007, "二零零七"),
        ("市長施政報告\n市議會第1屆第1次定期會\n104.4.17" + BODY, 2015, "104"),
        (
            "某局关于五年来和2024年工作安排的报告\n一、2023年主要工作\n办案7件。\n二、2024年工作安排\n加强培训。\n",
            2023,
            "2023",
        ),
        ("2022卷\n【依法行政】 全年制定规章2件。\n【行政决策】 审核文件471件。\n", 2022, "2022卷"),
    ],
    ids=[
        "law",
        "heading",
        "spring",
        "summer",
        "opening",
        "title",
        "half-year",
        "chinese",
        "republic",
        "plans",
        "yearbook",
    ],
)
def test_the_year_is_the_one_that_the_report_goes_by(text, year, quote):
    """A report on a year goes by it, a speech by the year of its session; the evidence is what tells so."""
    cleaned = simplify(clean(text))
    found = find_head(cleaned, find_sections(cleaned), "a.txt").year
    assert found is not None
    assert (found.value, found.evidence and found.evidence.quote) == (year, quote)


def test_a_text_that_is_no_report_has_no_head():
    """What a resolution names is another text's title and year."""
    cleaned = clean("大会听取和审议了总理所作的\n政府工作报告\n。会议同意报告提出的2025年工作任务，决定批准这个报告。")
    head = find_head(cleaned, find_sections(cleaned), "a.txt")
    assert (head.title, head.issuer, head.region, head.year, head.report_date) == (None,) * 5


def test_a_speech_without_a_title_goes_by_the_session_it_plans_for():
    """What its speaker says first tells that it is one; its review is of the year before."""
    text = "各位代表：\n现在，我代表青溪区人民政府，向大会报告工作，请予审议。\n一、2013年工作回顾\n办结案件7件。\n二、2014年工作思路和重点\n加强培训。\n"
    head = understand(read_text(text)).head
    assert head.year
    assert head.year.value == 2014


SPOKEN = "各位代表：\n现在，我代表某区人民政府，向大会报告工作，请予审议。\n"


@pytest.mark.parametrize(
    ("text", "name", "year", "quote"),
    [
        ("一、过去五年工作回顾\n新建学校5所。\n到2025年底，建成学校9所。\n", "gwr_2021.txt", 2021, None),
        ("一、过去五年工作回顾\n新建学校5所。\n到2025年底，建成学校9所。\n", "gwr.txt", None, None),
        ("一、1999年国内工作的回顾\n2000年开始了。\n", "gwr.txt", 2000, "2000"),
        ("首先报告2001年的工作\n新建学校5所。\n", "gwr_2002.txt", 2002, None),
        ("一、2013年工作回顾\n新建学校5所。\n二、2014年工作安排\n加强培训。\n", "archive_2019.txt", 2014, "2014"),
    ],
    ids=["the file's", "nobody's", "the next", "not the one reviewed", "another file's"],
)
def test_a_speech_goes_by_its_session_whose_year_the_file_s_name_may_give(text, name, year, quote):
    """Not by the year it looks back on, nor by the one that its aims are for."""
    found = understand(replace(read_text(SPOKEN + text), name=name)).head.year
    assert (found and found.value, found and found.evidence and found.evidence.quote) == (year, quote)


@pytest.mark.parametrize(
    "head",
    [
        "政府工作报\n告\n——2017年3月5日在第十二届全国人民代表大会第五次会议上\n国务院总理　某某\n",
        "新华社北京3月14日电政府工作报告——2014年3月5日在第十二届全国人民代表大会第二次会议上国务院总理　某某\n",
        "政府工作报告——2016年3月5日在第十二届全国人民代表大会第四次会议上国务院总理　某某\n",
    ],
)
def test_a_title_stands_before_the_day_of_the_speech(head):
    """Whatever line breaks were lost or put in; what stands below the salutation is none."""
    title = understand(read_text(head + SPOKEN + "过去五年国内工作的基本总结\n" + "新建学校5所，" * 12)).head.title
    assert "".join(title.value.split()) == "政府工作报告"


@pytest.mark.parametrize(
    ("text", "issuer", "region"),
    [
        ("现在，我代表自治区人民政府，向大会报告工作。", "青原自治区人民政府", "青原自治区"),
        ("现在，我代表区人民政府，向大会报告工作。", "区人民政府", None),
        ("现在，我代表青溪区一届人民政府，向大会报告工作。", "青溪区人民政府", "青溪区"),
        ("现在，我受区长某某同志委托，代表区人民政府向大会报告工作。", "区人民政府", None),
        ("现在，我代表青溪区政府筹备组向大会报告工作。", "青溪区政府", "青溪区"),
        ("我受中共中央和国务院的委托，向大会作报告。", "国务院", None),
    ],
)
def test_a_speaker_names_his_organ(text, issuer, region):
    """With its place where the title has that, without its term; who else acts in the text is not he."""
    title = "2023年青原自治区政府工作报告\n" if issuer.startswith("青原") else ""
    body = (
        "一、2022年工作回顾\n新建学校5所，推进江海大湾区建设，全部街道开展整治。\n在省委领导下，江海大湾区坚持开放。\n"
    )
    head = understand(read_text(f"{title}各位代表：\n{text}\n{body}")).head
    assert (head.issuer.value, head.region and head.region.value) == (issuer, region)


WORK = "坚持以人民为中心，深入学习贯彻全会精神，按照市委部署，为全区经济社会发展创造良好法治环境。\n一、主要工作\n办理案件37件。\n"


@pytest.mark.parametrize(
    ("text", "year", "date"),
    [
        (
            "青山市人民政府关于法治政府建设情况的报告\n（2023年5月30日在市六届人大常委会第二次会议上）\n"
            "日期：2023年09月07日　来源：青山人大\n市人大常委会：\n2022年，在市委坚强领导下，全市" + WORK,
            2022,
            "2023-05-30",
        ),
        ("一年来，自治区人民政府" + WORK.replace("一、主要工作", "一、2022年主要举措和成效"), 2022, None),
        (
            "青溪区人民政府　2019年12月3日星期二\n青溪区2023年度法治政府建设情况报告\n"
            "来源：青溪区人民政府办公室　发布时间：2024-03-28 09:18\n2023年，青溪区" + WORK,
            2023,
            "2024-03-28",
        ),
    ],
    ids=["how the text begins", "a heading", "the page's clock"],
)
def test_a_report_heard_or_put_on_a_page_later_is_of_the_year_it_tells_of(text, year, date):
    """The day of a sitting dates a report and does not say its year; the day that a page shows says neither."""
    head = understand(read_text(text)).head
    assert (head.year.value, head.report_date and head.report_date.value) == (year, date)
