"""Read what follows a core: its end goes in; unit, kind and the qualifier before the unit come out."""

from extractor.numbers.parse import read_value
from extractor.numbers.parts import read_part
from extractor.numbers.qualifiers import BEHIND_CORE
from extractor.numbers.units import read_unit
from schemas.quantity import Kind, Mention

_MORE = frozenset("多余餘来來")
_BLANK = frozenset(" \t\u3000\xa0\n\r\u200b\ufeff")


def read_tail(text: str, end: int) -> tuple[tuple[str, ...], str, Kind, int]:
    """Return the qualifier behind a core that ends at `end`, the unit, its kind, and the offset behind the unit.

    Offsets are code points into the text that is scanned. Source of the rule: number-rules, `unit`.

    >>> read_tail("300余项", 3)
    (('余',), '项', <Kind.COUNT: 'count'>, 5)
    """
    at = end
    approx: tuple[str, ...] = ()
    behind = text[at : at + 1]
    if behind in "余餘多来來几幾 \u3000\xa0" and behind:
        found = BEHIND_CORE.match(text, at)
        if found:
            approx, at = (found[1],), found.end()
    while at - end < 6 and text[at : at + 1] in _BLANK:
        at += 1
    unit, kind = read_unit(text, at)
    if unit in ("个", "個") and text[at + 1 : at + 2] in _MORE:
        longer, spanned = read_unit(text, at + 2)
        if spanned is Kind.DURATION or longer == "百分点":
            return (text[at + 1],), unit + longer, spanned, at + 2 + len(longer)  # 3个多月 is over 3 个月
    if unit and not (unit.isascii() and text[at - 1] == "\n"):
        return approx, unit, kind, at + len(unit)
    return approx, "", Kind.COUNT, (end if not approx else end + 1)


def read_plain(text: str, start: int, end: int) -> Mention | None:
    """Return the quantity with the core `start..end`, without looking for the rest of a range behind it.

    >>> read_plain("至5个", 1, 2).unit
    '个'
    """
    part = read_part(text, start, end)
    if part is not None:
        return part
    value = read_value(text[start:end])
    if value is None:
        return None
    approx, unit, kind, behind = read_tail(text, end)
    return Mention(start, end, text[start:end], value, unit, approx, kind, behind)
