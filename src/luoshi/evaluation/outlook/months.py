"""The outlook within a year: what the months so far were of earlier years' whole, never twelve over m.

A flow published as year-to-date figures, or month by month, comes to the year's total by the share that the
same months had in earlier years: the middle one of their shares. Errors are leave-one-out (Vovk's conformal
quantiles over the earlier years, each forecast from the others), so that an interval needs as many years as
its level: 80 in a hundred four, 95 nineteen. With fewer years a point is given and nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from luoshi.evaluation.model import ObservationInput, TargetInput
from luoshi.evaluation.rules import breaks
from luoshi.evaluation.rules.case import is_relative, is_scored
from luoshi.evaluation.rules.choice import Choice, per_period

KINDS = frozenset({"level", "cumulative_total"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What was known of a year by the end of a month, and its whole where that is out.

    Attributes:
        ids: Of the figures that make the part.
    """

    year: int
    part: Decimal
    ids: tuple[str, ...]
    whole: Decimal | None = None
    whole_id: str | None = None

    @property
    def share(self) -> float:
        """The share of the part in the whole."""
        assert self.whole is not None
        return float(self.part / self.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """The months so far of a target's year, and the same months of earlier years.

    Attributes:
        month: The last month of the part.
        earlier: Years whose part and whole are both known, oldest first.
    """

    month: int
    now: Part
    earlier: tuple[Part, ...]

    @property
    def share(self) -> float:
        """The middle share of earlier years."""
        return median(one.share for one in self.earlier)

    @property
    def point(self) -> float:
        """The year's whole by that share."""
        return float(self.now.part) / self.share

    def errors(self) -> list[float]:
        """Return how far each earlier year was off by the share of the others: logarithms, rising."""
        found = []
        for at, one in enumerate(self.earlier):
            others = [other.share for index, other in enumerate(self.earlier) if index != at]
            found.append(abs(math.log(median(others) / one.share)))
        return sorted(found)


def quantile(errors: Sequence[float], level: float) -> float | None:
    """Return the conformal quantile of errors, ``None`` where there are too few for the level.

    The k-th of n errors holds for k in n + 1; between two of them on a line.
    """
    rank = (len(errors) + 1) * level
    whole = int(rank + 1e-9)
    if whole < 1 or rank > len(errors) + 1e-9:
        return None
    rest, last = max(rank - whole, 0.0), errors[whole - 1]
    return last if rest < 1e-9 else last + rest * (errors[whole] - last)


def chance_above(errors: Sequence[float], distance: float) -> float:
    """Return the probability of ending at least so far above the point; errors go both ways alike.

    Between ranks on the nearest lower one: the share of years within, out of one more than there are.
    """
    within = sum(one <= abs(distance) for one in errors) / (len(errors) + 1)
    return (1 - within) / 2 if distance > 0 else (1 + within) / 2


LEAST_YEARS = 2
"""Earlier years needed for a point."""


def months_of(
    target: TargetInput, figures: Sequence[ObservationInput], at: date, cuts: Collection[int] = ()
) -> Months | None:
    """Return the months so far of the target's year with those of earlier years, ``None`` without any.

    Args:
        target: A level or a total of one calendar year, that can be added up over months.
        figures: Every figure of its indicator.
        at: 评估基准日; later figures are left out.
        cuts: Years at which its figures break; the years before the last one are no guide.
    """
    if not _adds_up(target):
        return None
    seen = [o for o in figures if is_scored(o) and o.period and o.period.nature != "point"]
    known = [o for o in seen if o.period and o.period.last_day <= at and o.unit == target.unit]
    year = target.period.start.year
    wholes = _wholes(known)
    if year in wholes:
        return None
    now = _newest(_parts(known, year))
    if now is None:
        return None
    month, part, choices = now
    earlier = []
    first = max((cut for cut in cuts if cut < year), default=0)
    for before in sorted(one for one in wholes if first <= one < year):
        same = _parts(known, before).get(month)
        if same is not None and wholes[before].taken.value > 0 and same[0] > 0:
            own = [*same[1], wholes[before]]
            if breaks.together([*own, *choices]):
                earlier.append(_part(before, same[0], same[1], wholes[before]))
    if part <= 0 or len(earlier) < LEAST_YEARS or any(cut == year for cut in cuts):
        return None
    return Months(month=month, now=_part(year, part, choices, None), earlier=tuple(earlier))


def _adds_up(target: TargetInput) -> bool:
    start, end = target.period.start, target.period.end
    whole = (start.month, start.day) == (1, 1) and end == date(start.year + 1, 1, 1)
    flow = target.period.nature != "point" and target.measure == "level" and not is_relative(target.unit)
    return whole and flow and target.kind in KINDS and target.value is not None


def _wholes(known: Sequence[ObservationInput]) -> Mapping[int, Choice]:
    years = [o for o in known if o.period and o.period.frequency == "A"]
    return {choice.period.start.year: choice for choice in per_period(years)}


def _parts(known: Sequence[ObservationInput], year: int) -> dict[int, tuple[Decimal, list[Choice]]]:
    """Return what was known of a year from its first day to the end of each month, with what makes it.

    A year-to-date figure stands for itself; beyond one, months, quarters and 1-2月 together are added as long
    as each begins where the last ended.
    """
    first = date(year, 1, 1)
    inside = [
        o for o in known if o.period and o.period.start.year == year and o.period.end <= date(year, 12, 31)
    ]
    by_start: dict[date, list[Choice]] = {}
    for choice in per_period([o for o in inside if o.period and o.period.end.day == 1]):
        by_start.setdefault(choice.period.start, []).append(choice)
    found: dict[int, tuple[Decimal, list[Choice]]] = {}
    for choice in by_start.get(first, []):
        found[choice.period.last_day.month] = (choice.taken.value, [choice])
    for month in range(1, 12):
        if month in found:
            value, made = found[month]
            for choice in by_start.get(date(year, month + 1, 1), []):
                found.setdefault(choice.period.last_day.month, (value + choice.taken.value, [*made, choice]))
    return found


def _newest(
    parts: Mapping[int, tuple[Decimal, list[Choice]]],
) -> tuple[int, Decimal, list[Choice]] | None:
    if not parts:
        return None
    month = max(parts)
    return month, *parts[month]


def _part(year: int, value: Decimal, choices: Sequence[Choice], whole: Choice | None) -> Part:
    return Part(
        year=year,
        part=value,
        ids=tuple(choice.taken.id for choice in choices),
        whole=whole.taken.value if whole else None,
        whole_id=whole.taken.id if whole else None,
    )
