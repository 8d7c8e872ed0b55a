from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from luoshi.evaluation.rules.exact import (
    decimal,
    elapsed_share,
    growth_of,
    half_up,
    ratio_of_logarithms,
    yearly_growth,
    years_between,
)
from luoshi.vocabulary.period import Period


def test_half_up_is_half_away_from_zero_and_not_half_to_even() -> None:
    assert half_up(Decimal("0.125"), 2) == Decimal("0.13")
    assert half_up(Decimal("-0.125"), 2) == Decimal("-0.13")
    assert half_up(Decimal("2.5"), 0) == Decimal("3")


def test_a_decimal_that_terminates_stays_exact() -> None:
    assert decimal(Fraction(25287, 20000)) == Decimal("1.26435")


def test_whole_years_are_whole_whatever_leap_days_they_hold() -> None:
    assert years_between(date(2021, 1, 1), date(2026, 1, 1)) == 5
    assert years_between(date(2021, 1, 1), date(2021, 7, 1)) == Fraction(1, 2)


def test_the_share_of_time_counts_from_the_end_of_the_baseline() -> None:
    share = elapsed_share(Period.year(2020), Period.year(2021), Period.year(2025))
    assert share == Fraction(1, 5)


def test_growth_rates_agree_with_the_plan_of_shenyang() -> None:
    # 6571.6 (2020), 9100.3 (2025, bulletin of 2026-05-22), target 10000: needed 8.8 %, had 6.7 % a year.
    five = Fraction(5)
    assert round(yearly_growth(Fraction("6571.6"), Fraction(10000), five), 1) == Decimal("8.8")
    assert round(yearly_growth(Fraction("6571.6"), Fraction("9100.3"), five), 1) == Decimal("6.7")


@given(st.fractions(Fraction(1, 100), 100), st.fractions(Fraction(1, 100), 100), st.integers(1, 30))
def test_growing_at_the_yearly_rate_arrives(first: Fraction, last: Fraction, years: int) -> None:
    rate = yearly_growth(first, last, Fraction(years))
    arrived = first * (1 + Fraction(rate) / 100) ** years
    assert abs(arrived / last - 1) < Fraction(1, 10**7)


def test_logarithms_share_the_distance_of_a_change() -> None:
    # -17 % in five years (methods A10): after a change of ratio 0.83 the whole distance is covered.
    assert ratio_of_logarithms(Fraction("0.83"), Fraction("0.83")) == 1
    assert ratio_of_logarithms(Fraction("0.6889"), Fraction("0.83")) == 2


def test_a_growth_near_nought_keeps_its_digits() -> None:
    assert growth_of(Fraction(1_000_001_234_567_891, 10**15), Fraction(1)) == Decimal("0.0001234567891")
    assert growth_of(Fraction(100_000_001, 10**8) ** 3, Fraction(1, 3)) == Decimal("0.000001")
