"""The rules for years, dates, ordinals and labels: numbers that count nothing."""

import re

from extractor.check.decision import Decision
from extractor.check.fold import fold_words
from extractor.check.match import Matched
from extractor.check.place import Place, Range
from extractor.check.why import Why
from extractor.check.wording import printed_at
from extractor.sectors import SECTORS
from schemas.finding import Verdict
from schemas.quantity import Kind

_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")
_LEAST = 2


def printed_as_said(matched: Matched) -> Decision | None:
    """A year, date, ordinal or label in a name or title: is it printed?"""
    return printed_label(matched) if matched.claim.free_text or matched.said.kind is Kind.ORDINAL else None


def printed_label(matched: Matched) -> Decision | None:
    """Verify a year, date, ordinal or label that the source prints; 四星级 in a name is its 4星级.

    Where a claim brings a quote, it must be printed there.
    """
    said = matched.said
    if matched.quote_missing:
        return None
    areas = matched.areas or (matched.source.whole,)
    for place in matched.source.lookup.hidden(said.value, areas) if said.value else ():
        begins = place.digits.startswith(said.digits)
        alike = place.kind is said.kind or (place.kind is Kind.ORDINAL and matched.claim.free_text and not said.unit)
        if begins or (alike and place.value == said.value):
            return Decision(Verdict.VERIFIED, Why.PRINTED, place)
    if matched.quoted and not matched.claim.free_text:
        return None
    printed = matched.source.lookup.label(said.digits) or _sector(matched) or _in_digits(matched)
    return Decision(Verdict.VERIFIED, Why.PRINTED, printed) if printed else None


def _in_digits(matched: Matched) -> Place | None:
    """Return where the source prints a free text's lone numerals as digits, with what stands around: 九号线 is 9号线.

    Names write a lone digit as a numeral, so 20+8 is +八 in one; who names by hand may write 五G.
    """
    if not matched.claim.free_text:
        return None
    name, number = fold_words(matched.claim.name), matched.said.digits
    at = name.find(number)
    if at < 0:
        return None
    beside = len(number) == 1  # a lone numeral is told by what stands behind it
    start, end = at - (name[at - 1 : at] == "+"), at + len(number) + beside
    words = name[start:end]
    digits = words.translate(_DIGITS)
    if digits == words or len(words) < _LEAST:
        return None
    folded = matched.source.folded
    alone = "" if digits[0] == "+" else r"(?<![0-9])(?<![0-9]\.)"
    hit = re.search(rf"{alone}{re.escape(digits)}(?![0-9])", folded.text)
    return printed_at(Range(*folded.original_range(hit.start(), hit.end() - beside))) if hit else None


def _sector(matched: Matched) -> Place | None:
    """Return where the source tells of the sector that a name says in full: 第三产业 of 三产 or 三次产业结构."""
    sector = matched.said.digits + "产业"
    if sector not in SECTORS or sector not in matched.claim.name:
        return None
    folded = matched.source.folded
    found = re.search(f"{sector[1]}(?:次产业|产)|三次产业|产业结构", folded.text)
    return printed_at(Range(*folded.original_range(*found.span()))) if found else None


def year_or_label(matched: Matched) -> Decision | None:
    """Rule c: a year, date or label claimed as if it were a quantity, or a quantity of the source named as a year."""
    places = [*matched.same_value, *matched.hidden()]
    return Decision(Verdict.UNIT_MISMATCH, Why.LABEL, places[0]) if places else None


def misplaced_label(matched: Matched) -> Decision | None:
    """Rule f for years and labels."""
    places = matched.source.lookup.hidden(matched.said.value, (matched.source.whole,)) if matched.said.value else []
    if not places or not matched.quoted:
        return None
    return Decision(Verdict.MISPLACED, Why.ELSEWHERE, places[0], tuple(places[1:]))
