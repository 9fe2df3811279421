"""Claims of every form are read, and what cannot be read is refused by name."""

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.check import check, needs_decision, read_claims
from extractor.errors import ClaimsError
from schemas.claim import Claim
from schemas.finding import Verdict

SOURCE = "2024年,全年办理行政复议案件159件,纠错率6.8%。发放宣传资料5.8万余份。"


def _only(data: Any) -> Claim:
    [claim] = read_claims(data).claims
    return claim


FORMS: list[tuple[str, Any, str]] = [
    ("wrapped", {"indicators": [{"name": "行政复议案件", "value_text": "159件"}]}, "/indicators/0/value_text"),
    ("bare list", [{"name": "行政复议案件", "value": 159, "unit": "件"}], "/0/value"),
    ("chinese keys", [{"名称": "行政复议案件", "数值": "159", "单位": "件"}], "/0/数值"),
    ("json text", '[{"name": "行政复议案件", "value": 159, "unit": "件"}]', "/0/value"),
    (
        "bytes with a mark",
        b"\xef\xbb\xbf" + json.dumps([{"name": "行政复议案件", "value_text": "159件"}]).encode(),
        "/0/value_text",
    ),
    ("csv", "name,value_text,unit\n行政复议案件,159,件\n", "/0/value_text"),
    ("chinese csv in gb18030", "名称,数值,单位\n行政复议案件,159,件\n".encode("gb18030"), "/0/数值"),
    ("csv with semicolons", "\ufeff指标名称;数值;单位\n行政复议案件;159;件\n", "/0/数值"),
    ("csv with tabs", "名称\t数值\t单位\n行政复议案件\t159\t件\n", "/0/数值"),
    ("csv with dressed headers", "序号,指标 名称（项）,完成数值,计量单位,备注\n1,行政复议案件,159,件,好\n", "/0/value"),
    ("csv in capitals", " Name , Value ,UNIT,\n行政复议案件,159,件,\n\n", "/0/Value"),
    ("csv with the unit in the heading", "指标,数量（件）\n行政复议案件,159\n", "/0/value（件）"),
    ("csv with the unit beside a known heading", "名称,数值（单位：件）\n行政复议案件,159\n", "/0/数值（单位：件）"),
    ("csv with Excel's first line", "sep=;\nname;value;unit\n行政复议案件;159;件\n", "/0/value"),
    ("csv with bookkeeping", "name,value,unit,page,confidence\n行政复议案件,159,件,12,0.93\n", "/0/value"),
    ("a Markdown table", "| 名称 | 数值 | 单位 |\n|---|---:|:--|\n| 行政复议案件 | 159 | 件 |\n", "/0/数值"),
    ("fenced JSON", '```json\n[{"name": "行政复议案件", "value": 159, "unit": "件"}]\n```\n', "/0/value"),
    ("csv quote over lines", 'name,value,unit,quote\n行政复议案件,159,件,"办理行政\n复议案件159件"\n', "/0/value"),
    ("json in capitals", [{"Name": "行政复议案件", "Value": "159", "Unit": "件"}], "/0/Value"),
    ("one object", {"name": "行政复议案件", "value": 159, "unit": "件"}, "/value"),
    ("one line of JSON", '{"name": "行政复议案件", "value": 159, "unit": "件"}\n', "/value"),
    ("another key", {"title": "", "facts": [{"name": "行政复议案件", "value": 159, "unit": "件"}]}, "/facts/0/value"),
    (
        "lines of lists",
        '{"indicators": [{"name": "行政复议案件", "value": 159}]}\n{"indicators": []}',
        "/0/indicators/0/value",
    ),
    ("positions", [{"name": "行政复议案件", "value": 159, "start": 14, "end": 17, "page": 3}], "/0/value"),
    ("span as a list", [{"name": "行政复议案件", "value": 159, "span": [14, 18]}], "/0/value"),
    ("a quoted fact", [{"fact": "行政复议案件159件", "substring_quotes": ["办理行政复议案件159件"]}], "/0/fact"),
    (
        "langextract, a name and its number",
        {
            "text": SOURCE,
            "extractions": [
                {"extraction_text": "行政复议案件", "attributes": {"value": 159, "unit": "件"}, "char_interval": None}
            ],
        },
        "/extractions/0/attributes/value",
    ),
    (
        "langextract, a number and its name",
        {
            "text": SOURCE,
            "extractions": [
                {
                    "extraction_text": "159",
                    "char_interval": {"start_pos": 14, "end_pos": 17},
                    "attributes": {"name": "行政复议案件", "unit": "件"},
                }
            ],
        },
        "/extractions/0/extraction_text",
    ),
    (
        "langextract",
        {
            "text": SOURCE,
            "extractions": [
                {
                    "extraction_class": "指标",
                    "extraction_text": "办理行政复议案件159件",
                    "attributes": {"value": "159", "unit": "件"},
                }
            ],
        },
        "/extractions/0/attributes/value",
    ),
]


@pytest.mark.parametrize(("data", "path"), [form[1:] for form in FORMS], ids=[form[0] for form in FORMS])
def test_forms(data: Any, path: str) -> None:
    """Each known form gives the claim with a pointer to its number, and the claim is verified."""
    claim = _only(data)
    assert claim.path == path
    assert [finding.verdict for finding in check(data, SOURCE).findings] == [Verdict.VERIFIED]


def test_langextract_lines() -> None:
    """Every line of LangExtract's JSONL is read; a number without attributes stands in the extracted text."""
    lines = [
        {
            "document_id": "a",
            "text": SOURCE,
            "extractions": [{"extraction_class": "率", "extraction_text": "纠错率6.8%"}],
        },
        {
            "document_id": "b",
            "text": SOURCE,
            "extractions": [{"extraction_class": "件", "extraction_text": "办理行政复议案件159件"}],
        },
    ]
    claims = read_claims("\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
    assert [claim.path for claim in claims.claims] == [
        "/0/extractions/0/extraction_text",
        "/1/extractions/0/extraction_text",
    ]
    assert claims.source_text == SOURCE
    assert {finding.verdict for finding in check(claims).findings} == {Verdict.VERIFIED}


def test_langextract_says_what_a_number_is() -> None:
    """Name and unit beside an extracted number count: another's name or unit makes it wrong."""

    def verdict(**attributes: str) -> Verdict:
        extraction = {"extraction_class": "指标", "extraction_text": "159件", "attributes": attributes}
        return check({"extractions": [extraction]}, SOURCE).findings[0].verdict

    assert verdict(name="行政复议案件", unit="件") is Verdict.VERIFIED
    assert verdict(name="行政复议案件", unit="人") is Verdict.UNIT_MISMATCH
    assert verdict(name="行政复议案件", approx="约") is Verdict.QUALIFIER_MISMATCH
    assert verdict(name="宣传资料") is not Verdict.VERIFIED


def test_langextract_found_nothing() -> None:
    """A document in which nothing was found says null: no claims, and no error."""
    assert read_claims({"document_id": "a", "text": SOURCE, "extractions": None}).claims == ()


@pytest.mark.parametrize("key", ["quote", "证据", "原句", "引用", "source_text", "substring_quotes"])
def test_a_quote_by_any_name_must_be_printed(key: str) -> None:
    """An invented quote is none the better for its key; of several quotes each must be printed."""
    claim = {"name": "行政复议案件", "value": 159, "unit": "件"}
    assert check([claim | {key: "办理行政复议案件159件"}], SOURCE).findings[0].verdict is Verdict.VERIFIED
    assert check([claim | {key: "审结行政复议案件159件"}], SOURCE).findings[0].verdict is Verdict.MISPLACED
    several = ["纠错率6.8%", "办理行政复议案件159件"]
    assert check([claim | {key: several}], SOURCE).findings[0].verdict is Verdict.VERIFIED
    assert check([claim | {key: [*several, "本年度无此句"]}], SOURCE).findings[0].verdict is Verdict.MISPLACED


@pytest.mark.parametrize(("value", "unit"), [(15, "9件"), ("1", "59件"), ("6", ".8%"), ("15", "９件"), ("五", "八件")])
def test_a_unit_does_not_lengthen_a_number(value: object, unit: str) -> None:
    """15 with the unit 9件 is not 159件, though the two print it together."""
    source = SOURCE + "另有五八件文书。"
    claim = {"name": "行政复议案件", "value": value, "unit": unit}
    assert check([claim], source).findings[0].verdict is not Verdict.VERIFIED


def test_file(tmp_path: Path) -> None:
    """A path is read, as a string or as a path."""
    file = tmp_path / "claims.json"
    file.write_text('[{"name": "行政复议案件", "value_text": "159件"}]', encoding="utf-8")
    assert read_claims(file) == read_claims(str(file))


def test_numbers_in_words_are_claims() -> None:
    """Numbers inside names, titles and summaries are checked too, and point to their string."""
    data = {
        "title": "2024年办理案件195件",
        "indicators": [{"name": "纠错率6.9%", "value_text": "6.8%", "quote": "纠错率6.8%"}],
    }
    found = {(finding.path, finding.said): finding.verdict for finding in check(data, SOURCE).findings}
    assert found["/indicators/0/value_text", "6.8%"] is Verdict.VERIFIED
    assert found["/indicators/0/name", "6.9%"] is not Verdict.VERIFIED
    assert found["/title", "2024年"] is Verdict.VERIFIED
    assert found["/title", "195件"] is not Verdict.VERIFIED


@pytest.mark.parametrize("value", [580000, "58", "5.9万"])
def test_value_must_agree_with_its_text(value: object) -> None:
    """A plain value that differs from the printed one beside it is a wrong number."""
    claim = {"name": "发放宣传资料", "value_text": "5.8万余份", "value": value, "quote": SOURCE}
    assert check([claim], SOURCE).findings[0].verdict is not Verdict.VERIFIED


@pytest.mark.parametrize("value", [58000, "58000", 5.8e4, None])
def test_value_that_agrees(value: object) -> None:
    """The same value written out is no contradiction."""
    claim = {"name": "发放宣传资料", "value_text": "5.8万余份", "value": value, "quote": SOURCE}
    assert check([claim], SOURCE).findings[0].verdict is Verdict.VERIFIED


def test_said_twice_is_read_once() -> None:
    """Unit, scale and qualifier may stand in the text of the value and beside it."""
    for value_text, unit in (("5.8万余份", "份"), ("5.8万余", "份"), ("5.8万余份", "万份")):
        claim = {"name": "发放宣传资料", "value_text": value_text, "unit": unit, "approx": ["余"], "quote": SOURCE}
        assert check([claim], SOURCE).findings[0].verdict is Verdict.VERIFIED


@pytest.mark.parametrize("value_text", [None, "", " "])
def test_null_is_a_finding(value_text: str | None) -> None:
    """A claim that says null for its number is found wanting, not skipped."""
    [finding] = check([{"name": "案件", "value_text": value_text, "unit": "件"}], SOURCE).findings
    assert (finding.verdict, finding.said) == (Verdict.NOT_IN_SOURCE, None)


@pytest.mark.parametrize(
    ("unit", "read"), [("（件）", "件"), (" 件 ", "件"), ("万元人民币", "万元"), ("元（人民币）", "元")]
)
def test_a_unit_may_be_dressed(unit: str, read: str) -> None:
    """Brackets and blanks around a unit, and the currency, are none of it."""
    assert _only([{"name": "案件", "value": 3, "unit": unit}]).unit == read


def test_a_sign_is_no_scale() -> None:
    """-159 for 159 is another number, not the same one at another scale."""
    claim = {"name": "行政复议案件", "value": -159, "unit": "件"}
    assert check([claim], SOURCE).findings[0].verdict is Verdict.ALTERED_DIGIT


DEEP = "[" * 100_000 + "]" * 100_000
REFUSED: list[tuple[str, Any]] = [
    ("empty", ""),
    ("not json", "{oops"),
    ("number", "[1]"),
    ("no number", [{"name": "案件"}]),
    ("boolean", [{"name": "案件", "value": True}]),
    ("object", [{"name": "案件", "value": {"a": 1}}]),
    ("name", [{"name": 3, "value": 3}]),
    ("quote", [{"name": "案件", "value": 3, "quote": 3}]),
    ("unit", '[{"name": "案件", "value": 15, "unit": 9}]'),
    ("null", "null"),
    ("two lists", {"a": [{"name": "案件", "value": 3}], "b": [{"name": "案件", "value": 3}]}),
    ("nan", '[{"name": "案件", "value": NaN}]'),
    ("python nan", [{"name": "案件", "value": float("nan")}]),
    ("huge", [{"name": "案件", "value_text": "9" * 5000}]),
    ("huge exponent", '[{"name": "案件", "value": 1e999999}]'),
    ("same key twice", '[{"name": "案件", "value": 1, "value": 2}]'),
    ("deep", DEEP),
    ("deep words", {"indicators": [], "a": json.loads("[" * 300 + "]" * 300)}),
    ("other object", {"a": 1}),
    ("csv without columns", "a,b\n1,2\n"),
    ("csv with too many cells", "name,value\na,1,2\n"),
    ("csv with a column twice", "name,value,value\na,1,2\n"),
    ("no file", "nowhere.json"),
    ("bad line", '{"extractions": []}\n{"extractions": ['),
    ("type", 3),
    ("bytes", b"\xff\xff\xff\x00"),
]


@pytest.mark.parametrize("data", [case[1] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_refused(data: Any) -> None:
    """What is no list of claims is refused with a message, never half read."""
    with pytest.raises(ClaimsError, match=r"."):
        read_claims(data)


def test_a_message_names_the_file(tmp_path: Path) -> None:
    """What is wrong with a claims file is said with its name, in both languages."""
    broken = tmp_path / "claims.json"
    broken.write_text("{oops", encoding="utf-8")
    for path in (broken, tmp_path / "nowhere.csv", tmp_path):
        with pytest.raises(ClaimsError) as caught:
            read_claims(path)
        assert str(path) in str(caught.value)
        assert "无法读取" in caught.value.told("zh")
        assert str(path) in caught.value.told("zh")


def test_a_message_says_what_was_found() -> None:
    """Wrong keys, a wrong first row, a broken line: the message repeats them."""
    cases = [([{"naam": "案件", "waarde": 3}], "'naam', 'waarde'"), ("指标,2024年\n案件,3\n", "指标,2024年")]
    for data, said in [*cases, ('name,value\n案件,"3\n', "line 2")]:
        with pytest.raises(ClaimsError) as caught:
            read_claims(data)
        assert said in str(caught.value)


def test_source_is_needed() -> None:
    """Claims without a source of their own cannot be checked alone."""
    with pytest.raises(ClaimsError, match="source"):
        check([{"name": "案件", "value": 3}])


def test_needs_decision() -> None:
    """Only verified findings need nobody; omitted quantities count where completeness is promised."""
    complete = [
        {"name": "办理行政复议案件", "value_text": "159件", "quote": SOURCE},
        {"name": "纠错率", "value_text": "6.8%", "quote": SOURCE},
        {"name": "发放宣传资料", "value_text": "5.8万余份", "quote": SOURCE},
    ]
    assert not needs_decision(check(complete, SOURCE), complete=True)
    assert needs_decision(check(complete[:2], SOURCE), complete=True)
    assert not needs_decision(check(complete[:2], SOURCE), complete=False)
    assert needs_decision(check([{**complete[0], "value_text": "158件"}], SOURCE), complete=False)


def test_a_number_in_a_name_that_says_which_ones_are_counted_is_read_where_it_is_printed() -> None:
    """The name of 14 holds 10亿元, which its other words would give to the number of another unit."""
    text = "引进投资超10亿元重大项目14个、百亿级企业3家，建成220千伏及以上输电线路7万公里。"

    def verdict(name: str, value: str) -> Verdict:
        found = check([{"name": name, "value_text": value, "quote": text}], text).findings
        return next(one.verdict for one in found if one.path.endswith("name"))

    assert verdict("引进投资超10亿元重大项目", "14个") is Verdict.VERIFIED
    assert verdict("引进百亿级企业", "3家") is Verdict.VERIFIED
    assert verdict("引进投资超20亿元重大项目", "14个") is not Verdict.VERIFIED
    assert verdict("引进千亿级企业", "3家") is not Verdict.VERIFIED
