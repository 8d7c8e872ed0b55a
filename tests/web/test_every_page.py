"""What holds for every page, in a real Chromium: nobody is shut out, nothing comes from elsewhere."""

from __future__ import annotations

import pytest

from tests.browser import DESK, PHONE, Visit, Visitor, text_of, waited

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PATHS = (
    "/city/plan",
    "/plans",
    "/city/plan/1",
    "/city/plan/2",
    "/documents",
    "/documents/plan",
    "/demonstrations",
    "/city/plan/actions",
    "/method",
    "/quality",
    "/search?q=地区",
    "/corrections",
    "/totals",
    "/city/plan/1/history",
    "/city/plan/disagreements",
    "/city/plan/about",
    "/city/plan/diff?old=plan&change=same",
    "/city/plan/rollup?composite=weighted",
    "/compare?concept=gdp&period=2025",
    "/api/v1",
    "/collect",
    "/collect/periods",
    "/owners",
    "/gaps",
    "/city/nothing",
)
"""A page of every kind, and an error page."""

MOST_BYTES = 300_000


@pytest.mark.parametrize("path", PATHS)
def test_nobody_is_shut_out_and_a_page_is_light_quiet_and_keeps_to_itself(
    visit_small: Visitor, path: str
) -> None:
    visit = visit_small(path, until="networkidle")
    assert visit.strangers() == []
    assert [told for told in visit.complaints if "404" not in told] == []
    assert 0 < visit.weight() <= MOST_BYTES
    assert not any("/echarts-" in address for address in visit.asked)
    assert visit.breaches() == []
    assert what_it_is(visit) == ("zh-CN", 1)
    assert "依据公开资料测算，非官方评估结论" in text_of(visit.page, "body")


@pytest.mark.parametrize("path", PATHS)
def test_nobody_is_shut_out_on_a_phone_and_no_page_slides_sideways(visit_small: Visitor, path: str) -> None:
    """In English, and then as wide as a phone in Chinese, too: a change of language keeps the page."""
    visit = visit_small(path, language="en", size=PHONE, has_touch=True)
    assert visit.overflow() <= 0
    assert visit.breaches() == []
    assert what_it_is(visit) == ("en", 1)
    assert "not an official assessment" in text_of(visit.page, "body")
    visit.page.goto(visit.origin + path + ("&" if "?" in path else "?") + "lang=zh")
    assert what_it_is(visit) == ("zh-CN", 1)
    assert visit.overflow() <= 0


def what_it_is(visit: Visit) -> tuple[str | None, int]:
    """Return the language a page is in and how many titles it has."""
    page = visit.page
    return page.locator("html").get_attribute("lang"), page.locator("h1").count()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_can_be_read_without_scripts_and_on_paper(visit_small: Visitor, path: str) -> None:
    visit = visit_small(path, java_script_enabled=False)
    title = text_of(visit.page, "h1")
    assert title
    visit.page.emulate_media(media="print")
    assert text_of(visit.page, "h1") == title
    assert visit.page.locator(".menu").is_hidden()


def test_the_keyboard_skips_to_the_content_and_reaches_everything(visit_small: Visitor) -> None:
    page = visit_small("/city/plan").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent.trim()"))
    assert {"更改时点", "地区生产总值", "路网密度"} <= {name.split("\n")[0].strip() for name in reached}


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_the_switch_changes_the_language_and_keeps_it(visit_small: Visitor, size: tuple[int, int]) -> None:
    page = visit_small("/city/plan?at=2025-12-31", size=size).page
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**lang=en")
    assert "at=2025-12-31" in page.url
    assert "What needs attention" in text_of(page, "main")
    page.goto(page.url.partition("?")[0])
    assert "What needs attention" in text_of(page, "main")


def test_the_checks_see_what_they_are_for(visit_small: Visitor) -> None:
    """A picture without words, an inline style and a foreign script are each noticed."""
    visit = visit_small("/city/plan")
    visit.page.evaluate(
        """() => {
            document.querySelector("main").insertAdjacentHTML("beforeend", "<img src='/static/icon.svg'>");
            document.querySelector("main").insertAdjacentHTML("beforeend", "<p style='color: red'>x</p>");
            const foreign = document.createElement("script");
            foreign.src = "http://127.0.0.2:9/x.js";
            document.head.append(foreign);
        }"""
    )
    assert any(breach.startswith("image-alt") for breach in visit.breaches())
    assert waited(lambda: len(visit.complaints) >= 2)
    assert all("Content Security Policy" in told for told in visit.complaints)
