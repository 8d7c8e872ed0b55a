"""The members of a list, each with the noun that only the last one carries."""

from __future__ import annotations

import pytest

from luoshi.statements.alignment import members


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("一、二、三产业", ["第一产业", "第二产业", "第三产业"]),
        ("第一、二、三产业增加值", ["第一产业增加值", "第二产业增加值", "第三产业增加值"]),
        ("第一产业、第二产业、第三产业增加值", ["第一产业增加值", "第二产业增加值", "第三产业增加值"]),
        ("中心城区、县城、乡镇污水处理率", ["中心城区污水处理率", "县城污水处理率", "乡镇污水处理率"]),
        ("高中、初中、小学在校生", ["高中在校生", "初中在校生", "小学在校生"]),
        ("省级、市级、县级示范社", ["省级示范社", "市级示范社", "县级示范社"]),
        ("水稻、玉米和大豆种植面积", ["水稻种植面积", "玉米种植面积", "大豆种植面积"]),
        ("城镇居民、农村居民人均可支配收入", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        ("森林覆盖率、绿化率", ["森林覆盖率", "绿化率"]),
    ],
)
def test_each_member_has_the_noun_of_the_last(text: str, names: list[str]) -> None:
    assert members(text, len(names), "临江市") == names


def test_a_list_of_another_length_is_not_aligned() -> None:
    assert members("水稻、玉米", 3, None) is None
