"""The page on data quality accounts for what was read."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from fastapi.testclient import TestClient

from luoshi.web.quality import STEPS, bands, doubts


def reading(confidence: float, *codes: str) -> Any:
    return SimpleNamespace(confidence=confidence, doubts=codes)


def test_each_reading_lies_in_one_band() -> None:
    found = bands([reading(value) for value in (0.0, 0.49, 0.5, 0.89, 0.9, 1.0)])
    assert sum(band.count for band in found) == 6
    assert [band.low for band in found] == sorted(STEPS, reverse=True)
    assert (found[0].count, found[-1].count) == (2, 2)


def test_the_most_frequent_doubt_comes_first() -> None:
    found = doubts([reading(1, "a"), reading(1, "b", "a"), reading(1)])
    assert [(doubt.code, doubt.count) for doubt in found] == [("a", 2), ("b", 1)]


def test_the_page_lists_each_document_with_what_became_of_its_numbers(client: TestClient) -> None:
    page = client.get("/quality").text
    assert "某市发展纲要" in page
    assert "按规则搁置" in page
    assert "没有存疑的读数" in page
