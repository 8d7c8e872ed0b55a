"""Which rate reaches a target, and where a rate leads: worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from luoshi.evaluation.model import ObservationInput, TargetInput
from luoshi.evaluation.whatif import WhatIf, path_words, what_if
from luoshi.vocabulary.period import Period

AT = date(2025, 12, 31)
AIM = TargetInput(
    id="t",
    indicator_id="i",
    kind="level",
    period=Period.parse("2027"),
    value=Decimal(121),
    comparator="ge",
    unit="亿元",
)


def figures(**values: str) -> list[ObservationInput]:
    return [
        ObservationInput(id=year, period=Period.parse(year[1:]), value=Decimal(value), unit="亿元")
        for year, value in values.items()
    ]


def asked(aim: TargetInput = AIM, **values: str) -> WhatIf:
    return what_if(
        aim, figures(**(values or {"y2022": "80", "y2023": "88", "y2024": "88", "y2025": "100"})), at=AT
    )


def test_the_rate_that_just_reaches_the_target() -> None:
    # 100 in 2025, 121 in 2027: ten per cent a year
    found = asked()
    assert found.needed == Decimal(10)
    path = found.at(Decimal(10))
    assert (path.value, path.reaches, path.year) == (Decimal(121), True, 2027)
    assert not found.at(Decimal("9.9")).reaches
    assert found.at(Decimal("9.9")).year == 2028


def test_the_best_years_are_taken_together() -> None:
    # 2023: +10 %, 2024: 0, 2025: +13.636… %
    found = asked()
    assert found.best_years == (2023, 2024, 2025)
    two = what_if(AIM, figures(y2022="80", y2023="88", y2024="88", y2025="100"), at=AT, best_years=2)
    assert two.best_years == (2023, 2025)
    assert two.best
    assert round(two.best, 4) == Decimal("11.8182")


def test_no_rate_is_taken_across_a_break() -> None:
    values = figures(y2021="160", y2022="80", y2023="88", y2024="88", y2025="100")
    found = what_if(AIM, values, at=AT, cuts={2022})
    assert found.recent == what_if(AIM, values[1:], at=AT).recent
    assert found.best_years == (2023, 2024, 2025)


def test_shares_move_by_points_and_less_can_be_better() -> None:
    aim = replace(AIM, unit="%", value=Decimal(40), comparator="le")
    found = what_if(aim, [replace(one, unit="%") for one in figures(y2024="52", y2025="50")], at=AT)
    assert (found.kind, found.needed) == ("points", Decimal(-5))
    assert found.at(Decimal(-5)).reaches
    assert found.at(Decimal(-4)).year == 2028
    assert found.at(Decimal(1)).year is None


def test_nothing_is_carried_across_a_change_of_definition() -> None:
    some = figures(y2021="10", y2022="20", y2023="80", y2024="90", y2025="100")
    marked = [replace(one, definition="旧" if one.id < "y2023" else "新") for one in some]
    found = what_if(AIM, marked, at=AT, best_years=2)
    assert found.best_years == (2024, 2025)


@pytest.mark.parametrize(
    ("aim", "reason"),
    [
        (replace(AIM, kind="average_growth"), "kind"),
        (replace(AIM, value=None), "not_quantified"),
        (replace(AIM, period=Period.parse("2025")), "ended"),
        (replace(AIM, value=Decimal(90)), "met"),
    ],
)
def test_it_says_why_it_says_nothing(aim: TargetInput, reason: str) -> None:
    assert asked(aim).reason == reason


def test_it_speaks_of_if_and_never_of_will() -> None:
    found = asked()
    assert path_words(found, found.at(Decimal(5)), "zh").startswith(
        "若年均+5.00%，2027年为110.3亿元，达不到目标121亿元"
    )
    assert "will" not in path_words(found, found.at(Decimal(5)), "en")
