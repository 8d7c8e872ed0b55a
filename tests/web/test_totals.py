"""The page and the API of totals beside their parts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from luoshi.ledger.observations import import_observations
from luoshi.ledger.store import Ledger
from luoshi.web.app import create_app
from tests.web.test_api import complaints, schema_of

FIGURES = """indicator,region,period,value,unit,match,trust,title,published,dimensions
地区生产总值,云州市,2025,100.0,亿元,same,B,公报,2026-05-22,
地区生产总值,云州市,2025,40.0,亿元,same,B,公报,2026-05-22,产业=一产
地区生产总值,云州市,2025,70.0,亿元,same,B,公报,2026-05-22,产业=二产
城镇调查失业率,云州市,2025,5,%,same,B,公报,2026-05-22,
城镇调查失业率,云州市,2025,4,%,same,B,公报,2026-05-22,性别=男
城镇调查失业率,云州市,2025,6,%,same,B,公报,2026-05-22,性别=女
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("totals")
    (folder / "figures.csv").write_text(FIGURES, encoding="utf-8")
    with Ledger.open(folder / "l.db", create=True, clock=lambda: datetime(2026, 6, 1, tzinfo=UTC)) as ledger:
        assert import_observations(ledger, folder / "figures.csv", actor="a").problems == ()
    with TestClient(create_app(folder / "l.db")) as made:
        yield made


def test_a_total_stands_beside_its_parts_and_a_rate_is_never_summed(pages: TestClient) -> None:
    text = pages.get("/totals").text
    assert text.index("分项之和大于总数</span>") < text.index("不可加总</span>")
    assert "110" in text
    items = pages.get("/api/v1/totals").json()["items"]
    assert {(one["name"], one["sum"], one["outcome"]) for one in items} == {
        ("地区生产总值", "110.0", "above"),
        ("城镇调查失业率", None, "not_additive"),
    }


def test_totals_are_what_the_description_says(pages: TestClient) -> None:
    described = pages.get("/api/v1/openapi.json").json()
    answer = pages.get("/api/v1/totals").json()
    assert answer["items"]
    assert complaints(schema_of(described, "/api/v1/totals"), answer) == []


def test_an_outcome_can_be_chosen_and_the_times_hold(pages: TestClient) -> None:
    assert "城镇调查失业率" not in pages.get("/totals?outcome=above").text
    assert "没有带分项的总数" in pages.get("/totals?published_by=2026-05-21").text
