"""Reading takes time in proportion to the text, whatever the text."""

import time

import pytest

from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.statements.extract import extract

SOURCE = Source(
    key="x", file="x.txt", published="2022-09", place="沈阳市", place_code="210100", kind="report"
)
REPEATED = [
    "1",
    "1个",
    "达到1个，",
    "10%、",
    "今年1个公园、",
    "1亿",
    "。1家",
    "目前1个，",
    "分别1个、",
    "一",
    "（1",
    "“1",
    "2020年",
    "1-1",
]


def seconds(unit, length):
    document = read_text("文" + unit * (length // len(unit)), "x.txt")
    start = time.thread_time()  # what other threads of the tests do does not count
    extract(document, SOURCE)
    return time.thread_time() - start


@pytest.mark.parametrize("unit", REPEATED)
def test_four_times_the_text_takes_about_four_times_as_long(unit):
    seconds(unit, 500)
    short, long = (min(seconds(unit, length) for _ in range(2)) for length in (2000, 8000))
    assert long < 10 * short + 0.5
