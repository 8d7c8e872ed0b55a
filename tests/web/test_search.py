"""Looking for words, as a person does it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from luoshi.web.finding import near, pieces
from tests.browser import PHONE, Visitor, text_of, texts_of

browser = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_snippet_is_cut_at_its_marks_and_loses_nothing() -> None:
    cut = list(pieces("经济\t地铁1号线地铁", ((3, 5), (8, 10))))
    assert [(piece.text, piece.found) for piece in cut] == [
        ("经济 ", False),
        ("地铁", True),
        ("1号线", False),
        ("地铁", True),
    ]
    assert [(piece.text, piece.found) for piece in pieces("地铁", ())] == [("地铁", False)]


def test_what_is_suggested_is_near_to_what_was_asked() -> None:
    names = ["地区生产总值", "常住人口", "地铁运营里程", "绿化覆盖率"]
    assert near("地铁里程", names)[0] == "地铁运营里程"
    assert near("绿地率", names)[0] == "绿化覆盖率"
    assert near("", names) == names


def test_a_query_is_escaped_and_cut(town: TestClient) -> None:
    text = town.get("/search", params={"q": "<script>" + "地" * 500}).text
    assert "<script>地" not in text
    assert "&lt;script&gt;" in text
    assert "地" * 193 not in text


@pytest.mark.parametrize("query", ['"', "AND", "地铁 OR", "*", "(", "'; --", "NEAR(", "　", "地:铁"])
def test_marks_of_a_query_language_are_only_words(town: TestClient, query: str) -> None:
    assert town.get("/search", params={"q": query}).status_code == 200


def test_an_unknown_kind_shows_all(town: TestClient) -> None:
    assert town.get("/search?q=地铁&kind=person").text.count('<section class="section"') == 3


def test_words_published_later_are_not_found(town: TestClient) -> None:
    assert "60余个" in town.get("/search?q=口袋公园").text
    before = town.get("/search?q=口袋公园&published_by=2022-01-01").text
    assert "60余个" not in before
    assert "口袋公园100个" in re.sub("<[^>]+>", "", before)


@pytest.mark.parametrize("q", ["园", "公园", "建成口袋公园", "口袋 100个"])
class TestQueries:
    pytestmark = browser

    def test_one_two_and_many_characters_find(self, visit_town: Visitor, q: str) -> None:
        page = visit_town(f"/search?q={q}").page
        found = {
            heading.rstrip("0123456789"): int(heading.lstrip("指标读出的数字文件原"))
            for heading in texts_of(page, "section h2")
        }
        assert found["文件原文"] >= 1
        assert found["读出的数字"] >= 1
        marked = set(texts_of(page, ".hit mark"))
        assert marked <= set(q.split())
        assert marked


class TestPage:
    pytestmark = browser

    def test_a_line_shows_kind_name_words_and_source(self, visit_town: Visitor) -> None:
        page = visit_town("/search?q=地铁运营").page
        assert texts_of(page, "section h2") == ["指标1", "读出的数字2", "文件原文2"]
        indicator = text_of(page, "#found-indicator + ul")
        assert indicator.startswith("地铁运营里程")
        assert "2023年 42公里" in indicator
        assert "《云州市高质量发展纲要》" in indicator
        figure = text_of(page, "#found-statement + ul > li")
        assert "地铁运营里程" in figure
        assert "《云州市" in figure
        assert "原文在库" in figure

    def test_a_figure_lands_on_its_words(self, visit_town: Visitor) -> None:
        page = visit_town("/search?q=口袋公园60").page
        page.locator("#found-statement + ul a").first.click()
        page.wait_for_url("**/documents/report?**#words")
        assert text_of(page, "#words") == "60余个"
        assert page.locator("#words").is_visible()

    def test_words_of_a_document_land_on_the_very_words(self, visit_town: Visitor) -> None:
        page = visit_town("/search?q=轨道交通").page
        page.locator("#found-document + ul a").first.click()
        page.wait_for_url("**/documents/plan?**#words")
        assert text_of(page, "#words") == "轨道交通"

    def test_an_indicator_leads_to_its_page(self, visit_town: Visitor) -> None:
        page = visit_town("/search?q=常住人口&at=2023-12-31").page
        page.locator("#found-indicator + ul a").first.click()
        page.wait_for_url("**/yunzhou/plan/2?at=2023-12-31")
        assert "常住人口" in text_of(page, "h1")

    def test_figures_in_the_same_words_share_a_line(self, visit_town: Visitor) -> None:
        page = visit_town("/search?q=全市&kind=statement").page
        line = page.locator(".hit", has_text="430.6亿元").first
        links = [link.inner_text() for link in line.locator("h3 a").all()]
        assert links == ["地区生产总值 430.6亿元", "常住人口 74.9万人"]

    def test_one_kind_can_be_seen_alone(self, visit_town: Visitor) -> None:
        page = visit_town("/search?q=园").page
        page.locator(".chip", has_text="文件原文").click()
        page.wait_for_url("**kind=document**")
        assert len(texts_of(page, "section h2")) == 1
        assert page.locator(".chip[aria-current]").inner_text().startswith("文件原文")

    def test_where_nothing_is_found_something_near_is_offered(self, visit_town: Visitor) -> None:
        page = visit_town("/search?q=地铁票价").page
        assert text_of(page, "#nothing") == "没有找到"
        offered = page.locator(".suggestions .chip").first
        assert offered.inner_text() == "地铁运营里程"
        offered.click()
        assert text_of(page, "#found-indicator") == "指标1"

    @pytest.mark.parametrize("size", [(1440, 900), PHONE])
    def test_the_field_in_the_head_works_on_every_page_and_keeps_the_dates(
        self, visit_town: Visitor, size: tuple[int, int]
    ) -> None:
        for path in ("/yunzhou/plan", "/yunzhou/plan/1", "/documents", "/documents/report", "/api/v1"):
            page = visit_town(f"{path}?at=2023-12-31", size=size).page
            page.get_by_role("searchbox").fill("地铁")
            page.get_by_role("searchbox").press("Enter")
            page.wait_for_url("**/search?**")
            assert "at=2023-12-31" in page.url
            assert page.locator("#q").input_value() == "地铁"
            assert page.locator(".hit").count() > 0

    def test_the_field_works_without_scripts(self, visit_town: Visitor) -> None:
        page = visit_town("/yunzhou/plan", java_script_enabled=False).page
        page.locator("#search").fill("地铁")
        page.locator(".search button").click()
        page.wait_for_url("**/search?**")
        assert page.locator(".hit").count() > 0

    def test_a_stroke_leads_to_the_field_and_can_be_written_in_it(self, visit_town: Visitor) -> None:
        page = visit_town("/yunzhou/plan").page
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "search"
        page.keyboard.type("公里/小时")
        assert page.locator("#search").input_value() == "公里/小时"

    @pytest.mark.parametrize("path", ["/search", "/search?q=地铁", "/search?q=没有的词"])
    def test_nobody_is_shut_out(self, visit_town: Visitor, path: str) -> None:
        visit = visit_town(path, until="networkidle")
        assert visit.breaches() == []
        assert visit.complaints == []
        assert visit.weight() < 100_000
        phone = visit_town(path, language="en", size=PHONE)
        assert phone.overflow() <= 0
        assert phone.breaches() == []

    def test_an_english_word_finds_an_indicator(self, visit_town: Visitor) -> None:
        page = visit_town("/search?q=population", language="en").page
        assert "Resident population" in text_of(page, "#found-indicator + ul")
        assert text_of(page, "#found-indicator") == "Indicators1"


@pytest.mark.real
def test_no_name_of_a_writer_and_no_words_of_a_leader_are_found(real: Path, tmp_path: Path) -> None:
    from luoshi.ledger.build import build
    from luoshi.ledger.search import search
    from luoshi.ledger.store import Ledger

    text = "".join(file.read_text(encoding="utf-8") for file in (real / "documents").glob("*.txt"))
    writers = set(re.findall(r"记者[ 　]*([一-鿿]{2,3})(?![一-鿿])", text))
    assert writers
    with Ledger.open(tmp_path / "real.db", create=True) as ledger:
        build(ledger, real / "documents")
        assert search(ledger, "地铁")
        for name in (*writers, "习近平", "总书记"):
            assert search(ledger, name) == [], name
