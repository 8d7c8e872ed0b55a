"""The pages and the API about what was changed, by whom, from what and why."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

HISTORY = "/yunzhou/plan/1/history"


def test_the_list_of_corrections_names_both_values_and_why(town: TestClient) -> None:
    text = town.get("/corrections").text
    assert "380.2 → <b>380.25</b>" in text
    assert "云州统计年鉴2022" in text
    assert f'href="{HISTORY}"' in text


def test_a_history_says_who_wrote_and_keeps_the_first_value(town: TestClient) -> None:
    text = town.get(HISTORY).text
    assert "380.2 → <b>380.25</b>" in text
    assert "导入 / imported" in text
    assert "luoshi" in text


@pytest.mark.parametrize("path", ["/corrections", HISTORY])
def test_before_it_was_recorded_there_is_no_correction(town: TestClient, path: str) -> None:
    assert "→ <b>380.25</b>" not in town.get(f"{path}?recorded_by=3").text


def test_the_api_tells_who_in_a_history_but_not_in_the_public_list(town: TestClient) -> None:
    (listed,) = town.get("/api/v1/corrections").json()["items"]
    assert (listed["change"]["before"], listed["change"]["after"]) == ("380.2", "380.25")
    assert (listed["indicator"], listed["page"]) == ("yunzhou/plan/1", HISTORY)
    assert listed["change"]["actor"] is None
    changes = town.get("/api/v1/plans/yunzhou/plan/indicators/1/history").json()["items"]
    assert [one["what"] for one in changes if one["change"] == "revised"] == ["observation"]
    assert (changes[-1]["what"], changes[-1]["after"]) == ("target_part", "420")
    assert all(one["actor"] for one in changes)


def test_an_unknown_indicator_has_no_history(town: TestClient) -> None:
    assert town.get("/yunzhou/plan/99/history").status_code == 404


def test_the_course_of_a_plan_names_its_editions_and_the_plan_above(town: TestClient) -> None:
    text = town.get("/yunzhou/plan/about").text
    assert "上位规划" in text
    assert "《省级规划》" in text
    assert "sha256" in text
    assert "规划信息变动" in text
    assert "《省级规划》" not in town.get("/yunzhou/plan/about?recorded_by=4").text
    changes = town.get("/api/v1/plans/yunzhou/plan/history").json()["items"]
    assert [(one["change"], one["what"], one["said_after"]) for one in changes][-1] == (
        "added",
        "higher",
        "省级规划",
    )


def test_what_is_expected_of_a_year_stands_beside_what_was_published(town: TestClient) -> None:
    text = town.get("/yunzhou/plan/1").text
    assert "年度预期与目标分解" in text
    assert "420亿元" in text
    (one,) = town.get("/api/v1/plans/yunzhou/plan/indicators/1/parts").json()["items"]
    assert (one["name"], one["value"], one["actual"], one["check"]) == ("2023", "420", "430.6", "path_open")
    assert "年度预期与目标分解" not in town.get("/yunzhou/plan/1?recorded_by=5").text
