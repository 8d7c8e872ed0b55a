"""Working days as announced; a year that is not announced is provisional and has no assumed holidays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.vocabulary.calendar import (
    announced_years,
    is_announced,
    is_working_day,
    nth_working_day,
    working_days,
)

# 国务院办公厅关于部分节假日安排的通知: 国办发明电〔2023〕7号 (2024), 国办发明电〔2024〕12号 (2025).
ANNOUNCED = {
    date(2024, 2, 9): True,  # 除夕 was no holiday of 2024
    date(2024, 2, 10): False,
    date(2024, 2, 18): True,  # Sunday, make-up day of the Spring Festival
    date(2024, 9, 14): True,  # Saturday, make-up day of the Mid-Autumn Festival
    date(2025, 1, 26): True,  # Sunday, make-up day
    date(2025, 1, 28): False,
    date(2025, 4, 27): True,  # Sunday, make-up day of Labour Day
    date(2025, 10, 8): False,
    date(2025, 10, 11): True,  # Saturday, make-up day of National Day
}


@pytest.mark.parametrize(("day", "works"), ANNOUNCED.items())
def test_a_day_is_as_announced(day: date, works: bool) -> None:
    assert is_working_day(day) is works


@pytest.mark.parametrize(("year", "days"), [(2023, 249), (2024, 251), (2025, 248)])
def test_a_year_has_the_working_days_that_were_announced(year: int, days: int) -> None:
    """2023 and 2024 had 11 days of statutory holidays, 2025 has 13 (国务院令第795号)."""
    assert working_days(date(year, 1, 1), date(year + 1, 1, 1)) == days


def test_a_deadline_skips_the_national_holiday_and_counts_the_make_up_day() -> None:
    deadline = nth_working_day(3, date(2025, 9, 30))
    assert (deadline.day, deadline.provisional) == (date(2025, 10, 11), False)


def test_a_year_that_is_not_announced_is_provisional_and_assumes_no_holiday() -> None:
    year = announced_years()[-1] + 1
    new_year = next(d for d in (date(year, 1, 1) + timedelta(days=n) for n in range(7)) if d.weekday() < 5)
    assert not is_announced(new_year)
    assert is_working_day(new_year)
    deadline = nth_working_day(5, date(year, 1, 10))
    assert deadline.provisional
    assert working_days(date(year, 3, 1), date(year, 3, 8)) == 5


def test_a_deadline_that_passes_into_an_unannounced_year_is_provisional() -> None:
    last = announced_years()[-1]
    assert nth_working_day(5, date(last, 12, 30)).provisional
    assert not nth_working_day(5, date(last, 6, 30)).provisional


def test_working_days_are_counted_forward() -> None:
    assert nth_working_day(0, date(2025, 5, 1)).day == date(2025, 5, 1)
    with pytest.raises(ValueError, match="forward"):
        nth_working_day(-1, date(2025, 5, 1))


@given(st.dates(date(2004, 1, 1), date(2035, 12, 1)), st.integers(0, 40))
def test_between_a_day_and_its_nth_working_day_are_n_working_days(after: date, number: int) -> None:
    deadline = nth_working_day(number, after)
    one = timedelta(days=1)
    assert working_days(after + one, deadline.day + one) == number
    assert number == 0 or is_working_day(deadline.day)
