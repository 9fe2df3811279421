"""Every seed, replayed end to end from its cassette, against its golden result."""

import json
from functools import cache
from pathlib import Path

import pytest

from extractor.check.claims import read_claims
from extractor.numbers import find_numbers
from extractor.output import to_json
from extractor.review.terminal import names_of, render_diff
from extractor.settings import Style
from schemas.finding import Verdict
from schemas.result import ReportResult, RunStatus
from tests.cassette import CASSETTES
from tests.conftest import GOLDEN
from tests.replay import RECORDINGS, Recording, replayed

ANCHORED = [recording for recording in RECORDINGS if recording.style is Style.ANCHORED]
VERBATIM = next(recording for recording in RECORDINGS if recording.style is Style.VERBATIM)


@cache
def result_of(recording: Recording, folder: Path) -> ReportResult:
    return replayed(recording, folder / recording.name)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("answers")


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda recording: recording.name)
def test_a_replay_gives_the_golden_result(recording, folder, golden):
    """The whole path, fed with what the real model answered, gives the result that a person has read."""
    golden(f"{recording.name}.json", to_json(result_of(recording, folder)))


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda recording: recording.name)
def test_concurrency_does_not_change_a_byte(recording, folder, tmp_path):
    """Answers that come in any order give the same file."""
    assert to_json(replayed(recording, tmp_path, concurrency=8)) == to_json(result_of(recording, folder))


@pytest.mark.parametrize("recording", ANCHORED, ids=lambda recording: recording.name)
def test_every_offset_is_exact_and_every_quantity_is_accounted_for(recording, folder):
    """`text[start:end] == quote` everywhere, each quantity is an indicator or omitted, none is made up."""
    result = result_of(recording, folder)
    text = result.source.text
    evidence = [e for i in result.report.indicators for e in i.evidence]
    evidence += [
        e
        for items in (result.report.achievements, result.report.problems, result.report.plans)
        for item in items
        for e in item.evidence
    ]
    head = (
        result.report.title,
        result.report.issuer,
        result.report.region,
        result.report.year,
        result.report.report_date,
    )
    evidence += [field.evidence for field in head if field and field.evidence]
    assert [e for e in evidence if text[e.start : e.end] != e.quote] == []
    quantities = {(m.start, m.quantity_end) for m in find_numbers(text) if m.is_quantity}
    named = [(i.span.start, i.span.end) for i in result.report.indicators]
    omitted = [(o.start, o.end) for o in result.validation.omitted]
    assert sorted(named + omitted) == sorted(quantities)
    assert result.run.status is RunStatus.COMPLETE
    assert all(omission.reason for omission in result.validation.omitted)


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda recording: recording.name)
def test_no_number_is_verified_that_the_source_does_not_print(recording, folder):
    """A verified number stands in the source, digits and all, where its finding says."""
    result = result_of(recording, folder)
    text = result.source.text
    for finding in result.validation.findings:
        if finding.verdict is Verdict.VERIFIED:
            assert finding.span is not None
            assert text[finding.span.start : finding.span.end] == finding.source


def test_a_body_that_stands_twice_is_extracted_once(folder):
    """In the yearbook entry with two copies the second one's quantities are omitted as repeated."""
    result = result_of(next(r for r in ANCHORED if r.name.startswith("004")), folder)
    assert {omission.reason.value for omission in result.validation.omitted} == {"repeated"}
    assert len(result.validation.omitted) == len(result.report.indicators)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_mistakes_of_the_verbatim_style_are_shown(lang, folder, golden):
    """What the small model really got wrong when it copied numbers, as the validator's diff shows it."""
    result = result_of(VERBATIM, folder)
    names = names_of(read_claims(result).claims)
    diff = render_diff(result.validation, result.source.text, color=False, width=100, lang=lang, names=names)
    golden(f"{VERBATIM.name}.diff.{lang}.txt", diff)
    assert any(finding.verdict is not Verdict.VERIFIED for finding in result.validation.findings)


def test_each_cassette_and_each_golden_file_is_used():
    """An orphan is a recording that no test replays, or a result that nothing is compared with."""
    names = {recording.name for recording in RECORDINGS}
    assert {path.stem for path in CASSETTES.iterdir()} == names
    expected = {f"{name}.json" for name in names} | {f"{VERBATIM.name}.diff.{lang}.txt" for lang in ("en", "zh")}
    assert {path.name for path in GOLDEN.iterdir()} == expected


def test_cassettes_hold_no_address_and_readable_chinese():
    """Nothing in a recording says where it was made, and a reviewer can read it."""
    for path in CASSETTES.iterdir():
        text = path.read_text(encoding="utf-8")
        assert "127.0.0.1" not in text
        assert "authorization" not in text.lower()
        assert "\\u4e" not in text
        assert "法" in text


def test_a_request_that_was_not_recorded_fails_the_replay(tmp_path, monkeypatch):
    """A changed prompt can not pass unnoticed."""
    from extractor.errors import UnreachableError
    from extractor.llm import fill, gateway

    monkeypatch.setattr(fill, "KIND_LABELS", dict.fromkeys(fill.KIND_LABELS, "别的"))
    monkeypatch.setattr(gateway, "_backoff", lambda _: 0.0)
    with pytest.raises(UnreachableError):
        replayed(ANCHORED[1], tmp_path)


def test_a_result_survives_a_round_trip(folder):
    """What is written can be read back as the same result."""
    result = result_of(ANCHORED[0], folder)
    assert ReportResult.model_validate(json.loads(to_json(result))) == result
