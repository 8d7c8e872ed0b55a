"""Days and moments as a person writes them in an address or an option."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo

FIRST_YEAR, LAST_YEAR = 1000, 2999
"""A day of another year is a slip, and the years around it cannot all be counted."""

LAST_NUMBER, MOST_DIGITS = 2**63 - 1, 18
"""Of an entry: what a database counts to, and digits that stay below it."""


def read_day(text: str) -> date:
    """Return a day written as ``2025-12-31``; raises ``ValueError``."""
    return _within(date.fromisoformat(text))


def read_moment(text: str, zone: tzinfo) -> datetime | int:
    """Return an entry's number, or a moment in UTC: a time, or a day, which stands for its last moment.

    Args:
        text: Digits other than the eight of a day, or ISO 8601.
        zone: Of what is written without one.

    Raises:
        ValueError: It is neither.
    """
    if text.isascii() and text.isdigit() and len(text) != len("20251231"):
        return int(text) if len(text) <= MOST_DIGITS else LAST_NUMBER
    if len(text) <= len("2025-12-31"):
        moment = datetime.combine(read_day(text), time.max)
    else:
        moment = datetime.fromisoformat(text)
    _within(moment.date())
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _within(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(day)
    return day
