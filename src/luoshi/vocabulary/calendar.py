"""Chinese working days, with holidays and make-up days as the State Council announced them.

The days come from ``chinesecalendar``, which holds the announced years only. A day of any other year counts
as a working day from Monday to Friday and is provisional: no holiday is ever assumed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day counted in working days.

    Attributes:
        day: The day.
        provisional: Whether a year was passed whose holidays are not announced yet, so that it may move.
    """

    day: date
    provisional: bool = False

    def __str__(self) -> str:
        return self.day.isoformat()


@cache
def announced_years() -> range:
    """Return the years whose holidays are known."""
    from chinese_calendar.constants import holidays

    years = {day.year for day in holidays}
    return range(min(years), max(years) + 1)


def is_announced(day: date) -> bool:
    """Return whether the holidays of a day's year are known."""
    return day.year in announced_years()


def is_working_day(day: date) -> bool:
    """Return whether people work on a day; in a year not announced, Monday to Friday."""
    from chinese_calendar import is_workday

    return bool(is_workday(day)) if is_announced(day) else day.weekday() < 5


def working_days(first: date, end: date) -> int:
    """Return the number of working days from a day to the day before another."""
    return sum(is_working_day(day) for day in _days(first, end))


def nth_working_day(number: int, after: date) -> Deadline:
    """Return the nth working day after a day, ``after`` itself not counted; 0 gives ``after``.

    Raises:
        ValueError: For a negative number.
    """
    if number < 0:
        raise ValueError("working days are counted forward")
    day, left, provisional = after, number, False
    while left:
        day += timedelta(days=1)
        provisional = provisional or not is_announced(day)
        left -= is_working_day(day)
    return Deadline(day=day, provisional=provisional)


def _days(first: date, end: date) -> Iterator[date]:
    for offset in range((end - first).days):
        yield first + timedelta(days=offset)
