"""``oecd``-style: the distance to a target in standard deviations of the peers."""

from __future__ import annotations

from decimal import Decimal

from luoshi.evaluation.rules.packs.checks import newest
from luoshi.evaluation.rules.packs.course import Course
from luoshi.evaluation.rules.packs.growth import WIDE, deviation
from luoshi.evaluation.rules.packs.pack import Pack
from luoshi.evaluation.rules.packs.rating import Rating, Unavailable


def rate(course: Course, pack: Pack) -> Rating:
    """Measure the newest figure's distance; past figures and time do not enter.

    Raises:
        Unavailable: With the reason.
    """
    last = newest(course, pack)
    assert course.target is not None
    steps = {"year": last.year, "value": last.value, "target": course.target}
    if course.met(last.value):
        return Rating(grade="met", because="met", value=Decimal(0), score=Decimal(0), steps=steps)
    known = [value for value in course.beside.peers if value is not None]
    if len(known) < pack.number("least_peers"):
        raise Unavailable("no_peers", peers=len(known))
    spread = deviation(known)
    if spread == 0:
        raise Unavailable("equal_peers", peers=len(known))
    distance = WIDE.divide(abs(course.target - last.value), spread)
    steps |= {"peers": len(known), "deviation": spread, "distance": distance}
    return Rating(grade="distance", because="distance", value=distance, score=distance, steps=steps)
