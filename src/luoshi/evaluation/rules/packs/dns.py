"""``dns``: the weather symbols of Germany's sustainable-development strategy (Statistisches Bundesamt)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from luoshi.evaluation.rules.packs.checks import apart, begin
from luoshi.evaluation.rules.packs.course import Course, Point
from luoshi.evaluation.rules.packs.growth import WIDE, mean_change
from luoshi.evaluation.rules.packs.pack import Pack
from luoshi.evaluation.rules.packs.rating import Rating, Unavailable, compared

WORST = ("storm", "cloud", "partly", "sun")
"""From worst to best; of several targets the worst counts."""


def rate(course: Course, pack: Pack) -> Rating:
    """Rate a course by the mean change of its last five years.

    Raises:
        Unavailable: With the reason.
    """
    begin(course, pack, least=int(pack.number("least_points")))
    window = course.since_break()[-int(pack.number("points")) :]
    if len(window) < pack.number("least_points"):
        before = course.points[len(course.points) - len(window) - 1]
        raise Unavailable(apart(course, before), points=len(window))
    change = mean_change(window)
    last = course.last
    steps = {"from_year": window[0].year, "year": last.year, "value": last.value, "mean_change": change}
    if course.target is None:
        return _direction(course, window, change, steps)
    goal, way = _demand(course, last.value)
    steps |= {"target": goal, "target_year": course.target_year}
    reached = course.met(last.value)
    held = course.kind in ("floor_each_year", "ceiling_each_year", "keep_within")
    if reached or held or course.target_year is None or course.target_year <= last.year:
        return _kept(reached, change * way, steps)
    return _projected(goal, way, course.target_year - last.year, change, steps, pack)


def _demand(course: Course, value: Decimal) -> tuple[Decimal, int]:
    """Return the demand a value is measured by and the way to it; of an interval the nearer end."""
    assert course.target is not None
    if course.upper is None:
        return course.target, course.direction or 1
    return (
        (course.upper, -1) if abs(value - course.upper) < abs(value - course.target) else (course.target, 1)
    )


def _projected(
    goal: Decimal, way: int, years: int, change: Decimal, steps: dict[str, object], pack: Pack
) -> Rating:
    """Carry the mean change on to the target year and see what is missing there.

    "Not more than 20 %" is read in whole per cent begun and completed: 20.6 % is not more. That reading
    gives one published symbol more (indicator 7.1.b of 2021) than the strict one, and loses none.
    """
    value = Decimal(str(steps["value"]))
    projected = value + change * years
    miss = WIDE.divide((goal - projected) * way, abs(goal - value))
    steps |= {"projected": projected, "miss": miss}
    if change * way <= 0:
        return Rating(grade="storm", because="wrong_way", value=miss, steps=steps)
    if compared(miss) < pack.number("sun"):
        return Rating(grade="sun", because="projected", value=miss, steps=steps)
    percent = (compared(miss) * 100).to_integral_value(ROUND_FLOOR)
    grade = "partly" if percent <= pack.number("partly") * 100 else "cloud"
    return Rating(grade=grade, because="projected", value=miss, steps=steps)


def _kept(met: bool, gain: Decimal, steps: dict[str, object]) -> Rating:
    """Rate a target that is met already, holds every year, or whose year has come."""
    if met:
        return Rating(grade="sun" if gain >= 0 else "partly", because="met", steps=steps)
    return Rating(grade="cloud" if gain > 0 else "storm", because="missed", steps=steps)


def _direction(course: Course, window: Sequence[Point], change: Decimal, steps: dict[str, object]) -> Rating:
    """Rate a direction by the mean and by the last change; standing still is not the right way."""
    way = course.direction or 1
    last = window[-1].value - window[-2].value
    right = (change * way > 0, last * way > 0)
    grades = {(True, True): "sun", (True, False): "partly", (False, True): "cloud", (False, False): "storm"}
    return Rating(grade=grades[right], because="direction", steps=steps | {"last_change": last})


def worst(ratings: Sequence[Rating]) -> Rating:
    """Return the worst of the ratings of several targets; those not available count only when alone."""
    rated = [one for one in ratings if one.grade in WORST]
    return min(rated or ratings, key=lambda one: WORST.index(one.grade) if one.grade in WORST else 0)
