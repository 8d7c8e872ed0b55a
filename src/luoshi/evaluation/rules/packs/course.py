"""What a pack looks at: one figure a year, a target, and what is known beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from luoshi.evaluation.model import ObservationInput, TargetInput, TargetKind
from luoshi.evaluation.rules import breaks
from luoshi.evaluation.rules.case import direction, is_scored
from luoshi.evaluation.rules.choice import Choice, per_period
from luoshi.vocabulary.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The figure of a year.

    Attributes:
        run: Figures with equal numbers share one definition; nothing is computed across two runs.
        stretch: Figures with equal numbers lie between the same two breaks that the figures show.
        id: Of the fact; ``None`` for figures that are not in a ledger.
    """

    year: int
    value: Decimal
    run: int = 0
    stretch: int = 0
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What some methods need beside the series, none of it assumed.

    Attributes:
        limit: A natural limit of the indicator (100 for a share).
        peers: The same indicator of other places in the same year; ``None`` for a place without a figure.
        bounds: Worst and best value of a scale from 0 to 100.
        cuts: Years that do not go on from the ones before, by the kind of break that the figures show,
            although nobody said that the definition changed.
    """

    limit: Decimal | None = None
    peers: tuple[Decimal | None, ...] = ()
    bounds: tuple[Decimal, Decimal] | None = None
    cuts: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A series by year and where it is meant to go.

    Attributes:
        points: One for each year, oldest first; the plan's own baseline stands for its year.
        direction: +1 more is better, -1 less is better, ``None`` not stated.
        upper: Upper end of a target that is an interval, whose lower end is ``target``.
        base_year: Year from which progress is counted; ``None`` leaves it to the method.
        level: The figures are levels; growth rates and changes are not.
        partial: Figures about parts of a year that were left out.
    """

    points: tuple[Point, ...]
    direction: int | None
    kind: TargetKind = "level"
    target: Decimal | None = None
    upper: Decimal | None = None
    target_year: int | None = None
    base_year: int | None = None
    level: bool = True
    partial: int = 0
    beside: Beside = field(default_factory=Beside)

    @property
    def last(self) -> Point:
        """The newest figure."""
        return self.points[-1]

    def ends(self, base: Point) -> dict[str, object]:
        """Return the first two and the last two figures of every explanation: base and newest."""
        last = self.last
        return {"base_year": base.year, "base": base.value, "year": last.year, "value": last.value}

    def since_break(self) -> tuple[Point, ...]:
        """Return the figures that share the definition of the newest one, and lie beyond any break."""
        return tuple(point for point in self.points if self.goes_on(point))

    def goes_on(self, point: Point) -> bool:
        """Whether the newest figure goes on from another: one definition, and no break between them."""
        return (point.run, point.stretch) == (self.last.run, self.last.stretch)

    def met(self, value: Decimal) -> bool:
        """Whether a value meets the target; of an interval, whether it lies inside."""
        assert self.target is not None
        if self.upper is not None:
            return self.target <= value <= self.upper
        return (value - self.target) * (self.direction or 1) >= 0


def course_of(
    target: TargetInput,
    observations: Iterable[ObservationInput],
    *,
    at: date,
    beside: Beside | None = None,
) -> Course:
    """Return the yearly course of a target's figures as of a date.

    Only figures that may be scored are taken, one for each year by the same criteria as everywhere. The
    plan's baseline replaces the series' figure of its year. Years are those in which periods end.

    Args:
        target: The target.
        observations: Every figure of its indicator.
        at: 评估基准日; later figures are left out.
        beside: What is known beside them; its cuts begin another stretch each.
    """
    known = beside or Beside()
    figures = [o for o in observations if is_scored(o) and o.period and o.period.last_day <= at]
    whole = [o for o in figures if o.period and _whole_year(o.period) and o.period.end <= target.period.end]
    yearly = (target.period.end.month, target.period.end.day) == (1, 1)
    chosen = per_period(whole if yearly else [])
    base = target.baseline_period.last_day.year if target.baseline_period else None
    return Course(
        points=_cut(_with_baseline(_points(chosen), target, base), known.cuts),
        direction=direction(target)[0],
        kind=target.kind,
        target=target.value,
        upper=target.upper if target.kind == "keep_within" else None,
        target_year=target.period.last_day.year,
        base_year=base,
        level=target.measure == "level",
        partial=len(figures) - len(chosen),
        beside=known,
    )


def _whole_year(period: Period) -> bool:
    """Whether a period is a calendar year or a moment at its end."""
    closes = (period.end.month, period.end.day) == (1, 1)
    return closes and (period.frequency == "A" or period.nature == "point")


def _points(chosen: Sequence[Choice]) -> list[Point]:
    cuts = set(breaks.positions(chosen))
    points: dict[int, Point] = {}
    run = 0
    for index, choice in enumerate(chosen):
        run += index in cuts
        year = choice.period.last_day.year
        points[year] = Point(year=year, value=choice.taken.value, run=run, id=choice.taken.id)
    return [points[year] for year in sorted(points)]


def _cut(points: Sequence[Point], cuts: Iterable[int]) -> tuple[Point, ...]:
    """Begin another stretch at each cut."""
    years = tuple(cuts)
    return tuple(replace(point, stretch=sum(year <= point.year for year in years)) for point in points)


def _with_baseline(points: list[Point], target: TargetInput, base: int | None) -> tuple[Point, ...]:
    if base is None or target.baseline is None:
        return tuple(points)
    own = next((point for point in points if point.year == base), None)
    near = own or next((p for p in reversed(points) if p.year < base), points[0] if points else None)
    point = Point(year=base, value=target.baseline, run=near.run if near else 0, id=target.baseline_id)
    rest = [one for one in points if one.year != base]
    return tuple(sorted([*rest, point], key=lambda one: one.year))


def course(
    values: Iterable[tuple[int, object]],
    *,
    direction: int | None,
    target: object = None,
    **more: object,
) -> Course:
    """Return a course from years and numbers, for series that are in no ledger."""
    points = tuple(Point(year=year, value=Decimal(str(value))) for year, value in sorted(values, key=_year))
    aim = None if target is None else Decimal(str(target))
    return Course(points=points, direction=direction, target=aim, **more)  # type: ignore[arg-type]


def _year(pair: tuple[int, object]) -> int:
    return pair[0]
