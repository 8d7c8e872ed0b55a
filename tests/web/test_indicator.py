"""An indicator's own page as a person sees it."""

from __future__ import annotations

import pytest

from tests.browser import PHONE, Visitor, as_json, text_of, texts_of, waited

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ONE, TWO = "/city/plan/1", "/city/plan/2"


def test_it_begins_with_what_it_is_and_a_verdict_with_numbers(visit_small: Visitor) -> None:
    page = visit_small(ONE).page
    head = text_of(page, "header.plan")
    assert "地区生产总值 单位 亿元 规划序号 1 属性 未标注 数据责任单位 待明确" in head
    finding = text_of(page, ".finding")
    assert finding.startswith("未达到预期目标 2025年为90亿元，2025年目标100亿元，未达到预期目标，差10亿元")
    assert "完成应增量的75.0%" in finding
    assert "需年均增长10.8%，实际为8.4%" in finding


def test_the_chart_shows_figures_path_and_gap_and_each_point_is_reached_by_keyboard(
    visit_small: Visitor,
) -> None:
    page = visit_small(ONE).page
    chart = page.locator(".only-wide svg.chart-large")
    assert chart.locator(".path").count() == 1
    assert chart.locator("polyline.line").count() == 2, "2023 is missing: the line is not drawn through it"
    assert chart.locator("polyline.gap").count() == 1
    links = chart.locator("a")
    labels = [str(link.get_attribute("aria-label")) for link in links.all()]
    assert labels[:2] == ["基期 2020年 60亿元", "目标 2025年 100亿元"]
    assert labels[2:] == ["2021年 66.5亿元", "2022年 70亿元", "2024年 85亿元", "2025年 90亿元"]
    links.nth(2).focus()
    page.keyboard.press("Enter")
    assert waited(lambda: "#figure-" in page.url)
    assert text_of(page, "tr:target").startswith("2021年 66.5")


def test_a_phone_gets_a_drawing_of_its_own_size(visit_small: Visitor) -> None:
    page = visit_small(ONE, size=PHONE).page
    assert page.locator(".only-wide").is_hidden()
    box = page.locator(".only-narrow svg").bounding_box()
    assert box
    assert box["width"] <= PHONE[0]


def test_the_table_has_value_stage_publication_and_source(visit_small: Visitor) -> None:
    page = visit_small(ONE).page
    first = text_of(page, ".figures tbody tr")
    assert first.startswith("2025年 90 结论所据 正式公布")
    assert "2026年5月22日" in first
    assert "某市统计局，《统计公报》 仅有出处 来源等级 A 全年 <90> 亿元 一、综合" in first
    promises = texts_of(page, ".promises tbody tr")
    assert promises[0].startswith("2020年 60亿元 基期值")
    assert promises[1].startswith("2025年 100亿元 目标值")
    assert promises[1].endswith("地区生产总值达到100亿元")


def test_a_target_leads_to_its_words_in_the_plan(visit_small: Visitor) -> None:
    page = visit_small(ONE).page
    page.locator(".promises tbody tr").nth(1).get_by_role("link", name="原文在库").click()
    page.wait_for_url("**/documents/plan?words=**")
    assert "地区生产总值达到100亿元" in text_of(page, "#words")


def test_how_it_was_computed_can_be_followed(visit_small: Visitor) -> None:
    page = visit_small(ONE).page
    how = " ".join(page.locator("section", has=page.locator("#how")).inner_text().split())
    assert "版本：time-path-1" in how
    assert "完成比例 75.0%" in how
    assert "方向 越高越好" in how
    assert "所需年均 10.76" in how


def test_the_interactive_chart_is_fetched_only_when_asked_for(visit_small: Visitor) -> None:
    visit = visit_small(ONE)
    page = visit.page
    assert not any("/echarts-" in address for address in visit.asked)
    page.get_by_role("button", name="交互图表").click()
    assert waited(lambda: page.locator("#interactive svg").count() > 0)
    assert any("/echarts-" in address for address in visit.asked)
    assert page.locator("#drawing").is_hidden()
    assert visit.complaints == []
    assert visit.strangers() == []
    page.get_by_role("button", name="返回静态图").click()
    assert page.locator("#drawing").is_visible()


def test_the_interactive_chart_has_the_same_figures(visit_small: Visitor) -> None:
    page = visit_small(ONE).page
    data = as_json(page, f"{ONE}/chart.json")
    drawn = [point["value"] for run in data["runs"] for point in run]
    assert drawn == [[2020, 60], [2021, 66.5], [2022, 70], [2024, 85], [2025, 90]]
    assert data["path"] == [[[2020, 60], [2025, 100]]]


def test_an_indicator_without_figures_says_so(visit_small: Visitor) -> None:
    page = visit_small(TWO).page
    assert text_of(page, ".finding") == "暂不评价 暂不评价：2021年以来未见公开数据。"
    assert "未见公开数据" in " ".join(
        page.locator("section", has=page.locator("#figures")).inner_text().split()
    )
    assert page.get_by_role("button", name="交互图表").count() == 0


def test_what_the_ledger_recorded_is_kept_at_the_end(visit_small: Visitor) -> None:
    page = visit_small(ONE).page
    page.get_by_text("本台账对该指标的全部记录").click()
    recorded = texts_of(page, "details.more tbody tr")
    assert any(line.startswith("1 2026年6月1日 新增 2025年 90") for line in recorded)
