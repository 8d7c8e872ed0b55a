import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.evaluation.outlook.tables import errors, settings


def test_the_table_has_every_length_and_distance_that_is_spoken_of() -> None:
    used = settings()
    lengths, ahead = range(used.least_points, used.most_points + 1), range(1, used.furthest + 1)
    assert set(errors()) == {(points, years) for points in lengths for years in ahead}
    for one in errors().values():
        assert one.count >= 1000
        assert list(one.sizes) == sorted(one.sizes)
        assert {0.8, 0.95} <= set(one.levels)


def test_errors_grow_with_the_years() -> None:
    for points in range(4, 12):
        wide = [errors()[points, years].size(0.8) for years in range(1, 11)]
        assert wide == sorted(wide)


@given(st.sampled_from(sorted(errors())), st.floats(-50, 50), st.floats(0, 5))
def test_a_farther_target_is_never_likelier(key: tuple[int, int], distance: float, more: float) -> None:
    past = errors()[key]
    assert past.chance_above(distance + more) <= past.chance_above(distance)
    assert past.chance_above(distance) + past.chance_above(-distance) == pytest.approx(1)


def test_a_chance_at_a_quantile_is_half_of_what_is_beyond_it() -> None:
    past = errors()[8, 3]
    assert past.chance_above(past.size(0.8)) == pytest.approx(0.1)
    assert past.chance_above(-past.size(0.8)) == pytest.approx(0.9)
    assert past.chance_above(0) == pytest.approx(0.5)
