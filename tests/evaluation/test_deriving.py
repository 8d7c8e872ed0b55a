"""Figures that follow from others by formula, with their chain."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from views import NOWHERE, aim, indicator

from luoshi.errors import LuoshiError
from luoshi.evaluation.chains import again, headline, record
from luoshi.evaluation.deriving import Derived, derive, formula_of, needed
from luoshi.evaluation.explain import explained, recompute
from luoshi.evaluation.formulas import load, read
from luoshi.evaluation.inputs import target_input
from luoshi.evaluation.parameters import load as parameters
from luoshi.ledger.records import ConceptFigure
from luoshi.vocabulary.period import Period

AT = date(2025, 12, 31)
BASE = Period.year(2020)


def level(concept: str, period: str, value: str, unit: str, **more: Any) -> ConceptFigure:
    given: dict[str, Any] = {"kind": "observation", "nature": "span", "comparator": "eq", "status": "A"}
    given |= {"stage": None, "definition": None, "citation": NOWHERE, "recorded": 1} | more
    return ConceptFigure(
        id=f"{concept}:{period}:{value}",
        concept=concept,
        name=concept,
        period=period,
        value=Decimal(value),
        unit=unit,
        **given,
    )


def doctors(target: str = "3.85", baseline: str | None = "3.83") -> Any:
    return indicator(
        aim("2025", target),
        name="每千人口拥有执业(助理)医师数",
        unit="人",
        concept="doctors-per-1000",
        baseline=aim("2020", baseline) if baseline else None,
    )


def incomes() -> Any:
    goal = aim("2025", "6", comparator="ge", kind="average_growth")
    more: dict[str, Any] = {"unit": "%", "measure": "growth", "basis": "annual_average"}
    return indicator(goal, name="城乡居民可支配收入年均增长", concept="urban-rural-income", **more)


def found(view: Any, figures: Sequence[ConceptFigure], at: date = AT) -> tuple[Derived, ...]:
    formula = formula_of(view)
    assert formula is not None
    by_concept: Mapping[str, list[ConceptFigure]] = {
        key: [one for one in figures if one.concept == key] for key in needed([view])
    }
    target = target_input(view, view.targets[0], BASE)
    return derive(formula, target, by_concept, at=at, parameters=parameters())


# 46180 doctors and 9.276 million residents at the end of 2025 (bulletin of 2026-05-22); 33644 doctors (city
# yearbook 2021) and 9.07 million residents of 2020, for which the plan itself says 3.83.
SHENYANG = [
    level("doctors", "2025", "46180", "人", nature="point"),
    level("resident-population", "2025", "927.6", "万人", nature="point"),
    level("doctors", "2020", "33644", "人", nature="point"),
    level("resident-population", "2020", "907", "万人", nature="point"),
]


def test_doctors_per_thousand_follow_from_doctors_and_residents() -> None:
    (one,) = found(doctors(), SHENYANG)
    assert (one.shown, one.unit, one.period.iso(), one.met) == (Decimal("4.98"), "人", "2025", True)
    assert [link.entered for link in one.chain] == [Decimal(46180), Decimal(9276)]


def test_a_formula_that_does_not_give_the_plans_baseline_has_another_definition() -> None:
    (one,) = found(doctors(), SHENYANG)
    assert one.differs
    assert one.same is not None
    assert round(one.same, 2) == Decimal("3.71")
    assert "口径与基期值不同" in headline(one, target_input(doctors(), doctors().targets[0], BASE), "zh")
    (alike,) = found(doctors(baseline="3.7"), SHENYANG)
    assert not alike.differs


def test_two_levels_give_the_average_growth_of_each_part() -> None:
    # Urban and rural income of Shenyang: 47413 and 19598 yuan in 2020 (the plan), 58297 and 27196 in 2025.
    urban, rural = found(
        incomes(),
        [
            level("urban-income", "2020", "47413", "元"),
            level("urban-income", "2025", "58297", "元"),
            level("rural-income", "2020", "19598", "元"),
            level("rural-income", "2025", "27196", "元"),
        ],
    )
    assert (urban.part, urban.shown, urban.met) == ("urban-income", Decimal("4.22"), False)
    assert (rural.part, rural.shown, rural.met) == ("rural-income", Decimal("6.77"), True)
    assert urban.period.iso() == "2021/2025"


def test_a_growth_that_has_not_reached_its_end_meets_nothing_yet() -> None:
    levels = [level("urban-income", "2020", "100", "元"), level("urban-income", "2023", "130", "元")]
    (one,) = found(incomes(), levels, at=date(2024, 6, 1))
    assert (one.period.iso(), one.met) == ("2021/2023", None)


def test_days_are_taken_of_the_days_of_their_own_year() -> None:
    view = indicator(aim("2025", "80"), name="优良天数比率", unit="%", concept="good-air-ratio")
    (leap,) = found(view, [level("good-air-days", "2024", "318", "天")])
    (usual,) = found(view, [level("good-air-days", "2023", "318", "天")])
    assert (leap.shown, usual.shown) == (Decimal("86.89"), Decimal("87.12"))


def test_output_per_head_takes_the_mean_of_the_years_two_ends() -> None:
    view = indicator(aim("2025", "100000"), unit="元", concept="gdp-per-capita")
    people = [
        level("resident-population", str(y), v, "万人", nature="point")
        for y, v in ((2023, "900"), (2024, "910"))
    ]
    (one,) = found(view, [level("gdp", "2024", "9050", "亿元"), *people])
    assert one.value == Decimal(100000)
    assert found(view, [level("gdp", "2024", "9050", "亿元"), people[1]]) == ()


def test_a_unit_that_measures_something_else_never_enters() -> None:
    wrong = replace(SHENYANG[0], unit="万元")
    assert found(doctors(), [wrong, SHENYANG[1]]) == ()


@pytest.mark.parametrize(
    "spoilt",
    [{"status": "F"}, {"comparator": "ge"}, {"citation": replace(NOWHERE, trust="D")}, {"confidence": 0.4}],
)
def test_a_forecast_a_bound_an_unsigned_or_a_doubtful_figure_never_enters(spoilt: dict[str, Any]) -> None:
    assert found(doctors(), [replace(SHENYANG[0], **spoilt), SHENYANG[1]]) == ()


def test_figures_of_different_definitions_are_said_to_be_so() -> None:
    (one,) = found(
        incomes(),
        [
            level("urban-income", "2020", "100", "元", definition="旧口径"),
            level("urban-income", "2025", "140", "元", definition="新口径"),
        ],
    )
    assert one.broken


def test_nothing_later_than_the_evaluation_date_enters() -> None:
    assert found(doctors(), SHENYANG, at=date(2025, 6, 30)) == ()


def test_the_record_of_a_chain_computes_its_value_again() -> None:
    (one,) = found(doctors(), SHENYANG)
    told = json.loads(json.dumps(record(one)))
    assert again(told) == told
    told["inputs"][0]["entered"] = "40000"
    assert again(told)["value"] != told["value"]


def test_the_verdict_does_not_rest_on_what_follows_but_its_record_holds_the_chain() -> None:
    target = target_input(doctors(), doctors().targets[0], BASE)
    derived = found(doctors(), SHENYANG)
    result = explained(target, [], at=AT, parameters=parameters(), derived=derived)
    assert (result.verdict, result.value) == ("not_assessed", None)
    assert [one["shown"] for one in result.explanation["derived"]] == ["4.98"]
    assert recompute(json.loads(json.dumps(result.explanation))) == result


def test_any_growth_with_levels_of_its_own_concept_follows_from_them() -> None:
    more: dict[str, Any] = {"unit": "%", "measure": "growth", "basis": "annual_average"}
    goal = aim("2025", "10", comparator="ge", kind="average_growth")
    view = indicator(goal, concept="rd-expenditure", **more)
    assert needed([view]) == {"rd-expenditure"}
    (one,) = found(
        view, [level("rd-expenditure", "2020", "100", "亿元"), level("rd-expenditure", "2025", "200", "亿元")]
    )
    assert one.shown == Decimal("14.87")


BAD = """
version = "x"
baseline_tolerance = "0.01"
[[formula]]
id = "x"
gives = "{gives}"
kind = "ratio"
unit = "{unit}"
inputs = [{{concept = "doctors", unit = "人"}}, {{concept = "resident-population", unit = "万元"}}]
zh = ""
en = ""
source = ""
"""


@pytest.mark.parametrize(
    ("gives", "unit", "code"), [("nothing", "人", "not-found"), ("tax-share", "%", "units-differ")]
)
def test_a_formula_whose_units_or_concepts_do_not_go_together_is_refused(
    gives: str, unit: str, code: str
) -> None:
    with pytest.raises(LuoshiError) as raised:
        read(BAD.format(gives=gives, unit=unit))
    assert raised.value.problem.code == code


def test_every_formula_names_its_source_in_both_languages() -> None:
    for one in load().formulas:
        assert all((one.zh, one.en, one.source)), one.id
