"""Arithmetic without binary surprise: fractions inside, decimals at the door, half-up for display."""

from __future__ import annotations

import calendar
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from luoshi.vocabulary.period import Period

_WIDE = Context(prec=40)
_NARROW = Context(prec=28)
SIGNIFICANT = Context(prec=12, rounding=ROUND_HALF_UP)
"""What was computed is compared with a threshold after rounding to twelve significant digits."""


def decimal(value: Fraction) -> Decimal:
    """Return a fraction as a decimal of 28 significant digits (exact where it terminates before)."""
    return _NARROW.divide(Decimal(value.numerator), Decimal(value.denominator))


def half_up(value: Decimal, places: int) -> Decimal:
    """Round for display: half away from zero."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def logarithm(value: Fraction) -> Decimal:
    """Return the natural logarithm of a positive fraction with 40 digits."""
    ratio = _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    return _WIDE.ln(ratio)


def significant(value: Fraction | Decimal) -> Decimal:
    """Return a computed figure as thresholds see it: rounded half-up to twelve significant digits."""
    return SIGNIFICANT.plus(decimal(value) if isinstance(value, Fraction) else value)


def growth_of(value: Fraction, exponent: Fraction) -> Decimal:
    """Return (value ** exponent - 1) in per cent with twelve significant digits of its own.

    The one is taken off before rounding, so that a growth near nought keeps its digits.
    """
    return SIGNIFICANT.multiply(_WIDE.subtract(_raised(value, exponent), Decimal(1)), Decimal(100))


def _raised(value: Fraction, exponent: Fraction) -> Decimal:
    if exponent == 1:
        return _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    share = _WIDE.divide(Decimal(exponent.numerator), Decimal(exponent.denominator))
    return _WIDE.exp(_WIDE.multiply(logarithm(value), share))


def ratio_of_logarithms(value: Fraction, base: Fraction) -> Decimal:
    """Return ln(value) / ln(base) with twelve significant digits; ``base`` must not be 1."""
    return SIGNIFICANT.divide(logarithm(value), logarithm(base))


def yearly_growth(first: Fraction, last: Fraction, years: Fraction) -> Decimal:
    """Return the compound growth per year, in per cent, between two positive values."""
    return growth_of(last / first, 1 / years)


def months(day: date) -> Fraction:
    """Return the calendar months up to the start of a day; parts of a month by its days."""
    length = calendar.monthrange(day.year, day.month)[1]
    return Fraction(day.year * 12 + day.month - 1) + Fraction(day.day - 1, length)


def years_between(start: date, end: date) -> Fraction:
    """Return the years from one day to another; whole calendar years give whole numbers."""
    return (months(end) - months(start)) / 12


def elapsed_share(baseline: Period, now: Period, target: Period) -> Fraction:
    """Return the share of time gone by: from the end of the baseline's period to the target's."""
    return years_between(baseline.end, now.end) / years_between(baseline.end, target.end)
