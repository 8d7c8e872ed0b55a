"""What several packs ask before they judge; each question has one reason when the answer is no."""

from __future__ import annotations

from decimal import Decimal

from luoshi.evaluation.rules.packs.course import Course, Point
from luoshi.evaluation.rules.packs.pack import Pack
from luoshi.evaluation.rules.packs.rating import Unavailable


def begin(course: Course, pack: Pack, *, least: int = 2) -> None:
    """Ask what every pack needs: a kind it takes, a stated direction, enough yearly figures.

    Raises:
        Unavailable: ``kind``, ``not_quantified``, ``no_direction``, ``part_years``, ``few_points``.
    """
    if course.kind not in pack.kinds:
        raise Unavailable("kind")
    if course.target is None and course.kind != "direction_only":
        raise Unavailable("not_quantified")
    if course.direction is None and course.upper is None:
        raise Unavailable("no_direction")
    if len(course.points) < least:
        few = not course.points or (course.base_year == course.last.year and len(course.points) == 1)
        raise Unavailable("part_years" if few and course.partial else "few_points", points=len(course.points))


def newest(course: Course, pack: Pack) -> Point:
    """Ask what a pack needs that looks at one figure only: a kind it takes, a direction, a figure.

    The plan's own baseline is not a figure of what came after it.

    Raises:
        Unavailable: ``kind``, ``not_quantified``, ``no_direction``, ``part_years``, ``few_points``.
    """
    begin(course, pack, least=1)
    if course.target is None and course.beside.bounds is None:
        raise Unavailable("not_quantified")
    if course.base_year is not None and course.last.year <= course.base_year:
        raise Unavailable("part_years" if course.partial else "few_points", points=len(course.points))
    return course.last


def base_of(course: Course, *, default: int | None = None) -> Point:
    """Return the first figure in or after the base year; the newest one must go on from it.

    Raises:
        Unavailable: ``few_points`` when it is the newest figure itself or none; ``definition_changed``;
            ``break`` where the figures show one in between.
    """
    year = course.base_year or default
    base = next((point for point in course.points if year is None or point.year >= year), None)
    if base is None or base.year >= course.last.year:
        raise Unavailable("few_points", points=len(course.points))
    if not course.goes_on(base):
        raise Unavailable(apart(course, base))
    return base


def apart(course: Course, point: Point) -> str:
    """Return why the newest figure does not go on from another: another definition, or a break."""
    return "definition_changed" if point.run != course.last.run else "break"


def one_sign(*values: Decimal) -> None:
    """A compound rate needs values of one sign and none at zero.

    Raises:
        Unavailable: ``zero_base`` or ``mixed_signs``.
    """
    if any(value == 0 for value in values):
        raise Unavailable("zero_base")
    if len({value > 0 for value in values}) > 1:
        raise Unavailable("mixed_signs")


def a_level(course: Course) -> None:
    """A compound rate of a growth rate means nothing.

    Raises:
        Unavailable: ``rate_of_a_rate``.
    """
    if not course.level:
        raise Unavailable("rate_of_a_rate")
