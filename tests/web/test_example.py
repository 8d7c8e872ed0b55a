"""The example anybody can run, as a person sees it in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from luoshi.ledger.build import build
from luoshi.ledger.store import Ledger
from luoshi.web.app import create_app
from tests.browser import PHONE, Visitor, served, text_of, texts_of, waited

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "shenyang"
PLAN = "/shenyang/plan-2022"


@pytest.fixture(scope="module")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    from datetime import UTC, datetime

    now = datetime(2026, 6, 1, tzinfo=UTC)
    path = tmp_path_factory.mktemp("example") / "luoshi.db"
    with Ledger.open(path, create=True, clock=now) as ledger:
        report = build(ledger, EXAMPLE, observations=[EXAMPLE / "observations.csv"])
        assert report.complete, report.problems
    with served(create_app(path, clock=lambda: now)) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, example_site: str) -> Iterator[Visitor]:
    visitor = Visitor(browser, example_site)
    yield visitor
    visitor.close()


def test_the_first_page_is_the_plan_with_all_its_indicators(visit: Visitor) -> None:
    page = visit("/").page
    assert page.url.endswith(PLAN)
    assert text_of(page, "h1") == "沈阳建设国家中心城市行动纲要（转写）"
    assert "已于2025年7月10日由后续规划接续" in text_of(page, ".plan")
    assert text_of(page, "#sentence").startswith(
        "2025年目标共31项：已达到2项，未达到预期目标7项，暂不评价22项"
    )
    assert len(texts_of(page, ".attention li")) == 5
    assert len(texts_of(page, ".boxes > li")) == 9
    assert page.locator(".list .name").count() == 31


@pytest.mark.parametrize("size", [None, PHONE])
@pytest.mark.parametrize("path", [PLAN, f"{PLAN}/1", f"{PLAN}/24", f"{PLAN}/10"])
def test_full_pages_shut_nobody_out_and_stay_light(
    visit: Visitor, path: str, size: tuple[int, int] | None
) -> None:
    shown = visit(path, until="networkidle", **({"size": size} if size else {}))
    assert shown.breaches() == []
    assert shown.overflow() <= 0
    assert shown.complaints == []
    assert shown.strangers() == []
    assert shown.weight() <= 300_000


def test_a_target_is_marked_as_retold_and_leads_to_its_words(visit: Visitor) -> None:
    page = visit(f"{PLAN}/1").page
    row = page.locator(".promises tbody tr", has_text="2025年")
    row.get_by_role("link", name="转写").click()
    page.wait_for_url("**/documents/plan-2022?words=**")
    assert text_of(page, "#words") == "10000"


def test_what_a_document_says_stands_in_its_own_words_with_the_grounds(visit: Visitor) -> None:
    page = visit(f"{PLAN}/10").page
    said = text_of(page, ".mentions")
    assert "高端装备制造业比重" in said
    assert "待复核，不参与评价" in said


def test_a_filter_by_domain_leaves_that_domain(visit: Visitor) -> None:
    page = visit(PLAN).page
    page.locator(".chips a", has_text="金融服务能力").click()
    assert waited(lambda: text_of(page, "#indicators-title").endswith("显示 3 / 31 项"))
    assert texts_of(page, ".list .name > a") == ["金融业增加值", "上市公司数量", "中国金融中心指数排名"]
