"""The open panel of cities as exact copies of the statistical office's figures."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.evaluation.comparing import compared
from luoshi.evaluation.grid import grid
from luoshi.evaluation.run import assess, only_plan
from luoshi.evaluation.trends import trends
from luoshi.ledger.integrity.detectors import detect
from luoshi.ledger.integrity.model import Yearly
from luoshi.ledger.records import Citation, ConceptFigure, Cut, PlaceView
from luoshi.ledger.store import Ledger
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


@pytest.fixture(scope="module")
def districts(real: Path) -> dict[str, list[ConceptFigure]]:
    """Residents of Shenyang and its thirteen districts by the count of 2020."""
    found: dict[str, list[ConceptFigure]] = {}
    with (real / "data" / "census_shenyang_districts_2020.csv").open(encoding="utf-8") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            if row["indicator"] == "人口数_合计":
                found[row["region"]] = [_copied(f"d{number}", "resident-population", row)]
    return found


def test_the_districts_of_the_count_add_up_to_their_city(districts: dict[str, list[ConceptFigure]]) -> None:
    of_city, *of_districts = (one.value for (one,) in districts.values())
    assert len(of_districts) == 13
    assert sum(of_districts) == of_city == 9070093


def test_tiles_of_the_districts_stand_in_the_order_of_their_codes(
    districts: dict[str, list[ConceptFigure]],
) -> None:
    found = compared(districts, "resident-population", "2020", draws=10)
    city = PlaceView(id="c", slug="c", name="沈阳市", code="210100", parent_id=None)
    below = {
        name: PlaceView(id=name, slug=name, name=name, code=None, parent_id="c" if name != "沈阳市" else None)
        for name in districts
    }
    (group,) = grid(found.standings, below | {"沈阳市": city})
    order = ["沈阳市", "和平区", "沈河区", "大东区", "皇姑区", "铁西区", "苏家屯区", "浑南区", "沈北新区"]
    order += ["于洪区", "辽中区", "康平县", "法库县", "新民市"]
    assert [one.place for one in group.standings] == order


def test_the_census_is_one_series_with_the_yearly_figures_after_it(real_ledger: Path) -> None:
    """The count of 2020 and what was estimated from it since show no break: nothing is cut there."""
    with Ledger.open(real_ledger) as opened:
        found = assess(opened, only_plan(opened), Cut(at=date(2025, 12, 31)))
    (residents,) = [one for one in found.dossiers if one.indicator.name == "常住人口"]
    assert {"2020", "2024", "2025"} <= {one.period for one in residents.observations}
    assert residents.cuts == {}


def test_estimates_carried_on_past_a_count_are_cut_at_it(
    census: dict[str, list[ConceptFigure]], districts: dict[str, list[ConceptFigure]]
) -> None:
    """A break of the kind a census makes, seeded into the real counts of the districts.

    Estimates carried on to 2019 at the yearly growth between the counts of Shenyang, a fifth too low, meet
    the count of 2020 with a step; a count in line with them meets none.
    """
    before, after = (float(one.value) for one in sorted(census["沈阳市"], key=lambda one: one.period))
    yearly = (after / before) ** 0.1
    assert round((yearly - 1) * 100, 2) == 1.13
    for name, (counted,) in districts.items():
        count = float(counted.value)
        carried = {year: round(count * 0.8 * yearly ** (year - 2019)) for year in range(2011, 2020)}
        values = {year: Decimal(value) for year, value in carried.items()}
        smooth = Yearly(values=values | {2020: Decimal(round(count * 0.8 * yearly))})
        assert [flag for flag in detect(smooth) if flag.kind == "level_shift"] == [], name
        stepped = detect(Yearly(values=values | {2020: counted.value}))
        assert ("level_shift", 2020) in {(flag.kind, flag.first) for flag in stepped}, name
