"""True claims from a report's own sentences, and errors planted in them: what the validator is measured by.

The names are the words beside each number, as a careful clerk would copy them; nothing here asks the validator.
"""

import itertools
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from extractor.numbers import find_numbers
from schemas.finding import Verdict
from schemas.quantity import Kind, Mention

_BORDER = re.compile(r"[，,。；;、：:\s（()）！？]")
_LEAD = re.compile(r"^(?:其中|同时|截至目前|目前|全年|累计|共计|共|已|约|近|超|仅|达|和|与|及|并)+")
_TAIL = re.compile(r"(?:达到|超过|突破|不足|至少|累计|共计|达|为|共|约|近|超|逾|仅|至|到|了|的|“|”)+$")
_GLOSS = re.compile(r"\([^()一-鿿]+\)")
_LESS = frozenset({"不足", "不到", "未满"})
_SENTENCE = re.compile(r"[^。\n！？]+[。！？]?")


@dataclass(frozen=True)
class Planted:
    """One claim and what may be said of it; `rivals` tells whether its sentence holds others of its unit."""

    kind: str
    name: str
    value_text: str
    unit: str
    approx: tuple[str, ...]
    quote: str | None
    expected: frozenset[Verdict]
    start: int
    end: int
    rivals: bool = False

    def claim(self) -> dict[str, Any]:
        """Return the claim as another program would write it."""
        return {
            "name": self.name,
            "value_text": self.value_text,
            "unit": self.unit,
            "approx": list(self.approx),
            "quote": self.quote,
        }


@dataclass(frozen=True)
class Fact:
    """A quantity of a report, its name, its sentence, and the other quantities of that sentence."""

    name: str
    mention: Mention
    sentence: tuple[int, int]
    clause: tuple[int, int]
    others: tuple[Mention, ...]


def facts_of(text: str, *, bare: bool = False) -> list[Fact]:
    """Read the facts of a report: each quantity that has a name of at least two characters beside it.

    A `bare` name is only what stands beside the number, even where a rival goes by the same (修改3件, later 修改11件).
    """
    found = find_numbers(text)
    quantities = [mention for mention in found if mention.is_quantity and mention.value is not None]
    sentences = [hit.span() for hit in _SENTENCE.finditer(text)]
    facts = []
    for rank, mention in enumerate(quantities):
        sentence = next(s for s in sentences if s[0] <= mention.start < s[1])
        low = quantities[rank - 1].quantity_end if rank else 0
        high = quantities[rank + 1].start if rank + 1 < len(quantities) else len(text)
        name = _name(text[max(low, sentence[0]) : mention.start], text[mention.quantity_end : min(high, sentence[1])])
        if name:
            others = tuple(m for m in quantities if sentence[0] <= m.start < sentence[1] and m is not mention)
            facts.append(Fact(name, mention, sentence, _clause(text, mention, sentence), others))
    return facts if bare else [replace(fact, name=_told_apart(text, fact, facts)) for fact in facts]


def _told_apart(text: str, fact: Fact, facts: list[Fact]) -> str:
    """Say more where a rival goes by the same name: the whole piece before the number, or the head of its list too."""
    rivals = [f for f in facts if f.sentence == fact.sentence and f.mention.unit == fact.mention.unit]
    rivals = [f for f in rivals if f.mention.value != fact.mention.value]
    if not any(rival.name.endswith(fact.name) for rival in rivals):
        return fact.name
    pieces = _pieces(text, fact)
    longer = pieces[-1][-16:]
    if longer.endswith(fact.name) and not any(_pieces(text, rival)[-1].endswith(longer) for rival in rivals):
        return longer
    head = next((piece for piece in pieces if len(piece) > 2), "")
    return head[-12:] + fact.name


def _pieces(text: str, fact: Fact) -> list[str]:
    """Return the pieces before a number: of its clause, with the clause before where it has but one; no digits."""
    comma = [text.rfind(mark, fact.sentence[0], fact.clause[0] - 1) + 1 for mark in "，,；;"]
    start = fact.clause[0]
    if "、" not in text[start : fact.mention.start]:
        start = max([fact.sentence[0], *comma])
    plain = text[start : fact.mention.start]
    for other in sorted(fact.others, key=lambda m: -m.start):
        if start <= other.start and other.quantity_end <= fact.mention.start:
            plain = plain[: other.start - start] + plain[other.quantity_end - start :]
    return [piece for piece in re.split("[，,；;、]", _TAIL.sub("", plain)) if piece] or [""]


def _name(left: str, right: str) -> str:
    left, right = _GLOSS.sub("", left), _GLOSS.sub("", right)
    if "分别" in left:
        return ""
    piece = _BORDER.split(left)[-1]
    before = "" if re.search(r"(?:和|(?<!参)与|(?<!涉)及|或)$", piece) else _LEAD.sub("", _TAIL.sub("", piece))
    name = before[-16:] if len(before) >= 2 else before + _BORDER.split(right)[0][:12]
    name = re.sub(r"[0-9０-９]", "", name)
    return name if len(name) >= 2 else ""


def _clause(text: str, mention: Mention, sentence: tuple[int, int]) -> tuple[int, int]:
    start, end = mention.start, mention.quantity_end
    while start > sentence[0] and text[start - 1] not in "，,；;":
        start -= 1
    while end < sentence[1] and text[end] not in "，,；;。":
        end += 1
    return start, end


def truth(text: str, fact: Fact, *, quote: str = "sentence") -> Planted:
    """Return a fact as a true claim."""
    m = fact.mention
    start, end = {"sentence": fact.sentence, "clause": fact.clause, "middle": _middle(fact)}[quote]
    rivals = any(o.unit == m.unit and o.value != m.value for o in fact.others)
    return Planted(
        kind="true",
        name=fact.name,
        value_text=text[m.start : m.quantity_end],
        unit=m.unit,
        approx=m.approx,
        quote=text[start:end],
        expected=frozenset({Verdict.VERIFIED}),
        start=m.start,
        end=m.quantity_end,
        rivals=rivals,
    )


def _middle(fact: Fact) -> tuple[int, int]:
    start, end = fact.clause
    return min(start + 1, fact.mention.start), max(end - 1, fact.mention.quantity_end)


def plant(text: str, seed: int = 0, foreign: tuple[str, ...] = ()) -> Iterator[Planted]:
    """Plant every kind of error in every fact that can carry it; `foreign` are quantities of other reports."""
    rng = random.Random(seed)
    facts = facts_of(text)
    values = {m.value for m in find_numbers(text)}
    printed = {re.sub(r"\D", "", run) for run in re.findall(r"[0-9.]+", text)}
    foreign = tuple(value for value in foreign if not _is_like(re.sub(r"\D", "", value), printed))
    for fact in facts:
        true = truth(text, fact, quote=rng.choice(["sentence", "clause"]))
        yield from _digits(true, fact.mention, rng, printed)
        yield from _scales(true, fact.mention)
        yield from _units(true, fact.mention)
        yield from _qualifiers(true, fact.mention)
        yield from _other_numbers(text, true, fact, facts, rng, values)
        yield from _quotes(true, rng)
        if foreign:
            wrong = (Verdict.NOT_IN_SOURCE, Verdict.DERIVED)
            yield _with(true, "number of another report", *wrong, value_text=rng.choice(foreign), unit="", approx=())


def _is_like(digits: str, printed: set[str]) -> bool:
    """Tell whether figures are those of a report, or nearly: what is planted as foreign must be so."""
    return len(digits) < 3 or any(_are_like(digits, other) for other in printed)


def _are_like(one: str, other: str) -> bool:
    if one in other or (len(other) > 1 and other in one):
        return True
    near = sum(a != b for a, b in zip(one, other, strict=False)) < 3
    return abs(len(one) - len(other)) < 2 and (near or one.strip("0") == other.strip("0"))


UNQUOTED = {
    "digit changed",
    "digits transposed",
    "numbers swapped",
    "scale dropped",
    "scale added",
    "scale doubled",
    "scale changed",
    "point for percent",
    "percent for point",
    "unit changed",
    "qualifier lost",
    "qualifier invented",
    "qualifier inverted",
    "number invented",
    "number of another report",
}
"""Kinds of errors that a claim without a quote shows as well; the others are about what the quote holds."""


def without_quotes(text: str, claims: list[Planted]) -> Iterator[Planted]:
    """Take the quotes away, where the wrong number is not printed elsewhere: there it would be another's true one."""
    printed = {(m.value, m.unit) for m in find_numbers(text)}
    for claim in claims:
        said = find_numbers(claim.value_text + ("" if claim.value_text.endswith(claim.unit) else claim.unit))
        elsewhere = any((m.value, m.unit) in printed for m in said)
        if claim.kind == "numbers swapped":
            fair = text.count(claim.value_text) == 1
        elif claim.kind.startswith("qualifier"):
            fair = len(said) == 1
        else:
            fair = not elsewhere
        if fair and claim.kind in UNQUOTED:
            yield replace(claim, kind=f"{claim.kind}, no quote", quote=None)


def apart(claims: list[Planted]) -> Iterator[dict[str, Any]]:
    """Write claims with the unit beside the number only, and as a plain number where there is no more to it."""
    for claim in claims:
        number = claim.value_text.removesuffix(claim.unit) if claim.unit else claim.value_text
        if not number or number[-1] in "余多":
            number = claim.value_text
        written = claim.claim() | {"value_text": number}
        if re.fullmatch(r"[1-9][0-9]*", number) and not claim.approx:
            del written["value_text"], written["approx"]
            written["value"] = int(number)
        yield written


def _with(true: Planted, kind: str, *expected: Verdict, **changes: Any) -> Planted:
    return replace(true, kind=kind, expected=frozenset(expected), **changes)


def _digits(true: Planted, mention: Mention, rng: random.Random, printed: set[str]) -> Iterator[Planted]:
    digits = re.sub(r"\D", "", mention.text)
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?[万亿%％]?", mention.text):
        return
    places = [i for i, c in enumerate(mention.text) if c.isdigit()]
    at = rng.choice(places)
    choices = [c for c in "123456789" if c != mention.text[at]]
    changed = mention.text[:at] + rng.choice(choices) + mention.text[at + 1 :]
    if re.sub(r"\D", "", changed) not in printed:
        yield _replaced(true, mention, changed, "digit changed", Verdict.ALTERED_DIGIT)
    pairs = [(i, j) for i, j in itertools.pairwise(places) if mention.text[i] != mention.text[j]]
    if pairs:
        i, j = rng.choice(pairs)
        swapped = mention.text[:i] + mention.text[j] + mention.text[i + 1 : j] + mention.text[i] + mention.text[j + 1 :]
        if (
            re.sub(r"\D", "", swapped) not in printed
            and not swapped.startswith("0")
            and digits.strip("0") != re.sub(r"\D", "", swapped).strip("0")
        ):
            yield _replaced(true, mention, swapped, "digits transposed", Verdict.ALTERED_DIGIT)
    if "." in mention.text:
        tail = mention.text.split(".")[1]
        whole = mention.text.split(".")[0]  # the tail of 0.5 is the same digits at another scale
        if whole.strip("0") and not tail.startswith("0") and tail[0].isdigit():
            yield _replaced(true, mention, tail, "tail of a decimal", Verdict.ALTERED_DIGIT)


def _replaced(true: Planted, mention: Mention, core: str, kind: str, *expected: Verdict) -> Planted:
    return _with(true, kind, *expected, value_text=true.value_text.replace(mention.text, core, 1))


def _scales(true: Planted, mention: Mention) -> Iterator[Planted]:
    scale = next((c for c in "亿万" if c in mention.text), "")
    if not re.fullmatch(r"[0-9.]+[万亿]?", mention.text):
        return
    money = mention.unit == "元"
    if scale:
        lost = {Verdict.SCALE_ERROR} | ({Verdict.UNIT_MISMATCH} if money else set())
        yield _replaced(true, mention, mention.text.replace(scale, ""), "scale dropped", *lost)
        other = mention.text.replace(scale, "万" if scale == "亿" else "亿")
        yield _replaced(true, mention, other, "scale changed", Verdict.SCALE_ERROR)
        if scale == "亿":
            yield _replaced(true, mention, mention.text.replace("亿", "万亿"), "scale doubled", Verdict.SCALE_ERROR)
    else:
        gained = {Verdict.SCALE_ERROR} | ({Verdict.UNIT_MISMATCH} if money else set())
        yield _replaced(true, mention, mention.text + "万", "scale added", *gained)
    if money and mention.text.endswith("万"):
        core = mention.text[:-1]
        yield _replaced(true, mention, core, "yuan for ten thousand", Verdict.UNIT_MISMATCH)


def _units(true: Planted, mention: Mention) -> Iterator[Planted]:
    if mention.kind is Kind.PERCENT and "%" in mention.text:
        core = mention.text.replace("%", "")
        yield _with(true, "point for percent", Verdict.UNIT_MISMATCH, value_text=core + "个百分点", unit="个百分点")
    elif mention.kind is Kind.PERCENTAGE_POINT:
        yield _with(true, "percent for point", Verdict.UNIT_MISMATCH, value_text=mention.text + "%", unit="%")
    elif mention.unit and true.value_text.endswith(mention.unit):
        unit = "人" if mention.unit != "人" else "件"
        head = true.value_text.removesuffix(mention.unit)
        yield _with(true, "unit changed", Verdict.UNIT_MISMATCH, value_text=head + unit, unit=unit)


def _qualifiers(true: Planted, mention: Mention) -> Iterator[Planted]:
    wrong = Verdict.QUALIFIER_MISMATCH
    if not mention.approx:
        yield _with(true, "qualifier invented", wrong, approx=("约",))
        return
    bare = re.sub("[余多]", "", true.value_text)
    yield _with(true, "qualifier lost", wrong, value_text=bare, approx=())
    yield _with(
        true,
        "qualifier inverted",
        wrong,
        value_text=bare,
        approx=("不足",) if _LESS.isdisjoint(mention.approx) else ("超",),
    )


def _other_numbers(
    text: str, true: Planted, fact: Fact, facts: list[Fact], rng: random.Random, values: set[str | None]
) -> Iterator[Planted]:
    m = fact.mention
    whole = text[fact.sentence[0] : fact.sentence[1]]
    for other in fact.others:
        if other.unit == m.unit and other.value != m.value and (other.approx == m.approx):
            value = text[other.start : other.quantity_end]
            wrong = (Verdict.MISATTRIBUTED, Verdict.AMBIGUOUS)
            yield _with(true, "numbers swapped", *wrong, value_text=value, quote=whole, start=other.start)
    yield from _swapped_with_units(text, true, fact, facts)
    clause = text[fact.clause[0] : fact.clause[1]]
    for other in fact.others:
        inside = fact.clause[0] <= other.start < fact.clause[1]
        if other.unit == m.unit and other.approx == m.approx and not inside and not _alike(other, m, fact):
            value = text[other.start : other.quantity_end]
            wrong = (Verdict.MISPLACED, Verdict.MISATTRIBUTED)
            yield _with(true, "number of another clause", *wrong, value_text=value, quote=clause)
    far = [f for f in facts if f.sentence != fact.sentence and f.mention.value != m.value]
    near = {o.value for o in fact.others}
    far = [f for f in far if f.mention.value not in near and len(f.mention.text) >= 2]
    if far:
        other_fact = rng.choice(far)
        o = other_fact.mention
        moved = {"value_text": text[o.start : o.quantity_end], "unit": o.unit, "approx": o.approx}
        alike = (
            Verdict.MISPLACED,
            Verdict.ALTERED_DIGIT,
            Verdict.SCALE_ERROR,
            Verdict.UNIT_MISMATCH,
            Verdict.QUALIFIER_MISMATCH,
            Verdict.MISATTRIBUTED,
        )
        yield _with(true, "number of another section", *alike, **moved)
    invented = str(rng.randrange(100003, 999983))
    if invented not in values:
        wrong = (Verdict.NOT_IN_SOURCE,)
        yield _with(
            true,
            "number invented",
            *wrong,
            value_text=invented + m.unit.replace("%", "件"),
            unit=m.unit.replace("%", "件"),
            approx=(),
        )
    if m.kind is Kind.RANGE and ".." in (m.value or ""):
        first = (m.value or "").split("..")[0]
        yield _with(true, "end of a range", Verdict.ALTERED_DIGIT, value_text=first + m.unit, approx=())
    labels = [x for x in find_numbers(whole) if x.kind in {Kind.YEAR, Kind.LABEL} and re.search(r"\d{2,}", x.text)]
    if labels and m.kind is Kind.COUNT:
        run = re.search(r"\d{2,}", labels[0].text)
        assert run is not None
        if run.group() not in near | {m.value}:
            yield _with(
                true,
                "year or label as count",
                Verdict.UNIT_MISMATCH,
                value_text=run.group() + m.unit,
                approx=(),
                quote=whole,
            )


def _swapped_with_units(text: str, true: Planted, fact: Fact, facts: list[Fact]) -> Iterator[Planted]:
    """Give a fact the number and unit of a neighbour in another clause that has a name of its own."""
    wrong = (Verdict.MISATTRIBUTED, Verdict.AMBIGUOUS)
    for other in facts:
        m, apart = other.mention, set(fact.name).isdisjoint(other.name)
        if other.sentence != fact.sentence or other.clause == fact.clause or not apart or m.unit == fact.mention.unit:
            continue
        value = text[m.start : m.quantity_end]
        moved = {"value_text": value, "unit": m.unit, "approx": m.approx, "start": m.start}
        kind = "numbers swapped with their units"
        if m.value != fact.mention.value and len(fact.name) > 3:
            yield _with(true, kind, *wrong, quote=text[fact.sentence[0] : fact.sentence[1]], **moved)


def _alike(other: Mention, mention: Mention, fact: Fact) -> bool:
    """Tell whether a number of another clause is like one of this clause, so that it might be that one altered."""
    near = [m for m in (mention, *fact.others) if fact.clause[0] <= m.start < fact.clause[1]]
    digits = {re.sub(r"\D", "", m.text) or m.value or "" for m in near}
    own = re.sub(r"\D", "", other.text) or other.value or ""
    return other.value in {m.value for m in near} or _is_like(own.rjust(3, "x"), digits) or len(own) < 2


def _quotes(true: Planted, rng: random.Random) -> Iterator[Planted]:
    quote = true.quote or ""
    invented = "本年度工作中涉及的" + quote[::-1][:12] + true.value_text
    wrong = (Verdict.MISPLACED, Verdict.AMBIGUOUS, Verdict.MISATTRIBUTED)
    yield _with(true, "quote invented", *wrong, quote=invented)
    if len(quote) > 8:
        at = rng.randrange(len(quote) // 2)
        altered = quote[:at] + ("坚" if quote[at] != "坚" else "持") + quote[at + 1 :]
        yield _with(true, "quote altered", *wrong, quote=altered)
