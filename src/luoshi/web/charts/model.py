"""What a chart shows, before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from luoshi.vocabulary.period import Period
from luoshi.vocabulary.words import Comparator

SAME = 0.01
"""Ends of periods less than this many years apart count as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A published figure on a chart.

    Attributes:
        href: Where a click leads: the figure's row in the table below, or the words of its source.
        label: The figure in words, read aloud and shown on hover.
        definition: The statistic it belongs to; a line is cut where it changes.
        cut: Its line does not go on from the figure before, whatever the definition.
        minor: Another figure for a period that has a chosen one: shown, not joined.
        current: The figure the verdict rests on.
    """

    period: Period
    value: Decimal
    label: str
    href: str
    definition: str | None = None
    cut: bool = False
    minor: bool = False
    current: bool = False

    @property
    def x(self) -> float:
        """The end of the period in years, so that the whole of 2025 stands at 2025."""
        return years(self.period.end) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A baseline or a target: a value at the end of a period, with its words."""

    period: Period
    value: Decimal
    label: str
    href: str | None = None
    comparator: Comparator = "eq"

    @property
    def x(self) -> float:
        """As for a point."""
        return years(self.period.end) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A place between two figures where the statistic changed, or the figures show a break."""

    x: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """An indicator over time.

    Attributes:
        points: In the order of their periods.
        baseline: Where the target path begins.
        targets: In the order of their periods; the path runs from the baseline through them.
        level: The target is a rate or a bound for every year: the path is level, not a slope.
        downwards: Small values stand at the top (ranks).
        tone: Class of the verdict's colour.
    """

    title: str
    description: str
    unit: str | None
    points: tuple[Point, ...]
    baseline: Mark | None
    targets: tuple[Mark, ...]
    breaks: tuple[Break, ...] = ()
    level: bool = False
    downwards: bool = False
    tone: str = "not-assessed"

    @property
    def stops(self) -> tuple[Point, ...]:
        """The chosen figures in order, begun by the baseline where no figure of its period was published."""
        chosen = tuple(point for point in self.points if not point.minor)
        base = self.baseline
        if base is None or any(point.x <= base.x + SAME for point in chosen):
            return chosen
        first = chosen[0].definition if chosen else None
        start = Point(
            period=base.period, value=base.value, label=base.label, href=base.href or "#", definition=first
        )
        return (start, *chosen)

    @property
    def segments(self) -> tuple[tuple[Point, ...], ...]:
        """The runs of figures that a line may join: same statistic, no break, no year missing."""
        runs: list[list[Point]] = []
        for point in self.stops:
            if runs and not is_cut(runs[-1][-1], point) and not is_gap(runs[-1][-1], point):
                runs[-1].append(point)
            else:
                runs.append([point])
        return tuple(tuple(run) for run in runs)

    @property
    def gaps(self) -> tuple[tuple[Point, Point], ...]:
        """Neighbouring figures of one statistic with a year or more unpublished between them."""
        return tuple((a, b) for a, b in pairwise(self.stops) if not is_cut(a, b) and is_gap(a, b))

    @property
    def path(self) -> tuple[tuple[tuple[float, Decimal], tuple[float, Decimal]], ...]:
        """The stretches of the target path."""
        if self.level:
            return tuple(((years(t.period.start) - 1, t.value), (t.x, t.value)) for t in self.targets)
        stops = [*([self.baseline] if self.baseline else []), *self.targets]
        return tuple(((a.x, a.value), (b.x, b.value)) for a, b in pairwise(stops)) if self.baseline else ()


def years(day: date) -> float:
    """Return a date as a number of years: 1 January 2026 is 2026.0."""
    start = date(day.year, 1, 1)
    return day.year + (day - start).days / (date(day.year + 1, 1, 1) - start).days


def is_cut(left: Point, right: Point) -> bool:
    """Say whether two figures belong to different statistics, or the second does not go on from the first."""
    return right.cut or left.definition != right.definition


def is_gap(left: Point, right: Point) -> bool:
    """Say whether a year or more lies unpublished between two figures."""
    return right.x - left.x > 1 + SAME
