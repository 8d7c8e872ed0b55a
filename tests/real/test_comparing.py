"""The open panel of cities as exact copies of the statistical office's figures."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.evaluation.comparing import compared
from luoshi.ledger.records import Citation, ConceptFigure

pytestmark = pytest.mark.real


def test_every_city_of_the_panel_is_ranked_by_its_product(real: Path) -> None:
    by_place: dict[str, list[ConceptFigure]] = defaultdict(list)
    copy = Citation(
        publisher="国家统计局",
        title=None,
        published=None,
        source=None,
        locator=None,
        quote=None,
        trust="B",
        evidence="cited",
    )
    with (real / "data" / "nbs_35_cities_gdp_1999_2017.csv").open(encoding="utf-8") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            by_place[row["region"]].append(
                ConceptFigure(
                    id=str(number),
                    kind="observation",
                    concept="gdp",
                    name=row["indicator"],
                    period=row["period"],
                    nature="span",
                    value=Decimal(row["value"]),
                    comparator="eq",
                    unit=row["unit"],
                    status="A",
                    stage=None,
                    definition=None,
                    citation=copy,
                    recorded=1,
                )
            )
    found = compared(by_place, "gdp", "2016", draws=200)
    assert len(found.standings) == len(by_place) >= 35
    ranked = [one for one in found.standings if one.rank]
    assert [one.place for one in ranked[:2]] == ["上海", "北京"]
    assert [one.rank for one in ranked] == sorted(one.rank or 0 for one in ranked)
    assert all(one.low and one.high and one.low <= (one.rank or 0) <= one.high for one in ranked)
    early = compared(by_place, "gdp", "1998", draws=10)
    assert {one.apart for one in early.standings} == {"no_figure"}
