"""Periods read and write their ISO text."""

from datetime import date

import pytest

from luoshi.errors import LuoshiError
from luoshi.vocabulary.period import Period


@pytest.mark.parametrize(
    "text", ["2020", "2025-08", "2024-12-16", "2022-01/2022-08", "2016/2020", "2024-12/2025-02"]
)
def test_text_survives_a_round_trip(text: str) -> None:
    assert Period.parse(text).iso() == text


def test_a_period_ends_the_day_after_its_last() -> None:
    assert Period.parse("2016/2020").end == date(2021, 1, 1)


@pytest.mark.parametrize("text", ["", "20", "2025-13", "2025/2020", "now"])
def test_an_unknown_period_is_an_error_of_the_catalogue(text: str) -> None:
    with pytest.raises(LuoshiError) as caught:
        Period.parse(text)
    assert caught.value.problem.code == "period-unknown"
