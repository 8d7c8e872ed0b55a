"""What is promised and what is reported in a document that nobody knows the date of."""

from __future__ import annotations

import pytest

from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.statements.extract import extract
from luoshi.statements.when import document_kind


def kinds(text: str, kind: str | None = None) -> dict[str, str]:
    found = extract(read_text(text, "a.md"), Source(key="a", file="a.md", kind=kind))
    return {one.text: one.kind for one in found}


def test_an_aim_is_a_target_whatever_the_year() -> None:
    text = "# 2025年工作安排\n\n2025年主要预期目标：地区生产总值增长6%左右；一般公共预算收入增长4%以上。\n\n"
    found = kinds(text + "到2027年，森林覆盖率不低于32%，细颗粒物浓度降至30微克/立方米以下。\n")
    assert set(found.values()) == {"target"}
    assert len(found) == 4


def test_a_report_tells_of_the_year_before_the_later_one_of_its_title() -> None:
    title = "# 2024年国民经济和社会发展计划执行情况与2025年计划目标的报告\n\n"
    found = kinds(title + "2024年，地区生产总值1860.5亿元。2025年，力争达到2000亿元。\n")
    assert found == {"1860.5亿元": "actual", "力争达到2000亿元": "target"}


@pytest.mark.parametrize("title", ["临江市“十四五”养老服务规划", "临江市养老服务规划（2021—2025年）"])
def test_a_plan_looks_back_on_what_was_before_its_first_year(title: str) -> None:
    found = kinds(f"# {title}\n\n2020年，床位数为3.2万张。到2025年，床位数达到4.5万张。\n", "plan")
    assert found == {"3.2万张": "actual", "4.5万张": "target"}


def test_a_report_without_a_year_in_its_title_reports() -> None:
    assert kinds("# 运行情况\n\n2024年，用电量为120亿千瓦时。\n", "report") == {"120亿千瓦时": "actual"}


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("2024年国民经济和社会发展计划执行情况的报告", "report"),
        ("“十四五”规划实施情况中期评估报告", "report"),
        ("关于印发2025年工作报告任务分工方案的通知", "plan"),
        ("2024年国民经济和社会发展统计公报", "bulletin"),
        ("沈阳建设国家中心城市行动纲要（转写）", "plan"),
        ("前三季度运行", "report"),
        ("", "report"),
    ],
)
def test_the_end_of_a_title_says_what_a_document_is(title: str, family: str) -> None:
    assert document_kind(None, title) == family
