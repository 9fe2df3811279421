"""Where one value turns into another, 由50个工作日压缩至33个工作日, 前 and 后 in a name decide.

A name that says no time means what the value is now; it is never given what it was.
"""

import re

from extractor.check.index import Source
from extractor.check.place import Place, in_order
from extractor.check.words import ends_in_change, pairs_of

_FROM = re.compile(r"(?:由|从|自|原来的?|原|现行)(?P<then>[^,;:.、()由从]{0,14})$")
_TO = re.compile(r"(?:至|到|为|成)(?:了|约|近)?(?:[^,;:.、]{0,14}(?:年度?|年[底初末中]|月|日|现在|目前)的?)?$")
_TO_ANY = re.compile("[至到为成]")
_WAS = "原(?![则因告料始油煤木材籍创]|产地)"
_NAME_OLD = re.compile(
    f"(?<![会提目事庭诉学产术婚赛餐])前(?![置期端台列沿景])|现行|{_WAS}|起点|上年|去年|年初|期初|压缩自|(?:(?<![自理事缘])由|从(?![业事严轻重宽教医军警政优快速容]))[^,;:、由从到至]{{0,8}}$"
)
_NOW = re.compile(r"现(?!场|金|代|象|行)|目前|当前|如今")
_NAME_NEW = re.compile(r"后|[至到]\)?$|目标$|新标准|终|(?<![上去前])[年期][末底]|[今本当]年")
_TIMED = re.compile("[0-9]年|年(?!均|度?[总平人]|龄)|[初旧末]|期[初末]|以往|过去|法定|[增降升缩减压提涨]")
_DATE = re.compile("[0-9]{4}(?=年)|[去上今本明]年")
_WORD = re.compile("[0-9]{2,4}年|[^0-9年的]{2}")
_NOTHING = re.compile("(?P<then>)")
_MERGED = re.compile("[^,;:.、0-9]{0,12}(?:整合|精简|优化|压减|合并|归并|缩减)[^,;:.、0-9]{0,4}[为至到]")
_CUT = re.compile("(?:精简|压减|缩减|压缩|精减|整合)[为至到]$")
_OF_BOTH = re.compile("平均|目前|每")
_ONCE = re.compile(f"此前|{_WAS}")
_BECAME = re.compile(
    "(?:扩大|增加|提高|增长|上升|拓展|减少|下降|降低|压缩|精简|缩减|[升降增减])(?:到|至|为)了?(?:约|近|超过?)?$"
)
_REACH, _NEAR, _FAR = 20, 12, 26
_OPENS, _OPENED = re.compile("[由从](?:[0-9]{4}年|[上去]年|年初)?的?(?:每[人户亩]?(?:每?[年月日])?)?$"), 10
_STATE = 3
_MANY, _WIDE, _UNTOLD = 6, 160, 0.75
_JOINTS = frozenset("、和及与,:")


def turn_lead(source: Source, plain: str, place: Place, rival: Place) -> float | None:
    """Return 1 if a name speaks of the place, -1 if of the rival, 0 if it does not say; None where nothing turns."""
    first, second = in_order(place, rival)
    later, other_later = is_later(source, plain, place), is_later(source, plain, rival)
    if later != other_later:
        return -1.0 if later else 1.0
    if _turn_in_turn(source, first, second):
        said_old, said_new = bool(_NAME_OLD.search(plain)), bool(_NAME_NEW.search(plain) or _NOW.search(plain))
        if said_old == said_new:
            return 1.0 if place is second and not said_old and _says_no_time(plain) else 0.0
        return 1.0 if said_old == (place is first) else -1.0
    between, dated = _between(source, first, second), second.index > first.index + 1
    if len(between) > (_FAR if dated else _NEAR) or "," in between or not _TO_ANY.search(between):
        return None
    text = source.folded.text
    before = _FROM.search(text, max(0, first.folded_start - _REACH), first.folded_start)
    if before is None and (_MERGED.fullmatch(between) or _CUT.search(between)):
        before = _NOTHING.match("")  # 188个园区整合优化为120个
    if before is None or not _TO.search(between.removesuffix(before["then"])):
        return None
    if any(other.is_quantity for other in source.places[first.index + 1 : second.index]):
        return None
    now = bool(_NOW.search(plain))
    if now and _NOW.search(before["then"]):
        return 0.0  # 由现时400万元提升至800万元: 现时 is what was
    if lead := _dated_lead(plain, before["then"], between):
        return lead if place is first else -lead
    said_old, said_new = bool(_NAME_OLD.search(plain)), now or bool(_NAME_NEW.search(plain)) or between in plain
    if not said_old and not said_new:
        said_old, said_new = _is_said(plain, before["then"], between), _is_said(plain, between, before["then"])
    if said_old == said_new:
        return 1.0 if place is second and not said_old and _is_of_now(source, plain, first, second) else 0.0
    return 1.0 if said_old == (place is first) else -1.0


def is_later(source: Source, plain: str, place: Place) -> bool:
    """Tell whether a name says what was, 原试点城市, and a number what it became: 在58个城市试点,今年扩大到110个."""
    if not _ONCE.match(plain) or plain[:_STATE] in source.folded.text:  # 原特区外
        return False
    start = place.folded_start
    return _BECAME.search(source.folded.text, max(0, start - _NEAR), start) is not None


def _turn_in_turn(source: Source, first: Place, second: Place) -> bool:
    """Tell whether one of several values turns into another: 分别由4.1张、1.6人增加到6.2张、2.3人."""
    places, text, size = source.places, source.folded.text, second.index - first.index
    if not 1 < size <= _MANY or second.folded_start - first.folded_end > _FAR * size:
        return False
    start = last = first.index
    while start > max(0, first.index - size) and joins(source, places[start - 1], places[start]):
        start -= 1
    while last < second.index and joins(source, places[last], places[last + 1]):
        last += 1
    turn = text[places[last].folded_end : places[last + 1].folded_start] if last < second.index else ""
    opened = text[max(0, places[start].folded_start - _OPENED) : places[start].folded_start]
    turned = last + 1 == start + size and "," not in turn and _TO.search(turn) is not None
    return turned and _OPENS.search(opened) is not None


def joins(source: Source, one: Place, other: Place) -> bool:
    """Tell whether nothing but a joint stands between two numbers: 4.1张、1.6人."""
    return source.folded.text[one.folded_end : other.folded_start] in _JOINTS


def _between(source: Source, first: Place, second: Place) -> str:
    """Return the words between two numbers, as far as they matter."""
    return source.folded.text[first.folded_end : min(second.folded_start, first.folded_end + _FAR + 1)]


def _is_of_now(source: Source, plain: str, first: Place, second: Place) -> bool:
    """Tell whether a name says neither a time nor a change and is told of a turn: it means what the value is now."""
    if not _says_no_time(plain):
        return False
    text, pairs = source.folded.text, pairs_of(plain)
    before = text[source.gap_start(first) : first.folded_start]
    low, high = source.folded_sentence(second.sentence)
    low, high = max(low, first.folded_start - _WIDE), min(high, second.folded_end + _WIDE)
    untold = [pair for pair in pairs if pair not in before]
    elsewhere = any(
        pair in text[second.folded_end : high] and pair not in text[low : first.folded_start] for pair in untold
    )
    return len(untold) <= _UNTOLD * len(pairs) and not elsewhere


def _says_no_time(plain: str) -> bool:
    """Tell whether a name says neither a time nor a change."""
    return not ends_in_change(plain) and _TIMED.search(plain) is None


def _dated_lead(plain: str, then: str, between: str) -> float:
    """Return 1 if a name says the year of the first value alone, -1 if that of the second alone, else 0.

    去年赤字率 is what 从2009年的2.8%降到去年的1.5% ends in, though 去年 says what was before elsewhere.
    """
    said, first, second = (set(_DATE.findall(words.replace("上年", "去年"))) for words in (plain, then, between))
    first, second = said & first, said & second
    return float(bool(first - second)) - float(bool(second - first))


def _is_said(plain: str, words: str, others: str) -> bool:
    """Tell whether a name says a year or the first word of what stands beside one value: 法定 of 由法定30天压到8天."""
    found = _WORD.match(words)
    if found is not None and not found[0].endswith("年") and len(words.rstrip("的")) > _STATE:
        return False  # 从月销售额10万元提高到15万元
    if found is None or found[0] in others or _OF_BOTH.match(found[0]):
        return False
    return found[0] in plain
