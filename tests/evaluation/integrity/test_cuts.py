"""Where the figures of an indicator break, and that nothing is trended across it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import town
from views import NOWHERE, figure, indicator

from luoshi.evaluation.explain import recompute as explain_again
from luoshi.evaluation.integrity.cuts import cuts_of
from luoshi.evaluation.outlook.run import prospects
from luoshi.evaluation.packs import recompute
from luoshi.evaluation.renewing import Judge
from luoshi.evaluation.rows import rows
from luoshi.evaluation.run import Assessment, assess, only_plan
from luoshi.evaluation.side_by_side import Side, of_pack
from luoshi.ledger.disagreeing.answers import answer
from luoshi.ledger.disagreeing.fact import Fact
from luoshi.ledger.disagreements import disagreements
from luoshi.ledger.records import Cut, ObservationView
from luoshi.ledger.store import Ledger
from luoshi.vocabulary.period import Period

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


def growth_told(year: int, per_cent: str, measure: str = "growth") -> Fact:
    return Fact(
        id=f"s{year}",
        what="statement",
        name="货运量",
        concept="freight",
        citation=NOWHERE,
        value=Decimal(per_cent),
        unit="%",
        period=Period.year(year),
        measure=measure,
        basis="yoy",
    )


def test_a_growth_told_in_a_sentence_cuts_the_levels_that_it_contradicts() -> None:
    freight = indicator(concept="freight")
    figures = published(CALM)
    assert cuts_of(freight, "青川市", figures, [growth_told(2022, "4.8")]) == {}
    assert cuts_of(freight, "青川市", figures, [growth_told(2022, "9.5")]) == {2022: "growth"}
    assert cuts_of(indicator(concept="rail"), "青川市", figures, [growth_told(2022, "9.5")]) == {}


def test_growth_and_ranks_have_no_level_that_could_break() -> None:
    assert cuts_of(indicator(measure="growth", unit="%"), "青川市", published(FALLEN)) == {}


def assessed(folder: Path, values: tuple[float, ...], **more: object) -> Assessment:
    with Ledger.open(folder / "luoshi.db", create=True) as made:
        told = [
            one
            for at, value in enumerate(values)
            for one in town.figure(1, str(2018 + at), str(value), str(2019 + at))
        ]
        made.append(
            [*town.plan(), *town.indicator(1, "货运量", "万吨", targets={2030: 2000}, **more), *told],
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


def method(name: str, found: Assessment) -> Side:
    (dossier,) = found.dossiers
    (target,), (result,) = dossier.targets, dossier.results
    return of_pack(name, target, result, dossier.inputs.values(), dossier.beside(target))


@pytest.mark.parametrize("name", ["statcan", "dns", "unsd-chart", "eurostat", "escap"])
def test_no_method_looks_at_a_trend_across_a_break(tmp_path: Path, name: str) -> None:
    late = (*CALM[:6], *(round(value * 0.7) for value in CALM[6:]))
    found = method(name, assessed(tmp_path, late))
    assert (found.grade, found.reason) == ("not_available", "break")
    assert "数据显示突变" in found.word["zh"]
    again = recompute(json.loads(json.dumps(found.record)))
    assert (again.grade, again.reason) == ("not_available", "break")


def test_the_recent_rate_begins_after_a_break(tmp_path: Path) -> None:
    (result,) = assessed(tmp_path, FALLEN, baseline=1101).dossiers[0].results
    assert result.explanation["inputs"]["cuts"] == {"2022": "level_shift"}
    assert str(result.explanation["steps"]["recent_from"]) == "2022"
    assert explain_again(json.loads(json.dumps(result.explanation, default=str))).recent_rate == (
        result.recent_rate
    )


def test_an_accepted_break_is_lifted_until_a_figure_changes(tmp_path: Path) -> None:
    assessed(tmp_path, FALLEN)
    cut = Cut(at=date(2025, 12, 31))
    with Ledger.open(tmp_path / "luoshi.db") as made:
        judge, plan = Judge(made), only_plan(made)
        assert judge.assess(plan, cut).dossiers[0].cuts == {2022: "level_shift"}
        (jump,) = [one for one in disagreements(made) if one.period == "2022"]
        answer(made, jump.id, "explained", reason="矿区停产", actor="li.na")
        assert judge.assess(plan, cut).dossiers[0].cuts == {2022: "level_shift"}
        _, entry = answer(made, jump.id, "accepted", reason="矿区停产，统计未变", actor="li.na")
        lifted = judge.assess(plan, cut)
        assert lifted.dossiers[0].cuts == {}
        (prospect,) = prospects(lifted)
        assert prospect.outlook.record["window"][0]["year"] == 2018
        assert method("dns", lifted).reason is None
        made.append(town.figure(1, "2025", "990", "2026-06"), actor="test", reason="another year's figure")
        assert judge.assess(plan, cut).dossiers[0].cuts == {}
        before = town.identity.named("observation", 1, "2022", str(FALLEN[4]), "2023")
        revised = town.figure(1, "2022", "850", "2024", supersedes=before)
        made.append(revised, actor="test", reason="revised")
        assert judge.assess(plan, cut).dossiers[0].cuts == {2022: "level_shift"}
        assert assess(made, plan, replace(cut, recorded_by=entry.number)).dossiers[0].cuts == {}
