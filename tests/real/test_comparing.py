"""The open panel of cities as exact copies of the statistical office's figures."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.evaluation.comparing import compared
from luoshi.evaluation.trends import trends
from luoshi.ledger.records import Citation, ConceptFigure
from luoshi.vocabulary.places import official_name

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


@pytest.fixture(scope="module")
def census(real: Path) -> dict[str, list[ConceptFigure]]:
    """Residents of 369 prefectures and provinces by the counts of 2010 and 2020."""
    found: dict[str, list[ConceptFigure]] = defaultdict(list)
    with (real / "data" / "census_369_prefectures_2010_2020.csv").open(encoding="utf-8") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            if row["indicator"] == "常住人口":
                place = official_name(row["region"])
                found[place].append(_copied(str(number), "resident-population", row))
    return found


def _copied(number: str, concept: str, row: dict[str, str]) -> ConceptFigure:
    source = Citation(
        publisher="国家统计局",
        title=None,
        published=None,
        source=row["source"],
        locator=row["locator"],
        quote=row["quote"],
        trust="B",
        evidence="cited",
    )
    return ConceptFigure(
        id=number,
        kind="observation",
        concept=concept,
        name=row["indicator"],
        period=row["period"],
        nature="point",
        value=Decimal(row["value"]),
        comparator="eq",
        unit=row["unit"],
        status="A",
        stage=None,
        definition=None,
        citation=source,
        recorded=1,
    )


def test_every_place_of_the_census_is_ranked_once_in_one_unit(census: dict[str, list[ConceptFigure]]) -> None:
    found = compared(census, "resident-population", "2020", draws=100)
    ranked = [one for one in found.standings if one.rank]
    assert len(ranked) == len(census) > 300
    assert found.unit == "万人"
    assert ranked[0].place == "重庆市", "the largest of the list"
    beijing = next(one for one in ranked if one.place == "北京市")
    assert beijing.value == Decimal("2189.3095")
    values = [one.value for one in ranked]
    assert values == sorted(values, key=lambda value: -(value or 0))
    assert all(one.low == one.high == one.rank for one in ranked[:50]), "written to the last person"


def test_two_counts_make_a_line_only_where_years_follow_each_other(
    census: dict[str, list[ConceptFigure]],
) -> None:
    found = trends(census, "resident-population", "2020", ["沈阳市", "北京市"])
    assert [[len(run) for run in one.runs] for one in found.places] == [[1, 1], [1, 1]]


def test_short_and_official_names_of_the_panel_are_those_of_the_census(
    real: Path, census: dict[str, list[ConceptFigure]]
) -> None:
    with (real / "data" / "nbs_35_cities_gdp_1999_2017.csv").open(encoding="utf-8") as lines:
        short = {row["region"] for row in csv.DictReader(lines)}
    joined = {name: official_name(name) for name in short}
    assert joined["北京"] == "北京市"
    assert joined["沈阳"] == "沈阳市"
    assert set(joined.values()) <= set(census)
