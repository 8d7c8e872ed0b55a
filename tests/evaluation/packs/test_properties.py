"""What holds of a method for every input, and a counter-example for what does not.

Six properties: ``order`` (the order in which figures come does not matter), ``scale`` (units do not),
``mirror`` (turning numbers and direction round turns nothing else), ``toward`` (a newest figure nearer
the target never worsens the grade), ``shift`` (the origin does not matter), ``straight`` (standing on the
straight line from base to target is never a shortfall). docs/edge-cases.md has the table.
"""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from cases import figure, judged, target
from hypothesis import assume, given
from hypothesis import strategies as st

from luoshi.evaluation.rules.packs.course import Beside, course
from luoshi.evaluation.rules.packs.rating import NOT_AVAILABLE, Rating
from luoshi.evaluation.rules.packs.registry import load, names, rate

PAGE = (Path(__file__).parents[3] / "docs/edge-cases.md").read_text(encoding="utf-8")
PROPERTIES = ("order", "scale", "mirror", "toward", "shift", "straight")
COMPOUND = ("statcan", "unsd-chart", "eurostat")
HAS = {
    "statcan": ("order", "mirror"),
    "dns": ("order", "scale", "mirror", "toward", "shift", "straight"),
    "unsd-chart": ("order", "scale", "mirror", "toward"),
    "eurostat": ("order", "scale", "mirror", "toward"),
    "escap": ("order", "scale", "mirror", "toward", "shift", "straight"),
    "sdsn": ("order", "scale", "mirror", "toward", "shift"),
    "oecd": ("order", "scale", "mirror", "toward", "shift"),
}
TIME_PATH = ("order", "scale", "mirror", "toward", "straight")
AWAY_FROM_ZERO = {"scale": ("statcan",), "toward": ("statcan",)}
"""What holds of a method for every input but zero; zero is its counter-example."""
LACKS = {
    ("time-path", "shift"): "test_a_short_distance_carries_no_percentage",
    ("statcan", "scale"): "test_zero_stands_for_a_thousandth_in_statcan_only",
    ("statcan", "toward"): "test_zero_stands_for_a_thousandth_in_statcan_only",
    **{(pack, "shift"): "test_compound_growth_depends_on_the_origin" for pack in COMPOUND},
    **{(pack, "straight"): "test_compound_growth_falls_short_on_the_straight_line_down" for pack in COMPOUND},
    **{(pack, "straight"): "test_a_scale_and_a_distance_know_no_path" for pack in ("sdsn", "oecd")},
}
"""The counter-example for each property that a method lacks."""
PEERS = [Decimal(value) for value in range(50, 2050, 150)]

values = st.lists(st.decimals(1, 1000, places=1), min_size=6, max_size=6)
aims = st.decimals(1, 1000, places=1)
ways = st.sampled_from([1, -1])


def having(name: str) -> tuple[str, ...]:
    return tuple(pack for pack, held in HAS.items() if name in (*held, *_away(pack)))


def _away(pack: str) -> tuple[str, ...]:
    return tuple(name for name, packs in AWAY_FROM_ZERO.items() if pack in packs)


def judge(pack: str, figures: list, aim: Any, way: int, *, by: Any = 1, plus: Any = 0, **more: Any) -> Rating:
    moved = [(2020 + index, value * by + plus) for index, value in enumerate(figures)]
    peers = tuple(peer * by + plus for peer in PEERS)
    given_ = {"base_year": 2020, "target_year": 2030, "beside": Beside(peers=peers)} | more
    return rate(course(moved, direction=way, target=aim * by + plus, **given_), load(pack))


def rank(pack: str, rating: Rating) -> float:
    """A grade as a number, worse is higher; for the two that only measure, the distance left."""
    if pack == "oecd":
        return float(rating.value or 0)
    if pack == "sdsn":
        return -float(rating.value or 0)
    return list(load(pack).grades).index(rating.grade)


def test_the_page_lists_the_properties_of_every_method() -> None:
    assert tuple(HAS) == names()
    for pack, held in {"time-path": TIME_PATH, **HAS}.items():
        marks = " | ".join("yes" if name in held else "no" for name in PROPERTIES)
        assert re.search(rf"^\| {pack} \| {re.escape(marks)} \|$", PAGE, re.M), f"| {pack} | {marks} |"


def test_every_property_that_a_method_lacks_has_a_counter_example() -> None:
    lacked = {
        (pack, name)
        for pack, held in {"time-path": TIME_PATH, **HAS}.items()
        for name in PROPERTIES
        if name not in held
    }
    assert lacked == set(LACKS)
    assert all(test in globals() for test in LACKS.values())


def test_a_short_distance_carries_no_percentage() -> None:
    """The only rule of the time path that looks at the origin: a distance under 5 % of the baseline."""

    def found(plus: int) -> tuple[str, Decimal | None]:
        result = judged(target(20 + plus, 10 + plus), figure(2023, 16 + plus), at=date(2023, 12, 31))
        return result.verdict, result.completion

    assert found(0) == ("on_track", Decimal("0.6"))
    assert found(1000)[1] is None


@pytest.mark.parametrize("pack", having("order"))
@given(figures=values, aim=aims, way=ways, order=st.permutations(range(6)))
def test_order_does_not_matter(pack: str, figures: list, aim: Decimal, way: int, order: list) -> None:
    points = [(2020 + index, figures[index]) for index in order]
    straight = [(2020 + index, value) for index, value in enumerate(figures)]
    more = {"target": aim, "target_year": 2030, "beside": Beside(peers=tuple(PEERS))}
    one = rate(course(points, direction=way, **more), load(pack))
    assert one == rate(course(straight, direction=way, **more), load(pack))


@pytest.mark.parametrize("pack", having("scale"))
@given(figures=values, aim=aims, way=ways, power=st.integers(-3, 6))
def test_units_do_not_matter(pack: str, figures: list, aim: Decimal, way: int, power: int) -> None:
    one, two = (judge(pack, figures, aim, way, by=by) for by in (1, Decimal(10) ** power))
    assert (one.grade, one.reason) == (two.grade, two.reason)


@pytest.mark.parametrize("pack", having("mirror"))
@given(figures=values, aim=aims, way=ways)
def test_turning_everything_round_changes_nothing(pack: str, figures: list, aim: Decimal, way: int) -> None:
    one, two = judge(pack, figures, aim, way), judge(pack, figures, aim, -way, by=-1)
    assert (one.grade, one.reason) == (two.grade, two.reason)


@pytest.mark.parametrize("pack", having("toward"))
@given(figures=values, aim=aims, way=ways, step=st.decimals(0, 500, places=1))
def test_moving_toward_the_target_never_worsens(
    pack: str, figures: list, aim: Decimal, way: int, step: Decimal
) -> None:
    nearer = [*figures[:-1], figures[-1] + way * step]
    assume(nearer[-1] > 0)
    one, two = judge(pack, figures, aim, way), judge(pack, nearer, aim, way)
    assume(NOT_AVAILABLE not in (one.grade, two.grade))
    assert rank(pack, two) <= rank(pack, one)


@pytest.mark.parametrize("pack", having("shift"))
@given(figures=values, aim=aims, way=ways, plus=st.integers(-2000, 2000))
def test_the_origin_does_not_matter(pack: str, figures: list, aim: Decimal, way: int, plus: int) -> None:
    one, two = judge(pack, figures, aim, way), judge(pack, figures, aim, way, plus=plus)
    assert (one.grade, one.reason) == (two.grade, two.reason)


@pytest.mark.parametrize("pack", having("straight"))
@given(base=aims, aim=aims)
def test_standing_on_the_straight_line_is_no_shortfall(pack: str, base: Decimal, aim: Decimal) -> None:
    assume(base != aim)
    line = [base + (aim - base) * year / 10 for year in range(6)]
    found = judge(pack, line, aim, 1 if aim > base else -1)
    assert load(pack).grades[found.grade].tone == "good"


@given(base=aims, aim=aims)
def test_standing_on_the_straight_line_is_no_shortfall_of_the_time_path(base: Decimal, aim: Decimal) -> None:
    assume(base != aim)
    way = target(aim, base, base=2020, year=2030, higher_is_better=aim > base)
    found = judged(way, figure(2025, base + (aim - base) / 2), at=date(2025, 12, 31))
    assert found.verdict not in ("behind", "not_reached")


@pytest.mark.parametrize("pack", ["statcan", "unsd-chart", "eurostat"])
def test_compound_growth_depends_on_the_origin(pack: str) -> None:
    rise = [100, 102, 104, 106, 108, 110]
    assert judge(pack, rise, 200, 1).grade != judge(pack, rise, 200, 1, plus=-99).grade


@pytest.mark.parametrize(
    ("pack", "grade"), [("statcan", "moderate_progress"), ("unsd-chart", "fair"), ("eurostat", "moderate")]
)
def test_compound_growth_falls_short_on_the_straight_line_down(pack: str, grade: str) -> None:
    assert judge(pack, [100, 95, 90, 85, 80, 75], 50, -1).grade == grade


def test_a_scale_and_a_distance_know_no_path() -> None:
    line = [500, 550, 600, 650, 700, 750]
    assert judge("sdsn", line, 1000, 1).grade == "scored"
    assert judge("oecd", line, 1000, 1).grade == "distance"


def test_zero_stands_for_a_thousandth_in_statcan_only() -> None:
    """Its own stand-in breaks two of its properties at zero: 0 beats 0.0005, and units matter."""
    two = {"base_year": 2020, "kind": "direction_only"}
    better = rate(course([(2020, "0.0004"), (2021, 0)], direction=1, **two), load("statcan"))
    worse = rate(course([(2020, "0.0004"), (2021, "0.0005")], direction=1, **two), load("statcan"))
    assert (better.value or 0) > (worse.value or 0)
    small, large = (
        rate(course([(2020, 0), (2021, value)], direction=1, **two), load("statcan"))
        for value in ("0.00101", "1.01")
    )
    assert (small.grade, large.grade) == ("moderate_progress", "substantial_progress")
    for other in ("unsd-chart", "eurostat"):
        zero = course([(2020, 0), (2025, 1)], direction=1, target=2, target_year=2030, base_year=2020)
        assert rate(zero, load(other)).reason == "zero_base"
