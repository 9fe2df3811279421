"""Durations: what a number of years, months or days is called.

In: a passage, and a name of what lasted. Out: a name of how long (连续居全国首位年数), or of the time that a part of a
report is about (五年来).
"""

import re
from collections.abc import Iterator

from extractor.anchors import Passage
from extractor.clause_parts import BARELY, TAKEN, Clause
from extractor.numbers.periods import read_period
from schemas.quantity import Kind

_UNITS_OF = {
    "年数": "年 学年",
    "季度数": "季度 个季度",
    "月数": "个月",
    "月數": "個月",
    "周数": "周 星期",
    "周年": "周年",
    "週年": "週年",
    "天数": "天 日",
    "时长": "小时 个小时",
    "時長": "小時 個小時",
    "时间": "分钟 秒 工作日 个工作日",
    "時間": "分鐘",
}
_LASTS = {unit: measure for measure, units in _UNITS_OF.items() for unit in units.split()}
_IS_TIME = re.compile(
    "时间|時間|[时時期年]限|工期|周期|[时時][长長]|寿命|壽命|年[龄齡]|[天年月周][数數]|[用耗历]时"
    "|[期龄齡后後]$|(?<!提)前$|基数$"
)
_EARLIER = re.compile("提前|延期|推迟")
_TAKEN = re.compile(f"(?:[用耗历][时時]|{TAKEN}){BARELY}")


def lasting(name: str, clause: Clause) -> str:
    """Say of a name of what lasted that the number tells how long.

    连续30个月保持100% has 连续保持月数, 仅用17天建成医院 has 建成医院用时; 办理时限15天 is told as it is.
    """
    measure = _LASTS.get(clause.unit, "") if clause.is_time else ""
    if not measure or not name or _IS_TIME.search(name):
        return name
    if _TAKEN.search(clause.raw):
        return name + "用时"
    return name + ("时间" if _EARLIER.search(clause.raw) else measure)


def periods(passage: Passage) -> Iterator[tuple[int, str]]:
    """Name the times that a report looks back on or ahead to: 五年来, 过去一年, 今后五年."""
    for i, anchor in enumerate(passage.anchors):
        is_time = anchor.mention.kind is Kind.DURATION
        if is_time and (period := read_period(passage.chunk.text, anchor.start, anchor.end)):
            yield i, period
