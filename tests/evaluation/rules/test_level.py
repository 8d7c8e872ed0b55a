from datetime import date
from decimal import Decimal

import pytest
from cases import END_2025, figure, judged, outcome, target

from luoshi.vocabulary.period import Period

END_2023 = date(2023, 12, 31)

# High-value patents per 10,000 people: 6.3 (2020), target 12 (2025); published values and the published
# grade 快于预期 for 2023 (NDRC, mid-term assessment of the 14th Five-Year Plan, December 2023).
PATENTS = target(12, "6.3")


def test_patents_of_2021_are_on_the_path() -> None:
    result = judged(PATENTS, figure(2021, "7.5"), at=date(2021, 12, 31))
    assert result.verdict == "on_track"
    assert round(result.completion, 3) == Decimal("0.211")
    assert round(result.pace, 2) == Decimal("1.05")


def test_patents_of_2023_are_ahead_as_published() -> None:
    result = judged(PATENTS, figure(2021, "7.5"), figure(2023, "11.8"), at=END_2023)
    assert result.verdict == "ahead"
    assert round(result.completion, 3) == Decimal("0.965")
    assert round(result.pace, 2) == Decimal("1.61")


def test_patents_of_2025_are_reached_with_170_per_cent_and_no_pace() -> None:
    result = judged(PATENTS, figure(2025, 16))
    assert (result.verdict, result.pace) == ("reached", None)
    assert round(result.completion, 2) == Decimal("1.70")


def test_the_well_off_society_index_needed_more_a_year_than_it_had() -> None:
    # NBS 2007: 57.05 (2000), 69.05 (2006), 100 (2020); needed 2.15 a year, had 2.0.
    aim = target(100, "57.05", base=2000, year=2020, unit="%")
    result = judged(aim, figure(2006, "69.05"), at=date(2006, 12, 31))
    assert result.verdict == "on_track"
    assert round(result.pace, 3) == Decimal("0.931")
    assert round(result.required_rate, 2) == Decimal("2.21")
    assert result.rate_kind == "absolute"


def test_a_pace_of_exactly_the_threshold_gets_the_better_grade() -> None:
    aim = target(200, 100, year=2030)
    assert outcome(aim, figure(2025, 155))[0] == "ahead"
    assert outcome(aim, figure(2025, 145))[0] == "on_track"
    assert outcome(aim, figure(2025, "144.9999999999"))[0] == "behind"


def test_moving_away_is_behind_and_its_completion_negative() -> None:
    result = judged(target(50, 31, year=2035), figure(2025, 21))
    assert result.verdict == "behind"
    assert result.explanation["because"] == "moving_away"
    assert result.completion < 0


def test_a_period_that_ended_without_its_figure_awaits_publication() -> None:
    result = judged(target(7000, 2560), figure(2024, 5902))
    assert (result.verdict, result.reason, result.value) == ("not_assessed", "awaiting_publication", 5902)
    assert round(result.completion, 3) == Decimal("0.753")
    assert result.pace is None


def test_a_later_figure_never_stands_in_for_the_targets_own_period() -> None:
    result = judged(target(7000, 2560), figure(2024, 5902), figure(2026, 7200), at=date(2027, 1, 1))
    assert (result.reason, result.period) == ("awaiting_publication", Period.year(2024))


def test_figures_of_a_time_after_the_evaluation_date_are_not_looked_at() -> None:
    aim = target(200, 100, year=2030)
    assert judged(aim, figure(2023, 110), figure(2025, 190), at=END_2023).value == 110


def test_under_five_per_cent_of_the_baseline_no_percentage_is_shown() -> None:
    aim = target(80, "78.6", unit="%")
    result = judged(aim, figure(2025, "89.9"))
    assert (result.verdict, result.completion, result.pace) == ("reached", None, None)
    assert result.explanation["steps"]["no_percentage"] == "small_distance"
    assert outcome(aim, figure(2023, "79"), at=END_2023)[0] == "on_track"
    assert outcome(aim, figure(2023, "78"), at=END_2023)[0] == "behind"
    assert outcome(aim, figure(2023, "80"), at=END_2023)[0] == "reached_early"


def test_exactly_five_per_cent_of_the_baseline_is_a_distance() -> None:
    assert judged(target(105, 100), figure(2025, 104)).completion == Decimal("0.8")


def test_a_target_not_beyond_its_baseline_is_kept_or_not() -> None:
    aim = target(20, 20, comparator="ge")
    assert outcome(aim, figure(2023, 21), at=END_2023)[0] == "on_track"
    assert outcome(aim, figure(2023, 19), at=END_2023)[0] == "behind"
    result = judged(aim, figure(2025, 24))
    assert (result.verdict, result.completion) == ("reached", None)


def test_a_baseline_that_meets_the_target_may_still_slip() -> None:
    # Surveyed unemployment 5.3 (2020), target about 5.5 (2025): lower is better, the target is no advance.
    aim = target(
        "5.5", "5.3", comparator="approx", higher_is_better=False, approx_band=Decimal("0.2"), unit="%"
    )
    assert judged(aim, figure(2025, "5.7")).verdict == "reached"
    assert judged(aim, figure(2025, "5.8")).verdict == "not_reached"
    assert judged(aim, figure(2025, "4.9")).verdict == "reached"


def test_approximately_is_a_band_of_five_per_cent_with_the_better_side_met() -> None:
    aim = target(1000, 500, comparator="approx")
    assert outcome(aim, figure(2025, 950))[0] == "reached"
    assert outcome(aim, figure(2025, "949.9"))[0] == "not_reached"
    assert outcome(aim, figure(2025, 3000))[0] == "reached"


@pytest.mark.parametrize(("comparator", "verdict"), [("ge", "reached"), ("gt", "not_reached")])
def test_above_is_strict_and_at_least_is_not(comparator: str, verdict: str) -> None:
    assert outcome(target(50, 31, comparator=comparator), figure(2025, 50))[0] == verdict


def test_a_rank_is_better_when_lower_whatever_else_is_said() -> None:
    aim = target(20, 22, kind="rank", comparator="le", higher_is_better=None)
    assert outcome(aim, figure(2025, 19))[0] == "reached"
    assert outcome(aim, figure(2025, 21))[0] == "not_reached"


def test_an_unknown_direction_is_read_from_the_plan_or_not_assumed() -> None:
    assert outcome(target(60, 50, higher_is_better=None), figure(2025, 61))[0] == "reached"
    result = judged(target(60, higher_is_better=None), figure(2025, 61))
    assert (result.verdict, result.reason) == ("not_assessed", "insufficient_data")
    assert result.explanation["because"] == "direction_unknown"
    assert outcome(target(60, higher_is_better=None), figure(2025, 60))[0] == "reached"


def test_without_a_baseline_only_met_and_unmet_at_the_end_can_be_said() -> None:
    aim = target(10, comparator="ge")
    assert outcome(aim, figure(2025, 9)) == ("not_reached", None)
    running = judged(aim, figure(2023, 9), at=END_2023)
    assert (running.verdict, running.explanation["because"]) == ("not_assessed", "no_baseline")
    assert outcome(aim, figure(2023, 11), at=END_2023)[0] == "reached_early"


def test_a_zero_baseline_takes_a_completion_and_no_growth_rate() -> None:
    result = judged(target(10, 0), figure(2025, 4))
    assert result.completion == Decimal("0.4")
    assert (result.rate_kind, result.required_rate) == ("absolute", 2)


def test_a_zero_target_can_be_reached() -> None:
    assert outcome(target(0, 40, higher_is_better=False), figure(2025, 0))[0] == "reached"


def test_a_bound_proves_only_what_it_proves() -> None:
    aim = target(5000, 2560, comparator="ge")
    assert outcome(aim, figure(2025, 5000, comparator="gt"))[0] == "reached"
    short = judged(target(7000, 2560), figure(2025, 5000, comparator="gt"))
    assert (short.verdict, short.reason) == ("not_assessed", "insufficient_data")
    assert short.explanation["because"] == "only_a_bound"
    assert outcome(target(7000, 2560), figure(2025, 6000, comparator="lt"))[0] == "not_reached"


def test_two_figures_nothing_tells_apart_are_a_disagreement_only_if_it_matters() -> None:
    aim = target(100, 50)
    assert outcome(aim, figure(2025, 99, id="a"), figure(2025, 101, id="b")) == (
        "not_assessed",
        "disagreement",
    )
    assert outcome(aim, figure(2025, 98, id="a"), figure(2025, 99, id="b"))[0] == "not_reached"


def test_part_of_a_year_is_a_neighbour_and_a_year_end_stock_is_not() -> None:
    assert outcome(target(1580, 1028), figure("2025-01/2025-08", 870)) == (
        "not_assessed",
        "near_definition_only",
    )
    assert outcome(target(40, 31), figure("2025-12", 41, nature="point"))[0] == "reached"


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        ([], "no_published_data"),
        ([figure(2013, 5, match="proxy")], "no_published_data"),
        ([figure(2025, 5, match="decoy")], "no_published_data"),
        ([figure(2025, 5, match="proxy")], "near_definition_only"),
        ([figure(2024, 5, match="candidate")], "near_definition_only"),
        ([figure(2025, 5, match="proxy", trust="D")], "no_published_data"),
        ([figure(2025, 5, match="input"), figure(2025, 6, match="proxy", id="p")], "insufficient_data"),
        ([figure(2025, 5, match="doubtful")], "doubtful_reading"),
        ([figure(2025, 5, status="F")], "no_published_data"),
        ([figure(2025, 5, trust="X")], "no_published_data"),
        ([figure(None, 5)], "no_published_data"),
    ],
)
def test_what_is_never_scored_says_why_nothing_is(figures: list, reason: str) -> None:
    assert outcome(target(10, 5), *figures) == ("not_assessed", reason)


def test_a_target_without_a_number_is_not_quantified() -> None:
    assert outcome(target(None, 5), figure(2025, 9)) == ("not_assessed", "not_quantified")


def test_nothing_is_computed_across_a_change_of_definition() -> None:
    old, new = {"definition": "up to 2021"}, {"definition": "2025 statistic"}
    result = judged(
        target("7.9", "7.14"),
        figure(2019, "16.5", **old),
        figure(2021, "8.25", **old),
        figure(2025, "2.5", **new),
    )
    assert (result.verdict, result.reason, result.value) == (
        "not_assessed",
        "definition_changed",
        Decimal("2.5"),
    )
    assert result.completion is result.pace is result.required_rate is result.recent_rate is None


def test_a_change_before_the_baseline_is_no_obstacle() -> None:
    before, after = {"definition": "before"}, {"definition": "after"}
    result = judged(
        target(10000, 6571),
        figure(2015, 7272, **before),
        figure(2020, 6572, **after),
        figure(2025, 9100, **after),
    )
    assert result.verdict == "not_reached"


def test_the_recent_rate_takes_no_more_than_the_last_five_years() -> None:
    aim = target(400, 100, base=2010, year=2030)
    figures = [figure(year, 100 + 5 * (year - 2010)) for year in range(2011, 2025)]
    result = judged(aim, *figures, figure(2025, 200))
    assert result.explanation["steps"]["recent_from"] == "2020"
    assert round(result.recent_rate, 2) == Decimal("5.92")  # (200/150)^(1/5)
    assert round(result.required_rate, 2) == Decimal("14.87")  # (400/200)^(1/5)
    assert result.explanation["at"] == END_2025.isoformat()


@pytest.mark.parametrize(("short_by", "verdict"), [(1, "on_track"), (100, "behind")])
def test_thresholds_are_met_to_twelve_significant_digits(short_by: int, verdict: str) -> None:
    # Three of five years are over: 0.9 of the path is 5.4 of 10 million million.
    aim = target(10**13, 0, comparator="ge")
    assert outcome(aim, figure(2023, 54 * 10**11 - short_by), at=END_2023)[0] == verdict
