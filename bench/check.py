"""Measure the validator: errors planted over all seeds, true claims, spans, coverage and time, beside two peers.

Run `python bench/check.py`; it prints markdown tables. LangExtract and instructor's CitationMixin are measured in the
same run where they are installed (`pip install langextract`, then `pip install "tenacity>=9.2"`, which that lowers).
The peers ground a quote and trust the value beside it, so they are given the quote with the error inside, which is the
harder thing to accept.
"""

import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)  # else the files beside this one would stand in for modules of the same name

from extractor.check import Claims, check_prepared, index_source, prepare, read_claims  # noqa: E402 - after the path
from extractor.check.fold import fold_words  # noqa: E402 - the same
from extractor.numbers import find_numbers  # noqa: E402 - the same
from schemas.finding import Finding, Verdict  # noqa: E402 - the same
from tests.check.planted import Planted, facts_of, plant, truth, without_quotes  # noqa: E402 - the same

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
SAMPLE = 15  # planted quotes of a kind that each peer is asked about
Grounder = Callable[[str, str], bool]


def findings(claims: list[Planted], text: str) -> list[Finding]:
    """Check planted claims against their source."""
    result = check_prepared(read_claims([claim.claim() for claim in claims]), prepare(index_source(text)))
    return [finding for finding in result.findings if finding.path.endswith("/value_text")]


def langextract() -> Grounder | None:
    """Return whether LangExtract's aligner places a quote, by its tokenizer for scripts without blanks."""
    try:
        from langextract.core.data import Extraction
        from langextract.core.tokenizer import UnicodeTokenizer
        from langextract.resolver import WordAligner
    except ImportError:
        return None
    tokenizer = UnicodeTokenizer()

    def grounds(quote: str, text: str) -> bool:
        group = [[Extraction(extraction_class="指标", extraction_text=quote)]]
        [[found]] = cast(Any, WordAligner)().align_extractions(group, text, tokenizer_impl=tokenizer)
        return found.char_interval is not None

    return grounds


def citation() -> Grounder | None:
    """Return whether instructor's CitationMixin keeps a quote."""
    try:
        from instructor import CitationMixin
    except ImportError:
        return None

    def grounds(quote: str, text: str) -> bool:
        kept = CitationMixin.model_validate({"substring_quotes": [quote]}, context={"context": text})
        return bool(kept.substring_quotes)

    return grounds


PEERS = {"LangExtract": langextract(), "instructor CitationMixin": citation()}


def share(hits: int, total: int) -> str:
    """Print a share with its counts."""
    return f"{100 * hits / total:.1f} % of {total}" if total else "-"


def with_error(claim: Planted, text: str) -> str:
    """Put a planted value into the quote, in the place of the true one."""
    true = text[claim.start : claim.end]
    return (claim.quote or "").replace(true, claim.value_text, 1)


def peer_share(grounds: Grounder | None, pairs: list[tuple[str, str]]) -> str:
    """Ask a peer about a sample of quotes and print how many it accepts."""
    if grounds is None:
        return "not installed"
    if not pairs:
        return "-"
    sample = random.Random(0).sample(pairs, min(SAMPLE, len(pairs)))
    return share(sum(grounds(quote, text) for quote, text in sample), len(sample))


def quantities(text: str) -> list[str]:
    """List the quantities of a text as they are printed."""
    return [text[m.start : m.quantity_end] for m in find_numbers(text) if m.is_quantity and m.unit]


def planted_table() -> Iterator[str]:
    """Yield, by kind of error, how many are verified, and how many get the right verdict."""
    found = defaultdict(list)
    texts = [seed.read_text(encoding="utf-8") for seed in SEEDS]
    for text in texts:
        foreign = [quantity for other in texts if other != text for quantity in quantities(other)]
        claims = list(plant(text, foreign=tuple(foreign)))
        claims += without_quotes(text, claims)
        for claim, finding in zip(claims, findings(claims, text), strict=True):
            found[claim.kind].append((claim, finding, text))
    yield f"| planted error | verified | right verdict | {' | '.join(f'{peer} accepts' for peer in PEERS)} |"
    yield "|---|---|---|" + "---|" * len(PEERS)
    for kind, rows in found.items():
        verified = sum(finding.verdict is Verdict.VERIFIED for _, finding, _ in rows)
        right = sum(finding.verdict in claim.expected for claim, finding, _ in rows)
        quotes = [(with_error(claim, text), text) for claim, _, text in rows if claim.quote]
        peers = " | ".join(peer_share(grounds, quotes) for grounds in PEERS.values())
        yield f"| {kind} | {verified} | {share(right, len(rows))} | {peers} |"


def _wide(text: str) -> str:
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


def _flipped(text: str) -> str:
    """Write a text in the other script: traditional where it is simplified, simplified where it is traditional."""
    import opencc

    traditional = opencc.OpenCC("s2t").convert(text)
    return traditional if traditional != text else fold_words(text)


FORMS: dict[str, tuple[str, Callable[[str], str]]] = {
    "in order": ("sentence", str),
    "bare names, some shared": ("sentence", str),
    "clause quotes": ("clause", str),
    "mid-clause quotes": ("middle", str),
    "width flipped": ("sentence", _wide),
    "script flipped": ("sentence", _flipped),
}


def truth_table() -> Iterator[str]:
    """Yield, by form, how many true claims are verified without and with rivals, and how many spans are exact."""
    yield f"| true claims | without rivals | with rivals | exact span | {' | '.join(f'{p} accepts' for p in PEERS)} |"
    yield "|---|---|---|---|" + "---|" * len(PEERS)
    for form, (quote, change) in FORMS.items():
        bare = form == "bare names, some shared"
        counts = {True: [0, 0], False: [0, 0]}
        exact = [0, 0]
        quotes = []
        for seed in SEEDS:
            text = seed.read_text(encoding="utf-8")
            claims = [truth(text, fact, quote=quote) for fact in facts_of(text, bare=bare)]
            random.Random(1).shuffle(claims)
            changed = [_changed(claim, change) for claim in claims]
            for claim, finding in zip(claims, findings(changed, text), strict=True):
                verified = finding.verdict is Verdict.VERIFIED
                counts[claim.rivals][0] += verified
                counts[claim.rivals][1] += 1
                if verified and finding.span:
                    said = text[claim.start : claim.end]
                    exact[0] += text[finding.span.start : finding.span.end] == said
                    exact[1] += 1
            quotes += [(claim.quote or "", text) for claim in changed]
        peers = " | ".join(peer_share(grounds, quotes) for grounds in PEERS.values())
        yield f"| {form} | {share(*counts[False])} | {share(*counts[True])} | {share(*exact)} | {peers} |"


def _changed(claim: Planted, change: Callable[[str], str]) -> Planted:
    from dataclasses import replace

    return replace(
        claim,
        quote=change(claim.quote or ""),
        value_text=change(claim.value_text),
        name=change(claim.name),
        unit=change(claim.unit),
    )


def unaccounted() -> int:
    """Count the quantities of the seeds that are neither at a finding's span nor omitted."""
    lost = 0
    for seed in SEEDS:
        text = seed.read_text(encoding="utf-8")
        claims = read_claims([truth(text, fact).claim() for fact in facts_of(text)[::2]])
        result = check_prepared(claims, prepare(index_source(text)))
        told = {(f.span.start, f.span.end) for f in result.findings if f.span}
        told |= {(quantity.start, quantity.end) for quantity in result.omitted}
        lost += sum(m.is_quantity and (m.start, m.quantity_end) not in told for m in find_numbers(text))
    return lost


def timed(call: Callable[[], object]) -> float:
    """Return the CPU seconds of the fastest of three runs."""
    times = []
    for _ in range(3):
        begin = time.process_time()
        call()
        times.append(time.process_time() - begin)
    return min(times)


def varied(text: str, times: int) -> str:
    """Repeat a text with other digits each time, so that no passage is a copy of another."""
    digits = "123456789"
    turned = (digits[i % 9 :] + digits[: i % 9] for i in range(times))
    return "\n".join(text.translate(str.maketrans(digits, turn)) for turn in turned)


def time_table() -> Iterator[str]:
    """Yield the cost of indexing and of a claim: in a fresh process, again, and for ten times the text and claims."""
    text = "\n".join(seed.read_text(encoding="utf-8") for seed in SEEDS)
    yield "| source characters | claims | index, us a character | first check, ms a claim | again, ms a claim |"
    yield "|---|---|---|---|---|"
    for times in (1, 10):
        body = varied(text, times)
        claims = [truth(body, fact).claim() for fact in facts_of(body)]
        random.Random(1).shuffle(claims)
        read: Claims = read_claims(claims)
        begin = time.process_time()
        prepared = prepare(index_source(body))
        indexed = time.process_time()
        check_prepared(read, prepared)
        first = time.process_time() - indexed
        again = timed(lambda read=read, prepared=prepared: check_prepared(read, prepared))  # type: ignore[misc]
        per_claim = (1e3 * first / len(claims), 1e3 * again / len(claims))
        row = (len(body), len(claims), 1e6 * (indexed - begin) / len(body), *per_claim)
        yield "| {} | {} | {:.2f} | {:.3f} | {:.3f} |".format(*row)
    text = SEEDS[0].read_text(encoding="utf-8")
    quotes = [truth(text, fact, quote="clause").quote or "" for fact in facts_of(text)][:20]
    for peer, grounds in PEERS.items():
        if grounds is not None:
            spent = timed(lambda grounds=grounds: [grounds(quote, text) for quote in quotes])  # type: ignore[misc]
            yield f"| {len(text)} | {peer}, {len(quotes)} quotes | - | - | {1e3 * spent / len(quotes):.3f} |"


def main() -> None:
    """Print every table."""
    for table in (time_table(), planted_table(), truth_table()):
        for line in table:
            print(line)
        print()
    print(f"quantities neither claimed nor omitted: {unaccounted()}")


if __name__ == "__main__":
    main()
