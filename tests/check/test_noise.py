"""Claims read off a clean text hold on the same text as pages, editors and converters print it, and re-check alike."""

import pytest

from extractor.check import check
from extractor.check.fold import fold
from extractor.check.quotes import Quotes
from extractor.source.cells import read_numbers
from extractor.source.document import understand
from extractor.source.read import read_text
from tests.test_noise import NOISE, SEEDS, report


def claims(text: str) -> list[dict[str, str]]:
    """Claim each quantity with its sentence for a quote, and the words before it for a name."""
    found = []
    cleaned = understand(read_text(text)).clean
    for mention in understand(read_text(cleaned.text)).numbers.mentions:
        start = max(cleaned.text.rfind(mark, 0, mention.start) for mark in "。；，,;\n") + 1
        name = cleaned.text[max(start, mention.start - 12) : mention.start].strip()
        if mention.is_quantity and name:
            quote = cleaned.text[start : mention.quantity_end]
            value = cleaned.text[mention.start : mention.quantity_end]
            found.append({"name": name, "value_text": value, "quote": quote})
    return found


@pytest.mark.parametrize("noise", NOISE)
def test_noise_in_the_source_costs_no_true_claim(noise):
    """At most one claim in fifty is left open for it, and none is called wrong."""
    for seed in SEEDS:
        text = report(seed)
        mine = claims(text)
        before = [finding.verdict.value for finding in check(mine, text).findings]
        behind = [finding.verdict.value for finding in check(mine, NOISE[noise](text)).findings]
        changed = [(one, other) for one, other in zip(before, behind, strict=True) if one != other]
        assert len(changed) <= len(mine) / 50, changed
        assert {other for _, other in changed} <= {"verified", "ambiguous"}, changed


def test_a_quote_with_characters_that_no_page_shows_is_found():
    """Private-use characters stand in quote and source alike, and part numbers."""
    quote = "全年\ue37c办结案件12件，\ue37c调解纠纷30件。"
    assert check([{"name": "办结案件", "value_text": "12件", "quote": quote}], quote).findings[0].verdict == "verified"
    assert [mention.value for mention in read_numbers("办结12\ue37c34件").mentions] == ["12", "34"]


def test_a_quote_over_a_page_end_is_found_whatever_figures_it_holds():
    """The number of the page is told from an equal figure before it."""
    text = "预计完成8条市区线路及12\n8\n\f条免费线路的调整。"
    cut = text.index("\n8"), text.index("\f") + 1
    assert Quotes(fold(text, [cut]), ["8"]).locate(text) == [(0, len(text))]
