"""parse_numeral: the text of one numeral to its exact Decimal."""

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.numbers.parse import parse_numeral, read_value, to_plain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5.8万", "58000"),
        ("500余万", "5000000"),
        ("3万4000", "34000"),
        ("25万6千", "256000"),
        ("1千零20", "1020"),
        ("二十万亿", "20000000000000"),
        ("一亿两千三百万", "123000000"),
        ("六万万", "600000000"),
        ("四百五", "450"),
        ("四百零五", "405"),
        ("一九八○", "1980"),
        ("二〇二四", "2024"),
        ("壹佰伍拾", "150"),
        ("三萬六千", "36000"),
        ("两千点五", "2000.5"),
        ("一点二亿", "120000000"),
        ("２，３００万", "23000000"),
        ("1 100", "1100"),
        ("-3.20", "-3.2"),
        ("负六点六", "-6.6"),
        ("百", "100"),
        ("百三", "130"),
        ("廿二", "22"),
        ("五百卅四", "534"),
        ("一万零卌", "10040"),
        ("百二万", "1200000"),
        ("一百零二万", "1020000"),
        ("五十千", "50000"),
        ("3亿5,000万", "350000000"),
        ("俩千", "2000"),
        ("12345678901234567890123456789.123万", "123456789012345678901234567891230"),
    ],
)
def test_a_numeral_is_read(text, value):
    """Each spelling gives its exact value, whatever scale, script or width it is printed in."""
    assert parse_numeral(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "件", "三分之一", "12件", "1..2", "点", "一点", "--1", "3至5", "2024年"])
def test_what_is_no_numeral_is_refused(text):
    """Anything but one numeral raises ValueError and names the text."""
    with pytest.raises(ValueError, match="is not a numeral"):
        parse_numeral(text)


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_spelled_integers_come_back(number):
    """An integer spelled by cn2an, plain or formal, is read as itself."""
    assert parse_numeral(cn2an.an2cn(number)) == number
    assert parse_numeral(cn2an.an2cn(number, "up")) == number


@given(st.integers(min_value=0, max_value=10**8), st.integers(min_value=1, max_value=999999))
def test_spelled_decimals_come_back(whole, part):
    """A decimal spelled by cn2an is read as itself, digit by digit."""
    text = f"{whole}.{part}"
    assert parse_numeral(cn2an.an2cn(text)) == Decimal(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_plain_strings_have_no_exponent(value):
    """The plain string is the same number and holds digits, one sign and one point at most."""
    plain = to_plain(value)
    assert Decimal(plain) == value
    assert set(plain) <= set("-.0123456789")


def test_a_range_of_digits_has_two_ends():
    """Neighbouring digits in front of a scale are a range, 八九亿."""
    assert read_value("六十三四万") == "630000..640000"
