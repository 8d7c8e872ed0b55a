"""``statcan``: the progress status of Open SDG 2.4, as Statistics Canada publishes with it.

Reproduces all 132 published values of the Canadian Indicator Framework (data repository of Statistics
Canada, ``indicator_calculation_components.yml``, Open SDG progress status 2.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from luoshi.evaluation.rules.packs.checks import a_level, base_of, begin
from luoshi.evaluation.rules.packs.course import Course, Point
from luoshi.evaluation.rules.packs.growth import WIDE, growth
from luoshi.evaluation.rules.packs.pack import Pack
from luoshi.evaluation.rules.packs.rating import NOT_AVAILABLE, Rating, Unavailable, banded, compared

BANDS = ("substantial_progress", "moderate_progress", "limited_progress", "deterioration")
HIGHEST = Decimal(5)


def rate(course: Course, pack: Pack) -> Rating:
    """Rate a course; zero counts as 0.001 here because the method itself has it so.

    Raises:
        Unavailable: With the reason.
    """
    begin(course, pack)
    a_level(course)
    base = base_of(course, default=int(pack.number("base_year")))
    last = course.last
    first, now = _not_zero(base.value, pack), _not_zero(last.value, pack)
    sign = _sign(first, now)
    direction = course.direction or 1
    had = growth(first, now, last.year - base.year) * direction * sign
    steps = course.ends(base)
    if course.target is None:
        return _without_target(had, _factor(first, course, pack), steps, pack)
    return _with_target(course, pack, base, had, steps)


def _with_target(course: Course, pack: Pack, base: Point, had: Decimal, steps: dict[str, object]) -> Rating:
    assert course.target is not None
    steps |= {"target": course.target, "target_year": course.target_year, "growth_had": had}
    achieved = course.met(course.last.value)
    value = _ratio(course, pack, base, had, steps)
    if achieved:
        return Rating(
            grade="target_achieved", because="target_achieved", value=value, score=HIGHEST, steps=steps
        )
    if value is None:
        raise Unavailable("flat_target", **steps)
    bands = dict(
        zip(BANDS, (pack.number("substantial"), pack.number("moderate"), Decimal(0), None), strict=True)
    )
    score = target_score(value, pack)
    return Rating(
        grade=banded(value, bands),
        because="with_target",
        value=value,
        score=score,
        steps=steps | {"ratio": value},
    )


def _ratio(course: Course, pack: Pack, base: Point, had: Decimal, steps: dict[str, object]) -> Decimal | None:
    """Return growth had ÷ growth needed; ``None`` where the target asks for no change or no time is left."""
    assert course.target is not None
    if course.target_year is None or course.target_year <= base.year:
        raise Unavailable("target_year_past", **steps)
    first, goal = _not_zero(base.value, pack), _not_zero(course.target, pack)
    _sign(first, goal)
    needed = growth(first, goal, course.target_year - base.year)
    steps["growth_needed"] = needed
    return None if needed == 0 else WIDE.divide(had, abs(needed))


def target_score(value: Decimal, pack: Pack) -> Decimal:
    """Return the score from -5 to 5 of a growth ratio."""
    number = pack.number
    if compared(value) >= number("moderate"):
        return min(number("score_slope_up") * value + number("score_offset_up"), HIGHEST)
    return max(number("score_slope_down") * value + number("score_offset_down"), -HIGHEST)


def _without_target(had: Decimal, factor: Decimal, steps: dict[str, object], pack: Pack) -> Rating:
    steps |= {"growth_had": had, "factor": factor}
    ends = (pack.number("significant") * factor, pack.number("slight") * factor, Decimal(0), None)
    bands = dict(zip(BANDS, ends, strict=True))
    return Rating(
        grade=banded(had, bands),
        because="without_target",
        value=had,
        score=free_score(had, factor, pack),
        steps=steps,
    )


def free_score(had: Decimal, factor: Decimal, pack: Pack) -> Decimal:
    """Return the score from -5 to 5 of a growth without a target.

    Args:
        had: Growth a year in the wanted direction, as a share.
        factor: The limit factor C.
        pack: The numbers.
    """
    half = HIGHEST / 2
    if had < 0:
        return max(pack.number("fall_slope") * had - half, -HIGHEST)
    if factor == 0:
        return HIGHEST
    if compared(had) >= pack.number("significant") * factor:
        return min(WIDE.divide(pack.number("rise_slope") * had, factor) - HIGHEST, HIGHEST)
    if compared(had) >= pack.number("slight") * factor:
        return WIDE.divide(pack.number("rise_slope") / 2 * had, factor) - half / 2
    return WIDE.divide(pack.number("rise_slope") * had, factor) - half


def _factor(base: Decimal, course: Course, pack: Pack) -> Decimal:
    """Return C: the nearer a value is to its natural limit, the less growth is asked for."""
    limit = course.beside.limit
    if limit is None or limit == 0:
        return Decimal(1)
    size, end = abs(base), abs(limit)
    if size >= 2 * end:
        return Decimal(1)
    share = size / end if size <= end else (2 * end - size) / end
    return 1 - WIDE.power(share, pack.number("limit_power"))


def _not_zero(value: Decimal, pack: Pack) -> Decimal:
    return pack.number("zero") if value == 0 else value


def _sign(*values: Decimal) -> int:
    signs = {value > 0 for value in values}
    if len(signs) > 1:
        raise Unavailable("mixed_signs")
    return 1 if signs == {True} else -1


def indicator(series: Sequence[Rating], pack: Pack) -> Rating:
    """Return the rating of an indicator with several series: the mean of their scores.

    Series that are not available are left out; the target is achieved only where all achieve it.
    """
    rated = [one for one in series if one.grade != NOT_AVAILABLE and one.score is not None]
    if not rated:
        return Unavailable("few_points").rating()
    mean = WIDE.divide(
        sum((one.score for one in rated if one.score is not None), Decimal(0)), Decimal(len(rated))
    )
    steps = {"series": len(rated)}
    if all(one.grade == "target_achieved" for one in rated):
        return Rating(grade="target_achieved", because="target_achieved", score=mean, steps=steps)
    ends = (pack.number("band"), Decimal(0), -pack.number("band"), None)
    return Rating(
        grade=banded(mean, dict(zip(BANDS, ends, strict=True))), because="mean", score=mean, steps=steps
    )
