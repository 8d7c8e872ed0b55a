"""The detectors on real series: the product of Shenyang, and the panel of large cities."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.integrity.panel import PANEL, TABLE, UNKNOWN, flags_of, key
from luoshi.ledger.integrity.detectors import detect
from luoshi.ledger.integrity.model import Yearly

pytestmark = pytest.mark.real


def test_both_breaks_of_the_product_of_shenyang_are_found(real: Path) -> None:
    with (real / "data" / "shenyang_observations.csv").open(encoding="utf-8") as file:
        rows = [
            row for row in csv.DictReader(file) if row["plan_no"] == "1" and row["trust"] in ("A", "B", "C")
        ]
    levels = [row for row in rows if row["indicator"] == "地区生产总值" and row["comparator"] == "eq"]
    best = sorted(levels, key=lambda row: row["trust"], reverse=True)
    series = Yearly(
        values={int(row["period"]): Decimal(row["value"]) for row in best if row["match"] == "same"},
        growths={int(row["period"]): Decimal(row["value"]) for row in rows if row["unit"] == "%"},
        real=True,
    )
    assert [(flag.kind, flag.first) for flag in detect(series)] == [("level_shift", 2016), ("growth", 2024)]


def test_every_flag_on_the_panel_of_cities_is_in_the_table_with_a_citation_or_cause_unknown(
    real: Path,
) -> None:
    with TABLE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {(row["place"], row["kind"], row["first"]) for row in rows} == {
        key(place, flag) for place, flag in flags_of(real / "data" / PANEL)
    }
    assert all(row["evidence"] and (row["citation"] or row["cause"] == UNKNOWN) for row in rows)
