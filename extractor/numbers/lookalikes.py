"""Tell characters of words from numbers: a core at an offset goes in, yes or no comes out."""

import re

from extractor.numbers.grammar import FORMAL
from extractor.numbers.qualifiers import QUALIFIER_ENDS
from schemas.quantity import Kind

_WEEKDAY = re.compile(r"(?:周|星期|礼拜|禮拜)\Z")
_BARE_SCALES = re.compile(r"[十百千]?[万萬亿億]\Z|.*[^十百千万萬亿億]")
_NUMERALS = frozenset("0123456789一二三四五六七八九十两")
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_RANKS = frozenset("级級县縣园園产")  # 百千级, 百万县: a rank or a name
_TWICE = re.compile(r"([\u4e00-\u9fff])\1(?<!家家(?=庭))(?<!年年(?=[产產均度初末底内內]))")
"""A classifier told twice, one after another and no count: 一份份建议; but not 一家家庭农场."""
_TRIED = frozenset("讲講看想说說试試谈談算议議访訪走听聽问問查学學写寫读讀停歇拼闯闖比评評晒曬亮")
"""Verbs that are told twice around 一: 讲一讲."""
_UNIT, _AS_UNIT = re.compile(r"[单單]位[：:]?\s?\Z"), re.compile("元为单位|元為單位")
"""What a table is told in: （单位：亿元、%）."""
_PLACES = frozenset("省市县縣区區州")
_WORD_ONE = frozenset("统統进進唯惟单單")  # with 一 these make a word, whatever follows
_BEFORE_ZERO = frozenset("清归歸飘凋丁")  # 清零, 归零
_AFTER_ONE = frozenset("元圆角拾佰仟是、.)）分又")
NEVER_ONE = frozenset("统進进唯惟单單同专專逐划劃不合归歸如某每这這那此任另哪下上新初高大头頭周其之万统")
"""The characters before 一 with which it makes a word or a determiner: 统一, 进一步, 每一个."""


SECTORS = re.compile("(?:[、和及与與][二三])+(?:次)?[产產][业業]")
"""What goes on a first numeral of sectors: 一、二、三产业增加值."""


def is_plain_word(text: str, start: int, end: int) -> bool:
    """Tell cheaply whether a lone 一 or formal numeral stands in a word like 统一部署 or 队伍建设.

    >>> is_plain_word("统一部署", 1, 2), is_plain_word("一次办", 0, 1)
    (True, False)
    """
    before, behind = text[start - 1 : start] if start else "", text[end : end + 1]
    if text[start] == "一":
        return before in _WORD_ONE and behind not in _AFTER_ONE and SECTORS.match(text, end) is None
    if text[start] == "零":
        return before in _BEFORE_ZERO
    return text[start] in FORMAL and _is_han(before) and _is_han(behind) and behind not in _AFTER_ONE


def is_word_with_unit(text: str, start: int, end: int, kind: Kind) -> bool:
    """Tell whether the core `start..end` is part of a word although a unit seems to follow: 周日, 每一个, 队伍元.

    >>> is_word_with_unit("每一个人", 1, 2, Kind.COUNT)
    True
    """
    if end - start > 1:
        return False
    if text[start] in "亿億" and (_UNIT.search(text, max(0, start - 6), start) or _AS_UNIT.match(text, end)):
        return True
    before = text[start - 1 : start] if start else ""
    if text[start] == "一" and (_TWICE.match(text, end) or _is_pattern(text, start, end)):
        return True
    formal = text[start] in FORMAL and kind is not Kind.MONEY and before not in ("负", "負")
    if formal and (_is_han(before) or _is_han(text[end : end + 1])):
        return True
    if before in ("周", "期", "拜") and kind is not Kind.COUNT and _WEEKDAY.search(text, max(0, start - 2), start):
        return True
    return text[start] in "一壹" and before in NEVER_ONE and kind is not Kind.MULTIPLE


def _is_pattern(text: str, start: int, end: int) -> bool:
    """Tell whether a 一 stands within a verb told twice, or compares with its like: 讲一讲, 一年比一年好."""
    if start and text[start - 1] == text[end : end + 1] and text[end] in _TRIED:
        return True
    like = text[start : end + 1]
    return text.startswith("比" + like, end + 1) or text.endswith(like + "比", 0, start)


def is_word(text: str, start: int, end: int) -> bool:
    """Tell whether a core that no unit follows is only a part of a word: the 四 of 四川, the 十分 of 十分重要.

    Offsets are code points into the text that is scanned. Source of the rule: number-rules, look-alikes.

    >>> is_word("统一部署", 1, 2), is_word("三十六人", 0, 3)
    (True, False)
    """
    core = text[start:end]
    if core[0] in _DIGITS or core[0] in "数數几幾.":
        return False
    before, behind = text[start - 1 : start] if start else "", text[end : end + 1]
    alone = not _is_han(before) and not _is_han(behind)
    if behind and behind in "至到—–-~～" and text[end + 1 : end + 2] in _NUMERALS and before != "第":
        return False
    if behind == "、" and text[end + 1 : end + 2] in _NUMERALS and before not in "第周期" and text[start] != "一":
        return False
    if text.startswith("分之", end) and core not in ("十", "百", "千", "万", "萬"):
        return False
    if before in ("负", "負") or (before == "每" and core in "百千万萬"):
        return False
    if end - start == 1:
        if _WEEKDAY.search(text, max(0, start - 2), start):
            return True
        if alone:
            return core in "百千万萬亿億半"
        if (before == "前" or (before == "是" and behind in "不而却那这，。,")) and core in "一二三四五六七八九十":
            return False
        return not (behind in _PLACES and core in "二三四五六七八九两兩十")
    if all(c in "十百千万萬亿億" for c in core) and behind in _RANKS:
        return True
    if not alone and core in ("两两", "兩兩", "一一", "三三"):
        return True
    if all(c not in "十百千万萬亿億拾佰仟点點廿卅" for c in core):
        return not alone
    return not _BARE_SCALES.match(core) and before not in QUALIFIER_ENDS and not alone


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" if char else False
