"""The page that compares places."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from lxml.html import document_fromstring


@pytest.mark.parametrize(("language", "word"), [("zh", "位次"), ("en", "Rank")])
def test_a_place_with_a_figure_has_a_rank_and_no_map_is_drawn(
    client: TestClient, language: str, word: str
) -> None:
    page = client.get(f"/compare?concept=gdp&period=2025&lang={language}").text
    (row,) = document_fromstring(page).cssselect(".ranks tbody tr")
    assert row.text_content().split()[0].startswith("1某市")
    assert word in page
    assert "geojson" not in page


def test_without_a_question_it_only_asks(client: TestClient) -> None:
    page = client.get("/compare")
    assert page.status_code == 200
    assert 'class="places"' not in page.text


def test_it_can_be_switched_off(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOSHI_COMPARISON", "off")
    assert client.get("/compare?concept=gdp&period=2025").status_code >= 400


def test_what_cannot_be_read_is_told(client: TestClient) -> None:
    assert client.get("/compare?concept=幸福感&period=2025").status_code == 404
    assert 400 <= client.get("/compare?concept=gdp&period=soon").status_code < 500
