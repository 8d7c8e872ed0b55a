"""Observations with everything that belongs to them, and totals beside their parts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.ledger import views
from luoshi.ledger.figures_csv import parse_figures
from luoshi.ledger.observations import ImportReport, import_observations
from luoshi.ledger.records import Cut
from luoshi.ledger.store import Ledger
from luoshi.ledger.totals import totals

HEADER = (
    "indicator,region,period,value,unit,match,trust,title,published,nature,stage,price_basis,publicity,released,"
    "dimensions"
)
TOTAL = "地区生产总值,沈阳市,2025,100.0,亿元,same,B,公报,2026-05-22,statistics,快报,现价,主动公开,2026-05-22,"


def part(name: str, value: str, indicator: str = "地区生产总值", unit: str = "亿元") -> str:
    return f"{indicator},沈阳市,2025,{value},{unit},same,B,公报,2026-05-22,statistics,快报,现价,,,产业={name}"


def imported(ledger: Ledger, folder: Path, *rows: str) -> ImportReport:
    file = folder / "figures.csv"
    file.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    report = import_observations(ledger, file, actor="test")
    assert report.problems == ()
    return report


def test_parts_that_are_rounded_agree_with_their_total(ledger: Ledger, tmp_path: Path) -> None:
    imported(ledger, tmp_path, TOTAL, part("一产", "4.1"), part("二产", "35.8"), part("三产", "60.2"))
    (one,) = totals(ledger)
    assert (one.dimension, one.sum, one.total, one.outcome) == (
        "产业",
        Decimal("100.1"),
        Decimal(100),
        "agrees",
    )
    assert [name for name, _ in one.parts] == ["一产", "三产", "二产"]


@pytest.mark.parametrize(("value", "outcome"), [("70", "above"), ("20", "below")])
def test_parts_above_or_below_their_total_are_told(
    ledger: Ledger, tmp_path: Path, value: str, outcome: str
) -> None:
    imported(ledger, tmp_path, TOTAL, part("一产", "40.0"), part("二产", value))
    assert [one.outcome for one in totals(ledger)] == [outcome]


def test_a_rate_is_never_summed(ledger: Ledger, tmp_path: Path) -> None:
    rate = "城镇调查失业率,沈阳市,2025,5,%,same,B,公报,2026-05-22,,,,,,"
    parts = [part(name, "5", "城镇调查失业率", "%").replace("现价", "") for name in ("男", "女")]
    imported(ledger, tmp_path, rate, *parts)
    (one,) = totals(ledger)
    assert (one.outcome, one.sum) == ("not_additive", None)


def test_a_part_is_known_when_its_source_is(ledger: Ledger, tmp_path: Path) -> None:
    imported(ledger, tmp_path, TOTAL, part("一产", "40"))
    assert totals(ledger, cut=Cut(published_by=date(2026, 5, 21))) == ()


def test_a_part_is_no_figure_of_the_indicator(ledger: Ledger, tmp_path: Path) -> None:
    report = imported(ledger, tmp_path, TOTAL, part("一产", "40"))
    assert report.rows == 2
    figures = views.concept_figures(ledger, ["gdp"], "沈阳市")["gdp"]
    assert [one.value for one in figures] == [Decimal("100.0")]


def test_a_figure_keeps_stage_price_basis_and_who_may_see_its_source(ledger: Ledger, tmp_path: Path) -> None:
    imported(ledger, tmp_path, TOTAL)
    (one,) = views.concept_figures(ledger, ["gdp"], "沈阳市")["gdp"]
    assert (one.stage, one.citation.nature) == ("快报", "statistics")
    assert (one.citation.publicity, one.citation.released) == ("主动公开", date(2026, 5, 22))
    imported(ledger, tmp_path, TOTAL.replace("主动公开", "依申请公开"))
    (now,) = views.concept_figures(ledger, ["gdp"], "沈阳市")["gdp"]
    assert now.citation.publicity == "依申请公开"
    assert imported(ledger, tmp_path, TOTAL.replace("主动公开", "依申请公开")).status == "unchanged"
    assert ledger.verify() == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("快报", "速报"), ("主动公开", "公开"), ("2026-05-22,\n", "五月,\n"), ("statistics", "统计")],
)
def test_what_cannot_be_read_in_these_columns_is_named(before: str, after: str) -> None:
    figures, problems = parse_figures(f"{HEADER}\n{TOTAL}\n".replace(before, after), "figures.csv")
    assert figures == []
    assert [one.code for one in problems] == ["csv-value"]


def test_dimensions_are_pairs() -> None:
    _, problems = parse_figures(f"{HEADER}\n{TOTAL}产业\n", "figures.csv")
    assert [(one.code, one.place.column) for one in problems] == [("csv-value", "dimensions")]
