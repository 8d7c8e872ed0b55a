from decimal import Decimal

import pytest

from luoshi.statements.indicator_cells import read_cell


@pytest.mark.parametrize(
    ("text", "value", "comparator", "span"),
    [
        ("6以上", "6", "ge", "6以上"),
        ("5.5 左右", "5.5", "approx", "5.5 左右"),
        ("全国前20", "20", "le", "前20"),
        ("736. 1", "736.1", "eq", "736. 1"),
        ("≥80", "80", "ge", "≥80"),
        (">=80", "80", "ge", ">=80"),
        ("10%左右", "10", "approx", "10%左右"),
        ("-15", "-15", "eq", "-15"),
        ("1,318.1", "1318.1", "eq", "1,318.1"),
        ("控制在5.5以内", "5.5", "le", "控制在5.5以内"),
        ("第22位", "22", "eq", "第22位"),
        ("2.3:1", "2.3", "eq", "2.3:1"),
        ("20家以上", "20", "ge", "20家以上"),
        ("＞1.5", "1.5", "gt", "＞1.5"),
    ],
)
def test_a_figure_and_its_comparator(text, value, comparator, span):
    reading = read_cell(text)
    assert (reading.kind, reading.value, reading.comparator) == ("number", Decimal(value), comparator)
    assert text[reading.start : reading.end] == span


@pytest.mark.parametrize("text", ["", "_", "—", "——", "-", "/", "无"])
def test_a_cell_without_a_figure_is_empty(text):
    assert read_cell(text).kind == "empty"
    assert not read_cell(text).misread


@pytest.mark.parametrize("text", ["ı", "I", "一"])
def test_a_lone_letter_is_a_dash_that_was_read_wrongly(text):
    assert (read_cell(text).kind, read_cell(text).misread) == ("empty", True)


@pytest.mark.parametrize("text", ["完成国家下达任务", "与经济增长同步", "2025年前完成", "持续改善"])
def test_words_are_a_target_that_is_not_quantified(text):
    assert read_cell(text).kind == "words"


def test_a_range_has_two_ends():
    reading = read_cell("6.5%～7%")
    assert (reading.value, reading.upper, reading.unit) == (Decimal("6.5"), Decimal(7), "%")


@pytest.mark.parametrize("text", ["〔13.5〕", "[13.5]", "〔≥13.5〕"])
def test_brackets_are_totals_over_the_period(text):
    assert read_cell(text).cumulative


def test_ranks_are_marked():
    assert read_cell("全国前20").rank
    assert read_cell("100强").rank
    assert not read_cell("20").rank
