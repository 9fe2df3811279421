"""evaluate: what a careful reader would say of a report, counted."""

import json
from decimal import Decimal

import pytest

from extractor.errors import ClaimsError
from extractor.evaluate import Score, Tally, evaluate, judge, likeness
from extractor.gold import Gold, load_gold
from extractor.review.labels import Lang
from extractor.review.scores import render_scores
from schemas.report import Indicator, Item, Report, TextField, YearField
from schemas.result import ReportResult
from schemas.span import Evidence, Span
from tests.conftest import GOLDEN

TEXT = "标题\n办案7件。制定规章2件。\n但存在力量不足的问题。\n下一步加强培训。\n特此报告。\n"


def part(words: str, text: str = TEXT, **more) -> dict:
    """Make a gold item of words of the text."""
    start = text.index(words)
    return {"start": start, "end": start + len(words), "quote": words, **more}


def gold(**more) -> Gold:
    """Make the gold of the text."""
    parts = {
        "achievements": [part("办案7件。"), part("制定规章2件。")],
        "problems": [part("但存在力量不足的问题。")],
        "plans": [part("下一步加强培训。")],
        "non_items": [part("特此报告。")],
    }
    return Gold.model_validate({"file": "a.txt", **parts, **more})


def item(words: str) -> Item:
    """Make an item of words of the text."""
    return Item(title="题", topic="", evidence=(Evidence(**part(words)),))


def number(value: str, name: str, unit: str = "件", **more) -> Indicator:
    """Make an indicator of a number of the text."""
    start = TEXT.index(more.pop("at", value))
    fields = {"name": name, "value": value, "value_text": value, "unit": unit, "kind": "count", "role": None}
    return Indicator(**fields | more, span=Span(start=start, end=start + len(value) + 1), evidence=())


def report(achievements=(), problems=(), plans=(), indicators=(), **head) -> Report:
    """Make a report of words of the text."""
    fields = dict.fromkeys(("title", "issuer", "region", "year", "report_date")) | head
    items = {"achievements": achievements, "problems": problems, "plans": plans}
    return Report(**fields, **{kind: tuple(map(item, words)) for kind, words in items.items()}, indicators=indicators)


def tally(name: str, extracted: Report, expected: Gold | None = None) -> tuple[int, int, int, int]:
    """Return found, wanted, right, given of one tally."""
    found = evaluate(TEXT, extracted, expected or gold()).tallies[name]
    return found.found, found.wanted, found.right, found.given


def test_what_the_reader_found_is_found():
    """All items right: everything is 1."""
    perfect = report(("办案7件。", "制定规章2件。"), ("但存在力量不足的问题。",), ("下一步加强培训。",))
    tallies = evaluate(TEXT, perfect, gold()).tallies
    assert {name: tally.f1 for name, tally in tallies.items()} == dict.fromkeys(tallies, Decimal(1))


@pytest.mark.parametrize(
    ("achievements", "expected"),
    [
        (("办案7件。",), (1, 2, 1, 1)),
        (("办案7件。制定规章2件。",), (1, 2, 1, 1)),
        (("办案7", "件。", "制定规章2件。"), (2, 2, 2, 3)),
        (("办案7件。", "制定规章2件。", "特此报告。"), (2, 2, 2, 3)),
        (("题\n办", "但存在力量不足的问题。"), (0, 2, 0, 2)),
        ((), (0, 2, 0, 0)),
    ],
    ids=["one missing", "two joined", "one cut", "a formula", "other places", "nothing"],
)
def test_items_match_one_to_one(achievements, expected):
    """Half of the shorter span makes a hit, and neither an item nor a gold item is used twice."""
    assert tally("items.achievements", report(achievements)) == expected


def test_optional_gold_is_accepted_and_not_required():
    """An optional item costs nothing when it is missing and is right when it is there."""
    expected = gold(achievements=[part("办案7件。"), part("制定规章2件。", optional=True)])
    assert tally("items.achievements", report(("办案7件。",)), expected) == (1, 1, 1, 1)
    assert tally("items.achievements", report(("办案7件。", "制定规章2件。")), expected) == (1, 1, 2, 2)
    assert tally("sentences.neither", report(("办案7件。",)), expected) == (2, 2, 2, 4)


def test_an_item_mostly_inside_a_non_item_is_wrong():
    """Even where it overlaps gold."""
    expected = gold(non_items=[part("制定规章2件。")])
    assert tally("items.achievements", report(("制定规章2件。",)), expected) == (0, 2, 0, 1)


def test_a_sentence_of_another_kind_counts_against_both():
    """A problem taken for work done is a missing problem and a wrong achievement."""
    wrong = report(("办案7件。", "制定规章2件。", "但存在力量不足的问题。"), (), ("下一步加强培训。",))
    assert tally("sentences.problems", wrong) == (0, 1, 0, 0)
    assert tally("sentences.achievements", wrong) == (2, 2, 2, 3)
    assert tally("sentences.neither", wrong) == (2, 2, 2, 2)


def test_quantities_are_found_by_value_and_place():
    """A wrong value, a wrong unit and a wrong name each show in their own row; nothing outside the gold's items counts."""
    quantities = [
        {"start": 5, "end": 6, "value": "7", "unit": "件", "names": ["办案数"]},
        {"start": 12, "end": 13, "value": "2", "unit": "部", "names": ["制定规章"]},
    ]
    expected = gold(quantities=quantities)
    found = report(indicators=(number("7", "办案"), number("2", "全市户籍人口")))
    assert tally("quantities", found, expected) == (2, 2, 2, 2)
    assert tally("units", found, expected) == (1, 2, 1, 2)
    assert tally("names", found, expected) == (1, 2, 1, 2)
    altered = report(indicators=(number("8", "办案", at="7", value_text="7"),))
    assert tally("quantities", altered, expected) == (0, 2, 0, 1)
    assert tally("values", altered, expected) == (0, 1, 0, 1)


def test_equal_decimals_and_ranges_are_equal_values():
    """4.50 is 4.5; a range is compared as written."""
    entries = [{"start": 5, "end": 6, "value": "7.0", "unit": "件"}, {"start": 12, "end": 13, "value": "2..3"}]
    expected = gold(quantities=entries)
    found = report(indicators=(number("7", "办案"), number("2..3", "规章", at="2", value_text="2")))
    assert tally("values", found, expected) == (2, 2, 2, 2)


def test_a_quote_that_the_source_does_not_hold_is_no_exact_span():
    """Span exactness looks at every quote and number."""
    moved = report(("办案7件。",)).model_copy(update={"indicators": (number("7", "办案", value_text="9"),)})
    assert tally("spans", moved) == (1, 2, 1, 2)


def test_the_head_is_judged_where_the_gold_tells_of_it():
    """A missing field, a wrong one, an invented one; blanks do not matter, and a missing key is not judged."""
    expected = gold(head={"title": "标 题", "issuer": None, "year": 2024})
    title = TextField(value="标题", evidence=Evidence(start=0, end=2, quote="标题"))
    year = YearField(value=2023, evidence=Evidence(start=0, end=2, quote="标题"))
    found = report(title=title, issuer=title, year=year)
    assert tally("head.title", found, expected) == (1, 1, 1, 1)
    assert tally("head.issuer", found, expected) == (0, 0, 0, 1)
    assert tally("head.year", found, expected) == (0, 1, 0, 1)
    assert "head.region" not in evaluate(TEXT, found, expected).tallies


@pytest.mark.parametrize("printed", ["2024-01-05", "2024年1月5日", "二〇二四年一月五日"])
def test_a_date_is_judged_as_printed_or_in_iso_form(printed):
    date = TextField(value="2024-01-05", evidence=Evidence(start=0, end=2, quote="标题"))
    assert tally("head.report_date", report(report_date=date), gold(head={"report_date": printed})) == (1, 1, 1, 1)


def test_scores_add_up():
    """The total is that of all items of all reports, not a mean of means."""
    one, two = Score({"a": Tally(1, 1, 1, 1)}, (Decimal(1),)), Score({"a": Tally(3, 0, 1, 0)}, (Decimal(0),))
    total = one + two
    assert (total.tallies["a"].recall, total.tallies["a"].precision, total.likeness) == (
        Decimal("0.25"),
        Decimal("0.5"),
        Decimal("0.5"),
    )
    assert (Tally(1, 0, 1, 0).f1, Tally().f1) == (Decimal(0), None)


def test_likeness_counts_shared_characters():
    """In any order; nothing shared is 0."""
    assert (likeness("办案数", "办案"), likeness("办案", "培训"), likeness("", "")) == (Decimal("0.8"), 0, 0)


def test_gold_is_read_in_both_forms(tmp_path):
    """Items and quantities of one report in two files, or all in one; what is no gold is passed over."""
    items = {"file": "a.txt", "title": None, "achievements": [part("办案7件。")]}
    quantities = {"source": "a.txt", "quantities": [{"start": 5, "end": 6, "value": "7", "unit": "件"}]}
    whole = {
        "file": "b.txt",
        "achievements": [],
        "indicators": [
            {"name": "办案", "value": 0.1, "unit": "件", "value_start": 1, "value_end": 2, "start": 0, "end": 9}
        ],
    }
    for name, data in (("a.items", items), ("a.quantities", quantities), ("b.gold", whole), ("run", {"reports": []})):
        (tmp_path / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    first, second = load_gold(tmp_path)
    assert (first.file, first.head, first.complete, len(first.quantities or ())) == ("a.txt", {"title": None}, True, 1)
    assert second.quantities is not None
    assert (second.complete, second.quantities[0].value, second.quantities[0].names) == (
        False,
        Decimal("0.1"),
        ("办案",),
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "cannot be read as JSON"),
        ('{"file": "a", "achievements": [{}]}', "is not as docs"),
        ("[]", "holds no gold"),
    ],
)
def test_a_file_that_is_no_gold_is_named(tmp_path, content, message):
    """Unreadable, malformed and missing gold are errors that say what was expected."""
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    with pytest.raises(ClaimsError, match=message):
        load_gold(tmp_path)


def test_gold_made_on_another_text_is_refused():
    """A quote that does not stand at its offsets would judge nothing."""
    result = ReportResult.model_validate_json((GOLDEN / "001_c876ac7a5a214ccd.anchored.json").read_bytes())
    moved = Gold.model_validate(
        {"file": "001_c876ac7a5a214ccd.txt", "achievements": [{"start": 0, "end": 2, "quote": "别的"}]}
    )
    with pytest.raises(ClaimsError, match="another text"):
        judge(result, [moved])
    other = moved.model_copy(update={"file": "b.txt"})
    assert judge(result, [other]) is None


def test_the_table_is_aligned_and_says_what_it_counts():
    """One row a tally, in the reader's language; what the gold does not tell has no row."""
    score = Score({"items.plans": Tally(4, 3, 5, 3)})
    assert render_scores("a", score, Lang.EN).splitlines()[2].split() == [
        "plans,",
        "items",
        "75.0",
        "60.0",
        "66.7",
        "3/4",
        "3/5",
    ]
    assert "计划条目" in render_scores("a", score, Lang.ZH)
    assert len(render_scores("a", score, Lang.EN).splitlines()) == 3
