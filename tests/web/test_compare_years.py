"""Places through the years, folds of what is not comparable, and two names of one place."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml.html import document_fromstring

from luoshi.evaluation.places import asked
from luoshi.ledger import identity
from luoshi.ledger.records import Cut
from luoshi.ledger.rows import Row
from luoshi.ledger.store import Ledger
from luoshi.web.app import create_app
from luoshi.web.comparing import AT_ONCE
from tests.web.conftest import HERE, NOW, known, row, year

CITIES = ("北京市", "成都市", "大连市", "沈阳市", "上海市")
REGIONS = ["华北", "东北", "华东", "西南", "区划代码未知"]
PLACES = (*CITIES, *(f"测试{number:02d}市" for number in range(26)))
SILENT = tuple(f"无数{number:02d}市" for number in range(12))


def place(name: str) -> Row:
    return row("place", id=identity.place_id(None, name), slug=name, name=name)


def levels(name: str, values: dict[int, str]) -> list[Row]:
    own = identity.named("definition", name)
    series = identity.named("series", name)
    return [
        place(name),
        row("definition", id=own, concept_id="gdp", name="地区生产总值", text="", measure="level"),
        row(
            "series",
            id=series,
            definition_id=own,
            place_id=identity.place_id(None, name),
            dimensions={},
            unit="亿元",
        ),
        *(
            row(
                "observation",
                id=identity.named("observation", name, str(when)),
                series_id=series,
                value=Decimal(value),
                comparator="eq",
                status="A",
                match="same",
                citation_id=identity.named("citation", "yearbook"),
                **year(str(when)),
            )
            for when, value in values.items()
        ),
    ]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty-two names of thirty-one places with a product, and a dozen without."""
    path = tmp_path_factory.mktemp("places") / "ledger.db"
    cited = {"publisher": "国家统计局", "title": "城市统计", "trust": "A", "evidence": "cited"}
    made = [
        row("concept", id="gdp", name="地区生产总值"),
        row("citation", id=identity.named("citation", "yearbook"), **cited, **known("2025")),
    ]
    for at, name in enumerate(PLACES):
        first = 900 - 20 * at
        grown = {2020 + step: f"{first * 1.05**step:.1f}" for step in range(5)}
        made += levels(name, {k: v for k, v in grown.items() if name != "北京市" or k > 2021})
    made += levels("北京", {2020: "900.0", 2021: "945.0"})
    made += [place(name) for name in SILENT]
    with Ledger.open(path, create=True, clock=NOW) as opened:
        opened.append(made, actor="test", reason="a panel")
    return path


@pytest.fixture
def client(ledger: Path) -> Iterator[TestClient]:
    app = create_app(ledger, clock=lambda: NOW)
    with TestClient(app, base_url=HERE, headers={"accept-language": "zh-CN"}) as made:
        yield made


def test_two_names_of_one_place_are_joined_by_rule(ledger: Path) -> None:
    with Ledger.open(ledger) as opened:
        of = asked(opened, "gdp", Cut())
        assert "北京" not in of.places
        assert [one.period for one in of.figures["北京市"]] == ["2020", "2021", "2022", "2023", "2024"]
        assert set(asked(opened, "gdp", Cut(), ["北京"]).places) == {"北京市"}


def test_small_multiples_of_one_scale_stand_below_the_ranks(client: TestClient) -> None:
    page = document_fromstring(client.get("/compare?concept=gdp&period=2024").text)
    charts = page.cssselect(".multiples > li")
    assert len(charts) == AT_ONCE
    assert {svg.get("viewbox") or svg.get("viewBox") for one in charts for svg in one.cssselect("svg")} == {
        "0 0 176 72"
    }
    first = charts[0].cssselect("svg")[0]
    assert first.get("aria-label", "").startswith("北京市 2020: 900.0亿元 → 2024:")
    assert len(page.cssselect(".multiples .own")) == AT_ONCE, "one unbroken line each"
    assert "geojson" not in client.get("/compare?concept=gdp&period=2024").text


def test_changes_are_shown_from_a_common_year(client: TestClient) -> None:
    page = client.get("/compare?concept=gdp&period=2024&lines=index&lang=en").text
    assert "2020 is 100." in page
    assert "121.6" in page


def test_places_beyond_the_first_and_those_without_figures_are_folded(client: TestClient) -> None:
    page = document_fromstring(client.get("/compare?concept=gdp&period=2024").text)
    assert len(page.cssselect(".section > .ranks tbody tr")) == AT_ONCE
    assert len(page.cssselect("details .ranks tbody tr")) == len(PLACES) - AT_ONCE
    (fold,) = page.cssselect('[aria-labelledby="others"] details')
    assert fold.cssselect("summary .count")[0].text_content() == "12"
    assert all(name in fold.text_content() for name in SILENT)


def test_tiles_stand_in_the_order_of_codes_by_region(client: TestClient) -> None:
    page = document_fromstring(client.get("/compare?concept=gdp&period=2024").text)
    assert [one.text_content() for one in page.cssselect(".region")] == REGIONS
    tiles = [one.text_content() for one in page.cssselect(".places > li > b")]
    assert tiles[:5] == ["北京市", "沈阳市", "大连市", "上海市", "成都市"]
    assert sorted(tiles) == sorted(PLACES)


def test_one_year_or_one_place_has_no_lines(client: TestClient) -> None:
    assert 'class="multiples"' not in client.get("/compare?concept=gdp&period=2010").text
