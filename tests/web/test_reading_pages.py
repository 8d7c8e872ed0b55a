"""Actions, demonstrations, documents, data quality and method: what a person reads on them in a browser."""

from __future__ import annotations

import pytest

from luoshi.evaluation.parameters import load
from tests.browser import PHONE, Visitor, text_of, texts_of, waited

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


class TestActions:
    PATH = "/yunzhou/plan/actions"

    def test_each_action_stands_in_its_box_with_its_words_figures_and_answers(
        self, visit_town: Visitor
    ) -> None:
        page = visit_town(self.PATH).page
        assert "1 个专栏，2 项专项行动；其中 1 项已见公开进展" in text_of(page, "header.plan")
        assert text_of(page, ".chest h2") == "专栏1 城建提升行动计划"
        metro, park = texts_of(page, ".deeds > li")
        assert "推进地铁1号线工程建设，到2025年，地铁运营里程达到60公里。" in metro
        assert "60公里 地铁运营里程" in metro
        assert "开通运营 地铁1号线开通运营 2023年，《云州市2023年发展情况》" in metro
        assert "建设口袋公园，方便群众。" in park
        assert "《" not in park, "nothing answers the second action"

    def test_a_figure_of_an_action_lands_on_its_words(self, visit_town: Visitor) -> None:
        page = visit_town(self.PATH).page
        page.get_by_role("link", name="60公里 地铁运营里程").click()
        page.wait_for_url("**/documents/plan?**#words")
        assert "60公里" in text_of(page, "#words")

    def test_what_answers_an_action_lands_on_its_words(self, visit_town: Visitor) -> None:
        page = visit_town(self.PATH).page
        page.locator(".answers a").click()
        page.wait_for_url("**/documents/report?**#words")
        assert text_of(page, "#words") == "地铁1号线开通运营"

    def test_the_list_is_narrowed_in_place(self, visit_town: Visitor) -> None:
        visit = visit_town(self.PATH)
        page = visit.page
        page.evaluate("window.same = true")
        page.locator(".chip", has_text="已见公开进展").click()
        assert waited(lambda: texts_of(page, ".deeds h3") == ["地铁建设行动"])
        assert page.evaluate("window.same") is True
        assert "show=published" in page.url
        assert visit.complaints == []

    def test_what_was_published_later_answers_nothing_yet(self, visit_town: Visitor) -> None:
        page = visit_town(f"{self.PATH}?published_by=2022-01-01").page
        assert "其中 0 项已见公开进展" in text_of(page, "header.plan")
        assert page.locator(".answers").count() == 0


class TestDemonstrations:
    def test_a_promise_stands_beside_what_has_been_published(self, visit_town: Visitor) -> None:
        page = visit_town("/demonstrations").page
        topic = page.locator(".topic", has=page.get_by_role("heading", name="一网通办", exact=True)).first
        promised, published = (
            " ".join(side.split()) for side in topic.locator(".sides > div").all_inner_texts()
        )
        assert promised.startswith("承诺1 深化“一网通办”改革，推动政务服务事项网上可办")
        assert promised.endswith("《云州市高质量发展纲要》")
        assert published.startswith("已公开的进展1 深化“一网通办”，高频事项实现网上办理")
        assert published.endswith("《云州市2023年发展情况》")

    def test_a_source_lands_on_its_words(self, visit_town: Visitor) -> None:
        page = visit_town("/demonstrations").page
        page.locator(".sides > div").nth(1).get_by_role("link").first.click()
        page.wait_for_url("**/documents/report?**#words")
        assert "高频事项实现网上办理" in text_of(page, "#words")

    def test_before_anything_was_published_the_side_says_so(self, visit_town: Visitor) -> None:
        page = visit_town("/demonstrations?published_by=2022-01-01").page
        assert "承诺1" in text_of(page, ".sides > div:first-child")
        assert "未见公开进展" in text_of(page, ".sides > div:last-child")

    def test_a_topic_is_reached_from_the_list_above(self, visit_town: Visitor) -> None:
        page = visit_town("/demonstrations", size=PHONE).page
        page.locator(".topics .chip").first.click()
        assert text_of(page, "h2:target") == "一网通办"


class TestDocuments:
    def test_each_document_says_who_when_how_good_and_how_much(self, visit_town: Visitor) -> None:
        page = visit_town("/documents").page
        report, plan = texts_of(page, ".shelf > li")
        assert report.startswith("云州市2023年发展情况 云州市统计局 2024年2月 原文在库 读出的数字 ")
        assert plan.startswith("云州市高质量发展纲要 云州市人民政府 2021年3月 原文在库 读出的数字 ")
        assert report.endswith("版本 1 可信等级 A")

    def test_a_title_opens_the_reader(self, visit_town: Visitor) -> None:
        page = visit_town("/documents").page
        page.get_by_role("link", name="云州市2023年发展情况").click()
        page.wait_for_url("**/documents/report")
        assert "地铁1号线开通运营" in text_of(page, "main")


class TestQuality:
    def test_numbers_are_accounted_for_document_by_document(self, visit_town: Visitor) -> None:
        page = visit_town("/quality").page
        plan = page.locator(".covered > li", has_text="云州市高质量发展纲要")
        read, aside, unread = (int(count) for count in plan.locator(".counts dd").all_inner_texts())
        assert (read, unread) == (14, 1)
        page.get_by_text("搁置的数字，按规则").first.click()
        by_rule = [int(cell) for cell in plan.locator("tbody td.n").all_inner_texts()]
        assert sum(by_rule) == aside, "the rules account for every number set aside"

    def test_what_was_not_understood_lands_on_its_words(self, visit_town: Visitor) -> None:
        page = visit_town("/quality").page
        page.locator(".covered a", has_text="2021").first.click()
        page.wait_for_url("**/documents/plan?**")
        assert "方案编号2021-08" in text_of(page, "main")
        assert text_of(page, ".manuscript .wanted") == "2021"

    def test_a_doubt_is_named_and_shown(self, visit_town: Visitor) -> None:
        page = visit_town("/quality").page
        doubts = page.locator("table", has_text="存疑之处").locator("tbody tr").all_inner_texts()
        assert [" ".join(doubt.split()) for doubt in doubts] == [
            "所指事项取自前文 1 6.2%",
            "指标名称过短，可能不完整 1 38.2%",
        ]

    def test_readings_are_counted_by_confidence(self, visit_town: Visitor) -> None:
        page = visit_town("/quality").page
        counts = [int(count) for count in page.locator("table.bands td.n").all_inner_texts()]
        listed = sum(int(read) for read in page.locator(".counts div:first-child dd").all_inner_texts())
        assert sum(counts) == listed


class TestMethod:
    def test_the_rule_and_its_thresholds_are_written_out(self, visit_town: Visitor) -> None:
        page = visit_town("/method").page
        rules = load()
        judging = text_of(page, "section[aria-labelledby=judging]")
        assert f"快于预期 r ≥ {rules.ahead}" in judging
        assert f"滞后于预期 r < {rules.on_track}" in judging
        assert f"规则版本 {rules.version}" in judging

    def test_every_reason_for_not_judging_is_explained(self, visit_town: Visitor) -> None:
        page = visit_town("/method").page
        reasons = texts_of(page, "section[aria-labelledby=reasons] dt")
        assert reasons == [
            "未见公开数据",
            "数据待公布",
            "口径变化",
            "仅有近似口径",
            "数据不足以计算",
            "目标未量化",
            "数据不一致",
            "阅读存疑",
        ]

    def test_english_readers_get_the_same_sections(self, visit_town: Visitor) -> None:
        chinese = visit_town("/method").page.locator(".prose h2").count()
        page = visit_town("/method", language="en").page
        assert page.locator(".prose h2").count() == chinese
        assert "r ≥ 1.10" in text_of(page, "section[aria-labelledby=judging]")

    def test_the_contents_lead_to_their_sections(self, visit_town: Visitor) -> None:
        page = visit_town("/method").page
        page.locator(".contents a", has_text="三个时间").click()
        assert text_of(page, "h2:target") == "三个时间"
