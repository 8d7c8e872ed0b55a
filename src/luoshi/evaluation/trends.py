"""Places side by side through the years: a line for each, on one scale, broken where figures are not alike.

A year counts for a place only where the place can be compared with the others in that year. Two years are
joined only where both are of one definition and one official source, and the figures show no break.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from luoshi.evaluation.comparing import Apart, Comparison, Standing, origin, placed
from luoshi.ledger.integrity.detectors import detect
from luoshi.ledger.integrity.model import BREAKS, Yearly
from luoshi.ledger.records import ConceptFigure
from luoshi.vocabulary.period import Period

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A figure of a place in the unit of the comparison, or with its first year as a hundred."""

    period: str
    year: int
    value: Decimal
    figure: ConceptFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A place through the years.

    Attributes:
        runs: Points that may be joined; a run ends where a year is missing or another kind of figure begins.
        apart: How many years have a figure that is not comparable, by reason.
    """

    place: str
    runs: tuple[tuple[Point, ...], ...]
    apart: Mapping[Apart, int]

    @property
    def points(self) -> tuple[Point, ...]:
        """Every point, oldest first."""
        return tuple(point for run in self.runs for point in run)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """Places through the years.

    Attributes:
        unit: Of every value; ``None`` with the first year as a hundred.
        base: The year that is a hundred; ``None`` where values are as published.
        places: In the order asked for; places without any point are left out.
    """

    unit: str | None
    base: int | None
    places: tuple[Trend, ...]

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year of any place."""
        every = [point.year for one in self.places for point in one.points]
        return min(every), max(every)


def periods(by_place: Mapping[str, Sequence[ConceptFigure]]) -> dict[str, int]:
    """Return how many places have a published figure for each period, oldest first."""
    counted = Counter(
        period
        for figures in by_place.values()
        for period in {one.period for one in figures if one.kind == "observation"}
    )
    return {period: counted[period] for period in sorted(counted, key=lambda one: Period.parse(one).end)}


def usual_period(by_place: Mapping[str, Sequence[ConceptFigure]], at: date) -> str | None:
    """Return the period that is over by a day and has figures of most places, the latest of such."""
    over = {one: many for one, many in periods(by_place).items() if Period.parse(one).last_day <= at}
    return max(over, key=lambda one: (over[one], Period.parse(one).end)) if over else None


def trends(
    by_place: Mapping[str, Sequence[ConceptFigure]],
    concept: str,
    period: str,
    places: Sequence[str],
    *,
    at: date | None = None,
) -> Trends:
    """Return places through the years.

    Args:
        by_place: Every figure of the concept by place: what is comparable is told by all of them.
        concept: Its id.
        period: ISO 8601; the same stretch of every year is shown.
        places: Those wanted, in the order wanted.
        at: 评估基准日.
    """
    same = [one for one in periods(by_place) if _alike(Period.parse(one), Period.parse(period))]
    found = [placed(by_place, concept, one, at=at) for one in same]
    by_name = [{one.place: one for one in year.standings} for year in found]
    made = [_trend(place, found, [year[place] for year in by_name]) for place in places]
    unit = next((year.unit for year in reversed(found)), None)
    return Trends(unit=unit, base=None, places=tuple(one for one in made if one.runs))


def _alike(one: Period, other: Period) -> bool:
    """Whether two periods are the same stretch of their years."""
    start, end = one.start, one.end
    months = (end.year - start.year) * 12 + end.month - start.month
    others = (other.end.year - other.start.year) * 12 + other.end.month - other.start.month
    return (months, start.month, start.day) == (others, other.start.month, other.start.day)


def _trend(place: str, years: Sequence[Comparison], standings: Sequence[Standing]) -> Trend:
    runs: list[list[Point]] = []
    apart: Counter[Apart] = Counter()
    for year, one in zip(years, standings, strict=True):
        if one.apart is not None and one.figure is not None:
            apart[one.apart] += 1
        if one.apart is not None or one.figure is None or one.value is None:
            continue
        point = Point(
            period=year.period,
            year=Period.parse(year.period).last_day.year,
            value=one.value,
            figure=one.figure,
        )
        if runs and _joined(runs[-1][-1], point):
            runs[-1].append(point)
        else:
            runs.append([point])
    whole = tuple(part for run in runs for part in _unbroken(run))
    return Trend(place=place, runs=whole, apart=dict(apart))


def _unbroken(run: Sequence[Point]) -> Iterator[tuple[Point, ...]]:
    """Yield the stretches of a run between the breaks that its figures show."""
    levels = Yearly(
        values={point.year: point.value for point in run},
        percent=run[0].figure.unit == "%",
    )
    cuts = {flag.first for flag in detect(levels) if flag.kind in BREAKS}
    start = 0
    for index, point in enumerate(run):
        if index and point.year in cuts:
            yield tuple(run[start:index])
            start = index
    yield tuple(run[start:])


def _joined(one: Point, other: Point) -> bool:
    return (
        other.year == one.year + 1
        and one.figure.definition == other.figure.definition
        and origin(one.figure) == origin(other.figure)
    )


def indexed(found: Trends) -> Trends | None:
    """Return the same with a common year as a hundred; ``None`` without a year that all places have.

    Only places with an unbroken line since that year go with it: nothing is carried across a break.
    """
    if not found.places:
        return None
    lasting = [run for one in found.places for run in one.runs[-1:]]
    common = max(run[0].year for run in lasting)
    if any(run[-1].year <= common for run in lasting) or any(
        point.value <= 0 for run in lasting for point in run
    ):
        return None
    made = [_from(one, common) for one in found.places]
    return Trends(unit=None, base=common, places=tuple(made))


def _from(one: Trend, base: int) -> Trend:
    run = [point for point in one.runs[-1] if point.year >= base]
    points = tuple(
        Point(
            period=point.period,
            year=point.year,
            value=point.value * HUNDRED / run[0].value,
            figure=point.figure,
        )
        for point in run
    )
    return Trend(place=one.place, runs=(points,), apart=one.apart)
