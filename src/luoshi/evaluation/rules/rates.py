"""The yearly rate a target needs, and the one there was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from luoshi.evaluation.rules import breaks
from luoshi.evaluation.rules.case import Case, is_relative
from luoshi.evaluation.rules.choice import Choice
from luoshi.evaluation.rules.exact import SIGNIFICANT, decimal, yearly_growth, years_between
from luoshi.vocabulary.period import Period

Point = tuple[Period, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Rates per year and the stretches they are taken over.

    Attributes:
        kind: ``percent`` (compound growth) or ``absolute`` (in the target's unit a year).
        needed_from, recent_from: Periods at whose ends the stretches begin.
    """

    required: Decimal | None = None
    recent: Decimal | None = None
    kind: str | None = None
    needed_from: Period | None = None
    recent_from: Period | None = None

    def figures(self) -> dict[str, object]:
        """Return the fields of a result."""
        known = self.required is not None or self.recent is not None
        return {
            "required_rate": self.required,
            "recent_rate": self.recent,
            "rate_kind": self.kind if known else None,
        }

    def steps(self) -> dict[str, object]:
        """Return the intermediate figures for an explanation."""
        return {
            "required_rate": self.required,
            "recent_rate": self.recent,
            "needed_from": self.needed_from if self.required is not None else None,
            "recent_from": self.recent_from if self.recent is not None else None,
        }


def of_path(case: Case, series: Sequence[Choice], actual: Choice, *, final: bool, met: bool) -> Rates:
    """Return the rates for a level target.

    Once the target's period is over: needed from the baseline over the whole stretch, and had over it.
    While it runs: needed from the latest figure on, and had over the recent years up to it, never across a
    break that the figures show. What was had over the whole stretch is its two ends, as completion is.
    """
    target = case.target
    if target.value is None:
        return Rates()
    now: Point = (actual.period, actual.taken.value)
    end: Point = (target.period, target.value)
    base = _baseline(case)
    start = base if final else _recent_start(case, series, actual, base)
    needed_from = base if final else now
    points = [point for point in (start, now, end, needed_from) if point is not None]
    percent = target.kind == "level" and not is_relative(target.unit) and all(v > 0 for _, v in points)
    return Rates(
        required=None if met else _rate(needed_from, end, percent),
        recent=_rate(start, now, percent),
        kind="percent" if percent else "absolute",
        needed_from=needed_from[0] if needed_from else None,
        recent_from=start[0] if start else None,
    )


def _baseline(case: Case) -> Point | None:
    target = case.target
    if target.baseline is None or target.baseline_period is None:
        return None
    return target.baseline_period, target.baseline


def _recent_start(case: Case, series: Sequence[Choice], actual: Choice, base: Point | None) -> Point | None:
    """The oldest figure within the recent years, of one definition and since any break that figures show.

    None before the plan's baseline.
    """
    candidates = [base] if base else []
    run = [choice for choice in series if choice.period.end < actual.period.end]
    for index, choice in enumerate(run):
        if not breaks.positions([*run[index:], actual]):
            candidates.append((choice.period, choice.taken.value))
    limit = case.parameters.recent_years
    near = [p for p in candidates if 0 < years_between(p[0].end, actual.period.end) <= limit]
    near = [point for point in near if case.goes_on(point[0], actual.period)]
    if base is not None:
        near = [point for point in near if point[0].end >= base[0].end]
    return min(near, key=lambda point: point[0].end, default=None)


def _rate(first: Point | None, last: Point, percent: bool) -> Decimal | None:
    if first is None:
        return None
    years = years_between(first[0].end, last[0].end)
    if years <= 0:
        return None
    if percent:
        return yearly_growth(Fraction(first[1]), Fraction(last[1]), years)
    return SIGNIFICANT.plus(decimal((Fraction(last[1]) - Fraction(first[1])) / years))
