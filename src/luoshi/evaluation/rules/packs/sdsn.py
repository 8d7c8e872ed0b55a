"""``sdsn``-style: a value on a scale from 0 (worst) to 100 (best), as in the SDG index reports."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from luoshi.evaluation.rules.exact import half_up
from luoshi.evaluation.rules.packs.checks import newest
from luoshi.evaluation.rules.packs.course import Course
from luoshi.evaluation.rules.packs.growth import WIDE, percentile
from luoshi.evaluation.rules.packs.pack import Pack
from luoshi.evaluation.rules.packs.rating import Rating, Unavailable

HUNDRED = Decimal(100)


def rate(course: Course, pack: Pack) -> Rating:
    """Place the newest figure on the scale. Past figures and time do not enter.

    Raises:
        Unavailable: With the reason.
    """
    last = newest(course, pack)
    low, high = course.beside.bounds or _bounds(course, pack)
    if (high - low) * (course.direction or 1) <= 0:
        raise Unavailable("flat_scale", worst=low, best=high)
    score = normalised(last.value, low, high)
    steps = {"year": last.year, "value": last.value, "worst": low, "best": high, "score": score}
    grade = "best" if score == HUNDRED else "worst" if score == 0 else "scored"
    return Rating(grade=grade, because="scored", value=score, score=half_up(score, 1), steps=steps)


def normalised(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    """Return 100 (x - lo) / (hi - lo), clipped to 0 and 100."""
    return min(max(WIDE.divide(HUNDRED * (value - low), high - low), Decimal(0)), HUNDRED)


def _bounds(course: Course, pack: Pack) -> tuple[Decimal, Decimal]:
    """Return the worst end, a percentile of the peers, and the target as the best end."""
    known = [value for value in course.beside.peers if value is not None]
    if len(known) < pack.number("least_peers") or course.target is None:
        raise Unavailable("no_peers", peers=len(known))
    tail = pack.number("tail")
    share = tail if course.direction == 1 else 1 - tail
    return percentile(known, share), course.target


def goal(scores: Sequence[Decimal | None]) -> Decimal | None:
    """Return the score of a goal: the mean of its indicators that have one."""
    known = [score for score in scores if score is not None]
    return WIDE.divide(sum(known, Decimal(0)), Decimal(len(known))) if known else None


def index(goals: Sequence[Sequence[Decimal | None]], pack: Pack) -> Decimal | None:
    """Return the index of a place, the mean of its goals; none when too many indicators are missing."""
    every = [score for scores in goals for score in scores]
    missing = sum(score is None for score in every)
    if not every or Decimal(missing) / len(every) > pack.number("most_missing"):
        return None
    return goal([goal(scores) for scores in goals])
