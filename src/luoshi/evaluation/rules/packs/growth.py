"""Arithmetic shared by the packs, in decimals of 40 digits: the same on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction

from luoshi.evaluation.rules.exact import decimal
from luoshi.evaluation.rules.packs.course import Point

WIDE = Context(prec=40)


def growth(first: Decimal, last: Decimal, years: int) -> Decimal:
    """Return the compound growth a year, as a share, between two values of one sign."""
    if years == 1:
        return WIDE.subtract(WIDE.divide(last, first), Decimal(1))
    raised = WIDE.power(WIDE.divide(last, first), WIDE.divide(Decimal(1), Decimal(years)))
    return WIDE.subtract(raised, Decimal(1))


def extrapolated(value: Decimal, rate: Decimal, years: int) -> Decimal:
    """Return a value carried on at a growth a year."""
    return WIDE.multiply(value, WIDE.power(1 + rate, years))


def mean_change(points: Sequence[Point]) -> Decimal:
    """Return the mean change a year over a stretch, which its ends alone decide."""
    first, last = points[0], points[-1]
    return WIDE.divide(last.value - first.value, Decimal(last.year - first.year))


def weighted_line(points: Sequence[Point], weights: Sequence[Fraction], year: int) -> Decimal:
    """Return the value of the weighted least-squares line in a year, computed in fractions."""
    whole = sum(weights, Fraction(0))
    x = sum((w * p.year for w, p in zip(weights, points, strict=True)), Fraction(0)) / whole
    y = sum((w * Fraction(p.value) for w, p in zip(weights, points, strict=True)), Fraction(0)) / whole
    spread = sum((w * (p.year - x) ** 2 for w, p in zip(weights, points, strict=True)), Fraction(0))
    slope = sum(
        (w * (p.year - x) * (Fraction(p.value) - y) for w, p in zip(weights, points, strict=True)),
        Fraction(0),
    )
    return decimal(y + slope / spread * (year - x))


def deviation(values: Sequence[Decimal]) -> Decimal:
    """Return the standard deviation of a whole group (n in the denominator)."""
    mean = sum(values, Decimal(0)) / len(values)
    return WIDE.sqrt(WIDE.divide(sum(((v - mean) ** 2 for v in values), Decimal(0)), Decimal(len(values))))


def percentile(values: Sequence[Decimal], share: Decimal) -> Decimal:
    """Return a percentile between the two nearest ranks (the common linear rule)."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
