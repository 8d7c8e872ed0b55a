from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest
from cases import figure, judged, outcome, target
from hypothesis import assume, given
from hypothesis import strategies as st

from luoshi.evaluation.model import TargetKind
from luoshi.evaluation.rules.finding import BEST
from luoshi.evaluation.rules.time_path import RULES

END_2023 = date(2023, 12, 31)


def test_every_kind_of_target_has_its_rule() -> None:
    assert set(RULES) == set(get_args(TargetKind))


def test_keep_within_two_bounds() -> None:
    aim = target(2, kind="keep_within", upper=3)
    assert outcome(aim, figure(2025, "2.5")) == ("reached", None)
    above = judged(aim, figure(2025, "3.5"))
    assert (above.verdict, above.gap) == ("not_reached", Decimal("-0.5"))
    assert outcome(aim, figure(2023, "1.9"), at=END_2023)[0] == "behind"
    assert outcome(aim, figure(2023, 2), at=END_2023)[0] == "on_track"
    assert outcome(aim, figure(2024, 2)) == ("not_assessed", "awaiting_publication")
    assert outcome(target(None, kind="keep_within"), figure(2025, 2)) == ("not_assessed", "not_quantified")


def test_a_direction_is_judged_from_the_baseline() -> None:
    aim = target(None, 50, kind="direction_only")
    assert outcome(aim, figure(2025, 51))[0] == "reached"
    assert outcome(aim, figure(2025, 50))[0] == "not_reached"
    assert outcome(aim, figure(2023, 49), at=END_2023)[0] == "behind"
    assert outcome(target(None, kind="direction_only"), figure(2025, 51)) == (
        "not_assessed",
        "not_quantified",
    )


@pytest.mark.parametrize(
    ("kind", "reason", "because"),
    [
        ("relative", "insufficient_data", "other_series_needed"),
        ("milestone", "not_quantified", "confirmed_by_fact"),
        ("set_annually", "not_quantified", "set_each_year"),
    ],
)
def test_what_cannot_be_judged_says_truly_why(kind: str, reason: str, because: str) -> None:
    result = judged(target(5, 1, kind=kind), figure(2025, 5))
    assert (result.verdict, result.reason, result.explanation["because"]) == ("not_assessed", reason, because)


numbers = st.decimals(-1000, 1000, places=2)
comparators = st.sampled_from(["eq", "ge", "gt", "le", "lt", "approx"])
directions = st.sampled_from([True, False])
days = st.sampled_from([date(2023, 12, 31), date(2025, 12, 31)])


@given(numbers, numbers, numbers, numbers, comparators, directions, days)
def test_moving_toward_the_target_never_worsens(
    baseline: Decimal, aimed: Decimal, one: Decimal, two: Decimal, comparator: str, higher: bool, at: date
) -> None:
    aim = target(aimed, baseline, comparator=comparator, higher_is_better=higher)
    up = comparator in ("ge", "gt") or (comparator in ("eq", "approx") and higher)
    worse, better = sorted((one, two), reverse=not up)
    verdicts = [judged(aim, figure(at.year, value), at=at).verdict for value in (worse, better)]
    assert BEST.index(verdicts[1]) <= BEST.index(verdicts[0])


@given(numbers, numbers, numbers, st.integers(-3, 6), comparators, directions, days)
def test_units_do_not_matter(
    baseline: Decimal, aimed: Decimal, value: Decimal, power: int, comparator: str, higher: bool, at: date
) -> None:
    plain = judged(
        target(aimed, baseline, comparator=comparator, higher_is_better=higher), figure(at.year, value), at=at
    )
    b, t, v = (number.scaleb(power) for number in (baseline, aimed, value))
    scaled = judged(target(t, b, comparator=comparator, higher_is_better=higher), figure(at.year, v), at=at)
    assert (plain.verdict, plain.reason, plain.completion, plain.pace) == (
        scaled.verdict,
        scaled.reason,
        scaled.completion,
        scaled.pace,
    )


@given(numbers, numbers, numbers, days)
def test_turning_the_scale_round_turns_nothing_else(
    baseline: Decimal, aimed: Decimal, value: Decimal, at: date
) -> None:
    plain = judged(target(aimed, baseline), figure(at.year, value), at=at)
    mirrored = judged(target(-aimed, -baseline, higher_is_better=False), figure(at.year, -value), at=at)
    assert (plain.verdict, plain.completion) == (mirrored.verdict, mirrored.completion)


@given(st.permutations([(2021, 3), (2022, 5), (2023, 4), (2023, 6), (2024, 9)]))
def test_the_order_of_figures_does_not_matter(order: list) -> None:
    aim = target(20, 1, year=2030)
    results = {
        str(judged(aim, *(figure(year, value) for year, value in run))) for run in (order, sorted(order))
    }
    assert len(results) == 1


@given(st.lists(st.integers(-20, 20), min_size=5, max_size=5), st.integers(0, 4))
def test_a_year_that_grew_more_never_worsens_an_average(growths: list[int], which: int) -> None:
    aim = target(4, kind="average_growth", comparator="ge", unit="%")
    more = [g + (index == which) for index, g in enumerate(growths)]

    def verdict(run: list[int], at: date) -> str:
        return judged(aim, *(figure(2021 + n, g, unit="%") for n, g in enumerate(run)), at=at).verdict

    for at in (date(2024, 12, 31), date(2025, 12, 31)):
        assert BEST.index(verdict(more, at)) <= BEST.index(verdict(growths, at))


@given(numbers, numbers, numbers)
def test_pace_is_completion_over_time(baseline: Decimal, aimed: Decimal, value: Decimal) -> None:
    result = judged(target(aimed, baseline), figure(2023, value), at=END_2023)
    assume(result.completion is not None and result.pace is not None)
    whole = Fraction(aimed) - Fraction(baseline)
    covered = (Fraction(value) - Fraction(baseline)) / whole
    assert abs(Fraction(result.completion) - covered) <= abs(covered) * Fraction(1, 10**27)
    assert abs(Fraction(result.pace) * 3 / 5 - covered) <= abs(covered) * Fraction(1, 10**26)
