"""A statement and an indicator: by concept, measure, unit and place, never by substring."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.ledger.linking import ACCEPTED, CANDIDATE, Subject, Subjects, link, link_all
from luoshi.statements.model import Statement
from luoshi.vocabulary.concepts import Concept, concepts, find
from luoshi.vocabulary.matching import words_of
from luoshi.vocabulary.phrases import take_apart


def subject(name: str, unit: str | None, **more: Any) -> Subject:
    phrase = take_apart(name)
    fields: dict[str, Any] = {
        "key": name,
        "group": "plan",
        "name": name,
        "concept": find(phrase.base),
        "unit": unit,
        "measure": phrase.measure,
        "basis": phrase.basis,
        "direction": phrase.direction,
        "place": "沈阳市",
    }
    return Subject(**{**fields, **more})


EVERY = [subject(one.name, one.unit, key=one.id) for one in concepts()]


def said(indicator: str, unit: str | None, value: str = "1", **more: Any) -> Statement:
    fields: dict[str, Any] = {
        "doc": "a.txt",
        "start": 0,
        "end": 1,
        "text": "1",
        "value": Decimal(value),
        "unit": unit,
        "indicator": indicator,
        "period": "2024",
        "locator": {},
    }
    return Statement(**{**fields, **more})


def test_another_name_of_the_same_indicator_is_taken_and_says_why() -> None:
    made = link(said("经济总量", "亿元"), subject("地区生产总值", "亿元"))
    assert made.accepted
    assert made.score >= ACCEPTED
    assert words_of(made.reason) == "同一指标的另一名称（地区生产总值）；计量单位相符"


def test_a_name_without_its_denominator_is_a_candidate_only() -> None:
    row = subject("高端装备制造业营业收入占装备制造业营业收入比重", "%")
    made = link(said("高端装备制造业比重", "%", "40", comparator="ge"), row)
    assert not made.accepted
    assert made.score >= CANDIDATE
    assert "口径未写明" in words_of(made.reason)


@pytest.mark.parametrize(
    ("statement", "indicator"),
    [
        (said("建成区绿地率", "%"), subject("建成区绿地覆盖率", "%")),
        (said("城镇登记失业率", "%"), subject("城镇调查失业率", "%")),
        (said("空气质量优良天数", "天"), subject("空气质量优良天数比率", "%")),
        (said("A股上市公司", "家"), subject("上市公司数量", "家")),
        (said("实际利用外资", "%", measure="growth", basis="yoy"), subject("实际利用外资", "亿美元")),
        (said("高新技术企业", "家", measure="change", direction="up"), subject("高新技术企业数", "家")),
        (said("地区生产总值", "亿元", region="和平区"), subject("地区生产总值", "亿元")),
        (said("数字经济", "个"), subject("数字经济核心产业增加值占地区生产总值比重", "%")),
        (said("一般公共预算收入", "%"), subject("一般公共预算收入", "亿元")),
        (said("居民收入", "%", measure="growth", basis="since"), subject("居民收入年均增长", "%")),
        (said(None, "亿元", "6571.6"), subject("地区生产总值", "亿元")),  # type: ignore[arg-type]
    ],
)
def test_decoys_never_link(statement: Statement, indicator: Subject) -> None:
    assert link(statement, indicator).score == 0
    assert link_all(statement, [indicator]) == []


def test_a_running_total_is_not_a_yearly_figure() -> None:
    row = subject("中欧班列开行数量", "列")
    assert link(said("中欧班列开行", "列"), row).accepted
    total = link(said("中欧班列开行", "列"), row, clause="截至2023年2月，中欧班列累计")
    assert not total.accepted
    assert total.score >= CANDIDATE


def test_what_has_been_built_up_so_far_is_the_stock_itself() -> None:
    row = subject("5G基站数", "个")
    assert link(said("5G基站", "个"), row, clause="累计建成").accepted


def test_part_of_a_year_is_taken_as_a_neighbouring_figure() -> None:
    made = link(said("进出口总额", "亿元", period="2025-01/2025-08"), subject("进出口总额", "亿元"))
    assert (made.accepted, made.match) == (True, "proxy")


def test_a_stock_at_the_end_of_december_is_that_of_the_year() -> None:
    row = subject("常住人口", "万人")
    assert link(said("常住人口", "万人", period="2024-12"), row).match == "same"
    assert link(said("常住人口", "万人", period="2024-06"), row).match == "proxy"


def test_a_near_name_needs_the_number_to_agree() -> None:
    row = subject("常住人口", "万人")
    assert not link(said("人口规模", "万人", "1000", kind="target"), row).accepted
    assert link(said("人口规模", "万人", "1000", kind="target"), row, value_agrees=True).accepted


def test_a_number_without_a_name_never_links() -> None:
    row = subject("常住人口", "万人")
    assert link(said("图书馆藏书", "万人", "907"), row, value_agrees=True).score == 0


def test_another_currency_is_left_to_a_person() -> None:
    made = link(said("实际利用外资", "亿元"), subject("实际利用外资", "亿美元"))
    assert not made.accepted
    assert "币种不同" in words_of(made.reason)


def test_a_doubtful_reading_is_left_to_a_person() -> None:
    made = link(said("常住人口", "万人", confidence=0.3), subject("常住人口", "万人"))
    assert not made.accepted
    assert "阅读存疑" in words_of(made.reason)


def test_a_single_year_belongs_to_an_average_growth() -> None:
    row = subject("全社会研发经费投入年均增长", "%")
    assert link(said("全社会研发经费投入", "%", measure="growth", basis="yoy"), row).accepted


def test_of_a_plan_at_most_one_indicator_is_taken() -> None:
    twice = [subject("地区生产总值", "亿元", key="a"), subject("地区生产总值", "亿元", key="b")]
    assert [made.accepted for made in link_all(said("经济总量", "亿元"), twice)] == [True, False]
    apart = [twice[0], subject("地区生产总值", "亿元", key="b", group="another plan")]
    assert [made.accepted for made in link_all(said("经济总量", "亿元"), apart)] == [True, True]


@given(st.sampled_from(["和平区", "大连市", "辽宁省", "沈阳经济技术开发区", "全国"]))
def test_another_place_never_links(place: str) -> None:
    assert link(said("地区生产总值", "亿元", region=place), subject("地区生产总值", "亿元")).score == 0


@given(st.floats(0, 1), st.booleans())
def test_a_score_stays_between_0_and_1(confidence: float, agrees: bool) -> None:
    statement = said("经济总量", None, confidence=confidence)
    made = link(statement, subject("地区生产总值", "亿元"), value_agrees=agrees)
    assert 0 <= made.score <= 1
    assert made.accepted == (made.score >= ACCEPTED)


@given(st.sampled_from(concepts()), st.sampled_from(["", "全市", "A股", "累计"]))
def test_what_would_link_is_always_among_the_near_ones(concept: Concept, before: str) -> None:
    known = Subjects(EVERY)
    for _, name in concept.names():
        statement = said(before + name, concept.unit)
        near = {one.key for one in known.near(statement)}
        assert {made.key for made in link_all(statement, EVERY)} <= near
