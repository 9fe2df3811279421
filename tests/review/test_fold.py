"""Decisions folded over a result: the last event decides, and holds only for what the person saw."""

import pytest

from extractor.errors import ReviewError, StaleError
from extractor.review.acts import Ask, presses
from extractor.review.entries import entries_of, result_hash
from extractor.review.fold import fold
from extractor.review.reviewed import reviewed
from schemas.decision import Act, Status
from schemas.report import UnitSource
from schemas.span import Span
from tests.review.made import INDICATORS, LEFT_OUT, NOWHERE, SCALE, WRONG, Table, made


def test_the_last_event_decides_and_the_verdict_stays():
    """A person's decision stands beside the machine's verdict."""
    table = Table()
    table.press(Ask(claim=WRONG, act=Act.ACCEPT))
    table.press(Ask(claim=WRONG, act=Act.REJECT), reviewer="王")
    assert table.status(WRONG) is Status.REJECTED
    row = next(row for row in reviewed(table.result, table.events)["decisions"] if row["claim"] == WRONG)
    assert (row["verdict"], row["status"], row["reviewer"]) == ("altered_digit", "rejected", "王")
    assert row["event"] == table.events[-1].id


def test_undo_and_redo_take_back_ones_own_presses_only():
    """Each reviewer has a stack; a new press empties what could be redone."""
    table = Table()
    table.press(Ask(claim=WRONG, act=Act.ACCEPT))
    table.press(Ask(claim=SCALE, act=Act.REJECT), reviewer="王")
    table.back()
    assert (table.status(WRONG), table.status(SCALE)) == (None, Status.REJECTED)
    table.back(Act.REDO)
    assert table.status(WRONG) is Status.ACCEPTED
    table.back()
    table.press(Ask(claim=NOWHERE, act=Act.DISMISS))
    before = table.events
    table.back(Act.REDO)
    assert table.events == before
    assert presses(table.events, "李") == (table.events[-1].batch, None)


def test_an_undo_does_not_undo_what_somebody_else_decided_since():
    """It is stale, and nothing changes."""
    table = Table()
    table.press(Ask(claim=WRONG, act=Act.ACCEPT))
    table.press(Ask(claim=WRONG, act=Act.REJECT), reviewer="王")
    with pytest.raises(StaleError) as caught:
        table.back()
    assert caught.value.claims == (WRONG,)


def test_a_bulk_is_one_press_and_one_undo():
    """All of its claims are decided, and opened again together."""
    table = Table()
    table.press(*(Ask(claim=claim, act=Act.ACCEPT) for claim in LEFT_OUT))
    assert [table.status(claim) for claim in LEFT_OUT] == [Status.ACCEPTED] * 3
    table.back()
    assert [table.status(claim) for claim in LEFT_OUT] == [None] * 3


@pytest.mark.parametrize("act", [Act.ACCEPT, Act.CORRECT, Act.REJECT, Act.DISMISS, Act.NOTE])
def test_an_altered_digit_is_never_decided_in_bulk(act):
    """It is looked at by itself."""
    table = Table()
    with pytest.raises(ReviewError, match="bulk"):
        table.press(Ask(claim=WRONG, act=act), Ask(claim=LEFT_OUT[0], act=act))


def test_a_write_that_follows_an_older_event_is_stale():
    """What the reviewer saw is no longer how it stands."""
    table = Table()
    table.press(Ask(claim=WRONG, act=Act.ACCEPT))
    first = table.events[-1].id
    table.press(Ask(claim=WRONG, act=Act.REJECT), reviewer="王")
    with pytest.raises(StaleError):
        table.press(Ask(claim=WRONG, act=Act.DISMISS, follows=first))


def test_a_note_leaves_the_claim_open_and_a_decision_keeps_the_note():
    """Words are not a decision."""
    table = Table()
    table.press(Ask(claim=WRONG, act=Act.NOTE, note="问过统计科"))
    assert table.status(WRONG) is None
    table.press(Ask(claim=WRONG, act=Act.ACCEPT))
    assert table.states[WRONG].decision.note == "问过统计科"


@pytest.mark.parametrize(
    ("claim", "value", "name"),
    [
        (WRONG, "", None),
        (WRONG, "许多", None),
        (WRONG, "3件和4件", None),
        (LEFT_OUT[0], "3000人次", None),
        ("/report/year/value", "去年", None),
    ],
)
def test_a_correction_that_is_no_number_is_refused(claim, value, name):
    """So is a quantity that is taken up without a name."""
    table = Table()
    with pytest.raises(ReviewError):
        table.press(Ask(claim=claim, act=Act.CORRECT, value_text=value, name=name))


def test_the_reviewed_report_holds_what_people_decided():
    """Corrected, rejected and taken-up numbers each cite their event."""
    table = Table()
    table.press(Ask(claim=WRONG, act=Act.CORRECT, value_text="159件", span=Span(start=33, end=37)))
    table.press(Ask(claim=SCALE, act=Act.CORRECT, value_text="5.8万余份", name="发放资料"))
    table.press(Ask(claim=NOWHERE, act=Act.REJECT))
    table.press(Ask(claim=LEFT_OUT[0], act=Act.CORRECT, value_text="3000人次", name="受众"))
    folded = reviewed(table.result, table.events)
    first, rate, second, *_, taken = folded["report"]["indicators"]
    assert (first["value"], first["unit"], first["span"]) == ("159", "件", {"start": 33, "end": 37})
    assert first["extracted"]["value_text"] == "195"
    assert (first["verdict"], first["decisions"][0]["event"]) == ("altered_digit", table.events[0].id)
    assert (second["name"], second["value"], second["approx"], second["span"]) == ("发放资料", "58000", ["余"], None)
    assert (rate["decisions"][0]["event"], rate["verdict"]) == (None, "verified")
    assert [number["name"] for number in folded["rejected"]] == ["成功调解"]
    assert (taken["name"], taken["value"], taken["decisions"][0]["event"]) == ("受众", "3000", table.events[3].id)
    assert folded["complete"] is False


def test_items_point_at_the_indicators_that_are_left():
    """A rejected indicator leaves no dangling index."""
    table = Table()
    table.press(Ask(claim=WRONG, act=Act.REJECT))
    report = reviewed(table.result, table.events)["report"]
    assert [report["indicators"][i]["name"] for i in report["achievements"][0]["indicators"]] == ["纠错率"]


def test_a_number_in_a_title_is_corrected_there():
    """The words around it stay, and what was extracted is kept."""
    table = Table()
    table.press(Ask(claim="/report/title/value", act=Act.CORRECT, value_text="2022年"))
    table.press(Ask(claim="/report/year/value", act=Act.CORRECT, value_text="2022"))
    report = reviewed(table.result, table.events)["report"]
    assert report["title"]["value"] == "某区2022年法治政府建设报告"
    assert report["title"]["extracted"] == {"value": "某区2023年法治政府建设报告"}
    assert report["year"]["value"] == 2022


def test_a_place_that_does_not_print_the_correction_is_not_kept():
    """A span always covers what it is said to cover."""
    table = Table()
    table.press(Ask(claim=WRONG, act=Act.CORRECT, value_text="160件", span=Span(start=33, end=37)))
    assert table.states[WRONG].decision.span is None


def test_the_same_events_fold_to_the_same_report():
    """Nothing of the fold depends on when it is made."""
    table = Table()
    table.press(Ask(claim=WRONG, act=Act.ACCEPT))
    assert reviewed(table.result, table.events) == reviewed(made(), table.events)


CHANGES = {
    "value": {"value_text": "196"},
    "name": {"name": "办理案件"},
    "place": {"quote": "发放宣传资料5.8万余份", "value_text": "5.9", "unit": "万余份"},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_after_a_new_extraction_a_changed_claim_is_open_again(change):
    """What was decided about another value, name or place decides nothing, and is not forgotten either."""
    table = Table()
    table.press(Ask(claim=WRONG, act=Act.REJECT))
    changed = made(indicators=[{**INDICATORS[0], **change}, *INDICATORS[1:]])
    state = fold(entries_of(changed), table.events).states[WRONG]
    assert (state.decision, state.reopened, state.last) == (None, True, table.events[0])
    row = next(row for row in reviewed(changed, table.events)["decisions"] if row["claim"] == WRONG)
    assert row["status"] == "reopened"


def test_after_a_new_extraction_an_unchanged_claim_stays_decided():
    """Another result, the same path, value and place."""
    table = Table()
    table.press(Ask(claim=WRONG, act=Act.ACCEPT))
    changed = made(indicators=[*INDICATORS[:4], {**INDICATORS[4], "value_text": "41"}])
    assert result_hash(changed) != result_hash(table.result)
    assert fold(entries_of(changed), table.events).states[WRONG].status is Status.ACCEPTED


def test_a_decision_on_a_claim_that_is_gone_is_reported():
    """The event stays, and the reviewed report names it."""
    table = Table()
    table.press(Ask(claim=NOWHERE, act=Act.REJECT))
    folded = reviewed(made(indicators=INDICATORS[:4]), table.events)
    assert folded["left_behind"] == [table.events[0].id]


def test_a_number_taken_up_has_the_fields_of_any_other():
    """Who reads the indicators of a reviewed report needs no exceptions."""
    table = Table()
    table.press(Ask(claim=LEFT_OUT[0], act=Act.CORRECT, value_text="3000人次", name="受众"))
    first, *_, taken = reviewed(table.result, table.events)["report"]["indicators"]
    assert set(taken) == set(first)


def test_a_corrected_number_of_a_table_keeps_the_unit_of_its_heading():
    """A correction without a unit changes the digits alone; one with a unit says its own."""
    plain = made()
    first, *others = plain.report.indicators
    first = first.model_copy(update={"unit_from": UnitSource.TABLE})
    report = plain.report.model_copy(update={"indicators": (first, *others)})
    for value, unit, unit_from in (("159", "件", "table"), ("159份", "份", "number")):
        table = Table(plain.model_copy(update={"report": report}))
        table.press(Ask(claim=WRONG, act=Act.CORRECT, value_text=value))
        corrected = reviewed(table.result, table.events)["report"]["indicators"][0]
        assert (corrected["value"], corrected["unit"], corrected["unit_from"]) == ("159", unit, unit_from)
