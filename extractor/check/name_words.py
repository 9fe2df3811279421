"""Words of a name that the source writes otherwise: GDP for 地区生产总值, 造林目标 for what is to be done."""

import re

from extractor.check.lazy import lazy
from extractor.check.words import LONGER, ends_in_change, last_of
from extractor.quick_patterns import compile_quick

_LONG = {
    "GDP": "生产总值",
    "GNP": "国民生产总值",
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
    "中职": "中等职业",
    "高职": "高等职业",
    "职教": "职业教育",
    "战新": "战略性新兴",
    "央企": "中央企业",
    "公租房": "公共租赁住房",
    "廉租房": "廉租住房",
    "保障房": "保障性住房",
    "轨交": "轨道交通",
    "电诈": "电信网络诈骗",
    "刑拘": "刑事拘留",
}
_SHORT = compile_quick(f"(?<!{LONGER.pattern})(?:{'|'.join(_LONG)})")
_PER = "(?:人均|户均|亩均|每?(?:万|亿|百万)元|单位|占)"
"""What makes another measure of a word: 万元GDP能耗 and 占GDP比重 are not the GDP."""
_ENDS_IN_PER = re.compile(f"{_PER}$")
_AIM, _AIMED = re.compile("(?<=..)(?:目标|预期)[值数]?$"), re.compile("目标|任务|计划|规划|预期")


_INTENSITY = re.compile("(研发(?:经费)?(?:投入)?)强度")
_AS_SHARE = re.compile("研发[^;]{0,40}?(占(?:地区|国内)?(?:生产总值|GDP)的?比[重例])")
"""How the intensity of research is told where it is not called so: 研发投入113亿元,占GDP比重提高到3.85%."""
_DOUBLED = re.compile("(?<=..翻)[了两]?[一二两三四]?番数?$")
"""How a name tells that something doubled, of which the source prints the number between: 翻了一番."""
_DIFFERS = compile_quick("|".join(words.pattern for words in (_SHORT, _AIM, _INTENSITY, _DOUBLED)))


def may_differ(plain: str) -> bool:
    """Tell whether a folded name has a word that a source may write otherwise."""
    return _DIFFERS.search(plain) is not None


class Wording:
    """How one folded text writes what names put otherwise; each word is looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spelled: dict[tuple[str, bool], str] = {}

    def of(self, plain: str, near: str = "") -> str:
        """Write a folded name in the words of the text: long forms for short ones, and no aim where it sets none.

        Where it has both forms of a word, the one that stands in `near` is meant, what is printed before the number,
        unless the text prints the name as it is (技改投资 behind 加大技术改造力度).

        造林目标 is 1亿亩 of 今年造林1亿亩; where a text tells of aims and of what was reached, it tells them apart.

        >>> Wording("人均地区生产总值3万元").of("人均GDP"), Wording("职工医保基金").of("医保基金")
        ('人均生产总值', '医保基金')
        >>> Wording("生产总值翻了一番").of("生产总值翻番")
        '生产总值翻'
        >>> Wording("今年造林1亿亩").of("造林目标"), Wording("造林1亿亩,为目标的110%").of("造林目标")
        ('造林', '造林目标')
        """
        plain = _SHORT.sub(lambda hit: self._spell(hit[0], plain[: hit.start()], plain[hit.end() :], near), plain)
        share = _AS_SHARE.search(self._text) if _INTENSITY.search(plain) and "强度" not in self._text else None
        plain = _INTENSITY.sub(rf"\1{share[1]}", plain) if share else plain
        plain = _DOUBLED.sub("", plain)
        return plain if _AIM.search(plain) is None or self._sets_aims else _AIM.sub("", plain)

    @lazy
    def _sets_aims(self) -> bool:
        return _AIMED.search(self._text) is not None

    def _prints(self, short: str, after: str) -> bool:
        """Tell whether a short word stands in the text with the rest of a name, which is no mere change of it."""
        says_more = len(after) > 1 and not ends_in_change(after) and after[-1] not in "速幅"
        return says_more and short + after in self._text

    def _spell(self, short: str, before: str, after: str, near: str) -> str:
        """Spell one out; not GDP where the text has it too, but for 生产总值(GDP), nor 批捕 where it has 不批捕.

        What is told per GDP is none of it, unless a name says so before it: 万元GDP能耗. Where a text has 占GDP and
        占地区生产总值, the word tells no number from another and is left out.
        """
        alone = _ENDS_IN_PER.search(before) is None
        if alone and _LONG[short] in near and last_of(short, near) < 0 and not self._prints(short, after):
            return _LONG[short]
        key = short, alone
        if key not in self._spelled:
            long, text = _LONG[short], self._text.replace(f"({short})", "")
            if alone:
                text = re.sub(f"{_PER}{short}", "", text)
            both = long in text and last_of(short, text) >= 0
            per = both and not alone and all(re.search(f"{_PER}(?:地区|国内)?{form}", text) for form in (short, long))
            self._spelled[key] = "" if per else long if long in text and not both else short
        return self._spelled[key]
