"""The three times of a question are read as a person writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import click
import pytest

from luoshi.commands.times import Day, Moment


def test_a_day_is_a_date() -> None:
    assert Day().convert("2025-12-31", None, None) == date(2025, 12, 31)


@pytest.mark.parametrize("text", ["2025", "31.12.2025", "2025-13-01", "soon"])
def test_what_is_no_date_is_wrong_usage(text: str) -> None:
    with pytest.raises(click.UsageError, match="date-unknown"):
        Day().convert(text, None, None)


def test_a_number_is_an_entry() -> None:
    assert Moment().convert("12", None, None) == 12


def test_a_date_stands_for_its_last_instant_in_the_ledgers_zone() -> None:
    moment = Moment().convert("2025-12-31", None, None)
    assert moment == datetime(2025, 12, 31, 15, 59, 59, 999999, tzinfo=UTC)


def test_a_time_without_an_offset_belongs_to_the_ledgers_zone() -> None:
    assert Moment().convert("2025-12-31T08:00", None, None) == datetime(2025, 12, 31, 0, 0, tzinfo=UTC)
    assert Moment().convert("2025-12-31T08:00+00:00", None, None) == datetime(2025, 12, 31, 8, tzinfo=UTC)
