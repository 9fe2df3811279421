"""Words of a name that the source writes otherwise: GDP for 地区生产总值, 造林目标 for what is to be done."""

import re

from extractor.check.words import LONGER, last_of

_LONG = {
    "GDP": "生产总值",
    "CPI": "居民消费价格",
    "PPI": "工业生产者出厂价格",
    "COD": "化学需氧量",
    "社零": "社会消费品零售",
    "固投": "固定资产投资",
    "规上": "规模以上",
    "限上": "限额以上",
    "高企": "高新技术企业",
    "国企": "国有企业",
    "民企": "民营企业",
    "基建": "基础设施",
    "技改": "技术改造",
    "危改": "危房改造",
    "棚改": "棚户区改造",
    "网零": "网络零售",
    "电商": "电子商务",
    "高铁": "高速铁路",
    "高校": "高等学校",
    "低保": "最低生活保障",
    "医保": "医疗保险",
    "新农合": "新型农村合作医疗",
    "新农保": "新型农村社会养老保险",
    "长护险": "长期护理险",
    "法援": "法律援助",
    "批捕": "批准逮捕",
    "起诉": "提起公诉",
    "一产": "第一产业",
    "二产": "第二产业",
    "三产": "第三产业",
}
_SHORT = re.compile(f"(?<!{LONGER.pattern})(?:{'|'.join(_LONG)})")


_AIM, _AIMED = re.compile("(?<=..)(?:目标|预期)[值数]?$"), re.compile("目标|任务|计划|规划|预期")


def may_differ(plain: str) -> bool:
    """Tell whether a folded name has a word that a source may write otherwise."""
    return _SHORT.search(plain) is not None or _AIM.search(plain) is not None


def as_written(plain: str, text: str) -> str:
    """Write a folded name in the words of a folded text: long forms for short ones, and no aim where it sets none.

    造林目标 is 1亿亩 of 今年造林1亿亩; where a text tells of aims and of what was reached, the word tells them apart.

    >>> as_written("人均GDP", "人均地区生产总值3万元"), as_written("医保基金", "职工医保基金")
    ('人均生产总值', '医保基金')
    >>> as_written("造林目标", "今年造林1亿亩"), as_written("造林目标", "造林1亿亩,为目标的110%")
    ('造林', '造林目标')
    """
    plain = _SHORT.sub(lambda hit: _spelled(hit[0], text), plain)
    return plain if _AIMED.search(text) else _AIM.sub("", plain)


def _spelled(short: str, text: str) -> str:
    """Spell one out; 人均GDP is no short form of what 生产总值(GDP) prints beside the long one, nor 批捕 of 不批捕."""
    long = _LONG[short]
    return long if long in text and last_of(short, text.replace(f"({short})", "")) < 0 else short
