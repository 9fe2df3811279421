"""Find every number mention: a text goes in, its mentions come out in text order.

The path of one numeral is `_read`: fixed names first, then names by rule, list markers, dates, quantities.
"""

import re
from collections.abc import Iterator, Sequence

from extractor.code_points import legible
from extractor.numbers import damage, labels
from extractor.numbers.dates import BARE_YEAR, read_date
from extractor.numbers.everyday import read_everyday
from extractor.numbers.grammar import CORE, FORMAL
from extractor.numbers.lookalikes import NEVER_ONE, is_plain_word
from extractor.numbers.marks import read_mark
from extractor.numbers.names import label, read_name, read_phrase
from extractor.numbers.quantities import read_quantity
from extractor.numbers.shared import share_units
from schemas.quantity import QUANTITY_KINDS, Kind, Mention

_DATE_MARKS = frozenset("届屆年月日号號-/.—–－~～至到:：学學财財世时時点點)） \t\u3000\n")
_HEX = frozenset("+ABCDEF")
_LISTED = frozenset("、和與与及两兩")
_QUALIFIED = frozenset("上近超数數几幾逾约約过過破达達好翻俩倆")
_RUNS_ON = re.compile("[0-9.]+[千万萬]?[亿億][一二三四五六七八九]")
"""A sum in digits that runs into the next number: 9万亿|三个台阶."""


def find_numbers(text: str, cuts: Sequence[tuple[int, int]] = ()) -> list[Mention]:
    """Return every number mention of `text` in text order, names, ordinals, list markers and years included.

    `cuts` are the ranges of `text` that part words and numbers, as the breaks of hard-wrapped lines do.
    All offsets are code points into `text` exactly as given: `text[m.start:m.end] == m.text` for each mention `m`.
    Source of the rules: number-rules, all classes.

    >>> [(m.text, m.value, m.unit) for m in find_numbers("调解纠纷4785件,涉及金额2.08亿元。")]
    [('4785', '4785', '件'), ('2.08亿', '208000000', '元')]
    """
    plain = legible(text)
    if CORE.search(plain) is None:
        return []
    if plain is text and not cuts and not damage.is_damaged(text):
        return _scan(text)
    clean = damage.strip_damage(plain, cuts)._replace(original=text)
    return clean.restore(_scan(clean.text))


def read_alone(text: str, start: int) -> Mention | None:
    """Return the one number of `text` where it is of the plainest kind and reaches from `start` to the end.

    Before `start` stands a mark. What this returns equals what `find_numbers` finds there, sooner.

    >>> read_alone("，4785件", 1).unit, read_alone("，4785件以上", 1)
    ('件', None)
    """
    hit = CORE.match(text, start)
    mention = read_everyday(text, start, hit.end()) if hit else None
    return mention if mention is not None and mention.quantity_end == len(text) else None


def _scan(text: str) -> list[Mention]:
    names = iter(labels.NAME_SPANS.finditer(text))
    name_start, name_end = next_span(names, 0, text)
    found: list[Mention] = []
    search = CORE.search
    hit = search(text, 0)
    while hit:
        start, end = hit.span()
        end -= _RUNS_ON.fullmatch(text, start, end) is not None
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
    return share_units(text, found)


def next_span(names: Iterator[re.Match[str]], start: int, text: str) -> tuple[int, int]:
    """Return the span of the next title or quote that ends behind `start`: its inside, without the marks."""
    for name in names:
        if name.end() - 1 > start:
            return name.start(), name.end() - 1
    return len(text) + 1, len(text) + 1


def _read(text: str, start: int, end: int, found: list[Mention], name_end: int) -> tuple[Mention | None, int]:
    if end - start == 1 and is_plain_word(text, start, end) and not (name_end and text[start] == "一"):
        return None, end
    if text[start:end] == "一一" and start and text[start - 1] in NEVER_ONE:
        return None, start + 1  # 唯一|一个
    if text[start - 1 : start] in _HEX and labels.CODE_POINT.search(text, max(0, start - 8), start):
        spelled = labels.CODE_POINT_END.match(text, end)
        return None, spelled.end() if spelled else end
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
    is_word = named.lastgroup == "word" and not (before == "好" and named.end() - named.start() > 2)  # 用好|一次性贷款
    qualified = end - start == 1 and is_word and (before in _QUALIFIED or text[start - 2 : start] == "翻了")
    return None if qualified else named


def _read_plain(text: str, start: int, end: int, found: list[Mention]) -> tuple[Mention | None, int]:
    mention = read_name(text, start, end)
    if mention:
        return mention, mention.end
    mention = read_mark(text, start, end, found)
    if mention:
        return mention, mention.end
    behind = text[end : end + 1]
    if (
        behind in _DATE_MARKS
        or behind == "刻"
        or (behind == "分" and "点零" in text[start:end])
        or end - start == 1
        or (end - start == 4 and text[end : end + 1] in _LISTED)
    ):
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
