"""Find every number mention: a text goes in, its mentions come out in text order.

The path of one numeral is `_read`: fixed names first, then names by rule, list markers, dates, quantities.
"""

import re
from collections.abc import Iterator

from extractor.numbers import damage, labels
from extractor.numbers.dates import BARE_YEAR, read_date
from extractor.numbers.everyday import read_everyday
from extractor.numbers.grammar import CORE, FORMAL
from extractor.numbers.lookalikes import NEVER_ONE, is_plain_word
from extractor.numbers.marks import read_mark
from extractor.numbers.names import label, read_name, read_phrase
from extractor.numbers.parse import read_value
from extractor.numbers.quantities import read_quantity
from schemas.quantity import QUANTITY_KINDS, Kind, Mention

_DATE_MARKS = frozenset("年月日号號-/.—–－~～至到:：学學财財世时時点點)） \t\u3000\n")
_LISTED = frozenset("、和與与及两兩")
_QUALIFIED = frozenset("上近超数數几幾逾约約过過破达達好翻俩倆")


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
    if end - start == 1 and is_plain_word(text, start, end) and not (name_end and text[start] == "一"):
        return None, end
    if not name_end and text.startswith("分之", end):
        return read_quantity(text, start, end)
    named = _read_fixed(text, start, end)
    if named and named.lastgroup == "word":
        return None, named.end()
    if named and name_end:
        return read_phrase(text, start, name_end), name_end
    if named:
        return label(text, start, named.end()), named.end()
    if name_end:
        return _read_in_name(text, start, end, found, name_end)
    return _read_plain(text, start, end, found)


def _read_fixed(text: str, start: int, end: int) -> re.Match[str] | None:
    """Look the core up in the table of names; a qualified scale (上千年) is a number, not the word 千年."""
    names = labels.NAMES_AT.get(text[start])
    before = text[start - 1 : start]
    named = names.match(text, start) if names and before != "第" else None
    if named is None or named.end() < end:
        return None
    qualified = (
        end - start == 1 and (before in _QUALIFIED or text[start - 2 : start] == "翻了") and named.lastgroup == "word"
    )
    return None if qualified else named


def _read_plain(text: str, start: int, end: int, found: list[Mention]) -> tuple[Mention | None, int]:
    mention = read_name(text, start, end)
    if mention:
        return mention, mention.end
    mention = read_mark(text, start, end, found)
    if mention:
        return mention, mention.end
    if text[end : end + 1] in _DATE_MARKS or end - start == 1 or (end - start == 4 and text[end : end + 1] in _LISTED):
        mention = read_date(text, start)
        if mention:
            return mention, max(mention.end, mention.quantity_end)
    return read_quantity(text, start, end)


def _read_in_name(text: str, start: int, end: int, found: list[Mention], name_end: int) -> tuple[Mention | None, int]:
    """Read a numeral inside a title or a short quote: years and ordinals stay, everything else is a name."""
    mention, behind = _read_plain(text, start, end, found)
    if mention is None:
        if text[start] == "一" and text[start - 1 : start] == "合":
            return label(text, start - 3, end), end
        word = text[start] in FORMAL or (text[start] == "一" and text[start - 1] in NEVER_ONE)
        if text[name_end] in "》〉" or behind > end or word:
            return None, behind
        return read_phrase(text, start, name_end), name_end
    if mention.kind not in QUANTITY_KINDS and mention.kind is not Kind.LABEL:
        return mention, behind
    if mention.kind is not Kind.LABEL and BARE_YEAR.match(mention.text) and mention.unit == "年":
        return mention._replace(kind=Kind.YEAR), behind
    if text[name_end] in "》〉":
        last = max(mention.end, mention.quantity_end)
        return label(text, mention.start, last), last
    return read_phrase(text, mention.start, name_end), name_end


_ONE_TO_NINE = "一二三四五六七八九"
_SHARED_SCALES = frozenset({"十", "百", "千"})
_SHARED = re.compile(r"[ ]?(?:[、和与與及或]|以及)[ ]?\Z")


def _share_units(text: str, found: list[Mention]) -> list[Mention]:
    """Give a bare number the unit of the number that it is joined to (1.2和2.2个百分点)."""
    for index in range(len(found) - 2, -1, -1):
        left, right = found[index], found[index + 1]
        if left.unit or left.kind is not Kind.COUNT or left.quantity_end != left.end:
            continue
        if not 1 <= right.start - left.end <= 2 or not _SHARED.match(text[left.end : right.start]):
            continue
        if _is_year(left) and (right.kind is Kind.YEAR or _is_year(right)):
            found[index] = left._replace(kind=Kind.YEAR, unit=right.unit)
            found[index + 1] = right._replace(kind=Kind.YEAR)
        elif right.kind is Kind.ORDINAL and len(left.text) == 1:
            found[index] = left._replace(kind=Kind.ORDINAL)
        elif right.unit and right.kind in QUANTITY_KINDS:
            approx = () if left.approx == ("近",) and right.unit == "年" else left.approx
            value = _shared_value(left, right)
            found[index] = left._replace(kind=right.kind, unit=right.unit, value=value, approx=approx)
    return found


def _is_year(mention: Mention) -> bool:
    return len(mention.text) == 4 and mention.value is not None and bool(BARE_YEAR.match(mention.value))


def _is_next(left: str, right: str) -> bool:
    """Tell whether 六 and 七千 are neighbours that share the scale."""
    at = _ONE_TO_NINE.find(left) if len(left) == 1 else -1
    return at >= 0 and right[0] == _ONE_TO_NINE[at + 1 : at + 2] and right[1:] in _SHARED_SCALES


def _shared_value(left: Mention, right: Mention) -> str | None:
    """Scale the left number as the right one when they are of one order: 三、四万人 is 30000 and 40000."""
    if _is_next(left.text, right.text):
        return read_value(left.text + right.text[1:])
    digits = right.text.rstrip("万萬亿億")
    if left.value is None or digits == right.text or left.text[-1] in "万萬亿億":
        return left.value
    other = read_value(digits)
    alike = other is not None and other.isdecimal() and len(other) == len(left.value.partition(".")[0])
    return read_value(left.text + right.text[len(digits) :]) if alike else left.value
