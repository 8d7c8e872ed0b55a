from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.errors import LuoshiError
from luoshi.vocabulary.units import convert, find_unit, read_unit, symbols

FIXED = sorted(symbol for symbol, unit in symbols().items() if unit.factor is not None)


def test_wan_and_yi_multiply_a_unit():
    assert convert(Decimal("70.4"), "亿元", "万元") == Decimal("704000")
    assert convert(Decimal("1.2"), "万亿元", "亿元") == Decimal("12000")


def test_a_slash_divides():
    unit = read_unit("公里/平方公里")
    assert (unit.dimension, unit.kind) == ("length/area", "compound")
    assert convert(Decimal(8), "公里/平方公里", "米/平方公里") == 8000


def test_a_unit_has_an_english_gloss():
    assert read_unit("亿元").gloss == "100 million yuan"


def test_percent_and_percentage_point_differ():
    with pytest.raises(LuoshiError) as caught:
        convert(Decimal(3), "个百分点", "%")
    assert caught.value.problem.code == "units-differ"


def test_measure_words_do_not_convert_into_each_other():
    with pytest.raises(LuoshiError):
        convert(Decimal(10), "户", "个")


def test_an_unknown_unit_is_refused_by_name():
    with pytest.raises(LuoshiError) as caught:
        read_unit("箩筐")
    assert caught.value.problem.code == "unit-unknown"
    assert "箩筐" in caught.value.problem.words()


@given(st.sampled_from(FIXED), st.sampled_from(["", "万", "亿"]), st.integers(1, 10**6))
def test_conversion_to_a_multiple_and_back_is_exact(symbol, prefix, number):
    there = convert(Decimal(number), prefix + symbol, symbol)
    assert convert(there, symbol, prefix + symbol) == number


@pytest.mark.parametrize(
    "symbol",
    [
        "项",
        "家",
        "户",
        "人次",
        "亿立方米",
        "兆瓦",
        "微克/立方米",
        "件/万人",
        "吨标准煤/万元",
        "个百分点",
        "万套（间）",
        "亿吨公里",
        "万标准箱",
        "千公顷",
    ],
)
def test_the_units_of_planning_documents_are_known(symbol):
    assert find_unit(symbol) is not None
