"""The view model: riskiest first, every finding there, candidates for the placeless, places drawn without overlap."""

from hypothesis import given
from hypothesis import strategies as st

from extractor.review.entries import entries_of
from extractor.review.lineup import line_up
from extractor.review.marks import LANES, Place, draw
from extractor.review.results import load_result
from extractor.review.risk import bulk_acts
from extractor.review.sheet import lay_out, prepare
from schemas.decision import Act
from schemas.finding import Verdict
from tests.conftest import GOLDEN
from tests.review.made import INDICATORS, made


def test_every_finding_and_omitted_quantity_is_a_row():
    """None is lost, and no two share a claim."""
    for path in sorted(GOLDEN.glob("*.json")):
        result = load_result(path)
        sheet = lay_out(prepare(result), ())
        assert sum(sheet.verdicts.values()) == sum(result.validation.summary.values())
        assert len({row.entry.claim for row in sheet.rows}) == len(sheet.rows)
        assert sorted(row.index for row in sheet.rows) == list(range(len(sheet.rows)))


def test_what_needs_a_person_comes_first_and_the_worst_of_it_first():
    """An altered digit stands before an omitted quantity, and that before what is verified."""
    verdicts = [row.entry.verdict.value for row in lay_out(prepare(made()), ()).rows]
    assert verdicts[:3] == ["altered_digit", "scale_error", "not_in_source"]
    assert verdicts[3:] == ["omitted"] * 3 + ["verified"] * (len(verdicts) - 6)


def test_a_number_without_a_place_has_nearest_candidates():
    """The same digits first, wherever they are printed, and the row says that they were searched for."""
    claim = {"name": "受众", "value_text": "30", "unit": "场", "quote": "没有这样的话"}
    sheet = lay_out(prepare(made(indicators=[*INDICATORS, claim])), ())
    row = next(row for row in sheet.rows if row.entry.name == "受众" and row.entry.said)
    if row.entry.span is None:
        assert row.entry.candidates
        assert row.searched or row.entry.finding.candidates


def test_nothing_alike_still_gives_the_neighbourhood():
    """A claim without any number is led to the numbers of its evidence."""
    claim = {"name": "宣传", "value_text": "若干", "unit": "", "quote": "开展普法活动42场,受众3000人次。"}
    sheet = lay_out(prepare(made(indicators=[claim])), ())
    [row] = [row for row in sheet.rows if row.entry.verdict is Verdict.NOT_IN_SOURCE]
    assert row.searched
    assert {"42场", "3000人次"} <= {candidate.text for candidate in row.entry.candidates}


def test_digits_are_lined_up_by_place():
    """Units stand under units, whatever is longer."""
    assert line_up("1195件", "159.5件") == ("1195  ", " 159.5")
    assert line_up("若干", "159件") is None
    assert line_up("159件", "159份") is None


def test_what_may_be_decided_in_bulk():
    """Never an altered digit or an ambiguity; never acceptance of what the source contradicts; never a correction."""
    assert bulk_acts(Verdict.ALTERED_DIGIT) == bulk_acts(Verdict.AMBIGUOUS) == frozenset()
    accepted = {verdict for verdict in Verdict if Act.ACCEPT in bulk_acts(verdict)}
    assert accepted == {Verdict.VERIFIED, Verdict.MISPLACED, Verdict.DERIVED, Verdict.OMITTED}
    assert not any(Act.CORRECT in bulk_acts(verdict) for verdict in Verdict)


def test_control_characters_are_shown_not_kept():
    """A direction mark in a name or a number would turn the page round."""
    text = "办理\u202e案件\u20285件。\n"
    result = made(text, [{"name": "办\u202e理", "value_text": "5", "unit": "件", "quote": "5件"}])
    [entry] = [entry for entry in entries_of(result) if entry.path.endswith("value_text")]
    assert entry.name == "办�理"
    shown = "".join(piece.text for line in prepare(result).lines for piece in line.pieces)
    assert shown == "办理�案件5件。"


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=8)


@given(st.text(alphabet="字数1\n\r ", max_size=30), SPANS)
def test_pieces_hold_the_text_and_every_span(text, spans):
    """Whatever crosses: a piece is covered by a row from end to end or not at all, and lanes do not collide."""
    places = [Place(a, min(a + n, len(text)), i, "wrong") for i, (a, n) in enumerate(spans) if a < len(text)]
    drawn: set[int] = set()
    for line in draw(text, places):
        for piece in line.pieces:
            at = range(piece.start, piece.start + len(piece.text))
            assert text[piece.start : at.stop] == piece.text
            assert set(piece.rows) == {p.row for p in places for i in at if p.start <= i < p.end}
            assert all(p.start <= at.start and at.stop <= p.end for p in places if p.row in piece.rows)
            drawn.update(at)
    assert all(i in drawn or text[i].isspace() or not text[i].strip() for i in range(len(text)))


def test_crossing_spans_keep_a_lane_each():
    """Of two spans that cross, each is one unbroken underline at its own height."""
    [line] = draw("一二三四五六", [Place(0, 4, 0, "wrong"), Place(2, 6, 1, "doubtful")])
    assert [(piece.text, piece.rows, piece.classes) for piece in line.pieces] == [
        ("一二", (0,), "wrong w0"),
        ("三四", (0, 1), "wrong w0 d1"),
        ("五六", (1,), "doubtful d1"),
    ]
    assert LANES == 3
