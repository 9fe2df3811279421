"""One line of reason for each decision, for the people who read a result; the same words in every locale."""

from enum import StrEnum


class Why(StrEnum):
    """A reason; `{source}`, `{other}` and `{detail}` are filled in."""

    ALONE = "数值、单位与原文一致"
    FITS = "数值、单位与原文一致，名称与该处用词相符"
    QUOTED = "数值、单位与引文一致，引文中没有同单位的其他数"
    PRINTED = "原文有此写法"
    RIVAL = "数字在原文，但名称说的是另一处：{other}"
    TIED = "同句另有{other}，名称无法区分"
    SEVERAL = "原文有多处相同的数，名称无法区分"
    NO_QUOTE = "数字在原文，但名称与该处用词不符，又无引文"
    STRANGE = "数字在引文中，但名称与该句用词不符"
    ALSO = "数字在原文，但名称也可指另一处：{other}；请给出引文"
    QUOTE_SEVERAL = "引文不在原文；该数字原文有多处"
    QUOTE_MISSING = "引文不在原文；数字见于{source}"
    QUALIFIER = "概数词不符：原文{source}{detail}"
    UNIT = "数值相同，单位不同：原文为{source}"
    LABEL = "原文的{source}是年份、日期、序号或名称，不是数量"
    SCALE = "数字相同，量级不同：原文为{source}"
    FRAGMENT = "只取了原文数字的一部分：原文为{source}"
    DIGIT = "数字有出入：原文为{source}"
    RANGE_END = "原文是一个范围：{source}"
    ELSEWHERE = "引文中没有此数；原文另一处有{source}"
    DERIVED = "原文没有此数，由原文推算：{detail}"
    NO_NUMBER = "没有给出可核对的数字"
    NOWHERE = "原文没有此数"


def sentence(why: Why, *, source: str, other: str, detail: str) -> str:
    """Fill in a reason.

    >>> sentence(Why.UNIT, source="300余项", other="", detail="")
    '数值相同，单位不同：原文为300余项'
    """
    return why.format(source=source or "原文", other=other or "其他数字", detail=detail)
