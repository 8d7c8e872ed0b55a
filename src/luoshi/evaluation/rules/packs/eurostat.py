"""``eurostat``-style: compound growth had against compound growth needed, as in Eurostat's SDG monitoring."""

from __future__ import annotations

from decimal import Decimal

from luoshi.evaluation.rules.packs.checks import a_level, base_of, begin, one_sign
from luoshi.evaluation.rules.packs.course import Course, Point
from luoshi.evaluation.rules.packs.growth import WIDE, growth
from luoshi.evaluation.rules.packs.pack import Pack
from luoshi.evaluation.rules.packs.rating import Rating, Unavailable, banded

BANDS = ("significant", "moderate", "insufficient", "away")
FREE = ("significant", "moderate", "moderate_away", "significant_away")


def rate(course: Course, pack: Pack) -> Rating:
    """Rate a course; a target that is met is tested for first.

    Raises:
        Unavailable: With the reason.
    """
    begin(course, pack)
    a_level(course)
    if course.target is None:
        return _without_target(course, pack)
    base, last = base_of(course), course.last
    steps = course.ends(base)
    steps |= {"target": course.target, "target_year": course.target_year}
    if course.met(last.value):
        return Rating(grade="achieved", because="achieved", steps=steps)
    one_sign(base.value, last.value, course.target)
    if course.target_year is None or course.target_year <= base.year:
        raise Unavailable("target_year_past", **steps)
    had = growth(base.value, last.value, last.year - base.year)
    needed = growth(base.value, course.target, course.target_year - base.year)
    steps |= {"growth_had": had, "growth_needed": needed}
    if needed * (course.direction or 1) * (1 if base.value > 0 else -1) <= 0:
        raise Unavailable("flat_target", **steps)
    ratio = WIDE.divide(had, needed)
    ends = (pack.number("significant"), pack.number("moderate"), Decimal(0), None)
    return Rating(
        grade=banded(ratio, dict(zip(BANDS, ends, strict=True))),
        because="with_target",
        value=ratio,
        steps=steps | {"ratio": ratio},
    )


def _without_target(course: Course, pack: Pack) -> Rating:
    """Look at the long window, else at the short one."""
    points = course.since_break()
    base = _window(points, int(pack.number("long"))) or _window(points, int(pack.number("short")))
    if base is None:
        raise Unavailable("short_series", points=len(points))
    last = course.last
    one_sign(base.value, last.value)
    had = growth(base.value, last.value, last.year - base.year)
    gain = had * (course.direction or 1) * (1 if base.value > 0 else -1)
    free = pack.number("free")
    grade = banded(gain, dict(zip(FREE, (free, Decimal(0), -free, None), strict=True)))
    steps = course.ends(base) | {"growth_had": had}
    return Rating(grade=grade, because="without_target", value=gain, steps=steps)


def _window(points: tuple[Point, ...], years: int) -> Point | None:
    return next((point for point in points if point.year == points[-1].year - years), None)
