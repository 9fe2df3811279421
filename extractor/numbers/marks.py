"""Read list markers and ordinals: the numerals that put things in order and count nothing."""

import re
from itertools import product

from extractor.numbers.grammar import FORMAL
from extractor.numbers.lookalikes import SECTORS
from extractor.numbers.parse import read_value
from extractor.numbers.units import read_unit
from schemas.quantity import Kind, Mention

_HAN = frozenset("一二三四五六七八九十百壹贰貳叁參肆伍陆陸柒捌玖拾")
_LINE_START = frozenset("\n\r。；;：:﹕﹔！!？?>】")
_GRADE = re.compile(
    r"[级級]?(?:等奖|等獎|等功)|星级|星級|级响应|级甲等|級甲等|级乙等|等品|年级|年級|季度(?![、和](?![一二三四1-4]季度))|(?:号|號)(?![召])"
)
_LEVEL = re.compile(
    r"[级級](?=[和、及或与][一二三四五][级級](?![联聯书書])"
    r"|公路|管[网網]|预警|預警|保[护護]|标准|標準|资质|資質|防[护護]|航道|警[报報]|危[险險]|文物"
    r"|指标(?!体系)|支流|建造师|伤残|残疾|工伤|运动员|裁判|社会体育"
    r"|(?:评估|評估|评定|認證|认证|测评|达标)(?!体系|机制)|以上(?:公立)?(?:[综綜]合)?(?:中?[医醫]院|[医醫][疗療])"
    r"|(?:应急|防[汛台旱]|抗旱|救[灾助]|地震|气象|重污染)[^，。；\n]{0,4}响应(?!率|速度))"
)
"""A grade of something, 二级公路; 四级联动 counts four levels."""
_GRADES = re.compile("[、和][二三四五六][级級](?![联聯])")
"""Two grades with one word, 三、四级隐患点."""
_WATER = re.compile("[类類](?:及?以上|及?以下)?(?:的?水|[标標][准準])")
"""Grades of water, 三类以上水体."""
_PHASE = re.compile(r"期(?!间|限|待|货|盼|望)")
_SESSION = re.compile(r"次(?:全体|全體|扩大|擴大)?(?:[会會][议議]|全[会會])")
_BODIES = frozenset({"人大", "大会", "大會", "政协", "政協", "员会", "員會", "全会", "省委", "市委", "区委", "县委"})
"""What holds sessions: 人大四次会议 is its fourth."""
_BRACKETS = frozenset(product("(（", ")）")) | frozenset(zip("[［〔", "]］〕", strict=True))
_JOINTS = frozenset("和、及或与")
_YEAR_BEHIND = re.compile(r"(?:19|20)[0-9]{2}年")
"""1.2023年工作总结 is the first point, and no decimal."""
_OPENS_ROW = re.compile(r"\t[ \u3000\xa0]*[^\d\s]{4}|[ \u3000\xa0]*\n\t[ \u3000\xa0]*[^\d\s]{2}")
"""Behind a number that opens the row of a table, and only numbers the row; each cell may stand on its own line."""
_DECIMAL, _NAMED = re.compile(r"[1-9][0-9]?\.[1-9][0-9]?"), re.compile("[\u4e00-\u9fff]{2,14}[。：]")
_NAME = re.compile("[ \u3000]{1,3}[0-9\u4e00-\u9fff，“”]{2,24}(?:\\n|$)")
_HEADING_ENDS = frozenset(" \u3000”」》)）")
_HEADS = re.compile(r"\. |[.．、](?=[“《\u4e00-\u9fff]|20\d\d年)(?![一二三四五六七八九十])")
"""Behind a numeral that begins a point right behind a heading, where the line breaks are lost: …“新机制” 1.完善制度."""
_IS = re.compile(r"(?:[ ]?(?:\r?\n)?是|要(?!求|素|点|點|件|闻|害)|则(?!规)|则是)")


def read_mark(text: str, start: int, end: int, found: list[Mention]) -> Mention | None:
    """Return the list marker or the ordinal at `start..end` of `text`, if it is one.

    Offsets are code points into the text that is scanned. `found` are the mentions before it, for 第一、二、三产业.
    Source of the rule: number-rules, list markers and 第N.

    >>> read_mark("一是全面履行责任", 0, 1, []).kind
    <Kind.ENUMERATOR: 'enumerator'>
    """
    before = text[start - 1 : start] if start else ""
    if before == " " and text[start - 2 : start - 1] == "第":
        return _ordinal(text, start - 2, start, end)
    if before == "第":
        return _ordinal(text, start - 1, start, end)
    if before in ("(", "（") and text[start - 2 : start - 1] == "第" and text[end : end + 1] in (")", "）"):
        return _ordinal(text, start - 2, start, end)
    if (
        before in ("、", "和", "至", "—", "-", "到", "与")
        and found
        and found[-1].kind is Kind.ORDINAL
        and found[-1].end == start - 1
        and not found[-1].unit
    ):
        return _ordinal(text, start, start, end)
    if text[start:end] in ("一", "二") and SECTORS.match(text, end):
        return _ordinal(text, start, start, end)
    if (end - start <= 3 and _is_marker(text, start, end, before)) or _is_decimal_marker(text, start, end):
        return Mention(start, end, text[start:end], read_value(text[start:end]), "", (), Kind.ENUMERATOR, end)
    if (
        end - start == 1
        and text[start] in "一二三四五六"
        and _PHASE.match(text, end)
        and before not in "办辦训訓展开開行了学學"
    ):
        return Mention(start, end, text[start:end], read_value(text[start:end]), "期", (), Kind.ORDINAL, end + 1)
    if (
        text[end : end + 1] == "次"
        and (before in ("届", "屆") or text[start - 2 : start] in _BODIES)
        and _SESSION.match(text, end)
    ):
        return _ordinal(text, start, start, end)
    if (
        text[end : end + 1] in ("级", "級")
        and text[start:end] not in ("两", "兩")
        and (_LEVEL.match(text, end) or text.endswith("成熟度", 0, start) or _follows_level(start, before, found))
    ):
        return _ordinal(text, start, start, end)
    if end - start == 1 and text[start] in "一二三四五" and (before == "劣" or _WATER.match(text, end)):
        return _ordinal(text, start, start, end)
    if end - start == 1 and text[start] in "一二三四五" and _GRADES.match(text, end):
        return Mention(start, end, text[start:end], read_value(text[start:end]), "级", (), Kind.ORDINAL, end)
    grade = _GRADE.match(text, end)
    if (grade and not text.startswith("季度", end)) or (grade and before != "前"):
        return Mention(start, end, text[start:end], read_value(text[start:end]), "", (), Kind.ORDINAL, end)
    return None


def _follows_level(start: int, before: str, found: list[Mention]) -> bool:
    last = found[-1] if found and before in _JOINTS else None
    return (
        last is not None and last.kind is Kind.ORDINAL and last.unit in ("级", "級") and last.quantity_end == start - 1
    )


def _ordinal(text: str, start: int, numeral: int, end: int) -> Mention:
    value = read_value(text[numeral:end])
    end += text[numeral - 1] in "(（"
    at = end + (text[end : end + 1] == " ")
    unit, _ = read_unit(text, at)
    behind = at + len(unit) if unit else end
    return Mention(start, end, text[start:end], value, unit, (), Kind.ORDINAL, behind)


def _is_marker(text: str, start: int, end: int, before: str) -> bool:
    behind = text[end : end + 1]
    han = text[start] in _HAN
    if _is_bracketed(text, start, end):
        return han or end - start <= 2
    if before == "其" and han:
        return behind in ("，", ",", "是", "、", "：")
    starts_line = _starts_line(text, start) or (before in _HEADING_ENDS and _HEADS.match(text, end) is not None)
    if han and _IS.match(text, end):
        return starts_line or before in ("，", ",", "、", "）", ")", "”")
    if not starts_line:
        return False
    if behind in (")", "）"):
        return not han
    if behind in (" ", "\u3000") and text[start] in FORMAL and _NAME.match(text, end):
        return True  # 壹　亮底数
    if behind in ("、", "．") or _OPENS_ROW.match(text, end):
        return True
    return behind == "." and (not text[end + 1 : end + 2].isdecimal() or _YEAR_BEHIND.match(text, end + 1) is not None)


def _is_decimal_marker(text: str, start: int, end: int) -> bool:
    """Tell whether 1.2 opens a line and what it numbers stands right behind: 1.2强执法; it counts nothing."""
    if not (_DECIMAL.fullmatch(text, start, end) and _starts_line(text, start)):
        return False
    return _NAMED.match(text, end) is not None and not read_unit(text, end)[0]


def _is_bracketed(text: str, start: int, end: int) -> bool:
    """Tell whether the numeral stands alone in brackets: (一), ( 1), or [1], the mark of a note."""
    start -= text[start - 1 : start] == " "
    end += text[end : end + 1] == " "
    return (text[start - 1 : start], text[end : end + 1]) in _BRACKETS


def _starts_line(text: str, start: int) -> bool:
    at = start - 1
    while at >= 0 and text[at] in " \t\u3000\xa0":
        at -= 1
    return at < 0 or text[at] in _LINE_START
