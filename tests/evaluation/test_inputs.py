from decimal import Decimal

import pytest
from views import aim, figure, indicator

from luoshi.evaluation.inputs import (
    in_unit,
    judged_targets,
    kind_of,
    observation_input,
    plan_base,
    target_input,
)
from luoshi.vocabulary.period import Period


def test_an_indicator_without_a_baseline_is_measured_over_the_plans_stretch() -> None:
    with_base = indicator(aim("2025"), baseline=aim("2020"))
    without = indicator(aim("2025"))
    base = plan_base([with_base, with_base, indicator(baseline=aim("2024")), without])
    assert base == Period.year(2020)
    made = target_input(without, without.targets[0], base)
    assert (made.baseline, made.baseline_period) == (None, Period.year(2020))
    assert plan_base([without]) is None


def test_of_a_basic_and_an_aspired_target_only_the_basic_one_is_judged() -> None:
    basic, aspired = aim("2025", "1800", strength="达到"), aim("2025", "2000", strength="力争")
    later = aim("2035", "3000", strength="力争")
    assert judged_targets(indicator(basic, aspired, later)) == (basic, later)


@pytest.mark.parametrize(
    ("more", "target", "kind"),
    [
        ({}, aim("2025"), "level"),
        ({}, aim("2025", upper=Decimal(2)), "keep_within"),
        ({"measure": "rank", "unit": None}, aim("2025"), "rank"),
        ({"measure": "growth", "basis": "annual_average", "unit": "%"}, aim("2025"), "average_growth"),
        ({"measure": "change", "unit": "%"}, aim("2025"), "cumulative_change"),
        ({}, aim("2021/2025", kind="cumulative_total"), "cumulative_total"),
        ({}, aim("2025", None, kind="milestone"), "milestone"),
    ],
)
def test_the_kind_of_a_target(more: dict, target: object, kind: str) -> None:
    assert kind_of(indicator(**more), target) == kind


def test_a_concept_brings_its_nature_and_its_band() -> None:
    jobless = indicator(aim("2025", "5.5"), name="城镇调查失业率", unit="%", concept="surveyed-unemployment")
    made = target_input(jobless, jobless.targets[0], None)
    assert made.approx_band == Decimal("0.2")
    residents = indicator(aim("2025"), concept="resident-population", unit="万人")
    assert target_input(residents, residents.targets[0], None).period.nature == "point"


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "expected"),
    [
        ("1500000", "万元", "亿元", ("150", True)),
        ("21", "条", "个", ("21", True)),
        ("1.5", "万家", "家", ("15000", True)),
        ("21", None, "个", ("21", True)),
        ("21", "个", None, ("21", True)),
        ("38", "%", "亿元", ("38", False)),
        ("3", "个百分点", "%", ("3", False)),
        ("7", "亿美元", "亿元", ("7", False)),
    ],
)
def test_values_are_read_in_the_wanted_unit(value: str, unit: str, wanted: str, expected: tuple) -> None:
    found, fits = in_unit(Decimal(value), unit, wanted)
    assert (found, fits) == (Decimal(expected[0]), expected[1])


def test_a_figure_in_a_unit_that_measures_something_else_is_a_neighbour() -> None:
    assert observation_input(figure("2025", "3", "%"), indicator()).match == "proxy"
    assert observation_input(figure("2025", "3", "%", match="decoy"), indicator()).match == "decoy"


def test_the_level_behind_a_growth_stays_a_level() -> None:
    growth = indicator(measure="growth", basis="annual_average", unit="%")
    made = observation_input(figure("2025", "58297", "元"), growth)
    assert (made.value, made.unit, made.match) == (58297, "元", "same")


def test_a_first_estimate_is_not_final() -> None:
    assert not observation_input(figure("2025", "1", "万吨", stage="初步核算"), indicator()).final
    assert observation_input(figure("2025", "1", "万吨", stage="最终核实"), indicator()).final


def test_a_figure_keeps_its_digits_and_an_unknown_period_stays_unknown() -> None:
    made = observation_input(figure(None, "20039.0", "万吨"), indicator())
    assert (made.period, made.digits) == (None, 1)
