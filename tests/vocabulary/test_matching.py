"""Whether a phrase names an indicator: never by plain substring."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.vocabulary.concepts import concepts, find
from luoshi.vocabulary.matching import Reason, joined, match_name, words_of


def score(phrase: str, name: str) -> float:
    return match_name(phrase, name, find(name), place="沈阳市").score


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("经济总量", "地区生产总值"),
        ("沈阳市GDP", "地区生产总值"),
        ("全市高新技术企业总数", "高新技术企业数"),
        ("建成区绿化覆盖率", "建成区绿地覆盖率"),
        ("空气质量优良天数比例", "空气质量优良天数比率"),
        ("全年货物运输总量", "货运量"),
        ("各类经营主体", "市场主体"),
        ("文化及相关产业增加值占GDP的比重", "文化及相关产业增加值占地区生产总值比重"),
    ],
)
def test_other_words_for_the_same_thing_match(phrase: str, name: str) -> None:
    assert score(phrase, name) >= 0.85


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("建成区绿地率", "建成区绿地覆盖率"),
        ("城镇登记失业率", "城镇调查失业率"),
        ("空气质量优良天数", "空气质量优良天数比率"),
        ("公路货运量", "货运量"),
        ("A股上市公司", "上市公司数量"),
        ("各级各类创新平台", "省级以上科技创新平台数量"),
        ("战略性新兴产业占规模以上工业总产值比重", "战略性新兴产业增加值占地区生产总值比重"),
        ("数字经济", "数字经济核心产业增加值占地区生产总值比重"),
        ("科技型中小企业", "高新技术企业数"),
        ("平均受教育年限(15岁及以上)", "劳动年龄人口平均受教育年限"),
    ],
)
def test_decoys_score_nothing(phrase: str, name: str) -> None:
    assert score(phrase, name) == 0


@pytest.mark.parametrize(
    ("phrase", "name", "code"),
    [
        ("高端装备制造业比重", "高端装备制造业营业收入占装备制造业营业收入比重", "broader"),
        ("中欧班列累计开行", "中欧班列开行数量", "narrower"),
        ("货运量(公路+水路)", "货运量", "narrower"),
        ("区级一般公共预算收入", "一般公共预算收入", "narrower"),
        ("人口规模", "常住人口", "name-loose"),
        ("城乡居民收入", "城乡居民可支配收入", "name-loose"),
    ],
)
def test_more_or_fewer_words_are_a_candidate_at_most(phrase: str, name: str, code: str) -> None:
    match = match_name(phrase, name, find(name))
    assert 0.4 <= match.score < 0.85
    assert match.reason.code == code


@given(st.sampled_from(concepts()), st.sampled_from(concepts()))
def test_the_name_of_one_concept_never_matches_another(one, other) -> None:
    if one != other:
        assert match_name(one.name, other.name, other).score == 0


def test_grounds_are_told_in_both_languages() -> None:
    kept = joined([Reason(code="name-alias", detail="地区生产总值"), Reason(code="unit-agrees")])
    assert words_of(kept) == "同一指标的另一名称（地区生产总值）；计量单位相符"
    assert words_of(kept, "en") == "another name of the same indicator (地区生产总值); the units agree"


def test_a_detail_with_the_separator_in_it_stays_one_ground() -> None:
    assert len(words_of(joined([Reason(code="narrower", detail="甲;乙")])).split("；")) == 1
