"""The page of the roll-up and what-if on an indicator's page; the portal has neither."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from luoshi.access.publishing import publish
from luoshi.evaluation.words import text
from luoshi.ledger.store import Ledger
from luoshi.web.app import create_app
from tests.web.conftest import HERE, NOW

NAMES = ("weighted", "efficacy", "entropy", "topsis")


def _words() -> list[str]:
    return [text("composite", name, language) for name in NAMES for language in ("zh", "en")]  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_composite_stands_there_only_when_asked_for(client: TestClient, language: str) -> None:
    plain = client.get(f"/city/plan/rollup?lang={language}").text
    assert "<article" not in plain
    asked = client.get(f"/city/plan/rollup?lang={language}&composite=weighted&composite=topsis").text
    assert asked.count("<article") == 2
    assert client.get("/city/plan/rollup?composite=average").status_code == 400


def test_the_first_page_has_no_composite(client: TestClient) -> None:
    for address in ("/city/plan", "/city/plan?lang=en", "/city/plan/1"):
        page = client.get(address).text
        assert not any(word in page for word in _words())


def test_the_slider_works_without_scripts_and_its_answer_is_a_part(town: TestClient) -> None:
    page = town.get("/yunzhou/plan/1?at=2023-12-31").text
    assert 'type="range"' in page
    assert 'hx-select="#whatif-result"' in page
    other = town.get("/yunzhou/plan/1?at=2023-12-31&rate=0").text
    assert "若" in other[other.index('id="whatif-result"') :]
    assert town.get("/yunzhou/plan/1?at=2023-12-31&rate=soon").status_code == 200


@pytest.mark.sqlite
def test_the_portal_has_neither(town_ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "public.db"
    with Ledger.open(town_ledger) as ledger:
        publish(ledger, out, date(2026, 6, 1))
    with TestClient(create_app(out, clock=lambda: NOW, published=True), base_url=HERE) as public:
        assert public.get("/yunzhou/plan/rollup").status_code == 404
        assert 'id="whatif"' not in public.get("/yunzhou/plan/1?at=2023-12-31").text


def test_the_first_page_leads_there_for_those_inside(app_over: Callable[..., FastAPI]) -> None:
    with TestClient(app_over(), base_url=HERE) as inside:
        assert "/city/plan/rollup" in inside.get("/city/plan").text
