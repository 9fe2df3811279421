"""Errors planted in every fact of the five seeds: none is verified, and each gets the right kind of verdict."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from extractor.check import check
from extractor.numbers import find_numbers
from schemas.finding import Finding, Verdict

from .planted import UNQUOTED, Planted, apart, facts_of, plant, truth, without_quotes

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
RIGHT_KIND = 0.95


@cache
def planted() -> dict[str, list[tuple[Planted, Finding]]]:
    """Check all planted claims of all seeds, by kind."""
    found = defaultdict(list)
    texts = {seed: seed.read_text(encoding="utf-8") for seed in SEEDS}
    for text in texts.values():
        claims = list(plant(text, foreign=_quantities(other for other in texts.values() if other != text)))
        claims += without_quotes(text, claims)
        for claim, finding in zip(claims, findings(claims, text), strict=True):
            found[claim.kind].append((claim, finding))
    return dict(found)


def findings(claims: list[Planted], text: str) -> list[Finding]:
    """Check claims; the findings for numbers inside names are left aside."""
    result = check([claim.claim() for claim in claims], text)
    return [finding for finding in result.findings if finding.path.endswith("/value_text")]


def _quantities(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(t[m.start : m.quantity_end] for t in texts for m in find_numbers(t) if m.is_quantity and m.unit)


def test_nothing_wrong_is_verified_with_the_unit_apart() -> None:
    """The same errors with the unit beside the number, and as a plain JSON number."""
    for seed in SEEDS:
        text = seed.read_text(encoding="utf-8")
        result = check(list(apart(list(plant(text)))), text)
        numbers = [finding for finding in result.findings if finding.path.endswith(("/value_text", "/value"))]
        assert [finding for finding in numbers if finding.verdict is Verdict.VERIFIED] == []


def test_nothing_wrong_is_verified() -> None:
    """No planted error of any kind comes out verified."""
    pairs = [pair for kind in planted().values() for pair in kind]
    assert len(pairs) > 2000
    assert [(claim, finding) for claim, finding in pairs if finding.verdict is Verdict.VERIFIED] == []


KINDS = [
    "digit changed",
    "digits transposed",
    "numbers swapped",
    "numbers swapped with their units",
    "scale dropped",
    "scale added",
    "scale doubled",
    "scale changed",
    "point for percent",
    "percent for point",
    "unit changed",
    "yuan for ten thousand",
    "number of another clause",
    "number of another section",
    "number of another report",
    "qualifier lost",
    "qualifier invented",
    "qualifier inverted",
    "year or label as count",
    "number invented",
    "quote invented",
    "quote altered",
    *(f"{kind}, no quote" for kind in sorted(UNQUOTED)),
]


@pytest.mark.parametrize("kind", KINDS)
def test_right_kind(kind: str) -> None:
    """At least 95 % of the planted errors of each kind get the right verdict."""
    verdicts = Counter(finding.verdict in claim.expected for claim, finding in planted()[kind])
    assert verdicts[True] >= RIGHT_KIND * verdicts.total(), verdicts


@pytest.mark.parametrize("quote", ["sentence", "clause", "middle"])
@pytest.mark.parametrize("form", ["verbatim", "wide", "shuffled"])
def test_true_claims(quote: str, form: str) -> None:
    """True claims are verified at their exact place, however the quote is cut, spaced or widened."""
    alone: Counter[bool] = Counter()
    rivals: Counter[bool] = Counter()
    exact: Counter[bool] = Counter()
    for seed in SEEDS:
        text = seed.read_text(encoding="utf-8")
        claims = [truth(text, fact, quote=quote) for fact in facts_of(text)]
        claims = claims[::-1] if form == "shuffled" else claims
        given = [_widened(claim.claim()) if form == "wide" else claim.claim() for claim in claims]
        result = [found for found in check(given, text).findings if found.path.endswith("/value_text")]
        for claim, finding in zip(claims, result, strict=True):
            verified = finding.verdict is Verdict.VERIFIED
            (rivals if claim.rivals else alone)[verified] += 1
            if verified and finding.span:
                printed = text[finding.span.start : finding.span.end]
                exact[printed == text[claim.start : claim.end]] += 1
            assert verified or finding.verdict is Verdict.AMBIGUOUS, finding
    assert alone[True] >= 0.99 * alone.total()
    assert rivals[True] >= 0.9 * rivals.total()
    assert exact[True] >= 0.995 * exact.total()


def test_a_name_that_a_rival_shares_is_never_wrong() -> None:
    """Bare names that repeat in a sentence (修改3件, later 修改11件) are ambiguous, and verified for no rival."""
    for seed in SEEDS:
        text = seed.read_text(encoding="utf-8")
        facts = facts_of(text, bare=True)
        true = [truth(text, fact) for fact in facts]
        assert {f.verdict for f in findings(true, text)} <= {Verdict.VERIFIED, Verdict.AMBIGUOUS}
        swapped = [
            replace(claim, value_text=text[other.start : other.quantity_end])
            for claim, fact in zip(true, facts, strict=True)
            for other in fact.others
            if (other.unit, other.approx) == (fact.mention.unit, fact.mention.approx)
            and other.value != fact.mention.value
        ]
        assert [f for f in findings(swapped, text) if f.verdict is Verdict.VERIFIED] == []


def _widened(claim: dict[str, object]) -> dict[str, object]:
    table = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
    return {
        key: str(value).translate(table) if key in {"quote", "value_text"} else value for key, value in claim.items()
    }
