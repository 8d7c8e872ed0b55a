"""Natural limits: one rule of the data file for each kind of indicator, with its reason."""

import tomllib
from datetime import date
from decimal import Decimal
from importlib import resources
from typing import Any

import pytest
from cases import figure, target

from luoshi.evaluation.outlook.limits import OPEN, Limits, limits_of, thawed
from luoshi.evaluation.outlook.outlook import outlook
from luoshi.vocabulary.concepts import concepts

Ends = tuple[int | None, int | None]


def ends(name: str, unit: str | None, concept: str | None = None, **more: Any) -> tuple[Ends, str | None]:
    found = limits_of(name, target(5, unit=unit, **more), [], concept)
    low, high = (None if one is None else int(one) for one in (found.low, found.high))
    return (low, high), found.rule


CASES = [
    ("污水处理率", "%", "sewage-rate", {}, (0, 100), "share_of_a_concept"),
    ("某种覆盖率", "%", None, {}, (0, 100), "share"),
    ("婴儿死亡率", "‰", "infant-mortality", {}, (0, 1000), "per_mille"),
    ("高等教育毛入学率", "%", "tertiary-enrolment", {}, (0, None), "gross_enrolment"),
    ("外贸依存度", "%", None, {}, (0, None), "ratio"),
    ("空气质量优良天数比率", "%", "good-air-ratio", {}, (0, 100), "share_of_a_concept"),
    ("空气质量优良天数", "天", "good-air-days", {}, (0, 365), "days_of_a_year"),
    ("空气质量优良天数", "天", "good-air-days", {"year": 2028}, (0, 366), "days_of_a_year"),
    ("企业开办时间", "个工作日", "start-business-days", {}, (0, None), "amount"),
    ("城市创新能力排名", None, "innovation-rank", {"measure": "rank"}, (1, None), "rank"),
    ("地区生产总值", "亿元", "gdp", {}, (0, None), "amount"),
    ("高新技术企业数", "家", "high-tech-enterprises", {}, (0, None), "amount"),
    ("城乡居民收入比", None, "income-ratio", {}, (0, None), "amount_of_a_concept"),
    ("贸易差额", "亿元", None, {}, (None, None), "balance"),
    ("人口自然增长率", "‰", "natural-growth-rate", {}, (None, None), "balance"),
    ("研发投入增长率", "%", None, {}, (None, None), "growth"),
    ("居民消费价格指数", "%", "cpi", {}, (None, None), "price_index"),
    ("地区生产总值", "%", "gdp", {"measure": "growth"}, (None, None), None),
    ("说不清的东西", None, None, {}, (None, None), None),
]


@pytest.mark.parametrize(("name", "unit", "concept", "more", "both", "rule"), CASES)
def test_each_kind_of_indicator_has_its_rule(
    name: str, unit: str | None, concept: str | None, more: dict[str, Any], both: Ends, rule: str | None
) -> None:
    assert ends(name, unit, concept, **more) == (both, rule)


def test_every_rule_has_a_reason_in_both_languages_and_a_case_here() -> None:
    file = resources.files("luoshi.evaluation").joinpath("data", "limits-1.toml")
    rules = tomllib.loads(file.read_text(encoding="utf-8"))["rule"]
    assert all(rule["zh"] and rule["en"] for rule in rules)
    assert {rule["name"] for rule in rules} - {"place"} == {case[5] for case in CASES} - {None}
    assert ends("某项位次", "位")[0] == (1, None)


def test_every_concept_has_limits_but_the_ones_that_may_be_negative() -> None:
    without = {one.id for one in concepts() if ends(one.name, one.unit, one.id)[0] == (None, None)}
    assert without == {"natural-growth-rate", "cpi", "ppi", "industrial-profit"}


def test_a_figure_beyond_an_end_shows_that_it_is_none() -> None:
    share = target(90, unit="%")
    found = limits_of("污水处理率", share, [figure(2020, 80), figure(2021, 105)])
    assert (found.low, found.high, found.passed) == (Decimal(0), None, ("high",))
    near = limits_of("污水处理率", share, [figure(2021, 105, match="proxy")])
    assert near.high == 100
    assert limits_of("差异", target(-5, unit="个"), []).passed == ("low",)


def test_limits_say_why_and_come_back_from_a_record() -> None:
    found = limits_of("污水处理率", target(90, unit="%"), [])
    assert found.why("zh") == "部分占整体的比重，在0与100%之间"
    assert found.why("en").startswith("a part of a whole")
    assert OPEN.why("zh") == ""
    for one in (found, OPEN, Limits(low=Decimal(1), rule="rank", passed=("high",))):
        assert thawed(one.frozen()) == one


def test_an_outlook_keeps_within_the_days_of_a_year_and_records_the_rule() -> None:
    days = [figure(2020 + at, value) for at, value in enumerate((287, 310, 330, 341, 358, 362))]
    aim = target(365, year=2027, base=None, unit="天")
    found = outlook(
        aim, days, at=date(2025, 12, 31), limits=limits_of("空气质量优良天数", aim, days, "good-air-days")
    )
    assert found.high == (365.0, 365.0)
    assert (found.point or 0) <= 365
    assert found.record["inputs"]["limits"]["rule"] == "days_of_a_year"
