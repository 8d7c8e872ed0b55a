import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.vocabulary.numerals import multiplier, read_doublings, read_number

DIGITS = "零一二三四五六七八九"


def spelled(number: int) -> str:
    """Write a number below 10^12 in Chinese digits, as a person would."""
    for scale, name in ((100_000_000, "亿"), (10_000, "万")):
        if number >= scale:
            rest = number % scale
            gap = "零" if 0 < rest < scale // 10 else ""
            return spelled(number // scale) + name + gap + (spelled(rest) if rest else "")
    words, started = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += DIGITS[digit] + name
            started = True
        elif started and number % power and not words.endswith("零"):
            words += "零"
    return words or "零"


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_a_number_in_chinese_digits_reads_back(number):
    assert read_number(spelled(number)) == number


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_number_with_separators_reads_back_exactly(number):
    assert read_number(f"{number:,}") == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十五", "15"),
        ("两千零五", "2005"),
        ("二点五", "2.5"),
        ("二〇二五", "2025"),
        ("４０", "40"),
        ("百", "100"),
    ],
)
def test_other_ways_of_writing_a_number(text, value):
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["一批", "3亿", "点五点", "1.2.3"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        read_number(text)


@pytest.mark.parametrize(("text", "value"), [("翻番", 2), ("翻一番", 2), ("翻两番", 4)])
def test_doublings_say_how_many_times_as_much(text, value):
    assert read_doublings(text) == value


def test_multipliers_are_those_that_belong_to_a_unit():
    assert multiplier("万亿") == 10**12
    with pytest.raises(ValueError, match="百"):
        multiplier("百")
