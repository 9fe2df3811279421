"""find_head: what a report says of itself, or None."""

import json
from pathlib import Path

import pytest

from extractor.source.clean import clean
from extractor.source.document import understand
from extractor.source.metadata import Head, find_head
from extractor.source.read import read
from extractor.source.sections import find_sections
from extractor.source.simplify import simplified, simplify

ROOT = Path(__file__).parents[2]
GOLD = sorted((ROOT / "tests" / "gold").glob("*.items.json"))
BODY = "\n一、工作情况\n办结案件7件。\n二、下一步打算\n加强培训。\n"


def head(text: str, name: str = "a.txt") -> Head:
    """Find the head of a text."""
    cleaned = simplify(clean(text))
    return find_head(cleaned, find_sections(cleaned), name)


@pytest.mark.parametrize(
    ("text", "title", "issuer", "region", "year", "date"),
    [
        ("锡盟司法局2022年度法治政府\n建设情况报告" + BODY, "锡盟司法局2022年度法治政府建设情况报告", "锡盟司法局", "锡盟", 2022, None),
        ("2024年乌拉特中旗法治政府建设工作报告\n现将我旗2024年度情况报告如下：" + BODY, "2024年乌拉特中旗法治政府建设工作报告", None, "乌拉特中旗", 2024, None),
        ("2024年,凌源市坚持以习近平新时代中国特色社会主义思想为指导,深入学习领会习近平法治思想,扎实推进法治政府建设。" + BODY, None, None, "凌源市", 2024, None),
        ("现将2021年度有关情况报告如下：" + BODY + "特此报告。\n深圳市光明区人民政府\n2022年1月5日", None, "深圳市光明区人民政府", "深圳市光明区", 2021, "2022-01-05"),
        ("政 府 工 作 报 告\n——2026年1月28日在云南省第十四届人民代表大会第四次会议上\n省长　王予波\n各位代表：\n现在，我代表省人民政府，向大会报告工作，请予审议。" + BODY, "政府工作报告", "云南省人民政府", "云南省", 2026, "2026-01-28"),
        ("青溪区水务局2023年防汛工作简报\n区人民政府：\n现将我局2023年防汛工作报告如下。" + BODY, "青溪区水务局2023年防汛工作简报", "青溪区水务局", "青溪区", 2023, None),
        ("柳河镇2023年为民办实事清单\n" + BODY, "柳河镇2023年为民办实事清单", None, "柳河镇", 2023, None),
        ("关于青溪市2022年国民经济和社会发展计划\n执行情况与2023年国民经济和社会发展\n计划草案的报告\n" + BODY, "关于青溪市2022年国民经济和社会发展计划执行情况与2023年国民经济和社会发展计划草案的报告", None, "青溪市", 2022, None),
        ("青溪县人力资源和社会保障局\n2022年法治政府建设工作总结\n及2023年工作计划\n" + BODY, "青溪县人力资源和社会保障局2022年法治政府建设工作总结及2023年工作计划", "青溪县人力资源和社会保障局", "青溪县", 2022, None),
        ("政协青溪县第十届委员会\n常务委员会工作报告\n（2022年1月11日在政协青溪县第十一届委员会第一次会议上）\n" + BODY, "政协青溪县第十届委员会常务委员会工作报告", "政协青溪县第十届委员会常务委员会", "青溪县", 2022, "2022-01-11"),
        ("内容不详。" + BODY, None, None, None, None, None),
    ],
    ids=["office", "banner", "opening", "signature", "speech", "addressed", "list", "on a plan", "and plans", "standing", "nothing"],
)  # fmt: skip
def test_the_head_is_read_from_what_is_printed(text, title, issuer, region, year, date):
    """Title, issuer, region, year and date are found where they are printed, else None."""
    found = head(text)
    values = [
        field and field.value for field in (found.title, found.issuer, found.region, found.year, found.report_date)
    ]
    assert values == [title, issuer, region, year, date]


def test_evidence_quotes_the_original():
    """Each field's evidence is the original text at its offsets, line breaks and glosses included."""
    text = "内蒙古自治區(qū)2022年度法治政府\n建设情况报告" + BODY
    found = head(text)
    fields = [found.title, found.region, found.year]
    assert all(
        field and field.evidence and text[field.evidence.start : field.evidence.end] == field.evidence.quote
        for field in fields
    )


def test_a_title_that_only_the_file_name_gives_has_no_evidence():
    """A stripped title is taken from a speaking file name, and said to be."""
    found = head("现将有关情况报告如下：" + BODY, "深圳市光明区人民政府关于2021年度法治政府建设情况的报告.txt").title
    assert found is not None
    assert (found.value[-7:], found.evidence) == ("建设情况的报告", None)


def test_a_yearbook_volume_goes_by_its_year():
    """2022卷 is the yearbook of 2022."""
    found = head("2022卷\n【依法行政】 全年制定规章2件。\n【行政决策】 审核文件471件。\n")
    assert found.year is not None
    assert (found.year.value, found.year.evidence and found.year.evidence.quote) == (2022, "2022卷")


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem[:3])
def test_the_seeds_heads_meet_a_careful_reader_s(gold):
    """Title, issuer, region and date of the seeds are those of the hand-made gold, and so is the year."""
    expected = json.loads(gold.read_text(encoding="utf-8"))
    found = understand(read(ROOT / "seeds" / expected["file"])).head
    fields = {"title": found.title, "issuer": found.issuer, "region": found.region, "report_date": found.report_date}
    assert {name: field and simplified(field.value) for name, field in fields.items()} == {
        name: expected[name] for name in fields
    }
    # The yearbook's reader took the volume's year and noted that the year before it is right too.
    accepted = {expected["year"], 2021} if expected["file"].startswith("004") else {expected["year"]}
    assert found.year is not None
    assert found.year.value in accepted


def test_values_are_in_the_report_s_own_script():
    """A traditional title stays so; a fuller form of it further on is the title, and its region the region."""
    found = head(
        "當前位置：首頁 > 政務公開 > 年度報告\n濱浦區人民政府關於2021年法治政府建設情況的報告\n發佈時間：2022-03-01 來源：濱浦區司法局\n"
        "瀾海市濱浦區人民政府關於2021年法治政府建設情況的報告\n區人大常委會：\n現將有關情況報告如下。\n一、主要工作\n辦結案件7件。\n"
    )
    values = [field and field.value for field in (found.title, found.issuer, found.region)]
    assert values == ["瀾海市濱浦區人民政府關於2021年法治政府建設情況的報告", "瀾海市濱浦區人民政府", "瀾海市濱浦區"]


@pytest.mark.parametrize(
    ("text", "issuer", "date"),
    [
        ("柳溪镇2022年度法治政府建设情况报告" + BODY + "妥否，请批示。\n柳溪镇人民政府\n2022年12月30日\n（此件公开发布）", "柳溪镇人民政府", "2022-12-30"),
        ("某县2024年工作报告" + BODY + "特此报告。\n白杨县人民政府县长　周明远\n2024年12月25日", "白杨县人民政府", "2024-12-25"),
        ("青溪区2020年法治政府建设年度报告 一、工作情况 办结案件7件。 二、打算 加强培训。 青溪区人民政府 2021年3月12日", "青溪区人民政府", "2021-03-12"),
        ("沅水市司法局2022年工作总结和2023年工作打算" + BODY, "沅水市司法局", None),
        ("2024年工作报告" + BODY + "恒川市生态环境局\n2025年1月17日\n【打印本页】【关闭窗口】\n上一篇：关于公开预算的说明", "恒川市生态环境局", "2025-01-17"),
        ("南桥区2018年法治政府建设情况报告" + BODY + "南桥区人民政府办公室\n2019年3月22日印发\n| 收藏 | 打印 |", "南桥区人民政府办公室", "2019-03-22"),
        ("某州2024年报告" + BODY + "临河区住房和城乡建设局\n2025年1月17日\n", "临河区住房和城乡建设局", "2025-01-17"),
    ],
    ids=["town", "person", "one line", "from the title", "furniture below", "printed", "building office"],
)  # fmt: skip
def test_the_signature_tells_issuer_and_date(text, issuer, date):
    """Wherever it stands, and whatever the page adds below it."""
    found = head(text)
    assert [field and field.value for field in (found.issuer, found.report_date)] == [issuer, date]


def test_the_period_under_report_is_no_report_date():
    """A date that opens a period is passed over."""
    assert head("某区2023年度报告\n统计期限为2023年1月1日至12月31日。" + BODY).report_date is None


def test_the_head_of_a_page_without_line_breaks_is_read():
    """Title, region and the page's date stand before the first sentence, parted by blanks."""
    body = " 一、工作情况 " + "全市办理案件120件，制定规范性文件6件，各项工作取得积极进展，群众满意度逐年提升。" * 18
    found = head(
        "【打印】 安平市2022年法治政府建设年度报告 日期：2023-02-28　浏览量：31 2022年，安平市推进依法行政。" + body
    )
    values = [field and field.value for field in (found.title, found.region, found.year, found.report_date)]
    assert values == ["安平市2022年法治政府建设年度报告", "安平市", 2022, "2023-02-28"]


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("杭州市2022年", "杭州市"),
        ("盐城市2022年", "盐城市"),
        ("成都市2022年", "成都市"),
        ("东城区2022年", "东城区"),
        ("桐城镇2022年", "桐城镇"),
        ("新乡市2022年", "新乡市"),
        ("镇江市2022年", "镇江市"),
        ("荆州市沙市区2022年", "荆州市沙市区"),
        ("2021年度清河县", "清河县"),
        ("海川区城市管理局2022年", "海川区"),
        ("长乐市天河区城市管理和综合执法局2022年", "长乐市天河区"),
        ("阿克苏地区2022年", "阿克苏地区"),
        ("沿海开放地区2022年", None),
        ("搞活消费品市场2022年", None),
        ("我们要严格区分2022年", None),
        ("中心城区2022年", None),
        ("智慧城市2022年", None),
    ],
)
def test_places_are_told_by_their_endings(name, region):
    """Names that hold 城市, 州市 or 乡市 are places; general words for towns are none."""
    found = head(f"{name}法治政府建设情况报告" + BODY).region
    assert (found and found.value) == region


@pytest.mark.parametrize(
    ("text", "title", "issuer"),
    [
        ("今天是星期三\n工作报告\n您所在的位置：政务公开\n2020年青溪区法治政府建设情况报告\n", "2020年青溪区法治政府建设情况报告", None),
        ("[ 体裁分类 ] 工作报告\n[ 发布机构 ] 白杨县柳溪乡人民政府\n白杨县柳溪乡2025年法治政府建设情况报告\n", "白杨县柳溪乡2025年法治政府建设情况报告", "白杨县柳溪乡人民政府"),
        ("南岭街道关于2023年法治政府建设工作开展情况的汇报\n", "南岭街道关于2023年法治政府建设工作开展情况的汇报", None),
        ("陇原市2014年度依法行政工作情况报告\n陇原市人民政府\n", "陇原市2014年度依法行政工作情况报告", "陇原市人民政府"),
        ("自治区人民政府法制办公室2005年工作总结\n", "自治区人民政府法制办公室2005年工作总结", "自治区人民政府法制办公室"),
    ],
    ids=["column", "labels in brackets", "account", "issuer below the title", "office of a government"],
)  # fmt: skip
def test_a_page_prints_title_and_issuer_in_many_places(text, title, issuer):
    """A column's name is no title, and labels stand in brackets, too."""
    found = head(text + BODY)
    assert (found.title and found.title.value, found.issuer and found.issuer.value) == (title, issuer)


def test_a_street_office_signs():
    """办事处 is a body."""
    found = head("南岭街道2023年法治政府建设情况的汇报\n" + BODY + "以上汇报。\n南岭街道办事处\n2023年12月5日\n")
    assert found.issuer
    assert found.issuer.value == "南岭街道办事处"


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("政府工作报告\n——2012年2月29日在青溪区第十三届人民代表大会上\n青溪区人民政府区长　周明远\n各位代表：\n", "青溪区人民政府"),
        ("2022年，沅水市交通运输局坚持以习近平法治思想为指导，扎实推进依法行政、文明执法、便民服务和法治宣传教育等各项工作，取得了新的成效。\n", "沅水市交通运输局"),
        ("政府工作报告\n——在河阴县第十四届人民代表大会第一次会议上\n代县长　马国强\n各位代表：\n我代表县第十三届人民政府向大会作工作报告，请予审议。\n", "河阴县人民政府"),
        ("青石镇政府工作报告\n各位代表：\n我代表镇人民政府，向大会报告工作，请予审议。\n", "青石镇人民政府"),
        ("2018年南屏省政府工作报告（摘登）\n", "南屏省人民政府"),
        ("提质增效\n——在集团公司职工代表大会上的工作报告\n海湾交通投资集团有限公司总经理　韩启航\n各位代表：\n", "海湾交通投资集团有限公司"),
    ],
    ids=["with its head", "subject of the first sentence", "acting head", "town", "title alone", "firm"],
)  # fmt: skip
def test_the_issuer_stands_alone_or_acts(text, issuer):
    """Below a speech's title with the name of its head, as the subject of the first sentence, or in the title."""
    found = head(text + BODY).issuer
    assert found
    assert found.value == issuer


def test_what_a_page_lists_below_the_signature_does_not_date_the_report():
    page = "特此报告。\n东港市水务局\n2024年1月22日\n【打印】【关闭】\n相关信息：\n· 关于养护施工的公告（第14号）　2023-11-02\n"
    assert head("东港市水务局2023年度报告" + BODY + page).report_date.value == "2024-01-22"


def test_a_branch_signs_by_its_own_name():
    """The title gives the bureau that it is of."""
    found = head("青禾县市场监督管理局柳林分局2017年依法行政工作总结" + BODY + "柳林分局\n2017.12.18\n")
    assert found.issuer.value == "青禾县市场监督管理局柳林分局"


def test_a_salutation_names_no_place():
    """各位乡亲 is of no 乡."""
    assert head("石桥铺村2023年工作报告\n各位乡亲：\n" + BODY).region is None
