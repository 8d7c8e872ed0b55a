"""``unsd-chart``: the progress chart of the United Nations Statistics Division."""

from __future__ import annotations

from luoshi.evaluation.rules.packs.checks import a_level, base_of, begin, one_sign
from luoshi.evaluation.rules.packs.course import Course
from luoshi.evaluation.rules.packs.growth import WIDE, extrapolated, growth
from luoshi.evaluation.rules.packs.pack import Pack
from luoshi.evaluation.rules.packs.rating import Rating, Unavailable, banded

BANDS = ("on_track", "fair", "stagnation")


def rate(course: Course, pack: Pack) -> Rating:
    """Carry the compound growth since the base year on to the target year.

    Raises:
        Unavailable: With the reason.
    """
    begin(course, pack)
    a_level(course)
    base, last = base_of(course), course.last
    steps = course.ends(base)
    if course.target is not None and course.met(last.value):
        return Rating(grade="met", because="met", steps=steps | {"target": course.target})
    one_sign(base.value, last.value)
    had = growth(base.value, last.value, last.year - base.year)
    steps["growth_had"] = had
    if course.target is None:
        ends = (pack.number("free_on_track"), pack.number("free_fair"), None)
        gain = had * (course.direction or 1) * (1 if base.value > 0 else -1)
        return Rating(
            grade=banded(gain, dict(zip(BANDS, ends, strict=True))),
            because="without_target",
            value=gain,
            steps=steps,
        )
    steps |= {"target": course.target, "target_year": course.target_year}
    if (course.target - base.value) * (course.direction or 1) <= 0:
        raise Unavailable("flat_target", **steps)
    if course.target_year is None or course.target_year <= last.year:
        raise Unavailable("target_year_past", **steps)
    carried = extrapolated(last.value, had, course.target_year - last.year)
    share = WIDE.divide(carried - base.value, course.target - base.value)
    steps |= {"projected": carried, "share": share}
    ends = (pack.number("on_track"), pack.number("fair"), None)
    return Rating(
        grade=banded(share, dict(zip(BANDS, ends, strict=True))),
        because="with_target",
        value=share,
        steps=steps,
    )
