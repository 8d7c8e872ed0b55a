from decimal import Decimal

import pytest

from benchmarks.integrity.simulate import KINDS, measure
from luoshi.evaluation.integrity.words import evidence, kind
from luoshi.ledger.integrity.detectors import detect
from luoshi.ledger.integrity.model import Yearly

# 5 % a year with a little noise, from 2010 on.
CALM = [1000.0, 1052.1, 1101.3, 1160.8, 1217.2, 1279.9, 1340.4, 1410.2, 1478.8, 1556.1, 1630.7, 1715.4]


def series(values: list[float | str], **more: object) -> Yearly:
    return Yearly(values={2010 + at: Decimal(str(value)) for at, value in enumerate(values)}, **more)


def told(one: Yearly) -> list[tuple[str, int, int]]:
    return [(flag.kind, flag.first, flag.last) for flag in detect(one)]


def test_a_calm_series_shows_nothing() -> None:
    assert told(series(CALM)) == []
    assert told(series([])) == []
    assert told(series([5])) == []


def test_a_level_shift_is_told_at_its_year_with_the_usual_step() -> None:
    shifted = [*CALM[:6], *[round(value * 0.75, 1) for value in CALM[6:]]]
    flags = detect(series(shifted))
    assert told(series(shifted)) == [("level_shift", 2016, 2016)]
    assert flags[0].numbers["change"].startswith("−21")
    assert flags[0].numbers["usual"].startswith("5")


def test_a_step_into_another_definition_is_told_as_such() -> None:
    shifted = [*CALM[:6], *[round(value * 0.75, 1) for value in CALM[6:]]]
    (flag,) = detect(series(shifted, breaks=frozenset({2016})))
    assert flag.defined
    assert "口径有变" in evidence(flag, "zh")
    assert "another definition" in evidence(flag, "en")


def test_a_share_is_looked_at_in_points() -> None:
    shares = ["61.2", "61.9", "62.4", "63.0", "63.8", "74.5", "75.1", "75.9", "76.4"]
    assert told(series(shares, percent=True)) == [("level_shift", 2015, 2015)]


@pytest.mark.parametrize("power", [-4, -2, 1, 3])
def test_a_slipped_unit_is_told_once_for_a_year_and_for_all_from_a_year_on(power: int) -> None:
    exact = [Decimal(str(value)) for value in CALM]
    one = [value.scaleb(power) if at == 5 else value for at, value in enumerate(exact)]
    onwards = [value.scaleb(power) if at >= 5 else value for at, value in enumerate(exact)]
    assert told(series(one)) == [("unit_slip", 2015, 2015)]
    assert told(series(onwards)) == [("unit_slip", 2015, 2021)]


def test_a_figure_of_the_year_before_is_told_where_chance_would_hardly_give_it() -> None:
    again = [*CALM[:6], CALM[5], *CALM[7:]]
    assert told(series(again)) == [("repeated", 2016, 2016)]
    coarse = [10, 11, 11, 12, 12, 13, 13, 14, 15, 15, 16]
    assert told(series(coarse)) == []


def test_a_straight_line_and_a_constant_rate_are_told() -> None:
    line = [*CALM[:4], *[round(CALM[4] + 70.3 * at, 1) for at in range(6)], 1655.2, 1702.9]
    assert ("interpolated", 2014, 2019) in told(series(line))
    rate = [*CALM[:4], *[round(CALM[4] * 1.07**at, 1) for at in range(6)], 1822.1, 1911.8]
    assert ("interpolated", 2014, 2019) in told(series(rate))


def test_a_growth_that_contradicts_its_levels_is_told() -> None:
    growths = {2011: Decimal("5.2"), 2015: Decimal("12.4")}
    assert told(series(CALM, growths=growths)) == [("growth", 2015, 2015)]
    real = {2010 + at: Decimal("3.1") for at in range(1, 12)} | {2015: Decimal("9.9")}
    assert told(series(CALM, growths=real, real=True)) == [("growth", 2015, 2015)]


def test_every_flag_has_its_evidence_in_both_languages_and_names_no_cause() -> None:
    exact = [Decimal(str(value)) for value in CALM]
    shown = [
        series([*CALM[:6], *[round(value * 0.75, 1) for value in CALM[6:]]]),
        series([value.scaleb(3) if at == 5 else value for at, value in enumerate(exact)]),
        series([*CALM[:6], CALM[5], *CALM[7:]]),
        series([*CALM[:4], *[round(CALM[4] + 70.3 * at, 1) for at in range(6)], 1655.2, 1702.9]),
        series(CALM, growths={2015: Decimal("12.4")}),
    ]
    flags = [flag for one in shown for flag in detect(one)]
    assert {flag.kind for flag in flags} == set(KINDS)
    for flag in flags:
        assert str(flag.first) in evidence(flag, "zh")
        assert str(flag.first) in evidence(flag, "en")
        assert "{" not in evidence(flag, "zh") + evidence(flag, "en") + kind(flag.kind, "en")


def test_on_simulated_series_breaks_are_found_and_clean_ones_left_alone() -> None:
    score = measure(101, 60)
    assert score.recall >= 0.9
    assert score.false_alarms <= 0.05
    assert all(found / among >= 0.8 for found, among in score.found.values())
