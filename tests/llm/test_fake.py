"""The scripted endpoint: the whole path runs on it without a network, in every mode and style."""

from pathlib import Path

import pytest

from extractor import extract
from extractor.llm import gateway, limits
from extractor.llm.fake import FakeEndpoint, cut_off, names, refuses, says, status
from extractor.settings import Mode, Style
from schemas.finding import Verdict
from schemas.result import ChunkStatus, RunStatus

TEXT = "一、工作成效\n办结行政复议案件856件，下发督察意见47份。\n二、存在的问题\n在编人员仅12人。\n"


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(gateway, "_backoff", lambda _: 0.001)
    monkeypatch.setattr(limits, "_backoff", lambda _: 0.001)


@pytest.mark.parametrize("mode", Mode)
def test_every_mode_is_answered(mode, tmp_path):
    """The numbers are named by their own words and verified."""
    fake = FakeEndpoint()
    result = extract(TEXT, fake.settings(tmp_path, mode=mode))
    assert result.run.status is RunStatus.COMPLETE
    assert [i.verdict for i in result.report.indicators] == [Verdict.VERIFIED] * 3
    assert len(fake.requests) == 2


def test_the_verbatim_style_is_answered(tmp_path):
    """With an empty list, so that every quantity is omitted."""
    result = extract(TEXT, FakeEndpoint().settings(tmp_path, style=Style.VERBATIM))
    assert (result.run.status, len(result.validation.omitted)) == (RunStatus.COMPLETE, 3)


def test_a_script_is_followed_step_by_step(tmp_path):
    """Its last step repeats; faults are retried as those of a real endpoint."""
    fake = FakeEndpoint(status(429, retry_after_ms="1"), cut_off(), names(), refuses("不行"))
    result = extract(TEXT, fake.settings(tmp_path, concurrency=1))
    assert sorted(chunk.status for chunk in result.run.chunks) == [ChunkStatus.OK, ChunkStatus.REFUSED]
    assert len(fake.requests) == 4


def test_what_is_said_is_said(tmp_path):
    """Whatever was asked; a chunk whose answer is none has failed."""
    result = extract(TEXT, FakeEndpoint(says("你好")).settings(tmp_path))
    assert {chunk.status for chunk in result.run.chunks} == {ChunkStatus.FAILED}


def test_nothing_is_asked_twice(tmp_path):
    """It is an endpoint like any other: answers are stored."""
    fake = FakeEndpoint()
    first, second = (extract(TEXT, fake.settings(tmp_path)) for _ in range(2))
    assert first == second
    assert len(fake.requests) == 2


def test_the_example_of_its_docstring_holds(tmp_path):
    """A path, two steps, two requests."""
    report = tmp_path / "report.txt"
    report.write_text("办结案件7件。", encoding="utf-8")
    fake = FakeEndpoint(status(429), names())
    extract(Path(report), fake.settings(tmp_path / "cache"))
    assert len(fake.requests) == 2
