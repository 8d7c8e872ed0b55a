"""The year's whole from its first months: by the same months' share of earlier years, never twelve over m."""

from __future__ import annotations

import json
import math
from datetime import date
from typing import Any

import pytest
from cases import figure, target

from benchmarks.outlook import months as bench
from luoshi.evaluation.model import ObservationInput
from luoshi.evaluation.outlook.months import chance_above, months_of, quantile
from luoshi.evaluation.outlook.outlook import Outlook, outlook, recompute

AT = date(2025, 10, 15)
WHOLE = {2021: 100, 2022: 110, 2023: 120, 2024: 130}
SHARES = {2021: 0.70, 2022: 0.72, 2023: 0.74, 2024: 0.71}
AIM = target(138, year=2025, base=None, unit="亿元")


def to_date(year: int, value: Any, month: int = 9, **more: Any) -> ObservationInput:
    return figure(f"{year}-01/{year}-{month:02d}", value, nature="ytd", unit="亿元", **more)


def published(*years: int) -> list[ObservationInput]:
    """Return nine months and the whole of earlier years, and nine months of 2025."""
    found = [to_date(2025, 100)]
    for year in years:
        found.append(to_date(year, round(WHOLE[year] * SHARES[year], 2)))
        found.append(figure(year, WHOLE[year], unit="亿元"))
    return found


def looked(figures: list[ObservationInput], **more: Any) -> Outlook:
    return outlook(more.pop("aim", AIM), figures, at=AT, **more)


def test_four_earlier_years_give_a_point_an_interval_and_a_probability_by_hand() -> None:
    # Shares .70 .72 .74 .71: their middle .715, so that 100 come to 139.86. Each year by the middle of the
    # others (.72 .71 .71 .72) was off by ln(72/70) ln(71/72) ln(71/74) ln(72/71); the largest bounds 80 %.
    found = looked(published(*WHOLE))
    assert found.reason is None
    assert found.point == pytest.approx(100 / 0.715)
    widest = math.log(74 / 71)
    assert found.low is not None
    assert found.high is not None
    assert found.low[0] == pytest.approx(100 / 0.715 * math.exp(-widest))
    assert found.high[0] == pytest.approx(100 / 0.715 * math.exp(widest))
    assert (found.low[1], found.high[1]) == (None, None), "19 years are needed for 95 in a hundred"
    # ln(138/139.86) = -.0134 is less than each of the errors, the least of which is ln(72/71) = .0140.
    assert found.probability == 0.5
    assert found.record["shown"] == "50%"
    assert "1—9月" in found.record["zh"]
    assert "71.5%" in found.record["zh"]


@pytest.mark.parametrize("years", [(2023, 2024), (2022, 2023, 2024)])
def test_two_or_three_earlier_years_give_a_point_and_say_that_it_is_one(years: tuple[int, ...]) -> None:
    found = looked(published(*years))
    assert found.reason == "few_years"
    assert found.point is not None
    assert found.low is found.high is found.chance is found.probability is None
    assert "只给推算值" in found.record["zh"]
    assert "a point only" in found.record["en"]


def test_one_earlier_year_gives_nothing() -> None:
    assert months_of(AIM, published(2024), AT) is None
    assert looked(published(2024)).reason == "few_points"


def test_months_quarters_and_two_months_together_are_added_up_where_they_follow_each_other() -> None:
    def year(of: int, whole: int | None) -> list[ObservationInput]:
        found = [figure(f"{of}-01/{of}-02", 10, unit="亿元"), figure(f"{of}-03", 6, unit="亿元")]
        found.append(figure(f"{of}-Q2", 20, unit="亿元"))
        return found if whole is None else [*found, figure(of, whole, unit="亿元")]

    every = [one for of in (2023, 2024) for one in year(of, 72)] + year(2025, None)
    found = months_of(AIM, every, AT)
    assert found is not None
    assert (found.month, found.now.part, found.share) == (6, 36, 0.5)
    torn = [one for one in every if one.period is None or one.period.iso() != "2025-03"]
    assert months_of(AIM, torn, AT).month == 2  # type: ignore[union-attr]


def test_twelve_over_m_is_never_used() -> None:
    # Half of the year in the first three months of every year: 60 so far come to 120, not to 240.
    spring = [
        one
        for year in (2022, 2023, 2024)
        for one in (to_date(year, 50, month=3), figure(year, 100, unit="亿元"))
    ]
    found = looked([*spring, to_date(2025, 60, month=3)])
    assert found.point == pytest.approx(120)


def test_rates_stocks_and_years_to_come_have_no_months() -> None:
    assert months_of(target(60, year=2025, base=None, unit="%"), published(*WHOLE), AT) is None
    assert months_of(target(138, year=2027, base=None, unit="亿元"), published(*WHOLE), AT) is None
    out = [*published(*WHOLE), figure(2025, 140, unit="亿元")]
    assert months_of(AIM, out, date(2026, 2, 1)) is None, "the whole year is out"


def test_nothing_is_carried_across_a_break_or_another_definition() -> None:
    assert looked(published(*WHOLE), cuts={2023: "level_shift"}).reason == "few_years"
    assert months_of(AIM, published(*WHOLE), AT, {2025: "unit_slip"}) is None
    other = [*published(2023, 2024)[1:], to_date(2025, 100, definition="new")]
    marked = [one if one.definition else figure_with(one, "old") for one in other]
    assert months_of(AIM, marked, AT) is None


def figure_with(one: ObservationInput, definition: str) -> ObservationInput:
    from dataclasses import replace

    return replace(one, definition=definition)


def test_whole_years_are_replaced_only_by_months_that_give_bounds() -> None:
    whole = [figure(year, 80 + 5 * (year - 2016), unit="亿元") for year in range(2016, 2021)]
    few = looked([*whole, *published(2021, 2022, 2023, 2024)[1:], to_date(2025, 100)])
    assert "months" in few.record
    two = published(2023, 2024)
    plain = [figure(year, WHOLE[year], unit="亿元") for year in (2021, 2022)]
    yearly = looked([*whole, *plain, *two])
    assert "months" not in yearly.record
    assert yearly.reason is None


def test_a_total_of_one_year_has_months_and_one_of_five_has_none() -> None:
    one = target(138, year=2025, base=None, unit="亿元", kind="cumulative_total")
    assert looked(published(*WHOLE), aim=one).reason is None
    five = target(600, year="2021/2025", base=None, unit="亿元", kind="cumulative_total")
    assert looked(published(*WHOLE), aim=five).reason == "kind"


@pytest.mark.parametrize("figures", [published(*WHOLE), published(2023, 2024)])
def test_it_follows_again_from_its_record(figures: list[ObservationInput]) -> None:
    found = looked(figures)
    assert recompute(json.loads(json.dumps(found.record, ensure_ascii=False))) == found


def test_a_higher_target_is_never_likelier_and_less_turns_it_round() -> None:
    errors = [0.01, 0.02, 0.03, 0.04]
    chances = [chance_above(errors, at / 100) for at in range(-6, 7)]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] == pytest.approx(1 - chances[-1]) == pytest.approx(0.9)
    assert quantile(errors[:3], 0.8) is None
    assert quantile(errors, 0.8) == 0.04


def test_the_middle_share_beats_twelve_over_m_and_its_interval_holds_on_monthly_series() -> None:
    count, errors, inside = bench.measured(6, 4)
    assert count > 2000
    assert errors["share"] < errors["last year"] < errors["12/m"]
    assert inside is not None
    assert 0.78 <= inside <= 0.86
