"""Periods as a schedule asks for them: years, half-years, quarters and months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Literal

from luoshi.vocabulary.period import Frequency, Nature, Period

Regular = Literal["A", "S", "Q", "M"]

MONTHS: dict[Regular, int] = {"A": 12, "S": 6, "Q": 3, "M": 1}


def regular(period: Period) -> Period:
    """Return a period with the frequency its interval has: 2025-07/2025-09 is a quarter."""
    for frequency in MONTHS:
        if (period.start, period.end) == _interval(period.start.year, period.start.month, frequency):
            return replace(period, frequency=frequency)
    return period


def read(text: str, nature: Nature = "span") -> Period:
    """Return the period of a text with its frequency; raises ``period-unknown``."""
    return regular(Period.parse(text, nature))


def label(period: Period) -> str:
    """Return the text that a reporter reads: 2025, 2025-S1, 2025-Q3, 2025-08."""
    if period.frequency == "Q":
        return f"{period.start:%Y}-Q{(period.start.month + 2) // 3}"
    return period.iso()


def periods(frequency: Regular, first: date, end: date) -> Iterator[Period]:
    """Yield the periods that end on or after a day and are over before another."""
    months = MONTHS[frequency]
    year, month = first.year, (first.month - 1) // months * months + 1
    while True:
        start, stop = _interval(year, month, frequency) or (end, end)
        if stop > end:
            return
        known: Frequency = frequency
        yield Period(start=start, end=stop, frequency=known)
        year, month = stop.year, stop.month


def _interval(year: int, month: int, frequency: Regular) -> tuple[date, date] | None:
    months = MONTHS[frequency]
    if (month - 1) % months:
        return None
    last = month - 1 + months
    return date(year, month, 1), date(year + last // 12, last % 12 + 1, 1)
