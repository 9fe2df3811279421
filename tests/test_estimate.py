"""Estimates: exact for a small batch, near for a large one, and the cheapest report first."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from extractor import estimate as module
from extractor.estimate import estimate
from extractor.inputs import find_reports
from extractor.llm import fake
from extractor.settings import Endpoint, Style
from tests.conftest import GOLDEN

ENDPOINT = fake.FakeEndpoint().endpoint(chunk_size=300)


def write(folder: Path, sizes: list[int]) -> None:
    """Write reports of so many sentences with a number each."""
    for n, size in enumerate(sizes):
        sentences = "".join(f"全年下发督察意见{n}{i}份，深入了解基层情况。" for i in range(size))
        (folder / f"{n:04}.txt").write_text(f"报告\n一、工作成效\n{sentences}\n", encoding="utf-8")


def test_a_sample_tells_of_all(tmp_path, monkeypatch):
    """Of 900 reports of very different size some 100 are looked at, and the sum is within 5 %."""
    write(tmp_path, [1 + n * 7 % 60 for n in range(900)])
    files = find_reports([str(tmp_path)])
    order, exact = estimate(files[:90], ENDPOINT)
    assert (len(order), exact.sampled, exact.calls) == (90, False, round(exact.calls))
    looked_at = []
    look = module._look_at
    monkeypatch.setattr(module, "_look_at", lambda *given: looked_at.append(1) or look(*given))
    order, sampled = estimate(files, ENDPOINT)
    assert (len(order), sampled.sampled, len(looked_at)) == (900, True, 100)
    monkeypatch.setattr(module, "SAMPLE", 900)
    whole = estimate(files, ENDPOINT)[1]
    assert sampled.calls == pytest.approx(whole.calls, rel=0.05)
    assert sampled.quantities == pytest.approx(whole.quantities, rel=0.05)


def test_fewer_of_what_is_slow_to_read_are_looked_at(tmp_path, monkeypatch):
    """Of 50 PDFs some twenty are read for the estimate, of 50 texts beside them all."""
    write(tmp_path, [3] * 50)
    for n in range(50):
        (tmp_path / f"{n}.pdf").write_bytes(b"%PDF-1.4")
    looked_at = []
    monkeypatch.setattr(module, "_look_at", lambda file, _: looked_at.append(file.path.suffix) or module.NOTHING)
    estimate(find_reports([str(tmp_path)]), ENDPOINT)
    assert (looked_at.count(".pdf"), looked_at.count(".txt")) == (17, 50)


def test_the_cheapest_goes_first(tmp_path):
    """By what a report takes, not by how its name sorts; a file that cannot be read costs nothing."""
    write(tmp_path, [30, 3, 300, 1])
    (tmp_path / "0004.txt").write_bytes(b"")
    order, _ = estimate(find_reports([str(tmp_path)]), ENDPOINT)
    assert [file.path.stem for file in order] == ["0004", "0003", "0001", "0000", "0002"]


def test_limits_a_minute_are_waited_for(tmp_path):
    """An endpoint that allows 6 requests a minute takes its time, whatever it could do."""
    write(tmp_path, [60])
    files = find_reports([str(tmp_path)])
    _, free = estimate(files, ENDPOINT)
    _, limited = estimate(files, replace(ENDPOINT, rpm=6))
    assert limited.seconds == pytest.approx(free.calls * 10)
    _, limited = estimate(files, replace(ENDPOINT, tpm=600))
    assert limited.seconds == pytest.approx((free.prompt + free.completion) / 10)


def test_no_reports_take_nothing():
    """As on a rerun of what is done."""
    assert estimate((), ENDPOINT) == ((), module.NOTHING)


@pytest.mark.parametrize("style", list(Style))
def test_tokens_are_near_what_was_recorded(style):
    """The real model's own count for the seeds, within a tenth."""
    golden = [json.loads(path.read_bytes()) for path in GOLDEN.glob(f"*.{style.value}.json")]
    seeds = [str(GOLDEN.parents[1] / "seeds" / result["source"]["name"]) for result in golden]
    _, told = estimate(find_reports(seeds), Endpoint("m", style=style))
    for kind in ("prompt", "completion"):
        recorded = sum(result["run"]["tokens"][kind] for result in golden)
        assert getattr(told, kind) == pytest.approx(recorded, rel=0.1), (kind, getattr(told, kind), recorded)
