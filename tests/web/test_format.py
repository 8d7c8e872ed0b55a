"""How figures, periods and dates are written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.ledger.records import Published
from luoshi.web import format as write

decimals = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9)


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("9100.3", "9100.3", "9,100.3"),
        ("20039.0", "20039.0", "20,039.0"),
        ("-899.7", "−899.7", "−899.7"),
        ("1E+3", "1000", "1,000"),
        ("0.5", "0.5", "0.5"),
    ],
)
def test_a_published_figure_keeps_its_digits(value: str, zh: str, en: str) -> None:
    assert write.number(Decimal(value), "zh") == zh
    assert write.number(Decimal(value), "en") == en


@given(decimals)
def test_what_is_written_can_be_read_back(value: Decimal) -> None:
    for language in ("zh", "en"):
        text = write.number(value, language)
        assert Decimal(text.replace(",", "").replace(write.MINUS, "-")) == value


def test_rounding_is_half_up_not_half_to_even() -> None:
    assert write.rounded(Decimal("2.345"), 2) == "2.35"
    assert write.rounded(Decimal("-2.345"), 2) == "−2.35"
    assert write.percent(Decimal("0.0625"), digits=1) == "6.3%"


@given(decimals, st.integers(0, 3))
def test_rounding_moves_by_half_a_step_at_most(value: Decimal, digits: int) -> None:
    assert abs(write.round_half_up(value, digits) - value) <= Decimal("0.5").scaleb(-digits)


@pytest.mark.parametrize(
    ("comparator", "measure", "zh", "en"),
    [
        ("eq", "level", "50", "50"),
        ("ge", "level", "50以上", "50 or more"),
        ("approx", "level", "50左右", "about 50"),
        ("le", "rank", "前50", "top 50"),
    ],
)
def test_a_bound_is_written_with_its_words(comparator: str, measure: str, zh: str, en: str) -> None:
    assert write.bounded(Decimal(50), comparator, "zh", measure=measure) == zh  # type: ignore[arg-type]
    assert write.bounded(Decimal(50), comparator, "en", measure=measure) == en  # type: ignore[arg-type]


def test_a_bound_stands_after_the_unit_in_chinese() -> None:
    assert write.bounded(Decimal(50), "ge", "zh", unit="个") == "50个以上"
    assert write.bounded(Decimal(50), "ge", "en", unit="个") == "50 个 or more"


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2025", "2025年", "2025"),
        ("2025-08", "2025年8月", "Aug 2025"),
        ("2025-Q3", "2025年3季度", "Q3 2025"),
        ("2016/2020", "2016—2020年", "2016–2020"),
        ("2025-01/2025-08", "2025年1—8月", "Jan 2025 – Aug 2025"),
        ("2026-05-22", "2026年5月22日", "22 May 2026"),
        (None, "时期不明", "period unknown"),
        ("十四五", "十四五", "十四五"),
    ],
)
def test_a_period_is_written_in_words(text: str | None, zh: str, en: str) -> None:
    assert write.period(text, "zh") == zh
    assert write.period(text, "en") == en


def test_a_coarse_date_of_publication_stays_coarse() -> None:
    known = Published(text="2022-05", first=date(2022, 5, 1), last=date(2022, 5, 31))
    assert write.published(known, "zh") == "2022年5月"
    assert write.published(None, "en") == "date of publication unknown"
