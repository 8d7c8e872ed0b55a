"""What if: which yearly rate from now reaches a target, and where a rate leads.

Arithmetic on the newest figure and the target, no forecast: it says what would have to happen, never that it
will. Levels in per cent move by points, other levels above nothing by per cent of what they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal

from luoshi.errors import Language
from luoshi.evaluation import words
from luoshi.evaluation.integrity.cuts import NO_CUTS, Cuts
from luoshi.evaluation.model import ObservationInput, TargetInput
from luoshi.evaluation.rules.case import is_relative
from luoshi.evaluation.rules.exact import SIGNIFICANT, half_up
from luoshi.evaluation.rules.packs.course import Beside, Course, Point, course_of

No = Literal["kind", "not_quantified", "no_direction", "ended", "no_figures", "few_years", "met"]
Kind = Literal["percent", "points", "absolute"]
"""Per cent a year, points a year, or units a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Where a rate leads.

    Attributes:
        rate: A year, in per cent, points or units.
        value: At the target's year.
        reaches: Whether that meets the target.
        year: In which it would be met, at most fifty years on; ``None`` beyond.
        steps: Year and value, from the newest figure to the target's year.
    """

    rate: Decimal
    value: Decimal
    reaches: bool
    year: int | None
    steps: tuple[tuple[int, Decimal], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What would have to happen.

    Attributes:
        reason: Why nothing can be said.
        start: The newest yearly figure.
        needed: The yearly rate that just reaches the target.
        recent: What it had on the mean over all years since the definition last changed.
        best: The mean of its best years, and which they were.
    """

    target: TargetInput
    reason: No | None = None
    kind: Kind = "percent"
    start: Point | None = None
    target_year: int | None = None
    needed: Decimal | None = None
    recent: Decimal | None = None
    best: Decimal | None = None
    best_years: tuple[int, ...] = ()
    course: Course | None = None

    def at(self, rate: Decimal) -> Path:
        """Return where a rate leads; what is above nothing loses at most all of itself."""
        rate = max(min(rate, MOST_RATE), Decimal(-100) if self.kind == "percent" else -MOST_RATE)
        assert self.start is not None
        assert self.target_year is not None
        assert self.course is not None
        steps = [(self.start.year, self.start.value)]
        while steps[-1][0] < self.target_year:
            steps.append((steps[-1][0] + 1, self._next(steps[-1][1], rate)))
        year, value = steps[-1]
        found = next((one for one, reached in steps if self.course.met(reached)), None)
        while found is None and year < self.start.year + _FURTHEST:
            year, value = year + 1, self._next(value, rate)
            found = year if self.course.met(value) else None
        return Path(
            rate=rate,
            value=steps[-1][1],
            reaches=self.course.met(steps[-1][1]),
            year=found,
            steps=tuple(steps),
        )

    def _next(self, value: Decimal, rate: Decimal) -> Decimal:
        grown = value * (1 + rate / 100) if self.kind == "percent" else value + rate
        return SIGNIFICANT.plus(grown)


_FURTHEST = 50
MOST_RATE = Decimal(10**12)
"""No rate is beyond this."""
BEST_YEARS = 3


def what_if(
    target: TargetInput,
    observations: Iterable[ObservationInput],
    *,
    at: date,
    best_years: int = BEST_YEARS,
    cuts: Cuts = NO_CUTS,
) -> WhatIf:
    """Return what would have to happen for a target to be met, as of a date.

    Args:
        target: A level at a date.
        observations: Every figure of its indicator.
        at: 评估基准日.
        best_years: How many of its best years are taken together.
        cuts: Years at which its figures break; no rate is taken across one.
    """
    course = course_of(target, observations, at=at, beside=Beside(cuts=cuts))
    reason = _reason(course, target, at)
    if reason is not None:
        return WhatIf(target=target, reason=reason)
    start, points = course.last, course.since_break()
    kind = _kind(target, points)
    changes = _changes(points, kind, course.direction or 1)
    best = changes[:best_years] if len(changes) >= best_years else []
    assert target.value is not None
    assert course.target_year is not None
    years = course.target_year - start.year
    return WhatIf(
        target=target,
        kind=kind,
        start=start,
        target_year=course.target_year,
        needed=_rate(start.value, target.value, years, kind),
        recent=_rate(points[0].value, start.value, start.year - points[0].year, kind),
        best=_mean([one for _, one in best]) if best else None,
        best_years=tuple(sorted(year for year, _ in best)),
        course=course,
    )


def _reason(course: Course, target: TargetInput, at: date) -> No | None:
    if target.kind != "level":
        return "kind"
    if target.value is None:
        return "not_quantified"
    if course.direction is None:
        return "no_direction"
    if target.period.last_day <= at:
        return "ended"
    if not course.points or course.target_year is None or course.last.year >= course.target_year:
        return "no_figures"
    return "met" if course.met(course.last.value) else None


def _kind(target: TargetInput, points: Sequence[Point]) -> Kind:
    if is_relative(target.unit):
        return "points"
    positive = all(point.value > 0 for point in points) and (target.value or 0) > 0
    return "percent" if positive and target.measure == "level" else "absolute"


def _changes(points: Sequence[Point], kind: Kind, way: int) -> list[tuple[int, Decimal]]:
    """Return the change of each year whose year before is known, the best first."""
    found = [
        (after.year, rate)
        for before, after in pairwise(points)
        if after.year == before.year + 1 and (rate := _rate(before.value, after.value, 1, kind)) is not None
    ]
    return sorted(found, key=lambda one: (-one[1] * way, one[0]))


def _rate(first: Decimal, last: Decimal, years: int, kind: Kind) -> Decimal | None:
    if years <= 0:
        return None
    if kind != "percent":
        return SIGNIFICANT.divide(last - first, Decimal(years))
    if first <= 0 or last <= 0:
        return None
    grown = SIGNIFICANT.power(SIGNIFICANT.divide(last, first), SIGNIFICANT.divide(Decimal(1), Decimal(years)))
    return SIGNIFICANT.multiply(grown - 1, Decimal(100))


def _mean(rates: Sequence[Decimal]) -> Decimal:
    return SIGNIFICANT.divide(sum(rates, Decimal(0)), Decimal(len(rates)))


def rate_words(found: WhatIf, rate: Decimal | None, language: Language) -> str:
    """Return a yearly rate in words."""
    if rate is None:
        return "—"
    size = words.number(half_up(rate, 2), language)
    sign = "+" if rate > 0 else ""
    unit = found.target.unit if found.kind == "absolute" else None
    return words.text("whatif", f"rate_{found.kind}", language, rate=f"{sign}{size}", unit=unit or "")


def path_words(found: WhatIf, path: Path, language: Language) -> str:
    """Return where a rate leads, in words."""
    return words.text(
        "whatif",
        "reaches" if path.reaches else "misses" if path.year else "never",
        language,
        rate=rate_words(found, path.rate, language),
        year=found.target_year,
        value=words.quantity(rounded_level(path.value), found.target.unit, language),
        target=words.quantity(found.target.value or Decimal(0), found.target.unit, language),
        met=path.year,
    )


_READABLE = 15
"""Digits before the point up to which a figure is rounded for a reader."""


def rounded_level(value: Decimal) -> Decimal:
    """Return a level as it is shown: two decimals below a hundred, one above."""
    if value.adjusted() > _READABLE:
        return value
    return half_up(value, 2 if abs(value) < 100 else 1)


def rounded_rate(rate: Decimal | None) -> Decimal | None:
    """Return a yearly rate as it is shown, with two decimals."""
    return None if rate is None else half_up(rate, 2)


def record(
    found: WhatIf, path: Path | None, name: str, number: int | None, language: Language
) -> dict[str, Any]:
    """Return a row: what is needed, what it had, what its best years were, and where a rate leads."""
    reason = words.text("whatif", f"no_{found.reason}", language) if found.reason else None
    return {
        "plan_no": number,
        "indicator": name,
        "target_period": found.target.period.iso(),
        "target": found.target.value,
        "start_year": found.start.year if found.start else None,
        "start": found.start.value if found.start else None,
        "kind": found.kind if not found.reason else None,
        "needed": rounded_rate(found.needed),
        "recent": rounded_rate(found.recent),
        "best": rounded_rate(found.best),
        "best_years": "、".join(str(year) for year in found.best_years) or None,
        "rate": rounded_rate(path.rate) if path else None,
        "value": rounded_level(path.value) if path else None,
        "reaches": path.reaches if path else None,
        "met_in": path.year if path else None,
        "reason": reason,
        "sentence": path_words(found, path, language) if path else reason,
    }
