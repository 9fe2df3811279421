"""Periods: the time that a report, or a part of it, looks back on or ahead to, which is no measure of anything.

In: a text and where a number of years or months stands. Out: the word for such a time.
"""

import re

PAST, AHEAD, BEFORE = PERIODS = ("回顾期", "规划期", "对比期")
"""The words for a time that is looked back on (五年来), for one that is planned (今后五年), and for one that numbers

are compared with (较前五年).
"""
_REACH = 12
_OPENS = r"(?:\A|[，,。；;：:！!？?、\s—])(?:而|在|我们)?"
_BACK = re.compile(f"过去的?\\Z|{_OPENS}(?:[近前这]|最近)\\Z")
_AHEAD = re.compile(r"(?:今后|未来|接下来|新)的?\Z")
_IN = re.compile(r"(?<![存现所])在\Z")
_THAN = "较|(?<![相对占之])比"
_BEFORE, _AGO = re.compile(f"(?:[与和同]|{_THAN})前\\Z"), re.compile(f"(?:{_THAN})\\Z")
_AS_AGO = re.compile("(?:是|为|相当于)\\Z")
_WAS = re.compile(
    r"(今年|明年|今后|未来|“?十[一二三四五]五”?[时時]期(?=是[^。\n]*关键\Z))?[^，,。；;：:！!？?\n]*是[^，,。；;：:！!？?\n]{2,}(?:的(?:关键|重要|最后|开局|起步|攻坚|决胜|收官)?|关键)\Z"
)
"""What a year was or is to be: ２００８年是极不平凡的一年, 今年是承上启下的关键一年."""
_CLAUSE = 60
_SINCE = re.compile("[多余]?以?[来來](?!自|源|到|的?(?:最|新[高低]|首))")


def read_period(text: str, start: int, end: int) -> str:
    """Return the word for the period that the duration at `start..end` (with its unit) tells, or nothing.

    Offsets are code points into `text`.

    >>> read_period("五年来，我们奋力前行。", 0, 2), read_period("今后五年，要办好八件事。", 2, 4)
    ('回顾期', '规划期')
    >>> read_period("办案数较前五年上升6%。", 5, 7)
    '对比期'
    >>> read_period("拨款较五年前增加近五成。", 3, 5)
    '对比期'
    >>> read_period("2008年是极不平凡的一年。", 11, 13), read_period("今年是承上启下的关键一年。", 10, 12)
    ('回顾期', '规划期')
    >>> read_period("“十五五”时期是高质量发展的关键五年。", 16, 18)
    '规划期'
    >>> read_period("出庭应诉率连续五年达到100%。", 7, 9)
    ''
    """
    before = text[max(0, start - _REACH) : start]
    if _AHEAD.search(before) or (_IN.search(before) and text.startswith(("年内", "年之内"), end - 1)):
        return AHEAD
    ago = text.startswith("前", end)
    as_ago = text.startswith("前的", end) and _AS_AGO.search(before)  # 是五年前的3倍
    if _BEFORE.search(before) or (ago and _AGO.search(before)) or as_ago:
        return BEFORE
    low = max(0, start - _CLAUSE)
    if text.find("是", low, start) >= 0 and (was := _WAS.search(text, low, start)):
        return AHEAD if was[1] else PAST
    return PAST if _SINCE.match(text, end) or _BACK.search(before) else ""
