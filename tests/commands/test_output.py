"""Rows are written for eyes and for programs."""

import csv
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.commands.output import Column, shorten, to_csv, to_json, to_table, width, write

COLUMNS = (
    Column(key="name", zh="指标", en="indicator"),
    Column(key="value", zh="数值", en="value", right=True),
)
ROWS = [{"name": "地区生产总值", "value": Decimal("9100.30")}, {"name": "GDP, nominal", "value": None}]


def test_chinese_and_latin_cells_line_up() -> None:
    lines = to_table(ROWS, COLUMNS, "zh").splitlines()
    assert lines[0].endswith("数值")
    assert [width(line) for line in lines[:3]] == [width(lines[0])] * 3


def test_csv_is_read_back_as_it_was() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(ROWS, COLUMNS))))
    assert rows[0] == {"name": "地区生产总值", "value": "9100.30"}
    assert rows[1] == {"name": "GDP, nominal", "value": ""}


def test_json_numbers_are_the_printed_ones() -> None:
    assert (
        to_json({"value": Decimal("9100.3"), "whole": Decimal("5902")}) == '{"value": 9100.3, "whole": 5902}'
    )


def test_json_lines_keep_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    write([{"name": "a", "more": 1}], COLUMNS, "jsonl", "en")
    assert json.loads(capsys.readouterr().out) == {"name": "a", "more": 1}


@given(st.text(), st.integers(min_value=2, max_value=60))
def test_a_shortened_text_fits(text: str, widest: int) -> None:
    short = shorten(text, widest)
    assert width(short) <= widest
    assert short == text or short.endswith("…")
