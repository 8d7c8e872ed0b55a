"""Days and moments as a person writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from luoshi.errors import LuoshiError
from luoshi.vocabulary.days import LAST_NUMBER, read_day, read_moment
from luoshi.vocabulary.period import Period

ZONE = ZoneInfo("Asia/Shanghai")


def test_a_day_stands_for_its_last_moment_and_a_number_for_an_entry() -> None:
    assert read_day("2025-12-31") == date(2025, 12, 31)
    assert read_moment("2025-12-31", ZONE) == datetime(2025, 12, 31, 15, 59, 59, 999999, tzinfo=UTC)
    assert read_moment("2025-12-31T08:00", ZONE) == datetime(2025, 12, 31, tzinfo=UTC)
    assert read_moment("17", ZONE) == 17
    assert read_moment("9" * 5000, ZONE) == LAST_NUMBER


@pytest.mark.parametrize("text", ["never", "²", "0001-01-01", "9999-12-31", "0001-01-01T00:00", ""])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_moment(text, ZONE)


@pytest.mark.parametrize("text", ["9999-12-31", "9999", "2024/9999-12-31"])
def test_a_period_at_the_end_of_the_calendar_is_refused_in_words(text: str) -> None:
    with pytest.raises(LuoshiError, match="period-unknown"):
        Period.parse(text)
