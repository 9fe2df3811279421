"""Names that a person gave to the numbers of two seeds: bound where there are rivals, and never to a rival's number."""

import json
from collections import Counter
from pathlib import Path

from extractor.check import check
from extractor.numbers import find_numbers
from schemas.finding import Verdict
from schemas.quantity import Mention

ROOT = Path(__file__).parents[2]


def _named() -> list[tuple[str, str, Mention, list[Mention]]]:
    rows = []
    for gold in sorted((ROOT / "tests" / "gold").glob("*.quantities.json")):
        data = json.loads(gold.read_text(encoding="utf-8"))
        text = (ROOT / "seeds" / data["source"]).read_text(encoding="utf-8")
        found = {m.start: m for m in find_numbers(text) if m.is_quantity}
        for quantity in data["quantities"]:
            mention = found.get(quantity["start"])
            if mention:
                start, end = _sentence(text, mention)
                near = [m for m in found.values() if start <= m.start < end and m.unit == mention.unit]
                rivals = [m for m in near if m.value != mention.value]
                rows += [(text, name, mention, rivals) for name in quantity["names"]]
    return rows


def _sentence(text: str, mention: Mention) -> tuple[int, int]:
    start = max(text.rfind("。", 0, mention.start), text.rfind("\n", 0, mention.start)) + 1
    ends = [end for end in (text.find("。", mention.end), text.find("\n", mention.end)) if end >= 0]
    return start, min(ends, default=len(text))


def _verdict(text: str, name: str, said: Mention, quoted: Mention) -> Verdict:
    start, end = _sentence(text, quoted)
    claim = {
        "name": name,
        "value_text": text[said.start : said.quantity_end],
        "unit": said.unit,
        "approx": list(said.approx),
        "quote": text[start:end],
    }
    return check([claim], text).findings[0].verdict


def test_given_names_lead_to_their_numbers() -> None:
    """Without rivals at least 99 % are verified, with rivals at least 90 %, and the rest are ambiguous."""
    counts: Counter[tuple[bool, Verdict]] = Counter()
    for text, name, mention, rivals in _named():
        counts[bool(rivals), _verdict(text, name, mention, mention)] += 1
    for with_rivals, share in ((False, 0.99), (True, 0.9)):
        total = sum(count for (rival, _), count in counts.items() if rival is with_rivals)
        assert counts[with_rivals, Verdict.VERIFIED] >= share * total, counts
    assert {verdict for _, verdict in counts} <= {Verdict.VERIFIED, Verdict.AMBIGUOUS}


def test_given_names_never_verify_a_rival() -> None:
    """The number of a rival under a name that a person gave to its neighbour is never verified."""
    wrong = [
        (name, rival.text)
        for text, name, mention, rivals in _named()
        for rival in rivals
        if _verdict(text, name, rival, mention) is Verdict.VERIFIED
    ]
    assert wrong == []
