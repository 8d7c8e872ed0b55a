"""The outlook on a target: where its indicator will stand, how surely, and how likely the target is.

Errors are split conformal (Vovk et al. 2005; Lei et al. 2018), pooled over real yearly series: the size of a
forecast's error over the mean size of a yearly change has nearly one distribution for series of one length.
It is a statement about series like this one, never about causes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from luoshi.evaluation.explain import frozen_inputs, thawed_inputs
from luoshi.evaluation.integrity.cuts import NO_CUTS, Cuts
from luoshi.evaluation.model import ObservationInput, TargetInput
from luoshi.evaluation.outlook import points as forecasts
from luoshi.evaluation.outlook import tables
from luoshi.evaluation.outlook.limits import OPEN, Limits, thawed
from luoshi.evaluation.outlook.months import Months, chance_above, months_of, quantile
from luoshi.evaluation.outlook.words import sentence
from luoshi.evaluation.parameters import load
from luoshi.evaluation.rules.case import Case, band
from luoshi.evaluation.rules.packs.course import Beside, Course, Point, course_of

Chance = Literal["likely", "effort", "unlikely"]
"""预计可达到, 需加力, 预计难以达到."""

NoOutlook = Literal[
    "kind",
    "not_quantified",
    "no_direction",
    "ended",
    "few_points",
    "definition_changed",
    "break",
    "gaps",
    "standing_still",
    "too_far",
    "few_years",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What may be expected of a target.

    Attributes:
        chance: In words, ``None`` with a ``reason`` where nothing is said.
        probability: Of meeting the target at its date, within the ends that are said at all.
        point: Of the target's year, in its unit.
        low, high: Of 80 and of 95 forecasts in a hundred; ``None`` where too few years tell the latter.
        record: Inputs, window, points of each method, scale, table version and both sentences.
    """

    target_id: str
    chance: Chance | None = None
    reason: NoOutlook | None = None
    probability: float | None = None
    point: float | None = None
    low: tuple[float, float | None] | None = None
    high: tuple[float, float | None] | None = None
    record: dict[str, Any] = field(default_factory=dict)


class _Silent(Exception):
    """Nothing may be said; carries the reason."""

    def __init__(self, reason: NoOutlook) -> None:
        super().__init__(reason)
        self.reason = reason


def outlook(
    target: TargetInput,
    observations: Iterable[ObservationInput],
    *,
    at: date,
    limits: Limits = OPEN,
    cuts: Cuts = NO_CUTS,
    version: str = tables.DEFAULT,
) -> Outlook:
    """Return the outlook on a target as of a date.

    Args:
        target: A level in a year, or a total over one; for other kinds nothing is said.
        observations: Every figure of its indicator.
        at: 评估基准日.
        limits: Natural limits of the indicator, beyond which nothing can lie.
        cuts: Years at which its figures break; nothing is carried across one.
        version: Of the tables.
    """
    figures = sorted(observations, key=lambda one: one.id)
    numbers = tables.settings(version)
    course = course_of(target, figures, at=at, beside=Beside(cuts=cuts))
    found, reason = _from_years(course, target, figures, at, limits, cuts, numbers)
    if reason not in ("not_quantified", "no_direction", "ended"):
        months = months_of(target, figures, at, cuts)
        if months is not None and (reason is not None or quantile(months.errors(), 0.8) is not None):
            goal = _goal(target, figures, at, course.direction or 1)
            found, reason = _within_year(months, goal, course.direction or 1, limits, numbers)
    record = {
        "version": version,
        "at": at.isoformat(),
        "inputs": frozen_inputs(target, figures)
        | {"limits": limits.frozen(), "cuts": {str(year): kind for year, kind in sorted(cuts.items())}},
        "reason": reason,
        "thresholds": numbers.thresholds(),
        **found,
    }
    record |= {language: sentence(target, record, language) for language in ("zh", "en")}
    return Outlook(target_id=target.id, reason=reason, record=record, **_fields(found))


def recompute(record: Mapping[str, Any]) -> Outlook:
    """Compute an outlook again from its record alone, which may have been through JSON."""
    target, figures = thawed_inputs(record["inputs"])
    limits = thawed(record["inputs"]["limits"])
    cuts = {int(year): kind for year, kind in record["inputs"]["cuts"].items()}
    at = date.fromisoformat(record["at"])
    return outlook(target, figures, at=at, limits=limits, cuts=cuts, version=record["version"])


def shown(probability: float, numbers: tables.Settings) -> str:
    """Return a probability as it is shown: <5 %, then in fives, then >95 %."""
    step = numbers.step
    if probability < step:
        return f"<{step:.0%}"
    if probability > 1 - step:
        return f">{1 - step:.0%}"
    return f"{int(probability / step + 0.5 + 1e-9) * step:.0%}"


def _goal(target: TargetInput, figures: Sequence[ObservationInput], at: date, way: int) -> float:
    """Return the value that meets the target; of 左右 its nearer side."""
    assert target.value is not None
    case = Case(target=target, observations=tuple(figures), at=at, parameters=load())
    return float(target.value - way * band(case))


def _window(
    course: Course, target: TargetInput, at: date, numbers: tables.Settings, cuts: Cuts
) -> tuple[Point, ...]:
    """Return the figures looked at: the newest in unbroken years and of one definition."""
    if target.kind != "level":
        raise _Silent("kind")
    if target.value is None:
        raise _Silent("not_quantified")
    if course.direction is None:
        raise _Silent("no_direction")
    if target.period.last_day <= at:
        raise _Silent("ended")
    if not course.points:
        raise _Silent("few_points")
    same = course.since_break()
    whole = _unbroken(same)
    if len(whole) < numbers.least_points:
        raise _Silent(_why_few(course.points, same, numbers, cuts))
    return whole[-numbers.most_points :]


def _why_few(
    points: Sequence[Point], same: Sequence[Point], numbers: tables.Settings, cuts: Cuts
) -> NoOutlook:
    if len(points) < numbers.least_points:
        return "few_points"
    if len(same) == len(points):
        return "gaps"
    before, first = points[len(points) - len(same) - 1], same[0]
    return "break" if any(before.year < year <= first.year for year in cuts) else "definition_changed"


def _since(course: Course, window: Sequence[Point], cuts: Cuts) -> dict[str, Any] | None:
    """Return the break that the figures looked at begin after, ``None`` where they begin elsewhere."""
    before = [point.year for point in course.points if point.year < window[0].year]
    after = [year for year in cuts if before and before[-1] < year <= window[0].year]
    return {"year": max(after), "kind": cuts[max(after)]} if after else None


def _unbroken(points: Sequence[Point]) -> tuple[Point, ...]:
    start = len(points) - 1
    while start > 0 and points[start - 1].year == points[start].year - 1:
        start -= 1
    return tuple(points[start:])


def _from_years(
    course: Course,
    target: TargetInput,
    figures: Sequence[ObservationInput],
    at: date,
    limits: Limits,
    cuts: Cuts,
    numbers: tables.Settings,
) -> tuple[dict[str, Any], NoOutlook | None]:
    """Return what whole years say, or why they say nothing."""
    try:
        window = _window(course, target, at, numbers, cuts)
        goal = _goal(target, figures, at, course.direction or 1)
        found = _expected(course, goal, window, limits, numbers)
        return found | {"since": _since(course, window, cuts)}, None
    except _Silent as silent:
        return {}, silent.reason


def _within_year(
    months: Months, goal: float, way: int, limits: Limits, numbers: tables.Settings
) -> tuple[dict[str, Any], NoOutlook | None]:
    """Return what the months so far say; with too few earlier years a point alone, and that it is one."""
    point, errors = months.point, months.errors()
    found: dict[str, Any] = {
        "months": months.month,
        "so_far": {"value": format(months.now.part, "f"), "ids": list(months.now.ids)},
        "window": [
            {
                "year": one.year,
                "value": format(one.whole or 0, "f"),
                "id": one.whole_id,
                "share": _rounded(one.share),
            }
            for one in months.earlier
        ],
        "share": _rounded(months.share),
        "target_year": months.now.year,
        "goal": _rounded(goal),
        "point": _clipped(point, limits),
    }
    wide = [quantile(errors, level) for level in (0.8, 0.95)]
    if wide[0] is None:
        return found, "few_years"
    exact = chance_above(errors, math.log(goal / point) * way if goal > 0 else -math.inf * way)
    probability = min(max(exact, numbers.lowest), numbers.highest)
    ends = [None if one is None else math.exp(one) for one in wide]
    return found | {
        "low": [None if one is None else _clipped(point / one, limits) for one in ends],
        "high": [None if one is None else _clipped(point * one, limits) for one in ends],
        "errors": [_rounded(one) for one in errors],
        "learned_from": len(errors),
        "probability": _rounded(probability),
        "shown": shown(probability, numbers),
        "chance": _chance(probability, numbers),
        "since": None,
    }, None


def _expected(
    course: Course, goal: float, window: Sequence[Point], limits: Limits, numbers: tables.Settings
) -> dict[str, Any]:
    assert course.target_year is not None
    years = course.target_year - window[-1].year
    values = [float(point.value) for point in window]
    scale = forecasts.scale(values)
    if years > numbers.furthest:
        raise _Silent("too_far")
    if scale == 0:
        raise _Silent("standing_still")
    past = tables.errors(numbers.version)[len(window), years]
    each = {name: method(values, years)[-1] for name, method in forecasts.METHODS.items()}
    point = forecasts.combined(values, years)[-1]
    way = course.direction or 1
    exact = past.chance_above((goal - point) * way / scale)
    probability = min(max(exact, numbers.lowest), numbers.highest)
    wide = [past.size(level) * scale for level in (0.8, 0.95)]
    return {
        "window": [{"year": p.year, "value": format(p.value, "f"), "id": p.id} for p in window],
        "target_year": course.target_year,
        "years": years,
        "goal": _rounded(goal),
        "scale": _rounded(scale),
        "methods": {name: _rounded(value) for name, value in each.items()},
        "point": _clipped(point, limits),
        "low": [_clipped(point - one, limits) for one in wide],
        "high": [_clipped(point + one, limits) for one in wide],
        "learned_from": past.count,
        "probability": _rounded(probability),
        "shown": shown(probability, numbers),
        "chance": _chance(probability, numbers),
    }


def _chance(probability: float, numbers: tables.Settings) -> Chance:
    if probability >= numbers.likely:
        return "likely"
    return "effort" if probability >= numbers.unlikely else "unlikely"


def _fields(found: Mapping[str, Any]) -> dict[str, Any]:
    taken = {name: found[name] for name in ("chance", "probability", "point") if name in found}
    return taken | {name: tuple(found[name]) for name in ("low", "high") if name in found}


def _clipped(value: float, limits: Limits) -> float:
    return _rounded(limits.held(value))


def _rounded(value: float) -> float:
    """Round to twelve significant digits, the same on every machine."""
    return float(f"{value:.12g}")
