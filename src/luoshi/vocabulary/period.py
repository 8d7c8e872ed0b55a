"""Periods: what stretch of time a fact is about.

A period is a half-open interval of local dates with a frequency and a nature. Its text form is
ISO 8601 with inclusive ends (``2020``, ``2025-08``, ``2024-12-16``, ``2022-01/2022-08``, ``2016/2020``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from luoshi.errors import LuoshiError

Frequency = Literal["A", "S", "Q", "M", "D", "X"]
Nature = Literal["point", "span", "ytd"]

_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Period:
    """A half-open interval of dates.

    Attributes:
        start: First day.
        end: The day after the last day.
        frequency: ``A`` year, ``S`` half-year, ``Q`` quarter, ``M`` month, ``D`` day, ``X`` any other.
        nature: ``point`` (a stock at the end), ``span`` (a flow over it) or ``ytd`` (year to date).
    """

    start: date
    end: date
    frequency: Frequency = "X"
    nature: Nature = "span"

    @classmethod
    def year(cls, year: int, nature: Nature = "span") -> Period:
        """Return a calendar year."""
        return cls(start=date(year, 1, 1), end=date(year + 1, 1, 1), frequency="A", nature=nature)

    @classmethod
    def parse(cls, text: str, nature: Nature = "span") -> Period:
        """Read the text form; raises ``period-unknown``."""
        first, _, last = text.strip().partition("/")
        try:
            start, end, frequency = _interval(first)
            if last:
                _, end, _ = _interval(last)
                frequency = "X"
            if end <= start:
                raise ValueError(text)
        except (ValueError, OverflowError) as error:
            raise LuoshiError("period-unknown", text=text) from error
        return cls(start=start, end=end, frequency=frequency, nature=nature)

    @property
    def last_day(self) -> date:
        """The last day inside the period."""
        return self.end - timedelta(days=1)

    def iso(self) -> str:
        """Return the shortest text form with inclusive ends."""
        if self.frequency == "A":
            return self.start.isoformat()[:4]
        if self.frequency == "M":
            return self.start.isoformat()[:7]
        if self.frequency == "D":
            return self.start.isoformat()
        return f"{_shortest(self.start, self.end)[0]}/{_shortest(self.start, self.end)[1]}"

    def __str__(self) -> str:
        return self.iso()


def _interval(text: str) -> tuple[date, date, Frequency]:
    if quarter := _QUARTER.fullmatch(text):
        year, number = int(quarter[1]), int(quarter[2])
        start = date(year, 3 * number - 2, 1)
        return start, _month_after(year, 3 * number), "Q"
    match = _PART.fullmatch(text)
    if not match:
        raise ValueError(text)
    year = int(match[1])
    if match[3]:
        day = date(year, int(match[2]), int(match[3]))
        return day, day + timedelta(days=1), "D"
    if match[2]:
        month = int(match[2])
        return date(year, month, 1), _month_after(year, month), "M"
    return date(year, 1, 1), date(year + 1, 1, 1), "A"


def _month_after(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)


def _shortest(start: date, end: date) -> tuple[str, str]:
    last = end - timedelta(days=1)
    if (start.month, start.day) == (1, 1) and (end.month, end.day) == (1, 1):
        return f"{start:%Y}", f"{last:%Y}"
    if start.day == 1 and end.day == 1:
        return f"{start:%Y-%m}", f"{last:%Y-%m}"
    return start.isoformat(), last.isoformat()
