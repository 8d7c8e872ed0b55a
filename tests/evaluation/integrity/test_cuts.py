"""Where the figures of an indicator break, and that nothing is trended across it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import town
from views import figure, indicator

from luoshi.evaluation.integrity.cuts import cuts_of
from luoshi.evaluation.outlook.run import prospects
from luoshi.evaluation.rows import rows
from luoshi.evaluation.run import Assessment, assess, only_plan
from luoshi.ledger.records import Cut, ObservationView
from luoshi.ledger.store import Ledger

CALM = (1000, 1052, 1101, 1161, 1217, 1280, 1340, 1410)
FALLEN = (*CALM[:4], *(round(value * 0.7) for value in CALM[4:]))
"""The same, but three tenths lower from 2022 on."""


def published(values: tuple[float, ...], first: int = 2018) -> list[ObservationView]:
    return [
        replace(figure(str(first + at), str(value), "万吨"), id=f"o{first + at}")
        for at, value in enumerate(values)
    ]


def test_a_series_is_cut_where_it_breaks_and_nowhere_else() -> None:
    assert cuts_of(indicator(), "青川市", published(CALM)) == {}
    assert cuts_of(indicator(), "青川市", published(FALLEN)) == {2022: "level_shift"}


def test_a_slip_of_the_unit_is_cut_on_both_sides() -> None:
    slipped = (*CALM[:4], *(value * 10000 for value in CALM[4:6]), *CALM[6:])
    assert cuts_of(indicator(), "青川市", published(slipped)) == {2022: "unit_slip", 2024: "unit_slip"}


def test_what_repeats_or_lies_on_a_line_breaks_nothing() -> None:
    assert cuts_of(indicator(), "青川市", published((*CALM[:5], CALM[4], *CALM[6:]))) == {}


def test_growth_and_ranks_have_no_level_that_could_break() -> None:
    assert cuts_of(indicator(measure="growth", unit="%"), "青川市", published(FALLEN)) == {}


def assessed(folder: Path, values: tuple[float, ...]) -> Assessment:
    with Ledger.open(folder / "luoshi.db", create=True) as made:
        told = [
            one
            for at, value in enumerate(values)
            for one in town.figure(1, str(2018 + at), str(value), str(2019 + at))
        ]
        made.append(
            [*town.plan(), *town.indicator(1, "货运量", "万吨", targets={2030: 2000}), *told],
            actor="test",
            reason="plan",
        )
        return assess(made, only_plan(made), Cut(at=date(2025, 12, 31)))


def test_outlook_line_and_movement_stop_at_a_break_and_the_verdict_does_not(tmp_path: Path) -> None:
    found = assessed(tmp_path, FALLEN)
    assert found.dossiers[0].cuts == {2022: "level_shift"}
    (row,) = rows(found)
    assert [point.period.iso() for point in row.points if point.breaks] == ["2022"]
    assert row.result is not None
    assert row.result.reason != "definition_changed"
    (prospect,) = prospects(found)
    assert [one["year"] for one in prospect.outlook.record["window"]] == [2022, 2023, 2024, 2025]
    assert prospect.outlook.record["zh"].endswith("2022年数据显示水平突变，此前的数据不用于推算。")
    assert prospect.outlook.record["en"].endswith(
        "The figures show a level shift in 2022; those before it are not used."
    )


def test_too_few_figures_since_a_break_are_no_ground_for_an_outlook(tmp_path: Path) -> None:
    late = (*CALM[:6], *(round(value * 0.7) for value in CALM[6:]))
    (prospect,) = prospects(assessed(tmp_path, late))
    assert prospect.outlook.reason == "break"
    assert "不跨突变推算" in prospect.outlook.record["zh"]


def test_a_figure_just_beyond_a_break_moved_nowhere(tmp_path: Path) -> None:
    last = (*CALM[:7], round(CALM[7] * 0.7))
    (row,) = rows(assessed(tmp_path, last))
    assert row.movement is None
