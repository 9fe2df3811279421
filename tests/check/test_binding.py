"""Names among the numbers of one unit: what the words between two numbers say belongs to the right one."""

import pytest

from extractor.check import check
from schemas.finding import Verdict


@pytest.mark.parametrize(
    ("text", "name", "wrong"),
    [
        ("112名陪审员参与审理案件1038件，陪审率92.3%，人均参审9.3件。", "陪审员参审", "112名"),
        ("引进投资额超亿元优质项目250个，其中投资额超30亿元的项目10个。", "优质项目投资额门槛", "超30亿元"),
        ("改造提升超5000个自然村，农民满意度不低于80%。", "农民满意度下限", "超5000个"),
        ("36项年度任务完成35项，1项跨年实施。", "完成年度任务", "36项"),
        ("实行领导包案制度，9件包案信访件化解8件。", "化解包案信访件", "9件"),
        ("建成县级便民服务中心1个、乡镇服务站16个、村级服务室204个。", "乡镇便民服务站", "1个"),
        ("抽查企业4,763户，其中部门联合抽查59次、702户。", "联合抽查企业", "4,763户"),
        ("查办案件罚没款9,840万元，件均1.83万元。", "件均罚没款", "9,840万元"),
        ("全县9个乡镇街道、38个部门接受了专项督察。", "接受督察的乡镇街道", "38个"),
    ],
)
def test_a_name_of_the_next_number_is_not_verified(text: str, name: str, wrong: str) -> None:
    found = check([{"name": name, "value_text": wrong, "quote": text}], text).findings[0]
    assert found.verdict in {Verdict.AMBIGUOUS, Verdict.MISATTRIBUTED}


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("28件人大代表建议办结26件。", "办结人大代表建议", "26件"),
        ("抽查方案310宗，占总数的27.2%；旁听听证828次，占总数的72.6%。", "旁听听证占总数", "72.6%"),
        ("对路灯480盏逐一排查，新装163盏、修复309盏、拆除8盏。", "排查路灯", "480盏"),
    ],
)
def test_a_name_of_this_number_is_verified(text: str, name: str, value: str) -> None:
    """A turned phrase, the number that a share follows, words that no rival has."""
    found = check([{"name": name, "value_text": value, "quote": text}], text).findings[0]
    assert found.verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    ("text", "name", "wrong", "quote"),
    [
        ("限额以上单位销售额67.9亿元；限额以下单位销售额222.1亿元。", "限额以上单位销售额", "222.1亿元", 16),
        ("实施10亿元以上项目3个、亿元以上项目37个。", "10亿元以上项目", "37个", 10),
        ("煤炭、电力分别增长17.1%、4.2%。", "煤炭增长", "4.2%", 13),
        ("第一产业增加值36.9亿元、增长4.8%；规上工业增加值增长8.6%。", "第一产业增加值增长", "8.6%", 20),
    ],
)
def test_a_quote_of_the_other_number_decides_nothing(text: str, name: str, wrong: str, quote: int) -> None:
    """What a name says and its quote leaves out, a size that stands by the other, another subject, a quote without words."""
    found = check([{"name": name, "value_text": wrong, "quote": text[quote:].rstrip("。")}], text).findings[0]
    assert found.verdict in {Verdict.AMBIGUOUS, Verdict.MISATTRIBUTED}


@pytest.mark.parametrize(
    ("text", "name", "true", "wrong"),
    [
        (
            "征收排污费386.2万元、补偿费923万元，分别完成年度任务的104.4%和115.4%。",
            "补偿费任务完成率",
            "115.4%",
            "104.4%",
        ),
        ("办理时限由法定30个工作日压到8个工作日。", "法定办理时限", "30个工作日", "8个工作日"),
        ("产值由2016年的268亿元增加到412亿元。", "产值（2016年）", "268亿元", "412亿元"),
        ("接待游客2.7亿人次、实现收入4140亿元，增长18.6%和23.4%。", "实现收入增长", "23.4%", "18.6%"),
        ("86个重大项目已开工74个。", "重大项目开工", "74个", "86个"),
        ("在残奥会上获得12金8银4铜。", "获得铜牌", "4", "8"),
        ("新增10个公共停车场、5000个停车位。", "新增停车位", "5000个", "10个"),
        ("对6784件政府文件进行清理，废止50份，修改36份。", "废止政府文件", "50份", "6784件"),
        ("装机1.4亿千瓦，占比由31%提升至54%。", "装机占比提升后", "54%", "31%"),
        ("做好春秋两季过敏原治理，新增城市银边100处。", "新增城市银边", "100处", "两季"),
        ("新增上市企业1家，总量47家；新增高新企业204家，总量3612家。", "高新企业总量", "3612家", "47家"),
        (
            "参加人数达到220万人，占从业人员的比例由1954年的15%上升到29%。",
            "参加人数占从业人员的比例上升后",
            "29%",
            "15%",
        ),
        ("引进营收超10亿元企业3家、纳税超1000万元企业9家。", "营收企业下限", "超10亿元", "超1000万元"),
    ],
)
def test_numbers_in_order_and_the_old_and_the_new(text: str, name: str, true: str, wrong: str) -> None:
    """分别 goes by the numbers before where it has no names; the words beside a value tell old from new."""
    claims = [{"name": name, "value_text": value, "quote": text} for value in (true, wrong)]
    right, other = (found for found in check(claims, text).findings if found.path.endswith("value_text"))
    assert right.verdict is Verdict.VERIFIED
    assert other.verdict in {Verdict.AMBIGUOUS, Verdict.MISATTRIBUTED}


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("共有三级指标100项，补齐短板19个。", "三级指标", "100项"),
        ("食品抽检7536批次，达到每千人6.8批次。", "每千人抽检批次", "6.8批次"),
        ("食品抽检量达到每千人6.4批次。", "食品抽检量", "6.4批次"),
        ("全国居民收入实际增长8%；农村居民收入实际增长9.2%。", "居民收入实际增长", "8%"),
        ("五年全社会固定资产投资累计完成10万亿元。", "全社会固定资产投资", "10万亿元"),
        ("要抓好三点：三是居民消费价格总水平控制在4%。", "居民消费价格总水平", "4%"),
        ("打造500米服务圈，99.8%的矛盾纠纷在区以下得到化解。", "矛盾纠纷在区以下得到化解", "99.8%"),
        (
            "生产总值4100亿元，占全市的比重提高到15.8%；新兴产业增加值占GDP的比重达到52%。",
            "生产总值占全市的比重",
            "15.8%",
        ),
        ("本市生产总值年均增长13.8%，2009年达到8201亿元；人均生产总值达到1.36万美元。", "生产总值", "8201亿元"),
    ],
)
def test_a_number_that_is_a_word_of_the_name_is_no_rival(text: str, name: str, value: str) -> None:
    found = check([{"name": name, "value_text": value, "quote": text}], text).findings[0]
    assert found.verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("对8个街道和12家单位开展法治督察。", [("街道法治督察", "8个"), ("单位法治督察", "12家")]),
        (
            "组织23个镇（街道）和41个部门主要负责人开展年度述法。",
            [("组织镇（街道）开展年度述法", "23个"), ("部门主要负责人开展年度述法", "41个")],
        ),
        (
            "对5个设区市、15个县（市、区）和8个省直单位开展法治建设督察。",
            [
                ("设区市法治建设督察", "5个"),
                ("县（市、区）开展法治建设督察", "15个"),
                ("省直单位法治建设督察", "8个"),
            ],
        ),
    ],
)
def test_what_is_told_of_a_list_of_bodies_is_told_of_each(text: str, names: list[tuple[str, str]]) -> None:
    """Each name holds for its own number and for no other of the list, whatever classifier counts it."""
    values = [value for _, value in names]
    for name, true in names:
        claims = [{"name": name, "value_text": value, "quote": text} for value in values]
        found = [one for one in check(claims, text).findings if one.path.endswith("value_text")]
        verified = [value for value, one in zip(values, found, strict=True) if one.verdict is Verdict.VERIFIED]
        assert verified == [true]
