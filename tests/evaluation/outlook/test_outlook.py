import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from cases import figure, target
from hypothesis import given
from hypothesis import strategies as st

from luoshi.evaluation.model import ObservationInput, TargetInput
from luoshi.evaluation.outlook.limits import Limits
from luoshi.evaluation.outlook.outlook import Outlook, outlook, recompute, shown
from luoshi.evaluation.outlook.tables import settings

AT = date(2025, 12, 31)
CAUSES = ("因为", "由于", "原因", "because", "due to", "caused")


def years(*values: Any, first: int = 2020, **more: Any) -> list[ObservationInput]:
    return [figure(first + index, value, **more) for index, value in enumerate(values)]


SHARE = Limits(low=Decimal(0), high=Decimal(100), rule="share")
AMOUNT = Limits(low=Decimal(0), rule="amount")


def looked(aim: TargetInput, figures: list[ObservationInput], **more: Any) -> Outlook:
    return outlook(aim, figures, at=AT, **more)


RISING = years(100, 104, 109, 113, 118, 122)


def test_a_target_on_the_way_a_far_one_and_one_in_between() -> None:
    found = [looked(target(goal, year=2030, base=None), RISING) for goal in (125, 141, 200)]
    assert [one.chance for one in found] == ["likely", "effort", "unlikely"]
    assert [one.probability for one in found] == sorted((o.probability for o in found), reverse=True)
    near = found[0]
    assert near.low is not None
    assert near.high is not None
    assert near.low[1] < near.low[0] < (near.point or 0) < near.high[0] < near.high[1]
    assert near.record["years"] == 5
    assert near.record["version"] == "outlook-1"
    assert [one["year"] for one in near.record["window"]] == [2020, 2021, 2022, 2023, 2024, 2025]


def test_less_is_better_turns_the_probability_round() -> None:
    up = looked(target(150, year=2030, base=None), RISING)
    down = looked(target(150, year=2030, base=None, higher_is_better=False), RISING)
    assert (up.probability or 0) + (down.probability or 0) == pytest.approx(1)
    assert up.point == down.point


def test_the_sentence_in_both_languages() -> None:
    record = looked(target(200, year=2030, base=None, unit="亿元"), RISING).record
    assert record["zh"].startswith("按近6年数据的走势，2030年约为")
    assert record["zh"].endswith("达到200亿元的可能性<5%：预计难以达到。")
    assert record["en"].endswith("the probability of 200 亿元 is <5%: not expected to be reached.")


NONE = [
    ("kind", target(6, year=2030, kind="average_growth"), RISING),
    ("not_quantified", target(None, year=2030), RISING),
    ("no_direction", target(100, 100, year=2030, higher_is_better=None), RISING),
    ("ended", target(150, year=2025), RISING),
    ("few_points", target(150, year=2030, base=None), RISING[-3:]),
    ("few_points", target(150, year=2030, base=None), []),
    (
        "definition_changed",
        target(150, year=2030, base=None),
        [*years(1, 2, 3, first=2020, definition="old"), *years(9, 10, 11, first=2023, definition="new")],
    ),
    ("gaps", target(150, year=2030, base=None), [*years(1, 2, 3, first=2018), *years(5, 6, 7, first=2023)]),
    ("standing_still", target(150, year=2030, base=None), years(5, 5, 5, 5, 5)),
    ("too_far", target(150, year=2036, base=None), RISING),
]


@pytest.mark.parametrize(("reason", "aim", "figures"), NONE)
def test_no_outlook_and_why(reason: str, aim: TargetInput, figures: list[ObservationInput]) -> None:
    found = looked(aim, figures)
    assert found.reason == reason
    assert found.chance is found.probability is found.point is found.low is None
    assert found.record["zh"].startswith("不作趋势研判：")
    assert found.record["en"].startswith("No outlook: ")


def test_enough_figures_since_a_break_are_used_alone() -> None:
    old = years(900, 910, 920, first=2018, definition="old")
    new = years(10, 11, 12, 13, 14, first=2021, definition="new")
    found = looked(target(20, year=2030, base=None), [*old, *new])
    assert [one["value"] for one in found.record["window"]] == ["10", "11", "12", "13", "14"]


def test_nothing_is_carried_across_a_break_that_the_figures_show() -> None:
    broken = years(100, 104, 109, 70, 73, 77, 80, first=2019)
    found = looked(target(90, year=2030, base=None), broken, cuts={2022: "level_shift"})
    assert [one["value"] for one in found.record["window"]] == ["70", "73", "77", "80"]
    assert found.record["since"] == {"year": 2022, "kind": "level_shift"}
    late = looked(target(90, year=2030, base=None), broken, cuts={2023: "unit_slip"})
    assert late.reason == "break"
    for one in (found, late):
        assert recompute(json.loads(json.dumps(one.record, ensure_ascii=False))) == one


def test_nothing_lies_beyond_a_natural_limit() -> None:
    shares = years(92, 94, 95, 97, 98, 99)
    found = looked(
        target(99, year=2030, base=None, unit="%"),
        shares,
        limits=SHARE,
    )
    assert found.high == (100.0, 100.0)
    falling = looked(
        target(0, year=2030, base=None, higher_is_better=False),
        years(9, 7, 5, 3, 2),
        limits=AMOUNT,
    )
    assert falling.low == (0.0, 0.0)


def test_probabilities_are_shown_in_fives() -> None:
    used = settings()
    told = [shown(value, used) for value in (0.02, 0.049, 0.05, 0.12, 0.125, 0.5, 0.949, 0.95, 0.951, 0.98)]
    assert told == ["<5%", "<5%", "5%", "10%", "15%", "50%", "95%", "95%", ">95%", ">95%"]


series = st.lists(st.decimals(1, 500, places=1), min_size=2, max_size=12)


@given(series, st.decimals(1, 800, places=1), st.integers(2024, 2037), st.sampled_from([True, False]))
def test_every_outlook_follows_again_from_its_record(
    values: list[Decimal], goal: Decimal, year: int, higher: bool
) -> None:
    aim = target(goal, year=year, base=None, higher_is_better=higher)
    found = looked(aim, years(*values, first=2026 - len(values)), limits=AMOUNT)
    assert recompute(json.loads(json.dumps(found.record, ensure_ascii=False))) == found
    assert found.probability is None or settings().lowest <= found.probability <= settings().highest
    for sentence in (found.record["zh"], found.record["en"]):
        assert not any(mark in sentence for mark in ("{", "None", *CAUSES))


@given(series.filter(lambda values: len(values) >= 4), st.decimals(1, 500, places=1))
def test_a_higher_target_is_never_likelier(values: list[Decimal], goal: Decimal) -> None:
    figures = years(*values, first=2026 - len(values))
    near, far = (looked(target(one, year=2030, base=None), figures) for one in (goal, goal + 10))
    if near.probability is not None and far.probability is not None:
        assert far.probability <= near.probability
