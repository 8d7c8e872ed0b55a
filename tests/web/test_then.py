"""Looking back on an indicator's page and in the API."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

BACK = "/city/plan/1?then=2025-12-31"


def test_without_a_day_the_page_only_asks_for_one(client: TestClient) -> None:
    page = client.get("/city/plan/1").text
    assert 'name="then"' in page
    assert 'class="stages"' not in page


@pytest.mark.parametrize(
    ("language", "word"), [("zh", "按当时已公布的资料"), ("en", "by what was public then")]
)
def test_the_page_has_the_three_verdicts_and_what_changed(
    client: TestClient, language: str, word: str
) -> None:
    page = client.get(f"{BACK}&lang={language}").text
    assert word in page
    assert page.count("<dt>") == client.get("/city/plan/1").text.count("<dt>") + 3


def test_the_form_keeps_the_times_of_the_question(client: TestClient) -> None:
    page = client.get(f"{BACK}&at=2026-01-31").text
    assert '<input type="hidden" name="at" value="2026-01-31">' in page


def test_a_day_that_cannot_be_read_is_told(client: TestClient) -> None:
    answer = client.get("/city/plan/1?then=soon")
    assert answer.status_code == client.get("/city/plan/1?at=soon").status_code == 400
    assert "soon" in answer.text


def test_the_api_answers_with_every_change_and_which_decides(client: TestClient) -> None:
    found = client.get("/api/v1/plans/city/plan/indicators/1/then", params={"on": "2025-12-31"}).json()
    (one,) = found["items"]
    assert one["known"]["grade"] == "not_assessed"
    assert one["hindsight"]["grade"] == "not_reached"
    assert one["changed"] is True
    assert [change["period"] for change in one["changes"] if change["decides"]] == ["2025"]
