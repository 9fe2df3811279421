"""The collector looks seldom for as long as somebody wants it to, and then as it did before."""

import gc

from extractor.collector import SELDOM, seldom_collected


def test_the_thresholds_are_put_back_by_the_last_one_to_leave() -> None:
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    outer, inner = seldom_collected(), seldom_collected()
    outer.__enter__()
    inner.__enter__()
    assert gc.get_threshold() == SELDOM
    outer.__exit__(None, None, None)
    assert gc.get_threshold() == SELDOM
    assert gc.get_freeze_count() > frozen
    inner.__exit__(None, None, None)
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() <= frozen
