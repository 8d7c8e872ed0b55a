"""Composites against published and hand-worked figures, and what must hold for any."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.evaluation.rollup.composites import efficacy, efficacy_of, entropy_weights, topsis, weighted

SHARES = st.lists(st.floats(-1, 2), min_size=2, max_size=8)


def test_the_exam_example_of_the_efficacy_coefficient() -> None:
    # 12 satisfactory, 6 unacceptable, 5.81 reached: 60 + 40 (5.81 - 6) / (12 - 6) = 58.73
    assert round(efficacy(5.81, 12, 6), 2) == 58.73
    assert (efficacy(12, 12, 6), efficacy(6, 12, 6)) == (100, 60)


def test_topsis_on_the_four_cars_of_the_textbook_example() -> None:
    # Style, reliability, fuel economy and cost (less is better) of four cars with weights .1 .4 .3 .2: the
    # worked example of courses on TOPSIS (after Hwang & Yoon 1981), which finds .74 .41 .17 .45 with
    # intermediate figures rounded to three decimals.
    cars = [[7, 9, 9, -8], [8, 7, 8, -7], [9, 6, 8, -9], [6, 7, 8, -6]]
    found = topsis(cars, [0.1, 0.4, 0.3, 0.2])
    assert found == pytest.approx([0.74, 0.41, 0.17, 0.45], abs=0.011)
    assert [round(one, 4) for one in found] == [0.7427, 0.4036, 0.1759, 0.4414]


def test_entropy_weights_worked_by_hand() -> None:
    # A column of equal values tells nothing apart: weight 0. 1, 2, 3: p = 1/6, 1/3, 1/2; the other, 1, 1, 4:
    # p = 1/6, 1/6, 2/3.
    first = 1 + (math.log(1 / 6) / 6 + math.log(1 / 3) / 3 + math.log(1 / 2) / 2) / math.log(3)
    second = 1 + (2 * math.log(1 / 6) / 6 + math.log(2 / 3) * 2 / 3) / math.log(3)
    found = entropy_weights([[1, 1, 1], [1, 2, 1], [1, 3, 4]])
    assert found == pytest.approx([0, first / (first + second), second / (first + second)])
    assert (round(first, 4), round(second, 4)) == (0.0794, 0.2103)


def test_entropy_without_any_difference_weighs_all_alike() -> None:
    assert entropy_weights([[1, 1], [1, 1]]) == [0.5, 0.5]


def test_a_weighted_sum_is_divided_by_its_weights_and_overshoot_pays_for_nothing() -> None:
    assert weighted([0.5, 1.0], [2, 2]) == 0.75
    assert weighted([0.0, 3.0], [1, 1]) == 0.5
    assert efficacy_of([0.0, 1.0], [1, 3]) == 90


@given(SHARES, st.data())
def test_doing_better_in_one_never_lowers_a_composite(shares: list[float], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(shares) - 1))
    more = list(shares)
    more[index] += data.draw(st.floats(0, 1))
    weights = data.draw(st.lists(st.floats(0.1, 5), min_size=len(shares), max_size=len(shares)))
    for rule in (weighted, efficacy_of):
        assert rule(more, weights) >= rule(shares, weights) - 1e-9


@given(SHARES, st.floats(0.1, 10))
def test_the_size_of_all_weights_together_does_not_matter(shares: list[float], factor: float) -> None:
    weights = [1.0 + index for index in range(len(shares))]
    assert weighted(shares, weights) == pytest.approx(weighted(shares, [w * factor for w in weights]))


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=2, max_size=6))
def test_closeness_lies_between_worst_and_best(table: list[list[float]]) -> None:
    for ratio in (True, False):
        assert all(0 <= one <= 1 for one in topsis(table, [1, 2, 3], ratio=ratio))
    weights = entropy_weights(table)
    assert all(one >= -1e-9 for one in weights)
    assert math.isclose(math.fsum(weights), 1)
