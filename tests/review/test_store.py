"""Events on disk: appended whole, never changed, refused when stale."""

import sqlite3

import pytest

from extractor.errors import ReviewError, StaleError
from extractor.review.acts import Ask
from extractor.review.store import NAME, Store
from schemas.decision import Act
from tests.review.made import LEFT_OUT, SCALE, WRONG, Table


def _pressed(*claims: str, act: Act = Act.ACCEPT, reviewer: str = "李") -> tuple:
    table = Table()
    for claim in claims:
        table.press(Ask(claim=claim, act=act, note='"引号"\n'), reviewer=reviewer)
    return table.events


def test_events_come_back_as_they_were_stored(tmp_path):
    """In order, with every field, from another opening of the folder."""
    events = _pressed(WRONG, SCALE, WRONG)
    Store(tmp_path).append(events)
    assert Store(tmp_path).events() == events
    assert Store(tmp_path).events(events[0].report) == events
    assert Store(tmp_path).events("0" * 64) == ()


def test_looking_makes_no_file(tmp_path):
    """The store begins with the first event."""
    assert Store(tmp_path).events() == ()
    assert list(tmp_path.iterdir()) == []


def test_a_stale_press_stores_nothing(tmp_path):
    """Not even its events that would have fitted."""
    store = Store(tmp_path)
    store.append(_pressed(WRONG))
    late = Table()
    late._ids = iter(range(100, 200))
    late.press(Ask(claim=LEFT_OUT[0], act=Act.ACCEPT))
    late.press(Ask(claim=WRONG, act=Act.REJECT))
    with pytest.raises(StaleError) as caught:
        store.append(late.events)
    assert caught.value.claims == (WRONG,)
    assert len(store.events()) == 1


def test_an_event_is_stored_once(tmp_path):
    """To append it again changes nothing; another event of that name is refused."""
    store, events = Store(tmp_path), _pressed(WRONG, SCALE)
    store.append(events)
    store.append(events)
    assert store.events() == events
    with pytest.raises(ReviewError, match="two different events"):
        store.append([events[0].model_copy(update={"reviewer": "王"})])


@pytest.mark.parametrize("statement", ["UPDATE event SET reviewer = 'x'", "DELETE FROM event"])
def test_the_file_itself_refuses_changes(tmp_path, statement):
    """Whoever opens it with another program is stopped too."""
    Store(tmp_path).append(_pressed(WRONG))
    database = sqlite3.connect(tmp_path / NAME)
    with pytest.raises(sqlite3.IntegrityError):
        database.execute(statement)
    database.close()


def test_a_broken_file_is_an_error_with_a_next_step(tmp_path):
    """It is neither overwritten nor taken for empty."""
    (tmp_path / NAME).write_bytes(b"rubbish" * 1000)
    with pytest.raises(ReviewError, match="move it away"):
        Store(tmp_path).events()
    with pytest.raises(ReviewError, match="move it away"):
        Store(tmp_path).append(_pressed(WRONG))
    assert (tmp_path / NAME).read_bytes() == b"rubbish" * 1000
