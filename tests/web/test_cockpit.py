"""The overview of a plan as a person sees it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from luoshi.evaluation.run import only_plan
from luoshi.evaluation.summary import summarise
from luoshi.ledger.records import Cut
from luoshi.ledger.store import Ledger
from tests.browser import PHONE, Visitor, text_of, texts_of, waited

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PLAN = "/city/plan"


def test_the_first_things_are_the_plan_its_dates_and_one_sentence(visit_small: Visitor) -> None:
    page = visit_small(PLAN).page
    head = text_of(page, "header.plan")
    assert head.startswith("某市 某市发展纲要 某市人民政府，2022年5月发布")
    assert "后续规划：《某市新纲要》，2026年3月" in head
    assert "评估基准日 2026年6月1日 今天" in head
    assert "数据截止日 2026年5月22日" in head
    sentence = text_of(page, "#sentence")
    assert sentence.startswith("2025年目标共2项：未达到预期目标1项，暂不评价1项（未见公开数据1项）")
    assert sentence.endswith("可以评价1项，占50.0%。")


def test_what_needs_attention_says_how_much_where_to_and_who(
    visit_small: Visitor, small_ledger: Path
) -> None:
    (line,) = texts_of(visit_small(PLAN).page, ".attention li")
    assert line.startswith("地区生产总值 2025年90亿元，目标100亿元，差10亿元")
    assert "趋近目标" in line
    assert line.endswith("牵头单位：待明确")
    with Ledger.open(small_ledger, read_only=True) as ledger:
        summary = summarise(ledger, only_plan(ledger), Cut(at=date(2026, 6, 1)))
    assert line == f"地区生产总值 {summary.attention[0].sentence('zh')}", "the page writes what was summed up"


def test_a_line_of_the_list_tells_everything_at_a_glance(visit_small: Visitor) -> None:
    page = visit_small(PLAN).page
    row = page.locator("tr", has_text="地区生产总值")
    cells = [" ".join(text.split()) for text in row.locator("th, td").all_inner_texts()]
    assert cells[:7] == [
        "1",
        "地区生产总值 亿元",
        "60 2020",
        "100 2025",
        "90 2025",
        "−10",
        "未达到预期目标 完成比例 75.0%",
    ]
    assert cells[8] == "仅有出处"
    chart = row.locator("svg.chart-small")
    assert chart.get_attribute("aria-labelledby")
    points = [link.get_attribute("aria-label") for link in chart.locator("a").all()]
    assert points == ["2021年 66.5亿元", "2022年 70亿元", "2024年 85亿元", "2025年 90亿元"]


def test_a_status_is_a_shape_and_a_word_beside_its_colour(visit_small: Visitor) -> None:
    page = visit_small(PLAN).page
    shapes = {}
    for status in page.locator(".list .status").all():
        shape = str(status.locator("use").get_attribute("href")).partition("#")[2]
        shapes[" ".join(status.inner_text().split())] = shape
    assert shapes == {"未达到预期目标": "not-reached", "暂不评价": "not-assessed"}


def test_a_figure_leads_to_its_row_on_the_indicators_page(visit_small: Visitor) -> None:
    page = visit_small(PLAN).page
    page.locator(".list .chart-small a[aria-label='2022年 70亿元'] circle").click()
    page.wait_for_url(re.compile(r"/city/plan/1#figure-"))
    assert text_of(page, "tr:target").startswith("2022年 70 采用")


def test_the_list_is_filtered_in_place_and_the_address_keeps_it(visit_small: Visitor) -> None:
    visit = visit_small(PLAN)
    page = visit.page
    page.evaluate("window.same = true")
    page.locator(".chips a", has_text="暂不评价").click()
    assert waited(lambda: text_of(page, "#indicators-title").endswith("显示 1 / 2 项"))
    assert page.evaluate("window.same") is True, "the page was not loaded again"
    assert texts_of(page, ".list .name > a") == ["路网密度"]
    assert "verdict=not_assessed" in page.url
    assert page.evaluate("document.activeElement.id") == "v-not_assessed", "the keyboard stays where it was"
    page.locator(".chips a", has_text="经济").click()
    assert waited(lambda: "没有符合条件的指标" in text_of(page, "#indicators"))
    page.go_back()
    assert waited(lambda: texts_of(page, ".list .name > a") == ["路网密度"])
    assert visit.complaints == []


def test_the_list_is_filtered_without_scripts_too(visit_small: Visitor) -> None:
    page = visit_small(PLAN, java_script_enabled=False).page
    page.locator(".chips a", has_text="未达到预期目标").click()
    page.wait_for_url("**verdict=not_reached**")
    assert texts_of(page, ".list .name > a") == ["地区生产总值"]


def test_a_box_counts_what_stands_in_it(visit_small: Visitor) -> None:
    boxes = texts_of(visit_small(PLAN).page, ".boxes > li")
    assert boxes == [
        "专栏1 城建行动计划 专项行动 1 已公开成效 0 指标 1",
        "专栏2 文化行动计划 专项行动 1 已公开成效 0 指标 0 本章无量化指标",
    ]


def test_what_is_due_and_unpublished_is_listed(visit_small: Visitor) -> None:
    page = visit_small(PLAN).page
    due = page.locator("section", has=page.locator("#due"))
    assert "路网密度 2025年目标：8公里/平方公里 · 未见公开数据" in " ".join(due.inner_text().split())


def test_a_phone_shows_plan_sentence_and_attention_first(visit_small: Visitor) -> None:
    page = visit_small(PLAN, size=PHONE).page
    tops = [page.locator(place).bounding_box() for place in ("h1", "#sentence", "#attention", "#boxes")]
    heights = [box["y"] for box in tops if box]
    assert len(heights) == 4
    assert heights == sorted(heights)
    assert heights[1] < PHONE[1], "the sentence is on the first screen"


def test_the_dates_of_the_question_are_changed_on_the_page(visit_small: Visitor) -> None:
    page = visit_small(PLAN).page
    page.get_by_text("更改时点").click()
    page.get_by_label("评估基准日").fill("2023-12-31")
    page.get_by_role("button", name="应用").click()
    page.wait_for_url("**at=2023-12-31**")
    assert "评估基准日 2023年12月31日" in text_of(page, ".strip")
    assert "滞后于预期" in text_of(page, ".list") or "快于预期" in text_of(page, ".list")
    page.get_by_text("更改时点").click()
    page.get_by_label("公开截止").fill("2025-12-31")
    page.get_by_role("button", name="应用").click()
    page.wait_for_url("**published_by=2025-12-31**")
    assert "90" not in texts_of(page, ".list .latest")[0]


def test_a_ledger_that_held_nothing_then_says_so(visit_small: Visitor) -> None:
    page = visit_small(f"{PLAN}?recorded_by=2026-01-01").page
    assert "之前台账尚无记录" in text_of(page, "main")


def test_there_is_no_score_no_ranking_and_no_map(visit_small: Visitor) -> None:
    page = visit_small(PLAN).page
    text = text_of(page, "body")
    assert not re.search("总分|综合得分|得分|排行", text)
    assert page.locator("canvas, img, [class*=map]").count() == 0


def test_an_english_reader_gets_names_units_and_words(visit_small: Visitor) -> None:
    page = visit_small(PLAN, language="en").page
    row = " ".join(page.locator("tr", has_text="地区生产总值").inner_text().split())
    assert "Gross regional product" in row
    assert "亿元 = 100 million yuan" in row
    assert "Not reached" in row
    assert page.locator(".list .name [lang='zh-CN']").first.inner_text() == "地区生产总值"
    assert text_of(page, "#sentence").startswith("2 targets for 2025: 1 not reached")


def test_the_head_leads_to_the_pages_of_the_plan(visit_small: Visitor) -> None:
    page = visit_small("/documents").page
    assert texts_of(page, ".menu a")[:2] == ["总览", "行动"]
    page.get_by_role("link", name="总览").click()
    page.wait_for_url("**/city/plan")
    assert page.locator(".menu [aria-current=page]").inner_text() == "总览"


def test_what_the_page_shows_can_be_taken_away(visit_small: Visitor) -> None:
    page = visit_small(f"{PLAN}?at=2025-12-31").page
    for name, ending in (("指标完成情况表", "2025-12-31.xlsx"), ("落实情况简报", "2025-12-31.docx")):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=name).click()
        assert waiting.value.suggested_filename == f"某市发展纲要-{name}-{ending}"
