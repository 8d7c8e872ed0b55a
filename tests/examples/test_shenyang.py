"""The example holds what it says it holds, in documents that are read like any other."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.documents.model import Document
from luoshi.documents.reading import read
from luoshi.documents.sources import read_sources
from luoshi.statements.indicator_table import read_indicator_table

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "shenyang"


@pytest.fixture(scope="module")
def plan() -> Document:
    return read(FOLDER / "plan-2022.md")


def test_every_document_says_that_it_is_retold_and_what_it_retells() -> None:
    sources = read_sources(FOLDER)
    assert len(sources) == 5
    for source in sources:
        assert source.evidence == "retold"
        assert source.cites
        assert "转写" in source.title


def test_the_plan_has_its_chapters_boxes_and_special_actions(plan: Document) -> None:
    kinds = Counter(heading.kind for heading in plan.outline)
    assert (kinds["chapter"], kinds["section"], kinds["box"], kinds["action"]) == (12, 44, 9, 91)


def test_the_plan_has_its_indicators(plan: Document) -> None:
    rows = read_indicator_table(plan)
    assert len(rows) == 31
    assert sum(row.baseline is not None for row in rows) == 26
    assert sum(len(row.targets) for row in rows) == 62
    gdp = rows[0]
    # 沈阳建设国家中心城市行动纲要, 2022-05-12, 指标体系表 row 1
    assert (gdp.name, gdp.unit, gdp.targets[0].value) == ("地区生产总值", "亿元", Decimal(10000))


def test_every_published_figure_has_a_source_and_none_is_unsigned_or_wrong() -> None:
    with (FOLDER / "observations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 90
    for row in rows:
        assert row["source"], row
        assert row["trust"] in {"A", "B", "C"}, row
        assert row["period"] >= "2020", row
        assert len(row["quote"]) < 20, row
