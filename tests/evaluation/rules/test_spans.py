from datetime import date
from decimal import Decimal

import pytest
from cases import figure, judged, outcome, target

from luoshi.evaluation.model import ObservationInput
from luoshi.vocabulary.period import Period

GROWTH = target(6, kind="average_growth", comparator="ge", unit="%")
END_2023 = date(2023, 12, 31)


def rates(**years: object) -> list:
    return [figure(name[1:], value, unit="%") for name, value in years.items()]


def test_one_year_is_no_average() -> None:
    assert outcome(GROWTH, *rates(y2023="14.2")) == ("not_assessed", "insufficient_data")
    assert judged(GROWTH, *rates(y2023="14.2")).explanation["because"] == "single_years"
    assert judged(GROWTH, *rates(y2021="5", y2023="14.2")).value is None


def test_every_year_gives_the_average() -> None:
    result = judged(GROWTH, *rates(y2021=6, y2022=6, y2023=6, y2024=6, y2025=6))
    assert (result.verdict, result.value, result.completion) == ("reached", Decimal(6), Decimal(1))
    short = judged(GROWTH, *rates(y2021=6, y2022=6, y2023=6, y2024=6, y2025="5.99"))
    assert short.verdict == "not_reached"


def test_the_levels_at_both_ends_give_it_too() -> None:
    # Urban income of Shenyang: 47413 (2020, the plan), 58297 (2025, bulletin of 2026-05-22): 4.22 % a year.
    urban = judged(GROWTH, figure(2020, 47413, unit="元"), figure(2025, 58297, unit="元"))
    assert (urban.verdict, round(urban.value, 2)) == ("not_reached", Decimal("4.22"))
    rural = judged(GROWTH, figure(2020, 19598, unit="元"), figure(2025, 27196, unit="元"))
    assert (rural.verdict, round(rural.value, 2)) == ("reached", Decimal("6.77"))


def test_a_published_average_of_the_stretch_is_taken() -> None:
    result = judged(GROWTH, figure("2021/2025", "6.2", unit="%"))
    assert (result.verdict, round(result.value, 1)) == ("reached", Decimal("6.2"))


def test_levels_of_two_definitions_give_nothing() -> None:
    first = figure(2020, 100, unit="元", definition="old")
    last = figure(2025, 200, unit="元", definition="new")
    assert outcome(GROWTH, first, last) == ("not_assessed", "definition_changed")


def test_the_last_year_missing_awaits_publication() -> None:
    result = judged(GROWTH, *rates(y2021=6, y2022=6, y2023=6, y2024=6))
    assert (result.reason, result.period) == ("awaiting_publication", Period.parse("2021/2024"))


def test_a_running_average_is_graded_and_the_rest_computed() -> None:
    result = judged(GROWTH, *rates(y2021=6, y2022=6, y2023=3), at=END_2023)
    assert result.verdict == "behind"
    assert round(result.pace, 3) == Decimal("0.836")
    # (1.06^5 / (1.06 * 1.06 * 1.03))^(1/2) - 1 (methods A10)
    assert round(result.required_rate, 2) == Decimal("7.53")


def test_the_plan_may_state_the_stretch_itself() -> None:
    aim = target(6, kind="average_growth", comparator="ge", unit="%", base=None, year="2021/2025")
    assert outcome(aim, figure("2021/2025", 7, unit="%"))[0] == "reached"
    unknown = target(6, kind="average_growth", comparator="ge", unit="%", base=None)
    assert judged(unknown, figure(2025, 7, unit="%")).explanation["because"] == "span_unknown"


def test_a_cumulative_change_is_shared_by_logarithms() -> None:
    aim = target(-17, kind="cumulative_change", unit="%", higher_is_better=None)
    levels = [figure(2020, 100, unit="吨"), figure(2023, "89.5", unit="吨")]
    running = judged(aim, *levels, at=END_2023)
    assert running.verdict == "on_track"  # ln(.895)/ln(.83) = .59535 of the way in .6 of the time
    assert round(running.completion, 4) == Decimal("0.5954")
    assert outcome(aim, *levels, figure(2025, 83, unit="吨"))[0] == "reached"
    assert outcome(aim, *levels, figure(2025, "83.1", unit="吨"))[0] == "not_reached"
    assert outcome(aim, figure("2021/2025", "-17.3", unit="%"))[0] == "reached"


def test_a_total_adds_up_what_follows_without_a_gap() -> None:
    aim = target(500, kind="cumulative_total")
    years = [figure(year, 110) for year in range(2021, 2025)]
    running = judged(aim, *years, at=date(2024, 12, 31))
    assert (running.verdict, running.value, running.pace) == ("ahead", 440, Decimal("1.1"))
    done = judged(aim, *years, figure(2025, 70))
    assert (done.verdict, done.completion) == ("reached", Decimal("1.02"))
    assert outcome(aim, *years) == ("not_assessed", "awaiting_publication")
    assert outcome(aim, *years[:2], figure(2025, 400)) == ("not_assessed", "insufficient_data")
    whole = judged(aim, figure("2021/2025", 520), *years)
    assert (whole.verdict, whole.value) == ("reached", 520)


def test_a_total_under_a_ceiling_is_better_when_slower() -> None:
    aim = target(500, kind="cumulative_total", comparator="le")
    assert outcome(aim, figure(2021, 90), at=date(2021, 12, 31))[0] == "ahead"
    assert outcome(aim, figure(2021, 100), at=date(2021, 12, 31))[0] == "on_track"
    assert outcome(aim, figure(2021, 150), at=date(2021, 12, 31))[0] == "behind"
    assert outcome(aim, figure(2021, 501), at=date(2021, 12, 31))[0] == "behind"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((9, 9, 8, 9, 9), ("reached", None)),
        ((9, 9, "7.9", 9, 9), ("not_reached", None)),
        ((9, 9, 9, 9), ("not_assessed", "awaiting_publication")),
        ((9, None, 9, 9, 9), ("not_assessed", "insufficient_data")),
        ((), ("not_assessed", "no_published_data")),
    ],
)
def test_a_floor_holds_in_every_year(values: tuple, expected: tuple) -> None:
    aim = target(8, kind="floor_each_year", comparator="ge")
    figures = [figure(2021 + n, value) for n, value in enumerate(values) if value is not None]
    assert outcome(aim, *figures) == expected


def test_a_floor_broken_in_one_year_stays_broken_and_names_it() -> None:
    aim = target(8, kind="floor_each_year", comparator="ge")
    result = judged(aim, figure(2021, 7), figure(2022, 9), at=END_2023)
    assert (result.verdict, result.period) == ("behind", Period.year(2021))
    assert outcome(aim, figure(2021, 8), figure(2022, 9), at=END_2023)[0] == "on_track"


def test_a_ceiling_is_the_mirror() -> None:
    aim = target(3, kind="ceiling_each_year", comparator="le")
    assert outcome(aim, figure(2021, 3), at=END_2023)[0] == "on_track"
    assert outcome(aim, figure(2021, "3.1"), at=END_2023)[0] == "behind"


@pytest.mark.parametrize(
    ("figures", "kind"),
    [
        ([figure(2020, 100, unit="亿元"), figure(2022, -5, unit="亿元")], "average_growth"),
        ([figure("2021/2023", -120, unit="%")], "average_growth"),
        ([figure(2021, -120, unit="%"), figure(2022, -150, unit="%")], "average_growth"),
    ],
)
def test_there_is_no_average_growth_to_below_nought(figures: list[ObservationInput], kind: str) -> None:
    aim = target(5, kind=kind, unit="%", year="2021/2025")
    assert outcome(aim, *figures) == ("not_assessed", "insufficient_data")


def test_a_chain_of_growths_across_a_change_of_definition_is_not_carried_on() -> None:
    aim = target(5, kind="average_growth", unit="%", year="2021/2025")
    years = [
        figure(year, 6, unit="%", definition="old" if year < 2024 else "new") for year in range(2021, 2026)
    ]
    assert outcome(aim, *years) == ("not_assessed", "definition_changed")
