"""find_numbers on single sentences of real reports, each annotated by hand by the rules."""

from dataclasses import dataclass

import pytest

from extractor.numbers import find_numbers
from schemas.quantity import Kind


@dataclass(frozen=True)
class Case:
    """A sentence and its mentions, one a line: `text value unit approx kind`, `-` for none."""

    id: str
    sentence: str
    mentions: str


CASES = [
    Case("eleven digits", "发电约13500000000千瓦时。", "13500000000 13500000000 千瓦时 约 count"),
    Case(
        "one of a kind",
        "新建一个文明实践站、一个健康小镇和一个更衣室。",
        "一 1 个 - count; 一 1 个 - count; 一 1 个 - count",
    ),
    Case(
        "marks of notes",
        "推行“链长制”[2]走访企业320次〔3〕。",
        "2 2 - - enumerator; 320 320 次 - count; 3 3 - - enumerator",
    ),
    Case(
        "an age behind a scale",
        "为390万65岁以上老年人和1.2万35—64岁妇女体检。",
        "390万 3900000 - - count; 65 65 岁 以上 count; 1.2万 12000 - - count; 35—64 35..64 岁 - range",
    ),
    Case("computing power", "总算力达1.3万PF，智能算力228PF。", "1.3万 13000 PF - count; 228 228 PF - count"),
    Case("an article", "建设一个更加开放的城市。", ""),
    Case("plain", "全年办理行政复议案件159件。", "159 159 件 - count"),
    Case("scale", "调解成功率99.6%,涉及金额2.08亿元。", "99.6% 99.6 % - percent; 2.08亿 208000000 元 - money"),
    Case("qualifier between", "覆盖5.8万余人次。", "5.8万 58000 人次 余 count"),
    Case("qualifier inside", "公布500余万条。", "500余万 5000000 条 余 count"),
    Case("two qualifiers", "受教育群众约10万余人次。", "10万 100000 人次 约,余 count"),
    Case("qualifier at a distance", "至少开展了1次学习培训。", "1 1 次 至少 count"),
    Case("qualifier behind the unit", "日均新增注册千户以上。", "千 1000 户 以上 count"),
    Case(
        "exceeding",
        "新增市场主体超百万户、突破3万亿元。",
        "百万 1000000 户 超 count; 3万亿 3000000000000 元 突破 money",
    ),
    Case("near", "1956年增长近百分之二。", "1956 1956 年 - year; 百分之二 2 % 近 percent"),
    Case("below", "是全区唯一低于10%的盟市。", "10% 10 % 低于 percent"),
    Case("recent years", "比近三年平均值高5件。", "三 3 年 - duration; 5 5 件 - count"),
    Case("spelled", "总产值约为五百八十三亿元。", "五百八十三亿 58300000000 元 约 money"),
    Case("many inside", "五百多万个手工业者。", "五百多万 5000000 个 多 count"),
    Case(
        "units of weight",
        "粮食产量33，212万吨，比上年增加2，737万吨。",
        "33，212万 332120000 吨 - count; 2，737万 27370000 吨 - count",
    ),
    Case("full-width comma and digits", "共２，３００万户。", "２，３００万 23000000 户 - count"),
    Case("comma as punctuation", "涉及2.08亿元，10.7万人。", "2.08亿 208000000 元 - money; 10.7万 107000 人 - count"),
    Case("grouped by spaces", "导致超过1 100人受伤。", "1 100 1100 人 超过 count"),
    Case(
        "mixed scales",
        "共25万6千人、3万4000户、1千零20家。",
        "25万6千 256000 人 - count; 3万4000 34000 户 - count; 1千零20 1020 家 - count",
    ),
    Case("kilogram", "共二十五千克、3千米。", "二十五 25 千克 - count; 3 3 千米 - count"),
    Case("unit letters", "重25kg，长250m。", "25 25 kg - count; 250 250 m - count"),
    Case(
        "shared unit",
        "败诉率、纠错率分别低于全区1.2和2.2个百分点。",
        "1.2 1.2 个百分点 - percentage_point; 2.2 2.2 个百分点 - percentage_point",
    ),
    Case(
        "shared unit of three",
        "分别提高20.9、36.2、54个百分点。",
        "20.9 20.9 个百分点 - percentage_point; 36.2 36.2 个百分点 - percentage_point; 54 54 个百分点 - percentage_point",
    ),
    Case(
        "years that are no unit",
        "实施187个年度重点项目，连续3个年度获评优秀。",
        "187 187 个 - count; 3 3 个年度 - duration",
    ),
    Case("from to", "由50个工作日压缩至33个工作日。", "50 50 个工作日 - duration; 33 33 个工作日 - duration"),
    Case("from to of years", "从1952年到1956年增产。", "1952 1952 年 - year; 1956 1956 年 - year"),
    Case("range with shared scale", "有两到三万人参加。", "两到三万 20000..30000 人 - range"),
    Case("range with two units", "投资多了十五亿元到二十亿元。", "十五亿元到二十亿 1500000000..2000000000 元 - range"),
    Case(
        "range of neighbours",
        "约八九亿元、六十三四万人。",
        "八九亿 800000000..900000000 元 约 range; 六十三四万 630000..640000 人 - range",
    ),
    Case("range of percent", "有10—15%的户。", "10—15% 10..15 % - range"),
    Case("range of spelled percent", "有百分之二十到三十的农民。", "百分之二十到三十 20..30 % - range"),
    Case("bare lower end", "在今后五至十年。", "五至十 5..10 年 - range"),
    Case("more than half", "半数以上重要建筑用上新技术。", "半数 1/2 - 以上 fraction"),
    Case(
        "rows whose cells stand on lines",
        "\n1\n\t完成3所学校改造\n2\n\t开展培训",
        "1 1 - - enumerator; 3 3 所 - count; 2 2 - - enumerator",
    ),
    Case("fraction", "等于投资总额的三分之一，完成一半稍多。", "三分之一 1/3 - - fraction; 一半 1/2 - - fraction"),
    Case("permille", "死亡率为3.5‰、千分之二。", "3.5‰ 3.5 ‰ - permille; 千分之二 2 ‰ - permille"),
    Case("tenths", "约有七成，九成以上。", "七成 70 % 约 percent; 九成 90 % 以上 percent"),
    Case("times", "增长一点二倍，将近一倍。", "一点二 1.2 倍 - multiple; 一 1 倍 将近 multiple"),
    Case("doubling", "企业数3年翻两番。", "3 3 年 - duration; 两 2 番 - multiple"),
    Case("and a half", "逾一倍半，用时三年半。", "一倍半 1.5 倍 逾 multiple; 三年半 3.5 年 - duration"),
    Case("ratio", "收入比由2.9∶1缩小至2.52∶1。", "2.9∶1 2.9/1 - - fraction; 2.52∶1 2.52/1 - - fraction"),
    Case("vague", "数百家企业、十几个部门、几十年来。", "数百 - 家 数 count; 十 10 个 几 count; 几十 - 年 几 duration"),
    Case(
        "negative",
        "利润-3.2%，增速▲5.1%，负六点六。",
        "-3.2% -3.2 % - percent; ▲5.1% -5.1 % - percent; 负六点六 -6.6 - - count",
    ),
    Case(
        "small change",
        "每公斤3元5角，共三千三百八十元五角八分。",
        "3元5 3.5 元 - money; 三千三百八十元五角八 3380.58 元 - money",
    ),
    Case(
        "traditional",
        "訪港旅客逾一千三百萬人次，佔百分之四點八。",
        "一千三百萬 13000000 人次 逾 count; 百分之四點八 4.8 % - percent",
    ),
    Case("gloss in the unit", "对12個(gè)盟市開展督察。", "12 12 個 - count"),
    Case("gloss in the numeral", "38.6萬(wàn)戶(hù)。", "38.6萬 386000 戶 - count"),
    Case("line break before the unit", "经费约\n982 億元。", "982 億 98200000000 元 约 money"),
    Case("line break in the numeral", "共办理二万八\n千人。", "二万八\n千 28000 人 - count"),
    Case("spaced digits", "建于1 9 9 3 年。", "1 9 9 3 1993 年 - year"),
    Case("date", "于7月28日对外公布。", "7月28 07-28 日 - date"),
    Case("full date", "2002 年 1 月 28 日起施行。", "2002 年 1 月 28 2002-01-28 日 - date"),
    Case("spelled date", "一九九七年七月一日回歸。", "一九九七年七月一 1997-07-01 日 - date"),
    Case("circle as zero", "一九八○年完成。", "一九八○ 1980 年 - year"),
    Case("year range", "2021—2025年规划。", "2021—2025 2021..2025 年 - year"),
    Case("spelled year range", "二零零一至零二年度。", "二零零一至零二 2001..2002 年度 - year"),
    Case(
        "two years",
        "1978、1979两年增产4，900多万吨。",
        "1978 1978 年 - year; 1979 1979 年 - year; 两 2 年 - duration; 4，900多万 49000000 吨 多 count",
    ),
    Case("list markers", "一是全面履行。二是深入学习。", "一 1 - - enumerator; 二 2 - - enumerator"),
    Case("ordinals", "获评第三批，法律文书三等奖，五星级。", "第三 3 批 - ordinal; 三 3 - - ordinal; 五 5 - - ordinal"),
    Case("ordinals that share 第", "第一、二、三产业。", "第一 1 - - ordinal; 二 2 - - ordinal; 三 3 - - ordinal"),
    Case("a session of a committee", "按照十二届市委八次全会部署。", "十二届市委八次全会 - - - label"),
    Case("a session in brackets", "贯彻区十四届四次全委（扩大）会议精神。", "十四届四次全委（扩大）会议 - - - label"),
    Case(
        "sectors without 第", "其中一、二、三产业增加值增长。", "一 1 - - ordinal; 二 2 - - ordinal; 三 3 - - ordinal"
    ),
    Case("sectors that open a line", "一、二产业协同。", "一 1 - - ordinal; 二 2 - - ordinal"),
    Case("a point on an industry", "一、产业发展。", "一 1 - - enumerator"),
    Case(
        "what was carried so far",
        "旅客周转量148.6亿人公里，万人拥有公交车11.6标台。",
        "148.6亿 14860000000 人公里 - count; 万 10000 人 - count; 11.6 11.6 标台 - count",
    ),
    Case("quoted slogan", "落实“三项制度”，推行“四所一庭+N”。", "三项制度 - - - label; 四所一庭+N - - - label"),
    Case("the same words unquoted", "有效降低败诉率三项制度，六类事项。", "三 3 项 - count; 六 6 类 - count"),
    Case("title", "出台《优化营商环境十九条工作措施》（3.0版）。", "十九条 - - - label; 3.0版 - - - label"),
    Case(
        "year in a title",
        "《法治建设规划（2020—2025年）》和《2024年工作要点》",
        "2020—2025 2020..2025 年 - year; 2024 2024 年 - year",
    ),
    Case(
        "names",
        "“双随机、一公开”、12348热线、“3·15”、四义堂村、三年行动。",
        "双随机、一公开 - - - label; 12348 - - - label; 3·15 - - - label; 四义堂 - - - label; 三年行动 - - - label",
    ),
    Case("a party congress by what it did", "全国人民对十二大确定的路线更加拥护。", "十二大 - - - label"),
    Case(
        "addresses of pages",
        "见https://s.gov.cn:6443/goto/385/c.html?id=9，办件12件。",
        "6443/goto/385/c.html - - - label; 12 12 件 - count",
    ),
    Case("proverbs", "让三百六十行人才荟萃，两步并作一步走，办件12件。", "12 12 件 - count"),
    Case(
        "party sessions",
        "党的二十大和二十届二中、三中全会精神。",
        "二十大 - - - label; 二十届二中、三中全会 - - - label",
    ),
    Case("congresses", "从十四大到十六大，五大产业。", "十四大 - - - label; 十六大 - - - label; 五大产业 - - - label"),
    Case("document", "〔2022〕48号文件规定10件。", "〔2022〕48号 - - - label; 10 10 件 - count"),
    Case(
        "models",
        "建成5G基站800个，PM2.5、PM_10浓度35微克/立方米。",
        "5G - - - label; 800 800 个 - count; PM2.5 - - - label; PM_10 - - - label; 35 35 微克/立方米 - count",
    ),
    Case("a number behind letters", "地均GDP61亿元。", "61亿 6100000000 元 - money"),
    Case("look-alikes", "进一步统一思想，唯一一些一线队伍双向清零首个四川十分重要。", ""),
]


def _lines(sentence: str) -> list[str]:
    return [
        " ".join((m.text, m.value or "-", m.unit or "-", ",".join(m.approx) or "-", m.kind))
        for m in find_numbers(sentence)
    ]


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_sentence_is_read(case):
    """Every mention of the sentence is found with span, value, unit, qualifiers and kind, and nothing else is."""
    assert _lines(case.sentence) == [line for line in case.mentions.split("; ") if line]


SPACED = "从1 9 9 2 年到1 9 9 7 年，粮食产量稳定在4 9 2 5 0 万吨，增长1 7 ．5 ％，人均居住面积2 2 平方米，共 12 34 5。"


def test_digits_that_a_text_prints_one_by_one_are_one_number():
    """Where two of its years stand so; numbers of more digits keep apart, and offsets are the text's own."""
    found = [mention for mention in find_numbers(SPACED) if mention.kind is not Kind.YEAR]
    assert [(mention.value, mention.unit) for mention in found] == [
        ("492500000", "吨"),
        ("17.5", "%"),
        ("22", "平方米"),
        ("12", ""),
        ("34", ""),
        ("5", ""),
    ]
    assert all(SPACED[mention.start : mention.end] == mention.text for mention in found)


@pytest.mark.parametrize("text", ["本年新收 0 0 1 0 2 件", "表1 9 9 7 年 1 0 0 2"])
def test_single_digits_in_a_row_are_a_table_elsewhere(text):
    """Only a text that prints its years digit by digit, or one number alone, tells that they belong together."""
    assert len(find_numbers(text)) > 3
