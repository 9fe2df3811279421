"""The offline page and the decisions that come back from it."""

import json
import re
from hashlib import sha256

import pytest

from extractor.errors import ReviewError
from extractor.review.acts import Ask
from extractor.review.apply import apply_events, read_events
from extractor.review.folder import Folder
from extractor.review.labels import Lang
from extractor.review.page import offline_page
from extractor.review.render import digest, static
from extractor.review.store import Store
from schemas.decision import Act
from tests.review.made import LEFT_OUT, NOWHERE, WRONG, Table, made, write


def _page(folder):
    return offline_page(Folder(folder).open("报告"), Lang.ZH)


def _exported(folder, events):
    path = folder / "报告.events.jsonl"
    path.write_text("".join(event.model_dump_json() + "\n" for event in events), encoding="utf-8")
    return path


def _apply(folder, events):
    return apply_events(Folder(folder), read_events(_exported(folder, events)))


def test_the_page_stands_alone(tmp_path):
    """Nothing is loaded, its own script and style are allowed by their hashes, and it holds every finding."""
    write(tmp_path, made())
    page = _page(tmp_path)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    for name in ("review.js", "review.css"):
        text = re.sub("^ +", "", static(name), flags=re.M)
        assert text in page
        assert digest(text) in policy
    assert not re.search(r'(src|href)="(?!#|\?)', page)
    assert page.count("data-verdict=") == 10
    data = json.loads(re.search(r'id="data">(.*?)</script>', page, re.S)[1])
    assert (data["mode"], data["report"]) == ("page", made().source.sha256)


def test_decisions_come_back_once(tmp_path):
    """New ones are stored in order; the same file again changes nothing."""
    write(tmp_path, made())
    table = Table()
    table.press(Ask(claim=WRONG, act=Act.CORRECT, value_text="159件"))
    table.press(*(Ask(claim=claim, act=Act.ACCEPT) for claim in LEFT_OUT))
    table.back()
    first, second = _apply(tmp_path, table.events), _apply(tmp_path, table.events)
    assert (first.new, first.known, first.conflicts) == (7, 0, ())
    assert (second.new, second.known, second.conflicts) == (0, 7, ())
    assert Store(tmp_path).events() == table.events


def test_a_decision_that_somebody_forestalled_is_a_conflict(tmp_path):
    """The rest of the file is taken, the conflict is told with what stands instead."""
    write(tmp_path, made())
    here = Table()
    here.press(Ask(claim=WRONG, act=Act.ACCEPT), reviewer="王")
    Store(tmp_path).append(here.events)
    away = Table()
    away._ids = iter(range(100, 200))
    away.press(Ask(claim=WRONG, act=Act.REJECT))
    away.press(Ask(claim=NOWHERE, act=Act.REJECT))
    applied = _apply(tmp_path, away.events)
    assert applied.new == 1
    [conflict] = applied.conflicts
    assert (conflict.events, conflict.standing) == (away.events[:1], here.events)


BAD = {
    "no event": (lambda event: {"a": 1}, "line 1"),
    "another report": (lambda event: {**event, "report": "0" * 64}, "no result here"),
    "no such claim": (lambda event: {**event, "claim": "/report/x"}, "no claim"),
    "no number": (lambda event: {**event, "after": {**event["after"], "value_text": "许多"}}, "not one number"),
    "no reviewer": (lambda event: {**event, "reviewer": " "}, "reviewer"),
    "no time": (lambda event: {**event, "time": "yesterday"}, "time"),
}


@pytest.mark.parametrize(("spoil", "message"), BAD.values(), ids=BAD)
def test_a_file_that_is_not_ours_is_refused_whole(tmp_path, spoil, message):
    """With the place and the reason, and nothing stored."""
    write(tmp_path, made())
    table = Table()
    table.press(Ask(claim=WRONG, act=Act.CORRECT, value_text="159件"))
    path = tmp_path / "报告.events.jsonl"
    path.write_text(json.dumps(spoil(table.events[0].model_dump(mode="json"))), encoding="utf-8")
    with pytest.raises(ReviewError, match=message):
        apply_events(Folder(tmp_path), read_events(path))
    assert Store(tmp_path).events() == ()


def test_the_static_files_are_what_the_policy_names():
    """A hash is of the very text between the tags."""
    assert digest("x") == "'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE='"
    assert sha256(b"x").hexdigest().startswith("2d711642")
