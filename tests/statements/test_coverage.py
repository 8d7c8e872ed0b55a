"""Every number of a document is accounted for."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.statements.coverage import Coverage, coverage

SOURCE = Source(key="a", file="a.md", published="2024-01", place="某市")
NUMBER = re.compile(r"\d+")


def covered(text: str) -> Coverage:
    return coverage(read_text(text, "a.md"), SOURCE)


def test_a_number_is_read_or_set_aside_by_a_named_rule() -> None:
    found = covered("# 2023年情况\n\n2023年，全市新增就业12.5万人，地铁3号线通车。\n")
    assert found.statements == 1
    rules = {one.text: one.rule for one in found.set_aside}
    assert rules["2023"] == "in-heading"
    assert any("3" in text and rule == "line-or-station-number" for text, rule in rules.items())


def test_the_number_of_an_item_is_numbering() -> None:
    found = covered("# 规划\n\n## 一、建设\n\n1. 打造航空枢纽。新增航线12条。\n")
    assert [one.rule for one in found.set_aside if one.text.startswith("1")] == ["numbering"]
    assert found.statements == 1


@given(
    st.lists(
        st.sampled_from(["5G网络", "完成投资80亿元", "第3位", "编号A77", "共9", "2024年", "12345热线"]),
        max_size=6,
    )
)
def test_no_number_is_ignored_whatever_stands_around_it(parts: list[str]) -> None:
    text = "，".join(parts) + "。\n"
    found = covered(text)
    accounted = found.statements + len(found.set_aside) + len(found.open)
    assert accounted >= len({match.start() for match in NUMBER.finditer(text)}) - text.count("年")
    assert found.statements >= sum("亿元" in part for part in parts[:1])
