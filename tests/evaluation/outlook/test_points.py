import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.evaluation.outlook import points
from luoshi.evaluation.outlook.points import METHODS, combined, scale, slope

series = st.lists(st.integers(10, 1000).map(float), min_size=4, max_size=11)


def test_naive_and_drift_by_hand() -> None:
    assert points.naive([1, 2, 4], 2) == [4, 4]
    assert points.drift([1, 2, 5], 3) == [7, 9, 11]


def test_damped_log_drift_by_hand() -> None:
    growth = math.log(121 / 100) / 2
    first = 121 * math.exp(growth * 0.85)
    second = 121 * math.exp(growth * (0.85 + 0.85**2))
    assert points.damped_log_drift([100, 105, 121], 2) == pytest.approx([first, second])
    assert points.damped_log_drift([-1, 0, 3], 1) == pytest.approx([3 + 2 * 0.85])


def test_theta_of_a_straight_line_goes_on_by_half_its_slope() -> None:
    # On a line the best smoothing takes the last value: the level is exact and half the slope is added.
    assert points.theta([10, 20, 30, 40, 50], 3) == pytest.approx([55, 60, 65])


def test_damped_holt_follows_a_line_and_flattens() -> None:
    ahead = points.damped_holt([10, 20, 30, 40, 50, 60], 6)
    steps = [after - before for before, after in zip([60, *ahead], ahead, strict=False)]
    assert ahead[0] == pytest.approx(70, abs=1)
    assert all(later < earlier for earlier, later in pairwise(steps))


@given(series, st.integers(1, 10))
def test_the_median_lies_within_the_methods(values: list[float], years: int) -> None:
    each = [method(values, years) for method in METHODS.values()]
    for year, found in enumerate(combined(values, years)):
        assert min(one[year] for one in each) <= found <= max(one[year] for one in each)


@given(series, st.sampled_from([0.01, 100.0, 10000.0]))
def test_units_do_not_matter(values: list[float], factor: float) -> None:
    ours, theirs = combined(values, 3), combined([value * factor for value in values], 3)
    assert [value * factor for value in ours] == pytest.approx(theirs, rel=1e-6)


def test_slope_and_scale() -> None:
    assert slope([1, 3, 5]) == 2
    assert scale([1, 3, 2]) == 1.5
    assert scale([2, 2, 2, 2]) == 0
