"""``escap``-style: the current status index and anticipated progress of ESCAP's progress assessments."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from luoshi.evaluation.rules.packs.checks import base_of, begin
from luoshi.evaluation.rules.packs.course import Course, Point
from luoshi.evaluation.rules.packs.growth import WIDE, weighted_line
from luoshi.evaluation.rules.packs.pack import Pack
from luoshi.evaluation.rules.packs.rating import Rating, Unavailable, compared


def rate(course: Course, pack: Pack) -> Rating:
    """Rate a course by where a time-weighted line leads by the target year.

    Raises:
        Unavailable: With the reason.
    """
    begin(course, pack)
    base, last, goal = base_of(course), course.last, course.target
    assert goal is not None
    way = course.direction or 1
    steps = course.ends(base)
    steps |= {"target": goal, "target_year": course.target_year}
    if course.met(last.value):
        return Rating(grade="met", because="met", steps=steps)
    if (goal - base.value) * way <= 0:
        raise Unavailable("flat_target", **steps)
    if course.target_year is None or course.target_year <= last.year:
        raise Unavailable("target_year_past", **steps)
    whole = abs(goal - base.value)
    index = WIDE.divide(10 * way * (last.value - base.value), whole)
    due = WIDE.divide(Decimal(10 * (last.year - base.year)), Decimal(course.target_year - base.year))
    points = tuple(point for point in course.since_break() if point.year >= base.year)
    expected = weighted_line(points, weights(points, pack), course.target_year)
    missing = WIDE.divide(100 * max((goal - expected) * way, Decimal(0)), whole)
    steps |= {"index": index, "index_due": due, "projected": expected, "anticipated": missing}
    return Rating(grade=_grade(missing, pack), because="line", value=missing, score=index, steps=steps)


def _grade(missing: Decimal, pack: Pack) -> str:
    if compared(missing) <= pack.number("on_track"):
        return "on_track"
    return "accelerate" if compared(missing) <= pack.number("accelerate") else "reverse"


def weights(points: tuple[Point, ...], pack: Pack) -> tuple[Fraction, ...]:
    """Return the weight of each figure: each year back counts ``decay`` times the one after it."""
    decay = Fraction(pack.number("decay"))
    return tuple(decay ** (points[-1].year - point.year) for point in points)
