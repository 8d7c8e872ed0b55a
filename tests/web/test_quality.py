"""The page on data quality accounts for what was read."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fastapi.testclient import TestClient

from luoshi.ledger.build import build
from luoshi.ledger.store import Ledger
from luoshi.statements.coverage import OUTCOMES
from luoshi.statements.guards import guards
from luoshi.statements.number_rules import number_rules
from luoshi.statements.passages import passage_rules
from luoshi.web import i18n
from luoshi.web.app import create_app
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


def test_what_stands_out_in_the_years_of_a_series_is_shown_with_its_evidence(tmp_path: Path) -> None:
    example = Path(__file__).resolve().parents[2] / "examples" / "shenyang"
    with Ledger.open(tmp_path / "luoshi.db", create=True) as ledger:
        build(ledger, example, observations=[example / "observations.csv"])
    with TestClient(create_app(tmp_path / "luoshi.db")) as client:
        page = client.get("/quality?lang=zh").text
    assert "历年数值" in page
    assert "2024 年公布增速 5.2%" in page
    assert "见数据不一致" in page


def test_every_rule_that_sets_a_number_aside_has_words() -> None:
    names = {rule.name for rule in (*guards(), *number_rules(), *passage_rules())}
    known = {key.partition(".")[2] for key in i18n.catalogue() if key.startswith("aside.")}
    assert names <= known


def test_the_reader_shows_all_three_classes_in_place_with_their_counts(client: TestClient) -> None:
    numbers = client.get("/api/v1/documents/plan/numbers?limit=1000").json()["items"]
    page = client.get("/documents/plan?lang=zh").text
    for outcome, mark in (("set-aside", 'class="aside" title='), ("open", 'class="unread" title=')):
        assert page.count(mark) == sum(one["outcome"] == outcome for one in numbers)
    counts = [int(found) for found in re.findall(r"</dt><dd>(\d+)</dd>", page.partition('class="legend"')[2])]
    assert counts[:3] == [sum(one["outcome"] == o for one in numbers) for o in OUTCOMES]
