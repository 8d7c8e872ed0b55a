"""The page about the API as a person sees it."""

from __future__ import annotations

import pytest

from tests.browser import PHONE, Visitor, as_json, text_of, texts_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_person_reads_what_there_is_and_how_to_ask(visit_town: Visitor) -> None:
    page = visit_town("/api/v1").page
    assert text_of(page, "h1") == "数据接口"
    assert "published_by 只用该日前已公开的资料" in text_of(page, ".rules")
    assert {"指标", "公开数据", "如何得出", "检索", "台账记录"} <= set(texts_of(page, ".endpoint h3"))
    endpoint = page.locator("#indicators")
    assert "/api/v1/plans/{place}/{plan}/indicators" in endpoint.inner_text()
    assert not endpoint.locator("table").first.is_visible()
    endpoint.locator("summary").click()
    words = " ".join(endpoint.inner_text().split())
    assert "verdict 只要此结论的 reached | not_reached | reached_early" in words
    assert "completion 完成比例" in words


def test_every_example_answers(visit_town: Visitor) -> None:
    page = visit_town("/api/v1").page
    links = [link.get_attribute("href") or "" for link in page.locator(".tries a").all()]
    assert len(links) > 25
    for address in links:
        status = page.evaluate("path => fetch(path).then(answer => answer.status)", address)
        assert status == 200, address
    assert as_json(page, "/api/v1/openapi.json")["openapi"].startswith("3.1")


def test_an_english_reader_gets_english_words(visit_town: Visitor) -> None:
    page = visit_town("/api/v1", language="en", size=PHONE).page
    page.locator("#explanation summary").click()
    assert "enough to compute it again" in text_of(page, "#explanation")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert as_json(page, "/api/v1/openapi.json")["info"]["title"] == "Data interface"


def test_a_ledger_with_less_shows_no_example_that_could_not_answer(visit_small: Visitor) -> None:
    page = visit_small("/api/v1").page
    for link in page.locator(".tries a").all():
        address = link.get_attribute("href")
        assert page.evaluate("path => fetch(path).then(answer => answer.status)", address) == 200
