"""The page and the API of totals beside their parts."""

from __future__ import annotations

from fastapi.testclient import TestClient


def test_a_total_stands_beside_its_parts_and_a_rate_is_never_summed(parted: TestClient) -> None:
    text = parted.get("/totals").text
    assert text.index("分项之和大于总数</span>") < text.index("不可加总</span>")
    assert "110" in text
    items = parted.get("/api/v1/totals").json()["items"]
    assert {(one["name"], one["sum"], one["outcome"]) for one in items} == {
        ("地区生产总值", "110.0", "above"),
        ("城镇调查失业率", None, "not_additive"),
    }


def test_an_outcome_can_be_chosen_and_the_times_hold(parted: TestClient) -> None:
    assert "城镇调查失业率" not in parted.get("/totals?outcome=above").text
    assert "没有带分项的总数" in parted.get("/totals?published_by=2026-05-21").text
