"""Find every number mention: a text goes in, its mentions come out in text order.

The path of one numeral is `_read`: names first, then list markers, ordinals and dates, then quantities.
"""

import re
from collections.abc import Iterator

from extractor.numbers import damage, labels
from extractor.numbers.dates import BARE_YEAR, read_date
from extractor.numbers.everyday import read_everyday
from extractor.numbers.grammar import CORE
from extractor.numbers.lookalikes import NEVER_ONE
from extractor.numbers.marks import read_mark
from extractor.numbers.parse import read_value
from extractor.numbers.quantities import read_quantity
from extractor.numbers.units import read_unit
from schemas.quantity import QUANTITY_KINDS, Kind, Mention

_DATE_MARKS = frozenset("年月日号號-/.—–－~～至到:：学學财財世 \t\u3000\n")
_CURRENCIES = frozenset({"RMB", "USD", "CNY", "HKD", "HK"})
_LETTERS_BEFORE = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]+[-.]?\Z")
_QUALIFIED = frozenset("上近超数數几幾逾约約过過破达達好")
_PHRASE = re.compile(r"(?:[（(][^（()）]{0,8}[)）]|[^，。；：！？!?;:》〉”’」』\")）\]】…（(])+")
_NUMERAL = re.compile(r"[0-9一二三四五六七八九十百千万兩两双雙N]")


def find_numbers(text: str) -> list[Mention]:
    """Return every number mention of `text` in text order, names, ordinals, list markers and years included.

    All offsets are code points into `text` exactly as given: `text[m.start:m.end] == m.text` for each mention `m`.
    Source of the rules: number-rules, all classes.

    >>> [(m.text, m.value, m.unit) for m in find_numbers("调解纠纷4785件,涉及金额2.08亿元。")]
    [('4785', '4785', '件'), ('2.08亿', '208000000', '元')]
    """
    if not damage.GLOSS.search(text):
        return _scan(text)
    clean = damage.strip_glosses(text)
    return clean.restore(_scan(clean.text))


def _scan(text: str) -> list[Mention]:
    names = iter(labels.NAME_SPANS.finditer(text))
    name_start, name_end = next_span(names, 0, text)
    found: list[Mention] = []
    search = CORE.search
    hit = search(text, 0)
    while hit:
        start, end = hit.span()
        if start >= name_end:
            name_start, name_end = next_span(names, start, text)
        inside = name_start <= start
        mention = None if inside else read_everyday(text, start, end)
        if mention is not None:
            found.append(mention)
            hit = search(text, mention.quantity_end)
            continue
        mention, behind = _read(text, start, end, found, name_end if inside else 0)
        if mention is not None:
            if not found or mention.start >= found[-1].end:
                found.append(mention)
            behind = max(behind, mention.end)
        hit = search(text, behind if behind > start else start + 1)
    return _share_units(text, found)


def next_span(names: Iterator[re.Match[str]], start: int, text: str) -> tuple[int, int]:
    """Return the span of the next title or quote that ends behind `start`: its inside, without the marks."""
    for name in names:
        if name.end() - 1 > start:
            return name.start(), name.end() - 1
    return len(text) + 1, len(text) + 1


def _read(text: str, start: int, end: int, found: list[Mention], name_end: int) -> tuple[Mention | None, int]:
    if not name_end and text.startswith("分之", end):
        return read_quantity(text, start, end)
    first = text[start]
    names = labels.NAMES_AT.get(first)
    if names is not None and text[start - 1 : start] != "第":
        named = names.match(text, start)
        if (
            named
            and named.end() >= end
            and not (end - start == 1 and text[start - 1 : start] in _QUALIFIED and named.lastgroup == "word")
        ):
            if named.lastgroup == "word":
                return None, named.end()
            if name_end:
                return _phrase(text, start, name_end), name_end
            return _label(text, start, named.end()), named.end()
    if name_end:
        return _read_in_name(text, start, end, found, name_end)
    return _read_plain(text, start, end, found)


def _read_plain(text: str, start: int, end: int, found: list[Mention]) -> tuple[Mention | None, int]:
    mention = _read_name(text, start, end)
    if mention:
        return mention, mention.end
    mention = read_mark(text, start, end, found)
    if mention:
        return mention, mention.end
    if text[end : end + 1] in _DATE_MARKS or end - start == 1:
        mention = read_date(text, start)
        if mention:
            return mention, max(mention.end, mention.quantity_end)
    return read_quantity(text, start, end)


def _read_in_name(text: str, start: int, end: int, found: list[Mention], name_end: int) -> tuple[Mention | None, int]:
    """Read a numeral inside a title or a short quote: years and ordinals stay, everything else is a name."""
    mention, behind = _read_plain(text, start, end, found)
    if mention is None:
        if text[start] == "一" and text[start - 1 : start] == "合":
            return _label(text, start - 3, end), end
        if text[name_end] in "》〉" or behind > end or (text[start] in "一" and text[start - 1] in NEVER_ONE):
            return None, behind
        return _phrase(text, start, name_end), name_end
    if mention.kind not in QUANTITY_KINDS and mention.kind is not Kind.LABEL:
        return mention, behind
    if mention.kind is not Kind.LABEL and BARE_YEAR.match(mention.text) and mention.unit == "年":
        return mention._replace(kind=Kind.YEAR), behind
    if text[name_end] in "》〉":
        last = max(mention.end, mention.quantity_end)
        return _label(text, mention.start, last), last
    return _phrase(text, mention.start, name_end), name_end


def _phrase(text: str, start: int, name_end: int) -> Mention:
    """Return the label from the first numeral to the end of its phrase, less list members that have none."""
    found = _PHRASE.match(text, start, name_end)
    phrase = found[0] if found else text[start]
    while "、" in phrase and not _NUMERAL.search(phrase, phrase.rindex("、")):
        phrase = phrase[: phrase.rindex("、")]
    return _label(text, start, start + len(phrase))


def _read_name(text: str, start: int, end: int) -> Mention | None:
    before, behind = text[start - 1 : start], text[end : end + 1]
    if before in "〔[（(【" and before:
        document = labels.DOCUMENT.match(text, start - 1)
        if document:
            return _label(text, start - 1, document.end())
    if (
        before
        and text[start].isascii()
        and (
            (before.isascii() and before.isalpha())
            or (before in "-." and text[start - 2 : start - 1].isascii() and text[start - 2 : start - 1].isalpha())
        )
    ):
        letters = _LETTERS_BEFORE.search(text, max(0, start - 12), start)
        if letters and letters[0].upper() not in _CURRENCIES and not _measures(text, end):
            return _label(text, letters.start(), end)
    address = _read_address(text, start, end)
    if address:
        return address
    if end - start == 4 and (not before or before in "\n\r ") and BARE_YEAR.match(text[start:end]):
        volume = labels.VOLUME.match(text, end)
        if volume:
            return _label(text, start, volume.end())
    for pattern in (labels.SUM, labels.DAY_NAME) if behind in "+＋·•‧・∙ " else ():
        named = pattern.match(text, start)
        if named:
            return _label(text, start, named.end())
    if behind in "年日天":
        plan = labels.PLAN.match(text, end)
        if plan and not (end - start == 4 and text[start] in "12"):
            return _label(text, start, plan.end())
    if behind in "届屆中版号號大强":
        fixed = labels.FIXED_AFTER.match(text, end)
        if fixed:
            return _label(text, start, fixed.end())
        if (
            behind == "大"
            and end - start >= 2
            and text[start] in "十二"
            and re.search("党的|党|共产党|过", text[max(0, start - 4) : start])
        ):
            return _label(text, start, end + 1)
    if text[start] in "一二三四五六七八九十两兩双雙":
        return _han_name(text, start, end)
    core = text[start:end]
    model = labels.MODEL.match(text, end) if behind.isascii() and behind.isalpha() else None
    if model and not read_unit(text, end)[0]:
        return _label(text, start, model.end())
    if labels.RELEASE.match(core) and not _counts(text, end):
        return _label(text, start, end)
    if labels.HOTLINE.match(core) and (
        (len(core) > 3 and not _counts(text, end))
        or re.match("(?:报警|指挥|急救|热线|接处警|电话|服务|平台|警情|联动)", text[end : end + 4])
    ):
        return _label(text, start, end)
    return None


def _read_address(text: str, start: int, end: int) -> Mention | None:
    """Read a page number, an enclosure's number, a telephone number, a post code: none of them counts."""
    if text[start] == "0":
        phone = labels.PHONE.match(text, start)
        if phone:
            return _label(text, start, phone.end())
    before = text[start - 1 : start]
    near = max(0, start - 8)
    if before and before in " .…·-" and labels.PAGE.match(text, end) and labels.LEADER.search(text, near, start):
        return _label(text, start, end)
    if (
        before
        and not _counts(text, end)
        and before in "件表图圖+@.：: 话話编編"
        and labels.ADDRESS.search(text, near, start)
    ):
        stop = labels.ADDRESS_END.match(text, end)
        return _label(text, start, stop.end() if stop else end)
    return None


def _measures(text: str, end: int) -> bool:
    """Tell whether a number behind letters is one for sure: GDP61亿元, 投入RMB300万元."""
    return text[end - 1] in "万萬亿億" or read_unit(text, end)[1] is Kind.MONEY or text[end : end + 1] in "%％"


def _counts(text: str, end: int) -> bool:
    return bool(read_unit(text, end)[0]) or text[end : end + 1] in "%％‰余多"


def _han_name(text: str, start: int, end: int) -> Mention | None:
    plan = labels.FIVE_YEAR.match(text, start)
    if plan and plan.end() >= end:
        return _label(text, start, plan.end())
    if end - start > 1:
        return None
    big = labels.BIG.match(text, end)
    if big and text[start] != "一":
        return _label(text, start, big.end())
    slogan = labels.SLOGAN.match(text, start)
    if slogan and text[end] not in "是、,，个個":
        both_one = text[start] == "一" == slogan["second"]
        if both_one or (
            not read_unit(text, end)[0]
            and not read_unit(text, slogan.start("noun"))[0]
            and text[start] != "一"
            and slogan["second"] != "一"
        ):
            return _label(text, start, slogan.end())
    place = labels.PLACE.match(text, start)
    if place and not read_unit(text, end)[0]:
        return _label(text, start, place.end())
    return None


def _label(text: str, start: int, end: int) -> Mention:
    return Mention(start, end, text[start:end], None, "", (), Kind.LABEL, end)


_SHARED = re.compile(r"[ ]?(?:[、和与與及或]|以及)[ ]?\Z")


def _share_units(text: str, found: list[Mention]) -> list[Mention]:
    """Give a bare number the unit of the number that it is joined to (1.2和2.2个百分点)."""
    for index in range(len(found) - 2, -1, -1):
        left, right = found[index], found[index + 1]
        if left.unit or left.kind is not Kind.COUNT or left.quantity_end != left.end:
            continue
        if not 1 <= right.start - left.end <= 2 or not _SHARED.match(text[left.end : right.start]):
            continue
        if BARE_YEAR.match(left.text) and (right.kind is Kind.YEAR or BARE_YEAR.match(right.text)):
            found[index] = left._replace(kind=Kind.YEAR, unit=right.unit)
            found[index + 1] = right._replace(kind=Kind.YEAR)
        elif right.unit and right.kind in QUANTITY_KINDS:
            found[index] = left._replace(kind=right.kind, unit=right.unit, value=_shared_value(left, right))
    return found


def _shared_value(left: Mention, right: Mention) -> str | None:
    """Scale the left number as the right one when they are of one order: 三、四万人 is 30000 and 40000."""
    digits = right.text.rstrip("万萬亿億")
    if left.value is None or digits == right.text or left.text[-1] in "万萬亿億":
        return left.value
    other = read_value(digits)
    alike = other is not None and other.isdecimal() and len(other) == len(left.value.partition(".")[0])
    return read_value(left.text + right.text[len(digits) :]) if alike else left.value
